import { sql } from 'kysely';
import { financialYear } from '#kernel/calendar-date';
import { fewestShown } from '#agreements';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import { publishedFramework } from '#outcomes';
import { withheldFromPublic } from '#parts/labels';
import { saidInstead, type ToldResult } from '#parts/measures';
import type { Read, Tx } from '#platform/database/connection';
import type { OutcomeFigures, OutcomesReport, Served } from './outcomes-report.ts';

const SHOWN_VALUE = sql.raw(`case when ${withheldFromPublic('agreement', 'value')} then null else r.value_net_pence::text end`);

/** A report is public for good, so a number too small to be shown on its day never stands in one. */
function withoutSmallChange<Row extends Served>({ measure, unit, value, numerator, denominator, ...row }: Row & ToldResult, fewest: number | null) {
  const instead = saidInstead({ measure, unit, value, numerator, denominator }, fewest);
  return instead === null ? row : { ...row, change: instead };
}

/** The outcomes of a framework with what served each in a financial year. Three questions, however many there are. */
async function figuresOf(read: Read, frameworkId: string, bodyId: string, year: number): Promise<OutcomeFigures[]> {
  const { start, end } = financialYear(year);
  const outcomes = await read.selectFrom('outcome_wording').select(['outcome_id', 'parent_id', 'code', 'title', 'level']).where('framework_id', '=', frameworkId).orderBy('position').orderBy('code').execute();
  const { rows } = await sql<Served & ToldResult & { readonly outcomeId: string }>`
    select s.outcome_id as "outcomeId", r.id, r.title, ${SHOWN_VALUE} as "valuePence",
      (found.results + (select count(*) from review v where v.agreement_id = r.id and v.held_on between ${start} and ${end} and v.results is not null))::int as results, found.evidenced::int as evidenced, changed.words as change, changed.measure, changed.unit, changed.value, changed.numerator, changed.denominator
    from outcome_served s join agreement r on r.id = s.about_id
      cross join lateral (select count(*) as results, count(*) filter (where o.evidence <> '') as evidenced from observation_confirmed o join measure m on m.id = o.measure_id
        where m.about_kind = 'agreement' and m.about_id = r.id and o.period && daterange(${start}::date, ${end}::date, '[]')) found
      left join lateral (select m.name || ': ' || coalesce(trim_scale(o.value)::text || coalesce(' ' || m.unit, ''), o.words) || case when m.baseline is null then '' else ', from ' || trim_scale(m.baseline)::text || coalesce(' ' || m.unit, '') end as words,
          m.name as measure, m.unit, o.value::text, o.numerator::text, o.denominator::text
        from observation_confirmed o join measure m on m.id = o.measure_id
        where m.about_kind = 'agreement' and m.about_id = r.id and m.kind in ('outcome', 'impact') and o.period && daterange(${start}::date, ${end}::date, '[]') order by upper(o.period) desc, o.id desc limit 1) changed on true
    where s.about_kind = 'agreement' and r.body_id = ${bodyId} and r.state <> 'draft' and s.outcome_id = any(${outcomes.map(({ outcome_id: id }) => id)}::uuid[])
      and coalesce(r.starts_on, '-infinity') <= ${end} and coalesce(r.ends_on, 'infinity') >= ${start}
      -- A framework's value is the most that may be called off: what serves are its call-offs, or their money would count twice.
      and not (r.kind = 'framework' and exists (select 1 from agreement c where c.parent_id = r.id and c.kind = 'call-off' and c.state <> 'draft'))
    order by r.title, r.id`.execute(read);
  const fewest = await fewestShown(read, bodyId);
  const serving = Map.groupBy(rows.map((row) => withoutSmallChange(row, fewest)), ({ outcomeId }) => outcomeId);
  return outcomes.map(({ outcome_id: outcomeId, parent_id: parentId, code, title, level }) => {
    // A strategic outcome is served by what serves those that support it, each agreement once.
    const ids = parentId === null ? [outcomeId, ...outcomes.filter((one) => one.parent_id === outcomeId).map((one) => one.outcome_id)] : [outcomeId];
    const agreements = [...new Map(ids.flatMap((id) => serving.get(id) ?? []).map(({ outcomeId: _outcome, ...agreement }) => [agreement.id, agreement])).values()];
    return { outcomeId, code, title, level: level as OutcomeFigures['level'], agreements };
  });
}

