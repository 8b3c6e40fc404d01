-- Contractors file what they paid down the supply chain themselves; the authority accepts or queries it (OR-03).

-- A contract whose contractor owes a return for each period, from a first day on. Which returns are owed, and which are late, is read from here.
create table second_tier_duty (
  agreement_id uuid primary key references agreement (id),
  every_months integer not null check (every_months in (1, 3, 6, 12)),
  -- First day of the first period.
  first_on date not null,
  -- A return is due so many days after its period's last day.
  due_days integer not null check (due_days between 1 and 120),
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock()
);

-- What staff recorded before this was accepted as it was recorded.
alter table second_tier_return
  add column state text not null default 'accepted' check (state in ('draft', 'sent', 'queried', 'accepted')),
  add column due_on date,
  -- The file it was read from, and which of its headings was taken for what.
  add column file_name text check (file_name <> ''),
  add column columns_read jsonb,
  add column sent_by uuid references person (id),
  add column sent_at timestamptz,
  -- Why the authority asks again; kept when it is answered.
  add column query text check (query <> ''),
  add column decided_by uuid references person (id),
  add column decided_at timestamptz,
  add constraint second_tier_return_query check (state <> 'queried' or query is not null);

-- One payment to a sub-contractor, as the contractor gave it.
create table second_tier_payment (
  return_id uuid not null references second_tier_return (id) on delete cascade,
  row_number integer not null check (row_number > 0),
  name text not null check (name <> '' and length(name) <= 300),
  postcode text not null default '' check (length(postcode) <= 10),
  company_number text not null default '',
  paid_on date not null,
  amount_pence bigint not null check (amount_pence > 0),
  -- By the authority's postcodes on the day the return was sent.
  is_local boolean not null,
  primary key (return_id, row_number)
);

-- Each reminder that went out: once before a return is due, once when it is late.
create table second_tier_reminder (
  agreement_id uuid not null references agreement (id),
  period_from_on date not null,
  kind text not null check (kind in ('due', 'late')),
  sent_at timestamptz not null default wantsum_clock(),
  primary key (agreement_id, period_from_on, kind)
);
