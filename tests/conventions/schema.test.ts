import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type pg from 'pg';
import { openScratchDatabase, type ScratchDatabase } from '../../src/platform/database/scratch.ts';
import { generatedTypes } from '../../src/platform/database/generate-types.ts';
import { schemaProblems } from './schema.ts';
import { ROOT } from './source-files.ts';

let scratch: ScratchDatabase;
let client: pg.PoolClient;
beforeAll(async () => {
  const server = inject('testServer');
  scratch = await openScratchDatabase(server.url, { template: server.template });
  client = await scratch.database.client();
});
afterAll(async () => {
  client.release();
  await scratch.drop();
});

test('every table has its key, its checks, and the types the house uses', async () => {
  expect(await schemaProblems(client)).toEqual([]);
});

test.each([
  ['create table planted (name text)', 'planted has no primary or unique key.'],
  ['create table planted (id uuid primary key, value_pence numeric)', 'planted.value_pence is numeric: money is whole pence in a bigint.'],
  ['create table planted (id uuid primary key, made_at date)', 'planted.made_at is date: an instant is a timestamptz.'],
  ['create table planted (id uuid primary key, share float8)', 'planted.share is float8: use numeric, timestamptz or text.'],
  ['create table planted (id uuid primary key, state text)', 'planted.state takes any text: list its values in a check.'],
  ['create table planted (id uuid primary key, body_id uuid references body on delete cascade)', 'planted.body_id cascades and has no index that begins with it.'],
])('planted: %s', async (statement, problem) => {
  await client.query('begin');
  await client.query(statement);
  expect((await schemaProblems(client)).filter((one) => one.startsWith('planted'))).toEqual([problem]);
  await client.query('rollback');
});

test('the generated types are those of the migrations', async () => {
  expect(await generatedTypes(client)).toBe(readFileSync(join(ROOT, 'src/platform/database/schema.generated.ts'), 'utf8'));
});
