-- From opportunity to award.

create table opportunity (
  id uuid primary key,
  reference text not null,
  ocid text unique,
  body_id uuid not null references body (id),
  exercise_id uuid references exercise (id),
  specification_id uuid references specification (id),
  route text not null,
  title text not null check (title <> ''),
  summary text not null default '',
  description text not null default '',
  category text not null default 'services' check (category in ('services', 'goods', 'works')),
  cpv_codes text[] not null default '{}',
  area_codes text[] not null default '{}',
  light_touch boolean not null default false,
  suitable_for_sme boolean not null default true,
  suitable_for_vcse boolean not null default true,
  value_net_pence bigint check (value_net_pence >= 0),
  value_gross_pence bigint check (value_gross_pence >= 0),
  contract_starts_on date,
  contract_ends_on date,
  extension_months integer not null default 0 check (extension_months >= 0),
  state text not null default 'draft' check (state in ('draft', 'published', 'opened', 'evaluated', 'awarded', 'cancelled')),
  -- Law pinned at the legal commencing event.
  law_pack text,
  law_version text,
  regime text,
  commenced_on date,
  above_threshold boolean,
  platform_reference text,
  platform_published_at timestamptz,
  -- Shown as coming while it is still a draft: title, summary and when it is expected, nothing else.
  announced_at timestamptz,
  expected_on date,
  published_at timestamptz,
  clarifications_until timestamptz,
  closes_at timestamptz,
  -- What the authority set for a bid that comes late: refused, or recorded unread.
  late_bids text not null default 'refuse' check (late_bids in ('refuse', 'record-unread')),
  openers_needed integer not null default 2 check (openers_needed between 1 and 5),
  opened_at timestamptz,
  cancelled_at timestamptz,
  cancelled_reason text,
  price_formula text,
  price_benchmark_pence bigint check (price_benchmark_pence > 0),
  scale_id text not null default '0-5',
  criteria_reading_confirmed_by uuid references person (id),
  lots_per_bidder integer check (lots_per_bidder > 0),
  source text not null default 'made' check (source in ('made', 'imported')),
  import_id uuid references import_batch (id),
  buyer_name text,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock(),
  unique (body_id, reference),
  check (state = 'draft' or source = 'imported' or (published_at is not null and closes_at is not null)),
  check ((opened_at is not null) or state not in ('opened', 'evaluated')),
  check ((state = 'cancelled') = (cancelled_at is not null) or source = 'imported'),
  check (cancelled_at is null or cancelled_reason is not null),
  check ((announced_at is null) = (expected_on is null))
);
create index opportunity_by_closing on opportunity (state, closes_at);
create index opportunity_by_closing_day on opportunity ((coalesce((closes_at at time zone 'Europe/London')::date, expected_on, date 'infinity')), id);
create index opportunity_by_publication_day on opportunity ((coalesce((published_at at time zone 'Europe/London')::date, date '-infinity')), id);
create index opportunity_by_value on opportunity ((coalesce(value_net_pence, -1)), id);
create index opportunity_by_publication on opportunity (published_at desc nulls last, id desc);
create index opportunity_by_exercise on opportunity (exercise_id);

create table lot (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  number integer not null check (number > 0),
  title text not null check (title <> ''),
  description text not null default '',
  area_codes text[] not null default '{}',
  value_net_pence bigint check (value_net_pence >= 0),
  state text not null default 'open' check (state in ('open', 'withdrawn', 'awarded', 'not-awarded')),
  state_reason text,
  unique (opportunity_id, number)
);

create table opportunity_document (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  file_id uuid not null references stored_file (id),
  title text not null check (title <> ''),
  position integer not null default 1,
  -- A document replaced after publication stays, so that everyone can see what bidders had before.
  replaced_at timestamptz,
  replaced_reason text,
  check ((replaced_at is null) = (replaced_reason is null))
);
create index opportunity_document_by_opportunity on opportunity_document (opportunity_id, position);

-- Criteria: a tree. A weight is a share of its parent; points of the whole are computed, never stored.
create table criterion (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  parent_id uuid references criterion (id) on delete cascade,
  name text not null check (name <> ''),
  guidance text not null default '',
  kind text not null check (kind in ('quality', 'price', 'social-value', 'other')),
  share_percent numeric(9, 6) not null check (share_percent >= 0 and share_percent <= 100),
  pass_percent numeric(7, 4) check (pass_percent between 0 and 100),
  position integer not null default 1
);
create index criterion_by_record on criterion (about_kind, about_id, position);
create index criterion_by_parent on criterion (parent_id);
alter table question add constraint question_criterion foreign key (criterion_id) references criterion (id);
alter table question add constraint question_lot foreign key (lot_id) references lot (id);

