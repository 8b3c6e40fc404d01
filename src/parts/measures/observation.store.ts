import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';

/** What was found of a measure in a time: first claimed by whoever collects it, then confirmed or queried by another. */
export interface Observation {
  readonly id: Id<'observation'>;
  readonly measureId: Id<'measure'>;
  readonly from: CalendarDate;
  /** The last day of it. */
  readonly to: CalendarDate;
  readonly value: Decimal | null;
  readonly numerator: Decimal | null;
  readonly denominator: Decimal | null;
  readonly words: string | null;
  readonly evidence: string | null;
  /** Which side entered it. */
  readonly enteredAs: 'provider' | 'authority';
  /** The day on which it was checked. */
  readonly observedOn: CalendarDate | null;
  /** Said by whoever entered it, where the numbers alone do not tell. */
  readonly meetsTarget: boolean | null;
  readonly claimedBy: PersonId | null;
  readonly claimedAt: Date;
  readonly confirmedBy: PersonId | null;
  readonly confirmedAt: Date | null;
  readonly queriedAt: Date | null;
  readonly queryReason: string | null;
  /** Counted from one: a correction is the next version. Only the newest is current. */
  readonly version: number;
  readonly isCurrent: boolean;
}

export type Claim = Pick<Observation, 'from' | 'to' | 'value' | 'numerator' | 'denominator' | 'words' | 'evidence'> & Partial<Pick<Observation, 'enteredAs' | 'observedOn' | 'meetsTarget'>>;
type Claimed = { readonly kind: 'claimed'; readonly id: Id<'observation'> } | Refused;

const GONE = refuse('not-found', 'This result is not there any more.');

/**
 * Records a claim. With a numerator and denominator the value is their quotient as a percentage, whatever was typed. One time has one
 * result. The caller holds a lock on the record, so that two claims take turns.
 * @param corrects the current result whose place it takes; the earlier is kept
 */
export async function claimObservation(tx: Tx, about: RecordReference, measureId: string, claimedBy: PersonId | null, claim: Claim, corrects?: string): Promise<Claimed> {
  if (claim.to < claim.from) return refuse('period-backwards', 'The period must end on or after the day it starts', { field: 'to' });
  if (claim.denominator?.isZero()) return refuse('no-denominator', 'Enter how many there were in all: it cannot be zero', { field: 'denominator' });
  const value = claim.numerator && claim.denominator ? claim.numerator.multiply(decimal('100')).divide(claim.denominator, 4) : claim.value;
  if (value === null && !claim.words?.trim()) return refuse('nothing-observed', 'Enter what was found, as a number or in words', { field: 'value' });
  const there = await tx.selectFrom('measure').select('id').where('id', '=', measureId).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  if (!there) return refuse('not-found', 'This measure is not there any more.');
  const earlier = corrects === undefined ? null : await currentVersion(tx, measureId, corrects);
  if (earlier && 'kind' in earlier) return earlier;
  const { rows: [same] } = await sql<{ id: string }>`select id from observation where measure_id = ${measureId} and period = daterange(${claim.from}, ${claim.to}, '[]') and is_current and id is distinct from ${corrects ?? null}::uuid`.execute(tx);
  if (same) return refuse('entered-already', 'A result for this period was entered already: correct that one.', { field: 'from' });
  if (corrects !== undefined) await sql`update observation set is_current = false where id = ${corrects}`.execute(tx);
  const id = newId<'observation'>();
  await sql`insert into observation (id, measure_id, period, value, numerator, denominator, words, evidence, claimed_by, entered_as, observed_on, meets_target, root_id, version)
    values (${id}, ${measureId}, daterange(${claim.from}, ${claim.to}, '[]'), ${value?.toString() ?? null}, ${claim.numerator?.toString() ?? null},
      ${claim.denominator?.toString() ?? null}, ${claim.words}, ${claim.evidence}, ${claimedBy}, ${claim.enteredAs ?? 'authority'}, ${claim.observedOn ?? null}, ${claim.meetsTarget ?? null},
      ${earlier?.rootId ?? null}, ${(earlier?.version ?? 0) + 1})`.execute(tx);
  return { kind: 'claimed', id };
}

/** The version that is to be corrected, under its lock: the first of its versions, and its own number. */
async function currentVersion(tx: Tx, measureId: string, id: string): Promise<{ readonly rootId: string; readonly version: number } | Refused> {
  const { rows: [found] } = await sql<{ rootId: string; version: number }>`select coalesce(root_id, id) as "rootId", version from observation where id = ${id} and measure_id = ${measureId} and is_current for update`.execute(tx);
  return found ?? refuse('corrected-already', 'Somebody corrected this result meanwhile. Look at the newest one.');
}

/** Confirms a claim. Nobody confirms what they claimed themselves, and a confirmed one is confirmed once. */
export async function confirmObservation(tx: Tx, about: RecordReference, observationId: string, confirmedBy: PersonId): Promise<Refused | null> {
  const held = await lockWaiting(tx, about, observationId, confirmedBy);
  if (held) return held;
  await sql`update observation set confirmed_by = ${confirmedBy}, confirmed_at = wantsum_clock() where id = ${observationId} and confirmed_at is null`.execute(tx);
  return null;
}

