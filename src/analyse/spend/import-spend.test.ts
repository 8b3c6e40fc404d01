import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { decidePair, undoMerge } from '#matching';
import { setPolicy } from '#policy';
import { COMMAND_LINE } from '#platform/access/access';
import { undoImport } from '#transparency';
import { openHouse, type House } from '../../../tests/house.ts';
import { importSpend, type SpendImported } from './import-spend.command.ts';
import type { RefusedRow, SpendRow } from './reading/spend-row.ts';
import { checkSpend } from './rollup.store.ts';
import { fileOf, spendFile, spendRow, type GivenRow } from './spend.fixture.ts';

let house: House;
let bodyId: BodyId;
let finance: PersonId;
let slug: string;
beforeAll(async () => { house = await openHouse(); }, 60_000);
afterAll(() => house?.close());
beforeEach(async () => {
  slug = `council-${Math.random().toString(36).slice(2, 10)}`;
  bodyId = await house.addBody(slug);
  finance = await house.addPerson('Femi', ['finance-officer', bodyId]);
});

const load = (rows: readonly GivenRow[], rest: object = {}): Promise<SpendImported> => house.mustRun(importSpend, finance, { source: { file: fileOf(rows), name: 'ledger.csv' }, body: slug, ...rest });
const rowsOf = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => (await house.database.pool.query(text, values)).rows as Row[];
const agrees = async (): Promise<void> => expect(await house.database.read(checkSpend)).toEqual([]);
const may = (day: number, pence: bigint, supplier = 'Harbour Youth Trust', more: Partial<GivenRow> = {}): GivenRow => ({ date: `2025-05-${String(day).padStart(2, '0')}`, amountPence: pence, supplier, unit: 'Children', ...more });

