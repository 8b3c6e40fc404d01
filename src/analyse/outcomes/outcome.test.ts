import { describe, expect, test } from 'vitest';
import { decideMove, statesOf } from '#kernel/machine';
import type { Id } from '#kernel/ids';
import { decideOutcome, decideOutcomesServed, decidePublication, FRAMEWORK_MOVES, inTreeOrder, type FrameworkState, type Outcome } from './outcome.ts';

const outcome = (id: string, parentId: string | null, position: number, code = id): Outcome => ({
  id: id as Id<'outcome'>, parentId: parentId as Id<'outcome'> | null, level: parentId ? 'supporting' : 'strategic', code, title: `Outcome ${id}`, description: '', position,
});
const draftOf = (...outcomes: Outcome[]) => ({ state: 'draft' as const, outcomes });
const typed = (parentId: string | null, code: string) => ({ parentId, code, title: 'Words', description: '' });

describe('framework', () => {
  const TRUTH: Readonly<Record<FrameworkState, readonly string[]>> = { draft: ['publish'], published: ['supersede'], superseded: [] };
  test.each(statesOf<FrameworkState>(FRAMEWORK_MOVES))('moves from %s', (state) => {
    const allowed = (Object.keys(FRAMEWORK_MOVES) as (keyof typeof FRAMEWORK_MOVES)[]).filter((move) => decideMove(FRAMEWORK_MOVES, move, state, 'It').kind === 'allowed');
    expect(allowed).toEqual(TRUTH[state]);
  });

  test('a code is taken whatever its case, but not by the outcome itself', () => {
    const draft = draftOf(outcome('S1', null, 1));
    expect(decideOutcome(draft, typed(null, 's1'), null)).toMatchObject({ field: 'code' });
    expect(decideOutcome(draft, typed(null, 's1'), 'S1')).toMatchObject({ kind: 'allowed', value: 'strategic' });
  });

  test('there are two levels: a supporting outcome supports a strategic one, and one that is supported stays strategic', () => {
    const draft = draftOf(outcome('S1', null, 1), outcome('1.1', 'S1', 2), outcome('S2', null, 3));
    expect(decideOutcome(draft, typed('S1', '1.2'), null)).toMatchObject({ value: 'supporting' });
    expect(decideOutcome(draft, typed('1.1', '1.1.1'), null)).toMatchObject({ field: 'parentId' });
    expect(decideOutcome(draft, typed('S2', 'S1'), 'S1')).toMatchObject({ code: 'has-supporting' });
    expect(decideOutcome(draft, typed('S1', 'S1'), 'S1')).toMatchObject({ field: 'parentId' });
    expect(decideOutcome({ ...draft, state: 'published' }, typed(null, 'S3'), null)).toMatchObject({ code: 'wrong-state' });
  });

  test('publishing needs both levels and names what is unsupported', () => {
    expect(decidePublication(draftOf())).toMatchObject({ code: 'nothing-to-publish' });
    expect(decidePublication(draftOf(outcome('S1', null, 1), outcome('S2', null, 2), outcome('2.1', 'S2', 3)))).toMatchObject({ code: 'unsupported', sentence: expect.stringContaining('S1 Outcome S1') });
    expect(decidePublication(draftOf(outcome('S1', null, 1), outcome('1.1', 'S1', 2))).kind).toBe('allowed');
  });

  test('each strategic outcome is followed by those that support it', () => {
    expect(inTreeOrder([outcome('1.1', 'S1', 4), outcome('S2', null, 2), outcome('S1', null, 1), outcome('2.1', 'S2', 3)]).map(({ id }) => id)).toEqual(['S1', '1.1', 'S2', '2.1']);
  });
});

describe('what a record serves', () => {
  test('AN-03: only outcomes of the published framework can be picked, and one served before may stay', () => {
    const published = [outcome('a', null, 1), outcome('b', 'a', 2)];
    expect(decideOutcomesServed(published, [], ['a', 'b']).kind).toBe('allowed');
    expect(decideOutcomesServed(published, [], ['elsewhere'])).toMatchObject({ code: 'not-in-framework' });
    expect(decideOutcomesServed(published, ['dropped'], ['a', 'dropped']).kind).toBe('allowed');
    expect(decideOutcomesServed(null, [], ['a'])).toMatchObject({ code: 'no-framework' });
    expect(decideOutcomesServed(null, [], []).kind).toBe('allowed');
  });
});
