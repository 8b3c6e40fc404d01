import { sql, type RawBuilder } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Role } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';
import type { Delegation } from './delegation.ts';

const MOST = 200;

async function delegations(read: Read, where: RawBuilder<unknown>): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`select d.id, d.body_id as "bodyId", d.person_id as "personId", p.name as "personName", d.delegate_id as "delegateId", s.name as "delegateName", d.role,
      d.starts_on::text as "startsOn", d.ends_on::text as "endsOn", d.reason, d.taken_back_at as "takenBackAt"
    from delegation d join person p on p.id = d.person_id join person s on s.id = d.delegate_id where ${where} order by d.starts_on desc, d.id limit ${MOST}`.execute(read);
  return rows;
}

/** All that a person lent at a body, the latest first. */
export const delegationsOf = (read: Read, personId: string, bodyId: string): Promise<Delegation[]> => delegations(read, sql`d.person_id = ${personId} and d.body_id = ${bodyId}`);

/** What either of two people lends anywhere and has not taken back. */
export const lentBy = (read: Read, personIds: readonly string[]): Promise<Delegation[]> => delegations(read, sql`d.person_id = any(${personIds}::uuid[]) and d.taken_back_at is null`);

/** What a person lends or was lent that is not over, for their home page. */
export const delegationsAround = (read: Read, personId: string): Promise<Delegation[]> =>
  delegations(read, sql`${personId} in (d.person_id, d.delegate_id) and d.taken_back_at is null and d.ends_on >= (wantsum_clock() at time zone 'Europe/London')::date`);

export interface NewDelegation extends Pick<Delegation, 'bodyId' | 'personId' | 'delegateId' | 'role' | 'startsOn' | 'endsOn' | 'reason'> {
  readonly setBy: PersonId;
}

export async function insertDelegation(tx: Tx, given: NewDelegation): Promise<string> {
  const id = newId<'delegation'>();
  await tx.insertInto('delegation').values({
    id, body_id: given.bodyId, person_id: given.personId, delegate_id: given.delegateId, role: given.role, starts_on: given.startsOn, ends_on: given.endsOn, reason: given.reason, set_by: given.setBy,
  }).execute();
  return id;
}

/** @returns false when it was taken back before */
export async function takeBackDelegation(tx: Tx, id: string, by: PersonId): Promise<boolean> {
  const result = await sql`update delegation set taken_back_at = wantsum_clock(), taken_back_by = ${by} where id = ${id} and taken_back_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The roles a person holds themselves: on one body, and anywhere. */
export async function ownRoles(read: Read, personId: string, bodyId: string): Promise<{ readonly here: readonly Role[]; readonly anywhere: readonly Role[] }> {
  const rows = await read.selectFrom('role_holding').select(['role', 'scope_kind', 'scope_id']).where('person_id', '=', personId).where('held_until', 'is', null).execute();
  return { here: rows.filter((row) => row.scope_kind === 'body' && row.scope_id === bodyId).map((row) => row.role as Role), anywhere: rows.map((row) => row.role as Role) };
}
