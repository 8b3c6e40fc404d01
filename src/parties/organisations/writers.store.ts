import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { sendMails } from '#platform/mail/send-mail';

/** Somebody who writes and answers for the bids of an organisation. */
export interface Writer {
  readonly id: PersonId;
  readonly email: string;
}

/** The writers of each of the organisations, in one query however many there are. */
export async function writersByOrganisation(read: Read, organisationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Writer[]>> {
  const { rows } = await sql<Writer & { organisationId: string }>`select distinct h.scope_id as "organisationId", p.id, p.email from role_holding h join person p on p.id = h.person_id
    where h.scope_kind = 'organisation' and h.scope_id = any(${[...new Set(organisationIds)]}::uuid[]) and h.held_until is null
      and h.role in ('bid-writer', 'organisation-administrator') and p.state = 'active' order by p.email`.execute(read);
  return Map.groupBy(rows, ({ organisationId }) => organisationId);
}

export interface Letter {
  /** Organisations that are told together: nobody has it twice, not even who writes for two of them. */
  readonly organisationIds: readonly string[];
  /** The bid, where there is one, so that no list of the authority's shows who is bidding. */
  readonly about: RecordReference;
  readonly subject: string;
  readonly text: string;
}

/** Mails each letter to the writers of its organisations, in one query however many letters there are. @returns who was told */
export async function mailWriters(tx: Tx, letters: readonly Letter[]): Promise<ReadonlySet<PersonId>> {
  const writers = await writersByOrganisation(tx, letters.flatMap(({ organisationIds }) => organisationIds));
  const mails = letters.flatMap(({ organisationIds, about, subject, text }) => {
    const people = new Map(organisationIds.flatMap((id) => writers.get(id) ?? []).map((writer) => [writer.id, writer.email]));
    return Array.from(people, ([personId, email]) => ({ to: { personId, email }, about, subject, text }));
  });
  await sendMails(tx, mails);
  return new Set(mails.map(({ to }) => to.personId));
}
