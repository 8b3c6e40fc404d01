import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complete, recordAgreement } from '#agreements';
import { putLabel } from '#parts/labels';
import { undoImportCli } from '#transparency';
import { openHouse, type House } from '../../../tests/house.ts';
import { exportGrantsCli } from './export-grants.cli.ts';
import { heard, packageProblems, written } from './grants.fixture.ts';
import { importGrantsCli } from './import-grants.cli.ts';
import type { ImportedGrants } from './import-grants.command.ts';
import { importGrants } from './import-grants.command.ts';

const HEADINGS = 'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name,Planned Dates:Duration (months),Recipient Ind:Identifier,Recipient Ind:Name,Data Source';
const FOUNDATION = join(import.meta.dirname, 'fixtures/andrew-lloyd-webber-foundation.xlsx');
let house: House;
let folder: string;

beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'wantsum-grants-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const load = async (body: string, path: string, keepGood = false) => heard((streams) => importGrantsCli(house.services, { file: path, body, json: true, keepGood }, streams));
const done = async (body: string, path: string): Promise<ImportedGrants> => {
  const { status, lines, err } = await load(body, path);
  expect(err).not.toMatch(/refused|cannot be read/);
  expect(status).toBe(0);
  return lines[0] as unknown as ImportedGrants;
};
const exported = async (body: string | null, format = '360giving') => (await heard((streams) => exportGrantsCli(house.services, { format, ...(body ? { body } : {}) }, streams))).out;
const pack = async (body: string) => JSON.parse(await exported(body)) as { grants: Record<string, unknown>[] };
const csv = (...lines: string[]) => written(folder, `${HEADINGS}\n${lines.join('\n')}\n`);
const counted = async (query: ReturnType<typeof sql<{ n: number }>>) => (await house.database.read((read) => query.execute(read))).rows[0]!.n;

test('a file with a row that cannot be read changes nothing, unless the good ones are asked for', async () => {
  const path = await csv('g1,One,d,GBP,100,2014-04-01,,Hall,,,12,,,', 'g2,Two,d,GBP,TBC,2014-04-01,,Hall,,,12,,,', 'g1,One again,d,GBP,5,2014-04-01,,Hall,,,,,,');
  const all = await load('refusing', path);
  expect(all.status).toBe(1);
  expect(all.lines).toEqual([{ row: 3, refused: 'there is no amount awarded', column: 'Amount Awarded' }, { row: 4, refused: 'the identifier g1 stands in row 2 already', column: 'Identifier' }]);
  expect(all.err).toContain('Nothing was imported: 2 of 3 grants cannot be read');
  expect(await counted(sql<{ n: number }>`select count(*)::int as n from grant_record`)).toBe(0);
  const good = await load('refusing', path, true);
  expect(good.lines.at(-1)).toMatchObject({ rows: 3, added: 1, refused: 2 });
});

test('a person at a browser cannot name a file of the server', async () => {
  const bodyId = await house.addBody('not-here');
  const manager = await house.addPerson('Con Manager', ['contract-manager', bodyId]);
  expect(await house.run(importGrants, manager, { source: { path: '/etc/passwd' }, body: 'not-here' })).toMatchObject({ kind: 'refused', code: 'not-here' });
  expect(await house.run(importGrants, await house.addPerson('No Body'), { source: { path: '/etc/passwd' }, body: 'not-here' })).toMatchObject({ kind: 'forbidden' });
});

