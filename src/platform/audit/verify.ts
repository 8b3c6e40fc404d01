import { sql } from 'kysely';
import type { Database } from '../database/connection.ts';
import { chainHash, ENTRY_CONTENT, FIRST_HASH } from './sequencer.ts';

export interface AuditVerification {
  readonly entries: bigint;
  readonly lastHash: string;
  /** Entries committed but not yet given a position: a few seconds' worth on a running site. */
  readonly waiting: bigint;
  /** The first place where the chain does not hold, in a sentence; null when it holds. */
  readonly broken: string | null;
}

const PAGE = 5000;

/**
 * Recomputes the whole chain from the entries. Bounded memory. An entry changed, removed, added out of turn or moved
 * breaks it. Somebody who may rewrite the whole table can rewrite the chain too: keep `lastHash` elsewhere from
 * time to time (docs/audit.md) and it cannot be done unseen.
 */
export async function verifyAudit(database: Database, progress: (entries: bigint) => void = () => undefined): Promise<AuditVerification> {
  return database.read(async (read) => {
    await sql`set local timezone = 'UTC'`.execute(read);
    let position = 0n;
    let previous: Buffer = FIRST_HASH;
    let broken: string | null = null;
    for (;;) {
      const { rows } = await sql<{ position: bigint; hash: Buffer; previous_hash: Buffer; content: string | null }>`
        select p.position, p.hash, p.previous_hash, ${sql.raw(ENTRY_CONTENT)} as content
        from audit_position p left join audit_entry e on e.id = p.entry_id
        where p.position > ${position} order by p.position limit ${PAGE}`.execute(read);
      for (const row of rows) {
        broken ??= problemOf(row, position, previous);
        position = row.position;
        previous = row.hash;
      }
      progress(position);
      if (broken !== null || rows.length < PAGE) break;
    }
    const { rows: counts } = await sql<{ waiting: bigint }>`select (select count(*) from audit_entry) - (select count(*) from audit_position) as waiting`.execute(read);
    return { entries: position, lastHash: previous.toString('hex'), waiting: counts[0]!.waiting, broken };
  });
}

function problemOf(row: { position: bigint; hash: Buffer; previous_hash: Buffer; content: string | null }, before: bigint, previous: Buffer): string | null {
  if (row.position !== before + 1n) return `Position ${before + 1n} is missing.`;
  if (row.content === null) return `The entry at position ${row.position} is missing.`;
  if (!row.previous_hash.equals(previous)) return `The entry at position ${row.position} does not follow the one before it.`;
  if (!row.hash.equals(chainHash(previous, row.content))) return `The entry at position ${row.position} was changed after it was written.`;
  return null;
}
