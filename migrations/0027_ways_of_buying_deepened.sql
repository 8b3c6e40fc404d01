-- Prices that were never opened: of bids below a pass mark on quality, or rejected before the second opening. A price sealed here stays so:
-- in the transaction that writes the row, the key by which the authority could read the envelope is destroyed.
create table price_kept_sealed (
  id uuid primary key,
  bid_id uuid not null references bid (id),
  lot_id uuid references lot (id),
  reason text not null check (reason <> ''),
  kept_at timestamptz not null default wantsum_clock()
);
create unique index price_kept_sealed_once on price_kept_sealed (bid_id, lot_id) nulls not distinct;

-- A conflicts assessment belongs to an opportunity, to a contract given without competition, or to a dynamic market (PA23 s.83).
alter table conflicts_entry alter column opportunity_id drop not null;
alter table conflicts_entry add column direct_award_id uuid references direct_award (id);
alter table conflicts_entry add column arrangement_id uuid references arrangement (id);
alter table conflicts_entry add check (num_nonnulls(opportunity_id, direct_award_id, arrangement_id) = 1);
create index conflicts_entry_by_direct_award on conflicts_entry (direct_award_id, written_at) where direct_award_id is not null;
create index conflicts_entry_by_arrangement on conflicts_entry (arrangement_id, written_at) where arrangement_id is not null;

-- A direct award that a competition without a suitable tender was switched to (PA23 s.43): which competition and lot, and why nothing in it would do.
alter table direct_award add column switched_from uuid references opportunity (id);
alter table direct_award add column switched_lot_id uuid references lot (id);
alter table direct_award add column unsuitable text check (unsuitable <> '');
alter table direct_award add check ((switched_from is null) = (unsuitable is null) and (switched_lot_id is null or switched_from is not null));
create unique index direct_award_switched_once on direct_award (switched_from, switched_lot_id) nulls not distinct where switched_from is not null and state <> 'withdrawn';

-- What an authority expects to pay under contracts in a financial year: whether it owes a pipeline notice (UK1, PA23 s.93), and the notice of that year.
create table pipeline_year (
  id uuid primary key,
  body_id uuid not null references body (id),
  -- 1 April.
  starts_on date not null check (extract(month from starts_on) = 4 and extract(day from starts_on) = 1),
  expected_spend_gross_pence bigint not null check (expected_spend_gross_pence >= 0),
  required boolean not null,
  rule text not null check (rule <> ''),
  stated_by uuid references person (id),
  stated_at timestamptz not null default wantsum_clock(),
  notice_id uuid references notice (id),
  unique (body_id, starts_on)
);
