import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { withdrawLot } from '#opportunities';
import { decideApproval } from '#parts/approvals';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';

let house: BiddingHouse;
let director: PersonId;
beforeAll(async () => {
  house = await openBiddingHouse();
  director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
});
afterAll(() => house.close());

const fresh = async () => {
  await house.setClock('2026-03-02T09:00:00Z');
  const { id, lots, questions } = await house.addOpportunity();
  const bidId = await house.writeBid({ opportunityId: id, lots: [lots[1]!], questions });
  return { id, lots: lots as [string, string], bidId, ask: (lotId: string, reason: string) => house.run(withdrawLot, house.officers[0], { opportunityId: id, lotId, reason }) };
};
const approvals = async (id: string) => (await house.database.read((read) => read.selectFrom('approval').select(['id', 'state']).where('about_id', '=', id).orderBy('asked_at').execute()));
const stateOf = async (lotId: string) => (await house.database.read((read) => read.selectFrom('lot').select(['state', 'state_reason']).where('id', '=', lotId).executeTakeFirstOrThrow()));
const decide = (by: PersonId, approvalId: string, decision: 'agree' | 'refuse') => house.run(decideApproval, by, { approvalId, decision, reason: decision === 'refuse' ? 'No' : '' });
/** To anybody but the director who is asked. */
const mailsSaying = async (words: string) => (await house.database.pool.query<{ n: number }>('select count(*)::int as n from outbox_mail where body_text like $1 and recipient_person_id <> $2', [`%${words}%`, director])).rows[0]!.n;

test('while no bid was sent an officer withdraws a lot alone, a draft or not', async () => {
  const { lots, ask } = await fresh();
  expect(await ask(lots[0], 'The hall burnt down.')).toMatchObject({ kind: 'done', value: { asked: null } });
  expect(await stateOf(lots[0])).toEqual({ state: 'withdrawn', state_reason: 'The hall burnt down.' });
});

test('DM-16: once a bid was sent a lot is withdrawn only as a director agrees; nobody is told before, and one waits at a time', async () => {
  const { id, lots, bidId, ask } = await fresh();
  await house.submit(bidId);
  const officer = house.visitor(house.officers[0]);
  const url = `/opportunities/${id}/withdraw-lot/${lots[0]}`;
  expect((await officer.get(url)).text).toContain('A bid has been sent, so a director must agree first.');
  expect((await officer.post(url, { reason: 'The grant for it was cut.' })).text).toContain('must be agreed. It is asked for; nobody is told yet.');
  expect((await stateOf(lots[0])).state).toBe('open');
  expect(await mailsSaying('The grant for it was cut.')).toBe(0);
  expect((await officer.get(url)).text).toContain('It has been proposed, with this reason: The grant for it was cut.');
  expect(await ask(lots[0], 'The grant for it was cut.')).toMatchObject({ code: 'asked-already' });
  expect(await ask(lots[1], 'That one too.')).toMatchObject({ code: 'one-at-a-time' });

  const [first] = await approvals(id);
  expect((await decide(house.officers[0], first!.id, 'agree')).kind).not.toBe('done');
  expect((await house.visitor(director).get(`/approvals/${first!.id}`)).text).toContain('Isle of Sheppey');
  expect((await decide(director, first!.id, 'agree')).kind).toBe('done');
  expect(await stateOf(lots[0])).toEqual({ state: 'withdrawn', state_reason: 'The grant for it was cut.' });
  expect(await mailsSaying('The grant for it was cut.')).toBe(2);
  expect(await ask(lots[1], 'That one too.')).toMatchObject({ code: 'last-lot' });
});

test('a changed reason is agreed to anew; refused, another lot may be proposed; once bidding has closed it cannot be agreed', async () => {
  const { id, lots, bidId, ask } = await fresh();
  await house.submit(bidId);
  await ask(lots[0], 'First reason.');
  await ask(lots[0], 'Better reason.');
  const waiting = (await approvals(id)).filter(({ state }) => state === 'asked');
  expect(waiting).toHaveLength(1);
  expect((await decide(director, waiting[0]!.id, 'refuse')).kind).toBe('done');
  expect((await ask(lots[1], 'The other one.')).kind).toBe('done');
  const next = (await approvals(id)).find(({ state }) => state === 'asked')!;
  await house.setClock('2026-03-27T12:00:00Z');
  expect(await decide(director, next.id, 'agree')).toMatchObject({ kind: 'refused', code: 'closed' });
  expect((await stateOf(lots[1])).state).toBe('open');
});
