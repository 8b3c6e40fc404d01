import type { OrganisationId, PersonId } from '#kernel/ids';
import type { Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { Session, SessionKind } from './session.ts';

/** A room whose records have sessions. It says who may see and book them; `app.ts` gives every owner to `sessionsModule`. */
export interface SessionOwner {
  readonly aboutKind: string;
  /** The kinds of session it answers for, where another room answers for the rest of that record's. Left out: all that nobody else names. */
  readonly kinds?: readonly SessionKind[];
  /** What the record is called and where it is read; null when it is not there. */
  readonly record: (read: Read, aboutId: string) => Promise<{ readonly title: string; readonly address: string } | null>;
  readonly mayView: (read: Read, actor: Actor, session: Session) => Promise<boolean>;
  /** Asked for a place: may this person have one for this organisation, or for themselves when null? */
  readonly mayBook: (read: Read, actor: Actor, session: Session, organisationId: OrganisationId | null) => Promise<Decision>;
  /** Who is told of new times and of answers, beside those who booked. Names go to mail only. */
  readonly contacts?: (read: Read, session: Session) => Promise<readonly SessionContact[]>;
}

export interface SessionContact {
  readonly personId: PersonId;
  readonly email: string;
  /** What the mail is filed under, where not under the session: a list of the authority's must not show who bids. */
  readonly about?: { readonly kind: string; readonly id: string };
}

let owners: readonly SessionOwner[] = [];

/** Called once, by `app.ts`. */
export function setSessionOwners(all: readonly SessionOwner[]): void {
  owners = all;
}

/** Who answers for a session. Throws when no room does, which is a fault in the wiring. */
export function sessionOwner({ about, kind }: Pick<Session, 'about' | 'kind'>): SessionOwner {
  const ofRecord = owners.filter(({ aboutKind }) => aboutKind === about.kind);
  const owner = ofRecord.find(({ kinds }) => kinds?.includes(kind)) ?? ofRecord.find(({ kinds }) => kinds === undefined);
  if (!owner) throw new Error(`no room says who may book a ${kind} of a ${about.kind}: give its SessionOwner to sessionsModule in app.ts`);
  return owner;
}

/** The organisations a person acts for. */
export const organisationsOf = (actor: Actor): readonly OrganisationId[] =>
  [...new Set(actor.holdings.filter(({ scopeKind, role }) => scopeKind === 'organisation' && role !== 'bid-adviser').flatMap(({ scopeId }) => (scopeId === null ? [] : [scopeId as OrganisationId])))];
