import { sql, type RawBuilder } from 'kysely';
import type { Read, Tx } from '#platform/database/connection';
import { financialYearSql, overValueSql } from './spend.ts';

const CAPITAL = `case capital when true then 'capital' when false then 'revenue' else 'not-said' end`;

/** Each rollup: its keys, as its own columns name them, and what they are of a line. Whether it has the body among them. */
const ROLLUPS = {
  spend_supplier_year: { financial_year: financialYearSql('paid_on'), supplier_key: 'supplier_key', kind: 'kind' },
  spend_supplier_month: { supplier_key: 'supplier_key', month: `date_trunc('month', paid_on::timestamp)::date`, kind: 'kind' },
  spend_place_month: { month: `date_trunc('month', paid_on::timestamp)::date`, place_key: 'place_key', kind: 'kind', capital: CAPITAL },
  spend_place_supplier_year: { financial_year: financialYearSql('paid_on'), place_key: 'place_key', supplier_key: 'supplier_key', kind: 'kind' },
  spend_band_month: { month: `date_trunc('month', paid_on::timestamp)::date`, kind: 'kind', over_pence: overValueSql('amount_pence') },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
type Rollup = keyof typeof ROLLUPS;
const NAMES = Object.keys(ROLLUPS) as Rollup[];
const keysOf = (rollup: Rollup): string[] => Object.keys(ROLLUPS[rollup]);
/** A spelling belongs to one body, so its months need not name it. */
const hasBody = (rollup: Rollup): boolean => rollup !== 'spend_supplier_month';

/** SQL for the row `r` of a rollup that a sum `d` belongs to. */
const sameOf = (rollup: Rollup, bodyId: string): RawBuilder<unknown> => sql`${sql.raw(keysOf(rollup).map((key) => `r.${key} = d.${key}`).join(' and '))}${hasBody(rollup) ? sql` and r.body_id = ${bodyId}::uuid` : sql``}`;

/** Adds what `spend_delta` holds to every rollup. */
export async function addToRollups(tx: Tx, bodyId: string): Promise<void> {
  for (const rollup of NAMES) {
    const keys = keysOf(rollup).join(', ');
    const body = hasBody(rollup) ? sql`body_id, ` : sql``;
    const bodyValue = hasBody(rollup) ? sql`${bodyId}::uuid, ` : sql``;
    // Whoever loads holds the body's row, so no other can add the same rows meanwhile: that is cheaper than to let each insertion look for a conflict.
    await sql`with d as materialized (select ${sql.raw(keys)}, sum(lines)::int as lines, sum(amount_pence)::bigint as amount_pence from spend_delta group by ${sql.raw(keys)}),
        risen as (update ${sql.raw(rollup)} r set lines = r.lines + d.lines, amount_pence = r.amount_pence + d.amount_pence from d where ${sameOf(rollup, bodyId)} returning ${sql.raw(keysOf(rollup).map((key) => `d.${key}`).join(', '))})
      insert into ${sql.raw(rollup)} (${body}${sql.raw(keys)}, lines, amount_pence) select ${bodyValue}d.* from d where not exists (select 1 from risen where ${sql.raw(keysOf(rollup).map((key) => `risen.${key} = d.${key}`).join(' and '))})`.execute(tx);
  }
}

/** Takes what `spend_delta` holds from every rollup; a row with no line left goes. */
export async function takeFromRollups(tx: Tx, bodyId: string): Promise<void> {
  for (const rollup of NAMES) {
    const keys = keysOf(rollup);
    const same = sameOf(rollup, bodyId);
    await sql`with d as (select ${sql.raw(keys.join(', '))}, sum(lines)::int as lines, sum(amount_pence)::bigint as amount_pence from spend_delta group by ${sql.raw(keys.join(', '))}),
        gone as (delete from ${sql.raw(rollup)} r using d where ${same} and r.lines = d.lines returning 1)
      update ${sql.raw(rollup)} r set lines = r.lines - d.lines, amount_pence = r.amount_pence - d.amount_pence from d where ${same} and r.lines > d.lines`.execute(tx);
  }
}

/** One way in which a rollup and the payments disagree: none is ever expected. */
export interface SpendDisagreement {
  readonly where: string;
  readonly rows: number;
}

/** Adds every payment up again and compares; also looks for payments that lost their load, supplier or place. Reads every line: slow, and rightly so. */
export async function checkSpend(read: Read): Promise<SpendDisagreement[]> {
  const found: SpendDisagreement[] = [];
  for (const rollup of NAMES) {
    const keys = [...(hasBody(rollup) ? ['body_id'] : []), ...keysOf(rollup)];
    const expressions = [...(hasBody(rollup) ? ['body_id'] : []), ...Object.entries(ROLLUPS[rollup]).map(([key, expression]) => `${expression} as ${key}`)];
    const { rows } = await sql<{ rows: bigint }>`${sql.raw(`select count(*) as rows from (select ${expressions.join(', ')}, count(*)::int as lines, sum(amount_pence)::bigint as amount_pence from spend_line group by ${keys.map((_, index) => index + 1).join(', ')}) l
      full join ${rollup} r using (${keys.join(', ')}) where l.lines is distinct from r.lines or l.amount_pence is distinct from r.amount_pence`)}`.execute(read);
    if (rows[0]!.rows > 0n) found.push({ where: rollup, rows: Number(rows[0]!.rows) });
  }
  const { rows } = await sql<{ rows: bigint }>`select count(*) as rows from spend_line l where not exists (select 1 from spend_load x where x.load_key = l.load_key and x.body_id = l.body_id)
    or not exists (select 1 from spend_supplier s where s.supplier_key = l.supplier_key and s.body_id = l.body_id) or not exists (select 1 from spend_place p where p.place_key = l.place_key and p.body_id = l.body_id)`.execute(read);
  if (rows[0]!.rows > 0n) found.push({ where: 'payments without their load, supplier or place', rows: Number(rows[0]!.rows) });
  const { rows: loads } = await sql<{ rows: bigint }>`select count(*) as rows from spend_load x left join (select load_key, count(*)::int as lines, sum(amount_pence)::bigint as total from spend_line group by 1) l using (load_key)
    where x.lines <> coalesce(l.lines, 0) or x.total_pence <> coalesce(l.total, 0)`.execute(read);
  if (loads[0]!.rows > 0n) found.push({ where: 'totals of loads', rows: Number(loads[0]!.rows) });
  return found;
}
