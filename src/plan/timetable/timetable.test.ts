import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { shippedLaw } from '#law';
import { breaksBetween } from '#policy';
import { clashOf, clashWarning, clashWords, isAnswered, sameMarket, type MarketTender } from './clash.ts';
import { decideEarlyPublication, EARLY_NOTICE_MOVES, qualifies } from './early-notice.ts';
import { earlyNoticeWarning, leastDays, periodWarnings, type PeriodSettings } from './fair-time.ts';
import { decideStart, earliestStart, leastWeeks, mobilisationWarning, startObstacle, type MobilisationSettings } from './mobilisation.ts';
import { slippageByDirectorate, type TenderSlip } from './slippage.ts';
import { decidePlan, decideSlip, nextLine, timetableLines, unexplained } from './stage.ts';

const day = calendarDate;
const NOTE = { sentence: 'Set.', source: 'Local policy' };

describe('timetableLines', () => {
  const facts = {
    planned: { advert: day('2026-03-01'), closing: day('2026-03-27'), award: day('2026-05-01'), start: day('2026-07-01') },
    actual: { advert: day('2026-03-01'), award: day('2026-06-12') },
    slips: [
      { stage: 'award' as const, fromOn: day('2026-05-01'), toOn: day('2026-05-20'), reason: 'An assessor fell ill.', recordedAt: new Date('2026-04-28') },
      { stage: 'award' as const, fromOn: day('2026-05-20'), toOn: day('2026-06-12'), reason: 'A second moderation.', recordedAt: new Date('2026-05-19') },
    ],
  };
  test('a slip is counted from the first plan to what happened, with every reason', () => {
    expect(timetableLines(facts).find(({ stage }) => stage === 'award')).toMatchObject({ plannedOn: '2026-05-01', expectedOn: '2026-06-12', actualOn: '2026-06-12', slipDays: 42, reasons: ['An assessor fell ill.', 'A second moderation.'] });
  });
  test('what has not happened is counted by what is expected now; what nobody planned is left out until it happens', () => {
    const lines = timetableLines({ ...facts, actual: {} });
    expect(lines.map(({ stage }) => stage)).toEqual(['advert', 'closing', 'award', 'start']);
    expect(lines.find(({ stage }) => stage === 'award')).toMatchObject({ actualOn: null, slipDays: 42 });
    expect(timetableLines({ planned: {}, actual: { opening: day('2026-04-01') }, slips: [] })).toMatchObject([{ stage: 'opening', plannedOn: null, slipDays: null }]);
  });
  test('the next step is the first that has not happened; one overdue without a word is owed a reason', () => {
    const lines = timetableLines({ planned: facts.planned, actual: { advert: day('2026-03-01'), closing: day('2026-03-27') }, slips: [] });
    expect(nextLine(lines)?.stage).toBe('award');
    expect(unexplained(lines, day('2026-05-01'))).toEqual([]);
    expect(unexplained(lines, day('2026-05-02')).map(({ stage }) => stage)).toEqual(['award']);
    expect(unexplained(timetableLines(facts), day('2026-06-13'))).toEqual([]);
  });
});

test('planned days follow the order of the stages', () => {
  expect(decidePlan({ opening: day('2026-03-27'), award: day('2026-05-01') }, day('2026-03-27'))).toMatchObject({ kind: 'allowed' });
  expect(decidePlan({ opening: day('2026-03-26') }, day('2026-03-27'))).toMatchObject({ code: 'order', field: 'opening' });
  expect(decidePlan({ award: day('2026-05-01'), start: day('2026-04-30') }, null)).toMatchObject({ code: 'order', field: 'award' });
  expect(decidePlan({}, null)).toMatchObject({ kind: 'allowed' });
});

test('a slip needs a planned day, another day and a reason', () => {
  const line = { title: 'Award', expectedOn: day('2026-05-01') };
  expect(decideSlip(line, day('2026-06-12'), 'Ill')).toEqual({ kind: 'allowed', value: { fromOn: '2026-05-01', days: 42 } });
  expect(decideSlip(line, day('2026-05-01'), 'Ill')).toMatchObject({ code: 'same-day' });
  expect(decideSlip(line, day('2026-05-02'), '  ')).toMatchObject({ code: 'reason-missing' });
  expect(decideSlip(undefined, day('2026-05-02'), 'Ill')).toMatchObject({ code: 'not-planned' });
});

test('the directorate’s average counts early ones too, the slowest directorate first', () => {
  const slip = (directorate: string, days: number, reasons: string[] = []): TenderSlip => ({ opportunityId: newId(), title: 'T', directorate, plannedOn: day('2026-05-01'), actualOn: day('2026-06-12'), days, reasons });
  const [first, second] = slippageByDirectorate([slip('Adults', -2), slip('Children', 42, ['Ill']), slip('Children', 1)]);
  expect(first).toMatchObject({ directorate: 'Children', tenders: 2, late: 2, withoutReason: 1 });
  expect(first!.averageDays.toFixed(1)).toBe('21.5');
  expect(second!.averageDays.toFixed(1)).toBe('-2.0');
});

