import { describe, expect, test } from 'vitest';
import { calendarDate, londonInstant } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { grossPence, netPence } from '#kernel/money';
import type { Criterion } from '#parts/assessments';
import type { Question } from '#parts/questions';
import { decideMaterialAnswer, decidePublicWords } from './clarification.ts';
import { closingWords, OPPORTUNITY_MOVES, statusOf, type Opportunity, type OpportunityState } from './opportunity.ts';
import { decidePublication, lawOfTheDay, publicationObstacles, type ToPublish } from './publication.ts';
import { timeOfDay } from './typed-fields.ts';
import { tryBids } from './what-would-win.ts';

const STATES: OpportunityState[] = ['draft', 'published', 'opened', 'evaluated', 'awarded', 'cancelled'];
const TRUTH: Record<keyof typeof OPPORTUNITY_MOVES, Partial<Record<OpportunityState, OpportunityState>>> = {
  publish: { draft: 'published' },
  open: { published: 'opened' },
  evaluate: { opened: 'evaluated' },
  award: { evaluated: 'awarded' },
  cancel: { published: 'cancelled', opened: 'cancelled', evaluated: 'cancelled' },
};
for (const [move, row] of Object.entries(TRUTH)) {
  for (const state of STATES) {
    test(`${move} from ${state}: ${row[state] ?? 'refused'}`, () => {
      const decision = decideMove<OpportunityState, typeof OPPORTUNITY_MOVES>(OPPORTUNITY_MOVES, move as keyof typeof OPPORTUNITY_MOVES, state, 'This opportunity', 'A reason');
      expect(decision.kind === 'allowed' ? decision.value : null).toBe(row[state] ?? null);
    });
  }
}
test('cancelling needs a reason', () => expect(decideMove<OpportunityState, typeof OPPORTUNITY_MOVES>(OPPORTUNITY_MOVES, 'cancel', 'published', 'This opportunity', ' ')).toMatchObject({ code: 'reason-missing' }));

const at = (date: string, time = '12:00') => londonInstant(calendarDate(date), time);

test('closing is read from the clock, to the millisecond', () => {
  const closesAt = at('2026-03-27');
  const open = { state: 'published' as const, closesAt, expectedOn: null };
  expect(statusOf(open, new Date(closesAt.getTime() - 1))).toBe('open');
  expect(statusOf(open, closesAt)).toBe('closed');
  expect(statusOf({ ...open, state: 'draft', expectedOn: calendarDate('2026-04-01') }, closesAt)).toBe('coming');
});

test.each([
  ['2026-03-01', '09:00', 'Closes on 27 March 2026 at midday: in 26 days.'], ['2026-03-26', '23:59', 'Closes on 27 March 2026 at midday: tomorrow.'],
  ['2026-03-27', '09:30', 'Closes today, on 27 March 2026 at midday: in 2 hours.'], ['2026-03-27', '11:59', 'Closes today, on 27 March 2026 at midday: in 1 minute.'],
  ['2026-03-27', '12:00', 'Closed on 27 March 2026 at midday.'],
])('at %s %s: %s', (date, time, words) => expect(closingWords(at('2026-03-27'), at(date, time))).toBe(words));

test.each([['5pm', '17:00'], ['12.30 pm', '12:30'], ['midday', '12:00'], ['9:05', '09:05'], ['12am', null], ['24:00', null], ['5', null], ['13pm', null], ['00:00', null]])('the time %s is %s', (typed, read) => {
  const parsed = timeOfDay.safeParse(typed);
  expect(parsed.success ? parsed.data : null).toBe(read);
});

const NOW = at('2026-03-02', '09:00');
const quality = 'quality' as Id<'criterion'>;
const criteria: Criterion[] = [
  { id: quality, parentId: null, name: 'Quality', guidance: '', kind: 'quality', sharePercent: decimal('60'), passPercent: null, position: 1 },
  { id: 'price' as Id<'criterion'>, parentId: null, name: 'Price', guidance: '', kind: 'price', sharePercent: decimal('40'), passPercent: null, position: 2 },
];
const question: Question = {
  id: 'q' as Id<'question'>, lineageId: 'q' as Id<'question'>, position: 1, section: '', text: 'How?', purpose: '', goodAnswer: '', type: 'long-text', choices: [], marks: decimal('10'), wordLimit: 250,
  required: true, evidence: null, askedWhen: [], key: null, minutes: null, criterionId: quality, lotId: null, envelope: 'quality',
};
const opportunity = {
  id: 'o', state: 'draft', title: 'Youth work', summary: 'Evenings', description: 'More', areaCodes: ['E07000113'], valueNetPence: netPence(600_000n), valueGrossPence: grossPence(720_000n),
  startsOn: calendarDate('2026-06-01'), endsOn: calendarDate('2027-05-31'), category: 'services', lightTouch: false, clarificationsUntil: at('2026-03-20'), closesAt: at('2026-03-27'),
  priceFormula: 'lowestOverBid', priceBenchmarkPence: null, readingConfirmed: true, platform: null,
  reservedTo: [],
} as unknown as Opportunity;
const ready: ToPublish = { opportunity, lots: [], criteria, questions: [question], exerciseRefusals: [], localMinimum: null, furtherObstacles: [], warnings: [], invited: 0, mostQuestions: null, wording: { places: [], blocked: [] }, socialValueWeight: null, asked: null, now: NOW };
const lawFor = (input: ToPublish) => lawOfTheDay(input.opportunity, calendarDate('2026-03-02'));
const obstacles = (change: Partial<Omit<ToPublish, 'opportunity'>> & { opportunity?: Partial<Opportunity> }) => {
  const input: ToPublish = { ...ready, ...change, opportunity: { ...opportunity, ...change.opportunity } };
  return publicationObstacles(input, lawFor(input)).map(({ sentence }) => sentence);
};

