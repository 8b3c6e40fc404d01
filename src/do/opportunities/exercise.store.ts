import { idFrom, type BodyId, type Id } from '#kernel/ids';
import type { GrossPence, NetPence } from '#kernel/money';
import { exerciseForOpportunity } from '#exercises';
import type { Need } from '#needs';
import { socialValueAnswers } from '#social-value';
import type { Read } from '#platform/database/connection';
import type { Category } from './opportunity.ts';

/** What an opportunity takes over from its commissioning exercise, in this room's words. */
export interface ExerciseOfOpportunity {
  readonly exerciseId: Id<'exercise'>;
  readonly bodyId: BodyId;
  readonly title: string;
  /** Who, how many and how great, in plain words. */
  readonly needSummary: string;
  readonly outcomes: readonly string[];
  readonly areaCodes: readonly string[];
  readonly valueNetPence: NetPence | null;
  readonly valueGrossPence: GrossPence | null;
  readonly lightTouch: boolean;
  readonly category: Category;
  /** All that stands in the way of advertising (PL-08, SV-01). */
  readonly refusals: readonly string[];
  readonly socialValue: SocialValueShown | null;
  readonly specification: { readonly id: Id<'specification'>; readonly summary: string; readonly service: string; readonly whoFor: string; readonly standards: string } | null;
}

/** The three duties of the Social Value Act, as answered in Plan and shown with the advert (SV-01). */
export interface SocialValueShown {
  readonly improve: string | null;
  readonly secure: string | null;
  readonly consult: string | null;
  readonly consideredOn: string | null;
  readonly weightPercent: string | null;
  readonly weightReason: string | null;
}

/** Null when there is no such exercise. */
export async function exerciseOf(read: Read, exerciseId: string): Promise<ExerciseOfOpportunity | null> {
  const exercise = await exerciseForOpportunity(read, exerciseId);
  if (!exercise) return null;
  const considered = await socialValueAnswers(read, exerciseId);
  return {
    exerciseId: idFrom<'exercise'>(exercise.exerciseId), bodyId: idFrom<'body'>(exercise.bodyId), title: exercise.title, lightTouch: exercise.lightTouch, category: exercise.category,
    needSummary: exercise.need ? needInWords(exercise.need) : '',
    outcomes: exercise.outcomes.map(({ title }) => title),
    areaCodes: exercise.need?.areas.map(({ code }) => code) ?? [],
    valueNetPence: exercise.valueNetPence, valueGrossPence: exercise.valueGrossPence,
    refusals: exercise.whatBlocksAdvertising,
    socialValue: considered && {
      improve: considered.improve, secure: considered.secure, consult: considered.consult, consideredOn: considered.consideredOn,
      weightPercent: considered.weightPercent?.toString() ?? null, weightReason: considered.weightReason,
    },
    specification: exercise.specification && {
      id: exercise.specification.id, summary: exercise.specification.summary, service: exercise.specification.service, whoFor: exercise.specification.whoFor, standards: exercise.specification.standards,
    },
  };
}

/** The budget is left out: what bidders are told of money is the opportunity's own value. */
const needInWords = ({ userGroup, sizeOfNeed, levelOfNeed }: Need): string => [userGroup, sizeOfNeed, levelOfNeed].filter(Boolean).join('. ');
