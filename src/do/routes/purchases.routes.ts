import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { approvalState } from '#parts/approvals';
import { policyValue } from '#policy';
import { overridePurchaseRoute } from './override-route.command.ts';
import { awardPurchase, cancelPurchase, recordPurchase } from './purchase.commands.ts';
import { awardPurchasePage, cancelPurchasePage, purchaseListPage, purchasePage, recordPurchasePage } from './purchase.page.ts';
import { bodiesToBuyFor, listPurchases, postingFlags, purchaseById, tiedPurchases } from './purchase.store.ts';
import { PURCHASING_ROUTE_TITLES } from './route-definitions.ts';
import { routesActs } from './routes.acts.ts';
import { EXEMPTION_WORDS, overridePage } from './value.page.ts';
import { exemptionHash, ROUTE_EXEMPTION } from './valuation.store.ts';

/** A list's page number: 1 for anything else that was typed. */
export const pageNumber = z.coerce.number().int().min(1).max(1000).catch(1);
const listQuery = z.object({ page: pageNumber, flagged: z.enum(['yes', '']).catch('') });
const ofPurchases = { text: 'Purchases', href: '/purchases' };

export const purchasesRoutes = [
  page({
    url: '/purchases',
    act: routesActs.listPurchases,
    query: listQuery,
    show: async ({ read, actor, query }) => {
      const flaggedOnly = query.flagged === 'yes';
      const { purchases, more } = await listPurchases(read, actor, { page: query.page, ...(flaggedOnly ? { where: sql`r.split_flag is not null` } : {}) });
      const address = (number: number): string => `/purchases?page=${number}${flaggedOnly ? '&flagged=yes' : ''}`;
      const mayRecord = (await bodiesToBuyFor(read, actor)).length > 0;
      const content = purchaseListPage({ purchases, notPosted: await postingFlags(read, purchases), flaggedOnly, mayRecord, previous: query.page > 1 ? address(query.page - 1) : null, next: more ? address(query.page + 1) : null });
      return pageOf('Purchases', content, { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Purchases' }] });
    },
  }),
  ...form({
    url: '/purchases/new',
    command: recordPurchase,
    show: async ({ read, actor, csrf }, shown) =>
      pageOf('Record a purchase', recordPurchasePage({ bodies: await bodiesToBuyFor(read, actor), today: londonDate(await readClock(read)), csrf }, shown), { backLink: { href: '/purchases' } }),
    input: (posted) => ({
      bodyId: posted.text('bodyId'), title: posted.text('title'), category: posted.text('category'), value: posted.text('value'), vat: posted.text('vat'),
      supplier: posted.text('supplier'), decidedOn: posted.date('decidedOn'), quotesReceived: posted.text('quotesReceived'), posting: posted.text('posting'),
    }),
    done: ({ id, route, splitFlag }) => redirectTo(`/purchases/${id}`, `Recorded. The route is: ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}.${splitFlag ? ' It is flagged: look at the warning.' : ''}`),
  }),
  page({
    url: '/purchases/:id',
    act: routesActs.viewPurchase,
    show: async ({ read, params, actor, services }) => {
      const purchase = await purchaseById(read, params.id);
      if (!purchase) return notFound;
      const record = { kind: 'purchase', id: purchase.id };
      const { standing } = await approvalState(read, record, ROUTE_EXEMPTION, exemptionHash(purchase));
      const months = (await policyValue(read, purchase.bodyId, 'splitCheck.months', purchase.decidedOn)).value ?? 12;
      const content = purchasePage({
        purchase, notPosted: (await postingFlags(read, [purchase])).get(purchase.id) ?? null, exemption: purchase.override ? EXEMPTION_WORDS[standing] : null, tied: await tiedPurchases(read, actor, purchase, months),
        mayAct: await may(read, services.kinds, actor, routesActs.awardPurchase, record),
      });
      return pageOf(purchase.title, content, { breadcrumbs: [{ text: 'Home', href: '/home' }, ofPurchases, { text: purchase.title }] });
    },
  }),
  ...form({
    url: '/purchases/:id/award',
    command: awardPurchase,
    show: async ({ read, params, csrf }, shown) => {
      const purchase = await purchaseById(read, params.id);
      return purchase ? pageOf('Award the purchase', awardPurchasePage(purchase, csrf, shown), { backLink: { href: `/purchases/${purchase.id}` } }) : notFound;
    },
    input: (posted, { id }) => ({ purchaseId: id, supplier: posted.text('supplier'), quotesReceived: posted.text('quotesReceived'), reason: posted.text('reason') }),
    done: ({ id, splitFlag }) => redirectTo(`/purchases/${id}`, `Awarded.${splitFlag ? ' It is flagged: look at the warning.' : ''}`),
  }),
  ...form({
    url: '/purchases/:id/exemption',
    command: overridePurchaseRoute,
    show: async ({ read, params, csrf }, shown) => {
      const purchase = await purchaseById(read, params.id);
      if (!purchase) return notFound;
      const approver = await policyValue(read, purchase.bodyId, 'purchasing.exemptionApprover', londonDate(await readClock(read)));
      const content = overridePage({ caption: purchase.title, route: purchase.route, rule: purchase.rule, asked: purchase.override, approver: approver.value === null ? null : approver.words, csrf }, shown);
      return pageOf('Take another route', content, { backLink: { href: `/purchases/${purchase.id}` } });
    },
    input: (posted, { id }) => ({ purchaseId: id, route: posted.text('route'), reason: posted.text('reason') }),
    done: ({ asked }, { id }) => redirectTo(`/purchases/${id}`, asked ? 'Asked for. It counts once it is agreed.' : 'The stricter route is recorded.'),
  }),
  ...form({
    url: '/purchases/:id/cancel',
    command: cancelPurchase,
    show: async ({ read, params, csrf }, shown) => {
      const purchase = await purchaseById(read, params.id);
      return purchase ? pageOf('Cancel the purchase', cancelPurchasePage(purchase, csrf, shown), { backLink: { href: `/purchases/${purchase.id}` } }) : notFound;
    },
    input: (posted, { id }) => ({ purchaseId: id, reason: posted.text('reason') }),
    done: ({ id }) => redirectTo(`/purchases/${id}`, 'The purchase is cancelled.'),
  }),
];
