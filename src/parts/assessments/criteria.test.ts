import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { CRITERIA_PRESETS, presetById, type PresetCriterion } from './criteria-presets.ts';
import { criteriaProblems, pointsOfKind, scoresByKind, shareInWords, totalPoints, weigh, pointsInWords, type Criterion } from './criteria.ts';
import { criteriaTable, sumInWords } from './criteria.page.ts';

/** A preset as rows, each criterion's id being its name. */
const treeOf = (preset: readonly PresetCriterion[], parentId: Id<'criterion'> | null = null): Criterion[] =>
  preset.flatMap((one, index) => {
    const id = one.name as Id<'criterion'>;
    return [{ id, parentId, name: one.name, guidance: '', kind: one.kind, sharePercent: decimal(one.share), passPercent: null, position: index + 1 }, ...treeOf(one.within ?? [], id)];
  });
const preset = (id: string) => treeOf(presetById(id)!.criteria);
const scores = (given: Record<string, string>) => new Map(Object.entries(given).map(([name, score]) => [name, decimal(score)]));

describe('DP-12: what would win', () => {
  const a = scores({ Price: '100', Quality: '60', 'Social value': '50' });
  const b = scores({ Price: '85', Quality: '80', 'Social value': '90' });
  test('cost 40, quality 40, social value 20: A 74.0, B 84.0', () => {
    expect(totalPoints(preset('40-40-20'), a).toFixed(1)).toBe('74.0');
    expect(totalPoints(preset('40-40-20'), b).toFixed(1)).toBe('84.0');
  });
  test('price 70, quality 30: A 88.0, B 83.5', () => {
    expect(totalPoints(preset('70-30'), a).toFixed(1)).toBe('88.0');
    expect(totalPoints(preset('70-30'), b).toFixed(1)).toBe('83.5');
  });
});

describe('DP-13: nested weights are shown as share and as points of the whole', () => {
  const nested = preset('60-40-nested');
  test('20% of the 60% is 12 of 100 points, said in one sentence and on the page', () => {
    const socialValue = weigh(nested).find(({ name }) => name === 'Social value')!;
    expect(socialValue.points.toString()).toBe('12');
    expect(shareInWords(socialValue)).toBe('20% of Quality = 12 of 100 points');
    expect(pointsInWords(socialValue)).toBe('social value = 12 of 100 points');
    expect(criteriaTable(nested).toString()).toContain('social value = 12 of 100 points');
  });
  test('other quality 70%, social value 90%, price 80% is 33.6 + 10.8 + 32.0 = 76.4', () => {
    const given = scores({ 'Other quality': '70', 'Social value': '90', Price: '80' });
    const parts = weigh(nested).filter(({ isLeaf }) => isLeaf).map(({ id, points }) => points.multiply(given.get(id)!).multiply(decimal('0.01')));
    expect(sumInWords(parts, totalPoints(nested, given))).toBe('33.6 + 10.8 + 32.0 = 76.4');
  });
  test('SV-04: points of a kind, and mean scores by kind for trying a preset', () => {
    expect(pointsOfKind(nested, 'social-value').toString()).toBe('12');
    expect(scoresByKind(nested, scores({ 'Other quality': '70', 'Social value': '90', Price: '80' })).get('quality')!.toString()).toBe('70');
    expect(scoresByKind(preset('70-30'), new Map()).has('social-value')).toBe(false);
  });
});

describe('totals', () => {
  test.each(CRITERIA_PRESETS.map(({ id }) => id))('preset %s totals 100 on every level', (id) => expect(criteriaProblems(preset(id))).toEqual([]));
  test('each level that does not total exactly 100 is named', () => {
    const odd = treeOf([{ name: 'Quality', kind: 'quality', share: '60', within: [{ name: 'A', kind: 'quality', share: '33.3' }, { name: 'B', kind: 'quality', share: '66.6' }] }, { name: 'Price', kind: 'price', share: '40.000001' }]);
    expect(criteriaProblems(odd)).toEqual([
      'The criteria at the top total 100.000001%. They must total exactly 100%.',
      'The criteria inside “Quality” total 99.9%. They must total exactly 100%.',
    ]);
    expect(criteriaProblems([])).toEqual(['There are no criteria. Choose a preset or add your own.']);
  });
  test('thirds to six places add up where they should', () => {
    const thirds = treeOf([{ name: 'A', kind: 'quality', share: '33.333333' }, { name: 'B', kind: 'quality', share: '33.333333' }, { name: 'C', kind: 'quality', share: '33.333334' }]);
    expect(criteriaProblems(thirds)).toEqual([]);
  });
});
