import { questionsOf } from '#parts/questions';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, payload, redirectTo } from '#platform/web/route';
import { bidderKey, openingKeys } from './bid-key.store.ts';
import { findBid, findOpportunity, lotsOf, receivedCount, type Bid } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { openFile, readDraft } from './draft.store.ts';
import { closingChangesOf, extendClosing } from './extend-closing.command.ts';
import { nameOpeners } from './name-openers.command.ts';
import { namedOpeners, officersOf } from './named-opener.store.ts';
import { nameOpenersPage, openersModel } from './openers.page.ts';
import { signOpening } from './open-bids.command.ts';
import { signPriceOpening } from './open-prices.command.ts';
import { extendPage, openedBidPage, openingPage, priceOpeningPage, receivedPage } from './opening.page.ts';
import { isOnPanel, lateBids, openedBids, panelDoor, priceEnvelopeOf, signaturesOf } from './opening.store.ts';
import { ports, type BidGroup } from './ports.ts';
import { shownFiles } from './shown-files.store.ts';

const toOpportunity = (id: string, text = 'Back to the opportunity') => ({ backLink: { text, href: `/opportunities/${id}` } });

/** Whether somebody of the authority may read opened bids: by office on the body, or as an assessor who declared no interest. */
async function mayReadAnswers(read: Read, actor: Actor, opportunityId: string, bodyId: string): Promise<boolean> {
  const byOffice = holdsOn(actor, bodyId, 'procurement-officer', 'auditor');
  return panelDoor(read, opportunityId, actor.personId, !byOffice);
}

/** As `mayReadAnswers`, with the bidder's name: not for those who judge while names are hidden from them. */
export async function mayReadOpened(read: Read, actor: Actor, opportunityId: string, bodyId: string): Promise<boolean> {
  return (await mayReadAnswers(read, actor, opportunityId, bodyId)) && !(await namesHiddenFrom(read, actor, opportunityId));
}

const namesHiddenFrom = async (read: Read, actor: Actor, opportunityId: string): Promise<boolean> =>
  (await isOnPanel(read, opportunityId, actor.personId)) && (await ports().namesHidden(read, opportunityId));

/** The panel reads prices once its scoring is complete, and not before. */
const showsPrices = async (read: Read, actor: Actor, opportunity: { readonly id: string; readonly state: string }): Promise<boolean> =>
  opportunity.state !== 'opened' || !(await isOnPanel(read, opportunity.id, actor.personId));

const isBidders = (actor: Actor, bid: Bid): boolean => actor.holdings.some((held) => held.scopeKind === 'organisation' && held.scopeId === bid.organisationId);

