import { sql } from 'kysely';
import type { Tx } from './database/connection.ts';

/**
 * The next human reference of a kind in a body's year, such as `KENT-EX-2026-0007`. Taken in the transaction that uses it.
 * @param prefix two or three letters for the kind: EX exercise, OP opportunity, CO contract
 */
export async function nextReference(tx: Tx, bodyId: string, prefix: string): Promise<string> {
  return (await nextReferences(tx, bodyId, prefix, 1))[0]!;
}

/** As `nextReference` for many at once, in order: an import takes a thousand at a time. */
export async function nextReferences(tx: Tx, bodyId: string, prefix: string, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ slug: string; year: number; number: number }>`
    insert into reference_counter (body_id, kind, year, last_number)
    values (${bodyId}, ${prefix}, extract(year from wantsum_clock() at time zone 'Europe/London')::int, ${count})
    on conflict (body_id, kind, year) do update set last_number = reference_counter.last_number + ${count}
    returning year, last_number as number, (select slug from body where id = ${bodyId}) as slug`.execute(tx);
  const { slug, year, number } = rows[0]!;
  const start = `${slug.split('-')[0]!.slice(0, 8).toUpperCase()}-${prefix}-${year}-`;
  return Array.from({ length: count }, (_, index) => start + String(number - count + 1 + index).padStart(4, '0'));
}
