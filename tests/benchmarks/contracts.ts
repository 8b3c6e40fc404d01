import { newId } from '#kernel/ids';
import type { Read } from '#platform/database/connection';
import type { RegisterDefinition } from '#platform/register/register-definition';
import { readRegisterPage } from '#platform/register/register.store';
import { cursorText, readRegisterQuery } from '#platform/register/register-query';
import { search } from '#platform/search/search';
import { noticesRegister } from '../../src/parts/notices/notices.routes.ts';
import { AGREEMENT_PLAIN, AGREEMENT_WORDS } from '../../src/review/agreements/agreement-words.store.ts';
import { contractsDefinition } from '../../src/review/agreements/agreements.register.ts';
import { withoutIndexes, type BenchmarkHouse } from './house.ts';
import { caller, median, timed, type Measurement } from './measuring.ts';
import { statementsDuring, type Statement } from './recording.ts';

const REQUESTS = 30;
const WARM_UP = 30;
/** A page of the site, and what asks the database for it; `found` are the rows that it shows. */
interface Asked {
  readonly name: string;
  readonly path: string;
  readonly ask: (read: Read) => Promise<{ readonly found: number; readonly byLikeness: boolean }>;
  /** No row has these words: they are spelt like some that do. */
  readonly misspelt?: boolean;
}
type Query = Readonly<Record<string, string>>;

const notices = noticesRegister.definition;
const listOf = (definition: RegisterDefinition, name: string, query: Query): Asked => ({
  name, path: `${definition.url}?${new URLSearchParams(query)}`,
  ask: async (read) => {
    const { rows, byLikeness } = await readRegisterPage(read, definition, readRegisterQuery(definition, query));
    return { found: rows.length, byLikeness };
  },
});
const searchFor = (name: string, words: string): Asked => ({
  name, path: `/search?${new URLSearchParams({ words })}`,
  ask: async (read) => {
    const { results, byLikeness } = await search(read, { words, page: 1 });
    return { found: results.length, byLikeness };
  },
});
const halfWay = (query: Query, value: string): Query => ({ ...query, from: cursorText({ direction: 'after', value, id: '80000000-0000-4000-8000-000000000000', offset: 1000 }) });
/** A reader's usual ways in: the list as it opens, another order, a page far down, a word in a tenth of the rows, two words in a few, a misspelt one, filters; the same of notices; the one search over both. */
const PAGES: readonly Asked[] = [
  listOf(contractsDefinition, 'contracts list', {}),
  listOf(contractsDefinition, 'contracts list, half way down', halfWay({}, '2020-06-01')),
  listOf(contractsDefinition, 'contracts list by title', { sort: 'title' }),
  listOf(contractsDefinition, 'contracts list by title, half way down', halfWay({ sort: 'title' }, 'library services, dover')),
  listOf(contractsDefinition, 'contracts search, a common word', { q: 'highways' }),
  listOf(contractsDefinition, 'contracts search, rare words', { q: 'lighthouse maintenance' }),
  { ...listOf(contractsDefinition, 'contracts search, misspelt', { q: 'libary' }), misspelt: true },
  listOf(contractsDefinition, 'contracts filter, worth at least £500,000', { valueFrom: '500000' }),
  listOf(contractsDefinition, 'contracts filters: a word, small suppliers, worth at least £100,000', { q: 'payroll', sme: 'yes', valueFrom: '100000' }),
  listOf(notices, 'notices list', {}),
  listOf(notices, 'notices search', { q: 'highways' }),
  { ...listOf(notices, 'notices search, misspelt', { q: 'libary' }), misspelt: true },
  searchFor('search of everything, a common word', 'highways'),
  searchFor('search of everything, rare words', 'lighthouse maintenance'),
  { ...searchFor('search of everything, misspelt', 'libary'), misspelt: true },
];

/** Lists and searches over HTTP, against the statements of the same page, recorded from the register and the search themselves and run on one connection. */
export async function measureContracts(house: BenchmarkHouse, port: number, sizes: readonly number[]): Promise<Measurement[]> {
  const found: Measurement[] = [];
  const bodyId = newId<'body'>();
  await house.database.pool.query(`insert into body (id, slug, name, kind) values ('${bodyId}', 'bench', 'Bench Council', 'county-council')`);
  let rows = 0;
  for (const size of sizes) {
    await addContracts(house, bodyId, rows, size);
    rows = size;
    for (const page of PAGES) found.push(await measurePage(house, port, size, page));
  }
  return found;
}

async function measurePage(house: BenchmarkHouse, port: number, size: number, page: Asked): Promise<Measurement> {
  const statements = await statementsOf(house, page);
  const call = caller(1);
  const { path } = page;
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
  return { name: `${page.name}, ${size.toLocaleString('en-GB')} rows`, unit: 'ms', ours, bare, pass: ours < 1.5 * bare + 5, bar: 'under 1.5 times plus 5 ms' };
}

