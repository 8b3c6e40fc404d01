import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { DATE_ORDERS, UnreadableFile } from '#parts/tables';
import { command, done, type Command } from '#platform/command/command';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext, type Route } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import { noteProgress, rowsDone } from './progress.ts';
import { previewPage, underFile, uploadPage } from './upload.page.ts';
import { bodiesToLoadFor, keepUploaded, uploadedFile } from './uploaded-file.store.ts';
import type { LookedOver, NotOpened, OpenedUpload, Said, UploadKind } from './upload-kind.ts';
import { uploadsActs } from './uploads.acts.ts';

const NOTHING_SAID: Said = { map: {}, dateOrder: undefined };
const DAY_MILLISECONDS = 86_400_000;

/** Keeps an uploaded file, if it is a table at all: what its columns mean can be said on the next page. */
export const uploadCommand = (kind: UploadKind) => command({
  act: uploadsActs.upload,
  input: z.object({ name: z.string().trim().min(1, 'Choose a file'), path: z.string().min(1, 'Choose a file') }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    if ((await bodiesToLoadFor(tx, actor, kind.roles)).length === 0) return refuse('not-yours', 'You do not hold a role that may load this for any authority.', { field: 'file' });
    const opened = await kind.open(() => createReadStream(input.path), NOTHING_SAID);
    if (!opened.ok && opened.headings.length === 0) return refuse('unreadable-file', opened.why, { field: 'file' });
    const { id, sha256 } = await keepUploaded(tx, services, actor, kind.name, input);
    return done(id, { record: null, after: { kind: kind.name, file: input.name, sha256: sha256.toString('hex') } });
  },
});

/** What every kind's command is given by the form; a kind's own fields come beside it. */
export interface LoadInput {
  readonly source: { readonly storedFileId: string };
  readonly body: string;
  readonly keepGood: boolean;
  readonly map: Readonly<Record<string, string>>;
  readonly dateOrder?: string;
  readonly progress: (rowsDone: number) => void;
}

interface Loading<Input, Value> {
  /** Loads the file that was looked over, in the act of its own room. */
  readonly command: Command<Input, Value>;
  readonly input?: (posted: Posted) => Readonly<Record<string, unknown>>;
  /** What is said when it is done. */
  readonly loaded: (value: Value) => string;
}

const saidColumn = z.string().max(300).optional().catch(undefined);

/** The two pages of a kind of file: sending it, and looking it over, putting its columns right and loading it. */
export function uploadRoutes<Input, Value>(kind: UploadKind, upload: ReturnType<typeof uploadCommand>, loading: Loading<Input, Value>): Route[] {
  const names = kind.fields.map(({ name }) => name);
  const query = z.object({ ...Object.fromEntries(names.map((name) => [name, saidColumn])), dateOrder: z.enum(DATE_ORDERS).optional().catch(undefined) }) as unknown as z.ZodType<Query>;
  return [
    ...form({
      url: `${kind.address}/new` as '/imports/new', command: upload, input: (posted) => ({ name: posted.filesOf('file')[0]?.name ?? '', path: posted.filesOf('file')[0]?.path ?? '' }),
      show: async ({ read, actor, services, csrf }, state) => ((await bodiesToLoadFor(read, actor, kind.roles)).length === 0 ? notFound : pageOf(kind.title, uploadPage(kind, services.config.uploadDays, underFile(state), csrf), { backLink: { href: '/imports' } })),
      done: (id) => redirectTo(`${kind.address}/files/${id}`),
    }),
    ...form({
      url: `${kind.address}/files/:id` as '/imports/files/:id', command: loading.command, record: () => null, query,
      input: (posted, { id }): LoadInput => ({
        source: { storedFileId: id }, body: posted.text('body'), keepGood: posted.text('keepGood') === 'yes', progress: (rows) => noteProgress(id, rows),
        map: Object.fromEntries(names.filter((name) => posted.values[`map.${name}`] !== undefined).map((name) => [name, posted.text(`map.${name}`)])),
        ...(posted.text('dateOrder') ? { dateOrder: posted.text('dateOrder') } : {}), ...loading.input?.(posted),
      }),
      show: (context, state) => showPreview(kind, context, state),
      done: (value) => redirectTo('/imports', loading.loaded(value)),
    }),
  ];
}

type Query = Readonly<Record<string, string | undefined>>;

async function showPreview(kind: UploadKind, { read, actor, services, params, query, csrf }: PageContext<{ readonly id: string }, Query>, state: FormState): Promise<Answer> {
  const stored = await uploadedFile(read, actor, kind.name, params.id);
  if (!stored) return notFound;
  const said: Said = { map: Object.fromEntries(kind.fields.flatMap(({ name }) => (query[name] === undefined ? [] : [[name, query[name]]]))), dateOrder: DATE_ORDERS.find((order) => order === query['dateOrder']) };
  const { opened, found } = await understood(kind, () => services.files.read(stored.id), said);
  const bodies = await bodiesToLoadFor(read, actor, kind.roles);
  const goesAt = new Date(stored.sentAt.getTime() + services.config.uploadDays * DAY_MILLISECONDS);
  return pageOf('Check what was understood', previewPage(kind, { fileId: stored.id, fileName: stored.name, goesAt, bodies, said, opened, found }, state, csrf), { backLink: { href: `${kind.address}/new` } });
}

async function understood(kind: UploadKind, open: () => Readable, said: Said): Promise<{ readonly opened: OpenedUpload | NotOpened; readonly found: LookedOver | null }> {
  const opened = await kind.open(open, said);
  if (!opened.ok) return { opened, found: null };
  try {
    return { opened, found: await opened.lookOver() };
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { opened: { ok: false, why: problem.message, headings: [] }, found: null };
    throw problem;
  }
}

/** How many rows of a file are done, for the bar that the page shows while it waits. */
export const progressRoute = page({
  url: '/imports/files/:id/progress', act: uploadsActs.preview, record: () => null,
  show: async ({ read, actor, params }) => ((await uploadedFile(read, actor, null, params.id)) ? payload('application/json', JSON.stringify({ done: rowsDone(params.id) })) : notFound),
});
