import { z } from 'zod';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { isId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { emptyForm, type FormState } from '#platform/pages/form';
import type { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { criteriaOf, weigh, type Criterion } from '#parts/assessments';
import { burdenOf, questionsOf } from '#parts/questions';
import { confirmPage } from './changes.page.ts';
import { choosePreset, confirmReading, dropCriterion, saveCriterion, saveShares } from './criteria.command.ts';
import { confirmReadingPage, criteriaEditorPage, criterionPage, presetPage, scoringRulesPage, whatWouldWinPage } from './criteria-editor.page.ts';
import { backTo, backToBuilding, draftPage } from './draft-frame.routes.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lotsOf, opportunityReference, TENDER_QUESTIONS } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { questionLimit } from './publication.store.ts';
import { dropQuestion, saveQuestion } from './questions.command.ts';
import { saveScoring } from './save-scoring.command.ts';
import { addSocialValueQuestion } from './social-value-question.command.ts';
import { socialValueQuestionsPage, tenderQuestionPage, tenderQuestionsPage, type QuestionsModel } from './tender-questions.page.ts';
import { tryBids, type SampleBid } from './what-would-win.ts';

const backToCriteria = (id: string) => backTo(id, 'criteria', 'Back to criteria');
const backToQuestions = (id: string) => backTo(id, 'questions', 'Back to the questions');
const toCriteria = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/opportunities/${params.id}/criteria`, message);
const criteria = (read: Read, opportunity: Opportunity) => criteriaOf(read, opportunityReference(opportunity.id));

/** What is judged, how it is scored and what is asked. */
export const criteriaRoutes = [
  ...form({
    url: '/opportunities/:id/criteria',
    command: saveShares,
    show: (context, state) => draftPage(context, async (opportunity) => pageOf('Criteria and weights', criteriaEditorPage(opportunity, await criteria(context.read, opportunity), state, context.csrf), backToBuilding(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, shares: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith('share-')).map((name) => [name.slice('share-'.length), posted.text(name)])) }),
    done: toCriteria('Shares saved.'),
  }),
  ...form({
    url: '/opportunities/:id/criteria/preset',
    command: choosePreset,
    show: (context, state) => draftPage(context, async (opportunity) => pageOf('Choose a preset', presetPage((await criteria(context.read, opportunity)).length > 0, state, context.csrf), backToCriteria(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, preset: posted.text('preset') }),
    done: toCriteria('The preset is in place.'),
  }),
  ...form({
    url: '/opportunities/:id/criteria/confirm',
    command: confirmReading,
    show: (context, state) => draftPage(context, async (opportunity) => pageOf('Confirm what the weights mean', confirmReadingPage(await criteria(context.read, opportunity), state, context.csrf), backToCriteria(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, confirmed: posted.text('confirmed') }),
    done: toCriteria('Confirmed.'),
  }),
  page({
    url: '/opportunities/:id/criteria/test',
    act: opportunitiesActs.build,
    query: z.record(z.string(), z.unknown()),
    show: (context) => draftPage(context, async (opportunity) => {
      const tree = await criteria(context.read, opportunity);
      const { bids, form: state } = sampleBids(tree, context.query);
      const trial = tree.length > 0 && state.errors.length === 0 ? tryBids(tree, bids, opportunity.priceFormula, opportunity.priceBenchmarkPence) : null;
      return pageOf('What would win?', whatWouldWinPage(tree, bids, trial, state, opportunity), backToCriteria(opportunity.id));
    }),
  }),
  ...form({
    url: '/opportunities/:id/criteria/:criterionId',
    command: saveCriterion,
    query: z.object({ in: z.string().refine(isId).catch('') }),
    show: (context, state) => draftPage(context, async (opportunity) => {
      const tree = await criteria(context.read, opportunity);
      const criterion = tree.find(({ id }) => id === context.params.criterionId) ?? null;
      if (criterion === null && context.params.criterionId !== 'new') return notFound;
      return pageOf(criterion?.name ?? 'Add a criterion', criterionPage(criterion, tree, context.query.in, state, context.csrf), backToCriteria(opportunity.id));
    }),
    input: (posted, params) => ({
      opportunityId: params.id, criterionId: params.criterionId === 'new' ? null : params.criterionId, parentId: posted.text('parentId'), name: posted.text('name'),
      guidance: posted.text('guidance'), kind: posted.text('kind'), share: posted.text('share'), pass: posted.text('pass'),
      ...judgingFrom(posted),
    }),
    done: toCriteria('Criterion saved.'),
  }),
  ...form({
    url: '/opportunities/:id/criteria/:criterionId/remove',
    command: dropCriterion,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const criterion = (await criteria(context.read, opportunity)).find(({ id }) => id === context.params.criterionId);
      if (!criterion) return notFound;
      const content = confirmPage({ heading: `Remove “${criterion.name}”`, sentences: ['It goes with everything inside it. Questions about it lose their criterion.'], act: 'Remove this criterion', danger: true }, state, context.csrf);
      return pageOf('Remove a criterion', content, backToCriteria(opportunity.id));
    }),
    input: (_posted, params) => ({ opportunityId: params.id, criterionId: params.criterionId }),
    done: toCriteria('Criterion removed.'),
  }),
  ...form({
    url: '/opportunities/:id/scoring-rules',
    command: saveScoring,
    show: (context, state) => draftPage(context, (opportunity) => pageOf('Price and scoring', scoringRulesPage(opportunity, state, context.csrf), backToBuilding(opportunity.id))),
    input: (posted, params) => ({
      opportunityId: params.id, priceFormula: posted.text('priceFormula'), benchmark: posted.text('benchmark'), scaleId: posted.text('scaleId'), openersNeeded: posted.text('openersNeeded'), lateBids: posted.text('lateBids'),
    }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/build`, 'Price and scoring saved.'),
  }),
  page({
    url: '/opportunities/:id/questions',
    act: opportunitiesActs.build,
    show: (context) => draftPage(context, async (opportunity) => pageOf('Questions for bidders', tenderQuestionsPage(await questionsModel(context.read, opportunity)), backToBuilding(opportunity.id))),
  }),
  ...form({
    url: '/opportunities/:id/questions/social-value',
    command: addSocialValueQuestion,
    show: (context, state) => draftPage(context, (opportunity) => pageOf('Questions about social value', socialValueQuestionsPage(state, context.csrf), backToQuestions(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, question: posted.text('question') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/questions`, 'The question is added. Change it to fit.'),
  }),
  ...form({
    url: '/opportunities/:id/questions/:questionId',
    command: saveQuestion,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const model = await questionsModel(context.read, opportunity);
      const question = model.questions.find(({ id }) => id === context.params.questionId) ?? null;
      if (question === null && context.params.questionId !== 'new') return notFound;
      return pageOf(question ? `Question ${question.position}` : 'Add a question', tenderQuestionPage(question, model, state, context.csrf), backToQuestions(opportunity.id));
    }),
    input: (posted, params) => ({
      opportunityId: params.id, questionId: params.questionId === 'new' ? null : params.questionId, section: posted.text('section'), text: posted.text('text'), purpose: posted.text('purpose'),
      goodAnswer: posted.text('goodAnswer'), type: posted.text('type'), choices: posted.text('choices'), marks: posted.text('marks'), wordLimit: posted.text('wordLimit'), minutes: posted.text('minutes'),
      required: posted.texts('required').includes('yes'), criterionId: posted.text('criterionId'), lotId: posted.text('lotId'),
    }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/questions`, 'Question saved.'),
  }),
  ...form({
    url: '/opportunities/:id/questions/:questionId/remove',
    command: dropQuestion,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const question = (await questionsModel(context.read, opportunity)).questions.find(({ id }) => id === context.params.questionId);
      if (!question) return notFound;
      return pageOf('Remove a question', confirmPage({ heading: `Remove question ${question.position}`, sentences: [question.text], act: 'Remove this question', danger: true }, state, context.csrf), backToQuestions(opportunity.id));
    }),
    input: (_posted, params) => ({ opportunityId: params.id, questionId: params.questionId }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/questions`, 'Question removed.'),
  }),
];

/** How it is judged; fields that were not on the form are left to their defaults. */
const judgingFrom = (posted: Posted) => Object.fromEntries(['judgedBy', 'reachFormula', 'reachCap', 'reachUnit'].flatMap((name) => (posted.text(name) === '' ? [] : [[name, posted.text(name)]])));

async function questionsModel(read: Read, opportunity: Opportunity): Promise<QuestionsModel> {
  const questions = (await questionsOf(read, opportunityReference(opportunity.id), TENDER_QUESTIONS))?.questions ?? [];
  return { opportunity, questions, criteria: await criteria(read, opportunity), lots: await lotsOf(read, opportunity.id), burden: burdenOf(questions), limit: await questionLimit(read, opportunity) };
}

const NAMES = ['A', 'B', 'C'];
/** The bids of the select committee's example (DP-12), to begin with something that shows a difference. */
const EXAMPLE = [{ price: '100', quality: '60', 'social-value': '50', reach: '50', other: '50' }, { price: '85', quality: '80', 'social-value': '90', reach: '90', other: '80' }] as const;

/** Reads the sample bids of an address. With none in it, the example. */
function sampleBids(tree: readonly Criterion[], query: Readonly<Record<string, unknown>>): { readonly bids: readonly SampleBid[]; readonly form: FormState } {
  const leaves = weigh(tree).filter(({ isLeaf }) => isLeaf);
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].trim() : '');
  const asked = Object.keys(query).some((name) => name.startsWith('score-') || name.startsWith('price-'));
  if (!asked) {
    return { form: emptyForm, bids: EXAMPLE.map((example, index) => ({ name: NAMES[index]!, pricePence: null, scores: new Map(leaves.flatMap(({ id, kind }) => scoreFrom(example[kind], id))) })) };
  }
  const errors: { field: string; message: string }[] = [];
  const values: Record<string, string> = {};
  const bids = NAMES.slice(0, EXAMPLE.length).map((name, index): SampleBid => {
    const scores = new Map(leaves.flatMap(({ id, name: leaf }): [string, Decimal][] => {
      const field = `score-${index}-${id}`;
      values[field] = text(field);
      const score = scoreFrom(values[field] || '0', id);
      if (score.length === 0) errors.push({ field, message: `${leaf} of bid ${name}: enter a percentage from 0 to 100` });
      return score;
    }));
    const price = `price-${index}`;
    values[price] = text(price);
    const parsed = values[price] === '' ? null : parsePounds(values[price]);
    if (parsed && (!parsed.ok || parsed.pence < 0n)) errors.push({ field: price, message: `Price of bid ${name}: enter an amount in pounds, like 1,234.50` });
    return { name, scores, pricePence: parsed?.ok && parsed.pence >= 0n ? parsed.pence : null };
  });
  return { bids, form: { values, errors } };
}

function scoreFrom(text: string, id: string): [string, Decimal][] {
  const parsed = parseDecimal(text.replace(/%$/, ''));
  return parsed.ok && !parsed.value.isNegative() && Number(parsed.value.toFixed(6)) <= 100 && text.length < 20 ? [[id, parsed.value]] : [];
}
