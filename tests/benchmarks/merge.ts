import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { median, type Measurement } from './measuring.ts';

const ROOT = join(import.meta.dirname, '../..');
const MEGABYTE = 1_000_000;
const MOST_MEMORY = 250;
const ROUNDS = 3;
/** Releases of one process stand this far apart in the file. */
const APART = 400;

/** The bare work: read, parse and print each line. What a release package is worth is measured against the same releases one a line. */
const BARE = `
import { createReadStream } from 'node:fs';
let rest = '';
for await (const chunk of createReadStream(process.argv.at(-1), { encoding: 'utf8', highWaterMark: 1 << 20 })) {
  const lines = (rest + chunk).split('\\n');
  rest = lines.pop();
  const printed = lines.map((line) => JSON.stringify(JSON.parse(line)) + '\\n').join('');
  if (!process.stdout.write(printed)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
if (rest) process.stdout.write(JSON.stringify(JSON.parse(rest)) + '\\n');
`;

type Form = 'one a line' | 'a package on one line' | 'a package, indented';
const FORMS: readonly Form[] = ['one a line', 'a package on one line', 'a package, indented'];

/** `wantsum ocds merge` of a made-up file against Node reading, parsing and printing the same releases. @param megabytes the size of the file */
export async function measureMerge(megabytes: number): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-merge-'));
  try {
    const found: Measurement[] = [];
    const lines = join(folder, 'releases.jsonl');
    makeFile(lines, megabytes * MEGABYTE, 'one a line');
    for (const form of FORMS) {
      const path = form === 'one a line' ? lines : join(folder, 'package.json');
      if (path !== lines) makeFile(path, megabytes * MEGABYTE, form);
      const ours: Run[] = [];
      const bare: Run[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const [merged, parsed] = [await run([join(ROOT, 'src/cli/wantsum.ts'), 'ocds', 'merge', path]), await run(['--input-type=module', '-e', BARE, '--', lines])];
        // The first of each fills the system's cache of files.
        if (round === 0) continue;
        ours.push(merged);
        bare.push(parsed);
      }
      const [seconds, bareSeconds] = [median(ours.map((one) => one.seconds)), median(bare.map((one) => one.seconds))];
      found.push(
        { name: `ocds merge, ${megabytes} MB, ${form}`, unit: 's', ours: seconds, bare: bareSeconds, pass: seconds < 1.3 * bareSeconds, bar: 'under 1.3 times the bare parse and print' },
        { name: `most memory meanwhile, ${form}`, unit: 'MB', ours: Math.max(...ours.map(({ peak }) => peak)), bare: Math.max(...bare.map(({ peak }) => peak)), pass: ours.every(({ peak }) => peak < MOST_MEMORY), bar: `under ${MOST_MEMORY} MB` },
      );
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Run { readonly seconds: number; readonly peak: number }

/** Runs Node, counts what it prints and throws it away. The peak is the process's own (VmHWM, all threads), looked at until it ends. */
async function run(args: readonly string[]): Promise<Run> {
  const from = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  let peak = 0;
  const look = setInterval(() => void readFile(`/proc/${child.pid}/status`, 'utf8').then((status) => (peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)), () => null), 20);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`${args.join(' ').slice(0, 80)} ended with ${code}`);
  return { seconds: (performance.now() - from) / 1000, peak };
}

/** Releases shaped like those of the United Kingdom's Contracts Finder: one to four of a process, never side by side. */
function makeFile(path: string, bytes: number, form: Form): void {
  const file = openSync(path, 'w');
  const indent = form === 'a package, indented' ? 2 : undefined;
  let held: string[] = [];
  let size = 0;
  const put = (text: string): void => {
    held.push(text);
    size += text.length;
    if (held.length < 500) return;
    writeSync(file, held.join(''));
    held = [];
  };
  if (form !== 'one a line') put('{"uri":"https://example.org/package","version":"1.1","extensions":[],"publishedDate":"2026-01-01T00:00:00Z","publisher":{"name":"Example"},"releases":[');
  for (let number = 0; size < bytes; number++) {
    const text = JSON.stringify(release(number), null, indent);
    put(form === 'one a line' ? `${text}\n` : number === 0 ? text : `,${indent ? '\n' : ''}${text}`);
  }
  if (form !== 'one a line') put(']}\n');
  writeSync(file, held.join(''));
  closeSync(file);
}

