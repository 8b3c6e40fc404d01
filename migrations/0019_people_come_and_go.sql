-- People go away, leave and change office, and directorates are renamed: who stands in for whom, who was named to open bids, whose
-- place was taken and why, who answers for an opportunity now, and what a directorate was called before.

-- A role lent to a colleague of the same body while its holder is away. Its dates are read, never flipped by a job.
create table delegation (
  id uuid primary key,
  body_id uuid not null references body (id),
  person_id uuid not null references person (id),
  delegate_id uuid not null references person (id),
  role text not null check (role <> ''),
  starts_on date not null,
  ends_on date not null,
  reason text not null check (reason <> ''),
  -- The person themselves, or an administrator for somebody who cannot.
  set_by uuid not null references person (id),
  set_at timestamptz not null default wantsum_clock(),
  taken_back_at timestamptz,
  taken_back_by uuid references person (id),
  check (person_id <> delegate_id),
  check (ends_on >= starts_on),
  check ((taken_back_at is null) = (taken_back_by is null))
);
create index delegation_by_delegate on delegation (delegate_id) where taken_back_at is null;
create index delegation_by_person on delegation (person_id, body_id) where taken_back_at is null;

-- What is lent at this moment. A role that its holder has not themselves lends nothing, so there is no chain; nor does one reach
-- somebody who has left the body, or who works for a bidder.
create view delegation_in_force as
select d.id, d.body_id, d.person_id, d.delegate_id, d.role, d.starts_on, d.ends_on
from delegation d
where d.taken_back_at is null
  and (wantsum_clock() at time zone 'Europe/London')::date between d.starts_on and d.ends_on
  and exists (select 1 from role_holding h where h.person_id = d.person_id and h.role = d.role and h.scope_kind = 'body' and h.scope_id = d.body_id and h.held_until is null)
  and exists (select 1 from role_holding h where h.person_id = d.delegate_id and h.scope_kind = 'body' and h.scope_id = d.body_id and h.held_until is null)
  and not exists (select 1 from role_holding h where h.person_id = d.delegate_id and h.scope_kind = 'organisation' and h.held_until is null);

-- Whoever decided for somebody away: both are kept, and neither may have asked.
alter table approval add column decided_for uuid references person (id);
alter table approval add constraint approval_decided_for check (decided_for is null or (decided_by is not null and decided_for <> decided_by and decided_for is distinct from asked_by));

-- Who answers for an opportunity now, once it was handed over; until then whoever began it.
alter table opportunity add column officer_id uuid references person (id);

-- Openers named beforehand. Where none is named, any two holders of the role open.
create table named_opener (
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  person_id uuid not null references person (id),
  named_by uuid not null references person (id),
  named_at timestamptz not null default wantsum_clock(),
  primary key (opportunity_id, person_id)
);
-- A signature in the place of a named opener who left or is away, and why.
alter table bid_opening add column instead_of uuid references person (id);
alter table bid_opening add column reason text;
alter table bid_opening add constraint bid_opening_instead_of check ((instead_of is null) = (reason is null) and (instead_of is null or instead_of <> opener_id));

-- A directorate that ended can have gone into another, under which it is counted from then on.
alter table organisational_unit add column successor_id uuid references organisational_unit (id);
alter table organisational_unit add column ended_reason text;
alter table organisational_unit add constraint organisational_unit_successor check (successor_id is null or (ended_on is not null and successor_id <> id));
create index organisational_unit_by_successor on organisational_unit (successor_id) where successor_id is not null;
create table former_unit_name (
  id uuid primary key,
  unit_id uuid not null references organisational_unit (id) on delete cascade,
  name text not null check (name <> ''),
  until_on date not null,
  reason text not null check (reason <> ''),
  changed_by uuid not null references person (id),
  changed_at timestamptz not null default wantsum_clock()
);
create index former_unit_name_by_unit on former_unit_name (unit_id, until_on);

-- Under which directorate something is counted: the last in its line of successors.
create function unit_counted_as(unit uuid) returns uuid language sql stable as $$
  with recursive line (id, successor_id) as (
    select u.id, u.successor_id from organisational_unit u where u.id = unit
    union
    select u.id, u.successor_id from organisational_unit u join line on u.id = line.successor_id
  )
  select id from line where successor_id is null
$$;

-- A directorate as a record shows it: its name, what it was called before and until when, and what it became.
create function unit_words(unit uuid) returns text language sql stable as $$
  select u.name
    || coalesce((select ' (until ' || string_agg(to_char(f.until_on, 'FMDD FMMonth YYYY') || ' ' || f.name, ', until ' order by f.until_on) || ')' from former_unit_name f where f.unit_id = u.id), '')
    || case when u.successor_id is null then '' else ', since ' || to_char(u.ended_on, 'FMDD FMMonth YYYY') || ' part of ' || (select s.name from organisational_unit s where s.id = unit_counted_as(u.id)) end
  from organisational_unit u where u.id = unit
$$;
