-- Frameworks, open frameworks, dynamic purchasing systems and dynamic markets: one record, rules as data.

create table arrangement (
  id uuid primary key,
  reference text not null,
  body_id uuid not null references body (id),
  kind text not null check (kind in ('framework', 'open-framework', 'dynamic-purchasing-system', 'dynamic-market')),
  title text not null check (title <> ''),
  summary text not null default '',
  category text not null default 'services' check (category in ('services', 'goods', 'works')),
  cpv_codes text[] not null default '{}',
  area_codes text[] not null default '{}',
  light_touch boolean not null default false,
  state text not null default 'draft' check (state in ('draft', 'live', 'ended', 'cancelled')),
  -- Law pinned by the day on which its procurement began, which may be before this site knew of it.
  commenced_on date not null,
  law_pack text not null,
  law_version text not null,
  regime text not null,
  starts_on date,
  ends_on date,
  -- Why it lasts longer than the usual most, where the law allows that with reasons.
  term_reason text not null default '',
  -- How providers come in: by applications to join, or by the results of an open opportunity.
  entry text not null default 'application' check (entry in ('application', 'opportunity')),
  intake text not null default 'standing' check (intake in ('standing', 'annual', 'fixed')),
  -- What providers are told to expect before they spend time on joining (DP-28). Never a promise.
  expected_value_net_pence bigint check (expected_value_net_pence >= 0),
  expected_call_offs integer check (expected_call_offs >= 0),
  call_off_rule text not null default 'mini-competition' check (call_off_rule in ('mini-competition', 'ranked', 'rotation')),
  scale_id text not null default '0-5',
  assessors_needed integer not null default 1 check (assessors_needed between 1 and 2),
  -- Of the whole, in percent; null where only criteria have pass marks.
  pass_percent numeric(7, 4) check (pass_percent between 0 and 100),
  -- Provisional entry (DP-20): the most that may be called off before the review, and when the review is due. Both or neither.
  provisional_ceiling_net_pence bigint check (provisional_ceiling_net_pence > 0),
  provisional_review_months integer check (provisional_review_months between 1 and 60),
  -- The criteria that alternative evidence may stand in for.
  provisional_criteria uuid[] not null default '{}',
  -- Copied from the authority's policy on the day of publication, so that what applicants were promised does not move.
  decide_days integer check (decide_days > 0),
  decide_counted text check (decide_counted in ('calendar', 'working')),
  terms_pages_limit integer check (terms_pages_limit > 0),
  terms_file_id uuid references stored_file (id),
  terms_pages integer check (terms_pages > 0),
  -- The open opportunity through which a framework is set up.
  opportunity_id uuid references opportunity (id),
  published_at timestamptz,
  ended_at timestamptz,
  ended_reason text,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock(),
  unique (body_id, reference),
  check (ends_on is null or starts_on is null or ends_on >= starts_on),
  check ((provisional_ceiling_net_pence is null) = (provisional_review_months is null)),
  check ((terms_file_id is null) = (terms_pages is null)),
  check ((decide_days is null) = (decide_counted is null)),
  check (state not in ('live', 'ended') or (published_at is not null and starts_on is not null and ends_on is not null)),
  check ((state in ('ended', 'cancelled')) = (ended_at is not null)),
  check (ended_at is null or ended_reason is not null)
);
create index arrangement_by_start on arrangement ((coalesce(starts_on, date 'infinity')), id);
create index arrangement_by_title on arrangement (lower(title), id);
create index arrangement_by_expected on arrangement ((coalesce(expected_value_net_pence, -1)), id);
create index arrangement_by_opportunity on arrangement (opportunity_id) where opportunity_id is not null;
alter table opportunity add constraint opportunity_arrangement foreign key (arrangement_id) references arrangement (id);

create table arrangement_lot (
  id uuid primary key,
  arrangement_id uuid not null references arrangement (id) on delete cascade,
  number integer not null check (number > 0),
  title text not null check (title <> ''),
  description text not null default '',
  area_codes text[] not null default '{}',
  unique (arrangement_id, number)
);

