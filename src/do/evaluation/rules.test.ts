import { describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { scaleById, type Criterion } from '#parts/assessments';
import { bidderLabel, withoutNames } from './bidder-label.ts';
import { conflictsProblems, decideEntry, isConfirmedFor, type ConflictsKind } from '#routes';
import { decideCompletion, decideRound, decideWorking, isFarApart, spreadOf, type PanelProgress } from './evaluation.ts';
import { decideIssue, decideReply } from './evidence.ts';
import { decideLayScoring, decideLayWorking, facesFor, layPercent, layWaiting, type LayAssessor } from './lay.ts';
import { decideAssessing, decideExplaining, priceObstacle, readLines, sumOfLines } from './low-price.ts';
import { decideShortlist, deliveryGap, shortlist, visitsFor } from './meeting.ts';
import { pageOfItems } from './page-of.ts';
import { EMPTY_PLAN, planProblems, planSentences } from './plan.ts';

const codeOf = (decision: { readonly kind: string; readonly code?: string }) => (decision.kind === 'allowed' ? 'allowed' : decision.code);
const STATES = ['draft', 'published', 'opened', 'evaluated', 'awarded', 'cancelled'] as const;

test('scores are written only while bids are open, and never after prices that were kept apart', () => {
  expect(STATES.map((state) => codeOf(decideWorking(state)))).toEqual(['wrong-state', 'wrong-state', 'allowed', 'wrong-state', 'wrong-state', 'wrong-state']);
  expect(codeOf(decideWorking('opened', true))).toBe('prices-open');
  expect((['answers', 'past-performance', 'interview', 'visit'] as const).map((judgedBy) => [codeOf(decideRound({ judgedBy }, 'paper')), codeOf(decideRound({ judgedBy }, 'meeting'))])).toEqual([
    ['allowed', 'shortlisted'], ['allowed', 'shortlisted'], ['too-early', 'allowed'], ['too-early', 'allowed']]);
});

test('completion waits for the panel, then moderation, then the shortlist, then service users and sealed prices', () => {
  const done: PanelProgress = { round: 'paper', evaluators: [{ name: 'Ava', finished: true }], notModerated: 0, toScore: 2, meetingFollows: false };
  const complete = (progress: Partial<PanelProgress>, also: string[] = []) => codeOf(decideCompletion('opened', 2, { ...done, ...progress }, also));
  expect([complete({}), complete({ evaluators: [] }), complete({ evaluators: [{ name: 'Ava', finished: false }] }), complete({ notModerated: 1 }), complete({ meetingFollows: true }), complete({}, ['Sealed'])]).toEqual(
    ['allowed', 'unfinished', 'unfinished', 'not-moderated', 'no-shortlist', 'also-waiting']);
  expect(codeOf(decideCompletion('opened', 0, done))).toBe('no-bids');
});

test('scores are far apart from the setting on, not where none is set or all agree', () => {
  const scale = scaleById('0-5');
  const spread = spreadOf([decimal('1'), decimal('3'), decimal('2')]);
  expect(spread?.toString()).toBe('2');
  expect(spreadOf([decimal('1')])).toBeNull();
  expect([isFarApart(spread, scale, decimal('40')), isFarApart(spread, scale, decimal('41')), isFarApart(spread, scale, null), isFarApart(decimal('0'), scale, decimal('0'))]).toEqual([true, false, false, false]);
});

test('labels go on past Z, and a list without names is in their order, not in that of the names', () => {
  expect([1, 26, 27, 52, 53, 500].map(bidderLabel)).toEqual(['Bidder A', 'Bidder Z', 'Bidder AA', 'Bidder AZ', 'Bidder BA', 'Bidder SF']);
  expect(withoutNames([{ organisationName: 'Alpha', reference: 'BID-1', label: 'Bidder B' }, { organisationName: 'Beta', reference: 'BID-2', label: 'Bidder A' }])).toEqual([
    { organisationName: 'Bidder A', reference: '', label: 'Bidder A' }, { organisationName: 'Bidder B', reference: '', label: 'Bidder B' }]);
});

test('five hundred bids make pages; a page that is not there gives the nearest', () => {
  const bids = Array.from({ length: 500 }, (_unused, index) => index);
  expect(pageOfItems(bids, '2', 50)).toMatchObject({ number: 2, pages: 10, items: bids.slice(50, 100) });
  for (const asked of [undefined, '0', '-1', 'x', ['1', '2']]) expect(pageOfItems(bids, asked, 50).number).toBe(1);
  expect(pageOfItems(bids, '999999', 50).number).toBe(10);
  expect(pageOfItems([], '3', 50)).toEqual({ items: [], number: 1, pages: 1 });
});

describe('shortlist', () => {
  const bid = (bidId: string, points: string, failed: string[] = []) => ({ bidId, name: bidId, points: decimal(points), failed });
  const going = (bids: ReturnType<typeof bid>[], count: number | null) => shortlist(bids, count).filter((place) => place.shortlisted).map(({ bidId }) => bidId);
  test('the first so many go on, with all who equal the last; one that failed never does; without a number all who passed', () => {
    expect(going([bid('a', '9'), bid('b', '8'), bid('c', '8'), bid('d', '7')], 2)).toEqual(['a', 'b', 'c']);
    expect(going([bid('a', '9', ['Below the mark.']), bid('b', '8'), bid('c', '7')], 1)).toEqual(['b']);
    expect(going([bid('a', '9'), bid('b', '1')], null)).toEqual(['a', 'b']);
    expect(going([], 3)).toEqual([]);
    expect(going([bid('a', '1')], 3)).toEqual(['a']);
  });
  test('it is made once, on agreed scores, before prices that were kept apart', () => {
    const ready = { opportunityState: 'opened', pricesOpenedLate: false, meetingQuestions: 1, paperModerated: true, made: false };
    expect([decideShortlist(ready), decideShortlist({ ...ready, made: true }), decideShortlist({ ...ready, paperModerated: false }), decideShortlist({ ...ready, meetingQuestions: 0 }), decideShortlist({ ...ready, pricesOpenedLate: true }), decideShortlist({ ...ready, opportunityState: 'evaluated' })].map(codeOf)).toEqual(
      ['allowed', 'made', 'not-moderated', 'none-needed', 'wrong-state', 'wrong-state']);
  });
  test('a newcomer has another exercise; a gap is seen where nobody who will deliver comes or came', () => {
    expect(visitsFor([{ bidId: 'a', hasService: true }, { bidId: 'b', hasService: false }])).toEqual([{ bidId: 'a', kind: 'visit' }, { bidId: 'b', kind: 'alternative' }]);
    const person = (willDeliver: boolean, attended: boolean | null) => ({ name: 'Pat', willDeliver, attended });
    expect([deliveryGap([], false), deliveryGap([person(true, null)], false), deliveryGap([person(true, true)], true)]).toEqual([null, null, null]);
    for (const gap of [deliveryGap([], true), deliveryGap([person(false, null)], false), deliveryGap([person(false, true)], true), deliveryGap([person(true, false)], true)]) expect(gap).not.toBeNull();
  });
});

describe('people who use the service', () => {
  const one: LayAssessor = { id: '1', pseudonym: 'Robin', supportedBy: 'Carers', trainedOn: null, training: '', support: '', declaration: 'none', barredAt: null, barredReason: null, finishedAt: null };
  test('nothing before the opening or without a declaration, nothing after they finished, were closed or prices are open', () => {
    expect(STATES.map((state) => codeOf(decideLayWorking(one, state, false)))).toEqual(['not-open', 'not-open', 'allowed', 'over', 'over', 'over']);
    const scoring = (change: Partial<LayAssessor>, late = false) => codeOf(decideLayScoring({ ...one, ...change }, 'opened', late));
    expect([scoring({}), scoring({ declaration: null }), scoring({ finishedAt: new Date() }), scoring({ barredAt: new Date() }), scoring({}, true)]).toEqual(['allowed', 'not-declared', 'finished', 'barred', 'over']);
  });
  test('their scores are averaged: 4, 5 and 3 of 5 are 80%; nobody has no mean', () => {
    expect(layPercent(['4', '5', '3'].map((score) => ({ score: decimal(score) })), decimal('5'))!.toString()).toBe('80');
    expect(layPercent([], decimal('5'))).toBeNull();
    expect(facesFor(decimal('10')).map(({ score }) => score)).toEqual(['2', '4', '6', '8', '10']);
  });
  test('an evaluation waits for all who were invited and not closed, and for one at least', () => {
    expect(layWaiting([], 0)).toEqual([]);
    expect(layWaiting([], 1)[0]).toContain('Nobody who uses the service');
    expect(layWaiting([one], 1)[0]).toContain('Robin has not finished');
    expect(layWaiting([{ ...one, finishedAt: new Date() }, { ...one, barredAt: new Date() }], 1)).toEqual([]);
  });
});

describe('past work and prices', () => {
  const now = new Date('2026-04-01T12:00:00Z');
  const later = new Date('2026-04-02T12:00:00Z');
  test('a sheet is issued once, for a published criterion, with time to answer; answered in time and before it is scored', () => {
    const ready = { opportunityState: 'opened', published: true, issued: false, now, replyUntil: later };
    expect([ready, { ...ready, published: false }, { ...ready, opportunityState: 'evaluated' }, { ...ready, issued: true }, { ...ready, replyUntil: now }].map((given) => codeOf(decideIssue(given)))).toEqual(['allowed', 'not-published', 'wrong-state', 'issued', 'past']);
    const sheet = { bidId: '1', lines: [], newcomer: false, issuedAt: now, replyUntil: later, reply: null, repliedAt: null };
    expect([codeOf(decideReply(sheet, now, false)), codeOf(decideReply(sheet, later, false)), codeOf(decideReply(sheet, now, true))]).toEqual(['allowed', 'too-late', 'scored']);
  });
  test('a price is explained in time and until assessed; assessed once explained, or turned down once the time has passed', () => {
    const question = { answeredAt: null, assessedAt: null, answerUntil: later };
    expect([codeOf(decideExplaining(question, now)), codeOf(decideExplaining(question, later)), codeOf(decideExplaining({ ...question, assessedAt: now }, now))]).toEqual(['allowed', 'too-late', 'assessed']);
    expect([decideAssessing(question, false, now), decideAssessing(question, false, later), decideAssessing(question, true, later), decideAssessing({ ...question, answeredAt: now }, true, now), decideAssessing({ ...question, assessedAt: now }, true, now)].map(codeOf)).toEqual(
      ['not-answered', 'allowed', 'nothing-explained', 'allowed', 'assessed']);
  });
  test('an award waits unless nothing was flagged or asked, or it was accepted', () => {
    const asked = { answeredAt: null, accepted: null };
    expect([priceObstacle('A', [], null), priceObstacle('A', ['Low.'], { ...asked, answeredAt: now, accepted: true })]).toEqual([null, null]);
    for (const sentence of [priceObstacle('A', ['Low.'], null), priceObstacle('A', [], asked), priceObstacle('A', [], { ...asked, answeredAt: now }), priceObstacle('A', [], { answeredAt: now, accepted: false })]) expect(sentence).toMatch(/^A/);
  });
  test('lines are read with commas in words and in amounts; nonsense is refused with the line', () => {
    const read = readLines('wage', 'Youth worker, 3 at £24,800, 74,400\n\nLead: £30000.50');
    expect(read.kind === 'allowed' && [read.value, sumOfLines(read.value)]).toEqual([[{ kind: 'wage', words: 'Youth worker, 3 at £24,800', pence: '7440000' }, { kind: 'wage', words: 'Lead', pence: '3000050' }], 10_440_050n]);
    expect(codeOf(readLines('wage', ''))).toBe('no-lines');
    expect(codeOf(readLines('cost', ' \n'))).toBe('allowed');
    for (const text of ['just words', ', 100', 'x, -5', 'x, 1.234', 'Desk at 1,200']) expect(codeOf(readLines('wage', text))).toBe('line');
  });
});

describe('conflicts assessment', () => {
  const entry = (kind: ConflictsKind, notice: string | null = null) => ({ kind, notice });
  test('prepared first and once; then reviewed, revised, or confirmed for a notice that the law names', () => {
    const moves: readonly (readonly [ConflictsKind, string])[] = [['prepared', ''], ['reviewed', ''], ['revised', ''], ['confirmed', 'UK4'], ['confirmed', 'UK1']];
    expect(moves.map(([kind, notice]) => codeOf(decideEntry([], kind, notice)))).toEqual(['allowed', 'not-prepared', 'not-prepared', 'not-prepared', 'not-prepared']);
    expect(moves.map(([kind, notice]) => codeOf(decideEntry([entry('prepared')], kind, notice)))).toEqual(['prepared', 'allowed', 'allowed', 'allowed', 'no-notice']);
  });
  test('a confirmation is of one notice, and a revision takes it back; only covered procurement needs it', () => {
    const confirmed = [entry('prepared'), entry('confirmed', 'UK4')];
    expect([isConfirmedFor(confirmed, 'UK4'), isConfirmedFor(confirmed, 'UK7'), isConfirmedFor([...confirmed, entry('reviewed')], 'UK4'), isConfirmedFor([...confirmed, entry('revised')], 'UK4')]).toEqual([true, false, true, false]);
    expect([conflictsProblems([], 'UK4', false), conflictsProblems([], 'UK4', true).length, conflictsProblems([entry('prepared')], 'UK4', true).length, conflictsProblems(confirmed, 'UK4', true).length]).toEqual([[], 1, 1, 0]);
  });
});

test('a plan that does not hold together is said before publication, all at once', () => {
  const leaf = (id: string, change: Partial<Criterion>): Criterion => ({ id: id as Id<'criterion'>, parentId: null, name: id, guidance: '', kind: 'quality', sharePercent: decimal('50'), passPercent: null, position: 1, ...change });
  const criteria = [leaf('Past', { judgedBy: 'past-performance' }), leaf('Reach', { kind: 'reach' })];
  const problems = planProblems({ ...EMPTY_PLAN, shortlistCount: 3, pricesOpenedLater: true, tieRules: ['drawing', 'quality'] }, criteria, [], [{ criterionId: 'Reach', type: 'long-text' }]);
  expect(problems).toHaveLength(6);
  expect(planProblems({ ...EMPTY_PLAN, neutralPercent: decimal('60') }, criteria, [{ criterionId: 'Past' }], [{ criterionId: 'Reach', type: 'number' }])).toEqual([]);
  expect(planSentences({ ...EMPTY_PLAN, shortlistCount: 2, neutralPercent: decimal('60') }).join(' ')).toContain('The 2 bidders with the most points');
});
