import { sql } from 'kysely';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Decision } from '#kernel/outcome';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { formatInstant } from '#kernel/instant';
import { titleInStage } from '#routes';
import { decideMayBid, type InvitationSource } from './audience.ts';
import type { Opportunity } from './opportunity.ts';
import { mayBidReserved } from './reserved/reserved.store.ts';

export interface Invitation {
  readonly id: Id<'invitation'>;
  readonly opportunityId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly source: InvitationSource;
  readonly reason: string;
  readonly invitedAt: Date;
  readonly toldAt: Date | null;
  readonly declinedAt: Date | null;
  readonly declinedReason: string | null;
}

/** Everyone invited to an opportunity, by name. Seen by staff only: one who is invited is not told who else is. */
export async function invitationsOf(read: Read, opportunityId: string): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`select i.id, i.opportunity_id as "opportunityId", i.organisation_id as "organisationId", o.name as "organisationName", i.source, i.reason,
      i.invited_at as "invitedAt", i.told_at as "toldAt", i.declined_at as "declinedAt", i.declined_reason as "declinedReason"
    from invitation i join organisation o on o.id = i.organisation_id where i.opportunity_id = ${opportunityId} order by lower(o.name), o.id`.execute(read);
  return rows;
}

export interface NewInvitation {
  readonly organisationId: string;
  readonly source: InvitationSource;
  /** Why this one was asked: kept, and read by auditors. */
  readonly reason: string;
}

/**
 * Invites organisations to an opportunity. One that is invited already stays as it was. Its people are written to when the
 * opportunity is published, or by `tellInvited` where it is published already.
 * @returns how many were new
 */
export async function inviteOrganisations(tx: Tx, opportunityId: string, invited: readonly NewInvitation[], by: PersonId | null): Promise<number> {
  if (invited.length === 0) return 0;
  const rows = invited.map(({ organisationId, source, reason }) =>
    ({ id: newId<'invitation'>(), opportunity_id: opportunityId, organisation_id: organisationId, source, reason, invited_by: by }));
  const made = await tx.insertInto('invitation').values(rows).onConflict((conflict) => conflict.columns(['opportunity_id', 'organisation_id']).doNothing()).returning('id').execute();
  return made.length;
}

/** Takes an invitation back while the opportunity is a draft and nobody was told. @returns false when there is none such */
export async function removeInvitation(tx: Tx, opportunityId: string, organisationId: string): Promise<boolean> {
  const removed = await tx.deleteFrom('invitation').where('opportunity_id', '=', opportunityId).where('organisation_id', '=', organisationId).where('told_at', 'is', null).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}

/** Writes to the people of every organisation that was invited and not yet told. */
export async function tellInvited(tx: Tx, opportunity: Opportunity, siteUrl: string): Promise<void> {
  const { rows } = await sql<{ organisationId: string; personId: PersonId; email: string }>`
    select distinct i.organisation_id as "organisationId", p.id as "personId", p.email from invitation i
    join role_holding h on h.scope_kind = 'organisation' and h.scope_id = i.organisation_id and h.held_until is null and h.role in ('bid-writer', 'organisation-administrator')
    join person p on p.id = h.person_id and p.state = 'active'
    where i.opportunity_id = ${opportunity.id} and i.told_at is null order by p.email`.execute(tx);
  const closing = opportunity.closesAt ? `Answer by ${formatInstant(opportunity.closesAt)}.` : '';
  for (const { organisationId, personId, email } of rows) {
    await sendMail(tx, {
      to: { personId, email }, about: { kind: 'organisation', id: organisationId }, subject: `You are invited: ${titleInStage(opportunity)}`,
      text: `${opportunity.bodyName} invites your organisation to answer “${opportunity.title}”.\n\n${opportunity.summary}\n\n${closing} If you do not want to, say so on the same page: it does not count against you.\n\n${opportunity.reference}\n${siteUrl}/opportunities/${opportunity.id}\n`,
    });
  }
  await sql`update invitation set told_at = wantsum_clock() where opportunity_id = ${opportunity.id} and told_at is null`.execute(tx);
}

/** Whether an organisation may answer an opportunity: who was invited, and for whom it is reserved. Throws for an opportunity that is not there. */
export async function mayBid(read: Read, opportunityId: string, organisationId: string): Promise<Decision> {
  const { rows } = await sql<{ audience: Opportunity['audience']; isReserved: boolean; invited: boolean; declined: boolean }>`
    select r.audience, r.reservation is not null as "isReserved", i.id is not null as invited, i.declined_at is not null as declined
    from opportunity r left join invitation i on i.opportunity_id = r.id and i.organisation_id = ${organisationId} where r.id = ${opportunityId}`.execute(read);
  const row = rows[0];
  if (!row) throw new Error(`no opportunity ${opportunityId} to bid for`);
  const asked = decideMayBid(row, row);
  return asked.kind === 'refused' || !row.isReserved ? asked : (await mayBidReserved(read, opportunityId, organisationId)) ?? asked;
}

/** Marks that an invited organisation will not answer. @returns false when it is not invited or said so before */
export async function storeDecline(tx: Tx, opportunityId: string, organisationId: string, reason: string | null): Promise<boolean> {
  const changed = await sql`update invitation set declined_at = wantsum_clock(), declined_reason = ${reason}
    where opportunity_id = ${opportunityId} and organisation_id = ${organisationId} and declined_at is null`.execute(tx);
  return changed.numAffectedRows === 1n;
}
