import { describe, expect, test } from 'vitest';
import { Decimal, decimal, divideHalfUp, parseDecimal, sumDecimals } from './decimal.ts';

describe('Decimal', () => {
  test('is exact where floats are not', () => {
    expect(decimal('0.1').add(decimal('0.2')).toString()).toBe('0.3');
    expect(decimal('1').subtract(decimal('0.9')).toString()).toBe('0.1');
    expect(decimal('0.000000000001').multiply(decimal('0.000000000001')).toString()).toBe('0.000000000000000000000001');
    expect(sumDecimals(['33.3', '33.3', '33.4'].map(decimal)).equals(decimal(100n))).toBe(true);
    expect(sumDecimals([]).isZero()).toBe(true);
  });
  test('divides to 12 places, half up', () => {
    expect(decimal('1').divide(decimal('3')).toString()).toBe('0.333333333333');
    expect(decimal('2').divide(decimal('3')).toString()).toBe('0.666666666667');
    expect(decimal('1').divide(decimal('8'), 2).toString()).toBe('0.13');
    expect(decimal('-1').divide(decimal('8'), 2).toString()).toBe('-0.13');
    expect(decimal('0.5').divide(decimal('0.05'), 0).toString()).toBe('10');
    expect(() => decimal('1').divide(Decimal.zero)).toThrow(RangeError);
  });
  test.each([['2.345', 2, '2.35'], ['-2.345', 2, '-2.35'], ['2.344999', 2, '2.34'], ['0.005', 2, '0.01'], ['7', 2, '7.00'], ['0.4', 0, '0'], ['0.5', 0, '1'], ['-0.004', 2, '0.00']])(
    '%s to %i places is %s', (text, places, shown) => expect(decimal(text).toFixed(places)).toBe(shown));
  test('compares by value, not by form', () => {
    expect(decimal('1.5').equals(decimal('1.50'))).toBe(true);
    expect(decimal('-1').compare(decimal('0'))).toBe(-1);
    expect(decimal('0.1000000000001').compare(decimal('0.1'))).toBe(1);
  });
  test('text and JSON', () => {
    expect(JSON.stringify({ weight: decimal('12.50') })).toBe('{"weight":"12.5"}');
    expect(decimal('100').toString()).toBe('100');
    expect(decimal('-0.0').toString()).toBe('0');
  });
  test.each(['', 'x', '1,000', '1e3', '.5', '5.', '50%', 'NaN'])('refuses %j', (text) => {
    expect(parseDecimal(text).ok).toBe(false);
    expect(() => decimal(text)).toThrow(RangeError);
  });
  test('a number of a million digits is refused before it is worked out', () => expect(parseDecimal('9'.repeat(1_000_000))).toEqual({ ok: false, why: 'Enter a shorter number' }));
  test('a scale is whole', () => expect(() => Decimal.fromUnits(1n, -1)).toThrow(RangeError));
  test.each([[7n, 2n, 4n], [-7n, 2n, -4n], [7n, -2n, -4n], [1n, 3n, 0n], [-1n, 3n, 0n]])('%s / %s rounds to %s', (a, b, c) => expect(divideHalfUp(a, b)).toBe(c));
});
