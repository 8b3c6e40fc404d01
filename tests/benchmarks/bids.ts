import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { createEnvelopeKeys, savePrices, startBid } from '#bids';
import { createQuestionSet, fixQuestionSet } from '#parts/questions';
import type { Actor } from '#platform/access/access';
import { runCommand, type Command } from '#platform/command/command';
import { startWeb, type BenchmarkHouse, type WebProcess } from './house.ts';
import { atATime, caller, median, type Measurement } from './measuring.ts';

const WIDE = 16;
/** Of random bytes as base64, which is 20 KB of text that does not compress. */
const RANDOM_BYTES = 15_360;

interface Prepared { readonly person: PersonId; readonly bid: string; readonly answer: string }
interface Prepares { readonly questionId: string; readonly opportunityId: string }

/**
 * Bids through HTTP: each is a saved answer of 20 KB and a submission, both acknowledged, against the same bytes put into a table by
 * bare SQL, one transaction each, at 16 connections. Then some more bids, with the web process killed in the middle.
 */
export async function measureBids(house: BenchmarkHouse, count: number): Promise<Measurement[]> {
  const ground = await prepareOpportunity(house);
  const bids = await prepareBids(house, ground, count);
  const warming = await prepareBids(house, ground, 50);
  const web = await startWeb(house);
  const call = caller(WIDE);
  // Everyone looks at their bid before they send it.
  const form = await readForms(call, web, [...bids, ...warming]);
  for (const bid of warming) await writeAndSubmit(call, web.port, ground, form, bid);
  const bareBefore = await bareRates(house, bids);
  const save = await atATime(WIDE, count, (index) => saveOne(call, web.port, ground, form, bids[index]!));
  const submit = await atATime(WIDE, count, async (index) => void (await submitOne(call, web.port, form, bids[index]!)));
  const bare = median([...bareBefore, ...(await bareRates(house, bids))]);
  const both = 1 / (1 / save + 1 / submit);
  const memory = await web.memory();
  await web.kill();
  const [honoured, acknowledged] = await measureKill(house, ground, Math.max(100, Math.floor(count / 4)));
  const rate = (name: string, ours: number, pass: boolean | null): Measurement => ({ name, unit: 'a second', ours, bare, pass, bar: pass === null ? '' : '25% of bare, aim 50%' });
  return [
    rate('a bid of 20 KB: saved and submitted', both, both >= bare / 4),
    rate('  of which: the answer saved', save, null),
    rate('  of which: the bid submitted', submit, null),
    { name: 'receipts honoured after kill -9 (bare: those acknowledged)', unit: 'receipts', ours: honoured, bare: acknowledged, pass: honoured === acknowledged && acknowledged > 0, bar: 'every one' },
    { name: 'memory of the web process after the bids', unit: 'MB', ours: memory / 2 ** 20, bare: null, pass: null, bar: '' },
  ];
}

async function prepareOpportunity({ database }: BenchmarkHouse): Promise<Prepares> {
  return database.write(async (tx) => {
    const [body, opportunityId] = [newId<'body'>(), newId<'opportunity'>()];
    await tx.insertInto('body').values({ id: body, slug: 'bids', name: 'Bids Council', kind: 'county-council' }).execute();
    const closes = new Date(Date.now() + 24 * 3_600_000);
    await tx.insertInto('opportunity').values({ id: opportunityId, reference: 'BENCH-OP', body_id: body, route: 'open', title: 'A benchmark', state: 'published', published_at: new Date(), closes_at: closes }).execute();
    const set = await createQuestionSet(tx, { kind: 'opportunity', id: opportunityId }, 'tender', 'Tender', [{ text: 'How will you do it?', type: 'long-text' }]);
    await fixQuestionSet(tx, set.id);
    await createEnvelopeKeys(tx, opportunityId);
    return { opportunityId, questionId: set.questions[0]!.id };
  });
}

/** Bids begun and priced, each by a writer of an organisation of its own. */
async function prepareBids({ database, services }: BenchmarkHouse, { opportunityId }: Prepares, count: number): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  await atATime(4, count, async () => {
    const [person, organisation] = [newId<'person'>(), newId<'organisation'>() as OrganisationId];
    await database.write(async (tx) => {
      await tx.insertInto('person').values({ id: person, name: 'A writer', email: `${person}@example.org` }).execute();
      await tx.insertInto('organisation').values({ id: organisation, name: organisation, match_name: organisation, source: 'entered' }).execute();
      await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: person, role: 'bid-writer', scope_kind: 'organisation', scope_id: organisation }).execute();
    });
    const actor: Actor = { kind: 'person', personId: person, name: 'A writer', holdings: [{ role: 'bid-writer', scopeKind: 'organisation', scopeId: organisation }] };
    const must = async <Input, Value>(command: Command<Input, Value>, input: unknown) => {
      const result = await runCommand(services, command, actor, input);
      if (result.kind !== 'done') throw new Error(`${command.act.name}: ${JSON.stringify(result)}`);
      return result.value;
    };
    const { bidId } = await must(startBid, { opportunityId, organisationId: organisation });
    await must(savePrices, { bidId, version: 0, price: { whole: '1000' } });
    prepared.push({ person, bid: bidId, answer: randomBytes(RANDOM_BYTES).toString('base64') });
  });
  return prepared;
}

