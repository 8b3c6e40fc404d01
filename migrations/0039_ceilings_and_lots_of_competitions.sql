-- Every contract of a short competition is a line of its own: a competition in lots makes several.
alter table call_off drop constraint call_off_opportunity_id_key;
create unique index call_off_once_for_an_award on call_off (opportunity_id, award_id) nulls not distinct where opportunity_id is not null;

insert into call_off (id, reference, arrangement_id, lot_id, method, title, state, opportunity_id, organisation_id, value_net_pence, agreement_id, award_id, invited, replied, scores, rule_words, created_by, created_at, awarded_at)
select gen_random_uuid(), c.reference || '-lot-' || l.number, c.arrangement_id, c.lot_id, c.method, g.title, 'awarded', c.opportunity_id, b.organisation_id, a.value_net_pence, a.agreement_id, a.id, c.invited, c.replied, null, c.rule_words,
    c.created_by, coalesce(a.confirmed_at, c.awarded_at), coalesce(a.confirmed_at, c.awarded_at)
  from call_off c join award a on a.opportunity_id = c.opportunity_id and a.state = 'confirmed' and a.id <> c.award_id join lot l on l.id = a.lot_id join bid b on b.id = a.bid_id join agreement g on g.id = a.agreement_id
  where c.state = 'awarded' and c.opportunity_id is not null;

-- The ceiling of a framework: raised or lowered under the same control as its rules. Once agreed it waits, where the law asks for one, for the contract change notice.
alter table arrangement_change drop constraint arrangement_change_kind_check;
alter table arrangement_change add constraint arrangement_change_kind_check check (kind in ('pass-mark', 'criterion-pass-mark', 'shares', 'timetable', 'ceiling'));
alter table arrangement_change drop constraint arrangement_change_state_check;
alter table arrangement_change add constraint arrangement_change_state_check check (state in ('proposed', 'agreed', 'applied', 'withdrawn'));
alter table arrangement_change alter column revise_until drop not null;
alter table arrangement_change
  add constraint arrangement_change_time_to_revise check ((kind = 'ceiling') = (revise_until is null)),
  add constraint arrangement_change_waits_for_notice check (state <> 'agreed' or kind = 'ceiling'),
  add column platform_reference text check (platform_reference <> ''),
  add column platform_published_at timestamptz,
  add constraint arrangement_change_on_platform check ((platform_reference is null) = (platform_published_at is null) and (platform_reference is null or kind = 'ceiling'));
drop index arrangement_change_one_proposed;
create unique index arrangement_change_one_open on arrangement_change (arrangement_id) where state in ('proposed', 'agreed');
