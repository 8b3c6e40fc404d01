-- An organisation that takes part in two bids for one lot says so, where the authority asks it to. As sealed as the bids: it names no body,
-- and whoever judges reads it once both bids are open.
create table two_bids_declaration (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  organisation_id uuid not null references organisation (id),
  words text not null check (words <> ''),
  declared_by uuid references person (id),
  declared_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, organisation_id)
);

-- Whether staff would transfer was asked in two rooms. The statement that bidders read is now the one source: what only the timetable knew goes there.
-- A tender that is out already promised no pack, so it is not said to have one.
insert into tupe_statement (opportunity_id, says, reason)
  select t.opportunity_id, case when t.tupe = 'no' then 'does-not-apply' when o.state = 'draft' then 'may-apply' else 'facts-not-to-be-had' end,
    coalesce(nullif(t.tupe_facts_words, ''), case when t.tupe = 'no' then 'No staff would transfer, as the timetable said.' else 'Staff of the current provider would transfer, as the timetable said.' end)
  from timetable t join opportunity o on o.id = t.opportunity_id where t.tupe <> 'unknown'
  on conflict (opportunity_id) do nothing;
alter table timetable drop column tupe, drop column staff_in_scope, drop column tupe_facts_on, drop column tupe_facts_words;

-- Bytes whose row is gone and that are still to be taken from the folder: written with the deletion, so that a crash between the two leaves none behind.
create table stored_file_to_remove (
  file_id uuid primary key,
  since timestamptz not null default wantsum_clock()
);