-- When newcomers may come in (DP-27): a window for applications, or a review that was held instead, with what it found.
create table arrangement_intake (
  id uuid primary key,
  arrangement_id uuid not null references arrangement (id) on delete cascade,
  kind text not null check (kind in ('intake', 'review')),
  opens_on date not null,
  closes_on date not null,
  words text not null default '',
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  -- When followers were written to: once, on or after the day it opens.
  told_at timestamptz,
  check (closes_on >= opens_on),
  check (kind = 'intake' or words <> '')
);
create index arrangement_intake_by_arrangement on arrangement_intake (arrangement_id, opens_on);

create table arrangement_application (
  id uuid primary key,
  reference text not null unique,
  arrangement_id uuid not null references arrangement (id),
  organisation_id uuid not null references organisation (id),
  -- 1 for the first of an organisation; a re-application is a new row (DP-22).
  attempt integer not null check (attempt > 0),
  previous_id uuid references arrangement_application (id),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'incomplete', 'admitted', 'provisional', 'refused', 'withdrawn')),
  -- Where it came through an open opportunity.
  bid_id uuid references bid (id),
  lot_ids uuid[] not null default '{}',
  -- What stands in place of experience that a newcomer cannot have (DP-20).
  alternative_kind text check (alternative_kind in ('sub-contract', 'staff', 'voluntary', 'other')),
  alternative_words text not null default '',
  submitted_at timestamptz,
  submitted_by uuid references person (id),
  -- From here the clock runs.
  complete_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references person (id),
  total_percent numeric(10, 6) check (total_percent between 0 and 100),
  decision_words text not null default '',
  try_again_words text not null default '',
  -- When the head of procurement was told that it is overdue: once.
  alerted_at timestamptz,
  withdrawn_at timestamptz,
  -- Counts the saves of the draft, so that two colleagues do not overwrite each other.
  version integer not null default 1 check (version > 0),
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  unique (arrangement_id, organisation_id, attempt),
  check (state in ('draft', 'withdrawn') or (alternative_kind is null) = (alternative_words = '')),
  check (state in ('draft', 'withdrawn') or submitted_at is not null),
  check ((state in ('admitted', 'provisional', 'refused')) = (decided_at is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check (state <> 'refused' or (decision_words <> '' and try_again_words <> ''))
);
create unique index arrangement_application_open on arrangement_application (arrangement_id, organisation_id) where state in ('draft', 'submitted', 'incomplete');
create index arrangement_application_by_organisation on arrangement_application (organisation_id, created_at desc);
create index arrangement_application_undecided on arrangement_application (complete_at) where state in ('submitted', 'incomplete');

-- What was asked of an applicant whose application lacks something: the clock stands still meanwhile.
create table arrangement_query (
  id uuid primary key,
  application_id uuid not null references arrangement_application (id),
  words text not null check (words <> ''),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  reply text,
  replied_by uuid references person (id),
  replied_at timestamptz,
  check ((reply is null) = (replied_at is null))
);
create index arrangement_query_by_application on arrangement_query (application_id, asked_at);

create table arrangement_score (
  id uuid primary key,
  application_id uuid not null references arrangement_application (id),
  assessor_id uuid not null references assessor (id),
  question_id uuid not null references question (id),
  score numeric(7, 4) not null check (score >= 0),
  reason text not null check (reason <> ''),
  finished_at timestamptz,
  version integer not null default 1,
  unique (assessor_id, question_id)
);
create index arrangement_score_by_application on arrangement_score (application_id);

-- What was found of each criterion at the decision, with the reason where it was not met.
create table arrangement_finding (
  application_id uuid not null references arrangement_application (id) on delete cascade,
  criterion_id uuid not null references criterion (id),
  score_percent numeric(10, 6) not null,
  pass_percent numeric(7, 4),
  met boolean not null,
  reason text not null default '',
  primary key (application_id, criterion_id),
  check (met or reason <> '')
);

create table arrangement_member (
  id uuid primary key,
  arrangement_id uuid not null references arrangement (id),
  lot_id uuid references arrangement_lot (id),
  organisation_id uuid not null references organisation (id),
  application_id uuid references arrangement_application (id),
  status text not null check (status in ('provisional', 'full', 'suspended', 'left', 'ended')),
  ceiling_net_pence bigint check (ceiling_net_pence > 0),
  review_due_on date,
  -- Where a framework calls off by rank: the score at admission, best first.
  points numeric(10, 6),
  status_reason text not null default '',
  joined_at timestamptz not null default wantsum_clock(),
  status_changed_at timestamptz not null default wantsum_clock(),
  check ((status = 'provisional') = (review_due_on is not null)),
  check (status <> 'provisional' or ceiling_net_pence is not null),
  check (status in ('provisional', 'suspended') or ceiling_net_pence is null),
  check (status not in ('suspended', 'ended') or status_reason <> '')
);
create unique index arrangement_member_once on arrangement_member (arrangement_id, lot_id, organisation_id) nulls not distinct where status not in ('left', 'ended');
create index arrangement_member_by_organisation on arrangement_member (organisation_id);

create table call_off (
  id uuid primary key,
  reference text not null,
  arrangement_id uuid not null references arrangement (id),
  lot_id uuid references arrangement_lot (id),
  method text not null check (method in ('mini-competition', 'direct')),
  title text not null check (title <> ''),
  state text not null default 'open' check (state in ('open', 'awarded', 'none')),
  opportunity_id uuid unique references opportunity (id),
  organisation_id uuid references organisation (id),
  value_net_pence bigint check (value_net_pence >= 0),
  agreement_id uuid references agreement (id),
  award_id uuid references award (id),
  -- Frozen at the award: how many were asked, how many answered, and what each scored (DP-24).
  invited integer check (invited >= 0),
  replied integer check (replied >= 0),
  scores jsonb,
  rule_words text not null default '',
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  awarded_at timestamptz,
  unique (arrangement_id, reference),
  check ((method = 'mini-competition') = (opportunity_id is not null)),
  check (state <> 'awarded' or (organisation_id is not null and value_net_pence is not null and agreement_id is not null and awarded_at is not null))
);
create index call_off_by_arrangement on call_off (arrangement_id, awarded_at);
create index call_off_by_agreement on call_off (agreement_id);

-- A change to what was fixed at publication: proposed, its effect worked out, agreed by a director, then applied and told (DP-26).
create table arrangement_change (
  id uuid primary key,
  arrangement_id uuid not null references arrangement (id),
  kind text not null check (kind in ('pass-mark', 'criterion-pass-mark', 'shares', 'timetable')),
  details jsonb not null,
  effect jsonb not null,
  reason text not null check (reason <> ''),
  revise_until date not null,
  state text not null default 'proposed' check (state in ('proposed', 'applied', 'withdrawn')),
  proposed_by uuid references person (id),
  proposed_at timestamptz not null default wantsum_clock(),
  applied_at timestamptz,
  told integer check (told >= 0),
  check ((state = 'applied') = (applied_at is not null))
);
create unique index arrangement_change_one_proposed on arrangement_change (arrangement_id) where state = 'proposed';
create index arrangement_change_by_arrangement on arrangement_change (arrangement_id, proposed_at);

-- What changed and when, for everyone, with the notice that the law asks for it.
create table arrangement_event (
  id uuid primary key,
  arrangement_id uuid not null references arrangement (id),
  kind text not null check (kind in ('intended', 'established', 'admitted', 'status', 'changed', 'intake', 'review', 'ended')),
  words text not null check (words <> ''),
  organisation_id uuid references organisation (id),
  notice_code text check (notice_code ~ '^UK([1-9]|1[0-7])$'),
  notice_id uuid references notice (id),
  happened_at timestamptz not null default wantsum_clock(),
  caused_by uuid references person (id)
);
create index arrangement_event_by_arrangement on arrangement_event (arrangement_id, happened_at desc);
create index arrangement_event_unnoticed on arrangement_event (notice_code, happened_at) where notice_code is not null and notice_id is null;

-- Who asked to be told of the next intake: of a category, or of one arrangement that has none.
create table arrangement_follow (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  cpv_code text check (cpv_code ~ '^[0-9]{8}$'),
  arrangement_id uuid references arrangement (id) on delete cascade,
  followed_at timestamptz not null default wantsum_clock(),
  unique nulls not distinct (person_id, cpv_code, arrangement_id),
  check (num_nonnulls(cpv_code, arrangement_id) = 1)
);
create index arrangement_follow_by_category on arrangement_follow (cpv_code) where cpv_code is not null;
create index arrangement_follow_by_arrangement on arrangement_follow (arrangement_id);
