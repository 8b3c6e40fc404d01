import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type OrganisationId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { CallOffLine, Member, MemberStatus } from './membership.ts';

type Row = Omit<Member, 'points'> & { points: string | null };
const COLUMNS = sql.raw(`m.id, m.arrangement_id as "arrangementId", m.lot_id as "lotId", m.organisation_id as "organisationId", o.name as "organisationName", m.application_id as "applicationId", m.status,
  m.ceiling_net_pence as "ceilingNetPence", m.review_due_on::text as "reviewDueOn", m.points::text, m.status_reason as "statusReason", m.joined_at as "joinedAt"`);
const memberFrom = (row: Row): Member => ({ ...row, points: row.points === null ? null : decimal(row.points) });

/** Everyone who is or was a member, by name and lot. */
export async function membersOf(read: Read, arrangementId: string): Promise<Member[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from arrangement_member m join organisation o on o.id = m.organisation_id where m.arrangement_id = ${arrangementId} order by lower(o.name), m.lot_id nulls first, m.id`.execute(read);
  return rows.map(memberFrom);
}

/** The members of one lot (or of all, where there are no lots) whose membership is not over. */
export const membersOfLot = async (read: Read, arrangementId: string, lotId: string | null): Promise<Member[]> =>
  (await membersOf(read, arrangementId)).filter((member) => member.lotId === lotId && !['left', 'ended'].includes(member.status));

export async function readMember(read: Read, id: string): Promise<Member | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from arrangement_member m join organisation o on o.id = m.organisation_id where m.id = ${id}`.execute(read);
  return rows[0] ? memberFrom(rows[0]) : null;
}
export async function lockMember(tx: Tx, id: string): Promise<Member | null> {
  await tx.selectFrom('arrangement_member').select('id').where('id', '=', id).forUpdate().execute();
  return readMember(tx, id);
}

export interface NewMember {
  readonly arrangementId: string;
  readonly lotId: string | null;
  readonly organisationId: OrganisationId;
  readonly applicationId: string;
  readonly status: 'full' | 'provisional';
  readonly ceilingNetPence: bigint | null;
  readonly reviewDueOn: CalendarDate | null;
  readonly points: Decimal | null;
}

/** Admits to a lot. Who is in it already on the same or a better footing stays; a provisional one becomes full. */
export async function admitMember(tx: Tx, member: NewMember): Promise<void> {
  const columns = { application_id: member.applicationId, status: member.status, ceiling_net_pence: member.ceilingNetPence, review_due_on: member.reviewDueOn, points: member.points?.round(6).toString() ?? null };
  const before = await tx.selectFrom('arrangement_member').select(['id', 'status']).where('arrangement_id', '=', member.arrangementId).where('organisation_id', '=', member.organisationId)
    .where('lot_id', 'is not distinct from', member.lotId).where('status', 'not in', ['left', 'ended']).forUpdate().executeTakeFirst();
  if (!before) await tx.insertInto('arrangement_member').values({ id: newId<'arrangement_member'>(), arrangement_id: member.arrangementId, lot_id: member.lotId, organisation_id: member.organisationId, ...columns }).execute();
  else if (before.status === 'provisional' && member.status === 'full') await tx.updateTable('arrangement_member').set({ ...columns, status_changed_at: sql<Date>`wantsum_clock()` }).where('id', '=', before.id).execute();
}

interface StatusChange {
  readonly status: MemberStatus;
  readonly reason: string;
  readonly reviewDueOn?: CalendarDate;
}

/** Changes a member's status. Only a provisional one has a ceiling and a review. */
export async function setStatus(tx: Tx, member: Member, change: StatusChange): Promise<void> {
  const provisional = change.status === 'provisional';
  await sql`update arrangement_member set status = ${change.status}, status_reason = ${change.reason.trim()}, status_changed_at = wantsum_clock(),
    ceiling_net_pence = ${provisional ? member.ceilingNetPence : null}, review_due_on = ${provisional ? (change.reviewDueOn ?? member.reviewDueOn) : null}::date where id = ${member.id}`.execute(tx);
}

/** What has been called off in a lot, or from one provider of an arrangement. */
export async function callOffLines(read: Read, arrangementId: string, only: { readonly lotId?: string | null; readonly organisationId?: string } = {}): Promise<CallOffLine[]> {
  const rows = await read.selectFrom('call_off').select(['organisation_id', 'value_net_pence', 'awarded_at']).where('arrangement_id', '=', arrangementId).where('state', '=', 'awarded')
    .$if(only.lotId !== undefined, (query) => query.where('lot_id', 'is not distinct from', only.lotId!))
    .$if(only.organisationId !== undefined, (query) => query.where('organisation_id', '=', only.organisationId!)).execute();
  return rows.map((row) => ({ organisationId: row.organisation_id!, valueNetPence: row.value_net_pence!, awardedAt: row.awarded_at! }));
}
