import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { contractsAsCsv } from './export-contracts.store.ts';
import { importContractsCli, undoImportCli, type ImportContractsArguments } from './import-contracts.cli.ts';

const SALFORD = join(import.meta.dirname, 'fixtures/salford-40-rows.csv');
let house: House;
let folder: string;

beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'wantsum-import-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function file(text: string | Buffer): Promise<string> {
  const path = join(folder, `${newId<'file'>()}.csv`);
  await writeFile(path, text);
  return path;
}

async function run(given: ImportContractsArguments): Promise<{ status: number; out: string; err: string; lines: Record<string, unknown>[] }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  out.on('data', (chunk: Buffer) => (texts[0] += chunk.toString()));
  err.on('data', (chunk: Buffer) => (texts[1] += chunk.toString()));
  const status = await importContractsCli(house.services, given, { out, err });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, out: texts[0]!, err: texts[1]!, lines: given.json ? texts[0]!.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>) : [] };
}

const undo = async (importId: string) => {
  const out = new PassThrough();
  let text = '';
  out.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const status = await undoImportCli(house.services, { importId, json: true }, { out, err: new PassThrough() });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, result: text ? (JSON.parse(text) as { removed: number; restored: number; keptCount: number; bodyRemoved: string | null; refused?: string }) : null };
};
const agreementsOf = (slug: string) => house.database.read((read) => sql<{ count: number; refs: string[] }>`select count(*)::int as count, array_agg(a.reference order by a.reference) as refs from agreement a join body b on b.id = a.body_id where b.slug = ${slug}`.execute(read)).then((result) => result.rows[0]!);
const totals = () => house.database.read((read) => sql<Record<string, number>>`select (select count(*) from agreement)::int as agreements, (select count(*) from organisation)::int as organisations, (select count(*) from search_entry)::int as entries, (select sum(version) from agreement)::int as versions`.execute(read)).then((result) => result.rows[0]!);

