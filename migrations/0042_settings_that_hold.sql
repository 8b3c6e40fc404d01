-- Local policy that the product obeys: the rule for ties that a tender took from its authority, and what the retention times have removed.
-- Where the rule for ties comes from when the tender stated none itself, as it stood on the day of publication.
alter table evaluation_plan add column tie_rules_source text check (tie_rules_source <> '');

-- When what a bidder wrote was deleted, once its time was over. The row stays: who bid, when, with what result.
alter table bid add column contents_deleted_at timestamptz;
-- The nightly job reads only what it has not done yet.
create index bid_with_contents on bid (opportunity_id) where contents_deleted_at is null;
