import { approvalsOf, decideApproval } from '#parts/approvals';
import { answersOf, stampOf } from '#parts/questions';
import { completeAnalyse, completePlan, createExercise, planOf, putPlanForward, saveExercise, savePlan } from '#exercises';
import { addEvidence, needOf, saveNeed } from '#needs';
import { publishedOutcomes } from '#outcomes';
import { unitsOf } from '#parties';
import { valueExercise } from '#routes';
import { considerSocialValue } from '#social-value';
import { putForwardSpecification, saveSpecification, specificationMeasures, startSpecification } from '#specifications';
import type { Cast } from './cast.ts';

/** What one exercise of the demonstration is for, as its commissioner would type it. */
export interface ExerciseStory {
  readonly title: string;
  readonly purpose: string;
  readonly unit: string;
  readonly lightTouch: boolean;
  /** Statutory, discretionary and best practice; totals 100. Left out while it is not classified. */
  readonly legalBasis?: readonly [statutory: string, discretionary: string, bestPractice: string];
}

export interface NeedStory {
  readonly userGroup: string;
  readonly sizeOfNeed: string;
  readonly levelOfNeed: string;
  /** ONS codes. */
  readonly areas: readonly string[];
  /** Codes of the published framework. */
  readonly outcomes: readonly string[];
  readonly budget: string;
  readonly budgetYears: string;
  readonly evidence: readonly { readonly title: string; readonly source: string; readonly daysAgo: number; readonly address?: string }[];
}

export interface MeasureStory {
  readonly name: string;
  readonly kind: 'input' | 'activity' | 'output' | 'outcome' | 'impact';
  readonly accountability?: 'how-much' | 'how-well' | 'better-off';
  readonly unit: string;
  readonly target: string;
  readonly baseline?: string;
  readonly method: string;
  readonly collectedBy: string;
  readonly keyPerformanceIndicator?: boolean;
}

export interface SpecificationStory {
  readonly summary: string;
  readonly whoFor: string;
  readonly service: string;
  readonly standards: string;
  readonly measures: readonly MeasureStory[];
}

export interface SocialValueStory {
  readonly improve: string;
  readonly secure: string;
  readonly consult: string;
  readonly weight: string;
  readonly weightReason: string;
}

/** An answer of the procurement plan by its question's key: the words, the evidence, and whose answer it is. */
export type PlanStory = Readonly<Record<string, readonly [words: string, evidence: string, owner: string]>>;

export async function startExercise(cast: Cast, story: ExerciseStory): Promise<string> {
  const units = await cast.services.database.read((read) => unitsOf(read, cast.bodyId as never));
  const description = {
    title: story.title, purpose: story.purpose, mechanism: 'contract', category: 'services', lightTouch: story.lightTouch,
    unitId: units.find(({ name }) => name === story.unit)?.id ?? '',
  };
  const exerciseId = await cast.act(createExercise, 'commissioner', { bodyId: cast.bodyId, reviewedAgreementId: '', ...description });
  if (story.legalBasis) {
    const [statutory, discretionary, bestPractice] = story.legalBasis;
    await cast.act(saveExercise, 'commissioner', { exerciseId, revision: 1, ...description, statutory, discretionary, 'best-practice': bestPractice });
  }
  return exerciseId;
}

/** Records the need. An empty budget or user group leaves it incomplete, as a need often is at first. */
export async function recordNeed(cast: Cast, exerciseId: string, story: NeedStory): Promise<void> {
  const { version, outcomes } = await cast.services.database.read(async (read) => ({
    version: (await needOf(read, exerciseId))?.version ?? 0, outcomes: await publishedOutcomes(read, cast.bodyId as never),
  }));
  const outcomeIds = story.outcomes.map((code) => outcomes.find((outcome) => outcome.code === code)!.id);
  const { evidence, areas, outcomes: _codes, ...need } = story;
  await cast.act(saveNeed, 'commissioner', { exerciseId, version, ...need, areaCodes: areas, otherAreas: '', outcomeIds });
  for (const { title, source, daysAgo, address } of evidence) {
    await cast.act(addEvidence, 'commissioner', { exerciseId, title, source, datedOn: cast.date(-daysAgo), address: address ?? '' });
  }
}

