import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { bankHolidays, shippedLaw } from '#law';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { dueAt, standingOf } from './promise.ts';
import { keepPromise, makePromise, owedBy, pausePromise, promisesOf, recountPromises, resumePromise, withdrawPromise, type NewPromise } from './promise.store.ts';

const at = (text: string) => new Date(text);

describe('dueAt: the end of the last day in London', () => {
  test.each([
    ['calendarDay1IsNextDay', 14, '2026-11-01T23:30:00Z', '2026-11-16T00:00:00.000Z'],
    ['calendarInclusive', 1, '2026-07-01T09:00:00Z', '2026-07-01T23:00:00.000Z'],
    ['workingDaysAnyUkHoliday', 3, '2026-12-24T09:00:00Z', '2026-12-31T00:00:00.000Z'],
    ['months', 1, '2027-01-31T09:00:00Z', '2027-03-01T00:00:00.000Z'],
    ['clearDays', 5, '2026-11-02T09:00:00Z', '2026-11-08T00:00:00.000Z'],
  ] as const)('%s %i from %s', (clock, count, start, due) => expect(dueAt(at(start), clock, count).toISOString()).toBe(due));
});

test('standing is read from the times: broken at the due instant itself', () => {
  const times = { dueAt: at('2026-11-10T00:00:00Z'), pausedAt: null, keptAt: null, withdrawnAt: null };
  expect(standingOf(times, at('2026-11-09T23:59:59Z'))).toBe('open');
  expect(standingOf(times, at('2026-11-10T00:00:00Z'))).toBe('broken');
  expect(standingOf({ ...times, keptAt: at('2026-11-09T00:00:00Z') }, at('2027-01-01T00:00:00Z'))).toBe('kept');
  expect(standingOf({ ...times, keptAt: at('2026-11-11T00:00:00Z') }, at('2027-01-01T00:00:00Z'))).toBe('kept-late');
  expect(standingOf({ ...times, pausedAt: at('2026-11-01T00:00:00Z') }, at('2027-01-01T00:00:00Z'))).toBe('paused');
  expect(standingOf({ ...times, withdrawnAt: at('2026-11-01T00:00:00Z') }, at('2027-01-01T00:00:00Z'))).toBe('withdrawn');
});

describe('promises in the database', () => {
  let house: House;
  let bodyId: BodyId;
  let officer: PersonId;
  const about = { kind: 'award', id: newId<'award'>() };
  const promise = (given: Partial<NewPromise> = {}): NewPromise => ({
    kind: 'feedback', about, bodyId, owner: { role: 'procurement-officer' }, words: 'Give feedback', address: '/awards/1', startsAt: at('2026-11-02T09:00:00Z'), clock: 'calendarDay1IsNextDay', count: 14, law: shippedLaw, ...given,
  });
  beforeAll(async () => {
    house = await openHouse();
    bodyId = await house.addBody();
    officer = await house.addPerson('Olu Officer', ['procurement-officer', bodyId]);
  });
  afterAll(() => house.close());

  test('made twice is one; owed by whoever holds the role there, by nobody else; kept, it is owed no more', async () => {
    await house.database.write(async (tx) => void (await makePromise(tx, promise()), await makePromise(tx, promise())));
    const other = await house.addPerson('Other Officer', ['procurement-officer', await house.addBody()]);
    const owed = async (person: PersonId) => house.database.read(async (read) => owedBy(read, await house.actor(person), 10));
    expect((await owed(officer)).map(({ words }) => words)).toEqual(['Give feedback']);
    expect(await owed(other)).toEqual([]);
    expect(await house.database.write((tx) => keepPromise(tx, 'feedback', about))).toBe(1);
    expect(await house.database.write((tx) => keepPromise(tx, 'feedback', about))).toBe(0);
    expect(await owed(officer)).toEqual([]);
  });

  test('a pause adds what it lasted; a holiday announced later moves the day; one withdrawn is left alone', async () => {
    const here = { kind: 'award', id: newId<'award'>() };
    await house.database.write((tx) => makePromise(tx, promise({ about: here, owner: { personId: officer }, clock: 'workingDaysAnyUkHoliday', count: 2 })));
    const [made] = await house.database.read((read) => promisesOf(read, here));
    expect(made!.dueAt.toISOString()).toBe('2026-11-04T00:00:00.000Z');
    const oneOff = { ...shippedLaw, holidays: [...shippedLaw.holidays, { ...bankHolidays()[0]!, date: calendarDate('2026-11-03') }] };
    expect(await house.database.write((tx) => recountPromises(tx, oneOff))).toBe(1);
    await house.setClock('2026-11-03T09:00:00Z');
    await house.database.write((tx) => pausePromise(tx, made!.id));
    await house.setClock('2026-11-05T09:00:00Z');
    await house.database.write((tx) => resumePromise(tx, made!.id));
    const [resumed] = await house.database.read((read) => promisesOf(read, here));
    // To the second: the replaced clock goes on running between the two commands.
    expect(Math.abs(resumed!.dueAt.getTime() - at('2026-11-07T00:00:00Z').getTime())).toBeLessThan(60_000);
    expect(await house.database.write((tx) => withdrawPromise(tx, 'feedback', here))).toBe(1);
    expect(await house.database.write((tx) => recountPromises(tx, oneOff))).toBe(0);
  });
});
