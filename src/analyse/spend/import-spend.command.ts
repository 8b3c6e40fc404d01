import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { parsePounds, type Pence } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { DATE_ORDERS, UnreadableFile } from '#parts/tables';
import { fileToLoad, importSource, streamOf } from '#parts/uploads';
import { policyValue } from '#policy';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { bodyForImport } from '#transparency';
import { kindOf, parseKindRules, type KindRule } from './kind-rules.ts';
import { createStaging, loadsFoundAgain, stageRows, storeLines, storePlaces, type StagedRows } from './load-spend.store.ts';
import { storeSpellings } from './match-spellings.store.ts';
import { openSpendFile, type OpenedSpendFile } from './reading/open-spend-file.ts';
import { isRefused, type RefusedRow, SPEND_FIELDS, type SpendField, type SpendFile } from './reading/spend-row.ts';
import { addToRollups } from './rollup.store.ts';
import { SPEND_LOADERS, spendActs } from './spend.acts.ts';

/** What a load did. Lines and money are those of the file; `added` is what was new. */
export interface SpendImported {
  readonly importId: string;
  readonly body: { readonly slug: string; readonly name: string; readonly isNew: boolean };
  readonly rows: number;
  readonly added: number;
  /** Payments that an earlier load brought. */
  readonly unchanged: number;
  readonly refused: number;
  readonly totalPence: Pence;
  /** Of what was added: lines whose supplier is matched to an organisation, and spellings that are not. */
  readonly matchedLines: number;
  readonly unmatchedSuppliers: number;
  /** What the ledger's keeper said less what the file adds up to; null where they said nothing. */
  readonly differencePence: Pence | null;
}

type Progress = (rowsDone: number) => void;

/** Where the file is: on this machine (the command line's), among the uploaded, or open already (the demonstration's). */
const sourceOf = z.union([importSource, z.object({ file: z.custom<SpendFile>(), name: z.string() })]);
type Source = z.infer<typeof sourceOf>;

/**
 * Loads an authority's spending in one transaction with one audit entry. All or nothing for rows that cannot be read, unless
 * `keepGood`. The same file again, or one that overlaps, adds only what is new.
 */
export const importSpend = command({
  act: spendActs.importSpend,
  input: z.object({
    source: sourceOf,
    body: z.string().trim().min(1, 'Choose the authority whose spending this is'),
    bodyName: z.string().trim().min(1).max(200).optional(),
    newBody: z.boolean().default(false),
    map: z.partialRecord(z.enum(SPEND_FIELDS), z.string()).default({}),
    dateOrder: z.enum(DATE_ORDERS).optional(),
    keepGood: z.boolean().default(false),
    /** What the ledger says that the file adds up to, as typed. */
    controlTotal: z.string().trim().default(''),
    progress: z.custom<Progress>().optional(),
  }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    const control = input.controlTotal === '' ? null : parsePounds(input.controlTotal);
    if (control && !control.ok) return refuse('bad-total', control.why, { field: 'controlTotal' });
    const fileName = 'file' in input.source ? input.source.name : await fileToLoad(tx, actor, 'spend', input.source);
    if (typeof fileName !== 'string') return fileName;
    const opened = await openSource(services, input.source, input.map, input.dateOrder);
    if (!opened.ok) return refuse('unreadable-file', opened.why, { field: 'file' });
    const body = await bodyForImport(tx, actor, input.body, { name: input.bodyName, isNew: input.newBody }, SPEND_LOADERS);
    if ('kind' in body) return body;
    const rules = await kindRulesOf(tx, body.id);
    if ('kind' in rules) return rules;
    const importId = newId<'import_batch'>();
    await tx.insertInto('import_batch').values({ id: importId, kind: 'spend', body_id: body.id, made_body: body.isNew, file_name: fileName.slice(-255), file_sha256: opened.file.sha256, row_count: 0, mapping: JSON.stringify(opened.file.mapping), imported_by: actor.personId }).execute();
    const { load_key: loadKey } = await tx.insertInto('spend_load').values({ import_id: importId, body_id: body.id, control_total_pence: control?.pence ?? null }).returning('load_key').executeTakeFirstOrThrow();
    const loaded = await load(tx, opened.file, { loadKey, bodyId: body.id, rules, keepGood: input.keepGood, progress: input.progress ?? (() => undefined) });
    if ('kind' in loaded) return loaded;
    const { foundAgain, ...counts } = loaded;
    await tx.updateTable('import_batch').set({ row_count: counts.rows, added: counts.added, unchanged: counts.unchanged, refused: counts.refused }).where('id', '=', importId).execute();
    const told = await toldOf(tx, loadKey, foundAgain);
    const imported: SpendImported = { importId, body: { slug: body.slug, name: body.name, isNew: body.isNew }, ...counts, ...told, differencePence: control ? control.pence - counts.totalPence : null };
    const { body: _body, importId: _id, ...audited } = imported;
    return done(imported, { record: null, bodyId: body.id, after: { importId, file: fileName, sha256: opened.file.sha256.toString('hex'), ...audited } });
  },
});

