import { londonDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { lawFrom } from '#policy';
import { exerciseRoute, routeFor, routePolicyOf, type PurchasingRouteName } from '#routes';
import type { Opportunity } from './opportunity.ts';

/** What the value asks for today, with its rule: by the exercise's own decision where an exemption was agreed, else by policy and law. Null without a value. */
export async function askedRoute(read: Read, opportunity: Pick<Opportunity, 'bodyId' | 'exerciseId' | 'valueNetPence' | 'valueGrossPence' | 'category' | 'lightTouch'>): Promise<{ readonly route: PurchasingRouteName; readonly rule: RuleNote } | null> {
  const { valueNetPence: net, valueGrossPence: gross, bodyId, category, lightTouch } = opportunity;
  if (net === null || gross === null) return null;
  const decided = opportunity.exerciseId ? await exerciseRoute(read, opportunity.exerciseId) : null;
  if (decided?.exemption === 'agreed') return { route: decided.route, rule: decided.valuation.rule };
  const on = londonDate(await readClock(read));
  return routeFor({ net, gross, on, policy: await routePolicyOf(read, bodyId, on), category, lightTouch, law: await lawFrom(read) });
}
