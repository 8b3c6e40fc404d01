import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { presetById, type PresetCriterion } from './criteria-presets.ts';
import { notQualityWarning, type Criterion } from './criteria.ts';
import { criteriaTable } from './criteria.page.ts';
import { lowPrices } from './low-price.ts';
import { rankBids, tieRulesInWords } from './ranking.ts';
import { reachPercents } from './reach.ts';
import { decidedInWords, scoreBids, type ScoredBid } from './scoring.ts';

const treeOf = (preset: readonly PresetCriterion[], parentId: Id<'criterion'> | null = null): Criterion[] =>
  preset.flatMap((one, index) => {
    const id = one.name as Id<'criterion'>;
    return [{ id, parentId, name: one.name, guidance: '', kind: one.kind, sharePercent: decimal(one.share), passPercent: null, position: index + 1, reach: one.kind === 'reach' ? { formula: 'shareOfCap' as const, cap: decimal('200'), unit: one.unit ?? '' } : null }, ...treeOf(one.within ?? [], id)];
  });
const preset = (id: string) => treeOf(presetById(id)!.criteria);
const bid = (name: string, rest: Partial<ScoredBid>): ScoredBid => ({ id: name, name, pricePence: null, scores: new Map(), ...rest });
const numbers = (...texts: string[]) => texts.map((text) => decimal(text));

describe('DP-14: a countable offer is scored by a stated formula', () => {
  const A = bid('A', { scores: new Map([['q', decimal('4.5')]]), counts: new Map([['Young people reached', decimal('100')]]), pricePence: 90_00n });
  const B = bid('B', { scores: new Map([['q', decimal('3')]]), counts: new Map([['Young people reached', decimal('180')]]), pricePence: 50_00n });
  const criteria = preset('40-30-30-reach');
  test('quality 90%, reach 50%, price 50% is 66.0; 60%, 90%, 90% is 78.0; the sums are shown', () => {
    const result = scoreBids({ criteria, questions: [{ id: 'q', criterionId: 'Quality', marks: null }], scaleMaximum: decimal('5'), bids: [A, B], priceFormula: 'benchmark', benchmarkPence: 45_00n });
    expect(result.bids.map(({ name, total }) => `${name} ${total.toFixed(1)}`)).toEqual(['B 78.0', 'A 66.0']);
    expect(result.reachWorking).toEqual(['B: 180 young people = 27 of 30 points.', 'A: 100 young people = 15 of 30 points.']);
  });
  test('the builder warns “60 of 100 points are not quality”, and not where quality decides or holds the rest inside it', () => {
    expect(notQualityWarning(criteria)).toBe('60 of 100 points are not quality');
    expect(notQualityWarning(preset('60-40-nested'))).toBeNull();
    expect(notQualityWarning(preset('70-30'))).toBe('70 of 100 points are not quality');
    expect(notQualityWarning([])).toBeNull();
  });
  test('the formula stands in the criteria as everyone reads them', () => {
    expect(criteriaTable(criteria).toString()).toContain('W × the number of young people ÷ 200, not above W');
  });
  test('share of the highest; nothing offered by anyone is nothing; more than the cap is no more; below nothing is a fault', () => {
    const highest = { formula: 'shareOfHighest', cap: null, unit: 'places' } as const;
    expect(reachPercents(highest, numbers('50', '100', '0')).map(String)).toEqual(['50', '100', '0']);
    expect(reachPercents(highest, numbers('0', '0')).map(String)).toEqual(['0', '0']);
    expect(reachPercents(highest, [])).toEqual([]);
    expect(reachPercents({ ...highest, formula: 'shareOfCap', cap: decimal('10') }, numbers('25', '5')).map(String)).toEqual(['100', '50']);
    expect(() => reachPercents(highest, numbers('-1'))).toThrow(RangeError);
  });
  test('a bid that failed does not set the highest number for the others', () => {
    const marked = criteria.map((one) => (one.name === 'Quality' ? { ...one, passPercent: decimal('70') } : { ...one, reach: null }));
    const result = scoreBids({ criteria: marked, questions: [{ id: 'q', criterionId: 'Quality', marks: null }], scaleMaximum: decimal('5'), bids: [A, B], priceFormula: 'benchmark', benchmarkPence: 45_00n });
    expect(result.bids.map(({ name, rank }) => [name, rank])).toEqual([['A', 1], ['B', null]]);
    expect(result.bids[0]!.criteria.find(({ kind }) => kind === 'reach')!.points.toString()).toBe('30');
  });
});

