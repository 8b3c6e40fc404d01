import { sql } from 'kysely';
import type { AnswerValue } from '#parts/questions';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { insertTogether, readTogether } from '#platform/database/gathered';
import { decrypt, encrypt, type Key } from '#platform/sealing/cipher';
import type { Envelope } from '#platform/sealing/envelope-keys';
import type { Services } from '#platform/services';
import { bidderKey } from './bid-key.store.ts';
import { answersOf, type BidFile, type Draft, type DraftPart } from './bid-content.ts';
import { submittedLines } from './submission.store.ts';
import { storedPart } from './whole-bid.ts';
import type { Bid } from './bid.store.ts';

type Of = Pick<Bid, 'id' | 'organisationId'>;
/** 'lots', 'prices', or the id of the question answered. */
type PartKey = string;

const placeOf = (bidId: string, envelope: Envelope, what: string): string => `bid:${bidId}:${envelope}:${what}`;

interface SealedRow {
  readonly part_key: string; readonly envelope: Envelope; readonly version: number; readonly name: string | null; readonly saved_at: Date; readonly file_id: string | null;
  /** Null where the submission of that number holds it (`saveSubmittedParts`). */
  readonly ciphertext: Buffer | null; readonly submission_number: number | null;
}
type FileDetails = Omit<BidFile, 'id' | 'fileId'>;

/** Opens a whole draft for its bidder: its parts and the details of its files. */
export const readDraft = async (read: Read, bid: Of): Promise<Draft> => openDraft(read, bid, await sealedParts(read, bid.id));

/** A draft as it is stored, to be opened by `openDraft`. */
export type SealedParts = readonly SealedRow[];
export const sealedParts: (read: Read, bidId: string) => Promise<SealedParts> = readTogether<SealedRow>((asked) => `
    select part.part_key, part.envelope, part.ciphertext, part.version, person.name, part.saved_at, null::uuid as file_id, s.number as submission_number, part.bid_id as asked
    from bid_part part left join person on person.id = part.saved_by left join bid_submission s on s.id = part.submission_id where part.bid_id = ${asked}
    union all
    select file.id::text, file.envelope, file.details_ciphertext, 1, null, file.created_at, file.file_id, null, file.bid_id
    from bid_file file where file.bid_id = ${asked} and file.removed_at is null
    order by 1`);

export async function openDraft(read: Read, bid: Of, rows: SealedParts): Promise<Draft> {
  const answers = new Map<string, DraftPart<AnswerValue>>();
  const files: BidFile[] = [];
  let lots: Draft['lots'] = null;
  let prices: Draft['prices'] = null;
  const submitted = await answersSubmitted(read, bid, rows);
  for (const row of rows) {
    const value: unknown = row.ciphertext === null ? submitted.get(row.submission_number!)!.get(row.part_key) : await openPart(read, bid, row, row.ciphertext);
    const part = { value, version: row.version, savedBy: row.name, savedAt: row.saved_at };
    if (row.file_id !== null) files.push({ id: row.part_key, fileId: row.file_id, ...(value as FileDetails) });
    else if (row.part_key === 'lots') lots = part as Draft['lots'];
    else if (row.part_key === 'prices') prices = part as Draft['prices'];
    else answers.set(row.part_key, part as DraftPart<AnswerValue>);
  }
  return { lots, prices, answers, files };
}

async function openPart(read: Read, bid: Of, { part_key: partKey, envelope, file_id: fileId }: SealedRow, ciphertext: Buffer): Promise<unknown> {
  const place = fileId === null ? partKey : `details:${partKey}`;
  return JSON.parse(decrypt(await bidderKey(read, bid, envelope), ciphertext, placeOf(bid.id, envelope, place)).toString());
}

/** By submission and question, the answers of a draft that stand in a submission. Asks nothing where there are none. */
async function answersSubmitted(read: Read, bid: Of, rows: SealedParts): Promise<ReadonlyMap<number, ReadonlyMap<string, unknown>>> {
  const numbers = new Set(rows.flatMap(({ submission_number: number }) => number ?? []));
  const opened = await Promise.all([...numbers].map(async (number) => {
    const lines = await submittedLines(read, bid, number);
    return [number, answersOf(lines!.quality)] as const;
  }));
  return new Map(opened);
}

interface PartToSave {
  readonly partKey: PartKey;
  readonly envelope: Envelope;
  readonly value: unknown;
  /** The version that the person saw, 0 for none. */
  readonly shown: number;
  readonly savedBy: PersonId | null;
}

/**
 * Saves one part of a draft over the version the person saw.
 * @returns its new version, or 'conflict' when a colleague saved another text meanwhile (the same text twice is no conflict)
 */
