import { sql } from 'kysely';
import type { AnswerValue } from '#parts/questions';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { decrypt } from '#platform/sealing/cipher';
import { ENVELOPES, type Envelope } from '#platform/sealing/envelope-keys';
import { readContentLine, type OpenedLine } from './bid-content.ts';
import { openingKeys } from './bid-key.store.ts';
import type { BidId } from './bid.store.ts';
import type { KeptSealed, PriceEnvelope } from './opening.ts';
import { pricesKeptSealed } from './price-envelope.store.ts';
import { submissionPlace } from './submission.store.ts';

export interface Signature {
  readonly openerId: PersonId;
  readonly name: string;
  readonly signedAt: Date;
  /** In whose place, and why: a named opener who had left or was away. */
  readonly insteadOf: PersonId | null;
  readonly insteadOfName: string | null;
  readonly reason: string | null;
}

/** Who signed to open an envelope since the closing that stands. */
export async function signaturesOf(read: Read, opportunityId: string, envelope: Envelope, closesAt: Date): Promise<Signature[]> {
  const rows = await read
    .selectFrom('bid_opening as s').innerJoin('person as p', 'p.id', 's.opener_id').leftJoin('person as i', 'i.id', 's.instead_of').select(['s.opener_id', 'p.name', 's.signed_at', 's.instead_of', 'i.name as instead_of_name', 's.reason'])
    .where('s.opportunity_id', '=', opportunityId).where('s.envelope', '=', envelope).where('s.signed_at', '>=', closesAt).orderBy('s.signed_at').execute();
  return rows.map((row) => ({ openerId: row.opener_id as PersonId, name: row.name, signedAt: row.signed_at, insteadOf: row.instead_of as PersonId | null, insteadOfName: row.instead_of_name, reason: row.reason }));
}

/** Signs each envelope named. A signature from before a later closing is renewed. */
export async function sign(tx: Tx, opportunityId: string, openerId: PersonId, envelopes: readonly Envelope[], place: { readonly insteadOf: PersonId | null; readonly reason: string }): Promise<void> {
  const inPlace = { instead_of: place.insteadOf, reason: place.insteadOf === null ? null : place.reason };
  await tx
    .insertInto('bid_opening')
    .values(envelopes.map((envelope) => ({ id: newId<'bid_opening'>(), opportunity_id: opportunityId, envelope, opener_id: openerId, ...inPlace })))
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'envelope', 'opener_id']).doUpdateSet({ signed_at: sql<Date>`wantsum_clock()`, ...inPlace }))
    .execute();
}

