import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { newId, type BodyId } from '#kernel/ids';
import { keepEverything } from '#ocds';
import type { Tx } from '#platform/database/connection';
import { openHouse, type House } from '../../../tests/house.ts';
import { sequenceFeed } from './index.ts';
import { addContract, followFeed, publish } from './publishing.fixture.ts';

const WRITERS = 8;
const READERS = 2;
const ROUNDS = 12;

let house: House;
let bodyId: BodyId;
beforeAll(async () => {
  house = await openHouse();
  bodyId = await house.addBody('busy-county');
});
afterAll(() => house.close());

class RolledBack extends Error {}

/** What the writers do in each round: short, long, several releases at once, committed after a later one, or taken back. */
const KINDS = ['short', 'long', 'several', 'short', 'rolled-back', 'short', 'long-rolled-back', 'several'] as const;
const sleep = (tx: Tx, seconds: number) => sql`select pg_sleep(${seconds})`.execute(tx);

async function keepRelease(tx: Tx): Promise<string> {
  const id = newId<'ocds_release'>();
  await tx.insertInto('ocds_release').values({ id, notice_id: null, agreement_id: id, body_id: bodyId, ocid: `ocds-busy-${id}`, release_id: id, dated_at: sql<Date>`wantsum_clock()`, content: JSON.stringify({ ocid: `ocds-busy-${id}`, id }) }).execute();
  return id;
}

async function writeRound(writer: number, round: number): Promise<readonly string[]> {
  const kind = KINDS[(writer + round) % KINDS.length]!;
  try {
    return await house.database.write(async (tx) => {
      const ids = [await keepRelease(tx)];
      if (kind === 'several') for (let count = 0; count < 4; count++) ids.push(await keepRelease(tx));
      if (kind.startsWith('long')) await sleep(tx, 0.15);
      ids.push(await keepRelease(tx));
      if (kind.endsWith('rolled-back')) throw new RolledBack();
      return ids;
    });
  } catch (problem) {
    if (problem instanceof RolledBack) return [];
    throw problem;
  }
}

/** Runs the work over and over until the writing is over, and once more. */
async function untilDone(writing: Promise<unknown>, work: () => Promise<unknown>): Promise<void> {
  let over = false;
  const end = writing.finally(() => (over = true));
  while (!over) await work();
  await end;
}

/** A reader's program: it follows the cursor, again and again, with pages of an odd size. */
function reader(limit: number): { readonly seen: Record<string, never>[]; read(): Promise<void> } {
  const seen: Record<string, never>[] = [];
  let cursor = '';
  return {
    seen,
    read: async () => {
      const page = await followFeed(house, cursor, limit);
      seen.push(...page.releases);
      cursor = page.cursor;
    },
  };
}

test('8 writers, short and long, several at once and taken back: 2 readers miss nothing and see nothing twice, in one order', async () => {
  const readers = Array.from({ length: READERS }, (_unused, index) => reader([3, 50][index]!));
  const writing = Promise.all(Array.from({ length: WRITERS }, async (_unused, writer) => {
    const written: string[] = [];
    for (let round = 0; round < ROUNDS; round++) written.push(...(await writeRound(writer, round)));
    return written;
  }));
  await Promise.all([untilDone(writing, () => sequenceFeed(house.database)), untilDone(writing, () => sequenceFeed(house.database)), ...readers.map((one) => untilDone(writing, () => one.read()))]);
  const written = (await writing).flat();
  await publish(house);
  for (const one of readers) await one.read();
  const [first, second] = readers.map(({ seen }) => seen.map((release) => String(release['id'])));
  expect(first!.length).toBe(new Set(first).size);
  expect(first!.toSorted()).toEqual(written.toSorted());
  expect(second).toEqual(first);
});

test('a release that is still being written holds back those that committed after it, and no reader passes it', async () => {
  const before = await followFeed(house, '');
  let finish: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (finish = resolve));
  let early = '';
  const slow = house.database.write(async (tx) => {
    early = await keepRelease(tx);
    await held;
  });
  while (early === '') await new Promise((resolve) => setTimeout(resolve, 5));
  const late = await house.database.write(keepRelease);
  await sequenceFeed(house.database);
  expect((await followFeed(house, before.cursor)).releases).toEqual([]);
  finish();
  await slow;
  await publish(house);
  expect((await followFeed(house, before.cursor)).releases.map(({ id }) => id)).toEqual([early, late]);
});

test('8 writers on one register while the worker runs: each contract’s last release is how it was left, none is there twice', async () => {
  const begin = (await followFeed(house, '')).cursor;
  const contracts = await Promise.all(Array.from({ length: 10 }, () => addContract(house, bodyId, { value_net_pence: 1n })));
  const readers = Array.from({ length: READERS }, () => reader(20));
  const writing = Promise.all(Array.from({ length: WRITERS }, async (_unused, writer) => {
    for (let round = 0; round < ROUNDS; round++) {
      const id = contracts[(writer * 3 + round) % contracts.length]!;
      const change = house.database.write(async (tx) => {
        await sql`update agreement set value_net_pence = value_net_pence + ${100n + BigInt(writer)}, version = version + 1 where id = ${id}`.execute(tx);
        if ((writer + round) % 5 === 0) await sleep(tx, 0.05);
        if ((writer + round) % 4 === 0) throw new RolledBack();
      });
      await change.catch((problem: unknown) => {
        if (!(problem instanceof RolledBack)) throw problem;
      });
    }
  }));
  await Promise.all([
    untilDone(writing, () => keepEverything(house.services)), untilDone(writing, () => keepEverything(house.services)), untilDone(writing, () => sequenceFeed(house.database)), ...readers.map((one) => untilDone(writing, () => one.read())),
  ]);
  await publish(house);
  for (const one of readers) await one.read();
  const { rows } = await house.database.pool.query<{ id: string; pounds: string }>('select id, (value_net_pence / 100.0)::text as pounds from agreement where id = any($1)', [contracts]);
  const told = (await followFeed(house, begin)).releases;
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  for (const { id, pounds } of rows) {
    const last = told.findLast((release) => JSON.stringify(release).includes(id)) as unknown as { contracts: [{ value: { amount: number } }] };
    expect(last.contracts[0].value.amount).toBe(Number(pounds));
  }
  expect(readers[0]!.seen.map(({ id }) => id)).toEqual(readers[1]!.seen.map(({ id }) => id));
}, 60_000);