export async function savePart(tx: Tx, bid: Of, { partKey, envelope, value, shown, savedBy }: PartToSave): Promise<number | 'conflict'> {
  const key = await bidderKey(tx, bid, envelope);
  const place = placeOf(bid.id, envelope, partKey);
  const plain = JSON.stringify(value);
  const { rows } = await sql<{ version: number }>`
    insert into bid_part (bid_id, part_key, envelope, ciphertext, saved_by) values (${bid.id}, ${partKey}, ${envelope}, ${encrypt(key, Buffer.from(plain), place)}, ${savedBy})
    on conflict (bid_id, part_key) do update set ${sql.raw(CHANGED)}
      where bid_part.version = ${shown}
    returning version`.execute(tx);
  if (rows[0]) return rows[0].version;
  const rowsThere = (await sealedParts(tx, bid.id)).filter((row) => row.part_key === partKey);
  const there = storedPart(await openDraft(tx, bid, rowsThere), partKey)!;
  return JSON.stringify(there.value) === plain ? there.version : 'conflict';
}

/**
 * Saves parts of a draft over whatever is there. The caller holds the bid's lock alone and has compared their versions.
 * Nobody waits for it: it fails with its transaction.
 */
export async function saveParts(tx: Tx, bid: Of, parts: readonly Pick<PartToSave, 'partKey' | 'envelope' | 'value'>[], savedBy: PersonId | null): Promise<void> {
  await upsertParts(tx, await Promise.all(parts.map(async ({ partKey, envelope, value }) => ({
    bid_id: bid.id, part_key: partKey, envelope, saved_by: savedBy, submission_id: null,
    ciphertext: encrypt(await bidderKey(tx, bid, envelope), Buffer.from(JSON.stringify(value)), placeOf(bid.id, envelope, partKey)),
  }))));
}

/** A shorter answer is as cheap to keep twice, and cheaper to read from a row of its own. In characters. */
const LONG = 2000;

/**
 * Saves the parts of a draft that are submitted in the same transaction, after the submission was written. A long answer is kept once:
 * its row says in which submission it stands. Otherwise as `saveParts`.
 * @param answered the questions whose answers stand in the submission's line of quality
 */
export async function saveSubmittedParts(tx: Tx, bid: Of, parts: readonly Pick<PartToSave, 'partKey' | 'envelope' | 'value'>[], { submissionId, answered }: { readonly submissionId: string; readonly answered: ReadonlySet<string> }, savedBy: PersonId | null): Promise<void> {
  const stands = ({ partKey, value }: (typeof parts)[number]): boolean => answered.has(partKey) && typeof value === 'string' && value.length > LONG;
  await saveParts(tx, bid, parts.filter((part) => !stands(part)), savedBy);
  await upsertParts(tx, parts.filter(stands).map(({ partKey, envelope }) => ({ bid_id: bid.id, part_key: partKey, envelope, saved_by: savedBy, submission_id: submissionId, ciphertext: null })));
}

const CHANGED = `ciphertext = excluded.ciphertext, submission_id = excluded.submission_id, version = bid_part.version + 1, saved_by = excluded.saved_by, saved_at = wantsum_clock()`;
const upsertParts = insertTogether('bid_part', { bid_id: 'uuid', part_key: 'text', envelope: 'text', ciphertext: 'bytea', saved_by: 'uuid', submission_id: 'uuid' }, `on conflict (bid_id, part_key) do update set ${CHANGED}`);

/** Seals a file and writes it to disk; its row says neither its name nor its type. */
export async function addFile(tx: Tx, services: Services, bid: Of, details: FileDetails, content: Buffer, addedBy: PersonId | null): Promise<string> {
  const [id, fileId] = [newId<'bid_file'>(), newId<'stored_file'>()];
  const key = await bidderKey(tx, bid, 'quality');
  const { sizeBytes, sha256 } = await services.files.write(fileId, encrypt(key, content, placeOf(bid.id, 'quality', `file:${fileId}`)));
  await tx
    .insertInto('stored_file')
    .values({ id: fileId, name: 'sealed', media_type: 'application/octet-stream', size_bytes: BigInt(sizeBytes), sha256, sealed: true, about_kind: 'bid', about_id: bid.id, created_by: addedBy })
    .execute();
  const sealedDetails = encrypt(key, Buffer.from(JSON.stringify(details)), placeOf(bid.id, 'quality', `details:${id}`));
  await tx.insertInto('bid_file').values({ id, bid_id: bid.id, file_id: fileId, details_ciphertext: sealedDetails, added_by: addedBy }).execute();
  return id;
}

/** Takes a file out of the draft. Its sealed bytes stay: an earlier submission may hold it. */
export async function removeFile(tx: Tx, bidId: string, bidFileId: string): Promise<boolean> {
  const result = await tx.updateTable('bid_file').set({ removed_at: sql<Date>`wantsum_clock()` }).where('id', '=', bidFileId).where('bid_id', '=', bidId).where('removed_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A file's own bytes, with the key of either way in. */
export async function openFile(services: Services, bidId: string, fileId: string, key: Key): Promise<Buffer> {
  return decrypt(key, await services.files.readAll(fileId), placeOf(bidId, 'quality', `file:${fileId}`));
}
