import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { resultsOf } from '#evaluation';
import { routeDefinition } from '#routes';
import type { EndedCompetition } from './switch.ts';

/** A competition, or one lot of it, as a switch to a direct award starts from it. */
export interface SwitchStart {
  readonly opportunityId: string;
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly title: string;
  readonly summary: string;
  readonly category: 'services' | 'goods' | 'works';
  readonly lightTouch: boolean;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly valueNetPence: bigint | null;
  readonly lotId: string | null;
  /** "lot 2, Sittingbourne"; null for the whole. */
  readonly lot: string | null;
  readonly ended: EndedCompetition;
}

type Row = Omit<SwitchStart, 'ended' | 'lot'> & {
  readonly state: string; readonly route: string; readonly regime: string | null; readonly aboveThreshold: boolean; readonly closesAt: Date | null; readonly endedAt: Date | null; readonly openedAt: Date | null;
  readonly lotNumber: number | null; readonly lotTitle: string | null; readonly lotState: string | null; readonly received: number; readonly awardStands: boolean; readonly switched: boolean;
};

/** Each lot, or the whole where there are none, with what decides on a switch. Empty when there is no such opportunity. */
export async function switchStarts(read: Read, opportunityId: string): Promise<SwitchStart[]> {
  const { rows } = await sql<Row>`select o.id as "opportunityId", o.reference, o.body_id as "bodyId", o.title, o.summary, o.category, o.light_touch as "lightTouch", o.contract_starts_on::text as "startsOn", o.contract_ends_on::text as "endsOn",
      coalesce(l.value_net_pence, o.value_net_pence) as "valueNetPence", l.id as "lotId", o.state, o.route, o.regime, coalesce(o.above_threshold, false) as "aboveThreshold", o.closes_at as "closesAt", o.cancelled_at as "endedAt",
      o.opened_at as "openedAt", l.number as "lotNumber", l.title as "lotTitle", l.state as "lotState",
      (select count(*)::int from bid b where b.opportunity_id = o.id and b.state not in ('draft', 'withdrawn', 'late') and (l.id is null or o.opened_at is null or exists (select 1 from bid_lot bl where bl.bid_id = b.id and bl.lot_id = l.id))) as received,
      exists (select 1 from award a where a.opportunity_id = o.id and a.lot_id is not distinct from l.id and a.state <> 'withdrawn') as "awardStands",
      exists (select 1 from direct_award d where d.switched_from = o.id and d.switched_lot_id is not distinct from l.id and d.state <> 'withdrawn') as switched
    from opportunity o left join lot l on l.opportunity_id = o.id and l.state <> 'withdrawn' where o.id = ${opportunityId} order by l.number nulls first`.execute(read);
  const results = rows.some(({ openedAt }) => openedAt !== null) ? await resultsOf(read, opportunityId) : null;
  return rows.map(({ state, route, regime, aboveThreshold, closesAt, endedAt, openedAt, lotNumber, lotTitle, lotState, received, awardStands, switched, ...row }) => ({
    ...row, lot: lotNumber === null ? null : `lot ${lotNumber}, ${lotTitle}`,
    ended: {
      state, regime, aboveThreshold, competitive: routeDefinition(route)?.advertised === true, closesAt, endedAt, opened: openedAt !== null, lotState, received, awardStands, switchedAlready: switched,
      suitable: results?.lots.find(({ lot }) => (lot?.id ?? null) === row.lotId)?.result.bids.filter(({ rank }) => rank !== null).map(({ name }) => name) ?? [],
    },
  }));
}

/** Under the opportunity's lock, so that two officers switch it once. */
export async function lockSwitchStart(tx: Tx, opportunityId: string, lotId: string | null): Promise<SwitchStart | null> {
  await sql`select 1 from opportunity where id = ${opportunityId} for update`.execute(tx);
  return (await switchStarts(tx, opportunityId)).find((start) => start.lotId === lotId) ?? null;
}

/** Whether a supplier sent a tender or request in time for what is switched: for the lot, where lots are known. */
export async function tenderedFor(read: Read, { opportunityId, lotId }: Pick<SwitchStart, 'opportunityId' | 'lotId'>, organisationId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from bid b where b.opportunity_id = ${opportunityId} and b.organisation_id = ${organisationId} and b.state not in ('draft', 'withdrawn', 'late')
    and (${lotId}::uuid is null or not exists (select 1 from bid_lot x where x.bid_id = b.id) or exists (select 1 from bid_lot x where x.bid_id = b.id and x.lot_id = ${lotId}))`.execute(read);
  return rows.length > 0;
}
