import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONFUSABLE_NAMES } from './confusable-names.fixture.ts';
import { DIFFERENT_ORGANISATIONS } from './different-organisations.fixture.ts';
import { judgePair } from './judge-pair.ts';
import { matchFileCli } from './match-file.cli.ts';
import { rowNumbers } from './numbers.ts';
import { PUBLISHED_SPELLINGS } from './published-spellings.fixture.ts';
import { readName } from './read-name.ts';
import { SAME_NAMES } from './same-names.fixture.ts';
import { suggestGroups, type NamedRow } from './suggest-groups.ts';

const named = (name: string, company: string | null = null, charity: string | null = null): NamedRow => ({ name, company, charity });
const groupsOf = (...names: string[]) => suggestGroups(names.map((name) => named(name))).map((group) => group.names);

describe('pairs that are one', () => {
  test.each([
    ['AON UK LIMITED', 'Aon UK Ltd', 'legal form'], ['H B CLARK', 'H.B. CLARK & CO (SUCCESSORS) LIMITED', 'without its ending'], ['P F CUSACK TOOLS SUPPLIES LTD', 'P F Cusack (Tool Supplies) Ltd', 'plurals'],
    ['DHL PARCEL UK LTD T/A UK MAIL', 'UK MAIL LIMITED', 'trades as'], ['HIRE STATION LTD T/A ESS SAFEFORCE', 'Hire Station Ltd', 'with and without'], ['MILLENIUM CARE SERVICES LTD', 'MILLENNIUM CARE SERVICES LTD', 'One letter'],
    ['THEATRE ROYAL WAKEFIELD', 'WAKEFIELD THEATRE ROYAL', 'another order'], ['University of Leeds', 'Leeds University', 'another order'], ['NEOPOST LTD CREDIFON RCB ACCOUNT', 'Neopost Ltd', 'behind the legal form'],
    ['Harbour Lights C.I.C.', 'HARBOUR LIGHTS COMMUNITY INTEREST COMPANY', 'legal form'], ['Kiely Bros. Ltd', 'KIELY BROTHERS LIMITED', 'shortened'], ['Wigan MBC', 'Wigan Metropolitan Borough Council', 'shortened'], ['Stour Hsg Assoc', 'Stour Housing Association', 'shortened'],
    ['Meadow Data Cable Ltd', 'Meadow Datacable Ltd', 'joined or split'], ['BRITISH TELECOM', 'British Telecommunications PLC', 'cut short'], ['Wexcombe Domiciliary Care Supp', 'Wexcombe Domiciliary Care Support Services Ltd', 'cut short at 30'],
    ['Café Zoë Ltd', 'CAFE ZOE LIMITED', 'legal form'], ["Barnardo's", 'BARNARDOS', 'capitals'], ['Harbour Wind (formerly Quay Sails Ltd)', 'Quay Sails Limited', 'former'], ['Keswick Print Ltd (0045231)', 'KESWICK PRINT LTD', 'a reference'],
    ['Chartered Institute of Public Finance and Accountancy (CIPFA)', 'CIPFA', 'initials'], ['SMARTSPEC LIMITED (OPTICIANS)', 'SMARTSPEC OPTICIANS', 'legal form'],
    ['LB of Hackney', 'London Borough of Hackney', 'shortened'], ['LB Camden', 'Camden Council', 'shortened'], ['Royal Borough of Kensington & Chelsea', 'Kensington and Chelsea Council', 'shortened'], ['Borough of Poole', 'Poole Borough Council', 'shortened'], ['Bradford MDC', 'City of Bradford MDC', 'shortened'], ['GRAVESHAM B.C.', 'Gravesham Borough Council', 'shortened'],
    ['Catch 22', 'Catch22', 'joined or split'], ['Quill2 Property Ltd', 'Quill 2 Property Limited', 'joined or split'], ['A1 Taxis', 'A 1 Taxis', 'joined or split'], ['MINISTRY OF PORRIDGE (MOP)', 'Ministry of Porridge', 'brackets'],
    ['Wm Pemberwick Supermarkets Plc', 'William Pemberwick Supermarkets PLC', 'shortened'], ['St Osyths CE Primary', "St Osyth's Church of England Primary School", 'shortened'], ['The Governors of Quillan Grammar School', 'Quillan Grammar School', 'capitals and punctuation'], ['Dept for Work and Pensions', 'Department for Work & Pensions', 'shortened'],
  ])('%j and %j: %s', (a, b, reason) => {
    const judged = judgePair(readName(a), readName(b));
    expect(judged?.reason ?? 'nothing').toContain(reason);
    expect(judgePair(readName(b), readName(a))?.confidence).toBe(judged?.confidence);
    expect(groupsOf(a, b)).toEqual([[a, b]]);
  });
});

