import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookSlot, bookingsOf, slotsOf } from '#parts/sessions';
import { dateFields, openTimeHouse, type TimeHouse } from './timetable.fixture.ts';

let house: TimeHouse;
beforeAll(async () => { house = await openTimeHouse(); });
afterAll(() => house.close());

const visitFields = (on: string, rest: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  kind: 'visit', title: 'Visit the Sheppey centre', words: 'Meet the young people and the staff.', firstAt: '10am', count: '3', minutesEach: '45', minutesBetween: '15', places: '1', place: 'Sheppey centre',
  remoteLink: '', peopleEach: '2', accessibility: 'Step-free.', alternative: 'A film of the visit.', ...Object.fromEntries(dateFields('on', on)), ...rest,
});
const sessionIn = (url: string) => /sessions\/([0-9a-f-]{36})/.exec(url)![1]!;

async function arranged(rest: Readonly<Record<string, string>> = {}): Promise<{ readonly opportunityId: string; readonly sessionId: string }> {
  const opportunityId = await house.addDraft({ title: 'Evening clubs' });
  await house.publish(opportunityId);
  const officer = house.visitor(house.officer);
  const made = await officer.post(`/opportunities/${opportunityId}/sessions`, visitFields('2026-03-10', rest));
  return { opportunityId, sessionId: sessionIn(made.url) };
}

test('DM-20: two visit days with 6 slots and 7 bidders: a third set is prompted, none is refused, and answers are shared without names', async () => {
  const { opportunityId, sessionId } = await arranged();
  const officer = house.visitor(house.officer);
  await officer.post(`/sessions/${sessionId}/slots`, visitFields('2026-03-11'));
  const slots = await house.database.read((read) => slotsOf(read, [sessionId]));
  expect(slots).toHaveLength(6);
  const bidders = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven']) bidders.push(await house.supplier(`${name} Youth Trust`));
  // Two presses: the link on the opportunity's page, and the button of a time.
  expect((await house.visitor(bidders[0]!.writer).get(`/opportunities/${opportunityId}`)).html).toContain(`href="/sessions/${sessionId}"`);
  for (const [index, slot] of slots.entries()) {
    const bidder = house.visitor(bidders[index]!.writer);
    await bidder.get(`/sessions/${sessionId}`);
    expect((await bidder.send(`/sessions/${sessionId}/book`, { slotId: slot.id, organisationId: bidders[index]!.organisationId })).text).toContain('has a place on');
  }
  const seventh = house.visitor(bidders[6]!.writer);
  const full = await seventh.get(`/sessions/${sessionId}`);
  expect(full.text).toContain('Nobody is turned away');
  expect((await seventh.send(`/sessions/${sessionId}/book`, { slotId: '', organisationId: bidders[6]!.organisationId })).text).toContain('is on the waiting list');
  expect((await officer.get(`/sessions/${sessionId}/manage`)).text).toContain('All 6 places are taken and 1 waits. Add a third set of times.');
  expect((await officer.get('/home')).text).toContain('Add more times: 1 waits for Visit the Sheppey centre');
  await officer.post(`/sessions/${sessionId}/slots`, visitFields('2026-03-12'));
  expect((await seventh.get(`/sessions/${sessionId}`)).text).toContain('Seven Youth Trust has a place on 12 March 2026 at 10am');
  // Who comes, who came, what was asked.
  const [booking] = await house.database.read((read) => bookingsOf(read, sessionId));
  const first = house.visitor(bidders[0]!.writer);
  expect((await first.post(`/sessions/${sessionId}/bookings/${booking!.id}`, { 'name-0': 'Mia', 'name-1': 'Tom', 'name-2': 'Ann', accessNeeds: '' })).text).toContain('Up to 2 people may come');
  await first.post(`/sessions/${sessionId}/bookings/${booking!.id}`, { 'name-0': 'Mia Manager', 'role-0': 'Manager', 'delivers-0': 'yes', accessNeeds: 'A signer' });
  await house.setClock('2026-03-13T09:00:00Z');
  await officer.post(`/sessions/${sessionId}/attendance/${booking!.id}`, { 'name-0': 'Mia Manager', 'role-0': 'Manager', 'marks-0': ['came', 'delivers'], 'name-1': 'Ben Brown', 'marks-1': 'came' });
  const managed = (await officer.get(`/sessions/${sessionId}/manage`)).text;
  expect(managed).toContain('Mia Manager, Manager (will deliver the service): came');
  expect(managed).toContain('Needs: A signer');
  const asked = await officer.post(`/sessions/${sessionId}/questions`, { question: 'One Youth Trust asks whether the hall is free on Sundays.', bookingId: booking!.id });
  const named = await officer.post(asked.url, { publicText: 'Is the hall free on Sundays, asks One Youth Trust?', answer: 'Yes.' });
  expect(named.text).toContain('The words name “One Youth Trust”');
  await officer.post(asked.url, { publicText: 'Is the hall free on Sundays?', answer: 'Yes, from 2pm.' });
  const everyone = (await house.visitor().get(`/opportunities/${opportunityId}`)).text;
  expect(everyone).toContain('Is the hall free on Sundays? Yes, from 2pm.');
  for (const { organisationId } of bidders) expect(everyone).not.toContain(organisationId);
  expect(everyone).not.toContain('Youth Trust asks');
  const { rows: told } = await house.database.pool.query<{ n: number }>("select count(*)::int as n from outbox_mail where subject like 'A question was answered for everyone%'");
  expect(told[0]!.n).toBe(7);
  await house.setClock('2026-03-02T09:00:00Z');
});

