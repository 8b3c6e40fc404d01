import { z } from 'zod';
import { isId, type BodyId, type PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { command, done, type CommandContext } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { nextReference } from '#platform/reference';
import { createQuestionSet } from '#parts/questions';
import { linkRecords } from '#parts/thread';
import { endHoldings, grantRole, peopleOfBody, unitsOf } from '#parties';
import { publishedOutcomes, setOutcomesServed } from '#outcomes';
import { CATEGORIES, MECHANISMS, type Category, type Exercise, type Mechanism } from './exercise.ts';
import { exercisesActs } from './exercises.acts.ts';
import { BASIS_NAMES, basisWords, readLegalBasis } from './legal-basis.ts';
import { reviewedAgreement, supersedeValuation } from './came-of-it.store.ts';
import { insertExercise, legalBasisOf, lockExerciseRow, setOwner, updateExercise } from './exercise.store.ts';
import { aboutExercise } from './gate-facts.store.ts';
import { PROCUREMENT_PLAN } from './procurement-plan.questions.ts';
import { putExerciseInSearch } from './exercise-search.store.ts';

export const GONE = refuse('not-found', 'This exercise is not there any more.');
export const exerciseId = z.string().refine(isId, 'This exercise is not there');
export const exerciseRecord = (input: { exerciseId: string }) => aboutExercise(input.exerciseId);

const optionalId = (message: string) => z.union([z.literal('').transform(() => null), z.string().refine(isId, message)], message);
const description = {
  title: z.string().trim().min(1, 'Enter a title').max(200, 'The title must be 200 characters or fewer'),
  purpose: z.string().trim().min(1, 'Say in one plain sentence why this is commissioned').max(500, 'Keep the purpose to one sentence of 500 characters or fewer'),
  mechanism: z.enum(Object.keys(MECHANISMS) as [Mechanism, ...Mechanism[]], 'Choose a contract, a grant or an in-house service'),
  category: z.enum(Object.keys(CATEGORIES) as [Category, ...Category[]], 'Choose services, goods or works'),
  lightTouch: z.boolean(),
  unitId: optionalId('Choose a service from the list'),
};

/** Starts an exercise in Analyse. Whoever starts it owns it until it is handed over. It may start from what a review of an agreement found. */
export const createExercise = command({
  act: exercisesActs.create,
  input: z.object({ bodyId: z.string().refine(isId, 'Choose the body that commissions'), reviewedAgreementId: optionalId('This agreement is not there'), ...description }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const bodyId = input.bodyId as BodyId;
    if (!holdsOn(actor, bodyId, 'commissioner') || actor.personId === null) return refuse('not-yours', 'You are not a commissioner of that body.', { field: 'bodyId' });
    if (input.unitId && !(await isUnitOf(tx, bodyId, input.unitId))) return refuse('no-such-unit', 'Choose a service of this body', { field: 'unitId' });
    const reviewed = input.reviewedAgreementId ? await reviewedAgreement(tx, input.reviewedAgreementId) : null;
    if (input.reviewedAgreementId && reviewed?.bodyId !== bodyId) return refuse('no-such-agreement', 'That agreement is not one of this body.');
    const reference = await nextReference(tx, bodyId, 'EX');
    const id = await insertExercise(tx, { ...input, bodyId, reference, ownerId: actor.personId });
    const granted = await grantRole(tx, { personId: actor.personId, role: 'owner', scopeKind: 'exercise', scopeId: id, grantedBy: actor.personId });
    if (granted.kind === 'refused') return granted;
    await createQuestionSet(tx, aboutExercise(id), PROCUREMENT_PLAN.purpose, PROCUREMENT_PLAN.title, PROCUREMENT_PLAN.questions);
    if (reviewed) {
      await linkRecords(tx, { kind: 'agreement', id: reviewed.id }, 'was reviewed into', aboutExercise(id));
      const offered = new Set<string>((await publishedOutcomes(tx, bodyId)).map((outcome) => outcome.id));
      await setOutcomesServed(tx, aboutExercise(id), bodyId, reviewed.outcomeIds.filter((outcomeId) => offered.has(outcomeId)));
    }
    return done(id, { record: aboutExercise(id), bodyId, after: { reference, title: input.title, purpose: input.purpose, mechanism: input.mechanism, reviewedAgreementId: input.reviewedAgreementId } });
  },
});

const isUnitOf = async (tx: Tx, bodyId: string, unitId: string): Promise<boolean> => (await unitsOf(tx, bodyId)).some(({ id }) => id === unitId);

/** Saves what it is for: title, purpose, kind and the split of its legal basis. */
export const saveExercise = command({
  act: exercisesActs.save,
  input: z.object({
    exerciseId, revision: z.coerce.number().int().min(1).catch(-1), ...description,
    statutory: z.string().max(20, 'Statutory must be a number from 0 to 100'), discretionary: z.string().max(20, 'Discretionary must be a number from 0 to 100'), 'best-practice': z.string().max(20, 'Best practice must be a number from 0 to 100'),
  }),
  record: exerciseRecord,
  perform: async ({ tx }, input) => {
    const exercise = await lockExerciseRow(tx, input.exerciseId);
    if (!exercise) return GONE;
    const split = readLegalBasis(Object.fromEntries(BASIS_NAMES.map((basis) => [basis, input[basis]])) as Parameters<typeof readLegalBasis>[0]);
    if (split.kind === 'refused') return split;
    const isRouted = input.mechanism !== exercise.mechanism || input.category !== exercise.category || input.lightTouch !== exercise.lightTouch;
    if (isRouted && exercise.stage !== 'analyse' && exercise.stage !== 'plan') return refuse('too-late', 'The plan is agreed, so what is bought and how no longer changes.', { field: 'mechanism' });
    if (input.unitId && input.unitId !== exercise.unitId && !(await isUnitOf(tx, exercise.bodyId, input.unitId))) return refuse('no-such-unit', 'Choose a service of this body', { field: 'unitId' });
    const before = basisWords(await legalBasisOf(tx, exercise.id));
    if (!(await updateExercise(tx, exercise.id, input.revision, input, split.value))) {
      return refuse('conflict', 'A colleague saved this exercise after you opened it. What you typed is still here; save again to keep yours.');
    }
    if (isRouted) await supersedeValuation(tx, exercise.id);
    if (exercise.stage !== 'analyse') await putExerciseInSearch(tx, { ...exercise, title: input.title, purpose: input.purpose });
    return done(exercise.id, {
      record: exerciseRecord(input), bodyId: exercise.bodyId, before: { ...describe(exercise), legalBasis: before },
      after: { title: input.title, purpose: input.purpose, mechanism: input.mechanism, category: input.category, lightTouch: input.lightTouch, legalBasis: basisWords(split.value) },
    });
  },
});

const describe = ({ title, purpose, mechanism, category, lightTouch }: Exercise) => ({ title, purpose, mechanism, category, lightTouch });

/** Nothing is owned by nobody: the new owner takes the role as the old one gives it up. */
export const handOverExercise = command({
  act: exercisesActs.handOver,
  input: z.object({ exerciseId, ownerId: z.string().refine(isId, 'Choose who takes it over'), reason: z.string().trim().min(1, 'Say why it is handed over').max(2000, 'Keep the reason to 2,000 characters') }),
  record: exerciseRecord,
  perform: async ({ tx, actor }, { exerciseId: id, ownerId, reason }) => {
    const exercise = await lockExerciseRow(tx, id);
    if (!exercise) return GONE;
    if (exercise.stage === 'closed') return refuse('wrong-state', 'This exercise is closed, so there is nothing to hand over.');
    if (ownerId === exercise.ownerId) return refuse('same-owner', 'Choose somebody other than the present owner', { field: 'ownerId' });
    if (!(await peopleOfBody(tx, exercise.bodyId, '', 10_000)).some((person) => person.id === ownerId)) return refuse('not-staff', 'Choose somebody with a role at this body', { field: 'ownerId' });
    const given = await giveExercise(tx, exercise, { to: ownerId as PersonId, by: actor.personId, reason });
    if (given.kind === 'refused') return refuse(given.code, given.sentence, { field: 'ownerId', ...(given.rule ? { rule: given.rule } : {}) });
    return done(id, { record: exerciseRecord({ exerciseId: id }), bodyId: exercise.bodyId, before: { ownerId: exercise.ownerId }, after: { ownerId }, reason });
  },
});

interface Giving { readonly to: PersonId; readonly by: PersonId | null; readonly reason: string }

/** The role of its owner goes to another person, and the row with it. Its caller holds the row. */
async function giveExercise(tx: Tx, exercise: Pick<Exercise, 'id' | 'ownerId'>, { to, by, reason }: Giving): Promise<Decision> {
  const granted = await grantRole(tx, { personId: to, role: 'owner', scopeKind: 'exercise', scopeId: exercise.id, grantedBy: by, reason });
  if (granted.kind === 'refused') return granted;
  const old = await tx.selectFrom('role_holding').select('id').where('person_id', '=', exercise.ownerId).where('role', '=', 'owner').where('scope_kind', '=', 'exercise').where('scope_id', '=', exercise.id).where('held_until', 'is', null).execute();
  await endHoldings(tx, old.map((holding) => holding.id), reason);
  await setOwner(tx, exercise.id, to);
  return allow();
}

/** Every open exercise that somebody owns at a body, to one heir. @returns how many */
export async function giveExercises({ tx, actor }: CommandContext, { from, to, bodyId, reason }: { readonly from: PersonId; readonly to: PersonId; readonly bodyId: BodyId; readonly reason: string }): Promise<Decision<number>> {
  const owned = await tx.selectFrom('exercise').select('id').where('owner_id', '=', from).where('body_id', '=', bodyId).where('stage', '<>', 'closed').orderBy('id').forUpdate().execute();
  for (const { id } of owned) {
    const given = await giveExercise(tx, { id: id as Exercise['id'], ownerId: from }, { to, by: actor.personId, reason });
    if (given.kind === 'refused') return given;
  }
  return allow(owned.length);
}
