import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyId, PersonId } from '#kernel/ids';
import { countedWords, writeFailedSearches } from '#platform/search/failed-searches';
import { openHouse, type House } from '../../../tests/house.ts';
import { logOutreach } from './log-outreach.command.ts';
import { sourceFrom } from './take-up.ts';

describe('what is kept of an answer and of a search', () => {
  const id = '01a1fdc6-8f27-7874-9fe1-198659348ebc';
  test.each([
    ['nothing', '', '', null],
    ['a way', 'support-body', '', { heard: 'support-body', eventId: null, otherPortal: null }],
    ['an event', `event:${id}`, ' The other portal ', { heard: 'event', eventId: id, otherPortal: 'The other portal' }],
    ['only another portal', '', 'SE portal', { heard: 'other', eventId: null, otherPortal: 'SE portal' }],
    ['words that are no answer', 'constructor', '', null],
    ['an event that is no id', 'event:1 or 1=1', '', null],
  ] as const)('%s', (_name, heard, other, source) => expect(sourceFrom(heard, other)).toEqual(source));
  test.each([
    ['Youth  CLUBS\n', 'youth clubs'], ['', null], ['ann@example.org', null], ['01622 123456', null], ['2026', '2026'], ['x'.repeat(200), 'x'.repeat(80)], ['a\0b', 'a b'],
  ])('%j is counted as %j', (words, counted) => expect(countedWords(words)).toBe(counted));
});

describe('take-up', () => {
  let house: House;
  let bodyId: BodyId;
  let officer: PersonId;
  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-06-01T09:00:00Z');
    bodyId = await house.addBody('kent');
    officer = await house.addPerson('Take Up', ['procurement-officer', bodyId]);
  });
  afterAll(() => house.close());

  const register = (name: string, heard: string, otherPortal = ''): Promise<{ status: number; text: string }> => {
    const details = { name, companyNumber: '', charityNumber: '', kind: 'private', size: 'small' };
    return house.visitor().post(`/register/account?${new URLSearchParams(details).toString()}`, { ...details, personName: `Of ${name}`, email: `${name.replaceAll(' ', '.').toLowerCase()}@example.org`, password: 'marmalade tidy canal', heard, otherPortal });
  };

  test('DM-21: an event logged on 1 June and 9 registrations in the next 14 days that give it as source: the event shows 9', async () => {
    const visitor = house.visitor(officer);
    await visitor.get('/take-up/log');
    const missing = await visitor.send('/take-up/log', { bodyId, kind: 'event', name: 'Construction Expo', 'heldOn-day': '31', 'heldOn-month': '6', 'heldOn-year': '2026', place: 'Detling' });
    expect(missing.text).toContain('The day it was held must be a real date');
    expect(missing.html).toContain('value="Construction Expo"');
    expect((await visitor.send('/take-up/log', { bodyId, kind: 'event', name: 'Construction Expo', 'heldOn-day': '1', 'heldOn-month': '6', 'heldOn-year': '2026', place: 'Detling' })).text).toContain('Logged.');
    expect(await house.run(logOutreach, officer, { bodyId, kind: 'event', name: 'Construction Expo', heldOn: '2026-06-01', place: '' })).toMatchObject({ code: 'logged-already' });
    const details = new URLSearchParams({ name: 'Builder 1', companyNumber: '', charityNumber: '', kind: 'private', size: 'small' }).toString();
    const page = await house.visitor().get(`/register/account?${details}`);
    const event = /value="(event:[0-9a-f-]{36})"/.exec(page.html)![1]!;
    expect(page.text).toContain('At Construction Expo, 1 June 2026');
    for (let number = 1; number <= 9; number++) {
      await house.setClock(`2026-06-${String(1 + number).padStart(2, '0')}T09:00:00Z`);
      expect((await register(`Builder ${number}`, event, number === 1 ? 'South East portal' : '')).text).toContain('Thank you.');
    }
    await register('Charity by search', 'search');
    await house.setClock('2026-06-20T09:00:00Z');
    await register('Builder too late', event);
    await register('Says nothing', 'nonsense');
    const report = await visitor.get('/take-up');
    expect(report.text).toContain('12 organisations registered from 1 April 2026 to 31 March 2027.');
    expect(report.text).toMatch(/Construction Expo \(fair or event, Detling\) 1 June 2026 kent Council 9 /);
    expect((await visitor.get('/take-up?days=19')).text).toMatch(/Construction Expo \(fair or event, Detling\) 1 June 2026 kent Council 10 /);
    for (const words of ['Small 12', 'At an event 10', 'By searching the web 1', 'Did not say 1', 'south east portal 1', 'June 2026 12']) expect(report.text).toContain(words);
  });

  test('searches that found nothing are counted by day, without who asked', async () => {
    for (const words of ['Submarine rental for Margaret Holroyd', 'submarine  RENTAL for', 'Jo 07700 900123', 'Holroyd']) await house.visitor().get(`/search?words=${encodeURIComponent(words)}`);
    await writeFailedSearches(house.database);
    await writeFailedSearches(house.database);
    const report = await house.visitor(officer).get('/take-up');
    expect(report.text).toContain('submarine rental for 2');
    expect(report.text).not.toContain('holroyd');
    expect(report.text).not.toContain('07700');
    expect((await house.visitor(officer).get('/take-up?from=2026-07-01&to=2026-07-31')).text).not.toContain('submarine rental');
  });

  test('it is for staff; odd times are the current year; nobody logs for another authority', async () => {
    expect((await house.visitor().get('/take-up')).url).toContain('/sign-in');
    expect((await house.visitor(officer).get('/take-up?from=2030-01-01&to=1066-01-01&days=none')).text).toContain('1 April 2026 to 31 March 2027');
    expect(await house.run(logOutreach, officer, { bodyId: await house.addBody('other'), kind: 'talk', name: 'Talk', heldOn: '2026-06-01', place: '' })).toMatchObject({ code: 'not-yours', field: 'bodyId' });
  });
});
