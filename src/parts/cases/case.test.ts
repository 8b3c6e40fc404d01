import { describe, expect, test } from 'vitest';
import { decideMove } from '#kernel/machine';
import { CASE_MOVES, decideAnswer, decideLetBePublic, decidePrivacy, publicCase, type Case, type CasePrivacy, type CaseState } from './case.ts';

const STATES: CaseState[] = ['open', 'answered', 'withdrawn'];
const TRUTH: Record<keyof typeof CASE_MOVES, Record<CaseState, CaseState | null>> = {
  answer: { open: 'answered', answered: null, withdrawn: null },
  withdraw: { open: 'withdrawn', answered: null, withdrawn: null },
};
for (const [move, row] of Object.entries(TRUTH)) {
  for (const state of STATES) {
    test(`${move} from ${state}: ${row[state] ?? 'refused'}`, () => {
      const decision = decideMove(CASE_MOVES, move as keyof typeof CASE_MOVES, state, 'This question');
      expect(decision.kind === 'allowed' ? decision.value : null).toBe(row[state]);
    });
  }
}

describe('a private answer only where an officer agreed', () => {
  test.each([['asked', 'privacy-undecided'], ['refused', 'not-sensitive'], ['agreed', null]] as [CasePrivacy, string | null][])('%s', (privacy, code) => {
    const decision = decideAnswer({ state: 'open', audience: 'private', privacy });
    expect(decision.kind === 'refused' ? decision.code : null).toBe(code);
  });
  test('after a refusal the asker may let it be public, and then it can be answered', () => {
    expect(decideLetBePublic({ state: 'open', audience: 'private' }).kind).toBe('allowed');
    expect(decideLetBePublic({ state: 'open', audience: 'everyone' }).kind).toBe('refused');
    expect(decideAnswer({ state: 'open', audience: 'everyone', privacy: 'refused' }).kind).toBe('allowed');
  });
  test('privacy is ruled on once', () => {
    expect(decidePrivacy({ state: 'open', privacy: 'asked' }).kind).toBe('allowed');
    for (const privacy of ['not-asked', 'agreed', 'refused'] as const) expect(decidePrivacy({ state: 'open', privacy }).kind).toBe('refused');
  });
});

test('what everyone sees holds neither the asker nor the words as asked', () => {
  const raised = {
    id: 'x', kind: 'clarification', about: { kind: 'opportunity', id: 'y' }, bodyId: 'z', number: 3, text: 'We at Acme ask', publicText: 'Is parking free?', state: 'answered', audience: 'everyone',
    privacy: 'not-asked', privacyReason: null, material: false, raisedBy: 'person', raisedFor: 'organisation', createdAt: new Date(0), answeredAt: new Date(1),
    replies: [{ text: 'Yes.', isAnswer: true, createdAt: new Date(1) }],
  } as unknown as Case;
  expect(publicCase(raised)).toEqual({ number: 3, question: 'Is parking free?', answer: 'Yes.', answeredAt: new Date(1), material: false });
  expect(publicCase({ ...raised, audience: 'private' })).toBeNull();
  expect(publicCase({ ...raised, state: 'open' })).toBeNull();
});
