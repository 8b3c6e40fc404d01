import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { notWaitedFor } from '#platform/database/prompt-connection';
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
 * to the opening. One statement, because it is what everybody does in the last hour; nobody waits for it, and the transaction fails
 * unless the bid was still in the state it was decided in.
 */
export async function insertSubmission(tx: Tx, { bid, lines, hash, number, to, submittedAt, submittedBy }: ToSubmit): Promise<{ readonly code: string }> {
  const seal = async (envelope: Envelope) => encrypt(await bidderKey(tx, bid, envelope), Buffer.from(lines[envelope]), submissionPlace(bid.id, envelope, number));
  const [id, code] = [newId<'bid_submission'>(), randomCode(12)];
  const keys = await keysForOpening(tx, bid);
  await sql`
    with submission as (
      insert into bid_submission (id, bid_id, number, late, submitted_at, submitted_by, content_sha256, receipt_code, quality_ciphertext, price_ciphertext)
      values (${id}, ${bid.id}, ${number}, ${to === 'late'}, ${submittedAt}, ${submittedBy}, ${hash}, ${code}, ${await seal('quality')}, ${await seal('price')})
    ), released as (
      update bid_key set wrapped_for_opening = case envelope when 'quality' then ${keys.quality}::bytea else ${keys.price}::bytea end where bid_id = ${bid.id} and ${to === 'submitted'}
    ), moved as (
      update bid set state = ${to}, current_submission_id = ${id} where id = ${bid.id} and state = ${bid.bidState} returning 1
    )
    select must_be_one((select count(*) from moved))${notWaitedFor}`.execute(tx);
  return { code };
}

/** What was submitted, for the bidder's own check. @returns null when there is no such submission */
export async function submittedLines(read: Read, bid: Of, number: number): Promise<ContentLines | null> {
  const row = await read.selectFrom('bid_submission').select(['quality_ciphertext', 'price_ciphertext']).where('bid_id', '=', bid.id).where('number', '=', number).executeTakeFirst();
  if (!row) return null;
  const open = async (envelope: Envelope, sealed: Buffer) => decrypt(await bidderKey(read, bid, envelope), sealed, submissionPlace(bid.id, envelope, number)).toString();
  return { quality: await open('quality', row.quality_ciphertext), price: await open('price', row.price_ciphertext) };
}
