-- How work is divided and who does it together: lots, payment, sub-contracting, partners, consortia and lineage.

-- What an organisation could carry alone, as it states itself (PL-13): beside the areas it works in.
alter table organisation
  add column yearly_capacity_net_pence bigint check (yearly_capacity_net_pence >= 0),
  add column most_districts integer check (most_districts > 0),
  add column capacity_stated_on date;

-- Why an agreement was terminated, so that a successor can be told from its predecessor (DP-35).
alter table agreement
  add column terminated_on date,
  add column poor_performance boolean not null default false;

-- The comparison of lot patterns of an exercise, and the choice (PL-13).
create table lotting (
  id uuid primary key,
  exercise_id uuid not null unique references exercise (id),
  -- The kind of service for which providers are counted; null counts every kind.
  cpv_code text,
  chosen_option_id uuid,
  reasons text,
  decided_on date,
  decided_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  check ((chosen_option_id is null) = (reasons is null) and (chosen_option_id is null) = (decided_on is null))
);
create table lotting_option (
  id uuid primary key,
  lotting_id uuid not null references lotting (id) on delete cascade,
  kind text not null check (kind in ('one-contract', 'area-lots', 'service-lots', 'small-lots')),
  title text not null check (title <> ''),
  -- For the whole, a year.
  cost_net_pence bigint check (cost_net_pence >= 0),
  management_days integer check (management_days >= 0),
  notes text not null default '',
  position integer not null default 1
);
create index lotting_option_by_lotting on lotting_option (lotting_id, position);
alter table lotting add constraint lotting_chosen_option foreign key (chosen_option_id) references lotting_option (id);
create table lotting_option_lot (
  id uuid primary key,
  option_id uuid not null references lotting_option (id) on delete cascade,
  position integer not null,
  title text not null check (title <> ''),
  area_codes text[] not null default '{}',
  yearly_net_pence bigint not null check (yearly_net_pence >= 0)
);
create index lotting_option_lot_by_option on lotting_option_lot (option_id, position);

-- Whether work may be passed on, and what protects those it is passed to (PL-25).
create table subcontracting (
  id uuid primary key,
  exercise_id uuid not null unique references exercise (id),
  stance text not null check (stance in ('allowed', 'encouraged', 'barred')),
  payment_days integer check (payment_days between 1 and 365),
  work_share_percent numeric(7, 4) check (work_share_percent between 0 and 100),
  discloses_fee boolean not null default false,
  other_disclosure text not null default '',
  requires_posting boolean not null default false,
  reasons text not null default '',
  decided_by uuid references person (id),
  decided_at timestamptz not null default wantsum_clock(),
  check (stance <> 'barred' or (payment_days is null and work_share_percent is null and not discloses_fee and other_disclosure = '' and not requires_posting))
);

-- How the provider is paid (PL-22).
create table payment_plan (
  id uuid primary key,
  exercise_id uuid not null unique references exercise (id),
  value_net_pence bigint not null check (value_net_pence > 0),
  starts_on date not null,
  ends_on date not null check (ends_on > starts_on),
  -- Days from the end of a month's work, or from the day something is reached, until the money is there.
  payment_days integer not null check (payment_days between 0 and 365),
  reasons text not null default '',
  saved_by uuid references person (id),
  saved_at timestamptz not null default wantsum_clock()
);
create table payment_part (
  id uuid primary key,
  plan_id uuid not null references payment_plan (id) on delete cascade,
  kind text not null check (kind in ('up-front', 'on-account', 'in-arrears', 'milestone', 'interim-outcome', 'at-risk')),
  name text not null default '',
  share_percent numeric(7, 4) not null check (share_percent > 0 and share_percent <= 100),
  -- Of milestones, interim outcomes and shares at risk: when the work is done and when its payment falls due.
  work_ends_on date,
  payable_on date,
  position integer not null default 1,
  check ((kind in ('up-front', 'on-account', 'in-arrears')) = (payable_on is null))
);
create index payment_part_by_plan on payment_part (plan_id, position);

