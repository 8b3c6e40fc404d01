import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { noticesAround, readAgreement } from '#agreements';
import { lottingOf, reachOf } from '#lotting';
import { districtsOf, loadReferenceData, statedCapacities } from '#parties';
import { policyValue } from '#policy';
import { clockIsReplaced, readClock } from '#platform/clock';
import { readConfig, type Config } from '#platform/config';
import { openScratchDatabase, type ScratchDatabase } from '#platform/database/scratch';
import { useKeysForTests } from '#platform/keys';
import { search } from '#platform/search/search';
import { loadDemonstration } from './load-demonstration.ts';

let scratch: ScratchDatabase;
let folder: string;
let config: Config;

beforeAll(async () => {
  useKeysForTests();
  const server = inject('testServer');
  folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-test-'));
  config = readConfig({ WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent', WANTSUM_DEMO: 'false' }, folder);
  scratch = await openScratchDatabase(server.url, { template: server.template });
  await loadReferenceData(scratch.database);
  expect(await loadDemonstration(scratch.database, config, () => undefined)).toBe(true);
});
afterAll(async () => {
  await scratch?.drop();
  await rm(folder, { recursive: true, force: true });
});

const read = <Value>(query: Parameters<ScratchDatabase['database']['read']>[0]): Promise<Value> => scratch.database.read(query) as Promise<Value>;
const rowsOf = <Row>(text: string): Promise<Row[]> => read(async (tx) => (await sql<Row>`${sql.raw(text)}`.execute(tx)).rows);
const statesOf = async (table: string): Promise<string[]> => (await rowsOf<{ state: string }>(`select distinct state from ${table} order by state`)).map(({ state }) => state);

test('every state of an exercise, an opportunity and a bid is there to be looked at', async () => {
  expect((await rowsOf<{ stage: string }>('select distinct stage from exercise order by stage')).map(({ stage }) => stage)).toEqual(['analyse', 'closed', 'do', 'plan', 'review']);
  expect(await statesOf('opportunity')).toEqual(['awarded', 'cancelled', 'draft', 'evaluated', 'opened', 'published']);
  expect(await statesOf('bid')).toEqual(expect.arrayContaining(['draft', 'late', 'not-successful', 'opened', 'submitted', 'successful', 'withdrawn']));
  expect(await statesOf('award')).toEqual(expect.arrayContaining(['confirmed', 'recommended', 'standstill']));
});

test('a small contract is provisional: within its ceiling, with its early review to come', async () => {
  expect(await rowsOf(`select a.provisional_ceiling_net_pence > a.value_net_pence as within, a.provisional_outcome as outcome, v.due_on = a.provisional_review_on and v.due_on > wantsum_clock()::date as "toCome" from agreement a
    join review v on v.agreement_id = a.id and v.kind = 'early' where a.provisional_ceiling_net_pence is not null`)).toEqual([{ within: true, outcome: null, toCome: true }]);
});

test('one opportunity is open for days, one is closed and unopened, one is coming', async () => {
  const open = await rowsOf<{ title: string; days: number }>(`select title, extract(day from closes_at - wantsum_clock())::int as days from opportunity where state = 'published' and closes_at > wantsum_clock() order by title`);
  const shown = open.filter(({ title }) => ['Evening youth club in Swale', 'Youth work on the coast', 'Supported lodgings for young people'].includes(title));
  expect(shown).toHaveLength(3);
  for (const { days } of shown) expect(days).toBeGreaterThanOrEqual(7);
  expect(await rowsOf(`select o.title, count(*) filter (where b.state = 'submitted')::int as received from opportunity o join bid b on b.opportunity_id = o.id where o.state = 'published' and o.closes_at <= wantsum_clock() group by o.title`))
    .toEqual([{ title: 'Carers’ cafés in four market towns', received: 2 }]);
  expect(await rowsOf(`select b.state, g.name from bid b join organisation g on g.id = b.organisation_id join opportunity o on o.id = b.opportunity_id where o.title = 'Youth work on the coast' order by b.state`))
    .toEqual(expect.arrayContaining([{ state: 'draft', name: 'Brightway Services plc' }, { state: 'submitted', name: 'Lantern Young People' }]));
  expect(await rowsOf(`select c.state from case_record c where c.kind = 'clarification' order by c.number`)).toEqual([{ state: 'answered' }, { state: 'open' }]);
  expect(await rowsOf(`select title from opportunity where state = 'draft' and expected_on is not null`)).toEqual([{ title: 'Swimming lessons in the summer holidays' }]);
});

test('about forty agreements are complete and about ten are live and incomplete; one review was missed and some run past their end', async () => {
  const [agreements] = await rowsOf<{ complete: number; incomplete: number; past: number; states: string[] }>(
    `select count(*) filter (where not incomplete)::int as complete, count(*) filter (where incomplete)::int as incomplete, count(*) filter (where ends_on < wantsum_clock()::date)::int as past, array_agg(distinct state) as states from agreement`);
  expect(agreements!.complete).toBeGreaterThanOrEqual(38);
  expect(agreements!.incomplete).toBeGreaterThanOrEqual(8);
  expect(agreements!.complete + agreements!.incomplete).toBeGreaterThanOrEqual(53);
  expect(agreements!.past).toBeGreaterThanOrEqual(2);
  expect(agreements!.states).toEqual(['draft', 'ended', 'live', 'terminated']);
  const reviews = await rowsOf<{ title: string; held: number; missed: number }>(
    `select a.title, count(v.held_on)::int as held, count(*) filter (where v.held_on is null and v.due_on < wantsum_clock()::date - 14)::int as missed from review v join agreement a on a.id = v.agreement_id where not a.incomplete group by a.title`);
  expect(reviews.filter(({ missed }) => missed > 0).map(({ title }) => title)).toContain('Gully emptying, Coast');
  expect(reviews.filter(({ held }) => held > 0).length).toBeGreaterThanOrEqual(15);
});

test('the contract that came of the year carries its value, its people, its measures and what its provider promised', async () => {
  const [made] = await rowsOf<{ id: string }>(`select id from agreement where awarded_from is not null and title = 'Mentors for young people leaving care'`);
  const agreement = await read<Awaited<ReturnType<typeof readAgreement>>>((tx) => readAgreement(tx, made!.id));
  expect(agreement).toMatchObject({ supplier: 'Harbour Youth Trust', valueNetPence: 72_000_00n, manager: 'Marcus Webb', director: 'Diane Foley', incomplete: false });
  expect(agreement!.reviewsHeld).toBeGreaterThanOrEqual(2);
  expect(agreement!.measures.filter(({ socialValue }) => socialValue)).toHaveLength(1);
  expect(agreement!.measures.length).toBeGreaterThanOrEqual(3);
  expect(await rowsOf(`select count(*)::int as letters from feedback f join bid b on b.id = f.bid_id join opportunity o on o.id = b.opportunity_id where f.released_at is not null and o.title = 'Mentors for young people leaving care'`)).toEqual([{ letters: 3 }]);
});

test('“youth Swale” finds the small opportunity by the public search', async () => {
  const { results, byLikeness } = await read<Awaited<ReturnType<typeof search>>>((tx) => search(tx, { words: 'youth Swale', page: 1 }));
  expect(byLikeness).toBe(false);
  expect(results.map(({ title }) => title)).toContain('Evening youth club in Swale');
});

test('local policy is set, and an assessor with an interest is locked out', async () => {
  const [body] = await rowsOf<{ id: string }>(`select id from body where slug = 'wantshire'`);
  const minimum = await read<Awaited<ReturnType<typeof policyValue>>>(async (tx) => policyValue(tx, body!.id as never, 'socialValue.minimumPercent', (await readClock(tx)).toISOString().slice(0, 10) as never));
  expect(minimum.words).toContain('10%');
  expect(await rowsOf(`select count(*)::int as barred from assessor where barred_at is not null and declaration = 'interest'`)).toEqual([{ barred: 1 }]);
});

test('a procurement in two stages has gone to its contract, another waits for its shortlist, a third is a draft', async () => {
  expect(await rowsOf(`select title, stage, state from opportunity where route = 'competitive-flexible' order by title, stage`)).toEqual([
    { title: 'Case management system for family services', stage: 1, state: 'draft' },
    { title: 'Interpreters for family meetings', stage: 1, state: 'evaluated' },
    { title: 'Interpreters for family meetings', stage: 2, state: 'awarded' },
    { title: 'Minibuses to special schools, Thanet and Dover', stage: 1, state: 'evaluated' },
  ]);
  expect(await rowsOf(`select g.name, s.chosen from shortlist_entry s join bid b on b.id = s.bid_id join organisation g on g.id = b.organisation_id order by g.name`)).toEqual([
    { name: 'Brightway Services plc', chosen: true }, { name: 'Lantern Young People', chosen: true }, { name: 'Meadow Care Partners Ltd', chosen: false },
  ]);
  const [{ id, awarded }] = (await rowsOf<{ id: string; awarded: string }>(`select id, awarded_from as awarded from agreement where title = 'Interpreters for family meetings'`)) as [{ id: string; awarded: string }];
  expect((await read<Awaited<ReturnType<typeof noticesAround>>>((tx) => noticesAround(tx, { id, awardedFrom: awarded }))).map(({ code }) => code)).toEqual(['UK7', 'UK6', 'UK4']);
  expect(await rowsOf(`select n.code from notice n join award a on n.about_id in (a.id, a.agreement_id) join opportunity o on o.id = a.opportunity_id where o.title like 'Interpreters%' order by n.published_at`)).toEqual([{ code: 'UK6' }, { code: 'UK7' }]);
});

test('an auditor who looks for overrides of the rules finds one, with its reason, and that it was agreed', async () => {
  expect(await rowsOf(`select e.act, e.words, e.rule is not null as ruled, a.state from audit_entry e join approval a on a.about_id = e.record_id and a.subject = 'purchasing-route' where e.words like '%override%' and e.result = 'done' and e.reason like 'The course belongs%'`))
    .toEqual([{ act: 'routes.overridePurchaseRoute', words: 'recorded an override of the purchasing route', ruled: true, state: 'agreed' }]);
});

test('a second opener was lost and replaced, and one who stands in decided under both names', async () => {
  expect(await rowsOf(`select distinct p.name, i.name as instead, g.reason from bid_opening g join person p on p.id = g.opener_id join person i on i.id = g.instead_of`)).toEqual([{ name: 'Olive Tranter', instead: 'Tom Ashdown', reason: 'Tom Ashdown, who was named, has left the county.' }]);
  expect(await rowsOf(`select p.name, i.name as instead from approval a join person p on p.id = a.decided_by join person i on i.id = a.decided_for`)).toEqual([{ name: 'Carys Bennett', instead: 'Diane Foley' }]);
  expect(await rowsOf(`select p.name, (d.starts_on <= wantsum_clock()::date and d.ends_on >= wantsum_clock()::date) as now from delegation d join person p on p.id = d.person_id order by d.starts_on`))
    .toEqual([{ name: 'Diane Foley', now: false }, { name: 'Mina Kaur', now: true }, { name: 'Omar Haddad', now: false }]);
});

test('the real clock is back, no mail waits, and a second loading changes nothing', async () => {
  expect(await read(clockIsReplaced)).toBe(false);
  expect(Math.abs(Date.now() - (await read<Date>(readClock)).getTime())).toBeLessThan(5_000);
  expect(await rowsOf(`select 1 from outbox_mail where state <> 'sent'`)).toEqual([]);
  const counted = () => rowsOf('select (select count(*) from audit_entry) as entries, (select count(*) from opportunity) as opportunities, (select count(*) from person) as people');
  const before = await counted();
  expect(await loadDemonstration(scratch.database, config, () => undefined)).toBe(false);
  expect(await counted()).toEqual(before);
});

test('DP-22: one application is in for one lot and not for another; a framework has its contract with call-offs counted against its ceiling', async () => {
  expect(await rowsOf(`select o.name, l.title, d.decision from arrangement_lot_decision d join arrangement_application a on a.id = d.application_id join organisation o on o.id = a.organisation_id join arrangement_lot l on l.id = d.lot_id
    where a.state = 'admitted' and exists (select 1 from arrangement_lot_decision e where e.application_id = a.id and e.decision = 'refused') order by l.number`))
    .toEqual([{ name: 'Lantern Young People', title: 'Coast', decision: 'admitted' }, { name: 'Lantern Young People', title: 'Inland towns', decision: 'refused' }]);
  expect(await rowsOf(`select f.state, f.incomplete, f.value_net_pence::text as ceiling, (select count(*)::int from agreement_party p where p.agreement_id = f.id) as providers, (select count(*)::int from agreement c where c.parent_id = f.id) as "callOffs",
      (select sum(c.value_net_pence)::text from agreement c where c.parent_id = f.id) as used from agreement f join arrangement g on g.agreement_id = f.id`))
    .toEqual([{ state: 'live', incomplete: false, ceiling: '30000000', providers: 4, callOffs: 3, used: '1650000' }]);
});

test('a framework whose reviews were held but for its last; a reserved procurement with a bid of somebody who may bid', async () => {
  const [framework] = await rowsOf<{ held: number; past: number }>(`select count(v.held_on)::int as held, count(*) filter (where v.held_on is null and v.due_on < wantsum_clock()::date)::int as past
    from review v join agreement a on a.id = v.agreement_id left join agreement f on f.id = a.parent_id where 'framework' in (a.kind, f.kind)`);
  expect(framework!.held).toBeGreaterThanOrEqual(5);
  expect(framework!.past).toBeLessThanOrEqual(1);
  expect(await rowsOf(`select o.reservation, g.name, b.state, s.workforce_percent::text as share from opportunity o join bid b on b.opportunity_id = o.id join organisation g on g.id = b.organisation_id join reserved_status s on s.organisation_id = g.id
    where o.state = 'published' and o.reservation is not null`)).toEqual([{ reservation: 'supported-employment', name: 'Lantern Young People', state: 'submitted', share: '45.00' }]);
});

test('of the lots compared one is too large for everyone who works there, and each smaller one has somebody who could bid', async () => {
  const [exercise] = await rowsOf<{ id: string }>(`select id from exercise where title = 'Holiday clubs in every district'`);
  const atRisk = await read<readonly (readonly [string, boolean])[]>(async (tx) => {
    const [lotting, providers] = [await lottingOf(tx, exercise!.id), await statedCapacities(tx, null)];
    return lotting!.options.flatMap((option) => reachOf(option.lots, providers, districtsOf).map(({ lot, atRisk: risk }) => [lot.title, risk] as const));
  });
  expect(Object.fromEntries(atRisk)).toEqual({ 'Both districts': true, Sheppey: false, Faversham: false, 'Margate and Ramsgate': false });
});
