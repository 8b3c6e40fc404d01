-- Sessions: visits, surgeries, interviews, market days. About any record; the room that owns the record says who may book.
create table session (
  id uuid primary key,
  about_kind text not null,
  about_id uuid not null,
  body_id uuid not null references body (id),
  kind text not null check (kind in ('visit', 'interview', 'surgery', 'briefing', 'market-day', 'workshop', 'consultation', 'talk', 'meeting')),
  title text not null check (title <> ''),
  words text not null default '',
  -- Anyone: whoever is signed in. Organisations: for an organisation registered here. Invited: whom the owning room names.
  audience text not null default 'organisations' check (audience in ('anyone', 'organisations', 'invited')),
  books_until timestamptz,
  -- How many people one booking may bring; null where it does not matter.
  people_each integer check (people_each > 0),
  -- What the place offers to people with access needs, and what those get who cannot come.
  accessibility text not null default '',
  alternative text not null default '',
  cancelled_at timestamptz,
  cancelled_reason text,
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  check ((cancelled_at is null) = (cancelled_reason is null))
);
create index session_by_record on session (about_kind, about_id, created_at);
create index session_by_body on session (body_id);

create table session_slot (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  place text not null default '',
  remote_link text,
  -- Bookings, not people.
  places integer not null default 1 check (places between 1 and 1000),
  cancelled_at timestamptz,
  cancelled_reason text,
  created_at timestamptz not null default wantsum_clock(),
  check (place <> '' or remote_link is not null),
  check ((cancelled_at is null) = (cancelled_reason is null))
);
create unique index session_slot_once on session_slot (session_id, starts_at, place, coalesce(remote_link, '')) where cancelled_at is null;

create table session_booking (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  -- Null while it waits for a time: nobody is refused for want of places.
  slot_id uuid references session_slot (id),
  organisation_id uuid references organisation (id),
  person_id uuid not null references person (id),
  access_needs text not null default '',
  booked_at timestamptz not null default wantsum_clock(),
  cancelled_at timestamptz
);
create unique index session_booking_once_an_organisation on session_booking (session_id, organisation_id) where cancelled_at is null and organisation_id is not null;
create unique index session_booking_once_a_person on session_booking (session_id, person_id) where cancelled_at is null and organisation_id is null;
create index session_booking_by_session on session_booking (session_id, booked_at);
create index session_booking_by_slot on session_booking (slot_id) where cancelled_at is null;
create index session_booking_by_organisation on session_booking (organisation_id);

-- Who comes for a booking, what they are to the service, and whether they came.
create table session_attendee (
  id uuid primary key,
  booking_id uuid not null references session_booking (id) on delete cascade,
  name text not null check (name <> ''),
  role_words text not null default '',
  will_deliver boolean not null default false,
  attended boolean,
  unique (booking_id, name)
);

create table session_paper (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  file_id uuid not null references stored_file (id),
  title text not null check (title <> ''),
  added_at timestamptz not null default wantsum_clock()
);
create index session_paper_by_session on session_paper (session_id, added_at);

-- The timetable of a tender: how long things take, what it stands against, and every slip.
create table early_notice (
  id uuid primary key,
  reference text not null,
  body_id uuid not null references body (id),
  exercise_id uuid references exercise (id),
  -- Market engagement (UK2) or a planned procurement (UK3), which may shorten the tendering period.
  code text not null check (code in ('UK2', 'UK3')),
  title text not null check (title <> ''),
  scope text not null default '',
  category text not null default 'services' check (category in ('services', 'goods', 'works')),
  cpv_codes text[] not null default '{}',
  area_codes text[] not null default '{}',
  value_low_net_pence bigint check (value_low_net_pence >= 0),
  value_high_net_pence bigint check (value_high_net_pence >= value_low_net_pence),
  lots_words text not null default '',
  expected_on date,
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn')),
  published_at timestamptz,
  withdrawn_reason text check (withdrawn_reason <> ''),
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  unique (body_id, reference),
  check (state = 'draft' or published_at is not null),
  check (state <> 'withdrawn' or withdrawn_reason is not null)
);
create index early_notice_by_day on early_notice (((published_at at time zone 'Europe/London')::date), id);
create index early_notice_by_expected on early_notice (expected_on, id);

