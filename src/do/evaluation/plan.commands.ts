import { z } from 'zod';
import { decimal } from '#kernel/decimal';
import { idFrom, isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { criteriaOf, TIE_RULES } from '#parts/assessments';
import { addQuestion, createQuestionSet, questionsOf, removeQuestion } from '#parts/questions';
import { evaluationActs } from './evaluation.acts.ts';
import { lockOpportunity } from './evaluation.store.ts';
import { itemCriteria } from './plan.ts';
import { markLocal, PANEL_ITEMS, storePlan } from './plan.store.ts';
import { optionalNumber, optionalWhole, optionalWords, words } from './typed-fields.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const HUNDRED = decimal('100');
const FIXED = refuse('fixed', 'How bids are evaluated stands in the tender, so it can no longer be changed once that is published.');
const gone = refuse('not-found', 'This opportunity is not there any more.');

/** The rules of an evaluation beyond its weights. Before publication only: they are part of what bidders were told. */
export const savePlan = command({
  act: evaluationActs.changePlan,
  input: z.object({
    opportunityId: z.string(), anonymous: z.boolean(), pricesOpenedLater: z.boolean(),
    overallPassPoints: optionalNumber(HUNDRED, 'Enter points from 0 to 100, or leave it blank'), neutralPercent: optionalNumber(HUNDRED, 'Enter a percentage from 0 to 100, or leave it blank'),
    shortlistCount: optionalWhole(1, 50, 'Enter a number from 1 to 50, or leave it blank'), tieRules: z.array(z.union([z.enum(TIE_RULES, 'Choose from the rules shown'), z.literal('')])).max(TIE_RULES.length),
  }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, ...input }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (opportunity.state !== 'draft') return FIXED;
    const tieRules = input.tieRules.filter((rule) => rule !== '');
    if (new Set(tieRules).size !== tieRules.length) return refuse('twice', 'A rule for ties stands twice. Choose each once.', { field: 'tieRule-0' });
    await storePlan(tx, opportunityId, { ...input, tieRules });
    return done(undefined, { record: about(opportunityId), bodyId: opportunity.bodyId, before: { ...opportunity.plan }, after: { ...input, tieRules } });
  },
});

/** Adds something that is asked or looked at otherwise than in the written answers. Bidders see it with the tender. */
export const addItem = command({
  act: evaluationActs.changeItems,
  input: z.object({
    opportunityId: z.string(), criterionId: z.string().refine(isId, 'Choose what it belongs to'), text: words(1000, 'Write what is asked or looked at'),
    goodAnswer: optionalWords(2000), marks: optionalNumber(HUNDRED, 'Enter marks like 10, or leave it blank'),
    testsLocal: z.boolean().default(false),
  }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, criterionId, text, goodAnswer, marks, testsLocal }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (opportunity.state !== 'draft') return FIXED;
    const criterion = itemCriteria(await criteriaOf(tx, about(opportunityId))).find(({ id }) => id === criterionId);
    if (!criterion) return refuse('no-criterion', 'Choose a criterion that is judged at an interview, on a visit, from past performance or by service users.', { field: 'criterionId' });
    if (testsLocal && criterion.judgedBy !== 'interview') return refuse('no-interview', 'Only a question of the interview can be the one that tests how well a bidder knows the place and its people.', { field: 'testsLocal' });
    const set = (await questionsOf(tx, about(opportunityId), PANEL_ITEMS)) ?? (await createQuestionSet(tx, about(opportunityId), PANEL_ITEMS, 'What is judged otherwise', []));
    const itemId = await addQuestion(tx, set.id, { text, type: 'long-text', goodAnswer, marks, required: false, criterionId: idFrom<'criterion'>(criterionId), section: criterion.name });
    if (!itemId) return FIXED;
    if (testsLocal) await markLocal(tx, itemId);
    return done(undefined, { record: about(opportunityId), bodyId: opportunity.bodyId, after: { item: text, criterion: criterion.name, testsLocalUnderstanding: testsLocal } });
  },
});

export const removeItem = command({
  act: evaluationActs.changeItems,
  input: z.object({ opportunityId: z.string(), itemId: z.string() }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, itemId }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (opportunity.state !== 'draft') return FIXED;
    const set = await questionsOf(tx, about(opportunityId), PANEL_ITEMS);
    const item = set?.questions.find(({ id }) => id === itemId);
    if (!set || !item || !(await removeQuestion(tx, set.id, item.id))) return gone;
    return done(undefined, { record: about(opportunityId), bodyId: opportunity.bodyId, before: { item: item.text } });
  },
});
