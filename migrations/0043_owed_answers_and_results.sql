-- What waits for an answer is on somebody's home: found without reading what was answered long ago.
create index case_open on case_record (body_id, kind, created_at) where state = 'open';

-- Results of measures: entered by one side, confirmed or queried by another person, corrected by a new version that keeps the earlier.
alter table observation
  add column entered_as text not null default 'authority' check (entered_as in ('provider', 'authority')),
  -- The day on which it was checked.
  add column observed_on date check (observed_on >= lower(period)),
  -- Said by whoever entered it where the numbers alone do not tell; null where there is no target.
  add column meets_target boolean,
  add column queried_by uuid references person (id),
  add column queried_at timestamptz,
  add column query_reason text check (query_reason <> ''),
  -- The first version of a corrected result; its versions are counted from one.
  add column root_id uuid references observation (id),
  add column version integer not null default 1 check (version > 0),
  add column is_current boolean not null default true,
  add constraint observation_version check ((version = 1) = (root_id is null)),
  add constraint observation_queried check ((queried_by is null or queried_at is not null) and (queried_at is null) = (query_reason is null)),
  add constraint observation_confirmed_or_queried check (confirmed_at is null or queried_at is null),
  add constraint observation_confirmed_by_another check (confirmed_by <> claimed_by);
create unique index observation_versions on observation (coalesce(root_id, id), version);
-- One result for one time; a correction takes the place of what it corrects.
create unique index observation_once on observation (measure_id, period) where is_current;
create index observation_waiting on observation (measure_id) where is_current and confirmed_at is null;

-- What counts: confirmed, and not corrected since by another that was confirmed.
create view observation_confirmed as
select o.id, o.measure_id, o.period, o.value, o.numerator, o.denominator, o.words, o.evidence, o.observed_on, o.meets_target, o.entered_as, o.confirmed_at
from observation o
where o.confirmed_at is not null
  and not exists (select 1 from observation n where coalesce(n.root_id, n.id) = coalesce(o.root_id, o.id) and n.version > o.version and n.confirmed_at is not null);

-- A contract's thread leads on to the last review that was held of it.
insert into thread_link (id, from_kind, from_id, label, to_kind, to_id)
select gen_random_uuid(), 'agreement', last.agreement_id, 'was last reviewed by', 'review', last.id
from (select distinct on (agreement_id) agreement_id, id from review where held_on is not null order by agreement_id, held_on desc, id desc) last
on conflict (from_kind, from_id, label, to_kind, to_id) do nothing;
