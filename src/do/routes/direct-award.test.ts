import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import type { BodyId, PersonId } from '#kernel/ids';
import { grossPence, netPence } from '#kernel/money';
import { decideMove, statesOf } from '#kernel/machine';
import { validateRelease } from '#ocds';
import { decideApproval } from '#parts/approvals';
import { setPolicy } from '#policy';
import { openHouse, type House } from '../../../tests/house.ts';
import { decideContract, decideGround, DIRECT_AWARD_MOVES, groundsFor, standstillOf, type DirectAwardState } from './direct-award.ts';
import { announceDirectAward, awardDirectly, contractDirectAward, publishDirectAwardDetails, recordDirectAward, withdrawDirectAward, writeDirectAwardConflicts } from './index.ts';

const TODAY = calendarDate('2026-11-02');
const worth = (pounds: bigint) => ({ net: netPence(pounds * 100n), gross: grossPence(pounds * 100n) });

describe('the grounds', () => {
  test('come from the law of the day, each with its paragraph', () => {
    expect(groundsFor(TODAY).map(({ id }) => id)).toContain('extremeUrgency');
    expect(groundsFor(TODAY).every(({ rule }) => rule.source.includes('PA23'))).toBe(true);
    expect(groundsFor(calendarDate('2014-01-06'))).toEqual([]);
  });
  test.each([
    ['extremeUrgency', 300_000n, false, 'allowed'], ['nothing', 300_000n, false, 'no-ground'], ['extremeUrgency', 100_000n, false, 'below-threshold'],
    ['userChoice', 300_000n, false, 'not-light-touch'], ['userChoice', 900_000n, true, 'allowed'],
  ] as const)('%s at £%s, light touch %s: %s', (ground, pounds, lightTouch, expected) => {
    const decision = decideGround({ on: TODAY, category: 'services', lightTouch, value: worth(pounds), ground });
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
  test('every state and move', () => {
    for (const state of statesOf<DirectAwardState>(DIRECT_AWARD_MOVES)) {
      for (const move of Object.keys(DIRECT_AWARD_MOVES) as (keyof typeof DIRECT_AWARD_MOVES)[]) {
        const expected = (DIRECT_AWARD_MOVES[move].from as readonly string[]).includes(state) ? 'allowed' : 'refused';
        expect(decideMove<DirectAwardState, typeof DIRECT_AWARD_MOVES>(DIRECT_AWARD_MOVES, move, state, 'It', 'why').kind).toBe(expected);
      }
    }
  });
  test('a standstill of 8 working days, none in extreme urgency; the contract the day after its last', () => {
    const { lastDay } = standstillOf({ ground: 'exclusiveRights', lightTouch: false, awardedOn: TODAY });
    expect(lastDay).toBe('2026-11-11');
    expect(standstillOf({ ground: 'extremeUrgency', lightTouch: false, awardedOn: TODAY }).lastDay).toBeNull();
    expect(decideContract('awarded', lastDay, calendarDate('2026-11-11'))).toMatchObject({ code: 'standstill' });
    expect(decideContract('awarded', lastDay, calendarDate('2026-11-12')).kind).toBe('allowed');
  });
});

describe('one, from its justification to its contract', () => {
  let house: House;
  let body: BodyId;
  let officer: PersonId;
  let director: PersonId;
  let administrator: PersonId;
  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-11-02T10:00:00Z');
    body = await house.addBody('kent');
    [officer, director, administrator] = [await house.addPerson('Olive', ['procurement-officer', body]), await house.addPerson('Dora', ['lead-director', body]), await house.addPerson('Ann', ['administrator', body])];
    await house.addOrganisation('Only Maker');
  });
  afterAll(() => house.close());
  const write = (id: string, kind: string, notice = '') => house.mustRun(writeDirectAwardConflicts, officer, { directAwardId: id, kind, notice, conflicts: 'Cllr Hart’s sister works for the maker.', mitigations: 'He takes no part.' });
  const given = () => ({
    bodyId: body, title: 'Software licence', summary: 'The case system’s own licence.', category: 'services', lightTouch: false, supplier: 'Only Maker', value: '400000', vat: '20', startsOn: '2026-12-01', endsOn: '2028-11-30',
    ground: 'exclusiveRights', justification: 'Only its maker may license it.',
  });

  test('needs whoever the authority sets, then UK5, UK6 and the standstill; ends as a contract to be completed on the register', async () => {
    expect(await house.run(recordDirectAward, officer, given())).toMatchObject({ code: 'policy-not-set' });
    await house.mustRun(setPolicy, administrator, { bodyId: body, key: 'directAward.approver', fields: { choice: 'lead-director' }, from: '2026-11-02', source: 'Standing order 9', reason: 'Set' });
    const { id } = await house.mustRun(recordDirectAward, officer, given());
    const input = { directAwardId: id, platformReference: '2026/S 000-000001', platformPublishedOn: '2026-11-02' };
    expect(await house.run(announceDirectAward, officer, input)).toMatchObject({ code: 'not-agreed' });
    expect((await house.visitor().get(`/direct-awards/${id}`)).status).not.toBe(200);
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', id).executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, director, { approvalId: approval.id, decision: 'agree', reason: '' });
    expect(await house.run(announceDirectAward, officer, input)).toMatchObject({ code: 'conflicts' });
    await write(id, 'prepared');
    expect(await house.run(announceDirectAward, officer, input)).toMatchObject({ code: 'conflicts' });
    await write(id, 'confirmed', 'UK5');
    expect(await house.run(announceDirectAward, officer, { ...input, platformReference: '' })).toMatchObject({ code: 'platform-first' });
    await house.mustRun(announceDirectAward, officer, input);
    const seen = await house.visitor().get(`/direct-awards/${id}`);
    expect(seen.text).toContain('Only its maker may license it.');
    expect(await house.run(contractDirectAward, officer, { directAwardId: id })).toMatchObject({ code: 'wrong-state' });
    expect(await house.run(awardDirectly, officer, { directAwardId: id, platformReference: '2026/S 000-000002', platformPublishedOn: '2026-11-01' })).toMatchObject({ code: 'platform-date' });
    await house.mustRun(awardDirectly, officer, { directAwardId: id, platformReference: '2026/S 000-000002', platformPublishedOn: '2026-11-02' });
    expect(await house.run(contractDirectAward, officer, { directAwardId: id })).toMatchObject({ code: 'standstill' });
    await house.setClock('2026-11-12T10:00:00Z');
    const { agreementId } = await house.mustRun(contractDirectAward, officer, { directAwardId: id });
    expect((await house.visitor(officer).get(`/contracts/${agreementId}`)).text).toContain('Software licence');
    expect((await house.visitor(officer).get(`/direct-awards/${id}`)).text).toContain('name its manager, director and outcomes there');
    const codes = await house.database.read((read) => read.selectFrom('notice').select('code').where('about_id', '=', id).orderBy('published_at').execute());
    expect(codes.map(({ code }) => code)).toEqual(['UK5', 'UK6']);
    const details = { directAwardId: id, platformReference: '2026/S 000-000003', platformPublishedOn: '2026-11-12' };
    const promise = async () => (await house.database.read((read) => read.selectFrom('promise').select(['address', 'kept_at']).where('kind', '=', 'contract-details-notice').execute()))[0];
    expect(await promise()).toEqual({ address: `/direct-awards/${id}/details`, kept_at: null });
    expect(await house.run(publishDirectAwardDetails, officer, details)).toMatchObject({ code: 'conflicts' });
    await write(id, 'confirmed', 'UK7');
    expect(await house.run(publishDirectAwardDetails, officer, { ...details, platformReference: '' })).toMatchObject({ code: 'platform-first' });
    expect(await house.run(publishDirectAwardDetails, officer, { ...details, platformPublishedOn: '2026-11-11' })).toMatchObject({ code: 'platform-date' });
    expect((await house.visitor(officer).get(`/direct-awards/${id}/details`)).text).toContain('It is due by 11 December 2026.');
    expect(await house.mustRun(publishDirectAwardDetails, officer, details)).toEqual({ late: false });
    expect((await promise())!.kept_at).not.toBeNull();
    expect(await house.run(publishDirectAwardDetails, officer, details)).toMatchObject({ code: 'published-already' });
    expect((await house.visitor(officer).get(`/direct-awards/${id}/details`)).status).toBe(404);
    const uk7 = await house.database.read((read) => read.selectFrom('notice').select('id').where('code', '=', 'UK7').executeTakeFirstOrThrow());
    const release = await house.visitor().get(`/notices/${uk7.id}/ocds.json`);
    expect([release.status, release.html.includes('"contract"')]).toEqual([200, true]);
    expect(validateRelease((JSON.parse(release.html) as { releases: [unknown] }).releases[0], 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
    expect(await house.run(withdrawDirectAward, officer, { directAwardId: id, reason: 'late' })).toMatchObject({ code: 'wrong-state' });
  });

  test('the conflicts assessment is read by those concerned, and its words are not in the trail', async () => {
    const [award] = await house.database.read((read) => read.selectFrom('direct_award').select('id').execute());
    expect((await house.visitor(director).get(`/direct-awards/${award!.id}/conflicts`)).text).toContain('Cllr Hart');
    expect((await house.visitor().get(`/direct-awards/${award!.id}/conflicts`)).text).not.toContain('Cllr Hart');
    const wrong = await house.visitor(officer).post(`/direct-awards/${award!.id}/conflicts/write`, { kind: 'revised', conflicts: 'Somebody <new>', mitigations: '' });
    expect(wrong.html).toContain('Somebody &lt;new&gt;');
    const { rows } = await house.database.pool.query("select detail::text as detail from audit_entry where act = 'routes.writeDirectAwardConflicts'");
    expect(rows.length).toBe(3);
    expect(JSON.stringify(rows)).not.toContain('Hart');
  });

  test('every page of it opens for its officer, and none to a stranger', async () => {
    const { id } = await house.mustRun(recordDirectAward, officer, { ...given(), title: 'Another' });
    const visitor = house.visitor(officer);
    for (const address of ['/direct-awards', '/direct-awards/new', `/direct-awards/${id}`, `/direct-awards/${id}/announce`, `/direct-awards/${id}/withdraw`]) expect((await visitor.get(address)).status, address).toBe(200);
    const stranger = house.visitor(await house.addPerson('Nobody'));
    for (const address of [`/direct-awards/${id}`, `/direct-awards/${id}/announce`]) expect((await stranger.get(address)).status, address).toBe(404);
    const withdrawn = await visitor.post(`/direct-awards/${id}/withdraw`, { reason: 'A second supplier was found' });
    expect(withdrawn.text).toContain('A second supplier was found');
  });
});
