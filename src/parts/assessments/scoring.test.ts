import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { presetById, type PresetCriterion } from './criteria-presets.ts';
import type { Criterion } from './criteria.ts';
import { scaleById, SCALES } from './scales.ts';
import { decidedInWords, scoreBids, whatDecides, type ScoredBid, type ScoringInput } from './scoring.ts';

const treeOf = (preset: readonly PresetCriterion[], parentId: Id<'criterion'> | null = null): Criterion[] =>
  preset.flatMap((one, index) => {
    const id = one.name as Id<'criterion'>;
    return [{ id, parentId, name: one.name, guidance: '', kind: one.kind, sharePercent: decimal(one.share), passPercent: null, position: index + 1 }, ...treeOf(one.within ?? [], id)];
  });
const preset = (id: string) => treeOf(presetById(id)!.criteria);
const bid = (name: string, pricePence: bigint | null, scores: Record<string, string>): ScoredBid => ({ id: name, name, pricePence, scores: new Map(Object.entries(scores).map(([id, score]) => [id, decimal(score)])) });
const question = (id: string, criterionId = id, marks: string | null = null) => ({ id, criterionId, marks: marks === null ? null : decimal(marks) });
const input = (given: Partial<ScoringInput>): ScoringInput => ({
  criteria: preset('40-40-20'), questions: [question('Quality'), question('Social value')], scaleMaximum: decimal('5'), bids: [], priceFormula: 'lowestOverBid', benchmarkPence: null, ...given,
});
const totals = (given: ScoringInput) => scoreBids(given).bids.map(({ name, total }) => `${name} ${total.toFixed(1)}`);
// Percent of the scale of 5: 60% is 3, 50% is 2.5, 80% is 4, 90% is 4.5. Of the prices 85 and 100 the first scores 100%, the second 85%.
const A = bid('A', 85_00n, { Quality: '3', 'Social value': '2.5' });
const B = bid('B', 100_00n, { Quality: '4', 'Social value': '4.5' });

describe('DP-12: bids are totalled by the published weights', () => {
  test('cost 40, quality 40, social value 20: A 74.0 and B 84.0, so B wins', () => {
    expect(totals(input({ bids: [A, B] }))).toEqual(['B 84.0', 'A 74.0']);
  });
  test('price 70, quality 30: A 88.0 and B 83.5, so A wins', () => {
    const given = input({ criteria: preset('70-30'), questions: [question('Quality')], bids: [A, B] });
    expect(totals(given)).toEqual(['A 88.0', 'B 83.5']);
    expect(decidedInWords(scoreBids(given))).toBe('A leads by 4.50 points. Without price, B would be first.');
  });
  test('what decides: nothing, where the first stays first without any one criterion', () => {
    const result = scoreBids(input({ bids: [bid('A', 1n, { Quality: '5', 'Social value': '5' }), bid('B', 2n, { Quality: '1', 'Social value': '1' })] }));
    expect(whatDecides(result)).toEqual([]);
    expect(decidedInWords(result)).toContain('still be first');
  });
});

describe('DP-13: nested weights in a total', () => {
  test('other quality 70%, social value 90%, price 80%: 33.6 + 10.8 + 32.0 = 76.4', () => {
    const given = input({ criteria: preset('60-40-nested'), questions: [question('Other quality'), question('Social value')], bids: [bid('X', 100_00n, { 'Other quality': '3.5', 'Social value': '4.5' }), bid('Y', 80_00n, {})] });
    const x = scoreBids(given).bids.find(({ name }) => name === 'X')!;
    expect(x.criteria.map(({ name, points, of }) => `${name} ${points.toFixed(1)} of ${of}`)).toEqual(['Other quality 33.6 of 48', 'Social value 10.8 of 12', 'Price 32.0 of 40']);
    expect(x.total.toFixed(1)).toBe('76.4');
  });
});

