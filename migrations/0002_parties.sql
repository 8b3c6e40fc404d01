-- Bodies, organisations and people. Sign-in's own tables keep the library's shapes under our names.

create table body (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (name <> ''),
  kind text not null check (kind in ('county-council', 'unitary-authority', 'district-council', 'metropolitan-district', 'london-borough', 'combined-authority', 'parish-council', 'fire-authority', 'police-authority', 'school', 'health', 'other')),
  gss_code text unique,
  -- The identifier on the central digital platform (GB-PPON), where the body has one.
  platform_identifier text unique,
  website text,
  contact_email text,
  created_at timestamptz not null default wantsum_clock()
);

-- A directorate or service of a body.
create table organisational_unit (
  id uuid primary key,
  body_id uuid not null references body (id),
  name text not null check (name <> ''),
  ended_on date,
  unique (body_id, name)
);

create table person (
  id uuid primary key,
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email) and email like '%_@_%'),
  email_verified boolean not null default false,
  image text,
  job_title text,
  phone text,
  two_factor_enabled boolean not null default false,
  state text not null default 'active' check (state in ('active', 'left', 'erased')),
  left_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock()
);
alter table role_holding add constraint role_holding_person foreign key (person_id) references person (id);

create table sign_in_session (
  id uuid primary key,
  user_id uuid not null references person (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_session_by_person on sign_in_session (user_id);
create table sign_in_account (
  id uuid primary key,
  user_id uuid not null references person (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  id_token text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index sign_in_account_by_person on sign_in_account (user_id);
create table sign_in_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sign_in_verification_by_identifier on sign_in_verification (identifier);
create table sign_in_two_factor (
  id uuid primary key,
  user_id uuid not null references person (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index sign_in_two_factor_by_person on sign_in_two_factor (user_id);

-- A link sent by mail that stands for the person who opened the mail: to set a password, or to confirm the address.
-- Only the hash of the token is kept, so that a copy of the database opens no account.
create table sign_in_link (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('set-password', 'confirm-email')),
  person_id uuid not null references person (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default wantsum_clock()
);
create index sign_in_link_by_person on sign_in_link (person_id, purpose);

-- Tries at one address, known or not, under a keyed hash of it: counted before the password is looked at, so that many at once gain nothing.
create table sign_in_attempt (
  address_hash bytea primary key,
  tries integer not null,
  last_at timestamptz not null,
  wait_until timestamptz
);

-- Anyone a body does or might do business with, and the profile it gives once.
create table organisation (
  id uuid primary key,
  name text not null check (name <> ''),
  -- For matching: lower case, no accents, punctuation or words such as "limited". Kept by the program (parties/organisations/organisation-name.ts).
  match_name text not null,
  size text check (size in ('micro', 'small', 'medium', 'large')),
  sector text check (sector in ('private', 'vcse', 'public')),
  social_enterprise boolean,
  sole_trader boolean,
  company_number text unique check (company_number ~ '^[A-Z0-9]{8}$'),
  charity_number text unique check (charity_number ~ '^[A-Z0-9-]{5,12}$'),
  platform_identifier text unique,
  postcode text,
  website text,
  summary text check (length(summary) <= 2000),
  staff_number integer check (staff_number >= 0),
  -- Who vouches for the row: a supplier's own registration, an import, or an officer.
  source text not null check (source in ('registered', 'imported', 'entered')),
  import_id uuid,
  claimed_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock()
);
create index organisation_by_match_name on organisation using gin (match_name gin_trgm_ops);
create index organisation_by_exact_match_name on organisation (match_name);
create index organisation_by_name on organisation (lower(name), id);

create table organisation_area (
  organisation_id uuid not null references organisation (id) on delete cascade,
  area_code text not null,
  primary key (organisation_id, area_code)
);
create table organisation_category (
  organisation_id uuid not null references organisation (id) on delete cascade,
  cpv_code text not null,
  primary key (organisation_id, cpv_code)
);

-- A person who asks to act for an organisation that is here already.
create table organisation_claim (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  state text not null default 'asked' check (state in ('asked', 'accepted', 'refused')),
  evidence text,
  decided_by uuid references person (id),
  decided_at timestamptz,
  reason text,
  created_at timestamptz not null default wantsum_clock()
);
create unique index organisation_claim_open_once on organisation_claim (organisation_id, person_id) where state = 'asked';

-- An invitation by mail to join an organisation. Whoever opens the link proves the address.
create table organisation_invitation (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  email text not null check (email = lower(email)),
  token_hash bytea not null unique,
  invited_by uuid not null references person (id),
  expires_at timestamptz not null,
  accepted_by uuid references person (id),
  accepted_at timestamptz,
  created_at timestamptz not null default wantsum_clock()
);
create index organisation_invitation_by_organisation on organisation_invitation (organisation_id, created_at);

-- Reference data: areas (ONS codes) as people choose them.
create table area (
  code text primary key,
  name text not null,
  kind text not null check (kind in ('nation', 'region', 'county', 'district', 'metropolitan-district', 'london-borough', 'unitary', 'ward')),
  within text references area (code)
);
create index area_by_name on area (lower(name));
