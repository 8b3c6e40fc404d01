import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { withheldFromPublic } from '#parts/labels';
import { saidInstead, type ToldResult } from '#parts/measures';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { policyOnDays } from '#policy';

/**
 * How outcomes are used by agreements. The agreements room comes later in the order and owns the table, so this reads it by SQL and
 * nothing else of the room does: what an agreement is to the public (live, ended) is said by its own columns.
 */
export interface OutcomeUse {
  readonly agreements: number;
  /** Net, of those whose value is known and not withheld. */
  readonly valuePence: bigint;
  /** How many of them have no value that may be shown. */
  readonly withoutValue: number;
}

export interface AgreementServing {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly kind: string;
  readonly state: string;
  readonly supplier: string | null;
  readonly valueNetPence: bigint | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** The newest confirmed result of any of its measures; where there is none, what its latest review found. */
  readonly latestResult: string | null;
  readonly latestResultOn: string | null;
}

const SHOWN_VALUE = sql.raw(`case when ${withheldFromPublic('agreement', 'value')} then null else r.value_net_pence end`);
const SHOWN_SUPPLIER = sql.raw(`case when ${withheldFromPublic('agreement', 'supplier')} then null else coalesce(o.name, r.supplier_name) end`);

/**
 * Live agreements by outcome. A strategic outcome counts those of its supporting outcomes too, each agreement once.
 * @param outcomes each with the ids whose agreements count for it: itself, and those that support it
 */
export async function liveAgreementsByOutcome(read: Read, outcomes: readonly { readonly id: string; readonly counts: readonly string[] }[]): Promise<Map<string, OutcomeUse>> {
  const pairs = outcomes.flatMap(({ id, counts }) => counts.map((counted) => [id, counted] as const));
  const { rows } = await sql<{ id: string; agreements: number; valuePence: bigint; withoutValue: number }>`
    select id, count(*)::int as agreements, coalesce(sum(value), 0)::bigint as "valuePence", count(*) filter (where value is null)::int as "withoutValue" from (
      select distinct shown.id, r.id as agreement_id, ${SHOWN_VALUE} as value
      from unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, counted]) => counted)}::uuid[]) as shown (id, counted)
      join outcome_served s on s.outcome_id = shown.counted and s.about_kind = 'agreement'
      join agreement r on r.id = s.about_id and r.state = 'live') used group by id`.execute(read);
  const found = new Map(rows.map(({ id, ...use }) => [id, use]));
  return new Map(outcomes.map(({ id }) => [id, found.get(id) ?? { agreements: 0, valuePence: 0n, withoutValue: 0 }]));
}

/** How many live agreements a body has, and how many of them serve an outcome (the aim is all). */
export async function shareLinked(read: Read, bodyId: string): Promise<{ readonly live: number; readonly linked: number }> {
  const { rows } = await sql<{ live: number; linked: number }>`select count(*)::int as live,
    count(*) filter (where exists (select 1 from outcome_served s where s.about_kind = 'agreement' and s.about_id = r.id))::int as linked from agreement r where r.body_id = ${bodyId} and r.state = 'live'`.execute(read);
  return rows[0]!;
}

export const AGREEMENTS_A_PAGE = 50;

/** Agreements that serve any of the outcomes, live ones first, a page at a time. Drafts are not public, so they are left out. */
export async function agreementsServing(read: Read, outcomeIds: readonly string[], page: number): Promise<{ readonly agreements: AgreementServing[]; readonly more: boolean }> {
  const { rows } = await sql<AgreementServing & Found>`
    select r.id, r.body_id as "bodyId", found.value, found.numerator, found.denominator, found.unit, found.measure, r.reference, r.title, r.kind, r.state, ${SHOWN_SUPPLIER} as supplier, ${SHOWN_VALUE} as "valueNetPence", r.starts_on as "startsOn", r.ends_on as "endsOn",
      coalesce(found.words, reviewed.results) as "latestResult", case when found.words is null then reviewed.held_on else found.last_day end as "latestResultOn"
    from agreement r left join organisation o on o.id = r.lead_organisation_id
      left join lateral (select m.name || ': ' || coalesce(trim_scale(ob.value)::text || coalesce(' ' || m.unit, ''), ob.words) as words, upper(ob.period) - 1 as last_day,
          m.name as measure, m.unit, ob.value::text, ob.numerator::text, ob.denominator::text
        from measure m join observation_confirmed ob on ob.measure_id = m.id
        where m.about_kind = 'agreement' and m.about_id = r.id order by upper(ob.period) desc, ob.id desc limit 1) found on true
      left join lateral (select v.results, v.held_on from review v where v.agreement_id = r.id and v.held_on is not null order by v.held_on desc, v.id desc limit 1) reviewed on true
    where r.state <> 'draft' and r.id in (select s.about_id from outcome_served s where s.about_kind = 'agreement' and s.outcome_id = any(${outcomeIds}::uuid[]))
    order by (r.state = 'live') desc, r.starts_on desc nulls last, r.id desc limit ${AGREEMENTS_A_PAGE + 1} offset ${(page - 1) * AGREEMENTS_A_PAGE}`.execute(read);
  return { agreements: await asShown(read, rows.slice(0, AGREEMENTS_A_PAGE)), more: rows.length > AGREEMENTS_A_PAGE };
}

/** The newest confirmed result behind an agreement's words, and whose setting says whether it is shown. */
type Found = ToldResult & { readonly bodyId: string };

/** Each body's own setting says which results are too small a number to be shown. */
async function asShown(read: Read, rows: readonly (AgreementServing & Found)[]): Promise<AgreementServing[]> {
  const onDate = londonDate(await readClock(read));
  const policies = await policyOnDays(read, 'results.fewestShown', rows.map(({ bodyId }) => ({ bodyId, onDate })));
  return rows.map(({ bodyId: _body, measure, unit, value, numerator, denominator, ...row }, index) => {
    const instead = saidInstead({ measure, unit, value, numerator, denominator }, policies[index]!.value);
    return instead === null ? row : { ...row, latestResult: instead };
  });
}

/** Exercises that are public (past the Analyse gate) and serve any of the outcomes, newest first. The exercises room owns the table. */
export async function exercisesServing(read: Read, outcomeIds: readonly string[]): Promise<{ id: string; reference: string; title: string; stage: string }[]> {
  const { rows } = await sql<{ id: string; reference: string; title: string; stage: string }>`select e.id, e.reference, e.title, e.stage from exercise e
    where exists (select 1 from exercise_gate g where g.exercise_id = e.id and g.gate = 'analyse' and g.passed) and e.id in (select s.about_id from outcome_served s where s.about_kind = 'exercise' and s.outcome_id = any(${outcomeIds}::uuid[]))
    order by e.created_at desc, e.id desc limit 50`.execute(read);
  return rows;
}
