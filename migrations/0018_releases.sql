-- Each notice as an OCDS release, made once from the record and then kept: what was published never changes under a reader.
create table ocds_release (
  id uuid primary key,
  notice_id uuid not null unique references notice (id),
  ocid text not null check (ocid <> ''),
  content jsonb not null,
  -- What the schema finds wrong in it; none, or somebody has work to do.
  problems jsonb not null default '[]' check (jsonb_typeof(problems) = 'array'),
  built_at timestamptz not null default wantsum_clock()
);
create index ocds_release_by_process on ocds_release (ocid, id);
