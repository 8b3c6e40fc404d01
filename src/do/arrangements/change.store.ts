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
  /** Null of a ceiling: nobody applies anew because of it. */
  readonly reviseUntil: CalendarDate | null;
  /** `agreed` waits for the contract change notice, where the law puts that first. */
  readonly state: 'proposed' | 'agreed' | 'applied' | 'withdrawn';
  /** Where the contract change notice stood first. */
  readonly platform: { readonly reference: string; readonly publishedAt: Date } | null;
  readonly proposedBy: PersonId | null;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly appliedAt: Date | null;
  readonly told: number | null;
}

const COLUMNS = sql.raw(`c.id, c.arrangement_id as "arrangementId", g.title as "arrangementTitle", g.body_id as "bodyId", c.details, c.effect, c.reason, c.revise_until::text as "reviseUntil", c.state, c.proposed_by as "proposedBy",
  (select p.name from person p where p.id = c.proposed_by) as "proposedByName", c.proposed_at as "proposedAt", c.applied_at as "appliedAt", c.told,
  c.platform_reference as "platformReference", c.platform_published_at as "platformPublishedAt"`);
type ChangeRow = Omit<Change, 'platform'> & { readonly platformReference: string | null; readonly platformPublishedAt: Date | null };
const changeFrom = ({ platformReference: reference, platformPublishedAt: publishedAt, ...row }: ChangeRow): Change => ({ ...row, platform: reference && publishedAt ? { reference, publishedAt } : null });

export async function readChange(read: Read, id: string): Promise<Change | null> {
  const { rows } = await sql<ChangeRow>`select ${COLUMNS} from arrangement_change c join arrangement g on g.id = c.arrangement_id where c.id = ${id}`.execute(read);
  return rows[0] ? changeFrom(rows[0]) : null;
}
/** Every change ever proposed, newest first. */
export async function changesOf(read: Read, arrangementId: string): Promise<Change[]> {
  const { rows } = await sql<ChangeRow>`select ${COLUMNS} from arrangement_change c join arrangement g on g.id = c.arrangement_id where c.arrangement_id = ${arrangementId} order by c.proposed_at desc, c.id desc`.execute(read);
  return rows.map(changeFrom);
}
export interface NewChange {
  readonly arrangementId: string;
  readonly details: ChangeDetails;
  readonly effect: Effect;
  readonly reason: string;
  readonly reviseUntil: CalendarDate | null;
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
  const result = await sql`update arrangement_change set state = ${state}, applied_at = case when ${state} = 'applied' then wantsum_clock() end, told = ${told} where id = ${id} and state in ('proposed', 'agreed')`.execute(tx);
  return result.numAffectedRows === 1n;
}
/** Agreed, and waiting for its contract change notice. */
export async function markAgreed(tx: Tx, id: string): Promise<void> {
  await sql`update arrangement_change set state = 'agreed' where id = ${id} and state = 'proposed'`.execute(tx);
}
export async function storeChangeNotice(tx: Tx, id: string, { reference, publishedAt }: NonNullable<Change['platform']>): Promise<void> {
  await sql`update arrangement_change set platform_reference = ${reference}, platform_published_at = ${publishedAt} where id = ${id}`.execute(tx);
}
/** What the ceiling of an arrangement was before it was first changed; null where it never was. In pence. */
export async function firstCeiling(read: Read, arrangementId: string): Promise<bigint | null> {
  const { rows } = await sql<{ first: string }>`select details->>'from' as first from arrangement_change where arrangement_id = ${arrangementId} and kind = 'ceiling' and state = 'applied' order by applied_at, id limit 1`.execute(read);
  return rows[0] ? BigInt(rows[0].first) : null;
}