/** The names of bidders for whom a person writes or advises. */
export async function interestsOf(read: Read, opportunityId: string, personId: PersonId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select distinct org.name from bid b join organisation org on org.id = b.organisation_id
    join role_holding h on h.scope_kind = 'organisation' and h.scope_id = b.organisation_id and h.held_until is null
    where b.opportunity_id = ${opportunityId} and h.person_id = ${personId} order by org.name`.execute(read);
  return rows.map((row) => row.name);
}

/**
 * Opens envelopes of every bid submitted in time, from the submissions that stand. Late, withdrawn and unsubmitted bids stay sealed:
 * their keys were never wrapped for this.
 * @returns how many bids were opened
 */
export async function openEnvelopes(tx: Tx, opportunityId: string, envelopes: readonly Envelope[]): Promise<number> {
  const { rows } = await sql<{ id: string; number: number; quality: Buffer; price: Buffer }>`
    select b.id, s.number, s.quality_ciphertext as quality, s.price_ciphertext as price from bid b join bid_submission s on s.id = b.current_submission_id
    where b.opportunity_id = ${opportunityId} and b.state in ('submitted', 'opened') order by b.id`.execute(tx);
  for (const envelope of envelopes) {
    const keys = await openingKeys(tx, opportunityId, envelope, rows.map(({ id }) => id));
    for (const row of rows) {
      const key = keys.get(row.id);
      if (!key) throw new Error(`the ${envelope} envelope of bid ${row.id} cannot be opened: its key was not wrapped`);
      await storeOpened(tx, row.id, readContentLine(decrypt(key, row[envelope], submissionPlace(row.id, envelope, row.number)).toString()));
    }
  }
  await tx.updateTable('bid').set({ state: 'opened' }).where('opportunity_id', '=', opportunityId).where('state', '=', 'submitted').execute();
  return rows.length;
}

async function storeOpened(tx: Tx, bidId: string, line: OpenedLine): Promise<void> {
  if (line.answers.length > 0) {
    await tx.insertInto('opened_answer').values(line.answers.map(({ question, lot, answer }) => ({ bid_id: bidId, question_id: question, lot_id: lot, value: JSON.stringify(answer) }))).execute();
  }
  if (line.lots?.length) await tx.insertInto('bid_lot').values(line.lots.map((lot) => ({ bid_id: bidId, lot_id: lot }))).execute();
  if (line.prices?.length) await tx.insertInto('opened_price').values(line.prices.map(({ lot, netPence }) => ({ bid_id: bidId, lot_id: lot, price_net_pence: BigInt(netPence) }))).execute();
  if (line.files?.length) {
    await tx
      .insertInto('opened_file')
      .values(line.files.map((file) => ({
        bid_file_id: file.id, bid_id: bidId, question_id: file.question, envelope: 'quality', name: file.name, media_type: file.mediaType, size_bytes: BigInt(file.sizeBytes), sha256: Buffer.from(file.sha256, 'hex'),
      })))
      .execute();
  }
}

/** The opportunity is open from here on; its row belongs to the room `opportunities`, which leaves this one move to the opening. */
export async function markOpened(tx: Tx, opportunityId: string): Promise<void> {
  const result = await tx.updateTable('opportunity').set({ state: 'opened', opened_at: sql<Date>`wantsum_clock()` }).where('id', '=', opportunityId).where('state', '=', 'published').executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('the opportunity was not published when it was to be opened');
}

/** Whether prices of an opportunity are opened later than its answers, and were. */
export async function priceEnvelopeOf(read: Read, opportunityId: string): Promise<PriceEnvelope> {
  const row = await read.selectFrom('opportunity').select(['prices_opened_later', 'prices_opened_at']).where('id', '=', opportunityId).executeTakeFirst();
  return !row?.prices_opened_later ? 'with-the-rest' : row.prices_opened_at === null ? 'sealed' : 'opened';
}

/** What the opening of bids opens: both envelopes together; or the answers first, the prices later (price-envelope.store.ts). */
export const envelopesOf = (opening: 'only' | 'first'): readonly Envelope[] => (opening === 'only' ? ENVELOPES : ['quality']);

export interface OpenedFile {
  readonly id: string;
  readonly fileId: string;
  readonly questionId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}
export interface OpenedBid {
  readonly bidId: BidId;
  readonly reference: string;
  readonly state: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly lotIds: readonly Id<'lot'>[];
  /** One for each lot bid for; `lotId` null is the whole opportunity. */
  readonly prices: readonly { readonly lotId: Id<'lot'> | null; readonly netPence: bigint }[];
  /** Prices that were never opened, and why. */
  readonly keptSealed: readonly KeptSealed[];
  readonly answers: readonly { readonly questionId: Id<'question'>; readonly lotId: Id<'lot'> | null; readonly value: AnswerValue }[];
  readonly files: readonly OpenedFile[];
}

/** What the opening revealed, one entry a bid, by organisation name. Empty before it. A fixed number of queries however many bids. */
export async function openedBids(read: Read, opportunityId: string, only?: { readonly bidId: string }): Promise<OpenedBid[]> {
  const bids = await read
    .selectFrom('bid as b').innerJoin('organisation as org', 'org.id', 'b.organisation_id').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id')
    .select(['b.id', 'b.reference', 'b.state', 'b.organisation_id', 'org.name'])
    .where('b.opportunity_id', '=', opportunityId).where('o.opened_at', 'is not', null).where('b.state', 'in', ['opened', 'rejected', 'not-successful', 'successful'])
    .$if(only !== undefined, (query) => query.where('b.id', '=', only!.bidId))
    .orderBy('org.name').orderBy('b.id').execute();
  if (bids.length === 0) return [];
  const ids = bids.map(({ id }) => id);
  const lots = await read.selectFrom('bid_lot as bl').innerJoin('lot', 'lot.id', 'bl.lot_id').select(['bl.bid_id', 'bl.lot_id']).where('bl.bid_id', 'in', ids).orderBy('lot.number').execute();
  const prices = await read.selectFrom('opened_price').selectAll().where('bid_id', 'in', ids).execute();
  const sealed = await pricesKeptSealed(read, ids);
  const answers = await read.selectFrom('opened_answer').selectAll().where('bid_id', 'in', ids).execute();
  const files = await read.selectFrom('opened_file as of').innerJoin('bid_file as bf', 'bf.id', 'of.bid_file_id').select(['of.bid_file_id', 'of.bid_id', 'of.question_id', 'of.name', 'of.media_type', 'of.size_bytes', 'bf.file_id']).where('of.bid_id', 'in', ids).orderBy('of.name').execute();
  return bids.map((bid) => ({
    bidId: bid.id as BidId,
    reference: bid.reference,
    state: bid.state,
    organisationId: bid.organisation_id as OrganisationId,
    organisationName: bid.name,
    lotIds: lots.filter((row) => row.bid_id === bid.id).map((row) => row.lot_id as Id<'lot'>),
    prices: prices.filter((row) => row.bid_id === bid.id).map((row) => ({ lotId: row.lot_id as Id<'lot'> | null, netPence: row.price_net_pence })),
    keptSealed: sealed.filter(({ bidId }) => bidId === bid.id),
    answers: answers.filter((row) => row.bid_id === bid.id).map((row) => ({ questionId: row.question_id as Id<'question'>, lotId: row.lot_id as Id<'lot'> | null, value: row.value as AnswerValue })),
    files: files.filter((row) => row.bid_id === bid.id).map((row) => ({ id: row.bid_file_id, fileId: row.file_id, questionId: row.question_id, name: row.name, mediaType: row.media_type, sizeBytes: Number(row.size_bytes) })),
  }));
}

/** Late bids, recorded unread: who, and when they came. Shown only once the others are open. */
export async function lateBids(read: Read, opportunityId: string): Promise<{ readonly organisationName: string; readonly submittedAt: Date }[]> {
  const rows = await read
    .selectFrom('bid as b').innerJoin('organisation as org', 'org.id', 'b.organisation_id').innerJoin('bid_submission as s', 's.id', 'b.current_submission_id').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id')
    .select(['org.name', 's.submitted_at']).where('b.opportunity_id', '=', opportunityId).where('b.state', '=', 'late').where('o.opened_at', 'is not', null).orderBy('s.submitted_at').execute();
  return rows.map((row) => ({ organisationName: row.name, submittedAt: row.submitted_at }));
}

/** Is this person on the panel? A price read before the answers are scored would sway the scores. */
export async function isOnPanel(read: Read, opportunityId: string, personId: PersonId | null): Promise<boolean> {
  if (personId === null) return false;
  const row = await read.selectFrom('assessor').select('id').where('about_kind', '=', 'opportunity').where('about_id', '=', opportunityId).where('person_id', '=', personId).executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether a person of the panel may read bids: who declared an interest or was removed may not, whatever their role; who only has
 * the role of an assessor must have declared that they have none. (Table of the room `evaluation`.)
 */
export async function panelDoor(read: Read, opportunityId: string, personId: PersonId | null, assessorOnly: boolean): Promise<boolean> {
  if (personId === null) return false;
  const rows = await read.selectFrom('assessor').select(['declaration', 'barred_at']).where('about_kind', '=', 'opportunity').where('about_id', '=', opportunityId).where('person_id', '=', personId).execute();
  if (rows.some((row) => row.declaration === 'interest' || row.barred_at !== null)) return false;
  return !assessorOnly || rows.some((row) => row.declaration === 'none');
}
