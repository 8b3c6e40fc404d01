import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Tx } from '../database/connection.ts';

/** Only one process sequences at a time; another that tries finds nothing to do. */
const SEQUENCER_LOCK = 7_201_412_015;
const BATCH = 2000;

/** What stands before the first entry. */
export const FIRST_HASH = Buffer.alloc(32);

/** The hash of an entry in the chain: SHA-256 over the previous hash and the entry's content as PostgreSQL prints it (in UTC). */
export const chainHash = (previous: Buffer, content: string): Buffer => createHash('sha256').update(previous).update(content).digest();

/** SQL for an entry's content. The transaction's number is left out: it is the server's own and changes on a restore. */
export const ENTRY_CONTENT = "(to_jsonb(e) - 'transaction_id')::text";

/**
 * Gives committed entries their positions in commit order and chains their hashes.
 *
 * Entries commit unchained, so that writers never wait for one another. An entry is taken only once every transaction
 * that could still commit before it has ended (its number is below the oldest one running): a reader who follows
 * the positions can therefore miss nothing.
 * @returns how many were given a position
 */
export async function sequenceAudit(database: Database): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await database.write(sequenceBatch);
    total += count;
    if (count < BATCH) return total;
  }
}

async function sequenceBatch(tx: Tx): Promise<number> {
  const { rows: locks } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SEQUENCER_LOCK}) as mine`.execute(tx);
  if (!locks[0]?.mine) return 0;
  await sql`set local timezone = 'UTC'`.execute(tx);
  const { rows: horizons } = await sql<{ horizon: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon`.execute(tx);
  const horizon = horizons[0]!.horizon;
  const { rows } = await sql<{ id: string; content: string; transaction: string }>`
    select e.id, ${sql.raw(ENTRY_CONTENT)} as content, e.transaction_id::text as transaction from audit_entry e
    where e.transaction_id >= (select sequenced_below from audit_sequencer) and e.transaction_id < ${horizon}::xid8
      and not exists (select 1 from audit_position p where p.entry_id = e.id)
    order by e.transaction_id, e.id limit ${BATCH}`.execute(tx);
  if (rows.length > 0) await store(tx, rows);
  // A full batch may end in the middle of a transaction's entries: look again from that one, not from the horizon.
  const next = rows.length === BATCH ? rows.at(-1)!.transaction : horizon;
  await sql`update audit_sequencer set sequenced_below = ${next}::xid8 where sequenced_below < ${next}::xid8`.execute(tx);
  return rows.length;
}

async function store(tx: Tx, rows: readonly { readonly id: string; readonly content: string }[]): Promise<void> {
  const last = await tx.selectFrom('audit_position').select(['position', 'hash']).orderBy('position', 'desc').limit(1).executeTakeFirst();
  let position = last?.position ?? 0n;
  let previous = last?.hash ?? FIRST_HASH;
  const positions = rows.map((row) => {
    const hash = chainHash(previous, row.content);
    const placed = { position: (position += 1n), entry_id: row.id, previous_hash: previous, hash };
    previous = hash;
    return placed;
  });
  await tx.insertInto('audit_position').values(positions).execute();
}

/** Sequences now and then every second until stopped. A failed round is tried again at the next; entries wait, none is lost. */
export function startSequencer(database: Database, onProblem: (problem: unknown) => void): { stop(): Promise<void> } {
  let round: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    round = sequenceAudit(database).catch(onProblem).finally(() => (busy = false));
  }, 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