type Call = ReturnType<typeof caller>;
interface Form { readonly token: string; readonly cookie: string }

async function readForms(call: Call, web: WebProcess, bids: readonly Prepared[]): Promise<Form> {
  const first = await call(web.port, 'GET', `/bids/${bids[0]!.bid}/prices`, { 'x-test-person': bids[0]!.person });
  const token = /name="_csrf" value="([^"]*)"/.exec(first.body.toString())?.[1];
  if (token === undefined) throw new Error(`the form of a bid was not shown: ${first.status}`);
  await atATime(WIDE, bids.length, async (index) => void (await call(web.port, 'GET', `/bids/${bids[index]!.bid}/check`, { 'x-test-person': bids[index]!.person })));
  return { token: encodeURIComponent(token), cookie: (first.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ') };
}

async function saveOne(call: Call, port: number, { questionId }: Prepares, form: Form, { person, bid, answer }: Prepared): Promise<void> {
  const reply = await call(port, 'POST', `/bids/${bid}/questions/${questionId}`, { 'x-test-person': person, cookie: form.cookie, 'x-autosave': '1' }, `_csrf=${form.token}&version=0&answer=${encodeURIComponent(answer)}`);
  if (reply.status !== 200) throw new Error(`saving answered ${reply.status}: ${reply.body.toString().slice(0, 200)}`);
}

/** @returns whether it was acknowledged now; false when an attempt that was cut off had gone through */
async function submitOne(call: Call, port: number, form: Form, { person, bid }: Prepared): Promise<boolean> {
  const reply = await call(port, 'POST', `/bids/${bid}/submit`, { 'x-test-person': person, cookie: form.cookie }, `_csrf=${form.token}`);
  if (reply.status === 303) return true;
  if (reply.status === 409 && reply.body.toString().includes('was submitted already')) return false;
  throw new Error(`submitting answered ${reply.status}`);
}

async function writeAndSubmit(call: Call, port: number, ground: Prepares, form: Form, bid: Prepared): Promise<boolean> {
  await saveOne(call, port, ground, form, bid);
  return submitOne(call, port, form, bid);
}

/** Kills the web process when half are acknowledged, starts another, and asks it for the receipt and the content of every one. @returns honoured, acknowledged */
async function measureKill(house: BenchmarkHouse, ground: Prepares, count: number): Promise<readonly [number, number]> {
  const bids = await prepareBids(house, ground, count);
  const web = await startWeb(house);
  const call = caller(WIDE);
  const form = await readForms(call, web, bids);
  const acknowledged: Prepared[] = [];
  const killing: Promise<void>[] = [];
  await atATime(WIDE, count, async (index) => {
    // A browser that was cut off knows nothing: it counts only what it was told.
    const told = await writeAndSubmit(call, web.port, ground, form, bids[index]!).catch((problem: unknown) => {
      if (killing.length === 0) throw problem;
      return false;
    });
    if (told) acknowledged.push(bids[index]!);
    if (acknowledged.length >= count / 2 && killing.length === 0) killing.push(web.kill());
  });
  await Promise.all(killing);
  const after = await startWeb(house);
  const again = caller(WIDE);
  let honoured = 0;
  await atATime(WIDE, acknowledged.length, async (index) => {
    const { person, bid } = acknowledged[index]!;
    const receipt = await again(after.port, 'GET', `/bids/${bid}/receipt.json`, { 'x-test-person': person });
    const content = await again(after.port, 'GET', `/bids/${bid}/submissions/1`, { 'x-test-person': person });
    if (receipt.status === 200 && content.status === 200 && content.body.includes(acknowledged[index]!.answer)) honoured++;
  });
  await after.kill();
  return [honoured, acknowledged.length];
}

/** The same bytes, one row and one commit each, three times over. */
async function bareRates({ url }: BenchmarkHouse, bids: readonly Prepared[]): Promise<number[]> {
  const clients = await Promise.all(Array.from({ length: WIDE }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  await clients[0]!.query('create table if not exists bare (id uuid primary key, content bytea not null); alter table bare alter column content set storage external');
  const rates: number[] = [];
  for (let round = 0; round < 3; round++) {
    await clients[0]!.query('truncate bare');
    rates.push(await atATime(WIDE, bids.length, async (index, worker) => void (await clients[worker]!.query('insert into bare values ($1, $2)', [newId(), Buffer.from(bids[index]!.answer)]))));
  }
  await Promise.all(clients.map((client) => client.end()));
  return rates;
}
