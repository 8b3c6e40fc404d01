-- The machinery's own tables: the clock, the audit trail, files, mail, search. Rooms' tables come after.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- The one clock. Only tests and the demonstration loader replace it; a production start refuses a replaced one
-- (platform/clock.ts compares its text). Volatile on purpose: it must move within a transaction, so that a
-- submission which waited on a lock past the closing time is seen to be late.
create function wantsum_clock() returns timestamptz language sql volatile parallel safe as 'select clock_timestamp()';

-- An immutable unaccent, so that it can stand in an index.
create function plain_text(words text) returns text language sql immutable parallel safe
  as $$ select lower(public.unaccent('public.unaccent'::regdictionary, coalesce(words, ''))) $$;

create table audit_entry (
  id uuid primary key,
  happened_at timestamptz not null default wantsum_clock(),
  transaction_id xid8 not null default pg_current_xact_id(),
  actor_kind text not null check (actor_kind in ('person', 'anonymous', 'system', 'command-line')),
  actor_person_id uuid,
  act text not null check (act <> ''),
  result text not null check (result in ('done', 'refused', 'viewed')),
  words text not null check (words <> ''),
  record_kind text,
  record_id uuid,
  body_id uuid,
  reason text,
  rule text,
  detail jsonb not null default '{}',
  -- Personal values, encrypted under the key of the person they are about: erasing that key erases them without breaking the chain.
  personal bytea,
  personal_of uuid,
  check ((record_kind is null) = (record_id is null)),
  check ((actor_kind = 'person') = (actor_person_id is not null)),
  check ((personal is null) = (personal_of is null))
);
create index audit_entry_by_record on audit_entry (record_kind, record_id, happened_at);
create index audit_entry_by_actor on audit_entry (actor_person_id, happened_at);
create index audit_entry_by_time on audit_entry (happened_at, id);
create index audit_entry_by_body on audit_entry (body_id, happened_at);
create index audit_entry_by_subject on audit_entry (personal_of) where personal_of is not null;
create index audit_entry_by_words on audit_entry using gin (plain_text(act || ' ' || words || ' ' || coalesce(reason, '') || ' ' || coalesce(rule, '')) gin_trgm_ops);

-- Positions in commit order, given by one sequencer after commit, with chained hashes.
create table audit_position (
  position bigint primary key check (position > 0),
  entry_id uuid not null unique references audit_entry (id),
  previous_hash bytea not null,
  hash bytea not null
);

-- Every entry of a transaction below this one has its position; the sequencer looks only at and above it.
create table audit_sequencer (
  is_single boolean primary key default true check (is_single),
  sequenced_below xid8 not null default '0'
);
insert into audit_sequencer default values;
create index audit_entry_by_transaction on audit_entry (transaction_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_is_append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_is_never_emptied before truncate on audit_entry for each statement execute function refuse_change();
create trigger audit_position_is_append_only before update or delete on audit_position for each row execute function refuse_change();
create trigger audit_position_is_never_emptied before truncate on audit_position for each statement execute function refuse_change();

-- A key per person for the personal values in the audit trail, itself wrapped by the site's key, which lives outside the database.
create table personal_key (
  person_id uuid primary key,
  wrapped_key bytea not null,
  created_at timestamptz not null default wantsum_clock()
);

create table stored_file (
  id uuid primary key,
  name text not null check (name <> '' and length(name) <= 255),
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  sha256 bytea not null check (length(sha256) = 32),
  -- Sealed files are ciphertext on disk; their key is wrapped with the bid's.
  sealed boolean not null default false,
  scan_state text not null default 'unscanned' check (scan_state in ('unscanned', 'clean', 'refused')),
  about_kind text,
  about_id uuid,
  created_by uuid,
  created_at timestamptz not null default wantsum_clock(),
  check ((about_kind is null) = (about_id is null))
);
create index stored_file_by_record on stored_file (about_kind, about_id);

create table outbox_mail (
  id uuid primary key,
  recipient_person_id uuid,
  recipient_email text not null,
  subject text not null,
  body_text text not null,
  about_kind text,
  about_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  last_problem text,
  created_at timestamptz not null default wantsum_clock(),
  sent_at timestamptz
);
create index outbox_mail_by_state on outbox_mail (state, created_at);
create index outbox_mail_by_time on outbox_mail (created_at desc, id desc);

-- One row for each record that the public search finds. Kept true by the room that owns the record, in the same transaction.
create table search_entry (
  record_kind text not null,
  record_id uuid not null,
  body_id uuid,
  title text not null,
  summary text not null default '',
  address text not null,
  happened_on date,
  words tsvector not null,
  plain text not null,
  primary key (record_kind, record_id)
);
create index search_entry_by_words on search_entry using gin (words);
create index search_entry_by_plain on search_entry using gin (plain gin_trgm_ops);

-- Human references: one counter a body, kind and year, taken in the transaction that uses it.
create table reference_counter (
  body_id uuid not null,
  kind text not null,
  year integer not null,
  last_number integer not null default 0 check (last_number >= 0),
  primary key (body_id, kind, year)
);

-- Who may do what, where: one role held on one record for a time. Several may be held by one person.
create table role_holding (
  id uuid primary key,
  person_id uuid not null,
  role text not null check (role <> ''),
  scope_kind text not null check (scope_kind in ('site', 'body', 'organisation', 'exercise', 'opportunity', 'agreement', 'bid')),
  -- The site is everything, so a role on it names no record.
  scope_id uuid,
  held_from timestamptz not null default wantsum_clock(),
  held_until timestamptz,
  granted_by uuid,
  reason text,
  check ((scope_kind = 'site') = (scope_id is null)),
  check (held_until is null or held_until >= held_from)
);
create unique index role_holding_once on role_holding (person_id, role, scope_kind, coalesce(scope_id, '00000000-0000-0000-0000-000000000000')) where held_until is null;
create index role_holding_by_scope on role_holding (scope_kind, scope_id) where held_until is null;
