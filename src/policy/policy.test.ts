import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { shippedLaw } from '#law';
import { mergeHolidays } from './holiday.store.ts';
import { decidePolicyChange } from './policy-change.ts';
import { POLICY_KEY_NAMES, POLICY_KEYS } from './policy-keys.ts';
import { bandFor, definitionOf, policyNote, reachesPolicy, requirePolicy, valueFrom, type PolicyRow } from './policy-value.ts';
import { approvalsKind, moneyKind, percentKind } from './policy-kinds.ts';
import { everyRule, figureOf, findRules, toJsonText, ruleJson } from './rules.ts';
import { TOPICS } from './rule-topics.ts';

const day = calendarDate;
const row = (from: string, until: string | null): PolicyRow => ({ id: from, key: 'purchasing.advertiseFrom', from: day(from), until: until === null ? null : day(until), value: {}, source: 'x', owner: null, setBy: null });

describe('policy kinds', () => {
  test.each(POLICY_KEY_NAMES.filter((key) => POLICY_KEYS[key].default !== null))('%s: its default survives the database and its own form', (key) => {
    const { kind, default: given } = definitionOf(key);
    const stored: unknown = JSON.parse(JSON.stringify(kind.toJson(given!.value)));
    expect(kind.words(kind.fromJson(stored))).toBe(kind.words(given!.value));
    const read = kind.read(kind.fields(given!.value));
    expect(read.ok && kind.words(read.value)).toBe(kind.words(given!.value));
  });

  test('XC-04: the boundary is stored and said, and the default is the stricter reading', () => {
    const quotes = POLICY_KEYS['purchasing.writtenQuotesFrom'].default!.value;
    expect(quotes.op).toBe('>=');
    expect(moneyKind.words(quotes)).toBe('£8,000 or more, excluding VAT');
    expect(moneyKind.words({ ...quotes, op: '>' })).toBe('more than £8,000, excluding VAT');
    const exactly = { net: 800_000n, gross: 960_000n };
    expect([reachesPolicy(quotes, exactly), reachesPolicy({ ...quotes, op: '>' }, exactly)]).toEqual([true, false]);
    expect(reachesPolicy({ amountPence: 960_000n, op: '>=', basis: 'gross' }, exactly)).toBe(true);
  });

  test.each([
    [moneyKind, { amount: '-5', op: '>=', basis: 'net' }, 'amount'], [moneyKind, { amount: '5', basis: 'net' }, 'op'], [moneyKind, { amount: '5', op: '>=' }, 'basis'],
    [percentKind, { percent: '101' }, 'percent'], [percentKind, { percent: 'ten' }, 'percent'],
    [approvalsKind, {}, 'from1'], [approvalsKind, { from1: '0', role1: 'bid-writer' }, 'role1'],
    [approvalsKind, { from1: '100', role1: 'lead-director', from2: '100', role2: 'lead-director' }, 'from2'],
  ])('what cannot be read is said beside its field: %#', (kind, fields, field) => {
    const read = kind.read(fields as never);
    expect(read.ok ? [] : read.problems.map((problem) => problem.field)).toContain(field);
  });

  test('bands: the last row that begins at or below an amount holds', () => {
    const read = approvalsKind.read({ from1: '0', role1: 'procurement-officer', from2: '50,000', role2: 'lead-director' });
    if (!read.ok) throw new Error('unread');
    expect(bandFor(read.value, 4_999_999n)?.role).toBe('procurement-officer');
    expect(bandFor(read.value, 5_000_000n)?.role).toBe('lead-director');
    expect(approvalsKind.words(read.value)).toBe('Procurement officer from £0 to below £50,000; Lead director from £50,000');
  });
});

describe('where a new row fits', () => {
  const rows = [row('2020-01-01', '2026-04-01'), row('2026-04-01', '2027-01-01'), row('2027-06-01', null)];
  test.each([
    ['2026-07-01', '2026-04-01', '2027-06-01'], ['2026-04-01', '2026-04-01', '2027-06-01'], ['2027-02-01', undefined, '2027-06-01'],
    ['2027-06-01', '2027-06-01', null], ['2030-01-01', '2027-06-01', null],
  ])('from %s: ends %s, until %s', (from, inTheWay, until) => {
    const decision = decidePolicyChange(rows, { from: day(from), isCorrection: false }, day('2026-04-01'));
    expect(decision.kind === 'allowed' && [decision.value.inTheWay?.id, decision.value.until]).toEqual([inTheWay, until]);
  });
  test('the past needs to be marked as a correction', () => {
    expect(decidePolicyChange(rows, { from: day('2026-03-31'), isCorrection: false }, day('2026-04-01'))).toMatchObject({ kind: 'refused', code: 'in-the-past', field: 'from' });
    expect(decidePolicyChange(rows, { from: day('2026-03-31'), isCorrection: true }, day('2026-04-01')).kind).toBe('allowed');
  });
});

test('where the papers give no number the authority has to set it', () => {
  const value = valueFrom('feedback.withinDays', undefined);
  expect(value).toMatchObject({ value: null, words: 'Not set', origin: 'not-set' });
  expect(requirePolicy(value)).toMatchObject({ kind: 'refused', code: 'policy-not-set' });
  expect(policyNote(value).sentence).toContain('has not set');
});

test('a value is typed by its key', () => {
  const minimum: ReturnType<typeof valueFrom<'localSpend.targetPercent'>> = valueFrom('localSpend.targetPercent', undefined);
  expect(minimum.value!.equals(decimal('60'))).toBe(true);
});

test('the site’s holidays stand over the shipped ones', () => {
  const own = [
    { division: 'england-and-wales', date: day('2026-12-24'), name: 'Extra day', source: 'Proclamation', verified: true, held: true },
    { division: 'england-and-wales', date: day('2026-12-25'), name: 'Christmas Day', source: 'Test', verified: true, held: false },
  ] as const;
  const merged = mergeHolidays(shippedLaw.holidays, own);
  expect(merged.find(({ date, division }) => date === '2026-12-24' && division === 'england-and-wales')?.enabled).toBe(true);
  expect(merged.filter(({ date, division }) => date === '2026-12-25' && division === 'england-and-wales').map(({ enabled }) => enabled)).toEqual([false]);
  expect(merged.length).toBe(shippedLaw.holidays.length + 1);
});

describe('the rules as the public reads them', () => {
  const rules = everyRule();
  test('every group of the packs has a topic that people understand', () => {
    expect(rules.filter(({ topic }) => !Object.values(TOPICS).includes(topic))).toEqual([]);
  });
  test('every row is there once, and JSON holds them all', () => {
    expect(new Set(rules.map(({ packId, row: one }) => `${packId} ${one.id}`)).size).toBe(rules.length);
    expect((JSON.parse(toJsonText(rules.map(ruleJson))) as unknown[]).length).toBe(rules.length);
  });
  test('filters narrow by topic, law and words', () => {
    const found = findRules(rules, { pack: 'uk-2026', topic: 'Thresholds', words: '207,720' });
    expect(found.map(({ row: one }) => figureOf(one))).toContain('£207,720 or more, including VAT');
    expect(found.every(({ packId }) => packId === 'uk-2026')).toBe(true);
    expect(findRules(rules, { pack: 'none', topic: '', words: '' })).toEqual([]);
  });
});