const WORDS = 'This contract is to provide support to adults with a learning disability in their own homes within the county including nights and weekends under the framework agreement of the region'.split(' ');
const sentence = (seed: number, words: number): string => Array.from({ length: words }, (_, index) => WORDS[(seed * 7 + index * index) % WORDS.length]).join(' ');

/** The number says all: which process, which of its releases, and what is in it. */
function release(number: number): unknown {
  const block = Math.floor(number / (APART * 4));
  const within = number % (APART * 4);
  const processNumber = block * APART + (within % APART);
  const stage = Math.floor(within / APART);
  const buyer = `GB-CFS-${processNumber % 400}`;
  const supplier = (index: number): string => `GB-COH-${String((processNumber * 31 + index) % 9000).padStart(8, '0')}`;
  const money = (pounds: number): unknown => ({ amount: pounds + 0.5, currency: 'GBP' });
  const day = `2025-0${stage + 1}-${String((processNumber % 27) + 1).padStart(2, '0')}T09:30:00Z`;
  const address = { streetAddress: `${processNumber % 200} High Street`, locality: 'Exampleton', postalCode: 'EX1 2MP', countryName: 'England' };
  const party = (id: string, role: string): unknown => ({ id, name: `${sentence(processNumber, 3)} ${id}`, identifier: { legalName: `${id} Limited`, scheme: 'GB-COH', id }, address, contactPoint: { name: 'A Person', email: 'person@example.org', telephone: '01234 567890' }, details: { scale: 'sme', vcse: processNumber % 5 === 0 }, roles: [role] });
  const documents = Array.from({ length: 1 + (processNumber % 4) }, (_, index) => ({ id: String(index + 1), documentType: 'tenderNotice', title: sentence(number + index, 6), url: `https://www.example.org/notice/${processNumber}/${index}`, datePublished: day, format: 'text/html', language: 'en' }));
  const items = Array.from({ length: 1 + (processNumber % 3) }, (_, index) => ({ id: String(index + 1), classification: { scheme: 'CPV', id: '85000000', description: 'Health and social work services' }, additionalClassifications: [{ scheme: 'CPV', id: '85300000', description: 'Social work' }], quantity: index + 1 }));
  return {
    ocid: `ocds-example-${String(processNumber).padStart(8, '0')}-4cf1-8849`, id: `${processNumber}-${stage}`, language: 'en', date: day, tag: [stage === 0 ? 'tender' : stage === 3 ? 'award' : 'tenderUpdate'], initiationType: 'tender',
    tender: {
      id: `T${processNumber}`, title: sentence(processNumber, 8), description: sentence(number, 60), status: stage === 3 ? 'complete' : 'active', items, value: money(100_000 + processNumber), minValue: money(50_000 + stage),
      procurementMethod: 'open', procurementMethodDetails: 'Open procedure', tenderPeriod: { endDate: day }, contractPeriod: { startDate: day, endDate: '2028-03-31T23:59:59Z' }, suitability: { sme: true, vcse: false }, mainProcurementCategory: 'services', documents,
    },
    parties: [party(buyer, 'buyer'), ...(stage === 3 ? [party(supplier(0), 'supplier'), party(supplier(1), 'supplier')] : [])],
    buyer: { id: buyer, name: `${sentence(processNumber, 3)} ${buyer}` },
    ...(stage === 3 ? { awards: [{ id: `A${processNumber}-1`, status: 'active', date: day, value: money(93_000 + processNumber), suppliers: [{ id: supplier(0), name: 'One' }, { id: supplier(1), name: 'Two' }], contractPeriod: { startDate: day, endDate: '2028-03-31T23:59:59Z' }, documents }] } : {}),
  };
}
