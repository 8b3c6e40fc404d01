import { describe, expect, test } from 'vitest';
import { DateOrderTally, decideDateOrder } from './date-order.ts';
import { readDate } from './read-date.ts';
import { readAmount, readMoney } from './read-money.ts';

describe('dates', () => {
  test.each([
    ['2018-09-07', '2018-09-07'], ['07/09/2018', '2018-09-07'], ['7/9/18', '2018-09-07'], ['07-Sep-18', '2018-09-07'], ['7 September 2018', '2018-09-07'], ['7th Sept 2018', '2018-09-07'], ['Friday, 7 September 2018', '2018-09-07'],
    ['September 7, 2018', '2018-09-07'], ['07.09.2018', '2018-09-07'], ['20180907', '2018-09-07'], ['07092018', '2018-09-07'], ['2018/09/07', '2018-09-07'], ['2018-09-07 00:00:00', '2018-09-07'], ['2018-09-07T23:59:59.000Z', '2018-09-07'],
    ['07/09/2018 14:05', '2018-09-07'], ['7/9/2018 2:05:06 PM', '2018-09-07'], ['43350', '2018-09-07'], ['43350.5', '2018-09-07'], ['\u00a007/09/2018 ', '2018-09-07'], ['07SEP2018', '2018-09-07'], ['07/Sep/2018', '2018-09-07'], ['29/02/2024', '2024-02-29'], ['01/01/71', '1971-01-01'],
    ['Sep-18', '2018-09-01'], ['September 2018', '2018-09-01'], ['2018-09', '2018-09-01'],
  ])('%s', (text, date) => expect(readDate(text)).toBe(date));
  test('what is longer than any date is none, without a search for a time behind a million spaces', () => expect(readDate(`1/4/2026${' '.repeat(1_000_000)}!`)).toBeNull());
  test.each(['', 'soon', '31/02/2018', '29/02/2023', '13/13/2018', '12345', '1', '43/350', '00/00/0000', '2018-13-07', '=TODAY()', '#REF!', 'May', '9/2018x', '1e5'])('%s is no date', (text) => expect(readDate(text)).toBeNull());
  test('the order says which number is the month; a day that can be no month is refused, not turned round', () => {
    expect([readDate('04/28/2023', 'month-first'), readDate('04/05/2023', 'month-first'), readDate('04/05/2023', 'day-first'), readDate('04/28/2023', 'day-first'), readDate('28/04/2023', 'month-first'), readDate('23/04/05', 'year-first')]).toEqual(['2023-04-28', '2023-04-05', '2023-05-04', null, null, '2023-04-05']);
    expect(readDate('Feb 2024', 'day-first', 'end')).toBe('2024-02-29');
  });
});

describe('the order of dates in a file', () => {
  const decided = (...dates: string[]) => {
    const tally = new DateOrderTally();
    for (const date of dates) tally.add(date);
    return decideDateOrder(tally.evidence());
  };
  test('one that can be read no other way settles it', () => {
    expect(decided('04/05/2023', '28/05/2023')).toEqual({ order: 'day-first', note: null });
    expect(decided('04/05/2023', '05/28/2023')).toMatchObject({ order: 'month-first', note: expect.stringContaining('such as 05/28/2023') as string });
    expect(decided('2023-05-04', '2023-05-28')).toEqual({ order: 'year-first', note: null });
  });
  test('when all could be either, the country’s custom is followed and said', () => {
    const { order, note } = decided('04/05/2023', '05/05/2023', '06/07/2023');
    expect([order, note]).toEqual(['day-first', expect.stringContaining('custom in the United Kingdom')]);
    expect(decided('05/05/2023', '5 May 2023').note).toBeNull();
  });
  test('a mixture is said to be one', () => {
    expect(decided('28/04/2023', '27/04/2023', '04/28/2023')).toMatchObject({ order: 'day-first', note: expect.stringContaining('written in two ways') as string });
    expect(decided('28/04/2023', '04/27/2023', '04/28/2023')).toMatchObject({ order: 'month-first', note: expect.stringContaining('28/04/2023') as string });
  });
});

describe('amounts', () => {
  test.each([
    ['1234.5', 123450], ['£1,234.50', 123450], ['-£1,234.50', -123450], ['£-1,234.50', -123450], ['(1,234.50)', -123450], ['(£1,234.50)', -123450], ['£(1,234.50)', -123450], ['1,234.50-', -123450], ['1234.50CR', -123450], ['1,234.50 Credit', -123450], ['£12 Debit', 1200], ['1,234.50 DR', 123450], ['1 234.50', 123450],
    ['1\u00a0234.50', 123450], ['-', 0], [' £ -   ', 0], ['–', 0], ['0', 0], ['.50', 50], ['5.', 500], ['1.2E+05', 12000000], ['1428.6399999999999', 142864], ['-2160.5699999999997', -216057], ['0.125', 13], ['-0.125', -13], ['GBP 12.00', 1200], ['Â£12.00', 1200], ['\uFFFD12.00', 1200],
    ['−12.00', -1200], ['+12.00', 1200], ['1.234,50', 123450], ['007', 700], ['9999999999999.99', 999999999999999],
  ])('%s', (text, pence) => expect(readAmount(text)).toEqual({ pence: BigInt(pence) }));
  test.each(['', 'n/a', '12,5', '1234,50', '1,23', '12,34.00', '€5.00', '$5', '5 EUR', '#####', '#VALUE!', '=1+1', '--5', '-(5)', '(5', '5)', '-5-', '1.2.3', 'Infinity', 'NaN', '0x10', '1e400', '99999999999999.00', '1,234 and 5', '5%'])('%s is no amount', (text) => expect(readAmount(text)).toHaveProperty('why'));
  test('words beside an amount are for registers', () => expect([readMoney('circa £1.2m per annum'), readMoney('£250k'), readMoney('nil'), readMoney('lots')]).toEqual([120000000n, 25000000n, 0n, null]));
});
