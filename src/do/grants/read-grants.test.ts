import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGrantFile, type FiledGrant } from './grant-file.reader.ts';
import { heard, written } from './grants.fixture.ts';
import { checkGrantsCli, type ImportGrantsArguments } from './import-grants.cli.ts';
import { keptDocument } from './kept-document.ts';
import { grantFields } from './grant-schema.reference.ts';
import { lengthInWords } from './length-in-words.ts';
import { recipientIdentifier, recipientNumbers } from './recipient-numbers.ts';

const FOUNDATION = join(import.meta.dirname, 'fixtures/andrew-lloyd-webber-foundation.xlsx');
const HEADINGS = 'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name';
let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'wantsum-grants-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const opens = async (text: string, extension = 'csv') => { const path = await written(folder, text, extension); return () => createReadStream(path); };
const check = (path: string, given: Partial<ImportGrantsArguments> = {}) => heard((streams) => checkGrantsCli({ file: path, json: true, ...given }, streams));
async function rowsOf(text: string, extension = 'csv'): Promise<FiledGrant[]> {
  const opened = await openGrantFile(await opens(text, extension));
  if (!opened.ok) throw new Error(opened.why);
  const rows: FiledGrant[] = [];
  for await (const one of opened.file.grants()) rows.push(one);
  return rows;
}
const row = (more: Partial<Record<'id' | 'amount' | 'date' | 'currency' | 'name', string>> = {}) =>
  `${more.id ?? '360G-kent-1'},A grant,For a hall,${more.currency ?? 'GBP'},"${more.amount ?? '500'}",${more.date ?? '2014-04-01'},GB-CHC-1234567,${more.name ?? 'Village hall'},GB-LAE-KEN,Kent`;

describe('what cannot be known is refused, with its row and column', () => {
  test.each([
    ['no amount', row({ amount: 'TBC' }), 'Amount Awarded'],
    ['an amount that is none', row({ amount: 'lots' }), 'Amount Awarded'],
    ['less than nothing', row({ amount: '-£500.00' }), 'Amount Awarded'],
    ['less than nothing in brackets', row({ amount: '(500.00)' }), 'Amount Awarded'],
    ['no identifier', row({ id: '' }), 'Identifier'],
    ['a date that is none', row({ date: '31/02/2014' }), 'Award Date'],
    ['no date', row({ date: 'TBC' }), 'Award Date'],
    ['a currency that is none', row({ currency: 'XQX' }), 'Currency'],
  ])('%s', async (_what, line, column) => {
    const rows = await rowsOf(`${HEADINGS}\n${row({ id: 'first' })}\n${line}\n`);
    expect(rows[0]).toMatchObject({ row: 2, grant: { id: 'first' } });
    expect(rows[1]).toMatchObject({ row: 3, refused: expect.any(String) as string, column });
  });

  test('the second grant of an identifier, by its row', async () => {
    const rows = await rowsOf(`${HEADINGS}\n${row()}\n${row({ name: 'Another' })}\n`);
    expect(rows[1]).toEqual({ row: 3, sheet: null, refused: 'the identifier 360G-kent-1 stands in row 2 already', column: 'Identifier' });
  });

  test('nobody who received it', async () => {
    expect((await rowsOf(`Identifier,Title,Amount Awarded,Award Date,Recipient Org:Name\nx1,A grant,5,2014-04-01,\n`))[0]).toMatchObject({ refused: 'it does not say who receives the grant', column: 'Recipient Org:Name' });
  });

  test.each([
    ['an empty file', '', 'The file is empty.'],
    ['a list of members', 'Name,Ward\nA,B\n', /No table of grants was found/],
    ['JSON cut short', '{"grants":[{"id":"a"', /cut short/],
    ['JSON of something else', '{"releases":[]}', /holds no grants/],
    ['a web page', '<!doctype html><p>Sign in', /web page/],
  ])('%s', async (_what, text, why) => {
    const opened = await openGrantFile(await opens(text));
    expect(opened.ok ? '' : opened.why).toMatch(why);
  });

  test('JSON nested without end, and an amount with a comma for its point, in a sentence', async () => {
    expect(await rowsOf(`{"grants":[{"id":"a","amountAwarded":1,"awardDate":"2014-01-01","recipientOrganization":[{"name":"X"}],"x":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}]}`, 'json')).toMatchObject([{ row: 1, column: 'grants' }]);
    expect(await rowsOf(`${HEADINGS}\n${row({ amount: '12,50' })}\n`)).toMatchObject([{ refused: 'Amount Awarded is not an amount: a comma stands where the decimal point should be: 12,50' }]);
  });

  test('JSON whose grants are not grants, or repeat', async () => {
    const rows = await rowsOf('{"grants":[7,{"id":"a","amountAwarded":"£1,200.50","awardDate":"24/07/2014","recipientOrganization":{"id":"GB-COH-1","name":"X"},"url":null},{"id":"a","amountAwarded":1,"awardDate":"2014","recipientOrganization":[{"name":"X"}]}]}', 'json');
    expect(rows[0]).toMatchObject({ row: 1, column: 'grants' });
    expect(rows[1]).toEqual({ row: 2, sheet: null, grant: { id: 'a', amountAwarded: 1200.5, awardDate: '2014-07-24', recipientOrganization: [{ id: 'GB-COH-1', name: 'X' }] } });
    expect(rows[2]).toMatchObject({ row: 3, column: 'Award Date' });
  });
});

