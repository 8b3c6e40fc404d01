import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { askApprovals, withdrawWaiting } from '#parts/approvals';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { RecordReference } from '#platform/access/record-kind';
import { policyNote, policyValue, requirePolicy } from '#policy';
import { decideOverride, PURCHASE_MOVES, type PurchaseState } from './purchase.ts';
import { lockPurchase, storePurchaseOverride } from './purchase.store.ts';
import { PURCHASING_ROUTES } from './route-definitions.ts';
import { routesActs } from './routes.acts.ts';
import { lockExercise } from '#needs';
import { currentValuation, exemptionHash, ROUTE_EXEMPTION, storeOverride } from './valuation.store.ts';

const routeInput = z.enum(PURCHASING_ROUTES, 'Choose the route to take instead');
const reasonInput = words(5000, 'Enter why another route is right: it is kept, reported and read by auditors');

/** Takes another route than the rule gives for an exercise, with a reason. A laxer one counts once whoever local policy names has agreed. */
export const overrideRoute = command({
  act: routesActs.overrideRoute,
  input: z.object({ exerciseId: z.string(), route: routeInput, reason: reasonInput }),
  record: ({ exerciseId }) => ({ kind: 'exercise', id: exerciseId }),
  perform: async (context, { exerciseId, route, reason }) => {
    const exercise = await lockExercise(context.tx, exerciseId);
    const valuation = exercise && (await currentValuation(context.tx, exerciseId));
    if (!exercise || !valuation) return refuse('no-value', 'Record the whole-life value first: the route follows from it.');
    const decision = decideOverride(valuation.route, route, valuation.rule);
    if (decision.kind === 'refused') return decision;
    if (!(await storeOverride(context.tx, valuation.id, route, reason))) return refuse('changed', 'The value was changed meanwhile. Look at it again.');
    const about = { kind: 'exercise', id: exerciseId };
    const asked = await askForExemption(context, about, exercise.bodyId, exemptionHash({ ...valuation, override: { route, reason } }), decision.value);
    if (asked.kind === 'refused') return asked;
    return done({ route, asked: asked.value }, {
      record: about, bodyId: exercise.bodyId, before: { route: valuation.route }, after: { route, approvalAskedOf: asked.value }, reason,
      rule: `${valuation.rule.sentence} (${valuation.rule.source})`,
    });
  },
});

/** The same for a purchase recorded on its own. */
export const overridePurchaseRoute = command({
  act: routesActs.overridePurchaseRoute,
  input: z.object({ purchaseId: z.string(), route: routeInput, reason: reasonInput }),
  record: ({ purchaseId }) => ({ kind: 'purchase', id: purchaseId }),
  perform: async (context, { purchaseId, route, reason }) => {
    const purchase = await lockPurchase(context.tx, purchaseId);
    if (!purchase) return refuse('not-found', 'This purchase is not there any more.');
    const moved = decideMove<PurchaseState, typeof PURCHASE_MOVES>(PURCHASE_MOVES, 'override', purchase.state, 'This purchase', reason);
    if (moved.kind === 'refused') return moved;
    const decision = decideOverride(purchase.route, route, purchase.rule);
    if (decision.kind === 'refused') return decision;
    if (!(await storePurchaseOverride(context.tx, purchaseId, route, reason))) return refuse('changed', 'The purchase was changed meanwhile. Look at it again.');
    const about = { kind: 'purchase', id: purchaseId };
    const asked = await askForExemption(context, about, purchase.bodyId, exemptionHash({ ...purchase, override: { route, reason } }), decision.value);
    if (asked.kind === 'refused') return asked;
    return done({ route, asked: asked.value }, {
      record: about, bodyId: purchase.bodyId, before: { route: purchase.route }, after: { route, purchase: purchase.title, approvalAskedOf: asked.value }, reason,
      rule: `${purchase.rule.sentence} (${purchase.rule.source})`,
    });
  },
});

/** Asks whoever local policy names. A stricter route needs nobody's agreement, so what waited is withdrawn. @returns the role asked, or null */
async function askForExemption(
  context: CommandContext, about: RecordReference, bodyId: BodyId, contentHash: string, need: 'needs-approval' | 'stricter',
): Promise<Decision<string | null>> {
  if (need === 'stricter') {
    await withdrawWaiting(context.tx, about, ROUTE_EXEMPTION);
    return allow(null);
  }
  const approver = await policyValue(context.tx, bodyId, 'purchasing.exemptionApprover', londonDate(await readClock(context.tx)));
  const role = requirePolicy(approver);
  if (role.kind === 'refused') return role;
  await askApprovals(context, { about, subject: ROUTE_EXEMPTION, bodyId, contentHash, steps: [{ role: role.value, rule: policyNote(approver) }] });
  return allow(role.value);
}
