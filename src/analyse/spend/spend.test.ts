import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { setPolicy, POLICY_KEYS } from '#policy';
import { openHouse, type House } from '../../../tests/house.ts';
import { spendAsCsv } from './export-spend.cli.ts';
import { importSpend, type SpendImported } from './import-spend.command.ts';
import { LISTED_ABOVE_PENCE, LISTED_KINDS } from './listing.ts';
import { matchSupplier, unmatchSupplier, withholdSupplier } from './match-supplier.command.ts';
import { checkSpend } from './rollup.store.ts';
import { recordReturn } from './second-tier.command.ts';
import { fileOf, type GivenRow } from './spend.fixture.ts';
import { share } from './spend.ts';

let house: House;
let bodyId: BodyId;
let slug: string;
let finance: PersonId;
let admin: PersonId;
beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-02-01T10:00:00Z');
}, 60_000);
afterAll(() => house?.close());
beforeEach(async () => {
  slug = `council-${Math.random().toString(36).slice(2, 10)}`;
  bodyId = await house.addBody(slug);
  finance = await house.addPerson('Femi', ['finance-officer', bodyId]);
  admin = await house.addPerson('Alison', ['administrator', bodyId]);
});

const load = (rows: readonly GivenRow[], rest: object = {}): Promise<SpendImported> => house.mustRun(importSpend, finance, { source: { file: fileOf(rows), name: 'ledger.csv' }, body: slug, ...rest });
const paid = (pence: bigint, supplier: string, more: Partial<GivenRow> = {}): GivenRow => ({ date: '2025-05-01', amountPence: pence, supplier, unit: 'Children', ...more });
let names = 0;
async function supplier(name: string, about: { readonly size?: string; readonly sector?: string; readonly postcode?: string } = {}): Promise<{ readonly id: OrganisationId; readonly name: string }> {
  const named = `${name} of ${slug} ${++names}`;
  const id = await house.addOrganisation(named);
  await house.database.pool.query('update organisation set match_name = $2, size = $3, sector = $4, postcode = $5 where id = $1', [id, named.toLowerCase().replaceAll('-', ' '), about.size ?? null, about.sector ?? null, about.postcode ?? null]);
  return { id, name: named };
}
const policy = (key: string, fields: object, from = '2000-01-01') => house.mustRun(setPolicy, admin, { bodyId, key, fields, from, isCorrection: true, source: 'Committee', owner: '', reason: 'As decided' });
const report = async (name: string, year = '2025-26'): Promise<string> => (await house.visitor().get(`/spend/report/${name}?body=${slug}&year=${year}`)).text;
const figures = async (name: string): Promise<string> => (await house.visitor().get(`/spend/report/${name}/figures.csv?body=${slug}&year=2025-26`)).html;
async function agreement(kind: string, organisationId: string | null, valuePence: bigint, startsOn: string, endsOn: string, title = `${kind} ${++names}`): Promise<string> {
  const id = newId<'agreement'>();
  await house.database.pool.query(`insert into agreement (id, reference, body_id, kind, title, lead_organisation_id, value_net_pence, starts_on, ends_on, state, incomplete, missing, source) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'live', true, '{manager}', 'imported')`, [id, id.slice(-8), bodyId, kind, title, organisationId, valuePence, startsOn, endsOn]);
  return id;
}

