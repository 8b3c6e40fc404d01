import { newId } from '#kernel/ids';
import { readRegisterPage } from '#platform/register/register.store';
import { readRegisterQuery } from '#platform/register/register-query';
import { AGREEMENT_PLAIN, AGREEMENT_WORDS } from '../../src/review/agreements/agreement-words.store.ts';
import { contractsDefinition } from '../../src/review/agreements/agreements.register.ts';
import type { BenchmarkHouse } from './house.ts';
import { caller, median, timed, type Measurement } from './measuring.ts';
import { statementsDuring, type Statement } from './recording.ts';

const REQUESTS = 30;
const WARM_UP = 30;
/** A reader's usual ways in: the list as it opens, another order, a word in a tenth of the rows, two words in a few, a filter. */
const PAGES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['list', {}],
  ['list by title', { sort: 'title' }],
  ['search, a common word', { q: 'highways' }],
  ['search, rare words', { q: 'lighthouse maintenance' }],
  ['filter, worth at least £500,000', { valueFrom: '500000' }],
];

/** `/contracts` over HTTP, against the statements of the same page, recorded from the register itself and run on one connection. */
export async function measureContracts(house: BenchmarkHouse, port: number, sizes: readonly number[]): Promise<Measurement[]> {
  const found: Measurement[] = [];
  const bodyId = newId<'body'>();
  await house.database.pool.query(`insert into body (id, slug, name, kind) values ('${bodyId}', 'bench', 'Bench Council', 'county-council')`);
  let rows = 0;
  for (const size of sizes) {
    await addContracts(house, bodyId, rows, size);
    rows = size;
    for (const [name, query] of PAGES) found.push(await measurePage(house, port, `contracts ${name}, ${size.toLocaleString('en-GB')} rows`, query));
  }
  return found;
}

async function measurePage(house: BenchmarkHouse, port: number, name: string, query: Readonly<Record<string, string>>): Promise<Measurement> {
  const statements = await statementsOf(house, query);
  const call = caller(1);
  const path = `/contracts?${new URLSearchParams(query)}`;
  const client = await house.database.client();
  const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  try {
    // In turns, so that a busy moment of the machine falls on both.
    for (let turn = -WARM_UP; turn < REQUESTS; turn++) {
      const bare = await timed(async () => { for (const { text, values } of statements) await client.query(text, values as unknown[]); });
      const ours = await timed(async () => {
        const reply = await call(port, 'GET', path);
        if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}`);
      });
      if (turn < 0) continue;
      times.bare.push(bare);
      times.ours.push(ours);
    }
  } finally {
    client.release();
  }
  const [ours, bare] = [median(times.ours), median(times.bare)];
  return { name, unit: 'ms', ours, bare, pass: ours < 1.5 * bare + 5, bar: 'under 1.5 times plus 5 ms' };
}

/** What the register asks the database for this page, without BEGIN and COMMIT. */
async function statementsOf({ database }: BenchmarkHouse, query: Readonly<Record<string, string>>): Promise<Statement[]> {
  const asked = await statementsDuring(database, async () => {
    const page = await database.read((read) => readRegisterPage(read, contractsDefinition, readRegisterQuery(contractsDefinition, query)));
    if (page.rows.length === 0 || page.byLikeness) throw new Error(`${JSON.stringify(query)} finds nothing to measure`);
  });
  if (asked.length < 2) throw new Error('the statements of the page were not seen');
  return asked;
}

/** Contracts as an import leaves them: live but incomplete, with their words. Made by SQL, as 100,000 are. */
async function addContracts({ database }: BenchmarkHouse, bodyId: string, from: number, through: number): Promise<void> {
  const pick = (list: readonly string[], every: number) => `(array[${list.map((one) => `'${one}'`).join(', ')}])[1 + (n / ${every}) % ${list.length}]`;
  const subjects = ['highways', 'catering', 'domiciliary care', 'payroll', 'library', 'youth work', 'waste', 'school transport', 'software', 'legal'];
  await database.pool.query(`
    insert into agreement (id, reference, body_id, kind, title, description, supplier_name, value_net_pence, annual_value_net_pence, starts_on, ends_on, procurement_category, state, incomplete, missing, source, sme, vcse)
    select gen_random_uuid(), 'BENCH-' || n, '${bodyId}', 'contract',
      initcap(${pick(subjects, 1)}) || case when n % 500 = 7 then ' for the lighthouse,' else ' services,' end || ' ' || ${pick(['Ashford', 'Canterbury', 'Dartford', 'Dover', 'Folkestone', 'Gravesham', 'Maidstone', 'Sevenoaks', 'Swale', 'Thanet', 'Tonbridge'], 10)},
      'Provision and maintenance of ' || ${pick(subjects, 1)} || ', with out of hours cover, quarterly reporting and a named manager. ' || repeat('The service is described in the specification. ', 3),
      'Supplier ' || (n % 3000) || ' Limited', ((n::bigint * 7919) % 100000) * 1000, ((n::bigint * 7919) % 100000) * 250, date '2015-01-01' + n % 4000, date '2015-01-01' + n % 4000 + 365 + n % 1500,
      ${pick(['Works', 'Social care', 'Facilities', 'Professional services'], 3)}, 'live', true, '{manager,director}', 'imported', n % 3 = 0, n % 7 = 0
    from generate_series(${from + 1}, ${through}) n`);
  await database.pool.query(`update agreement a set words = w.words, plain = w.plain from (select r.id, ${AGREEMENT_WORDS} as words, ${AGREEMENT_PLAIN} as plain
    from agreement r left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id where r.plain = '') w where w.id = a.id`);
  await database.pool.query('vacuum analyze agreement');
}
