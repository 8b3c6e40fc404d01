import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { grossPence, netPence } from '#kernel/money';
import { validateRelease } from '#ocds';
import { openHouse, type House } from '../../../tests/house.ts';
import { financialYearOf, owesPipeline, pipelineDue, pipelineOf, reportingPeriod, type Planned } from './pipeline.ts';
import { owedPipelines, publishPipeline, statePipelineSpend } from './index.ts';

const day = calendarDate;
const planned = (change: Partial<Planned> = {}): Planned => ({
  title: 'Home care', reference: 'KENT-1', address: '/x', source: 'early-notice', expectedOn: day('2026-09-01'), value: { net: netPence(2_500_000_00n), gross: grossPence(3_000_000_00n) }, ...change,
});

describe('what a pipeline notice lists', () => {
  test.each([['2026-04-01', '2026-04-01'], ['2026-03-31', '2025-04-01'], ['2026-12-31', '2026-04-01']])('the financial year of %s began on %s', (on, expected) => expect(financialYearOf(day(on))).toBe(expected));
  test('it is due by 26 May, and looks 18 months ahead from 1 April, by the law’s rows', () => {
    expect(pipelineDue(day('2026-04-01'))).toBe('2026-05-26');
    expect(reportingPeriod(day('2026-04-01'))).toMatchObject({ from: '2026-04-01', to: '2027-09-30' });
  });
  test('it is owed above £100 million, not at it', () => {
    expect([100_000_000_00n, 100_000_000_01n].map((pence) => owesPipeline(grossPence(pence)).required)).toEqual([false, true]);
  });
  test.each<[string, Partial<Planned>, string | null]>([
    ['over £2 million, in the period', {}, null],
    ['on its last day', { expectedOn: day('2027-09-30') }, null],
    ['a day later', { expectedOn: day('2027-10-01') }, 'outside 1 April 2026 to 30 September 2027'],
    ['before it', { expectedOn: day('2026-03-31') }, 'outside'],
    ['£2 million exactly', { value: { net: netPence(1n), gross: grossPence(2_000_000_00n) } }, 'more than £2 million'],
    ['not estimated', { value: null }, 'Nobody has estimated'],
    ['without a day', { expectedOn: null }, 'No day is given'],
  ])('%s', (_name, change, why) => {
    const { listed, leftOut } = pipelineOf([planned(change)], day('2026-04-01'));
    if (why === null) expect([listed.length, leftOut.length]).toEqual([1, 0]);
    else expect(leftOut[0]!.why).toContain(why);
  });
  test('nothing planned is nothing listed; the soonest first', () => {
    expect(pipelineOf([], day('2026-04-01'))).toEqual({ listed: [], leftOut: [] });
    expect(pipelineOf([planned({ reference: 'B' }), planned({ reference: 'A', expectedOn: day('2026-05-01') })], day('2026-04-01')).listed.map(({ reference }) => reference)).toEqual(['A', 'B']);
  });
});

