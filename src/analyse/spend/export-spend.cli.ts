import { sql } from 'kysely';
import { counted } from '#kernel/counted';
import { parsePounds, poundsDecimal, type Pence } from '#kernel/money';
import { withheldWords, type Label } from '#parts/labels';
import type { Database } from '#platform/database/connection';
import { streamRows } from '#platform/database/stream-rows';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import type { Services } from '#platform/services';
import { misused, write, type ExitStatus, type Streams } from '#platform/command-line';
import { REDACTED, SUPPLIER_LABELS } from './listing.ts';
import { checkSpend } from './rollup.store.ts';

interface ExportedLine {
  readonly body: string;
  readonly gss: string | null;
  readonly unit: string;
  readonly service: string;
  readonly category: string | null;
  readonly purpose: string | null;
  readonly paid_on: string;
  readonly transaction_number: string | null;
  readonly amount_pence: Pence;
  readonly supplier: string;
  readonly redacted: boolean;
  readonly supplier_number: string | null;
  readonly company_number: string | null;
  readonly charity_number: string | null;
  readonly capital: boolean | null;
  readonly vat: string | null;
  readonly labels: readonly Label[] | null;
}

/** Headings of the Transparency Code's spending file (esd-org-uk/schemas, Spend), and the few that reports need beside them. */
const HEADINGS = ['Organisation Name', 'Organisation Code', 'Directorate', 'Service', 'Category', 'Purpose', 'Date', 'Transaction Number', 'Amount', 'VAT', 'Supplier Name', 'Supplier ID', 'Company Number', 'Charity Number', 'Expenditure Type'];

/** Every payment of a body as the Transparency Code's file has it, in the order of their dates, streamed. A withheld name reads as the Code words it. */
export async function* spendAsCsv(database: Database, bodySlug: string, abovePence: Pence | null): AsyncGenerator<string> {
  yield csvLine(HEADINGS);
  const question = sql<ExportedLine>`select b.name as body, b.gss_code as gss, coalesce(u.name, p.unit) as unit, p.service, r.category, r.purpose, r.paid_on, r.transaction_number, r.amount_pence, s.name as supplier, s.redacted, r.supplier_number,
      coalesce(nullif(s.company_number, ''), o.company_number) as company_number, coalesce(nullif(s.charity_number, ''), o.charity_number) as charity_number, r.capital, r.vat, (${sql.raw(SUPPLIER_LABELS)}) as labels
    from spend_line r join body b on b.id = r.body_id join spend_supplier s on s.supplier_key = r.supplier_key left join organisation o on o.id = s.organisation_id
      join spend_place p on p.place_key = r.place_key left join organisational_unit u on u.id = p.unit_id
    where r.body_id = (select id from body where slug = ${bodySlug})${abovePence === null ? sql`` : sql` and r.amount_pence > ${abovePence}`} order by r.paid_on, r.id`;
  for await (const rows of streamRows(database, question)) yield rows.map(lineOf).join('');
}

function lineOf(row: ExportedLine): string {
  const label = row.labels?.[0];
  const withheld = label ? withheldWords(label) : row.redacted ? (/commercial/i.test(row.supplier) ? 'REDACTED COMMERCIAL CONFIDENTIALITY' : REDACTED) : null;
  const open = (text: string | null): string => (withheld === null ? textCell(text) : '');
  return csvLine([
    textCell(row.body), plainCell(row.gss), textCell(row.unit), textCell(row.service), textCell(row.category), open(row.purpose), row.paid_on.split('-').reverse().join('/'), textCell(row.transaction_number), plainCell(poundsDecimal(row.amount_pence)),
    row.vat === 'net' ? 'Excluded' : row.vat === 'gross' ? 'Included' : '', textCell(withheld ?? row.supplier), open(row.supplier_number), open(row.company_number), open(row.charity_number), row.capital === null ? '' : row.capital ? 'Capital' : 'Revenue',
  ]);
}

export interface ExportSpendArguments {
  readonly body: string;
  readonly format: string;
  /** Pounds, as typed: only payments above it. */
  readonly above?: string;
}

/** `wantsum export spend --body SLUG --format csv [--above POUNDS]`: the file on stdout, streamed. */
export async function exportSpendCli(services: Services, given: ExportSpendArguments, streams: Streams): Promise<ExitStatus> {
  if (given.format !== 'csv') return misused(streams, 'Choose a format: csv.');
  const above = given.above === undefined ? null : parsePounds(given.above);
  if (above && !above.ok) return misused(streams, `--above: ${above.why}.`);
  const body = await services.database.read((read) => read.selectFrom('body').select('id').where('slug', '=', given.body).executeTakeFirst());
  if (!body) return misused(streams, `There is no body ${given.body} here.`);
  for await (const text of spendAsCsv(services.database, given.body, above ? above.pence : null)) await write(streams.out, text);
  return 0;
}

/** `wantsum spend check`: adds every payment up again and compares the rollups. */
export async function checkSpendCli(services: Services, streams: Streams): Promise<ExitStatus> {
  const found = await services.database.read(checkSpend);
  for (const { where, rows } of found) await write(streams.out, `${where}: ${counted(rows, 'row disagrees', 'rows disagree')} with the payments\n`);
  if (found.length === 0) await write(streams.out, 'Every total agrees with the payments.\n');
  return found.length === 0 ? 0 : 1;
}
