import { calendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { REPORTS } from '../../src/analyse/spend/report/reports.ts';
import { suppliersPaid } from '../../src/analyse/spend/report/suppliers.store.ts';
import { overValueSql } from '../../src/analyse/spend/spend.ts';
import { withoutIndexes, type BenchmarkHouse } from './house.ts';
import { caller, median, timed, type Measurement } from './measuring.ts';
import { statementsDuring } from './recording.ts';

const TURNS = 9;
const SUPPLIERS = 20_000;
const PLACES = 150;
const YEARS = 10;
const LAST_YEAR = 2025;
const SERVER_MS = 200;

/** Every report over HTTP with so many payments beneath it, against its own statements on one connection: the same question as bare SQL. */
export async function measureSpendReports(house: BenchmarkHouse, port: number, payments: number): Promise<Measurement[]> {
  const bodyId = newId<'body'>();
  await fill(house, bodyId, payments);
  const found: Measurement[] = [];
  const question = { body: { id: bodyId, slug: 'bench', name: 'Bench Council' }, year: LAST_YEAR, today: calendarDate('2026-03-31'), payments: '/spend' };
  for (const [key, definition] of Object.entries(REPORTS)) found.push(await measurePage(house, port, `/spend/report/${key}?body=bench`, `report ${key}, ${payments.toLocaleString('en-GB')} payments`, (read) => definition.read(read, question)));
  const suppliers = { bodyId, year: LAST_YEAR, size: null, sector: 'vcse', matched: null, contract: null, district: null, districts: [] };
  found.push(await measurePage(house, port, '/spend/suppliers?body=bench&sector=vcse', 'suppliers of one sector', (read) => suppliersPaid(read, suppliers, { limit: 101, after: null })));
  for (const [name, query] of [['as it opens', ''], ['one year and size', '&year=2024-25&size=small'], ['one service', '&unit=Directorate 3&service=Service 3'], ['largest first', '&sort=-amount']] as const) found.push(await measurePage(house, port, encodeURI(`/spend?body=bench${query}`), `register ${name}`, null));
  return found;
}

async function measurePage({ database }: BenchmarkHouse, port: number, path: string, name: string, ask: ((read: Parameters<Parameters<BenchmarkHouse['database']['read']>[0]>[0]) => Promise<unknown>) | null): Promise<Measurement> {
  const statements = ask === null ? [] : await statementsDuring(database, async () => void (await database.read(ask)));
  const call = caller(1);
  const client = await database.client();
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    for (let turn = -2; turn < TURNS; turn++) {
      const asked = await timed(async () => { for (const { text, values } of statements) await client.query(text, values as unknown[]); });
      const answered = await timed(async () => {
        const reply = await call(port, 'GET', path);
        if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}`);
      });
      if (turn < 0) continue;
      bare.push(asked);
      ours.push(answered);
    }
  } finally {
    client.release();
  }
  return { name, unit: 'ms', ours: median(ours), bare: ask === null ? null : median(bare), pass: median(ours) < SERVER_MS, bar: `under ${SERVER_MS} ms of server time` };
}

/** Payments made by the database itself, and their rollups by the same sums that a load keeps. */
export async function fill({ database }: BenchmarkHouse, bodyId: string, payments: number): Promise<void> {
  const run = (text: string): Promise<unknown> => database.pool.query(text);
  await run(`insert into body (id, slug, name, kind) values ('${bodyId}', 'bench', 'Bench Council', 'county-council')`);
  await run(`insert into organisation (id, name, match_name, size, sector, postcode, source) select gen_random_uuid(), 'Supplier ' || n, 'supplier ' || n, (array['micro', 'small', 'medium', 'large'])[1 + n % 4], (array['private', 'vcse', 'public'])[1 + n % 3], 'QW' || n % 9 || ' 1AA', 'entered' from generate_series(1, ${SUPPLIERS * 0.6}) n`);
  await run(`insert into spend_supplier (id, body_id, name, match_name, organisation_id, matched_by) select gen_random_uuid(), '${bodyId}', 'Supplier ' || n, 'supplier ' || n, o.id, case when o.id is not null then 'name' end from generate_series(1, ${SUPPLIERS}) n left join organisation o on o.match_name = 'supplier ' || n order by n`);
  await run(`insert into spend_place (body_id, unit, service) select '${bodyId}', 'Directorate ' || n % 7, 'Service ' || n from generate_series(1, ${PLACES}) n`);
  await run(`insert into agreement (id, reference, body_id, kind, title, lead_organisation_id, value_net_pence, starts_on, ends_on, state, incomplete, missing, source) select gen_random_uuid(), 'B' || n, '${bodyId}', case when n % 10 = 0 then 'grant' else 'contract' end, 'Agreement ' || n, o.id, n * 1000000, date '2023-04-01' + n % 700, date '2026-01-01' + n % 900, 'live', true, '{manager}', 'imported' from generate_series(1, 600) n join organisation o on o.match_name = 'supplier ' || n`);
  const batch = newId<'import_batch'>();
  await run(`insert into import_batch (id, kind, body_id, file_name, file_sha256, row_count) values ('${batch}', 'spend', '${bodyId}', 'bench.csv', '\\x00', ${payments})`);
  await run(`insert into spend_load (import_id, body_id, lines, total_pence, first_on, last_on) values ('${batch}', '${bodyId}', ${payments}, 0, '2016-04-01', '2026-03-31')`);
  const [first, place] = await Promise.all(['spend_supplier', 'spend_place'].map(async (table) => (await database.pool.query<{ key: number }>(`select min(${table === 'spend_supplier' ? 'supplier_key' : 'place_key'}) as key from ${table}`)).rows[0]!.key));
  await withoutIndexes(database, ['spend_line'], (quickly) => quickly(`insert into spend_line (id, body_id, amount_pence, load_key, supplier_key, place_key, paid_on, row_number, kind, vat, purpose, transaction_number)
    select gen_random_uuid(), '${bodyId}', (n * 104729) % 4000000 - 40000, (select load_key from spend_load), ${first} + (n * 7919) % ${SUPPLIERS}, ${place} + ((n * 7919) % ${SUPPLIERS} * 13 + n % 3) % ${PLACES},
      date '2016-04-01' + (n * ${YEARS * 365} / ${payments})::int, (n % 2000000000)::int + 1, case when n % 25 = 0 then 'grant' when n % 12 = 0 then 'in-house' else 'external' end, 'net', 'Purpose ' || n % 400, 'T' || n from generate_series(0, ${payments - 1}::bigint) n`));
  const month = `date_trunc('month', paid_on::timestamp)::date`;
  const year = `(extract(year from paid_on) - (extract(month from paid_on) < 4)::int)::smallint`;
  const sums = 'count(*)::int, sum(amount_pence)::bigint from spend_line group by';
  await run(`insert into spend_supplier_year select body_id, ${year}, supplier_key, kind, ${sums} 1, 2, 3, 4`);
  await run(`insert into spend_supplier_month select supplier_key, ${month}, kind, ${sums} 1, 2, 3`);
  await run(`insert into spend_place_month select body_id, ${month}, place_key, kind, 'not-said', ${sums} 1, 2, 3, 4`);
  await run(`insert into spend_place_supplier_year select body_id, ${year}, place_key, supplier_key, kind, ${sums} 1, 2, 3, 4, 5`);
  await run(`insert into spend_band_month select body_id, ${month}, kind, ${overValueSql('amount_pence')}, ${sums} 1, 2, 3, 4`);
  await run('update spend_load set total_pence = (select sum(amount_pence) from spend_line)');
  await run('vacuum analyze');
}
