import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { openPersonal } from '#platform/audit/personal-values';
import type { Read } from '#platform/database/connection';
import type { PersonalData } from '../ports.ts';

/**
 * Everything held about one person, for their right of access (UK GDPR article 15): their row, roles, sessions, acts and refusals in
 * the audit trail, what the trail keeps about them, mails to them, claims, invitations, and what later rooms add by their port.
 * Secrets (password hash, code keys, session tokens) are not personal data and stay out.
 */
export async function personalDataOf(read: Read, personId: PersonId, more: readonly PersonalData[] = []): Promise<Record<string, unknown>> {
  const person = await read.selectFrom('person').select(['id', 'name', 'email', 'email_verified', 'job_title', 'phone', 'two_factor_enabled', 'state', 'created_at', 'updated_at', 'left_at']).where('id', '=', personId).executeTakeFirstOrThrow();
  const roles = await read.selectFrom('role_holding').select(['role', 'scope_kind', 'scope_id', 'held_from', 'held_until', 'granted_by', 'reason']).where('person_id', '=', personId).orderBy('held_from').execute();
  const sessions = await read.selectFrom('sign_in_session').select(['ip_address', 'user_agent', 'created_at', 'expires_at']).where('user_id', '=', personId).orderBy('created_at').execute();
  const acts = await read.selectFrom('audit_entry').select(['happened_at', 'act', 'words', 'result', 'record_kind', 'record_id', 'reason', 'rule']).where('actor_person_id', '=', personId).orderBy('happened_at').orderBy('id').execute();
  const about = await read.selectFrom('audit_entry').select(['happened_at', 'act', 'words', 'result', 'reason']).where('record_kind', '=', 'person').where('record_id', '=', personId).where(sql<boolean>`actor_person_id is distinct from ${personId}`).orderBy('happened_at').execute();
  const mails = await read.selectFrom('outbox_mail').select(['subject', 'body_text', 'state', 'created_at', 'sent_at']).where('recipient_person_id', '=', personId).orderBy('created_at').execute();
  const claims = await read.selectFrom('organisation_claim').select(['organisation_id', 'state', 'evidence', 'reason', 'created_at', 'decided_at']).where('person_id', '=', personId).orderBy('created_at').execute();
  const invitations = await read.selectFrom('organisation_invitation').select(['organisation_id', 'email', 'accepted_at', 'created_at']).where('email', '=', person.email).orderBy('created_at').execute();
  const added: Record<string, unknown> = {};
  for (const data of more) added[data.key] = await data.read(read, personId);
  // A link in a mail that is still good would let whoever holds the copy sign in.
  const withoutLinks = mails.map((mail) => ({ ...mail, body_text: mail.body_text.replaceAll(/token=[\w-]+/g, 'token=(left out)') }));
  return { person, roles, sessions, actsByYou: acts, actsAboutYou: about, personalValuesInTheAuditTrail: await sealedValues(read, personId), mailsToYou: withoutLinks, claims, invitations, ...added };
}

async function sealedValues(read: Read, personId: PersonId): Promise<unknown[]> {
  const rows = await read.selectFrom('audit_entry').select(['happened_at', 'act', 'personal']).where('personal_of', '=', personId).orderBy('happened_at').execute();
  const opened: unknown[] = [];
  for (const row of rows) opened.push({ happened_at: row.happened_at, act: row.act, values: row.personal ? await openPersonal(read, personId, row.personal) : null });
  return opened;
}
