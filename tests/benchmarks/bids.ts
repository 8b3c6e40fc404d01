import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { createEnvelopeKeys, startBid } from '#bids';
import { createQuestionSet, fixQuestionSet } from '#parts/questions';
import type { Actor } from '#platform/access/access';
import { runCommand, type Command } from '#platform/command/command';
import { startWeb, type BenchmarkHouse, type WebProcess } from './house.ts';
import { atATime, caller, formRequest, median, sender, type Measurement } from './measuring.ts';

const WIDE = 16;
/** Of random bytes as base64, which is 20 KB of text that does not compress. */
const RANDOM_BYTES = 15_360;

export interface Prepared { readonly person: PersonId; readonly bid: string; readonly answer: string }
export interface Prepares { readonly questionId: string; readonly opportunityId: string }

/**
 * Bids through HTTP: each is one form, with an answer of 20 KB and a price, saved and submitted and acknowledged, against the same
 * bytes put into a table by bare SQL, one transaction each, at 16 connections. Then some more bids, with the web process killed in the middle.
 */
export async function measureBids(house: BenchmarkHouse, count: number): Promise<Measurement[]> {
  const ground = await prepareOpportunity(house);
  const stepwise = await prepareBids(house, ground, Math.max(100, Math.floor(count / 4)));
  const warming = await prepareBids(house, ground, 1500);
  const web = await startWeb(house);
  const call = caller(WIDE);
  await sendAll(web.port, ground, await readForms(call, web, warming), warming);
  const [whole, bare] = await sideBySide(house, ground, web, count);
  const forms = await readForms(call, web, stepwise);
  const save = await atATime(WIDE, stepwise.length, (index) => saveBoth(call, web.port, ground, forms, stepwise[index]!));
  const submit = await atATime(WIDE, stepwise.length, (index) => submitOne(call, web.port, forms, stepwise[index]!));
  const memory = await web.memory();
  await web.kill();
  const [honoured, acknowledged] = await measureKill(house, ground, Math.max(100, Math.floor(count / 4)));
  const rate = (name: string, ours: number, pass: boolean | null): Measurement => ({ name, unit: 'a second', ours, bare, pass, bar: pass === null ? '' : '25% of bare, aim 50%' });
  return [
    rate('a bid of 20 KB: saved and submitted in one form', whole, whole >= bare / 4),
    rate('  the same step by step: answer, price, submission', 1 / (1 / save + 1 / submit), null),
    { name: 'receipts honoured after kill -9 (bare: those acknowledged)', unit: 'receipts', ours: honoured, bare: acknowledged, pass: honoured === acknowledged && acknowledged > 0, bar: 'every one' },
    { name: 'memory of the web process after the bids', unit: 'MB', ours: memory / 2 ** 20, bare: null, pass: null, bar: '' },
  ];
}

const ROUNDS = 5;

/** Ours and bare in turns, because the machine's own pace changes from one second to the next. @returns the medians of both, a second */
async function sideBySide(house: BenchmarkHouse, ground: Prepares, web: WebProcess, count: number): Promise<readonly [number, number]> {
  const [whole, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const bids = await prepareBids(house, ground, count);
    // Everyone looks at the form before they send it.
    const forms = await readForms(caller(WIDE), web, bids);
    bare.push(await bareRate(house, bids));
    whole.push(await sendAll(web.port, ground, forms, bids));
  }
  return [median(whole), median(bare)];
}

export async function prepareOpportunity({ database }: BenchmarkHouse): Promise<Prepares> {
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

/** Bids begun, each by a writer of an organisation of its own. */
export async function prepareBids({ database, services }: BenchmarkHouse, { opportunityId }: Prepares, count: number): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  await atATime(4, count, async () => {
    const [person, organisation] = [newId<'person'>(), newId<'organisation'>() as OrganisationId];
    await database.write(async (tx) => {
      await tx.insertInto('person').values({ id: person, name: 'A writer', email: `${person}@example.org` }).execute();
      await tx.insertInto('organisation').values({ id: organisation, name: organisation, match_name: organisation, source: 'entered' }).execute();
      await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: person, role: 'bid-writer', scope_kind: 'organisation', scope_id: organisation }).execute();
      // A session as sign-in leaves it; here its token is the person's own id.
      await tx.insertInto('sign_in_session').values({ id: person, user_id: person, token: person, expires_at: new Date(Date.now() + 24 * 3_600_000) }).execute();
    });
    const actor: Actor = { kind: 'person', personId: person, name: 'A writer', holdings: [{ role: 'bid-writer', scopeKind: 'organisation', scopeId: organisation }] };
    const must = async <Input, Value>(command: Command<Input, Value>, input: unknown) => {
      const result = await runCommand(services, command, actor, input);
      if (result.kind !== 'done') throw new Error(`${command.act.name}: ${JSON.stringify(result)}`);
      return result.value;
    };
    const { bidId } = await must(startBid, { opportunityId, organisationId: organisation });
    prepared.push({ person, bid: bidId, answer: randomBytes(RANDOM_BYTES).toString('base64') });
  });
  return prepared;
}

type Call = ReturnType<typeof caller>;
/** What the forms held: their token, which one stands for all, and of each bid the hidden fields that say what it was drawn with. */
export interface Forms { readonly token: string; readonly cookie: string; readonly hidden: ReadonlyMap<string, string> }

