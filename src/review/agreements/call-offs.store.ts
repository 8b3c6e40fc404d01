import { sql } from 'kysely';
import { inForceToday, labelCovering, labelsOnAll, withheldWords } from '#parts/labels';
import type { Read } from '#platform/database/connection';

/** What was called off from a framework, and a page of it. What a label withholds reads as its words and is in no total. */
export interface CallOffsOf {
  readonly callOffs: number;
  readonly netPence: bigint;
  /** Whose value is withheld or not recorded. */
  readonly uncounted: number;
  readonly lines: readonly CallOffLine[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}
export interface CallOffLine {
  readonly id: string;
  readonly title: string;
  readonly supplier: string;
  readonly value: bigint | string | null;
  readonly startsOn: string | null;
}

const A_PAGE = 25;
const HIDDEN = sql`exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id and (l.field is null or l.field = 'value') and ${inForceToday('l')})`;

/** The newest first. Three queries, however many there are. @param before the last of the page before */
export async function callOffsFrom(read: Read, frameworkId: string, before: string | null): Promise<CallOffsOf> {
  const { rows: [total] } = await sql<{ callOffs: number; netPence: bigint; uncounted: number }>`select count(*)::int as "callOffs", coalesce(sum(a.value_net_pence) filter (where not ${HIDDEN}), 0)::bigint as "netPence",
    (count(*) filter (where a.value_net_pence is null or ${HIDDEN}))::int as uncounted from agreement a where a.parent_id = ${frameworkId} and a.kind = 'call-off' and a.state <> 'draft'`.execute(read);
  const { rows } = await sql<{ id: string; title: string; supplier: string | null; pence: bigint | null; startsOn: string | null }>`select a.id, a.title, coalesce(o.name, a.supplier_name) as supplier, a.value_net_pence as pence, a.starts_on::text as "startsOn"
    from agreement a left join organisation o on o.id = a.lead_organisation_id where a.parent_id = ${frameworkId} and a.kind = 'call-off' and a.state <> 'draft' and (${before}::uuid is null or a.id < ${before}::uuid)
    order by a.id desc limit ${A_PAGE + 1}`.execute(read);
  const shown = rows.slice(0, A_PAGE);
  const labels = await labelsOnAll(read, 'agreement', shown.map(({ id }) => id));
  return {
    ...total!, next: rows.length > A_PAGE ? shown.at(-1)!.id : null,
    lines: shown.map(({ id, title, supplier, pence, startsOn }) => {
      const [name, value] = ['supplier', 'value'].map((field) => labelCovering(labels.get(id) ?? [], field, null));
      return { id, title, startsOn, supplier: name ? withheldWords(name) : (supplier ?? 'Not named in the record'), value: value ? withheldWords(value) : pence };
    }),
  };
}
