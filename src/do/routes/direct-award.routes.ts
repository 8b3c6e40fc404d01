import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { textArea } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { approvalState } from '#parts/approvals';
import { noticesOf } from '#parts/notices';
import { lawFrom } from '#policy';
import { announceDirectAward, awardDirectly, contractDirectAward, recordDirectAward, withdrawDirectAward } from './direct-award.commands.ts';
import { directAwardList, directAwardPage, recordDirectAwardPage, stepPage } from './direct-award.page.ts';
import { DIRECT_AWARD, directAwardById, directAwardHash, listDirectAwards } from './direct-award.store.ts';
import { groundOf, groundsFor } from './direct-award.ts';
import { bodiesToBuyFor } from './purchase.store.ts';
import { routesActs } from './routes.acts.ts';

const back = (id: string) => ({ backLink: { href: `/direct-awards/${id}` } });
const to = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/direct-awards/${params.id}`, message);
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) });

/** Contracts given without competition, step by step. */
export const directAwardRoutes = [
  page({
    url: '/direct-awards',
    act: routesActs.listDirectAwards,
    query: listQuery,
    show: async ({ read, actor, query }) => {
      const { awards, more } = await listDirectAwards(read, actor, query.page);
      const mayRecord = (await bodiesToBuyFor(read, actor)).length > 0;
      return pageOf('Direct awards', directAwardList(awards, mayRecord, query.page > 1 ? `/direct-awards?page=${query.page - 1}` : null, more ? `/direct-awards?page=${query.page + 1}` : null), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Direct awards' }] });
    },
  }),
  ...form({
    url: '/direct-awards/new',
    command: recordDirectAward,
    show: async ({ read, actor, csrf }, state) =>
      pageOf('Record a direct award', recordDirectAwardPage({ bodies: await bodiesToBuyFor(read, actor), grounds: groundsFor(londonDate(await readClock(read)), await lawFrom(read)), csrf }, state), { backLink: { href: '/direct-awards' } }),
    input: (posted) => ({
      bodyId: posted.text('bodyId'), title: posted.text('title'), summary: posted.text('summary'), category: posted.text('category'), lightTouch: posted.texts('lightTouch').includes('yes'), supplier: posted.text('supplier'),
      value: posted.text('value'), vat: posted.text('vat'), startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), ground: posted.text('ground'), justification: posted.text('justification'),
    }),
    done: ({ id }) => redirectTo(`/direct-awards/${id}`, 'It is recorded, and whoever agrees to direct awards is asked.'),
  }),
  page({
    url: '/direct-awards/:id',
    act: routesActs.viewDirectAward,
    show: async ({ read, params, actor, services }) => {
      const award = await directAwardById(read, params.id);
      if (!award) return notFound;
      const record = { kind: 'direct-award', id: award.id };
      const { standing } = await approvalState(read, record, DIRECT_AWARD, directAwardHash(award));
      const ground = groundOf(award.ground, award.commencedOn ?? londonDate(await readClock(read)), await lawFrom(read)) ?? null;
      const mayAct = await may(read, services.kinds, actor, routesActs.announceDirectAward, record);
      return pageOf(award.title, directAwardPage({ award, ground, approval: standing, notices: await noticesOf(read, record), mayAct }), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Direct awards', href: '/direct-awards' }, { text: award.title }] });
    },
  }),
  ...form({
    url: '/direct-awards/:id/announce',
    command: announceDirectAward,
    show: async ({ read, params, csrf }, state) => {
      const award = await directAwardById(read, params.id);
      return award?.state === 'draft' ? pageOf('Publish the transparency notice', stepPage(award, {
        heading: 'Publish the transparency notice', act: 'Publish', platform: true, sentences: ['Everyone can read it before the contract is given, with the ground and your justification.'],
        fields: html`<p class="govuk-body">The <a class="govuk-link" href="/direct-awards/${award.id}/conflicts">conflicts assessment</a> is prepared first, and confirmed for this notice (UK5).</p>`,
      }, csrf, state), back(award.id)) : notFound;
    },
    input: (posted, { id }) => ({ directAwardId: id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    done: to('The transparency notice is published.'),
  }),
  ...form({
    url: '/direct-awards/:id/award',
    command: awardDirectly,
    show: async ({ read, params, csrf }, state) => {
      const award = await directAwardById(read, params.id);
      return award?.state === 'announced' ? pageOf('Publish the award notice', stepPage(award, { heading: 'Publish the award notice', act: 'Publish', platform: true, sentences: ['The standstill begins with it, where one is owed.'] }, csrf, state), back(award.id)) : notFound;
    },
    input: (posted, { id }) => ({ directAwardId: id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    done: to('The award is published.'),
  }),
  ...form({
    url: '/direct-awards/:id/contract',
    command: contractDirectAward,
    show: async ({ read, params, csrf }, state) => {
      const award = await directAwardById(read, params.id);
      return award?.state === 'awarded' ? pageOf('Make the contract', stepPage(award, { heading: 'Make the contract', act: 'Make the contract', sentences: ['It goes on the contracts register as a draft: name its manager, director and outcomes there to make it public. Its contract details notice is then due.'] }, csrf, state), back(award.id)) : notFound;
    },
    input: (_posted, { id }) => ({ directAwardId: id }),
    done: to('The contract is made. Complete it on the register.'),
  }),
  ...form({
    url: '/direct-awards/:id/withdraw',
    command: withdrawDirectAward,
    show: async ({ read, params, csrf }, state) => {
      const award = await directAwardById(read, params.id);
      return award && award.state !== 'contracted' && award.state !== 'withdrawn' ? pageOf('Withdraw it', stepPage(award, { heading: 'Withdraw it', act: 'Withdraw', danger: true, sentences: ['It stays on record with your reason. Once a transparency notice was published, a termination notice follows.'], fields: textArea(state, { name: 'reason', label: 'Why?', rows: 4 }) }, csrf, state), back(award.id)) : notFound;
    },
    input: (posted, { id }) => ({ directAwardId: id, reason: posted.text('reason') }),
    done: to('It is withdrawn.'),
  }),
];