describe('Salford’s register as published', () => {
  test('XC-12: the dry run maps its headings and reads every row, undoing its double encoding', async () => {
    const { status, lines } = await run({ file: SALFORD, body: 'salford', dryRun: true, json: true });
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ encoding: 'utf-8', headerRow: 1, rows: 40, refused: 0, notes: ['The file was encoded twice; its letters are read as they were meant.'] });
    const mapping = lines[0]!['mapping'] as Record<string, { column: string; confidence: number } | null>;
    // A field that the file does not have is listed too.
    expect(mapping['IrrecoverableVAT']).toBeNull();
    expect(Object.fromEntries(Object.entries(mapping).map(([field, mapped]) => [field, mapped?.column]))).toMatchObject({
      OrganisationalUnit: 'Directorate Name', ProcessType: 'Process Used', OrganisationLabel: 'Purchasing Body', ContractReference: 'Contract Reference', ContractTitle: 'Contract Title', Description: 'Contract Description',
      SupplierName: 'Supplier Company Name', SupplierPostcode: 'Supplier Postcode', AnnualValue: 'Annual Value', ContractValue: 'Total Contract Value (including extensions)', StartDate: 'Start Date', EndDate: 'End Date',
      LastExtensionDate: 'Current Expiry Date', SMESupplier: 'SME Supplier?', ProclassCode: 'ProClass Classification', ProclassLabel: 'ProClass Description', CompaniesHouseRegistrationNumber: 'Company Number', ExtensionMonths: 'Option to extend (months)',
    });
    expect(lines).toHaveLength(41);
    expect(lines[1]).toMatchObject({ row: 2, ContractReference: 'S1417', ContractTitle: '3No. Underwater Dive Surveys for Principal Inspections', StartDate: '2022-03-07', ContractValue: 5015.2, SMESupplier: true, CompaniesHouseRegistrationNumber: '2535986' });
    expect(JSON.stringify(lines)).toContain('Bramall Court – affordable');
    expect((await agreementsOf('salford')).count).toBe(0);
  });

  test('XC-12: it is imported, its council made from the list; again changes nothing; its own export changes nothing; undo removes it', async () => {
    const before = await totals();
    const first = await run({ file: SALFORD, body: 'salford', json: true });
    expect(first.status).toBe(0);
    const [result] = first.lines as [{ importId: string; added: number; incomplete: number; body: { name: string; isNew: boolean } }];
    expect(result).toMatchObject({ added: 40, incomplete: 40, body: { name: 'Salford City Council', isNew: true } });
    // One reference on two rows is a contract and its extension: both stay.
    expect((await agreementsOf('salford')).refs.filter((reference) => reference === 'S1465')).toHaveLength(2);
    const numbers = await house.database.read((read) => sql<{ number: string }>`select coalesce(company_number, charity_number) as number from organisation where company_number in ('02535986', 'IP29627R', 'RC000666', 'IP31552R') or charity_number = '1049226' order by 1`.execute(read));
    expect(numbers.rows.map((row) => row.number)).toEqual(['02535986', '1049226', 'IP29627R', 'IP31552R', 'RC000666']);

    const after = await totals();
    const second = await run({ file: SALFORD, body: 'salford', json: true });
    expect(second.lines[0]).toMatchObject({ added: 0, changed: 0, unchanged: 40 });
    expect(await totals()).toEqual(after);

    let exported = '';
    for await (const text of contractsAsCsv(house.database, 'salford')) exported += text;
    expect(exported.split('\r\n')[0]).toMatch(/^OrganisationLabel,OrganisationURI,ContractReference,OpenContractingID,ContractTitle,/);
    expect(exported).toContain('07/03/2022');
    expect(exported).toContain('5015.20');
    const back = await run({ file: await file(exported), body: 'salford', json: true });
    expect(back.lines[0]).toMatchObject({ rows: 40, added: 0, changed: 0, unchanged: 40 });
    expect(await totals()).toEqual(after);

    expect((await undo(result.importId)).result).toMatchObject({ removed: 40, keptCount: 0 });
    expect({ ...(await totals()), versions: 0 }).toEqual({ ...before, versions: 0 });
    expect((await undo(result.importId)).status).toBe(1);
  });

  test('the end date is the one in force, with an extension that was taken; no last extension date is made up; what is exported imports again without change', async () => {
    const twoRows = (await readFile(SALFORD, 'utf8')).split('\n').filter((line, index) => index === 0 || /,S(?:1152|1033),/.test(line)).join('\n');
    const [, ...rows] = (await run({ file: await file(twoRows), body: 'salford-term', newBody: true, dryRun: true, json: true })).lines;
    // The check gives the cells as they are, and says beside them what the two dates of S1152 come to.
    expect(rows.map(({ ContractReference, EndDate, LastExtensionDate, endInForce }) => [ContractReference, EndDate, LastExtensionDate, endInForce])).toEqual([['S1152', '2022-03-31', '2023-03-31', '2023-03-31'], ['S1033', '2026-03-31', null, undefined]]);
    const { lines } = await run({ file: await file(twoRows), body: 'salford-term', newBody: true, json: true });
    expect(lines[0]).toMatchObject({ added: 2 });
    const ends = await house.database.read((read) => sql<{ reference: string }>`select a.reference, a.ends_on::text as ends, a.latest_ends_on::text as latest from agreement a join body b on b.id = a.body_id where b.slug = 'salford-term' order by 1`.execute(read));
    expect(ends.rows).toEqual([{ reference: 'S1033', ends: '2026-03-31', latest: null }, { reference: 'S1152', ends: '2023-03-31', latest: '2023-03-31' }]);
    let exported = '';
    for await (const text of contractsAsCsv(house.database, 'salford-term')) exported += text;
    const [heads, ...out] = exported.trimEnd().split('\r\n').map((line) => line.split(','));
    expect(out.map((cells) => ['ContractReference', 'EndDate', 'LastExtensionDate'].map((name) => cells[heads!.indexOf(name)]))).toEqual([['S1152', '31/03/2023', '31/03/2023'], ['S1033', '31/03/2026', '']]);
    const before = await totals();
    for (const again of [exported, twoRows]) expect((await run({ file: await file(again), body: 'salford-term', json: true })).lines[0]).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
    expect(await totals()).toEqual(before);
    await undo(lines[0]!['importId'] as string);
  });

  test('anyone reads an imported contract, marked as incomplete, and it is work for its manager, who cannot extend it', async () => {
    await run({ file: SALFORD, body: 'salford', json: true });
    const { rows } = await house.database.read((read) => sql<{ id: string; body_id: string }>`select id, body_id from agreement where reference = 'S1152'`.execute(read));
    const manager = await house.addPerson('Mo Manager', ['contract-manager', rows[0]!.body_id]);
    const page = await house.visitor().get(`/contracts/${rows[0]!.id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('This record is incomplete. It lacks a named contract manager, a named lead director and at least one outcome that it serves');
    const work = await house.visitor(manager).get('/agreements/incomplete');
    expect(work.text).toContain('40 to complete');
    const refused = await house.visitor(manager).post(`/agreements/${rows[0]!.id}/extend`, { 'endsOn-day': '1', 'endsOn-month': '1', 'endsOn-year': '2023', reason: 'More time' });
    expect(refused.text).toContain('cannot be extended or varied until it is complete');
    expect((await house.visitor().get('/contracts?q=dive')).text).toContain('Underwater Dive Surveys');
    expect((await house.visitor().get('/contracts?q=S1417')).text).toContain('Underwater Dive Surveys');
  });
});

describe('281 contracts, 6 without a manager', () => {
  test('XC-12: 275 are complete and active, 6 are in the list of work, and undo removes all 281', async () => {
    const body = await house.addBody('medway');
    await house.addPerson('Mina Manager', ['contract-manager', body]);
    await house.addPerson('Dara Director', ['lead-director', body]);
    await house.database.write(async (tx) => {
      const [framework, outcome] = [newId<'outcome_framework'>(), newId<'outcome'>()];
      await tx.insertInto('outcome_framework').values({ id: framework, body_id: body, title: 'Outcomes', version: 1, state: 'published', published_at: new Date() }).execute();
      await tx.insertInto('outcome').values({ id: outcome, body_id: body }).execute();
      await tx.insertInto('outcome_wording').values({ framework_id: framework, outcome_id: outcome, level: 'strategic', code: '1', title: 'Older people live well', position: 1 }).execute();
    });
    const rows = Array.from({ length: 281 }, (_, index) => `M${index},Contract ${index},Provider ${index % 40} Ltd,01/04/2026,31/03/2029,"£${(index + 1) * 1000}.00",${index < 6 ? '' : 'Mina Manager'},Dara Director,1`);
    const path = await file(`Contract Ref,Contract Title,Supplier,Start Date,End Date,Contract Value,Contract Manager,Lead Director,Outcome\n${rows.join('\n')}\n`);
    const { lines } = await run({ file: path, body: 'medway', json: true });
    expect(lines[0]).toMatchObject({ added: 281, incomplete: 6, suppliersAdded: 40 });
    const { rows: active } = await house.database.read((read) => sql<{ complete: number; missing: string[][] }>`select count(*) filter (where not incomplete)::int as complete, json_agg(missing) filter (where incomplete) as missing from agreement where body_id = ${body} and state = 'live'`.execute(read));
    expect(active[0]).toEqual({ complete: 275, missing: Array.from({ length: 6 }, () => ['manager']) });
    const reviews = await house.database.read((read) => sql<{ count: number }>`select count(*)::int from review v join agreement a on a.id = v.agreement_id where a.body_id = ${body}`.execute(read));
    expect(reviews.rows[0]!.count).toBe(275 * 3);
    const { result } = await undo(lines[0]!['importId'] as string);
    expect(result).toMatchObject({ removed: 281, keptCount: 0 });
    expect((await agreementsOf('medway')).count).toBe(0);
  });

  test('XC-12: undo leaves alone, and names, what somebody has worked on since; and puts back what a second file changed', async () => {
    const body = await house.addBody('swale');
    const manager = await house.addPerson('Ola Officer', ['contract-manager', body]);
    const text = (value: string) => `Ref,Title,Supplier,Start,End,Value\nA1,Kerbs,Kerb Co,01/04/2026,31/03/2027,${value}\nA2,Trees,Tree Co,01/04/2026,31/03/2027,500\n`;
    await run({ file: await file(text('1000')), body: 'swale', json: true });
    const second = await run({ file: await file(text('1200')), body: 'swale', json: true });
    expect(second.lines[0]).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    const value = () => house.database.read((read) => sql<{ id: string; value: bigint }>`select id, value_net_pence as value from agreement where body_id = ${body} and reference = 'A1'`.execute(read)).then((found) => found.rows[0]!);
    expect((await value()).value).toBe(120_000n);
    expect((await undo(second.lines[0]!['importId'] as string)).result).toMatchObject({ removed: 0, restored: 1 });
    expect((await value()).value).toBe(100_000n);
    const third = await run({ file: await file(text('1300')), body: 'swale', json: true });
    await house.visitor(manager).post(`/agreements/${(await value()).id}/complete`, { valueNetPence: '1,400' });
    expect((await undo(third.lines[0]!['importId'] as string)).result).toMatchObject({ restored: 0, keptCount: 1 });
    expect((await value()).value).toBe(140_000n);
  });
});

describe('files that are wrong', () => {
  const HEAD = 'Contract Ref,Contract Title,Supplier,Start Date,End Date,Contract Value\n';
  const BAD = `${HEAD}R1,Good one,A Ltd,01/04/2026,31/03/2027,1000\nR2,,B Ltd,01/04/2026,31/03/2027,1000\nR3,Odd date,C Ltd,31/02/2026,31/03/2027,1000\nR4,Backwards,D Ltd,01/04/2026,31/03/2025,1000\nR5,Below zero,E Ltd,01/04/2026,31/03/2027,(50.00)\nR6,Two wrongs,F Ltd,soon-ish,31/03/2027,lots\n`;

  test('XC-12: every invalid row is listed with its line, column and reason, and nothing is imported', async () => {
    const { status, err } = await run({ file: await file(BAD), body: 'dover' });
    expect(status).toBe(1);
    for (const words of ['line 3, column Contract Title: missing title', 'line 4, column Start Date: unreadable date: "31/02/2026"', 'line 5, column End Date: end before start', 'line 6, column Contract Value: negative value: "(50.00)"', 'line 7, column Start Date: unreadable date: "soon-ish"', 'line 7, column Contract Value: unreadable amount: "lots"', '5 of 6 rows cannot be read']) expect(err).toContain(words);
    expect((await agreementsOf('dover')).count).toBe(0);
    expect((await house.database.read((read) => read.selectFrom('body').select('id').where('slug', '=', 'dover').execute())).length).toBe(0);
  });
  test('--keep-good imports the others', async () => {
    const { status, lines } = await run({ file: await file(BAD), body: 'dover', keepGood: true, json: true });
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ rows: 6, added: 1, refused: 5 });
  });
  test('the dry run gives refused rows in file order', async () => {
    const { status, lines } = await run({ file: await file(BAD), body: 'dover', dryRun: true, json: true });
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({ rows: 6, refused: 5 });
    expect(lines[3]).toMatchObject({ row: 4, refused: 'unreadable date: "31/02/2026"', column: 'Start Date' });
  });
  test.each([
    ['empty', '', 'The file is empty'], ['no headings', 'a,b,c\n1,2,3\n', 'No row of headings'], ['a web page', '<!DOCTYPE html><html></html>', 'web page'],
    ['a spreadsheet', 'PK\u0003\u0004rest', 'spreadsheet'], ['a quote never closed', `${HEAD}R1,"Never closed,A,01/04/2026,31/03/2027,1\n${'x,'.repeat(2000)}\n`, 'quotation mark'],
  ])('%s is refused in a sentence', async (_name, text, words) => {
    const { status, err } = await run({ file: await file(text), body: 'dover' });
    expect([status, err]).toEqual([1, expect.stringContaining(words)]);
  });
  test('misuse is status 2', async () => {
    expect((await run({ file: '/nowhere.csv', body: 'dover' })).status).toBe(2);
    expect((await run({ file: SALFORD, body: 'dover', map: ['nonsense'] })).status).toBe(2);
    expect((await run({ file: SALFORD, body: 'Not A Slug' })).status).toBe(2);
  });
  test('--map overrides, and an unknown heading is refused with the headings there are', async () => {
    const text = 'Blob,Thing,Who,From When,Until\nX1,Painting,Paint Co,01/04/2026,31/03/2027\n';
    const path = await file(text);
    const map = ['ContractReference=Blob', 'ContractTitle=Thing', 'SupplierName=Who', 'StartDate=From When', 'EndDate=Until'];
    expect((await run({ file: path, body: 'thanet' })).status).toBe(1);
    const wrong = await run({ file: SALFORD, body: 'thanet', map: ['ContractTitle=Nothing'] });
    expect(wrong.err).toContain('no column headed Nothing');
    const named = await file(`Ref,Supplier,Start Date,Works\nX1,Paint Co,01/04/2026,Painting\n`);
    const { lines } = await run({ file: named, body: 'thanet', map: ['ContractTitle=Works'], json: true });
    expect(lines[0]).toMatchObject({ added: 1 });
    void map;
  });
});