describe('fair time', () => {
  const settings: PeriodSettings = {
    minimumDays: 30, extraDaysMedium: 5, extraDaysHigh: 10, extraDaysConsortium: 14, note: NOTE, breaksNote: NOTE, breaks: [{ name: 'Christmas', from: '--12-20', to: '--01-04' }, { name: 'Easter 2027', from: '2027-03-26', to: '2027-04-09' }],
  };
  const plain = { complexity: 'low' as const, consortiaAllowed: false };
  test('15 December to 5 January is 21 days: 9 too short, and over Christmas', () => {
    expect(periodWarnings(day('2026-12-15'), day('2027-01-05'), settings, plain).map(({ code, sentence }) => [code, sentence])).toEqual([
      ['tender-period-short', 'Bidders have 21 days, and the authority’s minimum for this value is 30: 9 days too short. It could close on 14 January 2027.'],
      ['holiday-break-christmas', 'The time to answer runs over the break “Christmas”, 20 December 2026 to 4 January 2027.'],
    ]);
  });
  test('closing in a break is said as such; exactly the minimum is enough; nothing set, nothing said', () => {
    expect(periodWarnings(day('2027-02-25'), day('2027-03-27'), settings, plain)).toMatchObject([{ code: 'holiday-break-easter-2027', sentence: expect.stringContaining('ends in') }]);
    expect(periodWarnings(day('2027-05-01'), day('2027-05-31'), settings, plain)).toEqual([]);
    expect(periodWarnings(day('2026-12-24'), day('2026-12-26'), { ...settings, minimumDays: null, breaks: null }, plain)).toEqual([]);
  });
  test('longer by complexity and where consortia may bid', () => {
    expect(leastDays(settings, plain)).toBe(30);
    expect(leastDays(settings, { complexity: 'medium', consortiaAllowed: false })).toBe(35);
    expect(leastDays(settings, { complexity: 'high', consortiaAllowed: true })).toBe(54);
    expect(periodWarnings(day('2027-05-01'), day('2027-05-31'), settings, { complexity: 'high', consortiaAllowed: true })[0]?.sentence).toContain('24 days too short');
  });
  test('a break over New Year is found from either side', () => {
    expect(breaksBetween(settings.breaks!, day('2027-01-02'), day('2027-01-20'))).toMatchObject([{ from: '2026-12-20', to: '2027-01-04' }]);
    expect(breaksBetween(settings.breaks!, day('2027-01-05'), day('2027-01-20'))).toEqual([]);
  });
  test('between early notice and advert: 15 days short on day 45 of 60', () => {
    expect(earlyNoticeWarning(day('2026-01-01'), day('2026-02-15'), 60, NOTE)?.sentence).toContain('15 days short');
    expect(earlyNoticeWarning(day('2026-01-01'), day('2026-03-02'), 60, NOTE)).toBeNull();
    expect(earlyNoticeWarning(null, day('2026-03-02'), 60, NOTE)?.code).toBe('early-notice-none');
    expect(earlyNoticeWarning(null, day('2026-03-02'), null, NOTE)).toBeNull();
  });
});

