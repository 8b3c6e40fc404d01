import { newId, type PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { clashOf, ROLES, type Role, type ScopeKind } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';

export interface RoleGrant {
  readonly personId: PersonId;
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  /** Null for the site. */
  readonly scopeId: string | null;
  readonly grantedBy: PersonId | null;
  readonly reason?: string;
}

/**
 * Gives a person a role on a record, in the caller's transaction. The person's row is locked first, so that of two clashing grants
 * at once the second is refused. A role held already is left as it is.
 * @returns refusal `gone` or `role-clash`, which names the clash (XC-01)
 */
export async function grantRole(tx: Tx, grant: RoleGrant): Promise<Decision<{ readonly isNew: boolean }>> {
  const person = await tx.selectFrom('person').select(['name', 'state']).where('id', '=', grant.personId).forUpdate().executeTakeFirst();
  if (person?.state !== 'active') return refuse('gone', 'This person has left, so no role can be given.', { field: 'role' });
  const held = await tx.selectFrom('role_holding').select(['role', 'scope_kind', 'scope_id']).where('person_id', '=', grant.personId).where('held_until', 'is', null).execute();
  if (held.some((holding) => holding.role === grant.role && holding.scope_kind === grant.scopeKind && holding.scope_id === grant.scopeId)) return allow({ isNew: false });
  // A role lent to them, now or from a day to come, clashes as their own does.
  const lent = await tx.selectFrom('delegation').select(['role', 'body_id']).where('delegate_id', '=', grant.personId).where('taken_back_at', 'is', null)
    .where((where) => where('ends_on', '>=', where.cast<string>(where.fn('timezone', [where.val('Europe/London'), where.fn('wantsum_clock', [])]), 'date'))).execute();
  const acting = [...held, ...lent.map((row) => ({ role: row.role, scope_kind: 'body', scope_id: row.body_id }))];
  const clash = clashOf(grant.role, acting.map((holding) => holding.role as Role));
  if (clash) {
    const other = clash.role === grant.role ? clash.with : clash.role;
    const where = await scopeName(tx, acting.find((holding) => holding.role === other)!);
    return refuse('role-clash', `${person.name} is ${ROLES[other].title.toLowerCase()}${where}, which clashes with ${ROLES[grant.role].title.toLowerCase()}. ${clash.why}`, { field: 'role', rule: { sentence: clash.why, source: 'Requirement XC-01 of the select committee’s report: roles that clash are refused' } });
  }
  await tx
    .insertInto('role_holding')
    .values({ id: newId<'role_holding'>(), person_id: grant.personId, role: grant.role, scope_kind: grant.scopeKind, scope_id: grant.scopeId, granted_by: grant.grantedBy, reason: grant.reason?.trim() || null })
    .execute();
  return allow({ isNew: true });
}

/** " for Harbour Lights", or nothing where the record has no name of its own here. */
async function scopeName(read: Read, holding: { readonly scope_kind: string; readonly scope_id: string | null }): Promise<string> {
  const table = holding.scope_kind === 'body' ? 'body' : holding.scope_kind === 'organisation' ? 'organisation' : null;
  if (table === null || holding.scope_id === null) return '';
  const row = await read.selectFrom(table).select('name').where('id', '=', holding.scope_id).executeTakeFirst();
  return row ? ` for ${row.name}` : '';
}
