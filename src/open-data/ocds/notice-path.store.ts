import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { grossPence } from '#kernel/money';
import { contractDetailsDue, sequenceFor, type Sequence } from '#law';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { lawFrom } from '#policy';
import { routeDefinition } from '#routes';
import { flowOf, noticePath, type PathDue, type PathEvent, type PathStep } from './notice-path.ts';

export interface ProcurementPath {
  readonly title: string;
  readonly reference: string;
  readonly sequence: Sequence | null;
  readonly steps: readonly PathStep[];
}

interface Row {
  readonly title: string; readonly reference: string; readonly route: string; readonly regime: string | null; readonly aboveThreshold: boolean | null; readonly lightTouch: boolean; readonly arrangementId: string | null;
  readonly cancelledAt: Date | null; readonly closesAt: Date | null; readonly openedAt: Date | null; readonly state: string;
}

/** Where a procurement stands in the law's order of notices and decisions. Null when the opportunity is not there. */
export async function procurementPath(read: Read, opportunityId: string): Promise<ProcurementPath | null> {
  const { rows } = await sql<Row>`select title, reference, route, regime, above_threshold as "aboveThreshold", light_touch as "lightTouch", arrangement_id as "arrangementId", cancelled_at as "cancelledAt",
    closes_at as "closesAt", opened_at as "openedAt", state from opportunity where id = ${opportunityId}`.execute(read);
  const row = rows[0];
  if (!row) return null;
  const route = routeDefinition(row.route);
  const flow = flowOf({ ...row, advertised: route?.advertised ?? false, direct: route !== undefined && route.stages.length === 0, underArrangement: row.arrangementId !== null, cancelled: row.state === 'cancelled' });
  const law = await lawFrom(read);
  const sequence = (flow && sequenceFor(flow, law)) || null;
  const now = await readClock(read);
  const today = londonDate(now);
  const events = await eventsOf(read, opportunityId, row, now);
  return { title: row.title, reference: row.reference, sequence, steps: sequence ? noticePath(sequence, events.happened, await duesOf(read, opportunityId, row, events.happened, law), today) : [] };
}

interface Happened { readonly happened: ReadonlyMap<string, readonly PathEvent[]> }

async function eventsOf(read: Read, opportunityId: string, row: Row, now: Date): Promise<Happened> {
  const happened = new Map<string, PathEvent[]>();
  const add = (name: string, at: Date | null, href: string | null) => void (at && happened.set(name, [...(happened.get(name) ?? []), { on: londonDate(at), href }]));
  // The notice that began the process is the first stage's: no later one has another.
  const { rows: notices } = await sql<{ id: string; code: string; version: number; at: Date }>`select n.id, n.code, n.version, n.published_at as at from notice n
    where (n.about_kind = 'opportunity' and n.about_id in (select stage.id from opportunity o join opportunity stage on stage.id = o.id or (stage.ocid = o.ocid and stage.stage < o.stage) where o.id = ${opportunityId})) or (n.about_kind = 'award' and n.about_id in (select id from award where opportunity_id = ${opportunityId}))
       or (n.about_kind = 'agreement' and n.about_id in (select agreement_id from award where opportunity_id = ${opportunityId} and agreement_id is not null))
    order by n.published_at, n.id`.execute(read);
  for (const { id, code, version, at } of notices) add(code === 'UK4' && version > 1 ? 'UK4 revised' : code, at, `/notices/${id}`);
  const { rows: awards } = await sql<{ told: Date | null; notified: Date | null; standstillEnds: CalendarDate | null; confirmed: Date | null }>`select summaries_sent_at as told, notice_published_at as notified,
    standstill_ends_on::text as "standstillEnds", confirmed_at as confirmed from award where opportunity_id = ${opportunityId} and state <> 'withdrawn' order by recommended_at, id`.execute(read);
  const lots = `/opportunities/${opportunityId}/award`;
  if (row.closesAt && row.closesAt <= now) add('tenderDeadline', row.closesAt, `/opportunities/${opportunityId}`);
  if (row.state === 'evaluated' || row.state === 'awarded') add('assessment', row.openedAt, `/opportunities/${opportunityId}/results`);
  for (const { told, notified, standstillEnds, confirmed } of awards) {
    add('assessmentSummaries', told, lots);
    add('award', notified, lots);
    if (standstillEnds && standstillEnds < londonDate(now)) happened.set('standstill', [...(happened.get('standstill') ?? []), { on: standstillEnds, href: lots }]);
    add('contractEntered', confirmed, lots);
    add('frameworkEntered', confirmed, lots);
  }
  add('decisionNotToAward', row.cancelledAt, `/opportunities/${opportunityId}`);
  return { happened };
}

/** The days by which the law wants the next notices. The contract details notice is counted from the contract (PA23 s.53). */
async function duesOf(read: Read, opportunityId: string, row: Row, happened: ReadonlyMap<string, readonly PathEvent[]>, law: Awaited<ReturnType<typeof lawFrom>>): Promise<ReadonlyMap<string, PathDue>> {
  const dues = new Map<string, PathDue>();
  if (row.cancelledAt && !happened.has('UK12')) dues.set('UK12', { on: null, words: 'As soon as reasonably practicable (PA23 s.55)' });
  const entered = happened.get('contractEntered')?.at(-1);
  if (!entered || happened.has('UK7')) return dues;
  const { rows } = await sql<{ gross: bigint | null }>`select sum(value_gross_pence)::bigint as gross from award where opportunity_id = ${opportunityId} and state = 'confirmed'`.execute(read);
  const { notice } = contractDetailsDue({ contractEntered: entered.on, estimatedGross: grossPence(rows[0]?.gross ?? 0n), lightTouch: row.lightTouch, belowThreshold: row.aboveThreshold !== true }, law);
  if (notice.owed === 'by') dues.set('UK7', { on: notice.date, words: notice.rule.statement });
  if (notice.owed === 'asSoonAsReasonablyPracticable') dues.set('UK7', { on: null, words: notice.rule.statement });
  return dues;
}
