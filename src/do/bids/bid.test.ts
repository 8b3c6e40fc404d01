import { describe, expect, test } from 'vitest';
import { decideMove } from '#kernel/machine';
import { BID_MOVES, decideSaving, decideSubmission, decideWithdrawal, isClosed, type BidStanding, type BidState } from './bid.ts';
import { decideExtension, decideSigning, type OpeningStanding } from './opening.ts';
import type { PersonId } from '#kernel/ids';

// Written by hand: state by move, the state after it or '-'.
const TRUTH: Record<BidState, Record<keyof typeof BID_MOVES, BidState | '-'>> = {
  draft: { submit: 'submitted', recordLate: 'late', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
  submitted: { submit: 'submitted', recordLate: '-', withdraw: 'withdrawn', open: 'opened', reject: '-', succeed: '-', fail: '-' },
  withdrawn: { submit: 'submitted', recordLate: 'late', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
  late: { submit: 'submitted', recordLate: 'late', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
  opened: { submit: '-', recordLate: '-', withdraw: '-', open: '-', reject: 'rejected', succeed: 'successful', fail: 'not-successful' },
  rejected: { submit: '-', recordLate: '-', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
  'not-successful': { submit: '-', recordLate: '-', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
  successful: { submit: '-', recordLate: '-', withdraw: '-', open: '-', reject: '-', succeed: '-', fail: '-' },
};

describe.each(Object.entries(TRUTH) as [BidState, (typeof TRUTH)[BidState]][])('a bid that is %s', (state, moves) => {
  test.each(Object.entries(moves) as [keyof typeof BID_MOVES, BidState | '-'][])('%s', (move, to) => {
    const decision = decideMove<BidState, typeof BID_MOVES>(BID_MOVES, move, state, 'This bid', 'A reason.');
    expect(decision.kind === 'allowed' ? decision.value : '-').toBe(to);
  });
});

test('a rejection says why', () => {
  expect(decideMove<BidState, typeof BID_MOVES>(BID_MOVES, 'reject', 'opened', 'This bid')).toMatchObject({ kind: 'refused', code: 'reason-missing' });
});

const closing = new Date('2026-03-27T12:00:00Z');
const at = (time: string) => new Date(`2026-03-27T${time}Z`);
const standing = (rest: Partial<BidStanding>): BidStanding => ({ bidState: 'draft', opportunityState: 'published', closesAt: closing, lateBids: 'refuse', now: at('11:59:59.999'), ...rest });

test('closing is the instant itself, by nobody’s hand', () => {
  expect(isClosed(at('11:59:59.999'), closing)).toBe(false);
  expect(isClosed(closing, closing)).toBe(true);
});

test('a submission at the closing instant is late: refused, or recorded, as the authority set', () => {
  expect(decideSubmission(standing({}))).toEqual({ kind: 'allowed', value: 'submitted' });
  expect(decideSubmission(standing({ now: closing }))).toMatchObject({ kind: 'refused', code: 'late' });
  expect(decideSubmission(standing({ now: closing, lateBids: 'record-unread' }))).toEqual({ kind: 'allowed', value: 'late' });
  expect(decideSubmission(standing({ now: closing, lateBids: 'record-unread', bidState: 'submitted' }))).toMatchObject({ code: 'late' });
  expect(decideSubmission(standing({ opportunityState: 'opened', bidState: 'opened' }))).toMatchObject({ code: 'opened' });
  expect(decideSubmission(standing({ opportunityState: 'cancelled' }))).toMatchObject({ code: 'cancelled' });
});

test('what was submitted is left alone after closing; a draft is not lost', () => {
  expect(decideSaving(standing({ bidState: 'submitted', now: closing }))).toMatchObject({ code: 'closed' });
  expect(decideSaving(standing({ bidState: 'submitted' })).kind).toBe('allowed');
  expect(decideSaving(standing({ now: closing })).kind).toBe('allowed');
  expect(decideSaving(standing({ opportunityState: 'opened' }))).toMatchObject({ code: 'opened' });
});

test('a bid is withdrawn before closing only', () => {
  expect(decideWithdrawal(standing({ bidState: 'submitted' }))).toEqual({ kind: 'allowed', value: 'withdrawn' });
  expect(decideWithdrawal(standing({ bidState: 'submitted', now: closing }))).toMatchObject({ code: 'closed' });
  expect(decideWithdrawal(standing({}))).toMatchObject({ code: 'wrong-state' });
});

const [olive, percy] = ['olive' as PersonId, 'percy' as PersonId];
const opening = (rest: Partial<OpeningStanding>): OpeningStanding => ({ opportunityState: 'published', closesAt: closing, now: at('12:01:00'), openersNeeded: 2, signedBy: [], openerId: olive, interests: [], ...rest });

test('opening takes as many different people as the opportunity says', () => {
  expect(decideSigning(opening({ now: at('11:59:00') }))).toMatchObject({ code: 'too-early' });
  expect(decideSigning(opening({}))).toEqual({ kind: 'allowed', value: 'signed' });
  expect(decideSigning(opening({ signedBy: [olive] }))).toMatchObject({ code: 'signed-already' });
  expect(decideSigning(opening({ signedBy: [percy] }))).toEqual({ kind: 'allowed', value: 'opens' });
  expect(decideSigning(opening({ openersNeeded: 1 }))).toEqual({ kind: 'allowed', value: 'opens' });
  expect(decideSigning(opening({ openersNeeded: 3, signedBy: [percy] }))).toEqual({ kind: 'allowed', value: 'signed' });
  expect(decideSigning(opening({ interests: ['Swale Youth Trust'] }))).toMatchObject({ code: 'interest' });
  expect(decideSigning(opening({ opportunityState: 'opened' }))).toMatchObject({ code: 'wrong-state' });
});

test('closing moves later only, to a time still to come, while bids are sealed', () => {
  const extension = { opportunityState: 'published', closesAt: closing, newClosesAt: at('17:00:00'), now: at('12:05:00') };
  expect(decideExtension(extension).kind).toBe('allowed');
  expect(decideExtension({ ...extension, newClosesAt: closing })).toMatchObject({ code: 'not-later' });
  expect(decideExtension({ ...extension, newClosesAt: at('12:04:00') })).toMatchObject({ code: 'past' });
  expect(decideExtension({ ...extension, opportunityState: 'opened' })).toMatchObject({ code: 'wrong-state' });
});
