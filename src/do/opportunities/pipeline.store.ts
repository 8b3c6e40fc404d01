import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { grossFromNet, grossPence, netPence } from '#kernel/money';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { financialYearOf, pipelineDue, type Planned } from './pipeline.ts';
import { londonDate, londonInstant } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';

/** An early notice gives its value without VAT: counted with the standard rate, so that none is left out that belongs in. */
const STANDARD_RATE = decimal('20');
const MOST = 500;

interface Row {
  readonly title: string; readonly reference: string; readonly address: string; readonly source: Planned['source']; readonly expectedOn: CalendarDate | null; readonly net: bigint | null; readonly gross: bigint | null;
}

/** Opportunities being built, early notices, and exercises that are neither yet; each procurement once, from its furthest step. */
export async function plannedBy(read: Read, bodyId: string): Promise<Planned[]> {
  const { rows } = await sql<Row>`
    select o.title, o.reference, '/opportunities/' || o.id || '/build' as address, 'opportunity' as source, o.expected_on::text as "expectedOn", o.value_net_pence as net, o.value_gross_pence as gross
      from opportunity o where o.body_id = ${bodyId} and o.state = 'draft' and o.source = 'made' and o.stage = 1
    union all
    select n.title, n.reference, '/early-notices/' || n.id, 'early-notice', n.expected_on::text, coalesce(n.value_high_net_pence, n.value_low_net_pence), null
      from early_notice n where n.body_id = ${bodyId} and n.state = 'published' and (n.exercise_id is null or not exists (select 1 from opportunity o where o.exercise_id = n.exercise_id))
    union all
    select e.title, e.reference, '/exercises/' || e.id, 'exercise', null, v.net, v.gross
      from exercise e left join lateral (select whole_life_net_pence as net, whole_life_gross_pence as gross from valuation v where v.exercise_id = e.id order by v.id desc limit 1) v on true
      where e.body_id = ${bodyId} and e.mechanism = 'contract' and e.stage in ('analyse', 'plan', 'do') and not exists (select 1 from opportunity o where o.exercise_id = e.id)
        and not exists (select 1 from early_notice n where n.exercise_id = e.id and n.state = 'published')
    order by 1, 2 limit ${MOST}`.execute(read);
  return rows.map(({ net, gross, ...row }) => ({ ...row, value: net === null ? null : { net: netPence(net), gross: gross === null ? grossFromNet(netPence(net), STANDARD_RATE) : grossPence(gross) } }));
}

/** What an authority said of a financial year. */
export interface PipelineYear {
  readonly id: string;
  readonly startsOn: CalendarDate;
  readonly expectedGrossPence: bigint;
  readonly required: boolean;
  readonly rule: string;
  readonly noticeId: string | null;
}

/** The years of a body, the newest first. */
export async function pipelineYears(read: Read, bodyId: string): Promise<PipelineYear[]> {
  const { rows } = await sql<PipelineYear>`select id, starts_on::text as "startsOn", expected_spend_gross_pence as "expectedGrossPence", required, rule, notice_id as "noticeId" from pipeline_year where body_id = ${bodyId} order by starts_on desc`.execute(read);
  return rows;
}

/** Under the lock of its body, so that two officers take turns. */
export async function lockPipelineYear(tx: Tx, bodyId: string, startsOn: CalendarDate): Promise<{ readonly year: PipelineYear | null; readonly body: { readonly id: BodyId; readonly name: string } } | null> {
  const { rows: [body] } = await sql<{ id: BodyId; name: string }>`select id, name from body where id = ${bodyId} for update`.execute(tx);
  return body ? { body, year: (await pipelineYears(tx, bodyId)).find((year) => year.startsOn === startsOn) ?? null } : null;
}

export async function stateYear(tx: Tx, given: { readonly bodyId: string; readonly startsOn: CalendarDate; readonly gross: bigint; readonly required: boolean; readonly rule: string; readonly by: PersonId | null }): Promise<void> {
  await sql`insert into pipeline_year (id, body_id, starts_on, expected_spend_gross_pence, required, rule, stated_by) values (${newId<'pipeline_year'>()}, ${given.bodyId}, ${given.startsOn}::date, ${given.gross}, ${given.required}, ${given.rule}, ${given.by})
    on conflict (body_id, starts_on) do update set expected_spend_gross_pence = excluded.expected_spend_gross_pence, required = excluded.required, rule = excluded.rule, stated_by = excluded.stated_by, stated_at = wantsum_clock()`.execute(tx);
}

export const markPublished = async (tx: Tx, id: string, noticeId: string): Promise<void> => void (await sql`update pipeline_year set notice_id = ${noticeId} where id = ${id}`.execute(tx));

/** The notices that an officer's authorities owe this financial year: said to be owed, or owed last year and nothing said yet. */
export const owedPipelines = {
  title: 'Pipeline notices',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.filter(({ role, scopeKind }) => role === 'procurement-officer' && scopeKind === 'body').map(({ scopeId }) => scopeId);
    if (bodies.length === 0) return [];
    const startsOn = financialYearOf(londonDate(await readClock(read)));
    const { rows } = await sql<{ id: string; name: string }>`select b.id, b.name from body b
      join lateral (select y.required, y.notice_id, y.starts_on from pipeline_year y where y.body_id = b.id and y.starts_on <= ${startsOn}::date order by y.starts_on desc limit 1) last on true
      where b.id = any(${bodies}::uuid[]) and last.required and (last.starts_on < ${startsOn}::date or last.notice_id is null) order by b.name limit ${limit}`.execute(read);
    return rows.map(({ id, name }) => ({ words: `Publish the pipeline notice of ${name}`, dueAt: londonInstant(pipelineDue(startsOn), '23:59'), address: `/bodies/${id}/pipeline` }));
  },
};