describe('equal totals', () => {
  const points = (name: string, quality: string, social: string, total = '80') => ({ bidId: name, name, total: decimal(total), criteria: [{ kind: 'quality' as const, points: decimal(quality) }, { kind: 'social-value' as const, points: decimal(social) }] });
  const places = (ranking: ReturnType<typeof rankBids>) => Object.fromEntries(ranking.ranks);
  test('the stated rules part them in their order, lots last', () => {
    const bids = [points('A', '40', '10'), points('B', '42', '8'), points('C', '40', '12'), points('D', '40', '12')];
    expect(places(rankBids(bids, ['quality', 'social-value', 'drawing'], []))).toEqual({ B: 1, C: 2, D: 2, A: 4 });
    const drawn = rankBids(bids, ['quality', 'social-value', 'drawing'], ['D', 'C']);
    expect(places(drawn)).toEqual({ B: 1, D: 2, C: 3, A: 4 });
    expect(drawn.working.join(' ')).toContain('D, then C: by lots, drawn before two witnesses');
    expect(places(rankBids(bids, [], []))).toEqual({ A: 1, B: 1, C: 1, D: 1 });
    expect(tieRulesInWords(['quality', 'drawing'])).toBe('Bids with equal totals are placed by the most points for quality, then by lots, drawn before two witnesses.');
  });
  test('the third decimal decides, exactly, and is shown where it does', () => {
    expect(places(rankBids([points('A', '1', '1', '74.001'), points('B', '1', '1', '74.002')], ['quality'], []))).toEqual({ B: 1, A: 2 });
    const close = (total: string) => bid(total, { given: new Map([['Quality', decimal(total)]]) });
    const result = scoreBids({ criteria: [{ ...preset('60-40')[1]!, sharePercent: decimal('100') }], questions: [], scaleMaximum: decimal('5'), bids: [close('74.001'), close('74.0014')], priceFormula: null, benchmarkPence: null });
    expect(decidedInWords(result)).toContain('74.0014 leads by 0.0004 points');
  });
  test('a total below the overall mark is not ranked, with the reason; at the mark it is', () => {
    const given = (total: string) => bid(total, { given: new Map([['Quality', decimal(total)]]) });
    const result = scoreBids({ criteria: [{ ...preset('60-40')[1]!, sharePercent: decimal('100') }], questions: [], scaleMaximum: decimal('5'), bids: [given('59.999'), given('60')], priceFormula: null, benchmarkPence: null, passPoints: decimal('60') });
    expect(result.bids.map(({ name, rank }) => [name, rank])).toEqual([['60', 1], ['59.999', null]]);
    expect(result.bids[1]!.failed).toEqual(['Total: 59.999 points, below the overall pass mark of 60.']);
  });
});

describe('DP-21: prices far below the others', () => {
  const bids = (...pounds: number[]) => pounds.map((amount, index) => ({ bidId: String(index), name: `Bid ${index}`, pricePence: BigInt(amount) * 100n }));
  const at25 = { flagPercent: decimal('25'), budgetPence: null };
  test('of £100,000, £98,000 and £61,000 the third is flagged: mean £86,333, 29.3% below', () => {
    expect(lowPrices(bids(100_000, 98_000, 61_000), at25)).toMatchObject([{ bidId: '2', why: ['The price is 29.3% below the mean of 3 bids, £86,333.'] }]);
  });
  test('exactly the percentage is flagged; just above is not; one bid has no mean; no setting, no flag but for nothing at all', () => {
    expect(lowPrices(bids(125, 75), at25)).toHaveLength(1);
    expect(lowPrices(bids(124, 76), at25)).toHaveLength(0);
    expect(lowPrices(bids(10), at25)).toEqual([]);
    expect(lowPrices([], at25)).toEqual([]);
    expect(lowPrices(bids(100, 1), { flagPercent: null, budgetPence: 100_00n })).toEqual([]);
    expect(lowPrices(bids(0), { flagPercent: null, budgetPence: null })).toMatchObject([{ why: ['The price is nothing.'] }]);
    expect(lowPrices(bids(74), { ...at25, budgetPence: 100_00n })).toMatchObject([{ why: ['The price is 26.0% below the budget, £100.'] }]);
  });
});
