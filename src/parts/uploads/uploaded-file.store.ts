import { createReadStream } from 'node:fs';
import { sql } from 'kysely';
import { isId, newId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import type { Services } from '#platform/services';
import type { UploadKindName } from './upload-kind.ts';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Keeps a file that was sent, so that it can be looked over before it is loaded. @returns its id and hash, for the audit entry */
export async function keepUploaded(tx: Tx, services: Services, actor: Pick<Actor, 'personId'>, kind: UploadKindName, file: { readonly name: string; readonly path: string }): Promise<{ readonly id: string; readonly sha256: Buffer }> {
  const id = newId<'stored_file'>();
  const stored = await services.files.write(id, createReadStream(file.path));
  const mediaType = /\.xlsx$/i.test(file.name) ? WORKBOOK : /\.json$/i.test(file.name) ? 'application/json' : 'text/csv';
  await tx.insertInto('stored_file').values({ id, name: file.name.slice(-255), media_type: mediaType, size_bytes: BigInt(stored.sizeBytes), sha256: stored.sha256, created_by: actor.personId }).execute();
  await tx.insertInto('import_upload').values({ file_id: id, kind, sent_by: actor.personId }).execute();
  return { id, sha256: stored.sha256 };
}

/** A file that somebody sent to be loaded, and that waits still. Only they can go on with it. */
export const uploadedFile = (read: Read, actor: Pick<Actor, 'personId'>, kind: UploadKindName | null, id: string): Promise<{ readonly id: string; readonly name: string; readonly sentAt: Date } | undefined> =>
  !isId(id) || actor.personId === null ? Promise.resolve(undefined) : read.selectFrom('import_upload as u').innerJoin('stored_file as f', 'f.id', 'u.file_id').select(['f.id', 'f.name', 'u.sent_at as sentAt'])
    .where('u.file_id', '=', id).where('u.sent_by', '=', actor.personId).$if(kind !== null, (query) => query.where('u.kind', 'in', [kind!, 'earlier'])).executeTakeFirst();

/**
 * Takes a file that was sent, to load it: locked, so that of two loads of one file the second finds it gone, and forgotten once this
 * transaction commits. Nothing happens to it when the load is refused.
 * @returns its name
 */
export async function takeUploaded(tx: Tx, actor: Pick<Actor, 'personId'>, kind: UploadKindName, id: string): Promise<string | Refused> {
  const { rows } = await sql<{ name: string }>`select f.name from import_upload u join stored_file f on f.id = u.file_id
    where u.file_id = ${id} and u.sent_by = ${actor.personId} and u.kind in (${kind}, 'earlier') for update of u`.execute(tx);
  if (!rows[0]) return refuse('no-such-file', 'This file is not here any more: it has been loaded, or was removed because nobody went on with it. Look at the list of imports, or send it again.', { field: 'file' });
  await removeUploaded(tx, sql`u.file_id = ${id}`);
  return rows[0].name;
}

/** Removes the rows of files that nobody went on with for so many days. @returns how many */
export const removeAbandoned = (tx: Tx, days: number, limit: number): Promise<number> =>
  removeUploaded(tx, sql`u.file_id in (select a.file_id from import_upload a where a.sent_at <= wantsum_clock() - make_interval(days => ${days}) order by a.sent_at, a.file_id limit ${limit} for update skip locked)`);

/** The rows go with the names of the bytes, which the room that empties the folder takes out afterwards: a crash between leaves none behind. */
async function removeUploaded(tx: Tx, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ id: string }>`with files as (delete from stored_file f using import_upload u where f.id = u.file_id and ${which} returning f.id)
    insert into stored_file_to_remove (file_id) select id from files returning file_id as id`.execute(tx);
  return rows.length;
}

/** Whether any file waits for longer than so many days, so that a quiet night leaves no entry. */
export async function anyAbandoned(read: Read, days: number): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from import_upload where sent_at <= wantsum_clock() - make_interval(days => ${days})) as any`.execute(read);
  return rows[0]!.any;
}

/** The authorities for which somebody holds one of these roles, by name: those they may load a file for. */
export async function bodiesToLoadFor(read: Read, actor: Actor, roles: readonly string[]): Promise<{ readonly id: string; readonly slug: string; readonly name: string }[]> {
  const ids = actor.holdings.filter((held) => held.scopeKind === 'body' && roles.includes(held.role)).map((held) => held.scopeId!);
  return ids.length === 0 ? [] : read.selectFrom('body').select(['id', 'slug', 'name']).where('id', 'in', ids).orderBy('name').execute();
}
