import { isId } from '#kernel/ids';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { decideAccess, panelOf, peopleOfBody, scaleById, type Assessor } from '#parts/assessments';
import { answersToScore, hasFinished, questionsFor, waitingFor, type PanelBid, type PanelQuestion } from './evaluation.ts';
import { evaluationActs } from './evaluation.acts.ts';
import {
  assessorOf, isLockedOut, openedAnswers, openedFiles, opportunityOfBid, ownScores, panelBids, panelQuestions, panelState, readOpportunity, type EvaluatedOpportunity, type PanelState,
} from './evaluation.store.ts';
import { completePage, moderatePage, moderationPage, resultsPage, type ShownScore } from './moderation.page.ts';
import { declareInterests, nameAssessor, removeAssessor } from './panel.commands.ts';
import { declarationPage, panelPage, removePage } from './panel.page.ts';
import { resultsOf } from './results.store.ts';
import { completeEvaluation, finishScoring, moderate, saveScore } from './scoring.commands.ts';
import { bidScoringPage, finishPage, scorePage, tasksPage } from './scoring.page.ts';

type Context<Names extends string = 'id'> = PageContext<Readonly<Record<Names, string>>, unknown>;
const back = (opportunityId: string, to = '') => ({ backLink: { href: `/opportunities/${opportunityId}${to}` } });

