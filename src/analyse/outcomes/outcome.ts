import type { Id } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';

export type FrameworkState = 'draft' | 'published' | 'superseded';

/** A framework's life. Publishing one supersedes the one in force, in the same transaction. */
export const FRAMEWORK_MOVES = {
  publish: { from: ['draft'], to: 'published', otherwise: 'This version is not a draft, so it cannot be published again.' },
  supersede: { from: ['published'], to: 'superseded' },
} as const satisfies Moves<FrameworkState>;

export type OutcomeLevel = 'strategic' | 'supporting';

/** An outcome as one version of the framework words it. Its id stays the same through the versions. */
export interface Outcome {
  readonly id: Id<'outcome'>;
  readonly parentId: Id<'outcome'> | null;
  readonly level: OutcomeLevel;
  /** Such as "S1" or "1.2": unique in its version. */
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly position: number;
}

export interface Framework {
  readonly id: Id<'outcome_framework'>;
  readonly bodyId: string;
  readonly title: string;
  readonly version: number;
  readonly state: FrameworkState;
  readonly words: string;
  readonly publishedAt: Date | null;
  /** Each strategic outcome followed by those that support it. */
  readonly outcomes: readonly Outcome[];
}

export interface OutcomeDraft {
  readonly parentId: string | null;
  readonly code: string;
  readonly title: string;
  readonly description: string;
}

/** May this stand in the draft? Only two levels: a supporting outcome supports a strategic one of the same version. */
export function decideOutcome(framework: Pick<Framework, 'state' | 'outcomes'>, draft: OutcomeDraft, changing: string | null): Decision<OutcomeLevel> {
  if (framework.state !== 'draft') return refuse('wrong-state', 'This version is published, so its outcomes no longer change. Draft the next version.');
  if (framework.outcomes.some(({ id, code }) => id !== changing && code.toLowerCase() === draft.code.toLowerCase())) {
    return refuse('code-taken', 'Another outcome of this version has this code', { field: 'code' });
  }
  if (draft.parentId === null) return allow('strategic');
  const parent = framework.outcomes.find(({ id }) => id === draft.parentId);
  if (!parent || parent.level !== 'strategic' || parent.id === changing) return refuse('no-parent', 'Choose the strategic outcome that this one supports', { field: 'parentId' });
  if (changing !== null && framework.outcomes.some(({ parentId }) => parentId === changing)) {
    return refuse('has-supporting', 'Other outcomes support this one, so it stays strategic.', { field: 'parentId' });
  }
  return allow('supporting');
}

/** May the draft be published? Both levels must be there, and each strategic outcome says by what it is supported. */
export function decidePublication(framework: Pick<Framework, 'state' | 'outcomes'>): Decision {
  if (framework.state !== 'draft') return refuse('wrong-state', FRAMEWORK_MOVES.publish.otherwise);
  const strategic = framework.outcomes.filter(({ level }) => level === 'strategic');
  if (strategic.length === 0) return refuse('nothing-to-publish', 'Add at least one strategic outcome before you publish.');
  const unsupported = strategic.filter(({ id }) => !framework.outcomes.some(({ parentId }) => parentId === id));
  if (unsupported.length === 0) return allow();
  return refuse('unsupported', `Add a supporting outcome to ${unsupported.map(({ code, title }) => `${code} ${title}`).join(', ')}: a strategic outcome without one is a wish.`);
}

/**
 * May a record serve these outcomes? Only those of the body's published framework can be picked; one that it served already may
 * stay though a later version dropped it.
 */
export function decideOutcomesServed(published: readonly Pick<Outcome, 'id'>[] | null, already: readonly string[], chosen: readonly string[]): Decision {
  const known = new Set<string>([...(published ?? []).map(({ id }) => id), ...already]);
  if (chosen.every((id) => known.has(id))) return allow();
  return published === null
    ? refuse('no-framework', 'No outcomes framework is published yet, so no outcome can be picked.', { field: 'outcomeIds' })
    : refuse('not-in-framework', 'Choose outcomes from the published framework only.', { field: 'outcomeIds' });
}

/** Strategic outcomes in order, each followed by those that support it. */
export function inTreeOrder(outcomes: readonly Outcome[]): Outcome[] {
  const byPosition = [...outcomes].sort((one, other) => one.position - other.position || (one.code < other.code ? -1 : 1));
  return byPosition.filter(({ level }) => level === 'strategic').flatMap((strategic) => [strategic, ...byPosition.filter(({ parentId }) => parentId === strategic.id)]);
}
