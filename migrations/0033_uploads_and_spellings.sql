-- Files sent to be imported are removed once they are loaded or left lying; spellings in spending join the suggested duplicates; an import remembers that it made its body.

-- A file that was sent to be looked over and loaded. The row goes with the file: when it is loaded, or when nobody went on with it.
create table import_upload (
  file_id uuid primary key references stored_file (id) on delete cascade,
  -- 'earlier': sent before this table was, for no kind that is known.
  kind text not null check (kind in ('contracts', 'spend', 'grants', 'organisations', 'earlier')),
  sent_by uuid references person (id),
  sent_at timestamptz not null default wantsum_clock()
);
create index import_upload_by_time on import_upload (sent_at, file_id);

-- Those sent until now: files about nothing, which no other record names.
insert into import_upload (file_id, kind, sent_by, sent_at)
  select f.id, 'earlier', (select p.id from person p where p.id = f.created_by), f.created_at from stored_file f
  where f.about_kind is null and not f.sealed and f.media_type in ('text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    and not exists (select from opportunity_document x where x.file_id = f.id) and not exists (select from bid_file x where x.file_id = f.id)
    and not exists (select from arrangement x where x.terms_file_id = f.id) and not exists (select from session_paper x where x.file_id = f.id)
    and not exists (select from vault_version x where x.file_id = f.id);

-- The import made the body it was for: undoing it takes the body away too, if nothing else has come to rest on it.
alter table import_batch add column made_body boolean not null default false;
alter table import_batch add constraint import_batch_made_one check (not made_body or body_id is not null);

-- Takes away a body that an import had made, with the directorates and counters that came of it. Null, and nothing changed, when anything else rests on it. A
-- function, because within it a failed statement does not end the transaction.
create function remove_made_body(made_by uuid, made_id uuid) returns text language plpgsql as $$
declare
  gone text;
begin
  update import_batch set body_id = null, made_body = false where id = made_by;
  delete from organisational_unit where body_id = made_id;
  delete from reference_counter where body_id = made_id;
  delete from spend_load where body_id = made_id and import_id = made_by;
  delete from body where id = made_id returning name into gone;
  return gone;
exception when foreign_key_violation then
  return null;
end $$;

-- A supplier's spelling in spending that may be an organisation here: suggested by the program, decided by a person, and asked once.
create table spelling_suggestion (
  id uuid primary key,
  supplier_id uuid not null references spend_supplier (id) on delete cascade,
  organisation_id uuid not null references organisation (id) on delete cascade,
  reason text not null check (reason <> ''),
  confidence numeric(4, 3) not null check (confidence > 0 and confidence <= 1),
  state text not null default 'suggested' check (state in ('suggested', 'different', 'matched')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  created_at timestamptz not null default wantsum_clock(),
  unique (supplier_id, organisation_id),
  check ((state = 'suggested') = (decided_at is null))
);
create index spelling_suggestion_open on spelling_suggestion (confidence desc, id) where state = 'suggested';
create index spelling_suggestion_by_organisation on spelling_suggestion (organisation_id);
create index spelling_suggestion_decided on spelling_suggestion (decided_at desc, id) where state <> 'suggested';
create index organisation_pair_decided on organisation_pair (decided_at desc, id) where state = 'different';
