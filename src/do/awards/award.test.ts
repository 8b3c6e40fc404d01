import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { shippedLaw } from '#law';
import { AWARD_MOVES, decideAwardMove, decideConfirmation, decideGoingOn, decideRecommendation, decideStandstill, decideTerm, platformComesFirst, type AwardMove, type AwardState } from './award.ts';
import { draftFeedback, letterText, missingFrom, resultSentence, type Feedback } from './feedback.ts';

const STATES: readonly AwardState[] = ['recommended', 'approved', 'notified', 'standstill', 'confirmed', 'withdrawn'];
/** Written by hand: from which states each move may start. */
const MAY: Readonly<Record<AwardMove, readonly AwardState[]>> = { approve: ['recommended'], notify: ['approved'], publish: ['notified'], confirm: ['standstill'], withdraw: ['recommended', 'approved'], setAside: ['notified', 'standstill'] };

describe('every state and every move', () => {
  for (const move of Object.keys(AWARD_MOVES) as AwardMove[]) for (const state of STATES) test(`${move} from ${state}`, () => expect(decideAwardMove(move, state, 'because').kind).toBe(MAY[move].includes(state) ? 'allowed' : 'refused'));
  test('a withdrawal needs a reason', () => expect(decideAwardMove('withdraw', 'approved', ' ')).toMatchObject({ code: 'reason-missing' }));
});

describe('decideStandstill', () => {
  const on = calendarDate('2026-12-22');
  const law = { regime: 'PA2023', aboveThreshold: true, lightTouch: false };
  test('mandatory: 8 working days from the notice, bank holidays anywhere in the UK left out', () => {
    // 22, 23, 24, 29, 30, 31 December (25, 28 and 1 January, 4 January in Scotland, are holidays), 5, 6 January.
    expect(decideStandstill(law, on, false, shippedLaw)).toMatchObject({ kind: 'allowed', value: { kind: 'mandatory', lastDay: '2027-01-06', rule: { source: 'PA23 s.51' } } });
  });
  test('light touch and below the threshold: none, or voluntary where the authority waits', () => {
    expect(decideStandstill({ ...law, lightTouch: true }, on, false, shippedLaw)).toMatchObject({ value: { kind: 'none', lastDay: null } });
    expect(decideStandstill({ ...law, lightTouch: true }, on, true, shippedLaw)).toMatchObject({ value: { kind: 'voluntary', lastDay: '2027-01-06' } });
    expect(decideStandstill({ ...law, aboveThreshold: false }, on, false, shippedLaw)).toMatchObject({ value: { kind: 'none' } });
  });
  test('a rule that nobody has verified counts nothing: PCR 2015 is refused with the rule and where it comes from', () => expect(decideStandstill({ ...law, regime: 'PCR2015' }, calendarDate('2020-03-02'), false, shippedLaw)).toMatchObject({ code: 'standstill-unknown', rule: { confidence: 'D' } }));
  test('it ends with its last day: the contract may be made on the next', () => {
    expect(decideConfirmation({ state: 'standstill', opportunityState: 'evaluated' }, calendarDate('2027-01-06'), calendarDate('2027-01-06'), null)).toMatchObject({ code: 'standstill' });
    expect(decideConfirmation({ state: 'standstill', opportunityState: 'evaluated' }, calendarDate('2027-01-06'), calendarDate('2027-01-07'), null).kind).toBe('allowed');
    expect(decideConfirmation({ state: 'standstill', opportunityState: 'evaluated' }, null, calendarDate('2026-12-22'), null).kind).toBe('allowed');
  });
  test('the platform comes first above the threshold of the 2023 Act only', () => {
    expect(platformComesFirst(law)).toBe(true);
    expect(platformComesFirst({ ...law, aboveThreshold: false })).toBe(false);
    expect(platformComesFirst({ ...law, regime: 'PCR2015' })).toBe(false);
  });
});

test('the first ranked is recommended; of a tie either; one that failed never', () => {
  const bids = [{ bidId: 'a', name: 'A', rank: 1, failed: [] }, { bidId: 'b', name: 'B', rank: 1, failed: [] }, { bidId: 'c', name: 'C', rank: 3, failed: [] }, { bidId: 'd', name: 'D', rank: null, failed: ['Quality: 20.00%, below the pass mark of 60%.'] }];
  expect(decideRecommendation(bids, 'b').kind).toBe('allowed');
  expect(decideRecommendation(bids, 'c')).toMatchObject({ code: 'not-first', sentence: 'C is ranked 3. The award goes to the bid with the most points: A and B.' });
  expect(decideRecommendation(bids, 'd')).toMatchObject({ code: 'failed' });
  expect(decideRecommendation(bids, 'e')).toMatchObject({ code: 'not-a-bid' });
});

