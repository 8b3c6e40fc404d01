import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { addOutcome, draftFramework, publishFramework, publishedOutcomes, setOutcomesServed } from '#outcomes';
import { openHouse, type House } from '../../../tests/house.ts';
import { figureFrom, percentOf } from './figure.ts';
import { draftReport, publishReport, writeIntroduction, writeOfOutcome } from './outcomes-report.commands.ts';
import { decidePublication, summaryOf, valueOf, type Served } from './outcomes-report.ts';

describe('a figure', () => {
  const sums = (records: number, yes = 0, unknown = 0, amount: string | null = null) => ({ records, yes, unknown, average: amount === null ? null : decimal(amount), median: amount === null ? null : decimal(amount) });
  test.each([
    ['a share', { measure: 'share', noun: 'bid' }, sums(70, 42), '60%', '42 of 70 bids'],
    ['a share that nobody declared', { measure: 'share', noun: 'bid' }, sums(3, 1, 1), '33.3%', '1 of 3 bids; not known of 1'],
    ['a share of nothing', { measure: 'share', noun: 'bid' }, sums(0), null, 'No bids in this time'],
    ['a mean', { measure: 'average', noun: 'tender', unit: 'bids' }, sums(20, 0, 0, '3.5000000000'), '3.5 bids', 'Mean of 20 tenders'],
    ['a median of one', { measure: 'median', noun: 'tender', unit: 'days' }, sums(1, 0, 0, '30'), '30 days', 'Median of 1 tender'],
    ['what was not recorded', { measure: 'median', noun: 'tender', unit: 'pages' }, sums(4, 0, 4), null, 'Not recorded for 4 tenders'],
    ['too few to tell', { measure: 'median', noun: 'bid', unit: 'days', fewest: 3 }, sums(2, 0, 0, '4'), null, 'Fewer than 3 bids, so nothing is shown'],
  ] as const)('%s', (_name, words, of, value, basis) => expect(figureFrom(words, of)).toEqual({ value, basis }));
  test('halves are rounded up, and nothing is no share', () => {
    expect(percentOf(1, 800)).toBe('0.1%');
    expect(percentOf(1, 16)).toBe('6.3%');
    expect(percentOf(0, 0)).toBeNull();
  });
});

describe('an outcome’s year in words', () => {
  const served = (title: string, results: number, valuePence: string | null = '100'): Served => ({ id: title, title, valuePence, results, evidenced: 0, change: null });
  test('OR-07: of 4 agreements, 1 without a result: “3 of 4 reporting”, and the silent one by name', () => {
    const { sentence, silent } = summaryOf({ agreements: [served('A', 1), served('B', 2), served('C', 1), served('D', 0)] });
    expect(sentence).toContain('3 of 4 reporting.');
    expect(silent.map(({ title }) => title)).toEqual(['D']);
  });
  test('nothing served, and values that are withheld', () => {
    expect(summaryOf({ agreements: [] })).toEqual({ sentence: 'No agreement served it this year.', silent: [] });
    expect(valueOf({ agreements: [served('A', 0), served('B', 0, null)] })).toEqual({ pence: 100n, unknown: 1 });
  });
  test.each([
    ['in its year', { state: 'draft', introduction: 'A year.', year: 2025 }, '2026-03-31', 'too-early'],
    ['without a word', { state: 'draft', introduction: ' ', year: 2025 }, '2026-04-01', 'no-introduction'],
    ['twice', { state: 'published', introduction: 'A year.', year: 2025 }, '2026-04-01', 'published'],
    ['after it, introduced', { state: 'draft', introduction: 'A year.', year: 2025 }, '2026-04-01', undefined],
  ] as const)('publication %s', (_name, report, today, code) => {
    const decision = decidePublication(report, today);
    expect(decision.kind === 'refused' ? decision.code : undefined).toBe(code);
  });
});

