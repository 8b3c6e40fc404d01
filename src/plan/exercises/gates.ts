import { decideMove } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { ROLES, type Role } from '#platform/access/roles';
import { decideMeasures, type Measure } from '#parts/measures';
import type { ApprovalStanding } from '#parts/approvals';
import type { MissingNeed } from '#needs';
import { EXERCISE_MOVES, STAGES, type Exercise, type Gate } from './exercise.ts';

/** Something that stands between an exercise and a gate: one sentence, and the page where it is put right. */
export interface MissingItem {
  readonly sentence: string;
  readonly address: string;
}

/** All that the gates ask of the other rooms, read once. */
export interface GateFacts {
  readonly needMissing: readonly MissingNeed[];
  readonly specification: { readonly outputsOnlyReason: string | null } | null;
  readonly measures: readonly Pick<Measure, 'kind'>[];
  /** Whether the exercise has a whole-life value, and whether that value asks for a procurement plan. */
  readonly valuation: { readonly planRequired: boolean } | null;
  readonly planMissing: readonly string[];
  readonly socialValueMissing: readonly string[];
  readonly planApproval: ApprovalStanding;
  /** Who is asked to agree: of the round that stands, else as the authority has set it. */
  readonly planApprover: Role;
  readonly agreements: readonly { readonly title: string; readonly reviewsHeld: number }[];
}

type Asked = Pick<Exercise, 'id' | 'mechanism' | 'purpose'>;

/** What the Analyse gate lacks. */
export function analyseMissing(exercise: Asked, facts: GateFacts): MissingItem[] {
  const base = `/exercises/${exercise.id}`;
  const purpose = exercise.purpose?.trim() ? [] : [{ sentence: 'Purpose: say in one plain sentence why this is commissioned.', address: `${base}/edit` }];
  return [...purpose, ...facts.needMissing.map(({ part, sentence }) => ({ sentence, address: `${base}/need${part === 'evidence' ? '#evidence' : ''}` }))];
}

/** What the plan itself lacks, the approver's agreement aside. What was asked at Analyse is asked again, since it may still change. */
export function planMissing(exercise: Asked, facts: GateFacts): MissingItem[] {
  const base = `/exercises/${exercise.id}`;
  const missing: MissingItem[] = [...analyseMissing(exercise, facts)];
  if (!facts.specification) missing.push({ sentence: 'Specification: none is approved.', address: `${base}/specification` });
  else {
    const measures = decideMeasures(facts.measures, facts.specification.outputsOnlyReason);
    if (measures.kind === 'refused') missing.push({ sentence: `Specification: ${lowerFirst(measures.sentence)}`, address: `${base}/specification` });
  }
  // Grants and in-house services follow the same cycle; the route, the plan and the Act of 2012 are about buying.
  if (exercise.mechanism !== 'contract') return missing;
  if (!facts.valuation) missing.push({ sentence: 'Whole-life value: enter it, so that the route can be worked out.', address: `${base}/value` });
  if (facts.valuation?.planRequired) missing.push(...facts.planMissing.map((sentence) => ({ sentence: `Procurement plan: ${sentence}`, address: `${base}/plan` })));
  return [...missing, ...facts.socialValueMissing.map((sentence) => ({ sentence: `Social value: ${sentence}`, address: `${base}/social-value` }))];
}

/** "the lead director": the approver as a sentence names them. */
export const approverWords = (role: Role): string => `the ${lowerFirst(ROLES[role].title)}`;

const APPROVAL_LACKS: Readonly<Record<Exclude<ApprovalStanding, 'agreed'>, (approver: string) => string>> = {
  'not-asked': (approver) => `Approval: the plan was not put to ${approver} yet.`,
  waiting: (approver) => `Approval: ${approver} has not decided yet.`,
  refused: (approver) => `Approval: ${approver} refused the plan. Change it and put it forward again.`,
  lapsed: () => 'Approval: the plan has changed since it was put forward. Put it forward again.',
};

/** Everything that a gate lacks, in the order of the page. An empty list is a gate that may be passed. */
export function gateMissing(gate: Gate, exercise: Asked, facts: GateFacts): MissingItem[] {
  const base = `/exercises/${exercise.id}`;
  switch (gate) {
    case 'analyse': return analyseMissing(exercise, facts);
    case 'plan': {
      const { planApproval, planApprover } = facts;
      return [...planMissing(exercise, facts), ...(planApproval === 'agreed' ? [] : [{ sentence: APPROVAL_LACKS[planApproval](approverWords(planApprover)), address: `${base}/plan/approval` }])];
    }
    case 'do': return facts.agreements.length > 0 ? [] : [{ sentence: 'Agreement: no contract, grant or in-house agreement has come of this exercise yet.', address: `${base}#do` }];
    case 'review': return facts.agreements.filter(({ reviewsHeld }) => reviewsHeld === 0).map(({ title }) => ({ sentence: `Review: none was held of “${title}”.`, address: `${base}#review` }));
  }
}

const MOVE_OF = { analyse: 'completeAnalyse', plan: 'completePlan', do: 'completeDo', review: 'completeReview' } as const satisfies Record<Gate, keyof typeof EXERCISE_MOVES>;

/** May the gate be passed now? A refusal names ALL that is missing. */
export function decideGate(gate: Gate, exercise: Asked & Pick<Exercise, 'stage'>, facts: GateFacts): Decision<Exercise['stage']> {
  const move = decideMove(EXERCISE_MOVES, MOVE_OF[gate], exercise.stage, 'This exercise');
  if (move.kind === 'refused') return move;
  const missing = gateMissing(gate, exercise, facts);
  if (missing.length === 0) return allow(move.value);
  return refuse('gate-not-passed', `The ${STAGES[gate].title} stage cannot be completed yet: ${missing.length === 1 ? 'one thing is' : `${missing.length} things are`} missing.`, {
    more: missing.map(({ sentence }) => ({ sentence })),
  });
}

/** What stands between an exercise and an advertisement: the plan's missing parts while it is planned or bought, and the gate itself (PL-08). */
export function advertisingBlocks(exercise: Asked & Pick<Exercise, 'stage'>, facts: GateFacts): string[] {
  const { stage } = exercise;
  if (stage === 'review' || stage === 'closed') return [`This exercise is ${stage === 'closed' ? 'closed' : 'in Review'}, so nothing more is advertised from it.`];
  const missing = planMissing(exercise, facts).map(({ sentence }) => sentence);
  if (stage === 'do') return missing;
  return [...missing, `The ${STAGES[stage].title} stage is not completed: an advertisement belongs to the Do stage.`];
}

const lowerFirst = (sentence: string): string => sentence[0]!.toLowerCase() + sentence.slice(1);
