import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { may } from '#platform/access/access';
import { ACTS, ROUTES } from '../../app.ts';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { addFile, saveAnswer, signOpening } from './index.ts';

/**
 * Sealed means sealed: every role by every way in. What is sealed carries words and numbers that stand nowhere else; before the
 * opening none of them may come out anywhere, after it only to those who may read bids.
 */
const CANARIES = {
  answer: 'zebracanary',
  'what a draft said before': 'okapicanary',
  price: '8123771.19',
  'price in pence': '812377119',
  'price as shown': '8,123,771.19',
  'file content': 'ibexcanary',
  'file name': 'narwhalcanary',
} as const;
const BIDDER = 'Heronsgate Youth';

type Reader = { readonly name: string; readonly personId?: PersonId; readonly afterOpening: boolean };
let house: BiddingHouse;
let bidId: string;
let readers: Reader[];
let ids: { bid: string; opportunity: string; organisation: string; body: string; file: string; stored: string; question: string };
const logged: string[] = [];

beforeAll(async () => {
  house = await openBiddingHouse();
  captureLog();
  const organisationId = await house.addOrganisation(BIDDER);
  const writer = await house.addPerson('Hester Heron', ['bid-writer', organisationId]);
  bidId = await house.writeBid({ organisationId, writer, answer: 'Before: okapicanary', price: '8123771.19' });
  for (const questionId of house.questions) await house.mustRun(saveAnswer, writer, { bidId, questionId, version: 1, texts: ['Our answer is quokkacanary zebracanary'] });
  const file = { name: 'narwhalcanary.txt', content: Buffer.from('Inside: ibexcanary'), tooLarge: false };
  const { id: fileId } = await house.mustRun(addFile, writer, { bidId, questionId: '', file });
  // Its own people see it, and go through pages, receipts and refusals, which all leave their marks in log, mail and audit.
  const own = house.visitor(writer);
  for (const page of ['', '/check', '/files', '/prices', '/lots', '/submit', `/questions/${house.questions[0]}`]) expect((await own.get(`/bids/${bidId}${page}`)).status).toBe(200);
  expect((await own.get(`/bids/${bidId}/check`)).text).toContain('zebracanary');
  await own.post(`/bids/${bidId}/questions/${house.questions[0]}`, { version: '0', answer: 'stale zebracanary' });
  await own.post(`/bids/${bidId}/prices`, { version: '1', [`price-${house.lots[0]}`]: '8123771.199' });
  await own.post(`/bids/${bidId}/submit`);
  await own.post(`/bids/${bidId}/submit`);
  const stored = await house.database.read((read) => read.selectFrom('stored_file').select('id').where('about_id', '=', bidId).executeTakeFirstOrThrow());
  ids = { bid: bidId, opportunity: house.opportunityId, organisation: organisationId, body: house.bodyId, file: fileId, stored: stored.id, question: house.questions[0]! };
  readers = await everyone();
}, 120_000);
afterAll(() => house.close());

async function everyone(): Promise<Reader[]> {
  const { bodyId, opportunityId } = house;
  const otherBody = await house.addBody('medway');
  const rival = await house.addOrganisation('Rival');
  const exercise = '0190b6a0-0000-7000-8000-000000000001';
  const of = async (name: string, afterOpening: boolean, ...roles: Parameters<typeof house.addPerson>[1][]): Promise<Reader> => ({ name, afterOpening, personId: await house.addPerson(name, ...roles) });
  return [
    await of('administrator', false, ['administrator', bodyId]),
    await of('site administrator', false, ['site-administrator', '', 'site']),
    await of('commissioner and owner', false, ['commissioner', bodyId], ['owner', exercise]),
    await of('procurement officer', true, ['procurement-officer', bodyId]),
    await of('evaluator who has not declared', false, ['evaluator', opportunityId]),
    await of('panel chair who has not declared', false, ['panel-chair', opportunityId]),
    await of('auditor', true, ['auditor', bodyId]),
    await of('contract manager', false, ['contract-manager', bodyId]),
    await of('lead director', false, ['lead-director', bodyId]),
    await of('legal and finance', false, ['legal-officer', bodyId], ['finance-officer', bodyId], ['policy-officer', bodyId]),
    await of('other supplier', false, ['bid-writer', rival], ['organisation-administrator', rival]),
    await of('officer of another body', false, ['procurement-officer', otherBody], ['administrator', otherBody]),
    await of('signed in, without a role', false),
    { name: 'anonymous', afterOpening: false },
  ];
}

