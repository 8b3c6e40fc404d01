import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { ChangeDetails, Effect } from './change.ts';

export const changeReference = (id: string) => ({ kind: 'arrangement-change', id }) as const;

export interface Change {
  readonly id: Id<'arrangement_change'>;
  readonly arrangementId: string;
  readonly arrangementTitle: string;
  readonly bodyId: BodyId;
  readonly details: ChangeDetails;
  readonly effect: Effect;
  readonly reason: string;
  readonly reviseUntil: CalendarDate;
  readonly state: 'proposed' | 'applied' | 'withdrawn';
  readonly proposedBy: PersonId | null;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly appliedAt: Date | null;
  readonly told: number | null;
}

const COLUMNS = sql.raw(`c.id, c.arrangement_id as "arrangementId", g.title as "arrangementTitle", g.body_id as "bodyId", c.details, c.effect, c.reason, c.revise_until::text as "reviseUntil", c.state, c.proposed_by as "proposedBy",
  (select p.name from person p where p.id = c.proposed_by) as "proposedByName", c.proposed_at as "proposedAt", c.applied_at as "appliedAt", c.told`);

export async function readChange(read: Read, id: string): Promise<Change | null> {
  const { rows } = await sql<Change>`select ${COLUMNS} from arrangement_change c join arrangement g on g.id = c.arrangement_id where c.id = ${id}`.execute(read);
  return rows[0] ?? null;
}
/** Every change ever proposed, newest first. */
export async function changesOf(read: Read, arrangementId: string): Promise<Change[]> {
  const { rows } = await sql<Change>`select ${COLUMNS} from arrangement_change c join arrangement g on g.id = c.arrangement_id where c.arrangement_id = ${arrangementId} order by c.proposed_at desc, c.id desc`.execute(read);
  return rows;
}
export interface NewChange {
  readonly arrangementId: string;
  readonly details: ChangeDetails;
  readonly effect: Effect;
  readonly reason: string;
  readonly reviseUntil: CalendarDate;
  readonly proposedBy: PersonId | null;
}
/** @returns null when another waits already */
export async function insertChange(tx: Tx, given: NewChange): Promise<Change['id'] | null> {
  const id = newId<'arrangement_change'>();
  const made = await tx.insertInto('arrangement_change').values({
    id, arrangement_id: given.arrangementId, kind: given.details.kind, details: JSON.stringify(given.details), effect: JSON.stringify(given.effect), reason: given.reason, revise_until: given.reviseUntil, proposed_by: given.proposedBy,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return made ? id : null;
}
export async function settleChange(tx: Tx, id: string, state: 'applied' | 'withdrawn', told: number | null): Promise<boolean> {
  const result = await sql`update arrangement_change set state = ${state}, applied_at = case when ${state} = 'applied' then wantsum_clock() end, told = ${told} where id = ${id} and state = 'proposed'`.execute(tx);
  return result.numAffectedRows === 1n;
}
