import type { Id, PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { Role } from '#platform/access/roles';
import { clashOf } from '#platform/access/roles';

/** A person named to judge something, and what they declared before they saw any of it. */
export interface Assessor {
  readonly id: Id<'assessor'>;
  readonly personId: PersonId;
  readonly name: string;
  /** Moderates and does not score. */
  readonly chair: boolean;
  readonly declaration: 'none' | 'interest' | null;
  readonly declarationWords: string | null;
  readonly declaredAt: Date | null;
  /** Locked out: by a declared interest, or removed midway. What they scored is kept and not counted. */
  readonly barredAt: Date | null;
  readonly barredReason: string | null;
}

export const DECLARATION_RULE: RuleNote = {
  sentence: 'Named evaluators declare interests before they see any bid; one who declares an interest is locked out.',
  source: 'Select committee evidence, 30 January 2014 (DP-15); Procurement Act 2023 ss.81 to 83',
  confidence: 'P',
};

/** The role an assessor holds on what they assess. */
export const assessorRole = ({ chair }: Pick<Assessor, 'chair'>): Role => (chair ? 'panel-chair' : 'evaluator');

interface Naming {
  readonly panel: readonly Assessor[];
  readonly personId: string;
  readonly chair: boolean;
  /** Whether the person works for the body now. */
  readonly isOfBody: boolean;
  /** Every role they hold anywhere. */
  readonly held: readonly Role[];
}

/** May this person be named? */
export function decideNaming({ panel, personId, chair, isOfBody, held }: Naming): Decision {
  if (!isOfBody) return refuse('not-of-body', 'Choose a person who works for this authority.', { field: 'personId' });
  const before = panel.find((assessor) => assessor.personId === personId);
  if (before?.barredAt) return refuse('barred', `${before.name} was locked out of this panel (${before.barredReason ?? 'no reason was kept'}) and cannot come back to it.`, { field: 'personId' });
  if (before) return refuse('named-already', `${before.name} is on this panel already.`, { field: 'personId' });
  if (chair && panel.some((assessor) => assessor.chair && !assessor.barredAt)) return refuse('one-chair', 'This panel has a chair already. Remove the chair first.', { field: 'chair' });
  const clash = clashOf(chair ? 'panel-chair' : 'evaluator', held);
  return clash ? refuse('clash', `This person cannot be on the panel. ${clash.why}`, { field: 'personId' }) : allow();
}

/** May this assessor declare this now? Saying later that there is an interest after all is always open, until the result stands. */
export function decideDeclaration(assessor: Assessor, opportunityState: string, declaration: 'none' | 'interest', words: string): Decision {
  if (assessor.barredAt) return refuse('barred', 'You are no longer on this panel.');
  if (opportunityState !== 'opened') {
    return refuse('not-open', opportunityState === 'published' ? 'You can declare once the bids are open: until then nobody knows who has bid.' : 'The evaluation is complete, so declarations are closed. Tell the procurement officer at once if you have an interest.');
  }
  if (declaration === 'none' && assessor.declaration !== null) return refuse('declared-already', 'You have declared already.');
  if (declaration === 'interest' && words.trim() === '') return refuse('words-missing', 'Say what the interest is', { field: 'declarationWords' });
  return allow();
}

/** May this assessor see bids and work on them? */
export function decideAccess(assessor: Assessor | null): Decision<Assessor> {
  if (!assessor || assessor.barredAt || assessor.declaration === 'interest') return refuse('barred', 'You are not on this panel.');
  if (assessor.declaration === null) return refuse('not-declared', 'Declare your interests before you see any bid.', { rule: DECLARATION_RULE });
  return allow(assessor);
}
