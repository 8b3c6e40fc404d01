import { createReadStream } from 'node:fs';
import { sql } from 'kysely';
import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { poundsDecimal } from '#kernel/money';
import type { Actor } from '#platform/access/access';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { checkRows, type CheckedRow } from './check-register.ts';
import { IMPORT_READERS, transparencyActs } from './import.acts.ts';
import { CONTRACTS_UPLOAD, FIRST_FIELDS, importsPage, previewPage, REFUSED_SHOWN, underFile, undoPage, uploadPage, type ImportListed } from './import-pages.ts';
import { importContracts, streamOf } from './import-contracts.command.ts';
import { openRegisterFile, UnreadableFile, type RegisterFile } from './register-file.ts';
import { undoImport } from './undo-import.command.ts';
import { keepUploaded, uploadedFile } from './uploaded-file.store.ts';

const bodiesOf = (actor: Actor): string[] => actor.holdings.filter((held) => held.scopeKind === 'body' && (IMPORT_READERS as readonly string[]).includes(held.role)).map((held) => held.scopeId!);
const LISTED = 100;

/** Keeps an uploaded file, so that it can be looked over before it is imported. Only whoever sent it can go on with it. */
export const uploadRegister = command({
  act: transparencyActs.upload,
  input: z.object({ name: z.string().trim().min(1, 'Choose a file'), path: z.string().min(1, 'Choose a file') }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    const opened = await openRegisterFile(() => createReadStream(input.path));
    if (!opened.ok) return refuse('unreadable-file', opened.why, { field: 'file' });
    const { id, sha256 } = await keepUploaded(tx, services, actor, input);
    return done(id, { record: null, after: { file: input.name, sha256: sha256.toString('hex') } });
  },
});

export const importsRoutes = [
  page({ url: '/imports', act: transparencyActs.list, show: showImports }),
  form({
    url: '/imports/new', command: uploadRegister, input: (posted) => ({ name: posted.filesOf('file')[0]?.name ?? '', path: posted.filesOf('file')[0]?.path ?? '' }),
    show: async (context, state) => pageOf('Import a contracts register', uploadPage(CONTRACTS_UPLOAD, underFile(state), context.csrf), { backLink: { href: '/imports' } }),
    done: (id) => redirectTo(`/imports/files/${id}`),
  }),
  form({
    url: '/imports/files/:id', command: importContracts, record: () => null,
    input: (posted, params) => ({ source: { storedFileId: params.id }, body: posted.text('body'), keepGood: posted.text('keepGood') === 'yes' }),
    show: showPreview,
    done: (value) => redirectTo('/imports', `${value.added} contracts added, ${value.changed} changed, ${value.unchanged} unchanged${value.refused > 0 ? `, ${value.refused} left out` : ''}. ${value.incomplete} are incomplete.`),
  }),
  form({
    url: '/imports/:id/undo', command: undoImport, record: () => null, input: (_posted, params) => ({ importId: params.id }), show: showUndo,
    done: (value) => redirectTo('/imports', `${value.removed} records removed and ${value.restored} put back.${value.keptCount > 0 ? ` ${value.keptCount} were kept, because somebody has worked on them since: ${value.kept.slice(0, 5).map((one) => one.reference).join(', ')}.` : ''}`),
  }),
];

async function showImports(context: PageContext<object>): Promise<Answer> {
  const { rows } = await sql<ImportListed>`select i.id, i.kind, i.file_name as "fileName", b.name as body, p.name as by, i.imported_at as "importedAt", i.added, i.changed, i.refused, i.undone_at as "undoneAt"
    from import_batch i left join body b on b.id = i.body_id left join person p on p.id = i.imported_by where i.body_id = any(${bodiesOf(context.actor)}::uuid[]) order by i.imported_at desc, i.id desc limit ${LISTED}`.execute(context.read);
  return pageOf('Imports', importsPage(rows), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Imports' }] });
}

async function showPreview(context: PageContext<{ readonly id: string }>, state: FormState): Promise<Answer> {
  const { read, actor, services, params, csrf } = context;
  const stored = await uploadedFile(read, actor, params.id);
  if (!stored) return notFound;
  const opened = await openRegisterFile(streamOf(services, { storedFileId: stored.id }));
  if (!opened.ok) return notFound;
  const bodies = await read.selectFrom('body').select(['slug', 'name']).where('id', 'in', bodiesOf(actor)).orderBy('name').execute();
  try {
    return pageOf('Check what was understood', previewPage({ fileName: stored.name, file: opened.file, bodies, ...(await lookedOver(opened.file)) }, state, csrf), { backLink: { href: '/imports/new' } });
  } catch (problem) {
    if (!(problem instanceof UnreadableFile)) throw problem;
    return pageOf('Import a contracts register', uploadPage(CONTRACTS_UPLOAD, { values: {}, errors: [{ field: 'file', message: problem.message }] }, csrf), { backLink: { href: '/imports' }, status: 422 });
  }
}

async function lookedOver(file: RegisterFile) {
  const counts = { rows: 0, refused: 0, skipped: 0 };
  const first: string[][] = [];
  const refused: Extract<CheckedRow, { kind: 'refused' }>[] = [];
  for await (const row of checkRows(file)) {
    if (row.kind === 'skipped') counts.skipped++;
    else counts.rows++;
    if (row.kind === 'refused') {
      counts.refused++;
      if (refused.length < REFUSED_SHOWN) refused.push(row);
    }
    if (row.kind === 'contract' && first.length < 5) first.push(FIRST_FIELDS.map((field) => shown(row.values[field])));
  }
  return { counts, first, refused };
}

const shown = (value: string | bigint | boolean | number | null | undefined): string => (value === null || value === undefined ? '' : typeof value === 'bigint' ? poundsDecimal(value) : String(value));

async function showUndo(context: PageContext<{ readonly id: string }>, state: FormState): Promise<Answer> {
  const found = await importOf(context.read, context.params.id);
  if (!found || !bodiesOf(context.actor).includes(found.body_id ?? '')) return notFound;
  return pageOf('Undo an import', undoPage(found.file_name, found.added, found.changed, state, context.csrf), { backLink: { href: '/imports' } });
}

const importOf = (read: Read, id: string) => (isId(id) ? read.selectFrom('import_batch').select(['file_name', 'body_id', 'added', 'changed']).where('id', '=', id).executeTakeFirst() : undefined);
