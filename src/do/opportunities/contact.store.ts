import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

/** Whom to turn to: the officer by name, and the authority's own address. Nobody's own mail or telephone is in it. */
export interface Contact {
  /** Null where nobody is named, or whoever was has left. */
  readonly name: string | null;
  readonly email: string | null;
  readonly website: string | null;
}

/** The contact of an opportunity that was made here; null for one that was imported, whose buyer may be another. */
export async function contactOf(read: Read, opportunityId: string): Promise<Contact | null> {
  const { rows } = await sql<Contact>`select p.name, b.contact_email as email, b.website from opportunity o join body b on b.id = o.body_id
    left join person p on p.id = coalesce(o.officer_id, o.created_by) and p.state = 'active' where o.id = ${opportunityId} and o.source = 'made'`.execute(read);
  return rows[0] ?? null;
}

/** "Omar Haddad, buying@kent.example"; null when nothing is known. */
export const contactInWords = (contact: Contact | null): string | null => [contact?.name, contact?.email, contact?.website].filter(Boolean).join(', ') || null;