describe('reports', () => {
  let house: House;
  let bodyId: BodyId;
  let officer: PersonId;
  let policy: PersonId;

  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-09-01T09:00:00Z');
    bodyId = await house.addBody('reporting');
    officer = await house.addPerson('Report Officer', ['procurement-officer', bodyId]);
    policy = await house.addPerson('Report Policy', ['policy-officer', bodyId]);
    await makeTenders();
  });
  afterAll(() => house.close());

  /** 20 tenders with 70 bids, 42 of them from small or medium-sized bidders; 50 awards, 6 to organisations new to the council. */
  async function makeTenders(): Promise<void> {
    await house.database.write(async (tx) => {
      await sql`insert into organisation (id, name, match_name, size, sector, source)
        select gen_random_uuid(), 'Bidder ' || n, 'bidder ' || n, case when n <= 42 then (array['micro', 'small', 'medium'])[1 + n % 3] when n <= 65 then 'large' else null end, case when n % 2 = 0 then 'vcse' else 'private' end, 'entered' from generate_series(1, 70) n`.execute(tx);
      await sql`insert into opportunity (id, reference, body_id, route, title, state, published_at, closes_at, opened_at)
        select gen_random_uuid(), 'OP-' || n, ${bodyId}, 'open', 'Tender ' || n, 'awarded', timestamptz '2026-05-01 09:00+01', timestamptz '2026-05-31 12:00+01', timestamptz '2026-06-01 10:00+01' from generate_series(1, 20) n`.execute(tx);
      await sql`insert into bid (id, reference, opportunity_id, organisation_id, state)
        select gen_random_uuid(), 'BID ' || o.name, t.id, o.id, 'draft' from organisation o join opportunity t on t.reference = 'OP-' || (1 + (substring(o.name from 8)::int - 1) % 20) and t.body_id = ${bodyId} where o.name like 'Bidder %'`.execute(tx);
      await sql`insert into bid_submission (id, bid_id, number, submitted_at, content_sha256, receipt_code, quality_ciphertext, price_ciphertext)
        select gen_random_uuid(), b.id, 1, timestamptz '2026-05-20 09:00+01', sha256(b.id::text::bytea), b.id::text, ''::bytea, ''::bytea from bid b`.execute(tx);
      await sql`update bid b set state = 'opened', current_submission_id = s.id from bid_submission s where s.bid_id = b.id`.execute(tx);
    });
  }

  test('OR-11: 20 tenders with 70 bids of which 42 from SMEs: 3.5 bidders a tender, 60% SME, and a click lists the 70', async () => {
    const page = await house.visitor().get('/effectiveness?body=reporting&year=2026');
    expect(page.text).toMatch(/Bids for each tender .*? 3\.5 bids Mean of 20 tenders/);
    expect(page.text).toMatch(/Bids from small and medium-sized organisations .*? 60% 42 of 70 bids; not known of 5/);
    expect(page.html).not.toContain('figure=bids-from-smes');
    expect((await house.visitor().get('/effectiveness?body=reporting&year=2026&figure=bids-from-smes')).status).toBe(404);
    const staff = house.visitor(officer);
    expect((await staff.get('/effectiveness?body=reporting&year=2026')).html).toContain('figure=bids-from-smes');
    const [first, second] = await Promise.all([1, 2].map((number) => staff.get(`/effectiveness?body=reporting&year=2026&figure=bids-from-smes&page=${number}`)));
    const listed = `${first!.html}${second!.html}`.match(/href="\/bids\/[0-9a-f-]{36}\/opened"/g) ?? [];
    expect(new Set(listed).size).toBe(70);
    expect((await house.visitor().get('/effectiveness?body=reporting&year=2026&figure=bids-a-tender')).text).toContain('Tender 20');
    // Another council’s officer is a visitor here.
    const stranger = await house.addPerson('Other Officer', ['procurement-officer', await house.addBody('elsewhere')]);
    expect((await house.visitor(stranger).get('/effectiveness?body=reporting&year=2026&figure=bids-from-smes')).status).toBe(404);
    expect((await house.visitor().get('/effectiveness.csv?body=reporting&year=2026')).html).toContain('bids-from-smes,Bids from small and medium-sized organisations,60%,42 of 70 bids; not known of 5,70,42');
  });

  test('what was for invited organisations alone counts, and a visitor learns neither its name nor its address', async () => {
    const { rows } = await house.database.pool.query<{ id: string }>("update opportunity set existence_public = false, audience = 'invited' where reference = 'OP-7' and body_id = $1 returning id", [bodyId]);
    const url = '/effectiveness?body=reporting&year=2026&figure=bids-a-tender';
    const [seen, staff] = [await house.visitor().get(url), await house.visitor(officer).get(url)];
    expect(seen.text).toContain('Mean of 20 tenders');
    expect(seen.text).toContain('By invitation, OP-7');
    expect(seen.text).not.toMatch(/Tender 7\b/);
    expect(seen.html).not.toContain(rows[0]!.id);
    expect(staff.html).toContain(`/opportunities/${rows[0]!.id}`);
    await house.database.pool.query("update opportunity set existence_public = true, audience = 'anyone' where id = $1", [rows[0]!.id]);
  });

  test('how few told what a bid took is not in the file either', async () => {
    await house.database.pool.query("insert into bid_effort (bid_id, person_days) select b.id, 4 from bid b join opportunity o on o.id = b.opportunity_id where o.body_id = $1 limit 2", [bodyId]);
    const lines = (await house.visitor().get('/access-to-market.csv?body=reporting&year=2026')).html.split('\r\n');
    expect(lines.find((line) => line.startsWith('bid-effort,'))).toMatch(/so nothing is shown",,$/);
    await house.database.pool.query('delete from bid_effort');
  });

  test('a year without anything, a year that is none, an unknown body and an unknown figure', async () => {
    const visitor = house.visitor();
    expect((await visitor.get('/effectiveness?year=2001')).text).toContain('No tenders in this time');
    expect((await visitor.get('/access-to-market?year=next')).status).toBe(200);
    expect((await visitor.get('/effectiveness?body=nowhere')).status).toBe(404);
    expect((await visitor.get('/effectiveness?figure=constructor')).status).toBe(404);
    expect((await visitor.get('/access-to-market?body=reporting&year=2026')).text).toContain('Fewer than three have told us');
  });

  test('OR-12: of 50 awards 6 went to first-time suppliers, 12%; of 14 who did not bid 8 say too much work, the first reason', async () => {
    await house.database.write(async (tx) => {
      // 50 lots won by 50 of the bidders; 44 of these had an agreement with the council before.
      await sql`insert into lot (id, opportunity_id, number, title) select gen_random_uuid(), b.opportunity_id, 1 + substring(o.name from 8)::int / 20, 'Lot' from bid b join organisation o on o.id = b.organisation_id where substring(o.name from 8)::int <= 50`.execute(tx);
      await sql`insert into award (id, opportunity_id, lot_id, bid_id, ocds_award_id, state, value_net_pence, value_gross_pence, total_points, reasons, confirmed_at)
        select gen_random_uuid(), b.opportunity_id, l.id, b.id, b.id::text, 'confirmed', 100, 100, 80, 'Best', timestamptz '2026-07-01 09:00+01' from bid b join organisation o on o.id = b.organisation_id
        join lot l on l.opportunity_id = b.opportunity_id and l.number = 1 + substring(o.name from 8)::int / 20 where substring(o.name from 8)::int <= 50`.execute(tx);
      await sql`insert into agreement (id, reference, body_id, kind, title, state, incomplete, missing, starts_on, lead_organisation_id) select gen_random_uuid(), 'OLD-' || o.name, ${bodyId}, 'contract', 'Earlier work', 'ended', true, '{manager}', date '2020-04-01', o.id
        from organisation o where o.name like 'Bidder %' and substring(o.name from 8)::int between 7 and 50`.execute(tx);
      await sql`insert into no_bid_reason (id, opportunity_id, reason, once, told_on) select gen_random_uuid(), (select id from opportunity where reference = 'OP-1' and body_id = ${bodyId}), case when n <= 8 then 'too-much-work' when n <= 12 then 'too-little-time' else 'other' end, sha256(n::text::bytea), date '2026-05-10' from generate_series(1, 14) n`.execute(tx);
    });
    const page = await house.visitor().get('/access-to-market?body=reporting&year=2026');
    expect(page.text).toMatch(/Awards to first-time suppliers .*? 12% 6 of 50 awards/);
    expect(page.text).toMatch(/14 told us, without their names Reason Times Share Too much work to answer 8 57\.1% Too little time to answer 4 28\.6% Other reasons, each told by fewer than three 2 14\.3%/);
    // Another body of which two told: nothing of it is said, nor does it come of all bodies less this one.
    const few = await house.addBody('few-told');
    const opportunityId = newId<'opportunity'>();
    await house.database.pool.query("insert into opportunity (id, reference, body_id, route, title, state, published_at, closes_at, opened_at) values ($1, 'OP-FEW', $2, 'open', 'Few', 'awarded', '2026-05-01', '2026-05-31', '2026-06-01')", [opportunityId, few]);
    await house.database.pool.query("insert into no_bid_reason (id, opportunity_id, reason, once, told_on) select gen_random_uuid(), $1, 'too-much-work', sha256(('few' || n)::bytea), date '2026-05-15' from generate_series(1, 2) n", [opportunityId]);
    expect((await house.visitor().get('/access-to-market?body=few-told&year=2026')).text).toContain('Fewer than three have told us');
    expect((await house.visitor().get('/access-to-market?year=2026')).text).toMatch(/14 told us, without their names Reason Times Share Too much work to answer 8/);
  });

  test('OR-07: the report of a year is drafted from the records, written in, and kept as it stood when it was published', async () => {
    const frameworkId = await house.mustRun(draftFramework, policy, { bodyId, title: 'What we want', words: '' });
    const parentId = await house.mustRun(addOutcome, policy, { frameworkId, parentId: '', code: 'S1', title: 'Children start well', description: '' });
    await house.mustRun(addOutcome, policy, { frameworkId, parentId, code: '1.1', title: 'Ready for school', description: '' });
    await house.mustRun(publishFramework, policy, { frameworkId });
    const [, outcome] = await house.database.read((read) => publishedOutcomes(read, bodyId));
    const titles = ['Health visiting', 'Nursery places', 'Family mentors', 'Play scheme'];
    for (const [index, title] of titles.entries()) await serving(title, outcome!.id, index < 3);
    const visitor = house.visitor(policy);
    await visitor.get('/outcomes-reports/new');
    const draft = await visitor.send('/outcomes-reports/new', { bodyId, year: '2025' });
    expect(draft.text).toContain('3 of 4 reporting. 3 results confirmed or reviewed, 0 with evidence named. Worth £400.');
    expect(draft.text).toMatch(/Nothing was reported by: Play scheme/);
    const id = draft.url.split('/').at(-1)!;
    expect((await house.visitor().get(`/outcomes-reports/${id}`)).status).toBe(404);
    await visitor.get('/outcomes-reports/new');
    expect((await visitor.send('/outcomes-reports/new', { bodyId, year: '2025' })).text).toContain('There is a report of 2025 to 2026 already.');
    expect(await house.run(publishReport, policy, { reportId: id })).toMatchObject({ code: 'no-introduction' });
    await house.mustRun(writeIntroduction, policy, { reportId: id, introduction: 'A year of early help.' });
    await house.mustRun(writeOfOutcome, policy, { reportId: id, outcomeId: outcome!.id, words: 'The play scheme changed hands.', version: 0 });
    expect(await house.run(writeOfOutcome, policy, { reportId: id, outcomeId: outcome!.id, words: 'Mine', version: 0 })).toMatchObject({ code: 'conflict', field: 'words' });
    expect(await house.run(writeIntroduction, officer, { reportId: id, introduction: 'No' })).toEqual({ kind: 'forbidden' });
    await house.mustRun(publishReport, policy, { reportId: id });
    // What is reported later does not change what was read.
    await review((await house.database.read((read) => read.selectFrom('agreement').select('id').where('title', '=', 'Play scheme').executeTakeFirstOrThrow())).id);
    const page = await house.visitor().get(`/outcomes-reports/${id}`);
    for (const words of ['3 of 4 reporting', 'A year of early help.', 'The play scheme changed hands.', 'The figures are as they stood then']) expect(page.text).toContain(words);
    expect((await house.visitor().get('/outcomes-reports')).text).toContain('Outcomes report 2025 to 2026, reporting Council');
    expect(await house.run(writeIntroduction, policy, { reportId: id, introduction: 'Changed' })).toMatchObject({ code: 'published' });
    expect(await house.run(draftReport, policy, { bodyId: await house.addBody('not-theirs'), year: 2025 })).toMatchObject({ code: 'not-yours' });
  });

  test('in the report a change below the number that the authority set is not told', async () => {
    const few = await house.addBody('few-reporting');
    const theirs = await house.addPerson('Fay Few', ['policy-officer', few]);
    const frameworkId = await house.mustRun(draftFramework, theirs, { bodyId: few, title: 'What we want', words: '' });
    const parentId = await house.mustRun(addOutcome, theirs, { frameworkId, parentId: '', code: 'S1', title: 'Children start well', description: '' });
    const outcomeId = await house.mustRun(addOutcome, theirs, { frameworkId, parentId, code: '1.1', title: 'Back at school', description: '' });
    await house.mustRun(publishFramework, theirs, { frameworkId });
    const [id, measureId] = [newId<'agreement'>(), newId<'measure'>()];
    await house.database.write(async (tx) => {
      await tx.insertInto('agreement').values({ id, reference: 'FEW-1', body_id: few, kind: 'contract', title: 'Mentors', state: 'live', incomplete: true, missing: ['manager'], value_net_pence: 10_000n, starts_on: '2025-04-01', ends_on: '2027-03-31' }).execute();
      await setOutcomesServed(tx, { kind: 'agreement', id }, few, [outcomeId]);
      await tx.insertInto('measure').values({ id: measureId, about_kind: 'agreement', about_id: id, name: 'Back at school', kind: 'outcome', nature: 'quantitative', unit: 'children' }).execute();
      await tx.insertInto('observation').values({ id: newId<'observation'>(), measure_id: measureId, period: '[2025-04-01,2026-04-01)', value: '2', confirmed_by: theirs, confirmed_at: new Date() }).execute();
    });
    const visitor = house.visitor(theirs);
    await visitor.get('/outcomes-reports/new');
    const draft = await visitor.send('/outcomes-reports/new', { bodyId: few, year: '2025' });
    expect(draft.text).toContain('Back at school: 2 children');
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: few, key: 'results.fewestShown', valid: '[2020-01-01,)', value: '5', source: 'Test policy' }).execute());
    const again = await visitor.get(new URL(draft.url, 'http://here').pathname);
    expect(again.text).not.toContain('2 children');
    expect(again.text).toContain('a number below 5 could point to a person');
  });

  async function serving(title: string, outcomeId: string, isReporting: boolean): Promise<void> {
    const id = newId<'agreement'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('agreement').values({ id, reference: title, body_id: bodyId, kind: 'contract', title, state: 'live', incomplete: true, missing: ['manager'], value_net_pence: 10_000n, starts_on: '2025-04-01', ends_on: '2027-03-31' }).execute();
      await setOutcomesServed(tx, { kind: 'agreement', id }, bodyId, [outcomeId]);
    });
    if (isReporting) await review(id);
  }

  const review = (agreementId: string): Promise<unknown> =>
    house.database.write((tx) => tx.insertInto('review').values({ id: newId<'review'>(), agreement_id: agreementId, kind: 'annual', due_on: '2026-02-01', held_on: '2026-02-01', results: 'Ran as planned' }).execute());
});