describe('what stands in the way of publishing', () => {
  test('nothing, when all is there', () => expect(obstacles({})).toEqual([]));
  test('DP-08: a question without marks or word limit', () => {
    expect(obstacles({ questions: [{ ...question, marks: null, wordLimit: null }] })).toEqual(['Question 1 has no marks.', 'Question 1 has no word limit.']);
  });
  test('DP-12: weights that do not total exactly 100', () => {
    expect(obstacles({ criteria: [criteria[0]!, { ...criteria[1]!, sharePercent: decimal('39.999999') }] })).toEqual(['The criteria at the top total 99.999999%. They must total exactly 100%.']);
  });
  test('DP-13: the reading must be confirmed', () => expect(obstacles({ opportunity: { readingConfirmed: false } })).toEqual(['Nobody has confirmed what the weights mean as points of the whole.']));
  test('a criterion that no question is asked about', () => expect(obstacles({ questions: [{ ...question, marks: decimal('0'), criterionId: null }] })).toEqual(['“Quality” is worth 60 of 100 points, and no question is asked about it.']));
  test('one lot alone, a formula without a price, a price without a formula', () => {
    expect(obstacles({ lots: [{ id: 'l', number: 1 } as never] })).toEqual(['There is only one lot. Add another, or take it out and ask for one bid for everything.']);
    expect(obstacles({ opportunity: { priceFormula: 'fixedPrice' } })[0]).toContain('The price is fixed');
    expect(obstacles({ opportunity: { priceFormula: null } })).toEqual(['How prices become points is not chosen.']);
  });
  test('dates: in the past, questions after closing', () => {
    expect(obstacles({ opportunity: { closesAt: NOW } })).toEqual(['The closing time is in the past.']);
    expect(obstacles({ opportunity: { clarificationsUntil: at('2026-03-27') } })).toEqual(['The last time for questions must be before the closing time.']);
  });
  test('all at once, and the exercise’s own refusals among them', () => {
    const decision = decidePublication({ ...ready, questions: [], exerciseRefusals: ['Procurement plan: none.'], opportunity: { ...opportunity, summary: '', closesAt: null } }, lawFor(ready));
    expect(decision).toMatchObject({ kind: 'refused', code: 'not-ready' });
    expect(decision.kind === 'refused' && [decision.sentence, ...(decision.more ?? []).map(({ sentence }) => sentence)]).toEqual([
      'There is no summary in plain words of what is wanted and for whom.', '“Quality” is worth 60 of 100 points, and no question is asked about it.', 'There are no questions for bidders.',
      'The last day for questions and the closing time are not set.', 'Procurement plan: none.',
    ]);
  });
});

describe('the law of the day', () => {
  const large = { valueNetPence: netPence(30_000_000n), valueGrossPence: grossPence(36_000_000n) };
  test('above the threshold: 25 days with all documents, and the central platform first', () => {
    expect(obstacles({ opportunity: { ...large, closesAt: at('2026-03-26'), clarificationsUntil: at('2026-03-20') } })).toEqual([
      'Bidders must have at least 25 days. Published today, bids may not close before 27 March 2026.',
      'The notice has to stand on the central digital platform first. Publish it there, then record its reference and time here.',
    ]);
    expect(obstacles({ opportunity: { ...large, platform: { reference: '2026/S 000-000001', publishedAt: NOW } } })).toEqual([]);
  });
  test('below it, from £30,000 with VAT: the platform first, and no number of days; under that, neither', () => {
    const at30000 = { valueNetPence: netPence(2_500_000n), valueGrossPence: grossPence(3_000_000n), closesAt: at('2026-03-05'), clarificationsUntil: at('2026-03-04') };
    expect(obstacles({ opportunity: at30000 })).toEqual([expect.stringContaining('central digital platform')]);
    expect(obstacles({ opportunity: { ...at30000, valueGrossPence: grossPence(2_999_999n) } })).toEqual([]);
  });
  test('the authority’s own minimum, in calendar or working days', () => {
    expect(obstacles({ localMinimum: { count: 26, counted: 'calendar' } })).toEqual(['The authority gives bidders at least 26 days: bids may not close before 28 March 2026.']);
    expect(obstacles({ localMinimum: { count: 18, counted: 'working' } })).toEqual([]);
    // 17 March is a holiday in Northern Ireland, and the Act counts a holiday anywhere in the United Kingdom.
    expect(obstacles({ localMinimum: { count: 19, counted: 'working' } })).toEqual(['The authority gives bidders at least 19 working days: bids may not close before 30 March 2026.']);
  });
  test('before the Act the older regulations are pinned, and no platform is asked for', () => {
    const law = lawOfTheDay({ ...opportunity, ...large }, calendarDate('2014-05-01'));
    expect([law.pinned.regime, law.platformFirst]).toEqual(['PCR2006', null]);
  });
});

