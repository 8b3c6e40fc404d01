-- A commissioning exercise: one service through Analyse, Plan, Do and Review.

create table exercise (
  id uuid primary key,
  reference text not null,
  body_id uuid not null references body (id),
  unit_id uuid references organisational_unit (id),
  title text not null check (title <> ''),
  -- In one plain sentence, why (AN-02).
  purpose text,
  stage text not null default 'analyse' check (stage in ('analyse', 'plan', 'do', 'review', 'closed')),
  mechanism text not null default 'contract' check (mechanism in ('contract', 'grant', 'in-house')),
  category text not null default 'services' check (category in ('services', 'goods', 'works')),
  light_touch boolean not null default false,
  owner_id uuid not null references person (id),
  reviewed_agreement_id uuid references agreement (id),
  -- Counts the saves of its title, purpose, legal basis and kind.
  revision integer not null default 1 check (revision > 0),
  closed_early_reason text,
  created_at timestamptz not null default wantsum_clock(),
  unique (body_id, reference)
);
create index exercise_by_body on exercise (body_id, stage, created_at desc);
create index exercise_by_owner on exercise (owner_id);
create table exercise_legal_basis (
  exercise_id uuid not null references exercise (id) on delete cascade,
  basis text not null check (basis in ('statutory', 'discretionary', 'best-practice')),
  percent numeric(5, 2) not null check (percent > 0 and percent <= 100),
  primary key (exercise_id, basis)
);
-- A gate passed or refused, each time it was tried.
create table exercise_gate (
  id uuid primary key,
  exercise_id uuid not null references exercise (id),
  gate text not null check (gate in ('analyse', 'plan', 'do', 'review')),
  passed boolean not null,
  missing jsonb not null default '[]',
  decided_by uuid references person (id),
  decided_at timestamptz not null default wantsum_clock()
);
create index exercise_gate_by_exercise on exercise_gate (exercise_id, decided_at);
create unique index exercise_gate_passed_once on exercise_gate (exercise_id, gate) where passed;

create table need (
  id uuid primary key,
  exercise_id uuid not null unique references exercise (id),
  user_group text,
  area_codes text[] not null default '{}',
  size_of_need text,
  level_of_need text,
  budget_pence bigint check (budget_pence >= 0),
  budget_years integer check (budget_years between 1 and 50),
  version integer not null default 1,
  updated_at timestamptz not null default wantsum_clock()
);
create table need_evidence (
  id uuid primary key,
  need_id uuid not null references need (id) on delete cascade,
  title text not null check (title <> ''),
  source text not null check (source <> ''),
  dated_on date,
  address text,
  position integer not null default 1
);
create index need_evidence_by_need on need_evidence (need_id, position);

-- Whole-life value: every year, lot and extension (DP-02).
create table valuation (
  id uuid primary key,
  exercise_id uuid not null references exercise (id),
  -- A year and once, the lots included.
  annual_net_pence bigint not null check (annual_net_pence >= 0),
  years numeric(6, 3) not null check (years > 0),
  extension_years numeric(6, 3) not null default 0 check (extension_years >= 0),
  one_off_net_pence bigint not null default 0 check (one_off_net_pence >= 0),
  -- What each lot adds to the two amounts above: [{title, annualNetPence, oneOffNetPence}].
  lots jsonb not null default '[]' check (jsonb_typeof(lots) = 'array'),
  vat_percent numeric(5, 2) not null check (vat_percent between 0 and 100),
  whole_life_net_pence bigint not null check (whole_life_net_pence >= 0),
  whole_life_gross_pence bigint not null check (whole_life_gross_pence >= whole_life_net_pence),
  -- The rules of the day, copied here: policy is pinned per decision.
  route text not null check (route <> ''),
  quotes_needed integer not null default 0 check (quotes_needed >= 0),
  rule text not null check (rule <> ''),
  rule_source text not null check (rule_source <> ''),
  law_rule text not null default '',
  law_source text not null default '',
  law_pack text not null,
  law_version text not null,
  above_threshold boolean not null,
  plan_required boolean not null,
  plan_rule text not null default '',
  plan_source text not null default '',
  decided_on date not null,
  decided_by uuid references person (id),
  -- A route other than the rule's: the reason. Who must agree is asked of the part approvals.
  override_route text check (override_route <> route),
  override_reason text check (override_reason <> ''),
  created_at timestamptz not null default wantsum_clock(),
  superseded_at timestamptz,
  check ((override_route is null) = (override_reason is null))
);
create unique index valuation_current on valuation (exercise_id) where superseded_at is null;

-- A purchase recorded on its own, for splitting checks and the what-if of a rule (DP-01, XC-04).
create table purchase (
  id uuid primary key,
  body_id uuid not null references body (id),
  organisation_id uuid references organisation (id),
  exercise_id uuid references exercise (id),
  title text not null check (title <> ''),
  category text not null default 'services' check (category in ('services', 'goods', 'works')),
  value_net_pence bigint not null check (value_net_pence >= 0),
  value_gross_pence bigint not null check (value_gross_pence >= value_net_pence),
  decided_on date not null,
  -- The rule of the day, copied here.
  route text not null check (route <> ''),
  quotes_needed integer not null default 0 check (quotes_needed >= 0),
  rule text not null check (rule <> ''),
  rule_source text not null check (rule_source <> ''),
  quotes_received integer not null default 0 check (quotes_received >= 0),
  state text not null default 'planned' check (state in ('planned', 'awarded', 'cancelled')),
  -- Why it looks like a part of one larger purchase (DP-02).
  split_flag text check (split_flag <> ''),
  override_route text check (override_route <> route),
  override_reason text check (override_reason <> ''),
  cancelled_reason text,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  check ((override_route is null) = (override_reason is null)),
  check (state <> 'awarded' or organisation_id is not null)
);
create index purchase_by_date on purchase (body_id, decided_on desc, id desc);
create index purchase_by_supplier on purchase (body_id, organisation_id, decided_on);
create index purchase_by_value on purchase (body_id, value_net_pence);

create table specification (
  id uuid primary key,
  exercise_id uuid not null references exercise (id),
  version integer not null check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'approved', 'superseded')),
  summary text not null default '',
  service text not null default '',
  who_for text not null default '',
  standards text not null default '',
  -- Why it may go forward though no measure is of an outcome or an impact (AN-05).
  outputs_only_reason text,
  -- Counts the saves, so that two people editing one draft never overwrite each other silently.
  revision integer not null default 1 check (revision > 0),
  approved_by uuid references person (id),
  approved_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  unique (exercise_id, version)
);
create unique index specification_one_draft on specification (exercise_id) where state = 'draft';
create unique index specification_one_approved on specification (exercise_id) where state = 'approved';

-- The three duties of the Public Services (Social Value) Act 2012, and the weight chosen (SV-01, SV-04).
create table social_value_consideration (
  id uuid primary key,
  exercise_id uuid not null unique references exercise (id),
  improve text,
  secure text,
  consult text,
  weight_percent numeric(7, 4) check (weight_percent between 0 and 100),
  weight_reason text,
  -- The authority's least weight on the day the weight was chosen: policy is pinned per decision.
  minimum_percent numeric(7, 4) check (minimum_percent between 0 and 100),
  minimum_rule text,
  considered_on date,
  considered_by uuid references person (id),
  version integer not null default 1,
  updated_at timestamptz not null default wantsum_clock()
);
