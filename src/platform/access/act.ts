import type { Role, ScopeKind } from './roles.ts';

/** One way of being allowed. Several are OR-ed; with none the answer is no. */
export type Grant =
  | { readonly by: 'anyone'; readonly when?: 'public' }
  | { readonly by: 'signed-in'; readonly when?: 'public' }
  | { readonly by: 'self' }
  | { readonly by: 'system' }
  | { readonly by: 'role'; readonly role: Role; readonly on: ScopeKind }
  | { readonly by: 'partner'; readonly role: Role };

/** Anyone at all, signed in or not. */
export const anyone: Grant = { by: 'anyone' };
/** Anyone, while the record is public (its kind says when that is). */
export const anyoneWhenPublic: Grant = { by: 'anyone', when: 'public' };
export const signedIn: Grant = { by: 'signed-in' };
export const signedInWhenPublic: Grant = { by: 'signed-in', when: 'public' };
/** The person whom the record is about. */
export const self: Grant = { by: 'self' };
/** A job or the command line, never a visitor. */
export const system: Grant = { by: 'system' };
/** Whoever holds the role on the record named: the record itself, or the body, organisation, exercise ... that it belongs to. */
export const holding = (role: Role, on: ScopeKind): Grant => ({ by: 'role', role, on });
/** Whoever holds any of the roles on the record's body. */
export const onItsBody = (...roles: readonly Role[]): readonly Grant[] => roles.map((role) => holding(role, 'body'));

/** Whoever holds the role in an organisation that takes part in the record without owning it: its kind says which (`manyScopes.partner`). */
export const partnering = (role: Role): Grant => ({ by: 'partner', role });

/** Something a person can do or see. One act per command or page: it is what the audit trail names and what access asks. */
export interface Act {
  readonly name: string;
  /** The record kind it is done on, or null when it is done on no record yet (making the first one, a public list). */
  readonly on: string | null;
  /** Past tense, as the audit trail prints it after the person's name: "opened the bids". */
  readonly words: string;
  readonly may: readonly Grant[];
}

interface ActDefinition {
  readonly on: string | null;
  readonly words: string;
  readonly may: readonly (Grant | readonly Grant[])[];
}

/** A room's acts, written as one table in its `.acts.ts`. The name of each is `room.key`. */
export function acts<const Table extends Readonly<Record<string, ActDefinition>>>(room: string, table: Table): { readonly [Key in keyof Table]: Act } {
  const named = Object.entries(table).map(([key, definition]) => [
    key,
    { name: `${room}.${key}`, on: definition.on, words: definition.words, may: definition.may.flat() as Grant[] } satisfies Act,
  ]);
  return Object.fromEntries(named) as { readonly [Key in keyof Table]: Act };
}