describe('the pipeline notice of an authority', () => {
  let house: House;
  let body: BodyId;
  let officer: PersonId;
  const early = (reference: string, title: string, high: bigint, expectedOn: string, state = 'published') => house.database.write((tx) => tx.insertInto('early_notice').values({
    id: newId<'early_notice'>(), reference, body_id: body, code: 'UK3', title, state, value_low_net_pence: high, value_high_net_pence: high, expected_on: expectedOn, ...(state === 'published' ? { published_at: new Date('2026-04-02T09:00:00Z') } : {}),
  }).execute());
  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-05-04T09:00:00Z');
    body = await house.addBody('kent');
    officer = await house.addPerson('Olive', ['procurement-officer', body]);
    await early('EN-1', 'Home care for <everyone>', 3_000_000_00n, '2026-09-01');
    await early('EN-2', 'A small thing', 10_000_00n, '2026-09-01');
    await early('EN-3', 'A secret draft', 9_000_000_00n, '2026-09-01', 'draft');
  });
  afterAll(() => house.close());
  const publish = (given = {}) => house.run(publishPipeline, officer, { bodyId: body, reason: '', platformReference: '2026/S 000-000001', platformPublishedOn: '2026-05-04', ...given });
  const owed = async () => house.database.read(async (read) => owedPipelines.list(read, await house.actor(officer), 10));

  test('who owes it follows from what is said; the page lists what goes in, what is left out and why', async () => {
    expect(await publish()).toMatchObject({ code: 'no-spend' });
    expect(await owed()).toEqual([]);
    const visitor = house.visitor(officer);
    expect((await visitor.post(`/bodies/${body}/pipeline/spend`, { expected: 'lots' })).text).toContain('There is a problem');
    expect(await house.mustRun(statePipelineSpend, officer, { bodyId: body, expected: '900,000,000' })).toEqual({ required: true });
    expect((await owed())[0]).toMatchObject({ words: expect.stringContaining('pipeline notice'), dueAt: new Date('2026-05-26T22:59:00Z') });
    const { text, html } = await visitor.get(`/bodies/${body}/pipeline`);
    expect(text).toContain('so the notice is owed by 26 May 2026');
    expect(html).toContain('Home care for &lt;everyone&gt;');
    expect(text).toContain('more than £2 million');
    expect(text).not.toContain('A secret draft');
    expect((await visitor.get('/opportunities/drafts')).html).toContain(`/bodies/${body}/pipeline"`);
  });

  test('nobody else reads or publishes it', async () => {
    const other = await house.addPerson('Other', ['procurement-officer', await house.addBody('medway')]);
    expect((await house.visitor(other).get(`/bodies/${body}/pipeline`)).status).toBe(404);
    expect((await house.run(publishPipeline, other, { bodyId: body, reason: '', platformReference: '2026/S 000-000001', platformPublishedOn: '2026-05-04' })).kind).toBe('forbidden');
    expect((await house.visitor(officer).get('/bodies/nonsense/pipeline')).status).toBe(404);
  });

  test('published after the platform, once at once; the second of a year says what changed; its release is valid', async () => {
    expect(await publish({ platformReference: '' })).toMatchObject({ code: 'platform-first' });
    expect(await publish({ platformPublishedOn: '2026-05-05' })).toMatchObject({ code: 'platform-date' });
    expect(await publish({ platformPublishedOn: '2026-03-31' })).toMatchObject({ code: 'platform-date' });
    const both = await Promise.all([publish(), publish()]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(both).toContainEqual(expect.objectContaining({ code: 'reason' }));
    expect(await owed()).toEqual([]);
    const { rows: [notice] } = await house.database.pool.query<{ id: string }>("select id from notice where code = 'UK1'");
    expect((await house.visitor().get(`/notices/${notice!.id}`)).text).toContain('Home care for <everyone>');
    const release = await house.visitor().get(`/notices/${notice!.id}/ocds.json`);
    expect([release.status, release.html.includes('planning')]).toEqual([200, true]);
    expect(validateRelease((JSON.parse(release.html) as { releases: [unknown] }).releases[0], 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
    expect(await publish({ reason: 'A contract was added.' })).toMatchObject({ kind: 'done', value: { late: false } });
  });

  test('the next year owes it anew, until it is said that it does not; published late it says so', async () => {
    await house.setClock('2027-06-01T09:00:00Z');
    expect((await owed())[0]!.dueAt).toEqual(new Date('2027-05-26T22:59:00Z'));
    await house.mustRun(statePipelineSpend, officer, { bodyId: body, expected: '900000000' });
    await early('EN-4', 'Buses', 5_000_000_00n, '2027-10-01');
    expect(await publish({ platformPublishedOn: '2027-06-01' })).toMatchObject({ kind: 'done', value: { late: true } });
    await house.setClock('2028-04-03T09:00:00Z');
    expect(await house.mustRun(statePipelineSpend, officer, { bodyId: body, expected: '90000000' })).toEqual({ required: false });
    expect(await owed()).toEqual([]);
    expect(await publish({ platformPublishedOn: '2028-04-03' })).toMatchObject({ code: 'nothing-planned' });
  });
});
