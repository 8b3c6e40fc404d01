import { sql } from 'kysely';
import { counted } from '#kernel/counted';
import { isId } from '#kernel/ids';
import { uploadCommand, uploadRoutes } from '#parts/uploads';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { CONTRACTS_UPLOAD } from './contracts-upload.ts';
import { IMPORT_READERS, IMPORTING_ROLES, transparencyActs } from './import.acts.ts';
import { importsPage, undoPage, type ImportListed } from './import-pages.ts';
import { importContracts } from './import-contracts.command.ts';
import { undoImport } from './undo-import.command.ts';

const bodiesOf = (actor: Actor): string[] => actor.holdings.filter((held) => held.scopeKind === 'body' && (IMPORT_READERS as readonly string[]).includes(held.role)).map((held) => held.scopeId!);
const LISTED = 100;

export const uploadRegister = uploadCommand(CONTRACTS_UPLOAD);

/** The other kinds of file, whose rooms come later: a button each, for whoever may. */
const FURTHER_UPLOADS: readonly { readonly text: string; readonly href: string; readonly roles: readonly string[] }[] = [
  { text: CONTRACTS_UPLOAD.title, href: '/imports/new', roles: CONTRACTS_UPLOAD.roles },
  { text: 'Import spending', href: '/imports/spend/new', roles: IMPORT_READERS },
  { text: 'Import grants', href: '/imports/grants/new', roles: IMPORTING_ROLES },
  { text: 'Import organisations', href: '/imports/organisations/new', roles: ['procurement-officer', 'administrator'] },
];

export const importsRoutes = [
  page({ url: '/imports', act: transparencyActs.list, show: showImports }),
  ...uploadRoutes(CONTRACTS_UPLOAD, uploadRegister, {
    command: importContracts,
    loaded: (value) => `${counted(value.added, 'contract')} added, ${value.changed} changed, ${value.unchanged} unchanged${value.refused > 0 ? `, ${value.refused} left out` : ''}. ${counted(value.incomplete, 'is', 'are')} incomplete.`,
  }),
  form({
    url: '/imports/:id/undo', command: undoImport, record: () => null, input: (_posted, params) => ({ importId: params.id }), show: showUndo,
    done: (value) => redirectTo('/imports', `${counted(value.removed, 'record')} removed and ${value.restored} put back.${value.keptCount > 0 ? ` ${counted(value.keptCount, 'was', 'were')} kept, because somebody has worked on ${value.keptCount === 1 ? 'it' : 'them'} since: ${value.kept.slice(0, 5).map((one) => one.reference).join(', ')}.` : ''}`),
  }),
];

async function showImports(context: PageContext<object>): Promise<Answer> {
  const { rows } = await sql<ImportListed>`select i.id, i.kind, i.file_name as "fileName", b.name as body, p.name as by, i.imported_at as "importedAt", i.added, i.changed, i.refused, i.undone_at as "undoneAt"
    from import_batch i left join body b on b.id = i.body_id left join person p on p.id = i.imported_by where i.body_id = any(${bodiesOf(context.actor)}::uuid[]) order by i.imported_at desc, i.id desc limit ${LISTED}`.execute(context.read);
  const held = new Set<string>(context.actor.holdings.filter((one) => one.scopeKind === 'body').map(({ role }) => role));
  return pageOf('Imports', importsPage(rows, FURTHER_UPLOADS.filter(({ roles }) => roles.some((role) => held.has(role)))), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Imports' }] });
}

async function showUndo(context: PageContext<{ readonly id: string }>, state: FormState): Promise<Answer> {
  const found = await importOf(context.read, context.params.id);
  if (!found || !bodiesOf(context.actor).includes(found.body_id ?? '')) return notFound;
  return pageOf('Undo an import', undoPage(found.file_name, found.added, found.changed, state, context.csrf), { backLink: { href: '/imports' } });
}

const importOf = (read: Read, id: string) => (isId(id) ? read.selectFrom('import_batch').select(['file_name', 'body_id', 'added', 'changed']).where('id', '=', id).executeTakeFirst() : undefined);
