import { describe, expect, test } from 'vitest';
import type { Id, PersonId } from '#kernel/ids';
import { decideMove, statesOf } from '#kernel/machine';
import { APPROVAL_MOVES, decideApprovalStep, deciderOf, standingOf, type Approval, type ApprovalStepState, type Decider } from './approval.ts';
import { contentHashOf } from './content-hash.ts';

const ASKER = 'asker' as PersonId;
const OTHER: Decider = { personId: 'other' as PersonId, holdsRole: true, standsInFor: null };
const step = (number: number, state: ApprovalStepState = 'asked', more: Partial<Approval> = {}): Approval => ({
  id: `${more.round ?? 1}-${number}` as Id<'approval'>, about: { kind: 'specification', id: 's' }, subject: 'specification', round: 1, step: number, role: 'lead-director', bodyId: 'b', contentHash: 'now',
  state, askedBy: ASKER, askedAt: new Date(0), decidedBy: null, decidedFor: null, decidedByName: null, decidedAt: null, reason: null, rule: null, ...more,
});
const decide = (rows: readonly Approval[], which: Approval, decider: Decider = OTHER, agrees = true, reason = '', hash = 'now') => decideApprovalStep(which, standingOf(rows, hash), decider, agrees, reason);

describe('approval', () => {
  const TRUTH: Readonly<Record<ApprovalStepState, readonly string[]>> = { asked: ['agree', 'refuse', 'withdraw'], agreed: [], refused: [], withdrawn: [] };
  test.each(statesOf<ApprovalStepState>(APPROVAL_MOVES))('moves from %s', (state) => {
    const allowed = (Object.keys(APPROVAL_MOVES) as (keyof typeof APPROVAL_MOVES)[]).filter((move) => decideMove(APPROVAL_MOVES, move, state, 'It', 'why').kind === 'allowed');
    expect(allowed).toEqual(TRUTH[state]);
  });

  test('standing is read from the latest round', () => {
    expect(standingOf([], 'now').standing).toBe('not-asked');
    expect(standingOf([step(1, 'agreed'), step(2)], 'now')).toMatchObject({ standing: 'waiting', waitingFor: { id: '1-2' } });
    expect(standingOf([step(1, 'agreed'), step(2, 'agreed')], 'now').standing).toBe('agreed');
    expect(standingOf([step(1, 'refused'), step(2, 'withdrawn')], 'now').standing).toBe('refused');
    expect(standingOf([step(1, 'refused'), step(1, 'asked', { round: 2 })], 'now').standing).toBe('waiting');
    expect(standingOf([step(1, 'withdrawn')], 'now').standing).toBe('not-asked');
  });

  test('it lapses when what was put forward changes, agreed or not', () => {
    expect(standingOf([step(1, 'agreed')], 'changed').standing).toBe('lapsed');
    expect(standingOf([step(1)], 'changed').standing).toBe('lapsed');
    expect(standingOf([step(1, 'agreed', { contentHash: null })], null).standing).toBe('agreed');
    expect(decide([step(1)], step(1), OTHER, true, '', 'changed')).toMatchObject({ code: 'changed' });
  });

  test('nobody decides what they asked for, without the role, out of turn, twice, or refuses without a reason', () => {
    expect(decide([step(1)], step(1), { ...OTHER, personId: ASKER })).toMatchObject({ code: 'own-request' });
    expect(decide([step(1)], step(1), { ...OTHER, holdsRole: false })).toMatchObject({ code: 'not-yours' });
    expect(decide([step(1), step(2)], step(2))).toMatchObject({ code: 'not-your-turn' });
    expect(decide([step(1, 'agreed')], step(1, 'agreed'))).toMatchObject({ code: 'wrong-state' });
    expect(decide([step(1)], step(1), OTHER, false, ' ')).toMatchObject({ code: 'reason-missing', field: 'reason' });
    expect(decide([step(1)], step(1), OTHER, false, 'Too dear')).toMatchObject({ value: 'refused' });
    expect(decide([step(1, 'agreed'), step(2)], step(2))).toMatchObject({ value: 'agreed' });
  });

  test('whoever stands in decides in a role of their own first, and never for the asker', () => {
    const [away, other] = [{ personId: ASKER, name: 'Asker' }, { personId: 'away' as PersonId, name: 'Away' }];
    const held = (standsInFor?: typeof away) => ({ role: 'lead-director' as const, scopeKind: 'body' as const, scopeId: 'b', ...(standsInFor ? { standsInFor } : {}) });
    const decider = (...holdings: ReturnType<typeof held>[]) => deciderOf(step(1), { personId: OTHER.personId, holdings });
    expect(decider()).toMatchObject({ holdsRole: false });
    expect(decider(held(away), held(other), held())).toMatchObject({ holdsRole: true, standsInFor: null });
    expect(decider(held(away), held(other))).toMatchObject({ standsInFor: other });
    expect(decide([step(1)], step(1), decider(held(away)))).toMatchObject({ code: 'own-request', sentence: expect.stringContaining('Asker asked for this approval') });
    expect(decide([step(1)], step(1), decider(held(other)))).toMatchObject({ value: 'agreed' });
  });

  test('a digest tells content apart and takes pence', () => {
    expect(contentHashOf({ pence: 5n })).toBe(contentHashOf({ pence: 5n }));
    expect(contentHashOf({ pence: 5n })).not.toBe(contentHashOf({ pence: 6n }));
  });
});