export async function readForms(call: Call, web: WebProcess, bids: readonly Prepared[]): Promise<Forms> {
  const read = ({ bid, person }: Prepared) => call(web.port, 'GET', `/bids/${bid}/one-page`, { 'x-test-session': person });
  const first = await read(bids[0]!);
  const token = /name="_csrf" value="([^"]*)"/.exec(first.body.toString())?.[1];
  if (token === undefined) throw new Error(`the form of a bid was not shown: ${first.status}`);
  const hidden = new Map<string, string>();
  await atATime(WIDE, bids.length, async (index) => {
    const page = (await read(bids[index]!)).body.toString();
    const fields = [...page.matchAll(/<input type="hidden" name="((?!_csrf)[^"]*)" value="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`);
    hidden.set(bids[index]!.bid, fields.join('&'));
  });
  return { token: encodeURIComponent(token), cookie: (first.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; '), hidden };
}

const PRICE = 'price-whole=1000';

/** The one form of a bid, filled in. */
const filledIn = ({ questionId }: Prepares, { token, cookie, hidden }: Forms, { person, bid, answer }: Prepared): Buffer =>
  formRequest(`/bids/${bid}/one-page/submit`, { 'x-test-session': person, cookie }, `_csrf=${token}&${hidden.get(bid)}&answer-${questionId}=${encodeURIComponent(answer)}&${PRICE}&confirm=yes`);

/** Sends every bid's form, 16 at a time. @returns how many a second */
async function sendAll(port: number, ground: Prepares, forms: Forms, bids: readonly Prepared[]): Promise<number> {
  const requests = bids.map((bid) => filledIn(ground, forms, bid));
  const senders = Array.from({ length: WIDE }, () => sender(port));
  const rate = await atATime(WIDE, bids.length, async (index, worker) => acknowledged(await senders[worker]!.send(requests[index]!)));
  for (const one of senders) one.close();
  return rate;
}

function acknowledged({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status !== 303) throw new Error(`submitting answered ${status}: ${text.slice(0, 3000)}`);
}

export async function saveBoth(call: Call, port: number, { questionId }: Prepares, { token, cookie }: Forms, { person, bid, answer }: Prepared): Promise<void> {
  for (const [page, fields] of [[`questions/${questionId}`, `answer=${encodeURIComponent(answer)}`], ['prices', PRICE]] as const) {
    const reply = await call(port, 'POST', `/bids/${bid}/${page}`, { 'x-test-session': person, cookie, 'x-autosave': '1' }, `_csrf=${token}&version=0&${fields}`);
    if (reply.status !== 200) throw new Error(`saving answered ${reply.status}: ${reply.body.toString().slice(0, 200)}`);
  }
}

export async function submitOne(call: Call, port: number, { token, cookie }: Forms, { person, bid }: Prepared): Promise<void> {
  const reply = await call(port, 'POST', `/bids/${bid}/submit`, { 'x-test-session': person, cookie }, `_csrf=${token}`);
  acknowledged({ status: reply.status, text: reply.body.toString() });
}

/** Kills the web process when half are acknowledged, starts another, and asks it for the receipt and the content of every one. @returns honoured, acknowledged */
async function measureKill(house: BenchmarkHouse, ground: Prepares, count: number): Promise<readonly [number, number]> {
  const bids = await prepareBids(house, ground, count);
  const web = await startWeb(house);
  const call = caller(WIDE);
  const forms = await readForms(call, web, bids);
  const heard: Prepared[] = [];
  const killing: Promise<void>[] = [];
  const senders = Array.from({ length: WIDE }, () => sender(web.port));
  await atATime(WIDE, count, async (index, worker) => {
    // A browser that was cut off knows nothing: it counts only what it was told.
    const told = await senders[worker]!.send(filledIn(ground, forms, bids[index]!)).then(acknowledged).then(() => true, (problem: unknown) => {
      if (killing.length === 0) throw problem;
      return false;
    });
    if (told) heard.push(bids[index]!);
    if (heard.length >= count / 2 && killing.length === 0) killing.push(web.kill());
  });
  await Promise.all(killing);
  const after = await startWeb(house);
  const again = caller(WIDE);
  let honoured = 0;
  await atATime(WIDE, heard.length, async (index) => {
    const { person, bid } = heard[index]!;
    const receipt = await again(after.port, 'GET', `/bids/${bid}/receipt.json`, { 'x-test-session': person });
    const content = await again(after.port, 'GET', `/bids/${bid}/submissions/1`, { 'x-test-session': person });
    if (receipt.status === 200 && content.status === 200 && content.body.includes(heard[index]!.answer)) honoured++;
  });
  await after.kill();
  return [honoured, heard.length];
}

/** The same bytes, one row and one commit each. */
async function bareRate({ url }: BenchmarkHouse, bids: readonly Prepared[]): Promise<number> {
  const clients = await Promise.all(Array.from({ length: WIDE }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  await clients[0]!.query('create table if not exists bare (id uuid primary key, content bytea not null); alter table bare alter column content set storage external; truncate bare');
  const rate = await atATime(WIDE, bids.length, async (index, worker) => void (await clients[worker]!.query('insert into bare values ($1, $2)', [newId(), Buffer.from(bids[index]!.answer)])));
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}