test('invented names under the spellings that ledgers give them: each pair is found', () => {
  expect(SAME_NAMES.length).toBeGreaterThan(85);
  expect(SAME_NAMES.filter(([a, b]) => groupsOf(a, b).length === 0)).toEqual([]);
});

describe('pairs that are two', () => {
  test.each([
    ['Project 12 Ltd', 'Project 13 Ltd'], ['BUPA Care Homes (A) Ltd', 'BUPA Care Homes (B) Ltd'], ['BUPA Care Homes Ltd', 'BUPA Care Homes (A) Ltd'], ['J Smith', 'John Smith'], ['Mr J Smith', 'Mrs J Smith'], ['Clark Electrical', 'Clarke Electrical'],
    ["St Mary's School (Leeds)", "St Mary's School (York)"], ["St Mary's School", "St Mary's School (York)"], ['Smith & Son (Halifax)', 'Smith & Son (Hull)'], ['Walker Morris LLP', 'Walker Morris Ltd'], ['DETAILS REDACTED', 'Details Redacted'],
    ['Derby City Council', 'Derbyshire County Council'], ['Bury Town Council', 'Bury MBC'], ['Barnardos', 'Barnardo Services Ltd'], ['Thomas David', 'David Thomas'], ['LB Roofing Ltd', 'RB Roofing Ltd'], ['Catch 22', 'Catch 23'], ['Unit 1 12 Ltd', 'Unit 11 2 Ltd'], ['Ministry of Porridge', 'Ministry of Jam (MOJ)'], ['Gravesham BC', 'Gravesham Town Council'], ['Chas Pemberwick & Sons', 'Thos Pemberwick & Sons'], ['A Patel Ltd t/a Subway', 'K Singh Ltd t/a Subway'], ['', ''], ['???', '!!!'],
  ])('%j and %j', (a, b) => expect(groupsOf(a, b)).toEqual([]));

  test('none of hundreds of near names is taken for another', () => {
    expect(new Set(DIFFERENT_ORGANISATIONS).size).toBeGreaterThan(500);
    expect(groupsOf(...DIFFERENT_ORGANISATIONS)).toEqual([]);
  });

  test('none of the invented names of near organisations is taken for another, all together and two by two', () => {
    expect(groupsOf(...CONFUSABLE_NAMES.flat())).toEqual([]);
    for (const names of CONFUSABLE_NAMES) for (const [place, one] of names.entries()) for (const other of names.slice(0, place)) expect(groupsOf(one, other)).toEqual([]);
  });

  test('“Brackwell Trust” is not “Brackwell Trustees” cut short', () => expect(judgePair(readName('Brackwell Trust'), readName('Brackwell Trustees Ltd'))).toBeNull());
});

