import { londonDate } from '#kernel/calendar-date';
import type { Act } from '#platform/access/act';
import { may, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { form, notFound, page, pageOf, redirectTo, type Page } from '#platform/web/route';
import { coreAt, coreOf } from '../core/core.store.ts';
import { ports } from '../ports.ts';
import { selectionActs } from '../selection.acts.ts';
import { checkingOf, opportunityReference, requirementsOf, tenderFacts, type TenderFacts } from '../tender/tender.store.ts';
import { documentsIn, sharedWith } from '../vault/vault.store.ts';
import { decideConcern, giveFinancialView, raiseConcern, recordExclusionCheck, replyToConcern } from './checks.commands.ts';
import { askEvidencePage, bidderChecksPage, checksPage, concernPage, debarmentPage, decidePage, financePage, groundPage, replyPage, type BidderChecks } from './checks.page.ts';
import { checksOf, concernById, concernsOf, evidenceById, evidenceOf, openedBidders, viewsOf, type OpenedBidder } from './checks.store.ts';
import { askEvidence, decideOnEvidence, giveEvidence } from './evidence.commands.ts';
import { decideEvidencePage, evidencePage, giveEvidencePage } from './evidence.page.ts';

const MOST_SHARED = 100;
const back = (href: string, text = 'Back'): Pick<Page, 'backLink'> => ({ backLink: { text, href } });

interface Asking { readonly read: Read; readonly actor: Actor; readonly services: Services }

/** A tender with its opened bidders; null for whoever declared an interest in it. */
async function checked({ read, actor }: Asking, opportunityId: string): Promise<{ readonly tender: TenderFacts; readonly bidders: readonly BidderChecks[] } | null> {
  const tender = await tenderFacts(read, opportunityId);
  if (!tender || (await ports().isLockedOut(read, opportunityId, actor))) return null;
  const [bidders, checks, concerns, views, evidence] = [await openedBidders(read, opportunityId), await checksOf(read, opportunityId), await concernsOf(read, opportunityId), await viewsOf(read, opportunityId), await evidenceOf(read, opportunityId)];
  const first = tender.openedAt === null ? [] : await ports().provisionalWinners(read, opportunityId);
  const standing = bidders.length > 0 ? await ports().reservedStanding(read, opportunityId, bidders.map(({ organisationId }) => organisationId)) : null;
  const of = <Row extends { readonly bidId: string }>(rows: readonly Row[], bidder: OpenedBidder): Row[] => rows.filter(({ bidId }) => bidId === bidder.bidId);
  return { tender, bidders: bidders.map((bidder) => ({ bidder, first: first.some(({ bidId }) => bidId === bidder.bidId), checks: of(checks, bidder), concerns: of(concerns, bidder), views: of(views, bidder), evidence: of(evidence, bidder), reserved: standing && { lacks: standing.get(bidder.organisationId) ?? null } })) };
}

/** A form about one opened bidder. */
async function onBidder(context: Asking & { readonly params: { readonly id: string; readonly bid: string } }, title: string, draw: (bidder: OpenedBidder, tender: TenderFacts) => Promise<Parameters<typeof pageOf>[1]>) {
  const found = await checked(context, context.params.id);
  const one = found?.bidders.find(({ bidder }) => bidder.bidId === context.params.bid);
  return found && one ? pageOf(title, await draw(one.bidder, found.tender), back(`/opportunities/${found.tender.id}/checks/${one.bidder.bidId}`)) : notFound;
}

const coreSent = (read: Read, bidder: OpenedBidder) => coreAt(read, bidder.organisationId, bidder.submittedAt);
const toBidder = (message: string) => (_value: unknown, params: { readonly id: string; readonly bid: string }) => redirectTo(`/opportunities/${params.id}/checks/${params.bid}`, message);
const allowed = ({ read, services, actor }: Asking, act: Act, kind: string, id: string) => may(read, services.kinds, actor, act, { kind, id });

export const checksRoutes = [
  page({
    url: '/opportunities/:id/checks', act: selectionActs.viewChecks,
    show: async (context) => {
      const found = await checked(context, context.params.id);
      return found ? pageOf('Checks of bidders', checksPage(found.tender, await checkingOf(context.read, found.tender), found.bidders), back(`/opportunities/${found.tender.id}`, 'Back to the opportunity')) : notFound;
    },
  }),
  page({
    url: '/opportunities/:id/checks/:bid', act: selectionActs.viewChecks, viewing: true,
    show: async (context) => {
      const { read, params, actor, services } = context;
      const found = await checked(context, params.id);
      const one = found?.bidders.find(({ bidder }) => bidder.bidId === params.bid);
      if (!found || !one) return notFound;
      const about = opportunityReference(params.id);
      const shared = (await sharedWith(read, actor, { opportunityId: params.id, limit: MOST_SHARED })).filter(({ organisationId }) => organisationId === one.bidder.organisationId);
      const mayDo = (act: Act) => may(read, services.kinds, actor, act, about);
      const content = bidderChecksPage({
        ...one, tender: found.tender, core: await coreSent(read, one.bidder), shareCode: (await coreOf(read, one.bidder.organisationId)).shareCode, shared, today: londonDate(await readClock(read)),
        may: { check: await mayDo(selectionActs.recordCheck), raise: await mayDo(selectionActs.raiseConcern), finance: await mayDo(selectionActs.giveFinancialView), ask: await mayDo(selectionActs.askEvidence) },
      });
      return pageOf(one.bidder.organisationName, content, back(`/opportunities/${params.id}/checks`, 'Back to all bidders'));
    },
  }),
  ...form({
    url: '/opportunities/:id/checks/:bid/debarment', command: recordExclusionCheck,
    show: (context, state) => onBidder(context, 'Check the debarment list', async (bidder) => debarmentPage(bidder, await coreSent(context.read, bidder), londonDate(await readClock(context.read)), state, context.csrf)),
    input: (posted, params) => ({ opportunityId: params.id, bidId: params.bid, listSource: posted.text('listSource'), checkedOn: posted.date('checkedOn'), result: posted.text('result'), note: posted.text('note') }),
    done: toBidder('The check is recorded.'),
  }),
  ...form({
    url: '/opportunities/:id/checks/:bid/ground', command: raiseConcern,
    show: (context, state) => onBidder(context, 'Raise a ground for exclusion', async (bidder) => groundPage(bidder, state, context.csrf)),
    input: (posted, params) => ({ opportunityId: params.id, bidId: params.bid, ground: posted.text('ground'), debarred: posted.text('debarred') === 'yes', facts: posted.text('facts'), replyOn: posted.date('replyOn') }),
    done: toBidder('The supplier has been written to. Nothing is decided before it is heard.'),
  }),
  ...form({
    url: '/opportunities/:id/checks/:bid/finance', command: giveFinancialView,
    show: (context, state) => onBidder(context, 'Financial standing', async (bidder) => financePage(bidder, await coreSent(context.read, bidder), state, context.csrf)),
    input: (posted, params) => ({ opportunityId: params.id, bidId: params.bid, reliedOn: posted.texts('reliedOn'), view: posted.text('view'), conditions: posted.text('conditions'), ground: posted.text('ground'), reasons: posted.text('reasons') }),
    done: toBidder('The view is recorded.'),
  }),
  ...form({
    url: '/opportunities/:id/checks/:bid/evidence', command: askEvidence,
    show: (context, state) => onBidder(context, 'Ask for evidence', async (bidder, tender) => askEvidencePage(bidder, (await requirementsOf(context.read, tender.id)).find(({ kind }) => kind === 'evidence')?.amount ?? null, state, context.csrf)),
    input: (posted, params) => ({ opportunityId: params.id, bidId: params.bid, kinds: posted.texts('kinds'), words: posted.text('words'), dueOn: posted.date('dueOn') }),
    done: ({ requestId }) => redirectTo(`/evidence/${requestId}`, 'The supplier has been asked.'),
  }),
  page({
    url: '/exclusion-concerns/:id', act: selectionActs.viewConcern,
    show: async (context) => {
      const concern = await concernById(context.read, context.params.id);
      if (!concern || (await ports().isLockedOut(context.read, concern.opportunityId, context.actor))) return notFound;
      const can = (act: Act) => allowed(context, act, 'exclusion-concern', concern.id);
      return pageOf('A ground for exclusion', concernPage(concern, { reply: await can(selectionActs.replyToConcern), decide: await can(selectionActs.decideConcern) }), back('/home', 'Home'));
    },
  }),
  ...form({
    url: '/exclusion-concerns/:id/reply', command: replyToConcern,
    show: async ({ read, params, csrf }, state) => {
      const concern = await concernById(read, params.id);
      return concern ? pageOf('Reply', replyPage(concern, state, csrf), back(`/exclusion-concerns/${concern.id}`)) : notFound;
    },
    input: (posted, params) => ({ concernId: params.id, reply: posted.text('reply') }),
    done: (_value, params) => redirectTo(`/exclusion-concerns/${params.id}`, 'Your reply is sent.'),
  }),
  ...form({
    url: '/exclusion-concerns/:id/decide', command: decideConcern,
    show: async ({ read, params, csrf, actor }, state) => {
      const concern = await concernById(read, params.id);
      return concern && !(await ports().isLockedOut(read, concern.opportunityId, actor)) ? pageOf('Decide', decidePage(concern, state, csrf), back(`/exclusion-concerns/${concern.id}`)) : notFound;
    },
    input: (posted, params) => ({ concernId: params.id, continuing: posted.text('continuing'), decision: posted.text('decision'), reasons: posted.text('reasons') }),
    done: (_value, params) => redirectTo(`/exclusion-concerns/${params.id}`, 'The decision is recorded.'),
  }),
  page({
    url: '/evidence/:id', act: selectionActs.viewEvidence,
    show: async (context) => {
      const request = await evidenceById(context.read, context.params.id);
      if (!request || (await ports().isLockedOut(context.read, request.opportunityId, context.actor))) return notFound;
      const can = (act: Act) => allowed(context, act, 'evidence-request', request.id);
      const shared = await sharedWith(context.read, context.actor, { opportunityId: request.opportunityId, limit: MOST_SHARED });
      return pageOf('Evidence', evidencePage(request, shared, { give: await can(selectionActs.giveEvidence), decide: await can(selectionActs.decideEvidence) }), back('/home', 'Home'));
    },
  }),
  ...form({
    url: '/evidence/:id/give', command: giveEvidence,
    show: async ({ read, params, csrf }, state) => {
      const request = await evidenceById(read, params.id);
      return request ? pageOf('Give evidence', giveEvidencePage(request, await documentsIn(read, request.organisationId), state, csrf), back(`/evidence/${request.id}`)) : notFound;
    },
    input: (posted, params) => ({
      requestId: params.id, consent: posted.text('consent'),
      documents: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith('document-')).map((name) => [name.slice('document-'.length), posted.text(name)])),
    }),
    done: ({ open }, params) => redirectTo(`/evidence/${params.id}`, open === 0 ? 'Everything is given. The authority has been told.' : `Given. ${open} still to give.`),
  }),
  ...form({
    url: '/evidence/:id/decide', command: decideOnEvidence,
    show: async ({ read, params, csrf }, state) => {
      const request = await evidenceById(read, params.id);
      return request ? pageOf('Decide on the evidence', decideEvidencePage(request, state, csrf), back(`/evidence/${request.id}`)) : notFound;
    },
    input: (posted, params) => ({ requestId: params.id, to: posted.text('to'), failing: posted.text('failing'), reasons: posted.text('reasons') }),
    done: (_value, params) => redirectTo(`/evidence/${params.id}`, 'The decision is recorded.'),
  }),
];
