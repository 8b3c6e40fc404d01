import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { scopesOf, type RecordKinds } from '#platform/access/record-kind';
import type { Role } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';

export interface HeldRole {
  readonly id: string;
  readonly role: Role;
  readonly scopeKind: string;
  readonly scopeId: string | null;
  readonly heldFrom: Date;
}

export interface PersonOfBody {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string | null;
  readonly roles: readonly Role[];
}

/** Everyone with a role on a body now, by name; words narrow the list by name or address. */
export async function peopleOfBody(read: Read, bodyId: string, words = '', limit = 200): Promise<PersonOfBody[]> {
  const pattern = `%${words.trim().toLowerCase().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  const rows = await read.selectFrom('role_holding as h').innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['p.id', 'p.name', 'p.email', 'p.job_title', sql<Role[]>`array_agg(h.role order by h.role)`.as('roles')])
    .where('h.scope_kind', '=', 'body').where('h.scope_id', '=', bodyId).where('h.held_until', 'is', null)
    .where((where) => where.or([where(sql`plain_text(p.name)`, 'like', pattern), where('p.email', 'like', pattern)]))
    .groupBy(['p.id', 'p.name', 'p.email', 'p.job_title']).orderBy('p.name').orderBy('p.id').limit(limit).execute();
  return rows.map((row) => ({ id: row.id as PersonId, name: row.name, email: row.email, jobTitle: row.job_title, roles: row.roles }));
}

/** The roles a person holds on a body and on records of that body (an exercise, an opportunity). */
export async function rolesAtBody(read: Read, kinds: RecordKinds, personId: string, bodyId: string): Promise<HeldRole[]> {
  const rows = await read.selectFrom('role_holding').select(['id', 'role', 'scope_kind', 'scope_id', 'held_from']).where('person_id', '=', personId).where('held_until', 'is', null).orderBy('held_from').execute();
  const found: HeldRole[] = [];
  for (const row of rows) {
    const isHere = row.scope_kind === 'body' ? row.scope_id === bodyId : row.scope_id !== null && kinds.has(row.scope_kind) && (await scopesOf(read, kinds, { kind: row.scope_kind, id: row.scope_id }))?.bodyId === bodyId;
    if (isHere) found.push({ id: row.id, role: row.role as Role, scopeKind: row.scope_kind, scopeId: row.scope_id, heldFrom: row.held_from });
  }
  return found;
}

/** @returns how many were still held */
export async function endHoldings(tx: Tx, ids: readonly string[], reason: string): Promise<number> {
  if (ids.length === 0) return 0;
  const ended = await tx.updateTable('role_holding').set({ held_until: sql`greatest(held_from, wantsum_clock())`, reason }).where('id', 'in', ids).where('held_until', 'is', null).executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

export async function openHoldingCount(read: Read, personId: string): Promise<number> {
  const row = await read.selectFrom('role_holding').select(sql<string>`count(*)::text`.as('count')).where('person_id', '=', personId).where('held_until', 'is', null).executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Administrators of a body other than one person. */
export async function otherAdministrators(read: Read, bodyId: string, personId: string): Promise<number> {
  const row = await read.selectFrom('role_holding as h').innerJoin('person as p', 'p.id', 'h.person_id').select(sql<string>`count(*)::text`.as('count'))
    .where('h.role', '=', 'administrator').where('h.scope_kind', '=', 'body').where('h.scope_id', '=', bodyId).where('h.held_until', 'is', null).where('p.state', '=', 'active').where('p.id', '<>', personId).executeTakeFirstOrThrow();
  return Number(row.count);
}