/** The shape of the questions that an address takes when it declares none of its own: whatever is asked there is not read. */
const NO_QUESTIONS = [...Map.groupBy(ROUTES, ({ query }) => query)].sort(([, some], [, others]) => others.length - some.length)[0]![0];

/** Every GET address of the product, its parameters filled with every id that leads towards the bid. */
function addresses(): string[] {
  const targets = Object.values(ids);
  return ROUTES.filter(({ method }) => method === 'GET').flatMap(({ url, query }) => {
    const others = url.replaceAll(/:(fileId|documentId)/g, ids.file).replaceAll(':questionId', ids.question).replaceAll(':number', '1').replaceAll(':organisationId', ids.organisation).replaceAll(':bidId', ids.bid);
    const all = others.includes(':') ? targets.map((id) => others.replaceAll(/:[a-zA-Z]+/g, id)) : [others];
    // Searching by one word of the answer must not show the other.
    return all.flatMap((address) => [address, ...(query === NO_QUESTIONS || address.includes(bidId) ? [] : [`${address}?q=quokkacanary&words=quokkacanary&record=${bidId}`])]);
  });
}

const found = (text: string): string[] => Object.entries(CANARIES).filter(([, canary]) => text.includes(canary)).map(([what]) => what);

const ask = (reader: Reader, url: string) => house.app.inject({ method: 'GET', url, ...(reader.personId ? { headers: { 'x-test-person': reader.personId } } : {}) });

/** The addresses that showed something to at least one reader. Most ids lead nowhere at most addresses: nobody is shown anything there. */
const leading = new Set<string>();
const shows = ({ statusCode, headers }: { readonly statusCode: number; readonly headers: Readonly<Record<string, unknown>> }): boolean =>
  statusCode === 200 || (statusCode < 400 && !String(headers['location']).startsWith('/sign-in'));
const [mayRead, mayNotRead] = [true, false].map((may) => () => readers.filter(({ afterOpening }) => afterOpening === may)) as [() => Reader[], () => Reader[]];

async function leaksTo(reader: Reader, urls: readonly string[] = addresses()): Promise<string[]> {
  const leaks: string[] = [];
  await several(urls, async (url) => {
    const response = await ask(reader, url);
    if (shows(response)) leading.add(url);
    const seen = found(`${response.body}${response.rawPayload.toString('latin1')}${JSON.stringify(response.headers)}`);
    if (seen.length > 0) leaks.push(`${url}: ${seen.join(', ')}`);
  });
  return leaks;
}

/** Some at a time: thousands of addresses one after the other would take minutes. */
async function several<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: 8 }, async () => {
    while (next < items.length) await work(items[next++]!);
  }));
}

