import { z } from 'zod';
import { isId } from '#kernel/ids';
import { allow, refuse, type Refused } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { askApprovals, type ApprovalSubject } from '#parts/approvals';
import { measureCommands, measuresOf, onlyOutputs, OUTCOMES_RULE } from '#parts/measures';
import { linkRecords } from '#parts/thread';
import { exerciseFacts, lockExercise, type ExerciseFacts } from '#needs';
import { benefitsInDoubt, RELEVANCE_RULE, socialValueAnswers } from '#social-value';
import { decidePutForward, decideSpecificationChange, SECTION_NAMES, type Specification } from './specification.ts';
import { specificationsActs } from './specifications.acts.ts';
import { aboutSpecification, approveSpecification, insertSpecification, lockSpecification, setOutputsOnlyReason, specificationHash, updateSections } from './specification.store.ts';

const LONGEST = 50_000;
const GONE = refuse('not-found', 'This specification is not there any more.');
const specificationId = z.string().refine(isId, 'This specification is not there');
const record = (input: { specificationId: string }) => aboutSpecification(input.specificationId);
const section = z.string().trim().max(LONGEST, `Keep this section to ${LONGEST.toLocaleString('en-GB')} characters`);

interface Held {
  readonly kind: 'held';
  readonly specification: Specification;
  readonly exercise: ExerciseFacts;
}

/** The specification and its exercise, held where they are; the exercise first, as its gates do. */
async function hold(tx: Tx, id: string): Promise<Held | Refused> {
  const row = await tx.selectFrom('specification').select('exercise_id').where('id', '=', id).executeTakeFirst();
  const exercise = row ? await lockExercise(tx, row.exercise_id) : null;
  const specification = exercise ? await lockSpecification(tx, id) : null;
  return exercise && specification ? { kind: 'held', specification, exercise } : GONE;
}

/** Starts the first version, or the next as a copy of the newest. */
export const startSpecification = command({
  act: specificationsActs.start,
  input: z.object({ exerciseId: z.string().refine(isId, 'This exercise is not there') }),
  record: ({ exerciseId }) => ({ kind: 'exercise', id: exerciseId }),
  perform: async ({ tx }, { exerciseId }) => {
    const exercise = await lockExercise(tx, exerciseId);
    if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
    const change = decideSpecificationChange({ state: 'draft' }, exercise.stage);
    if (change.kind === 'refused') return change;
    const id = await insertSpecification(tx, exerciseId);
    if (!id) return refuse('draft-there', 'A draft is there already: change that one.');
    await linkRecords(tx, { kind: 'exercise', id: exerciseId }, 'led to', aboutSpecification(id));
    return done(id, { record: { kind: 'exercise', id: exerciseId }, bodyId: exercise.bodyId, after: { specificationId: id } });
  },
});

export const saveSpecification = command({
  act: specificationsActs.save,
  input: z.object({ specificationId, revision: z.coerce.number().int().min(1).catch(-1), summary: section, whoFor: section, service: section, standards: section, socialConsidered: section.default(''), socialRecommended: section.default(''), socialRelevant: section.default('') }),
  record,
  perform: async ({ tx }, { specificationId: id, revision, ...sections }) => {
    const held = await hold(tx, id);
    if (held.kind === 'refused') return held;
    const change = decideSpecificationChange(held.specification, held.exercise.stage);
    if (change.kind === 'refused') return change;
    if (!(await updateSections(tx, id, revision, sections))) {
      return refuse('conflict', 'A colleague saved this specification after you opened it. What you typed is still here; what they saved is shown above it. Save again to keep yours.');
    }
    const before = Object.fromEntries(SECTION_NAMES.map((name) => [name, held.specification[name]]));
    return done(revision + 1, { record: record({ specificationId: id }), bodyId: held.exercise.bodyId, before, after: sections });
  },
});

/** Its measures change as its words do. */
export const specificationMeasures = measureCommands({
  kind: 'specification',
  acts: { add: specificationsActs.addMeasure, change: specificationsActs.changeMeasure, remove: specificationsActs.removeMeasure },
  mayChange: async (tx, id) => {
    const held = await hold(tx, id);
    if (held.kind === 'refused') return held;
    const change = decideSpecificationChange(held.specification, held.exercise.stage);
    return change.kind === 'refused' ? change : allow(held.exercise.bodyId);
  },
});

/** Asks the lead director to approve a draft. With outputs alone it needs a reason, which is kept with it and shown to the director. */
export const putForwardSpecification = command({
  act: specificationsActs.putForward,
  input: z.object({ specificationId, outputsOnlyReason: z.string().trim().max(5000, 'Keep the reason to 5,000 characters') }),
  record,
  perform: async (context, { specificationId: id, outputsOnlyReason }) => {
    const { tx } = context;
    const held = await hold(tx, id);
    if (held.kind === 'refused') return held;
    const { specification, exercise } = held;
    const change = decideSpecificationChange(specification, exercise.stage);
    if (change.kind === 'refused') return change;
    const measures = await measuresOf(tx, aboutSpecification(id));
    const weight = (await socialValueAnswers(tx, exercise.id))?.weightPercent ?? null;
    const decision = decidePutForward(specification, measures, outputsOnlyReason, weight !== null && !weight.isZero());
    if (decision.kind === 'refused') return decision;
    const overrides = onlyOutputs(measures);
    await setOutputsOnlyReason(tx, id, overrides ? outputsOnlyReason : null);
    await askApprovals(context, {
      about: aboutSpecification(id), subject: 'specification', bodyId: exercise.bodyId, contentHash: await specificationHash(tx, id),
      steps: [{ role: 'lead-director', ...(overrides ? { rule: OUTCOMES_RULE } : {}) }],
    });
    return done(id, { record: record({ specificationId: id }), bodyId: exercise.bodyId, after: { version: specification.version, measures: measures.length }, ...(overrides ? { reason: outputsOnlyReason, rule: OUTCOMES_RULE.sentence } : {}) });
  },
});

/** What the approvals part must know; `app.ts` hands it over. */
export const specificationApproval: ApprovalSubject = {
  subject: 'specification',
  aboutKind: 'specification',
  words: 'the specification',
  title: async (read, id) => {
    const row = await read.selectFrom('specification').select('exercise_id').where('id', '=', id).executeTakeFirst();
    return (row && (await exerciseFacts(read, row.exercise_id))?.title) ?? '';
  },
  hold,
  contentHash: specificationHash,
  address: (id) => `/specifications/${id}`,
  beforeAgreeing: decideRelevanceFirst,
  agreed: approve,
};

/** Whoever approves has confirmed or struck every benefit whose relevance is in doubt (SV-03). */
async function decideRelevanceFirst({ tx }: CommandContext, id: string): Promise<Refused | null> {
  const specification = await lockSpecification(tx, id);
  const [first, ...more] = specification ? await benefitsInDoubt(tx, specification.exerciseId) : [];
  if (!first) return null;
  return refuse('relevance-open', `${first.doubt} Confirm it or strike it before you approve: it stands under the specification’s social benefits.`, { rule: RELEVANCE_RULE, ...(more.length > 0 ? { more: more.map(({ doubt }) => ({ sentence: doubt! })) } : {}) });
}

async function approve({ tx, actor }: CommandContext, id: string): Promise<void> {
  const specification = await lockSpecification(tx, id);
  // The digest was compared under the approval's lock, and a draft can only leave that state here.
  if (!specification || !(await approveSpecification(tx, specification, actor.personId!))) throw new Error(`specification ${id} was agreed but is no draft`);
}