/** The authority's rooms: a number before the opening, the bids after it. */
export const openingRoutes = [
  page({
    url: '/opportunities/:id/bids',
    act: bidsActs.listReceived,
    show: async ({ read, actor, params }) => {
      const opportunity = await findOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const mayRead = opportunity.openedAt !== null && (await mayReadOpened(read, actor, opportunity.id, opportunity.bodyId));
      const mayOpen = holdsOn(actor, opportunity.bodyId, 'procurement-officer');
      const model = {
        opportunity, mayRead, mayOpen, received: await receivedCount(read, opportunity.id), lots: await lotsOf(read, opportunity.id),
        opened: mayRead ? await openedBids(read, opportunity.id) : [], late: mayRead ? await lateBids(read, opportunity.id) : [],
        showsPrices: await showsPrices(read, actor, opportunity), envelope: await priceEnvelopeOf(read, opportunity.id), namesHidden: await namesHiddenFrom(read, actor, opportunity.id),
        groups: mayRead ? await ports().openedGroups(read, opportunity.id) : new Map<string, BidGroup>(),
        signatures: mayRead || (mayOpen && opportunity.openedAt === null) ? await signaturesOf(read, opportunity.id, 'quality', opportunity.closesAt) : [],
      };
      return pageOf(`Bids for ${opportunity.title}`, receivedPage(model), toOpportunity(opportunity.id));
    },
  }),
  ...form({
    url: '/opportunities/:id/opening',
    command: signOpening,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const signatures = await signaturesOf(read, opportunity.id, 'quality', opportunity.closesAt);
      const openers = openersModel(await namedOpeners(read, opportunity.id), signatures, actor.personId!);
      return pageOf('Open the bids', openingPage(opportunity, await receivedCount(read, opportunity.id), openers, csrf, state), { backLink: { text: 'Back to the bids', href: `/opportunities/${opportunity.id}/bids` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason') }),
    done: ({ opened, openers }, params) =>
      opened === null
        ? redirectTo(`/opportunities/${params.id}/opening`, 'You have signed. The bids open when the next named officer signs.')
        : redirectTo(`/opportunities/${params.id}/bids`, `${opened} ${opened === 1 ? 'bid' : 'bids'} opened by ${openers.join(' and ')}.`),
  }),
  ...form({
    url: '/opportunities/:id/price-opening',
    command: signPriceOpening,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      const envelope = await priceEnvelopeOf(read, params.id);
      if (!opportunity || opportunity.openedAt === null || envelope === 'with-the-rest') return notFound;
      const quality = await ports().qualityComplete(read, opportunity.id);
      const model = { opportunity, envelope, waiting: quality.kind === 'refused' ? quality.sentence : null, openers: openersModel(await namedOpeners(read, opportunity.id), await signaturesOf(read, opportunity.id, 'price', opportunity.closesAt), actor.personId!) };
      return pageOf('Open the prices', priceOpeningPage(model, csrf, state), { backLink: { text: 'Back to the bids', href: `/opportunities/${opportunity.id}/bids` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason') }),
    done: ({ opened, openers, keptSealed }, params) =>
      opened === null
        ? redirectTo(`/opportunities/${params.id}/price-opening`, 'You have signed. The prices open when the next named officer signs.')
        : redirectTo(`/opportunities/${params.id}/bids`, `The prices of ${opened} ${opened === 1 ? 'bid' : 'bids'} opened by ${openers.join(' and ')}.${keptSealed > 0 ? ` ${keptSealed} ${keptSealed === 1 ? 'bid stays' : 'bids stay'} sealed.` : ''}`),
  }),
  ...form({
    url: '/opportunities/:id/openers',
    command: nameOpeners,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      return opportunity ? pageOf('Who opens the bids', nameOpenersPage(opportunity, await officersOf(read, opportunity.bodyId), await namedOpeners(read, opportunity.id), csrf, state), { backLink: { text: 'Back to the opening', href: `/opportunities/${opportunity.id}/opening` } }) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, openers: posted.texts('openers') }),
    done: ({ number }, params) => redirectTo(`/opportunities/${params.id}/openers`, number === 0 ? 'Any procurement officer can sign' : 'The openers are named'),
  }),
  ...form({
    url: '/opportunities/:id/extend',
    command: extendClosing,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      return opportunity ? pageOf('Give all bidders more time', extendPage(opportunity, await closingChangesOf(read, opportunity.id), csrf, state), toOpportunity(opportunity.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, newDate: posted.date('newDate'), newTime: posted.text('newTime'), reason: posted.text('reason'), evidence: posted.text('evidence') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/bids`, 'The closing time is extended and all bidders are told.'),
  }),
  page({
    url: '/bids/:id/opened',
    act: bidsActs.readOpened,
    viewing: true,
    show: async ({ read, actor, params }) => {
      const bid = await findBid(read, params.id);
      const opportunity = bid && (await findOpportunity(read, bid.opportunityId));
      if (!opportunity || !(await mayReadOpened(read, actor, opportunity.id, opportunity.bodyId))) return notFound;
      const [opened] = await openedBids(read, opportunity.id, { bidId: params.id });
      const set = await questionsOf(read, { kind: 'opportunity', id: opportunity.id }, 'tender');
      if (!opened) return notFound;
      const group = (await ports().openedGroups(read, opportunity.id)).get(opened.bidId) ?? null;
      return pageOf(opened.organisationName, openedBidPage(opened, set?.questions ?? [], await lotsOf(read, opportunity.id), { opportunity, group, deletedAt: bid.contentsDeletedAt, showsPrices: await showsPrices(read, actor, opportunity), envelope: await priceEnvelopeOf(read, opportunity.id) }), { backLink: { text: 'Back to the bids', href: `/opportunities/${opportunity.id}/bids` } });
    },
  }),
  page({
    url: '/bids/:id/files/:fileId',
    act: bidsActs.readFile,
    viewing: true,
    show: async ({ read, actor, services, params }) => {
      const bid = await findBid(read, params.id);
      const opportunity = bid && (await findOpportunity(read, bid.opportunityId));
      if (!bid || !opportunity) return notFound;
      if (isBidders(actor, bid)) {
        const file = (await readDraft(read, bid)).files.find(({ id }) => id === params.fileId);
        return file ? payload(file.mediaType, await openFile(services, bid.id, file.fileId, await bidderKey(read, bid, 'quality')), { fileName: file.name }) : notFound;
      }
      if (!(await mayReadAnswers(read, actor, opportunity.id, opportunity.bodyId))) return notFound;
      const [opened] = await openedBids(read, opportunity.id, { bidId: bid.id });
      const file = opened?.files.find(({ id }) => id === params.fileId);
      const key = (await openingKeys(read, opportunity.id, 'quality', [bid.id])).get(bid.id);
      const shown = (await shownFiles(read, opportunity.id, bid.id, await namesHiddenFrom(read, actor, opportunity.id))).find(({ id }) => id === params.fileId);
      return file && key && shown ? payload(file.mediaType, await openFile(services, bid.id, file.fileId, key), { fileName: shown.fileName }) : notFound;
    },
  }),
];
