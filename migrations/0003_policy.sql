-- Local policy: each value of each body's own rules, dated. Two rows for one rule cannot overlap.
create table local_policy (
  id uuid primary key,
  body_id uuid not null references body (id),
  key text not null check (key <> ''),
  valid daterange not null check (not isempty(valid) and lower(valid) is not null),
  value jsonb not null,
  source text not null check (source <> ''),
  -- The person or post that keeps the rule, as the authority names it.
  owner text,
  set_by uuid references person (id),
  set_at timestamptz not null default wantsum_clock(),
  exclude using gist (body_id with =, key with =, valid with &&)
);

-- Bank holidays by division, over those shipped with the law: a one-off holiday is announced late, a shipped one may be withdrawn
-- (held = false). Clocks are computed from both.
create table holiday (
  id uuid primary key,
  division text not null check (division in ('england-and-wales', 'scotland', 'northern-ireland')),
  held_on date not null,
  name text not null check (name <> ''),
  source text not null check (source <> ''),
  verified boolean not null default true,
  held boolean not null default true,
  unique (division, held_on)
);
