import type { Actor } from './access.ts';
import type { Act } from './act.ts';
import type { Role } from './roles.ts';

/**
 * Whether the actor acts in one of the roles on this very body, organisation or other record: held, or lent by a colleague who is away. What kind of record it
 * is need not be said, since each role is held on one kind alone (roles.ts).
 */
export const holdsOn = (actor: Pick<Actor, 'holdings'>, scopeId: string, ...roles: readonly Role[]): boolean =>
  actor.holdings.some((held) => held.scopeId === scopeId && roles.includes(held.role));

/**
 * Whether one of the roles that an act is for is held on this very body. For an act that names its body itself: done on no record yet, it is allowed to whoever holds the
 * role anywhere, so the command asks again.
 */
export const holdsForActOn = (actor: Pick<Actor, 'holdings'>, act: Act, bodyId: string): boolean =>
  act.may.some((grant) => grant.by === 'role' && grant.on === 'body' && holdsOn(actor, bodyId, grant.role));
