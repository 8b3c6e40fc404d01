import { sql } from 'kysely';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import type { Services } from '#platform/services';
import type { ClaimState } from './claim.ts';
import { colleaguesOf } from './organisations.store.ts';

export interface Claim {
  readonly id: Id<'organisation_claim'>;
  readonly state: ClaimState;
  readonly evidence: string | null;
  readonly createdAt: Date;
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string; readonly emailVerified: boolean };
  readonly organisation: { readonly id: OrganisationId; readonly name: string; readonly hasAdministrator: boolean };
}

interface Asking {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly personId: PersonId;
  readonly evidence: string;
}

/** Records the request and tells the organisation's administrators, where it has any. */
export async function askClaim(tx: Tx, services: Services, asking: Asking): Promise<Decision> {
  const colleagues = await colleaguesOf(tx, asking.organisationId);
  if (colleagues.some((colleague) => colleague.personId === asking.personId)) return refuse('already', 'You act for this organisation already.');
  const made = await tx.insertInto('organisation_claim')
    .values({ id: newId<'organisation_claim'>(), organisation_id: asking.organisationId, person_id: asking.personId, evidence: asking.evidence || null })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).where('state', '=', 'asked').doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows !== 1n) return refuse('asked-already', 'You have asked already: we will write to you when it is answered.');
  for (const administrator of colleagues.filter((colleague) => colleague.roles.includes('organisation-administrator'))) {
    await sendMail(tx, {
      to: { personId: administrator.personId, email: administrator.email },
      subject: 'A colleague asks to join you',
      text: `Dear ${administrator.name},\n\nSomebody asks to act for ${asking.organisationName} at Wantsum. Please answer here:\n${services.config.siteUrl}/organisation-claims\n`,
      about: { kind: 'organisation', id: asking.organisationId },
    });
  }
  return allow();
}

const HAS_ADMINISTRATOR = sql<boolean>`exists (select from role_holding h join person a on a.id = h.person_id where h.scope_kind = 'organisation' and h.scope_id = o.id and h.role = 'organisation-administrator' and h.held_until is null and a.state = 'active')`;

function claims(read: Read) {
  return read.selectFrom('organisation_claim as c').innerJoin('organisation as o', 'o.id', 'c.organisation_id').innerJoin('person as p', 'p.id', 'c.person_id')
    .select(['c.id', 'c.state', 'c.evidence', 'c.created_at', 'p.id as person_id', 'p.name as person_name', 'p.email', 'p.email_verified', 'o.id as organisation_id', 'o.name as organisation_name', HAS_ADMINISTRATOR.as('has_administrator')]);
}

const claimFrom = (row: Awaited<ReturnType<ReturnType<typeof claims>['executeTakeFirstOrThrow']>>): Claim => ({
  id: row.id as Claim['id'], state: row.state as ClaimState, evidence: row.evidence, createdAt: row.created_at,
  person: { id: row.person_id as PersonId, name: row.person_name, email: row.email, emailVerified: row.email_verified },
  organisation: { id: row.organisation_id as OrganisationId, name: row.organisation_name, hasAdministrator: row.has_administrator },
});

/** May this actor answer? The organisation's own administrator; where it has none, an administrator of any body or of the site. Nobody answers their own. */
export function mayDecide(actor: Actor, claim: Claim): boolean {
  if (actor.personId === claim.person.id) return false;
  if (claim.organisation.hasAdministrator) return holdsOn(actor, claim.organisation.id, 'organisation-administrator');
  return actor.holdings.some((held) => held.role === 'administrator' || held.role === 'site-administrator');
}

export async function claimById(read: Read, id: string): Promise<Claim | null> {
  const row = await claims(read).where('c.id', '=', id).executeTakeFirst();
  return row ? claimFrom(row) : null;
}

/** What waits for this actor's answer, the oldest first. */
export async function claimsFor(read: Read, actor: Actor, limit = 50): Promise<Claim[]> {
  const own = actor.holdings.filter((held) => held.role === 'organisation-administrator').map((held) => held.scopeId!);
  const isOfficer = actor.holdings.some((held) => held.role === 'administrator' || held.role === 'site-administrator');
  if (own.length === 0 && !isOfficer) return [];
  const rows = await claims(read).where('c.state', '=', 'asked')
    .where(sql<boolean>`(o.id = any(${own}::uuid[]) or (${isOfficer} and not ${HAS_ADMINISTRATOR}))`).where('c.person_id', '<>', actor.personId!)
    .orderBy('c.created_at').orderBy('c.id').limit(limit).execute();
  return rows.map(claimFrom);
}

/** What a person asked for, the newest first. */
export async function claimsOf(read: Read, personId: PersonId): Promise<Claim[]> {
  return (await claims(read).where('c.person_id', '=', personId).orderBy('c.created_at', 'desc').limit(20).execute()).map(claimFrom);
}

/** @returns false when somebody else answered meanwhile */
export async function storeDecision(tx: Tx, id: string, decision: { readonly to: ClaimState; readonly by: PersonId; readonly reason: string }): Promise<boolean> {
  const changed = await tx.updateTable('organisation_claim').set({ state: decision.to, decided_by: decision.by, decided_at: sql`wantsum_clock()`, reason: decision.reason || null })
    .where('id', '=', id).where('state', '=', 'asked').executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
