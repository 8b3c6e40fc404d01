import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

export interface OpportunityDocument {
  readonly id: string;
  readonly fileId: string;
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: bigint;
  readonly scan: 'unscanned' | 'clean' | 'refused';
  readonly addedAt: Date;
  readonly replacedAt: Date | null;
  readonly replacedReason: string | null;
}

/** An opportunity's documents in order, replaced ones among them. */
export async function documentsOf(read: Read, opportunityId: string): Promise<OpportunityDocument[]> {
  const rows = await read.selectFrom('opportunity_document as d').innerJoin('stored_file as f', 'f.id', 'd.file_id')
    .select(['d.id', 'd.file_id', 'd.title', 'd.replaced_at', 'd.replaced_reason', 'f.name', 'f.media_type', 'f.size_bytes', 'f.scan_state', 'f.created_at'])
    .where('d.opportunity_id', '=', opportunityId).orderBy('d.position').orderBy('d.id').execute();
  return rows.map((row) => ({
    id: row.id, fileId: row.file_id, title: row.title, fileName: row.name, mediaType: row.media_type, sizeBytes: row.size_bytes, scan: row.scan_state as OpportunityDocument['scan'],
    addedAt: row.created_at, replacedAt: row.replaced_at, replacedReason: row.replaced_reason,
  }));
}

export interface StoredUpload {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

/** Adds a stored file as a document, at the end or in the place of another. */
export async function insertDocument(tx: Tx, opportunityId: string, title: string, file: StoredUpload, createdBy: PersonId | null): Promise<string> {
  await tx.insertInto('stored_file').values({
    id: file.fileId, name: file.name, media_type: file.mediaType, size_bytes: BigInt(file.sizeBytes), sha256: file.sha256, about_kind: 'opportunity', about_id: opportunityId, created_by: createdBy,
  }).execute();
  const last = await tx.selectFrom('opportunity_document').select((e) => e.fn.max('position').as('position')).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  const id = newId<'opportunity_document'>();
  await tx.insertInto('opportunity_document').values({ id, opportunity_id: opportunityId, file_id: file.fileId, title, position: (last?.position ?? 0) + 1 }).execute();
  return id;
}

/** Takes a document out of a draft. The file's row stays until retention; nothing names it any more. @returns false when it is not there */
export async function deleteDocument(tx: Tx, opportunityId: string, documentId: string): Promise<boolean> {
  const result = await tx.deleteFrom('opportunity_document').where('id', '=', documentId).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

/** Marks a document as replaced: it stays to be read. @returns its title, or null when it is not there or replaced already */
export async function markReplaced(tx: Tx, opportunityId: string, documentId: string, reason: string): Promise<string | null> {
  const row = await tx.updateTable('opportunity_document').set({ replaced_at: sql<Date>`wantsum_clock()`, replaced_reason: reason })
    .where('id', '=', documentId).where('opportunity_id', '=', opportunityId).where('replaced_at', 'is', null).returning('title').executeTakeFirst();
  return row?.title ?? null;
}
