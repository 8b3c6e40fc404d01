import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database/connection';
import { removeUnusedFiles } from '#selection';
import { forgetKeys } from './bid-key.store.ts';
import { ports } from './ports.ts';

/** Which bids: drafts that were never sent, or bids that did not succeed. */
export type Kept = { readonly what: 'drafts'; readonly months: number } | { readonly what: 'unsuccessful'; readonly years: number };

const NEVER_SENT = `(b.state = 'draft' and not exists (select from bid_submission s where s.bid_id = b.id))`;

/**
 * Bids of a body whose time is over. The last day of the time still counts to it: they are due on the day after. A bid of a procurement that has not
 * ended, or that is challenged, is never among them, since the port then gives no day of its end.
 */
function dueOf(bodyId: string, kept: Kept) {
  const ended = sql.raw(ports().procurementEndSql('o'));
  const today = sql`(wantsum_clock() at time zone 'Europe/London')::date`;
  const over = kept.what === 'drafts'
    ? sql`${sql.raw(NEVER_SENT)} and ${ended} is not null and ((o.closes_at at time zone 'Europe/London')::date + make_interval(months => ${kept.months}))::date < ${today}`
    : sql`not ${sql.raw(NEVER_SENT)} and b.state <> 'successful' and (${ended} + make_interval(years => ${kept.years}))::date < ${today}`;
  return sql`from bid b join opportunity o on o.id = b.opportunity_id where o.body_id = ${bodyId} and b.contents_deleted_at is null and ${over}`;
}

/** Whether there is anything to do, so that a quiet night leaves no entry. */
export async function bidsWait(read: Read, bodyId: string, kept: Kept): Promise<boolean> {
  return (await sql`select ${dueOf(bodyId, kept)} limit 1`.execute(read)).rows.length > 0;
}

/** The next of them, each locked with its opportunity: a challenge recorded meanwhile waits, or is seen. */
export async function lockDue(tx: Tx, bodyId: string, kept: Kept, limit: number): Promise<string[]> {
  const { rows: found } = await sql<{ id: string }>`select o.id ${dueOf(bodyId, kept)} order by b.id limit ${limit}`.execute(tx);
  await sql`select from opportunity where id = any(${found.map(({ id }) => id)}::uuid[]) order by id for share`.execute(tx);
  // Read again under the lock: what was decided on may have changed while we waited for it.
  const { rows } = await sql<{ id: string }>`select b.id ${dueOf(bodyId, kept)} and o.id = any(${found.map(({ id }) => id)}::uuid[]) order by b.id limit ${limit} for update of b skip locked`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface Deleted {
  readonly answers: number;
  readonly files: number;
}

/**
 * Deletes what was written in these bids: drafts, answers, files, and the keys without which no submission can ever be read again. The receipt, its
 * time and its digest stay. So do the price and the numbers counted as reach: the totals and ranks of the award are computed from them.
 */
export async function deleteContents(tx: Tx, ids: readonly string[]): Promise<Deleted> {
  const bids = sql`any(${ids}::uuid[])`;
  const parts = await sql`delete from bid_part where bid_id = ${bids}`.execute(tx);
  const answers = await sql`delete from opened_answer a where a.bid_id = ${bids}
    and not exists (select from question q join criterion c on c.id = q.criterion_id where q.id = a.question_id and q.type = 'number' and c.kind = 'reach')`.execute(tx);
  await sql`delete from opened_file where bid_id = ${bids}`.execute(tx);
  const { rows } = await sql<{ fileId: string }>`delete from bid_file where bid_id = ${bids} returning file_id as "fileId"`.execute(tx);
  const files = await removeUnusedFiles(tx, [...new Set(rows.map(({ fileId }) => fileId))]);
  await sql`delete from bid_key where bid_id = ${bids}`.execute(tx);
  forgetKeys(ids);
  await sql`update bid set contents_deleted_at = wantsum_clock() where id = ${bids}`.execute(tx);
  return { answers: Number(parts.numAffectedRows ?? 0n) + Number(answers.numAffectedRows ?? 0n), files };
}

/** Bodies for which anybody has begun a bid. */
export async function bodiesWithBids(read: Read): Promise<string[]> {
  return (await sql<{ id: string }>`select distinct o.body_id as id from bid b join opportunity o on o.id = b.opportunity_id where b.contents_deleted_at is null`.execute(read)).rows.map(({ id }) => id);
}
