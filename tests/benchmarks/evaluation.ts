import { newId, type PersonId } from '#kernel/ids';
import { criteriaOf, presetById, replaceCriteria } from '#parts/assessments';
import { holdingsOf, type Actor } from '#platform/access/access';
import { buildServer } from '#platform/web/server';
import { ROUTES, siteFor } from '../../src/app.ts';
import type { BenchmarkHouse } from './house.ts';
import { caller, median, timed, type Measurement } from './measuring.ts';
import { statementsDuring } from './recording.ts';

const QUESTIONS = 40;
const FEW = 50;
const REQUESTS = 15;
const WARM_UP = 5;

interface Ground {
  readonly opportunityId: string;
  readonly officer: PersonId;
  readonly chair: PersonId;
  readonly evaluators: readonly PersonId[];
}

/**
 * The pages on which a large tender is judged, over HTTP from a web process of its own, against the very statements of the same page on one
 * connection; and how many statements each asks, with 50 bids and with all of them: a page that asks more for more bids fails.
 */
export async function measureEvaluation(house: BenchmarkHouse, port: number, bids: number): Promise<Measurement[]> {
  const ground = await prepareTender(house);
  const pages: readonly (readonly [string, string, PersonId])[] = [
    ['scoring', `/opportunities/${ground.opportunityId}/scoring`, ground.evaluators[0]!],
    ['moderation', `/opportunities/${ground.opportunityId}/moderation`, ground.chair],
    ['results', `/opportunities/${ground.opportunityId}/results`, ground.officer],
  ];
  await addBids(house, ground, 0, Math.min(FEW, bids));
  const few = [];
  for (const [, path, person] of pages) few.push((await statementsOf(house, path, person)).length);
  await addBids(house, ground, Math.min(FEW, bids), bids);
  const found: Measurement[] = [];
  for (const [index, [name, path, person]] of pages.entries()) {
    const statements = await statementsOf(house, path, person);
    found.push(await measurePage(house, port, `${name}, ${bids} bids and ${QUESTIONS} questions`, { path, person, statements }));
    found.push({ name: `  statements it asks (bare: with ${FEW} bids)`, unit: 'statements', ours: statements.length, bare: few[index]!, pass: statements.length === few[index], bar: 'as many as with 50 bids' });
  }
  return found;
}

