import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { askAtSession, bookSlot, bookingsOf, cancelBooking, sayWhoComes, slotsOf } from '#parts/sessions';
import { answerPoint, raisePoint, saveClause } from '#terms';
import { formConsortium, postForPartners } from '#partners';
import { dateFields, openTimeHouse, type TimeHouse } from '../../src/plan/timetable/timetable.fixture.ts';

/** What a bidder who means harm, or an officer of another authority, tries with booked times and with the draft contract. */
const TODAY = '2026-03-02T09:00:00Z';
const ENORMOUS = 'x'.repeat(200_000);
let house: TimeHouse;
let opportunityId: string;
let foreign: PersonId;
interface Supplier { readonly organisationId: OrganisationId; readonly writer: PersonId }
let one: Supplier;
let two: Supplier;

beforeAll(async () => {
  house = await openTimeHouse();
  foreign = await house.addPerson('Fay Foreign', ['procurement-officer', await house.addBody('medway')], ['legal-officer', await house.addBody('thanet')]);
  [one, two] = [await house.supplier('Ash Harbour Trust'), await house.supplier('Birch Lane Club')];
  opportunityId = await house.addDraft({ title: 'Attacked' });
  await house.mustRun(saveClause, house.officer, { opportunityId, clauseId: 'new', heading: 'Payment', summary: 'We pay within 30 days.', words: 'The Authority shall pay within thirty days.', oneSided: false, oneSidedReason: '' });
  await house.publish(opportunityId);
});
beforeEach(() => house.setClock(TODAY));
afterAll(() => house.close());

async function visits(rest: Readonly<Record<string, string>> = {}): Promise<{ readonly sessionId: string; readonly slots: readonly string[] }> {
  const made = await house.visitor(house.officer).post(`/opportunities/${opportunityId}/sessions`, {
    kind: 'visit', title: 'Visit the centre', words: 'Meet the staff.', firstAt: '10am', count: '2', minutesEach: '45', minutesBetween: '15', places: '1', place: 'The centre', remoteLink: '', peopleEach: '2', accessibility: 'Step-free.', alternative: 'A film.',
    ...Object.fromEntries(dateFields('on', '2026-03-10')), ...rest,
  });
  const sessionId = /sessions\/([0-9a-f-]{36})/.exec(made.url)![1]!;
  return { sessionId, slots: (await house.database.read((read) => slotsOf(read, [sessionId]))).map(({ id }) => id) };
}
const book = (sessionId: string, slotId: string, who: Supplier, organisationId: string = who.organisationId) => house.run(bookSlot, who.writer, { sessionId, slotId, organisationId });
const standing = (sessionId: string) => house.database.read((read) => bookingsOf(read, sessionId));

