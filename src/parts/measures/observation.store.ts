import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';

/** What was found of a measure in a time: first claimed by whoever collects it, then confirmed by another. */
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
  readonly claimedBy: PersonId | null;
  readonly claimedAt: Date;
  readonly confirmedBy: PersonId | null;
  readonly confirmedAt: Date | null;
}

export type Claim = Pick<Observation, 'from' | 'to' | 'value' | 'numerator' | 'denominator' | 'words' | 'evidence'>;

/** Records a claim. With a numerator and denominator the value is their quotient as a percentage, whatever was typed. */
export async function claimObservation(tx: Tx, about: RecordReference, measureId: string, claimedBy: PersonId | null, claim: Claim): Promise<{ readonly kind: 'claimed'; readonly id: Id<'observation'> } | Refused> {
  if (claim.to < claim.from) return refuse('period-backwards', 'The period must end on or after the day it starts', { field: 'to' });
  if (claim.denominator?.isZero()) return refuse('no-denominator', 'Enter how many there were in all: it cannot be zero', { field: 'denominator' });
  const value = claim.numerator && claim.denominator ? claim.numerator.multiply(decimal('100')).divide(claim.denominator, 4) : claim.value;
  if (value === null && !claim.words?.trim()) return refuse('nothing-observed', 'Enter what was found, as a number or in words', { field: 'value' });
  const there = await tx.selectFrom('measure').select('id').where('id', '=', measureId).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  if (!there) return refuse('not-found', 'This measure is not there any more.');
  const id = newId<'observation'>();
  await sql`insert into observation (id, measure_id, period, value, numerator, denominator, words, evidence, claimed_by)
    values (${id}, ${measureId}, daterange(${claim.from}, ${claim.to}, '[]'), ${value?.toString() ?? null}, ${claim.numerator?.toString() ?? null},
      ${claim.denominator?.toString() ?? null}, ${claim.words}, ${claim.evidence}, ${claimedBy})`.execute(tx);
  return { kind: 'claimed', id };
}

/** Confirms a claim. Nobody confirms what they claimed themselves, and a confirmed one is confirmed once. */
export async function confirmObservation(tx: Tx, about: RecordReference, observationId: string, confirmedBy: PersonId): Promise<Refused | null> {
  const row = await tx
    .selectFrom('observation as o').innerJoin('measure as m', 'm.id', 'o.measure_id')
    .select(['o.claimed_by', 'o.confirmed_at'])
    .where('o.id', '=', observationId).where('m.about_kind', '=', about.kind).where('m.about_id', '=', about.id)
    .forUpdate('o').executeTakeFirst();
  if (!row) return refuse('not-found', 'This result is not there any more.');
  if (row.confirmed_at) return refuse('already-confirmed', 'This result is confirmed already.');
  if (row.claimed_by === confirmedBy) return refuse('own-claim', 'You entered this result, so somebody else must confirm it.');
  await sql`update observation set confirmed_by = ${confirmedBy}, confirmed_at = wantsum_clock() where id = ${observationId} and confirmed_at is null`.execute(tx);
  return null;
}

/** Every observation of a record's measures, newest period first, by measure id. */
export async function observationsOf(read: Read, about: RecordReference): Promise<Map<string, Observation[]>> {
  const { rows } = await sql<Omit<Observation, 'value' | 'numerator' | 'denominator'> & { value: string | null; numerator: string | null; denominator: string | null }>`
    select o.id, o.measure_id as "measureId", lower(o.period) as "from", (upper(o.period) - 1) as "to", o.value::text, o.numerator::text, o.denominator::text, o.words, o.evidence,
      o.claimed_by as "claimedBy", o.claimed_at as "claimedAt", o.confirmed_by as "confirmedBy", o.confirmed_at as "confirmedAt"
    from observation o join measure m on m.id = o.measure_id
    where m.about_kind = ${about.kind} and m.about_id = ${about.id} order by upper(o.period) desc, o.id desc`.execute(read);
  const exact = (text: string | null): Decimal | null => (text === null ? null : decimal(text));
  return Map.groupBy(rows.map((row) => ({ ...row, value: exact(row.value), numerator: exact(row.numerator), denominator: exact(row.denominator) })), (one) => one.measureId);
}
