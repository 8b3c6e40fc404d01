import { z } from 'zod';
import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { exerciseById } from '#exercises';
import { reachOf, whyNotAlone } from '#lotting';
import { lotsOf, opportunityById, statusOf } from '#opportunities';
import { capacitiesOf, districtsOf, organisationNames, statedCapacities } from '#parties';
import { bidderCashPage, isWhole, paymentPlanOf } from '#payment-plan';
import { consortiaForming } from '../consortia/consortium.store.ts';
import { finderActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { answerReport, blockPartner, closePost, postForPartners, postOnIntention, reportAbuse, sendPartnerMessage, writeToPoster } from './finder.commands.ts';
import { sideOf } from './finder.ts';
import { lotLines } from './lots-to-carry.reader.ts';
import { answerReportPage, aroundPage, conversationPage, conversationsPage, lotsAlonePage, messagePage, plainConfirmPage, postPage, reachPage, reportPage, reportsPage, type Report } from './finder.page.ts';
import { conversationById, conversationsOf, countsOnExercise, messagesOf, partnerCounts, postById, postsAround } from './finder.store.ts';

const backTo = (href: string) => ({ backLink: { href } });
/** A supplier who is nothing else: whoever works for an authority sees counts. */
const ownOf = (actor: Actor): string[] => (isOfAuthority(actor) ? [] : speaksFor(actor));

async function reportsOf(read: Read, id: string | null): Promise<Report[]> {
  const { rows } = await sql<Report>`select r.id, r.words, a.name as against, b.name as reporter, r.reported_at as "reportedAt", r.answer from partner_report r join organisation a on a.id = r.against_id join organisation b on b.id = r.reporter_id
    where ${id}::uuid is null or r.id = ${id} order by r.answer is not null, r.reported_at desc limit 200`.execute(read);
  return rows;
}

const aroundRoutes = [
  page({
    url: '/opportunities/:id/partners',
    act: finderActs.viewAround,
    show: async ({ read, params, actor }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const own = ownOf(actor);
      const status = statusOf(opportunity, await readClock(read));
      const content = aroundPage({
        title: opportunity.title, base: `/opportunities/${params.id}`, counts: await partnerCounts(read, params.id), forming: await consortiaForming(read, params.id), own, open: status === 'open' || status === 'coming',
        posts: own.length > 0 ? await postsAround(read, { opportunityId: params.id }) : null,
      });
      return pageOf(`Partners: ${opportunity.title}`, content, backTo(`/opportunities/${params.id}`));
    },
  }),
  page({
    url: '/exercises/:id/partners',
    act: finderActs.viewIntention,
    show: async ({ read, params, actor }) => {
      const exercise = await exerciseById(read, params.id);
      if (!exercise) return notFound;
      const own = ownOf(actor);
      const content = aroundPage({ title: exercise.title, base: `/exercises/${params.id}`, counts: await countsOnExercise(read, params.id), forming: null, own, open: exercise.stage !== 'closed', posts: own.length > 0 ? await postsAround(read, { exerciseId: params.id }) : null });
      return pageOf(`Partners: ${exercise.title}`, content, backTo(`/exercises/${params.id}`));
    },
  }),
  page({
    url: '/opportunities/:id/lots-alone',
    act: finderActs.viewLots,
    query: z.object({ show: z.enum(['alone', 'all']).catch('alone') }),
    show: async ({ read, params, actor, query }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity || opportunity.state === 'draft') return notFound;
      const [provider] = await capacitiesOf(read, speaksFor(actor));
      const lots = (await lotLines(read, opportunity)).map((lot) => ({ lot, why: provider ? whyNotAlone(provider, lot, districtsOf) : null }));
      return pageOf('Lots you could bid for alone', lotsAlonePage(opportunity.title, `/opportunities/${params.id}/lots-alone`, provider ?? null, lots, query.show === 'all'), backTo(`/opportunities/${params.id}`));
    },
  }),
  page({
    url: '/opportunities/:id/who-could-bid',
    act: finderActs.viewReach,
    show: async ({ read, params }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const providers = await statedCapacities(read, opportunity.cpvCodes[0] ?? null);
      return pageOf('Who could bid alone', reachPage(opportunity.title, reachOf(await lotLines(read, opportunity), providers, districtsOf), providers.length), backTo(`/opportunities/${params.id}`));
    },
  }),
  page({
    url: '/opportunities/:id/payment',
    act: finderActs.viewCash,
    show: async ({ read, params }) => {
      const opportunity = await opportunityById(read, params.id);
      const plan = opportunity?.exerciseId && opportunity.state !== 'draft' ? await paymentPlanOf(read, opportunity.exerciseId) : null;
      return opportunity && plan && isWhole(plan) ? pageOf('Your money month by month', bidderCashPage(opportunity.title, plan), backTo(`/opportunities/${params.id}`)) : notFound;
    },
  }),
];