function openSource(services: Services, source: Source, map: Readonly<Partial<Record<SpendField, string>>>, dateOrder: (typeof DATE_ORDERS)[number] | undefined): Promise<OpenedSpendFile> {
  if ('file' in source) return Promise.resolve({ ok: true, file: source.file });
  return openSpendFile(streamOf(services, source), { map, ...(dateOrder ? { dateOrder } : {}) });
}

/** How this authority tells in-house lines, grants and transfers from payments to outside suppliers. */
async function kindRulesOf(tx: Tx, bodyId: string): Promise<readonly KindRule[] | Refused> {
  const { value } = await policyValue(tx, bodyId, 'spend.kinds', londonDate(await readClock(tx)));
  const parsed = parseKindRules(value ?? '');
  return parsed.ok ? parsed.rules : refuse('bad-kind-rules', `Nothing was loaded: line ${parsed.line} of the policy “Kinds of spending” cannot be read. Write it like “in-house: category is Internal recharge”.`, { field: 'file' });
}

interface Into {
  readonly loadKey: number;
  readonly bodyId: string;
  readonly rules: readonly KindRule[];
  readonly keepGood: boolean;
  readonly progress: Progress;
}
type Loaded = Pick<SpendImported, 'rows' | 'added' | 'unchanged' | 'refused' | 'totalPence'> & { readonly foundAgain: readonly number[] };

/** Ends a COPY half way, because of one row. */
class RowRefused extends Error {
  readonly row: RefusedRow;
  constructor(row: RefusedRow) {
    super(row.refused);
    this.row = row;
  }
}

async function load(tx: Tx, file: SpendFile, into: Into): Promise<Loaded | Refused> {
  await createStaging(tx);
  const counts = { rows: 0, refused: 0, totalPence: 0n };
  let staged: number;
  try {
    staged = await stageRows(tx, into.bodyId, goodRows(file, into, counts));
  } catch (problem) {
    if (problem instanceof RowRefused) return rowRefused(problem.row);
    if (problem instanceof UnreadableFile) return refuse('unreadable-file', `Nothing was loaded: ${problem.message}`, { field: 'file' });
    throw problem;
  }
  await storeSpellings(tx, into.bodyId);
  await storePlaces(tx, into.bodyId);
  const added = await storeLines(tx, into);
  await addToRollups(tx, into.bodyId);
  const foundAgain = added < staged ? await loadsFoundAgain(tx) : [];
  return { ...counts, added, unchanged: staged - added, foundAgain };
}

async function* goodRows(file: SpendFile, { rules, keepGood, progress }: Into, counts: { rows: number; refused: number; totalPence: bigint }): StagedRows {
  for await (const batch of file.batches()) {
    const good = [];
    for (const row of batch) {
      // A total or the headings again is no payment, and loses nothing.
      if (isRefused(row) && row.notPayment === true) continue;
      counts.rows++;
      if (isRefused(row)) {
        if (!keepGood) throw new RowRefused(row);
        counts.refused++;
        continue;
      }
      counts.totalPence += row.amountPence;
      good.push({ row, kind: kindOf(row, rules) });
    }
    yield good;
    progress(counts.rows);
  }
}

function rowRefused({ row, sheet, column, refused }: RefusedRow): Refused {
  const where = `${sheet === null ? '' : `sheet ${sheet}, `}row ${row}${column === null ? '' : `, column ${column}`}`;
  return refuse('rows-refused', `Nothing was loaded: ${where}: ${refused} Mend every row that is listed, or load the good rows only.`, { field: 'file' });
}

/** The load's own totals, and what they say of its suppliers. */
async function toldOf(tx: Tx, loadKey: number, foundAgain: readonly number[]): Promise<Pick<SpendImported, 'matchedLines' | 'unmatchedSuppliers'>> {
  await sql`update spend_load x set lines = d.lines, total_pence = d.total, first_on = d.first, last_on = d.last, found_again = ${foundAgain}::int[]
    from (select count(*)::int as lines, coalesce(sum(amount_pence), 0)::bigint as total, min(paid_on) as first, max(paid_on) as last from spend_line where load_key = ${loadKey}) d where x.load_key = ${loadKey}`.execute(tx);
  const { rows } = await sql<{ matched: bigint; unmatched: bigint }>`select coalesce(sum(d.lines) filter (where s.organisation_id is not null), 0)::bigint as matched, count(distinct d.supplier_key) filter (where s.organisation_id is null and not s.redacted) as unmatched
    from spend_delta d join spend_supplier s using (supplier_key)`.execute(tx);
  return { matchedLines: Number(rows[0]!.matched), unmatchedSuppliers: Number(rows[0]!.unmatched) };
}
