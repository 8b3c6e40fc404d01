import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../tests/house.ts';
import { calendarDate } from '#kernel/calendar-date';
import type { BodyId, PersonId } from '#kernel/ids';
import { makePromise, promisesOf } from '#parts/promises';
import { addHoliday, holidaysFor, lawFrom, policyValue, setPolicy } from './index.ts';

let house: House;
let body: BodyId;
let administrator: PersonId;
let officer: PersonId;

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-11-02T10:00:00Z');
  body = await house.addBody('kent');
  administrator = await house.addPerson('Ann Administrator', ['administrator', body]);
  officer = await house.addPerson('Paul Officer', ['procurement-officer', body]);
});
afterAll(() => house.close());

const quotes = (amount: string, from: string, more: object = {}) => ({
  bodyId: body, key: 'purchasing.writtenQuotesFrom', fields: { amount, op: '>=', basis: 'net' }, from, source: 'Standing order 5', reason: 'Decided by the council', ...more,
});
const valueOn = (on: string) => house.database.read((read) => policyValue(read, body, 'purchasing.writtenQuotesFrom', calendarDate(on)));

describe('changing a local policy', () => {
  test('nobody but an administrator of the body may, and others see no such page', async () => {
    const elsewhere = await house.addPerson('Olga Other', ['administrator', await house.addBody('surrey')]);
    for (const person of [officer, elsewhere]) {
      expect((await house.run(setPolicy, person, quotes('9000', '2026-12-01'))).kind).toBe('forbidden');
      expect((await house.visitor(person).get(`/bodies/${body}/policy/purchasing.writtenQuotesFrom`)).status).toBe(404);
    }
    expect((await house.visitor(elsewhere).get(`/bodies/${body}/policy`)).status).toBe(404);
    expect((await house.visitor(administrator).get(`/bodies/${body}/policy/no.such.policy`)).status).toBe(404);
  });

  test('everything wrong is said at its field, and everything typed is still there', async () => {
    const url = `/bodies/${body}/policy/purchasing.writtenQuotesFrom`;
    const seen = await house.visitor(administrator).post(url, { amount: '£8,00', op: '', basis: 'net', 'from-day': '31', 'from-month': '2', 'from-year': '2027', source: '<b>', owner: '', reason: '' });
    expect(seen.status).toBe(422);
    expect(seen.text).toContain('Enter an amount in pounds, like 1,234.50');
    expect(seen.text).toContain('Date must be a real date');
    expect(seen.text).toContain('Enter why it changes');
    expect(seen.html).toContain('value="£8,00"');
    expect(seen.html).toContain('value="&lt;b&gt;"');
  });

  test('XC-04: a value holds from its day; the one before ends the day before, and the list shows both', async () => {
    const seen = await house.visitor(administrator).post(`/bodies/${body}/policy/purchasing.writtenQuotesFrom`, {
      amount: '10000', op: '>', basis: 'net', 'from-day': '1', 'from-month': '12', 'from-year': '2026', source: 'Standing order 5', owner: 'Head of procurement', reason: 'Inflation',
    });
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('Written quotations: more than £10,000, excluding VAT, from 1 December 2026.');
    expect(seen.text).toContain('From 1 December 2026: more than £10,000, excluding VAT.');
    await house.mustRun(setPolicy, administrator, quotes('12000', '2027-04-01'));
    expect(await valueOn('2026-11-30')).toMatchObject({ origin: 'default', words: '£8,000 or more, excluding VAT' });
    expect(await valueOn('2027-03-31')).toMatchObject({ origin: 'local', words: 'more than £10,000, excluding VAT', from: '2026-12-01', to: '2027-03-31' });
    expect(await valueOn('2027-04-01')).toMatchObject({ words: '£12,000 or more, excluding VAT', to: null });
  });

  test('the past is refused unless it is a correction', async () => {
    const refused = await house.run(setPolicy, administrator, quotes('7000', '2026-11-01'));
    expect(refused).toMatchObject({ kind: 'refused', code: 'in-the-past', field: 'from' });
    await house.mustRun(setPolicy, administrator, quotes('7000', '2026-11-01', { isCorrection: true }));
    expect(await valueOn('2026-11-02')).toMatchObject({ words: '£7,000 or more, excluding VAT', to: '2026-11-30' });
    // Marked as a correction of the very same day: the wrong row gives way.
    await house.mustRun(setPolicy, administrator, quotes('8000', '2026-11-01', { isCorrection: true }));
    expect(await valueOn('2026-11-02')).toMatchObject({ words: '£8,000 or more, excluding VAT' });
  });

  test('two administrators at once leave rows that do not overlap', async () => {
    const results = await Promise.all(['20000', '21000', '22000', '23000'].map((amount, index) => house.run(setPolicy, administrator, quotes(amount, `2028-0${index + 1}-01`))));
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'done']);
    expect((await valueOn('2028-02-15')).words).toBe('£21,000 or more, excluding VAT');
    expect((await valueOn('2029-01-01')).words).toBe('£23,000 or more, excluding VAT');
  });

  test('OR-13: the audit trail says who, what it was and is, and why', async () => {
    const entries = await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'policy.set').where('result', '=', 'done').execute());
    const first = entries.find((entry) => entry.reason === 'Inflation');
    expect(first?.detail).toMatchObject({ before: { value: '£8,000 or more, excluding VAT (default)' }, after: { value: 'more than £10,000, excluding VAT', from: '2026-12-01' } });
  });

  test.each([
    ['award.approvals', { from1: '0', role1: 'procurement-officer', from2: '50000', role2: 'lead-director' }, 'Lead director from £50,000'],
    ['bids.late', { choice: 'record-unread' }, 'Recorded, and never read'], ['feedback.withinDays', { count: '10', counted: 'working' }, '10 working days'],
    ['review.frequencies', { choices: ['annual'] }, 'Annual'], ['evaluation.usualScale', { choice: '0-10' }, '0 to 10'],
    ['socialValue.minimumPercent', { percent: '10' }, '10%'], ['purchasing.exemptionApprover', { choice: 'lead-director' }, 'Lead director'],
    ['burden.questionsLimitByValue', { from1: '0', limit1: '5' }, '5 questions from £0'], ['evaluation.tieRules', { choices: ['price', 'quality'] }, 'Most points for quality, Most points for price'],
    ['opening.openers', { count: '2' }, '2 people'],
  ])('%s can be set through its own form', async (key, fields, words) => {
    const seen = await house.visitor(administrator).post(`/bodies/${body}/policy/${key}`, { ...fields, 'from-day': '2', 'from-month': '11', 'from-year': '2026', source: 'Minute 4', owner: '', reason: 'Test' });
    expect(seen.text).toContain(words);
    expect(seen.status).toBe(200);
    expect((await house.visitor(administrator).get(`/bodies/${body}/policy/${key}`)).text).toContain('Minute 4');
  });
});

