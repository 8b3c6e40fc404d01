import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database/connection';

/** Every table that may name a stored file beside the vault's own. A convention of the database's foreign keys: vault.slice.test.ts compares. */
export const OTHER_USES_OF_FILES = [['opportunity_document', 'file_id'], ['bid_file', 'file_id'], ['arrangement', 'terms_file_id'], ['session_paper', 'file_id'], ['vault_version', 'file_id'], ['import_upload', 'file_id']] as const;

export interface Kept {
  /** Days that a withdrawn document is kept which nobody was ever given. */
  readonly unseenDays: number;
  /** Months that one is kept which a body could read. */
  readonly seenMonths: number;
}

/** Withdrawn documents whose time is over, locked. What was relied on as evidence for an award belongs to that award's record and stays. */
export async function lockOverdue(tx: Tx, { unseenDays, seenMonths }: Kept, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from vault_document d where d.withdrawn_at is not null
      and case when exists (select from vault_share s where s.document_id = d.id) then d.withdrawn_at <= wantsum_clock() - make_interval(months => ${seenMonths}) else d.withdrawn_at <= wantsum_clock() - make_interval(days => ${unseenDays}) end
      and not exists (select from evidence_item e join vault_share s on s.id = e.share_id where s.document_id = d.id)
    order by d.withdrawn_at, d.id limit ${limit} for update of d skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Deletes documents with their versions and shares. Files that another record names too keep their row and bytes. */
export async function deleteDocuments(tx: Tx, ids: readonly string[]): Promise<{ readonly versions: number; readonly files: number; readonly kept: number }> {
  await sql`delete from vault_share where document_id = any(${ids}::uuid[])`.execute(tx);
  const { rows } = await sql<{ fileId: string }>`delete from vault_version where document_id = any(${ids}::uuid[]) returning file_id as "fileId"`.execute(tx);
  await sql`delete from vault_document where id = any(${ids}::uuid[])`.execute(tx);
  const files = [...new Set(rows.map(({ fileId }) => fileId))];
  const gone = await removeUnusedFiles(tx, files);
  return { versions: rows.length, files: gone, kept: files.length - gone };
}

/** Deletes the rows of files that no record names any more; their bytes go with the nightly sweep. @returns how many */
export async function removeUnusedFiles(tx: Tx, files: readonly string[]): Promise<number> {
  const used = sql.join(OTHER_USES_OF_FILES.map(([table, column]) => sql`not exists (select from ${sql.table(table)} x where x.${sql.ref(column)} = f.id)`), sql` and `);
  const { rows: gone } = await sql<{ id: string }>`with gone as (delete from stored_file f where f.id = any(${files}::uuid[]) and ${used} returning f.id)
    insert into stored_file_to_remove (file_id) select id from gone returning file_id as id`.execute(tx);
  return gone.length;
}

export const lockFilesToRemove = async (tx: Tx, limit: number): Promise<string[]> =>
  (await sql<{ id: string }>`select file_id as id from stored_file_to_remove order by since, file_id limit ${limit} for update skip locked`.execute(tx)).rows.map(({ id }) => id);

export async function forgetRemoved(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`delete from stored_file_to_remove where file_id = any(${ids}::uuid[])`.execute(tx);
}

/** Whether the job has anything to do, so that a quiet night leaves no entry. */
export async function filesWait(read: Read): Promise<boolean> {
  return (await read.selectFrom('stored_file_to_remove').select('file_id').limit(1).executeTakeFirst()) !== undefined;
}