describe('DP-12: what would win, with sample bids', () => {
  const tree: Criterion[] = [['price', '40'], ['quality', '40'], ['social-value', '20']].map(([kind, share], index) =>
    ({ id: kind as Id<'criterion'>, parentId: null, name: kind!, guidance: '', kind: kind as Criterion['kind'], sharePercent: decimal(share!), passPercent: null, position: index }));
  const bid = (name: string, price: string, qualityScore: string, socialValue: string, pricePence: bigint | null = null) =>
    ({ name, pricePence, scores: new Map([['price', decimal(price)], ['quality', decimal(qualityScore)], ['social-value', decimal(socialValue)]]) });
  test('40:40:20 gives A 74.0 and B 84.0, B wins; under 70:30 A 88.0 and B 83.5, A wins', () => {
    const trial = tryBids(tree, [bid('A', '100', '60', '50'), bid('B', '85', '80', '90')], null, null);
    expect(trial.bids.map(({ total }) => total.toFixed(1))).toEqual(['74.0', '84.0']);
    expect(trial.winners).toEqual(['B']);
    const seventy = trial.presets.find(({ words }) => words.startsWith('Price 70'))!;
    expect([seventy.totals.map((total) => total.toFixed(1)), seventy.winners]).toEqual([['88.0', '83.5'], ['A']]);
  });
  test('prices in pounds are scored by the formula, only when every bid has one; ties are told', () => {
    const bids = [bid('A', '0', '50', '50', 80_000n), bid('B', '0', '50', '50', 100_000n)];
    expect(tryBids(tree, bids, 'lowestOverBid', null).bids.map(({ total }) => total.toFixed(1))).toEqual(['70.0', '62.0']);
    expect(tryBids(tree, [bids[0]!, bid('B', '0', '50', '50')], 'lowestOverBid', null).winners).toEqual(['A', 'B']);
    expect(tryBids(tree, [], 'lowestOverBid', null).winners).toEqual([]);
  });
});

describe('clarifications', () => {
  const base = { material: true, newClosesAt: null, closesAt: at('2026-03-27'), within: { count: 5, counted: 'calendar' as const }, note: { sentence: '', source: '' }, holidays: [] };
  test.each([['2026-03-21', 'allowed'], ['2026-03-22', 'refused'], ['2026-03-25', 'refused']])('DP-10: a material answer on %s is %s', (date, kind) => {
    expect(decideMaterialAnswer({ ...base, now: at(date) }).kind).toBe(kind);
  });
  test('with a later closing set together it is allowed; where the authority set no time, always needed', () => {
    expect(decideMaterialAnswer({ ...base, now: at('2026-03-25'), newClosesAt: at('2026-04-03') }).kind).toBe('allowed');
    expect(decideMaterialAnswer({ ...base, within: null, now: at('2026-03-02') }).kind).toBe('refused');
    expect(decideMaterialAnswer({ ...base, within: null, material: false, now: at('2026-03-26') }).kind).toBe('allowed');
    // Friday 27 March less 5 working days is Friday 20 March.
    expect(decideMaterialAnswer({ ...base, within: { count: 5, counted: 'working' }, now: at('2026-03-20') }).kind).toBe('refused');
    expect(decideMaterialAnswer({ ...base, within: { count: 5, counted: 'working' }, now: at('2026-03-19') }).kind).toBe('allowed');
  });
  test.each([
    ['Can SWALE youth trust use its own van?', 'refused'], ['Does Zoé’s Café count?', 'refused'], ['Can a bidder use its own van?', 'allowed'], ['write to wendy@example.org', 'refused'],
  ])('DP-10: “%s” for everyone is %s', (text, kind) => {
    expect(decidePublicWords([text, 'Yes.'], ['Swale Youth Trust', 'zoe s cafe', 'wendy@example.org', 'Ann']).kind).toBe(kind);
  });
});