export const passAnalyse = (cast: Cast, exerciseId: string): Promise<unknown> => cast.act(completeAnalyse, 'commissioner', { exerciseId });

/** What the demonstration's specifications say of social value, where a story has no words of its own. */
const SOCIAL_STATEMENT = {
  socialConsidered: 'What the service might do for the place beside its own purpose was talked over with people who use it and with providers, before the specification was written.',
  socialRecommended: 'Social value has its share of the award, under a criterion of its own, and every bidder is asked the same question about it.',
  socialRelevant: 'The work is done by people, with people, in the places it is for: who is trained, paid and helped by it is part of what is bought.',
};

/** Writes a specification with its measures. @returns its id, still a draft */
export async function writeSpecification(cast: Cast, exerciseId: string, { measures, ...sections }: SpecificationStory): Promise<string> {
  const specificationId = await cast.act(startSpecification, 'commissioner', { exerciseId });
  await cast.act(saveSpecification, 'commissioner', { specificationId, revision: 1, ...SOCIAL_STATEMENT, ...sections });
  for (const measure of measures) {
    await cast.act(specificationMeasures.add, 'commissioner', {
      aboutId: specificationId, nature: 'quantitative', accountability: '', baseline: '', baselineConfidence: measure.baseline ? 'medium' : '', baselineNote: '', targetWords: '', targetOn: '',
      promisedBy: 'provider', socialValue: false, keyPerformanceIndicator: false, ...measure,
    });
  }
  return specificationId;
}

/** Puts a specification forward, and the lead director approves it. */
export async function approveSpecification(cast: Cast, specificationId: string): Promise<void> {
  await cast.act(putForwardSpecification, 'commissioner', { specificationId, outputsOnlyReason: '' });
  await agree(cast, 'director', { kind: 'specification', id: specificationId }, 'specification');
}

/** @param annual pounds a year without VAT */
export const value = (cast: Cast, exerciseId: string, annual: string, years: string, extensionYears = '0'): Promise<unknown> =>
  cast.act(valueExercise, 'commissioner', { exerciseId, annual, years, extensionYears, oneOff: '', lots: [], vat: '20' });

export const considerWellBeing = (cast: Cast, exerciseId: string, story: SocialValueStory): Promise<unknown> =>
  cast.act(considerSocialValue, 'commissioner', { exerciseId, ...story, version: 0 });

export async function answerPlan(cast: Cast, exerciseId: string, story: PlanStory): Promise<void> {
  const [plan, before] = await cast.services.database.read(async (read) => [await planOf(read, exerciseId), await answersOf(read, { kind: 'exercise', id: exerciseId })] as const);
  const answers = Object.fromEntries((plan?.questions ?? []).flatMap((question) => {
    const answer = story[question.key ?? ''];
    return answer ? [[question.id, { texts: [answer[0]], evidence: answer[1], ownerId: cast.person(answer[2]), stamp: stampOf(before.get(question.id)) }]] : [];
  }));
  await cast.act(savePlan, 'commissioner', { exerciseId, answers });
}

/** The plan is put forward, agreed, and the Plan gate passed. */
export async function passPlan(cast: Cast, exerciseId: string): Promise<void> {
  await cast.act(putPlanForward, 'commissioner', { exerciseId });
  await agree(cast, 'director', { kind: 'exercise', id: exerciseId }, 'plan');
  await cast.act(completePlan, 'commissioner', { exerciseId });
}

/** Somebody agrees to what waits for them on a record. */
export async function agree(cast: Cast, who: string, about: { readonly kind: string; readonly id: string }, subject: string): Promise<void> {
  const asked = (await cast.services.database.read((read) => approvalsOf(read, about, subject))).findLast(({ state }) => state === 'asked');
  await cast.act(decideApproval, who, { approvalId: asked?.id, decision: 'agree', reason: '' });
}