describe('mobilisation', () => {
  const settings: MobilisationSettings = { minimumWeeks: 12, extraWeeksHigh: 4, extraWeeksConsortium: 2, extraWeeksTupe: 3, note: NOTE };
  test('weeks by complexity, consortia and TUPE', () => {
    expect(leastWeeks(settings, { complexity: 'low', consortiaAllowed: false }, 'no')).toBe(12);
    expect(leastWeeks(settings, { complexity: 'high', consortiaAllowed: true }, 'yes')).toBe(21);
    expect(leastWeeks({ ...settings, minimumWeeks: null }, { complexity: 'high', consortiaAllowed: true }, 'yes')).toBeNull();
    expect(earliestStart(day('2026-05-01'), 12)).toBe('2026-07-24');
    expect(mobilisationWarning(day('2026-05-01'), day('2026-07-23'), 12, NOTE)?.code).toBe('mobilisation-short');
    expect(mobilisationWarning(day('2026-05-01'), day('2026-07-24'), 12, NOTE)).toBeNull();
  });
  const agreement = { organisationId: newId(), startsOn: day('2026-08-01'), signedBy: 'A', signedOn: day('2026-05-02') };
  test('the start moves with the award, or stays by the provider’s signed agreement and not without', () => {
    expect(decideStart(day('2026-08-01'), 21, 'moves', null)).toMatchObject({ value: { startOn: '2026-08-22' } });
    expect(decideStart(day('2026-08-01'), 21, 'stays', null)).toMatchObject({ code: 'agreement-needed', field: 'startChoice' });
    expect(decideStart(day('2026-08-01'), 21, 'stays', agreement)).toMatchObject({ value: { startOn: '2026-08-01' } });
    expect(decideStart(day('2026-08-01'), 21, 'stays', { ...agreement, startsOn: day('2026-08-02') })).toMatchObject({ code: 'agreement-needed' });
    expect(decideStart(day('2026-08-01'), -3, 'moves', null)).toMatchObject({ value: { startOn: '2026-08-01' } });
    expect(decideStart(null, 21, 'moves', null)).toMatchObject({ value: { startOn: null } });
  });
  test('a contract made too soon is held up until there is an agreement for that day', () => {
    expect(startObstacle(day('2026-06-01'), day('2026-08-01'), 12, null)).toContain('less than 12 weeks');
    expect(startObstacle(day('2026-06-01'), day('2026-08-01'), 12, agreement)).toBeNull();
    expect(startObstacle(day('2026-06-01'), day('2026-07-31'), 12, agreement)).not.toBeNull();
    expect(startObstacle(day('2026-06-01'), day('2026-08-24'), 12, null)).toBeNull();
  });
});

describe('clashes', () => {
  const tender = (closesOn: string, given: Partial<MarketTender> = {}): MarketTender => ({ opportunityId: newId(), title: closesOn, buyer: 'Kent', category: 'services', cpvCodes: ['85312000'], closesOn: day(closesOn), ...given });
  test('the same market: within, around or in one class; without codes, the same kind', () => {
    const codes = (...cpvCodes: string[]) => ({ cpvCodes, category: 'services' });
    expect(sameMarket(codes('85000000'), codes('85312310'))).toBe(true);
    expect(sameMarket(codes('85312310'), codes('85312100'))).toBe(true);
    expect(sameMarket(codes('85312310'), codes('85121000'))).toBe(false);
    expect(sameMarket(codes(), codes())).toBe(true);
    expect(sameMarket(codes(), codes('85312310'))).toBe(false);
  });
  test('12, 13 and 14 June: 3 tenders in 3 days; one outside the window or for another market is no clash', () => {
    const [mine, before, after] = [tender('2026-06-13'), tender('2026-06-12'), tender('2026-06-14')];
    const clash = clashOf(mine, [mine, after, before, tender('2026-06-21'), tender('2026-06-13', { cpvCodes: ['45000000'] })], 7)!;
    expect(clashWords(clash)).toBe('3 tenders in 3 days');
    expect(clash.others.map(({ closesOn }) => closesOn)).toEqual(['2026-06-12', '2026-06-14']);
    expect(clashOf(mine, [mine], 7)).toBeNull();
    expect(clashWarning(clash, { names: ['A', 'B'], count: 5 }, NOTE).sentence).toContain('A, B and 3 more');
    expect(isAnswered(clash, [before.opportunityId, after.opportunityId], 'Both are small.')).toBe(true);
    expect(isAnswered(clash, [before.opportunityId], 'Both are small.')).toBe(false);
  });
});

describe('early notices', () => {
  const ready = { state: 'draft' as const, scope: 'Clubs', valueHighNetPence: 6_000_000n, lotsWords: 'None', expectedOn: day('2026-06-01') };
  test('scope, size, lots and date are all said', () => {
    expect(decideEarlyPublication(ready, day('2026-03-01'))).toMatchObject({ kind: 'allowed' });
    expect(decideEarlyPublication({ ...ready, scope: '', lotsWords: ' ' }, day('2026-03-01'))).toMatchObject({ code: 'not-ready', more: [expect.anything()] });
    expect(decideEarlyPublication(ready, day('2026-06-01'))).toMatchObject({ code: 'not-ready' });
    expect(decideEarlyPublication({ ...ready, state: 'published' }, day('2026-03-01'))).toMatchObject({ code: 'wrong-state' });
    expect(Object.keys(EARLY_NOTICE_MOVES)).toEqual(['publish', 'withdraw']);
  });
  test.each([
    ['on day 39', 'UK3', '2026-02-09', false], ['on day 40', 'UK3', '2026-02-10', true], ['after 12 months', 'UK3', '2027-01-01', true], ['a day later', 'UK3', '2027-01-02', false], ['market engagement', 'UK2', '2026-03-01', false],
  ] as const)('qualifies by the law rows: %s', (_name, code, advertOn, expected) => expect(qualifies({ code, state: 'published', publishedOn: day('2026-01-01') }, day(advertOn), shippedLaw)).toBe(expected));
});