describe('files as other councils write them', () => {
  const rows = async (text: string | Buffer) => (await run({ file: await file(text), body: 'dover', dryRun: true, json: true })).lines;

  test('preamble, semicolons, a totals row, a note, blank rows and dates in words', async () => {
    const lines = await rows('Contracts register;;;;\nPublished under the Local Government Transparency Code;;;;\n;;;;\nReference Number;Title of agreement;Name of supplier;Start date;Value of contract\nA1;Café works;Ünal Ltd;1st April 2020;£1.234,00\n'.replace('£1.234,00', '£1,234.00') + ';;;;\nA2;Paving;Paver & Son;43922;(0.00)\nTotal;;;;£1,234.00\nNote: values are estimates;;;;\n');
    expect(lines[0]).toMatchObject({ separator: ';', headerRow: 4, rows: 2, refused: 0, skipped: 2 });
    expect(lines[1]).toMatchObject({ ContractTitle: 'Café works', StartDate: '2020-04-01', ContractValue: 1234 });
    expect(lines[2]).toMatchObject({ StartDate: '2020-04-01', ContractValue: 0 });
  });
  const TEXT = 'Contract Ref\tContract Title\tSupplier\tStart Date\tEnd Date\tSME\nA1\tCafé £ “works”\tA Ltd\t2020-04-01\tOngoing\tY\n';
  const windows = Buffer.from([...TEXT].map((character) => ({ '“': 0x93, '”': 0x94 })[character] ?? character.charCodeAt(0)));
  test.each([
    ['windows-1252', windows], ['utf-16le', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')], ['utf-16be', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['utf-8-bom', Buffer.from(`\uFEFF\uFEFF${TEXT}`)], ['utf-8', Buffer.from(TEXT)], ['utf-16le without a mark', Buffer.from(TEXT, 'utf16le')],
    ['double-utf-8', Buffer.from(Buffer.from(`\uFEFF${TEXT}`).toString('latin1'))],
  ])('%s', async (encoding, bytes) => {
    const lines = await rows(bytes);
    expect(lines[0]).toMatchObject({ encoding: encoding.startsWith('utf-8') || encoding.startsWith('double') ? 'utf-8' : encoding.split(' ')[0], separator: '\t' });
    expect(lines[1]).toMatchObject({ ContractTitle: 'Café £ “works”', EndDate: null, SMESupplier: true });
  });
  test('the open procedure is no word for nothing, a year’s value is not the contract’s, and headings under other names', async () => {
    const lines = await rows('Procurement Ref,Procurement Title,Awarded Supplier(s),Contract Start Date,Contract Initial Expiry Date,Contract Final Expiry Date,Estimated Annual Contract Value,Procurement Procedure\nA1,Cleaning,A Ltd,01/04/2020,31/03/2022,31/03/2024,100,Open\n');
    expect(lines[1]).toEqual({ row: 2, ContractReference: 'A1', ContractTitle: 'Cleaning', SupplierName: 'A Ltd', StartDate: '2020-04-01', EndDate: '2022-03-31', LastExtensionDate: '2024-03-31', AnnualValue: 100, ProcessType: 'Open' });
    expect((await rows('Contract Title,Supplier,Start Date,Finish,Contract value per annum (£)\nCleaning,A Ltd,01/04/2020,31/03/2022,100\n'))[1]).toEqual({ row: 2, ContractTitle: 'Cleaning', SupplierName: 'A Ltd', StartDate: '2020-04-01', EndDate: '2022-03-31', AnnualValue: 100 });
  });
  test('a cell of several lines keeps the count of lines; a formula and a script are text', async () => {
    const lines = await rows('Contract Ref,Contract Title,Supplier,Start Date,End Date\nA1,"Two\nlines",A,01/04/2020,31/03/2021\nA2,=cmd()|<script>,B,bad,31/03/2021\n');
    expect(lines[1]).toMatchObject({ ContractTitle: 'Two\nlines' });
    expect(lines[2]).toMatchObject({ line: 4, column: 'Start Date' });
  });
  test('the schema’s own names, as our own export has them', async () => {
    const lines = await rows('ContractReference,ContractTitle,SupplierName,StartDate,EndDate,ContractValue,SMESupplier,VCSESupplier\nA1,T,S,01/04/2020,31/03/2021,25123.00,TRUE,FALSE\n');
    expect(lines[1]).toEqual({ row: 2, ContractReference: 'A1', ContractTitle: 'T', SupplierName: 'S', StartDate: '2020-04-01', EndDate: '2021-03-31', ContractValue: 25123, SMESupplier: true, VCSESupplier: false });
  });
});

describe('suppliers', () => {
  test('a number finds its organisation under any spelling; a name with another number is another organisation; nothing is merged', async () => {
    const text = 'Ref,Title,Supplier,Start Date,Company Number\n1,One,Merrow Bank plc,01/01/2026,7026167\n2,Two,MERROW BANK,01/01/2026,07026167\n3,Three,Merrow Bank Limited,01/01/2026,\n4,Four,Merrow Bank plc,01/01/2026,9999999\n';
    const { lines } = await run({ file: await file(text), body: 'ashford', json: true });
    expect(lines[0]).toMatchObject({ added: 4, suppliersAdded: 2 });
    const { rows } = await house.database.read((read) => sql<{ reference: string; number: string }>`select a.reference, o.company_number as number from agreement a join organisation o on o.id = a.lead_organisation_id join body b on b.id = a.body_id where b.slug = 'ashford' order by 1`.execute(read));
    expect(rows.map((row) => row.number)).toEqual(['07026167', '07026167', '07026167', '09999999']);
  });
  test('two rows alike in everything are two contracts, however often the file comes', async () => {
    const text = 'Ref,Title,Supplier,Start Date\n1,Same,Same Co,01/01/2026\n1,Same,Same Co,01/01/2026\n';
    const path = await file(text);
    expect((await run({ file: path, body: 'gravesham', json: true })).lines[0]).toMatchObject({ added: 2 });
    expect((await run({ file: path, body: 'gravesham', json: true })).lines[0]).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });
});

describe('the body', () => {
  const text = 'Ref,Title,Supplier,Start Date\n1,One,One Co,01/01/2026\n';
  const bodyOf = async (slug: string) => (await house.database.pool.query<{ name: string }>('select name from body where slug = $1', [slug])).rows[0]?.name;

  test('a slug a slip apart from a known one makes no body, unless a new one is said to be meant', async () => {
    await house.addBody('quenby-valley');
    for (const [slip, meant] of [['salfrod', 'salford'], ['kentt', 'kent'], ['quenby-vally', 'quenby-valley']] as const) {
      const { status, err } = await run({ file: await file(text), body: slip });
      expect([status, err]).toEqual([2, expect.stringContaining(`There is no body ${slip}. Did you mean ${meant}? If it is a new body, add --new-body.`)]);
      expect(await bodyOf(slip)).toBeUndefined();
    }
    const { status, err } = await run({ file: await file(text), body: 'quenby-vally', newBody: true });
    expect([status, err]).toEqual([0, expect.stringContaining('Quenby Vally (quenby-vally) is new here and was made by this import')]);
  });

  test('one that is near nothing is made and told; undoing takes it away, if nothing else rests on it', async () => {
    const first = await run({ file: await file(text), body: 'estuary-joint-board', json: true });
    expect(first.err).toContain('Estuary Joint Board (estuary-joint-board) is new here');
    expect(await bodyOf('estuary-joint-board')).toBe('Estuary Joint Board');
    expect((await undo(first.lines[0]!['importId'] as string)).result).toMatchObject({ removed: 1, bodyRemoved: 'Estuary Joint Board' });
    expect(await bodyOf('estuary-joint-board')).toBeUndefined();
    const second = await run({ file: await file(text), body: 'estuary-joint-board', json: true });
    const { rows } = await house.database.pool.query<{ id: string }>("select id from body where slug = 'estuary-joint-board'");
    await house.addPerson('Ada Appointed', ['administrator', rows[0]!.id]);
    expect((await undo(second.lines[0]!['importId'] as string)).result).toMatchObject({ removed: 1, bodyRemoved: null, bodyKept: 'Estuary Joint Board' });
    expect(await bodyOf('estuary-joint-board')).toBe('Estuary Joint Board');
    // An import that changed nothing since holds no body.
    const again = await run({ file: await file(text), body: 'marsh-joint-board', json: true });
    expect((await run({ file: await file(text), body: 'marsh-joint-board', json: true })).lines[0]).toMatchObject({ added: 0, unchanged: 1 });
    expect((await undo(again.lines[0]!['importId'] as string)).result).toMatchObject({ removed: 1, bodyRemoved: 'Marsh Joint Board' });
    // A body that was here is nobody's to take away.
    const third = await run({ file: await file(text), body: 'estuary-joint-board', json: true });
    expect(third.err).not.toContain('is new here');
    expect((await undo(third.lines[0]!['importId'] as string)).result).toMatchObject({ bodyRemoved: null });
  });

  test.each([['the first, then the second', [0, 1]], ['the second, then the first', [1, 0]]])('the body goes with the last import that stands on it, whichever made it: %s', async (_order, order) => {
    for (const [slug, name, second] of [['fleet-joint-board', 'Fleet Joint Board', text], ['creek-joint-board', 'Creek Joint Board', `${text}2,Two,Two Co,01/01/2026\n`]] as const) {
      const [made, more] = [await run({ file: await file(text), body: slug, json: true }), await run({ file: await file(second), body: slug, json: true })];
      const undone: unknown[] = [];
      for (const which of order) undone.push((await undo([made, more][which]!.lines[0]!['importId'] as string)).result?.bodyRemoved);
      expect(undone.filter((one) => one !== null), slug).toEqual([name]);
      expect(await bodyOf(slug)).toBeUndefined();
    }
  });

  test('an import that changed nothing says so, and offers nothing to take back', async () => {
    const path = await file(text);
    expect((await run({ file: path, body: 'sound-joint-board' })).out).toMatch(/ 1 added, .*To take it back: wantsum import undo [0-9a-f-]+\n$/s);
    const { out } = await run({ file: path, body: 'sound-joint-board' });
    expect(out).toContain(' 0 added, 0 changed, 1 unchanged');
    expect(out).toMatch(/Nothing was changed, so there is nothing to take back\.\n$/);
    expect(out).not.toContain('import undo');
  });

  test('a folder given for a file is said to be one', async () => {
    expect(await run({ file: folder, body: 'sound-joint-board' })).toMatchObject({ status: 2, err: `${folder} is a folder: name a file in it.\n` });
    expect(await run({ file: join(folder, 'none.csv'), body: 'sound-joint-board' })).toMatchObject({ status: 2, err: `There is no file ${join(folder, 'none.csv')}.\n` });
  });
});

describe('in the browser', () => {
  async function send(personId: PersonId, content: Buffer): Promise<string> {
    const page = await house.app.inject({ method: 'GET', url: '/imports/new', headers: { 'x-test-person': personId } });
    const token = /name="_csrf" value="([^"]*)"/.exec(page.body)![1]!.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=');
    const cookie = page.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
    const part = (head: string, body: Buffer) => Buffer.concat([Buffer.from(`--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n`), body, Buffer.from('\r\n')]);
    const payload = Buffer.concat([part('name="_csrf"', Buffer.from(token)), part('name="file"; filename="register.csv"\r\nContent-Type: text/csv', content), Buffer.from('--x--\r\n')]);
    const sent = await house.app.inject({ method: 'POST', url: '/imports/new', headers: { 'x-test-person': personId, cookie, 'content-type': 'multipart/form-data; boundary=x' }, payload });
    return sent.headers.location ?? sent.body;
  }

  test('XC-12: a file is sent, its mapping and refused rows are shown, it is confirmed, and undone', async () => {
    const body = await house.addBody('tonbridge');
    const officer = await house.addPerson('Una Uploader', ['procurement-officer', body]);
    const address = await send(officer, Buffer.from('Contract Ref,Contract Title,Supplier,Start Date\nT1,Mending,Mend Co,01/04/2026\nT2,Broken,Break Co,never-ish\n'));
    const visitor = house.visitor(officer);
    const preview = await visitor.get(address);
    expect(preview.text).toContain('Which heading was taken for what');
    expect(preview.text).toContain('unreadable date: "never-ish"');
    expect((await visitor.post(address, { body: 'tonbridge' })).text).toContain('Nothing was imported: line 3');
    const done = await visitor.post(address, { body: 'tonbridge', keepGood: 'yes' });
    expect(done.text).toContain('1 contract added');
    const undoAddress = /href="(\/imports\/[0-9a-f-]+\/undo)"/.exec(done.html)![1]!;
    const stranger = await house.addPerson('Stan Stranger', ['procurement-officer', await house.addBody()]);
    expect((await house.visitor(stranger).get(address)).status).toBe(404);
    expect((await house.visitor(stranger).get(undoAddress)).status).toBe(404);
    expect((await house.visitor().get('/imports')).url).toContain('/sign-in');
    expect((await visitor.post(undoAddress)).text).toContain('1 record removed');
    expect((await agreementsOf('tonbridge')).count).toBe(0);
  });

  test('another authority’s register is not theirs to bring, and a file that is none is refused', async () => {
    const officer = await house.addPerson('Otto Officer', ['procurement-officer', await house.addBody()]);
    await house.addBody('maidstone');
    const address = await send(officer, Buffer.from('Contract Ref,Contract Title,Supplier,Start Date\nT1,Mending,Mend Co,01/04/2026\n'));
    expect((await house.visitor(officer).post(address, { body: 'maidstone' })).text).toContain('You do not hold a role that may import for this authority');
    expect(await send(officer, Buffer.from('nothing here'))).toContain('No row of headings');
    expect(await send(officer, Buffer.alloc(0))).toContain('Choose a file');
  });
});

test('the fixture is as published', async () => {
  expect((await readFile(SALFORD)).subarray(0, 6).toString('hex')).toBe('c3afc2bbc2bf');
});
