import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { setPolicy } from '#policy';
import { openHouse, type House } from '../../../../tests/house.ts';
import { importSpend } from '../import-spend.command.ts';
import { matchSupplier, withholdSupplier } from '../match-supplier.command.ts';
import { recordReturn } from '../second-tier.command.ts';
import { askReturns } from '../supply-chain/supply-chain.commands.ts';
import { fileOf, type GivenRow } from '../spend.fixture.ts';
import { shareWords } from '../spend.ts';
import { REPORTS } from './reports.ts';

/** Every figure of every report leads to rows that come to it: this walks the pages, follows each link and compares. */
let house: House;
let bodyId: BodyId;
let finance: PersonId;
let withheld: { readonly organisationId: OrganisationId; readonly supplierId: string };
const slug = 'walked';

async function organisation(name: string, about: { readonly size?: string; readonly sector?: string; readonly postcode?: string } = {}): Promise<OrganisationId> {
  const id = await house.addOrganisation(name);
  await house.database.pool.query('update organisation set match_name = $2, size = $3, sector = $4, postcode = $5 where id = $1', [id, name.toLowerCase(), about.size ?? null, about.sector ?? null, about.postcode ?? null]);
  return id;
}
async function agreement(kind: string, organisationId: string | null, valuePence: bigint | null, startsOn: string, endsOn: string): Promise<string> {
  const id = newId<'agreement'>();
  await house.database.pool.query(`insert into agreement (id, reference, body_id, kind, title, lead_organisation_id, value_net_pence, starts_on, ends_on, state, incomplete, missing, source) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'live', true, '{manager}', 'imported')`, [id, id.slice(-8), bodyId, kind, `${kind} ${id.slice(-4)}`, organisationId, valuePence, startsOn, endsOn]);
  return id;
}
const paid = (date: string, pence: bigint, supplier: string, more: Partial<GivenRow> = {}): GivenRow => ({ date, amountPence: pence, supplier, unit: 'Children', service: 'Fostering', ...more });

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-02-01T10:00:00Z');
  bodyId = await house.addBody(slug);
  finance = await house.addPerson('Femi', ['finance-officer', bodyId]);
  const admin = await house.addPerson('Alison', ['administrator', bodyId]);
  const policy = (key: string, fields: object) => house.mustRun(setPolicy, admin, { bodyId, key, fields, from: '2000-01-01', isCorrection: true, source: 'Committee', owner: '', reason: 'As decided' });
  await policy('localSpend.districts', { text: 'Canterbury: CT1, CT2\nMaidstone: ME' });
  await policy('spend.kinds', { text: 'in-house: category is Internal\ngrant: category is Grant\ntransfer: category is Levy' });
  const [near, far] = [await organisation('Near Care', { size: 'small', sector: 'vcse', postcode: 'ME14 1XQ' }), await organisation('Far Care', { size: 'large', sector: 'private', postcode: 'SW1A 1AA' })];
  const [silent, held] = [await organisation('Silent Care'), await organisation('Secret Refuge', { size: 'micro', sector: 'vcse', postcode: 'CT1 1AA' })];
  const main = await agreement('contract', far, 5_000_000n, '2025-04-01', '2026-03-31');
  await agreement('contract', near, 900_000n, '2025-05-01', '2025-09-30');
  await agreement('contract', near, 100_000n, '2025-08-01', '2027-03-31');
  await agreement('grant', near, 250_000n, '2025-04-01', '2026-03-31');
  await agreement('in-house', null, 700_000n, '2025-04-01', '2026-03-31');
  await agreement('contract', silent, null, '2025-04-01', '2026-03-31');
  await agreement('grant', silent, 250_000n, '2024-04-01', '2025-03-31');
  const rows = [
    paid('2025-05-01', 900_000n, 'Near Care'), paid('2025-08-02', 12_345n, 'Near Care'), paid('2025-06-01', 2_000_000n, 'Far Care', { unit: 'CHILDREN' }), paid('2025-06-03', 499_999n, 'Far Care', { unit: 'Adults', service: null }),
    paid('2025-07-01', 600_001n, 'Silent Care', { unit: 'Adults', service: 'Adults' }), paid('2025-07-02', 33_00n, 'Unknown Ltd', { unit: null, service: null }), paid('2025-07-02', 710_000n, 'REDACTED PERSONAL DATA', { redacted: true, unit: null, service: 'Fostering' }),
    paid('2025-07-03', 820_000n, 'Secret Refuge'), paid('2025-07-04', 17_00n, 'Secret Refuge'), paid('2025-07-05', 15_00n, 'Secret Refuge', { unit: 'Adults' }), paid('2025-07-06', 1_000_000n, 'Own service', { category: 'Internal' }), paid('2025-07-07', 40_000n, 'Near Care', { category: 'Grant' }),
    paid('2025-07-08', 80_000n, 'A Levy', { category: 'Levy' }), paid('2025-07-09', -3_00n, 'Far Care'), paid('2024-07-09', 77_777n, 'Near Care'), paid('2024-07-10', 88_800n, 'Silent Care', { category: 'Grant' }), paid('2024-08-10', 19_00n, 'Far Care', { unit: 'Gone' }),
  ];
  await house.mustRun(importSpend, finance, { source: { file: fileOf(rows), name: 'ledger.csv' }, body: slug, controlTotal: '67,000.00' });
  const { rows: spellings } = await house.database.pool.query<{ id: string; name: string }>("select id, name from spend_supplier where body_id = $1 and name = 'Secret Refuge'", [bodyId]);
  withheld = { organisationId: held, supplierId: spellings[0]!.id };
  await house.mustRun(matchSupplier, finance, { supplierId: withheld.supplierId, organisationId: held });
  await house.mustRun(withholdSupplier, finance, { supplierId: withheld.supplierId, label: 'personal', reason: 'Its address is secret' });
  await house.mustRun(askReturns, await house.addPerson('Mo', ['contract-manager', bodyId]), { agreementId: main, everyMonths: '1', firstOn: '2025-06-01', dueDays: '30' });
  await house.mustRun(recordReturn, finance, { agreementId: main, fromOn: '2025-06-01', toOn: '2025-06-30', local: '5,000', method: 'By postcode' });
}, 60_000);
afterAll(() => house?.close());

