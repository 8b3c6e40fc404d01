-- What many rooms share. `about` is the record that a row belongs to, by kind and id.

-- thread: typed, labelled links between records, drawn both ways.
create table thread_link (
  id uuid primary key,
  from_kind text not null,
  from_id uuid not null,
  label text not null check (label <> ''),
  to_kind text not null,
  to_id uuid not null,
  created_at timestamptz not null default wantsum_clock(),
  unique (from_kind, from_id, label, to_kind, to_id),
  check (from_kind <> to_kind or from_id <> to_id)
);
create index thread_link_backwards on thread_link (to_kind, to_id);

-- questions: versioned question sets.
create table question_set (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  purpose text not null,
  title text not null check (title <> ''),
  version integer not null default 1 check (version > 0),
  state text not null default 'draft' check (state in ('draft', 'fixed', 'superseded')),
  created_at timestamptz not null default wantsum_clock(),
  unique (about_kind, about_id, purpose, version)
);
create table question (
  id uuid primary key,
  question_set_id uuid not null references question_set (id) on delete cascade,
  -- The same question through the versions of its set.
  lineage_id uuid not null,
  position integer not null check (position > 0),
  section text not null default '',
  text text not null check (text <> ''),
  purpose text not null default '',
  good_answer text not null default '',
  type text not null check (type in ('short-text', 'long-text', 'yes-no', 'choice', 'choices', 'number', 'money', 'date', 'file')),
  choices jsonb not null default '[]',
  marks numeric(9, 4) check (marks >= 0),
  word_limit integer check (word_limit between 1 and 10000),
  required boolean not null default true,
  evidence text,
  asked_when jsonb,
  reuse_key text,
  minutes integer check (minutes >= 0),
  criterion_id uuid,
  lot_id uuid,
  envelope text not null default 'quality' check (envelope in ('quality', 'price')),
  unique (question_set_id, position) deferrable initially deferred
);
-- Answers that are not sealed (needs, plans, considerations). A bid's answers are in bid_part, as ciphertext.
create table answer (
  question_id uuid not null references question (id) on delete cascade,
  about_kind text not null,
  about_id uuid not null,
  value jsonb not null,
  evidence text,
  owner_id uuid references person (id),
  version integer not null default 1,
  answered_by uuid references person (id),
  answered_at timestamptz not null default wantsum_clock(),
  primary key (about_kind, about_id, question_id)
);
create index answer_by_question on answer (question_id);

-- approvals: who must agree, in what order.
create table approval (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  subject text not null check (subject <> ''),
  -- Asked again after a refusal or a change: the next round. Earlier rounds stay as history.
  round integer not null default 1 check (round > 0),
  step integer not null default 1 check (step > 0),
  role text not null,
  body_id uuid not null references body (id),
  -- The exact version of what was put forward, so that an approval does not outlive a change.
  content_hash text,
  state text not null default 'asked' check (state in ('asked', 'agreed', 'refused', 'withdrawn')),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  decided_by uuid references person (id),
  decided_at timestamptz,
  reason text,
  rule text,
  check ((state in ('agreed', 'refused')) = (decided_at is not null and decided_by is not null)),
  check (state <> 'refused' or reason is not null),
  check (decided_by is null or decided_by <> asked_by),
  unique (about_kind, about_id, subject, round, step)
);
create index approval_waiting on approval (body_id, role) where state = 'asked';