describe('loading', () => {
  test('AN-16: one load, one audit entry with its counts and the file’s hash; every rollup adds up to the lines', async () => {
    const told = await load([may(1, 10_00n), may(2, -4_00n), may(3, 5_000_01n, 'Kent Roads Ltd', { capital: true, unit: null })], { controlTotal: '5,006.01' });
    expect(told).toMatchObject({ rows: 3, added: 3, unchanged: 0, refused: 0, totalPence: 5_006_01n, matchedLines: 0, unmatchedSuppliers: 2, differencePence: 0n });
    await agrees();
    const entries = await rowsOf<{ detail: { after: Record<string, unknown> } }>("select detail from audit_entry where act = 'spend.importSpend' and body_id = $1", [bodyId]);
    expect(entries).toHaveLength(1);
    expect(entries[0]!.detail.after).toMatchObject({ rows: 3, added: 3, totalPence: '500601', sha256: fileOf([]).sha256.toString('hex') });
  });

  test('the same file again adds nothing; an overlapping one only what is new; equal payments of one file stay two', async () => {
    const first = [may(1, 10_00n), may(1, 10_00n), may(2, 20_00n)];
    expect(await load(first)).toMatchObject({ added: 3, unchanged: 0 });
    expect(await load(first)).toMatchObject({ added: 0, unchanged: 3 });
    expect(await load([may(1, 10_00n), may(1, 10_00n), may(1, 10_00n), may(9, 1n)])).toMatchObject({ added: 2, unchanged: 2 });
    expect(await rowsOf('select count(*)::int as n, sum(amount_pence)::text as total from spend_line where body_id = $1', [bodyId])).toEqual([{ n: 5, total: '5001' }]);
    await agrees();
  });

  test('one row that cannot be read refuses the file and says which; keepGood loads the others', async () => {
    const rows: (SpendRow | RefusedRow)[] = [spendRow(may(1, 10_00n), 2), { row: 3, sheet: null, refused: 'It is not a date.', column: 'Date' }, spendRow(may(2, 10_00n), 4)];
    const source = { file: spendFile(rows), name: 'ledger.csv' };
    const refused = await house.run(importSpend, finance, { source, body: slug });
    expect(refused).toMatchObject({ kind: 'refused', code: 'rows-refused', sentence: expect.stringContaining('row 3, column Date: It is not a date.') });
    expect(await rowsOf('select 1 from import_batch where body_id = $1', [bodyId])).toEqual([]);
    expect(await house.mustRun(importSpend, finance, { source, body: slug, keepGood: true })).toMatchObject({ rows: 3, added: 2, refused: 1 });
    await agrees();
  });

  test('a file that breaks off half way leaves nothing behind', async () => {
    const { UnreadableFile } = await import('#parts/tables');
    function* broken() { yield spendRow(may(1, 1n)); throw new UnreadableFile('The file ends in the middle of a row.'); }
    const result = await house.run(importSpend, finance, { source: { file: spendFile(broken()), name: 'ledger.csv' }, body: slug });
    expect(result).toMatchObject({ kind: 'refused', code: 'unreadable-file' });
    expect(await rowsOf('select 1 from spend_line where body_id = $1', [bodyId])).toEqual([]);
    expect(await load([])).toMatchObject({ rows: 0, added: 0, totalPence: 0n });
  });

  test('whatever a cell holds is stored as it stands', async () => {
    const nasty = 'A\tB\\N "x"\n\\. \u2028 ’ £';
    await load([may(1, 1n, nasty, { purpose: nasty, category: '\\N', transactionNumber: 'a\0b' }), may(2, 2n, 'x'.repeat(5000))]);
    expect(await rowsOf('select purpose, category, transaction_number from spend_line where body_id = $1 and amount_pence = 1', [bodyId])).toEqual([{ purpose: nasty, category: '\\N', transaction_number: 'ab' }]);
    await agrees();
  });

  test('only who may: a commissioner, another council’s finance officer and a visitor may not', async () => {
    const other = await house.addPerson('Otto', ['finance-officer', await house.addBody()]);
    const commissioner = await house.addPerson('Carys', ['commissioner', bodyId]);
    const input = { source: { file: fileOf([may(1, 1n)]), name: 'x' }, body: slug };
    expect(await house.run(importSpend, other, input)).toMatchObject({ kind: 'refused', code: 'not-yours' });
    expect(await house.run(importSpend, commissioner, input)).toEqual({ kind: 'forbidden' });
    expect(await house.run(importSpend, finance, { ...input, source: { path: '/etc/passwd' } })).toMatchObject({ kind: 'refused', code: 'not-here' });
  });

  test('two loads of one body at once follow one another, and neither counts twice', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => may(1 + (index % 28), BigInt(index)));
    const told = await Promise.all([load(rows), load(rows), load(rows.slice(20))]);
    expect(told.reduce((sum, { added }) => sum + added, 0)).toBe(50);
    await agrees();
  });

  test('AN-16: the authority’s own rules tell in-house lines and grants apart', async () => {
    const admin = await house.addPerson('Alison', ['administrator', bodyId]);
    await house.mustRun(setPolicy, admin, { bodyId, key: 'spend.kinds', fields: { text: 'in-house: category is Internal recharge\ngrant: purpose begins Grant' }, from: '2000-01-01', isCorrection: true, source: 'Finance', owner: '', reason: 'So that it adds up' });
    await load([may(1, 1n), may(2, 2n, 'Own Roads', { category: 'INTERNAL RECHARGE' }), may(3, 3n, 'Chess Club', { purpose: 'Grant to clubs' })]);
    expect(await rowsOf('select kind, amount_pence::int as pence from spend_line where body_id = $1 order by 2', [bodyId])).toEqual([{ kind: 'external', pence: 1 }, { kind: 'in-house', pence: 2 }, { kind: 'grant', pence: 3 }]);
  });
});

describe('undo', () => {
  test('XC-12: takes the payments out of the register and of every rollup, and leaves what others brought', async () => {
    await load([may(1, 10_00n), may(2, 20_00n, 'Other')]);
    const second = await load([may(3, 30_00n), may(4, 1n, 'New Name', { service: 'New' })]);
    expect(await house.mustRun(undoImport, finance, { importId: second.importId })).toMatchObject({ removed: 2 });
    expect(await rowsOf('select sum(amount_pence)::int as total from spend_supplier_year where body_id = $1', [bodyId])).toEqual([{ total: 3000 }]);
    expect(await rowsOf("select 1 from spend_supplier where body_id = $1 and name = 'New Name'", [bodyId])).toEqual([]);
    await agrees();
    expect(await house.run(undoImport, finance, { importId: second.importId })).toMatchObject({ kind: 'refused', code: 'undone-already' });
    expect(await load([may(3, 30_00n)])).toMatchObject({ added: 1 });
    await agrees();
  });

  test('a load whose payments a later file has again is not undone before that one', async () => {
    const first = await load([may(1, 10_00n)]);
    const second = await load([may(1, 10_00n), may(2, 1n)]);
    expect(await house.run(undoImport, COMMAND_LINE, { importId: first.importId })).toMatchObject({ kind: 'refused', code: 'found-again' });
    await house.mustRun(undoImport, COMMAND_LINE, { importId: second.importId });
    await house.mustRun(undoImport, COMMAND_LINE, { importId: first.importId });
    await agrees();
  });
});

