import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { EvidenceLine, EvidenceSheet } from './evidence.ts';

/** Rooms that know of a supplier's past work beyond contracts and reviews, such as notices, add their lines. `app.ts` connects them. */
export interface PerformanceHistory {
  readonly lines: (read: Read, organisationId: string, bodyId: string) => Promise<readonly EvidenceLine[]>;
}
let further: readonly PerformanceHistory[] = [];

/** @returns what puts back what was connected before, for tests */
export function connectPerformanceHistory(all: readonly PerformanceHistory[]): () => void {
  const before = further;
  further = all;
  return () => void (further = before);
}

/**
 * What this authority's own records say of an organisation, in the set form: contracts as lead or party, reviews held of them, and what
 * further rooms add. Empty for a newcomer.
 */
export async function historyOf(read: Read, organisationId: string, bodyId: string): Promise<EvidenceLine[]> {
  const { rows } = await sql<EvidenceLine>`
    with own as (
      select a.id, a.reference, a.title, a.state, a.starts_on, a.ends_on from agreement a where a.body_id = ${bodyId} and a.state <> 'draft'
        and (a.lead_organisation_id = ${organisationId} or exists (select 1 from agreement_party p where p.agreement_id = a.id and p.organisation_id = ${organisationId} and p.role in ('supplier', 'lead', 'partner', 'grantee')))
      order by a.starts_on desc nulls last, a.id limit 50)
    select 'contract' as kind, o.starts_on::text as "on", o.title || case o.state when 'terminated' then ', terminated early' when 'ended' then ', ended' else ', running' end as fact, o.reference as source from own o
    union all
    select 'review', v.held_on::text, initcap(v.kind) || ' review of ' || o.title || '. ' || coalesce(nullif(v.results, ''), 'No results were written.') || case when coalesce(v.issues, '') = '' then '' else ' Issues: ' || v.issues end, o.reference
      from own o join review v on v.agreement_id = o.id where v.held_on is not null
    order by 1, 2 desc nulls last limit 200`.execute(read);
  const more: EvidenceLine[] = [];
  for (const { lines } of further) more.push(...(await lines(read, organisationId, bodyId)));
  return [...rows, ...more];
}

export async function sheetOf(read: Read, bidId: string): Promise<EvidenceSheet | null> {
  const row = await read.selectFrom('evidence_sheet').selectAll().where('bid_id', '=', bidId).executeTakeFirst();
  return row ? { bidId, lines: row.lines as unknown as EvidenceLine[], newcomer: row.newcomer, issuedAt: row.issued_at, replyUntil: row.reply_until, reply: row.reply, repliedAt: row.replied_at } : null;
}

/** Sheets of an opportunity by bid, without their lines. */
export async function sheetsOf(read: Read, opportunityId: string): Promise<ReadonlyMap<string, Omit<EvidenceSheet, 'lines'>>> {
  const rows = await read.selectFrom('evidence_sheet').select(['bid_id', 'newcomer', 'issued_at', 'reply_until', 'reply', 'replied_at']).where('opportunity_id', '=', opportunityId).execute();
  return new Map(rows.map((row) => [row.bid_id, { bidId: row.bid_id, newcomer: row.newcomer, issuedAt: row.issued_at, replyUntil: row.reply_until, reply: row.reply, repliedAt: row.replied_at }]));
}

export async function insertSheet(tx: Tx, sheet: { readonly opportunityId: string; readonly bidId: string; readonly lines: readonly EvidenceLine[]; readonly newcomer: boolean; readonly replyUntil: Date }, issuedBy: PersonId | null): Promise<void> {
  await tx.insertInto('evidence_sheet').values({
    id: newId<'evidence_sheet'>(), opportunity_id: sheet.opportunityId, bid_id: sheet.bidId, lines: JSON.stringify(sheet.lines), newcomer: sheet.newcomer, reply_until: sheet.replyUntil, issued_by: issuedBy,
  }).execute();
}

export async function storeReply(tx: Tx, bidId: string, reply: string, by: PersonId | null): Promise<void> {
  await sql`update evidence_sheet set reply = ${reply}, replied_by = ${by}, replied_at = wantsum_clock() where bid_id = ${bidId}`.execute(tx);
}

/** Whether anybody has scored this bid's past work. */
export async function isScored(read: Read, bidId: string): Promise<boolean> {
  const row = await read.selectFrom('score as s').innerJoin('question as q', 'q.id', 's.question_id').innerJoin('criterion as c', 'c.id', 'q.criterion_id').select('s.id')
    .where('s.bid_id', '=', bidId).where('c.judged_by', '=', 'past-performance').limit(1).executeTakeFirst();
  return row !== undefined;
}
