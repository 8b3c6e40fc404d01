-- Who finds the site, how, and what they look for in vain (DM-21).

-- Something done to make the site known: a fair, a talk, a mailing.
create table outreach_event (
  id uuid primary key,
  body_id uuid not null references body (id),
  kind text not null check (kind in ('event', 'talk', 'mailing', 'press', 'other')),
  name text not null check (name <> '' and length(name) <= 200),
  held_on date not null,
  place text not null default '' check (length(place) <= 200),
  logged_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  unique (body_id, name, held_on)
);
create index outreach_event_by_day on outreach_event (held_on desc, id);

-- What whoever registered an organisation said of how they came here. All of it may be left out.
create table registration_source (
  organisation_id uuid primary key references organisation (id) on delete cascade,
  heard text not null check (heard in ('event', 'council', 'another-body', 'support-body', 'colleague', 'search', 'press', 'other')),
  event_id uuid references outreach_event (id),
  -- The portal they took this one for, or looked for in vain, in their words.
  other_portal text check (other_portal <> '' and length(other_portal) <= 200),
  told_at timestamptz not null default wantsum_clock(),
  check (event_id is null or heard = 'event')
);
create index registration_source_by_event on registration_source (event_id) where event_id is not null;

-- Words that found nothing, by day. Nobody's: no person, no address, and nothing that looks like a mail address or a number is kept.
create table failed_search (
  searched_on date not null,
  words text not null check (words <> '' and length(words) <= 80),
  times integer not null check (times > 0),
  primary key (searched_on, words)
);
