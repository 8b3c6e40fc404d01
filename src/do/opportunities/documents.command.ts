import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { checkFile } from '#platform/files/check-file';
import type { FileStore } from '#platform/files/file-store';
import { isRefused, lockDraft, noteOn, NOT_THERE } from './draft.store.ts';
import { deleteDocument, insertDocument, type StoredUpload } from './documents.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference } from './opportunity.store.ts';
import { words } from './typed-fields.ts';

export const DOCUMENT_MEGABYTES = 25;

/** A file that came with the form: its path is the server's own, never typed. Null when none was chosen. */
export const uploadInput = z.object({ name: z.string(), path: z.string() }).nullable();

/** Adds a document for bidders to a draft. */
export const addDocument = command({
  act: opportunitiesActs.addDocument,
  input: z.object({ opportunityId: z.string(), title: words(200, 'Enter a title that says what the document is'), file: uploadInput }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const file = await storeUpload(services.files, input.file);
    if (isRefused(file)) return file;
    await insertDocument(tx, opportunity.id, input.title, file, actor.personId);
    return done(undefined, noteOn(opportunity, { after: { document: input.title, fileName: file.name, sha256: file.sha256.toString('hex') } }));
  },
});

export const removeDocument = command({
  act: opportunitiesActs.removeDocument,
  input: z.object({ opportunityId: z.string(), documentId: z.uuid() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    if (!(await deleteDocument(tx, opportunity.id, input.documentId))) return NOT_THERE;
    return done(undefined, noteOn(opportunity, { before: { documentId: input.documentId } }));
  },
});

/** Looks into an uploaded file and stores its bytes. Should the transaction fail after this, the bytes are left with no row that names them. */
export async function storeUpload(files: FileStore, upload: { readonly name: string; readonly path: string } | null): Promise<StoredUpload | Refused> {
  if (!upload) return refuse('no-file', 'Choose a file', { field: 'file' });
  const content = await readFile(upload.path);
  const checked = checkFile(upload.name, content, DOCUMENT_MEGABYTES);
  if (checked.kind === 'refused') return checked;
  const fileId = newId<'stored_file'>();
  const stored = await files.write(fileId, content);
  return { fileId, ...checked.value, ...stored };
}
