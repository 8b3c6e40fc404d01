import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decideMove, type Moves } from '#kernel/machine';
import { AGREEMENT_MOVES, decideActivation, decideExtension, latestEnd, missingFrom, missingInWords, type AgreementFacts, type AgreementMove, type AgreementState, type ExtensionFacts } from './agreement.ts';

const whole: AgreementFacts = { managerId: 'm', directorId: 'd', outcomes: 1, reviews: 15, startsOn: '2026-04-01', endsOn: '2029-03-31', valueNetPence: 6_200_000n };

describe('moves of an agreement', () => {
  const TRUTH: Record<AgreementState, Record<AgreementMove, AgreementState | 'no'>> = {
    draft: { activate: 'live', end: 'no', terminate: 'no' },
    live: { activate: 'no', end: 'ended', terminate: 'terminated' },
    ended: { activate: 'no', end: 'no', terminate: 'no' },
    terminated: { activate: 'no', end: 'no', terminate: 'no' },
  };
  for (const [state, row] of Object.entries(TRUTH)) {
    for (const [move, to] of Object.entries(row)) {
      test(`${move} from ${state}: ${to}`, () => {
        const decision = decideMove<AgreementState, Moves<AgreementState>>(AGREEMENT_MOVES, move as AgreementMove, state as AgreementState, 'This agreement', 'a reason');
        expect(decision.kind === 'allowed' ? decision.value : 'no').toBe(to);
      });
    }
  }
  test('a termination needs a reason', () => {
    expect(decideMove<AgreementState, Moves<AgreementState>>(AGREEMENT_MOVES, 'terminate', 'live', 'This agreement', '  ')).toMatchObject({ kind: 'refused', code: 'reason-missing' });
  });
});

describe('what an agreement must have', () => {
  test('a whole one lacks nothing', () => expect(missingFrom(whole)).toEqual([]));
  test.each([
    ['manager', { managerId: null }], ['director', { directorId: null }], ['outcome', { outcomes: 0 }], ['reviews', { reviews: 0 }],
    ['start-date', { startsOn: null }], ['end-date', { endsOn: null }], ['value', { valueNetPence: null }],
  ] as const)('without it, %s is named', (missing, lack) => expect(missingFrom({ ...whole, ...lack })).toEqual([missing]));
  test('a value of nothing is a value', () => expect(missingFrom({ ...whole, valueNetPence: 0n })).toEqual([]));
  test('all that is missing is named at once', () => {
    const decision = decideActivation('draft', { managerId: null, directorId: null, outcomes: 0, reviews: 0, startsOn: null, endsOn: null, valueNetPence: null });
    expect(decision).toMatchObject({ kind: 'refused', code: 'incomplete', field: 'managerId' });
    expect(decision.kind === 'refused' && decision.more?.length).toBe(6);
  });
  test('they are listed as a sentence', () => expect(missingInWords(['manager', 'director', 'value'])).toBe('a named contract manager, a named lead director and a value'));
});

describe('extending', () => {
  const facts: ExtensionFacts = { state: 'live', incomplete: false, missing: [], startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2029-03-31'), latestEndsOn: calendarDate('2031-03-31') };
  const codeOf = (changed: Partial<ExtensionFacts>, to: string) => {
    const decision = decideExtension({ ...facts, ...changed }, calendarDate(to));
    return decision.kind === 'refused' ? decision.code : 'allowed';
  };
  test('to the last day of its options, and not a day further', () => {
    expect(codeOf({}, '2031-03-31')).toBe('allowed');
    expect(codeOf({}, '2031-04-01')).toBe('beyond-option');
  });
  test('only to a later day', () => expect(codeOf({}, '2029-03-31')).toBe('not-later'));
  test('not without an option', () => expect(codeOf({ latestEndsOn: null }, '2030-03-31')).toBe('no-option'));
  test('not while incomplete, and it says what is lacking', () => {
    expect(decideExtension({ ...facts, incomplete: true, missing: ['director'] }, calendarDate('2030-03-31'))).toMatchObject({ code: 'incomplete', sentence: expect.stringContaining('a named lead director') });
  });
  test('not when over', () => expect(codeOf({ state: 'ended' }, '2030-03-31')).toBe('wrong-state'));
  test('the latest end is counted in months from the end', () => {
    expect(latestEnd(calendarDate('2029-03-31'), 24)).toBe('2031-03-31');
    expect(latestEnd(calendarDate('2029-03-31'), 0)).toBeNull();
  });
});
