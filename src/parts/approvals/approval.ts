import type { Id, PersonId } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { decideMove } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { RecordReference } from '#platform/access/record-kind';
import type { Actor } from '#platform/access/access';
import type { Role } from '#platform/access/roles';

export type ApprovalStepState = 'asked' | 'agreed' | 'refused' | 'withdrawn';

/** The life of one step. A refusal is for good: the thing is asked again in a new round. */
export const APPROVAL_MOVES = {
  agree: { from: ['asked'], to: 'agreed', otherwise: 'This has been decided already.' },
  refuse: { from: ['asked'], to: 'refused', reasonNeeded: true, otherwise: 'This has been decided already.' },
  withdraw: { from: ['asked'], to: 'withdrawn', otherwise: 'This has been decided already.' },
} as const satisfies Moves<ApprovalStepState>;

/** Who must agree, by the role they hold on the body. Steps are taken in the order given. */
export interface ApprovalStepAsked {
  readonly role: Role;
  /** Why this role must agree, shown to whoever decides. */
  readonly rule?: RuleNote;
}

export interface Approval {
  readonly id: Id<'approval'>;
  readonly about: RecordReference;
  readonly subject: string;
  readonly round: number;
  readonly step: number;
  readonly role: Role;
  readonly bodyId: string;
  readonly contentHash: string | null;
  readonly state: ApprovalStepState;
  readonly askedBy: PersonId | null;
  readonly askedAt: Date;
  readonly decidedBy: PersonId | null;
  /** Whose decision it was, where a colleague stood in for them. */
  readonly decidedFor: PersonId | null;
  /** As people read it: "Yusuf Ali", or "Yusuf Ali for Diane Foley". */
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly rule: string | null;
}

/** Where an approval stands. Lapsed: what was agreed, or is being asked, has changed since. */
export type ApprovalStanding = 'not-asked' | 'waiting' | 'agreed' | 'refused' | 'lapsed';

export interface ApprovalState {
  readonly standing: ApprovalStanding;
  /** The latest round, in order. */
  readonly steps: readonly Approval[];
  /** The step that is waiting now. */
  readonly waitingFor: Approval | null;
}

/**
 * Reads the standing from the steps of the latest round.
 * @param contentHash what stands now; null when the subject has no content of its own that could change
 */
export function standingOf(rows: readonly Approval[], contentHash: string | null): ApprovalState {
  const round = rows.reduce((latest, row) => Math.max(latest, row.round), 0);
  const steps = rows.filter((row) => row.round === round && row.state !== 'withdrawn').sort((one, other) => one.step - other.step);
  const state = (standing: ApprovalStanding, waitingFor: Approval | null = null): ApprovalState => ({ standing, steps, waitingFor });
  if (steps.length === 0) return state('not-asked');
  if (steps.some((step) => step.state === 'refused')) return state('refused');
  if (contentHash !== null && steps.some((step) => step.contentHash !== contentHash)) return state('lapsed');
  const waiting = steps.find((step) => step.state === 'asked');
  return waiting ? state('waiting', waiting) : state('agreed');
}

export interface Decider {
  readonly personId: PersonId | null;
  /** Whether they may act in the step's role on its body, now. */
  readonly holdsRole: boolean;
  /** Whose role that is, where it was lent to them. */
  readonly standsInFor: { readonly personId: PersonId; readonly name: string } | null;
}

/** In which way somebody may decide a step: in a role of their own before one lent to them, and for the asker last of all. */
export function deciderOf({ role, bodyId, askedBy }: Pick<Approval, 'role' | 'bodyId' | 'askedBy'>, { personId, holdings }: Pick<Actor, 'personId' | 'holdings'>): Decider {
  const ways = holdings.filter((held) => held.role === role && (held.scopeKind === 'site' || (held.scopeKind === 'body' && held.scopeId === bodyId)));
  const way = ways.find(({ standsInFor }) => !standsInFor) ?? ways.find(({ standsInFor }) => standsInFor!.personId !== askedBy) ?? ways[0];
  return { personId, holdsRole: way !== undefined, standsInFor: way?.standsInFor ?? null };
}

/** May this person decide this step now? */
export function decideApprovalStep(approval: Approval, state: ApprovalState, decider: Decider, agrees: boolean, reason: string): Decision<ApprovalStepState> {
  const move = decideMove(APPROVAL_MOVES, agrees ? 'agree' : 'refuse', approval.state, 'This approval', reason);
  if (move.kind === 'refused') return move;
  if (!decider.holdsRole || decider.personId === null) return refuse('not-yours', 'This is for somebody with another role to decide.');
  if (decider.personId === approval.askedBy) return refuse('own-request', 'You asked for this approval, so somebody else must decide it.');
  if (decider.standsInFor !== null && decider.standsInFor.personId === approval.askedBy) return refuse('own-request', `${decider.standsInFor.name} asked for this approval and could not decide it, so nor can whoever stands in for them.`);
  if (state.standing === 'lapsed') return refuse('changed', 'What you were asked to agree has changed since. It must be put forward again.');
  if (state.waitingFor?.id !== approval.id) return refuse('not-your-turn', 'Somebody must decide before you: this is not waiting for you yet.');
  return allow(move.value);
}
