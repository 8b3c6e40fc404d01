import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { isLockedOut } from '#evaluation';
import { awardsActs } from './awards.acts.ts';
import { answerInterim, offerInterim, recordChallenge, resolveChallenge, updateChallenge } from './challenge.commands.ts';
import { bidderPathPage, challengesPage, interimPage, offerInterimPage, recordChallengePage, resolveChallengePage, uncertaintyIn, uncertaintyPage, updateChallengePage } from './challenge.page.ts';
import { challengeById, challengedOpportunity, challengesOf, interimById, interimsOf, pathOf, uncertainOpportunities, type ChallengedOpportunity } from './challenge.store.ts';
import type { Challenge } from './challenge.ts';

type Context = PageContext<Readonly<Record<string, string>>, unknown>;
const toChallenges = (opportunityId: string) => ({ backLink: { href: `/opportunities/${opportunityId}/challenges` } });
const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

export const challengeRoutes = [
  page({ url: '/opportunities/:id/challenges', act: awardsActs.viewChallenges, show: showChallenges }),
  ...form({
    url: '/opportunities/:id/challenges/new', command: recordChallenge,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await challengedOpportunity(read, params.id);
      return opportunity ? pageOf('Record a challenge', recordChallengePage(opportunity, state, csrf), toChallenges(opportunity.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, kind: posted.text('kind'), grounds: posted.text('grounds'), publicWords: posted.text('publicWords'), raisedOn: posted.date('raisedOn'), expectedNextOn: posted.date('expectedNextOn') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/challenges`, 'The award is paused, and everyone who bid is told'),
  }),
  page({ url: '/challenges/:id', act: awardsActs.viewChallenge, show: (context) => ofChallenge(context, async ({ opportunity }) => redirectTo(`/opportunities/${opportunity.id}/challenges`)) }),
  ...form({
    url: '/challenges/:id/update', command: updateChallenge, input: (posted, params) => ({ challengeId: params.id, publicWords: posted.text('publicWords'), expectedNextOn: posted.date('expectedNextOn') }),
    show: (context, state) => ofChallenge(context, async ({ challenge, opportunity }) => pageOf('When is the next step expected?', updateChallengePage(opportunity, challenge, state, context.csrf), toChallenges(opportunity.id))),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/challenges`, 'Everyone is told'),
  }),
  ...form({
    url: '/challenges/:id/resolve', command: resolveChallenge, input: (posted, params) => ({ challengeId: params.id, outcome: posted.text('outcome'), outcomeWords: posted.text('outcomeWords') }),
    show: (context, state) => ofChallenge(context, async ({ opportunity }) => pageOf('What became of the challenge?', resolveChallengePage(opportunity, state, context.csrf), toChallenges(opportunity.id))),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/challenges`, 'Everyone is told'),
  }),
  ...form({
    url: '/challenges/:id/interim', command: offerInterim, input: (posted, params) => ({ challengeId: params.id, organisationId: posted.text('organisationId'), words: posted.text('words'), untilOn: posted.date('untilOn') }),
    show: (context, state) => ofChallenge(context, async ({ opportunity }) => pageOf('Offer an interim position', offerInterimPage(opportunity, await presentProviders(context.read, opportunity.bodyId), state, context.csrf), toChallenges(opportunity.id))),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/challenges`, 'The offer is sent'),
  }),
  page({ url: '/interim-positions/:id', act: awardsActs.viewInterim, show: (context) => showInterim(context, null) }),
  ...form({
    url: '/interim-positions/:id/answer', command: answerInterim, input: (posted, params) => ({ interimId: params.id, answer: posted.text('answer') }), show: showInterim,
    done: (_value, params) => redirectTo(`/interim-positions/${params.id}`, 'Your answer is sent'),
  }),
  page({ url: '/bids/:id/award-path', act: awardsActs.viewPath, show: showBidderPath }),
  page({
    url: '/reports/uncertainty', act: awardsActs.viewUncertainty, query: z.object({ page: pageNumber }),
    show: async ({ read, actor, query }) => {
      const bodies = [...new Set(actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'body' && scopeId !== null ? [scopeId] : [])))];
      const { rows, more } = await uncertainOpportunities(read, bodies, query.page);
      const address = (number: number) => `/reports/uncertainty?page=${number}`;
      return pageOf('Days of uncertainty', uncertaintyPage({ rows, today: londonDate(await readClock(read)), previous: query.page > 1 ? address(query.page - 1) : null, next: more ? address(query.page + 1) : null }), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Days of uncertainty' }] });
    },
  }),
];

