-- What a tender costs to answer, known before it is imposed; whether its words are plain; and what bidders say of both.

-- A word or short form that a body explains in its own way, beside the glossary that comes with the product.
create table glossary_term (
  id uuid primary key,
  body_id uuid not null references body (id) on delete cascade,
  term text not null check (term <> '' and length(term) <= 60),
  meaning text not null check (meaning <> '' and length(meaning) <= 400),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  removed_at timestamptz
);
create unique index glossary_term_once on glossary_term (body_id, lower(term)) where removed_at is null;
create index glossary_term_by_body on glossary_term (body_id);

-- What the officer expects the bidding to cost everyone, before it is published.
create table bidding_estimate (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  expected_bidders integer not null check (expected_bidders between 1 and 10000),
  -- Working days of one person for one bid.
  person_days numeric(6, 2) not null check (person_days > 0),
  day_rate_pence bigint not null check (day_rate_pence > 0),
  estimated_by uuid references person (id),
  estimated_at timestamptz not null default wantsum_clock()
);

-- What a tender asked of bidders on the day of its publication: never changed, and the source of every public median.
create table tender_burden (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  questions integer not null check (questions >= 0),
  words integer not null check (words >= 0),
  pages integer not null check (pages >= 0),
  minutes integer not null check (minutes >= 0),
  approvals integer not null check (approvals >= 0),
  meetings integer not null check (meetings >= 0),
  -- Of the whole text, by the formula of Flesch; null where there were too few words to judge.
  reading_ease numeric(5, 1),
  long_sentences integer not null check (long_sentences >= 0),
  unexplained integer not null check (unexplained >= 0),
  measured_at timestamptz not null default wantsum_clock()
);

-- What a draft asked when its officer began to count changes: what was added since is shown against it.
create table burden_baseline (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  questions integer not null check (questions >= 0),
  words integer not null check (words >= 0),
  pages integer not null check (pages >= 0),
  minutes integer not null check (minutes >= 0),
  taken_by uuid references person (id),
  taken_at timestamptz not null default wantsum_clock()
);

-- What a bidder says that its bid took. Its own: only medians of several are shown to anyone else.
create table bid_effort (
  bid_id uuid primary key references bid (id) on delete cascade,
  person_days numeric(6, 2) not null check (person_days > 0 and person_days <= 2000),
  people integer check (people between 1 and 500),
  hardest text not null default '' check (length(hardest) <= 1000),
  told_by uuid references person (id),
  told_at timestamptz not null default wantsum_clock()
);

-- Why somebody decided not to bid. It names nobody: the digest, made with the key of the site, only keeps one person from counting twice.
create table no_bid_reason (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  reason text not null check (reason in ('too-much-work', 'too-little-time', 'value-too-low', 'not-our-work', 'requirements', 'payment', 'no-partner', 'incumbent', 'other')),
  once bytea not null,
  told_on date not null,
  unique (opportunity_id, once)
);
