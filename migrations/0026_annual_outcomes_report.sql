-- What came of a year: the report on the authority's outcomes that it drafts from its own records and writes between the figures.
create table outcomes_report (
  id uuid primary key,
  body_id uuid not null references body (id),
  framework_id uuid not null references outcome_framework (id),
  -- The financial year that begins on 1 April of it.
  year integer not null check (year between 2000 and 2200),
  state text not null default 'draft' check (state in ('draft', 'published')),
  introduction text not null default '' check (length(introduction) <= 5000),
  -- The figures as they stood on publication; until then they are read from the records each time.
  figures jsonb check (jsonb_typeof(figures) = 'array'),
  published_at timestamptz,
  drafted_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock(),
  unique (body_id, year),
  check ((state = 'published') = (published_at is not null)),
  check ((state = 'published') = (figures is not null))
);
create index outcomes_report_by_framework on outcomes_report (framework_id);

-- What the authors say of one outcome.
create table outcomes_report_words (
  report_id uuid not null references outcomes_report (id) on delete cascade,
  outcome_id uuid not null references outcome (id),
  words text not null check (words <> '' and length(words) <= 5000),
  version integer not null default 1 check (version > 0),
  written_by uuid references person (id),
  written_at timestamptz not null default wantsum_clock(),
  primary key (report_id, outcome_id)
);