async function showChallenges({ read, services, actor, params }: Context): Promise<Answer> {
  const id = params['id']!;
  const opportunity = (await isLockedOut(read, id, actor)) ? null : await challengedOpportunity(read, id);
  const path = opportunity && (await pathOf(read, id));
  if (!opportunity || !path) return notFound;
  const challenges = await challengesOf(read, id);
  const interims = new Map(await Promise.all(challenges.map(async (challenge) => [challenge.id, await interimsOf(read, challenge.id)] as const)));
  const record = { kind: 'opportunity', id };
  const open = challenges.find(({ outcome }) => outcome === null);
  const offer = open ? await may(read, services.kinds, actor, awardsActs.offerInterim, { kind: 'award-challenge', id: open.id }) : false;
  return pageOf('Challenges to the award', challengesPage({ opportunity, challenges, interims, uncertainty: uncertaintyIn(path, challenges, londonDate(await readClock(read))), may: { challenge: await may(read, services.kinds, actor, awardsActs.challenge, record), offer } }), { backLink: { href: `/opportunities/${id}` } });
}

async function ofChallenge({ read, actor, params }: Pick<Context, 'read' | 'actor' | 'params'>, draw: (found: { readonly challenge: Challenge; readonly opportunity: ChallengedOpportunity }) => Promise<Answer>): Promise<Answer> {
  const found = await challengeById(read, params['id']!);
  return found && !(await isLockedOut(read, found.opportunity.id, actor)) ? draw(found) : notFound;
}

/** @param state null on the page that only shows it */
async function showInterim({ read, services, actor, params, csrf }: Context, state: FormState | null): Promise<Answer> {
  const interim = await interimById(read, params['id']!);
  const found = interim && (await challengeById(read, interim.challengeId));
  if (!interim || !found) return notFound;
  const mayAnswer = await may(read, services.kinds, actor, awardsActs.answerInterim, { kind: 'award-interim', id: interim.id });
  return pageOf('Interim position', interimPage(found.opportunity, interim, mayAnswer, state, csrf), state ? { backLink: { href: `/interim-positions/${interim.id}` } } : {});
}

async function showBidderPath({ read, params }: Context): Promise<Answer> {
  const bidId = params['id']!;
  const bid = await read.selectFrom('bid').select(['opportunity_id', 'organisation_id']).where('id', '=', bidId).executeTakeFirst();
  const path = bid && (await pathOf(read, bid.opportunity_id));
  if (!bid || !path) return notFound;
  const challenges = await challengesOf(read, bid.opportunity_id);
  const today = londonDate(await readClock(read));
  const interims = (await Promise.all(challenges.map(({ id }) => interimsOf(read, id)))).flat().filter(({ organisationId }) => organisationId === bid.organisation_id);
  return pageOf('From bid to contract', bidderPathPage({ bidId, path, challenges, interims, today, uncertainty: uncertaintyIn(path, challenges, today) }), { backLink: { href: `/bids/${bidId}` } });
}

/** Whoever has a live contract with the body: one of them provides the service now. */
async function presentProviders(read: Read, bodyId: string): Promise<{ readonly id: string; readonly name: string }[]> {
  return read.selectFrom('organisation').select(['organisation.id', 'organisation.name']).distinct().innerJoin('agreement', 'agreement.lead_organisation_id', 'organisation.id')
    .where('agreement.body_id', '=', bodyId as never).where('agreement.state', '=', 'live').orderBy('organisation.name').limit(1000).execute();
}
