import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Read, Tx } from '#platform/database/connection';
import { unwrapWith, wrapFor } from '#platform/sealing/age-wrap';
import { decrypt, derived, encrypt, newKey } from '#platform/sealing/cipher';
import { ENVELOPES, envelopeIdentity, envelopeRecipients, type Envelope } from '#platform/sealing/envelope-keys';
import { organisationIdentity, organisationRecipient } from '#platform/sealing/organisation-keys';

interface OpenedKey {
  readonly key: KeyObject;
  /** Of the hash of its content: the same for the bidder's check and for every submission, unknown to others. */
  readonly salt: string;
  /** The same key wrapped for the opening: released into the database by a submission, never before. */
  readonly forOpening: Buffer;
}

/**
 * Keys of bids that are being written. They never change, and each costs half a millisecond to open and a kilobyte to hold: where a
 * deadline's bids outnumber what is held, every submission costs three times as much.
 */
const opened = new Map<string, OpenedKey>();
const MOST_OPENED = 32_768;

type Of = { readonly id: string; readonly organisationId: string };

const openingPlace = (bidId: string, envelope: Envelope): string => `bid:${bidId}:${envelope}:for opening`;

/** Makes a new bid's keys, one an envelope, wrapped for its organisation alone. */
export async function createBidKeys(tx: Tx, bid: Of & { readonly opportunityId: string }): Promise<void> {
  const recipient = await organisationRecipient(tx, bid.organisationId);
  const envelopes = await envelopeRecipients(tx, bid.opportunityId);
  const row = async (envelope: Envelope) => {
    const key = newKey();
    const [forBidder, forOpening] = await Promise.all([wrapFor(recipient, key), wrapFor(envelopes[envelope], key)]);
    return { bid_id: bid.id, envelope, wrapped_for_bidder: forBidder, sealed_for_opening: encrypt(key, forOpening, openingPlace(bid.id, envelope)) };
  };
  await tx.insertInto('bid_key').values(await Promise.all(ENVELOPES.map(row))).execute();
}

/** A bid's key by the bidder's way in. Callers have made sure that one of the bidder's own people asks. */
export const bidderKey = async (read: Read, bid: Of, envelope: Envelope): Promise<KeyObject> => (await openKey(read, bid, envelope)).key;

async function openKey(read: Read, bid: Of, envelope: Envelope): Promise<OpenedKey> {
  const name = `${bid.id}:${envelope}`;
  const known = opened.get(name);
  if (known) return known;
  const row = await read.selectFrom('bid_key').select(['wrapped_for_bidder', 'sealed_for_opening']).where('bid_id', '=', bid.id).where('envelope', '=', envelope).executeTakeFirstOrThrow();
  const key = createSecretKey(await unwrapWith(await organisationIdentity(read, bid.organisationId), row.wrapped_for_bidder));
  const found = { key, salt: derived(key, 'content salt'), forOpening: decrypt(key, row.sealed_for_opening, openingPlace(bid.id, envelope)) };
  const oldest = opened.size >= MOST_OPENED ? opened.keys().next().value : undefined;
  if (oldest !== undefined) opened.delete(oldest);
  opened.set(name, found);
  return found;
}

/** Keys that are destroyed are not kept in memory either. */
export function forgetKeys(bidIds: readonly string[]): void {
  for (const id of bidIds) for (const envelope of ENVELOPES) opened.delete(`${id}:${envelope}`);
}

/** The bid's keys as the opening can read them, to be stored with a submission in time. */
export async function keysForOpening(read: Read, bid: Of): Promise<Readonly<Record<Envelope, Buffer>>> {
  return { quality: (await openKey(read, bid, 'quality')).forOpening, price: (await openKey(read, bid, 'price')).forOpening };
}

/** On withdrawal: nobody but the bidder can read it any more. */
export async function unwrapForOpening(tx: Tx, bidId: string): Promise<void> {
  await tx.updateTable('bid_key').set({ wrapped_for_opening: null }).where('bid_id', '=', bidId).execute();
}

/** Opens one envelope's keys of submitted bids by the opportunity's way in, for the opening and for readers after it. */
export async function openingKeys(read: Read, opportunityId: string, envelope: Envelope, bidIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (bidIds.length === 0) return new Map();
  const identity = await envelopeIdentity(read, opportunityId, envelope);
  const rows = await read.selectFrom('bid_key').select(['bid_id', 'wrapped_for_opening']).where('bid_id', 'in', bidIds).where('envelope', '=', envelope).execute();
  const keys = new Map<string, Buffer>();
  for (const row of rows) if (row.wrapped_for_opening) keys.set(row.bid_id, await unwrapWith(identity, row.wrapped_for_opening));
  return keys;
}

/** The salts of a bid's content hash, one an envelope. */
export async function saltsOf(read: Read, bid: Of): Promise<Readonly<Record<Envelope, string>>> {
  return { quality: (await openKey(read, bid, 'quality')).salt, price: (await openKey(read, bid, 'price')).salt };
}