-- Sealing. Identities are age X25519; each is stored only wrapped (see docs/decisions/sealing.md and docs/keys.md).
create table envelope_key (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  envelope text not null check (envelope in ('quality', 'price')),
  recipient text not null,
  wrapped_identity bytea not null,
  unique (opportunity_id, envelope)
);
create table organisation_key (
  organisation_id uuid primary key references organisation (id),
  recipient text not null,
  wrapped_identity bytea not null
);

create table bid (
  id uuid primary key,
  reference text not null unique,
  opportunity_id uuid not null references opportunity (id),
  organisation_id uuid not null references organisation (id),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'withdrawn', 'late', 'opened', 'rejected', 'not-successful', 'successful')),
  -- The submission that counts now; none after a withdrawal.
  current_submission_id uuid,
  withdrawn_at timestamptz,
  outcome_reason text,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, organisation_id),
  check (state <> 'rejected' or outcome_reason is not null)
);
create index bid_by_organisation on bid (organisation_id, created_at desc);
-- One random key for each bid and envelope, wrapped (age) for the bidder from the first autosave. Wrapped for the opening
-- only while a submission in time stands: a draft, a withdrawn bid and a late one cannot be opened by anyone but their bidder.
-- The wrapping for the opening is made at the start and kept under the bid's own key, so that submitting only releases it.
create table bid_key (
  bid_id uuid not null references bid (id),
  envelope text not null check (envelope in ('quality', 'price')),
  wrapped_for_bidder bytea not null,
  sealed_for_opening bytea not null,
  wrapped_for_opening bytea,
  primary key (bid_id, envelope)
);
-- Which lots a bid is for: sealed in the part 'lots' before, written here by the opening.
create table bid_lot (
  bid_id uuid not null references bid (id) on delete cascade,
  lot_id uuid not null references lot (id),
  primary key (bid_id, lot_id)
);
-- The draft, ciphertext only: one row an answer (part_key is the question's id), one for the lots and one for the prices.
create table bid_part (
  bid_id uuid not null references bid (id),
  part_key text not null check (part_key in ('lots', 'prices') or part_key ~ '^[0-9a-f-]{36}$'),
  envelope text not null check (envelope in ('quality', 'price')),
  ciphertext bytea not null,
  version integer not null default 1 check (version > 0),
  saved_by uuid references person (id),
  saved_at timestamptz not null default wantsum_clock(),
  primary key (bid_id, part_key)
);
create table bid_file (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  file_id uuid not null references stored_file (id),
  envelope text not null default 'quality' check (envelope in ('quality', 'price')),
  -- Name, type, hash and question: the name itself can give a bid away, so it is sealed too.
  details_ciphertext bytea not null,
  removed_at timestamptz,
  added_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock()
);
create index bid_file_by_bid on bid_file (bid_id);
-- What was submitted: never changed. The opening reads these rows, never the draft.
create table bid_submission (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  number integer not null check (number > 0),
  submitted_at timestamptz not null,
  submitted_by uuid references person (id),
  late boolean not null default false,
  -- SHA-256 over what was sent, which the bidder can check.
  content_sha256 bytea not null check (length(content_sha256) = 32),
  receipt_code text not null unique,
  quality_ciphertext bytea not null,
  price_ciphertext bytea not null,
  unique (bid_id, number)
);
-- Ciphertext does not compress: do not try.
alter table bid_part alter column ciphertext set storage external;
alter table bid_submission alter column quality_ciphertext set storage external;
alter table bid_submission alter column price_ciphertext set storage external;
create trigger bid_submission_is_append_only before update or delete on bid_submission for each row execute function refuse_change();
create trigger bid_submission_is_never_emptied before truncate on bid_submission for each statement execute function refuse_change();
alter table bid add constraint bid_current_submission foreign key (current_submission_id) references bid_submission (id);
alter table bid add constraint bid_submitted_has_submission check (state not in ('submitted', 'opened', 'late') or current_submission_id is not null);

-- For submitting and withdrawing: the opportunity shared (an opening or an extension waits for us, we for them), then the bid alone.
-- What is decided on is read in a statement of its own afterwards, the clock too: this one may have waited past closing.
create function lock_bid_for_submission(bid_id uuid) returns void language plpgsql as $$
begin
  perform 1 from opportunity o where o.id = (select b.opportunity_id from bid b where b.id = bid_id) for share;
  perform 1 from bid b where b.id = bid_id for update;
end $$;

-- Opening: who agreed to open, then the one opening. Signatures from before a later closing time do not count.
create table bid_opening (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  envelope text not null check (envelope in ('quality', 'price')),
  opener_id uuid not null references person (id),
  signed_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, envelope, opener_id)
);
-- What the opening revealed.
create table opened_answer (
  bid_id uuid not null references bid (id),
  question_id uuid not null references question (id),
  lot_id uuid references lot (id),
  value jsonb not null,
  primary key (bid_id, question_id)
);
create table opened_price (
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  price_net_pence bigint not null check (price_net_pence >= 0),
  unique nulls not distinct (bid_id, lot_id)
);
create table opened_file (
  bid_file_id uuid primary key references bid_file (id),
  bid_id uuid not null references bid (id),
  question_id uuid references question (id),
  envelope text not null check (envelope in ('quality', 'price')),
  name text not null check (name <> ''),
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 bytea not null check (length(sha256) = 32)
);
create index opened_file_by_bid on opened_file (bid_id);