export const evaluationRoutes = [
  ...form({
    url: '/opportunities/:id/panel', command: nameAssessor, show: showPanel,
    input: (posted, params) => ({ opportunityId: params.id, personId: posted.text('personId'), chair: posted.text('chair') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/panel`, 'Named to the panel'),
  }),
  ...form({
    url: '/opportunities/:id/panel/:assessor/remove', command: removeAssessor, show: showRemove,
    input: (posted, params) => ({ opportunityId: params.id, assessorId: params.assessor, reason: posted.text('reason') }),
    done: ({ name }, params) => redirectTo(`/opportunities/${params.id}/panel`, `${name} was removed from the panel`),
  }),
  ...form({
    url: '/opportunities/:id/declaration', command: declareInterests, show: showDeclaration,
    input: (posted, params) => ({ opportunityId: params.id, declaration: posted.text('declaration'), declarationWords: posted.text('declarationWords') }),
    done: ({ declaration }, params) => (declaration === 'none' ? redirectTo(`/opportunities/${params.id}/scoring`, 'You have declared that you have no interest') : redirectTo('/', 'You have declared an interest. You are no longer part of this evaluation.')),
  }),
  page({ url: '/opportunities/:id/scoring', act: evaluationActs.viewTasks, show: showTasks }),
  ...form({
    url: '/opportunities/:id/scoring/finish', command: finishScoring, input: (_posted, params) => ({ opportunityId: params.id }),
    show: async (context, state) => withPanel(context, context.params.id, (opportunity) => pageOf('Finish scoring', finishPage(opportunity, context.csrf, state), back(opportunity.id, '/scoring'))),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/scoring`, 'You have finished scoring'),
  }),
  page({ url: '/bids/:id/scoring', act: evaluationActs.viewBid, viewing: true, show: showBid }),
  ...form({
    url: '/bids/:id/scoring/:question', command: saveScore, show: showScore,
    input: (posted, params) => ({ bidId: params.id, questionId: params.question, score: posted.text('score'), reason: posted.text('reason'), strength: posted.text('strength'), improvement: posted.text('improvement'), version: posted.text('version') }),
    // On to the next answer of this bid, or back to the list once it is done.
    done: ({ nextQuestionId, opportunityId }, params) => redirectTo(nextQuestionId === null ? `/opportunities/${opportunityId}/scoring` : `/bids/${params.id}/scoring/${nextQuestionId}`, 'Score saved'),
    saved: ({ version }) => ({ version }),
  }),
  page({ url: '/opportunities/:id/moderation', act: evaluationActs.viewModeration, show: showModeration }),
  ...form({
    url: '/bids/:id/moderation/:question', command: moderate, show: showModerate,
    input: (posted, params) => ({ bidId: params.id, questionId: params.question, score: posted.text('score'), reason: posted.text('reason'), strength: posted.text('strength'), improvement: posted.text('improvement'), standing: posted.text('standing') }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/moderation`, 'Agreed score saved'),
  }),
  page({ url: '/opportunities/:id/results', act: evaluationActs.viewResults, show: showResults }),
  ...form({
    url: '/opportunities/:id/results/complete', command: completeEvaluation, input: (_posted, params) => ({ opportunityId: params.id }),
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await readOpportunity(read, params.id);
      return opportunity ? pageOf('Complete the evaluation', completePage(opportunity, csrf, state), back(params.id, '/results')) : notFound;
    },
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/results`, 'The evaluation is complete'),
  }),
];

async function showPanel({ read, params, csrf }: Context, state: FormState): Promise<Answer> {
  const opportunity = await readOpportunity(read, params.id);
  if (!opportunity) return notFound;
  const panel = await panelOf(read, { kind: 'opportunity', id: params.id });
  const scores = await ownScores(read, params.id);
  const finished = new Set(panel.filter(({ id }) => hasFinished(id, scores)).map(({ id }) => id as string));
  return pageOf('The panel', panelPage({ opportunity, csrf, panel, people: await peopleOfBody(read, opportunity.bodyId), finished }, state), back(params.id));
}

async function showRemove({ read, params, csrf }: Context<'id' | 'assessor'>, state: FormState): Promise<Answer> {
  const opportunity = await readOpportunity(read, params.id);
  const assessor = (await panelOf(read, { kind: 'opportunity', id: params.id })).find(({ id }) => id === params.assessor);
  return opportunity && assessor && !assessor.barredAt ? pageOf(`Remove ${assessor.name}`, removePage({ opportunity, csrf, assessor }, state), back(params.id, '/panel')) : notFound;
}

async function showDeclaration({ read, actor, params, csrf }: Context, state: FormState): Promise<Answer> {
  const [opportunity, assessor] = [await readOpportunity(read, params.id), await assessorOf(read, params.id, actor)];
  if (!opportunity || !assessor || assessor.barredAt) return notFound;
  // Names only, and only of bids that were opened: before that even who has bid is sealed.
  const bids = opportunity.state === 'opened' ? await panelBids(read, params.id) : [];
  return pageOf('Declare your interests', declarationPage({ opportunity, csrf, assessor, bidders: bids.length === 0 ? null : bids.map(({ organisationName }) => organisationName) }, state), back(params.id));
}

async function showTasks(context: Context): Promise<Answer> {
  const { read, params } = context;
  return withPanel(context, params.id, async (opportunity, assessor) => {
    const scores = await ownScores(read, params.id, { assessorId: assessor.id });
    const model = { opportunity, bids: await panelBids(read, params.id), questions: await panelQuestions(read, params.id), scores, finished: hasFinished(assessor.id, scores), chair: assessor.chair };
    return pageOf('Bids to score', tasksPage(model), back(params.id));
  });
}

async function showBid(context: Context): Promise<Answer> {
  return onBid(context, async (opportunity, assessor, bid) => {
    const scores = await ownScores(context.read, opportunity.id, { assessorId: assessor.id });
    const model = {
      opportunity, bid, questions: questionsFor(bid, await panelQuestions(context.read, opportunity.id)), answers: await openedAnswers(context.read, bid.id), files: await openedFiles(context.read, bid.id),
      scores: scores.filter(({ bidId }) => bidId === bid.id), chair: assessor.chair, finished: hasFinished(assessor.id, scores),
    };
    return pageOf(`${bid.organisationName}: answers`, bidScoringPage(model), back(opportunity.id, '/scoring'));
  });
}

async function showScore(context: Context<'id' | 'question'>, state: FormState): Promise<Answer> {
  const { read, params, csrf } = context;
  return onQuestion(context, async (opportunity, assessor, bid, question) => {
    if (assessor.chair) return notFound;
    const own = (await ownScores(read, opportunity.id, { assessorId: assessor.id })).find((score) => score.bidId === bid.id && score.questionId === question.id);
    const model = { opportunity, bid, question, own, csrf, scale: scaleById(opportunity.scaleId), answer: (await openedAnswers(read, bid.id)).get(question.id), files: await openedFiles(read, bid.id), url: `/bids/${params.id}/scoring/${params.question}` };
    return pageOf(`Score ${bid.organisationName}, question ${question.position}`, scorePage(model, state), { backLink: { href: `/bids/${bid.id}/scoring` } });
  });
}

async function showModeration({ read, actor, params }: Context): Promise<Answer> {
  const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await readOpportunity(read, params.id);
  if (!opportunity) return notFound;
  const assessor = await assessorOf(read, params.id, actor);
  if (assessor && assessor.declaration === null) return redirectTo(`/opportunities/${params.id}/declaration`, 'Declare your interests first');
  const state = await panelState(read, params.id);
  const mine = assessor !== null && !assessor.chair;
  const hidden = hiddenBecause(state, mine ? assessor : null);
  const shown = hidden === null ? shownScores(state, mine) : [];
  const mayModerate = assessor?.chair === true;
  return pageOf('Moderation', moderationPage({ opportunity, state, shown, hidden, mayModerate, mayComplete: mayModerate || isOfficer(actor, opportunity) }), back(params.id, assessor ? '/scoring' : ''));
}

const isOfficer = (actor: Context['actor'], { bodyId }: EvaluatedOpportunity): boolean => actor.holdings.some(({ role, scopeId }) => role === 'procurement-officer' && scopeId === bodyId);

/** DP-15: a colleague's scores are hidden until one's own are finished; from those who do not score, until all are. */
function hiddenBecause(state: PanelState, evaluator: Assessor | null): string | null {
  if (evaluator) return hasFinished(evaluator.id, state.scores) ? null : 'Your colleagues’ scores are hidden until you have finished your own.';
  return waitingFor(state.progress);
}

function shownScores({ scores, panel }: PanelState, finishedOnly: boolean): ShownScore[] {
  return panel.flatMap((one) => scores.filter(({ assessorId, finished }) => assessorId === one.id && (finished || !finishedOnly)).map((score) => ({ ...score, name: one.name, counted: !one.barredAt })));
}

async function showModerate(context: Context<'id' | 'question'>, state: FormState): Promise<Answer> {
  const { read, csrf } = context;
  return onQuestion(context, async (opportunity, assessor, bid, question) => {
    const all = await panelState(read, opportunity.id);
    if (!assessor.chair) return notFound;
    if (waitingFor(all.progress) !== null) return redirectTo(`/opportunities/${opportunity.id}/moderation`);
    const here = <Row extends { readonly bidId: string; readonly questionId: string }>(rows: readonly Row[]) => rows.filter((row) => row.bidId === bid.id && row.questionId === question.id);
    const model = { opportunity, bid, question, csrf, scale: scaleById(opportunity.scaleId), answer: (await openedAnswers(read, bid.id)).get(question.id), files: await openedFiles(read, bid.id), shown: here(shownScores(all, false)), standing: here(all.agreed)[0] };
    return pageOf(`Agree a score: ${bid.organisationName}, question ${question.position}`, moderatePage(model, state), back(opportunity.id, '/moderation'));
  });
}

async function showResults({ read, actor, params }: Context): Promise<Answer> {
  const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
  if (!results) return notFound;
  const assessor = await assessorOf(read, params.id, actor);
  if (assessor && assessor.declaration === null) return redirectTo(`/opportunities/${params.id}/declaration`, 'Declare your interests first');
  const { opportunity } = results;
  const { progress, bids } = await panelState(read, params.id);
  const waiting = !['opened', 'evaluated', 'awarded'].includes(opportunity.state) ? 'The bids have not been opened.' : bids.length === 0 ? 'No bid is left to evaluate.' : (waitingFor(progress) ?? (progress.notModerated > 0 ? `${progress.notModerated} of ${answersToScore(bids, await panelQuestions(read, params.id)).length} answers have no agreed score yet.` : null));
  const officer = isOfficer(actor, opportunity);
  return pageOf('Results', resultsPage({ results, waiting, mayComplete: officer || assessor?.chair === true, mayAward: officer }), back(params.id));
}

/** Runs for a member of the panel who has declared; sends one who has not to declare first. */
async function withPanel({ read, actor }: Context, opportunityId: string, then: (opportunity: EvaluatedOpportunity, assessor: Assessor) => Answer | Promise<Answer>): Promise<Answer> {
  const opportunity = await readOpportunity(read, opportunityId);
  const access = decideAccess(await assessorOf(read, opportunityId, actor));
  if (!opportunity) return notFound;
  if (access.kind === 'refused') return access.code === 'not-declared' ? redirectTo(`/opportunities/${opportunityId}/declaration`, 'Declare your interests first') : notFound;
  return then(opportunity, access.value);
}

async function onBid(context: Context, then: (opportunity: EvaluatedOpportunity, assessor: Assessor, bid: PanelBid) => Promise<Answer>): Promise<Answer> {
  const opportunityId = await opportunityOfBid(context.read, context.params.id);
  if (opportunityId === null) return notFound;
  return withPanel(context, opportunityId, async (opportunity, assessor) => {
    const bid = (await panelBids(context.read, opportunityId)).find(({ id }) => id === context.params.id);
    return bid ? then(opportunity, assessor, bid) : notFound;
  });
}

async function onQuestion(context: Context<'id' | 'question'>, then: (opportunity: EvaluatedOpportunity, assessor: Assessor, bid: PanelBid, question: PanelQuestion) => Promise<Answer>): Promise<Answer> {
  if (!isId(context.params.question)) return notFound;
  return onBid(context, async (opportunity, assessor, bid) => {
    const question = questionsFor(bid, await panelQuestions(context.read, opportunity.id)).find(({ id }) => id === context.params.question);
    return question ? then(opportunity, assessor, bid, question) : notFound;
  });
}
