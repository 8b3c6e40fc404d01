-- What a grant needs beside its agreement: it is an agreement of kind 'grant', and this is what the 360Giving standard asks for more.

create table grant_record (
  agreement_id uuid primary key references agreement (id) on delete cascade,
  body_id uuid not null references body (id),
  -- As the publisher gave it, for good: what a later file knows the grant by.
  identifier text not null check (identifier = btrim(identifier) and identifier <> '' and length(identifier) <= 300),
  -- The grant as the standard writes it, but for people's own details. All below is drawn from it, for filters and sums.
  document jsonb not null default '{}' check (jsonb_typeof(document) = 'object'),
  currency text not null default 'GBP' check (currency ~ '^[A-Z]{3}$'),
  -- Hundredths of the currency.
  awarded_minor bigint check (awarded_minor >= 0),
  applied_for_minor bigint check (applied_for_minor >= 0),
  disbursed_minor bigint check (disbursed_minor >= 0),
  awarded_on date,
  duration_months numeric(7, 2) check (duration_months between 0 and 1200),
  programme text check (programme <> ''),
  area text check (area <> ''),
  area_codes text[] not null default '{}',
  is_member_grant boolean not null default false,
  member_name text check (member_name <> ''),
  to_individual boolean not null default false,
  from_open_call boolean,
  updated_at timestamptz not null default wantsum_clock(),
  unique (body_id, identifier),
  check (is_member_grant or member_name is null),
  -- Who an individual is stands in no public record.
  check (not to_individual or document -> 'recipientIndividual' = '{"name": "Individual Recipient"}'::jsonb)
);
create index grant_record_by_award on grant_record (body_id, awarded_on);

-- The register of grants reads these and no other agreements.
create index agreement_grants on agreement (id) where kind = 'grant';
