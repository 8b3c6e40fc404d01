-- Selection once: the core questionnaire, the vault of documents, what a tender asks beyond its questions, and the checks of those who may win.

-- A supplier's core answers as they stood at an instant. Never changed: a tender is judged by the version that was current when its bid was sent.
create table core_version (
  organisation_id uuid not null references organisation (id),
  version integer not null check (version > 0),
  question_set_id uuid not null references question_set (id),
  -- By the key of the question, so that a later edition of the questionnaire can still be compared.
  answers jsonb not null check (jsonb_typeof(answers) = 'object'),
  -- The people named at the time. Their names stand in connected_person alone, where they can be erased.
  connected_people uuid[] not null default '{}',
  complete boolean not null,
  saved_by uuid references person (id),
  saved_at timestamptz not null default wantsum_clock(),
  primary key (organisation_id, version)
);
create trigger core_version_is_append_only before update or delete on core_version for each row execute function refuse_change();
create trigger core_version_is_never_emptied before truncate on core_version for each statement execute function refuse_change();

-- Personal data: who controls or directs a supplier.
create table connected_person (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('director', 'trustee', 'partner', 'significant-control', 'parent-organisation', 'other')),
  -- The account of the same person here, where they said so: their own export then holds this row.
  person_id uuid references person (id),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  ended_at timestamptz,
  erased_at timestamptz,
  check (erased_at is null or (name = 'Name erased' and person_id is null and ended_at is not null))
);
create index connected_person_by_organisation on connected_person (organisation_id, added_at);
create index connected_person_by_person on connected_person (person_id) where person_id is not null;

-- Confirmation that the core information stands on the central digital platform (Procurement Regulations 2024, reg 6(3)).
create table platform_share_code (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  code text not null check (code ~ '^[A-Za-z0-9]{8}$'),
  shared_on date not null,
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock()
);
create index platform_share_code_by_organisation on platform_share_code (organisation_id, recorded_at);

-- The managed bank of further questions.
create table bank_question (
  id uuid primary key,
  body_id uuid not null references body (id),
  topic text not null check (topic in ('experience', 'quality', 'safeguarding', 'health-and-safety', 'data-protection', 'environment', 'financial-standing', 'other')),
  text text not null check (text <> ''),
  purpose text not null check (purpose <> ''),
  good_answer text not null default '',
  type text not null check (type in ('short-text', 'long-text', 'yes-no')),
  word_limit integer check (word_limit between 1 and 1000),
  minutes integer not null check (minutes between 1 and 240),
  judgement text not null check (judgement in ('information', 'pass-or-fail', 'finance-view')),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  retired_at timestamptz,
  check ((type = 'long-text') = (word_limit is not null)),
  -- A new organisation has no accounts, and may still be sound: money is a matter for a reasoned view, never for a pass or a fail (DP-07).
  check (topic <> 'financial-standing' or judgement = 'finance-view')
);
create index bank_question_by_body on bank_question (body_id, topic);

-- What a tender asks beyond its scored questions, with the reason. The words are a question of the tender, answered in the sealed bid.
create table tender_extra (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  question_id uuid not null unique references question (id) on delete cascade,
  kind text not null check (kind in ('bank', 'self-certification')),
  bank_question_id uuid references bank_question (id),
  reason text not null check (reason <> ''),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  check ((kind = 'bank') = (bank_question_id is not null)),
  unique nulls not distinct (opportunity_id, bank_question_id)
);