describe('XC-12: the files of publishers, as they are', () => {
  test('a real workbook reads as 360Giving’s own tools read it, field by field', async () => {
    const { grants } = JSON.parse(await readFile(FOUNDATION.replace('.xlsx', '.json'), 'utf8')) as { grants: object[] };
    const { status, lines } = await check(FOUNDATION);
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ mapping: { id: { column: 'Identifier', index: 0, confidence: 1 }, 'recipientOrganization/0/id': { column: 'Recipient Org:Identifier' }, 'grantProgramme/0/title': { column: 'Grant Programme: Title' } }, encoding: 'utf-8', headerRow: 1, rows: 475, refused: 0 });
    expect(lines.slice(1)).toEqual(grants.map((grant, index) => ({ row: index + 2, ...grant })));
  });

  test('headings by path, by title, in any case and spacing, with places in a list', async () => {
    const [read] = await rowsOf('id, title ,awarddate,AMOUNTAWARDED,recipientOrganization/0/id,recipient org : name,Beneficiary Location:0:Name,Beneficiary Location:1:Name,fundingOrganization[]/name,Planned Dates:Duration(months),toIndividualsDetails/grantPurpose\nx,T,1 April 2014,"£1,000",GB-CHC-1,N,Swale,Thanet,F,12,GTIP010;GTIP020\n');
    expect(read).toMatchObject({ grant: { id: 'x', title: 'T', awardDate: '2014-04-01', amountAwarded: 1000, recipientOrganization: [{ id: 'GB-CHC-1', name: 'N' }], beneficiaryLocation: [{ name: 'Swale' }, { name: 'Thanet' }], fundingOrganization: [{ name: 'F' }], plannedDates: [{ duration: 12 }], toIndividualsDetails: { grantPurpose: ['GTIP010', 'GTIP020'] } } });
  });

  test('several sheets: the page about the file is no grant, and other sheets say more of them', async () => {
    const bytes = await writeXlsx({ sheets: [
      { name: 'Meta', rows: [['Version', '1.4'], ['Title', 'Our grants']] },
      { name: 'grants', rows: [['Identifier', 'Title', 'Amount Awarded', 'Award Date', 'Recipient Org:Name', 'Colour'], ['a', 'One', 100, new Date('2014-04-01T00:00:00Z'), 'X', 'red'], ['b', 'Two', 200.5, '2014-05-01', 'Y', '']] },
      { name: 'Beneficiary Location', rows: [['Identifier', 'Beneficiary Location:Name', 'Beneficiary Location:Geographic Code'], ['a', 'Swale', 'E07000113'], ['a', 'Thanet', 'E07000114'], ['nobody', 'Dover', 'E07000108']] },
    ] });
    const { status, lines } = await check(await written(folder, Buffer.from(bytes), 'xlsx'));
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({ rows: 3, refused: 1, notKept: ['Colour'], sheets: [{ name: 'grants' }, { name: 'Beneficiary Location' }] });
    expect(lines.slice(1)).toEqual([
      { row: 2, sheet: 'grants', id: 'a', title: 'One', amountAwarded: 100, awardDate: '2014-04-01T00:00:00+00:00', recipientOrganization: [{ name: 'X' }], Colour: 'red', beneficiaryLocation: [{ name: 'Swale', geoCode: 'E07000113' }, { name: 'Thanet', geoCode: 'E07000114' }] },
      { row: 3, sheet: 'grants', id: 'b', title: 'Two', amountAwarded: 200.5, awardDate: '2014-05-01', recipientOrganization: [{ name: 'Y' }] },
      { row: 0, refused: 'another sheet says more of the grant nobody, which is not in the file', column: 'Identifier' },
    ]);
  });

  test('a council’s own list, by what the Transparency Code asks', async () => {
    const text = 'Grants to voluntary groups 2014,,,,,\n,,,,,\nBeneficiary,Charity number,Summary of purpose,Amount,Date awarded,Time period,Department\nStroke Club,1122334,Transport,"£1,250.00",02/05/2014,12 months,Adult Social Care\nTotal,,,"£1,250.00",,,\n';
    const { lines } = await check(await written(folder, Buffer.from(text, 'latin1')));
    expect(lines[0]).toMatchObject({ headerRow: 3, rows: 1, refused: 0, mapping: { amountAwarded: { column: 'Amount', confidence: 0.9 } } });
    expect(lines[1]).toEqual({ row: 4, recipientOrganization: [{ name: 'Stroke Club', charityNumber: '1122334' }], description: 'Transport', amountAwarded: 1250, awardDate: '2014-05-02', plannedDates: [{ duration: 12 }], fundingOrganization: [{ department: 'Adult Social Care' }] });
  });

  test.each([
    ['the words in another order', 'Name of Organisation,Date of Award,Charity Number,Description,Total Amount Awarded', 'Hall Club,13/04/2019,1122334,Lunch,1200.50'],
    ['with “grant” beside them', 'Grant Recipient Name,Date Grant Awarded,Registration Number,Purpose,Grant Amount (£)', 'Hall Club,13/04/2019,1122334,Lunch,1200.50'],
    ['councillors’ own grants', 'Organisation Funded,Approval Date,Charity No,Details of Project,Amount of Funding', 'Hall Club,13/04/2019,1122334,Lunch,1200.50'],
  ])('a council’s list, %s', async (_what, headings, cells) => {
    expect(await rowsOf(`${headings}\n${cells}\n`)).toMatchObject([{ grant: { recipientOrganization: [{ name: 'Hall Club', charityNumber: '1122334' }], awardDate: '2019-04-13', description: 'Lunch', amountAwarded: 1200.5 } }]);
  });

  test('a database’s names and the British spelling are the standard’s titles, but not beside its own', async () => {
    const [read] = await rowsOf('identifier,amount_awarded,award_date,recipient_org_identifier,recipient_org_name,Funding Organisation:Identifier\na,5,2014-04-01,GB-CHC-1,N,GB-LAE-KEN\n');
    expect(read).toMatchObject({ grant: { id: 'a', amountAwarded: 5, awardDate: '2014-04-01', recipientOrganization: [{ id: 'GB-CHC-1', name: 'N' }], fundingOrganization: [{ id: 'GB-LAE-KEN' }] } });
    const [standard] = await rowsOf(`${HEADINGS},Recipient Org City,Type\n${row()},Swale,Hall\n`);
    expect(standard).toMatchObject({ grant: { recipientOrganization: [{ id: 'GB-CHC-1234567', name: 'Village hall' }], 'Recipient Org City': 'Swale', Type: 'Hall' } });
  });

  test('a council’s list with pound signs in its headings, and the period in two columns', async () => {
    const text = 'Ref,Name of organisation,Purpose of grant,Amount awarded (£),Date of award,Time period from,Time period to,Directorate\n1,Hall,Roof,"£1,000",01/04/2022,01/04/2022,31/03/2023,Place\n';
    expect(await rowsOf(text)).toEqual([{ row: 2, sheet: null, grant: { id: '1', recipientOrganization: [{ name: 'Hall' }], description: 'Roof', amountAwarded: 1000, awardDate: '2022-04-01', plannedDates: [{ startDate: '2022-04-01', endDate: '2023-03-31' }], fundingOrganization: [{ department: 'Place' }] } }]);
  });

  test('a person says which column is meant; a field or heading that is not there is told', async () => {
    const path = await written(folder, 'Who,How much,On,Ref\nX,5,2014-04-01,r1\n');
    const { lines } = await check(path, { map: ['Recipient Org:Name=Who', 'amountAwarded=How much', 'Award Date=On', 'id=Ref'] });
    expect(lines[1]).toEqual({ row: 2, recipientOrganization: [{ name: 'X' }], amountAwarded: 5, awardDate: '2014-04-01', id: 'r1' });
    expect((await check(path, { map: ['Colour=Who'] })).err).toContain('360Giving has no field called Colour');
    expect((await check(path, { map: ['id=Nowhere'] })).err).toContain('The file has no column headed Nowhere');
    expect((await check(path, { map: ['Ref'] })).status).toBe(2);
  });
});

