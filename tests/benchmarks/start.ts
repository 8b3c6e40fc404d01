import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { caller, type Measurement } from './measuring.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIRST_VISIT_BYTES = 100_000;
const START_SECONDS = 30;
const STARTS = 3;

/** `npm start` as a newcomer runs it, in a folder of its own: the first start with the demonstration, later starts, the first visit. The product answers when `/` is itself; before, a page says that it is being prepared. */
export async function measureStart(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-start-'));
  try {
    const first = await start(folder);
    const [weight, memory] = [await firstVisit(first.port), await memoryOf(first.child.pid!)];
    await stop(first.child);
    const seconds: number[] = [];
    for (let again = 0; again < STARTS; again++) {
      const site = await start(folder);
      seconds.push(site.seconds);
      await stop(site.child);
    }
    return [
      { name: 'first visit: page, styles, scripts, pictures', unit: 'bytes', ours: weight, bare: null, pass: weight < FIRST_VISIT_BYTES, bar: 'under 100,000 bytes' },
      { name: 'npm start, new folder, the first page that says it is being prepared', unit: 's', ours: first.firstPageSeconds, bare: null, pass: first.firstPageSeconds < START_SECONDS, bar: 'under 30 s' },
      { name: 'npm start, new folder, demonstration loaded', unit: 's', ours: first.seconds, bare: null, pass: first.seconds < START_SECONDS, bar: 'under 30 s' },
      { name: 'npm start, existing folder', unit: 's', ours: seconds.toSorted((one, other) => one - other)[STARTS >> 1]!, bare: null, pass: null, bar: '' },
      { name: 'memory of a site that has just started, web and worker', unit: 'MB', ours: memory / 2 ** 20, bare: null, pass: null, bar: '' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  /** Until anything answered at all. */
  readonly firstPageSeconds: number;
  /** Until the product answered. */
  readonly seconds: number;
}

async function start(folder: string): Promise<Started> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], detached: true,
    env: { ...process.env, PORT: String(port), WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent', DATABASE_URL: '' },
  });
  let complaint = '';
  child.stderr!.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2000)));
  const call = caller(1);
  const since = () => (performance.now() - from) / 1000;
  let firstPageSeconds: number | null = null;
  for (;;) {
    const reply = await call(port, 'GET', '/').catch(() => null);
    if (reply) firstPageSeconds ??= since();
    if (reply?.status === 200) break;
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}: ${complaint}`);
    if (since() > 180) throw new Error('npm start took more than three minutes');
    await wait(20);
  }
  return { child, port, firstPageSeconds: firstPageSeconds!, seconds: since() };
}

/** A group of its own, so that npm, the launcher and the site are all asked. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGTERM');
  await ended;
  await wait(3000);
}

/** Bytes that come over the wire, heads included, for `/` and all that it names. */
async function firstVisit(port: number): Promise<number> {
  const call = caller(1);
  const get = async (path: string) => {
    const reply = await call(port, 'GET', path, { 'accept-encoding': 'gzip' });
    return { bytes: reply.headBytes + reply.body.length, reply };
  };
  const page = await get('/');
  const html = (page.reply.headers['content-encoding'] === 'gzip' ? gunzipSync(page.reply.body) : page.reply.body).toString();
  const named = [...html.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="(\/[^"]+)"/g)].map((match) => match[1]!.replaceAll('&amp;', '&'));
  let total = page.bytes;
  for (const path of new Set(named)) total += (await get(path)).bytes;
  return total;
}

/** The largest process of the group: the site itself, not npm or the launcher. */
async function memoryOf(group: number): Promise<number> {
  let most = 0;
  for (const pid of (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  }
  return most;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
