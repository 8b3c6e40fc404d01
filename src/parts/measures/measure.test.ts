import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import { decideDraft, decideMeasures, MEASURE_KINDS, onlyOutputs, plainMeasure, type MeasureKind } from './measure.ts';
import { measureInput } from './measure-form.ts';
import { foundNumber, isSmallResult, rateIsShown, saidInstead, suppressSmallNumbers } from './small-numbers.ts';

describe('results chain', () => {
  const attendances = plainMeasure('attendances', 'output');
  const accredited = plainMeasure('accredited outcomes', 'output');
  const lessDisorder = plainMeasure('reduction in anti-social behaviour in ward', 'outcome');

  test('AN-05: a chain of outputs alone is flagged until an outcome measure or a reason clears it', () => {
    expect(decideMeasures([attendances, accredited], null)).toMatchObject({ kind: 'refused', code: 'only-outputs', sentence: expect.stringContaining('no outcome or impact measure') });
    expect(decideMeasures([attendances, accredited], '   ')).toMatchObject({ kind: 'refused' });
    expect(decideMeasures([attendances, accredited], 'A trial of four weeks').kind).toBe('allowed');
    expect(decideMeasures([attendances, accredited, lessDisorder], null).kind).toBe('allowed');
  });

  test.each([['input', true], ['activity', true], ['output', true], ['outcome', false], ['impact', false]] as const)('a chain of one %s measure: only outputs is %s', (kind, expected) => {
    expect(onlyOutputs([{ kind }])).toBe(expected);
  });

  test('a chain with no measure is refused even with a reason', () => {
    expect(decideMeasures([], 'because')).toMatchObject({ kind: 'refused', code: 'no-measures' });
  });

  test('every kind has a meaning to show', () => {
    for (const kind of Object.keys(MEASURE_KINDS) as MeasureKind[]) expect(MEASURE_KINDS[kind].means).not.toBe('');
  });

  test('a number needs a target, words need words, a baseline needs a confidence', () => {
    expect(decideDraft(attendances)).toMatchObject({ field: 'target' });
    expect(decideDraft({ ...attendances, target: decimal('10') }).kind).toBe('allowed');
    expect(decideDraft({ ...attendances, nature: 'qualitative', target: decimal('10') })).toMatchObject({ field: 'targetWords' });
    expect(decideDraft({ ...attendances, target: decimal('10'), baseline: decimal('4') })).toMatchObject({ field: 'baselineConfidence' });
  });

  test('what was typed is read exactly or refused by name', () => {
    const typed = {
      name: ' visits ', kind: 'output', nature: 'quantitative', accountability: '', unit: '', baseline: '', baselineConfidence: '', baselineNote: '', target: '1,234.50', targetWords: '', targetOn: '2027-03-31',
      method: 'counted', collectedBy: 'provider', promisedBy: 'provider', socialValue: false, keyPerformanceIndicator: true,
    };
    expect(measureInput.parse(typed)).toMatchObject({ name: 'visits', target: decimal('1234.50'), accountability: null, targetOn: '2027-03-31', baselineConfidence: null });
    const wrong = measureInput.safeParse({ ...typed, name: '', kind: 'magic', target: 'lots', targetOn: '2027-02-30', method: '' });
    expect(wrong.error?.issues.map(({ path }) => path.join('-')).sort()).toEqual(['kind', 'method', 'name', 'target', 'targetOn']);
  });
});

describe('small numbers', () => {
  test('a line about a result says something else only where it is kept back', () => {
    const told = { measure: 'Young people in work', unit: 'young people', value: '4', numerator: null, denominator: null };
    expect([saidInstead(told, 5), saidInstead(told, null), saidInstead({ ...told, value: '5' }, 5), saidInstead({ ...told, measure: null, value: null }, 5)])
      .toEqual(['Young people in work: Not shown: a number below 5 could point to a person', null, null, null]);
  });

  test.each([
    ['4', null, null, 'young people', 5, true], ['1', null, null, null, 5, true], ['5', null, null, 'young people', 5, false], ['0', null, null, 'young people', 5, false], ['2.5', null, null, 'visits each', 5, false],
    ['3', null, null, 'days', 5, false], ['3', null, null, '£ a visit', 5, false], ['2', null, null, '% of families', 5, false], ['50', '2', '4', '% of families', 5, true], ['96', '46', '48', '% of families', 5, true],
    ['50', '24', '48', '% of families', 5, false], ['100', '48', '48', '% of families', 5, false], ['4', null, null, 'young people', null, false], [null, null, null, null, 5, false],
  ] as const)('a result of %s (%s of %s) %s is kept back below %s: %s', (value, numerator, denominator, unit, fewest, isKept) => {
    expect(isSmallResult(foundNumber({ value, numerator, denominator }), unit, fewest)).toBe(isKept);
  });

  const shown = (...counts: readonly bigint[]) => suppressSmallNumbers(counts.map((count, index) => ({ label: String(index), count })), 5n).map(({ count }) => count);

  test('counts below the number are hidden, zero and the number itself are shown', () => {
    expect(shown(3n, 4n, 5n, 0n, 100n)).toEqual([null, null, 5n, 0n, 100n]);
  });

  test('one hidden count alone takes the next smallest with it, or the total would give it away', () => {
    expect(shown(3n, 40n, 12n, 0n)).toEqual([null, 40n, null, 0n]);
    expect(shown(3n)).toEqual([null]);
    expect(shown(6n, 7n)).toEqual([6n, 7n]);
  });

  test('a rate is hidden when its numerator, its remainder or its denominator is small', () => {
    expect(rateIsShown(10n, 20n, 5n)).toBe(true);
    expect(rateIsShown(2n, 20n, 5n)).toBe(false);
    expect(rateIsShown(18n, 20n, 5n)).toBe(false);
    expect(rateIsShown(0n, 4n, 5n)).toBe(false);
    expect(rateIsShown(20n, 20n, 5n)).toBe(true);
  });
});