describe('what is kept', () => {
  test('nothing that tells who an individual is', () => {
    const kept = keptDocument({ id: 'a', title: 'Cooker for Jane Roe', description: 'JANE ROE needs one', recipientIndividual: { id: 'NINO-1', name: 'Jane Roe' }, amountAwarded: 300, 'Full name of applicant': 'Jane Roe' }, grantFields());
    expect(kept).toEqual({ id: 'a', title: 'Cooker for Individual Recipient', description: 'Individual Recipient needs one', recipientIndividual: { name: 'Individual Recipient' }, amountAwarded: 300 });
    expect(keptDocument({ recipientOrganization: [{ name: 'Hall', contactName: 'Jane Roe', email: 'jane@example.org', telephone: '0123' }] }, grantFields())).toEqual({ recipientOrganization: [{ name: 'Hall' }] });
  });

  test('only what the schema takes: a bad address, a code of no list and a day for a moment', () => {
    expect(keptDocument({ dataSource: 'www.example.org', url: 'https://example.org/a b', fromOpenCall: 'Maybe', beneficiaryLocation: [{ name: 'Kent', countryCode: 'UK' }], dateModified: '2015-03-13', awardDate: '2015-02-30', description: 'One_x000D_ two' }, grantFields()))
      .toEqual({ beneficiaryLocation: [{ name: 'Kent' }], dateModified: '2015-03-13T00:00:00+00:00', description: 'One two' });
  });

  test('a recipient is known by the number its identifier says; without a prefix it says nothing', () => {
    expect(recipientNumbers({ id: 'GB-CHC-1140898' })).toEqual({ company: '', charity: '1140898' });
    expect(recipientNumbers({ id: 'GB-COH-00123456', charityNumber: '12' })).toEqual({ company: '00123456', charity: '12' });
    expect(recipientNumbers({ id: '1140898' })).toEqual({ company: '', charity: '' });
    expect(recipientIdentifier('1140898', null, '1140898', 'own')).toBe('GB-CHC-1140898');
    expect(recipientIdentifier('', '00123456', null, 'own')).toBe('GB-COH-00123456');
    expect(recipientIdentifier('US-EIN-13-34', null, '1140898', 'own')).toBe('US-EIN-13-34');
    expect(recipientIdentifier('', null, null, 'own')).toBe('own');
  });

  test.each([[3, '3 months'], [36, '3 years'], [12, '1 year'], [1, '1 month'], [0, 'less than a month'], [4.46, 'about 4.5 months']])('%s months are %s', (months, words) => expect(lengthInWords(months)).toBe(words));
});
