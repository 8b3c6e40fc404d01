-- What was paid: a ledger's lines as loaded, and rollups of them that are kept true in the same transaction.
--
-- Built for ten million lines of a body. What a file says over and over (a supplier's spelling, a directorate and service) is kept
-- once, and a line names it by a small number. So a line is narrow, and a supplier that is matched, or declares its size, moves all
-- its money by one changed row: the rollups are by spelling, and size, sector and district are joined when they are read.

-- One load of one file. A number, not a UUID: it stands on every line, in twelve bytes less.
create table spend_load (
  load_key integer generated always as identity primary key,
  import_id uuid not null unique references import_batch (id),
  body_id uuid not null references body (id),
  lines integer not null default 0 check (lines >= 0),
  total_pence bigint not null default 0,
  -- What the ledger's keeper says that the file adds up to, where they said it: the load is reconciled to it.
  control_total_pence bigint,
  first_on date,
  last_on date,
  -- Loads whose lines were found again in this file: none of them is undone before this one.
  found_again integer[] not null default '{}',
  check ((lines = 0) = (first_on is null)),
  check ((first_on is null) = (last_on is null))
);
create index spend_load_by_body on spend_load (body_id);

-- A supplier as one body's files spell it, with its numbers. Kept when its lines go, where somebody matched it by hand.
create table spend_supplier (
  id uuid primary key,
  -- On every line and rollup, so small.
  supplier_key integer generated always as identity unique,
  body_id uuid not null references body (id),
  name text not null check (name <> '' and length(name) <= 300),
  -- As they are after padding and checking; empty where the file gives none that could be one.
  company_number text not null default '',
  charity_number text not null default '',
  match_name text not null,
  -- The file itself withholds the name.
  redacted boolean not null default false,
  organisation_id uuid references organisation (id),
  matched_by text check (matched_by in ('company-number', 'charity-number', 'name', 'staff')),
  -- The person who matched it or took the match away: a later load does not match it again by itself.
  decided_by uuid references person (id),
  decided_at timestamptz,
  unique (body_id, name, company_number, charity_number, redacted),
  check ((organisation_id is null) = (matched_by is null)),
  check (not redacted or organisation_id is null)
);
create index spend_supplier_by_organisation on spend_supplier (organisation_id) where organisation_id is not null;
create index spend_supplier_unmatched on spend_supplier (body_id) where organisation_id is null;
create index spend_supplier_by_plain on spend_supplier using gin (plain_text(name) gin_trgm_ops);

-- A directorate and service as a body's files name them; empty where a file does not say.
create table spend_place (
  place_key integer generated always as identity primary key,
  body_id uuid not null references body (id),
  unit text not null check (length(unit) <= 300),
  service text not null check (length(service) <= 300),
  unit_id uuid references organisational_unit (id),
  unique (body_id, unit, service)
);

-- One payment. There are no foreign keys to load, supplier and place: the database would look each of a million lines up three times,
-- though the load has just joined them. `check_spend` finds a line that lost any of them.
create table spend_line (
  -- Made of what the line says and of which of the equal lines in its file it is, so that the same payment is the same line in every
  -- file that has it, two equal payments stay two, and a link to one still holds after an undo and a new load.
  id uuid primary key,
  body_id uuid not null,
  amount_pence bigint not null,
  load_key integer not null,
  supplier_key integer not null,
  place_key integer not null,
  paid_on date not null,
  row_number integer not null check (row_number > 0),
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  vat text check (vat in ('net', 'gross')),
  capital boolean,
  sheet text,
  purpose text,
  category text,
  transaction_number text,
  supplier_number text
);
-- The register's orders, and the rows behind a figure by supplier and by place. Each of these is paid for at every load.
create index spend_line_by_date on spend_line (paid_on, id);
create index spend_line_by_amount on spend_line (amount_pence, id);
create index spend_line_by_supplier on spend_line (supplier_key, paid_on, id);
create index spend_line_by_place on spend_line (place_key, paid_on, id);
-- A load's lines lie together in the table, so that a summary of blocks finds them for an undo at next to no cost.
create index spend_line_by_load on spend_line using brin (load_key);

-- Rollups. A financial year is named by the year it begins in, a month by its first day. Every one adds up to the lines.
create table spend_supplier_year (
  body_id uuid not null,
  financial_year smallint not null,
  supplier_key integer not null,
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  lines integer not null check (lines > 0),
  amount_pence bigint not null,
  primary key (body_id, financial_year, supplier_key, kind)
);
create table spend_supplier_month (
  supplier_key integer not null,
  month date not null,
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  lines integer not null check (lines > 0),
  amount_pence bigint not null,
  primary key (supplier_key, month, kind)
);
create table spend_place_month (
  body_id uuid not null,
  month date not null,
  place_key integer not null,
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  capital text not null check (capital in ('capital', 'revenue', 'not-said')),
  lines integer not null check (lines > 0),
  amount_pence bigint not null,
  primary key (body_id, month, place_key, kind, capital)
);
create table spend_place_supplier_year (
  body_id uuid not null,
  financial_year smallint not null,
  place_key integer not null,
  supplier_key integer not null,
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  lines integer not null check (lines > 0),
  amount_pence bigint not null,
  primary key (body_id, financial_year, place_key, supplier_key, kind)
);
-- By the highest of the usual publication values that an amount exceeds (spend.ts has them): the work that a value causes.
create table spend_band_month (
  body_id uuid not null,
  month date not null,
  kind text not null check (kind in ('external', 'in-house', 'grant', 'transfer')),
  over_pence bigint not null,
  lines integer not null check (lines > 0),
  amount_pence bigint not null,
  primary key (body_id, month, kind, over_pence)
);

-- What a main contractor says that it paid to local businesses out of what it was paid: the second tier.
create table second_tier_return (
  id uuid primary key,
  agreement_id uuid not null references agreement (id),
  from_on date not null,
  to_on date not null,
  local_pence bigint not null check (local_pence >= 0),
  -- How the contractor counted, and what shows it.
  method text not null check (method <> ''),
  evidence text,
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock(),
  withdrawn_at timestamptz,
  withdrawn_because text,
  check (to_on >= from_on),
  check ((withdrawn_at is null) = (withdrawn_because is null)),
  -- No period of a contract is returned twice.
  exclude using gist (agreement_id with =, daterange(from_on, to_on, '[]') with &&) where (withdrawn_at is null)
);
create index second_tier_return_by_agreement on second_tier_return (agreement_id);