-- What an award carried into its contract, in words, each with the measure by which it is watched.
create table agreement_term (
  id uuid primary key,
  agreement_id uuid not null references agreement (id) on delete cascade,
  topic text not null check (topic <> ''),
  words text not null check (words <> ''),
  from_kind text,
  from_id uuid,
  measure_id uuid references measure (id) on delete set null,
  position integer not null default 1,
  created_at timestamptz not null default wantsum_clock()
);
create index agreement_term_by_agreement on agreement_term (agreement_id, position);

-- Organisations that mean to bid together. Nobody of an authority reaches these rows before the bid is opened.
create table consortium (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  name text not null check (name <> ''),
  form text not null check (form in ('lead-body', 'joint-venture', 'prime')),
  legal_form text not null default '',
  lead_organisation_id uuid not null references organisation (id),
  decision_rules text not null default '',
  confidentiality text not null default '',
  days_needed integer check (days_needed between 0 and 1500),
  interest_registered_at timestamptz,
  -- The one bid that its members write together: its lead's.
  bid_id uuid unique references bid (id),
  ended_at timestamptz,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock()
);
create index consortium_by_opportunity on consortium (opportunity_id);
create table consortium_lot (
  consortium_id uuid not null references consortium (id) on delete cascade,
  lot_id uuid not null references lot (id) on delete cascade,
  primary key (consortium_id, lot_id)
);
create index consortium_lot_by_lot on consortium_lot (lot_id);
create table consortium_member (
  id uuid primary key,
  consortium_id uuid not null references consortium (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  state text not null default 'invited' check (state in ('invited', 'member', 'declined', 'left')),
  part text not null default '',
  special_need text not null default '',
  work_share_percent numeric(7, 4) check (work_share_percent between 0 and 100),
  money_share_percent numeric(7, 4) check (money_share_percent between 0 and 100),
  confidentiality_accepted_at timestamptz,
  confidentiality_accepted_by uuid references person (id),
  agreement_signed_at timestamptz,
  agreement_signed_by uuid references person (id),
  invited_at timestamptz not null default wantsum_clock(),
  joined_at timestamptz,
  left_at timestamptz,
  unique (consortium_id, organisation_id),
  check ((state = 'left') = (left_at is not null))
);
create index consortium_member_by_organisation on consortium_member (organisation_id);
create table consortium_check (
  consortium_id uuid not null references consortium (id) on delete cascade,
  key text not null check (key <> ''),
  note text not null default '',
  done_by uuid references person (id),
  done_at timestamptz not null default wantsum_clock(),
  primary key (consortium_id, key)
);
-- Asked of a consortium whose award was held up: what, and by when.
create table consortium_request (
  id uuid primary key,
  consortium_id uuid not null references consortium (id) on delete cascade,
  words text not null check (words <> ''),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  due_at timestamptz,
  met_at timestamptz
);
create unique index consortium_request_open_once on consortium_request (consortium_id) where met_at is null;
-- What a bid said of each partner, as it was sent: the partner's own copy.
create table consortium_copy (
  id uuid primary key,
  member_id uuid not null references consortium_member (id) on delete cascade,
  submission_id uuid not null references bid_submission (id),
  content jsonb not null,
  made_at timestamptz not null default wantsum_clock(),
  unique (member_id, submission_id)
);

-- "Seeking partner" and "offering capacity", for an opportunity, one of its lots, or an exercise that may come to one.
create table partner_post (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  opportunity_id uuid references opportunity (id),
  lot_id uuid references lot (id) on delete cascade,
  exercise_id uuid references exercise (id),
  kind text not null check (kind in ('seeking', 'offering')),
  words text not null check (words <> ''),
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  closed_at timestamptz,
  check (num_nonnulls(opportunity_id, exercise_id) = 1),
  check (lot_id is null or opportunity_id is not null)
);
create unique index partner_post_open_once on partner_post (organisation_id, kind, coalesce(lot_id, opportunity_id, exercise_id)) where closed_at is null;
create index partner_post_by_opportunity on partner_post (opportunity_id);
create index partner_post_by_exercise on partner_post (exercise_id);
create index partner_post_by_lot on partner_post (lot_id);
-- Between two organisations and nobody else.
create table partner_conversation (
  id uuid primary key,
  post_id uuid not null references partner_post (id),
  asker_id uuid not null references organisation (id),
  poster_id uuid not null references organisation (id),
  asker_blocked_at timestamptz,
  poster_blocked_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  last_message_at timestamptz not null default wantsum_clock(),
  unique (post_id, asker_id),
  check (asker_id <> poster_id)
);
create index partner_conversation_by_asker on partner_conversation (asker_id, last_message_at);
create index partner_conversation_by_poster on partner_conversation (poster_id, last_message_at);
create table partner_message (
  id uuid primary key,
  conversation_id uuid not null references partner_conversation (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  sent_by uuid references person (id),
  sent_at timestamptz not null default wantsum_clock()
);
create index partner_message_by_conversation on partner_message (conversation_id, sent_at);
-- Abuse, reported to the site's administrator: only what the reporter writes, never the messages themselves.
create table partner_report (
  id uuid primary key,
  conversation_id uuid not null references partner_conversation (id),
  reporter_id uuid not null references organisation (id),
  against_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  reported_by uuid references person (id),
  reported_at timestamptz not null default wantsum_clock(),
  answer text,
  -- Stopped organisations send no message until the stop is lifted.
  stops boolean not null default false,
  answered_by uuid references person (id),
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index partner_report_against on partner_report (against_id) where stops;

-- Work that a main contractor passes on, advertised like any other (DM-06).
create table subcontract_notice (
  id uuid primary key,
  reference text not null,
  agreement_id uuid not null references agreement (id),
  organisation_id uuid not null references organisation (id),
  title text not null check (title <> ''),
  description text not null check (description <> ''),
  area_codes text[] not null default '{}',
  worth_net_pence bigint check (worth_net_pence >= 0),
  reply_by_on date not null,
  state text not null default 'open' check (state in ('open', 'let', 'withdrawn')),
  let_to_id uuid references organisation (id),
  let_net_pence bigint check (let_net_pence >= 0),
  closed_reason text,
  posted_by uuid references person (id),
  posted_at timestamptz not null default wantsum_clock(),
  closed_at timestamptz,
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'let') = (let_to_id is not null)),
  check (state <> 'withdrawn' or closed_reason is not null),
  unique (agreement_id, reference)
);
create index subcontract_notice_by_agreement on subcontract_notice (agreement_id, posted_at);
create index subcontract_notice_by_organisation on subcontract_notice (organisation_id, posted_at);
create index subcontract_notice_by_reply_day on subcontract_notice (reply_by_on, id);
create table subcontract_reply (
  id uuid primary key,
  notice_id uuid not null references subcontract_notice (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  price_net_pence bigint check (price_net_pence >= 0),
  sent_by uuid references person (id),
  sent_at timestamptz not null default wantsum_clock(),
  unique (notice_id, organisation_id)
);
create index subcontract_reply_by_organisation on subcontract_reply (organisation_id);
-- Contracts whose contractor must post the work it passes on, from a day on.
create table subcontract_requirement (
  agreement_id uuid primary key references agreement (id) on delete cascade,
  from_on date not null,
  reason text not null check (reason <> ''),
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock()
);
create table subcontract_reminder (
  agreement_id uuid not null references agreement (id) on delete cascade,
  -- The first day of the quarter in which nothing was posted.
  quarter_on date not null,
  sent_at timestamptz not null default wantsum_clock(),
  primary key (agreement_id, quarter_on)
);

-- Who ran an organisation and what it was before, each with its source (DP-35).
create table organisation_officer (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  name text not null check (name <> ''),
  match_name text not null check (match_name <> ''),
  role text not null default 'Director',
  source text not null check (source <> ''),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  removed_at timestamptz
);
create index organisation_officer_by_name on organisation_officer (match_name);
create index organisation_officer_by_organisation on organisation_officer (organisation_id);
create table organisation_predecessor (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  name text not null check (name <> ''),
  match_name text not null,
  number text,
  source text not null check (source <> ''),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  removed_at timestamptz
);
create index organisation_predecessor_by_organisation on organisation_predecessor (organisation_id);
create table lineage_reply (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  words text,
  replied_by uuid references person (id),
  replied_at timestamptz,
  unique (bid_id),
  check ((words is null) = (replied_at is null))
);
create table lineage_view (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  -- What was known when the view was recorded: new links ask for a new view.
  links_hash text not null,
  view text not null check (view in ('no-concern', 'watch', 'concern')),
  words text not null check (words <> ''),
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock(),
  unique (bid_id, links_hash)
);
