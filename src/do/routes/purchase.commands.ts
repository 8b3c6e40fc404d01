import { z } from 'zod';
import { calendarDate, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { isId, newId, type OrganisationId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { grossFromNet, netPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { holdsForActOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Read } from '#platform/database/connection';
import { approvalState, withdrawWaiting } from '#parts/approvals';
import { lawFrom } from '#policy';
import { decideAward, PURCHASE_MOVES, type PurchaseState } from './purchase.ts';
import {
  bodyIdFrom, findSupplier, postingCalled, lockPurchase, lockPurchasesOf, refreshSplitFlags, storeAward, storeCancellation, storePurchase, type Purchase,
} from './purchase.store.ts';
import { routeFor } from './route-for.ts';
import { routesActs } from './routes.acts.ts';
import { exerciseFacts } from '#needs';
import { exemptionHash, ROUTE_EXEMPTION, routePolicyOf } from './valuation.store.ts';
import { decimalInput, poundsInput } from './value-exercise.command.ts';

export const dateInput = z.string().trim().min(1, 'Enter the day it was decided').transform((text, context): CalendarDate => {
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'Date must be a real date' });
    return z.NEVER;
  }
});
const quotesInput = z.string().trim().regex(/^\d{0,3}$/, 'Enter how many quotations you have, as a whole number').transform((text) => Number(text || '0'));

/** Records a purchase made on its own. Its route follows from its value by the rules of its day, which are copied on to it. */
export const recordPurchase = command({
  act: routesActs.recordPurchase,
  input: z.object({
    bodyId: z.string().refine(isId, 'Choose the authority that buys'),
    title: words(200, 'Enter what is bought'),
    category: z.enum(['services', 'goods', 'works'], 'Choose what kind of thing is bought').default('services'),
    value: poundsInput('Enter the whole-life value, excluding VAT'),
    vat: decimalInput('Enter the rate of VAT', { from: '0', to: '100', places: 2 }).prefault('20'),
    supplier: optionalWords(300).default(''),
    exerciseId: z.string().default('').refine((text) => text === '' || isId(text), 'There is no such exercise'),
    decidedOn: dateInput,
    quotesReceived: quotesInput.prefault('0'),
    posting: optionalWords(100).default(''),
  }),
  record: () => null,
  perform: async ({ tx, actor }, given) => {
    const bodyId = bodyIdFrom(given.bodyId);
    if (!mayBuyFor(actor, bodyId)) return refuse('not-yours', 'Choose an authority that you buy for.', { field: 'bodyId' });
    const today = londonDate(await readClock(tx));
    if (given.decidedOn > today) return refuse('in-the-future', `The day cannot be after today, ${formatDate(today)}.`, { field: 'decidedOn' });
    if (given.value > MOST_PENCE) return refuse('too-much', 'Enter a smaller amount.', { field: 'value' });
    const exercise = given.exerciseId ? await exerciseFacts(tx, given.exerciseId) : null;
    if (given.exerciseId && exercise?.bodyId !== bodyId) return refuse('no-exercise', 'That exercise is not one of this authority’s.', { field: 'exerciseId' });
    const supplier = given.supplier ? await supplierCalled(tx, given.supplier) : allow(null);
    if (supplier.kind === 'refused') return supplier;
    const opportunityId = given.posting === '' ? null : await postingCalled(tx, bodyId, given.posting);
    if (opportunityId === undefined) return refuse('no-posting', 'No published opportunity of this authority has that reference.', { field: 'posting' });
    await lockPurchasesOf(tx, bodyId);
    const net = netPence(given.value);
    const gross = grossFromNet(net, given.vat);
    const route = routeFor({ net, gross, on: given.decidedOn, policy: await routePolicyOf(tx, bodyId, given.decidedOn), law: await lawFrom(tx), category: given.category, lightTouch: false });
    const purchase = {
      id: newId<'purchase'>(), bodyId, organisationId: supplier.value, exerciseId: exercise?.id ?? null, title: given.title, category: given.category, net, gross,
      decidedOn: given.decidedOn, quotesReceived: given.quotesReceived, opportunityId, createdBy: actor.personId,
    };
    await storePurchase(tx, { ...purchase, route });
    const splitFlag = await refreshSplitFlags(tx, purchase);
    return done({ id: purchase.id, route: route.route, quotesNeeded: route.quotesNeeded, planRequired: route.planRequired, splitFlag }, {
      record: { kind: 'purchase', id: purchase.id }, bodyId,
      after: { title: given.title, valueNetPence: net, decidedOn: given.decidedOn, route: route.route, ...(splitFlag ? { splitFlag } : {}) },
      rule: `${route.rule.sentence} (${route.rule.source})`,
    });
  },
});