async function measurePage(house: BenchmarkHouse, port: number, name: string, { path, person, statements }: { readonly path: string; readonly person: PersonId; readonly statements: Awaited<ReturnType<typeof statementsDuring>> }): Promise<Measurement> {
  const call = caller(1);
  const client = await house.database.client();
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    for (let turn = -WARM_UP; turn < REQUESTS; turn++) {
      const asked = await timed(async () => { for (const { text, values } of statements) await client.query(text, values as unknown[]); });
      const served = await timed(async () => {
        const reply = await call(port, 'GET', path, { 'x-test-session': person });
        if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}: ${reply.body.toString().slice(0, 500)}`);
      });
      if (turn < 0) continue;
      bare.push(asked);
      ours.push(served);
    }
  } finally {
    client.release();
  }
  return { name, unit: 'ms', ours: median(ours), bare: median(bare), pass: median(ours) < 2 * median(bare) + 50, bar: 'under twice plus 50 ms' };
}

/** The page drawn in this process, where its statements can be seen. */
async function statementsOf({ services, database }: BenchmarkHouse, path: string, personId: PersonId): Promise<Awaited<ReturnType<typeof statementsDuring>>> {
  const actor: Actor = { kind: 'person', personId, name: 'Reader', holdings: await database.read((read) => holdingsOf(read, personId)) };
  const app = await buildServer({ services, site: siteFor(services.config), routes: ROUTES, perMinute: 1_000_000, identify: async () => actor });
  try {
    // Once before, so that what a process reads once is not taken for the page's own.
    await app.inject({ method: 'GET', url: path });
    return await statementsDuring(database, async () => {
      const { statusCode } = await app.inject({ method: 'GET', url: path });
      if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    });
  } finally {
    await app.close();
  }
}

/** An opened tender of forty questions with a panel of three. */
async function prepareTender({ database }: BenchmarkHouse): Promise<Ground> {
  return database.write(async (tx) => {
    const [body, opportunityId] = [newId<'body'>(), newId<'opportunity'>()];
    await tx.insertInto('body').values({ id: body, slug: 'panel', name: 'Panel Council', kind: 'county-council' }).execute();
    const person = async (role: 'procurement-officer' | 'commissioner'): Promise<PersonId> => {
      const id = newId<'person'>();
      await tx.insertInto('person').values({ id, name: `Person ${id.slice(-4)}`, email: `${id}@example.org`, email_verified: true }).execute();
      await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: id, role, scope_kind: 'body', scope_id: body }).execute();
      await tx.insertInto('sign_in_session').values({ id, user_id: id, token: id, expires_at: new Date(Date.now() + 24 * 3_600_000) }).execute();
      return id;
    };
    const [officer, chair, ...evaluators] = [await person('procurement-officer'), await person('commissioner'), await person('commissioner'), await person('commissioner')];
    const now = new Date(Date.now() - 60_000);
    await tx.insertInto('opportunity').values({ id: opportunityId, reference: 'BENCH-EV', body_id: body, route: 'open', title: 'A large tender', state: 'opened', published_at: now, closes_at: now, opened_at: now, price_formula: 'lowestOverBid', scale_id: '0-5' }).execute();
    const about = { kind: 'opportunity', id: opportunityId };
    await replaceCriteria(tx, about, presetById('40-40-20')!.criteria);
    const criteria = await criteriaOf(tx, about);
    const leaves = criteria.filter(({ id, kind }) => kind !== 'price' && !criteria.some(({ parentId }) => parentId === id));
    const set = newId<'question_set'>();
    await tx.insertInto('question_set').values({ id: set, about_kind: 'opportunity', about_id: opportunityId, purpose: 'tender', title: 'Tender questions', state: 'fixed' }).execute();
    await tx.insertInto('question').values(Array.from({ length: QUESTIONS }, (_, index) => {
      const id = newId<'question'>();
      return { id, question_set_id: set, lineage_id: id, position: index + 1, text: `Question ${index + 1}: how will you do it?`, type: 'long-text', good_answer: 'Places, times and partners.', criterion_id: leaves[index % leaves.length]!.id };
    })).execute();
    for (const one of [chair!, ...evaluators]) {
      await tx.insertInto('assessor').values({ id: newId<'assessor'>(), about_kind: 'opportunity', about_id: opportunityId, person_id: one, chair: one === chair, declaration: 'none', declared_at: now }).execute();
      await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: one, role: one === chair ? 'panel-chair' : 'evaluator', scope_kind: 'opportunity', scope_id: opportunityId }).execute();
    }
    return { opportunityId, officer: officer!, chair: chair!, evaluators };
  });
}

/** Opened bids with every answer, scored by both evaluators and agreed; by SQL, since 500 by 40 are 20,000 answers and 40,000 scores. */
async function addBids({ database }: BenchmarkHouse, { opportunityId }: Ground, from: number, through: number): Promise<void> {
  const client = await database.client();
  try {
    await client.query(`create temporary table fresh as select n, gen_random_uuid() as bid, gen_random_uuid() as organisation, gen_random_uuid() as submission from generate_series(${from + 1}, ${through}) n`);
    await client.query(`insert into organisation (id, name, match_name, source) select organisation, 'Bidder ' || n, 'bidder ' || n, 'entered' from fresh`);
    await client.query(`insert into bid (id, reference, opportunity_id, organisation_id) select bid, 'BENCH-EV-' || n, '${opportunityId}', organisation from fresh`);
    await client.query(`insert into bid_submission (id, bid_id, number, submitted_at, content_sha256, receipt_code, quality_ciphertext, price_ciphertext) select submission, bid, 1, wantsum_clock(), sha256(bid::text::bytea), bid::text, 'x', 'x' from fresh`);
    await client.query(`update bid b set state = 'opened', current_submission_id = f.submission from fresh f where f.bid = b.id`);
    await client.query(`insert into opened_price (bid_id, price_net_pence) select bid, 10000000 + n * 7919 from fresh`);
    const everyQuestion = `question q join question_set s on s.id = q.question_set_id and s.about_id = '${opportunityId}'`;
    await client.query(`insert into opened_answer (bid_id, question_id, value) select f.bid, q.id, to_jsonb(repeat('We go to where young people are. ', 30)) from fresh f cross join ${everyQuestion}`);
    await client.query(`insert into score (id, assessor_id, bid_id, question_id, score, reason, strength, improvement, finished_at)
      select gen_random_uuid(), a.id, f.bid, q.id, (f.n + q.position) % 6, 'Meets the guide.', 'Strong on place.', 'Say more on partners.', wantsum_clock() from fresh f cross join ${everyQuestion}
      join assessor a on a.about_id = '${opportunityId}' and not a.chair`);
    await client.query(`insert into moderated_score (id, bid_id, question_id, score, reason, strength, improvement) select gen_random_uuid(), f.bid, q.id, (f.n + q.position) % 6, 'Agreed.', 'Strong on place.', 'Say more on partners.' from fresh f cross join ${everyQuestion}`);
    await client.query('drop table fresh');
    await client.query('analyze');
  } finally {
    client.release();
  }
}