/** Pairs within groups: how many of those suggested are right, and of those under one number how many are found. */
function measured(rows: readonly NamedRow[]): { readonly precision: number; readonly recall: number } {
  const numbersOf = new Map<string, Set<string>>();
  for (const [number, spellings] of Object.entries(PUBLISHED_SPELLINGS)) for (const spelling of spellings) numbersOf.set(spelling, (numbersOf.get(spelling) ?? new Set()).add(number));
  const right = new Set<string>();
  let wrong = 0;
  for (const { names } of suggestGroups(rows)) {
    for (const [place, one] of names.entries()) {
      for (const other of names.slice(0, place)) {
        if ([...numbersOf.get(one)!].some((number) => numbersOf.get(other)!.has(number))) right.add([one, other].toSorted().join('|'));
        else wrong += 1;
      }
    }
  }
  const all = new Set(Object.values(PUBLISHED_SPELLINGS).flatMap((spellings) => spellings.flatMap((one, place) => spellings.slice(0, place).map((other) => [one, other].toSorted().join('|')))));
  return { precision: right.size / (right.size + wrong), recall: [...all].filter((pair) => right.has(pair)).length / all.size };
}

test('published spellings by their names alone: no false pair, and as many found as names can tell', () => {
  const { precision, recall } = measured([...new Set(Object.values(PUBLISHED_SPELLINGS).flat())].map((name) => named(name)));
  expect(precision).toBeGreaterThanOrEqual(0.99);
  // Of the rest nearly all share no word ("Gazprom", "Scottish & Southern Electric": a wrong number or another name), or are other companies of one group.
  expect(recall).toBeGreaterThanOrEqual(0.71);
});

test('published spellings with their numbers: all found', () => {
  const { precision, recall } = measured(Object.entries(PUBLISHED_SPELLINGS).flatMap(([number, spellings]) => spellings.map((name) => named(name, number))));
  expect(precision).toBe(1);
  expect(recall).toBe(1);
});

describe('numbers', () => {
  test.each([
    ['1234568', '', '01234568', null], ['SC12345', '', 'SC012345', null], ['oc 301234', '', 'OC301234', null], ['00000000', 'N/A', null, null], ['12345678', '', null, null], ['N/A', '1098765.0', null, '1098765'],
    ['Charity 1098765', '', null, '1098765'], ['', 'RC 1098765', null, '1098765'], ['', 'Registered Charity No: 216250', null, '216250'], ['RC000651', '', 'RC000651', null], ['sole trader', 'none', null, null], ['ABC', 'x', null, null], ["'02177178", '', '02177178', null],
  ])('company %j, charity %j', (company, charity, expectedCompany, expectedCharity) => expect(rowNumbers(company, charity)).toMatchObject({ company: expectedCompany, charity: expectedCharity }));

  test('what is passed over is said', () => {
    expect(rowNumbers('00000000', '').notes).toEqual(['the company number “00000000” was passed over: it is a placeholder']);
    expect(rowNumbers('XX123456', '12').notes).toHaveLength(2);
    expect(rowNumbers('N/A', 'n/a').notes).toEqual([]);
  });

  test('one number joins whatever the names; two never, not even through a third row', () => {
    expect(suggestGroups([named('Gazprom', '00101100'), named('Scottish & Southern', '00101100')])).toEqual([expect.objectContaining({ names: ['Gazprom', 'Scottish & Southern'], confidence: 0.99, reason: expect.stringContaining('Same company number 00101100') })]);
    expect(suggestGroups([named('Harbour Lights Ltd', '01234568'), named('Harbour Lights Limited', '07654322')])).toEqual([]);
    for (const group of suggestGroups([named('Harbour Lights Ltd', '01234568'), named('HARBOUR LIGHTS'), named('Harbour Lights Limited', '07654322')])) expect(group.names).not.toEqual(expect.arrayContaining(['Harbour Lights Ltd', 'Harbour Lights Limited']));
    expect(suggestGroups([named('Harbour Lights Ltd', '01234568', '1098765'), named('Quay Sails Ltd', '07654322', '1098765')])).toEqual([]);
  });

  test('a charity has a company number too: a row that holds both joins the rows that hold one', () => {
    expect(suggestGroups([named('Meadow Care', null, '1098765'), named('Stour Support', '01234568', null), named('Meadow Care Trust', '01234568', '1098765')]).map(({ names }) => names)).toEqual([['Meadow Care', 'Stour Support', 'Meadow Care Trust']]);
  });
});

