import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { approvalsOf, decideApproval } from '#parts/approvals';
import { plainMeasure, type MeasureDraft } from '#parts/measures';
import { answersOf, answerField, postedAnswers, stampOf } from '#parts/questions';
import { Posted } from '#platform/web/posted';
import { addEvidence, needOf, saveNeed } from '#needs';
import { addOutcome, draftFramework, publishFramework } from '#outcomes';
import { putForwardSpecification, saveSpecification, specificationMeasures, startSpecification } from '#specifications';
import type { House } from '../../../tests/house.ts';
import { aboutExercise, planOf } from './gate-facts.store.ts';
import { createExercise } from './exercise.commands.ts';
import { completeAnalyse } from './gate.commands.ts';
import { putPlanForward, savePlan } from './plan.commands.ts';

/** People and a published framework, as the tests of many rooms want them. */
export interface County {
  readonly bodyId: BodyId;
  readonly commissioner: PersonId;
  readonly director: PersonId;
  readonly policyOfficer: PersonId;
  readonly strategic: string;
  readonly supporting: string;
}

/** A body with a framework of one strategic and two supporting outcomes in force. */
export async function addCounty(house: House, slug: string): Promise<County> {
  const bodyId = await house.addBody(slug);
  const commissioner = await house.addPerson('Casey Commissioner', ['commissioner', bodyId]);
  const director = await house.addPerson('Dana Director', ['lead-director', bodyId]);
  const policyOfficer = await house.addPerson('Pat Policy', ['policy-officer', bodyId]);
  await house.database.write((tx) => tx.insertInto('area').values({ code: 'E10000016', name: 'Kent', kind: 'county' }).onConflict((conflict) => conflict.doNothing()).execute());
  const frameworkId = await house.mustRun(draftFramework, policyOfficer, { bodyId, title: 'Strategic Outcomes Framework', words: '' });
  const strategic = await house.mustRun(addOutcome, policyOfficer, { frameworkId, parentId: '', code: 'S1', title: 'Families stay together', description: '' });
  const supporting = await house.mustRun(addOutcome, policyOfficer, { frameworkId, parentId: strategic, code: '1.1', title: 'Separated parents agree about their children', description: '' });
  await house.mustRun(addOutcome, policyOfficer, { frameworkId, parentId: strategic, code: '1.2', title: 'Fewer children in care', description: '' });
  await house.mustRun(publishFramework, policyOfficer, { frameworkId });
  return { bodyId, commissioner, director, policyOfficer, strategic, supporting };
}

/** An exercise in Analyse. */
export const addExercise = (house: House, county: County, title = 'Family mediation', mechanism: 'contract' | 'grant' | 'in-house' = 'contract'): Promise<string> =>
  house.mustRun(createExercise, county.commissioner, {
    bodyId: county.bodyId, reviewedAgreementId: '', title, purpose: 'So that separated parents agree about their children without a court.', mechanism, category: 'services', lightTouch: true, unitId: '',
  });

/** Every part of the needs record, each of which a test may leave out. */
export async function fillNeed(house: House, county: County, exerciseId: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const version = (await house.database.read((read) => needOf(read, exerciseId)))?.version ?? 0;
  await house.mustRun(saveNeed, county.commissioner, {
    exerciseId, version, userGroup: 'Separated parents', sizeOfNeed: '1,140 families', levelOfNeed: 'Half go to court within a year', areaCodes: [], otherAreas: 'Kent', outcomeIds: [county.supporting],
    budget: '£240,000', budgetYears: '3', ...more,
  });
}

export const addSource = (house: House, county: County, exerciseId: string): Promise<unknown> =>
  house.mustRun(addEvidence, county.commissioner, { exerciseId, title: '1,140 families wait', source: 'Joint Strategic Needs Assessment', datedOn: '2026-03-31', address: '' });

/** An exercise whose Analyse gate is passed. */
export async function addPlannedExercise(house: House, county: County, title?: string, mechanism?: 'contract' | 'grant' | 'in-house'): Promise<string> {
  const exerciseId = await addExercise(house, county, title, mechanism);
  await fillNeed(house, county, exerciseId);
  await addSource(house, county, exerciseId);
  await house.mustRun(completeAnalyse, county.commissioner, { exerciseId });
  return exerciseId;
}

/** A measure as a form sends it. */
export function typedMeasure(draft: MeasureDraft): Record<string, unknown> {
  const text = (value: { toString(): string } | null) => value?.toString() ?? '';
  return { ...Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, typeof value === 'boolean' ? value : text(value)])), method: draft.method ?? 'counted', collectedBy: draft.collectedBy ?? 'provider' };
}

