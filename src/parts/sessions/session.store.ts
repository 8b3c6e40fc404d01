import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { SessionTable } from '#platform/database/schema.generated';
import type { Session, SessionAudience, SessionId, SessionKind, Slot, SlotId } from './session.ts';

export interface NewSession {
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  readonly kind: SessionKind;
  readonly title: string;
  readonly words?: string;
  readonly audience: SessionAudience;
  readonly booksUntil?: Date | null;
  readonly peopleEach?: number | null;
  readonly accessibility?: string;
  readonly alternative?: string;
  readonly createdBy: PersonId | null;
}

/** Arranges a session about a record, still without times. The room's own command calls it, so that its act says who may and its entry says it was done. */
export async function arrangeSession(tx: Tx, session: NewSession): Promise<SessionId> {
  const id = newId<'session'>();
  await tx.insertInto('session').values({
    id, about_kind: session.about.kind, about_id: session.about.id, body_id: session.bodyId, kind: session.kind, title: session.title, words: session.words ?? '',
    audience: session.audience, books_until: session.booksUntil ?? null, people_each: session.peopleEach ?? null, accessibility: session.accessibility ?? '',
    alternative: session.alternative ?? '', created_by: session.createdBy,
  }).execute();
  return id;
}

/** Null when there is none. */
export async function sessionById(read: Read, id: string): Promise<Session | null> {
  const row = await read.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? sessionFrom(row) : null;
}

/** Under its row's lock until the transaction ends: two who want the last place wait for each other. */
export async function lockSession(tx: Tx, id: string): Promise<Session | null> {
  const row = await tx.selectFrom('session').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ? sessionFrom(row) : null;
}

/** Every session about a record, in the order they were arranged, cancelled ones among them. */
export async function sessionsAbout(read: Read, about: RecordReference, kind?: SessionKind): Promise<Session[]> {
  let query = read.selectFrom('session').selectAll().where('about_kind', '=', about.kind).where('about_id', '=', about.id);
  if (kind) query = query.where('kind', '=', kind);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(sessionFrom);
}

/** The times of one session or of several, soonest first, each with how many of its places are taken. */
export async function slotsOf(read: Read, sessionIds: readonly string[]): Promise<(Slot & { readonly sessionId: SessionId })[]> {
  const { rows } = await sql<Slot & { readonly sessionId: SessionId }>`
    select s.id, s.session_id as "sessionId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.place, s.remote_link as "remoteLink", s.places, s.cancelled_at as "cancelledAt",
      (select count(*)::int from session_booking b where b.slot_id = s.id and b.cancelled_at is null) as taken
    from session_slot s where s.session_id = any(${sessionIds}::uuid[]) order by s.starts_at, s.id`.execute(read);
  return rows;
}

/** Adds times. @returns how many; one that stands there already is left alone */
export async function insertSlots(tx: Tx, sessionId: SessionId, slots: readonly { readonly startsAt: Date; readonly endsAt: Date }[], of: { readonly place: string; readonly remoteLink: string | null; readonly places: number }): Promise<number> {
  let added = 0;
  for (const { startsAt, endsAt } of slots) {
    const result = await sql`insert into session_slot (id, session_id, starts_at, ends_at, place, remote_link, places)
      values (${newId<'session_slot'>()}, ${sessionId}, ${startsAt}, ${endsAt}, ${of.place}, ${of.remoteLink}, ${of.places}) on conflict do nothing`.execute(tx);
    added += Number(result.numAffectedRows ?? 0n);
  }
  return added;
}

/** @returns false when it was taken out already, or is not of this session */
export async function markSlotCancelled(tx: Tx, sessionId: SessionId, slotId: string, reason: string): Promise<boolean> {
  const result = await sql`update session_slot set cancelled_at = wantsum_clock(), cancelled_reason = ${reason} where id = ${slotId} and session_id = ${sessionId} and cancelled_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** @returns false when it was cancelled already */
export async function markSessionCancelled(tx: Tx, sessionId: SessionId, reason: string): Promise<boolean> {
  const result = await sql`update session set cancelled_at = wantsum_clock(), cancelled_reason = ${reason} where id = ${sessionId} and cancelled_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface Paper {
  readonly id: string;
  readonly fileId: string;
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
}

export async function papersOf(read: Read, sessionId: string): Promise<Paper[]> {
  const rows = await read.selectFrom('session_paper as p').innerJoin('stored_file as f', 'f.id', 'p.file_id').select(['p.id', 'p.file_id', 'p.title', 'f.name', 'f.media_type'])
    .where('p.session_id', '=', sessionId).where('f.scan_state', '<>', 'refused').orderBy('p.added_at').orderBy('p.id').execute();
  return rows.map((row) => ({ id: row.id, fileId: row.file_id, title: row.title, fileName: row.name, mediaType: row.media_type }));
}

export interface StoredPaper {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

export async function insertPaper(tx: Tx, sessionId: SessionId, title: string, file: StoredPaper, by: PersonId | null): Promise<void> {
  await tx.insertInto('stored_file').values({
    id: file.fileId, name: file.name, media_type: file.mediaType, size_bytes: BigInt(file.sizeBytes), sha256: file.sha256, about_kind: 'session', about_id: sessionId, created_by: by,
  }).execute();
  await tx.insertInto('session_paper').values({ id: newId<'session_paper'>(), session_id: sessionId, file_id: file.fileId, title }).execute();
}

/** The names of organisations, for the choice of whom to book for. */
export async function namesOf(read: Read, organisationIds: readonly OrganisationId[]): Promise<{ readonly id: OrganisationId; readonly name: string }[]> {
  if (organisationIds.length === 0) return [];
  const rows = await read.selectFrom('organisation').select(['id', 'name']).where('id', 'in', organisationIds).orderBy('name').execute();
  return rows.map(({ id, name }) => ({ id: id as OrganisationId, name }));
}

const sessionFrom = (row: Selectable<SessionTable>): Session => ({
  id: row.id as SessionId, about: { kind: row.about_kind, id: row.about_id }, bodyId: row.body_id as BodyId, kind: row.kind as SessionKind, title: row.title, words: row.words,
  audience: row.audience as SessionAudience, booksUntil: row.books_until, peopleEach: row.people_each, accessibility: row.accessibility, alternative: row.alternative,
  cancelledAt: row.cancelled_at, cancelledReason: row.cancelled_reason, createdBy: row.created_by as PersonId | null,
});

export const isOfSession = (slots: readonly Slot[], id: string): id is SlotId => slots.some((slot) => slot.id === id);
