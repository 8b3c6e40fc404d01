import { shownFiles } from '#bids';
import { shortlistOf } from '#opportunities';
import { isId } from '#kernel/ids';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { decideAccess, panelOf, peopleOfBody, scaleById, type Assessor } from '#parts/assessments';
import { policyValue } from '#policy';
import { londonDate } from '#kernel/calendar-date';
import { holdsOn } from '#platform/access/holdings';
import { withoutNames } from './bidder-label.ts';
import { incompleteBecause, inRound, questionsFor, roundOf, roundStandings, waitingFor, type PanelBid, type PanelQuestion } from './evaluation.ts';
import { evaluationActs } from './evaluation.acts.ts';
import { assessorOf, isLockedOut, namesHidden, panelState, readOpportunity, type EvaluatedOpportunity, type PanelState } from './evaluation.store.ts';
import { evidenceFor } from './item-evidence.store.ts';
import { opportunityOfBid, openedAnswers, panelBids, panelQuestions } from './panel-bid.store.ts';
import { pageOfItems } from './page-of.ts';
import { currentRound } from './readiness.store.ts';
import { agreedScores, finishedRounds, ownScores, scoredByBid } from './score.store.ts';
import { alsoWaiting } from './waiting.store.ts';
import { completePage, moderatePage, moderationPage, resultsPage, type ShownScore } from './moderation.page.ts';
import { declareInterests, nameAssessor, removeAssessor } from './panel.commands.ts';
import { declarationPage, panelPage, removePage } from './panel.page.ts';
import { resultsOf } from './results.store.ts';
import { completeEvaluation, finishScoring, moderate, saveScore } from './scoring.commands.ts';
import { bidScoringPage, finishPage, scorePage, tasksPage } from './scoring.page.ts';

type Context<Names extends string = 'id'> = PageContext<Readonly<Record<Names, string>>, unknown>;
/** Bids on one page of the lists that hold every bid, and on one where each has a table of its own. */
const BIDS_A_PAGE = 50;
const TABLES_A_PAGE = 10;
const pageAsked = (context: { readonly query: unknown }): unknown => (context.query as { readonly page?: unknown } | null)?.page;
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
  const [finished, questions] = [await finishedRounds(read, params.id), await panelQuestions(read, params.id)];
  const current = await currentRound(read, params.id, questions);
  const rounds = new Map(panel.map(({ id }) => [id, roundStandings(questions, current, finished.get(id))]));
  return pageOf('The panel', panelPage({ opportunity, csrf, panel, people: await peopleOfBody(read, opportunity.bodyId), rounds }, state), back(params.id));
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
    const [every, all] = [await seenBids(context, opportunity, await panelBids(read, params.id)), await panelQuestions(read, params.id)];
    const round = await currentRound(read, params.id, all);
    const left = unscoredBy(every, all, round, await scoredByBid(read, assessor.id));
    const finished = (await finishedRounds(read, params.id)).get(assessor.id)?.has(round) ?? false;
    const model = { opportunity, bids: pageOfItems(left, pageAsked(context), BIDS_A_PAGE), left: left.reduce((sum, one) => sum + one.needed - one.have, 0), finished, chair: assessor.chair, round };
    return pageOf('Bids to score', tasksPage(model), back(params.id));
  });
}

/** Each bid with what an assessor has scored of it and what is to be scored by now. */
function unscoredBy(bids: readonly PanelBid[], all: readonly PanelQuestion[], round: 'paper' | 'meeting', scored: ReadonlyMap<string, number>) {
  return bids.map((bid) => {
    const needed = (round === 'meeting' ? questionsFor(bid, all) : questionsFor(bid, inRound(all, 'paper'))).length;
    return { bid, needed, have: Math.min(needed, scored.get(bid.id) ?? 0) };
  });
}

