import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { sendMail } from '#platform/mail/send-mail';
import type { Tx } from '#platform/database/connection';
import { mailWriters } from '#parties';
import type { Arrangement } from './arrangement.ts';
import { arrangementReference } from './arrangement.store.ts';

interface Message {
  readonly subject: string;
  readonly text: string;
  readonly about: { readonly kind: string; readonly id: string };
}

/** Writes to whoever writes for each of the organisations, in one query however many they are. */
export async function tellOrganisations(tx: Tx, organisationIds: readonly string[], message: Message): Promise<void> {
  await mailWriters(tx, organisationIds.map((id) => ({ organisationIds: [id], ...message })));
}

/** Everyone who holds a role on the body now. */
export async function tellRole(tx: Tx, bodyId: string, role: string, { subject, text, about }: Message): Promise<number> {
  const { rows } = await sql<{ id: PersonId; email: string }>`select distinct p.id, p.email from role_holding h join person p on p.id = h.person_id
    where h.role = ${role} and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null and p.state = 'active' order by p.email`.execute(tx);
  for (const person of rows) await sendMail(tx, { to: { personId: person.id, email: person.email }, subject, text, about });
  return rows.length;
}

/** Every organisation that applied or is a member: whoever a change concerns. */
export async function concernedOrganisations(tx: Tx, arrangementId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select organisation_id as id from arrangement_application where arrangement_id = ${arrangementId} and state <> 'withdrawn'
    union select organisation_id from arrangement_member where arrangement_id = ${arrangementId} and status not in ('left', 'ended')`.execute(tx);
  return rows.map(({ id }) => id).sort();
}

/** Writes to whoever asked to be told of an intake of this category, or of this arrangement (DP-27). @returns how many */
export async function tellFollowers(tx: Tx, arrangement: Arrangement, subject: string, text: string): Promise<number> {
  const { rows } = await sql<{ id: PersonId; email: string }>`select distinct p.id, p.email from arrangement_follow f join person p on p.id = f.person_id and p.state = 'active'
    where f.arrangement_id = ${arrangement.id} or exists (select 1 from unnest(${arrangement.cpvCodes}::text[]) own (code) where own.code = f.cpv_code) order by p.email`.execute(tx);
  for (const person of rows) await sendMail(tx, { to: { personId: person.id, email: person.email }, subject, text, about: arrangementReference(arrangement.id) });
  return rows.length;
}