describe('before the opening', () => {
  test('DP-11: no role sees anything of a bid on any address; staff see only how many came', async () => {
    const leaks = Object.fromEntries(await sequence(readers, async (reader) => [reader.name, await leaksTo(reader)]));
    expect(leaks).toEqual(Object.fromEntries(readers.map(({ name }) => [name, []])));
    for (const reader of readers.slice(0, 9)) {
      const page = await house.visitor(reader.personId).get(`/opportunities/${house.opportunityId}/bids`);
      if (page.status === 200) expect(page.text).toContain('Received: 1');
      for (const inside of ['bids', 'opening', 'extend', 'bid', '']) expect((await house.visitor(reader.personId).get(`/opportunities/${house.opportunityId}/${inside}`)).html).not.toContain(BIDDER);
    }
  }, 400_000);

  test('no act on a bid is allowed to anyone but its own people, whoever wrote the act', async () => {
    for (const reader of readers) {
      if (!reader.personId) continue;
      const actor = await house.actor(reader.personId);
      for (const act of ACTS.filter(({ on }) => on === 'bid')) {
        expect([reader.name, act.name, await house.database.read((read) => may(read, house.services.kinds, actor, act, { kind: 'bid', id: bidId }))]).toEqual([reader.name, act.name, false]);
      }
    }
  });

  test('an absent bid and a sealed one look the same', async () => {
    for (const reader of readers) {
      const [sealed, absent] = await Promise.all([bidId, '0190b6a0-0000-7000-8000-00000000dead'].map((id) => house.visitor(reader.personId).get(`/bids/${id}/opened`)));
      expect([sealed!.status, sealed!.text]).toEqual([absent!.status, absent!.text]);
    }
  });

  test('the whole database, column by column, holds no word of it in any form', async () => {
    expect(await databaseLeaks()).toEqual([]);
  });

  test('no file on disk holds its content, and none was ever written unsealed', async () => {
    const leaks: string[] = [];
    for (const path of await filesIn(house.services.config.dataFolder)) if (foundInBytes(await readFile(path)).length > 0 || found(path).length > 0) leaks.push(path);
    expect(leaks).toEqual([]);
    expect((await filesIn(house.services.config.dataFolder)).length).toBeGreaterThan(0);
    expect(existsSync(join(house.services.config.dataFolder, 'uploads'))).toBe(false);
  });

  test('no mail, no audit entry and no line of the log says more than that it came', async () => {
    const { rows: mails } = await house.database.pool.query('select subject, body_text from outbox_mail');
    expect(mails.length).toBeGreaterThan(0);
    expect(found(JSON.stringify(mails))).toEqual([]);
    const { rows: entries } = await house.database.pool.query("select * from audit_entry where record_kind = 'bid'");
    expect(entries.length).toBeGreaterThan(5);
    expect(found(JSON.stringify(entries))).toEqual([]);
    // The authority's own trail does not even say who is bidding.
    expect(entries.filter((entry) => entry.body_id !== null)).toEqual([]);
    expect(logged.length).toBeGreaterThan(10);
    expect(found(logged.join('\n'))).toEqual([]);
  });

  test('the matrix itself notices a leak', async () => {
    await house.database.pool.query("insert into search_entry (record_kind, record_id, title, address, words, plain) values ('bid', $1, 'zebracanary', '/x', '', 'x')", [bidId]);
    expect(await databaseLeaks()).toEqual(['search_entry.title: answer']);
    await house.database.pool.query("delete from search_entry where record_kind = 'bid'");
    expect(found((await house.visitor(await writerOf()).get(`/bids/${bidId}/check`)).html)).toContain('answer');
  });
});

describe('after the opening', () => {
  beforeAll(async () => {
    await house.setClock('2026-03-27T12:01:00Z');
    await house.mustRun(signOpening, house.officers[0], { opportunityId: house.opportunityId });
    await house.mustRun(signOpening, house.officers[1], { opportunityId: house.opportunityId });
  });

  test('officers and audit read it; everyone else still sees nothing', async () => {
    // Those who may read bids now, and everyone before, have found what leads anywhere.
    const sees = Object.fromEntries([
      ...await sequence(mayRead(), async (reader) => [reader.name, (await leaksTo(reader)).length > 0] as const),
      ...await sequence(mayNotRead(), async (reader) => [reader.name, (await leaksTo(reader, [...leading])).length > 0] as const),
    ]);
    expect(sees).toEqual(Object.fromEntries(readers.map(({ name, afterOpening }) => [name, afterOpening])));
  }, 400_000);

  test('files stay sealed on disk', async () => {
    for (const path of await filesIn(house.services.config.dataFolder)) expect(foundInBytes(await readFile(path))).toEqual([]);
  });
});