test('XC-12: grants are loaded with one entry in the trail, a second time nothing changes, and undo takes all of them back', async () => {
  const first = await done('foundation', FOUNDATION);
  expect(first).toMatchObject({ rows: 475, added: 475, changed: 0, unchanged: 0, refused: 0, body: { slug: 'foundation', isNew: true } });
  expect(await done('foundation', FOUNDATION)).toMatchObject({ added: 0, changed: 0, unchanged: 475, recipientsAdded: 0 });
  const { rows: entries } = await house.database.read((read) => sql<{ after: Record<string, unknown> }>`select detail -> 'after' as after from audit_entry where act = 'grants.importGrants' and result = 'done' and detail -> 'after' ->> 'added' = '475'`.execute(read));
  expect(entries).toHaveLength(1);
  expect(entries[0]!.after).toMatchObject({ file: 'andrew-lloyd-webber-foundation.xlsx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string, rows: 475 });
  const undone = await heard((streams) => undoImportCli(house.services, { importId: first.importId, json: true }, streams));
  expect(undone.lines[0]).toMatchObject({ removed: 475, keptCount: 0, suppliersRemoved: first.recipientsAdded });
  expect(await counted(sql<{ n: number }>`select count(*)::int as n from agreement a join body b on b.id = a.body_id where b.slug = 'foundation'`)).toBe(0);
  expect(await counted(sql<{ n: number }>`select count(*)::int as n from grant_record g join body b on b.id = g.body_id where b.slug = 'foundation'`)).toBe(0);
}, 60_000);

test('what is exported is valid by the schema, has no field it does not have, and imports again without change', async () => {
  await done('round-trip', FOUNDATION);
  const text = await exported('round-trip');
  const whole = JSON.parse(text) as { grants: unknown[] };
  expect(whole.grants).toHaveLength(475);
  expect(packageProblems(whole)).toEqual([]);
  for (const [extension, again] of [['json', text], ['csv', await exported('round-trip', 'csv')], ['json', await exported('round-trip', 'json')]] as const) {
    expect(await done('round-trip', await written(folder, again, extension))).toMatchObject({ rows: 475, added: 0, changed: 0, unchanged: 475 });
  }
}, 60_000);

test('a later file changes what it says anew, and undo puts it back, but not where somebody has worked', async () => {
  await done('changing', await csv('c1,One,d,GBP,100,2014-04-01,,Hall,,,12,,,', 'c2,Two,d,GBP,200,2014-04-01,,Hall,,,12,,,'));
  const second = await done('changing', await csv('c1,One,d,GBP,150,2014-05-01,,Hall,,,12,,,', 'c2,Two,d,GBP,250,2014-04-01,,Hall,,,12,,,'));
  expect(second).toMatchObject({ changed: 2, unchanged: 0 });
  expect((await pack('changing')).grants.map(({ amountAwarded, awardDate }) => [amountAwarded, awardDate])).toEqual([[150, '2014-05-01'], [250, '2014-04-01']]);
  const { rows } = await house.database.read((read) => sql<{ id: string; body_id: string }>`select a.id, a.body_id from agreement a join grant_record g on g.agreement_id = a.id where g.identifier = 'c2'`.execute(read));
  const manager = await house.addPerson('Con Trol', ['contract-manager', rows[0]!.body_id]);
  await house.mustRun(complete, manager, { agreementId: rows[0]!.id, valueNetPence: '260' });
  const undone = await heard((streams) => undoImportCli(house.services, { importId: second.importId, json: true }, streams));
  expect(undone.lines[0]).toMatchObject({ restored: 1, keptCount: 1 });
  expect((await pack('changing')).grants.map(({ amountAwarded, awardDate }) => [amountAwarded, awardDate])).toEqual([[100, '2014-04-01'], [260, '2014-04-01']]);
});

test('recipients are matched by number, then by name, and never merged silently', async () => {
  const known = await house.addOrganisation('Swale Sitters');
  await house.database.write((tx) => sql`update organisation set charity_number = '1999001', match_name = 'swale sitters' where id = ${known}`.execute(tx));
  const imported = await done('matching', await csv(
    'm1,One,d,GBP,1,2014-04-01,GB-CHC-1999001,The Sitters of Swale,,,,,,', 'm2,Two,d,GBP,1,2014-04-01,,SWALE SITTERS,,,,,,', 'm3,Three,d,GBP,1,2014-04-01,GB-CHC-1999002,Swale Sitters,,,,,,', 'm4,Four,d,GBP,1,2014-04-01,,Nobody Yet,,,,,,'));
  expect(imported.recipientsAdded).toBe(2);
  const { rows } = await house.database.read((read) => sql<{ identifier: string; organisation: string; source: string }>`select g.identifier, a.lead_organisation_id as organisation, o.source from grant_record g join agreement a on a.id = g.agreement_id join organisation o on o.id = a.lead_organisation_id join body b on b.id = a.body_id where b.slug = 'matching' order by 1`.execute(read));
  expect(rows.map(({ organisation }) => organisation === known)).toEqual([true, true, false, false]);
  expect(rows[3]).toMatchObject({ source: 'imported' });
});

test('a grant to a person: neither name nor identifier is kept, published or found', async () => {
  const imported = await done('people', await csv('p1,Cooker for Jane Roe,Jane Roe has none,GBP,300,2014-04-01,,,,,,NINO-QQ123456C,Jane Roe,'));
  expect(imported).toMatchObject({ toIndividuals: 1 });
  const [grant] = (await pack('people')).grants;
  expect(grant).toMatchObject({ title: 'Cooker for Individual Recipient', recipientIndividual: { id: 'p1-IND', name: 'Individual Recipient' } });
  expect(grant).not.toHaveProperty('recipientOrganization');
  expect(packageProblems(await pack('people'))).toEqual([]);
  for (const address of ['/grants.json?body=people', '/grants.csv?body=people', '/grants?body=people', '/api/360giving.csv?body=people', '/contracts.json?body=people', '/organisations.json']) {
    const { text, html } = await house.visitor().get(address);
    expect(`${text}${html}`, address).not.toMatch(/Jane Roe|QQ123456C/);
  }
  const { rows } = await house.database.read((read) => sql<{ words: string }>`select (to_jsonb(a)::text || to_jsonb(g)::text) as words from agreement a join grant_record g on g.agreement_id = a.id where g.identifier = 'p1'`.execute(read));
  expect(rows[0]!.words).not.toMatch(/Jane|Roe|QQ123456C/i);
});

test('another currency is kept, and is in no sum of pounds; a day to come is told', async () => {
  const { lines, err } = await load('abroad', await csv('e1,One,d,EUR,1000,2014-04-01,,Hall,,,,,,', 'e2,Two,d,GBP,10,2099-04-01,,Hall,,,,,,'));
  expect(err).toContain('Abroad (abroad) is new here and was made by this import');
  expect(lines[0]).toMatchObject({ notInPounds: 1, awardedInFuture: 1 });
  const { text } = await house.visitor().get('/grants?body=abroad');
  expect(text).toContain('£10, 1 grant');
  expect(text).toContain('1 grant in another currency is not in these sums.');
  expect((await pack('abroad')).grants).toMatchObject([{ currency: 'EUR', amountAwarded: 1000 }, { currency: 'GBP', amountAwarded: 10 }]);
});

test('what a label withholds stands in no form: a grant whose amount is withheld is not in the standard at all', async () => {
  await done('labelled', await csv('l1,One,d,GBP,111,2014-04-01,,Refuge House,,,,,,', 'l2,Two,d,GBP,98765,2014-04-01,,Hall,,,,,,'));
  const id = async (identifier: string) => (await house.database.read((read) => read.selectFrom('grant_record').select('agreement_id').where('identifier', '=', identifier).executeTakeFirstOrThrow())).agreement_id;
  const label = (reason: string, field: string) => ({ field, label: 'personal', reason, until: null, readers: [] } as const);
  await house.database.write(async (tx) => {
    await putLabel(tx, { kind: 'agreement', id: await id('l1') }, label('A refuge', 'supplier'), null);
    await putLabel(tx, { kind: 'agreement', id: await id('l2') }, label('Said to be secret', 'value'), null);
  });
  const { grants } = await pack('labelled');
  expect(grants).toMatchObject([{ id: 'l1', recipientOrganization: [{ id: '360G-unregistered-ORG:withheld', name: 'REDACTED PERSONAL DATA: A refuge' }] }]);
  for (const address of ['/grants?body=labelled', '/grants.csv?body=labelled', '/grants.json?body=labelled', '/api/360giving.json?body=labelled', '/api/360giving.csv?body=labelled', `/contracts/${await id('l1')}`, `/contracts/${await id('l2')}`]) {
    const { text, html } = await house.visitor().get(address);
    expect(`${text}${html}`, address).not.toMatch(/Refuge House|98,?765/);
  }
  expect((await house.visitor().get('/grants?body=labelled')).text).toContain('The amount of 1 grant is withheld and in no sum here.');
  expect((await house.visitor().get('/grants.json?body=labelled&amountFrom=1000')).html).toContain('"total":0');
});

test('a file without identifiers is known by what its rows say', async () => {
  const path = await written(folder, 'Beneficiary,Amount,Date awarded\nStroke Club,100,13/04/2014\nStroke Club,100,13/04/2014\n');
  expect(await done('unnumbered', path)).toMatchObject({ added: 2 });
  expect(await done('unnumbered', path)).toMatchObject({ added: 0, unchanged: 2 });
  const [one, other] = (await pack('unnumbered')).grants;
  expect(one!['id']).toMatch(/^360G-unregistered-unnumbered-\w{16}$/);
  expect(other!['id']).toBe(`${String(one!['id'])}-2`);
  expect(packageProblems(await pack('unnumbered'))).toEqual([]);
});

test('a grant recorded by hand is exported, and its own export changes nothing', async () => {
  const bodyId = await house.addBody('by-hand');
  const officer = await house.addPerson('Con Officer', ['contract-manager', bodyId]);
  await house.mustRun(recordAgreement, officer, { bodyId, kind: 'grant', title: 'Hall roof', description: '', supplierName: 'Roof Trust', companyNumber: '', charityNumber: '1888001', valueNetPence: '536.75', startsOn: '2014-04-01', endsOn: '2014-06-30', extensionMonths: '0', process: '', managerId: '', directorId: '', outcomeIds: [], frequencies: [], standing: 'live' });
  const made = await pack('by-hand');
  expect(made.grants).toMatchObject([{ id: expect.stringMatching(/^360G-unregistered-BY-GR-\d{4}-0001$/) as string, description: 'Hall roof', amountAwarded: 536.75, awardDate: '2014-04-01', plannedDates: [{ startDate: '2014-04-01', endDate: '2014-06-30' }], recipientOrganization: [{ id: 'GB-CHC-1888001', name: 'Roof Trust' }] }]);
  expect(packageProblems(made)).toEqual([]);
  expect(await done('by-hand', await written(folder, JSON.stringify(made), 'json'))).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
});

test('a text that a spreadsheet would run is defused in the file, and comes back as it was', async () => {
  await done('formulas', await written(folder, JSON.stringify([{ id: 'f1', title: '=SUM(A1)', description: '-5 degrees', amountAwarded: 5, awardDate: '2014-04-13', recipientOrganization: [{ name: '@hall' }] }]), 'json'));
  const text = await exported('formulas', 'csv');
  expect(text).toContain("'=SUM(A1),'-5 degrees,");
  expect(await done('formulas', await written(folder, text))).toMatchObject({ added: 0, changed: 0, unchanged: 1 });
});

test('an export of nobody, or in no format, is misuse', async () => {
  expect((await heard((streams) => exportGrantsCli(house.services, { format: '360giving', body: 'nowhere' }, streams))).status).toBe(2);
  expect((await heard((streams) => exportGrantsCli(house.services, { format: 'pdf' }, streams))).status).toBe(2);
});
