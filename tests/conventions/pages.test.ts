import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { siteFor } from '../../src/app.ts';
import { acts, anyone } from '../../src/platform/access/act.ts';
import { ANONYMOUS } from '../../src/platform/access/access.ts';
import type { Tx } from '../../src/platform/database/connection.ts';
import { html } from '../../src/platform/pages/html.ts';
import { page, pageOf, type Route } from '../../src/platform/web/route.ts';
import { buildServer } from '../../src/platform/web/server.ts';
import { openHouse, type House } from '../house.ts';
import { pageProblems } from './pages.ts';
import { shippedFiles } from './source-files.ts';

const { look } = acts('tests', { look: { on: null, words: 'looked at it', may: [anyone] } });
const bodyId = newId<'body'>();
/** A page that goes past its type to write, as a careless cast would. */
const writing = (url: string, viewing?: true): Route =>
  page({
    url, act: look, ...(viewing ? { viewing } : {}),
    show: async ({ read }) => {
      await (read as unknown as Tx).insertInto('body').values({ id: bodyId, name: 'Planted', slug: 'planted', kind: 'county' }).execute();
      return pageOf('Planted', html`written`);
    },
  });

let house: House;
let app: FastifyInstance;
beforeAll(async () => {
  house = await openHouse();
  const routes = [writing('/planted'), writing('/planted-and-viewed', true), page({ url: '/seen', act: look, viewing: true, show: async () => pageOf('Seen', html`seen`) }), page({ url: '/unseen', act: look, show: async () => pageOf('Unseen', html`unseen`) })];
  app = await buildServer({ services: house.services, site: siteFor(house.services.config), routes, identify: async () => ANONYMOUS });
});
afterAll(async () => {
  await app.close();
  await house.close();
});

const views = async () => (await house.database.read((read) => read.selectFrom('audit_entry').select('result').where('act', '=', look.name).execute())).map(({ result }) => result);

test('planted: the database refuses what a page would write, also where its view is recorded', async () => {
  expect((await app.inject('/unseen')).statusCode).toBe(200);
  for (const url of ['/planted', '/planted-and-viewed']) expect((await app.inject(url)).statusCode).toBe(500);
  expect(await house.database.read((read) => read.selectFrom('body').select('id').where('id', '=', bodyId).execute())).toEqual([]);
});

test('a page leaves one view entry where it says so, and none where it does not', async () => {
  const before = (await views()).length;
  await app.inject('/unseen');
  expect(await views()).toHaveLength(before);
  expect((await app.inject('/seen')).statusCode).toBe(200);
  expect((await views()).slice(before)).toEqual(['viewed']);
});

test('no page takes another transaction than the one it is given, which reads', () => {
  expect(pageProblems(shippedFiles())).toEqual([]);
});

test('planted: a page that takes a writing transaction, a client, or writes an entry by itself; a job and a comment are let be', () => {
  const planted = (path: string, text: string) => pageProblems([{ path, text }]);
  expect(planted('src/do/bids/bid.routes.ts', 'show: ({ services }) => services.database.write((tx) => count(tx)),')).toEqual([expect.stringContaining('uses database.write, and a page writes nothing')]);
  expect(planted('src/do/bids/bid.reader.ts', 'const client = await database.client();')).toHaveLength(1);
  expect(planted('src/do/bids/bids.register.ts', 'await database.pool.query(text);')).toHaveLength(1);
  expect(planted('src/do/bids/bid.page.ts', '\nawait writeAuditEntry(tx, actor, act);')).toEqual([expect.stringContaining('bid.page.ts:2')]);
  expect(planted('src/do/bids/count.job.ts', 'await database.write(count);')).toEqual([]);
  expect(planted('src/do/bids/bid.page.ts', '// database.write would be wrong here')).toEqual([]);
});
