import { sql, type RawBuilder } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { Label, LabelName } from './label.ts';

/** Labels in force today on records of one kind, by record id. One query however many records. */
export async function labelsOnAll(read: Read, kind: string, ids: readonly string[]): Promise<Map<string, Label[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; about_id: string; field: string | null; label: LabelName; reason: string; until: string | null; readers: PersonId[] }>`
    select l.id, l.about_id, l.field, l.label, l.reason, l.until,
      coalesce((select array_agg(person_id::text) from label_reader where label_id = l.id), '{}') as readers
    from label l where l.about_kind = ${kind} and l.about_id = any(${ids}::uuid[]) and ${inForce('l')}`.execute(read);
  return new Map([...Map.groupBy(rows, (row) => row.about_id)].map(([id, group]) => [id, group.map((row) => ({ id: row.id, field: row.field, label: row.label, reason: row.reason, until: row.until, readers: row.readers }))]));
}

/** Labels in force today on one record. */
export const labelsOn = async (read: Read, about: RecordReference): Promise<Label[]> => (await labelsOnAll(read, about.kind, [about.id])).get(about.id) ?? [];

/** SQL for whether a label row is in force today, for a list's own query: as text, for a query that is put together of texts. */
export const inForceSql = (alias: string): string => `(${alias}.ended_at is null and (${alias}.until is null or ${alias}.until >= (wantsum_clock() at time zone 'Europe/London')::date))`;
export const inForce = (alias: string): RawBuilder<boolean> => sql.raw(inForceSql(alias));

/** SQL for whether a field of the row `r` of a kind is withheld from the public. Used by registers, so that page and file agree. */
export const withheldFromPublic = (kind: string, field: string): string =>
  `exists (select 1 from label l where l.about_kind = '${kind}' and l.about_id = r.id and (l.field is null or l.field = '${field}') and ${inForceSql('l')})`;

export interface NewLabel {
  readonly field: string | null;
  readonly label: LabelName;
  readonly reason: string;
  readonly until: string | null;
  readonly readers: readonly PersonId[];
}

/** Puts a label on a record or one of its fields. */
export async function putLabel(tx: Tx, about: RecordReference, label: NewLabel, setBy: PersonId | null): Promise<string> {
  const id = newId<'label'>();
  await tx.insertInto('label').values({ id, about_kind: about.kind, about_id: about.id, field: label.field, label: label.label, reason: label.reason, until: label.until, set_by: setBy }).execute();
  if (label.readers.length > 0) await tx.insertInto('label_reader').values(label.readers.map((reader) => ({ label_id: id, person_id: reader }))).execute();
  return id;
}

/** Ends a label; it stays on record. @returns whether there was one in force */
export async function endLabel(tx: Tx, labelId: string): Promise<boolean> {
  const result = await tx.updateTable('label').set((set) => ({ ended_at: set.fn<Date>('wantsum_clock') })).where('id', '=', labelId).where('ended_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
