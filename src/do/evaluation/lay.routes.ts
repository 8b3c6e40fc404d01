import { holdsOn } from '#platform/access/holdings';
import { scaleById } from '#parts/assessments';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { evaluationActs } from './evaluation.acts.ts';
import { readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { questionsFor, type PanelBid, type PanelQuestion } from './evaluation.ts';
import { withoutNames } from './bidder-label.ts';
import { barLay, declareLay, finishLay, inviteLay, scoreLay, trainLay } from './lay.commands.ts';
import { layClosePage, layDeclarePage, layFinishPage, layLinkPage, layListPage, layQuestionPage, layTrainingPage, layWaitPage } from './lay.page.ts';
import { decideLayWorking, facesFor, type LayAssessor } from './lay.ts';
import { layAssessorByCode, layAssessorsOf, layScoresOfOne } from './lay.store.ts';
import { layQuestions, openedAnswers, panelBids } from './panel-bid.store.ts';

const toList = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/opportunities/${params.id}/service-users`, message);
const backToList = (id: string) => ({ backLink: { href: `/opportunities/${id}/service-users` } });

/** What somebody with a link may see now: nothing but a sentence, or their questions. */
type Seen = { readonly wait: string } | { readonly assessor: LayAssessor; readonly opportunity: EvaluatedOpportunity; readonly steps: readonly { readonly bid: PanelBid; readonly question: PanelQuestion }[] };

async function seenBy(read: Read, code: string): Promise<Seen | null> {
  const found = await layAssessorByCode(read, code);
  const opportunity = found && (await readOpportunity(read, found.opportunityId));
  if (!found || !opportunity) return null;
  const working = decideLayWorking(found.assessor, opportunity.state, opportunity.pricesOpenedAt !== null);
  if (working.kind === 'refused') return { wait: working.sentence };
  const [bids, questions] = [await panelBids(read, opportunity.id), await layQuestions(read, opportunity.id)];
  // They see anything only until they have finished, so names stay hidden from them to the end, even once the panel has agreed its own scores.
  const seen = opportunity.plan.anonymous ? withoutNames(bids) : bids;
  return { assessor: found.assessor, opportunity, steps: seen.flatMap((bid) => questionsFor(bid, questions).map((question) => ({ bid, question }))) };
}

const wait = (sentence: string): Answer => pageOf('Help to choose', layWaitPage(sentence));

/** People who use the service: the officer's list, and the pages behind each link. */
export const layRoutes = [
  ...form({
    url: '/opportunities/:id/service-users',
    command: inviteLay,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = await readOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const mayAct = holdsOn(actor, opportunity.bodyId, 'procurement-officer');
      const model = { opportunity, assessors: await layAssessorsOf(read, params.id), questions: await layQuestions(read, params.id), mayAct, csrf };
      return pageOf('People who use the service and score', layListPage(model, state), { backLink: { href: `/opportunities/${params.id}` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, pseudonym: posted.text('pseudonym'), supportedBy: posted.text('supportedBy'), support: posted.text('support') }),
    // The code travels in the address of this one page and is stored nowhere; the page tells the browser not to keep it.
    done: ({ code, pseudonym }, params) => redirectTo(`/opportunities/${params.id}/service-users/link?code=${encodeURIComponent(code)}&name=${encodeURIComponent(pseudonym)}`),
  }),
  page({
    url: '/opportunities/:id/service-users/link',
    act: evaluationActs.viewLay,
    show: async ({ read, services, params, query }) => {
      const opportunity = await readOpportunity(read, params.id);
      const code = typeof query['code'] === 'string' ? query['code'] : '';
      const found = await layAssessorByCode(read, code);
      return opportunity && found?.opportunityId === params.id ? pageOf('Their link', layLinkPage(opportunity, found.assessor.pseudonym, `${services.config.siteUrl}/have-your-say/${code}`), backToList(params.id)) : notFound;
    },
  }),
  ...form({
    url: '/opportunities/:id/service-users/:person/training',
    command: trainLay,
    show: async ({ read, params, csrf }, state) => {
      const [opportunity, one] = [await readOpportunity(read, params.id), (await layAssessorsOf(read, params.id)).find(({ id }) => id === params.person)];
      return opportunity && one ? pageOf('Training and support', layTrainingPage(opportunity, one, csrf, state), backToList(params.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, layId: params.person, trainedOn: posted.date('trainedOn'), training: posted.text('training'), support: posted.text('support') }),
    done: toList('Recorded'),
  }),
  ...form({
    url: '/opportunities/:id/service-users/:person/close',
    command: barLay,
    show: async ({ read, params, csrf }, state) => {
      const [opportunity, one] = [await readOpportunity(read, params.id), (await layAssessorsOf(read, params.id)).find(({ id, barredAt }) => id === params.person && !barredAt)];
      return opportunity && one ? pageOf('Close a link', layClosePage(opportunity, one, csrf, state), backToList(params.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, layId: params.person, reason: posted.text('reason') }),
    done: toList('The link is closed'),
  }),
  ...form({
    url: '/have-your-say/:code',
    byLink: true,
    command: declareLay,
    record: () => null,
    perMinute: 60,
    show: async ({ read, params, csrf }, state) => {
      const seen = await seenBy(read, params.code);
      if (!seen) return notFound;
      if ('wait' in seen) return wait(seen.wait);
      if (seen.assessor.declaration !== null) return redirectTo(`/have-your-say/${params.code}/${await firstLeft(read, seen)}`);
      const names = [...new Set((await panelBids(read, seen.opportunity.id)).map(({ organisationName }) => organisationName))];
      return pageOf('Help to choose', layDeclarePage(seen.assessor, seen.opportunity, names, csrf, state));
    },
    input: (posted, params) => ({ code: params.code, declaration: posted.text('declaration') }),
    done: (_value, params) => redirectTo(`/have-your-say/${params.code}`),
  }),
  ...form({
    url: '/have-your-say/:code/:step',
    byLink: true,
    command: scoreLay,
    record: () => null,
    perMinute: 120,
    show: async ({ read, params, csrf }, state) => {
      const seen = await seenBy(read, params.code);
      if (!seen) return notFound;
      if ('wait' in seen) return wait(seen.wait);
      if (seen.assessor.declaration !== 'none') return redirectTo(`/have-your-say/${params.code}`);
      const number = /^\d{1,5}$/.test(params.step) ? Number(params.step) : 0;
      const step = seen.steps[number - 1];
      if (!step) return notFound;
      const given = (await layScoresOfOne(read, seen.assessor.id)).find(({ bidId, questionId }) => bidId === step.bid.id && questionId === step.question.id);
      const model = { ...step, answer: (await openedAnswers(read, step.bid.id)).get(step.question.id), scale: scaleById(seen.opportunity.scaleId), number, of: seen.steps.length, csrf, given: given && { score: given.score.toString(), words: given.words } };
      return pageOf(`Question ${number} of ${seen.steps.length}`, layQuestionPage(model, state), number > 1 ? { backLink: { href: `/have-your-say/${params.code}/${number - 1}` } } : {});
    },
    input: (posted, params) => ({ code: params.code, bidId: posted.text('bidId'), questionId: posted.text('questionId'), score: posted.text('score'), words: posted.text('words') }),
    done: (_value, params) => redirectTo(`/have-your-say/${params.code}/after/${params.step}`),
  }),
  page({
    url: '/have-your-say/:code/after/:step',
    byLink: true,
    act: evaluationActs.layView,
    record: () => null,
    show: async ({ read, params }) => {
      const seen = await seenBy(read, params.code);
      if (!seen || 'wait' in seen) return seen ? wait(seen.wait) : notFound;
      if (seen.assessor.declaration !== 'none') return redirectTo(`/have-your-say/${params.code}`);
      const next = Number(params.step) + 1;
      return redirectTo(`/have-your-say/${params.code}/${next <= seen.steps.length ? next : 'finish/now'}`);
    },
  }),
  ...form({
    url: '/have-your-say/:code/finish/now',
    byLink: true,
    command: finishLay,
    record: () => null,
    show: async ({ read, params, csrf }, state) => {
      const seen = await seenBy(read, params.code);
      if (!seen) return notFound;
      if ('wait' in seen) return wait(seen.wait);
      if (seen.assessor.declaration !== 'none') return redirectTo(`/have-your-say/${params.code}`);
      const given = await layScoresOfOne(read, seen.assessor.id);
      const faces = facesFor(scaleById(seen.opportunity.scaleId).maximum);
      const steps = seen.steps.map(({ bid, question }) => {
        const score = given.find((one) => one.bidId === bid.id && one.questionId === question.id)?.score.toString();
        const face = faces.find((one) => one.score === score);
        return { words: `${bid.organisationName}, ${question.text}`, score: face ? `${face.face} ${face.words}` : 'Not chosen yet' };
      });
      return pageOf('That is everything', layFinishPage(params.code, steps, csrf, state));
    },
    input: (_posted, params) => ({ code: params.code }),
    done: (_value, params) => redirectTo(`/have-your-say/${params.code}`),
  }),
];

/** The number of the first question not answered, or the way to finish. */
async function firstLeft(read: Read, { assessor, steps }: Exclude<Seen, { wait: string }>): Promise<string> {
  const scored = new Set((await layScoresOfOne(read, assessor.id)).map(({ bidId, questionId }) => `${bidId} ${questionId}`));
  const index = steps.findIndex(({ bid, question }) => !scored.has(`${bid.id} ${question.id}`));
  return index < 0 ? 'finish/now' : String(index + 1);
}
