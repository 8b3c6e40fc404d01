-- Organisations that may be one: suggested by the program, decided by a person, undone exactly.

-- The record that an organisation was merged into. It stays, with its name and numbers, as another name of that one: its address leads there, and who
-- looks for it finds that one.
alter table organisation add column merged_into uuid references organisation (id);
alter table organisation add constraint organisation_not_into_itself check (merged_into <> id);
create index organisation_by_merged_into on organisation (merged_into) where merged_into is not null;

-- Two organisations that may be one. The lower id stands left, so that a pair is suggested once and, once decided, never again.
create table organisation_pair (
  id uuid primary key,
  left_id uuid not null references organisation (id) on delete cascade,
  right_id uuid not null references organisation (id) on delete cascade,
  reason text not null check (reason <> ''),
  confidence numeric(4, 3) not null check (confidence > 0 and confidence <= 1),
  state text not null default 'suggested' check (state in ('suggested', 'different', 'merged')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  unique (left_id, right_id),
  check (left_id < right_id),
  check ((state = 'suggested') = (decided_at is null))
);
create index organisation_pair_suggested on organisation_pair (confidence desc, id) where state = 'suggested';
create index organisation_pair_by_right on organisation_pair (right_id);

-- A merge, with every reference that it moved, so that it can be taken back exactly.
create table organisation_merge (
  id uuid primary key,
  pair_id uuid not null references organisation_pair (id),
  kept_id uuid not null references organisation (id),
  merged_id uuid not null references organisation (id),
  -- Of each moved row: table, column and what identifies it besides that column.
  moved jsonb not null check (jsonb_typeof(moved) = 'array'),
  merged_by uuid references person (id),
  merged_at timestamptz not null default wantsum_clock(),
  undone_by uuid references person (id),
  undone_at timestamptz,
  check (kept_id <> merged_id)
);
-- A record is merged into one other at a time.
create unique index organisation_merge_once on organisation_merge (merged_id) where undone_at is null;
create index organisation_merge_by_kept on organisation_merge (kept_id);

-- Points rows of a table at another organisation. False, and nothing changed, when a rule of the table forbids it: the row would stand twice, an organisation
-- would ask itself, or the row may not be changed. A function, because within it a failed statement does not end the transaction.
create function move_organisation_rows(in_table regclass, in_column name, key_columns name[], keys jsonb, from_id uuid, to_id uuid) returns boolean language plpgsql as $$
declare
  same text := (select string_agg(format('r.%1$I = k.%1$I', key), ' and ') from unnest(key_columns) key);
begin
  execute format('update %1$s r set %2$I = $3 from jsonb_populate_recordset(null::%1$s, $1) k where %3$s and r.%2$I = $2', in_table, in_column, same) using keys, from_id, to_id;
  return true;
exception when unique_violation or exclusion_violation or check_violation or raise_exception then
  return false;
end $$;
