import { newId, type BodyId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { putInSearch, removeFromSearch } from '#platform/search/search-index';
import { noticeName, type NewNotice, type Notice, type NoticeContent } from './notice.ts';

/**
 * Makes something public: the next version of the record's notice of this code. The caller holds a lock on the record.
 * Throws when a version after the first has no reason: the command asks for it.
 */
export async function publishNotice(tx: Tx, notice: NewNotice): Promise<{ readonly id: Notice['id']; readonly version: number }> {
  const last = await tx.selectFrom('notice').select((e) => e.fn.max('version').as('version'))
    .where('about_kind', '=', notice.about.kind).where('about_id', '=', notice.about.id).where('code', '=', notice.code).executeTakeFirst();
  const version = (last?.version ?? 0) + 1;
  if (version > 1 && !notice.reasonForChange?.trim()) throw new Error(`version ${version} of a ${notice.code} needs a reason`);
  const id = newId<'notice'>();
  await tx.insertInto('notice').values({
    id, version, code: notice.code, about_kind: notice.about.kind, about_id: notice.about.id, body_id: notice.bodyId, ocid: notice.ocid ?? null, title: notice.title,
    words: notice.words, content: JSON.stringify(notice.content, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    reason_for_change: notice.reasonForChange?.trim() ?? null, platform_reference: notice.platform?.reference ?? null,
    platform_published_at: notice.platform?.publishedAt ?? null, published_by: notice.publishedBy,
  }).execute();
  // Search finds the version that stands; the earlier ones are reached from it.
  const earlier = await tx.selectFrom('notice').select('id').where('about_kind', '=', notice.about.kind).where('about_id', '=', notice.about.id).where('code', '=', notice.code).where('id', '<>', id).execute();
  for (const old of earlier) await removeFromSearch(tx, { kind: 'notice', id: old.id });
  await putInSearch(tx, {
    record: { kind: 'notice', id }, bodyId: notice.bodyId, title: `${noticeName(notice.code)}: ${notice.title}`, summary: notice.reasonForChange ?? notice.words.slice(0, 300),
    address: `/notices/${id}`, words: [notice.code, notice.ocid ?? ''],
  });
  return { id, version };
}

/** Every notice of a record, newest first. */
export async function noticesOf(read: Read, about: RecordReference): Promise<Notice[]> {
  const rows = await read.selectFrom('notice').selectAll().where('about_kind', '=', about.kind).where('about_id', '=', about.id).orderBy('published_at', 'desc').orderBy('id', 'desc').execute();
  return rows.map(noticeFrom);
}

/** Null when there is none. */
export async function noticeById(read: Read, id: string): Promise<Notice | null> {
  const row = await read.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? noticeFrom(row) : null;
}

interface NoticeRow {
  id: string; code: string; about_kind: string; about_id: string; body_id: string; ocid: string | null; version: number; title: string; words: string; content: unknown;
  reason_for_change: string | null; platform_reference: string | null; platform_published_at: Date | null; published_at: Date; source: string;
}

const noticeFrom = (row: NoticeRow): Notice => ({
  id: row.id as Notice['id'],
  code: row.code,
  about: { kind: row.about_kind, id: row.about_id },
  bodyId: row.body_id as BodyId,
  ocid: row.ocid,
  version: row.version,
  title: row.title,
  words: row.words,
  content: row.content as NoticeContent,
  reasonForChange: row.reason_for_change,
  platform: row.platform_reference && row.platform_published_at ? { reference: row.platform_reference, publishedAt: row.platform_published_at } : null,
  publishedAt: row.published_at,
  source: row.source as Notice['source'],
});
