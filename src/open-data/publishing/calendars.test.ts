import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { calendarFile } from '#parts/sessions';
import { announceOpportunity, cancelOpportunity, changeClosing, createOpportunity } from '#opportunities';
import { publishEarlyNotice, recordSlip, saveTimetable, startEarlyNotice } from '#timetable';
import { openBuyingHouse, type BuyingHouse } from '../../do/opportunities/opportunities.fixture.ts';
import { eventsOf, type DatedOpportunity } from './calendar-events.ts';
import { ask } from './publishing.fixture.ts';

const OPPORTUNITY: DatedOpportunity = { id: 'o1', title: 'Youth clubs', buyer: 'Kent', isComing: false, isCancelled: false, expectedOn: null, closesAt: new Date('2026-03-29T11:00:00Z'), questionsUntil: new Date('2026-03-20T17:00:00Z'), changes: 0, events: [] };
const MADE = new Date('2026-03-01T09:00:00Z');

/** Lines as a calendar reads them: folded ones joined again. */
const linesOf = (file: string): string[] => file.replaceAll('\r\n ', '').split('\r\n');
const eventsIn = (file: string): Record<string, string>[] =>
  linesOf(file).join('\n').split('BEGIN:VEVENT').slice(1).map((text) => Object.fromEntries(text.split('END:VEVENT')[0]!.split('\n').filter((line) => line.includes(':')).map((line) => [line.slice(0, line.search(/[;:]/)), line.slice(line.indexOf(':') + 1)])));

describe('an opportunity in a calendar', () => {
  test('times are right on both sides of the change of clocks, as instants; a day is a day', () => {
    // Midday in London on 28 March is 12:00 UTC, on the 29th 11:00 UTC: the clocks go forward that night.
    const winter = eventsIn(calendarFile('x', eventsOf({ ...OPPORTUNITY, closesAt: new Date('2026-03-28T12:00:00Z') }, 'https://here.example'), MADE));
    const summer = eventsIn(calendarFile('x', eventsOf(OPPORTUNITY, 'https://here.example'), MADE));
    expect([winter[0]!['DTEND'], summer[0]!['DTEND'], summer[0]!['DTSTART']]).toEqual(['20260328T120000Z', '20260329T110000Z', '20260329T104500Z']);
    const [coming] = eventsIn(calendarFile('x', eventsOf({ ...OPPORTUNITY, isComing: true, expectedOn: calendarDate('2026-10-25') }, 'https://here.example'), MADE));
    expect(coming).toMatchObject({ DTSTART: '20261025', SUMMARY: 'Expected: Youth clubs' });
  });

  test('lines are folded at 75 octets and no letter is torn; what would break a line is escaped', () => {
    const title = `Gwasanaethau ieuenctid – clybiau’r hwyr, ${'é'.repeat(60)}; two\nlines \\ here`;
    const file = calendarFile('x', eventsOf({ ...OPPORTUNITY, title }, 'https://here.example'), MADE);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).not.toContain('�');
    expect(eventsIn(file)[0]!['SUMMARY']).toBe(`Closes: ${title.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n')}`);
    expect(file.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  });

  test('of one that is only announced no more than its day is told', () => {
    expect(eventsOf({ ...OPPORTUNITY, isComing: true, expectedOn: calendarDate('2026-10-25') }, '')).toHaveLength(1);
    expect(eventsOf({ ...OPPORTUNITY, isComing: true }, '')).toEqual([]);
  });
});