async function showBid(context: Context): Promise<Answer> {
  return onBid(context, async (opportunity, assessor, bid) => {
    const all = await panelQuestions(context.read, opportunity.id);
    const round = await currentRound(context.read, opportunity.id, all);
    const finished = (await finishedRounds(context.read, opportunity.id)).get(assessor.id)?.has(round) ?? false;
    const questions = questionsFor(bid, round === 'meeting' ? all : inRound(all, 'paper'));
    const model = {
      opportunity, bid, questions, answers: await openedAnswers(context.read, bid.id), files: await filesOf(context, opportunity, bid.id), evidence: await evidenceFor(context.read, bid.id, questions),
      scores: await ownScores(context.read, opportunity.id, { assessorId: assessor.id, bidIds: [bid.id] }), mayScore: (question: PanelQuestion) => !assessor.chair && !finished && opportunity.state === 'opened' && roundOf(question.judgedBy) === round,
    };
    return pageOf(`${bid.organisationName}: answers`, bidScoringPage(model), back(opportunity.id, '/scoring'));
  });
}

async function showScore(context: Context<'id' | 'question'>, state: FormState): Promise<Answer> {
  const { read, params, csrf } = context;
  return onQuestion(context, async (opportunity, assessor, bid, question) => {
    if (assessor.chair) return notFound;
    const [own] = await ownScores(read, opportunity.id, { assessorId: assessor.id, bidIds: [bid.id], questionId: question.id });
    const model = {
      opportunity, bid, question, own, csrf, scale: scaleById(opportunity.scaleId), answer: (await openedAnswers(read, bid.id)).get(question.id), files: await filesOf(context, opportunity, bid.id),
      evidence: await evidenceFor(read, bid.id, [question]), url: `/bids/${params.id}/scoring/${params.question}`,
    };
    return pageOf(`Score ${bid.organisationName}, question ${question.position}`, scorePage(model, state), { backLink: { href: `/bids/${bid.id}/scoring` } });
  });
}

async function showModeration(context: Context): Promise<Answer> {
  const { read, actor, params } = context;
  const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await readOpportunity(read, params.id);
  if (!opportunity) return notFound;
  const assessor = await assessorOf(read, params.id, actor);
  if (assessor && assessor.declaration === null) return redirectTo(`/opportunities/${params.id}/declaration`, 'Declare your interests first');
  const state = await panelState(read, params.id);
  const bids = pageOfItems(assessor ? await seenBids(context, opportunity, state.bids) : state.bids, pageAsked(context), TABLES_A_PAGE);
  const ids = bids.items.map(({ id }) => id);
  const mine = assessor !== null && !assessor.chair ? assessor : null;
  const hidden = hiddenBecause(state, mine);
  const seen = seenRounds(state, mine);
  const shown = shownScores(state, seen.size === 0 ? [] : await ownScores(read, params.id, { bidIds: ids }), seen);
  const mayModerate = assessor?.chair === true;
  const model = { opportunity, state, bids, shown, hidden: seen.size === 0 ? hidden : null, alsoHidden: seen.size === 0 ? null : hidden, agreed: await agreedScores(read, params.id, ids), warnPercent: await spreadWarning(read, opportunity),
    also: await alsoWaiting(read, opportunity), mayModerate, mayComplete: mayModerate || holdsOn(actor, opportunity.bodyId, 'procurement-officer') };
  return pageOf('Moderation', moderationPage(model), back(params.id, assessor ? '/scoring' : ''));
}


/** From how far apart scores are pointed out, as the authority set it on the day of the opening. */
const spreadWarning = async (read: Context['read'], { bodyId, openedAt }: EvaluatedOpportunity) =>
  openedAt === null ? null : (await policyValue(read, bodyId, 'evaluation.spreadWarningPercent', londonDate(openedAt))).value;

/** DP-15: a colleague's scores are hidden until one's own are finished; from those who do not score, until all are. */
function hiddenBecause(state: PanelState, evaluator: Assessor | null): string | null {
  if (evaluator) return state.finished.get(evaluator.id)?.has(state.progress.round) ? null : 'Your colleagues’ scores are hidden until you have finished your own.';
  return waitingFor(state.progress);
}

