-- Social value at every value, the benefits that are sought, what every tender says, and awards set aside after bidders were told.

-- Below the threshold of the 2012 Act a short answer is still owed, with its reason (SV-02).
alter table social_value_consideration
  add column relevance text check (relevance in ('relevant', 'not-relevant')),
  add column relevance_reason text check (relevance_reason <> ''),
  add constraint social_value_relevance_has_reason check ((relevance is null) = (relevance_reason is null));

-- The statement that a specification makes of social value (SV-03).
alter table specification
  add column social_considered text not null default '',
  add column social_recommended text not null default '',
  add column social_relevant text not null default '';

-- What residents, users and communities say would help them (SV-09). Nobody is asked for a name.
create table benefit_suggestion (
  id uuid primary key,
  exercise_id uuid not null references exercise (id) on delete cascade,
  name text not null check (name <> ''),
  why text not null check (why <> ''),
  suggested_as text not null check (suggested_as in ('resident', 'user', 'carer', 'community', 'supplier')),
  suggested_at timestamptz not null default wantsum_clock(),
  decision text check (decision in ('accepted', 'declined')),
  decision_reason text check (decision_reason <> ''),
  decided_by uuid references person (id),
  decided_at timestamptz,
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'declined' or decision_reason is not null)
);
create index benefit_suggestion_by_exercise on benefit_suggestion (exercise_id, suggested_at);

-- The social benefits that an exercise seeks, named, with why each is relevant to what is bought.
create table benefit_sought (
  id uuid primary key,
  exercise_id uuid not null references exercise (id) on delete cascade,
  kind text not null check (kind in ('skilled-training', 'apprenticeships', 'local-management', 'wages', 'local-suppliers', 'fair-payment', 'volunteering', 'environment', 'suggested')),
  suggestion_id uuid references benefit_suggestion (id),
  name text not null check (name <> ''),
  -- Exactly what is sought, such as "10 local skilled jobs".
  words text not null check (words <> ''),
  why text not null check (why <> ''),
  added_by uuid references person (id),
  added_at timestamptz not null default wantsum_clock(),
  -- Where its relevance was doubted: the doubt as it read that day, and what the approver decided.
  doubt text check (doubt <> ''),
  decision text check (decision in ('confirmed', 'struck')),
  decision_reason text check (decision_reason <> ''),
  decided_by uuid references person (id),
  decided_at timestamptz,
  check ((kind = 'suggested') = (suggestion_id is not null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (doubt is null) and (decision is null) = (decision_reason is null))
);
create index benefit_sought_by_exercise on benefit_sought (exercise_id, added_at);
create unique index benefit_sought_once on benefit_sought (exercise_id, lower(words)) where decision is distinct from 'struck';

-- What an authority wants every tender of its to say, in versions that are never changed (SV-16).
create table minimum_content (
  id uuid primary key,
  body_id uuid not null references body (id),
  key text not null check (key ~ '^[a-z][a-z0-9-]{0,60}$'),
  version integer not null check (version > 0),
  title text not null check (title <> ''),
  words text not null check (words <> ''),
  -- A version that takes the text out of tenders to come.
  retired boolean not null default false,
  reason text check (reason <> ''),
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock(),
  unique (body_id, key, version),
  check (version = 1 or reason is not null)
);
-- Leaving one out of one tender, which counts once it is agreed to.
create table content_removal (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  key text not null check (key <> ''),
  reason text not null check (reason <> ''),
  asked_by uuid references person (id),
  asked_at timestamptz not null default wantsum_clock(),
  agreed_at timestamptz
);
create index content_removal_by_opportunity on content_removal (opportunity_id, asked_at);
create unique index content_removal_agreed_once on content_removal (opportunity_id, key) where agreed_at is not null;

-- An award given up after bidders were told of it: the letters stay as they were sent.
alter table award
  add column limit_applied text check (limit_applied <> ''),
  add column withdrawn_reason text check (withdrawn_reason <> ''),
  add column withdrawn_public_words text check (withdrawn_public_words <> ''),
  add column withdrawn_at timestamptz,
  add column withdrawn_by uuid references person (id);
alter table feedback add column set_aside_at timestamptz;
alter table feedback drop constraint feedback_bid_id_lot_id_key;
create unique index feedback_once on feedback (bid_id, lot_id) nulls not distinct where set_aside_at is null;