test('two who want the last place at once: one has it, the other waits or is offered what is left', async () => {
  const { sessionId } = await arranged({ count: '1' });
  const [slot] = await house.database.read((read) => slotsOf(read, [sessionId]));
  const both = [await house.supplier('Alpha'), await house.supplier('Beta')];
  const results = await Promise.all(both.map(({ writer, organisationId }) => house.run(bookSlot, writer, { sessionId, slotId: slot!.id, organisationId })));
  expect(results.map((result) => (result.kind === 'done' ? result.value.slotId : result.kind)).sort()).toEqual([null, slot!.id].sort());
});

test('a booking moves, is given up, and its place goes to whoever waits longest; a time taken out keeps everyone’s turn', async () => {
  const { sessionId } = await arranged({ count: '2' });
  const slots = await house.database.read((read) => slotsOf(read, [sessionId]));
  const [one, two, three] = [await house.supplier('Ash'), await house.supplier('Birch'), await house.supplier('Cedar')];
  const book = (who: typeof one, slotId: string) => house.mustRun(bookSlot, who.writer, { sessionId, slotId, organisationId: who.organisationId });
  const held = await book(one, slots[0]!.id);
  await book(one, slots[1]!.id);
  await book(two, slots[0]!.id);
  expect((await book(three, '')).slotId).toBeNull();
  const ash = house.visitor(one.writer);
  expect((await house.visitor(two.writer).get(`/sessions/${sessionId}/bookings/${held.bookingId}`)).status).toBe(404);
  await ash.post(`/sessions/${sessionId}/bookings/${held.bookingId}/cancel`);
  const officer = house.visitor(house.officer);
  expect((await house.visitor(three.writer).get(`/sessions/${sessionId}`)).text).toContain('Cedar has a place on 10 March 2026 at 11am');
  await officer.post(`/sessions/${sessionId}/slots/${slots[0]!.id}/cancel`, { reason: 'The hall is flooded.' });
  expect((await house.visitor(two.writer).get(`/sessions/${sessionId}`)).text).toContain('Birch is on the waiting list');
  const file = await house.visitor(three.writer).get(`/sessions/${sessionId}/times.ics`);
  expect(file.response.headers['content-type']).toContain('text/calendar');
  expect(file.html).toContain('STATUS:CANCELLED');
  await officer.post(`/sessions/${sessionId}/cancel`, { reason: 'No building.' });
  expect((await house.visitor(three.writer).get(`/sessions/${sessionId}`)).text).toContain('This was cancelled. No building.');
  expect((await house.run(bookSlot, two.writer, { sessionId, slotId: slots[1]!.id, organisationId: two.organisationId })).kind).toBe('refused');
});

