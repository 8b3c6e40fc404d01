import { sql } from 'kysely';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { done, type CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import { CONFLICTS_RULE, decideEntry, type ConflictsAbout, type ConflictsEntry, type ConflictsKind } from './conflicts.ts';

const COLUMN = { opportunity: 'opportunity_id', 'direct-award': 'direct_award_id', arrangement: 'arrangement_id' } as const;

/** Every entry of a conflicts assessment, in order. */
export async function conflictsOf(read: Read, about: ConflictsAbout): Promise<ConflictsEntry[]> {
  const { rows } = await sql<ConflictsEntry>`select e.kind, e.notice, e.conflicts, e.mitigations, p.name as "writtenBy", e.written_at as "writtenAt" from conflicts_entry e left join person p on p.id = e.written_by
    where e.${sql.ref(COLUMN[about.kind])} = ${about.id} order by e.written_at, e.id`.execute(read);
  return rows;
}

async function insertConflictsEntry(tx: Tx, about: ConflictsAbout, entry: Pick<ConflictsEntry, 'kind' | 'notice' | 'conflicts' | 'mitigations'>, by: PersonId | null): Promise<void> {
  await tx.insertInto('conflicts_entry').values({ id: newId<'conflicts_entry'>(), [COLUMN[about.kind]]: about.id, ...entry, written_by: by }).execute();
}

export interface ConflictsWritten {
  readonly kind: ConflictsKind;
  /** The notice that comes next, of a confirmation; ignored otherwise. */
  readonly notice: string;
  readonly conflicts: string;
  readonly mitigations: string;
}

/** Writes an entry and says what to audit: the end of each command that writes one. The caller holds the lock on the record. */
export async function writeEntry({ tx, actor }: CommandContext, about: ConflictsAbout, bodyId: BodyId, { kind, notice, conflicts, mitigations }: ConflictsWritten) {
  const decision = decideEntry(await conflictsOf(tx, about), kind, notice);
  if (decision.kind === 'refused') return decision;
  const forNotice = kind === 'confirmed' ? notice : null;
  await insertConflictsEntry(tx, about, { kind, notice: forNotice, conflicts, mitigations }, actor.personId);
  // Who has a conflict stays out of the trail: it is kept with the assessment, which only those concerned may read.
  return done(undefined, { record: about, bodyId, after: { kind, notice: forNotice }, rule: CONFLICTS_RULE.sentence });
}
