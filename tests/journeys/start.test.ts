import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** A kill cannot be waited for at a part, so whatever part comes after this one will do. */
const INTO_THE_LOADING = 2;
const PATIENCE_MILLISECONDS = 240_000;

let folder: string;
let port: number;
let site: ChildProcess | null = null;
let said = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wantsum-first-start-'));
  // PostgreSQL refuses to run as root, and the account it then runs as must be able to enter.
  await chmod(folder, 0o755);
  port = await freePort();
});
afterEach(async () => {
  if (site && site.exitCode === null && site.signalCode === null) await ended('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** The command itself, not its launcher, so that it can be killed outright. */
function start(onPort = port): ChildProcess {
  said = '';
  const child = spawn(process.execPath, ['src/cli/wantsum.ts', 'start'], {
    cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PORT: String(onPort), WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent', WANTSUM_DEMO: 'true', WANTSUM_ENV: 'development', DATABASE_URL: '' },
  });
  child.stderr!.on('data', (text: Buffer) => (said += text.toString()));
  return child;
}

async function ended(signal?: NodeJS.Signals, child = site!): Promise<number | NodeJS.Signals | null> {
  const exit = once(child, 'exit');
  if (signal) child.kill(signal);
  const [code, by] = (await exit) as [number | null, NodeJS.Signals | null];
  return code ?? by;
}

const ask = async (path = '/') => fetch(`http://127.0.0.1:${port}${path}`).then(async (reply) => ({ status: reply.status, text: await reply.text() }), () => null);

/** Asks until an answer is the one waited for, and gives every status there was on the way. */
async function until(is: (answer: { status: number; text: string }) => boolean): Promise<{ text: string; statuses: readonly number[] }> {
  const statuses: number[] = [];
  for (;;) {
    const answer = await ask();
    // Once it listens it never stops answering.
    if (answer === null && statuses.length > 0) throw new Error(`nothing answers any more: ${said}`);
    if (answer) statuses.push(answer.status);
    if (answer && is(answer)) return { text: answer.text, statuses };
    if (site!.exitCode !== null) throw new Error(`the start ended: ${said}`);
    await wait(20);
  }
}
const partOf = (text: string): number => Number(/part (\d+) of/.exec(text)?.[1] ?? 0);

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });

test('a first start answers from its first moment; stopped half way, or killed, the next one begins again and ends whole', async () => {
  site = start();
  const first = await until(({ text }) => partOf(text) >= INTO_THE_LOADING);
  expect(new Set(first.statuses)).toEqual(new Set([503]));
  expect(first.text).toMatch(/Loading the demonstration county: part \d+ of \d\d\./);

  // The same port again, before anything of its own is done.
  const second = start();
  expect(await ended(undefined, second)).toBe(2);
  expect(said).toBe(`Port ${port} is in use by another program: stop it, or choose another with PORT.\n`);

  said = '';
  expect(await ended('SIGTERM')).toBe(0);
  expect(said).toContain('Stopped before it was ready.');
  expect(await readdir(join(folder, 'data', 'holders'))).toEqual([]);

  site = start();
  await until(({ text }) => partOf(text) >= INTO_THE_LOADING);
  expect(await ended('SIGKILL')).toBe('SIGKILL');

  site = start();
  const { statuses } = await until(({ status }) => status === 200);
  expect(new Set(statuses)).toEqual(new Set([503, 200]));
  expect(said).toContain('it begins again from nothing');
  expect((await ask('/bodies'))!.text.match(/Wantshire County Council/g)!.length).toBeGreaterThan(0);
  expect((await ask('/opportunities'))!.text).toContain('Youth work on the coast');
  expect(await ended('SIGTERM')).toBe(0);
  expect(await readdir(join(folder, 'data', 'holders'))).toEqual([]);
}, PATIENCE_MILLISECONDS);