describe('between two openings, where prices are opened later', () => {
  const LATER = ['7654321.87', '765432187', '7,654,321.87'];
  const says = (text: string): boolean => LATER.some((price) => text.includes(price));

  beforeAll(async () => {
    await house.setClock('2026-03-02T10:00:00Z');
    const later = await house.addOpportunity({ lots: 0 });
    await house.database.write((tx) => tx.updateTable('opportunity').set({ prices_opened_later: true }).where('id', '=', later.id).execute());
    const second = await house.writeBid({ opportunityId: later.id, lots: [], questions: later.questions, price: '7654321.87' });
    await house.submit(second);
    await house.setClock('2026-03-27T12:01:00Z');
    for (const officer of house.officers.slice(0, 2)) await house.mustRun(signOpening, officer, { opportunityId: later.id });
    const before = ids;
    ids = { ...ids, bid: second, opportunity: later.id, organisation: house.organisationId };
    // What led somewhere with the first tender leads there with this one.
    for (const url of leading) leading.add((['bid', 'opportunity', 'organisation'] as const).reduce((moved, kind) => moved.replaceAll(before[kind], ids[kind]), url));
  });

  test('the answers are open and no price is: on no address, in no column, to no role', async () => {
    expect((await house.visitor(house.officers[0]).get(`/bids/${ids.bid}/opened`)).text).toContain('At the youth club in Sheerness.');
    const aboutIt = addresses().filter((address) => address.includes(ids.bid) || address.includes(ids.opportunity));
    for (const reader of [...mayRead(), ...mayNotRead()]) {
      await several(reader.afterOpening ? aboutIt : aboutIt.filter((url) => leading.has(url)), async (url) => {
        const response = await ask(reader, url);
        if (shows(response)) leading.add(url);
        expect([reader.name, url, says(response.body)]).toEqual([reader.name, url, false]);
      });
    }
    const { rows } = await house.database.pool.query<{ found: bigint }>('select count(*) as found from opened_price where bid_id = $1', [ids.bid]);
    expect(Number(rows[0]!.found)).toBe(0);
    const { rows: entries } = await house.database.pool.query('select detail::text as detail from audit_entry');
    expect(says(JSON.stringify(entries))).toBe(false);
  }, 400_000);
});

async function sequence<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const writerOf = async (): Promise<PersonId> => (await house.database.read((read) => read.selectFrom('bid').select('created_by').where('id', '=', bidId).executeTakeFirstOrThrow())).created_by as PersonId;

/** Plain, and as hexadecimal or base64 would hide it. */
function foundInBytes(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  return Object.entries(CANARIES).filter(([, canary]) => text.includes(canary) || text.includes(Buffer.from(canary).toString('hex')) || text.includes(Buffer.from(canary).toString('base64').slice(0, -4))).map(([what]) => what);
}

async function databaseLeaks(): Promise<string[]> {
  const { rows: tables } = await house.database.pool.query<{ schema: string; name: string }>(
    "select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')");
  const leaks: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await house.database.pool.query<Record<string, unknown>>(`select * from "${schema}"."${name}"`);
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner)) ?? '');
        for (const what of foundInBytes(bytes)) leaks.push(`${name}.${column}: ${what}`);
      }
    }
  }
  return leaks;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Everything that the server would log at its most talkative. */
function captureLog(): void {
  const log = house.app.log as unknown as Record<symbol, unknown> & { level: string };
  let holder: object | null = log;
  while (holder !== null) {
    const symbol = Object.getOwnPropertySymbols(holder).find((one) => one.description === 'pino.stream');
    if (symbol) log[symbol] = { write: (line: string) => void logged.push(line) };
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  log.level = 'trace';
}