test('who booked is for organisers only, and a session of a draft for nobody else', async () => {
  const { sessionId } = await arranged();
  for (const visitor of [house.visitor(), house.visitor(house.swale.writer)]) expect((await visitor.get(`/sessions/${sessionId}/manage`)).text).not.toContain('what was asked');
  const draft = await house.addDraft({ title: 'Not out yet' });
  const made = await house.visitor(house.officer).post(`/opportunities/${draft}/sessions`, visitFields('2026-03-11'));
  const hidden = sessionIn(made.url);
  expect((await house.visitor(house.swale.writer).get(`/sessions/${hidden}`)).status).toBe(404);
  expect((await house.run(bookSlot, house.swale.writer, { sessionId: hidden, slotId: '', organisationId: house.swale.organisationId })).kind).toBe('refused');
  // Booking for somebody else's organisation books nothing.
  expect((await house.run(bookSlot, house.swale.writer, { sessionId, slotId: '', organisationId: house.medway.organisationId })).kind).toBe('refused');
  const hostile = house.visitor(house.officer);
  const late = await hostile.post(`/opportunities/${draft}/sessions`, visitFields('2026-04-30', { title: '<script>alert(1)</script>' }));
  expect(late.text).toContain('These times are after bidding closes');
  expect(late.html).not.toContain('<script>alert');
});

test('MD-12: a festival tender with the arts pack links each question to its guide, surgery slots can be booked by any registered group, and use is counted', async () => {
  const officer = house.visitor(house.officer);
  const pack = await officer.post('/support-packs/new', { bodyId: house.bodyId, title: 'Arts and culture', sector: 'Arts' });
  const packId = /support-packs\/([0-9a-f-]{36})/.exec(pack.url)![1]!;
  expect((await officer.post(`/support-packs/${packId}/items`, { kind: 'example', title: 'A good answer', words: '', link: '' })).text).toContain('Write the help itself, or give a link');
  for (const [kind, title] of [['question-guide', 'How to answer each question'], ['walk-through', 'From reading to sending'], ['toolkit', 'Commissioning toolkit for the arts']] as const) {
    await officer.post(`/support-packs/${packId}/items`, { kind, title, words: 'Say who comes, and what changes for them.', link: '' });
  }
  const id = await house.addDraft({ title: 'Wellbeing festival' });
  await officer.post(`/opportunities/${id}/support`, { packIds: [packId] });
  const guide = /\/support\/([0-9a-f-]{36})"[^>]*>How to answer/.exec((await officer.get(`/support-packs/${packId}`)).html)![1]!;
  expect((await house.visitor().get(`/support/${guide}`)).text).not.toContain('Say who comes');
  await house.publish(id);
  const advert = await house.visitor().get(`/opportunities/${id}`);
  expect(advert.html.split('Guide to this question').length - 1).toBe(2);
  expect(advert.text).toContain('Commissioning toolkit for the arts (toolkit for the sector)');
  // The guide itself stands beside each answer box, folded away.
  const bidder = house.visitor(house.swale.writer);
  const bid = await bidder.post(`/opportunities/${id}/bid`, { organisationId: house.swale.organisationId });
  const onePage = await bidder.get(`${bid.url.split('?')[0]}/one-page`);
  expect(onePage.html.split('Help with this answer').length - 1).toBe(2);
  expect(onePage.html).toMatch(/<details[^>]*>(?:(?!<\/details>).)*Say who comes, and what changes for them\./s);
  expect(onePage.html).not.toMatch(/<details[^>]* open[^>]*>(?:(?!<\/details>).)*Help with this answer/s);
  const surgery = await officer.post(`/opportunities/${id}/sessions`, visitFields('2026-03-09', { kind: 'surgery', title: 'Surgery for small groups', place: '', remoteLink: 'https://meet.example/surgery' }));
  const group = await house.supplier('Puppets and Co');
  const visitor = house.visitor(group.writer);
  const sessionId = sessionIn(surgery.url);
  const times = await visitor.get(`/sessions/${sessionId}`);
  expect(times.html).not.toContain('meet.example');
  const slotId = /name="slotId"[^>]*value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})" name="slotId"/.exec(times.html)!.slice(1).find(Boolean)!;
  const booked = await visitor.send(`/sessions/${sessionId}/book`, { slotId, organisationId: group.organisationId });
  expect(booked.html).toContain('https://meet.example/surgery');
  for (let round = 0; round < 3; round += 1) await house.visitor().get(`/support/${guide}`);
  expect((await officer.get(`/support-packs/${packId}`)).text).toMatch(/How to answer each question Guide to the questions 3/);
});