-- How risky the contract is: it sets the most that may be asked of bidders.
create table risk_assessment (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  value_net_pence bigint not null check (value_net_pence >= 0),
  complexity text not null check (complexity in ('low', 'medium', 'high')),
  harm text not null check (harm in ('low', 'medium', 'high')),
  very_high_value_and_complex boolean not null default false,
  reasons text not null check (reasons <> ''),
  points integer not null check (points > 0),
  level text not null check (level in ('low', 'medium', 'high')),
  rule text not null,
  assessed_by uuid references person (id),
  assessed_at timestamptz not null default wantsum_clock(),
  check (not very_high_value_and_complex or complexity = 'high')
);
create table tender_requirement (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  kind text not null check (kind in ('public-liability', 'employers-liability', 'professional-indemnity', 'guarantee', 'performance-bond', 'evidence', 'terms')),
  amount_pence bigint check (amount_pence > 0),
  -- Documents of evidence, or pages of terms.
  amount_count integer check (amount_count > 0),
  ceiling_pence bigint check (ceiling_pence >= 0),
  ceiling_count integer check (ceiling_count >= 0),
  ceiling_rule text not null,
  exceeds boolean not null,
  reason text,
  very_high_value_and_complex boolean not null default false,
  entered_by uuid references person (id),
  entered_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, kind),
  check ((kind in ('evidence', 'terms')) = (amount_count is not null)),
  check ((amount_count is null) = (amount_pence is not null)),
  check (not exceeds or reason is not null),
  check (kind <> 'performance-bond' or very_high_value_and_complex)
);

-- The vault: a document, its versions, and who may see it by whose consent.
create table vault_document (
  id uuid primary key,
  organisation_id uuid not null references organisation (id),
  kind text not null check (kind in ('public-liability', 'employers-liability', 'professional-indemnity', 'accounts', 'forecast', 'bank-letter', 'guarantor-letter', 'funder-reference', 'policy', 'certificate', 'other')),
  title text not null check (title <> ''),
  -- How long before it expires its owner wishes to be told.
  warn_days integer not null check (warn_days between 1 and 365),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  withdrawn_at timestamptz
);
create index vault_document_by_organisation on vault_document (organisation_id, added_at);
create table vault_version (
  id uuid primary key,
  document_id uuid not null references vault_document (id),
  version integer not null check (version > 0),
  file_id uuid not null references stored_file (id),
  issuer text not null default '',
  expires_on date,
  -- Of insurance: what it covers.
  cover_pence bigint check (cover_pence > 0),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  warned_at timestamptz,
  unique (document_id, version)
);
create index vault_version_expiring on vault_version (expires_on) where warned_at is null and expires_on is not null;
create table vault_share (
  id uuid primary key,
  document_id uuid not null references vault_document (id),
  body_id uuid not null references body (id),
  -- For one tender: its buyer sees it only once the supplier's bid has been opened. Without one: for the body, from now on.
  opportunity_id uuid references opportunity (id),
  consented_by uuid references person (id),
  consented_at timestamptz not null default wantsum_clock(),
  revoked_by uuid references person (id),
  revoked_at timestamptz
);
create unique index vault_share_once on vault_share (document_id, body_id, coalesce(opportunity_id, '00000000-0000-0000-0000-000000000000')) where revoked_at is null;
create index vault_share_by_body on vault_share (body_id) where revoked_at is null;
create index vault_share_by_opportunity on vault_share (opportunity_id) where opportunity_id is not null;

