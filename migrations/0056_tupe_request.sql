-- The current provider is asked for the facts about its staff on the site, and gives them there (DP-32). What it gave is never changed:
-- facts that changed are asked for again. One question to a provider is open at a time.
create table tupe_request (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  answer_by date not null,
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  facts_of_on date,
  posts text check (posts <> ''),
  pension_words text check (pension_words <> ''),
  other_words text not null default '',
  given_by uuid references person (id),
  given_at timestamptz,
  constraint tupe_request_given_whole check ((given_at is null) = (facts_of_on is null) and (given_at is null) = (posts is null) and (given_at is null) = (pension_words is null))
);
comment on table tupe_request is 'What the current provider was asked about staff who may transfer, and what it gave';
create unique index tupe_request_one_open on tupe_request (opportunity_id, organisation_id) where given_at is null;
create index tupe_request_of_organisation on tupe_request (organisation_id);
