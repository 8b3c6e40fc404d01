import { newId, type BodyId } from '#kernel/ids';
import { keepEverything } from '#ocds';
import type { Database } from '#platform/database/connection';
import type { House } from '../../../tests/house.ts';
import { sequenceFeed } from './index.ts';

/** A contract of a register, straight into the tables. @returns its id */
export async function addContract(house: House, bodyId: BodyId, change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = newId<'agreement'>();
  await house.database.write(async (tx) => {
    await tx.insertInto('agreement').values({
      id, reference: `REF-${id.slice(-6)}`, body_id: bodyId, kind: 'contract', title: 'Evening clubs', description: 'Two evenings a week', state: 'live', incomplete: true, missing: ['manager'], supplier_name: 'Harbour Youth Trust',
      value_net_pence: 6_200_000n, starts_on: '2026-04-01', ends_on: '2029-03-31', source: 'imported', ...change,
    }).execute();
  });
  return id;
}

export interface Package { readonly releases: Record<string, never>[]; readonly links?: { readonly next?: string } }

/** Does what the worker does: keeps every release that is owed and gives them their places. */
export async function publish(house: House): Promise<void> {
  await keepEverything(house.services);
  await giveEveryPlace(house.database);
}

/** A release has its place once every transaction is over that began before it, those of other tests on the server too. */
export async function giveEveryPlace(database: Database): Promise<void> {
  for (let round = 0; round < 600; round++) {
    await sequenceFeed(database);
    const { rows } = await database.pool.query<{ waiting: boolean }>('select exists (select 1 from ocds_release where position is null) as waiting');
    if (!rows[0]!.waiting) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('releases still wait for their place after thirty seconds');
}

let asked = 0;

/** An address of the API as JSON, with its status and headers. */
export async function ask<Value = Record<string, never>>(house: House, url: string, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string; readonly value: Value }> {
  // Each from an address of its own: how much one address may ask is not what is tested here.
  asked += 1;
  const response = await house.app.inject({ method: 'GET', remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`, url: url.replace(/^https?:\/\/[^/]+/, ''), headers: { ...headers } });
  const isJson = String(response.headers['content-type'] ?? '').includes('json') && response.body.startsWith('{') && !response.body.trimEnd().includes('}\n{');
  return { status: response.statusCode, headers: response.headers, text: response.body, value: (isJson ? JSON.parse(response.body) : null) as Value };
}

/** Follows the feed from a cursor to its end, as a reader's program does. */
export async function followFeed(house: House, cursor: string, limit = 100): Promise<{ readonly releases: readonly Record<string, never>[]; readonly cursor: string }> {
  const releases: Record<string, never>[] = [];
  let url: string | undefined = `/api/ocds/releases.json?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`;
  let last = cursor;
  while (url) {
    const page: Awaited<ReturnType<typeof ask<Package>>> = await ask<Package>(house, url);
    if (page.status !== 200) throw new Error(`the feed answered ${page.status}: ${page.text}`);
    releases.push(...page.value.releases);
    last = String(page.headers['wantsum-cursor']);
    url = page.value.links?.next;
  }
  return { releases, cursor: last };
}
