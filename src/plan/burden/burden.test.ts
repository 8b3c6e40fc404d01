import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import { BANDS, bandOf } from './band.ts';
import { biddingCost, costInWords, costWarning, daysFromMinutes } from './bidding-cost.ts';
import { withMargin, limitWarning, medianWarning, overLimits, riseInWords, type BandMedian } from './meter.ts';
import { shouldWeBid, type BidQuestions } from './should-we-bid.ts';

const RULE = { sentence: 'A rule.', source: 'A source' };
const ESTIMATE = { bidders: 8, personDays: decimal('22.5'), dayRatePence: 15_000n };

describe('the cost of bidding', () => {
  test('DP-31: 8 bidders at 22.5 days and £150 cost £27,000, 54% of £50,000, and the authority’s ratio warns', () => {
    const cost = biddingCost(ESTIMATE, 5_000_000n);
    expect(cost).toMatchObject({ eachPence: 337_500n, totalPence: 2_700_000n });
    expect(cost.percentOfValue!.toString()).toBe('54');
    expect(costInWords(ESTIMATE, cost)).toBe('£27,000 for 8 bidders at 22.5 days and £150 a day: 54% of the value');
    expect(costWarning(ESTIMATE, cost, decimal('54'), RULE)).toMatchObject({ code: 'bidding-cost', sentence: expect.stringContaining('54% of the value') });
    expect(costWarning(ESTIMATE, cost, decimal('54.1'), RULE)).toBeNull();
    expect(costWarning(ESTIMATE, cost, null, RULE)).toBeNull();
  });
  test('without a value there is no share, and minutes become quarter days', () => {
    expect(biddingCost(ESTIMATE, null).percentOfValue).toBeNull();
    expect(biddingCost(ESTIMATE, 0n).percentOfValue).toBeNull();
    expect([0, 40, 450, 451].map((minutes) => daysFromMinutes(minutes).toString())).toEqual(['0.25', '0.25', '1', '1.25']);
  });
});

describe('the meter', () => {
  const median: BandMedian = { band: 4, tenders: 3, questions: 14, pages: 9, minutes: 400, approvals: 1, meetings: 0 };
  const burden = { questions: 20, words: 6000, pages: 12, minutes: 600 };
  test('asks above the median only, and never from fewer than three tenders', () => {
    expect(medianWarning(burden, median, '£50,000', RULE)?.code).toBe('burden-above-median');
    expect(medianWarning({ ...burden, minutes: 400 }, median, '£50,000', RULE)).toBeNull();
    expect(medianWarning(burden, { ...median, tenders: 2 }, '£50,000', RULE)).toBeNull();
    expect(medianWarning(burden, null, '£50,000', RULE)).toBeNull();
  });
  test('DP-08: questions, pages and hours stand against the limits for the value', () => {
    expect(overLimits(burden, { questions: 15, pages: 12, hours: 9 })).toEqual(['20 questions, and the limit is 15', 'about 10 hours, and the limit is 9 hours']);
    expect(limitWarning(burden, { questions: null, pages: null, hours: null }, RULE)).toBeNull();
    expect(limitWarning(burden, { questions: null, pages: 11, hours: 10 }, RULE)?.sentence).toContain('12 pages, and the limit is 11');
  });
  test('XC-08: 61 minutes against 60 ask for a reason with no margin, 66 do not with 10%, 67 do, and both levels are told', () => {
    const sixty = { ...median, minutes: 60 };
    const asks = (minutes: number, margin: string) => medianWarning({ ...burden, minutes }, sixty, '£50,000', RULE, decimal(margin))?.sentence ?? null;
    expect([asks(60, '0'), asks(66, '10')]).toEqual([null, null]);
    expect(asks(61, '0')).toContain('is about 1 hour. What could');
    expect(asks(67, '10')).toContain('is about 1 hour, or about 1 hour 6 minutes with the authority’s margin of 10%.');
    expect(overLimits({ ...burden, minutes: 67 }, { questions: 19, pages: 11, hours: 1 }, decimal('10'))).toEqual(['20 questions, and the limit is 19', 'about 1 hour 7 minutes, and the limit is 1 hour, or about 1 hour 6 minutes with the authority’s margin of 10%']);
    expect([withMargin(5, decimal('10')), withMargin(60, decimal('2.5'))]).toEqual([5, 61]);
  });
  test('says what rose and what fell', () => {
    const before = { questions: 14, words: 4500, pages: 9, minutes: 450 };
    expect(riseInWords(burden, before)).toBe('Since then: 6 questions more, 3 pages more, about 2 hours 30 minutes longer (450 minutes before, 600 now).');
    expect(riseInWords(before, burden)).toContain('6 questions fewer');
    expect(riseInWords(before, before)).toBe('Nothing has changed since.');
  });
  test('every value has one band', () => {
    expect([0n, 499_999n, 500_000n, 799_999n, 5_000_000n, 99_999_999n, 100_000_000n, 10n ** 13n].map((value) => bandOf(value).number)).toEqual([1, 1, 2, 2, 4, 5, 6, 6]);
    expect(BANDS.map(({ words }) => words)).toContain('£50,000 to below £250,000');
  });
});

describe('should we bid', () => {
  const asked: BidQuestions = { valuePence: 5_000_000n, days: decimal('22.5'), dayRatePence: 15_000n, chance: decimal('25'), mostPercent: decimal('10'), fit: 'yes', capacity: 'yes', cash: 'yes', dates: 'yes' };
  test('MD-04: £50,000, 22.5 days at £150 and a 25% chance are £3,375 a bid and £13,500 a win (27% of value), and a partner is suggested', () => {
    const advice = shouldWeBid(asked);
    expect(advice).toMatchObject({ advice: 'partner', costPence: 337_500n, perWinPence: 1_350_000n });
    expect(advice.percentOfValue.toString()).toBe('27');
    expect(advice.reasons[0]!.sentence).toContain('£13,500');
  });
  test.each([
    [{ mostPercent: decimal('27') }, 'bid'], [{ fit: 'no' }, 'do-not-bid'], [{ dates: 'no' }, 'do-not-bid'], [{ chance: decimal('1') }, 'do-not-bid'],
    [{ mostPercent: decimal('30'), cash: 'no' }, 'partner'], [{ mostPercent: decimal('30'), capacity: 'no' }, 'partner'], [{ mostPercent: decimal('30'), fit: 'partly' }, 'partner'],
  ] as const)('%o gives %s', (change, advice) => expect(shouldWeBid({ ...asked, ...change }).advice).toBe(advice));
});
