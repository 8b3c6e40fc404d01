-- The public feed of releases: from notices and from the contracts register, in the order in which they were committed.

alter table ocds_release alter column notice_id drop not null;
alter table ocds_release
  -- The contract that the release is about, where no notice made it. No reference: an import that is undone takes the contract away, and its releases stay.
  add column agreement_id uuid,
  add column body_id uuid references body (id),
  -- The release's own id, unique whatever made it.
  add column release_id text,
  -- The release's own date.
  add column dated_at timestamptz,
  -- Who wrote it, so that the sequencer knows when nothing can commit before it any more.
  add column transaction_id xid8 not null default pg_current_xact_id(),
  -- Its place in the feed: given after commit, by one sequencer. Null until then.
  add column position bigint unique check (position > 0),
  -- When something in it was withheld after it was published, and what was.
  add column retracted_at timestamptz,
  add column retraction text,
  add constraint ocds_release_of_one_thing check (num_nonnulls(notice_id, agreement_id) = 1),
  add constraint ocds_release_retraction check ((retracted_at is null) = (retraction is null));
update ocds_release r set body_id = n.body_id, release_id = r.content ->> 'id', dated_at = n.published_at from notice n where n.id = r.notice_id;
alter table ocds_release
  alter column body_id set not null, alter column release_id set not null, alter column dated_at set not null,
  add constraint ocds_release_release_id_key unique (release_id);
create index ocds_release_without_position on ocds_release (transaction_id, id) where position is null;
create index ocds_release_by_body on ocds_release (body_id, position);
create index ocds_release_by_agreement on ocds_release (agreement_id) where agreement_id is not null;

-- What the feed last said of each contract: its process, and a hash of everything public of it.
create table feed_contract (
  agreement_id uuid primary key,
  ocid text not null check (ocid <> ''),
  content_hash bytea not null check (length(content_hash) = 32),
  release_count integer not null default 0 check (release_count >= 0),
  is_gone boolean not null default false
);

-- Contracts of which something changed, to be compared with what the feed last said. Written by the transaction that changes them, whatever code it
-- runs: an import, a command, a repair by hand. One row a contract and transaction, so that no writer waits for another.
create table feed_due (
  agreement_id uuid not null,
  transaction_id xid8 not null default pg_current_xact_id(),
  primary key (agreement_id, transaction_id)
);

-- The day up to which labels that end by themselves were looked at.
create table feed_day (
  is_single boolean primary key default true check (is_single),
  labels_until date not null
);
insert into feed_day (labels_until) values ((wantsum_clock() at time zone 'Europe/London')::date);

create function agreement_is_due() returns trigger language plpgsql as $$
begin
  insert into feed_due (agreement_id) select distinct id from changed on conflict do nothing;
  return null;
end $$;
create trigger agreement_added after insert on agreement referencing new table as changed for each statement execute function agreement_is_due();
create trigger agreement_changed after update on agreement referencing new table as changed for each statement execute function agreement_is_due();
create trigger agreement_removed after delete on agreement referencing old table as changed for each statement execute function agreement_is_due();

-- Labels, measures and notices: rows about an agreement.
create function about_agreement_is_due() returns trigger language plpgsql as $$
begin
  insert into feed_due (agreement_id) select distinct about_id from changed where about_kind = 'agreement' on conflict do nothing;
  return null;
end $$;
create trigger label_added after insert on label referencing new table as changed for each statement execute function about_agreement_is_due();
create trigger label_changed after update on label referencing new table as changed for each statement execute function about_agreement_is_due();
create trigger label_removed after delete on label referencing old table as changed for each statement execute function about_agreement_is_due();
create trigger measure_added after insert on measure referencing new table as changed for each statement execute function about_agreement_is_due();
create trigger measure_changed after update on measure referencing new table as changed for each statement execute function about_agreement_is_due();
create trigger measure_removed after delete on measure referencing old table as changed for each statement execute function about_agreement_is_due();