describe('groups', () => {
  test('a short name that may be meant for several is given to none', () => {
    expect(groupsOf('Zephyr Bright', 'Zephyr Bright Services Ltd', 'Zephyr Bright International Ltd')).toEqual([]);
  });
  test('no chain: every member is linked with one in the middle', () => {
    for (const names of groupsOf('Meadowcraft Care Ltd', 'Meadowcroft Care Ltd', 'Meadowcroft Cure Ltd')) expect(names).not.toEqual(expect.arrayContaining(['Meadowcraft Care Ltd', 'Meadowcroft Cure Ltd']));
  });
  test('the order is that of first appearance, and the same twice', () => {
    const names = ['Quay Sails Ltd', 'AON UK LTD', 'Harbour Lights', 'Aon UK Limited', 'QUAY SAILS', 'harbour lights ltd', 'Quay Sails Ltd'];
    expect(groupsOf(...names)).toEqual([['Quay Sails Ltd', 'QUAY SAILS'], ['AON UK LTD', 'Aon UK Limited'], ['Harbour Lights', 'harbour lights ltd']]);
    expect(suggestGroups(names.map((name) => named(name)))).toEqual(suggestGroups(names.map((name) => named(name))));
  });
  test('one spelling many times is no group, and a thousand of one name are no burden', () => {
    expect(groupsOf('Quay Sails', 'Quay Sails')).toEqual([]);
    const many = Array.from({ length: 3000 }, (_, place) => `Harbour Lights ${'.'.repeat(place)}`);
    expect(groupsOf(...many)[0]).toHaveLength(3000);
  });
});

describe('organisations match', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'matching-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function matched(content: string, json = true): Promise<{ status: number; out: string; err: string }> {
    const file = join(folder, 'names.csv');
    await writeFile(file, content);
    const said = { out: '', err: '' };
    const into = (name: 'out' | 'err') => new Writable({ write: (chunk, _encoding, next) => { said[name] += String(chunk); next(); } });
    return { status: await matchFileCli({ file, json }, { out: into('out'), err: into('err') }), ...said };
  }

  test('one JSON line a group, singletons left out, notes on stderr', async () => {
    const { status, out, err } = await matched('name,company_number,charity_number\nAON UK LIMITED,210725,\nAon,00210725,N/A\nNobody Else,00000000,\n"Quay, Sails Ltd",,\n');
    expect(status).toBe(0);
    expect(out.trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([{ names: ['AON UK LIMITED', 'Aon'], reason: 'Same company number 00210725', confidence: 0.995 }]);
    expect(err).toContain('row 4: the company number “00000000” was passed over');
  });
  test('near headings, notes above them, and a table to read', async () => {
    const { status, out } = await matched('Suppliers of the council\n\nRef,Supplier Name,Company No\n1,Quay Sails Ltd,\n2,QUAY SAILS LIMITED,\n', false);
    expect(status).toBe(0);
    expect(out).toContain(' 96%  Quay Sails Ltd\n      QUAY SAILS LIMITED');
  });
  test.each([['', 1, 'empty'], ['a,b\n1,2\n', 1, 'column of names'], ['%PDF-1.4', 1, 'PDF']])('a file that cannot be read is refused in a sentence: %j', async (content, status, words) => {
    const said = await matched(content);
    expect(said.status).toBe(status);
    expect(said.err).toContain(words);
    expect(said.out).toBe('');
  });
  test('no file', async () => expect(await matchFileCli({ file: join(folder, 'none.csv'), json: true }, { out: new Writable({ write: () => undefined }), err: new Writable({ write: (_c, _e, next) => next() }) })).toBe(2));
});