/** @returns null when there is no such report, or another has the year */
export async function insertReport(tx: Tx, bodyId: BodyId, year: number, by: PersonId | null): Promise<Id<'outcomes_report'> | 'no-framework' | 'there-is-one'> {
  const framework = await publishedFramework(tx, bodyId);
  if (!framework) return 'no-framework';
  const id = newId<'outcomes_report'>();
  const made = await tx.insertInto('outcomes_report').values({ id, body_id: bodyId, framework_id: framework.id, year, drafted_by: by }).onConflict((conflict) => conflict.columns(['body_id', 'year']).doNothing()).executeTakeFirst();
  return made.numInsertedOrUpdatedRows === 1n ? id : 'there-is-one';
}

export async function reportById(read: Read, id: string): Promise<OutcomesReport | null> {
  const row = await read.selectFrom('outcomes_report as r').innerJoin('body as b', 'b.id', 'r.body_id').select(['r.id', 'r.body_id', 'b.name as body_name', 'r.framework_id', 'r.year', 'r.state', 'r.introduction', 'r.published_at', 'r.figures']).where('r.id', '=', id).executeTakeFirst();
  if (!row) return null;
  const words = await read.selectFrom('outcomes_report_words').select(['outcome_id', 'words', 'version']).where('report_id', '=', id).execute();
  return {
    id: row.id as Id<'outcomes_report'>, bodyId: row.body_id as BodyId, bodyName: row.body_name, frameworkId: row.framework_id, year: row.year, state: row.state as OutcomesReport['state'], introduction: row.introduction, publishedAt: row.published_at,
    outcomes: row.figures === null ? await figuresOf(read, row.framework_id, row.body_id, row.year) : (row.figures as unknown as OutcomeFigures[]),
    words: new Map(words.map((one) => [one.outcome_id, { words: one.words, version: one.version }])),
  };
}

/** Alone, so that a report is not published while somebody writes in it. */
export async function lockReport(tx: Tx, id: string): Promise<OutcomesReport> {
  await sql`select 1 from outcomes_report where id = ${id} for update`.execute(tx);
  return (await reportById(tx, id))!;
}

/** @param version what the writer saw; 0 for nothing there @returns false when somebody else wrote meanwhile */
export async function storeWords(tx: Tx, reportId: string, outcomeId: string, words: string, version: number, by: PersonId | null): Promise<boolean> {
  const there = await tx.selectFrom('outcomes_report_words').select('version').where('report_id', '=', reportId).where('outcome_id', '=', outcomeId).executeTakeFirst();
  if ((there?.version ?? 0) !== version) return false;
  if (words === '') await tx.deleteFrom('outcomes_report_words').where('report_id', '=', reportId).where('outcome_id', '=', outcomeId).execute();
  else await tx.insertInto('outcomes_report_words').values({ report_id: reportId, outcome_id: outcomeId, words, written_by: by })
    .onConflict((conflict) => conflict.columns(['report_id', 'outcome_id']).doUpdateSet({ words, written_by: by, version: version + 1, written_at: sql<Date>`wantsum_clock()` })).execute();
  return true;
}

export async function storeIntroduction(tx: Tx, reportId: string, introduction: string): Promise<void> {
  await tx.updateTable('outcomes_report').set({ introduction, updated_at: sql<Date>`wantsum_clock()` }).where('id', '=', reportId).execute();
}

export async function storePublication(tx: Tx, report: OutcomesReport): Promise<void> {
  const done = await tx.updateTable('outcomes_report').set({ state: 'published', figures: JSON.stringify(report.outcomes), published_at: sql<Date>`wantsum_clock()` }).where('id', '=', report.id).where('state', '=', 'draft').executeTakeFirst();
  if (done.numUpdatedRows !== 1n) throw new Error('an annual report was published twice');
}

export interface ReportListed {
  readonly id: string;
  readonly bodyName: string;
  readonly year: number;
  readonly state: 'draft' | 'published';
}

export const REPORTS_A_PAGE = 50;

/** The newest first. Drafts are listed to the people of their body. @param page from 1 */
export async function listReports(read: Read, draftsOf: readonly string[], page: number): Promise<{ readonly reports: ReportListed[]; readonly more: boolean }> {
  const { rows } = await sql<ReportListed>`select r.id, b.name as "bodyName", r.year, r.state from outcomes_report r join body b on b.id = r.body_id
    where r.state = 'published' or r.body_id = any(${draftsOf}::uuid[]) order by r.year desc, b.name, r.id limit ${REPORTS_A_PAGE + 1} offset ${(page - 1) * REPORTS_A_PAGE}`.execute(read);
  return { reports: rows.slice(0, REPORTS_A_PAGE), more: rows.length > REPORTS_A_PAGE };
}
