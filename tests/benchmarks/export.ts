import { pipeline } from 'node:stream/promises';
import { Readable, Writable } from 'node:stream';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { newId } from '#kernel/ids';
import { contractsAsOcds } from '#ocds';
import type { BenchmarkHouse } from './house.ts';
import { timed, type Measurement } from './measuring.ts';

const TIMES = 3;

/** A body's whole register as one OCDS release package, streamed, against the database's own COPY of the same JSON, one release a row. */
export async function measureExport(house: BenchmarkHouse, processes: number): Promise<Measurement[]> {
  await addProcesses(house, processes);
  const name = `export of ${processes.toLocaleString('en-GB')} processes as OCDS`;
  await copyOf(house);
  const [ours, bare]: [number[], number[]] = [[], []];
  let bytes = 0;
  let most = 0;
  const before = process.memoryUsage.rss();
  for (let turn = 0; turn < TIMES; turn++) {
    bare.push(await timed(() => copyOut(house)));
    bytes = 0;
    ours.push(await timed(async () => {
      for await (const text of contractsAsOcds(house.services, 'bench')) {
        bytes += Buffer.byteLength(text);
        most = Math.max(most, process.memoryUsage.rss());
      }
    }));
  }
  return [
    { name, unit: 's', ours: Math.min(...ours) / 1000, bare: Math.min(...bare) / 1000, pass: null, bar: '' },
    { name: `${name}, memory it added`, unit: 'MB', ours: (most - before) / 2 ** 20, bare: null, pass: most - before < 250 * 2 ** 20, bar: 'under 250 MB whatever the size' },
    { name: `${name}, size`, unit: 'MB', ours: bytes / 2 ** 20, bare: null, pass: null, bar: '' },
  ];
}

/** The same releases as rows of JSON text. */
async function copyOf({ database, services }: BenchmarkHouse): Promise<void> {
  await database.pool.query('create unlogged table bench_release (content text not null)');
  const client = await database.client();
  try {
    const lines = async function* (): AsyncGenerator<string> {
      for await (const text of contractsAsOcds(services, 'bench')) {
        for (const line of text.split('\n')) if (line.includes('"ocid"') && line.length > 2) yield `${line.replace(/^\{"uri".*"releases":\[/, '').replace(/,$/, '').replaceAll('\\', '\\\\')}\n`;
      }
    };
    await pipeline(Readable.from(lines()), client.query(copyFrom('copy bench_release from stdin')));
  } finally {
    client.release();
  }
}

async function copyOut({ database }: BenchmarkHouse): Promise<void> {
  const client = await database.client();
  try {
    await pipeline(client.query(copyTo('copy bench_release to stdout')), new Writable({ write: (_chunk, _encoding, next) => next() }));
  } finally {
    client.release();
  }
}

/** Contracts as a register brings them: with a supplier that has a record, dates, a value and words. */
async function addProcesses({ database }: BenchmarkHouse, count: number): Promise<void> {
  const bodyId = newId<'body'>();
  await database.pool.query(`insert into body (id, slug, name, kind) values ('${bodyId}', 'bench', 'Bench Council', 'county-council')`);
  await database.pool.query(`insert into organisation (id, name, match_name, source, company_number, size, sector) select gen_random_uuid(), 'Supplier ' || n || ' Limited', 'supplier ' || n, 'imported', lpad(n::text, 8, '0'), 'small', 'private' from generate_series(1, 3000) n`);
  await database.pool.query(`
    with suppliers as (select array_agg(id order by company_number) as ids from organisation)
    insert into agreement (id, reference, body_id, kind, title, description, lead_organisation_id, supplier_name, value_net_pence, starts_on, ends_on, process, cpv_code, state, incomplete, missing, source, sme, vcse)
    select gen_random_uuid(), 'BENCH-' || n, '${bodyId}', 'contract', 'Services for the district, number ' || n, 'Provision and maintenance, with quarterly reporting. ' || repeat('The service is described in the specification. ', 3),
      s.ids[1 + n % 3000], 'Supplier ' || (1 + n % 3000) || ' Limited', ((n::bigint * 7919) % 100000) * 1000, date '2015-01-01' + n % 4000, date '2015-01-01' + n % 4000 + 365 + n % 1500, 'Open tender', '85312000', 'live', true, '{manager,director}', 'imported', n % 3 = 0, n % 7 = 0
    from generate_series(1, ${count}) n, suppliers s`);
  await database.pool.query('vacuum analyze agreement, organisation');
}
