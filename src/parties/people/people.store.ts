import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly jobTitle?: string;
  readonly emailVerified?: boolean;
}

/** Puts a person in; the address must be free. */
export async function insertPerson(tx: Tx, person: NewPerson): Promise<PersonId> {
  const id = newId<'person'>();
  await tx.insertInto('person').values({ id, name: person.name, email: person.email, job_title: person.jobTitle || null, email_verified: person.emailVerified ?? false, created_at: sql`wantsum_clock()` }).execute();
  return id;
}

export interface KnownPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly state: 'active' | 'left' | 'erased';
}

export async function personByEmail(read: Read, email: string): Promise<KnownPerson | null> {
  const row = await read.selectFrom('person').select(['id', 'name', 'email', 'state']).where('email', '=', email).executeTakeFirst();
  return row ? { ...row, id: row.id as PersonId, state: row.state as KnownPerson['state'] } : null;
}

export async function personById(read: Read, id: string): Promise<KnownPerson | null> {
  const row = await read.selectFrom('person').select(['id', 'name', 'email', 'state']).where('id', '=', id).executeTakeFirst();
  return row ? { ...row, id: row.id as PersonId, state: row.state as KnownPerson['state'] } : null;
}
