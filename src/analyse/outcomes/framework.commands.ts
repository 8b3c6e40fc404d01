import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { putInSearch, removeFromSearch } from '#platform/search/search-index';
import { decideOutcome, decidePublication, type Framework } from './outcome.ts';
import { outcomesActs } from './outcomes.acts.ts';
import { deleteWording, insertDraft, insertOutcome, lockFramework, publish, publishedFramework, updateOutcome } from './framework.store.ts';

const GONE = refuse('not-found', 'This version is not there any more.');
const OUTCOME_GONE = refuse('not-found', 'This outcome is not in the draft any more: a colleague may have removed it.');
const id = z.string().refine(isId, 'This is not there');
const record = ({ frameworkId }: { frameworkId: string }) => ({ kind: 'outcome-framework', id: frameworkId });

const wording = {
  parentId: z.union([z.literal('').transform(() => null), id], 'Choose the strategic outcome that this one supports'),
  code: z.string().trim().min(1, 'Enter a code, such as S1 or 1.2').max(20, 'The code must be 20 characters or fewer'),
  title: z.string().trim().min(1, 'Enter the outcome').max(300, 'The outcome must be 300 characters or fewer'),
  description: z.string().trim().max(5000, 'The description must be 5,000 characters or fewer'),
};

/** Starts the next version of a body's framework, as a copy of the one in force. */
export const draftFramework = command({
  act: outcomesActs.draft,
  input: z.object({
    bodyId: z.string().refine(isId, 'Choose the body whose framework it is'),
    title: z.string().trim().min(1, 'Enter a title').max(200, 'The title must be 200 characters or fewer'),
    words: z.string().trim().max(5000, 'The introduction must be 5,000 characters or fewer'),
  }),
  record: () => null,
  perform: async ({ tx, actor }, { bodyId, title, words }) => {
    if (!holdsOn(actor, bodyId, 'policy-officer')) return refuse('not-yours', 'You do not keep the framework of that body.', { field: 'bodyId' });
    const frameworkId = await insertDraft(tx, bodyId as BodyId, title, words);
    if (!frameworkId) return refuse('draft-there', 'A draft is there already: finish or publish it first.');
    return done(frameworkId, { record: record({ frameworkId }), bodyId: bodyId as BodyId, after: { title } });
  },
});

export const addOutcome = command({
  act: outcomesActs.add,
  input: z.object({ frameworkId: id, ...wording }),
  record,
  perform: async ({ tx }, { frameworkId, ...draft }) => {
    const framework = await lockFramework(tx, frameworkId);
    if (!framework) return GONE;
    const level = decideOutcome(framework, draft, null);
    if (level.kind === 'refused') return level;
    const outcomeId = await insertOutcome(tx, framework, level.value, draft);
    return done(outcomeId, { record: record({ frameworkId }), bodyId: framework.bodyId as BodyId, after: { outcomeId, ...draft } });
  },
});

export const changeOutcome = command({
  act: outcomesActs.change,
  input: z.object({ frameworkId: id, outcomeId: id, ...wording }),
  record,
  perform: async ({ tx }, { frameworkId, outcomeId, ...draft }) => {
    const framework = await lockFramework(tx, frameworkId);
    if (!framework) return GONE;
    const before = framework.outcomes.find((one) => one.id === outcomeId);
    if (!before) return OUTCOME_GONE;
    const level = decideOutcome(framework, draft, outcomeId);
    if (level.kind === 'refused') return level;
    await updateOutcome(tx, framework, outcomeId, level.value, draft);
    return done(outcomeId, { record: record({ frameworkId }), bodyId: framework.bodyId as BodyId, before: { ...before }, after: { outcomeId, ...draft } });
  },
});

export const removeOutcome = command({
  act: outcomesActs.remove,
  input: z.object({ frameworkId: id, outcomeId: id }),
  record,
  perform: async ({ tx }, { frameworkId, outcomeId }) => {
    const framework = await lockFramework(tx, frameworkId);
    if (!framework) return GONE;
    if (framework.state !== 'draft') return refuse('wrong-state', 'This version is published, so its outcomes no longer change.');
    const before = framework.outcomes.find((one) => one.id === outcomeId);
    if (!before) return OUTCOME_GONE;
    if (framework.outcomes.some(({ parentId }) => parentId === outcomeId)) return refuse('has-supporting', 'Other outcomes support this one: remove or move them first.');
    await deleteWording(tx, framework, outcomeId);
    return done(outcomeId, { record: record({ frameworkId }), bodyId: framework.bodyId as BodyId, before: { ...before } });
  },
});

/** Puts a draft in force. What was in force is superseded and stays readable. */
export const publishFramework = command({
  act: outcomesActs.publish,
  input: z.object({ frameworkId: id }),
  record,
  perform: async ({ tx }, { frameworkId }) => {
    const framework = await lockFramework(tx, frameworkId);
    if (!framework) return GONE;
    const decision = decidePublication(framework);
    if (decision.kind === 'refused') return decision;
    const before = await publishedFramework(tx, framework.bodyId);
    if (!(await publish(tx, framework))) return refuse('wrong-state', 'A colleague has just published this version.');
    await putOutcomesInSearch(tx, framework, before);
    return done(frameworkId, { record: record({ frameworkId }), bodyId: framework.bodyId as BodyId, before: { version: before?.version ?? null }, after: { version: framework.version } });
  },
});

async function putOutcomesInSearch(tx: Tx, framework: Framework, before: Framework | null): Promise<void> {
  for (const outcome of framework.outcomes) {
    await putInSearch(tx, {
      record: { kind: 'outcome', id: outcome.id }, bodyId: framework.bodyId, title: `${outcome.code} ${outcome.title}`, address: `/outcomes/${outcome.id}`,
      summary: outcome.description || `${outcome.level === 'strategic' ? 'Strategic' : 'Supporting'} outcome of the ${framework.title}`,
    });
  }
  for (const dropped of before?.outcomes.filter(({ id }) => !framework.outcomes.some((one) => one.id === id)) ?? []) await removeFromSearch(tx, { kind: 'outcome', id: dropped.id });
}
