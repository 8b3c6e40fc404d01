import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { COMMAND_LINE } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import { copyValue } from '#platform/database/copy-in';
import { importSpend } from '../../src/analyse/spend/import-spend.command.ts';
import { spendFile, spendRow } from '../../src/analyse/spend/spend.fixture.ts';
import type { SpendRow } from '../../src/analyse/spend/reading/spend-row.ts';
import type { BenchmarkHouse } from './house.ts';
import { timed, type Measurement } from './measuring.ts';

/** Distinct spellings and places of the invented ledger: what a large county has. */
const SUPPLIERS = 20_000;
const PLACES = 150;
const MATCHED = 8_000;

/** A ledger of one year: each supplier is paid for a few services, as suppliers are. */
export function* ledger(rows: number): Generator<SpendRow> {
  for (let n = 0; n < rows; n++) {
    const supplier = (n * 7919) % SUPPLIERS;
    const place = (supplier * 13 + (n % 3)) % PLACES;
    const month = 1 + Math.floor((n * 12) / rows);
    yield spendRow({
      date: `2025-${String(month).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`, amountPence: BigInt(((n * 104_729) % 4_000_000) - 40_000), supplier: `Supplier ${supplier} of the County Limited`,
      unit: `Directorate ${place % 7}`, service: `Service ${place}`, purpose: `Purpose ${n % 400}`, category: `Category ${n % 40}`, transactionNumber: `T${n}`, companyNumber: supplier % 2 === 0 ? String(supplier + 1) : null, vat: 'net', capital: n % 20 === 0,
    }, n + 2);
  }
}

/** A load of so many rows, validated, matched, deduplicated and rolled up, against COPY of the same rows into one bare table through the same driver. */
export async function measureSpend(house: BenchmarkHouse, rows: number): Promise<Measurement[]> {
  await house.database.pool.query(`insert into organisation (id, name, match_name, company_number, source) select gen_random_uuid(), 'Supplier ' || n || ' of the County Limited', 'supplier ' || n || ' of the county', case when n % 2 = 0 then lpad((n + 1)::text, 8, '0') end, 'entered' from generate_series(0, ${MATCHED - 1}) n`);
  await house.database.pool.query('vacuum analyze organisation');
  const bare = await timed(() => copyOf(house, rows));
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 200);
  const load = () => runCommand(house.services, importSpend, COMMAND_LINE, { source: { file: spendFile(ledger(rows), String(rows)), name: 'ledger.csv' }, body: 'bench' });
  let told: unknown;
  const ours = await timed(async () => (told = await load()));
  const again = await timed(load);
  clearInterval(watch);
  const { value } = told as { value?: { added: number; matchedLines: number } };
  if (value?.added !== rows || value.matchedLines === 0) throw new Error(`the load was not done: ${JSON.stringify(told, (_key, one: unknown) => (typeof one === 'bigint' ? String(one) : one))}`);
  const words = rows.toLocaleString('en-GB');
  return [
    { name: `load of ${words} payments`, unit: 's', ours: ours / 1000, bare: bare / 1000, pass: null, bar: 'against COPY of the same rows' },
    { name: `the same file again, ${words} payments`, unit: 's', ours: again / 1000, bare: bare / 1000, pass: null, bar: 'adds nothing' },
    { name: 'memory while loading', unit: 'MB', ours: peak / 2 ** 20, bare: null, pass: null, bar: '' },
  ];
}

export async function copyOf({ database }: BenchmarkHouse, rows: number): Promise<void> {
  const client = await database.client();
  try {
    await client.query('create table bare_spend (paid_on date, amount_pence bigint, supplier text, unit text, service text, purpose text, category text, transaction_number text, company_number text, vat text, capital boolean, row_number integer)');
    await pipeline(Readable.from(linesOf(rows)), client.query(copyFrom('copy bare_spend from stdin')));
    await client.query('drop table bare_spend');
  } finally {
    client.release();
  }
}

function* linesOf(rows: number): Generator<string> {
  let lines = '';
  for (const row of ledger(rows)) {
    lines += `${[row.date, row.amountPence, row.supplier, row.unit, row.service, row.purpose, row.category, row.transactionNumber, row.companyNumber, row.vat, row.capital, row.row].map(copyValue).join('\t')}\n`;
    if (lines.length < 65_536) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
