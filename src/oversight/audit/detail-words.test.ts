import { expect, test } from 'vitest';
import { formatInstant } from '#platform/pages/presentation';
import { nameOfDetail, wordsOfDetail } from './detail-words.ts';

const words = (field: string, value: unknown) => wordsOfDetail(field, value, formatInstant);

test.each([
  ['approvalAskedOf', 'lead-director', 'Lead director'], ['role', 'procurement-officer', 'Procurement officer'], ['role', 'owner', 'Exercise owner'],
  ['route', 'written-quotations', 'Written quotations'], ['route', 'advertised-above-threshold', 'Advertised tender under the full law'], ['route', 'competitive-flexible', 'Competitive flexible, two stages'],
  ['state', 'not-successful', 'Not successful'], ['ground', 'extremeUrgency', 'Extreme urgency'], ['priceFormula', 'lowestOverBid', 'Lowest price over the bid’s price'],
  ['tieRules', ['quality', 'social-value'], 'Quality, Social value'], ['risk', 'medium', 'Medium'],
])('%s %s is said in the words of the pages', (field, value, said) => {
  expect(words(field, value)).toBe(said);
});

test.each([
  ['title', 'co-op', 'co-op'], ['words', 'drop-in', 'drop-in'], ['title', 'lead-director', 'lead-director'], ['ground', 'Broken: twice-weekly visits were not made', 'Broken: twice-weekly visits were not made'],
  ['state', 'constructor', 'Constructor'], ['route', 'toString', 'To string'], ['documentId', '01a20128-c35f-7f94-8762-4e09c1f85a3a', '01a20128-c35f-7f94-8762-4e09c1f85a3a'],
  ['title', '2026-13-45', '2026-13-45'], ['title', '2026-02-31', '2026-02-31'], ['title', '2026-99-99T99:99:99Z', '2026-99-99T99:99:99Z'],
])('%s “%s” stays as it was typed, or is never taken for a code it is not', (field, value, said) => {
  expect(words(field, value)).toBe(said);
});

test('money, dates, yes and no, nothing, and what stands in what', () => {
  expect(words('valueNetPence', '7200000')).toBe('£72,000');
  expect(words('valueNetPence', 'unknown')).toBe('unknown');
  expect(words('endsOn', '2026-03-31')).toBe('31 March 2026');
  expect(words('closesAt', '2026-07-03T11:00:00.000Z')).toBe('3 July 2026 at midday');
  expect([words('confirmed', true), words('confirmed', false), words('website', null), words('website', ''), words('areas', []), words('before', undefined)]).toEqual(['yes', 'no', 'nothing', 'nothing', 'nothing', 'nothing']);
  expect(words('about', { kind: 'direct-award', id: 'x' })).toBe('Kind: Direct award; Id: x');
  expect(words('version', 3)).toBe('3');
});

test('a field is named in words', () => {
  expect(['valueNetPence', 'approvalAskedOf', 'best-practice', 'route', 'Pence'].map(nameOfDetail)).toEqual(['Value net', 'Approval asked of', 'Best practice', 'Route', 'Pence']);
});
