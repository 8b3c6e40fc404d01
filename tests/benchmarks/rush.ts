import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { newId } from '#kernel/ids';
import { prepareBids, prepareOpportunity, readForms, saveBoth, submitOne, type Forms, type Prepared } from './bids.ts';
import { startWeb, type BenchmarkHouse } from './house.ts';
import { atATime, caller, type Measurement } from './measuring.ts';

const FILE_BYTES = 2 * 2 ** 20;
/** Bidders at once, over both web processes. */
const WIDE = 48;
const MINUTE = 60;
const BOUNDARY = 'wantsum-bench-boundary';

/**
 * The last minute before closing: every bidder sends a file of 2 MB and then their bid, to two web processes on one database. Then both
 * processes are killed, and a new one is asked for the receipt of every bid that was acknowledged and for the bytes of its file.
 * Against it: the same bytes written to as many files and each fsynced, with one row and one commit each.
 */
export async function measureRush(house: BenchmarkHouse, count: number): Promise<Measurement[]> {
  const ground = await prepareOpportunity(house);
  const bids = await prepareBids(house, ground, count);
  const webs = [await startWeb(house), await startWeb(house)] as const;
  const call = caller(WIDE);
  const forms = await readForms(call, webs[0], bids);
  // Answers and prices were written in the weeks before; the file and the submission come last.
  await atATime(16, count, (index) => saveBoth(call, webs[index % 2]!.port, ground, forms, bids[index]!));
  const base = randomBytes(FILE_BYTES);
  const sent = new Map<string, string>();
  const rate = await atATime(WIDE, count, async (index) => {
    const [bid, { port }] = [bids[index]!, webs[index % 2]!];
    const content = contentOf(base, bid);
    await upload(port, forms, bid, content);
    await submitOne(call, port, forms, bid);
    sent.set(bid.bid, createHash('sha256').update(content).digest('hex'));
  });
  const memory = Math.max(await webs[0].memory(), await webs[1].memory());
  for (const web of webs) await web.kill();
  const bare = await bareRate(house, base, bids);
  const [receipts, files] = await askAgain(house, bids, sent);
  const [seconds, bareSeconds] = [count / rate, count / bare];
  return [
    { name: `${count.toLocaleString('en-GB')} bidders, each with a file of 2 MB, on two web processes`, unit: 's', ours: seconds, bare: bareSeconds, pass: seconds < (MINUTE * count) / 1000, bar: 'a minute for a thousand' },
    { name: '  bids acknowledged', unit: 'a second', ours: rate, bare, pass: null, bar: '' },
    { name: '  receipts honoured by a new process (bare: those acknowledged)', unit: 'receipts', ours: receipts, bare: sent.size, pass: receipts === sent.size && sent.size === count, bar: 'every one' },
    { name: '  files that come back with their SHA-256', unit: 'files', ours: files, bare: sent.size, pass: files === sent.size, bar: 'every one' },
    { name: '  memory of the larger web process', unit: 'MB', ours: memory / 2 ** 20, bare: null, pass: null, bar: '' },
  ];
}

/** Nobody's file is another's: each begins with its bid. */
function contentOf(base: Buffer, { bid }: Prepared): Buffer {
  const content = Buffer.from(base);
  content.write(`%PDF-1.7\n%${bid}\n`, 0, 'latin1');
  return content;
}

function upload(port: number, { token, cookie }: Forms, { bid, person }: Prepared, content: Buffer): Promise<void> {
  const field = (name: string, value: string): string => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = Buffer.from(`${field('_csrf', decodeURIComponent(token))}${field('questionId', '')}--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="method.pdf"\r\ncontent-type: application/pdf\r\n\r\n`);
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: '127.0.0.1', port, method: 'POST', path: `/bids/${bid}/files`, agent: false,
      headers: { 'x-test-session': person, cookie, 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': String(head.length + content.length + tail.length) },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => (response.statusCode === 303 ? resolve() : reject(new Error(`the file was answered ${response.statusCode}: ${Buffer.concat(chunks).toString().slice(0, 2000)}`))));
    });
    request.on('error', reject);
    request.write(head);
    request.write(content);
    request.end(tail);
  });
}

/** Both processes are gone: a new one answers for what they acknowledged. @returns receipts honoured, files whose bytes come back */
async function askAgain(house: BenchmarkHouse, bids: readonly Prepared[], sent: ReadonlyMap<string, string>): Promise<readonly [number, number]> {
  const web = await startWeb(house);
  const call = caller(8);
  const { rows } = await house.database.pool.query<{ bid_id: string; id: string }>('select bid_id, id from bid_file');
  const fileOf = new Map(rows.map((row) => [row.bid_id, row.id]));
  let [receipts, files] = [0, 0];
  const heard = bids.filter(({ bid }) => sent.has(bid));
  await atATime(8, heard.length, async (index) => {
    const { bid, person } = heard[index]!;
    const receipt = await call(web.port, 'GET', `/bids/${bid}/receipt.json`, { 'x-test-session': person });
    if (receipt.status === 200) receipts++;
    const file = await call(web.port, 'GET', `/bids/${bid}/files/${fileOf.get(bid)}`, { 'x-test-session': person });
    if (file.status === 200 && createHash('sha256').update(file.body).digest('hex') === sent.get(bid)) files++;
  });
  await web.kill();
  return [receipts, files];
}

/** The same bytes to as many files, each fsynced, and one row and one commit each. @returns how many a second */
async function bareRate({ url, folder }: BenchmarkHouse, base: Buffer, bids: readonly Prepared[]): Promise<number> {
  const wide = 16;
  const clients = await Promise.all(Array.from({ length: wide }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  const place = join(folder, 'bare');
  await mkdir(place);
  await clients[0]!.query('create table bare_file (id uuid primary key, sha256 bytea not null)');
  const rate = await atATime(wide, bids.length, async (index, worker) => {
    const content = contentOf(base, bids[index]!);
    const file = await open(join(place, String(index)), 'w');
    await file.writeFile(content);
    await file.sync();
    await file.close();
    await clients[worker]!.query('insert into bare_file values ($1, $2)', [newId(), createHash('sha256').update(content).digest()]);
  });
  await Promise.all(clients.map((client) => client.end()));
  await rm(place, { recursive: true });
  return rate;
}
