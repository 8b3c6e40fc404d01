import type { Read, Tx } from '../database/connection.ts';
import { newWrappedPair, openIdentity } from './age-wrap.ts';

const contextOf = (organisationId: string): string => `organisation:${organisationId}`;

/** The recipient for whom an organisation's own sealed work is wrapped; its pair is made on first use. */
export async function organisationRecipient(tx: Tx, organisationId: string): Promise<string> {
  const find = () => tx.selectFrom('organisation_key').select('recipient').where('organisation_id', '=', organisationId).executeTakeFirst();
  const there = await find();
  if (there) return there.recipient;
  const pair = await newWrappedPair(contextOf(organisationId));
  await tx
    .insertInto('organisation_key')
    .values({ organisation_id: organisationId, recipient: pair.recipient, wrapped_identity: pair.wrappedIdentity })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing())
    .execute();
  // Read again: a colleague may have made it at the same moment, and theirs is the one that stands.
  const made = await find();
  if (!made) throw new Error('the organisation key that was just made is not there');
  return made.recipient;
}

/** The identity that opens an organisation's own sealed work. The caller has made sure that it is one of its people who asks. */
export async function organisationIdentity(read: Read, organisationId: string): Promise<string> {
  const row = await read.selectFrom('organisation_key').select('wrapped_identity').where('organisation_id', '=', organisationId).executeTakeFirstOrThrow();
  return openIdentity(row.wrapped_identity, contextOf(organisationId));
}