describe('rules and sources', () => {
  test('XC-04: anyone reads every rule of the law, with unverified ones marked', async () => {
    const visitor = house.visitor();
    const first = await visitor.get('/rules');
    expect(first.status).toBe(200);
    expect(first.text).toMatch(/Rules 1 to 40 of \d{3}/);
    const found = await visitor.get('/rules?words=207%2C720&pack=uk-2026');
    expect(found.text).toContain('£207,720 or more, including VAT');
    expect(found.text).toContain('Threshold Amounts');
    expect((await visitor.get('/rules?topic=Practice&words=openers')).text + (await visitor.get('/rules?words=Two+officers')).text).toContain('Not verified, not used');
    expect((await visitor.get('/rules?words=%3Cscript%3E')).text).toContain('No rule fits');
    expect((await visitor.get('/rules?page=99&pack[]=a')).status).toBe(200);
  });

  test('the JSON holds every row', async () => {
    const { rules } = JSON.parse((await house.visitor().get('/rules.json')).html) as { rules: { id: string; amountPence?: string; used: boolean }[] };
    expect(rules.length).toBeGreaterThan(390);
    expect(rules.find(({ id }) => id === 'threshold.subCentralGoodsServices.2026-01-01')?.amountPence).toBe('20772000');
    expect(rules.some(({ used }) => !used)).toBe(true);
  });

  test('anyone reads what an authority has set, and what it has not', async () => {
    const visitor = house.visitor();
    expect((await visitor.get('/rules')).html).toContain('href="/rules/kent"');
    const seen = await visitor.get('/rules/kent');
    expect(seen.text).toContain('£8,000 or more, excluding VAT');
    expect(seen.text).toContain('Standing order 5');
    expect(seen.text).toContain('Not set');
    expect((await visitor.get('/rules/nowhere')).status).toBe(404);
    expect(JSON.parse((await visitor.get('/rules/kent/rules.json')).html)).toMatchObject({ body: { slug: 'kent' } });
  });

  test('OR-06: the quote limit becomes £10,000 on 1 October: the public page says so on that day, with the former limit and its dates, and the rule that is applied says the same', async () => {
    const [county, visitor] = [await house.addBody('thanet'), house.visitor()];
    const person = await house.addPerson('Tess Administrator', ['administrator', county]);
    await house.setClock('2026-09-01T09:00:00Z');
    await house.mustRun(setPolicy, person, quotes('8000', '2026-09-02', { bodyId: county }));
    await house.mustRun(setPolicy, person, quotes('10000', '2026-10-01', { bodyId: county }));
    const applied = (on: string) => house.database.read((read) => policyValue(read, county, 'purchasing.writtenQuotesFrom', calendarDate(on)));
    const ruleIn = async () => (JSON.parse((await visitor.get('/rules/thanet/rules.json')).html) as { rules: { key: string; words: string; former: object[]; coming: object[] }[] }).rules.find(({ key }) => key === 'purchasing.writtenQuotesFrom')!;
    await house.setClock('2026-09-30T22:59:00Z');
    const before = await visitor.get('/rules/thanet');
    expect(before.text).toMatch(/Written quotations £8,000 or more, excluding VAT .*In force 2 September 2026 to 30 September 2026 From 1 October 2026: £10,000 or more, excluding VAT\./);
    expect((await applied('2026-09-30')).words).toBe((await ruleIn()).words);
    // Midnight in London.
    await house.setClock('2026-09-30T23:00:00Z');
    const after = await visitor.get('/rules/thanet');
    expect(after.text).toMatch(/Written quotations £10,000 or more, excluding VAT .*In force from 1 October 2026 Formerly £8,000 or more, excluding VAT, 2 September 2026 to 30 September 2026\. Formerly £8,000 or more, excluding VAT, until 1 September 2026\./);
    expect(after.text).toMatch(/What changed .*Written quotations 1 October 2026 £10,000 or more, excluding VAT £8,000 or more, excluding VAT/);
    expect((await applied('2026-10-01')).words).toBe((await ruleIn()).words);
    expect(await ruleIn()).toMatchObject({ words: '£10,000 or more, excluding VAT', former: [{ from: '2026-09-02', to: '2026-09-30' }, { from: null, to: '2026-09-01' }], coming: [] });
    await house.setClock('2026-11-02T10:00:00Z');
  });
});