-- Checks of those who may win. A row is a check that was made: later ones stand beside it.
create table exclusion_check (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null references bid (id),
  organisation_id uuid not null references organisation (id),
  body_id uuid not null references body (id),
  list_source text not null check (list_source <> ''),
  checked_on date not null,
  result text not null check (result in ('clear', 'match')),
  note text not null default '',
  checked_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock(),
  check (result = 'clear' or note <> '')
);
create index exclusion_check_by_bid on exclusion_check (bid_id, recorded_at);
create trigger exclusion_check_is_append_only before update or delete on exclusion_check for each row execute function refuse_change();
-- A ground that may apply: the supplier is heard before it is decided.
create table exclusion_concern (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null references bid (id),
  organisation_id uuid not null references organisation (id),
  body_id uuid not null references body (id),
  ground text not null check (ground <> ''),
  kind text not null check (kind in ('mandatory', 'discretionary')),
  debarred boolean not null default false,
  facts text not null check (facts <> ''),
  raised_by uuid references person (id),
  raised_at timestamptz not null default wantsum_clock(),
  reply_due_at timestamptz not null,
  reply text,
  replied_by uuid references person (id),
  replied_at timestamptz,
  decision text check (decision in ('excluded', 'not-excluded')),
  continuing boolean,
  reasons text,
  decided_by uuid references person (id),
  decided_at timestamptz,
  check (reply_due_at > raised_at),
  check ((reply is null) = (replied_at is null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (reasons is null) and (decision is null) = (continuing is null)),
  -- Heard first (PA23 ss.26 to 28): nothing is decided before the supplier has replied or its time has passed.
  check (decided_at is null or replied_at is not null or decided_at >= reply_due_at),
  -- A mandatory ground that applies excludes, and one that does not apply excludes nobody.
  check (decision is null or continuing or decision = 'not-excluded'),
  check (decision is null or not (kind = 'mandatory' and continuing) or decision = 'excluded')
);
create index exclusion_concern_by_bid on exclusion_concern (bid_id, raised_at);
create index exclusion_concern_by_organisation on exclusion_concern (organisation_id, raised_at);

-- What finance makes of a bidder: a person, reasons, and what was looked at. That there are no accounts is not among the grounds.
create table financial_view (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  bid_id uuid not null references bid (id),
  organisation_id uuid not null references organisation (id),
  body_id uuid not null references body (id),
  relied_upon text[] not null check (cardinality(relied_upon) > 0 and relied_upon <@ array['audited-accounts', 'unaudited-accounts', 'forecast', 'bank-letter', 'guarantor', 'funder-reference', 'interview']),
  view text not null check (view in ('satisfied', 'satisfied-with-conditions', 'not-satisfied')),
  ground text check (ground in ('insolvent', 'cannot-fund-the-contract', 'depends-on-this-contract', 'support-withdrawn')),
  conditions text,
  reasons text not null check (reasons <> ''),
  given_by uuid not null references person (id),
  given_at timestamptz not null default wantsum_clock(),
  check ((view = 'not-satisfied') = (ground is not null)),
  check ((view = 'satisfied-with-conditions') = (conditions is not null))
);
create index financial_view_by_bid on financial_view (bid_id, given_at);
create trigger financial_view_is_append_only before update or delete on financial_view for each row execute function refuse_change();

-- Evidence, asked only of a provisional winner.
create table evidence_request (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  lot_id uuid references lot (id),
  bid_id uuid not null references bid (id),
  organisation_id uuid not null references organisation (id),
  body_id uuid not null references body (id),
  state text not null default 'asked' check (state in ('asked', 'received', 'accepted', 'failed')),
  due_at timestamptz not null,
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  received_at timestamptz,
  failing text check (failing in ('missing', 'false-statement', 'not-as-promised')),
  reasons text,
  decided_by uuid references person (id),
  decided_at timestamptz,
  check (due_at > asked_at),
  check (state <> 'accepted' or received_at is not null),
  check ((state = 'failed') = (failing is not null)),
  check ((state in ('accepted', 'failed')) = (decided_at is not null)),
  check (state <> 'failed' or reasons is not null),
  -- Nobody is failed for what is missing before the day they were given.
  check (failing <> 'missing' or decided_at >= due_at)
);
create unique index evidence_request_open_once on evidence_request (bid_id, coalesce(lot_id, '00000000-0000-0000-0000-000000000000'));
create index evidence_request_by_opportunity on evidence_request (opportunity_id);
create index evidence_request_by_organisation on evidence_request (organisation_id, asked_at);
create table evidence_item (
  id uuid primary key,
  request_id uuid not null references evidence_request (id) on delete cascade,
  position integer not null check (position > 0),
  kind text not null check (kind in ('public-liability', 'employers-liability', 'professional-indemnity', 'financial-standing', 'policy', 'certificate', 'other')),
  words text not null check (words <> ''),
  share_id uuid references vault_share (id),
  given_at timestamptz,
  unique (request_id, position),
  check ((share_id is null) = (given_at is null))
);
