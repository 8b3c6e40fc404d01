import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordAgreement } from '#agreements';
import type { BodyId, PersonId } from '#kernel/ids';
import { COMMAND_LINE } from '#platform/access/access';
import { openHouse, type House } from '../../../tests/house.ts';
import { packageProblems } from './grants.fixture.ts';
import { importGrants } from './import-grants.command.ts';

const ADULT_SOCIAL_CARE = join(import.meta.dirname, 'fixtures/adult-social-care-2013-14.csv');
const GRANT = { kind: 'grant', description: 'A hall', companyNumber: '', charityNumber: '', startsOn: '2014-05-01', endsOn: '', extensionMonths: '0', process: '', managerId: '', directorId: '', outcomeIds: [], frequencies: [], standing: 'live' };
let house: House;
let bodyId: BodyId;
let officer: PersonId;
let grantId: string;

beforeAll(async () => {
  house = await openHouse();
  await house.mustRun(importGrants, COMMAND_LINE, { source: { path: ADULT_SOCIAL_CARE }, body: 'kent', newBody: true });
  bodyId = await house.addBody('elsewhere');
  officer = await house.addPerson('Con Officer', ['contract-manager', bodyId]);
  ({ id: grantId } = await house.mustRun(recordAgreement, officer, { ...GRANT, bodyId, title: 'Hall grant', supplierName: 'Hall Trust', valueNetPence: '1000' }));
}, 60_000);
afterAll(() => house.close());

const pounds = (csv: string, column: number) => csv.trim().split('\r\n').slice(1).map((line) => BigInt(cells(line)[column]!.replace('.', ''))).reduce((sum, pence) => sum + pence, 0n);
const cells = (line: string): string[] => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((found) => found[1] ?? found[2] ?? '');

describe('the register', () => {
  test('GR-04: the adult social care grants of 2013-14: total, smallest, largest and lengths on the page, and the file sums to the same penny', async () => {
    const page = await house.visitor().get('/grants?body=kent&year=2013');
    expect(page.text).toContain('Total £19,173,673.27, 96 grants');
    expect(page.text).toContain('Smallest £536.75');
    expect(page.text).toContain('Largest £1,006,305.22');
    expect(page.text).toContain('Shortest 3 months');
    expect(page.text).toContain('Longest 3 years');
    const { html: csv } = await house.visitor().get('/grants.csv?body=kent&year=2013');
    const headings = cells(csv.split('\r\n')[0]!);
    expect(pounds(csv, headings.indexOf('Amount awarded'))).toBe(1_917_367_327n);
    expect(JSON.parse((await house.visitor().get('/grants.json?body=kent')).html)).toMatchObject({ total: 96, totals: { amount: 19_173_673.27, smallest: 536.75, largest: 1_006_305.22, shortestMonths: 3, longestMonths: 36 } });
  });

  test('GR-04: sums are of what was found, not of everything', async () => {
    const west = await house.visitor().get('/grants?body=kent&area=West+Kent&amountTo=600');
    expect(west.text).toContain('Total £536.75, 1 grant');
    expect((await house.visitor().get('/grants?body=kent&year=2012')).text).toContain('No grants match.');
    expect((await house.visitor().get('/grants?body=kent&q=Hospice')).text).toMatch(/Total £[\d,.]+, \d+ grants/);
    expect((await house.visitor().get('/grants?year=soon&area=%00&amountFrom=lots')).status).toBe(404);
    expect((await house.visitor().get('/grants?year=soon&amountFrom=lots')).text).toContain('There is a problem');
  });

  test('pages follow one another by key', async () => {
    const first = JSON.parse((await house.visitor().get('/grants.json?body=kent&limit=50&sort=-amount')).html) as { items: { id: string; amount: number }[]; next: string };
    const second = JSON.parse((await house.visitor().get(first.next.replace(/^https?:\/\/[^/]+/, ''))).html) as typeof first;
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 46, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(96);
    expect(first.items[0]!.amount).toBe(1_006_305.22);
  });
});