describe('calendars of the site', () => {
  let house: BuyingHouse;
  beforeAll(async () => {
    house = await openBuyingHouse();
  });
  afterAll(() => house.close());
  const eventsAt = async (url: string) => eventsIn((await ask(house, url)).text);

  test('closing and last questions; a deadline that moves keeps its id and raises its number; a cancelled one says so', async () => {
    const id = await house.addDraft({ title: 'Clubs in a calendar' });
    await house.publish(id);
    const before = (await eventsAt('/opportunities.ics')).filter((event) => event['UID']!.includes(id));
    expect(before.map((event) => event['UID']).toSorted()).toEqual([`closes-${id}@wantsum`, `questions-${id}@wantsum`]);
    expect(before.every((event) => (event['SEQUENCE'] ?? '0') === '0' && event['STATUS'] === undefined)).toBe(true);
    const { closesAt } = await house.database.read((read) => read.selectFrom('opportunity').select('closes_at as closesAt').where('id', '=', id).executeTakeFirstOrThrow());
    const later = new Date(closesAt!.getTime() + 7 * 86_400_000);
    await house.mustRun(changeClosing, house.officer, { opportunityId: id, closesOn: later.toISOString().slice(0, 10), closesAt: 'midday', reason: 'More time for partners.' });
    const moved = (await eventsAt(`/opportunities/${id}.ics`)).find((event) => event['UID'] === `closes-${id}@wantsum`)!;
    expect(moved['SEQUENCE']).toBe('1');
    expect(moved['DTEND']!.slice(0, 8)).toBe(later.toISOString().slice(0, 10).replaceAll('-', ''));
    await house.mustRun(cancelOpportunity, house.officer, { opportunityId: id, reason: 'Not needed.' });
    const cancelled = (await eventsAt('/opportunities.ics')).filter((event) => event['UID']!.includes(id));
    expect(cancelled.map((event) => [event['STATUS'], event['SEQUENCE']])).toEqual([['CANCELLED', '2'], ['CANCELLED', '2']]);
  });

  test('takes the register’s own filters; what cannot be read is refused; a draft has no calendar', async () => {
    const id = await house.addDraft({ title: 'Only a draft' });
    expect((await ask(house, `/opportunities/${id}.ics`)).status).toBe(404);
    expect((await ask(house, '/opportunities.ics')).text).not.toContain(id);
    expect((await eventsAt('/opportunities.ics?status=open')).length).toBe(0);
    expect((await ask(house, '/opportunities.ics?status=nonsense')).status).toBe(400);
    expect((await ask(house, '/opportunities.ics')).headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8' });
  });

  test('PL-18: what is planned is published as a list with its file and calendar; when its day moves both days, the reason and the count are there', async () => {
    const { earlyNoticeId } = await house.mustRun(startEarlyNotice, house.officer, { bodyId: house.bodyId, code: 'UK3', title: 'Young carers', scope: 'Breaks for young carers', category: 'services', cpvCodes: '', valueLowNetPence: '100000', valueHighNetPence: '250000', lotsWords: 'None', expectedOn: '2026-09-01' });
    expect((await house.visitor().get('/pipeline')).text).not.toContain('Young carers');
    await house.mustRun(publishEarlyNotice, house.officer, { earlyNoticeId });
    const { opportunityId } = await house.mustRun(createOpportunity, house.officer, { bodyId: house.bodyId, exerciseId: '', title: 'Young carers’ cafés' });
    await house.mustRun(saveTimetable, house.officer, { opportunityId, advert: '2026-09-10', visits: '', opening: '', evaluation: '', award: '', 'standstill-end': '', complexity: 'low', consortiaAllowed: false, visitsNoneReason: '', earlyNoticeId: '' });
    await house.database.write((tx) => tx.updateTable('opportunity').set({ summary: 'Somewhere to meet' }).where('id', '=', opportunityId).execute());
    await house.mustRun(announceOpportunity, house.officer, { opportunityId, expectedOn: '2026-09-10' });
    await house.mustRun(recordSlip, house.officer, { opportunityId, stage: 'advert', toOn: '2026-12-01', reason: 'The survey came late.' });
    const { value } = await ask<{ items: Record<string, unknown>[] }>(house, '/pipeline.json');
    expect(value.items).toMatchObject([
      { title: 'Young carers', standing: 'expected', least: 100_000, most: 250_000, expected: '2026-09-01', moves: 0 },
      { title: 'Young carers’ cafés', standing: 'moved', firstExpected: '2026-09-10', expected: '2026-12-01', moves: 1, reason: 'The survey came late.', least: null },
    ]);
    const page = await house.visitor().get('/pipeline');
    expect(page.text).toMatch(/Young carers’ cafés .*1 Dec 2026 10 Sep 2026 1/);
    expect((await ask(house, '/pipeline.csv')).text).toContain('The survey came late.');
    const events = await eventsAt('/pipeline.ics');
    expect(events.find((event) => event['UID'] === `expected-${opportunityId}@wantsum`)).toMatchObject({ DTSTART: '20261201', SEQUENCE: '1' });
    expect((await house.visitor().get(`/pipeline/${earlyNoticeId}`)).text).toContain('Young carers');
  });
});