describe('the register', () => {
  test('OR-02: orders of £5,000.00 and £5,000.01: only the second is listed, with SME and VCS yes or no', async () => {
    const small = await supplier('Small Charity', { size: 'small', sector: 'vcse' });
    await load([paid(500_000n, small.name), paid(500_001n, small.name), paid(900_000n, 'Nobody Knows Ltd')]);
    const { items, total } = JSON.parse((await house.visitor().get(`/spend.json?body=${slug}`)).text) as { items: Record<string, unknown>[]; total: number };
    expect(total).toBe(2);
    expect(items.map(({ amount, sme, vcs }) => ({ amount, sme, vcs })).toSorted((a, b) => Number(a.amount) - Number(b.amount))).toEqual([{ amount: 5000.01, sme: 'Yes', vcs: 'Yes' }, { amount: 9000, sme: 'Not known', vcs: 'Not known' }]);
    const page = await house.visitor().get(`/spend?body=${slug}`);
    expect(page.text).toContain('£5,000.01');
    expect(page.text).not.toContain('£5,000 ');
    expect((await house.visitor().get(`/spend.csv?body=${slug}`)).html.trim().split('\r\n')).toHaveLength(3);
  });

  test('OR-02: the authority sets value, scope and first day, and sees how many payments each value lists', async () => {
    await policy('spend.publishAbove', { amount: '500', op: '>', basis: 'net' }, '2025-05-02');
    await policy('spend.publishKinds', { choices: ['external'] });
    await load([paid(60_000n, 'A'), paid(60_000n, 'A', { date: '2025-05-02' }), paid(50_000n, 'A', { date: '2025-05-03' }), paid(600_000n, 'B')]);
    const { items } = JSON.parse((await house.visitor().get(`/spend.json?body=${slug}&sort=paid`)).text) as { items: { paidOn: string; amount: number }[] };
    expect(items.map(({ paidOn, amount }) => [paidOn, amount])).toEqual([['2025-05-01', 6000], ['2025-05-02', 600]]);
    expect(await figures('values')).toContain('Payments that each value would list,"£5,000",1,1,25.0%');
    expect(POLICY_KEYS['spend.publishAbove'].default!.value.amountPence).toBe(LISTED_ABOVE_PENCE);
    expect(POLICY_KEYS['spend.publishKinds'].default!.value).toEqual(LISTED_KINDS);
  });

  test('a name that the file or the authority withholds is nowhere: page, files, search, payment, export', async () => {
    await load([paid(900_000n, 'REDACTED PERSONAL DATA', { redacted: true, companyNumber: '01234567' }), paid(800_000n, 'Jane Foster-Carer', { purpose: 'Jane’s fees', companyNumber: '07654321' })]);
    const { rows } = await house.database.pool.query<{ id: string }>("select id from spend_supplier where body_id = $1 and name like 'Jane%'", [bodyId]);
    await house.mustRun(withholdSupplier, finance, { supplierId: rows[0]!.id, label: 'personal', reason: 'A carer at home' });
    const { rows: lines } = await house.database.pool.query<{ id: string }>('select id from spend_line where body_id = $1', [bodyId]);
    const texts = await Promise.all(['/spend', '/spend.csv', '/spend.json', '/spend/suppliers', '/spend/suppliers.csv'].map(async (url) => (await house.visitor().get(`${url}?body=${slug}`)).text));
    for (const { id } of lines) texts.push((await house.visitor().get(`/spend/payments/${id}`)).text);
    let exported = '';
    for await (const text of spendAsCsv(house.database, slug, null)) exported += text;
    for (const text of [...texts, exported]) {
      expect(text).toContain('REDACTED PERSONAL DATA');
      expect(text).not.toMatch(/Jane|07654321|01234567/);
    }
    expect(JSON.parse((await house.visitor().get(`/spend.json?body=${slug}&q=jane`)).text)).toMatchObject({ total: 0 });
  });

  test('of a withheld name nothing is said in lists and reports: not its size, sector, district or organisation; what a file redacts has no purpose', async () => {
    const known = await supplier('Known Refuge', { size: 'micro', sector: 'vcse', postcode: 'ZE1 0AA' });
    const contract = await agreement('contract', known.id, 100_00n, '2025-04-01', '2026-03-31', 'Refuge places');
    await load([paid(900_000n, known.name), paid(100_000n, 'Other Spelling', { unit: 'Adults' }), paid(700_000n, 'REDACTED PERSONAL DATA', { redacted: true, purpose: 'Fees of Mr Quill' })]);
    const { rows } = await house.database.pool.query<{ id: string; name: string }>('select id, name from spend_supplier where body_id = $1 and not redacted', [bodyId]);
    const [first, other] = [rows.find(({ name }) => name === known.name)!, rows.find(({ name }) => name === 'Other Spelling')!];
    await house.mustRun(matchSupplier, finance, { supplierId: other.id, organisationId: known.id });
    expect(await figures('size')).toContain('10000.00');
    await house.mustRun(withholdSupplier, finance, { supplierId: first.id, label: 'personal', reason: 'Its address is secret' });
    const list = await house.visitor().get(`/spend/suppliers.csv?body=${slug}`);
    expect(list.html).toContain('REDACTED PERSONAL DATA,9000.00,1,Not known,Not known,No');
    // Whatever the list is narrowed by, the withheld £9,000 is not in it; nor by taking one sum from another.
    for (const narrowed of ['size=micro', 'sector=vcse', 'matched=yes', 'contract=yes', 'matched=named']) expect((await house.visitor().get(`/spend/suppliers.csv?body=${slug}&${narrowed}`)).html, narrowed).not.toContain('9000.00');
    expect((await house.visitor().get(`/spend/suppliers.csv?body=${slug}&matched=withheld`)).html).toContain('9000.00');
    const joined = await figures('contracts');
    expect(joined).toMatch(/Refuge places,.*,100\.00,1000\.00,/);
    expect(joined).toContain('Suppliers with a contract on the register,1000.00');
    for (const name of ['size', 'sector']) expect(await figures(name), name).toContain('Name withheld,16000.00');
    expect((await house.visitor().get(`/spend.csv?body=${slug}`)).html).not.toContain('Quill');
    await house.database.pool.query('delete from agreement where id = $1', [contract]);
  });

  test('a payment shows the row of the file it came from; one that is not listed has no page', async () => {
    await load([paid(900_000n, 'Roads Ltd'), paid(1n, 'Small Ltd')]);
    const { rows } = await house.database.pool.query<{ id: string; amount_pence: bigint }>('select id, amount_pence from spend_line where body_id = $1 order by amount_pence', [bodyId]);
    expect((await house.visitor().get(`/spend/payments/${rows[0]!.id}`)).status).toBe(404);
    expect((await house.visitor().get(`/spend/payments/${rows[1]!.id}`)).text).toContain('ledger.csv, row 2, loaded on 1 February 2026');
  });

  test('no shared cache keeps a file that somebody signed in was given', async () => {
    await load([paid(900_000n, 'Roads Ltd')]);
    for (const url of ['/spend.csv', '/spend.json', '/spend/suppliers.csv']) expect((await house.visitor(finance).get(url)).response.headers['cache-control'], url).toBe('private, no-store');
  });

  test('hostile questions are answered without fault', async () => {
    await load([paid(900_000n, 'Roads Ltd')]);
    for (const query of ['year=1&size=x', 'unit=%00', 'from=abc&sort=zz', 'paidFrom=abc&paidTo=31/2/2026', "unit='%3Bdrop table", 'year=2025-26&size=small&sector=vcse&sme=unknown&vcs=no&matched=no&capital=unknown&amountFrom=1&amountTo=2&service=x&q=zz']) expect([200, 404, 422]).toContain((await house.visitor().get(`/spend?${query}`)).status);
    for (const url of ['/spend/report/nothing', '/spend/report/constructor', '/spend/payments/1', '/spend/report/__proto__/figures.csv']) expect((await house.visitor().get(url)).status).toBe(404);
    for (const query of ['from=x.y', 'from=9.x', 'district=%27', 'body=none&year=-1']) expect((await house.visitor().get(`/spend/suppliers?${query}`)).status).toBe(200);
  });
});

