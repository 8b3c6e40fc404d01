import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Tx } from '#platform/database/connection';
import type { Services } from '#platform/services';
import type { UploadKindName } from './upload-kind.ts';
import { takeUploaded } from './uploaded-file.store.ts';

/** Where a file to be loaded is: on this machine (the command line's), or among those that were sent. */
export const importSource = z.union([z.object({ path: z.string().min(1) }), z.object({ storedFileId: z.string().refine(isId) })]);
export type ImportSource = z.infer<typeof importSource>;

/** The name of a file to be loaded, which is taken: one that was sent only by whoever sent it; a path of this machine only by the program. */
export async function fileToLoad(tx: Tx, actor: Actor, kind: UploadKindName, source: ImportSource): Promise<string | Refused> {
  if ('storedFileId' in source) return takeUploaded(tx, actor, kind, source.storedFileId);
  return actor.kind === 'person' ? refuse('not-here', 'A file of this machine is imported on the command line.', { field: 'file' }) : basename(source.path);
}

/** Opens a file as often as it must be read. */
export const streamOf = (services: Services, source: ImportSource) => (): Readable => ('path' in source ? createReadStream(source.path) : services.files.read(source.storedFileId));
