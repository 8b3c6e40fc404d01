import { sql } from 'kysely';
import type { Tx } from './database/connection.ts';

/**
 * The next human reference of a kind in a body's year, such as `KENT-EX-2026-0007`. Taken in the transaction that uses it.
 * @param prefix two or three letters for the kind: EX exercise, OP opportunity, CO contract
 */
export async function nextReference(tx: Tx, bodyId: string, prefix: string): Promise<string> {
  const { rows } = await sql<{ slug: string; year: number; number: number }>`
    insert into reference_counter (body_id, kind, year, last_number)
    values (${bodyId}, ${prefix}, extract(year from wantsum_clock() at time zone 'Europe/London')::int, 1)
    on conflict (body_id, kind, year) do update set last_number = reference_counter.last_number + 1
    returning year, last_number as number, (select slug from body where id = ${bodyId}) as slug`.execute(tx);
  const { slug, year, number } = rows[0]!;
  return `${slug.split('-')[0]!.slice(0, 8).toUpperCase()}-${prefix}-${year}-${String(number).padStart(4, '0')}`;
}
