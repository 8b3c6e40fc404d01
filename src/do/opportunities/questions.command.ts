import { z } from 'zod';
import { idFrom, isId, type Id } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { criteriaOf, weigh } from '#parts/assessments';
import { addQuestion, changeQuestion, createQuestionSet, needsChoices, QUESTION_TYPES, questionsOf, removeQuestion, type QuestionDraft } from '#parts/questions';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn, NOT_THERE } from './draft.store.ts';
import { decideWording } from './fair-wording.ts';
import { wordingRules } from './fair-wording.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lotsOf, opportunityReference, TENDER_QUESTIONS } from './opportunity.store.ts';
import { lines, optionalDecimal, optionalWhole, optionalWords, words } from './typed-fields.ts';

const idOrNone = (message: string) => z.string().refine((text) => text === '' || isId(text), message);

/** Adds a question for bidders, or changes the one whose id is given. Marks and word limit may wait, but not beyond publication (DP-08). */
export const saveQuestion = command({
  act: opportunitiesActs.changeQuestions,
  input: z.object({
    opportunityId: z.string(),
    questionId: z.uuid().nullable(),
    section: optionalWords(120),
    text: words(1000, 'Enter the question'),
    purpose: optionalWords(1000),
    goodAnswer: optionalWords(4000),
    type: z.enum(QUESTION_TYPES, 'Choose how it is answered'),
    choices: lines,
    marks: optionalDecimal('Enter marks, such as 10, with no more than 4 digits after the point'),
    wordLimit: optionalWhole(1, 10_000, 'Enter a whole number of words, 1 to 10,000'),
    minutes: optionalWhole(0, 10_000, 'Enter a whole number of minutes'),
    required: z.boolean(),
    criterionId: idOrNone('Choose the criterion'),
    lotId: idOrNone('Choose the lot'),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    if (needsChoices(input.type) && input.choices.length < 2) return refuse('choices', 'Enter at least two choices, one a line.', { field: 'choices' });
    const fair = decideWording({ text: input.text, purpose: input.purpose, goodAnswer: input.goodAnswer }, await wordingRules(tx, opportunity));
    if (fair.kind === 'refused') return fair;
    const about = opportunityReference(opportunity.id);
    const criterion = weigh(await criteriaOf(tx, about)).find(({ id }) => id === input.criterionId);
    if (input.criterionId !== '' && !criterion) return refuse('no-criterion', 'Choose one of this opportunity’s criteria.', { field: 'criterionId' });
    if (criterion && !criterion.isLeaf) return refuse('not-a-leaf', `“${criterion.name}” is made up of other criteria. Choose one of those.`, { field: 'criterionId' });
    if (criterion?.kind === 'price') return refuse('price', 'Price is scored by the formula, from the prices that bidders enter. Choose another criterion.', { field: 'criterionId' });
    if (input.lotId !== '' && !(await lotsOf(tx, opportunity.id)).some(({ id }) => id === input.lotId)) return refuse('no-lot', 'Choose one of this opportunity’s lots.', { field: 'lotId' });
    const set = (await questionsOf(tx, about, TENDER_QUESTIONS)) ?? (await createQuestionSet(tx, about, TENDER_QUESTIONS, 'Questions for bidders', []));
    const draft: QuestionDraft = {
      // A question that suppliers know keeps its key, so that it is filled in from their last answer.
      key: set.questions.find(({ id, text }) => id === input.questionId && text === input.text)?.key ?? null,
      section: input.section, text: input.text, purpose: input.purpose, goodAnswer: input.goodAnswer, type: input.type, choices: needsChoices(input.type) ? input.choices : [],
      marks: input.marks, wordLimit: input.wordLimit, minutes: input.minutes, required: input.required, criterionId: criterion?.id ?? null,
      lotId: input.lotId === '' ? null : (idFrom(input.lotId) as Id<'lot'>),
    };
    const saved = input.questionId === null ? (await addQuestion(tx, set.id, draft)) !== null : await changeQuestion(tx, set.id, input.questionId, draft);
    if (!saved) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { after: { question: input.text, marks: input.marks?.toString() ?? null, wordLimit: input.wordLimit } }));
  },
});

export const dropQuestion = command({
  act: opportunitiesActs.changeQuestions,
  input: z.object({ opportunityId: z.string(), questionId: z.uuid() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const set = await questionsOf(tx, opportunityReference(opportunity.id), TENDER_QUESTIONS);
    const question = set?.questions.find(({ id }) => id === input.questionId);
    if (!set || !question || !(await removeQuestion(tx, set.id, question.id))) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { before: { question: question.text } }));
  },
});