describe('booked times under attack', () => {
  test('DM-20: another supplier, a stranger and officers of other authorities can neither read, change nor give up a booking', async () => {
    const { sessionId, slots } = await visits();
    const booked = await book(sessionId, slots[0]!, one);
    const bookingId = booked.kind === 'done' ? booked.value.bookingId : '';
    for (const person of [two.writer, foreign, house.officer]) {
      expect((await house.run(cancelBooking, person, { sessionId, bookingId })).kind).toBe('refused');
      expect((await house.run(sayWhoComes, person, { sessionId, bookingId, accessNeeds: 'mine', people: [] })).kind).toBe('refused');
      expect((await house.visitor(person).get(`/sessions/${sessionId}/bookings/${bookingId}`)).status).toBe(404);
      expect((await house.visitor(person).get(`/sessions/${sessionId}/bookings/${bookingId}/time.ics`)).status).toBe(404);
    }
    for (const address of [`/sessions/${sessionId}/bookings/${bookingId}`, `/sessions/${sessionId}/manage`]) expect((await house.visitor().get(address)).url).toContain('/sign-in');
    expect([403, 404]).toContain((await house.visitor(foreign).get(`/sessions/${sessionId}/manage`)).status);
    expect((await house.visitor(two.writer).get(`/sessions/${sessionId}`)).text).not.toContain('Ash Harbour');
    expect(await standing(sessionId)).toMatchObject([{ id: bookingId, accessNeeds: '' }]);
  });

  test('booking in the name of another organisation, or of none where one acts for several, books nothing; nobody is guessed', async () => {
    const { sessionId, slots } = await visits();
    expect(await book(sessionId, slots[0]!, one, two.organisationId)).toMatchObject({ code: 'no-organisation' });
    const third = await house.addOrganisation('Cedar Rooms');
    const both = await house.addPerson('Bo Both', ['bid-writer', two.organisationId], ['bid-writer', third]);
    expect(await house.run(bookSlot, both, { sessionId, slotId: slots[0]!, organisationId: '' })).toMatchObject({ code: 'which-organisation', field: 'organisationId' });
    expect(await house.run(bookSlot, both, { sessionId, slotId: slots[0]!, organisationId: "' or 1=1 --" })).toMatchObject({ code: 'which-organisation' });
    expect(await standing(sessionId)).toEqual([]);
  });

  test('one organisation that books both times at once, from two tabs of two colleagues, holds one', async () => {
    const { sessionId, slots } = await visits();
    const colleague = await house.addPerson('Cole Colleague', ['bid-writer', one.organisationId]);
    await Promise.all([book(sessionId, slots[0]!, one), house.run(bookSlot, colleague, { sessionId, slotId: slots[1]!, organisationId: one.organisationId }), book(sessionId, slots[0]!, one), book(sessionId, slots[1]!, one)]);
    const [own, ...others] = await standing(sessionId);
    expect(others).toEqual([]);
    // Which of the two it holds is whichever came last; the other one is free.
    expect(await book(sessionId, own!.slotId!, two)).toMatchObject({ code: 'full' });
    expect((await book(sessionId, slots.find((id) => id !== own!.slotId)!, two)).kind).toBe('done');
    const held = await standing(sessionId);
    expect(new Set(held.map(({ slotId }) => slotId)).size).toBe(held.length);
  });

  test('a time that has passed, of another session or of nowhere cannot be booked; what was recorded of one that is over cannot be rewritten', async () => {
    const { sessionId, slots } = await visits();
    const other = await visits();
    for (const slotId of [other.slots[0]!, '00000000-0000-7000-8000-000000000000']) expect(await book(sessionId, slotId, one)).toMatchObject({ code: 'no-slot' });
    const booked = await book(sessionId, slots[0]!, one);
    const bookingId = booked.kind === 'done' ? booked.value.bookingId : '';
    await house.mustRun(sayWhoComes, one.writer, { sessionId, bookingId, accessNeeds: '', people: [{ name: 'Mia Manager', role: 'Manager', willDeliver: true }] });
    await house.setClock('2026-03-10T10:00:00Z');
    expect(await book(sessionId, slots[0]!, two)).toMatchObject({ code: 'past' });
    expect(await house.run(sayWhoComes, one.writer, { sessionId, bookingId, accessNeeds: '', people: [{ name: 'Somebody Else', role: '', willDeliver: true }] })).toMatchObject({ code: 'begun' });
    expect(await house.run(cancelBooking, one.writer, { sessionId, bookingId })).toMatchObject({ code: 'begun' });
    expect(await standing(sessionId)).toMatchObject([{ attendees: [{ name: 'Mia Manager' }] }]);
    await house.setClock('2026-03-27T12:00:01Z');
    expect(await book(other.sessionId, other.slots[1]!, two)).toMatchObject({ code: 'closed' });
  });

  test('enormous and hostile words are refused with a sentence, or shown as words', async () => {
    const { sessionId, slots } = await visits();
    const booked = await book(sessionId, slots[0]!, one);
    const bookingId = booked.kind === 'done' ? booked.value.bookingId : '';
    const nobody = { sessionId, bookingId, accessNeeds: '', people: [] };
    expect(await house.run(sayWhoComes, one.writer, { ...nobody, accessNeeds: ENORMOUS })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(sayWhoComes, one.writer, { ...nobody, people: [{ name: ENORMOUS, role: '', willDeliver: false }] })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(sayWhoComes, one.writer, { ...nobody, people: Array.from({ length: 51 }, (_one, index) => ({ name: `P${index}`, role: '', willDeliver: false })) })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(askAtSession, one.writer, { sessionId, question: ENORMOUS })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(askAtSession, two.writer, { sessionId, question: 'I have not booked' })).toMatchObject({ code: 'not-booked' });
    await house.visitor(one.writer).post(`/sessions/${sessionId}/bookings/${bookingId}`, { 'name-0': '<img src=x onerror=alert(1)>', 'role-0': '</td><script>', accessNeeds: '<b>lift</b>' });
    const managed = await house.visitor(house.officer).get(`/sessions/${sessionId}/manage`);
    expect(managed.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(managed.html).not.toMatch(/<img src=x|<b>lift/);
    const nul = await house.visitor(one.writer).post(`/sessions/${sessionId}/bookings/${bookingId}`, { 'name-0': 'Nul\u0000l', accessNeeds: '' });
    expect(nul.status).toBeLessThan(500);
  });
});

describe('the draft contract under attack', () => {
  const clauseId = async () => (await house.database.read((read) => read.selectFrom('draft_clause').select('id').where('opportunity_id', '=', opportunityId).executeTakeFirstOrThrow())).id;
  const raise = async (who: Supplier, point: string, given: Readonly<Record<string, string>> = {}) => house.run(raisePoint, who.writer, { opportunityId, clauseId: await clauseId(), organisationId: who.organisationId, point, ...given });

  test('DP-33: a point for another organisation, on a clause of another tender, enormous, or after the deadline raises nothing', async () => {
    expect(await raise(one, 'x', { organisationId: two.organisationId })).toMatchObject({ code: 'not-yours' });
    const other = await house.addDraft({ title: 'Other terms' });
    await house.mustRun(saveClause, house.officer, { opportunityId: other, clauseId: 'new', heading: 'Secret', summary: 'S', words: 'Not out yet.', oneSided: false, oneSidedReason: '' });
    const hidden = await house.database.read((read) => read.selectFrom('draft_clause').select('id').where('opportunity_id', '=', other).executeTakeFirstOrThrow());
    expect((await raise(one, 'x', { clauseId: hidden.id })).kind).toBe('refused');
    expect((await raise(one, 'x', { opportunityId: other, clauseId: hidden.id })).kind).toBe('forbidden');
    expect(await raise(one, ENORMOUS)).toMatchObject({ kind: 'invalid' });
    expect(await raise(one, '   ')).toMatchObject({ kind: 'invalid' });
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await raise(one, 'A second late')).toMatchObject({ code: 'closed' });
    const { rows } = await house.database.pool.query("select 1 from case_record where kind = 'clause-point'");
    expect(rows).toEqual([]);
  });

  test('DP-33: who asked is on no page of a rival’s, of a stranger’s or of another authority’s; nor may the answer, or a change of the clause with its reason, name them', async () => {
    const raised = await raise(one, 'We at Ash Harbour Trust cannot wait 30 days. <script>alert(1)</script>');
    const pointId = raised.kind === 'done' ? raised.value.pointId : '';
    for (const person of [two.writer, foreign]) {
      expect((await house.visitor(person).get(`/clause-points/${pointId}`)).status).toBe(404);
      expect((await house.visitor(person).get(`/clause-points/${pointId}/answer`)).status).toBe(404);
      expect((await house.run(answerPoint, person, { pointId, publicText: 'Mine', answer: 'No' })).kind).toBe('forbidden');
    }
    expect((await house.visitor().get(`/clause-points/${pointId}`)).url).toContain('/sign-in');
    const own = await house.visitor(one.writer).get(`/clause-points/${pointId}`);
    expect(own.html).not.toContain('<script>alert');

    const officer = house.visitor(house.officer);
    const amend = `/opportunities/${opportunityId}/contract/${await clauseId()}/amend`;
    const leaking = { summary: 'We pay within 14 days.', words: 'Fourteen days.', reason: 'ASH  Harbour Trust asked for it.' };
    const refused = await officer.post(amend, leaking);
    expect(refused.text).toContain('name somebody who raised a point on this clause');
    expect(refused.html).toContain('ASH  Harbour Trust asked for it.');
    expect((await officer.post(amend, { ...leaking, words: 'Fourteen days, for Ash Harbour Trust.', reason: 'Cash flow.' })).text).toContain('name somebody who raised a point');
    expect((await house.run(answerPoint, house.officer, { pointId, publicText: 'Sooner?', answer: 'Yes, writes Writer of Ash Harbour Trust' }))).toMatchObject({ code: 'names-the-asker' });
    await officer.post(amend, { ...leaking, reason: 'Small bidders cannot wait.' });
    await house.mustRun(answerPoint, house.officer, { pointId, publicText: 'Could payment come sooner?', answer: 'Yes, in 14 days.' });
    for (const visitor of [house.visitor(), house.visitor(two.writer), house.visitor(foreign)]) {
      for (const address of [`/opportunities/${opportunityId}`, `/opportunities/${opportunityId}.json`, `/opportunities/${opportunityId}/contract`]) expect((await visitor.get(address)).html, address).not.toContain('Ash Harbour');
    }
    expect((await house.visitor(two.writer).get(`/opportunities/${opportunityId}/contract`)).text).toContain('Could payment come sooner?');
  });
});

test('DM-15: a refused attempt to begin a consortium, or to look for a partner, is on no record and in no authority’s trail before bids are opened', async () => {
  const form = { opportunityId, organisationId: two.organisationId, name: 'Coast', form: 'lead-body' };
  const post = { opportunityId, organisationId: one.organisationId, lotId: '', kind: 'seeking', words: 'We look for a partner with a hall.' };
  expect(await house.run(formConsortium, one.writer, form)).toMatchObject({ code: 'not-yours' });
  await house.mustRun(postForPartners, one.writer, post);
  expect(await house.run(postForPartners, one.writer, post)).toMatchObject({ code: 'there-already' });
  const { rows } = await house.database.pool.query<{ act: string; body_id: string | null; record_id: string | null }>("select act, body_id, record_id from audit_entry where result = 'refused' and (act like 'consortia.%' or act like 'partner-finder.%')");
  expect(rows.map(({ act }) => act).sort()).toEqual(['consortia.form', 'partner-finder.post']);
  for (const row of rows) expect([row.body_id, row.record_id], row.act).toEqual([null, null]);
});
