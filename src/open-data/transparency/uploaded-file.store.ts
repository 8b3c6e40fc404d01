import { createReadStream } from 'node:fs';
import { newId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Services } from '#platform/services';

/** Keeps a file that was sent, so that it can be looked over before it is imported. @returns its id and hash, for the audit entry */
export async function keepUploaded(tx: Tx, services: Services, actor: { readonly personId: string | null }, file: { readonly name: string; readonly path: string }): Promise<{ readonly id: string; readonly sha256: Buffer }> {
  const id = newId<'stored_file'>();
  const stored = await services.files.write(id, createReadStream(file.path));
  const isWorkbook = /\.xlsx$/i.test(file.name);
  await tx.insertInto('stored_file').values({ id, name: file.name.slice(-255), media_type: isWorkbook ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' : 'text/csv', size_bytes: BigInt(stored.sizeBytes), sha256: stored.sha256, created_by: actor.personId }).execute();
  return { id, sha256: stored.sha256 };
}

/** A file somebody sent to be imported; only they can go on with it. */
export const uploadedFile = (read: Read, actor: { readonly personId: string | null }, id: string) =>
  read.selectFrom('stored_file').select(['id', 'name']).where('id', '=', id).where('created_by', '=', actor.personId).where('about_kind', 'is', null).where('sealed', '=', false).executeTakeFirst();
