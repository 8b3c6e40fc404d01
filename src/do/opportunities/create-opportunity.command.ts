import { z } from 'zod';
import { idFrom, isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import { command, done } from '#platform/command/command';
import { linkRecords } from '#parts/thread';
import { exerciseOf, type ExerciseOfOpportunity } from './exercise.store.ts';
import { draftOpportunity } from './draft-opportunity.store.ts';
import { opportunityReference } from './opportunity.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { optionalWords } from './typed-fields.ts';

/** Starts an opportunity: from its commissioning exercise, which fills most of it in, or on its own for a small purchase. */
export const createOpportunity = command({
  act: opportunitiesActs.create,
  input: z.object({
    bodyId: z.string().refine((text) => text === '' || isId(text), 'Choose the authority').default(''),
    exerciseId: z.string().refine((text) => text === '' || isId(text), 'Choose the exercise').default(''),
    title: optionalWords(200).default(''),
  }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const exercise = input.exerciseId === '' ? null : await exerciseOf(tx, input.exerciseId);
    if (input.exerciseId !== '' && !exercise) return refuse('no-exercise', 'That exercise is not here. Start from the exercise’s own page.', { field: 'exerciseId' });
    const bodyId = exercise?.bodyId ?? (input.bodyId === '' ? null : idFrom<'body'>(input.bodyId));
    if (bodyId === null) return refuse('no-body', 'Choose the authority that buys.', { field: 'bodyId' });
    if (!mayBuildFor(actor, bodyId)) return refuse('not-yours', 'You can start an opportunity only for an authority in which you are a procurement officer or commissioner.', { field: 'bodyId' });
    const title = input.title || exercise?.title || '';
    if (title === '') return refuse('no-title', 'Enter a title', { field: 'title' });
    const { id, reference } = await draftOpportunity(tx, { bodyId, title, createdBy: actor.personId, from: exercise ? fromExercise(exercise) : {} });
    if (exercise) {
      const from = exercise.specification ? { kind: 'specification', id: exercise.specification.id } : { kind: 'exercise', id: exercise.exerciseId };
      await linkRecords(tx, from, 'led to', opportunityReference(id));
    }
    return done({ opportunityId: id }, { record: opportunityReference(id), bodyId, after: { reference, title, ...(exercise ? { exerciseId: exercise.exerciseId } : {}) } });
  },
});

/** The bodies for which this person may start an opportunity. */
export const mayBuildFor = (actor: Actor, bodyId: string): boolean => holdsOn(actor, bodyId, 'procurement-officer', 'commissioner');

/** Nothing is typed twice: the specification's words are the advert's first draft. */
const fromExercise = (exercise: ExerciseOfOpportunity) => ({
  exerciseId: exercise.exerciseId,
  specificationId: exercise.specification?.id ?? null,
  summary: exercise.specification?.summary || exercise.needSummary,
  description: [exercise.specification?.service, exercise.specification?.whoFor && `Who it is for\n${exercise.specification.whoFor}`, exercise.specification?.standards && `Standards\n${exercise.specification.standards}`]
    .filter(Boolean).join('\n\n'),
  category: exercise.category,
  lightTouch: exercise.lightTouch,
  valueNetPence: exercise.valueNetPence,
  valueGrossPence: exercise.valueGrossPence,
  areaCodes: exercise.areaCodes,
});
