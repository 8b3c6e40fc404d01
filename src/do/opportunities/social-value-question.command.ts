import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { decimal } from '#kernel/decimal';
import { criteriaOf, weigh } from '#parts/assessments';
import { addQuestion, createQuestionSet, questionsOf } from '#parts/questions';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn, NOT_THERE } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, TENDER_QUESTIONS } from './opportunity.store.ts';
import { socialValueQuestion } from './social-value-questions.ts';

const MARKS = '10';
const WORDS = 300;

/** Puts a tested question on social value under the criterion that weighs it, to be adapted like any other (SV-05). */
export const addSocialValueQuestion = command({
  act: opportunitiesActs.changeQuestions,
  input: z.object({ opportunityId: z.string(), question: z.string() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const chosen = socialValueQuestion(input.question);
    if (!chosen) return refuse('no-question', 'Choose one of the questions', { field: 'question' });
    const about = opportunityReference(opportunity.id);
    const criterion = weigh(await criteriaOf(tx, about)).find(({ kind, isLeaf }) => isLeaf && kind === 'social-value');
    if (!criterion) return refuse('no-criterion', 'No criterion is for social value. Add one under Criteria and weights first.', { field: 'question' });
    const set = (await questionsOf(tx, about, TENDER_QUESTIONS)) ?? (await createQuestionSet(tx, about, TENDER_QUESTIONS, 'Questions for bidders', []));
    const added = await addQuestion(tx, set.id, {
      section: 'Social value', text: chosen.text, purpose: chosen.purpose, goodAnswer: chosen.goodAnswer, type: 'long-text', choices: [], marks: decimal(MARKS), wordLimit: WORDS, minutes: null, required: true,
      criterionId: criterion.id, lotId: null,
    });
    if (added === null) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { after: { question: chosen.text, from: chosen.source } }));
  },
});
