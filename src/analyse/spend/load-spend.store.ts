import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { supplierNumbers } from '#transparency';
import { copyIn, copyValue } from '#platform/database/copy-in';
import type { Tx } from '#platform/database/connection';
import type { SpendRow } from './reading/spend-row.ts';
import { financialYearSql, overValueSql, type SpendKind } from './spend.ts';

/** What a load is stored under. */
export interface LoadIds {
  readonly loadKey: number;
  readonly bodyId: string;
}

const LONGEST = 300;
/** So many pairs of numbers are remembered as read; a county's files have fewer. */
const MOST_REMEMBERED = 50_000;
const NONE = '';
const SEPARATOR = '\u001f';

/** A table of this transaction alone, without indexes, as quick to fill as COPY is. */
export async function createStaging(tx: Tx): Promise<void> {
  // The sorts and joins of a million rows would spill at the usual few megabytes.
  await sql`set local work_mem = '96MB'`.execute(tx);
  // Compiling a plan costs more than it saves where each step runs once.
  await sql`set local jit = off`.execute(tx);
  await sql`create temp table spend_staging (place_in_file integer, base_id uuid, row_number integer, sheet text, paid_on date, amount_pence bigint, kind text, vat text, capital boolean,
    supplier text, company_number text, charity_number text, redacted boolean, unit text, service text, purpose text, category text, transaction_number text, supplier_number text) on commit drop`.execute(tx);
}

/** A chunk of rows to be staged: already told what kind each is. */
export type StagedRows = AsyncIterable<readonly { readonly row: SpendRow; readonly kind: SpendKind }[]>;

/** Streams rows into the staging table. @returns how many */
export const stageRows = (tx: Tx, bodyId: string, chunks: StagedRows): Promise<number> => copyIn(tx, 'copy spend_staging from stdin', linesOf(bodyId, chunks));

async function* linesOf(bodyId: string, chunks: StagedRows): AsyncGenerator<string> {
  const numbersOf = rememberedNumbers();
  let place = 0;
  for await (const chunk of chunks) {
    let lines = '';
    for (const { row, kind } of chunk) lines += stagedLine(bodyId, ++place, row, kind, numbersOf);
    if (lines !== '') yield lines;
  }
}

function stagedLine(bodyId: string, place: number, row: SpendRow, kind: SpendKind, numbersOf: ReturnType<typeof rememberedNumbers>): string {
  const name = row.supplier.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST);
  const [unit, service] = [clipped(row.unit), clipped(row.service)];
  // A withheld name's numbers would give it away.
  const { company, charity } = row.redacted ? NO_NUMBERS : numbersOf(row.companyNumber, row.charityNumber);
  const base = baseId([bodyId, row.date, String(row.amountPence), name, unit, service, row.purpose ?? NONE, row.category ?? NONE, row.transactionNumber ?? NONE, String(row.capital)]);
  return `${[
    place, base, row.row, row.sheet, row.date, row.amountPence, kind, row.vat, row.capital, name, company, charity, row.redacted, unit, service, row.purpose, row.category, row.transactionNumber, row.redacted ? null : row.supplierNumber,
  ].map(copyValue).join('\t')}\n`;
}

/** What a payment says, as an id: a UUID made of its words (version 3 in form). */
function baseId(words: readonly string[]): string {
  const digest = hash('md5', words.join(SEPARATOR));
  return `${digest.slice(0, 12)}3${digest.slice(13, 16)}8${digest.slice(17)}`;
}

const clipped = (text: string | null): string => (text === null ? NONE : text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST));

interface Numbers {
  readonly company: string;
  readonly charity: string;
}
const NO_NUMBERS: Numbers = { company: NONE, charity: NONE };

function rememberedNumbers(): (company: string | null, charity: string | null) => Numbers {
  const known = new Map<string, Numbers>();
  return (company, charity) => {
    if (company === null && charity === null) return NO_NUMBERS;
    const key = `${company ?? ''}${SEPARATOR}${charity ?? ''}`;
    const found = known.get(key);
    if (found) return found;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const read = supplierNumbers(company ?? '', charity ?? '');
    const numbers = { company: read.company ?? NONE, charity: read.charity ?? NONE };
    known.set(key, numbers);
    return numbers;
  };
}

