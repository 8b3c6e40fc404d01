import { newId } from '#kernel/ids';
import type { Read, Tx } from '../database/connection.ts';
import { newWrappedPair, openIdentity } from './age-wrap.ts';

/** A bid is sealed in two: what is judged for quality, and its price. */
export const ENVELOPES = ['quality', 'price'] as const;
export type Envelope = (typeof ENVELOPES)[number];

const contextOf = (opportunityId: string, envelope: Envelope): string => `envelope:${opportunityId}:${envelope}`;

/** Makes the pair of each envelope of an opportunity, when it is published. Called again, it changes nothing. */
export async function createEnvelopeKeys(tx: Tx, opportunityId: string): Promise<void> {
  const there = await tx.selectFrom('envelope_key').select('envelope').where('opportunity_id', '=', opportunityId).execute();
  for (const envelope of ENVELOPES) {
    if (there.some((row) => row.envelope === envelope)) continue;
    const pair = await newWrappedPair(contextOf(opportunityId, envelope));
    await tx
      .insertInto('envelope_key')
      .values({ id: newId<'envelope_key'>(), opportunity_id: opportunityId, envelope, recipient: pair.recipient, wrapped_identity: pair.wrappedIdentity })
      .onConflict((conflict) => conflict.columns(['opportunity_id', 'envelope']).doNothing())
      .execute();
  }
}

/** For whom a bid's keys are wrapped on submission. */
export async function envelopeRecipients(read: Read, opportunityId: string): Promise<Readonly<Record<Envelope, string>>> {
  const rows = await read.selectFrom('envelope_key').select(['envelope', 'recipient']).where('opportunity_id', '=', opportunityId).execute();
  const of = (envelope: Envelope): string => {
    const row = rows.find((one) => one.envelope === envelope);
    if (!row) throw new Error(`opportunity ${opportunityId} has no ${envelope} envelope`);
    return row.recipient;
  };
  return { quality: of('quality'), price: of('price') };
}

/** The identity of an envelope. Only the opening, and readers after it, have reason to ask. */
export async function envelopeIdentity(read: Read, opportunityId: string, envelope: Envelope): Promise<string> {
  const row = await read.selectFrom('envelope_key').select('wrapped_identity').where('opportunity_id', '=', opportunityId).where('envelope', '=', envelope).executeTakeFirstOrThrow();
  return openIdentity(row.wrapped_identity, contextOf(opportunityId, envelope));
}
