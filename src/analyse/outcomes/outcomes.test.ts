import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { addOutcome, changeOutcome, draftFramework, publishFramework, removeOutcome } from './framework.commands.ts';
import { publishedOutcomes } from './framework.store.ts';
import { mustServeAnOutcome, outcomesServed, setOutcomesServed } from './outcomes-served.store.ts';

let house: House;
let bodyId: BodyId;
let policy: PersonId;
beforeAll(async () => {
  house = await openHouse();
  bodyId = await house.addBody('kent');
  policy = await house.addPerson('Pat Policy', ['policy-officer', bodyId]);
});
afterAll(() => house.close());

const agreement = async (title: string, state: 'live' | 'ended' | 'draft', valuePence: bigint | null): Promise<string> => {
  const id = newId<'agreement'>();
  await house.database.write((tx) => tx.insertInto('agreement').values({ id, reference: id.slice(-8), body_id: bodyId, kind: 'contract', title, state, value_net_pence: valuePence, manager_id: policy, director_id: policy }).execute());
  return id;
};
const serve = (id: string, outcomeIds: readonly string[]) => house.database.write((tx) => setOutcomesServed(tx, { kind: 'agreement', id }, bodyId, outcomeIds));
const outcome = (frameworkId: string, code: string, title: string, parentId = '') => house.mustRun(addOutcome, policy, { frameworkId, parentId, code, title, description: '' });

