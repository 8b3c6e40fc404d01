import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { lendRole, recordLeaver } from '#parties';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { nameOpeners, signOpening } from './index.ts';
import { decidePlace, type NamedOpener } from './opening.ts';

const [ONE, TWO, THREE] = ['one', 'two', 'three'] as unknown as [PersonId, PersonId, PersonId];
const named = (absences: readonly [NamedOpener['absence'], NamedOpener['absence']]): NamedOpener[] => [{ personId: ONE, name: 'One', absence: absences[0] }, { personId: TWO, name: 'Two', absence: absences[1] }];

test('in whose place somebody signs', () => {
  const place = (who: readonly NamedOpener[], opener: PersonId, reason = 'Ill', signed: readonly { openerId: PersonId; insteadOf: PersonId | null }[] = []) => {
    const decision = decidePlace(who, signed, opener, reason);
    return decision.kind === 'refused' ? decision.code : decision.value;
  };
  expect(place([], THREE, '')).toBe(null);
  expect(place(named([null, 'left']), ONE, '')).toBe(null);
  expect(place(named([null, null]), THREE)).toBe('not-named');
  expect(place(named([null, 'left']), THREE, ' ')).toBe('reason-missing');
  expect(place(named([null, 'away']), THREE)).toBe(TWO);
  expect(place(named(['left', 'left']), THREE, 'x', [{ openerId: 'four' as PersonId, insteadOf: ONE }])).toBe(TWO);
  expect(place(named([null, 'left']), THREE, 'x', [{ openerId: 'four' as PersonId, insteadOf: TWO }])).toBe('not-named');
  expect(place(named(['away', null]), THREE, 'x', [{ openerId: ONE, insteadOf: null }])).toBe('not-named');
});

let house: BiddingHouse;
let administrator: PersonId;
beforeAll(async () => {
  house = await openBiddingHouse();
  administrator = await house.addPerson('Ad Min', ['administrator', house.bodyId]);
});
afterAll(() => house.close());

/** Bids received, two openers named, and the closing passed. */
async function closed(): Promise<string> {
  await house.setClock('2026-03-02T09:00:00Z');
  const { id, lots, questions } = await house.addOpportunity();
  await house.submit(await house.writeBid({ opportunityId: id, lots, questions }));
  const chosen = await house.visitor(house.officers[0]).post(`/opportunities/${id}/openers`, { openers: house.officers.slice(0, 2) as unknown as string });
  expect(chosen.text).toContain('The openers are named');
  return id;
}

test('openers are named before closing, of those in office, as many as are needed', async () => {
  const id = await closed();
  const name = (openers: readonly string[]) => house.run(nameOpeners, house.officers[0], { opportunityId: id, openers });
  expect(await name([house.officers[0]])).toMatchObject({ code: 'too-few' });
  expect(await name([house.officers[0], house.officers[0]])).toMatchObject({ code: 'too-few' });
  expect(await name([house.officers[0], house.writer])).toMatchObject({ code: 'not-held' });
  await house.setClock('2026-03-27T12:00:00Z');
  expect(await name([])).toMatchObject({ code: 'wrong-state' });
});

test('a second opener lost: another officer signs in the place of one who left, with a reason, and two different people open', async () => {
  const id = await closed();
  const percy = house.officers[1];
  await house.setClock('2026-03-27T12:01:00Z');
  expect(await house.run(signOpening, house.officers[2], { opportunityId: id, reason: 'In a hurry' })).toMatchObject({ code: 'not-named', sentence: expect.stringContaining('Olive Opener and Percy Second were named') });
  await house.mustRun(signOpening, house.officers[0], { opportunityId: id });
  await house.mustRun(recordLeaver(), administrator, { bodyId: house.bodyId, personId: percy, reason: 'Left suddenly' });
  expect(await house.run(signOpening, house.officers[0], { opportunityId: id, reason: 'For Percy too' })).toMatchObject({ code: 'signed-already' });
  const thora = house.visitor(house.officers[2]);
  const form = await thora.get(`/opportunities/${id}/opening`);
  expect(form.text).toContain('Percy Second, who no longer holds the role');
  expect(form.text).toContain('Why you sign in the place of Percy Second');
  expect((await thora.post(`/opportunities/${id}/opening`, { reason: '' })).text).toContain('Say why you sign in the place of Percy Second');
  const opened = await thora.post(`/opportunities/${id}/opening`, { reason: 'Percy left on Friday' });
  expect(opened.text).toContain('1 bid opened by Olive Opener and Thora Third');
  const { rows } = await house.database.pool.query(`select opener_id, instead_of, reason from bid_opening where opportunity_id = $1 and envelope = 'quality' order by signed_at, instead_of nulls first`, [id]);
  expect(rows).toEqual([{ opener_id: house.officers[0], instead_of: null, reason: null }, { opener_id: house.officers[2], instead_of: percy, reason: 'Percy left on Friday' }]);
  const { rows: [entry] } = await house.database.pool.query(`select reason, detail from audit_entry where act = 'bids.signOpening' and result = 'done' and record_id = $1 order by happened_at desc limit 1`, [id]);
  expect(entry).toMatchObject({ reason: 'Percy left on Friday', detail: { after: { insteadOf: percy } } });
  await house.database.pool.query(`update person set state = 'active' where id = $1`, [percy]);
  await house.database.pool.query(`update role_holding set held_until = null where person_id = $1`, [percy]);
});

test('one who is away: whoever stands in for them signs in their place, and once only', async () => {
  const id = await closed();
  const standIn = await house.addPerson('Stan Din', ['commissioner', house.bodyId]);
  await house.setClock('2026-03-27T12:01:00Z');
  expect(await house.run(signOpening, standIn, { opportunityId: id })).toEqual({ kind: 'forbidden' });
  await house.mustRun(lendRole, house.officers[1], { bodyId: house.bodyId, personId: house.officers[1], delegateId: standIn, role: 'procurement-officer', startsOn: '2026-03-27', endsOn: '2026-03-28', reason: 'Leave' });
  await house.mustRun(signOpening, standIn, { opportunityId: id, reason: 'Percy is on leave' });
  expect(await house.run(signOpening, house.officers[2], { opportunityId: id, reason: 'Percy is on leave' })).toMatchObject({ code: 'not-named' });
  expect(await house.run(signOpening, standIn, { opportunityId: id, reason: 'Again' })).toMatchObject({ code: 'signed-already' });
  expect(await house.mustRun(signOpening, house.officers[0], { opportunityId: id })).toEqual({ opened: 1, openers: ['Stan Din', 'Olive Opener'] });
});
