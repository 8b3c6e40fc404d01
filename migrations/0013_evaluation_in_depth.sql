-- Evaluation in depth: what else is judged, by whom, and what stands between the results and an award.

-- A criterion is computed (price, reach) or judged: from the answers, by service users, at an interview, on a visit or from past performance.
alter table criterion drop constraint criterion_kind_check, add constraint criterion_kind_check check (kind in ('quality', 'price', 'social-value', 'reach', 'other'));
alter table criterion
  add column judged_by text not null default 'answers' check (judged_by in ('answers', 'service-users', 'interview', 'visit', 'past-performance')),
  -- Of a countable offer: what is counted, and how a number becomes points. Without a formula: its share of the highest number offered.
  add column reach_formula text check (reach_formula in ('shareOfHighest', 'shareOfCap')),
  add column reach_cap numeric(14, 2) check (reach_cap > 0),
  add column reach_unit text check (reach_unit <> ''),
  add constraint criterion_reach_only check (kind = 'reach' or (reach_formula is null and reach_cap is null and reach_unit is null)),
  add constraint criterion_reach_cap check (reach_formula is distinct from 'shareOfCap' or reach_cap is not null),
  add constraint criterion_computed check (kind not in ('price', 'reach') or judged_by = 'answers');

-- Two envelopes: where this is set, the first opening leaves prices sealed until the scores of quality are agreed.
alter table opportunity add column prices_opened_later boolean not null default false, add column prices_opened_at timestamptz;

-- The rules of one evaluation beyond its weights, stated in the tender and fixed with it.
create table evaluation_plan (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  anonymous boolean not null default false,
  overall_pass_points numeric(7, 4) check (overall_pass_points between 0 and 100),
  -- What breaks a tie, in order; a drawing of lots is always last.
  tie_rules text[] not null default '{}' check (tie_rules <@ array['quality', 'social-value', 'reach', 'price', 'drawing']),
  shortlist_count integer check (shortlist_count between 1 and 50),
  -- Percent of the points for past performance that a bidder without any has.
  neutral_percent numeric(7, 4) check (neutral_percent between 0 and 100)
);

-- Who goes on to interviews, visits and presentations, where the tender says how many.
create table shortlist_place (
  bid_id uuid primary key references bid (id),
  opportunity_id uuid not null references opportunity (id),
  shortlisted boolean not null,
  -- Of the written answers, on the day of the decision.
  points numeric(12, 6) not null,
  has_service boolean not null default true,
  reason text not null check (reason <> ''),
  decided_by uuid references person (id),
  decided_at timestamptz not null default wantsum_clock()
);
create index shortlist_place_by_opportunity on shortlist_place (opportunity_id);

create table evaluation_visit (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null unique references bid (id),
  -- A newcomer has no service to visit: the same criteria and the same most points, in another exercise.
  kind text not null check (kind in ('visit', 'alternative')),
  place text not null default '',
  visit_on date,
  notes text not null default '',
  visitors text not null default '',
  held_at timestamptz,
  written_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock()
);
create index evaluation_visit_by_opportunity on evaluation_visit (opportunity_id);

create table interview (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null unique references bid (id),
  -- The session of `#parts/sessions` in which it has a time; who comes and who came stand there.
  session_id uuid,
  notes text not null default '',
  invited_by uuid references person (id),
  invited_at timestamptz not null default wantsum_clock(),
  held_at timestamptz,
  written_by uuid references person (id)
);
create index interview_by_opportunity on interview (opportunity_id);

-- What is known of a bidder's past work, in one form for all; the bidder answers before anybody scores it.
create table evidence_sheet (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null unique references bid (id),
  lines jsonb not null default '[]',
  newcomer boolean not null,
  issued_by uuid references person (id),
  issued_at timestamptz not null default wantsum_clock(),
  reply_until timestamptz not null,
  reply text,
  replied_by uuid references person (id),
  replied_at timestamptz,
  check ((reply is null) = (replied_at is null))
);
create index evidence_sheet_by_opportunity on evidence_sheet (opportunity_id);

-- A price that looks too low: asked about, explained, and assessed before an award (PA23 s.19).
create table price_question (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  why text not null check (why <> ''),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  answer_until timestamptz not null,
  -- Wage, staffing and cost lines as the bidder gave them, and what it says of them.
  lines jsonb,
  explanation text,
  answered_by uuid references person (id),
  answered_at timestamptz,
  accepted boolean,
  reason text check (reason <> ''),
  assessed_by uuid references person (id),
  assessed_at timestamptz,
  -- What later reviews of the contract found of it.
  tested text check (tested <> ''),
  tested_by uuid references person (id),
  tested_at timestamptz,
  unique nulls not distinct (bid_id, lot_id),
  check ((lines is null) = (answered_at is null) and (explanation is null) = (answered_at is null)),
  check ((accepted is null) = (assessed_at is null) and (reason is null) = (assessed_at is null)),
  check ((tested is null) = (tested_at is null))
);
create index price_question_by_opportunity on price_question (opportunity_id);

-- Service users who score: known here by a name of their own choosing. How to reach them stays with whoever supports them.
create table lay_assessor (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  pseudonym text not null check (pseudonym <> ''),
  -- Of the code in their link; the code itself is shown once and kept nowhere.
  code_hash bytea not null unique check (length(code_hash) = 32),
  supported_by text not null check (supported_by <> ''),
  trained_on date,
  training text not null default '',
  support text not null default '',
  declaration text check (declaration in ('none', 'interest')),
  declared_at timestamptz,
  barred_at timestamptz,
  barred_reason text,
  finished_at timestamptz,
  invited_by uuid references person (id),
  invited_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, pseudonym),
  check ((declared_at is null) = (declaration is null)),
  check ((barred_at is null) = (barred_reason is null))
);
create table lay_score (
  id uuid primary key,
  lay_assessor_id uuid not null references lay_assessor (id),
  bid_id uuid not null references bid (id),
  question_id uuid not null references question (id),
  score numeric(7, 4) not null check (score >= 0),
  words text not null default '',
  scored_at timestamptz not null default wantsum_clock(),
  unique (lay_assessor_id, bid_id, question_id)
);
create index lay_score_by_bid on lay_score (bid_id);

-- A tie that the stated rules leave: lots drawn before witnesses.
create table tie_drawing (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  lot_id uuid references lot (id),
  -- In the order drawn.
  bid_ids uuid[] not null check (cardinality(bid_ids) > 1),
  witnesses text[] not null check (cardinality(witnesses) > 1),
  drawn_by uuid references person (id),
  drawn_at timestamptz not null default wantsum_clock(),
  unique nulls not distinct (opportunity_id, lot_id)
);

-- The conflicts assessment (PA23 s.83): prepared before the tender notice, reviewed, confirmed as each notice is published. Every entry stays.
create table conflicts_entry (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  kind text not null check (kind in ('prepared', 'reviewed', 'revised', 'confirmed')),
  -- The notice that was about to be published, of a confirmation.
  notice text check (notice <> ''),
  conflicts text not null check (conflicts <> ''),
  mitigations text not null check (mitigations <> ''),
  written_by uuid references person (id),
  written_at timestamptz not null default wantsum_clock(),
  check ((kind = 'confirmed') = (notice is not null))
);
create index conflicts_entry_by_opportunity on conflicts_entry (opportunity_id, written_at);