create table timetable (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  complexity text not null default 'low' check (complexity in ('low', 'medium', 'high')),
  consortia_allowed boolean not null default false,
  -- Whether staff of the current provider would transfer, and what is known of them before the tender opens.
  tupe text not null default 'unknown' check (tupe in ('unknown', 'no', 'yes')),
  staff_in_scope integer check (staff_in_scope >= 0),
  tupe_facts_on date,
  tupe_facts_words text not null default '',
  visits_none_reason text not null default '',
  early_notice_id uuid references early_notice (id),
  -- Why it closes near others aimed at the same market, and which they were when that was said.
  clash_reason text check (clash_reason <> ''),
  clash_with uuid[] not null default '{}',
  clash_decided_by uuid references person (id),
  clash_decided_at timestamptz,
  updated_at timestamptz not null default wantsum_clock(),
  check ((clash_reason is null) = (clash_decided_at is null))
);
create index timetable_by_early_notice on timetable (early_notice_id) where early_notice_id is not null;

create table timetable_stage (
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  stage text not null check (stage in ('advert', 'visits', 'opening', 'evaluation', 'award', 'standstill-end', 'start')),
  -- As first planned; what it became is in timetable_slip.
  planned_on date not null,
  primary key (opportunity_id, stage)
);

create table timetable_slip (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  stage text not null check (stage in ('advert', 'visits', 'opening', 'evaluation', 'award', 'standstill-end', 'start')),
  from_on date not null,
  to_on date not null,
  reason text not null check (reason <> ''),
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock(),
  check (from_on <> to_on)
);
create index timetable_slip_by_opportunity on timetable_slip (opportunity_id, recorded_at);

-- The provider's written agreement to start earlier than the time for mobilising allows.
create table early_start_agreement (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  starts_on date not null,
  signed_by text not null check (signed_by <> ''),
  signed_on date not null,
  words text not null check (words <> ''),
  recorded_by uuid references person (id),
  recorded_at timestamptz not null default wantsum_clock()
);
create index early_start_agreement_by_opportunity on early_start_agreement (opportunity_id, recorded_at);

-- Help that a tender can carry: a pack is written once and goes with many.
create table support_pack (
  id uuid primary key,
  body_id uuid not null references body (id),
  title text not null check (title <> ''),
  sector text not null default '',
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock()
);
create index support_pack_by_body on support_pack (body_id, title);
create table support_item (
  id uuid primary key,
  pack_id uuid not null references support_pack (id) on delete cascade,
  kind text not null check (kind in ('walk-through', 'question-guide', 'example', 'toolkit')),
  title text not null check (title <> ''),
  words text not null default '',
  link text,
  position integer not null check (position > 0),
  check (words <> '' or link is not null),
  unique (pack_id, position)
);
create table opportunity_support_pack (
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  pack_id uuid not null references support_pack (id),
  added_at timestamptz not null default wantsum_clock(),
  primary key (opportunity_id, pack_id)
);
create index opportunity_support_pack_by_pack on opportunity_support_pack (pack_id);

-- Whoever follows a kind of work: told once of each tender and early notice of that kind.
create table category_follow (
  person_id uuid not null references person (id) on delete cascade,
  cpv_code text not null check (cpv_code ~ '^[0-9]{8}$'),
  followed_at timestamptz not null default wantsum_clock(),
  primary key (person_id, cpv_code)
);
create table category_follow_told (
  record_kind text not null check (record_kind in ('opportunity', 'early-notice')),
  record_id uuid not null,
  told_at timestamptz not null default wantsum_clock(),
  primary key (record_kind, record_id)
);
