-- The provider feedback survey (RV-21). Answers are counted and never kept, so that nobody can lead one back to its
-- organisation: docs/decisions/answers-counted.md says why each of these tables has no column more.

-- What is asked. Its words never change: another wording is another statement, and a trend compares one statement with itself.
create table survey_statement (
  id uuid primary key,
  body_id uuid not null references body (id),
  -- In a few words, for tables: "Well connected".
  subject text not null check (subject <> '' and length(subject) <= 60),
  words text not null check (words <> '' and length(words) <= 300),
  -- The recommendation that it tests, and where that can be read.
  recommendation text not null default '' check (length(recommendation) <= 200),
  recommendation_url text check (recommendation_url like 'https://_%'),
  position integer not null check (position > 0),
  from_on date not null,
  -- The last day on which a wave could begin that asks it.
  until_on date check (until_on >= from_on - 1),
  -- The wording before this one.
  follows_id uuid references survey_statement (id),
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock()
);
create unique index survey_statement_once on survey_statement (body_id, lower(words)) where until_on is null;
create index survey_statement_by_body on survey_statement (body_id, position);

-- What was so before: the share that did not say so. The last one set counts; the earlier ones stay.
create table survey_baseline (
  id uuid primary key,
  statement_id uuid not null references survey_statement (id),
  not_percent numeric(4, 1) not null check (not_percent between 0 and 100),
  words text not null check (words <> '' and length(words) <= 300),
  source text not null check (source <> '' and length(source) <= 300),
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock()
);
create index survey_baseline_by_statement on survey_baseline (statement_id, set_at desc, id desc);

-- One time of asking. It is open from its first day to its last, both included; nothing reopens it.
create table survey_wave (
  id uuid primary key,
  body_id uuid not null references body (id),
  occasion text not null check (occasion in ('after-award', 'yearly')),
  title text not null check (title <> '' and length(title) <= 120),
  -- The days on which the awards were decided whose bidders are asked.
  awards_from_on date,
  awards_to_on date,
  opens_on date not null,
  closes_on date not null,
  -- Promised to those who are asked, so taken from the local policy when it opened and fixed from then on.
  fewest integer not null check (fewest >= 4),
  is_public boolean not null,
  -- What is too small to be shown was merged, or thrown away, in the counts themselves.
  settled boolean not null default false,
  opened_by uuid references person (id),
  opened_at timestamptz not null default wantsum_clock(),
  check (closes_on > opens_on),
  check ((awards_from_on is null) = (awards_to_on is null) and (occasion = 'after-award') = (awards_from_on is not null)),
  check (awards_to_on >= awards_from_on and awards_to_on <= closes_on),
  exclude using gist (body_id with =, occasion with =, daterange(opens_on, closes_on, '[]') with &&),
  -- No award is asked about twice.
  exclude using gist (body_id with =, daterange(awards_from_on, awards_to_on, '[]') with &&) where (occasion = 'after-award')
);
create index survey_wave_by_body on survey_wave (body_id, closes_on desc);
create table survey_asked (
  wave_id uuid not null references survey_wave (id),
  statement_id uuid not null references survey_statement (id),
  position integer not null,
  primary key (wave_id, statement_id)
);

-- Who is asked, and whether they have answered: yes or no, and not when.
create table survey_invitation (
  id uuid primary key,
  wave_id uuid not null references survey_wave (id),
  organisation_id uuid not null references organisation (id),
  answered boolean not null default false,
  reminded boolean not null default false,
  unique (wave_id, organisation_id)
);
create index survey_invitation_by_organisation on survey_invitation (organisation_id) where not answered;

-- How many gave each score: in all, and by one fact at a time. No row is an answer, and no two facts stand together.
-- Every answer writes every row of its wave, so that a row's last transaction does not tell which were added to.
create table survey_count (
  wave_id uuid not null,
  statement_id uuid not null,
  fact text not null check (fact in ('all', 'outcome', 'size', 'sector', 'directorate')),
  value text not null check (value <> ''),
  score smallint not null check (score between 1 and 5),
  answers integer not null default 0 check (answers >= 0),
  primary key (wave_id, statement_id, fact, value, score),
  foreign key (wave_id, statement_id) references survey_asked (wave_id, statement_id)
);

-- What was said in words, with no fact beside it. All of a wave are written anew, in random order and under new ids, at every
-- answer: neither order, id nor transaction tells which came when. The id is random, since ours would hold the time.
create table survey_words (
  id uuid primary key default gen_random_uuid(),
  wave_id uuid not null references survey_wave (id),
  words text not null check (words <> '' and length(words) <= 3000)
);
create index survey_words_by_wave on survey_words (wave_id);