describe('the reports’ sums are the payments’ own', () => {
  /** What the reports of a year add up from the rollups, and the same of the payments themselves, by the organisation that each stands at. */
  const sums = async (): Promise<{ readonly reported: unknown[]; readonly paid: unknown[] }> => {
    const [reported, paid] = await Promise.all([
      rowsOf(`select s.organisation_id as org, y.financial_year::int as year, y.kind, sum(y.lines)::int as lines, sum(y.amount_pence)::text as pence from spend_supplier_year y join spend_supplier s using (supplier_key) where y.body_id = $1 group by 1, 2, 3 order by 1, 2, 3`, [bodyId]),
      rowsOf(`select s.organisation_id as org, (extract(year from l.paid_on) - (extract(month from l.paid_on) < 4)::int)::int as year, l.kind, count(*)::int as lines, sum(l.amount_pence)::text as pence from spend_line l join spend_supplier s using (supplier_key) where l.body_id = $1 group by 1, 2, 3 order by 1, 2, 3`, [bodyId]),
    ]);
    return { reported, paid };
  };
  const hold = async (): Promise<unknown[]> => {
    await agrees();
    const { reported, paid } = await sums();
    expect(reported).toEqual(paid);
    return paid;
  };

  test('after a load, a corrected file, an undo, and organisations that are merged and parted again', async () => {
    const name = `Aldermaston Weir ${slug}`;
    const [kept, other] = [await house.addOrganisation(`${name} Ltd`), await house.addOrganisation(`${name} Limited`)];
    await house.database.pool.query('update organisation set company_number = $2 where id = $1', [kept, '01234567']);
    await house.database.pool.query('update organisation set company_number = null, charity_number = $2 where id = $1', [other, '1098765']);
    const year = [may(1, 10_00n, name, { companyNumber: '01234567' }), may(2, 20_00n, name, { charityNumber: '1098765' }), may(3, 30_00n, 'Nobody Known'), may(4, -1_00n, name, { companyNumber: '01234567' })];
    const first = await load(year);
    expect(first).toMatchObject({ added: 4, matchedLines: 3 });
    expect(await hold()).toHaveLength(3);
    // The ledger's keeper sends the year once more: one amount is put right, one payment is new.
    const corrected = await load([...year.slice(0, 2), may(3, 33_00n, 'Nobody Known'), year[3]!, may(30, 5_00n, name, { charityNumber: '1098765', service: 'New' })]);
    expect(corrected).toMatchObject({ added: 2, unchanged: 3 });
    await hold();
    const pairId = newId<'organisation_pair'>();
    await house.database.pool.query(`insert into organisation_pair (id, left_id, right_id, reason, confidence) values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'Said so', 0.9)`, [pairId, kept, other]);
    const before = await hold();
    const officer = await house.addPerson('Olive', ['procurement-officer', bodyId]);
    await house.mustRun(decidePair, officer, { pairId, keep: kept });
    expect((await hold()).filter((row) => (row as { org: string | null }).org !== null)).toEqual([expect.objectContaining({ org: kept, lines: 4, pence: '3400' })]);
    const [merge] = await rowsOf<{ id: string }>('select id from organisation_merge where pair_id = $1', [pairId]);
    await house.mustRun(undoMerge, officer, { mergeId: merge!.id });
    expect(await hold()).toEqual(before);
    await house.mustRun(undoImport, finance, { importId: corrected.importId });
    await hold();
    await house.mustRun(undoImport, finance, { importId: first.importId });
    expect(await hold()).toEqual([]);
  });
});
