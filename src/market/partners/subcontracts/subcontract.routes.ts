import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import type { Html } from '#platform/pages/html';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { readAgreement } from '#agreements';
import { subcontractsActs } from '../partners.acts.ts';
import { speaksFor } from '../suppliers.ts';
import { letSubcontract, postSubcontract, replyToSubcontract, requirePosting, withdrawSubcontract } from './subcontract.commands.ts';
import { letPage, newNoticePage, noticePage, noticesPage, repliesPage, replyPage, requirePage, withdrawPage } from './subcontract.page.ts';
import { noticeById, openNotices, repliesTo, requirementOf, type Notice } from './subcontract.store.ts';
import { organisationNames } from '#parties';

const NOTICES_A_PAGE = 50;
async function onNotice(context: { readonly read: Read; readonly params: { readonly id: string } }, title: string, draw: (notice: Notice) => Html | Promise<Html>): Promise<Answer> {
  const notice = await noticeById(context.read, context.params.id);
  return notice ? pageOf(title, await draw(notice), { backLink: { href: `/sub-contracts/${context.params.id}` } }) : notFound;
}

export const subcontractRoutes = [
  page({
    url: '/sub-contracts',
    act: subcontractsActs.list,
    query: z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) }),
    show: async ({ read, query }) => {
      const notices = await openNotices(read, query.page, NOTICES_A_PAGE);
      const at = (number: number) => `/sub-contracts?page=${number}`;
      return pageOf('Work that main contractors pass on', noticesPage(notices.slice(0, NOTICES_A_PAGE), query.page > 1 ? at(query.page - 1) : null, notices.length > NOTICES_A_PAGE ? at(query.page + 1) : null), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Sub-contracts' }] });
    },
  }),
  page({
    url: '/sub-contracts/:id',
    act: subcontractsActs.view,
    show: async ({ read, params, actor }) => {
      const notice = await noticeById(read, params.id);
      if (!notice) return notFound;
      const own = speaksFor(actor);
      const open = notice.state === 'open' && notice.replyByOn >= londonDate(await readClock(read));
      return pageOf(notice.title, noticePage(notice, { isOwn: own.includes(notice.organisationId), open, isSupplier: own.length > 0 }), { breadcrumbs: [{ text: 'Sub-contracts', href: '/sub-contracts' }, { text: notice.title }] });
    },
  }),
  ...form({
    url: '/agreements/:id/sub-contracts/new',
    command: postSubcontract,
    show: async ({ read, params, csrf }, state) => {
      const agreement = await readAgreement(read, params.id);
      return agreement ? pageOf('Offer work', newNoticePage(agreement.title, state, csrf), { backLink: { href: `/contracts/${params.id}` } }) : notFound;
    },
    input: (posted, { id }) => ({ agreementId: id, title: posted.text('title'), description: posted.text('description'), areas: posted.text('areas'), worth: posted.text('worth'), replyByOn: posted.date('replyByOn') }),
    done: (id) => redirectTo(`/sub-contracts/${id}`, 'It is posted. Everyone can read it.'),
  }),
  ...form({
    url: '/agreements/:id/sub-contracts/require',
    command: requirePosting,
    show: async ({ read, params, csrf }, state) => {
      const agreement = await readAgreement(read, params.id);
      return agreement ? pageOf('Require posting', requirePage(agreement.title, await requirementOf(read, params.id), state, csrf), { backLink: { href: `/contracts/${params.id}` } }) : notFound;
    },
    input: (posted, { id }) => ({ agreementId: id, fromOn: posted.date('fromOn'), reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(`/contracts/${id}`, 'Saved.'),
  }),
  ...form({
    url: '/sub-contracts/:id/reply',
    command: replyToSubcontract,
    show: (context, state) => onNotice(context, 'Reply', async (notice) => {
      const own = speaksFor(context.actor);
      const organisations = await organisationNames(context.read, own);
      return replyPage(notice, organisations, state, context.csrf);
    }),
    input: (posted, { id }) => ({ noticeId: id, organisationId: posted.text('organisationId'), words: posted.text('words'), price: posted.text('price') }),
    done: (_value, { id }) => redirectTo(`/sub-contracts/${id}`, 'Your reply is sent. You can send it again until the last day: the newest counts.'),
  }),
  page({ url: '/sub-contracts/:id/replies', act: subcontractsActs.readReplies, show: (context) => onNotice(context, 'Replies', async (notice) => repliesPage(notice, await repliesTo(context.read, notice.id))) }),
  ...form({
    url: '/sub-contracts/:id/let',
    command: letSubcontract,
    show: (context, state) => onNotice(context, 'Let the work', async (notice) => letPage(notice, await repliesTo(context.read, notice.id), state, context.csrf)),
    input: (posted, { id }) => ({ noticeId: id, replyId: posted.text('replyId'), price: posted.text('price') }),
    done: (_value, { id }) => redirectTo(`/sub-contracts/${id}`, 'The work is let.'),
  }),
  ...form({
    url: '/sub-contracts/:id/withdraw',
    command: withdrawSubcontract,
    show: (context, state) => onNotice(context, 'Withdraw', (notice) => withdrawPage(notice, state, context.csrf)),
    input: (posted, { id }) => ({ noticeId: id, reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(`/sub-contracts/${id}`, 'Withdrawn.'),
  }),
];
