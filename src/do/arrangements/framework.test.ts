import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type OrganisationId } from '#kernel/ids';
import { recordAgreement } from '#agreements';
import { callOffDirectly, changeMemberStatus, decideApplication, endArrangement, membersOf, publishArrangement, readArrangement, readUsage } from './index.ts';
import { bringProvidersInStep, decideWithinFramework } from './framework.store.ts';
import { addMembers, openArrangementHouse, type ArrangementHouse, type SetUp } from './arrangements.fixture.ts';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse('2026-03-02T09:00:00Z'); });
afterAll(() => house.close());

const FRAMEWORK: SetUp = { kind: 'framework', commencedOn: '2026-03-02', startsOn: '2026-03-02', endsOn: '2030-03-01', window: ['2026-03-02', '2026-12-31'], callOffRule: 'rotation', expected: '50000', ceiling: '60,000' };
const work = (arrangementId: string, organisationId: string, value: string) =>
  ({ arrangementId, lotId: '', organisationId, passedOver: 'The others were asked and have nobody free.', title: `Work of ${value}`, value, vatPercent: '20', startsOn: '2026-04-01', endsOn: '2027-03-31', managerId: house.manager, directorId: house.director });
const agreementOf = async (arrangementId: string) => {
  const { agreementId } = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
  return agreementId === null ? undefined : house.database.read((read) => read.selectFrom('agreement').selectAll().where('id', '=', agreementId).executeTakeFirstOrThrow());
};
const callOffForm = (organisationId: string, value: string) => ({
  lotId: '', organisationId, passedOver: 'Asked.', title: `Work of ${value}`, value, vatPercent: '20', 'startsOn-day': '1', 'startsOn-month': '4', 'startsOn-year': '2026', 'endsOn-day': '31', 'endsOn-month': '3', 'endsOn-year': '2027', managerId: house.manager, directorId: house.director,
});

describe('a framework is a contract of the register', () => {
  test('publishing one names its ceiling, manager and director or is refused with all that is missing; what was typed stays', async () => {
    const arrangementId = await house.setUp({ ...FRAMEWORK, publish: false });
    const blank = await house.visitor(house.officer).post(`/arrangements/${arrangementId}/publish`, { ceiling: '', managerId: '', directorId: '' });
    for (const sentence of ['Enter the most that may be called off in all', 'Choose the contract manager', 'Choose the lead director']) expect(blank.text).toContain(sentence);
    const low = await house.visitor(house.officer).post(`/arrangements/${arrangementId}/publish`, { ceiling: '49,999.99', managerId: house.officer, directorId: house.director });
    expect(low.text).toContain('cannot be less than what you expect to buy');
    expect(low.text).toContain('Choose somebody who is a contract manager of this authority');
    expect(low.html).toContain('value="49,999.99"');
    expect(await house.run(publishArrangement, house.officer, { arrangementId, ceiling: '60 pounds or so', managerId: house.manager, directorId: house.director })).toMatchObject({ kind: 'refused', field: 'ceiling' });
    expect((await house.database.read((read) => readArrangement(read, arrangementId)))!.state).toBe('draft');
    expect(await agreementOf(arrangementId)).toBeUndefined();
  });

  test('it is a draft until the first provider joins, then live with its providers, dates, ceiling, people, outcomes and reviews; who leaves is a party no more', async () => {
    const arrangementId = await house.setUp(FRAMEWORK);
    const draft = (await agreementOf(arrangementId))!;
    expect(draft).toMatchObject({ kind: 'framework', state: 'draft', value_net_pence: 6_000_000n, manager_id: house.manager, director_id: house.director, starts_on: '2026-03-02', ends_on: '2030-03-01' });
    expect((await house.visitor().get(`/contracts/${draft.id}`)).status).toBe(404);
    expect((await house.visitor(house.manager).post(`/agreements/${draft.id}/activate`, {})).text).toContain('Nobody has joined this framework yet');
    const supplier = await house.addSupplier('First In CIC');
    const applicationId = await house.apply(arrangementId, supplier);
    await house.assess(applicationId, '80');
    expect((await house.run(decideApplication, house.officer, { applicationId, decision: 'admit', ground: '', words: '', tryAgain: '', reasons: {}, lateReason: '' })).kind).toBe('done');
    const [second] = await addMembers(house, arrangementId, 1);
    const live = (await agreementOf(arrangementId))!;
    expect(live).toMatchObject({ state: 'live', incomplete: false, supplier_name: 'First In CIC; Provider 001' });
    const counts = await house.database.read((read) => Promise.all([
      read.selectFrom('outcome_served').select('outcome_id').where('about_kind', '=', 'agreement').where('about_id', '=', live.id).execute(),
      read.selectFrom('review').select('id').where('agreement_id', '=', live.id).execute(),
    ]));
    expect([counts[0].length, counts[1].length > 0]).toEqual([1, true]);
    const page = (await house.visitor().get(`/contracts/${live.id}`)).text;
    expect(page).toContain('can call off work from First In CIC; Provider 001');
    expect(page).toContain('No more than £60,000 in all may be called off');
    const member = (await house.database.read((read) => membersOf(read, arrangementId))).find(({ organisationId }) => organisationId === second)!;
    await house.mustRun(changeMemberStatus, house.officer, { memberId: member.id, move: 'end', reason: 'It closed down.' });
    expect((await agreementOf(arrangementId))!.supplier_name).toBe('First In CIC');
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('on the contracts register');
  });

  test('a dynamic market is a list and no contract: it makes no agreement and has no ceiling', async () => {
    const arrangementId = await house.setUp({ kind: 'dynamic-purchasing-system', commencedOn: '2015-03-02', startsOn: '2025-04-01', endsOn: '2027-03-31' });
    await addMembers(house, arrangementId, 2);
    expect(await agreementOf(arrangementId)).toBeUndefined();
    const list = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await house.database.read((read) => decideWithinFramework(read, list, 10n ** 15n))).toMatchObject({ kind: 'allowed' });
  });

  test('a framework that ends takes its contract with it: terminated before its end, gone where nobody had joined; it is not ended by hand from the register', async () => {
    const joined = await house.setUp(FRAMEWORK);
    await addMembers(house, joined, 2);
    const { id } = (await agreementOf(joined))!;
    expect((await house.visitor(house.manager).post(`/agreements/${id}/end`, { how: 'terminate', reason: 'By hand.' })).text).toContain('is ended on its own page');
    await house.mustRun(endArrangement, house.officer, { arrangementId: joined, reason: 'Another framework takes its place.' });
    expect(await agreementOf(joined)).toMatchObject({ state: 'terminated', ended_because: 'Another framework takes its place.' });
    const lonely = await house.setUp(FRAMEWORK);
    const draft = (await agreementOf(lonely))!.id;
    await house.mustRun(endArrangement, house.officer, { arrangementId: lonely, reason: 'Nobody came.' });
    expect(await house.database.read((read) => read.selectFrom('agreement').select('id').where('id', '=', draft).execute())).toEqual([]);
    expect((await house.database.read((read) => readArrangement(read, lonely)))!).toMatchObject({ state: 'ended', agreementId: null });
  });
});

