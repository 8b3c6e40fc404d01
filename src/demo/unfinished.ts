import type pg from 'pg';
import { OperatorProblem } from '#kernel/operator-problem';
import type { Database } from '#platform/database/connection';
import { migrationsIn } from '#platform/database/migrate';

/** Stands beside the clock, which the loading replaces, from before its first act until after its last. A comment, so that it is no record of the site's. */
const MARK = 'The demonstration is being loaded, or its loading was stopped half way.';
/** Any number that nothing else uses: of two processes that start together one loads, and the other waits for the whole. */
const LOADING_LOCK = 7_201_412_015;

/** What a half-loaded demonstration holds is no site, so nothing may be done on it; the message is a plain sentence. */
export class HalfLoaded extends OperatorProblem {}

/** Whether a loading began that has not ended. */
export async function isUnfinished(database: Pick<Database, 'pool'>): Promise<boolean> {
  const { rows } = await database.pool.query<{ mark: string | null }>("select obj_description('wantsum_clock()'::regprocedure, 'pg_proc') as mark");
  return rows[0]!.mark === MARK;
}

export const markUnfinished = (database: Pick<Database, 'pool'>): Promise<unknown> => database.pool.query(`comment on function wantsum_clock() is '${MARK}'`);
export const markFinished = (database: Pick<Database, 'pool'>): Promise<unknown> => database.pool.query('comment on function wantsum_clock() is null');

/**
 * Takes away everything, tables too. Only for what bears the mark: it began on an empty site, and no command or page that started since worked on it.
 * @throws HalfLoaded where something is there that the loading did not make: it is not ours to take away
 */
export async function emptyHalfLoaded(database: Database): Promise<void> {
  if (!(await isUnfinished(database))) throw new Error('only a half-loaded demonstration is ever emptied');
  const others = await whatOthersMade(database);
  if (others !== null) throw new HalfLoaded(`The loading of the demonstration was stopped half way, and nothing was taken away: ${others}. Empty the database yourself, or use another.`);
  await database.pool.query('begin; drop schema public cascade; create schema public; grant usage on schema public to public; commit');
}

/** Tables of another program in the same database; and people who signed in at a site that was running before the loading began, which the loading never does. */
async function whatOthersMade(database: Database): Promise<string | null> {
  const made = (await migrationsIn()).flatMap(({ text }) => Array.from(text.matchAll(/^create table (?:if not exists )?(\w+)/gim), ([, name]) => name!));
  const { rows } = await database.pool.query<{ name: string }>(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f') and c.relname <> 'schema_migration' and c.relname <> all($1::text[])
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e') order by 1 limit 1`, [made]);
  if (rows[0]) return `the database holds ${rows[0].name}, which is not Wantsum’s`;
  const { rows: signedIn } = await database.pool.query('select from sign_in_session limit 1');
  return signedIn.length > 0 ? 'somebody has signed in here meanwhile' : null;
}

/** @throws HalfLoaded for whoever would work on a site whose demonstration is not whole */
export async function refuseHalfLoaded(database: Database): Promise<void> {
  if (await isUnfinished(database)) throw new HalfLoaded('The demonstration is being loaded here, or its loading was stopped half way. Wait until it is loaded, or run wantsum start with WANTSUM_DEMO=true: it begins again from nothing.');
}

/** Runs work while no other process loads the demonstration on this database. */
export async function whileNobodyLoads<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const client: pg.PoolClient = await database.client();
  try {
    await client.query('select pg_advisory_lock($1)', [LOADING_LOCK]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOADING_LOCK]).catch(() => undefined);
    client.release();
  }
}
