import { describe, expect, test } from 'vitest';
import type { Id } from '#kernel/ids';
import { decimal } from '#kernel/decimal';
import { decideMove, statesOf } from '#kernel/machine';
import { EXERCISE_MOVES, GATES, type Stage } from './exercise.ts';
import { advertisingBlocks, decideGate, type GateFacts } from './gates.ts';
import { basisByService, basisWords, readLegalBasis, type Basis } from './legal-basis.ts';

const COMPLETE: GateFacts = {
  needMissing: [], specification: { outputsOnlyReason: null }, measures: [{ kind: 'outcome' }], valuation: { planRequired: true }, planMissing: [], socialValueMissing: [], planApproval: 'agreed', planApprover: 'lead-director',
  agreements: [{ title: 'A', reviewsHeld: 1 }],
};
const NOTHING: GateFacts = {
  needMissing: [{ part: 'level of need', sentence: 'Level of need.' }, { part: 'budget', sentence: 'Budget.' }], specification: null, measures: [], valuation: null, planMissing: ['it was not started.'],
  socialValueMissing: ['a', 'b', 'c'], planApproval: 'not-asked', planApprover: 'lead-director', agreements: [],
};
const at = (stage: Stage, mechanism: 'contract' | 'grant' | 'in-house' = 'contract') => ({ id: 'e' as Id<'exercise'>, purpose: 'Why', mechanism, stage });
const missingAt = (gate: (typeof GATES)[number], facts: GateFacts, mechanism?: 'contract' | 'grant' | 'in-house') => {
  const decision = decideGate(gate, at(gate, mechanism), facts);
  return decision.kind === 'refused' ? (decision.more ?? []).map(({ sentence }) => sentence) : [];
};

describe('moves', () => {
  const TRUTH: Readonly<Record<Stage, readonly string[]>> = {
    analyse: ['completeAnalyse', 'close'], plan: ['completePlan', 'close'], do: ['completeDo', 'close'], review: ['completeReview'], closed: [],
  };
  test.each(statesOf<Stage>(EXERCISE_MOVES))('from %s', (stage) => {
    const allowed = (Object.keys(EXERCISE_MOVES) as (keyof typeof EXERCISE_MOVES)[]).filter((move) => decideMove(EXERCISE_MOVES, move, stage, 'It', 'why').kind === 'allowed');
    expect(allowed).toEqual(TRUTH[stage]);
  });
});

describe('gates', () => {
  test.each(GATES)('the %s gate opens when nothing is missing, and only from its own stage', (gate) => {
    expect(decideGate(gate, at(gate), COMPLETE).kind).toBe('allowed');
    for (const other of [...GATES, 'closed'] as const) if (other !== gate) expect(decideGate(gate, at(other), COMPLETE)).toMatchObject({ code: 'wrong-state' });
  });

  test('a refusal names all that is missing at once', () => {
    expect(missingAt('analyse', NOTHING)).toEqual(['Level of need.', 'Budget.']);
    expect(missingAt('plan', NOTHING)).toEqual([
      'Level of need.', 'Budget.', 'Specification: none is approved.', 'Whole-life value: enter it, so that the route can be worked out.', 'Social value: a', 'Social value: b', 'Social value: c',
      'Approval: the plan was not put to the lead director yet.',
    ]);
    expect(missingAt('do', NOTHING)).toHaveLength(1);
    expect(missingAt('review', { ...COMPLETE, agreements: [{ title: 'A', reviewsHeld: 1 }, { title: 'B', reviewsHeld: 0 }] })).toEqual(['Review: none was held of “B”.']);
  });

  test.each(['grant', 'in-house'] as const)('a %s is not asked for what belongs to buying', (mechanism) => {
    expect(missingAt('plan', { ...COMPLETE, valuation: null, planMissing: ['x'], socialValueMissing: ['y'] }, mechanism)).toEqual([]);
  });

  test('a specification of outputs alone stops the plan unless its reason is kept; approvals that wait, lapse or refuse stop it too', () => {
    expect(missingAt('plan', { ...COMPLETE, measures: [{ kind: 'output' }] })).toEqual([expect.stringContaining('no outcome or impact measure')]);
    expect(missingAt('plan', { ...COMPLETE, measures: [{ kind: 'output' }], specification: { outputsOnlyReason: 'A trial' } })).toEqual([]);
    for (const planApproval of ['waiting', 'lapsed', 'refused'] as const) expect(missingAt('plan', { ...COMPLETE, planApproval })).toHaveLength(1);
  });

  test('advertising waits for the Do stage and is asked again in it', () => {
    expect(advertisingBlocks(at('do'), COMPLETE)).toEqual([]);
    expect(advertisingBlocks(at('do'), { ...COMPLETE, planMissing: ['it was not started.'] })).toEqual(['Procurement plan: it was not started.']);
    expect(advertisingBlocks(at('plan'), COMPLETE)).toEqual([expect.stringContaining('The Plan stage is not completed')]);
    expect(advertisingBlocks(at('review'), COMPLETE)).toEqual([expect.stringContaining('nothing more is advertised')]);
  });
});

describe('legal basis', () => {
  const read = (statutory: string, discretionary: string, bestPractice = '') => readLegalBasis({ statutory, discretionary, 'best-practice': bestPractice });

  test.each([['2.9', '97.1', ''], ['', '100', ''], ['33.33', '33.33', '33.34'], ['', '', ''], ['0', '100%', '0']])('%s, %s, %s is allowed', (one, two, three) => {
    expect(read(one, two, three).kind).toBe('allowed');
  });

  test.each([['2.9', '97', ''], ['50', '', ''], ['100.01', '', ''], ['-1', '101', ''], ['half', '50', ''], ['33.333', '66.667', '']])('%s, %s, %s is refused', (one, two, three) => {
    expect(read(one, two, three).kind).toBe('refused');
  });

  test('AN-02: services are weighed by what they cost, and what has no tag is not classified', () => {
    const split = (statutory: string, discretionary: string) => new Map<Basis, ReturnType<typeof decimal>>([['statutory', decimal(statutory)], ['discretionary', decimal(discretionary)]]);
    const services = basisByService([
      { service: 'Youth', spendPence: 290_000n, split: new Map([['statutory', decimal('100')]]) },
      { service: 'Youth', spendPence: 9_710_000n, split: new Map([['discretionary', decimal('100')]]) },
      { service: 'Carers', spendPence: 0n, split: split('50', '50') },
      { service: 'Other', spendPence: 5n, split: new Map() },
    ]);
    expect(services.map(({ service, shares }) => [service, shares?.get('statutory')?.toString() ?? null, shares?.get('discretionary')?.toString() ?? null])).toEqual([
      ['Carers', '50', '50'], ['Other', null, null], ['Youth', '2.9', '97.1'],
    ]);
    expect(basisWords(new Map())).toBe('Not classified');
    expect(basisWords(split('2.9', '97.1'))).toBe('Statutory 2.9%, discretionary 97.1%');
  });
});
