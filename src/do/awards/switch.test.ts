import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setPolicy } from '#policy';
import { announceDirectAward, writeDirectAwardConflicts } from '#routes';
import { validateRelease } from '#ocds';
import { decideApproval } from '#parts/approvals';
import { decideSupplier, decideSwitch, switchFacts, type EndedCompetition } from './switch.ts';
import { UNSUITABLE } from './unsuitable.reference.ts';
import { declineLot, recommendAward, switchToDirectAward } from './index.ts';
import { openAwardHouse, recommendation, type AwardHouse } from './awards.fixture.ts';

const ended = (change: Partial<EndedCompetition> = {}): EndedCompetition => ({
  state: 'cancelled', regime: 'PA2023', aboveThreshold: true, competitive: true, closesAt: new Date('2026-03-27T12:00:00Z'), endedAt: new Date('2026-04-27T12:00:00Z'), opened: true, lotState: null, received: 2, suitable: [], awardStands: false,
  switchedAlready: false, ...change,
});

describe('may a competition be switched to a direct award?', () => {
  test.each<[string, Partial<EndedCompetition>, string, string]>([
    ['two bids, none met the criteria', {}, 'criteria', 'allowed'],
    ['nobody bid', { received: 0, opened: false }, 'none-received', 'allowed'],
    ['a lot that was not awarded', { state: 'awarded', lotState: 'not-awarded', endedAt: null }, 'procedure', 'allowed'],
    ['below the threshold', { aboveThreshold: false }, 'criteria', 'not-covered'],
    ['under the old law', { regime: 'PCR2015' }, 'criteria', 'not-covered'],
    ['without a competition', { competitive: false }, 'criteria', 'not-competitive'],
    ['still evaluated', { state: 'evaluated', endedAt: null }, 'criteria', 'not-ended'],
    ['an open lot', { state: 'evaluated', lotState: 'open', endedAt: null }, 'criteria', 'not-ended'],
    ['an award stands', { awardStands: true }, 'criteria', 'awarded'],
    ['cancelled before it closed', { endedAt: new Date('2026-03-01T12:00:00Z') }, 'none-received', 'before-closing'],
    ['switched before', { switchedAlready: true }, 'criteria', 'switched'],
    ['no reason', {}, '', 'no-reason'],
    ['a reason of no law', {}, 'too-dear', 'no-reason'],
    ['bids came, and nobody said they had', {}, 'none-received', 'received'],
    ['no bid came, and its criteria were judged', { received: 0 }, 'criteria', 'none-received'],
    ['never opened', { opened: false }, 'procedure', 'not-opened'],
    ['a bid met every pass mark', { suitable: ['Beta Ltd'] }, 'criteria', 'suitable'],
    ['a bid met every pass mark and not what was required', { suitable: ['Beta Ltd'] }, 'requirements', 'allowed'],
    ['it did, and colluded', { suitable: ['Beta Ltd'] }, 'collusion', 'allowed'],
  ])('%s', (_name, change, why, expected) => {
    const decision = decideSwitch(ended(change), why);
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
  test.each<[boolean, boolean, string, string]>([[false, false, '', 'allowed'], [true, false, '', 'not-considered'], [false, true, '', 'not-considered'], [true, true, 'It put the breach right.', 'allowed']])('tendered %s, excludable %s, considered “%s”: %s (s.43(6))', (tendered, excludable, why, expected) => {
    const decision = decideSupplier({ name: 'Beta Ltd', tendered, excludable, why });
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
  test('the reasons are those of section 43(2), each with its paragraph; an excluded supplier is none of them', () => {
    expect(UNSUITABLE.map(({ id, source }) => [id, source])).toEqual([
      ['none-received', 'PA23 s.43(1)(b)'], ['disregarded', 'PA23 ss.43(2)(a), 19(3)(a) to (c)'], ['requirements', 'PA23 s.43(2)(b)'], ['criteria', 'PA23 s.43(2)(b)'], ['collusion', 'PA23 s.43(2)(c)'], ['procedure', 'PA23 s.43(2)(d), (3), (4)'],
    ]);
    expect(UNSUITABLE.map(({ words }) => words).join()).not.toContain('excluded');
  });
  test('the facts are the record’s', () => {
    expect(switchFacts({ reference: 'KENT-OP-1', title: 'Youth work', lot: 'lot 2, Sittingbourne', ended: ended({ received: 1 }) }, UNSUITABLE.find(({ id }) => id === 'criteria')!, { name: 'Only Maker', tendered: false, excludable: false, why: '' }))
      .toBe('The competition KENT-OP-1, Youth work, lot 2, Sittingbourne, closed on 27 March 2026 at midday with 1 bid in time. None satisfies the award criteria, judged as the tender said (PA23 s.43(2)(b)). Considered of Only Maker before the award (PA23 s.43(6)): it sent no tender or request in time, and is not an excludable supplier.');
  });
});

describe('a lot without a suitable tender, over HTTP', () => {
  let house: AwardHouse;
  let lots: { id: string; number: number }[];
  beforeAll(async () => {
    house = await openAwardHouse(900_000_00n, { above_threshold: true, route: 'open' }, 2);
    lots = await house.database.read((read) => read.selectFrom('lot').select(['id', 'number']).where('opportunity_id', '=', house.opportunityId).orderBy('number').execute());
    const administrator = await house.addPerson('Ann', ['administrator', house.bodyId]);
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key: 'directAward.approver', fields: { choice: 'lead-director' }, from: '2026-11-02', source: 'Standing order 9', reason: 'Set' });
    await house.addOrganisation('Only Maker');
  });
  afterAll(() => house.close());
  const given = (change = {}) => ({
    opportunityId: house.opportunityId, lot: lots[1]!.id, unsuitable: 'procedure', explanation: 'Each left out the safeguarding plan.', supplier: 'Only Maker', excluded: 'no', excludable: 'no', considered: '', value: '900000', vat: '20', startsOn: '2027-01-04', endsOn: '2028-01-03', ...change,
  });

  test('it is refused until the lot is ended, for a supplier that is excluded, and where a bid met the criteria', async () => {
    expect(await house.run(switchToDirectAward, house.officer, given())).toMatchObject({ code: 'not-ended' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/switch/${lots[1]!.id}`)).text).toContain('It has not ended without an award.');
    await house.mustRun(declineLot, house.officer, { opportunityId: house.opportunityId, lot: lots[1]!.id, reason: 'No bid kept to the rules of the tender.' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/award`)).text).toContain('Switch to a direct award');
    expect(await house.run(switchToDirectAward, house.officer, given({ excluded: 'yes' }))).toMatchObject({ kind: 'invalid' });
    expect(await house.run(switchToDirectAward, house.officer, given({ unsuitable: 'criteria' }))).toMatchObject({ code: 'suitable' });
    expect(await house.run(switchToDirectAward, house.officer, given({ value: '1000' }))).toMatchObject({ code: 'below-threshold' });
    expect((await house.run(switchToDirectAward, house.bids[0]!.writer, given())).kind).toBe('forbidden');
    const bidder = await house.database.read((read) => read.selectFrom('organisation').select('name').where('id', '=', house.bids[0]!.organisationId).executeTakeFirstOrThrow());
    expect(await house.run(switchToDirectAward, house.officer, given({ supplier: bidder.name }))).toMatchObject({ code: 'not-considered', field: 'considered', sentence: expect.stringContaining('sent a tender here that was not suitable') });
    expect(await house.run(switchToDirectAward, house.officer, given({ excludable: 'yes' }))).toMatchObject({ code: 'not-considered' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/switch/${lots[1]!.id}`)).html).toContain('href="https://www.legislation.gov.uk/ukpga/2023/54/section/43"');
    const wrong = await house.visitor(house.officer).post(`/opportunities/${house.opportunityId}/switch/${lots[1]!.id}`, { unsuitable: 'procedure', explanation: 'Typed <once>' });
    expect(wrong.html).toContain('Typed &lt;once&gt;');
  });

  test('two officers at once switch it once; the justification begins with the record, the transparency notice says why, and both records are linked', async () => {
    const [one, two] = await Promise.all([house.run(switchToDirectAward, house.officer, given()), house.run(switchToDirectAward, house.officer, given())]);
    expect([one.kind, two.kind].sort()).toEqual(['done', 'refused']);
    const { rows: [award] } = await house.database.pool.query<{ id: string; ground: string; justification: string; unsuitable: string }>('select id, ground, justification, unsuitable from direct_award');
    expect([award!.ground, award!.unsuitable]).toEqual(['noSuitableTenders', 'procedure']);
    expect(award!.justification).toMatch(/^The competition .* with 2 bids in time\. Each materially breaches .* \(PA23 s\.43\(2\)\(d\), \(3\), \(4\)\)\. Considered of Only Maker before the award .*\n\nEach left out the safeguarding plan\.$/);
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', award!.id).executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
    for (const kind of ['prepared', 'confirmed']) await house.mustRun(writeDirectAwardConflicts, house.officer, { directAwardId: award!.id, kind, notice: 'UK5', conflicts: 'None.', mitigations: 'None.' });
    await house.mustRun(announceDirectAward, house.officer, { directAwardId: award!.id, platformReference: '2026/S 000-000001', platformPublishedOn: '2026-11-02' });
    const { rows: [notice] } = await house.database.pool.query<{ id: string }>("select id from notice where code = 'UK5'");
    expect((await house.visitor().get(`/notices/${notice!.id}`)).text).toContain('Each left out the safeguarding plan.');
    expect(validateRelease((JSON.parse((await house.visitor().get(`/notices/${notice!.id}/ocds.json`)).html) as { releases: [unknown] }).releases[0], 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
    const page = await house.visitor(house.officer).get(`/direct-awards/${award!.id}`);
    expect(page.text).toContain('The one without a suitable tender');
    expect(page.text).toContain('section 43');
    // The other lot goes on.
    expect(await house.run(recommendAward, house.officer, recommendation(house, { lot: lots[0]!.id }))).toMatchObject({ kind: 'done' });
  });
});
