import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { whereMay, type Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { routesActs } from './routes.acts.ts';
import { exerciseRows, purchaseKind } from './routes.kinds.ts';
import { isStricter, type PurchasingRouteName } from './route-definitions.ts';
import { ROUTE_EXEMPTION } from './valuation.store.ts';

/** Another route than the rule's, on a purchase or an exercise. */
export interface Exemption {
  readonly kind: 'purchase' | 'exercise';
  readonly id: string;
  readonly title: string;
  readonly bodyName: string;
  readonly net: bigint;
  readonly route: PurchasingRouteName;
  readonly instead: PurchasingRouteName;
  readonly reason: string;
  readonly rule: string;
  readonly decidedOn: CalendarDate;
  /** The state of the latest approval step, and who decided it; null where a stricter route needed none. */
  readonly approval: 'asked' | 'agreed' | 'refused' | 'withdrawn' | null;
  readonly decidedBy: string | null;
}

export const EXEMPTIONS_A_PAGE = 50;

/** Every exemption this person may see, the newest first. A stricter route that somebody chose is none. */
export async function listExemptions(read: Read, actor: Actor, page: number): Promise<{ readonly exemptions: Exemption[]; readonly more: boolean }> {
  const { rows } = await sql<Exemption>`
    select x.kind, x.id, x.title, b.name as "bodyName", x.net, x.route, x.instead, x.reason, x.rule, x.decided_on::text as "decidedOn", a.state as approval, p.name as "decidedBy"
    from (
      select 'purchase' as kind, r.id, r.body_id, r.title, r.value_net_pence as net, r.route, r.override_route as instead, r.override_reason as reason, r.rule, r.decided_on
      from purchase r where r.override_route is not null and ${whereMay(actor, routesActs.viewPurchase, purchaseKind)}
      union all
      select 'exercise', r.id, r.body_id, r.title, v.whole_life_net_pence, v.route, v.override_route, v.override_reason, v.rule, v.decided_on
      from valuation v join exercise r on r.id = v.exercise_id
      where v.override_route is not null and v.superseded_at is null and ${whereMay(actor, routesActs.viewValue, exerciseRows)}
    ) x join body b on b.id = x.body_id
    left join lateral (
      select state, decided_by from approval where about_kind = x.kind and about_id = x.id and subject = ${ROUTE_EXEMPTION} order by round desc, step desc limit 1
    ) a on true left join person p on p.id = a.decided_by
    order by x.decided_on desc, x.id desc limit ${EXEMPTIONS_A_PAGE + 1} offset ${(page - 1) * EXEMPTIONS_A_PAGE}`.execute(read);
  return { exemptions: rows.slice(0, EXEMPTIONS_A_PAGE).filter((row) => !isStricter(row.instead, row.route)), more: rows.length > EXEMPTIONS_A_PAGE };
}
