import { sql } from 'kysely';
import { decimal } from '#kernel/decimal';
import type { Read } from '#platform/database/connection';
import type { JudgedBy } from '#parts/assessments';
import { bidderLabel } from './bidder-label.ts';
import { isPriced, type PanelBid, type PanelQuestion } from './evaluation.ts';

/** States of a bid that counts. Late, withdrawn and rejected ones are left out. */
const COUNTING = ['opened', 'successful', 'not-successful'];

/** The opportunity of a bid that was opened; null for any other bid. */
export async function opportunityOfBid(read: Read, bidId: string): Promise<string | null> {
  const row = await read.selectFrom('bid').select('opportunity_id').where('id', '=', bidId).where('state', 'in', COUNTING).executeTakeFirst();
  return row?.opportunity_id ?? null;
}

/** What is scored: questions of the tender as it was published, then the items judged otherwise, numbered on from them. */
async function questionsJudged(read: Read, opportunityId: string, by: 'panel' | 'service-users'): Promise<PanelQuestion[]> {
  const { rows } = await sql<Omit<PanelQuestion, 'marks'> & { marks: string | null }>`
    select q.id, q.position + case when s.purpose = 'panel' then coalesce((
        select max(x.position) from question x join question_set y on y.id = x.question_set_id
        where y.about_kind = 'opportunity' and y.about_id = ${opportunityId} and y.purpose = 'tender' and y.state = 'fixed'), 0) else 0 end as position,
      q.section, q.text, q.type, q.purpose, q.good_answer as "goodAnswer", q.marks, q.criterion_id as "criterionId", c.name as "criterionName", q.lot_id as "lotId", c.judged_by as "judgedBy"
    from question q join question_set s on s.id = q.question_set_id join criterion c on c.id = q.criterion_id
    where s.about_kind = 'opportunity' and s.about_id = ${opportunityId} and ((s.purpose = 'tender' and s.state = 'fixed') or (s.purpose = 'panel' and s.state <> 'superseded'))
      and q.envelope = 'quality' and c.kind not in ('price', 'reach') and (c.judged_by = 'service-users') = ${by === 'service-users'}
    order by s.purpose desc, q.position, q.id`.execute(read);
  return rows.map((row) => ({ ...row, judgedBy: row.judgedBy as JudgedBy, marks: row.marks === null ? null : decimal(row.marks) }));
}

/** What the panel scores. */
export const panelQuestions = (read: Read, opportunityId: string): Promise<PanelQuestion[]> => questionsJudged(read, opportunityId, 'panel');
/** What people who use the service score. */
export const layQuestions = (read: Read, opportunityId: string): Promise<PanelQuestion[]> => questionsJudged(read, opportunityId, 'service-users');

interface BidRow {
  readonly id: string; readonly reference: string; readonly organisationId: string; readonly organisationName: string; readonly place: number; readonly priceFormula: string | null;
  readonly shortlisted: boolean | null; readonly newcomer: boolean | null;
}

/** Bids that count, by name. Four queries however many. A label is given by chance, over the rejected too, so that it never moves. */
export async function panelBids(read: Read, opportunityId: string, only?: { readonly bidId: string }): Promise<PanelBid[]> {
  const { rows } = await sql<BidRow>`
    select * from (
      select b.id, b.reference, b.state, b.organisation_id as "organisationId", g.name as "organisationName", row_number() over (order by md5(b.id::text))::int as place, o.price_formula as "priceFormula", l.shortlisted, e.newcomer
      from bid b join organisation g on g.id = b.organisation_id join opportunity o on o.id = b.opportunity_id
        left join shortlist_place l on l.bid_id = b.id left join evidence_sheet e on e.bid_id = b.id
      where b.opportunity_id = ${opportunityId} and o.opened_at is not null and b.state in ('opened', 'successful', 'not-successful', 'rejected')) every
    where state = any(${COUNTING}) ${only ? sql`and id = ${only.bidId}` : sql``} order by "organisationName", id`.execute(read);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lots = groupByBid(await read.selectFrom('bid_lot').selectAll().where('bid_id', 'in', ids).execute());
  // What bidders gave where nothing is scored on price is kept, and shown to nobody.
  const prices = groupByBid(isPriced(rows[0]!) ? await read.selectFrom('opened_price').selectAll().where('bid_id', 'in', ids).execute() : []);
  const sealed = groupByBid(await read.selectFrom('price_kept_sealed').select(['bid_id', 'lot_id', 'reason']).where('bid_id', 'in', ids).execute());
  return rows.map(({ id, reference, organisationId, organisationName, place, shortlisted, newcomer }) => ({
    id, reference, organisationId, organisationName, label: bidderLabel(place), shortlisted, newcomer,
    lotIds: (lots.get(id) ?? []).map((row) => row.lot_id), prices: (prices.get(id) ?? []).map((row) => ({ lotId: row.lot_id, netPence: row.price_net_pence })),
    pricesKeptSealed: (sealed.get(id) ?? []).map((row) => ({ lotId: row.lot_id, reason: row.reason })),
  }));
}

/** Rows by their bid, so that five hundred bids are not looked through five hundred times. */
export function groupByBid<Row extends { readonly bid_id: string }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.bid_id);
    if (group) group.push(row);
    else groups.set(row.bid_id, [row]);
  }
  return groups;
}

/** What a bid answered, by question. */
export async function openedAnswers(read: Read, bidId: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await read.selectFrom('opened_answer').select(['question_id', 'value']).where('bid_id', '=', bidId).execute();
  return new Map(rows.map((row) => [row.question_id, row.value]));
}
