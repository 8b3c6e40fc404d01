/** The front door of the ways of buying: what a procurement is worth, the route that follows, and purchases made on their own. */
import type { ApprovalSubject } from '#parts/approvals';
import type { Module } from '#platform/module';
import { lockPurchase, purchaseById } from './purchase.store.ts';
import { purchasesRoutes } from './purchases.routes.ts';
import { reportsRoutes } from './reports.routes.ts';
import { routesActs } from './routes.acts.ts';
import { directAwardKind, purchaseKind } from './routes.kinds.ts';
import { DIRECT_AWARD, directAwardById, directAwardHash, lockDirectAward } from './direct-award.store.ts';
import { directAwardConflictsRoutes } from './direct-award-conflicts.routes.ts';
import { directAwardDetailsRoutes } from './direct-award-details.routes.ts';
import { directAwardRoutes } from './direct-award.routes.ts';
import { exerciseFacts, lockExercise } from '#needs';
import { currentValuation, exemptionHash, ROUTE_EXEMPTION } from './valuation.store.ts';
import { valueRoutes } from './value.routes.ts';

export {
  isRouteId, PURCHASING_ROUTES, PURCHASING_ROUTE_TITLES, ROUTE_DEFINITIONS, routeDefinition, waysFor,
  type PurchasingRouteName, type RouteDefinition, type RouteGates, type RouteId, type RouteStage,
} from './route-definitions.ts';
export { stageBeforeTitleSql, stageName, titleInStage, titleInStageSql } from './stage-title.ts';
export {
  decideCombination, decideEnough, decideHealthCare, decideReservation, decideSelectionStage, decideWay, looksLikeHealthCare, isByPlace, regulatoryRoute, RESERVATION_KINDS, reservationRule, reservationsAllowed, RESERVED_TO, reservedToWords, waysToChoose,
  type GateQuestion, type RegulatoryRoute, type ReservationKind, type ReservationQuestion,
} from './route-gates.ts';
export { ROUTE_POLICIES, routeFor, thresholdCategory, type PurchasingRoute, type RoutePolicy, type RouteQuestion } from './route-for.ts';
export { wholeLifeValue, type LotValue, type WholeLifeQuestion, type WholeLifeValue } from './whole-life-value.ts';
export { currentValuation, exerciseRoute, routePolicyOf, type ExerciseRoute, type Valuation } from './valuation.store.ts';
export { valueExercise } from './value-exercise.command.ts';
export { overridePurchaseRoute, overrideRoute } from './override-route.command.ts';
export { announceDirectAward, awardDirectly, contractDirectAward, recordAndAsk, recordDirectAward, withdrawDirectAward } from './direct-award.commands.ts';
export { publishDirectAwardDetails } from './direct-award-details.routes.ts';
export { writeDirectAwardConflicts } from './direct-award-conflicts.routes.ts';
export { CONFIRMED_WITH, CONFLICTS_RULE, conflictsProblems, conflictsStanding, decideEntry, isConfirmedFor, type ConflictsAbout, type ConflictsEntry, type ConflictsKind } from './conflicts.ts';
export { conflictsFields, conflictsPosted } from './conflicts-form.ts';
export { conflictsPage, writeConflictsPage } from './conflicts.page.ts';
export { conflictsOf, writeEntry } from './conflicts.store.ts';
export { groundsFor, SWITCHED, type Ground } from './direct-award.ts';
export { awardPurchase, cancelPurchase, dateInput, mayBuyFor, recordPurchase, supplierCalled } from './purchase.commands.ts';
export { decimalInput, poundsInput } from './value-exercise.command.ts';

/** What this room asks approval of; `app.ts` hands them to the part. */
export const routeApprovals: readonly ApprovalSubject[] = [
  {
    subject: ROUTE_EXEMPTION, aboutKind: 'exercise', words: 'an exemption from the purchasing rule',
    address: (id) => `/exercises/${id}/value`,
    title: async (read, id) => (await exerciseFacts(read, id))?.title ?? '',
    hold: lockExercise,
    contentHash: async (read, id) => {
      const valuation = await currentValuation(read, id);
      return valuation ? exemptionHash(valuation) : null;
    },
  },
  {
    subject: ROUTE_EXEMPTION, aboutKind: 'purchase', words: 'an exemption from the purchasing rule',
    address: (id) => `/purchases/${id}`,
    title: async (read, id) => (await purchaseById(read, id))?.title ?? '',
    hold: lockPurchase,
    contentHash: async (read, id) => {
      const purchase = await purchaseById(read, id);
      return purchase ? exemptionHash(purchase) : null;
    },
  },
  {
    subject: DIRECT_AWARD, aboutKind: 'direct-award', words: 'the direct award',
    address: (id) => `/direct-awards/${id}`,
    title: async (read, id) => (await directAwardById(read, id))?.title ?? '',
    hold: lockDirectAward,
    contentHash: async (read, id) => {
      const award = await directAwardById(read, id);
      return award ? directAwardHash(award) : null;
    },
  },
];

export const routesModule: Module = {
  name: 'routes',
  acts: routesActs,
  kinds: [purchaseKind, directAwardKind],
  routes: [...valueRoutes, ...purchasesRoutes, ...directAwardRoutes, ...directAwardConflictsRoutes, ...directAwardDetailsRoutes, ...reportsRoutes],
  navigation: [],
};