/** The rounds whose scores this reader may see by now: those before this one, and this one once nothing hides it. */
function seenRounds(state: PanelState, evaluator: Assessor | null): ReadonlySet<string> {
  const own = hiddenBecause(state, evaluator) === null ? [state.progress.round] : [];
  const before = state.progress.round === 'meeting' && (evaluator === null || (state.finished.get(evaluator.id)?.has('paper') ?? false)) ? ['paper'] : [];
  return new Set([...before, ...own]);
}

function shownScores({ panel }: PanelState, scores: Awaited<ReturnType<typeof ownScores>>, rounds: ReadonlySet<string>): ShownScore[] {
  const known = new Map(panel.map((one) => [one.id as string, one]));
  return scores.filter(({ round, finished }) => rounds.has(round) && finished).flatMap((score) => {
    const writer = known.get(score.assessorId);
    return writer ? [{ ...score, name: writer.name, counted: !writer.barredAt }] : [];
  }).sort((one, other) => one.name.localeCompare(other.name));
}

async function showModerate(context: Context<'id' | 'question'>, state: FormState): Promise<Answer> {
  const { read, csrf } = context;
  return onQuestion(context, async (opportunity, assessor, bid, question) => {
    const all = await panelState(read, opportunity.id);
    if (!assessor.chair) return notFound;
    if (waitingFor(all.progress) !== null || roundOf(question.judgedBy) !== all.progress.round) return redirectTo(`/opportunities/${opportunity.id}/moderation`);
    const scores = await ownScores(read, opportunity.id, { bidIds: [bid.id], questionId: question.id });
    const model = {
      opportunity, bid, question, csrf, scale: scaleById(opportunity.scaleId), answer: (await openedAnswers(read, bid.id)).get(question.id), files: await filesOf(context, opportunity, bid.id),
      evidence: await evidenceFor(read, bid.id, [question]), shown: shownScores(all, scores, new Set([all.progress.round])), warnPercent: await spreadWarning(read, opportunity),
      standing: (await agreedScores(read, opportunity.id, [bid.id])).find(({ questionId }) => questionId === question.id),
    };
    return pageOf(`Agree a score: ${bid.organisationName}, question ${question.position}`, moderatePage(model, state), back(opportunity.id, '/moderation'));
  });
}

async function showResults(context: Context): Promise<Answer> {
  const { read, actor, params } = context;
  const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
  if (!results) return notFound;
  const assessor = await assessorOf(read, params.id, actor);
  if (assessor && assessor.declaration === null) return redirectTo(`/opportunities/${params.id}/declaration`, 'Declare your interests first');
  const { opportunity } = results;
  const { progress, bids } = await panelState(read, params.id);
  const waiting = !['opened', 'evaluated', 'awarded'].includes(opportunity.state) ? 'The bids have not been opened.' : bids.length === 0 ? 'No bid is left to evaluate.' : incompleteBecause(progress, await alsoWaiting(read, opportunity));
  const officer = holdsOn(actor, opportunity.bodyId, 'procurement-officer');
  return pageOf('Results', resultsPage({ results, waiting, page: pageAsked(context), mayComplete: officer || assessor?.chair === true, mayAward: officer, shortlisted: opportunity.endsInShortlist && (await shortlistOf(read, opportunity.id)).length > 0 }), back(params.id));
}

/** Bids as this member of the panel may see them. */
async function seenBids<Bid extends PanelBid>({ read }: Pick<Context, 'read'>, opportunity: EvaluatedOpportunity, bids: readonly Bid[]): Promise<readonly Bid[]> {
  return opportunity.plan.anonymous && (await namesHidden(read, opportunity.id)) ? withoutNames(bids) : bids;
}

/** A bid's files as this member of the panel may see them: a file's name can give its bidder away. */
const filesOf = async ({ read }: Pick<Context, 'read'>, { id, plan }: EvaluatedOpportunity, bidId: string) => shownFiles(read, id, bidId, plan.anonymous && (await namesHidden(read, id)));

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
    const [bid] = await seenBids(context, opportunity, await panelBids(context.read, opportunityId, { bidId: context.params.id }));
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
