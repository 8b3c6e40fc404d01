-- Every stage of a procurement is of one contracting process: a later stage bears the identifier of the first. What was published already
-- under one of its own keeps it, so an identifier is unique among first stages only.
alter table opportunity drop constraint opportunity_ocid_key;
create unique index opportunity_first_of_process on opportunity (ocid) where follows_id is null;
create index opportunity_of_process on opportunity (ocid) where ocid is not null;

-- The lot of the stage before that a lot goes on from: numbers begin anew in each stage, and a lot keeps one identifier in its process.
alter table lot add column follows_id uuid references lot (id) on delete set null;
create index lot_follows on lot (follows_id) where follows_id is not null;

-- Stages that were begun already took their open lots along by title.
update lot later set follows_id = earlier.id
  from opportunity stage, lot earlier
  where stage.id = later.opportunity_id and stage.follows_id is not null and earlier.opportunity_id = stage.follows_id and earlier.title = later.title and earlier.state <> 'withdrawn'
    and not exists (select 1 from lot other where other.opportunity_id = earlier.opportunity_id and other.title = earlier.title and other.id <> earlier.id);
