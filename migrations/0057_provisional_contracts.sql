-- A small contract can be awarded provisionally, on other evidence than a record of earlier contracts, with a ceiling and an early review (DP-20).
-- What the approver agrees to is kept with the award, as the authority's policy said on the day.
alter table award
  add column provisional_ceiling_net_pence bigint check (provisional_ceiling_net_pence > 0),
  add column provisional_review_months integer check (provisional_review_months > 0),
  add column provisional_evidence_kind text check (provisional_evidence_kind in ('sub-contract', 'staff', 'voluntary', 'other')),
  add column provisional_evidence text check (provisional_evidence <> ''),
  add column provisional_reason text check (provisional_reason <> ''),
  -- Each as "Sentence. (source)".
  add column provisional_rules text[] check (cardinality(provisional_rules) > 0),
  add constraint award_provisional_whole check (
    num_nonnulls(provisional_ceiling_net_pence, provisional_review_months, provisional_evidence_kind, provisional_evidence, provisional_reason, provisional_rules) in (0, 6)),
  add constraint award_within_provisional_ceiling check (provisional_ceiling_net_pence is null or value_net_pence <= provisional_ceiling_net_pence);

alter table agreement
  add column provisional_ceiling_net_pence bigint check (provisional_ceiling_net_pence > 0),
  add column provisional_review_on date,
  add column provisional_outcome text check (provisional_outcome in ('full', 'ended')),
  add column provisional_decided_on date,
  add column provisional_decided_by uuid references person (id),
  add column provisional_reason text not null default '',
  add constraint agreement_provisional_whole check ((provisional_ceiling_net_pence is null) = (provisional_review_on is null)),
  add constraint agreement_provisional_outcome_whole check (
    (provisional_outcome is null) = (provisional_decided_on is null) and (provisional_outcome is null or provisional_ceiling_net_pence is not null)
    and (provisional_outcome is distinct from 'ended' or provisional_reason <> '')),
  -- Until the review says so, nothing lifts a provisional contract above its ceiling.
  add constraint agreement_within_provisional_ceiling check (
    provisional_ceiling_net_pence is null or provisional_outcome is not distinct from 'full' or value_net_pence is null or value_net_pence <= provisional_ceiling_net_pence);

alter table review drop constraint review_kind_check;
alter table review add constraint review_kind_check check (kind in ('monthly', 'quarterly', 'six-monthly', 'annual', 'benchmark', 'final', 'early'));
create unique index review_one_early on review (agreement_id) where kind = 'early';
