import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { confirmAward, publishAward, recommendAward, releaseFeedback } from '#awards';
import { end } from '#agreements';
import { saveSubcontracting } from '#lotting';
import { decideApproval } from '#parts/approvals';
import { measuresOf } from '#parts/measures';
import { promisesOf } from '#parts/promises';
import { addPaymentPart, savePaymentPlan } from '#payment-plan';
import { evaluate, openPanelHouse, type PanelHouse } from '../../do/evaluation/evaluation.fixture.ts';
import { addLineage, letSubcontract, postSubcontract, remindContractors, replyToSubcontract } from './index.ts';
import { askAboutLineage, recordLineageView } from './lineage/lineage.commands.ts';
import { lineageLinks, linksKey, personKey, withNamed, type Failed, type Lineage } from './lineage/lineage.ts';
import { quarterWithoutPost } from './subcontracts/subcontract.ts';

interface AwardHouse extends PanelHouse {
  readonly manager: PersonId;
  readonly director: PersonId;
  readonly exerciseId: string;
}

/** Bids evaluated, the second ranked first, with an exercise behind them whose decisions a test may make before. */
async function openAwardHouse(before: (house: PanelHouse, exerciseId: string) => Promise<void> = async () => undefined): Promise<AwardHouse> {
  const house = await openPanelHouse({ bidders: [['Alpha Trust', 71_000_00n], ['Beta Ltd', 72_000_00n]], opportunity: { contract_starts_on: '2027-01-04', contract_ends_on: '2028-01-03', regime: 'PA2023', above_threshold: false } });
  const manager = await house.addPerson('Mona Manager', ['contract-manager', house.bodyId]);
  const director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
  const exerciseId = newId<'exercise'>();
  await house.database.write(async (tx) => {
    await tx.insertInto('exercise').values({ id: exerciseId, reference: 'KENT-EX-1', body_id: house.bodyId, title: 'Youth clubs', owner_id: house.officer }).execute();
    const outcome = newId<'outcome'>();
    await tx.insertInto('outcome').values({ id: outcome, body_id: house.bodyId }).execute();
    await tx.insertInto('outcome_served').values({ about_kind: 'exercise', about_id: exerciseId, outcome_id: outcome }).execute();
    const policy = (key: string, value: unknown) => ({ id: newId<'local_policy'>(), body_id: house.bodyId, key, valid: '[2020-01-01,)', value: JSON.stringify(value), source: 'Test policy' });
    await tx.insertInto('local_policy').values([policy('feedback.withinDays', { count: 5, counted: 'working' }), policy('consortia.agreementWithinDays', { count: 10, counted: 'calendar' })]).execute();
  });
  await before(house, exerciseId);
  await house.database.write((tx) => tx.updateTable('opportunity').set({ exercise_id: exerciseId }).where('id', '=', house.opportunityId).execute());
  await evaluate(house, [['3', '2.5'], ['4', '4.5']]);
  return { ...house, manager, director, exerciseId };
}

const recommendation = (house: AwardHouse) => ({ opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[1]!.id, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: house.manager, directorId: house.director });

/** From the recommendation to the contract. @returns the agreement's id */
async function award(house: AwardHouse): Promise<string> {
  const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
  const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
  await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
  await house.mustRun(releaseFeedback, house.officer, { awardId });
  await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
  return (await house.mustRun(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })).agreementId;
}

test('whoever judges without names, or declared an interest, is not told by the bidders’ ties who bids; their colleagues are', async () => {
  const house = await openPanelHouse({ bidders: [['Alpha Trust', 71_000_00n]] });
  try {
    const [judge, barred, other] = [await house.addPerson('Jo Judge', ['lead-director', house.bodyId]), await house.addPerson('Bo Barred', ['legal-officer', house.bodyId]), await house.addPerson('Ola Other', ['lead-director', house.bodyId])];
    const member = { about_kind: 'opportunity', about_id: house.opportunityId, declared_at: new Date() };
    await house.database.write(async (tx) => {
      await tx.insertInto('evaluation_plan').values({ opportunity_id: house.opportunityId, anonymous: true }).onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet({ anonymous: true })).execute();
      await tx.insertInto('assessor').values([{ ...member, id: newId<'assessor'>(), person_id: judge, declaration: 'none' }, { ...member, id: newId<'assessor'>(), person_id: barred, declaration: 'interest', declaration_words: 'Cousin', barred_at: new Date(), barred_reason: 'Declared an interest' }]).execute();
    });
    const seen = async (person: PersonId) => (await house.visitor(person).get(`/opportunities/${house.opportunityId}/lineage`)).status;
    expect([await seen(judge), await seen(barred), await seen(other)]).toEqual([404, 404, 200]);
  } finally {
    await house.close();
  }
});

