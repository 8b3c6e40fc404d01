-- Every change after publication with its reason and how many were in the middle of a bid then (DM-16). The numbers are shown once bids are
-- opened: before, they would tell bidders about each other.
create table opportunity_change (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  reason text not null check (reason <> ''),
  drafting integer not null check (drafting >= 0),
  submitted integer not null check (submitted >= 0),
  changed_by uuid references person (id),
  changed_at timestamptz not null default wantsum_clock()
);
comment on table opportunity_change is 'Changes of a published opportunity, and how many were writing a bid or had sent one';
create index opportunity_change_of on opportunity_change (opportunity_id, changed_at);