describe('DP-24: use against the ceiling', () => {
  test('DP-24: a call-off above what is left is refused with what is left; one that fits is a child of the framework, each page leads to the other, and the files say so', async () => {
    const arrangementId = await house.setUp(FRAMEWORK);
    const [one] = await addMembers(house, arrangementId, 2);
    const framework = (await agreementOf(arrangementId))!;
    await house.mustRun(callOffDirectly, house.officer, work(arrangementId, one!, '45000'));
    const above = await house.visitor(house.officer).post(`/arrangements/${arrangementId}/call-off`, callOffForm(one!, '15,000.01'));
    expect(above.text).toContain('£45,000 has been, so £15,000 is left, and this is £15,000.01');
    expect(above.html).toContain('value="15,000.01"');
    const stranger = await house.addPerson('Otto Other', ['procurement-officer', await house.addBody('surrey')]);
    expect((await house.visitor(stranger).post(`/arrangements/${arrangementId}/call-off`, callOffForm(one!, '10'))).status).toBe(403);
    expect((await house.visitor().post(`/arrangements/${arrangementId}/call-off`, callOffForm(one!, '10'))).status).not.toBe(200);
    const { agreementId } = await house.mustRun(callOffDirectly, house.officer, work(arrangementId, one!, '15000'));
    const child = await house.database.read((read) => read.selectFrom('agreement').select(['kind', 'parent_id']).where('id', '=', agreementId).executeTakeFirstOrThrow());
    expect(child).toEqual({ kind: 'call-off', parent_id: framework.id });
    const page = (await house.visitor().get(`/contracts/${framework.id}`)).text;
    expect(page).toMatch(/Called off so far £60,000 in 2 contracts: 100% of it/);
    expect(page).toMatch(/Left £0/);
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('£60,000 in all, excluding VAT');
    const own = await house.visitor().get(`/contracts/${agreementId}`);
    expect(own.html).toContain(`href="/contracts/${framework.id}"`);
    const listed = JSON.parse((await house.visitor().get(`/contracts.json?framework=${framework.id}`)).html) as { contracts?: unknown[]; items?: unknown[]; results?: unknown[] };
    expect(JSON.stringify(listed)).toContain(framework.reference);
    expect((await house.visitor().get(`/contracts.csv?framework=${framework.id}`)).html.trim().split('\n')).toHaveLength(3);
    expect(await house.database.read(async (read) => readUsage(read, (await readArrangement(read, arrangementId))!))).toMatchObject({ callOffs: 2, actualNetPence: 6_000_000n });
  });

  test('DP-24: of two call-offs at once that together exceed the ceiling one is refused', async () => {
    const arrangementId = await house.setUp(FRAMEWORK);
    const [one, two] = await addMembers(house, arrangementId, 2);
    const results = await Promise.all([house.run(callOffDirectly, house.officer, work(arrangementId, one!, '40000')), house.run(callOffDirectly, house.officer, work(arrangementId, two!, '40000'))]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(results.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'over-framework', field: 'value', rule: { source: expect.stringContaining('Sch 3') as string } });
  });

  test('nothing is called off before it begins, after its term or once it has ended', async () => {
    const arrangementId = await house.setUp({ ...FRAMEWORK, startsOn: '2026-06-01', endsOn: '2027-05-31' });
    const [one] = await addMembers(house, arrangementId, 1);
    expect(await house.run(callOffDirectly, house.officer, work(arrangementId, one!, '1'))).toMatchObject({ code: 'not-current' });
    await house.setClock('2027-06-01T09:00:00Z');
    expect(await house.run(callOffDirectly, house.officer, work(arrangementId, one!, '1'))).toMatchObject({ code: 'not-current', sentence: expect.stringContaining('31 May 2027') as string });
    await house.setClock('2026-06-02T09:00:00Z');
    await house.mustRun(endArrangement, house.officer, { arrangementId, reason: 'Over.' });
    expect(await house.run(callOffDirectly, house.officer, work(arrangementId, one!, '1'))).toMatchObject({ code: 'not-current' });
    await house.setClock('2026-03-02T09:00:00Z');
  });

  test('what a label withholds of a call-off is in no total, no line and no file of its framework', async () => {
    const arrangementId = await house.setUp(FRAMEWORK);
    const [one] = await addMembers(house, arrangementId, 1);
    const framework = (await agreementOf(arrangementId))!;
    await house.mustRun(callOffDirectly, house.officer, work(arrangementId, one!, '1111'));
    const { agreementId } = await house.mustRun(callOffDirectly, house.officer, { ...work(arrangementId, one!, '7654.32'), title: 'A secret price' });
    await house.database.write((tx) => tx.insertInto('label').values({ id: newId<'label'>(), about_kind: 'agreement', about_id: agreementId, field: 'value', label: 'commercial', reason: 'The price is a trade secret.', set_by: house.officer }).execute());
    for (const address of [`/contracts/${framework.id}`, `/arrangements/${arrangementId}`]) {
      const { text } = await house.visitor().get(address);
      expect(text).not.toContain('7,654.32');
      expect(text).not.toContain('8,765.32');
      expect(text).toContain('£1,111');
    }
  });

  test('the page of a framework with many call-offs is paged, with as many queries as for few', async () => {
    const arrangementId = await house.setUp({ ...FRAMEWORK, ceiling: '900,000' });
    const [one] = await addMembers(house, arrangementId, 1);
    const framework = (await agreementOf(arrangementId))!;
    const add = (count: number) => house.database.write((tx) => tx.insertInto('agreement').values(Array.from({ length: count }, (_, index) => ({
      id: newId<'agreement'>(), reference: `CO-${index}`, body_id: house.bodyId, kind: 'call-off', parent_id: framework.id, title: `Piece ${index}`, lead_organisation_id: one as OrganisationId, value_net_pence: 100_000n, state: 'ended',
    }))).execute());
    await add(30);
    const first = await house.visitor().get(`/contracts/${framework.id}`);
    const next = /href="(\/contracts\/[^"?]+\?callOffs=[^"#]+)/.exec(first.html)![1]!;
    const second = await house.visitor().get(next.replaceAll('&amp;', '&'));
    const pieces = ({ html }: { html: string }) => html.match(/>Piece \d+</g) ?? [];
    expect([pieces(first).length, pieces(second).length, new Set([...pieces(first), ...pieces(second)]).size]).toEqual([25, 5, 30]);
    expect((await house.visitor().get(`/contracts/${framework.id}?callOffs=nonsense`)).status).toBe(200);
  });
});

test('a framework recorded by hand of elsewhere needs no ceiling and no list here', async () => {
  const recorded = await house.mustRun(recordAgreement, house.officer, {
    bodyId: house.bodyId, kind: 'framework', title: 'Stationery, by another body', description: '', supplierName: 'Paper Ltd', companyNumber: '', charityNumber: '', valueNetPence: '10', startsOn: '2026-01-01', endsOn: '2026-12-31', extensionMonths: '', process: '', standing: 'live',
  });
  expect((await house.visitor().get(`/contracts/${recorded.id}`)).text).toContain('Nothing has been called off yet');
});

test('providers are brought in step however often it is asked', async () => {
  const arrangementId = await house.setUp(FRAMEWORK);
  await addMembers(house, arrangementId, 7);
  const arrangement = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
  for (let time = 0; time < 2; time += 1) expect(await house.database.write((tx) => bringProvidersInStep(tx, arrangement))).toMatchObject({ kind: 'allowed' });
  const framework = (await agreementOf(arrangementId))!;
  expect(framework.supplier_name).toMatch(/^(Provider 00\d; ){4}Provider 00\d and 2 more$/);
});
