import { describe, expect, test } from 'vitest';
import { formulaAlgebra, formulaNote, formulaWeakness, PRICE_FORMULAS, priceScores, type PriceFormula } from './price-formula.ts';

const shown = (formula: PriceFormula, prices: bigint[], benchmark?: bigint) => priceScores(formula, prices, benchmark).map((score) => score.toFixed(2));

describe('priceScores, in percent of the price points', () => {
  // A plain loop: the runner cannot print a bigint in a title.
  const cases: [PriceFormula, bigint[], bigint | undefined, string[]][] = [
    ['lowestOverBid', [80n, 100n, 160n], undefined, ['100.00', '80.00', '50.00']],
    ['standardDifferential', [80n, 100n, 160n, 200n], undefined, ['100.00', '75.00', '0.00', '0.00']],
    ['meanDeviation', [50n, 100n, 150n], undefined, ['100.00', '50.00', '0.00']],
    ['benchmark', [80n, 100n, 200n], 100n, ['100.00', '100.00', '50.00']],
    ['fixedPrice', [80n, 100n], undefined, ['100.00', '100.00']],
    ['lowestOverBid', [3n], undefined, ['100.00']],
    // A bid for nothing.
    ['lowestOverBid', [0n, 100n, 0n], undefined, ['100.00', '0.00', '100.00']],
    ['standardDifferential', [0n, 100n], undefined, ['100.00', '0.00']],
    ['meanDeviation', [0n, 0n], undefined, ['50.00', '50.00']],
    ['lowestOverBid', [], undefined, []],
  ];
  for (const [formula, prices, benchmark, expected] of cases) test(`${formula} of ${prices.join(', ')}`, () => expect(shown(formula, prices, benchmark)).toEqual(expected));
  test('two prices a penny apart on a hundred million pounds keep their order', () => {
    const [lower, higher] = priceScores('lowestOverBid', [10_000_000_000n, 10_000_000_001n]) as [never, never];
    expect((lower as { compare(other: unknown): number }).compare(higher)).toBe(1);
  });
  test('refuses what is impossible', () => {
    expect(() => priceScores('benchmark', [1n])).toThrow(RangeError);
    expect(() => priceScores('fixedPrice', [-1n])).toThrow(RangeError);
  });
});

test.each(PRICE_FORMULAS)('%s has its algebra and its weakness', (formula) => {
  expect(formulaAlgebra(formula)).not.toBe('');
  expect(formulaWeakness(formula)).not.toBe('');
});

test.each(PRICE_FORMULAS)('the sources of %s stand in full, and in no code', (formula) => {
  const { source } = formulaNote(formula);
  expect(source).toMatch(/https:\/\/|background knowledge/);
  expect(source).not.toMatch(/\b(SHMA|PUBSPEND|BEG21|BG)\b/);
});