/** Keeps the places that are new. A directorate that the body has a unit for, by its name of today or before, is that unit. */
export async function storePlaces(tx: Tx, bodyId: string): Promise<void> {
  await sql`insert into spend_place (body_id, unit, service) select ${bodyId}, unit, service from (select distinct unit, service from spend_staging) s on conflict do nothing`.execute(tx);
  await sql`update spend_place p set unit_id = n.id from (
      select distinct on (name) name, id from (
        select lower(name) as name, id, 0 as rank, null::date as until_on from organisational_unit where body_id = ${bodyId}
        union all select lower(f.name), f.unit_id, 1, f.until_on from former_unit_name f join organisational_unit u on u.id = f.unit_id where u.body_id = ${bodyId}) names
      order by name, rank, until_on desc) n
    where p.body_id = ${bodyId} and p.unit_id is null and lower(p.unit) = n.name`.execute(tx);
}

/** Of lines that are equal in one file the second, third and so on have ids of their own, the same in every file. */
const ID = `case when t.nth is null then s.base_id else overlay(overlay(md5(s.base_id::text || t.nth) placing '3' from 13) placing '8' from 17)::uuid end`;
/** What a line keeps of a staged row as it stands. */
const KEPT = ['amount_pence', 'paid_on', 'row_number', 'kind', 'vat', 'capital', 'sheet', 'purpose', 'category', 'transaction_number', 'supplier_number'];

/**
 * Stores the staged payments that are not here yet, and what they add to the rollups. Which are here is asked once for all of them: whoever loads holds the body's
 * row and an id is of one body, so nobody else can bring the same ones meanwhile. @returns how many are new
 */
export async function storeLines(tx: Tx, { loadKey, bodyId }: LoadIds): Promise<number> {
  await sql`create temp table spend_equal on commit drop as select place_in_file, nth from (
      select place_in_file, row_number() over (partition by base_id order by place_in_file) as nth from spend_staging
      where base_id in (select base_id from spend_staging group by base_id having count(*) > 1)) n where nth > 1`.execute(tx);
  await sql`create temp table spend_found on commit drop as select x.*, l.load_key as found_in from (
      select ${sql.raw(ID)} as id, u.supplier_key, p.place_key, ${sql.raw(KEPT.map((column) => `s.${column}`).join(', '))} from spend_staging s left join spend_equal t using (place_in_file)
        join spend_spelling u on u.supplier = s.supplier and u.company_number = s.company_number and u.charity_number = s.charity_number and u.redacted = s.redacted
        join spend_place p on p.body_id = ${bodyId} and p.unit = s.unit and p.service = s.service) x
    left join spend_line l on l.id = x.id`.execute(tx);
  const { numAffectedRows } = await sql`insert into spend_line (id, body_id, load_key, supplier_key, place_key, ${sql.raw(KEPT.join(', '))})
    select id, ${bodyId}, ${loadKey}, supplier_key, place_key, ${sql.raw(KEPT.join(', '))} from spend_found where found_in is null`.execute(tx);
  await createDelta(tx);
  await sql.raw(`insert into spend_delta select ${DELTA} from spend_found where found_in is null group by ${DELTA_KEYS}`).execute(tx);
  await sql`analyze spend_delta`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** The loads whose payments the staged file has again. */
export async function loadsFoundAgain(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ load_key: number }>`select distinct found_in as load_key from spend_found where found_in is not null`.execute(tx);
  return rows.map((row) => row.load_key);
}

const COUNTED = 'supplier_key, place_key, paid_on, kind, capital, amount_pence';
const DELTA_KEYS = '1, 2, 3, 4, 5, 6, 7';
const DELTA = `supplier_key, place_key, date_trunc('month', paid_on::timestamp)::date as month, ${financialYearSql('paid_on')} as financial_year, kind,
  case capital when true then 'capital' when false then 'revenue' else 'not-said' end as capital, ${overValueSql('amount_pence')} as over_pence, count(*)::bigint as lines, sum(amount_pence)::bigint as amount_pence`;

/** Every way in which a load or an undo changes the rollups. */
async function createDelta(tx: Tx): Promise<void> {
  await sql`create temp table spend_delta (supplier_key integer, place_key integer, month date, financial_year smallint, kind text, capital text, over_pence bigint, lines bigint, amount_pence bigint) on commit drop`.execute(tx);
}

/** Takes a load's payments out, into the delta. @returns how many there were */
export async function removeLines(tx: Tx, loadKey: number): Promise<number> {
  await createDelta(tx);
  const { rows } = await sql<{ lines: bigint }>`with gone as (delete from spend_line where load_key = ${loadKey} returning ${sql.raw(COUNTED)}),
      counted as (insert into spend_delta ${sql.raw(`select ${DELTA} from gone group by ${DELTA_KEYS}`)} returning lines)
    select coalesce(sum(lines), 0)::bigint as lines from counted`.execute(tx);
  return Number(rows[0]!.lines);
}