describe('a consortium ranked first without a signed agreement', () => {
  let house: AwardHouse;
  let consortiumId: string;
  let partner: { id: string; writer: PersonId };
  beforeAll(async () => {
    house = await openAwardHouse();
    const organisationId = await house.addOrganisation('Gamma Arts');
    partner = { id: organisationId, writer: await house.addPerson('Gail', ['bid-writer', organisationId]) };
    consortiumId = newId<'consortium'>();
    const lead = house.bids[1]!;
    await house.database.write(async (tx) => {
      await tx.insertInto('consortium').values({ id: consortiumId, opportunity_id: house.opportunityId, name: 'Beta and Gamma', form: 'lead-body', legal_form: 'Partnership agreement', lead_organisation_id: lead.organisationId, decision_rules: 'Both agree', confidentiality: 'Secret', bid_id: lead.id }).execute();
      for (const [organisation, share] of [[lead.organisationId, '60'], [organisationId, '40']] as const) {
        await tx.insertInto('consortium_member').values({ id: newId<'consortium_member'>(), consortium_id: consortiumId, organisation_id: organisation, state: 'member', part: 'Clubs', work_share_percent: share, money_share_percent: share, joined_at: new Date(), confidentiality_accepted_at: new Date() }).execute();
      }
    });
  });
  afterAll(() => house.close());

  test('DP-34: Award is blocked with a dated request to the group, kept as a promise; signed, it goes on and the members are parties', async () => {
    const refused = await house.visitor(house.officer).post(`/opportunities/${house.opportunityId}/award/whole`, recommendation(house));
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('The members’ agreement of Beta and Gamma is not signed by');
    const [promise] = await house.database.read((read) => promisesOf(read, { kind: 'consortium', id: consortiumId }));
    expect(promise).toMatchObject({ kind: 'members-agreement', keptAt: null });
    const request = await house.database.read((read) => read.selectFrom('consortium_request').selectAll().executeTakeFirstOrThrow());
    expect(request.due_at).toEqual(promise!.dueAt);
    // Asked again, it is one request, and the officer reads when it was made.
    expect((await house.visitor(house.officer).post(`/opportunities/${house.opportunityId}/award/whole`, recommendation(house))).text).toContain('It was asked for on 2026-11-02');
    expect(await house.database.read((read) => read.selectFrom('consortium_request').select('id').execute())).toHaveLength(1);
    expect((await house.visitor(partner.writer).get(`/consortia/${consortiumId}`)).text).toContain('The award waits for it');
    expect((await house.visitor(partner.writer).get('/home')).text).toContain('Give what is asked of Beta and Gamma');
    for (const writer of [house.bids[1]!.writer, partner.writer]) await house.visitor(writer).post(`/consortia/${consortiumId}/agreement`, { agreed: 'yes' });
    expect((await house.database.read((read) => promisesOf(read, { kind: 'consortium', id: consortiumId })))[0]!.keptAt).not.toBeNull();
    const agreementId = await award(house);
    const seen = await house.visitor().get(`/contracts/${agreementId}`);
    expect(seen.text).toMatch(/Gamma Arts Partner 40%/);
    expect(seen.text).toMatch(/Beta Ltd Lead 60%/);
  });
});

