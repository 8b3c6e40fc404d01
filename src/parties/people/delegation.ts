import type { PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { clashOf, ROLES, type Role } from '#platform/access/roles';

/** Roles that a colleague can stand in for: those that decide. Who grants roles and who audits is not lent. */
export const LENDABLE_ROLES: readonly Role[] = ['lead-director', 'procurement-officer', 'commissioner', 'contract-manager', 'legal-officer', 'finance-officer', 'policy-officer'];

export interface Delegation {
  readonly id: string;
  readonly bodyId: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly delegateId: PersonId;
  readonly delegateName: string;
  readonly role: Role;
  /** First and last day, in London. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly reason: string;
  readonly takenBackAt: Date | null;
}

export interface LendingStanding {
  readonly role: Role;
  readonly startsOn: string;
  readonly endsOn: string;
  /** The day in London. */
  readonly today: string;
  readonly person: { readonly id: string; readonly name: string; readonly ownRoles: readonly Role[] };
  /** The roles each holds themselves on the body. */
  readonly delegate: { readonly id: string; readonly name: string; readonly ownRoles: readonly Role[]; readonly rolesAnywhere: readonly Role[] };
  /** What either lends already and has not taken back. */
  readonly lent: readonly Pick<Delegation, 'personId' | 'role' | 'startsOn' | 'endsOn'>[];
}

const OF_A_BIDDER: readonly Role[] = ['bid-writer', 'bid-adviser', 'organisation-administrator'];

/** May this role be lent to this colleague for these days? One colleague at a time, in office themselves, and nobody barred. */
export function decideLending({ role, startsOn, endsOn, today, person, delegate, lent }: LendingStanding): Decision {
  if (!LENDABLE_ROLES.includes(role)) return refuse('not-lent', `${ROLES[role].title} is not a role that somebody else can stand in for.`, { field: 'role' });
  if (!person.ownRoles.includes(role)) return refuse('not-held', `${person.name} does not hold this role here. A role that was lent cannot be lent on.`, { field: 'role' });
  if (delegate.id === person.id) return refuse('self', 'Choose somebody else.', { field: 'delegateId' });
  if (delegate.ownRoles.length === 0) return refuse('not-staff', 'Choose somebody with a role at this body.', { field: 'delegateId' });
  if (delegate.ownRoles.includes(role)) return refuse('holds-it', `${delegate.name} holds this role already and needs nobody’s leave to act in it.`, { field: 'delegateId' });
  if (delegate.rolesAnywhere.some((held) => OF_A_BIDDER.includes(held))) return refuse('barred', `${delegate.name} writes or advises for a supplier, so cannot decide for this body.`, { field: 'delegateId' });
  const clash = clashOf(role, delegate.rolesAnywhere);
  if (clash) return refuse('role-clash', `${delegate.name} holds a role that clashes with ${ROLES[role].title.toLowerCase()}. ${clash.why}`, { field: 'delegateId' });
  if (endsOn < startsOn) return refuse('order', 'The last day must be on or after the first.', { field: 'endsOn' });
  if (endsOn < today) return refuse('past', 'The last day must be today or later.', { field: 'endsOn' });
  const overlapping = lent.filter((other) => other.startsOn <= endsOn && startsOn <= other.endsOn);
  if (overlapping.some((other) => other.personId === person.id && other.role === role)) return refuse('lent-already', 'Somebody stands in for this role on some of these days. Take that back first.', { field: 'role' });
  if (overlapping.some((other) => other.personId === delegate.id)) return refuse('delegate-away', `${delegate.name} is away on some of these days and has lent a role themselves.`, { field: 'delegateId' });
  return allow();
}

export type DelegationState = 'to-come' | 'in-force' | 'over' | 'taken-back';

/** Read from the dates, never flipped. */
export function delegationState({ startsOn, endsOn, takenBackAt }: Pick<Delegation, 'startsOn' | 'endsOn' | 'takenBackAt'>, today: string): DelegationState {
  if (takenBackAt !== null) return 'taken-back';
  if (today < startsOn) return 'to-come';
  return today > endsOn ? 'over' : 'in-force';
}
