import { sql } from 'kysely';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { RuleNote } from '#kernel/rule-note';
import type { Law } from '#law';
import type { Actor } from '#platform/access/access';
import type { RecordReference } from '#platform/access/record-kind';
import type { Role } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';
import { dueAt, PROMISE_CLOCKS, type PromiseClock, type PromiseTimes } from './promise.ts';

export interface NewPromise {
  /** What is promised, for programs: "feedback", "review". One of a kind a record and start. */
  readonly kind: string;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  /** Who owes it: a person, or whoever holds a role on the body. */
  readonly owner: { readonly personId: PersonId } | { readonly role: Role };
  /** As it is listed: "Give feedback to the bidders of Youth clubs". */
  readonly words: string;
  /** The page on which it is kept. */
  readonly address: string;
  readonly startsAt: Date;
  readonly clock: PromiseClock;
  readonly count: number;
  /** With the holidays of this site (`lawFrom` of the policy room). */
  readonly law: Law;
  readonly rule?: RuleNote;
}

export interface PromiseRow extends PromiseTimes {
  readonly id: Id<'promise'>;
  readonly kind: string;
  readonly about: RecordReference;
  readonly words: string;
  readonly address: string;
  readonly startsAt: Date;
  readonly rule: string | null;
  readonly brokenReason: string | null;
}

const COLUMNS = sql.raw(`p.id, p.kind, json_build_object('kind', p.about_kind, 'id', p.about_id) as about, p.words, p.address, p.starts_at as "startsAt", p.due_at as "dueAt",
  p.paused_at as "pausedAt", p.kept_at as "keptAt", p.withdrawn_at as "withdrawnAt", p.rule, p.broken_reason as "brokenReason"`);
const OPEN = sql.raw('kept_at is null and withdrawn_at is null');

/** Starts a clock that somebody owes. Said twice for the same start, it is one promise. @returns when it is due */
export async function makePromise(tx: Tx, promise: NewPromise): Promise<Date> {
  const due = dueAt(promise.startsAt, promise.clock, promise.count, promise.law);
  await tx
    .insertInto('promise')
    .values({
      id: newId<'promise'>(), kind: promise.kind, about_kind: promise.about.kind, about_id: promise.about.id, body_id: promise.bodyId,
      owner_id: 'personId' in promise.owner ? promise.owner.personId : null, owner_role: 'role' in promise.owner ? promise.owner.role : null,
      words: promise.words, address: promise.address, starts_at: promise.startsAt, due_at: due, clock: promise.clock, count: promise.count,
      rule: promise.rule ? `${promise.rule.sentence} (${promise.rule.source})` : null,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'about_kind', 'about_id', 'starts_at']).doNothing())
    .execute();
  return due;
}

/** Marks what is open of a kind on a record as kept now. One kept late stays visible as late, with the reason. @returns how many there were */
export async function keepPromise(tx: Tx, kind: string, about: RecordReference, lateReason?: string): Promise<number> {
  const result = await sql`update promise set kept_at = wantsum_clock(), broken_reason = coalesce(${lateReason?.trim() || null}, broken_reason)
    where kind = ${kind} and about_kind = ${about.kind} and about_id = ${about.id} and ${OPEN}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Withdraws what is open, as when the record it was owed on is closed. */
export async function withdrawPromise(tx: Tx, kind: string, about: RecordReference): Promise<number> {
  const result = await sql`update promise set withdrawn_at = wantsum_clock() where kind = ${kind} and about_kind = ${about.kind} and about_id = ${about.id} and ${OPEN}`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

/** Stops the clock, as while the other side owes an answer. Stopping a stopped clock changes nothing. */
export async function pausePromise(tx: Tx, id: string): Promise<void> {
  await sql`update promise set paused_at = wantsum_clock() where id = ${id} and paused_at is null and ${OPEN}`.execute(tx);
}

/** Starts it again: the time it stood still is added to when it is due. */
export async function resumePromise(tx: Tx, id: string): Promise<void> {
  await sql`update promise set due_at = due_at + (wantsum_clock() - paused_at), paused_at = null where id = ${id} and paused_at is not null and ${OPEN}`.execute(tx);
}

/** Counts every open promise again, after a holiday was announced or moved. A paused one keeps its day: how long it stood still is not known yet. @returns how many moved */
export async function recountPromises(tx: Tx, law: Law): Promise<number> {
  const { rows } = await sql<{ id: string; startsAt: Date; dueAt: Date; clock: string; count: number }>`
    select id, starts_at as "startsAt", due_at as "dueAt", clock, count from promise where ${OPEN} and paused_at is null and clock = 'workingDaysAnyUkHoliday' for update`.execute(tx);
  let moved = 0;
  for (const row of rows) {
    const due = dueAt(row.startsAt, row.clock as PromiseClock, row.count, law);
    if (due.getTime() === row.dueAt.getTime()) continue;
    await sql`update promise set due_at = ${due} where id = ${row.id}`.execute(tx);
    moved += 1;
  }
  return moved;
}

/** A record's promises, soonest due first. */
export async function promisesOf(read: Read, about: RecordReference): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`select ${COLUMNS} from promise p where p.about_kind = ${about.kind} and p.about_id = ${about.id} order by p.due_at, p.id`.execute(read);
  return rows;
}

/** What this person owes, by name or by a role they hold on a body, soonest due first: the staff home. */
export async function owedBy(read: Read, actor: Actor, limit: number): Promise<PromiseRow[]> {
  if (actor.personId === null) return [];
  const held = actor.holdings.filter(({ scopeKind }) => scopeKind === 'body');
  const { rows } = await sql<PromiseRow>`select ${COLUMNS} from promise p
    where p.kept_at is null and p.withdrawn_at is null and (p.owner_id = ${actor.personId} or (p.owner_id is null and exists (
      select 1 from unnest(${held.map(({ role }) => role)}::text[], ${held.map(({ scopeId }) => scopeId)}::uuid[]) as mine (role, body_id)
      where mine.role = p.owner_role and mine.body_id = p.body_id)))
    order by p.due_at, p.id limit ${limit}`.execute(read);
  return rows;
}

export const isPromiseClock = (text: string): text is PromiseClock => (PROMISE_CLOCKS as readonly string[]).includes(text);