/** Asks whoever claimed it about a claim, with the reason. It counts for nothing until it is corrected, and the correction is confirmed. */
export async function queryObservation(tx: Tx, about: RecordReference, observationId: string, queriedBy: PersonId, reason: string): Promise<Refused | null> {
  const held = await lockWaiting(tx, about, observationId, queriedBy);
  if (held) return held;
  await sql`update observation set queried_by = ${queriedBy}, queried_at = wantsum_clock(), query_reason = ${reason} where id = ${observationId}`.execute(tx);
  return null;
}

/** A claim that still waits for another person, under its lock; else why it does not. */
async function lockWaiting(tx: Tx, about: RecordReference, observationId: string, person: PersonId): Promise<Refused | null> {
  const row = await tx
    .selectFrom('observation as o').innerJoin('measure as m', 'm.id', 'o.measure_id')
    .select(['o.claimed_by', 'o.confirmed_at', 'o.queried_at', 'o.is_current'])
    .where('o.id', '=', observationId).where('m.about_kind', '=', about.kind).where('m.about_id', '=', about.id)
    .forUpdate('o').executeTakeFirst();
  if (!row) return GONE;
  if (row.confirmed_at) return refuse('already-confirmed', 'This result is confirmed already.');
  if (!row.is_current) return refuse('corrected-already', 'This result was corrected meanwhile. Look at the newest one.');
  if (row.queried_at) return refuse('queried', 'This result was queried already: it waits to be corrected.');
  if (row.claimed_by === person) return refuse('own-claim', 'You entered this result, so somebody else must confirm it.');
  return null;
}

/** Every observation of a record's measures, earlier versions too, newest period first, by measure id. */
export async function observationsOf(read: Read, about: RecordReference): Promise<Map<string, Observation[]>> {
  return Map.groupBy(await observationsWhere(read, sql`m.about_kind = ${about.kind} and m.about_id = ${about.id} order by upper(o.period) desc, o.version desc, o.id desc`), (one) => one.measureId);
}

/** One observation of a record's measure; null when it is not there or belongs to another. */
export async function observationOf(read: Read, about: RecordReference, observationId: string): Promise<Observation | null> {
  return (await observationsWhere(read, sql`o.id = ${observationId} and m.about_kind = ${about.kind} and m.about_id = ${about.id}`))[0] ?? null;
}

/**
 * The observations of one measure, newest period first, a page at a time.
 * @param onlyConfirmed what counts, as everyone may see it: without claims, queries and what was corrected since
 */
export async function observationsOfMeasure(read: Read, measureId: string, { onlyConfirmed, limit, offset }: { readonly onlyConfirmed: boolean; readonly limit: number; readonly offset: number }): Promise<Observation[]> {
  const shown = onlyConfirmed ? sql`and exists (select 1 from observation_confirmed c where c.id = o.id)` : sql``;
  return observationsWhere(read, sql`o.measure_id = ${measureId} ${shown} order by upper(o.period) desc, coalesce(o.root_id, o.id) desc, o.version desc limit ${limit} offset ${offset}`);
}

/** What counts of every measure of a record, newest period first, by measure id: no more than so many of each. One query, however many measures. */
export async function confirmedObservationsOf(read: Read, about: RecordReference, ofEach: number): Promise<Map<string, Observation[]>> {
  const newest = sql`select id from (select c.id, row_number() over (partition by c.measure_id order by upper(c.period) desc, c.id desc) as place
    from observation_confirmed c join measure x on x.id = c.measure_id where x.about_kind = ${about.kind} and x.about_id = ${about.id}) counted where place <= ${ofEach}`;
  return Map.groupBy(await observationsWhere(read, sql`o.id in (${newest}) order by upper(o.period) desc, o.id desc`), (one) => one.measureId);
}

async function observationsWhere(read: Read, where: ReturnType<typeof sql>): Promise<Observation[]> {
  const { rows } = await sql<Omit<Observation, 'value' | 'numerator' | 'denominator'> & { value: string | null; numerator: string | null; denominator: string | null }>`
    select o.id, o.measure_id as "measureId", lower(o.period) as "from", (upper(o.period) - 1) as "to", o.value::text, o.numerator::text, o.denominator::text, o.words, o.evidence,
      o.entered_as as "enteredAs", o.observed_on as "observedOn", o.meets_target as "meetsTarget", o.claimed_by as "claimedBy", o.claimed_at as "claimedAt", o.confirmed_by as "confirmedBy", o.confirmed_at as "confirmedAt",
      o.queried_at as "queriedAt", o.query_reason as "queryReason", o.version, o.is_current as "isCurrent"
    from observation o join measure m on m.id = o.measure_id where ${where}`.execute(read);
  const exact = (text: string | null): Decimal | null => (text === null ? null : decimal(text));
  return rows.map((row) => ({ ...row, value: exact(row.value), numerator: exact(row.numerator), denominator: exact(row.denominator) }));
}