test('a bid that has as many lots as it may win is passed over, and the tender’s mechanism is put in words', () => {
  const bids = [{ bidId: 'a', name: 'A', rank: 1, failed: [] }, { bidId: 'b', name: 'B', rank: 2, failed: [] }, { bidId: 'c', name: 'C', rank: 3, failed: [] }, { bidId: 'd', name: 'D', rank: null, failed: ['Out.'] }];
  const limit = { most: 1, mechanism: 'The lot it leads by most.', reached: new Set<string>(['a']), firstIn: new Map([['a', 2]]), applied: 'A leads lot 1 by more.' };
  expect(decideRecommendation(bids, 'a', limit)).toMatchObject({ code: 'lot-limit', rule: { sentence: 'The lot it leads by most.', source: 'The tender' } });
  expect(decideRecommendation(bids, 'b', limit).kind).toBe('allowed');
  expect(decideRecommendation(bids, 'b', { ...limit, applied: ' ' })).toMatchObject({ code: 'limit-words', field: 'limitApplied' });
  expect(decideRecommendation(bids, 'c', limit)).toMatchObject({ code: 'not-first' });
  expect(decideRecommendation(bids, 'd', limit)).toMatchObject({ code: 'failed' });
  // First in two lots of which it may win one: which of them is for the mechanism to say, not for the officer.
  expect(decideRecommendation(bids, 'a', { ...limit, reached: new Set(), applied: '' })).toMatchObject({ code: 'limit-words' });
  expect(decideRecommendation(bids, 'a', { ...limit, reached: new Set(), firstIn: new Map([['a', 1]]), applied: '' }).kind).toBe('allowed');
  expect(decideRecommendation([bids[3]!], 'd', { ...limit, reached: new Set() })).toMatchObject({ code: 'failed' });
});

describe('letters', () => {
  const letter = (given: Partial<Feedback> = {}): Feedback => ({
    id: '1', bidId: 'b', lotId: null, organisationId: 'o', organisationName: 'Small Trust', totalPoints: '74.00', rank: 2, successful: false, winnerAdvantages: 'More detail.', releasedAt: null, talkAskedAt: null, setAsideAt: null, small: true,
    content: { winnerName: 'Beta', winnerTotal: '84.00', failed: [], criteria: [{ name: 'Quality', points: '24.00', of: '40', winner: '32.00' }], questions: [{ questionId: 'q', position: 1, text: 'How?', score: '3', of: '5', strength: 'Clear', improvement: 'Name partners' }] }, ...given,
  });
  test('every empty comment is named by bidder and question', () => {
    const empty = letter({ winnerAdvantages: ' ', content: { ...letter().content, questions: [{ ...letter().content.questions[0]!, strength: '', improvement: '\n' }] } });
    expect(missingFrom([letter(), empty]).map(({ sentence }) => sentence)).toEqual(['Small Trust, question 1: the strength is empty.', 'Small Trust, question 1: what to improve is empty.', 'Small Trust: the winner’s relative advantages are empty.']);
    expect(missingFrom([letter({ successful: true, winnerAdvantages: '' })])).toEqual([]);
  });
  test('a letter of a small bidder has score, strength, improvement, advantages and where to book a talk', () => {
    const text = letterText({ feedback: letter(), bodyName: 'Kent', title: 'Youth clubs', bidReference: 'BID-1', lotWords: null, date: '2 November 2026', talkAddress: 'http://x/bids/b/feedback' });
    for (const part of ['ranked 2', 'Score: 3 of 5', 'Strength: Clear', 'To improve: Name partners', 'More detail.', 'Book a talk about this feedback: http://x/bids/b/feedback']) expect(text).toContain(part);
  });
  test('a bid that missed a pass mark is told that, and no rank', () => {
    expect(resultSentence(letter({ content: { ...letter().content, failed: ['Quality: 20.00%, below the pass mark of 60%.'] } }))).toBe('Your bid was not successful. It had 74.00 of 100 points. It was not ranked. Quality: 20.00%, below the pass mark of 60%. The successful bid, of Beta, had 84.00.');
  });
  test('nothing is drafted where there is nothing', () => expect(() => draftFeedback({ result: { bids: [], tiedFirst: [], priceWorking: [], reachWorking: [], tieWorking: [], notes: [] }, winnerBidId: 'x', agreed: [], questions: [], lay: null, scaleMaximum: undefined as never })).not.toThrow());
});

test('a contract lasts no longer than was advertised, whenever it starts', () => {
  const advertised = { contractStartsOn: calendarDate('2027-01-04'), contractEndsOn: calendarDate('2028-01-03') };
  const term = (startsOn: string, endsOn: string) => decideTerm(advertised, { startsOn: calendarDate(startsOn), endsOn: calendarDate(endsOn) });
  expect(term('2027-03-01', '2028-02-29').kind).toBe('allowed');
  expect(term('2027-03-01', '2027-06-01').kind).toBe('allowed');
  expect(term('2027-01-04', '2037-01-03')).toMatchObject({ code: 'longer', field: 'endsOn' });
  expect(term('2026-01-04', '2028-01-03')).toMatchObject({ code: 'longer' });
  expect(term('2027-03-01', '2027-02-28')).toMatchObject({ code: 'ends' });
  expect(decideTerm({ contractStartsOn: null, contractEndsOn: null }, { startsOn: calendarDate('2027-01-01'), endsOn: calendarDate('2040-01-01') }).kind).toBe('allowed');
});

test('of a cancelled opportunity nothing goes on towards a contract', () => {
  for (const [move, state] of [['notify', 'approved'], ['publish', 'notified'], ['confirm', 'standstill']] as const) {
    expect(decideGoingOn(move, { state, opportunityState: 'cancelled' })).toMatchObject({ code: 'cancelled' });
    expect(decideGoingOn(move, { state, opportunityState: 'evaluated' }).kind).toBe('allowed');
  }
});