describe('scoreBids', () => {
  test('marks are the share of a question within its criterion; without any they share equally', () => {
    const questions = [question('q1', 'Quality', '3'), question('q2', 'Quality', '1')];
    const given = input({ criteria: preset('70-30'), questions, bids: [bid('A', 1n, { q1: '5', q2: '1' })] });
    expect(scoreBids(given).bids[0]!.criteria[1]!.points.toFixed(6)).toBe('24.000000');
    const equal = input({ ...given, questions: [question('q1', 'Quality'), question('q2', 'Quality')] });
    expect(scoreBids(equal).bids[0]!.criteria[1]!.points.toFixed(6)).toBe('18.000000');
  });
  test('thirds: each criterion is rounded to 6 places and the total is the sum of what is shown', () => {
    const result = scoreBids(input({ bids: [bid('A', 3n, { Quality: '5', 'Social value': '5' }), bid('B', 1n, {})] }));
    const a = result.bids.find(({ name }) => name === 'A')!;
    expect(a.criteria[0]!.points.toString()).toBe('13.333333');
    expect(a.total.toString()).toBe('73.333333');
    expect(result.priceWorking[0]).toBe('A: 40 × £0.01 ÷ £0.03 = 13.333333 of 40 points.');
  });
  test('equal totals share a rank and are called a tie; the next rank is left free', () => {
    const result = scoreBids(input({ bids: [bid('B', 1n, { Quality: '3' }), bid('A', 1n, { Quality: '3' }), bid('C', 1n, {})] }));
    expect(result.bids.map(({ name, rank }) => `${name}${rank}`)).toEqual(['A1', 'B1', 'C3']);
    expect(result.tiedFirst).toEqual(['A', 'B']);
    expect(decidedInWords(result)).toContain('A person must decide');
  });
  test('a price of nothing is explained in a sentence, and divides nothing', () => {
    const result = scoreBids(input({ bids: [bid('Free', 0n, {}), bid('Paid', 100n, {})] }));
    expect(result.bids.map(({ name, total }) => `${name} ${total}`)).toEqual(['Free 40', 'Paid 0']);
    expect(result.notes[0]).toContain('A bid’s price is nothing');
    expect(result.priceWorking[0]).toContain('cannot be divided by');
  });
  test('a bid below a pass mark, or without a price, is totalled but not ranked', () => {
    const criteria = preset('40-40-20').map((one) => (one.name === 'Quality' ? { ...one, passPercent: decimal('60') } : one));
    const result = scoreBids(input({ criteria, bids: [bid('Low', 1n, { Quality: '2.9' }), bid('Just', 1n, { Quality: '3' }), bid('None', null, { Quality: '5' })] }));
    expect(result.bids.map(({ name, rank }) => [name, rank])).toEqual([['Just', 1], ['None', null], ['Low', null]]);
    expect(result.bids.find(({ name }) => name === 'Low')!.failed).toEqual(['Quality: 58.00%, below the pass mark of 60%.']);
  });
  test('the price of a bid that failed on quality does not set the lowest for the others', () => {
    const criteria = preset('40-40-20').map((one) => (one.name === 'Quality' ? { ...one, passPercent: decimal('60') } : one));
    const result = scoreBids(input({ criteria, bids: [bid('Cheap', 1n, { Quality: '0' }), bid('Sound', 100n, { Quality: '3' })] }));
    expect(result.bids.map(({ name, total }) => `${name} ${total}`)).toEqual(['Sound 64', 'Cheap 0']);
    expect(result.priceWorking).toHaveLength(1);
  });
  test('nothing at all is nothing, and says so', () => {
    expect(scoreBids(input({})).bids).toEqual([]);
    expect(decidedInWords(scoreBids(input({})))).toContain('none can be recommended');
    expect(scoreBids(input({ questions: [], priceFormula: null })).notes).toHaveLength(3);
  });
});

test.each(Object.keys(SCALES))('scale %s is guided from nothing to its maximum', (id) => {
  const scale = scaleById(id);
  expect(scale.steps[0]!.score).toBe('0');
  expect(decimal(scale.steps.at(-1)!.score).equals(scale.maximum)).toBe(true);
});