const postRoutes = [
  ...form({
    url: '/opportunities/:id/partners/post',
    command: postForPartners,
    show: async ({ read, params, actor, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const lots = opportunity.state === 'draft' ? [] : (await lotsOf(read, params.id)).filter(({ state: standing }) => standing === 'open');
      return pageOf('Look for a partner', postPage(opportunity.title, await organisationNames(read, ownOf(actor)), lots, state, csrf), backTo(`/opportunities/${params.id}/partners`));
    },
    input: (posted, { id }) => ({ opportunityId: id, organisationId: posted.text('organisationId'), kind: posted.text('kind'), lotId: posted.text('lotId'), words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/opportunities/${id}/partners`, 'Posted. Other suppliers can write to you.'),
  }),
  ...form({
    url: '/exercises/:id/partners/post',
    command: postOnIntention,
    show: async ({ read, params, actor, csrf }, state) => {
      const exercise = await exerciseById(read, params.id);
      return exercise ? pageOf('Look for a partner', postPage(exercise.title, await organisationNames(read, ownOf(actor)), [], state, csrf), backTo(`/exercises/${params.id}/partners`)) : notFound;
    },
    input: (posted, { id }) => ({ exerciseId: id, organisationId: posted.text('organisationId'), kind: posted.text('kind'), words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/exercises/${id}/partners`, 'Posted. Other suppliers can write to you.'),
  }),
  ...form({
    url: '/partner-posts/:id/close',
    command: closePost,
    show: async ({ read, params, csrf }, state) => ((await postById(read, params.id)) ? pageOf('Take it down', plainConfirmPage('Take down your post', 'Nobody can answer it any more. Messages that came stay.', 'Take it down', state, csrf), backTo('/partner-conversations')) : notFound),
    input: (_posted, { id }) => ({ postId: id }),
    done: (post) => redirectTo(post.opportunityId ? `/opportunities/${post.opportunityId}/partners` : `/exercises/${post.exerciseId}/partners`, 'Taken down.'),
  }),
  ...form({
    url: '/partner-posts/:postId/message',
    command: writeToPoster,
    show: async ({ read, params, actor, csrf }, state) => {
      const own = ownOf(actor);
      const post = isId(params.postId) && own.length > 0 ? await postById(read, params.postId) : null;
      return post ? pageOf(`Write to ${post.organisation}`, messagePage(post, await organisationNames(read, own.filter((id) => id !== post.organisationId)), state, csrf), backTo(post.opportunityId ? `/opportunities/${post.opportunityId}/partners` : `/exercises/${post.exerciseId}/partners`)) : notFound;
    },
    input: (posted, { postId }) => ({ postId, organisationId: posted.text('organisationId'), words: posted.text('words') }),
    done: ({ conversationId }) => redirectTo(`/partner-conversations/${conversationId}`, 'Sent.'),
    perMinute: 20,
  }),
];

/** A conversation as one of its sides sees it; null for everybody else, whatever they hold. */
async function ofOwnSide(read: Read, actor: Actor, id: string) {
  const conversation = await conversationById(read, id);
  const side = conversation && sideOf(conversation, ownOf(actor));
  return side ? { conversation, side } : null;
}

const conversationRoutes = [
  page({
    url: '/partner-conversations',
    act: finderActs.listConversations,
    show: async ({ read, actor }) => pageOf('Messages', conversationsPage(await conversationsOf(read, ownOf(actor)), ownOf(actor)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Messages' }] }),
  }),
  ...form({
    url: '/partner-conversations/:id',
    command: sendPartnerMessage,
    show: async ({ read, params, actor, csrf }, state) => {
      const found = await ofOwnSide(read, actor, params.id);
      return found ? pageOf(`Messages with ${found.side.otherName}`, conversationPage({ ...found, messages: await messagesOf(read, params.id), csrf }, state), backTo('/partner-conversations')) : notFound;
    },
    input: (posted, { id }) => ({ conversationId: id, words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/partner-conversations/${id}`, 'Sent.'),
    perMinute: 20,
  }),
  ...form({
    url: '/partner-conversations/:id/block',
    command: blockPartner,
    show: async ({ read, params, actor, csrf }, state) => {
      const found = await ofOwnSide(read, actor, params.id);
      if (!found) return notFound;
      const act = found.side.blockedByOwn ? 'Unblock' : 'Block';
      return pageOf(act, plainConfirmPage(`${act} ${found.side.otherName}`, found.side.blockedByOwn ? 'Both of you can write again.' : 'It can no longer write to you here, and is told only that you take no messages.', act, state, csrf), backTo(`/partner-conversations/${params.id}`));
    },
    input: (_posted, { id }) => ({ conversationId: id }),
    done: ({ blocked }, { id }) => redirectTo(`/partner-conversations/${id}`, blocked ? 'Blocked.' : 'Unblocked.'),
  }),
  ...form({
    url: '/partner-conversations/:id/report',
    command: reportAbuse,
    show: async ({ read, params, actor, csrf }, state) => {
      const found = await ofOwnSide(read, actor, params.id);
      return found ? pageOf('Report abuse', reportPage(found.side.otherName, state, csrf), backTo(`/partner-conversations/${params.id}`)) : notFound;
    },
    input: (posted, { id }) => ({ conversationId: id, words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/partner-conversations/${id}`, 'Reported, and blocked.'),
  }),
  page({ url: '/partner-reports', act: finderActs.listReports, show: async ({ read }) => pageOf('Reports of abuse', reportsPage(await reportsOf(read, null)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Reports of abuse' }] }) }),
  ...form({
    url: '/partner-reports/:id',
    command: answerReport,
    show: async ({ read, params, csrf }, state) => {
      const [report] = await reportsOf(read, params.id);
      return report ? pageOf('Report of abuse', answerReportPage(report, state, csrf), backTo('/partner-reports')) : notFound;
    },
    input: (posted, { id }) => ({ reportId: id, stops: posted.text('stops'), answer: posted.text('answer') }),
    done: () => redirectTo('/partner-reports', 'Recorded.'),
  }),
];

export const finderRoutes = [...aroundRoutes, ...postRoutes, ...conversationRoutes];
