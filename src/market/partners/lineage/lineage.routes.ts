import type { Actor } from '#platform/access/access';
import type { Html } from '#platform/pages/html';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { opportunityById } from '#opportunities';
import { inTwoBids } from '../consortia/two-bids.store.ts';
import { may } from '#platform/access/access';
import { consortiaActs, lineageActs } from '../partners.acts.ts';
import { ports } from '../ports.ts';
import { addLineage, askAboutLineage, mayTellOf, recordLineageView, replyAboutLineage } from './lineage.commands.ts';
import { addLineagePage, askLineagePage, biddersLineagePage, organisationLineagePage, replyLineagePage, viewLineagePage } from './lineage.page.ts';
import { bidderLineages, isKeptFrom, lineageOf, lineageOfBid, type BidderLineage } from './lineage.store.ts';

async function onBid(context: { readonly read: Read; readonly params: { readonly id: string } }, title: string, draw: (found: BidderLineage) => Html | null): Promise<Answer> {
  const found = await lineageOfBid(context.read, context.params.id);
  const content = found && draw(found);
  return content ? pageOf(title, content, { backLink: { href: `/bids/${context.params.id}` } }) : notFound;
}

/** As `onBid`, for the authority's people: none of them who judges without names, or declared an interest, is told who bids. */
async function onJudgedBid(context: { readonly read: Read; readonly actor: Actor; readonly params: { readonly id: string } }, title: string, draw: (found: BidderLineage) => Html | null): Promise<Answer> {
  return (await isKeptFrom(context.read, context.actor, context.params.id)) ? notFound : onBid(context, title, draw);
}

export const lineageRoutes = [
  page({
    url: '/organisations/:id/lineage',
    act: lineageActs.view,
    show: async ({ read, params, actor }) => {
      const lineage = mayTellOf(actor, params.id) ? await lineageOf(read, params.id) : null;
      if (!lineage) return notFound;
      return pageOf('Who runs it, and what it was before', organisationLineagePage(lineage, lineageActs.add.may.some((grant) => grant.by === 'role' && actor.holdings.some(({ role }) => role === grant.role))), { backLink: { href: `/organisations/${params.id}` } });
    },
  }),
  ...form({
    url: '/organisations/:id/lineage/add',
    command: addLineage,
    show: async ({ read, params, csrf, actor }, state) => {
      const lineage = mayTellOf(actor, params.id) ? await lineageOf(read, params.id) : null;
      return lineage ? pageOf('Add a person or a former name', addLineagePage(lineage, state, csrf), { backLink: { href: `/organisations/${params.id}/lineage` } }) : notFound;
    },
    input: (posted, { id }) => ({ organisationId: id, kind: posted.text('kind'), name: posted.text('name'), role: posted.text('role'), number: posted.text('number'), source: posted.text('source') }),
    done: (_value, { id }) => redirectTo(`/organisations/${id}/lineage`, 'Added.'),
  }),
  page({
    url: '/opportunities/:id/lineage',
    act: lineageActs.viewBidders,
    show: async ({ read, params, actor, services }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity || (await ports().isLockedOut(read, params.id, actor))) return notFound;
      const inTwo = { opportunityId: params.id, found: await inTwoBids(read, params.id), mayDecide: await may(read, services.kinds, actor, consortiaActs.decideTwoBids, { kind: 'opportunity', id: params.id }) };
      return pageOf('The bidders and their ties', biddersLineagePage(opportunity.title, await bidderLineages(read, params.id), inTwo), { backLink: { href: `/opportunities/${params.id}` } });
    },
  }),
  ...form({
    url: '/bids/:id/lineage/view',
    command: recordLineageView,
    show: (context, state) => onJudgedBid(context, 'Record a view', (found) => viewLineagePage(found, state, context.csrf)),
    input: (posted, { id }) => ({ bidId: id, view: posted.text('view'), words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/bids/${id}/lineage/view`, 'Your view is recorded.'),
  }),
  ...form({
    url: '/bids/:id/lineage/ask',
    command: askAboutLineage,
    show: (context, state) => onJudgedBid(context, 'Ask the bidder', (found) => askLineagePage(found, state, context.csrf)),
    input: (_posted, { id }) => ({ bidId: id }),
    done: (_value, { id }) => redirectTo(`/bids/${id}/lineage/view`, 'The bidder is asked.'),
  }),
  ...form({
    url: '/bids/:id/lineage',
    command: replyAboutLineage,
    show: (context, state) => onBid(context, 'What the authority found', (found) => (found.asked ? replyLineagePage(found, state, context.csrf) : null)),
    input: (posted, { id }) => ({ bidId: id, words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/bids/${id}/lineage`, 'Your reply is sent.'),
  }),
];
