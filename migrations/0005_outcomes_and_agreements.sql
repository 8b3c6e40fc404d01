-- What the authority wants, and everything it has agreed with anyone to get it.

create table outcome_framework (
  id uuid primary key,
  body_id uuid not null references body (id),
  title text not null check (title <> ''),
  version integer not null check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'superseded')),
  words text not null default '',
  published_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  unique (body_id, version),
  check ((state = 'draft') = (published_at is null))
);
create unique index outcome_framework_one_published on outcome_framework (body_id) where state = 'published';
-- An outcome keeps its id through the versions of the framework; what each version says of it is outcome_wording.
create table outcome (
  id uuid primary key,
  body_id uuid not null references body (id),
  created_at timestamptz not null default wantsum_clock()
);
create table outcome_wording (
  framework_id uuid not null references outcome_framework (id) on delete cascade,
  outcome_id uuid not null references outcome (id),
  parent_id uuid references outcome (id),
  level text not null check (level in ('strategic', 'supporting')),
  code text not null,
  title text not null check (title <> ''),
  description text not null default '',
  position integer not null,
  primary key (framework_id, outcome_id),
  unique (framework_id, code),
  check ((level = 'strategic') = (parent_id is null))
);
-- Which outcomes a record serves. The only list that exercises, agreements and the rest pick from.
create table outcome_served (
  about_kind text not null,
  about_id uuid not null,
  outcome_id uuid not null references outcome (id),
  primary key (about_kind, about_id, outcome_id)
);
create index outcome_served_by_outcome on outcome_served (outcome_id, about_kind);

create table agreement (
  id uuid primary key,
  reference text not null check (reference <> ''),
  body_id uuid not null references body (id),
  kind text not null check (kind in ('contract', 'call-off', 'framework', 'grant', 'in-house', 'sub-contract')),
  parent_id uuid references agreement (id),
  title text not null check (title <> ''),
  description text not null default '',
  unit_id uuid references organisational_unit (id),
  -- The supplier who leads; every party is in agreement_party.
  lead_organisation_id uuid references organisation (id),
  -- As the source wrote it, kept when it could not be matched.
  supplier_name text,
  value_net_pence bigint check (value_net_pence >= 0),
  annual_value_net_pence bigint check (annual_value_net_pence >= 0),
  irrecoverable_vat_pence bigint check (irrecoverable_vat_pence >= 0),
  value_gross_pence bigint check (value_gross_pence >= 0),
  starts_on date,
  ends_on date,
  latest_ends_on date,
  review_on date,
  extension_months integer check (extension_months between 0 and 1200),
  entered_on date,
  process text,
  procurement_category text,
  cpv_code text,
  proclass_code text,
  sme boolean,
  vcse boolean,
  manager_id uuid references person (id),
  director_id uuid references person (id),
  -- As the source wrote them, until somebody with an account is named.
  manager_name text,
  director_name text,
  risk text check (risk in ('low', 'medium', 'high')),
  state text not null default 'draft' check (state in ('draft', 'live', 'ended', 'terminated')),
  -- Live but lacking what a live agreement must have: public, marked and owed as work.
  incomplete boolean not null default false,
  missing text[] not null default '{}',
  ocid text,
  awarded_from uuid,
  source text not null default 'made' check (source in ('made', 'imported')),
  import_id uuid references import_batch (id),
  -- What a second import of the same row is recognised by, and whether anything in it changed.
  source_key text,
  source_hash text,
  source_row jsonb,
  -- Counts every change by a person, so that undoing an import leaves alone what somebody has worked on since.
  version integer not null default 1 check (version > 0),
  -- Where the supplier's number stood in the file, as it was written there.
  supplier_number text,
  ended_because text,
  -- What the register's search reads: kept by the program (review/agreements/agreement-words.ts). Weight C holds the supplier's name.
  words tsvector not null default '',
  plain text not null default '',
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock(),
  check (ends_on is null or starts_on is null or ends_on >= starts_on),
  check (incomplete = (cardinality(missing) > 0)),
  -- A live agreement names its manager and director, or is marked as lacking them (RV-01).
  check (state <> 'live' or incomplete or (manager_id is not null and director_id is not null))
);
create index agreement_by_source on agreement (body_id, source_key) where source_key is not null;
create index agreement_by_reference on agreement (body_id, reference);
create index agreement_by_body on agreement (body_id, state, starts_on);
-- The register's orders. Missing values stand last in each, and none is null, so that the next page is one comparison of rows.
create index agreement_by_start on agreement ((coalesce(starts_on, date '-infinity')), id);
create index agreement_by_end on agreement ((coalesce(ends_on, date 'infinity')), id);
create index agreement_by_value on agreement ((coalesce(value_net_pence, -1)), id);
create index agreement_by_title on agreement (lower(title) collate "C", id);
create index agreement_public on agreement (id) where state <> 'draft';
create index agreement_by_words on agreement using gin (words);
create index agreement_by_plain on agreement using gin (plain gin_trgm_ops);
create index agreement_by_supplier on agreement (lead_organisation_id);
create index agreement_by_manager on agreement (manager_id) where state in ('draft', 'live');
create index agreement_by_director on agreement (director_id) where state in ('draft', 'live');
create index agreement_by_parent on agreement (parent_id) where parent_id is not null;
create index agreement_owed_work on agreement (body_id, id) where incomplete and state = 'live';
create index agreement_by_import on agreement (import_id);
create index agreement_by_ocid on agreement (ocid);

-- What an import added or changed, so that it can be undone: the row as it was before, and the version that the import left.
create table import_change (
  import_id uuid not null references import_batch (id),
  record_kind text not null,
  record_id uuid not null,
  version_after integer not null,
  before jsonb,
  primary key (import_id, record_kind, record_id)
);

create table agreement_party (
  agreement_id uuid not null references agreement (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  role text not null check (role in ('supplier', 'lead', 'partner', 'sub-contractor', 'grantee', 'funder')),
  share_percent numeric(7, 4) check (share_percent between 0 and 100),
  valid daterange not null default daterange(null, null),
  primary key (agreement_id, organisation_id, role)
);
create index agreement_party_by_organisation on agreement_party (organisation_id);

create table review (
  id uuid primary key,
  agreement_id uuid not null references agreement (id),
  kind text not null check (kind in ('monthly', 'quarterly', 'six-monthly', 'annual', 'benchmark', 'final')),
  due_on date not null,
  held_on date,
  results text,
  issues text,
  actions text,
  authority_signed_by uuid references person (id),
  authority_signed_at timestamptz,
  supplier_signed_by uuid references person (id),
  supplier_signed_at timestamptz,
  supplier_signatory text,
  created_at timestamptz not null default wantsum_clock(),
  unique (agreement_id, kind, due_on)
);
create index review_by_due on review (due_on) where held_on is null;
