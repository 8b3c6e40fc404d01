-- What an organisation says of itself where the law lets a contract be kept for its kind (PA23 ss.32, 33; below the threshold, where it is).
create table reserved_status (
  organisation_id uuid primary key references organisation (id) on delete cascade,
  -- Supported employment: whether it exists to give it, and the share of disabled or disadvantaged people in whichever workforce counts.
  supports_employment boolean not null default false,
  workforce_percent numeric(5, 2) check (workforce_percent between 0 and 100),
  workforce_of text check (workforce_of in ('organisation', 'part', 'together')),
  -- A public service mutual: three conditions, each said apart.
  mutual_purpose boolean not null default false,
  mutual_profit boolean not null default false,
  mutual_control boolean not null default false,
  -- Based here and at work here, beyond an address.
  based_in_uk boolean not null default false,
  declared_by uuid references person (id),
  declared_at timestamptz not null default wantsum_clock(),
  constraint reserved_status_workforce_whole check (not supports_employment or (workforce_percent is not null and workforce_of is not null))
);

-- The areas in which it is based and has substantive operations: not those in which it is willing to work.
create table reserved_base (
  organisation_id uuid not null references reserved_status (organisation_id) on delete cascade,
  area_code text not null check (area_code <> ''),
  primary key (organisation_id, area_code)
);

-- Contracts reserved to mutuals that it entered into, for the three years of PA23 s.33(5).
create table reserved_contract (
  organisation_id uuid not null references reserved_status (organisation_id) on delete cascade,
  body_id uuid not null references body (id),
  entered_on date not null,
  primary key (organisation_id, body_id, entered_on)
);

-- What the authority decided of an organisation in two bids for one lot that its own rule refuses, after hearing both bidders.
-- A bid that came or changed later is not covered by it: the bids it was decided of stand in the row.
create table two_bids_decision (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id),
  organisation_id uuid not null references organisation (id),
  bid_ids uuid[] not null check (cardinality(bid_ids) > 1),
  decision text not null check (decision in ('allow', 'exclude')),
  excluded_bid_id uuid references bid (id),
  -- What each bidder said when it was heard, and why it was so decided.
  heard text not null check (heard <> ''),
  reason text not null check (reason <> ''),
  decided_by uuid references person (id),
  decided_at timestamptz not null default wantsum_clock(),
  constraint two_bids_decision_excludes_one check ((decision = 'exclude') = (excluded_bid_id is not null))
);
create index two_bids_decision_by_opportunity on two_bids_decision (opportunity_id, organisation_id, decided_at);
