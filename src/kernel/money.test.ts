import { describe, expect, test } from 'vitest';
import { formatPounds, grossFromNet, netPence, parsePounds, poundsDecimal, sumGross, grossPence, sumNet } from './money.ts';

describe('parsePounds', () => {
  test.each([
    ['£1,234.50', 123450n], ['(1,234.50)', -123450n], ['-5', -500n], ['-£5', -500n], ['£-5', -500n], ['−5', -500n], ['1234.5', 123450n],
    [' £ 0.01 ', 1n], ['0', 0n], ['1,000,000', 100000000n], ['(£5)', -500n], ['999999999999999.99', 99999999999999999n],
  ])('%s', (text, pence) => expect(parsePounds(text)).toEqual({ ok: true, pence }));

  test.each(['', '  ', 'abc', '1,23', '12,34,567', '1.234', '--5', '(-5)', '£', '1e5', '5.', '.5', '1 234x', '9999999999999999', '()'])('refuses %j', (text) => {
    const parsed = parsePounds(text);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.why).toMatch(/^Enter /);
  });
});

test.each([[123400n, '£1,234'], [123450n, '£1,234.50'], [0n, '£0'], [-500n, '-£5'], [5n, '£0.05'], [100000000000n, '£1,000,000,000'], [-1n, '-£0.01']])(
  'formatPounds(%s)', (pence, text) => expect(formatPounds(pence)).toBe(text));

test.each([[123450n, '1234.50'], [-2612345n, '-26123.45'], [0n, '0.00'], [7n, '0.07'], [-7n, '-0.07']])(
  'poundsDecimal(%s)', (pence, text) => expect(poundsDecimal(pence)).toBe(text));

test.each([[17310000n, '20', 20772000n], [1n, '20', 1n], [3n, '20', 4n], [5n, '10', 6n], [-5n, '10', -6n], [100n, '17.5', 118n], [100n, '0', 100n]])(
  'gross of %s at %s%%: nearest penny, half up', (net, rate, gross) => expect(grossFromNet(netPence(net), rate)).toBe(gross));

test('a negative rate of VAT is a fault', () => expect(() => grossFromNet(netPence(1n), '-1')).toThrow(RangeError));
test('branded sums', () => {
  expect(sumNet([])).toBe(0n);
  expect(sumGross([grossPence(1n), grossPence(2n)])).toBe(3n);
});