describe('reports', () => {
  test('OR-04: spending of £60, £30 and £10 is charted as 60%, 30% and 10%, with its table', async () => {
    const [small, medium, large] = [await supplier('Small', { size: 'small' }), await supplier('Medium', { size: 'medium' }), await supplier('Large', { size: 'large' })];
    await load([paid(60_00n, small.name), paid(30_00n, medium.name), paid(10_00n, large.name)]);
    const page = (await house.visitor().get(`/spend/report/size?body=${slug}`)).html;
    expect(page).toContain('<svg class="wantsum-chart__svg"');
    for (const words of ['£60 (60.0%)', '£30 (30.0%)', '£10 (10.0%)']) expect(page).toContain(words);
    expect(await figures('size')).toContain('Spending by size of supplier,Small,60.00,60.0%,1\r\nSpending by size of supplier,Medium,30.00,30.0%,1\r\nSpending by size of supplier,Large,10.00,10.0%,1');
  });

  test('OR-05: the day of the last load shows, the VCS total is the sum of its listed suppliers, the unmatched are listed, and a declaration moves money at once', async () => {
    const [one, two] = [await supplier('Charity One', { sector: 'vcse', size: 'small' }), await supplier('Charity Two', { sector: 'vcse', size: 'large' })];
    const late = await supplier('Declares Later');
    await load([paid(10_01n, one.name), paid(20_02n, two.name), paid(5_00n, late.name), paid(7_77n, 'Quite Unknown Ltd')]);
    expect(await report('sector')).toContain('Last loaded 1 February 2026 at 10am, from ledger.csv');
    const total = async (): Promise<{ readonly reported: string; readonly listed: number }> => ({
      reported: /Spending by sector of supplier,"Voluntary, community and social enterprise",([\d.]+)/.exec(await figures('sector'))![1]!,
      listed: (await house.visitor().get(`/spend/suppliers.csv?body=${slug}&sector=vcse`)).html.trim().split('\r\n').slice(1).reduce((sum, line) => sum + Math.round(Number(line.split(',')[1]) * 100), 0),
    });
    expect(await total()).toEqual({ reported: '30.03', listed: 3003 });
    const unmatched = (await house.visitor().get(`/spend/suppliers?body=${slug}&matched=named`)).text;
    expect(unmatched).toContain('Quite Unknown Ltd');
    expect(await report('sector')).toContain('Not matched to an organisation, withheld names among them: £7.77 in 1 of 4 payments (18.2% of the money).');
    await house.database.pool.query("update organisation set sector = 'vcse' where id = $1", [late.id]);
    expect(await total()).toEqual({ reported: '35.03', listed: 3503 });
  });

  test('OR-05: a spelling is matched once, for what was paid and what will be; the match can be taken away and no load makes it again', async () => {
    const harbour = await supplier('Harbour', { sector: 'vcse' });
    await load([paid(10_00n, 'HRBR YTH TRST')]);
    const { rows } = await house.database.pool.query<{ id: string }>('select id from spend_supplier where body_id = $1', [bodyId]);
    await house.mustRun(matchSupplier, finance, { supplierId: rows[0]!.id, organisationId: harbour.id });
    await load([paid(5_00n, 'HRBR YTH TRST', { date: '2025-06-01' }), paid(5_00n, 'Hrbr yth trst Ltd')]);
    expect((await house.visitor().get(`/spend/suppliers?body=${slug}&sector=vcse`)).text).toContain('1 supplier was paid £20 in 3 payments.');
    await house.mustRun(unmatchSupplier, finance, { supplierId: rows[0]!.id, reason: 'Another trust' });
    await load([paid(1_00n, 'HRBR YTH TRST', { date: '2025-07-01' })]);
    expect((await house.visitor().get(`/spend/suppliers?body=${slug}&sector=vcse`)).text).toContain('£5 in 1 payment.');
    const old = await supplier('Harbour as it was');
    await house.database.pool.query('update organisation set merged_into = $2 where id = $1', [old.id, harbour.id]);
    expect(await house.run(matchSupplier, finance, { supplierId: rows[0]!.id, organisationId: old.id })).toMatchObject({ kind: 'refused', code: 'merged' });
    expect((await house.visitor(finance).get(`/spend/suppliers/${rows[0]!.id}/match?words=harbour`)).html).not.toContain(old.id);
    const stranger = await house.addPerson('Otto', ['finance-officer', await house.addBody()]);
    expect(await house.run(matchSupplier, stranger, { supplierId: rows[0]!.id, organisationId: harbour.id })).toEqual({ kind: 'forbidden' });
  });

  test('spellings alike that are nobody yet stand beside one another where one is matched, with the reason; those withheld, matched or of another body do not', async () => {
    await load([paid(1_00n, 'Larkenmoor Sewing Services Ltd'), paid(2_00n, 'LARKENMOOR SEWING SERVCES LIMITED'), paid(3_00n, 'Larkenmoor Sewing Service'), paid(4_00n, 'LARKENMOOR SEWING SERVICES'), paid(5_00n, 'Larkenfell Quarries Ltd')]);
    const other = await house.addBody();
    await house.database.pool.query('insert into spend_supplier (id, body_id, name, match_name) values ($1, $2, $3, $3)', [newId<'spend_supplier'>(), other, 'Larkenmoor Sewing Services (2) Ltd']);
    const { rows } = await house.database.pool.query<{ id: string; name: string }>('select id, name from spend_supplier where body_id = $1', [bodyId]);
    const idOf = (name: string) => rows.find((row) => row.name === name)!.id;
    const alike = async () => (await house.visitor(finance).get(`/spend/suppliers/${idOf('Larkenmoor Sewing Services Ltd')}/match`)).text;
    const text = await alike();
    for (const words of ['Written like it, and matched to nobody either', 'LARKENMOOR SEWING SERVCES LIMITED', 'One letter apart', 'Larkenmoor Sewing Service', 'LARKENMOOR SEWING SERVICES']) expect(text).toContain(words);
    for (const words of ['Larkenfell', '(2) Ltd']) expect(text).not.toContain(words);
    await house.mustRun(withholdSupplier, finance, { supplierId: idOf('LARKENMOOR SEWING SERVCES LIMITED'), label: 'personal', reason: 'One person' });
    await house.mustRun(matchSupplier, finance, { supplierId: idOf('LARKENMOOR SEWING SERVICES'), organisationId: (await supplier('Some')).id });
    const later = await alike();
    expect(later).toContain('Larkenmoor Sewing Service');
    for (const words of ['SERVCES', 'LARKENMOOR SEWING SERVICES']) expect(later).not.toContain(words);
  });

  test('OR-05: company and charity numbers go before names, padding mended; nothing is made or merged', async () => {
    const numbered = await supplier('By Number');
    await house.database.pool.query("update organisation set company_number = '00123456' where id = $1", [numbered.id]);
    const before = (await house.database.pool.query('select count(*)::int as n from organisation')).rows[0];
    await load([paid(1n, 'Called Otherwise', { companyNumber: '123456' }), paid(1n, numbered.name.toUpperCase()), paid(1n, numbered.name, { companyNumber: '00999999' })]);
    const { rows } = await house.database.pool.query<{ matched_by: string | null }>('select matched_by from spend_supplier where body_id = $1 order by matched_by nulls last', [bodyId]);
    expect(rows.map((row) => row.matched_by)).toEqual(['company-number', 'name', null]);
    expect((await house.database.pool.query('select count(*)::int as n from organisation')).rows[0]).toEqual(before);
    await house.database.pool.query('update organisation set company_number = null where id = $1', [numbered.id]);
  });

  test('OR-03: £571m local of £984.5m is 58.0%; with £20.0m of second tier 60.0%, target met; without it a gap of £19.7m; never counted twice', async () => {
    await policy('localSpend.districts', { text: 'Canterbury: CT1, CT2\nMaidstone: ME' });
    const [near, far] = [await supplier('Near', { postcode: 'ME14 1XQ' }), await supplier('Far', { postcode: 'SW1A 1AA' })];
    await load([paid(571_000_000_00n, near.name), paid(413_500_000_00n, far.name)]);
    const without = await report('local');
    expect(without).toContain('First tier 58.0%; both tiers 58.0%. The gap is £19,700,000.');
    const [main, local] = [await agreement('contract', far.id, 1n, '2025-04-01', '2026-03-31'), await agreement('contract', near.id, 1n, '2025-04-01', '2026-03-31')];
    const given = { fromOn: '2025-04-01', toOn: '2026-03-31', method: 'Their ledger by postcode' };
    await house.mustRun(recordReturn, finance, { agreementId: local, ...given, local: '30,000,000' });
    expect(await report('local')).toContain('No: the contractor is local');
    await house.mustRun(recordReturn, finance, { agreementId: main, ...given, local: '20,000,000' });
    expect(await report('local')).toContain('First tier 58.0%; both tiers 60.0%. The target is met.');
    expect(await house.run(recordReturn, finance, { agreementId: main, ...given, fromOn: '2025-12-01', local: '1' })).toMatchObject({ kind: 'refused', code: 'returned-already' });
    expect(await house.run(recordReturn, finance, { agreementId: main, ...given, fromOn: '2024-04-01', toOn: '2025-03-31', local: '1' })).toMatchObject({ kind: 'refused', code: 'more-than-paid' });
  });

  test('AN-16: of £175,000,000 with £38,500,000 outside, external is 22.0% and in-house 78.0%, to the penny', async () => {
    await policy('spend.kinds', { text: 'in-house: category is Internal' });
    const service = { unit: 'Specialist Children’s Services', service: null };
    await load([paid(38_500_000_00n, 'Fostering plc', service), paid(136_499_999_99n, 'Own service', { ...service, category: 'Internal' }), paid(1n, 'Own service', { ...service, category: 'internal', date: '2025-05-02' })], { controlTotal: '175,000,000' });
    const file = await figures('baseline');
    expect(file).toContain('Specialist Children’s Services,175000000.00,38500000.00,22.0%,0.00,38500000.00,136500000.00,78.0%,0.00,0.00');
    expect(file).toContain('ledger.csv,175000000.00,175000000.00,0.00,3');
    expect(file).toContain('every payment of 2025-26,175000000.00,175000000.00,0.00,3');
    expect(await report('baseline')).toContain('Not matched to an organisation');
  });

  test('AN-16: contracts and spending are joined: what is under a contract, and what was paid against its value', async () => {
    const [held, free] = [await supplier('Held'), await supplier('Free')];
    await agreement('contract', held.id, 100_00n, '2025-04-01', '2026-03-31', 'Road repairs');
    await load([paid(40_00n, held.name), paid(25_00n, free.name), paid(9_00n, held.name, { date: '2024-05-01' })]);
    const file = await figures('contracts');
    expect(file).toContain('Suppliers with a contract on the register,40.00,61.5%,1');
    expect(file).toContain('Suppliers without one,25.00,38.5%,1');
    expect(file).toMatch(/Road repairs,.*,100\.00,40\.00,1,40\.00,40\.0%/);
  });

  test('GR-14: £3,000,000 of grants beside £9,000,000 of contracts are 25.0%, and groups that lost their grant are named', async () => {
    const [kept, lost] = [await supplier('Kept Group', { sector: 'vcse', size: 'small' }), await supplier('Lost Group', { sector: 'vcse', size: 'micro' })];
    await load([paid(1n, 'Anybody')]);
    await agreement('grant', kept.id, 3_000_000_00n, '2025-04-01', '2026-03-31');
    await agreement('grant', lost.id, 50_000_00n, '2024-04-01', '2025-03-31');
    await agreement('contract', kept.id, 9_000_000_00n, '2025-04-01', '2026-03-31');
    const page = await report('mix');
    expect(page).toContain('Grants are 25.0% of what was agreed for the year.');
    expect(await figures('mix')).toContain(`Groups funded in 2024-25 and not in 2025-26,${lost.name},Not in the ledger,No`);
    expect(page).not.toContain(`${kept.name} Not in the ledger`);
  });

  test('SV-11: £100,000 would bring £63,000 with a local SME and £40,000 with a larger firm, and is marked as no score', async () => {
    const page = (await house.visitor().get('/spend/estimator?amount=100%2C000')).text;
    for (const words of ['£63,000', '£40,000', '£23,000', 'CLES for FSB estimate, not used in scoring', '63p', '40p']) expect(page).toContain(words);
    expect((await house.visitor().get('/spend/estimator?amount=lots')).status).toBe(422);
    expect((await house.visitor().get('/spend/estimator?amount=-1')).status).toBe(422);
  });

  test('every report stands with nothing, with credits alone, and agrees with the payments', async () => {
    await load([paid(-500n, 'Credit Ltd'), paid(500n, 'Debit Ltd')]);
    for (const name of ['size', 'sector', 'local', 'district', 'service', 'directorate', 'years', 'baseline', 'contracts', 'mix', 'values']) {
      const page = await house.visitor().get(`/spend/report/${name}?body=${slug}`);
      expect(page.status, name).toBe(200);
      expect(page.html, name).not.toMatch(/NaN|Infinity|undefined/);
      expect(await figures(name), name).not.toMatch(/NaN|undefined/);
    }
    expect(await house.database.read(checkSpend)).toEqual([]);
  });
});

test('OR-03: £571m of £984.5m is 58.0%, 21 of 22 is 95.5%, and there is no share of nothing', () => {
  expect(share(571_000_000_00n, 984_500_000_00n)).toBe('58.0%');
  expect(share(21n, 22n)).toBe('95.5%');
  expect(share(1n, 2000n)).toBe('0.1%');
  expect([share(0n, 0n), share(-1n, 5n), share(6n, 5n)]).toEqual([null, null, null]);
});
