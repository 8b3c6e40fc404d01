import { html, type Html } from '#platform/pages/html';
import { emptyState, plainList } from '#platform/pages/presentation';
import type { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, redirectTo, type PageContext } from '#platform/web/route';
import type { FormState } from '#platform/pages/form';
import type { Opportunity } from './opportunity.ts';
import { cancelOpportunity } from './cancel.command.ts';
import { followOpportunity } from './follow.command.ts';
import { isFollowing } from './follow.store.ts';
import { ports } from './ports.ts';
import { changeClosing, replaceDocument } from './after-publication.command.ts';
import { proposedWithdrawal } from './lot-withdrawal.store.ts';
import { withdrawLot } from './withdraw-lot.command.ts';
import { cancelPage, changeClosingPage, followPage, replaceDocumentPage, withdrawLotPage } from './changes.page.ts';
import { documentsOf } from './documents.store.ts';
import { backTo, backToOpportunity, publishedPage, whileTakingBids } from './draft-frame.routes.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lotsOf, opportunityById } from './opportunity.store.ts';

const toOpportunity = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/opportunities/${params.id}`, message);
const upload = (posted: Posted) => posted.filesOf('file').map(({ name, path }) => ({ name, path }))[0] ?? null;

const choicePage = (heading: string, choices: readonly Html[], none: string): Html =>
  html`<h1 class="govuk-heading-l">${heading}</h1>${choices.length === 0 ? emptyState({ title: none }) : plainList(choices)}`;

/** What may still change after publication, always with a reason that everyone reads. */
export const changesRoutes = [
  ...form({
    url: '/opportunities/:id/change-closing',
    command: changeClosing,
    show: (context, state) => publishedPage(context, (opportunity) => whileTakingBids(opportunity, () => pageOf('Give bidders more time', changeClosingPage(opportunity, state, context.csrf), backToOpportunity(opportunity.id)))),
    input: (posted, params) => ({ opportunityId: params.id, closesOn: posted.date('closesOn'), closesAt: posted.text('closesAt'), reason: posted.text('reason') }),
    done: toOpportunity('The closing time is changed, and everyone who is bidding is told.'),
  }),
  page({
    url: '/opportunities/:id/withdraw-lot',
    act: opportunitiesActs.withdrawLot,
    show: (context) => publishedPage(context, async (opportunity) => {
      const open = (await lotsOf(context.read, opportunity.id)).filter(({ state }) => state === 'open');
      const choices = open.map((lot) => html`<a class="govuk-link" href="/opportunities/${opportunity.id}/withdraw-lot/${lot.id}">${lot.number}. ${lot.title}</a>`);
      return pageOf('Withdraw a lot', choicePage('Which lot do you want to withdraw?', choices, 'This opportunity has no lots that are open.'), backToOpportunity(opportunity.id));
    }),
  }),
  ...form({
    url: '/opportunities/:id/withdraw-lot/:lotId',
    command: withdrawLot,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      const lot = (await lotsOf(context.read, opportunity.id)).find(({ id }) => id === context.params.lotId);
      if (!lot) return notFound;
      const proposed = await proposedWithdrawal(context.read, opportunity.id);
      const { submitted } = await ports().bidCounts(context.read, opportunity.id);
      return whileTakingBids(opportunity, () => pageOf('Withdraw a lot', withdrawLotPage(lot.title, { submitted, proposedReason: proposed?.lotId === lot.id ? proposed.reason : null }, state, context.csrf), backTo(opportunity.id, 'withdraw-lot', 'Back to the lots')));
    }),
    input: (posted, params) => ({ opportunityId: params.id, lotId: params.lotId, reason: posted.text('reason') }),
    done: ({ asked }, params) => redirectTo(`/opportunities/${params.id}`, asked === null ? 'The lot is withdrawn, and everyone who is bidding is told.' : 'Bids have been sent, so the withdrawal must be agreed. It is asked for; nobody is told yet.'),
  }),
  page({
    url: '/opportunities/:id/replace-document',
    act: opportunitiesActs.replaceDocument,
    show: (context) => publishedPage(context, async (opportunity) => {
      const current = (await documentsOf(context.read, opportunity.id)).filter(({ replacedAt }) => replacedAt === null);
      const choices = current.map((document) => html`<a class="govuk-link" href="/opportunities/${opportunity.id}/replace-document/${document.id}">${document.title}</a>`);
      return pageOf('Replace a document', choicePage('Which document do you want to replace?', choices, 'This opportunity has no documents.'), backToOpportunity(opportunity.id));
    }),
  }),
  ...form({
    url: '/opportunities/:id/replace-document/:documentId',
    command: replaceDocument,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      const document = (await documentsOf(context.read, opportunity.id)).find(({ id, replacedAt }) => id === context.params.documentId && replacedAt === null);
      if (!document) return notFound;
      return whileTakingBids(opportunity, () => pageOf('Replace a document', replaceDocumentPage(document.title, state, context.csrf), backTo(opportunity.id, 'replace-document', 'Back to the documents')));
    }),
    input: (posted, params) => ({ opportunityId: params.id, documentId: params.documentId, reason: posted.text('reason'), file: upload(posted) }),
    done: toOpportunity('The document is replaced, and everyone who is bidding is told.'),
  }),
  ...form({
    url: '/opportunities/:id/cancel',
    command: cancelOpportunity,
    show: (context, state) => publishedPage(context, (opportunity) => publishedCancel(context, state, opportunity)),
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason') }),
    done: ({ asked }, params) => redirectTo(`/opportunities/${params.id}`, asked === null ? 'It is cancelled, and everyone concerned is told.' : 'Bids have been sent, so a cancellation must be agreed. It is asked for; nobody is told yet.'),
  }),
  ...form({
    url: '/opportunities/:id/follow',
    command: followOpportunity,
    show: async (context, state) => {
      const opportunity = await opportunityById(context.read, context.params.id);
      if (!opportunity) return notFound;
      const following = await isFollowing(context.read, opportunity.id, context.actor.personId);
      return pageOf(following ? 'Stop following' : 'Follow this opportunity', followPage(opportunity, following, state, context.csrf), backToOpportunity(opportunity.id));
    },
    input: (posted, params) => ({ opportunityId: params.id, follow: posted.text('follow') !== 'no' }),
    done: ({ follow }, params) => redirectTo(`/opportunities/${params.id}`, follow ? 'You follow this. You are told by mail of every change.' : 'You no longer follow this.'),
  }),
];

async function publishedCancel(context: Pick<PageContext<{ readonly id: string }, unknown>, 'read' | 'csrf'>, state: FormState, opportunity: Opportunity) {
  const counts = await ports().bidCounts(context.read, opportunity.id);
  return pageOf(`Cancel ${opportunity.title}`, cancelPage(opportunity, counts.submitted, state, context.csrf), backToOpportunity(opportunity.id));
}
