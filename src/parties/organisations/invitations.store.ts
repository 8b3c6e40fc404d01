import { sql } from 'kysely';
import type { OrganisationId, PersonId } from '#kernel/ids';
import type { Read } from '#platform/database/connection';
import { tokenHash } from '#platform/sign-in/index';

export interface Invitation {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly email: string;
  readonly invitedBy: PersonId;
}

/** The invitation a link stands for, while it is open. */
export async function invitationBy(read: Read, token: string): Promise<Invitation | null> {
  const row = await read.selectFrom('organisation_invitation as i').innerJoin('organisation as o', 'o.id', 'i.organisation_id')
    .select(['i.id', 'i.organisation_id', 'o.name', 'i.email', 'i.invited_by'])
    .where('i.token_hash', '=', tokenHash(token)).where('i.accepted_at', 'is', null).where('i.expires_at', '>', sql<Date>`wantsum_clock()`).executeTakeFirst();
  return row ? { id: row.id, organisationId: row.organisation_id as OrganisationId, organisationName: row.name, email: row.email, invitedBy: row.invited_by as PersonId } : null;
}

/** Who was invited and has not answered. */
export async function openInvitations(read: Read, organisationId: string): Promise<{ readonly email: string; readonly expiresAt: Date }[]> {
  const rows = await read.selectFrom('organisation_invitation').select(['email', 'expires_at']).where('organisation_id', '=', organisationId).where('accepted_at', 'is', null).where('expires_at', '>', sql<Date>`wantsum_clock()`).orderBy('created_at').limit(100).execute();
  return rows.map((row) => ({ email: row.email, expiresAt: row.expires_at }));
}
