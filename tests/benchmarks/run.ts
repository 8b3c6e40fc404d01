/** `npm run bench`: measures the product on this machine and prints one table. See docs/benchmarks.md. */
import { cpus } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { measureBids } from './bids.ts';
import { measureContracts } from './contracts.ts';
import { measureEvaluation } from './evaluation.ts';
import { measureExport } from './export.ts';
import { openBenchmarkHouse, startWeb, type BenchmarkHouse } from './house.ts';
import type { Measurement } from './measuring.ts';
import { measureMerge } from './merge.ts';
import { measureRush } from './rush.ts';
import { measureSpendReports } from './spend-reports.ts';
import { measureSpend } from './spend.ts';
import { measureStart } from './start.ts';

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string' },
    bids: { type: 'string' },
    bidders: { type: 'string' },
    processes: { type: 'string' },
    'spend-rows': { type: 'string' },
    'spend-payments': { type: 'string' },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const rows = (flags.rows ?? (flags.quick ? '1000,20000' : '1000,100000')).split(',').map(Number);
const bids = Number(flags.bids ?? (flags.quick ? '200' : '1000'));
const bidders = Number(flags.bidders ?? (flags.quick ? '100' : '1000'));
const spendRows = Number(flags['spend-rows'] ?? (flags.quick ? '50000' : '1000000'));
const spendPayments = Number(flags['spend-payments'] ?? (flags.quick ? '200000' : '10000000'));
/** Contracting processes in one export; issue 4 asks it of 200,000. */
const processes = Number(flags.processes ?? (flags.quick ? '10000' : '200000'));
/** A large tender is 500 bids; a quick look takes fewer. */
const judged = flags.quick ? 200 : 500;
const wanted = (part: string): boolean => flags.only === undefined || flags.only.includes(part);
if ([...rows, bids, bidders, spendRows, spendPayments].some((size) => !Number.isInteger(size) || size < 100)) {
  process.stderr.write('Sizes are whole numbers from 100: --rows 1000,100000 --bids 1000 --bidders 1000\n');
  process.exit(2);
}

const measured: Measurement[] = [];
if (wanted('bids')) await part('bids', () => withHouse((house) => measureBids(house, bids)));
if (wanted('contracts')) await part('contracts', () => withHouse(measureRegister));
if (wanted('evaluation')) await part('evaluation', () => withHouse(measurePanel));
if (wanted('export')) await part('export', () => withHouse((house) => measureExport(house, processes)));
if (wanted('merge')) await part('merge', () => measureMerge(flags.quick ? 20 : 100));
if (wanted('rush')) await part('rush', () => withHouse((house) => measureRush(house, bidders)));
if (wanted('spend')) await part('spend', () => withHouse((house) => measureSpend(house, spendRows)));
if (wanted('spend-reports')) await part('spend-reports', () => withHouse(measureReportsOfSpending));
if (wanted('start')) await part('start', measureStart);
process.stdout.write(flags.json ? `${JSON.stringify({ at: new Date().toISOString(), cores: cpus().length, node: process.version, measured }, null, 2)}\n` : table(measured));
process.exit(measured.some((one) => one.pass === false) ? 1 : 0);

/** A part that breaks is a part that fails; the others are still told. */
async function part(name: string, measure: () => Promise<Measurement[]>): Promise<void> {
  tell(`Measuring: ${name}…`);
  try {
    measured.push(...(await measure()));
  } catch (problem) {
    tell(String((problem as Error).stack));
    measured.push({ name: `${name}: broke off`, unit: 's', ours: Number.NaN, bare: null, pass: false, bar: '' });
  }
}

/** Each part has a database of its own, so that none is measured in the remains of another. */
async function withHouse(measure: (house: BenchmarkHouse) => Promise<Measurement[]>): Promise<Measurement[]> {
  const house = await openBenchmarkHouse();
  try {
    return await measure(house);
  } finally {
    await house.close();
  }
}

async function measureRegister(house: BenchmarkHouse): Promise<Measurement[]> {
  const web = await startWeb(house);
  try {
    const found = await measureContracts(house, web.port, rows);
    return [...found, { name: 'memory of the web process after the contracts', unit: 'MB', ours: (await web.memory()) / 2 ** 20, bare: null, pass: null, bar: '' }];
  } finally {
    await web.kill();
  }
}

async function measurePanel(house: BenchmarkHouse): Promise<Measurement[]> {
  const web = await startWeb(house);
  try {
    return await measureEvaluation(house, web.port, judged);
  } finally {
    await web.kill();
  }
}

async function measureReportsOfSpending(house: BenchmarkHouse): Promise<Measurement[]> {
  const web = await startWeb(house);
  try {
    return await measureSpendReports(house, web.port, spendPayments);
  } finally {
    await web.kill();
  }
}

function tell(words: string): void {
  process.stderr.write(`${words}\n`);
}

function table(found: readonly Measurement[]): string {
  const shown = (value: number | null, unit: Measurement['unit']): string => {
    if (value === null) return '';
    return unit === 'ms' || unit === 's' ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB');
  };
  const lines = found.map((one) => [
    one.name, one.unit, shown(one.ours, one.unit), shown(one.bare, one.unit), one.bare === null ? '' : (one.ours / one.bare).toFixed(2), one.pass === null ? '' : one.pass ? 'pass' : 'FAIL', one.bar,
  ]);
  const all = [['name', 'unit', 'ours', 'bare', 'ratio', '', 'bar'], ...lines];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return `${all.map((line) => line.map((cell, column) => (column >= 2 && column <= 4 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()).join('\n')}\n`;
}
