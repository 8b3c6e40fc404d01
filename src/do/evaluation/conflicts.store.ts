import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { ConflictsEntry } from './conflicts.ts';

/** Every entry of an opportunity's conflicts assessment, in order. */
export async function conflictsOf(read: Read, opportunityId: string): Promise<ConflictsEntry[]> {
  const { rows } = await sql<ConflictsEntry>`select e.kind, e.notice, e.conflicts, e.mitigations, p.name as "writtenBy", e.written_at as "writtenAt" from conflicts_entry e left join person p on p.id = e.written_by
    where e.opportunity_id = ${opportunityId} order by e.written_at, e.id`.execute(read);
  return rows;
}

export async function insertConflictsEntry(tx: Tx, opportunityId: string, entry: Pick<ConflictsEntry, 'kind' | 'notice' | 'conflicts' | 'mitigations'>, by: PersonId | null): Promise<void> {
  await tx.insertInto('conflicts_entry').values({ id: newId<'conflicts_entry'>(), opportunity_id: opportunityId, ...entry, written_by: by }).execute();
}
