import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '#kernel/calendar-date';
import { grossPence, netPence, parsePounds } from '#kernel/money';
import {
  contractDetailsDue, correctLaw, isCovered, kpiDuty, lawFor, notifiableBelowThreshold, pinLaw, regimeAt, rowsOf, shippedLaw, thresholdFor, changedSince, reaches,
  type ThresholdCategory,
} from './index.ts';

const day = calendarDate;
const pence = (text: string): bigint => {
  const parsed = parsePounds(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.pence;
};
const both = (net: bigint, gross: bigint) => ({ net: netPence(net), gross: grossPence(gross) });

test.each([
  ['2014-03-01', 'PCR2006'], ['2015-02-25', 'PCR2006'], ['2015-02-26', 'PCR2015'], ['2025-02-23', 'PCR2015'], ['2025-02-24', 'PA2023'], ['2026-11-21', 'PA2023'],
])('a procurement commenced on %s is under %s for life', (on, regime) => expect(regimeAt(day(on))).toBe(regime));

test('what is pinned', () => {
  expect(pinLaw(day('2026-11-21'))).toEqual({ packId: 'uk-2026', version: lawFor('uk-2026').version, regime: 'PA2023' });
  expect(pinLaw(day('2020-01-01'))).toEqual({ packId: 'kent-2014', version: lawFor('kent-2014').version, regime: 'PCR2015' });
});

/** Every amount of the law report, category by category: first day, last day (or null), pounds. */
const AMOUNTS: readonly (readonly [ThresholdCategory, string, string | null, string, 'net' | 'gross'])[] = [
  ['works', '2026-01-01', null, '5,193,000', 'gross'], ['concession', '2026-01-01', null, '5,193,000', 'gross'], ['lightTouchConcession', '2026-01-01', null, '5,372,609', 'gross'],
  ['lightTouch', '2026-01-01', null, '663,540', 'gross'], ['centralGoodsServices', '2026-01-01', null, '135,018', 'gross'],
  ['subCentralGoodsServices', '2026-01-01', null, '207,720', 'gross'], ['utilitiesGoodsServices', '2026-01-01', null, '415,440', 'gross'],
  ['utilitiesWorks', '2026-01-01', null, '5,193,000', 'gross'], ['utilitiesLightTouch', '2026-01-01', null, '884,720', 'gross'],
  ['defenceGoodsServices', '2026-01-01', null, '415,440', 'gross'], ['defenceWorks', '2026-01-01', null, '5,193,000', 'gross'],
  ['works', '2025-02-24', '2025-12-31', '5,372,609', 'gross'], ['concession', '2025-02-24', '2025-12-31', '5,372,609', 'gross'],
  ['lightTouchConcession', '2025-02-24', '2025-12-31', '5,372,609', 'gross'], ['lightTouch', '2025-02-24', '2025-12-31', '663,540', 'gross'],
  ['centralGoodsServices', '2025-02-24', '2025-12-31', '139,688', 'gross'], ['subCentralGoodsServices', '2025-02-24', '2025-12-31', '214,904', 'gross'],
  ['utilitiesGoodsServices', '2025-02-24', '2025-12-31', '429,809', 'gross'], ['utilitiesWorks', '2025-02-24', '2025-12-31', '5,372,609', 'gross'],
  ['utilitiesLightTouch', '2025-02-24', '2025-12-31', '884,720', 'gross'], ['defenceGoodsServices', '2025-02-24', '2025-12-31', '429,809', 'gross'],
  ['defenceWorks', '2025-02-24', '2025-12-31', '5,372,609', 'gross'],
  ['subCentralGoodsServices', '2012-01-01', '2013-12-31', '173,934', 'net'], ['works', '2012-01-01', '2013-12-31', '4,348,350', 'net'],
  ['centralGoodsServices', '2012-01-01', '2013-12-31', '113,057', 'net'],
  ...(['2014-01-01', '2015-02-26'] as const).flatMap((from) => {
    const to = from === '2014-01-01' ? '2015-02-25' : '2015-12-31';
    return [
      ['subCentralGoodsServices', from, to, '172,514', 'net'], ['works', from, to, '4,322,012', 'net'], ['centralGoodsServices', from, to, '111,676', 'net'],
      ['smallLotsGoodsServices', from, to, '66,672', 'net'], ['smallLotsWorks', from, to, '833,400', 'net'],
    ] as const;
  }),
  ['lightTouch', '2015-02-26', '2015-12-31', '625,050', 'net'],
];

describe.each(AMOUNTS)('%s from %s to %s: £%s', (category, from, to, amount, basis) => {
  const exact = pence(amount);
  const covered = (on: string, value: bigint) =>
    isCovered({ on: day(on), category, value: basis === 'gross' ? both(0n, value) : both(value, value * 2n) }).covered;

  test('its row', () => expect(thresholdFor({ on: day(from), category })).toMatchObject({ amountPence: exact, op: '>=', basis, from, to }));
  test('one penny under, exact, one over, on the first and the last day', () => {
    for (const on of [from, to ?? '2099-01-01']) {
      expect([exact - 1n, exact, exact + 1n].map((value) => covered(on, value))).toEqual([false, true, true]);
    }
  });
  test('the day before and the day after are not this version', () => {
    expect(thresholdFor({ on: addDays(day(from), -1), category })?.from).not.toBe(from);
    if (to) expect(thresholdFor({ on: addDays(day(to), 1), category })?.from).not.toBe(from);
  });
});

test('the tables hold those rows and no others', () =>
  expect(lawFor('uk-2026').rules.thresholds.length + lawFor('kent-2014').rules.thresholds.length).toBe(AMOUNTS.length));

describe('which side of VAT', () => {
  const value = both(pence('180,000'), pence('216,000'));
  test('today the gross value is tested', () => expect(isCovered({ on: day('2026-02-01'), category: 'subCentralGoodsServices', value }).covered).toBe(true));
  test('in 2014 the net value was', () => {
    expect(isCovered({ on: day('2014-02-01'), category: 'subCentralGoodsServices', value: both(pence('172,513.99'), pence('207,016.79')) }).covered).toBe(false);
    expect(isCovered({ on: day('2014-02-01'), category: 'subCentralGoodsServices', value: both(pence('172,514'), pence('1')) }).covered).toBe(true);
  });
});

describe('what is not known is said, not guessed', () => {
  test('no estimate possible', () => {
    expect(isCovered({ on: day('2026-02-01'), category: 'works', value: 'noEstimatePossible' })).toMatchObject({ covered: true, rule: { id: 'valuation.noEstimate' } });
    expect(isCovered({ on: day('2014-02-01'), category: 'works', value: 'noEstimatePossible' }).covered).toBe('unknown');
  });
  test('years the papers do not cover', () => expect(isCovered({ on: day('2018-02-01'), category: 'works', value: both(1n, 1n) }).covered).toBe('unknown'));
  test('light touch services had only light rules under the 2006 Regulations', () =>
    expect(isCovered({ on: day('2014-02-01'), category: 'lightTouch', value: both(pence('9,000,000'), pence('9,000,000')) })).toMatchObject({ covered: false, rule: { id: 'PCR2006.partBServices' } }));
  test('a call-off keeps its framework’s regime', () =>
    expect(isCovered({ on: day('2015-06-01'), regime: 'PCR2006', category: 'works', value: both(1n, 1n) }).covered).toBe('unknown'));
});

describe('other money tests on their boundaries', () => {
  const { moneyTests } = lawFor('uk-2026').rules;
  test.each(Object.entries(moneyTests))('%s', (_name, rule) => {
    const at = rule.amountPence;
    expect([at - 1n, at, at + 1n].map((value) => reaches(rule, value))).toEqual([false, rule.op === '>=', true]);
  });
  test.each([
    ['notifiableBelowThreshold', '30,000', '>='], ['notifiableBelowThresholdCentral', '12,000', '>='], ['pipelineAuthoritySpend', '100,000,000', '>'],
    ['pipelineContract', '2,000,000', '>'], ['kpi', '5,000,000', '>'], ['contractCopy', '5,000,000', '>'], ['unsuccessfulNames', '5,000,000', '>'],
    ['paymentPublication', '30,000', '>'], ['worksSuitability2026', '207,720', '>='], ['worksSuitability2025', '213,477', '>='],
    ['worksSuitabilityCentral2026', '135,018', '>='], ['worksSuitabilityCentral2025', '138,760', '>='], ['transparencySpend', '500', '>'], ['transparencyContract', '5,000', '>'],
  ] as const)('%s is £%s with %s', (name, amount, op) => expect(moneyTests[name]).toMatchObject({ amountPence: pence(amount), op }));
  test('notifiable below threshold', () =>
    expect(['29,999.99', '30,000', '30,000.01'].map((amount) => notifiableBelowThreshold(grossPence(pence(amount))).notifiable)).toEqual([false, true, true]));
  test('key performance indicators: more than £5 million, with exceptions', () => {
    expect(['4,999,999.99', '5,000,000', '5,000,000.01'].map((amount) => kpiDuty(grossPence(pence(amount))).required)).toEqual([false, false, true]);
    const large = grossPence(pence('6,000,000'));
    expect(kpiDuty(large)).toMatchObject({ required: true, minimumCount: 3, publishCount: 3, assessEveryMonths: 12 });
    for (const flag of ['framework', 'concession', 'lightTouch', 'privateUtility']) expect(kpiDuty(large, { [flag]: true }).required).toBe(false);
    expect(kpiDuty(large, { notAssessable: true })).toMatchObject({ required: false, explainInUk7: true });
  });
});

describe('contract details', () => {
  const contractEntered = day('2026-05-01');
  const over = grossPence(pence('5,000,000.01'));
  const exact = grossPence(pence('5,000,000'));
  test('standard and light touch', () => {
    expect(contractDetailsDue({ contractEntered, estimatedGross: over })).toMatchObject({ notice: { date: '2026-05-30' }, contractCopy: { date: '2026-07-29' } });
    expect(contractDetailsDue({ contractEntered, estimatedGross: over, lightTouch: true })).toMatchObject({ notice: { date: '2026-08-28' }, contractCopy: { date: '2026-10-27' } });
  });
  test('no copy at £5 million exactly', () => expect(contractDetailsDue({ contractEntered, estimatedGross: exact }).contractCopy.owed).toBe('no'));
  test('below threshold and user choice', () => {
    expect(contractDetailsDue({ contractEntered, estimatedGross: grossPence(3_000_000n), belowThreshold: true }).notice.owed).toBe('asSoonAsReasonablyPracticable');
    expect(contractDetailsDue({ contractEntered, estimatedGross: grossPence(2_999_999n), belowThreshold: true }).notice.owed).toBe('no');
    expect(contractDetailsDue({ contractEntered, estimatedGross: over, userChoice: true })).toMatchObject({ notice: { owed: 'no' }, contractCopy: { owed: 'no' } });
  });
});

describe('corrections', () => {
  const correction = { packId: 'uk-2026', rowId: 'threshold.works.2026-01-01', change: { amountPence: 1n }, on: day('2026-11-21'), why: 'Test' } as const;
  test('change one row, mark the version, leave the shipped law alone', () => {
    const law = correctLaw(shippedLaw, [correction]);
    expect(thresholdFor({ on: day('2026-06-01'), category: 'works' }, law)?.amountPence).toBe(1n);
    expect(thresholdFor({ on: day('2026-06-01'), category: 'works' })?.amountPence).toBe(pence('5,193,000'));
    expect(pinLaw(day('2026-06-01'), law).version).toBe(`${lawFor('uk-2026').version}+1`);
    expect(rowsOf(law.packs['uk-2026']).length).toBe(rowsOf(shippedLaw.packs['uk-2026']).length);
    expect(law.packs['kent-2014']).toBe(shippedLaw.packs['kent-2014']);
  });
  test('an unknown row is refused', () => expect(() => correctLaw(shippedLaw, [{ ...correction, rowId: 'threshold.none' }])).toThrow(RangeError));
  test('nothing has changed since the first edition', () => expect(changedSince('uk-2026', lawFor('uk-2026').version)).toEqual([]));
});
