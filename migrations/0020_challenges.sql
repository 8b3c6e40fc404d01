-- A challenge to an award: it pauses the award while it is open, everyone who bid is told, and the present provider may be offered an interim position.
create table award_challenge (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  kind text not null check (kind in ('letter', 'claim', 'own-review')),
  -- For staff: who challenges and why. For everyone: that it is paused, since when and until when at the earliest.
  grounds text not null check (grounds <> ''),
  public_words text not null check (public_words <> ''),
  raised_on date not null,
  expected_next_on date,
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock(),
  outcome text check (outcome in ('not-upheld', 'upheld', 'settled', 'withdrawn')),
  outcome_words text check (outcome_words <> ''),
  resolved_on date,
  resolved_by uuid references person (id),
  check ((outcome is null) = (resolved_on is null) and (outcome is null) = (outcome_words is null)),
  check (resolved_on is null or resolved_on >= raised_on)
);
create index award_challenge_by_opportunity on award_challenge (opportunity_id, raised_on);
-- One challenge is open at a time for an opportunity: a second is added to its grounds.
create unique index award_challenge_open_once on award_challenge (opportunity_id) where outcome is null;

-- What the present provider is offered in writing while the award is paused.
create table award_interim (
  id uuid primary key,
  challenge_id uuid not null references award_challenge (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  until_on date not null,
  offered_by uuid references person (id),
  offered_at timestamptz not null default wantsum_clock(),
  answer text check (answer in ('accepted', 'declined')),
  answered_by uuid references person (id),
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index award_interim_by_challenge on award_interim (challenge_id, offered_at);
create index award_interim_by_organisation on award_interim (organisation_id);
