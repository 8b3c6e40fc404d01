import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import { whereMay } from '#platform/access/access';
import type { Act } from '#platform/access/act';
import type { RecordKind, RecordKinds, RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { placeOf, type Thread, type ThreadStep } from './thread.ts';

/** Ties two records: `from` is nearer to the outcome wanted. Saying it twice is the same as once. */
export async function linkRecords(tx: Tx, from: RecordReference, label: string, to: RecordReference): Promise<void> {
  await tx
    .insertInto('thread_link')
    .values({ id: newId<'thread_link'>(), from_kind: from.kind, from_id: from.id, label, to_kind: to.kind, to_id: to.id })
    .onConflict((conflict) => conflict.columns(['from_kind', 'from_id', 'label', 'to_kind', 'to_id']).doNothing())
    .execute();
}

/** Unties them. */
export async function unlinkRecords(tx: Tx, from: RecordReference, label: string, to: RecordReference): Promise<void> {
  await tx
    .deleteFrom('thread_link')
    .where('from_kind', '=', from.kind).where('from_id', '=', from.id).where('label', '=', label)
    .where('to_kind', '=', to.kind).where('to_id', '=', to.id)
    .execute();
}

/** Records drawn on each side: what fits a page and is read at a glance; the rest is counted. */
const MOST_A_SIDE = 12;
const MOST_STEPS = 8;

interface Found {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
  readonly depth: number;
}

/**
 * The thread through a record, both ways, as this reader may see it: a record that they may not see is left out and the
 * thread goes on behind it. A fixed number of queries: two for the links and one for each kind of record found.
 * @returns null when the record itself is not there
 */
export async function threadOf(read: Read, kinds: RecordKinds, viewActs: ReadonlyMap<string, Act>, actor: Actor, record: RecordReference): Promise<Thread | null> {
  const [back, forth] = [await walk(read, record, 'back'), await walk(read, record, 'forth')];
  const here: Found = { ...record, label: '', depth: 0 };
  const shown = new Map<string, ThreadStep>();
  for (const [kind, found] of Map.groupBy([here, ...back, ...forth], (one) => one.kind)) {
    for (const step of await describe(read, kinds.get(kind), viewActs, actor, found)) shown.set(`${step.kind}:${step.id}:${step.depth === 0 ? 'here' : step.label}`, step);
  }
  const own = shown.get(`${record.kind}:${record.id}:here`);
  if (!own) return null;
  const pick = (found: readonly Found[]) => found.flatMap((one) => shown.get(`${one.kind}:${one.id}:${one.label}`) ?? []).sort(byPlace);
  const [from, to] = [pick(back).reverse(), pick(forth)];
  return { here: own, from: from.slice(0, MOST_A_SIDE), to: to.slice(0, MOST_A_SIDE), moreFrom: Math.max(0, from.length - MOST_A_SIDE), moreTo: Math.max(0, to.length - MOST_A_SIDE) };
}

const byPlace = (a: ThreadStep, b: ThreadStep): number => placeOf(a.kind) - placeOf(b.kind) || a.depth - b.depth || (a.id < b.id ? -1 : 1);

async function walk(read: Read, record: RecordReference, direction: 'back' | 'forth'): Promise<Found[]> {
  const [near, far] = direction === 'forth' ? ['from', 'to'] : ['to', 'from'];
  const { rows } = await sql<Found>`
    with recursive step as (
      select l.${sql.raw(`${far}_kind`)} as kind, l.${sql.raw(`${far}_id`)} as id, l.label, 1 as depth
      from thread_link l where l.${sql.raw(`${near}_kind`)} = ${record.kind} and l.${sql.raw(`${near}_id`)} = ${record.id}
      union
      select l.${sql.raw(`${far}_kind`)}, l.${sql.raw(`${far}_id`)}, l.label, step.depth + 1
      from step join thread_link l on l.${sql.raw(`${near}_kind`)} = step.kind and l.${sql.raw(`${near}_id`)} = step.id
      where step.depth < ${MOST_STEPS}
    ) cycle kind, id set seen_before using path
    select distinct on (kind, id) kind, id, label, depth from step where not seen_before and not (kind = ${record.kind} and id = ${record.id})
    order by kind, id, depth limit 200`.execute(read);
  return rows;
}

export interface NamedRecord {
  /** What it is, as people read it: "contract". */
  readonly noun: string;
  readonly title: string;
  readonly address: string;
}

/** The key of a record among named ones. */
export const recordKey = ({ kind, id }: RecordReference): string => `${kind}:${id}`;

/**
 * Titles and pages of records of any kinds, one query for each kind, by `recordKey`. What this reader may not open, or what is gone,
 * does not come back: a list that names records must not tell more of them than their own pages would.
 */
export async function nameRecords(read: Read, kinds: RecordKinds, viewActs: ReadonlyMap<string, Act>, actor: Actor, records: readonly RecordReference[]): Promise<ReadonlyMap<string, NamedRecord>> {
  const named = new Map<string, NamedRecord>();
  for (const [kind, found] of Map.groupBy(records, (one) => one.kind)) {
    for (const step of await describe(read, kinds.get(kind), viewActs, actor, found.map((one) => ({ ...one, label: '', depth: 1 })))) named.set(recordKey(step), step);
  }
  return named;
}

/** One query for all found records of a kind; what the reader may not see does not come back, except the one they stand on. */
async function describe(read: Read, kind: RecordKind | undefined, viewActs: ReadonlyMap<string, Act>, actor: Actor, found: readonly Found[]): Promise<ThreadStep[]> {
  if (!kind) return [];
  const act = kind.viewAct ? viewActs.get(kind.viewAct) : undefined;
  const seen = act ? whereMay(actor, act, kind) : sql.raw(kind.public ?? 'false');
  const standingOn = found.filter((one) => one.depth === 0).map((one) => one.id);
  const { rows } = await sql<{ id: string; title: string; summary: string | null }>`
    ${sql.raw(`select r.id, (${kind.title}) as title, (${kind.summary ?? "''"}) as summary from ${kind.table} r`)}
    where r.id = any(${found.map((one) => one.id)}::uuid[]) and (${seen} or r.id = any(${standingOn}::uuid[]))`.execute(read);
  const words = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap((one) => {
    const row = words.get(one.id);
    return row ? [{ kind: one.kind, id: one.id, noun: kind.noun, title: row.title, summary: row.summary ?? '', address: kind.address(one.id), label: one.label, depth: one.depth }] : [];
  });
}
