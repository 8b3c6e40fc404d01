-- Ways of buying as rows of stages: who may answer an opportunity, what it follows, and what a route needs on record.

alter table opportunity
  -- Who may answer. An invited one is read by those invited and by staff; `existence_public` lets everyone see that it is there.
  add column audience text not null default 'anyone' check (audience in ('anyone', 'invited')),
  add column existence_public boolean not null default true,
  -- A later stage is an opportunity of its own that follows the earlier one; `stage` counts the stages of its route from 1.
  add column follows_id uuid references opportunity (id),
  add column stage integer not null default 1 check (stage between 1 and 9),
  -- The framework or dynamic market under which it is called off (its table comes with arrangements, which adds the foreign key).
  add column arrangement_id uuid,
  -- For whom it is reserved, under which power, and why (PL-23).
  add column reservation text check (reservation in ('supported-employment', 'public-service-mutual', 'small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers')),
  add column reservation_reason text check (reservation_reason <> ''),
  add column reservation_area_codes text[] not null default '{}',
  -- The question before a health service is routed: health care goes by the Provider Selection Regime, outside this site.
  add column health_care text check (health_care in ('no', 'mixed-outside')),
  add column health_care_reason text check (health_care_reason <> ''),
  -- Most lots one bidder may tender for; `lots_per_bidder` is the most it may win, and the mechanism says which when it leads more.
  add column lots_tendered_per_bidder integer check (lots_tendered_per_bidder > 0),
  add column lots_limit_mechanism text check (lots_limit_mechanism <> ''),
  -- A cancellation after bids came waits for a director; then how many were mid-bid when it was cancelled (DM-16).
  add column cancel_proposed_reason text check (cancel_proposed_reason <> ''),
  add column cancel_proposed_by uuid references person (id),
  add column cancel_proposed_at timestamptz,
  add column cancelled_drafting integer check (cancelled_drafting >= 0),
  add column cancelled_submitted integer check (cancelled_submitted >= 0),
  add constraint opportunity_open_to_all_is_public check (audience = 'invited' or existence_public),
  add constraint opportunity_follows_another check (follows_id <> id),
  add constraint opportunity_reservation_has_reason check (reservation is null or reservation_reason is not null),
  add constraint opportunity_health_care_outside_has_reason check (health_care is distinct from 'mixed-outside' or health_care_reason is not null),
  add constraint opportunity_cancel_proposal_whole check ((cancel_proposed_reason is null) = (cancel_proposed_at is null));
create index opportunity_by_followed on opportunity (follows_id) where follows_id is not null;
create index opportunity_by_arrangement on opportunity (arrangement_id) where arrangement_id is not null;

-- Who was asked to answer an opportunity, how they came to be asked, and what became of it.
create table invitation (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  organisation_id uuid not null references organisation (id),
  source text not null check (source in ('directory', 'suggestion', 'shortlist', 'arrangement', 'direct')),
  reason text not null check (reason <> ''),
  invited_at timestamptz not null default wantsum_clock(),
  invited_by uuid references person (id),
  -- When its people were written to: at publication, or at once when it is published already.
  told_at timestamptz,
  declined_at timestamptz,
  declined_reason text check (declined_reason <> ''),
  unique (opportunity_id, organisation_id),
  check (declined_reason is null or declined_at is not null)
);
create index invitation_by_organisation on invitation (organisation_id, invited_at desc);

-- A warning that somebody published in spite of, with the reason, which stands on the advert.
create table publication_override (
  id uuid primary key,
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  code text not null check (code <> ''),
  sentence text not null check (sentence <> ''),
  reason text not null check (reason <> ''),
  overridden_by uuid references person (id),
  overridden_at timestamptz not null default wantsum_clock(),
  unique (opportunity_id, code)
);

-- Whoever asked to be told of every change (DM-16).
create table opportunity_follower (
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  person_id uuid not null references person (id),
  followed_at timestamptz not null default wantsum_clock(),
  primary key (opportunity_id, person_id)
);
create index opportunity_follower_by_person on opportunity_follower (person_id);

-- Who goes on to the next stage, and why, for each who answered this one.
create table shortlist_entry (
  opportunity_id uuid not null references opportunity (id) on delete cascade,
  bid_id uuid not null references bid (id),
  organisation_id uuid not null references organisation (id),
  chosen boolean not null,
  reason text not null check (reason <> ''),
  decided_by uuid references person (id),
  decided_at timestamptz not null default wantsum_clock(),
  primary key (opportunity_id, bid_id)
);

-- The choice among written quotations: why this one, and why fewer came than the rule asks for (DP-03).
create table quotation_choice (
  opportunity_id uuid primary key references opportunity (id) on delete cascade,
  choice_reason text not null check (choice_reason <> ''),
  few_replies_reason text check (few_replies_reason <> ''),
  chosen_by uuid references person (id),
  chosen_at timestamptz not null default wantsum_clock()
);

-- The posting that a purchase was made from, where there was one (DM-05).
alter table purchase
  add column opportunity_id uuid references opportunity (id),
  add column direct_reason text check (direct_reason <> '');
create index purchase_by_opportunity on purchase (opportunity_id) where opportunity_id is not null;

-- A contract given without competition: the ground in law, its justification, the notices and the waiting time.
create table direct_award (
  id uuid primary key,
  reference text not null,
  body_id uuid not null references body (id),
  exercise_id uuid references exercise (id),
  organisation_id uuid not null references organisation (id),
  title text not null check (title <> ''),
  summary text not null check (summary <> ''),
  category text not null check (category in ('services', 'goods', 'works')),
  light_touch boolean not null default false,
  value_net_pence bigint not null check (value_net_pence >= 0),
  value_gross_pence bigint not null check (value_gross_pence >= value_net_pence),
  contract_starts_on date not null,
  contract_ends_on date not null check (contract_ends_on >= contract_starts_on),
  ground text not null check (ground <> ''),
  justification text not null check (justification <> ''),
  state text not null default 'draft' check (state in ('draft', 'announced', 'awarded', 'contracted', 'withdrawn')),
  law_pack text,
  law_version text,
  regime text,
  commenced_on date,
  above_threshold boolean,
  announced_at timestamptz,
  awarded_at timestamptz,
  standstill_ends_on date,
  contracted_on date,
  agreement_id uuid references agreement (id),
  withdrawn_reason text check (withdrawn_reason <> ''),
  created_by uuid references person (id),
  created_at timestamptz not null default wantsum_clock(),
  updated_at timestamptz not null default wantsum_clock(),
  unique (body_id, reference),
  check (state <> 'withdrawn' or withdrawn_reason is not null),
  check (state <> 'contracted' or contracted_on is not null)
);
create index direct_award_by_body on direct_award (body_id, created_at desc, id desc);
