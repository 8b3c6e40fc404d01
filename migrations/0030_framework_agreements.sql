-- A framework is a contract with its providers (Procurement Act 2023 s.45(2)): an agreement of the register is made when it is published, and is
-- in force once the first provider has joined. A dynamic market or purchasing system is a list, and no contract.
alter table arrangement
  add column agreement_id uuid unique references agreement (id),
  add check (agreement_id is null or kind in ('framework', 'open-framework'));

alter table arrangement_lot
  -- What a provider of this lot must have beside the pass marks, published with it.
  add column condition text not null default '',
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text check (withdrawn_reason <> ''),
  add check ((withdrawn_at is null) = (withdrawn_reason is null));

-- An application is decided for each lot that it asks for. Without lots the application's own state says it.
create table arrangement_lot_decision (
  application_id uuid not null references arrangement_application (id) on delete cascade,
  lot_id uuid not null references arrangement_lot (id),
  decision text not null check (decision in ('admitted', 'provisional', 'refused')),
  reason text not null default '',
  primary key (application_id, lot_id),
  check (decision <> 'refused' or reason <> '')
);

-- What was decided whole before was decided so of every lot.
insert into arrangement_lot_decision (application_id, lot_id, decision, reason)
  select a.id, l.id, a.state, case when a.state = 'refused' then a.decision_words else '' end
  from arrangement_application a join arrangement_lot l on l.arrangement_id = a.arrangement_id and l.id = any(a.lot_ids)
  where a.state in ('admitted', 'provisional', 'refused');

-- Frameworks of before this: who answers for one is taken from its newest call-off, and else is still to be named. No ceiling was stated then: it is
-- what was expected in all, or what has been called off where that is more.
create temporary table framework_made on commit drop as
  select g.id as arrangement_id, gen_random_uuid() as agreement_id,
    case when g.state = 'ended' then 'ended' when exists (select 1 from arrangement_member m where m.arrangement_id = g.id) then 'live' else 'draft' end as state,
    newest.manager_id, newest.director_id, greatest(g.expected_value_net_pence, used.pence) as ceiling,
    exists (select 1 from outcome_served s where s.about_kind = 'arrangement' and s.about_id = g.id) as serves
  from arrangement g
    left join lateral (select a.manager_id, a.director_id from call_off c join agreement a on a.id = c.agreement_id where c.arrangement_id = g.id order by c.awarded_at desc nulls last, c.id desc limit 1) newest on true
    left join lateral (select sum(c.value_net_pence)::bigint as pence from call_off c where c.arrangement_id = g.id and c.state = 'awarded') used on true
  where g.kind in ('framework', 'open-framework') and (g.state = 'live' or (g.state = 'ended' and exists (select 1 from arrangement_member m where m.arrangement_id = g.id)));

insert into agreement (id, reference, body_id, kind, title, description, supplier_name, value_net_pence, starts_on, ends_on, process, procurement_category, cpv_code, manager_id, director_id, state, missing, incomplete, ended_because, ocid)
  select f.agreement_id, g.reference, g.body_id, 'framework', g.title, g.summary, null, f.ceiling, g.starts_on, g.ends_on, 'Published invitation to tender', g.category, g.cpv_codes[1], f.manager_id, f.director_id, f.state,
    case when f.state = 'draft' then '{}'::text[] else array_remove(array[case when f.manager_id is null then 'manager' end, case when f.director_id is null then 'director' end, case when not f.serves then 'outcome' end,
      case when f.ceiling is null then 'value' end, 'reviews'], null) end,
    f.state <> 'draft', g.ended_reason, o.ocid
  from framework_made f join arrangement g on g.id = f.arrangement_id left join opportunity o on o.id = g.opportunity_id and o.state <> 'draft';

insert into agreement_party (agreement_id, organisation_id, role)
  select distinct f.agreement_id, m.organisation_id, 'supplier' from framework_made f join arrangement_member m on m.arrangement_id = f.arrangement_id
  where m.status in ('provisional', 'full', 'suspended') or (f.state = 'ended' and m.status = 'ended');
insert into outcome_served (about_kind, about_id, outcome_id)
  select 'agreement', f.agreement_id, s.outcome_id from framework_made f join outcome_served s on s.about_kind = 'arrangement' and s.about_id = f.arrangement_id;
insert into thread_link (id, from_kind, from_id, label, to_kind, to_id)
  select gen_random_uuid(), 'outcome', s.outcome_id, 'is served by', 'agreement', f.agreement_id from framework_made f join outcome_served s on s.about_kind = 'arrangement' and s.about_id = f.arrangement_id
  union all select gen_random_uuid(), 'arrangement', f.arrangement_id, 'led to', 'agreement', f.agreement_id from framework_made f;
update arrangement g set agreement_id = f.agreement_id from framework_made f where f.arrangement_id = g.id;
update agreement a set parent_id = g.agreement_id from call_off c join arrangement g on g.id = c.arrangement_id where c.agreement_id = a.id and g.agreement_id is not null and a.parent_id is null;

-- The names of its providers, and what it is found by, as the program keeps them.
update agreement a set supplier_name = p.names from (
  select ap.agreement_id, case when count(*) <= 5 then string_agg(o.name, '; ' order by lower(o.name), o.id) else array_to_string((array_agg(o.name order by lower(o.name), o.id))[1:5], '; ') || ' and ' || (count(*) - 5) || ' more' end as names
  from agreement_party ap join organisation o on o.id = ap.organisation_id where ap.agreement_id in (select agreement_id from framework_made) group by ap.agreement_id) p
  where p.agreement_id = a.id;
update agreement a set plain = plain_text(a.title || ' ' || a.reference),
    words = setweight(to_tsvector('english', plain_text(a.title || ' ' || a.reference)), 'A')
      || setweight(to_tsvector('english', plain_text(left(a.description, 20000) || ' ' || coalesce(a.procurement_category, ''))), 'B')
      || setweight(to_tsvector('english', plain_text(coalesce(a.supplier_name, ''))), 'C')
  where a.id in (select agreement_id from framework_made);
insert into search_entry (record_kind, record_id, body_id, title, summary, address, happened_on, words, plain)
  select 'agreement', a.id, a.body_id, a.title, b.name || coalesce(' with ' || a.supplier_name, '') || ', ' || a.reference, '/contracts/' || a.id, a.starts_on, a.words, a.plain
  from agreement a join body b on b.id = a.body_id where a.id in (select agreement_id from framework_made) and a.state <> 'draft';