describe('bank holidays', () => {
  test('the site administrator adds one announced late, once', async () => {
    const site = await house.addPerson('Sam Site', ['site-administrator', body]);
    const typed = { held: 'yes', 'date-day': '24', 'date-month': '12', 'date-year': '2026', name: 'Extra day', division: 'england-and-wales', source: 'Proclamation of 1 November' };
    expect((await house.visitor(administrator).get('/holidays/add')).status).toBe(404);
    expect((await house.visitor(site).post('/holidays/add', typed)).text).toContain('Extra day, 24 December 2026, is now a bank holiday.');
    expect((await house.visitor(site).post('/holidays/add', typed)).status).toBe(409);
    expect((await house.visitor(site).post('/holidays/add', { ...typed, held: '' })).text).toContain('Choose whether the day is added or withdrawn');
    const holidays = await house.database.read(holidaysFor);
    expect(holidays.some(({ date, enabled }) => date === '2026-12-24' && enabled)).toBe(true);
  });

  test('a promise that runs in working days is counted again when a bank holiday is announced', async () => {
    const about = { kind: 'body', id: body };
    const site = await house.addPerson('Sid Site', ['site-administrator', '']);
    await house.database.write(async (tx) => makePromise(tx, { kind: 'feedback', about, bodyId: body, owner: { personId: officer }, words: 'Give feedback', address: '/home', startsAt: new Date('2026-11-02T10:00:00Z'), clock: 'workingDaysAnyUkHoliday', count: 5, law: await lawFrom(tx) }));
    const due = async () => (await house.database.read((read) => promisesOf(read, about)))[0]!.dueAt.toISOString().slice(0, 10);
    const before = await due();
    await house.mustRun(addHoliday, site, { division: 'scotland', date: '2026-11-04', name: 'Day announced late', source: 'A test', held: true });
    expect(await due() > before).toBe(true);
  });
});