/** What the database is asked for this page, without BEGIN and COMMIT. */
async function statementsOf({ database }: BenchmarkHouse, { name, ask, misspelt = false }: Asked): Promise<Statement[]> {
  const asked = await statementsDuring(database, async () => {
    const { found, byLikeness } = await database.read(ask);
    if (found === 0 || byLikeness !== misspelt) throw new Error(`${name} finds nothing to measure`);
  });
  if (asked.length < 2) throw new Error('the statements of the page were not seen');
  return asked;
}

/**
 * Contracts as an import leaves them: live but incomplete, with their words; a quarter as many notices; and what the site's search knows of both.
 * Made by SQL, as a million are: the indexes are taken away meanwhile and made again, the triggers stay.
 */
async function addContracts({ database }: BenchmarkHouse, bodyId: string, from: number, through: number): Promise<void> {
  const pick = (list: readonly string[], every: number) => `(array[${list.map((one) => `'${one}'`).join(', ')}])[1 + (n / ${every}) % ${list.length}]`;
  const subjects = ['highways', 'catering', 'domiciliary care', 'payroll', 'library', 'youth work', 'waste', 'school transport', 'software', 'legal'];
  const title = `initcap(${pick(subjects, 1)}) || case when n % 500 = 7 then ' for the lighthouse,' else ' services,' end || ' ' || ${pick(['Ashford', 'Canterbury', 'Dartford', 'Dover', 'Folkestone', 'Gravesham', 'Maidstone', 'Sevenoaks', 'Swale', 'Thanet', 'Tonbridge'], 10)}`;
  await withoutIndexes(database, ['agreement', 'notice', 'search_entry'], async (run) => {
    await run(`
      insert into agreement (id, reference, body_id, kind, title, description, supplier_name, value_net_pence, annual_value_net_pence, starts_on, ends_on, procurement_category, state, incomplete, missing, source, sme, vcse, words, plain)
      select r.id, r.reference, r.body_id, 'contract', r.title, r.description, r.supplier_name, r.value_net_pence, r.value_net_pence / 4, r.starts_on, r.starts_on + r.days, r.procurement_category, 'live', true, '{manager,director}', 'imported', r.sme, r.vcse, ${AGREEMENT_WORDS}, ${AGREEMENT_PLAIN}
      from (select gen_random_uuid() as id, 'BENCH-' || n as reference, '${bodyId}'::uuid as body_id, ${title} as title,
          'Provision and maintenance of ' || ${pick(subjects, 1)} || ', with out of hours cover, quarterly reporting and a named manager. ' || repeat('The service is described in the specification. ', 3) as description,
          'Supplier ' || (n % 3000) || ' Limited' as supplier_name, ((n::bigint * 7919) % 100000) * 1000 as value_net_pence, date '2015-01-01' + n % 4000 as starts_on, 365 + n % 1500 as days,
          ${pick(['Works', 'Social care', 'Facilities', 'Professional services'], 3)} as procurement_category, n % 3 = 0 as sme, n % 7 = 0 as vcse, null::uuid as unit_id, null::uuid as lead_organisation_id
        from generate_series(${from + 1}, ${through}) n) r left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id`);
    await run(`
      insert into notice (id, code, about_kind, about_id, body_id, ocid, title, words, published_at)
      select gen_random_uuid(), 'UK' || 1 + n % 16, 'opportunity', gen_random_uuid(), '${bodyId}', 'ocds-bench-' || n, ${title}, 'What is to be provided, to whom and by when, is told in this notice.', timestamptz '2025-02-24 09:00Z' + n * interval '1 minute' * ${30_000_000 / 60 / through}
      from generate_series(${Math.ceil(from / 4) + 1}, ${Math.ceil(through / 4)}) n`);
    await run('truncate search_entry');
    await run(`
      insert into search_entry (record_kind, record_id, body_id, title, summary, address, happened_on, words, plain)
      select 'agreement', a.id, a.body_id, a.title, 'Bench Council with ' || a.supplier_name || ', ' || a.reference, '/contracts/' || a.id, a.starts_on, a.words, a.plain from agreement a
      union all select 'notice', n.id, n.body_id, n.code || ': ' || n.title, n.words, '/notices/' || n.id, null, setweight(to_tsvector('english', plain_text(n.title)), 'A') || setweight(to_tsvector('english', plain_text(n.title || ' ' || n.words)), 'B'), plain_text(n.title || ' ' || n.words) from notice n`);
  });
  await database.pool.query('vacuum analyze agreement, notice, search_entry');
}