describe('outcomes framework', () => {
  test('AN-03: a framework of one strategic and two supporting outcomes is drafted and published over HTTP, and each shows 0 live agreements', async () => {
    const visitor = house.visitor(policy);
    const draft = await visitor.post('/outcomes/frameworks/new', { bodyId, title: 'Strategic Outcomes Framework', words: 'What we want' });
    expect(draft.text).toContain('Draft started');
    const base = draft.url;
    expect((await visitor.post(`${base}/publish`)).text).toContain('Add at least one strategic outcome');
    await visitor.post(`${base}/outcomes/add`, { title: 'Young people are ready for work', code: 'S1', parentId: '' });
    expect((await visitor.post(`${base}/publish`)).text).toContain('Add a supporting outcome to S1');
    const strategic = /<option value="([0-9a-f-]{36})"/.exec((await visitor.get(`${base}/outcomes/add`)).html)![1]!;
    expect((await visitor.post(`${base}/outcomes/add`, { title: 'Same code', code: 's1', parentId: strategic })).text).toContain('Another outcome of this version has this code');
    await visitor.post(`${base}/outcomes/add`, { title: 'More in training', code: '1.1', parentId: strategic });
    await visitor.post(`${base}/outcomes/add`, { title: 'Less anti-social behaviour', code: '1.2', parentId: strategic });
    expect((await house.visitor().get('/outcomes')).text).toContain('No outcomes framework is published yet');
    expect((await visitor.post(`${base}/publish`)).text).toContain('Published');
    const register = await house.visitor().get('/outcomes');
    expect(register.text).toMatch(/S1 Young people are ready for work Strategic 0 £0 1\.1 More in training Supporting 0 £0 1\.2 Less anti-social behaviour Supporting 0 £0/);
    const json = JSON.parse((await house.visitor().get('/outcomes.json')).html) as { items: { liveAgreements: number }[] };
    expect(json.items.map(({ liveAgreements }) => liveAgreements)).toEqual([0, 0, 0]);
    expect((await house.visitor().get('/outcomes.csv?body=kent')).html.split('\r\n')).toHaveLength(5);
    expect((await house.visitor().get('/outcomes?body=nowhere')).status).toBe(404);
  });

  test('AN-03: only those outcomes can be picked', async () => {
    const offered = await house.database.read((read) => publishedOutcomes(read, bodyId));
    expect(offered.map(({ code }) => code)).toEqual(['S1', '1.1', '1.2']);
    const other = await house.addBody('other');
    const stranger = await house.addPerson('Other Policy', ['policy-officer', other]);
    const frameworkId = await house.mustRun(draftFramework, stranger, { bodyId: other, title: 'Theirs', words: '' });
    const theirs = await house.mustRun(addOutcome, stranger, { frameworkId, parentId: '', code: 'X', title: 'Theirs', description: '' });
    const id = await agreement('Picks', 'draft', null);
    expect(await serve(id, [offered[1]!.id, theirs])).toMatchObject({ code: 'not-in-framework', field: 'outcomeIds' });
    expect(await serve(id, ['00000000-0000-7000-8000-000000000000'])).toMatchObject({ code: 'not-in-framework' });
    expect(await house.run(draftFramework, stranger, { bodyId, title: 'Take over', words: '' })).toMatchObject({ code: 'not-yours' });
  });

  test('AN-04: nothing goes live without an outcome; once linked, the outcome’s page lists the agreement with its value and latest result', async () => {
    const [strategic, training] = await house.database.read((read) => publishedOutcomes(read, bodyId));
    const id = await agreement('Youth clubs', 'live', 12_345_600n);
    expect(await house.database.read((read) => mustServeAnOutcome(read, { kind: 'agreement', id }))).toMatchObject({ code: 'no-outcome', field: 'outcomeIds' });
    expect(await serve(id, [training!.id])).toMatchObject({ kind: 'set', added: [training!.id], removed: [] });
    expect(await house.database.read((read) => mustServeAnOutcome(read, { kind: 'agreement', id }))).toBeNull();
    expect((await house.visitor().get(`/outcomes/${training!.id}`)).text).toMatch(/1 live agreement serves this outcome, worth £123,456 in all.*Youth clubs.*£123,456 No result yet/);
    const measureId = newId<'measure'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('measure').values({ id: measureId, about_kind: 'agreement', about_id: id, name: 'In training at 18', kind: 'outcome', nature: 'quantitative', unit: '%' }).execute();
      for (const [value, confirmed, year] of [['61.50', true, 2026], ['99', false, 2027]] as const) {
        await tx.insertInto('observation').values({ id: newId<'observation'>(), measure_id: measureId, period: `[${year - 1}-04-01,${year}-04-01)`, value, ...(confirmed ? { confirmed_by: policy, confirmed_at: new Date() } : {}) }).execute();
      }
    });
    const page = await house.visitor().get(`/outcomes/${training!.id}`);
    expect(page.text).toContain('In training at 18: 61.5 %, to 31 March 2026');
    // The unconfirmed result is asked for as it would be printed: made-up names carry random digits.
    expect(page.text).not.toContain('99 %');
    const above = await house.visitor().get(`/outcomes/${strategic!.id}`);
    expect(above.text).toContain('1 live agreement serves this outcome');
    expect((await house.visitor().get('/outcomes')).text).toMatch(/Strategic 1 £123,456 .*Supporting 1 £123,456 .*Supporting 0 £0/);
  });

  test('a latest result below the number that its own authority set is not on the outcome’s page', async () => {
    const [, training] = await house.database.read((read) => publishedOutcomes(read, bodyId));
    const id = await agreement('Mentors', 'draft', null);
    await serve(id, [training!.id]);
    const measureId = newId<'measure'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('measure').values({ id: measureId, about_kind: 'agreement', about_id: id, name: 'In work', kind: 'output', nature: 'quantitative', unit: 'young people' }).execute();
      await tx.insertInto('observation').values({ id: newId<'observation'>(), measure_id: measureId, period: '[2025-04-01,2026-04-01)', value: '3', confirmed_by: policy, confirmed_at: new Date() }).execute();
      await tx.updateTable('agreement').set({ state: 'ended' }).where('id', '=', id).execute();
    });
    const page = async () => (await house.visitor().get(`/outcomes/${training!.id}`)).text;
    expect(await page()).toContain('In work: 3 young people, to 31 March 2026');
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: bodyId, key: 'results.fewestShown', valid: '[2020-01-01,)', value: '5', source: 'Test policy' }).execute());
    expect(await page()).not.toContain('3 young people');
    expect(await page()).toContain('a number below 5 could point to a person');
    await house.database.pool.query(`delete from local_policy where key = 'results.fewestShown'`);
  });

  test('an agreement counts once for a strategic outcome, ended ones are listed but not counted, drafts are neither, withheld values stay out', async () => {
    const [strategic, training, behaviour] = await house.database.read((read) => publishedOutcomes(read, bodyId));
    await serve(await agreement('Both', 'live', 100n), [strategic!.id, training!.id, behaviour!.id]);
    await serve(await agreement('Over', 'ended', 100n), [behaviour!.id]);
    await serve(await agreement('Secret draft', 'draft', 100n), [behaviour!.id]);
    const secret = await agreement('Priced in confidence', 'live', 77_700n);
    await serve(secret, [behaviour!.id]);
    await house.database.write((tx) => tx.insertInto('label').values({ id: newId<'label'>(), about_kind: 'agreement', about_id: secret, field: 'value', label: 'commercial', reason: 'Price' }).execute());
    const page = await house.visitor().get(`/outcomes/${behaviour!.id}`);
    expect(page.text).toContain('2 live agreements serve this outcome, worth £1 in all (1 without a value that can be shown)');
    expect(page.text).toContain('Over');
    expect(page.text).not.toContain('Secret draft');
    expect(page.text).not.toContain('£777');
    expect((await house.visitor().get(`/outcomes/${strategic!.id}`)).text).toContain('3 live agreements serve this outcome, worth £123,457');
  });

  test('the next version keeps ids, supersedes the one before and leaves what serves a dropped outcome as it is', async () => {
    const [strategic, training, behaviour] = await house.database.read((read) => publishedOutcomes(read, bodyId));
    const [first, second] = await Promise.all([1, 2].map(() => house.run(draftFramework, policy, { bodyId, title: 'Version two', words: '' })));
    expect([first!.kind, second!.kind].sort()).toEqual(['done', 'refused']);
    const frameworkId = [first!, second!].flatMap((result) => (result.kind === 'done' ? [result.value] : []))[0]!;
    await house.mustRun(changeOutcome, policy, { frameworkId, outcomeId: training!.id, parentId: strategic!.id, code: '1.1', title: 'More in good training', description: '' });
    expect(await house.run(removeOutcome, policy, { frameworkId, outcomeId: strategic!.id })).toMatchObject({ code: 'has-supporting' });
    await house.mustRun(removeOutcome, policy, { frameworkId, outcomeId: behaviour!.id });
    expect((await house.visitor().get(`/outcomes/${training!.id}`)).text).toContain('More in training');
    await house.mustRun(publishFramework, policy, { frameworkId });
    expect((await house.visitor().get(`/outcomes/${training!.id}`)).text).toContain('More in good training');
    expect((await house.visitor().get(`/outcomes/${behaviour!.id}`)).text).toContain('Not in the framework in force');
    expect((await house.visitor().get('/outcomes')).text).toMatch(/Version 2 , published on .*, in force Version 1/);
    expect(await house.run(publishFramework, policy, { frameworkId })).toMatchObject({ code: 'wrong-state' });
    expect(await house.run(addOutcome, policy, { frameworkId, parentId: '', code: 'S9', title: 'Late', description: '' })).toMatchObject({ code: 'wrong-state' });
    const stays = await agreement('Stays', 'draft', null);
    await house.database.write((tx) => tx.insertInto('outcome_served').values({ about_kind: 'agreement', about_id: stays, outcome_id: behaviour!.id }).execute());
    expect(await serve(stays, [behaviour!.id, training!.id])).toMatchObject({ kind: 'set' });
    expect(await serve(await agreement('New', 'draft', null), [behaviour!.id])).toMatchObject({ code: 'not-in-framework' });
    expect((await house.database.read((read) => outcomesServed(read, { kind: 'agreement', id: stays }))).map(({ title }) => title)).toEqual(['More in good training', 'Less anti-social behaviour']);
  });

  test('a commissioner, a visitor and another body’s policy officer cannot change a framework; a draft is not shown to them', async () => {
    const frameworkId = await house.mustRun(draftFramework, policy, { bodyId, title: 'Version three', words: '' });
    const commissioner = await house.addPerson('Casey', ['commissioner', bodyId]);
    const elsewhere = await house.addPerson('Else', ['policy-officer', await house.addBody('elsewhere')]);
    for (const person of [commissioner, elsewhere]) {
      expect(await house.run(publishFramework, person, { frameworkId })).toMatchObject({ kind: 'forbidden' });
      expect((await house.visitor(person).get(`/outcomes/frameworks/${frameworkId}`)).status).toBe(404);
      expect((await house.visitor(person).get(`/outcomes/frameworks/${frameworkId}/outcomes/add`)).status).toBe(404);
    }
    const unpublished = await outcome(frameworkId, 'S7', '<b>bold</b> claim');
    expect((await house.visitor(commissioner).get(`/outcomes/${unpublished}`)).status).toBe(404);
    expect((await house.visitor(policy).get(`/outcomes/${unpublished}`)).html).toContain('&lt;b&gt;bold');
    expect((await house.visitor(policy).get(`/outcomes/frameworks/${frameworkId}/outcomes/not-an-id`)).status).toBe(404);
  });
});
