import type { Actor } from '#platform/access/access';

const SUPPLIER_ROLES: readonly string[] = ['bid-writer', 'organisation-administrator'];

/** The organisations for which somebody may speak to other suppliers. */
export const speaksFor = (actor: Actor): string[] => [...new Set(actor.holdings.filter(({ role, scopeKind }) => scopeKind === 'organisation' && SUPPLIER_ROLES.includes(role)).flatMap(({ scopeId }) => scopeId ?? []))];

/** Whoever works for an authority or keeps the site stays out of what suppliers say to each other, whatever else they hold. */
export const isOfAuthority = (actor: Actor): boolean => actor.holdings.some(({ scopeKind }) => scopeKind !== 'organisation');
