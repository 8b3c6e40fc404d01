import { sql, type RawBuilder } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read } from '../database/connection.ts';
import type { Act, Grant } from './act.ts';
import { scopeKey, scopesOf, type RecordKind, type RecordKinds, type RecordReference, type RecordScopes } from './record-kind.ts';
import type { Role, ScopeKind } from './roles.ts';

/** A role somebody holds now, and where. */
export interface Holding {
  readonly role: Role;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string | null;
  /** Whose role it is, where a colleague who is away lent it. */
  readonly standsInFor?: { readonly personId: PersonId; readonly name: string };
}

/** Whoever asks: a person, a visitor who has not signed in, a job, or the command line. */
export interface Actor {
  readonly kind: 'person' | 'anonymous' | 'system' | 'command-line';
  readonly personId: PersonId | null;
  readonly name: string;
  readonly holdings: readonly Holding[];
}

export const ANONYMOUS: Actor = { kind: 'anonymous', personId: null, name: 'Visitor', holdings: [] };
export const SYSTEM: Actor = { kind: 'system', personId: null, name: 'Wantsum', holdings: [] };
export const COMMAND_LINE: Actor = { kind: 'command-line', personId: null, name: 'Command line', holdings: [] };

/** A role as it is read: held, or lent. */
export interface HoldingRow {
  readonly role: Role;
  readonly scope_kind: ScopeKind;
  readonly scope_id: string | null;
  readonly lender_id: PersonId | null;
  readonly lender_name: string | null;
}

/** The roles in force now of the person named by an expression: their own, and those lent to them by colleagues who are away. */
export const rolesInForce = (person: string): string => `select role, scope_kind, scope_id, null::uuid as lender_id, null as lender_name from role_holding where person_id = ${person} and held_until is null
  union all select d.role, 'body', d.body_id, d.person_id, lender.name from delegation_in_force d join person lender on lender.id = d.person_id where d.delegate_id = ${person}`;

export const holdingFrom = ({ role, scope_kind: scopeKind, scope_id: scopeId, lender_id: lenderId, lender_name: name }: HoldingRow): Holding =>
  ({ role, scopeKind, scopeId, ...(lenderId ? { standsInFor: { personId: lenderId, name: name! } } : {}) });

/** The roles a person may act in at this instant. */
export async function holdingsOf(read: Read, personId: PersonId): Promise<Holding[]> {
  const { rows } = await sql<HoldingRow>`select h.* from person p cross join lateral (${sql.raw(rolesInForce('p.id'))}) h where p.id = ${personId}`.execute(read);
  return rows.map(holdingFrom);
}

/** The same person with their own roles only. */
export const withoutLentRoles = (actor: Actor): Actor => ({ ...actor, holdings: actor.holdings.filter(({ standsInFor }) => standsInFor === undefined) });

/** May this actor do this act on a record whose scopes were read? Default no. */
export function mayAct(actor: Actor, act: Act, record: RecordReference | null, scopes: RecordScopes | null): boolean {
  return act.may.some((grant) => grants(grant, actor, record, scopes));
}

function grants(grant: Grant, actor: Actor, record: RecordReference | null, scopes: RecordScopes | null): boolean {
  switch (grant.by) {
    case 'anyone': return grant.when === undefined || scopes?.isPublic === true;
    case 'signed-in': return actor.kind === 'person' && (grant.when === undefined || scopes?.isPublic === true);
    case 'self': return actor.personId !== null && record?.id === actor.personId;
    case 'system': return actor.kind === 'system' || actor.kind === 'command-line';
    case 'role': return actor.holdings.some((held) => held.role === grant.role && held.scopeKind === grant.on && holdingReaches(held, scopes));
    case 'partner': return actor.holdings.some((held) => held.role === grant.role && held.scopeKind === 'organisation' && scopes?.reach.has(scopeKey('partner', held.scopeId)) === true);
  }
}

function holdingReaches(held: Holding, scopes: RecordScopes | null): boolean {
  if (held.scopeKind === 'site') return true;
  // An act on no record yet (making one) is allowed to whoever holds the role anywhere; the command then names the body and asks again.
  if (scopes === null) return true;
  return scopes.reach.has(scopeKey(held.scopeKind, held.scopeId));
}

/** Reads what is needed and decides. A record that does not exist is answered as one that may not be seen. */
export async function may(read: Read, kinds: RecordKinds, actor: Actor, act: Act, record: RecordReference | null): Promise<boolean> {
  if (act.on === null) return mayAct(actor, act, record, record ? await scopesOf(read, kinds, record) : null);
  if (record === null || record.kind !== act.on) return false;
  const scopes = await scopesOf(read, kinds, record);
  return scopes !== null && mayAct(actor, act, record, scopes);
}

/** The scope ids on which the actor's roles allow the act; used to make a list's WHERE from the same table of acts. */
function reachable(actor: Actor, act: Act): Map<ScopeKind, string[]> {
  const found = new Map<ScopeKind, string[]>();
  for (const grant of act.may) {
    if (grant.by !== 'role' && grant.by !== 'partner') continue;
    const [heldOn, reaches] = grant.by === 'role' ? [grant.on, grant.on] : (['organisation', 'partner'] as const);
    for (const held of actor.holdings) {
      if (held.role === grant.role && held.scopeKind === heldOn) found.set(reaches, [...(found.get(reaches) ?? []), held.scopeId ?? '']);
    }
  }
  return found;
}

/**
 * The WHERE of a list: the rows of `kind` (table alias `r`) on which the actor may do the act.
 * The same rule as `may`, so that a list never shows what its page would refuse.
 */
export function whereMay(actor: Actor, act: Act, kind: RecordKind): RawBuilder<boolean> {
  const ways: RawBuilder<unknown>[] = [];
  for (const grant of act.may) {
    if (grant.by === 'anyone' || (grant.by === 'signed-in' && actor.kind === 'person')) ways.push(grant.when === undefined ? sql`true` : sql.raw(kind.public ?? 'false'));
    if (grant.by === 'system' && (actor.kind === 'system' || actor.kind === 'command-line')) ways.push(sql`true`);
    if (grant.by === 'self' && actor.personId !== null) ways.push(sql`r.id = ${actor.personId}`);
  }
  for (const [scope, ids] of reachable(actor, act)) {
    if (scope === 'site') ways.push(sql`true`);
    else if (kind.scopes[scope] !== undefined) ways.push(sql`(${sql.raw(kind.scopes[scope])}) = any(${ids}::uuid[])`);
    if (scope !== 'site' && kind.manyScopes?.[scope] !== undefined) ways.push(sql`(${sql.raw(kind.manyScopes[scope])}) && ${ids}::uuid[]`);
    if (scope === kind.kind) ways.push(sql`r.id = any(${ids}::uuid[])`);
  }
  return ways.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ways, sql` or `)})`;
}