/** A draft specification with every section written and the measures given. */
export async function writeSpecification(house: House, county: County, exerciseId: string, measures: readonly MeasureDraft[]): Promise<string> {
  const specificationId = await house.mustRun(startSpecification, county.commissioner, { exerciseId });
  await house.mustRun(saveSpecification, county.commissioner, { specificationId, revision: 1, summary: 'Mediation for parents', whoFor: 'Separated parents', service: 'Five sessions', standards: '', socialConsidered: 'With parents, in May', socialRecommended: '10% of the award', socialRelevant: 'Mediators are trained here' });
  for (const measure of measures) await house.mustRun(specificationMeasures.add, county.commissioner, { aboutId: specificationId, ...typedMeasure({ ...measure, target: decimal('10') }) });
  return specificationId;
}

/** As the lead director, agrees what waits for them on a record. */
export async function agree(house: House, director: PersonId, kind: string, id: string, subject: string): Promise<void> {
  const waiting = (await house.database.read((read) => approvalsOf(read, { kind, id }, subject))).findLast(({ state }) => state === 'asked');
  await house.mustRun(decideApproval, director, { approvalId: waiting?.id, decision: 'agree', reason: '' });
}

/** An approved specification with an outcome measure. */
export async function approveSpecificationOf(house: House, county: County, exerciseId: string): Promise<string> {
  const id = await writeSpecification(house, county, exerciseId, [plainMeasure('sessions held', 'output'), plainMeasure('parents who agree a plan', 'outcome')]);
  await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: '' });
  await agree(house, county.director, 'specification', id, 'specification');
  return id;
}

/** A current valuation straight into the table, which is the routes room's. */
export async function setValuation(house: House, exerciseId: string, netPence: bigint, planRequired: boolean): Promise<void> {
  await house.database.write(async (tx) => {
    await tx.updateTable('valuation').set((set) => ({ superseded_at: set.fn<Date>('wantsum_clock') })).where('exercise_id', '=', exerciseId).where('superseded_at', 'is', null).execute();
    await tx.insertInto('valuation').values({
      id: newId<'valuation'>(), exercise_id: exerciseId, annual_net_pence: netPence, years: '1', vat_percent: '20', whole_life_net_pence: netPence, whole_life_gross_pence: (netPence * 6n) / 5n, route: 'advertised',
      rule: 'Advertised to everyone', rule_source: 'Local policy', law_pack: 'uk-2026', law_version: '1', above_threshold: false, plan_required: planRequired, decided_on: '2026-04-01',
    }).execute();
  });
}

/** Answers to the three duties straight into the table, which is the social-value room's. */
export async function setSocialValue(house: House, exerciseId: string, consult: string | null = 'Yes: parents were asked'): Promise<void> {
  const answers = { improve: 'Local jobs', secure: 'Scored at 10%', consult, weight_percent: '10' };
  await house.database.write((tx) => tx.insertInto('social_value_consideration').values({ id: newId<'social_value_consideration'>(), exercise_id: exerciseId, ...answers })
    .onConflict((conflict) => conflict.column('exercise_id').doUpdateSet((set) => ({ ...answers, version: set('social_value_consideration.version', '+', 1) }))).execute());
}

/** Answers every question of the procurement plan but those whose keys are left out. */
export async function answerPlan(house: House, county: County, exerciseId: string, leaveOut: readonly string[] = []): Promise<void> {
  const [plan, before] = await house.database.read(async (read) => [await planOf(read, exerciseId), await answersOf(read, aboutExercise(exerciseId))] as const);
  const values: Record<string, string> = {};
  for (const question of plan!.questions) {
    const name = answerField(question.id);
    if (leaveOut.includes(question.key ?? '')) continue;
    Object.assign(values, { [name]: `About ${question.key}`, [`${name}-evidence`]: 'A paper', [`${name}-owner`]: county.commissioner, [`${name}-stamp`]: stampOf(before.get(question.id)) });
  }
  await house.mustRun(savePlan, county.commissioner, { exerciseId, answers: postedAnswers(new Posted(values)) });
}

/** Puts the plan forward, has the director agree, and leaves the gate to the test. */
export async function agreePlan(house: House, county: County, exerciseId: string): Promise<void> {
  await house.mustRun(putPlanForward, county.commissioner, { exerciseId });
  await agree(house, county.director, 'exercise', exerciseId, 'plan');
}
