import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { formatPounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { DATE_ORDERS, UnreadableFile } from '#parts/tables';
import type { Actor } from '#platform/access/access';
import { command, done } from '#platform/command/command';
import type { FormState } from '#platform/pages/form';
import { form, notFound, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { keepUploaded, transparencyActs, underFile, uploadedFile, uploadPage } from '#transparency';
import { importSpend } from '../import-spend.command.ts';
import { SPEND_LOADERS } from '../spend.acts.ts';
import { loadSpendPage, SPEND_UPLOAD, type LookedOverSpend, type Said } from './load-spend.page.ts';
import { openSpendFile } from './open-spend-file.ts';
import { isRefused, SPEND_FIELDS, type RefusedRow, type SpendFile, type SpendRow } from './spend-row.ts';

const FIRST_SHOWN = 8;
const REFUSED_SHOWN = 200;

/** Keeps an uploaded file of payments, if it is a table at all: what its columns mean can be said on the next page. */
export const uploadSpend = command({
  act: transparencyActs.upload,
  input: z.object({ name: z.string().trim().min(1, 'Choose a file'), path: z.string().min(1, 'Choose a file') }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    const opened = await openSpendFile(() => createReadStream(input.path));
    if (!opened.ok && (opened.headings ?? []).length === 0) return refuse('unreadable-file', opened.why, { field: 'file' });
    const { id, sha256 } = await keepUploaded(tx, services, actor, input);
    return done(id, { record: null, after: { file: input.name, sha256: sha256.toString('hex') } });
  },
});

const saidColumn = z.string().max(300).optional().catch(undefined);
const saidQuery = z.object({ ...(Object.fromEntries(SPEND_FIELDS.map((field) => [field, saidColumn])) as Record<(typeof SPEND_FIELDS)[number], typeof saidColumn>), dateOrder: z.enum(DATE_ORDERS).optional().catch(undefined) });
type LoadContext = PageContext<{ readonly id: string }, z.infer<typeof saidQuery>>;

export const loadSpendRoutes = [
  form({
    url: '/imports/spend/new', command: uploadSpend, input: (posted) => ({ name: posted.filesOf('file')[0]?.name ?? '', path: posted.filesOf('file')[0]?.path ?? '' }),
    show: async (context, state) => pageOf(SPEND_UPLOAD.title, uploadPage(SPEND_UPLOAD, underFile(state), context.csrf), { backLink: { href: '/imports' } }),
    done: (id) => redirectTo(`/imports/spend/files/${id}`),
  }),
  form({
    url: '/imports/spend/files/:id', command: importSpend, record: () => null, query: saidQuery,
    input: (posted, params) => ({
      source: { storedFileId: params.id }, body: posted.text('body'), keepGood: posted.text('keepGood') === 'yes', controlTotal: posted.text('controlTotal'),
      map: Object.fromEntries(SPEND_FIELDS.filter((field) => posted.values[`map.${field}`] !== undefined).map((field) => [field, posted.text(`map.${field}`)])),
      ...(posted.text('dateOrder') ? { dateOrder: posted.text('dateOrder') } : {}),
    }),
    show: showLoad,
    done: (value) => redirectTo('/imports', `${value.added.toLocaleString('en-GB')} payments loaded, ${formatPounds(value.totalPence)} in all${value.unchanged > 0 ? `; ${value.unchanged.toLocaleString('en-GB')} were here already` : ''}${value.refused > 0 ? `; ${value.refused.toLocaleString('en-GB')} rows left out` : ''}.${value.differencePence === null ? '' : value.differencePence === 0n ? ' The ledger agrees.' : ` The ledger differs by ${formatPounds(value.differencePence)}.`}`),
  }),
];

const bodiesOf = (actor: Actor): string[] => actor.holdings.filter((held) => held.scopeKind === 'body' && (SPEND_LOADERS as readonly string[]).includes(held.role)).map((held) => held.scopeId!);

async function showLoad({ read, actor, services, params, query, csrf }: LoadContext, state: FormState): Promise<Answer> {
  const stored = await uploadedFile(read, actor, params.id);
  if (!stored) return notFound;
  const said: Said = { map: Object.fromEntries(SPEND_FIELDS.flatMap((field) => (query[field] === undefined ? [] : [[field, query[field]]]))), dateOrder: query.dateOrder };
  const bodies = await read.selectFrom('body').select(['slug', 'name']).where('id', 'in', bodiesOf(actor)).orderBy('name').execute();
  const opened = await openSpendFile(() => services.files.read(stored.id), { map: said.map, ...(said.dateOrder ? { dateOrder: said.dateOrder } : {}) });
  const understood = opened.ok ? await lookedOver(opened.file) : { why: opened.why };
  const headings = opened.ok ? opened.file.headings : (opened.headings ?? []);
  return pageOf('Check what was understood', loadSpendPage({ fileName: stored.name, bodies, said, headings, understood }, state, csrf), { backLink: { href: '/imports/spend/new' } });
}

async function lookedOver(file: SpendFile): Promise<LookedOverSpend | { readonly why: string }> {
  const counts = { rows: 0, refused: 0, notPayments: 0 };
  const [first, refused]: [SpendRow[], RefusedRow[]] = [[], []];
  let totalPence = 0n;
  try {
    for await (const row of file.rows()) {
      counts.rows++;
      if (isRefused(row)) {
        counts.refused++;
        if (row.notPayment) counts.notPayments++;
        if (refused.length < REFUSED_SHOWN) refused.push(row);
      } else {
        totalPence += row.amountPence;
        if (first.length < FIRST_SHOWN) first.push(row);
      }
    }
  } catch (problem) {
    if (problem instanceof UnreadableFile) return { why: problem.message };
    throw problem;
  }
  return { file, counts, totalPence, first, refused };
}
