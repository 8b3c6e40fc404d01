-- What a bidder would sign, and whom it would take over: the draft contract with questions on its clauses, and the TUPE information.

create table draft_clause (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  number integer not null check (number > 0),
  heading text not null check (heading <> ''),
  -- In a sentence or two for somebody without a solicitor.
  summary text not null check (summary <> ''),
  words text not null check (words <> ''),
  -- Gives the authority alone a power, such as to change the terms or to hold an invoice: marked for bidders, agreed by legal.
  one_sided boolean not null default false,
  one_sided_reason text check (one_sided_reason <> ''),
  created_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, number),
  check (not one_sided or one_sided_reason is not null)
);
-- The words that a clause had before it was changed after publication, so that everyone can see what bidders had.
create table draft_clause_before (
  id uuid primary key,
  clause_id uuid not null references draft_clause (id) on delete cascade,
  summary text not null,
  words text not null,
  reason text not null check (reason <> ''),
  changed_by uuid references person (id),
  changed_at timestamptz not null default wantsum_clock()
);
create index draft_clause_before_by_clause on draft_clause_before (clause_id, changed_at);

-- Whether staff may transfer (Transfer of Undertakings (Protection of Employment) Regulations 2006), as the authority states it.
create table tupe_statement (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  says text not null check (says in ('may-apply', 'does-not-apply', 'facts-not-to-be-had')),
  reason text not null check (reason <> ''),
  stated_by uuid references person (id),
  stated_at timestamptz not null default wantsum_clock()
);
-- The facts as the current provider gave them, without names, in versions that are never changed.
create table tupe_pack (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  version integer not null check (version > 0),
  from_provider text not null check (from_provider <> ''),
  facts_of_on date not null,
  pension_words text not null check (pension_words <> ''),
  other_words text not null default '',
  reason_for_change text check (reason_for_change <> ''),
  checked_by uuid references person (id),
  released_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, version),
  check (version = 1 or reason_for_change is not null)
);
create table tupe_post (
  pack_id uuid not null references tupe_pack (id) on delete cascade,
  position integer not null check (position > 0),
  role text not null check (role <> ''),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  salary_pence bigint not null check (salary_pence >= 0),
  started_year integer not null check (started_year between 1940 and 2200),
  contract text not null check (contract in ('permanent', 'fixed-term', 'casual')),
  pension text not null default '',
  primary key (pack_id, position)
);
-- Who was given which version, once they undertook to keep it to their bid.
create table tupe_receipt (
  pack_id uuid not null references tupe_pack (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  person_id uuid not null references person (id),
  undertook_at timestamptz not null default wantsum_clock(),
  primary key (pack_id, organisation_id, person_id)
);
