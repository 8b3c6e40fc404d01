import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { loadReferenceData } from '#parties';
import { clockIsReplaced } from '#platform/clock';
import { readConfig, type Config } from '#platform/config';
import { openScratchDatabase, type ScratchDatabase } from '#platform/database/scratch';
import { useKeysForTests } from '#platform/keys';
import { loadDemonstration } from './load-demonstration.ts';
import { emptyHalfLoaded, HalfLoaded, isUnfinished, markUnfinished, refuseHalfLoaded } from './unfinished.ts';

let scratch: ScratchDatabase;
let folder: string;
let config: Config;

beforeEach(async () => {
  useKeysForTests();
  const server = inject('testServer');
  folder = await mkdtemp(join(tmpdir(), 'wantsum-unfinished-test-'));
  config = readConfig({ WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent' }, folder);
  scratch = await openScratchDatabase(server.url, { template: server.template });
  await loadReferenceData(scratch.database);
});
afterEach(async () => {
  await scratch.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Loads until a part begins, and is stopped there. @returns the parts that were begun */
async function loadUntil(part: number): Promise<string[]> {
  const stopping = new AbortController();
  const told: string[] = [];
  const progress = (sentence: string) => {
    told.push(/part (\d+) of/.exec(sentence)![1]!);
    if (told.length === part) stopping.abort();
  };
  await expect(loadDemonstration(scratch.database, config, () => undefined, { progress, signal: stopping.signal })).rejects.toThrow('aborted');
  return told;
}

const bodies = async () => (await scratch.database.pool.query<{ name: string }>('select name from body')).rows.length;

test('a loading that is stopped half way leaves the true clock and a site that nothing may be done on', async () => {
  expect(await loadUntil(2)).toEqual(['1', '2']);
  expect(await bodies()).toBe(1);
  expect(await scratch.database.read(clockIsReplaced)).toBe(false);
  await expect(refuseHalfLoaded(scratch.database)).rejects.toThrow(HalfLoaded);
});

test('the next loading begins again from nothing, also after a kill that left the clock replaced', async () => {
  await loadUntil(2);
  await scratch.database.pool.query("create or replace function wantsum_clock() returns timestamptz language sql volatile parallel safe as $$ select clock_timestamp() - interval '400 days' $$");
  expect(await loadUntil(3)).toEqual(['1', '2', '3']);
  expect(await bodies()).toBe(1);
  expect(await isUnfinished(scratch.database)).toBe(true);
});

test('of two that start together one loads, and the other waits and begins only after it', async () => {
  const both = await Promise.all([loadUntil(2), loadUntil(2)]);
  expect(both).toEqual([['1', '2'], ['1', '2']]);
  expect(await bodies()).toBe(1);
});

test('a site that bears no mark is never emptied, and one with any body is left alone', async () => {
  await scratch.database.pool.query("insert into body (id, name, slug, kind) values (gen_random_uuid(), 'Wantsum District Council', 'wantsum', 'district-council')");
  await expect(emptyHalfLoaded(scratch.database)).rejects.toThrow('only a half-loaded demonstration');
  expect(await loadDemonstration(scratch.database, config, () => undefined)).toBe(false);
  await expect(refuseHalfLoaded(scratch.database)).resolves.toBeUndefined();
  expect(await bodies()).toBe(1);
  await markUnfinished(scratch.database);
  await emptyHalfLoaded(scratch.database);
  await expect(bodies()).rejects.toThrow('relation "body" does not exist');
});

test('what another program or a person made in the same database is never taken away with it', async () => {
  await scratch.database.pool.query('create table invoices_of_somebody_else (id int)');
  await markUnfinished(scratch.database);
  await expect(loadDemonstration(scratch.database, config, () => undefined)).rejects.toThrow('invoices_of_somebody_else, which is not Wantsum’s');
  await scratch.database.pool.query("drop table invoices_of_somebody_else; insert into person (id, name, email) values (gen_random_uuid(), 'Live Person', 'live@example.org')");
  await scratch.database.pool.query("insert into sign_in_session (id, user_id, token, expires_at) select gen_random_uuid(), id, 'token', now() + interval '1 day' from person");
  await expect(loadDemonstration(scratch.database, config, () => undefined)).rejects.toThrow('somebody has signed in here meanwhile');
  expect((await scratch.database.pool.query('select from person')).rows).toHaveLength(1);
});
