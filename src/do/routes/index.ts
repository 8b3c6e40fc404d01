/** The front door of the ways of buying: what a procurement is worth, the route that follows, and purchases made on their own. */
import type { ApprovalSubject } from '#parts/approvals';
import type { Module } from '#platform/module';
import { lockPurchase, purchaseById } from './purchase.store.ts';
import { purchasesRoutes } from './purchases.routes.ts';
import { reportsRoutes } from './reports.routes.ts';
import { routesActs } from './routes.acts.ts';
import { purchaseKind } from './routes.kinds.ts';
import { exerciseFacts, lockExercise } from '#needs';
import { currentValuation, exemptionHash, ROUTE_EXEMPTION } from './valuation.store.ts';
import { valueRoutes } from './value.routes.ts';

export {
  isRouteId, PURCHASING_ROUTES, PURCHASING_ROUTE_TITLES, ROUTE_DEFINITIONS, routeDefinition, waysFor,
  type PurchasingRouteName, type RouteDefinition, type RouteId, type RouteStage,
} from './route-definitions.ts';
export { ROUTE_POLICIES, routeFor, thresholdCategory, type PurchasingRoute, type RoutePolicy, type RouteQuestion } from './route-for.ts';
export { wholeLifeValue, type LotValue, type WholeLifeQuestion, type WholeLifeValue } from './whole-life-value.ts';
export { currentValuation, exerciseRoute, routePolicyOf, type ExerciseRoute, type Valuation } from './valuation.store.ts';
export { valueExercise } from './value-exercise.command.ts';
export { overridePurchaseRoute, overrideRoute } from './override-route.command.ts';
export { awardPurchase, cancelPurchase, recordPurchase } from './purchase.commands.ts';

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
];

export const routesModule: Module = {
  name: 'routes',
  acts: routesActs,
  kinds: [purchaseKind],
  routes: [...valueRoutes, ...purchasesRoutes, ...reportsRoutes],
  navigation: [],
};
