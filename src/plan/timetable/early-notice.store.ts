import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { EarlyNoticeTable } from '#platform/database/schema.generated';
import { nextReference } from '#platform/reference';
import type { EarlyNotice } from './early-notice.ts';

export type EarlyNoticeFields = Pick<EarlyNotice, 'code' | 'title' | 'scope' | 'category' | 'cpvCodes' | 'areaCodes' | 'valueLowNetPence' | 'valueHighNetPence' | 'lotsWords' | 'expectedOn'>;

const columns = (fields: EarlyNoticeFields) => ({
  code: fields.code, title: fields.title, scope: fields.scope, category: fields.category, cpv_codes: [...fields.cpvCodes], area_codes: [...fields.areaCodes], value_low_net_pence: fields.valueLowNetPence,
  value_high_net_pence: fields.valueHighNetPence, lots_words: fields.lotsWords, expected_on: fields.expectedOn,
});

export async function insertEarlyNotice(tx: Tx, bodyId: BodyId, fields: EarlyNoticeFields, by: PersonId | null): Promise<EarlyNotice['id']> {
  const id = newId<'early_notice'>();
  await tx.insertInto('early_notice').values({ id, body_id: bodyId, reference: await nextReference(tx, bodyId, 'EN'), created_by: by, ...columns(fields) }).execute();
  return id;
}

export async function updateEarlyNotice(tx: Tx, id: string, fields: EarlyNoticeFields): Promise<void> {
  await tx.updateTable('early_notice').set(columns(fields)).where('id', '=', id).where('state', '=', 'draft').execute();
}

export async function markPublished(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('early_notice').set({ state: 'published', published_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).where('state', '=', 'draft').execute();
}

export async function markWithdrawn(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.updateTable('early_notice').set({ state: 'withdrawn', withdrawn_reason: reason }).where('id', '=', id).where('state', '=', 'published').execute();
}

/** Null when there is none. */
export async function earlyNoticeById(read: Read, id: string): Promise<EarlyNotice | null> {
  const row = await read.selectFrom('early_notice').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const body = await read.selectFrom('body').select('name').where('id', '=', row.body_id).executeTakeFirstOrThrow();
  return noticeFrom(row, body.name);
}

export async function lockEarlyNotice(tx: Tx, id: string): Promise<EarlyNotice | null> {
  await tx.selectFrom('early_notice').select('id').where('id', '=', id).forUpdate().execute();
  return earlyNoticeById(tx, id);
}

/** The early notices of a body that a tender may be linked to, the newest first; drafts for its own staff's list. */
export async function earlyNoticesOf(read: Read, bodyIds: readonly string[], states: readonly string[]): Promise<EarlyNotice[]> {
  if (bodyIds.length === 0) return [];
  const rows = await read.selectFrom('early_notice as n').innerJoin('body as b', 'b.id', 'n.body_id').selectAll('n').select('b.name as body_name').where('n.body_id', 'in', [...bodyIds]).where('n.state', 'in', [...states])
    .orderBy('n.created_at', 'desc').limit(100).execute();
  return rows.map((row) => noticeFrom(row, row.body_name));
}

/** The day on which an early notice of a tender was published; null without one. */
export async function earlyNoticeOf(read: Read, opportunityId: string): Promise<(Pick<EarlyNotice, 'id' | 'code' | 'state' | 'title'> & { readonly publishedOn: CalendarDate | null }) | null> {
  const row = await read.selectFrom('timetable as t').innerJoin('early_notice as n', 'n.id', 't.early_notice_id').select(['n.id', 'n.code', 'n.state', 'n.title', 'n.published_at']).where('t.opportunity_id', '=', opportunityId).executeTakeFirst();
  return row ? { id: row.id as EarlyNotice['id'], code: row.code as EarlyNotice['code'], state: row.state as EarlyNotice['state'], title: row.title, publishedOn: row.published_at ? londonDate(row.published_at) : null } : null;
}

const noticeFrom = (row: Selectable<EarlyNoticeTable>, bodyName: string): EarlyNotice => ({
  id: row.id as EarlyNotice['id'], reference: row.reference, bodyId: row.body_id as BodyId, bodyName, code: row.code as EarlyNotice['code'], title: row.title, scope: row.scope,
  category: row.category as EarlyNotice['category'], cpvCodes: row.cpv_codes, areaCodes: row.area_codes, valueLowNetPence: row.value_low_net_pence, valueHighNetPence: row.value_high_net_pence,
  lotsWords: row.lots_words, expectedOn: row.expected_on as CalendarDate | null, state: row.state as EarlyNotice['state'], publishedAt: row.published_at, withdrawnReason: row.withdrawn_reason,
});