const pence = (text: string): bigint => BigInt(text.replaceAll(/[£,]/g, '').replace(/^(-?)(\d+)$/, '$1$2.00').replace('.', ''));
const plain = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim();
interface Cell {
  readonly text: string;
  readonly href: string | null;
  readonly numeric: boolean;
}
/** Each table of a page: its headings, and its rows of cells. */
const tablesOf = (page: string): { readonly heads: readonly string[]; readonly rows: readonly (readonly Cell[])[] }[] =>
  [...page.matchAll(/<table[\s\S]*?<\/table>/g)].filter(([table]) => !table.includes('wantsum-chart')).map(([table]) => {
    const rows = [...table.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => [...row.matchAll(/<(td|th)([^>]*)>([\s\S]*?)<\/\1>/g)].map(([, , attributes, inner]) => ({ text: plain(inner!), href: /href="([^"]+)"/.exec(inner!)?.[1]?.replaceAll('&amp;', '&') ?? null, numeric: attributes!.includes('numeric') })));
    return { heads: rows[0]!.map(({ text }) => text), rows: rows.slice(1) };
  });

/** What the page behind a figure says that its rows come to. */
async function comesTo(reader: PersonId | undefined, href: string): Promise<{ readonly count: string | null; readonly money: string | null; readonly text: string }> {
  const page = await house.visitor(reader).get(href);
  expect(page.status, href).toBe(200);
  const AMOUNT = '(-?£[\\d,]+(?:\\.\\d\\d)?)';
  const found = [/The figure is of ([\d,]+) payments? ?, (AMOUNT)/, /paid (AMOUNT) in ([\d,]+) payment/, /([\d,]+) agreements? ?, (AMOUNT) in the year/, /Both tiers come to (AMOUNT)/, /returns? counts? ?, (AMOUNT) in all/, /Paid to local businesses (AMOUNT)/, /: ([\d,]+) returns? ?[.,]/]
    .map((pattern) => new RegExp(pattern.source.replace('(AMOUNT)', `${AMOUNT}`)).exec(page.text)).find((match) => match !== null);
  const [first, second] = [found?.[1] ?? null, found?.[2] ?? null];
  return { count: first?.includes('£') ? second : first, money: first?.includes('£') ? first : second, text: page.text };
}

async function walk(reader: PersonId | undefined, year: string): Promise<number> {
  let followed = 0;
  for (const report of Object.keys(REPORTS)) {
    const page = await house.visitor(reader).get(`/spend/report/${report}?body=${slug}&year=${year}`);
    for (const { heads, rows } of tablesOf(page.html)) {
      for (const row of rows) {
        for (const [at, cell] of row.entries()) {
          if (!cell.numeric || /^(£?0(\.0%)?|No share)$/.test(cell.text)) continue;
          const where = `${report}, ${row[0]!.text}, ${heads[at]}: ${cell.text}`;
          if (cell.text.endsWith('%') && cell.href === null) {
            expect(row.some(({ numeric, href }) => numeric && href !== null), where).toBe(true);
            continue;
          }
          expect(cell.href, where).not.toBeNull();
          const behind = await comesTo(reader, cell.href!);
          followed += 1;
          const says = cell.text.endsWith('%') ? shareWords(pence(behind.money!), pence(row.at(-1)!.text)) : heads[at] === 'A month' ? String(Math.ceil(Number(behind.count) / 12)) : cell.text.includes('£') ? behind.money : behind.count;
          // A contract's value stands on its own page; what the keeper said of a file, and the difference, beside the file's payments.
          if (cell.href!.startsWith('/contracts/') || heads[at] === 'Ledger') expect(behind.text, where).toContain(cell.text);
          else if (heads[at] === 'Difference') expect(pence(row[1]!.text) - pence(behind.money!), where).toBe(pence(cell.text));
          else expect(says, where).toBe(cell.text);
        }
      }
    }
  }
  return followed;
}

describe('every figure leads to the rows behind it', () => {
  test.each([['2025-26'], ['2024-25']])('OR-04: for anyone: the rows’ number and sum are the figure’s, in %s', async (year) => expect(await walk(undefined, year)).toBeGreaterThan(40), 60_000);
  test('OR-04: for the authority’s staff: every payment behind it, one by one, adds up to the figure', async () => {
    expect(await walk(finance, '2025-26')).toBeGreaterThan(100);
    const links = new Set<string>();
    const staff = house.visitor(finance);
    for (const report of Object.keys(REPORTS)) for (const { rows } of tablesOf((await staff.get(`/spend/report/${report}?body=${slug}&year=2025-26`)).html)) for (const { href } of rows.flat()) if (href?.startsWith('/spend/')) links.add(href);
    let checked = 0;
    for (const href of links) {
      const page = await staff.get(href);
      const list = href.startsWith('/spend/suppliers') ? /href="(\/spend\/all\?[^"]+)"[^>]*>See every payment/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') : href.startsWith('/spend/all') ? href : null;
      if (!list) continue;
      const { count, money } = await comesTo(finance, href);
      const amounts = tablesOf((await staff.get(list)).html).flatMap(({ rows }) => rows.map((row) => pence(row.find(({ numeric }) => numeric)!.text)));
      expect(amounts.length, list).toBe(Number(count!.replaceAll(',', '')));
      expect(amounts.reduce((sum, amount) => sum + amount, 0n), list).toBe(pence(money!));
      if (checked < 5) expect((await staff.get(list.replace('/spend/all', '/spend/all.csv'))).html.trim().split('\r\n').length - 1, list).toBe(amounts.length);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(30);
  }, 60_000);

  test('the public reads how many of a figure are not listed and what they come to; the rest it reads one by one', async () => {
    const page = await house.visitor().get(`/spend?body=${slug}&year=2025-26&unit=Adults`);
    expect(page.text).toContain('The figure is of 3 payments , £11,015 in all. 1 is listed here one by one, £6,000.01 in all. The other 2 payments, £5,014.99 in all, are no larger than the value the authority publishes from, or of a kind it does not list.');
    expect(JSON.parse((await house.visitor().get(`/spend.json?body=${slug}&year=2025-26&unit=Adults`)).text)).toMatchObject({ total: 1, totals: { figurePayments: 3, figureAmount: 11_015 } });
  });

  test('a sum of all payments is given for the questions of reports alone: nobody narrows it by day or amount to one payment', async () => {
    for (const narrowed of ['paidFrom=2025-07-02&paidTo=2025-07-02', 'amountTo=100', 'q=unknown', 'capital=unknown', 'over=3300', 'sme=no', 'matched=no', 'size=micro']) {
      expect((await house.visitor().get(`/spend?body=${slug}&year=2025-26&${narrowed}`)).text, narrowed).not.toContain('The figure is of');
    }
    expect((await house.visitor().get(`/spend?year=2025-26`)).text).not.toContain('The figure is of');
  });

  test('a withheld payee is told by no sum, and by no sum less another', async () => {
    const sum = async (query: string, list = '/spend'): Promise<bigint> => pence((await comesTo(undefined, `${list}?body=${slug}&year=2025-26&${query}`)).money ?? '£0');
    // Beside its organisation and its spelling there is nothing at all.
    expect(await sum(`kind=external&organisation=${withheld.organisationId}`)).toBe(0n);
    expect(await sum(`kind=external&supplier=${withheld.supplierId}`)).toBe(0n);
    for (const unit of ['Children', 'Adults']) expect(await sum(`kind=external&unit=${unit}&organisation=${withheld.organisationId}`), unit).toBe(0n);
    // Every way to split suppliers: the withheld money is in the part that says nothing of them, wherever they are split.
    for (const [key, values] of Object.entries({ size: ['micro', 'small', 'medium', 'large', 'unknown'], sector: ['private', 'vcse', 'public', 'unknown'], district: ['any', 'elsewhere', 'none'], contract: ['yes', 'no'] })) {
      for (const place of ['', '&unit=Children', '&unit=Adults']) {
        let named = 0n;
        for (const value of values) named += await sum(`${key}=${value}${place}`, '/spend/suppliers');
        const [all, unmatched] = [await sum(`x=${place}`, '/spend/suppliers'), await sum(`matched=no${place}`, '/spend/suppliers')];
        expect(all - named, `${key}${place}`).toBe(unmatched);
      }
    }
    // In one place the withheld are one row together, so that a row is nobody's.
    const rows = (await house.visitor().get(`/spend/suppliers.csv?body=${slug}&year=2025-26&service=Fostering&matched=withheld`)).html.trim().split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/^REDACTED PERSONAL DATA,15332\.00,4,/);
  });

  test('every payment of an authority is for its own staff: not for a visitor, another authority or a supplier', async () => {
    const [other, supplier] = [await house.addPerson('Otto', ['finance-officer', await house.addBody()]), await house.addPerson('Sal', ['bid-writer', withheld.organisationId])];
    const auditor = await house.addPerson('Ivan', ['auditor', bodyId]);
    expect((await house.visitor(auditor).get(`/spend/all?body=${slug}`)).text).toContain('17 payments');
    // A year that no date has an end of is no year; the page stands.
    expect((await house.visitor(auditor).get(`/spend/all?body=${slug}&year=9999-00&contract=yes`)).status).toBe(200);
    for (const person of [other, supplier]) for (const url of ['/spend/all', '/spend/all.csv', '/spend/all.json']) expect((await house.visitor(person).get(`${url}?body=${slug}`)).status, url).toBe(404);
    expect((await house.visitor().get(`/spend/all?body=${slug}`)).text).not.toContain('Unknown Ltd');
    const { rows } = await house.database.pool.query<{ id: string }>('select id from spend_line where body_id = $1 order by abs(amount_pence) limit 1', [bodyId]);
    expect((await house.visitor(finance).get(`/spend/payments/${rows[0]!.id}`)).status).toBe(200);
    for (const person of [other, undefined]) expect((await house.visitor(person).get(`/spend/payments/${rows[0]!.id}`)).status).toBe(404);
    for (const query of ['district=%27', 'contract=x', 'year=zz&contract=no', 'load=1', 'agreement=x', 'kinds=%27&over=99999999999999999', 'without=x']) expect((await house.visitor(finance).get(`/spend/all?body=${slug}&${query}`)).status, query).toBe(200);
    for (const url of ['/spend/second-tier/x', '/spend/second-tier/01990000-0000-7000-8000-000000000000']) expect((await house.visitor().get(url)).status).toBe(404);
    expect((await house.visitor().get(`/spend/agreements?body=${slug}&kind=zz&page=99999&unit=%27`)).status).toBe(200);
  });
});