-- An outage or fault near closing, with evidence, which may extend the deadline for all.
create table closing_change (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  old_closes_at timestamptz not null,
  new_closes_at timestamptz not null,
  reason text not null check (reason <> ''),
  evidence text,
  changed_by uuid references person (id),
  changed_at timestamptz not null default wantsum_clock(),
  check (new_closes_at > old_closes_at)
);

-- Evaluation.
create table assessor (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  person_id uuid not null references person (id),
  chair boolean not null default false,
  declared_at timestamptz,
  declaration text check (declaration in ('none', 'interest')),
  declaration_words text,
  -- Locked out by a declared interest, or removed midway.
  barred_at timestamptz,
  barred_reason text,
  unique (about_kind, about_id, person_id),
  check ((declared_at is null) = (declaration is null)),
  check (declaration is distinct from 'interest' or declaration_words is not null)
);
create table score (
  id uuid primary key,
  assessor_id uuid not null references assessor (id),
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  question_id uuid not null references question (id),
  score numeric(7, 4) not null check (score >= 0),
  reason text not null check (reason <> ''),
  strength text not null check (strength <> ''),
  improvement text not null default '',
  finished_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default wantsum_clock(),
  unique nulls not distinct (assessor_id, bid_id, lot_id, question_id)
);
create index score_by_bid on score (bid_id, question_id);
create table moderated_score (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  question_id uuid not null references question (id),
  score numeric(7, 4) not null check (score >= 0),
  reason text not null check (reason <> ''),
  strength text not null check (strength <> ''),
  improvement text not null check (improvement <> ''),
  moderated_by uuid references person (id),
  moderated_at timestamptz not null default wantsum_clock(),
  superseded_at timestamptz
);
create unique index moderated_score_current on moderated_score (bid_id, coalesce(lot_id, '00000000-0000-0000-0000-000000000000'), question_id) where superseded_at is null;

create table award (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  lot_id uuid references lot (id),
  bid_id uuid not null references bid (id),
  ocds_award_id text not null unique,
  state text not null default 'recommended' check (state in ('recommended', 'approved', 'notified', 'standstill', 'confirmed', 'withdrawn')),
  value_net_pence bigint not null check (value_net_pence >= 0),
  value_gross_pence bigint not null check (value_gross_pence >= value_net_pence),
  total_points numeric(12, 6) not null,
  reasons text not null check (reasons <> ''),
  manager_id uuid references person (id),
  director_id uuid references person (id),
  recommended_by uuid references person (id),
  recommended_at timestamptz not null default wantsum_clock(),
  summaries_sent_at timestamptz,
  notice_published_at timestamptz,
  standstill_ends_on date,
  standstill_rule text,
  confirmed_at timestamptz,
  agreement_id uuid references agreement (id)
);
create unique index award_one_a_lot on award (opportunity_id, coalesce(lot_id, '00000000-0000-0000-0000-000000000000')) where state <> 'withdrawn';
alter table agreement add constraint agreement_awarded_from foreign key (awarded_from) references award (id);

-- What each bidder is told: per question, a strength and an improvement, and the winner's relative advantages.
create table feedback (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  total_points numeric(12, 6) not null,
  rank integer not null check (rank > 0),
  successful boolean not null,
  winner_advantages text not null default '',
  content jsonb not null,
  released_at timestamptz,
  released_by uuid references person (id),
  talk_asked_at timestamptz,
  unique nulls not distinct (bid_id, lot_id),
  check (released_at is null or successful or winner_advantages <> '')
);
