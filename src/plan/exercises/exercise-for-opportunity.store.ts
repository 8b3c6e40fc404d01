import type { GrossPence, NetPence } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { measuresOf, type Measure } from '#parts/measures';
import { needOf, type Need } from '#needs';
import { outcomesServed, type OutcomeServed } from '#outcomes';
import { socialValueAnswers, type SocialValueConsideration } from '#social-value';
import { aboutSpecification, approvedSpecification, type Specification } from '#specifications';
import type { Category, Mechanism, Stage } from './exercise.ts';
import { exerciseById } from './exercise.store.ts';
import { aboutExercise, gateFacts, valuationOf } from './gate-facts.store.ts';
import { advertisingBlocks } from './gates.ts';

/** What an opportunity is made from, so that nothing is typed twice. */
export interface ExerciseForOpportunity {
  readonly exerciseId: string;
  readonly reference: string;
  readonly bodyId: string;
  readonly ownerId: string;
  readonly title: string;
  readonly purpose: string | null;
  readonly stage: Stage;
  readonly mechanism: Mechanism;
  readonly category: Category;
  readonly lightTouch: boolean;
  /** To draw with `needSummary`. */
  readonly need: Need | null;
  readonly outcomes: readonly OutcomeServed[];
  /** Whole-life, by the current valuation; null while there is none. */
  readonly valueNetPence: NetPence | null;
  readonly valueGrossPence: GrossPence | null;
  readonly route: { readonly name: string; readonly rule: RuleNote; readonly planRequired: boolean; readonly aboveThreshold: boolean } | null;
  /** Null while nothing was considered. */
  readonly socialValue: SocialValueConsideration | null;
  readonly specification: Specification | null;
  readonly measures: readonly Measure[];
  /** What stands in the way of advertising, all of it; empty when nothing does. */
  readonly whatBlocksAdvertising: readonly string[];
}

/** @returns null when there is no such exercise */
export async function exerciseForOpportunity(read: Read, exerciseId: string): Promise<ExerciseForOpportunity | null> {
  const exercise = await exerciseById(read, exerciseId);
  if (!exercise) return null;
  const [valuation, specification] = [await valuationOf(read, exerciseId), await approvedSpecification(read, exerciseId)];
  return {
    exerciseId, reference: exercise.reference, bodyId: exercise.bodyId, ownerId: exercise.ownerId, title: exercise.title, purpose: exercise.purpose, stage: exercise.stage,
    mechanism: exercise.mechanism, category: exercise.category, lightTouch: exercise.lightTouch,
    need: await needOf(read, exerciseId),
    outcomes: await outcomesServed(read, aboutExercise(exerciseId)),
    valueNetPence: valuation?.netPence ?? null,
    valueGrossPence: valuation?.grossPence ?? null,
    route: valuation && { name: valuation.route, rule: valuation.rule, planRequired: valuation.planRequired, aboveThreshold: valuation.aboveThreshold },
    socialValue: await socialValueAnswers(read, exerciseId),
    specification,
    measures: specification ? await measuresOf(read, aboutSpecification(specification.id)) : [],
    whatBlocksAdvertising: advertisingBlocks(exercise, await gateFacts(read, exerciseId)),
  };
}

/** May something be advertised from this exercise now? Asked inside the publishing command; a refusal names all that is missing. */
export async function mayAdvertise(read: Read, exerciseId: string): Promise<Decision> {
  const exercise = await exerciseById(read, exerciseId);
  if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
  const blocks = advertisingBlocks(exercise, await gateFacts(read, exerciseId));
  if (blocks.length === 0) return allow();
  return refuse('exercise-not-ready', 'This cannot be advertised yet.', {
    more: blocks.map((sentence) => ({ sentence })),
    rule: { sentence: 'A procurement is advertised only with an approved specification, the plan its value asks for and the social value consideration complete.', source: 'Select committee REP 6.1.2 (PL-08), PRG recommendation 14 (PL-01)', confidence: 'P' },
  });
}