create function agreement_of_notice_is_due() returns trigger language plpgsql as $$
begin
  insert into feed_due (agreement_id)
    select distinct coalesce(d.agreement_id, c.about_id) from changed c left join direct_award d on c.about_kind = 'direct-award' and d.id = c.about_id
    where c.about_kind = 'agreement' or d.agreement_id is not null
  on conflict do nothing;
  return null;
end $$;
create trigger notice_added after insert on notice referencing new table as changed for each statement execute function agreement_of_notice_is_due();

create function agreement_of_party_is_due() returns trigger language plpgsql as $$
begin
  insert into feed_due (agreement_id) select distinct agreement_id from changed on conflict do nothing;
  return null;
end $$;
create trigger agreement_party_added after insert on agreement_party referencing new table as changed for each statement execute function agreement_of_party_is_due();
create trigger agreement_party_changed after update on agreement_party referencing new table as changed for each statement execute function agreement_of_party_is_due();
create trigger agreement_party_removed after delete on agreement_party referencing old table as changed for each statement execute function agreement_of_party_is_due();

-- What a release says of a supplier.
create function agreements_of_organisation_are_due() returns trigger language plpgsql as $$
begin
  insert into feed_due (agreement_id)
    select a.id from agreement a join (
      select n.id from renewed n join former f using (id)
      where (n.name, n.company_number, n.charity_number, n.platform_identifier, n.size, n.sector, n.postcode, n.website)
        is distinct from (f.name, f.company_number, f.charity_number, f.platform_identifier, f.size, f.sector, f.postcode, f.website)
    ) o on a.lead_organisation_id = o.id or a.id in (select p.agreement_id from agreement_party p where p.organisation_id = o.id)
  on conflict do nothing;
  return null;
end $$;
create trigger organisation_changed after update on organisation referencing old table as former new table as renewed for each statement execute function agreements_of_organisation_are_due();

-- What is on the register already: the feed begins with it.
insert into feed_due (agreement_id) select id from agreement where state <> 'draft';

-- How many rows each published set of data has, and when any of them last changed: counted now and then, so that the catalogue need not.
create table dataset_count (
  name text primary key check (name <> ''),
  row_count bigint not null check (row_count >= 0),
  changed_at timestamptz,
  counted_at timestamptz not null default wantsum_clock()
);

-- The forward plan: what bodies intend to buy and have said so, whether by an early notice or by announcing a tender that is still being built.
create view intention as
  select n.id, 'early-notice' as kind, n.reference, n.body_id, n.title, n.scope as summary, n.category, n.cpv_codes, n.area_codes, n.value_low_net_pence, n.value_high_net_pence, n.expected_on,
    n.expected_on as first_expected_on, 0 as moves, null::text as last_reason, n.state = 'withdrawn' as withdrawn, n.withdrawn_reason, n.published_at as told_at, null::text as ocid, e.unit_id,
    '/early-notices/' || n.id as address
  from early_notice n left join exercise e on e.id = n.exercise_id
  where n.state <> 'draft' and not exists (select from timetable t join opportunity o on o.id = t.opportunity_id where t.early_notice_id = n.id and (o.state <> 'draft' or o.announced_at is not null))
  union all
  select o.id, 'announced', o.reference, o.body_id, o.title, o.summary, o.category, o.cpv_codes, o.area_codes, null, null, o.expected_on,
    coalesce((select s.from_on from timetable_slip s where s.opportunity_id = o.id and s.stage = 'advert' order by s.recorded_at, s.id limit 1), o.expected_on),
    (select count(*)::int from timetable_slip s where s.opportunity_id = o.id and s.stage = 'advert'),
    (select s.reason from timetable_slip s where s.opportunity_id = o.id and s.stage = 'advert' order by s.recorded_at desc, s.id desc limit 1),
    false, null, o.announced_at, o.ocid, e.unit_id, '/opportunities/' || o.id
  from opportunity o left join exercise e on e.id = o.exercise_id
  where o.state = 'draft' and o.announced_at is not null and o.audience = 'anyone';

-- What a contract's release looks up from the contract.
create index award_by_agreement on award (agreement_id) where agreement_id is not null;
create index direct_award_by_agreement on direct_award (agreement_id) where agreement_id is not null;