/** Awards a planned purchase. Refused with fewer quotations than its rule asks for, unless an exemption was agreed (DP-01). */
export const awardPurchase = command({
  act: routesActs.awardPurchase,
  input: z.object({
    purchaseId: z.string(),
    supplier: words(300, 'Enter the supplier'),
    quotesReceived: quotesInput,
    reason: optionalWords(5000).default(''),
  }),
  record: ({ purchaseId }) => ({ kind: 'purchase', id: purchaseId }),
  perform: async ({ tx }, { purchaseId, supplier: typed, quotesReceived, reason }) => {
    const purchase = await lockPurchase(tx, purchaseId);
    if (!purchase) return refuse('not-found', 'This purchase is not there any more.');
    const decision = decideAward({ ...purchase, quotesReceived, directReason: reason || purchase.directReason, exemption: await exemptionOf(tx, purchase) });
    if (decision.kind === 'refused') return decision;
    const supplier = await supplierCalled(tx, typed);
    if (supplier.kind === 'refused') return supplier;
    if (!(await storeAward(tx, purchaseId, supplier.value, quotesReceived, reason || purchase.directReason))) return refuse('changed', 'The purchase was changed meanwhile. Look at it again.');
    const splitFlag = await refreshSplitFlags(tx, { ...purchase, organisationId: supplier.value });
    return done({ id: purchase.id, splitFlag }, {
      record: { kind: 'purchase', id: purchaseId }, bodyId: purchase.bodyId, before: { state: purchase.state },
      after: { state: 'awarded', quotesReceived, ...(splitFlag ? { splitFlag } : {}) }, ...(reason ? { reason } : {}),
      rule: `${purchase.rule.sentence} (${purchase.rule.source})`,
    });
  },
});

/** Cancels a planned purchase, with a reason. It no longer counts towards a split. */
export const cancelPurchase = command({
  act: routesActs.cancelPurchase,
  input: z.object({ purchaseId: z.string(), reason: optionalWords(5000) }),
  record: ({ purchaseId }) => ({ kind: 'purchase', id: purchaseId }),
  perform: async ({ tx }, { purchaseId, reason }) => {
    const purchase = await lockPurchase(tx, purchaseId);
    if (!purchase) return refuse('not-found', 'This purchase is not there any more.');
    const moved = decideMove<PurchaseState, typeof PURCHASE_MOVES>(PURCHASE_MOVES, 'cancel', purchase.state, 'This purchase', reason);
    if (moved.kind === 'refused') return moved;
    if (!(await storeCancellation(tx, purchaseId, reason))) return refuse('changed', 'The purchase was changed meanwhile. Look at it again.');
    await withdrawWaiting(tx, { kind: 'purchase', id: purchaseId }, ROUTE_EXEMPTION);
    await refreshSplitFlags(tx, purchase);
    return done({ id: purchase.id }, { record: { kind: 'purchase', id: purchaseId }, bodyId: purchase.bodyId, before: { state: purchase.state }, after: { state: 'cancelled' }, reason });
  },
});

/** The exemption asked for on a purchase, and whether it has been agreed. */
export async function exemptionOf(read: Read, purchase: Purchase): Promise<{ readonly route: NonNullable<Purchase['override']>['route']; readonly agreed: boolean } | null> {
  if (!purchase.override) return null;
  const { standing } = await approvalState(read, { kind: 'purchase', id: purchase.id }, ROUTE_EXEMPTION, exemptionHash(purchase));
  return { route: purchase.override.route, agreed: standing === 'agreed' };
}

/** The organisation of a name or number that somebody typed. */
export async function supplierCalled(read: Read, typed: string): Promise<Decision<OrganisationId>> {
  const found = await findSupplier(read, typed);
  if (found === 'none') return refuse('no-supplier', 'No supplier of that name or number is here. Check the spelling, or add the organisation first.', { field: 'supplier' });
  if (found === 'several') return refuse('several-suppliers', 'Several suppliers have that name. Enter the company or charity number instead.', { field: 'supplier' });
  return allow(found.id);
}

export const mayBuyFor = (actor: Actor, bodyId: string): boolean => holdsForActOn(actor, routesActs.recordPurchase, bodyId);

const MOST_PENCE = 10n ** 16n;