describe('a grant recorded by hand', () => {
  test('GR-04: its 360Giving fields on one page, and a member grant is marked in the same register', async () => {
    const visitor = house.visitor(officer);
    expect((await visitor.get(`/contracts/${grantId}`)).html).toContain(`/agreements/${grantId}/grant`);
    const refused = await visitor.post(`/agreements/${grantId}/grant`, { appliedFor: 'lots', areaCode: 'Swale', memberName: 'Cllr A Ward', openCall: 'No' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Enter an amount in pounds, like 1,234.50');
    const seen = await visitor.post(`/agreements/${grantId}/grant`, { 'awardDate-day': '2', 'awardDate-month': '4', 'awardDate-year': '2014', appliedFor: '1,500', disbursed: '', programme: 'Member grants', area: 'Swale', areaCode: 'E07000113', openCall: 'No', isMemberGrant: 'yes', memberName: 'Cllr A Ward' });
    expect(seen.text).toContain('The grant is described.');
    expect(seen.text).toContain('Given by Cllr A Ward.');
    expect((await house.visitor().get('/grants?kind=member')).text).toContain('Given by councillors £1,000, 1 grant');
    const pack = JSON.parse((await house.visitor().get('/api/360giving.json?body=elsewhere')).html) as { grants: object[] };
    expect(packageProblems(pack)).toEqual([]);
    expect(pack.grants[0]).toMatchObject({ awardDate: '2014-04-02', amountAppliedFor: 1500, amountAwarded: 1000, beneficiaryLocation: [{ name: 'Swale', geoCode: 'E07000113' }], classifications: [{ vocabulary: 'Wantsum', code: 'member-grant', description: 'Cllr A Ward' }] });
    expect((await visitor.get(`/agreements/${grantId}/grant`)).html).toContain('value="Cllr A Ward"');
  });

  test('GR-04: what its recipient passed on is listed with it, and counted in no sum again', async () => {
    const visitor = house.visitor(officer);
    const tooMuch = await visitor.post(`/agreements/${grantId}/passed-on`, { recipientName: 'Small Group', amount: '1,000.01', purpose: 'Chairs' });
    expect(tooMuch.text).toContain('No more than £1,000 of this grant is left to pass on.');
    expect((await visitor.post(`/agreements/${grantId}/passed-on`, { recipientName: 'Hall Trust', amount: '5', purpose: 'Chairs' })).text).toContain('This is the organisation that the grant was given to.');
    await visitor.post(`/agreements/${grantId}/passed-on`, { recipientName: 'Small Group', amount: '600', purpose: 'Chairs' });
    const left = await visitor.post(`/agreements/${grantId}/passed-on`, { recipientName: 'Other Group', amount: '400.01', purpose: 'Tables' });
    expect(left.text).toContain('No more than £400 of this grant is left to pass on.');
    const page = await house.visitor().get(`/contracts/${grantId}`);
    expect(page.text).toContain('Passed on to others');
    expect(page.text).toContain('Small Group Chairs');
    const register = await house.visitor().get('/grants?body=elsewhere');
    expect(register.text).toContain('Total £1,000, 1 grant');
    expect((await house.visitor().get('/grants.csv?body=elsewhere')).html).toContain('Small Group £600.00');
    const childId = /\/contracts\/([0-9a-f-]{36})/.exec((await house.visitor().get('/contracts?q=Passed')).html)![1]!;
    expect((await house.visitor().get(`/contracts/${childId}`)).text).toMatch(/It was passed on from Hall grant ?, and is counted there\./);
  });

  test('a grant that bears a name, if only in words, is not turned into one to a person', async () => {
    const { id } = await house.mustRun(recordAgreement, officer, { ...GRANT, bodyId, title: 'Winter fuel', supplierName: 'Fuel Trust', valueNetPence: '10' });
    await house.database.pool.query("update agreement set lead_organisation_id = null, supplier_name = 'Joan Smith' where id = $1", [id]);
    expect((await house.visitor(officer).post(`/agreements/${id}/grant`, { toIndividual: 'yes' })).text).toContain('This grant names who it is to.');
    await house.database.pool.query("update agreement set supplier_name = 'Individual Recipient' where id = $1", [id]);
    expect((await house.visitor(officer).post(`/agreements/${id}/grant`, { toIndividual: 'yes' })).text).toContain('The grant is described.');
    await house.database.pool.query("update agreement set state = 'draft' where id = $1", [id]);
  });

  test('nobody else describes it, and no other agreement is a grant', async () => {
    const stranger = await house.addPerson('Ann Other', ['contract-manager', await house.addBody('third')]);
    expect((await house.visitor(stranger).get(`/agreements/${grantId}/grant`)).status).toBe(404);
    expect((await house.visitor().get(`/contracts/${grantId}`)).html).not.toContain('Describe this grant');
    const { id } = await house.mustRun(recordAgreement, officer, { ...GRANT, kind: 'contract', bodyId, title: 'Cleaning', supplierName: 'Cleaners Ltd', valueNetPence: '10' });
    expect((await house.visitor(officer).get(`/agreements/${id}/grant`)).status).toBe(404);
    expect((await house.visitor().get(`/contracts/${id}`)).text).not.toContain('Grant identifier');
  });
});

describe('the standard over HTTP', () => {
  const ask = (url: string, headers: Record<string, string> = {}) => house.app.inject({ method: 'GET', url, headers });

  test('valid, licensed, compressed, and not sent twice', async () => {
    const first = await ask('/api/360giving.json?body=kent');
    expect(first.statusCode).toBe(200);
    const pack = JSON.parse(first.body) as { grants: object[] };
    expect(pack).toMatchObject({ version: '1.4', publisher: { name: expect.stringContaining('Kent') as string }, license: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/' });
    expect(pack.grants).toHaveLength(96);
    expect(packageProblems(pack)).toEqual([]);
    const { etag } = first.headers as { etag: string };
    const again = await ask('/api/360giving.json?body=kent', { 'if-none-match': etag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await ask('/api/360giving.json?body=kent', { 'if-modified-since': String(first.headers['last-modified']) })).statusCode).toBe(304);
    const packed = await ask('/api/360giving.json?body=kent', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(first.body);
  });

  test('a recipient who is renamed is sent, to whoever asks by the tag or by the day', async () => {
    const first = await ask('/api/360giving.json?body=kent');
    const asked = [{ 'if-none-match': String(first.headers['etag']) }, { 'if-modified-since': String(first.headers['last-modified']) }];
    await house.setClock(new Date(Date.parse(String(first.headers['last-modified'])) + 3_600_000).toISOString());
    await house.database.pool.query("update organisation set name = name || ' Renamed', updated_at = wantsum_clock() where id = (select lead_organisation_id from agreement a join body b on b.id = a.body_id where b.slug = 'kent' and a.kind = 'grant' and a.lead_organisation_id is not null limit 1)");
    for (const headers of asked) expect((await ask('/api/360giving.json?body=kent', headers)).statusCode).toBe(200);
  });

  test('a change is sent; nobody’s grants are not found', async () => {
    const before = (await ask('/api/360giving.json?body=elsewhere')).headers['etag'];
    await house.mustRun(recordAgreement, officer, { ...GRANT, bodyId, title: 'Second grant', supplierName: 'Hall Trust', valueNetPence: '50' });
    expect((await ask('/api/360giving.json?body=elsewhere', { 'if-none-match': String(before) })).statusCode).toBe(200);
    expect((await ask('/api/360giving.json?body=nowhere')).statusCode).toBe(404);
    expect((await ask('/api/360giving.json?body=%27%3B')).statusCode).toBe(404);
  });
});
