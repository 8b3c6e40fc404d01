import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { writeTogether } from '#platform/database/gathered';
import { decrypt, encrypt } from '#platform/sealing/cipher';
import type { Envelope } from '#platform/sealing/envelope-keys';
import { bidderKey, keysForOpening } from './bid-key.store.ts';
import type { ContentLines } from './bid-content.ts';
import type { Bid } from './bid.store.ts';
import { randomCode } from './random-code.ts';

/** What a bidder is given for a submission, and can check for ever. */
export interface Receipt {
  readonly submissionId: string;
  readonly number: number;
  readonly submittedAt: Date;
  readonly submittedByName: string | null;
  readonly late: boolean;
  /** Of the file that the bidder can download, in hexadecimal. */
  readonly contentSha256: string;
  readonly code: string;
}

type Of = Pick<Bid, 'id' | 'organisationId'>;

export const submissionPlace = (bidId: string, envelope: Envelope, number: number): string => `bid:${bidId}:${envelope}:submission:${number}`;

/** Every submission of a bid, the newest first. */
export async function receiptsOf(read: Read, bidId: string): Promise<Receipt[]> {
  const rows = await read
    .selectFrom('bid_submission as s').leftJoin('person as p', 'p.id', 's.submitted_by')
    .select(['s.id', 's.number', 's.submitted_at', 's.late', 's.content_sha256', 's.receipt_code', 'p.name'])
    .where('s.bid_id', '=', bidId).orderBy('s.number', 'desc').execute();
  return rows.map((row) => ({
    submissionId: row.id, number: row.number, submittedAt: row.submitted_at, submittedByName: row.name, late: row.late, contentSha256: row.content_sha256.toString('hex'), code: row.receipt_code,
  }));
}

interface ToSubmit {
  readonly bid: Of & Pick<Bid, 'bidState'>;
  readonly lines: ContentLines;
  /** Of the lines. */
  readonly hash: Buffer;
  readonly number: number;
  readonly to: 'submitted' | 'late';
  readonly submittedAt: Date;
  readonly submittedBy: PersonId | null;
}

/**
 * Writes a submission, whose row is never changed again, and makes it the one that stands; one in time also releases the bid's keys
 * to the opening. One statement for all who submit at the same moment, because it is what everybody does in the last hour; nobody waits
 * for it, and the transaction fails unless each bid was still in the state it was decided in.
 */
export async function insertSubmission(tx: Tx, { bid, lines, hash, number, to, submittedAt, submittedBy }: ToSubmit): Promise<{ readonly id: string; readonly code: string }> {
  const seal = async (envelope: Envelope) => encrypt(await bidderKey(tx, bid, envelope), Buffer.from(lines[envelope]), submissionPlace(bid.id, envelope, number));
  const [id, code] = [newId<'bid_submission'>(), randomCode(12)];
  const keys = await keysForOpening(tx, bid);
  await submissions(tx, [{
    id, bid_id: bid.id, number, submitted_at: submittedAt, submitted_by: submittedBy, sha256: hash, code,
    quality: await seal('quality'), price: await seal('price'), quality_key: keys.quality, price_key: keys.price, state: to, state_before: bid.bidState,
  }]);
  return { id, code };
}

const GIVEN = {
  id: 'uuid', bid_id: 'uuid', number: 'int', submitted_at: 'timestamptz', submitted_by: 'uuid', sha256: 'bytea', code: 'text',
  quality: 'bytea', price: 'bytea', quality_key: 'bytea', price_key: 'bytea', state: 'text', state_before: 'text',
};
const submissions = writeTogether(GIVEN, (given) => `
  with given (${Object.keys(GIVEN).join(', ')}) as materialized (${given}),
  submission as (
    insert into bid_submission (id, bid_id, number, late, submitted_at, submitted_by, content_sha256, receipt_code, quality_ciphertext, price_ciphertext)
    select id, bid_id, number, state = 'late', submitted_at, submitted_by, sha256, code, quality, price from given
  ), released as (
    update bid_key set wrapped_for_opening = case envelope when 'quality' then quality_key else price_key end from given where bid_key.bid_id = given.bid_id and given.state = 'submitted'
  ), moved as (
    update bid set state = given.state, current_submission_id = given.id from given where bid.id = given.bid_id and bid.state = given.state_before returning bid.id
  )
  select must_be_one((select count(*) from moved where moved.id = given.bid_id)) from given`);

/** What was submitted, for the bidder's own check. @returns null when there is no such submission */
export async function submittedLines(read: Read, bid: Of, number: number): Promise<ContentLines | null> {
  const row = await read.selectFrom('bid_submission').select(['quality_ciphertext', 'price_ciphertext']).where('bid_id', '=', bid.id).where('number', '=', number).executeTakeFirst();
  if (!row) return null;
  const open = async (envelope: Envelope, sealed: Buffer) => decrypt(await bidderKey(read, bid, envelope), sealed, submissionPlace(bid.id, envelope, number)).toString();
  return { quality: await open('quality', row.quality_ciphertext), price: await open('price', row.price_ciphertext) };
}