-- measures: what is counted or judged, and what was observed.
create table measure (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  -- The measure that this one was carried over from, when a specification becomes a contract.
  carried_from uuid references measure (id),
  name text not null check (name <> ''),
  kind text not null check (kind in ('input', 'activity', 'output', 'outcome', 'impact')),
  nature text not null check (nature in ('quantitative', 'qualitative')),
  accountability text check (accountability in ('how-much', 'how-well', 'better-off')),
  unit text,
  baseline numeric,
  baseline_confidence text check (baseline_confidence in ('high', 'medium', 'low')),
  baseline_note text,
  target numeric,
  target_words text,
  target_on date,
  method text,
  collected_by text,
  promised_by text not null default 'provider' check (promised_by in ('provider', 'authority')),
  social_value boolean not null default false,
  key_performance_indicator boolean not null default false,
  position integer not null default 1,
  created_at timestamptz not null default wantsum_clock()
);
create index measure_by_record on measure (about_kind, about_id, position);
create table observation (
  id uuid primary key,
  measure_id uuid not null references measure (id),
  period daterange not null check (not isempty(period)),
  value numeric,
  numerator numeric,
  denominator numeric check (denominator <> 0),
  words text,
  claimed_by uuid references person (id),
  claimed_at timestamptz not null default wantsum_clock(),
  confirmed_by uuid references person (id),
  confirmed_at timestamptz,
  evidence text,
  check (value is not null or words is not null),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create index observation_by_measure on observation (measure_id, period);

-- cases: something raised that is owed an answer.
create table case_record (
  id uuid primary key,
  kind text not null,
  about_kind text not null,
  about_id uuid not null,
  body_id uuid not null references body (id),
  -- Counted within its record and kind: Q1, Q2.
  number integer not null check (number > 0),
  -- As it was asked: for the asker and the owner only, since its words may give the asker away.
  text text not null check (text <> ''),
  -- As everyone sees it, written by whoever answered.
  public_text text,
  state text not null default 'open' check (state in ('open', 'answered', 'withdrawn')),
  -- Everyone: shown without who asked, once it is answered. Private: to the asker and the owner only.
  audience text not null default 'everyone' check (audience in ('everyone', 'private')),
  -- Whether the asker asked for a private answer, and whether an officer agreed that it is sensitive.
  privacy text not null default 'not-asked' check (privacy in ('not-asked', 'asked', 'agreed', 'refused')),
  privacy_reason text,
  -- The answer changed what bidders have to price or promise.
  material boolean not null default false,
  raised_by uuid references person (id),
  raised_for_organisation uuid references organisation (id),
  owner_id uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  answered_at timestamptz,
  unique (about_kind, about_id, kind, number),
  check ((state = 'answered') = (answered_at is not null)),
  check (state <> 'answered' or audience = 'private' or public_text is not null),
  check (audience = 'everyone' or privacy in ('asked', 'agreed', 'refused')),
  check (privacy not in ('agreed', 'refused') or privacy_reason is not null)
);
create index case_by_record on case_record (about_kind, about_id, kind, created_at);
create table case_reply (
  id uuid primary key,
  case_id uuid not null references case_record (id),
  text text not null check (text <> ''),
  is_answer boolean not null default false,
  replied_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock()
);
create index case_reply_by_case on case_reply (case_id, created_at);

-- promises: a clock that somebody owes, with its due time stored.
create table promise (
  id uuid primary key,
  kind text not null,
  about_kind text not null,
  about_id uuid not null,
  body_id uuid not null references body (id),
  owner_id uuid references person (id),
  owner_role text,
  words text not null check (words <> ''),
  address text not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  clock text not null,
  count integer not null,
  paused_at timestamptz,
  kept_at timestamptz,
  broken_reason text,
  withdrawn_at timestamptz,
  rule text,
  created_at timestamptz not null default wantsum_clock(),
  check (due_at >= starts_at),
  unique (kind, about_kind, about_id, starts_at)
);
create index promise_owed on promise (body_id, due_at) where kept_at is null and withdrawn_at is null;
create index promise_owed_by_person on promise (owner_id, due_at) where kept_at is null and withdrawn_at is null;

-- notices: what was made public, each version.
create table notice (
  id uuid primary key,
  code text not null,
  about_kind text not null,
  about_id uuid not null,
  body_id uuid not null references body (id),
  ocid text,
  version integer not null default 1 check (version > 0),
  title text not null check (title <> ''),
  words text not null default '',
  content jsonb not null default '{}',
  reason_for_change text,
  -- The central digital platform's reference and time, recorded before publication here where the law puts it first.
  platform_reference text,
  platform_published_at timestamptz,
  published_at timestamptz not null default wantsum_clock(),
  published_by uuid references person (id),
  source text not null default 'made' check (source in ('made', 'imported')),
  source_release_id text,
  unique (about_kind, about_id, code, version),
  check (version = 1 or reason_for_change is not null or source = 'imported')
);
create index notice_by_time on notice (published_at desc, id desc);
create index notice_by_day on notice (((published_at at time zone 'Europe/London')::date), id);
create index notice_by_plain on notice using gin (plain_text(title) gin_trgm_ops);
create index notice_by_ocid on notice (ocid);

-- labels: what is withheld, why and until when. The allow-list beats every role.
create table label (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  field text,
  label text not null check (label in ('commercial', 'exempt', 'personal', 'confidential')),
  reason text not null check (reason <> ''),
  until date,
  undertaking text,
  set_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  ended_at timestamptz
);
create unique index label_once on label (about_kind, about_id, coalesce(field, ''), label) where ended_at is null;
create table label_reader (
  label_id uuid not null references label (id),
  person_id uuid not null references person (id),
  undertaking_given_at timestamptz,
  primary key (label_id, person_id)
);

-- An import that can be undone: one row, its rows carry its id.
create table import_batch (
  id uuid primary key,
  kind text not null,
  body_id uuid references body (id),
  file_name text not null,
  file_sha256 bytea not null,
  row_count integer not null check (row_count >= 0),
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  mapping jsonb not null default '{}',
  imported_by uuid references person (id),
  imported_at timestamptz not null default wantsum_clock(),
  undone_at timestamptz,
  undone_by uuid references person (id)
);
alter table organisation add constraint organisation_import foreign key (import_id) references import_batch (id);
