import { sql, type Selectable } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type Id } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { MeasureTable } from '#platform/database/schema.generated';
import type { Accountability, Confidence, Measure, MeasureDraft, MeasureKind, Nature } from './measure.ts';

/** A record's measures, in their order. */
export async function measuresOf(read: Read, about: RecordReference): Promise<Measure[]> {
  const rows = await read
    .selectFrom('measure').selectAll()
    .where('about_kind', '=', about.kind).where('about_id', '=', about.id)
    .orderBy('position').orderBy('id').execute();
  return rows.map(measureFrom);
}

/** One measure of a record; null when it is not there or belongs to another. */
export async function measureOf(read: Read, about: RecordReference, measureId: string): Promise<Measure | null> {
  return (await measuresOf(read, about)).find(({ id }) => id === measureId) ?? null;
}

/** Puts a measure at the end of a record's list. */
export async function addMeasure(tx: Tx, about: RecordReference, draft: MeasureDraft): Promise<Id<'measure'>> {
  const id = newId<'measure'>();
  const last = await tx.selectFrom('measure').select((e) => e.fn.max('position').as('position')).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  await tx.insertInto('measure').values({ id, about_kind: about.kind, about_id: about.id, position: (last?.position ?? 0) + 1, ...columnsOf(draft) }).execute();
  return id;
}

/** Rewrites a measure. @returns false when it is not there or belongs to another record */
export async function changeMeasure(tx: Tx, about: RecordReference, measureId: string, draft: MeasureDraft): Promise<boolean> {
  const result = await tx.updateTable('measure').set(columnsOf(draft)).where('id', '=', measureId).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes a measure away. One that was observed or carried on stays. @returns false when it is not there, or is held */
export async function removeMeasure(tx: Tx, about: RecordReference, measureId: string): Promise<boolean> {
  const removed = await sql`delete from measure m where m.id = ${measureId} and m.about_kind = ${about.kind} and m.about_id = ${about.id}
    and not exists (select 1 from observation o where o.measure_id = m.id) and not exists (select 1 from measure c where c.carried_from = m.id)`.execute(tx);
  return removed.numAffectedRows === 1n;
}

/**
 * Copies a record's measures onto another, each remembering where it came from: a specification's become the agreement's. Carrying
 * twice adds only what was not carried before.
 * @returns how many were added
 */
export async function carryMeasures(tx: Tx, from: RecordReference, to: RecordReference): Promise<number> {
  const [source, there] = [await measuresOf(tx, from), await measuresOf(tx, to)];
  const fresh = source.filter(({ id }) => !there.some(({ carriedFrom }) => carriedFrom === id));
  const start = there.reduce((last, { position }) => Math.max(last, position), 0);
  if (fresh.length === 0) return 0;
  await tx.insertInto('measure').values(fresh.map((measure, index) => ({
    id: newId<'measure'>(), about_kind: to.kind, about_id: to.id, carried_from: measure.id, position: start + index + 1, ...columnsOf(measure),
  }))).execute();
  return fresh.length;
}

const columnsOf = (draft: MeasureDraft) => ({
  name: draft.name,
  kind: draft.kind,
  nature: draft.nature,
  accountability: draft.accountability,
  unit: draft.unit,
  baseline: draft.baseline?.toString() ?? null,
  baseline_confidence: draft.baselineConfidence,
  baseline_note: draft.baselineNote,
  target: draft.target?.toString() ?? null,
  target_words: draft.targetWords,
  target_on: draft.targetOn,
  method: draft.method,
  collected_by: draft.collectedBy,
  promised_by: draft.promisedBy,
  social_value: draft.socialValue,
  key_performance_indicator: draft.keyPerformanceIndicator,
});

function measureFrom(row: Selectable<MeasureTable>): Measure {
  return {
    id: row.id as Id<'measure'>,
    carriedFrom: row.carried_from as Id<'measure'> | null,
    position: row.position,
    name: row.name,
    kind: row.kind as MeasureKind,
    nature: row.nature as Nature,
    accountability: row.accountability as Accountability | null,
    unit: row.unit,
    baseline: number(row.baseline),
    baselineConfidence: row.baseline_confidence as Confidence | null,
    baselineNote: row.baseline_note,
    target: number(row.target),
    targetWords: row.target_words,
    targetOn: row.target_on as CalendarDate | null,
    method: row.method,
    collectedBy: row.collected_by,
    promisedBy: row.promised_by as 'provider' | 'authority',
    socialValue: row.social_value,
    keyPerformanceIndicator: row.key_performance_indicator,
  };
}

const number = (text: string | null): Decimal | null => (text === null ? null : decimal(text));