describe('what an award carries into its contract, and the sub-contracts under it', () => {
  let house: AwardHouse;
  let agreementId: string;
  let small: { id: string; writer: PersonId };
  const contractor = () => house.bids[1]!;
  beforeAll(async () => {
    house = await openAwardHouse(async (panel, exerciseId) => {
      await panel.mustRun(saveSubcontracting, panel.officer, { exerciseId, stance: 'encouraged', paymentDays: '14', workSharePercent: '', disclosesFee: true, otherDisclosure: '', requiresPosting: false, reasons: '' });
      await panel.mustRun(savePaymentPlan, panel.officer, { exerciseId, value: '72000', startsOn: '2027-01-04', endsOn: '2028-01-03', paymentDays: '14', reasons: '' });
      await panel.mustRun(addPaymentPart, panel.officer, { exerciseId, kind: 'on-account', name: '', sharePercent: '100', workEndsOn: '', payableOn: '' });
    });
    const organisationId = await house.addOrganisation('Harbour Joinery');
    small = { id: organisationId, writer: await house.addPerson('Hal', ['bid-writer', organisationId]) };
    await house.database.write(async (tx) => {
      await tx.updateTable('body').set({ gss_code: 'E10000016' }).where('id', '=', house.bodyId).execute();
      await tx.insertInto('area').values([{ code: 'E10000016', name: 'Kent', kind: 'county' }, { code: 'E07000113', name: 'Swale', kind: 'district', within: 'E10000016' }]).onConflict((conflict) => conflict.doNothing()).execute();
      await tx.updateTable('organisation').set({ size: 'micro' }).where('id', '=', organisationId).execute();
      await tx.insertInto('organisation_area').values({ organisation_id: organisationId, area_code: 'E07000113' }).execute();
    });
  }, 60_000);
  afterAll(() => house.close());

  test('PL-22 PL-25: bidders read the terms with the tender; at the award they stand in the contract and as rows of its monitoring plan', async () => {
    const tender = await house.visitor().get(`/opportunities/${house.opportunityId}`);
    expect(tender.text).toContain('100% of the price (£72,000 without VAT) is paid on account');
    expect(tender.text).toContain('within 14 days of a valid invoice');
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}/payment`)).html).toContain('wantsum-chart__svg');
    agreementId = await award(house);
    const record = await house.visitor(house.manager).get(`/contracts/${agreementId}`);
    for (const term of ['Sub-contracting is encouraged.', 'The contractor pays its sub-contractors within 14 days of a valid invoice.', 'The contractor discloses the fee that it keeps of work passed on.', 'is paid on account']) expect(record.text).toContain(term);
    const names = (await house.database.read((read) => measuresOf(read, { kind: 'agreement', id: agreementId }))).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Work passed on to sub-contractors, and to whom', 'Sub-contractors’ invoices paid within 14 days', 'Fee kept of work passed on, disclosed']));
  });

  test('DM-06: a contract that requires posting, a quarter without: the manager’s scorecard and home show it, the contractor is reminded once', async () => {
    await house.visitor(house.manager).post(`/agreements/${agreementId}/sub-contracts/require`, { 'fromOn-day': '4', 'fromOn-month': '1', 'fromOn-year': '2027', reason: 'Clause 12' });
    await house.setClock('2027-06-30T09:00:00Z');
    expect((await house.visitor(house.manager).get(`/contracts/${agreementId}`)).text).not.toContain('No sub-contract opportunity was posted');
    await house.setClock('2027-07-01T09:00:00Z');
    expect((await house.visitor(house.manager).get(`/contracts/${agreementId}`)).text).toContain('No sub-contract opportunity was posted in April to June 2027');
    expect((await house.visitor(house.manager).get('/home')).text).toContain('No sub-contract was advertised in April to June 2027');
    expect(await house.mustRun(remindContractors, SYSTEM, {})).toBe(1);
    expect(await house.mustRun(remindContractors, SYSTEM, {})).toBe(0);
    const { rows: mails } = await house.database.pool.query("select recipient_person_id from outbox_mail where subject like 'No sub-contract work%'");
    expect(mails).toEqual([{ recipient_person_id: contractor().writer }]);
    expect((await house.visitor().get(`/contracts/${agreementId}`)).text).not.toContain('No sub-contract opportunity was posted');
  });

  test('DM-06: posted by the contractor alone, answered in one form, let; the authority sees posted, answered and let to local small organisations', async () => {
    const posted = { agreementId, title: 'Shelves for four clubs', description: 'Make and fit them.', areas: 'Swale', worth: '4,000', replyByOn: '2027-07-20' };
    expect((await house.run(postSubcontract, house.bids[0]!.writer, posted)).kind).toBe('forbidden');
    expect((await house.run(postSubcontract, house.manager, posted)).kind).toBe('forbidden');
    expect(await house.run(postSubcontract, contractor().writer, { ...posted, areas: 'Atlantis' })).toMatchObject({ field: 'areas' });
    const noticeId = await house.mustRun(postSubcontract, contractor().writer, posted);
    expect((await house.visitor().get('/sub-contracts')).text).toContain('Shelves for four clubs');
    expect((await house.visitor().get(`/sub-contracts/${noticeId}`)).text).toContain('Beta Ltd, not the authority');
    expect((await house.visitor(small.writer).post(`/sub-contracts/${noticeId}/reply`, { words: 'We made the last ones.', price: '3,800', organisationId: small.id })).text).toContain('Your reply is sent');
    expect((await house.visitor(house.manager).get(`/sub-contracts/${noticeId}/replies`)).status).toBe(404);
    const page = await house.visitor(contractor().writer).get(`/sub-contracts/${noticeId}/replies`);
    expect(page.text).toContain('We made the last ones.');
    const reply = await house.database.read((read) => read.selectFrom('subcontract_reply').select('id').executeTakeFirstOrThrow());
    await house.mustRun(letSubcontract, contractor().writer, { noticeId, replyId: reply.id, price: '' });
    expect(await house.run(replyToSubcontract, small.writer, { noticeId, organisationId: small.id, words: 'Late', price: '' })).toMatchObject({ code: 'closed' });
    expect((await house.visitor(house.manager).get(`/contracts/${agreementId}`)).text).toContain('1 posted, 1 answered, 1 let, 1 of them to local small, medium-sized or voluntary organisations');
    await house.setClock('2027-10-02T09:00:00Z');
    expect((await house.visitor(house.manager).get(`/contracts/${agreementId}`)).text).not.toContain('No sub-contract opportunity was posted');
  });

  test('a quarter counts whole: required from its middle it is not held against anyone', () => {
    const day = calendarDate;
    expect(quarterWithoutPost(day('2027-07-01'), day('2027-04-01'), [])?.label).toBe('April to June 2027');
    expect(quarterWithoutPost(day('2027-07-01'), day('2027-04-02'), [])).toBeNull();
    expect(quarterWithoutPost(day('2027-09-30'), day('2027-01-01'), [day('2027-06-30')])).toBeNull();
    expect(quarterWithoutPost(day('2027-07-01'), day('2027-01-01'), [day('2027-07-01')])?.label).toBe('April to June 2027');
  });
});

describe('a company that comes back under another name', () => {
  const lineage = (name: string, given: Partial<Lineage> = {}): Lineage => ({ organisationId: name, name, matchName: name.toLowerCase(), numbers: [], officers: [], predecessors: [], ...given });
  const officer = (name: string) => ({ name, matchName: personKey(name), role: 'Director', source: 'Companies House' });
  const failed = (given: Partial<Failed> = {}): Failed => ({ ...lineage('Old Care'), agreementId: 'g', agreementTitle: 'Care at home', terminatedOn: '2025-11-01', because: 'Missed visits', ...given });

  test('people are matched as two sources write them', () => {
    expect(personKey('SMITH, Jane Anne')).toBe(personKey('Ms Jane Smith'));
    expect(personKey('José Núñez')).toBe('jose nunez');
    expect(personKey('Jane Smith')).not.toBe(personKey('Jan Smith'));
  });

  test('people, former names and numbers tie; nothing else does', () => {
    expect(lineageLinks(lineage('New Care', { officers: [officer('Jane Smith'), officer('Bo Li')] }), [failed({ officers: [officer('SMITH, Jane'), officer('LI, Bo')] })])[0]!.ties).toHaveLength(2);
    expect(lineageLinks(lineage('New', { predecessors: [{ name: 'Old Care', matchName: 'old care', number: null, source: 'Its own' }] }), [failed()])).toHaveLength(1);
    expect(lineageLinks(lineage('New', { predecessors: [{ name: 'Other', matchName: 'other', number: '01234567', source: 'CH' }] }), [failed({ numbers: ['01234567'] })])).toHaveLength(1);
    expect(lineageLinks(lineage('New', { officers: [officer('Ann Other')] }), [failed({ officers: [officer('Jane Smith')] })])).toEqual([]);
    const one = lineageLinks(lineage('New', { officers: [officer('Bo Li')] }), [failed({ officers: [officer('Bo Li')] })]);
    const two = lineageLinks(lineage('New', { officers: [officer('Bo Li'), officer('Al Su')] }), [failed({ officers: [officer('Bo Li'), officer('Al Su')] })]);
    expect(linksKey(one)).not.toBe(linksKey(two));
  });

  test('who controls a supplier ties too; a bidder’s former director does not, a failed company’s does; a parent organisation is no person', () => {
    const named = (name: string, given: Partial<{ kind: string; hasLeft: boolean }> = {}) => ({ name, kind: 'director', role: 'Director', hasLeft: false, ...given });
    const lower = (name: string) => name.toLowerCase();
    const ties = (bidder: Parameters<typeof withNamed>[1], other: Parameters<typeof withNamed>[1]) => lineageLinks(withNamed(lineage('New Care'), bidder, false, lower), [withNamed(failed(), other, true, lower)]).flatMap((link) => link.ties.map(({ words }) => words));
    expect(ties([named('Bo Li')], [named('LI, Bo', { hasLeft: true })])).toEqual(['Bo Li is director of the bidder, and was director of Old Care.']);
    expect(ties([named('Bo Li', { hasLeft: true })], [named('Bo Li')])).toEqual([]);
    expect(ties([named('Old Care', { kind: 'parent-organisation' })], [])).toEqual(['Old Care controls the bidder.']);
    expect(ties([named('North Holdings Ltd', { kind: 'parent-organisation' })], [named('North Homes Ltd', { kind: 'parent-organisation' })])).toEqual([]);
    // Recorded by an officer and said by the supplier: one person, one tie.
    expect(withNamed(lineage('New', { officers: [officer('Bo Li')] }), [named('Bo Li')], false, lower).officers).toHaveLength(1);
  });

  let house: AwardHouse;
  beforeAll(async () => {
    house = await openAwardHouse();
    const old = await house.addOrganisation('Company A');
    const agreementId = newId<'agreement'>();
    await house.database.write((tx) => tx.insertInto('agreement').values({ id: agreementId, body_id: house.bodyId, kind: 'contract', reference: 'OLD-1', title: 'Clubs before', lead_organisation_id: old, state: 'live', incomplete: true, missing: ['manager'] }).execute());
    await house.setClock('2025-12-01T09:00:00Z');
    await house.mustRun(end, house.manager, { agreementId, how: 'terminate', reason: 'Clubs stayed shut.', poorPerformance: true });
    await house.setClock('2026-11-02T12:00:00Z');
    for (const organisationId of [old, house.bids[1]!.organisationId]) for (const name of ['Jane Smith', 'Bo Li']) await house.mustRun(addLineage, house.officer, { organisationId, kind: 'officer', name, role: '', number: '', source: 'Companies House, 2 November 2026' });
  }, 60_000);
  afterAll(() => house.close());

  test('DP-35: B shares two directors with A, terminated last year: the officer sees the link with sources and must record a view before award', async () => {
    const panel = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/lineage`);
    expect(panel.text).toContain('Clubs before was ended for poor performance on 1 December 2025');
    expect([...panel.text.matchAll(/Companies House, 2 November 2026; Companies House/g)]).toHaveLength(2);
    expect(panel.text).toContain('It is not a bar');
    expect(panel.text).not.toContain('Alpha Trust');
    expect(await house.run(recommendAward, house.officer, recommendation(house))).toMatchObject({ code: 'held-up', sentence: expect.stringContaining('Beta Ltd appears to follow Company A') });
  });

  test('an officer who declared an interest neither asks the bidder nor records a view, also from a form that was open before; nothing of it is kept', async () => {
    const bidId = house.bids[1]!.id;
    const barred = await house.addPerson('Bo Barred', ['procurement-officer', house.bodyId]);
    const urls = [`/bids/${bidId}/lineage/view`, `/bids/${bidId}/lineage/ask`];
    const open = await Promise.all(urls.map(async (url) => { const visitor = house.visitor(barred); return { url, visitor, status: (await visitor.get(url)).status }; }));
    await house.database.write((tx) => tx.insertInto('assessor').values({ id: newId<'assessor'>(), about_kind: 'opportunity', about_id: house.opportunityId, person_id: barred, declared_at: new Date(), declaration: 'interest', declaration_words: 'Cousin', barred_at: new Date(), barred_reason: 'Declared an interest' }).execute());
    const sent = await Promise.all(open.map(async ({ url, visitor }) => (await visitor.send(url, { view: 'no-concern', words: 'Nothing to see.' })).status));
    expect([open.map(({ status }) => status), sent]).toEqual([[200, 200], [404, 404]]);
    for (const result of [await house.run(recordLineageView, barred, { bidId, view: 'no-concern', words: 'Nothing to see.' }), await house.run(askAboutLineage, barred, { bidId })]) expect(result).toMatchObject({ kind: 'refused', code: 'not-found' });
    expect(await house.database.read(async (read) => [await read.selectFrom('lineage_view').select('id').execute(), await read.selectFrom('lineage_reply').select('id').execute()])).toEqual([[], []]);
    await house.database.pool.query('delete from assessor where person_id = $1', [barred]);
  });

  test('DP-35: the bidder is asked and replies; the officer’s view lets the award go on, whatever it is', async () => {
    const bidId = house.bids[1]!.id;
    expect((await house.visitor(house.bids[1]!.writer).get(`/bids/${bidId}/lineage`)).status).toBe(404);
    await house.visitor(house.officer).post(`/bids/${bidId}/lineage/ask`);
    expect((await house.visitor(house.bids[0]!.writer).get(`/bids/${bidId}/lineage`)).status).toBe(404);
    expect((await house.visitor(house.bids[1]!.writer).post(`/bids/${bidId}/lineage`, { words: 'Both joined after it failed.' })).text).toContain('Both joined after it failed.');
    const page = await house.visitor(house.officer).post(`/bids/${bidId}/lineage/view`, { view: 'watch', words: 'Monthly reviews at first.' });
    expect(page.text).toContain('Both joined after it failed.');
    expect((await house.run(recommendAward, house.officer, recommendation(house))).kind).toBe('done');
  });

  test('DP-35: directors that suppliers name in their core questionnaire tie them too; an erased one no more, and no officer’s list of people shows them', async () => {
    const [alpha] = house.bids;
    const old = (await house.database.read((read) => read.selectFrom('agreement').select('lead_organisation_id').where('reference', '=', 'OLD-1').executeTakeFirstOrThrow())).lead_organisation_id!;
    const add = async (organisationId: string, ended: boolean) => {
      const id = newId<'connected_person'>();
      await house.database.write((tx) => tx.insertInto('connected_person').values({ id, organisation_id: organisationId, name: ended ? 'RAO, Priya' : 'Priya Rao', kind: 'director', ended_at: ended ? new Date() : null }).execute());
      return id;
    };
    await add(old, true);
    const director = await add(alpha!.organisationId, false);
    const url = `/opportunities/${house.opportunityId}/lineage`;
    const panel = await house.visitor(house.officer).get(url);
    expect(panel.text).toContain('Alpha Trust');
    expect(panel.text).toContain('Priya Rao is director of the bidder, and was director of Company A.');
    expect((await house.visitor(house.officer).get(`/organisations/${alpha!.organisationId}/lineage`)).text).not.toContain('Priya');
    await house.database.pool.query("update connected_person set name = 'Name erased', ended_at = now(), erased_at = now() where id = $1", [director]);
    expect((await house.visitor(house.officer).get(url)).text).not.toContain('Alpha Trust');
  });

  test('a supplier tells of its own organisation alone', async () => {
    const [alpha, beta] = house.bids;
    const given = { kind: 'predecessor', name: 'Alpha Club', role: '', number: '', source: 'Our deed' };
    expect((await house.run(addLineage, alpha!.writer, { ...given, organisationId: beta!.organisationId })).kind).toBe('refused');
    expect((await house.run(addLineage, alpha!.writer, { ...given, organisationId: alpha!.organisationId })).kind).toBe('done');
    expect((await house.visitor(alpha!.writer).get(`/organisations/${beta!.organisationId}/lineage`)).status).toBe(404);
  });
});
