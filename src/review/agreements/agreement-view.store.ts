import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { labelsOn, withheldFromPublic, type Label } from '#parts/labels';
import { STANDING, type STANDINGS } from './agreements.register.ts';
import { provisionalStanding } from './provisional.store.ts';
import type { ProvisionalStanding } from './provisional.ts';

/** A measure, its target in number or words, and the newest result that was confirmed. */
export interface MeasureView {
  readonly id: string;
  readonly name: string;
  readonly nature: 'quantitative' | 'qualitative';
  readonly target: string | null;
  readonly targetNumber: string | null;
  readonly targetWords: string | null;
  readonly targetOn: CalendarDate | null;
  readonly baseline: string | null;
  readonly unit: string | null;
  readonly socialValue: boolean;
  readonly latest: { readonly value: string | null; readonly numerator: string | null; readonly denominator: string | null; readonly words: string | null; readonly from: CalendarDate; readonly to: CalendarDate; readonly meetsTarget: boolean | null } | null;
}

/** Everything that the page of one agreement shows. */
export interface AgreementView {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly description: string;
  readonly kind: string;
  readonly state: string;
  readonly standing: keyof typeof STANDINGS;
  readonly incomplete: boolean;
  readonly missing: readonly string[];
  readonly bodyId: string;
  readonly bodyName: string;
  readonly bodySlug: string;
  readonly service: string | null;
  readonly supplierId: string | null;
  readonly supplier: string | null;
  readonly valueNetPence: bigint | null;
  readonly annualValueNetPence: bigint | null;
  readonly irrecoverableVatPence: bigint | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly latestEndsOn: string | null;
  readonly extensionMonths: number | null;
  readonly manager: string | null;
  readonly managerId: string | null;
  readonly director: string | null;
  readonly directorId: string | null;
  /** As a file named them, where nobody with an account was recognised. */
  readonly managerName: string | null;
  readonly directorName: string | null;
  readonly process: string | null;
  readonly category: string | null;
  readonly sme: boolean | null;
  readonly vcse: boolean | null;
  readonly ocid: string | null;
  readonly source: string;
  readonly awardedFrom: string | null;
  /** The framework that it was called off from. */
  readonly framework: { readonly id: string; readonly title: string } | null;
  readonly importedFrom: string | null;
  readonly endedBecause: string | null;
  readonly reviewsHeld: number;
  readonly reviewsPastDue: number;
  readonly nextReview: string | null;
  readonly latestResults: string | null;
  readonly latestResultsOn: string | null;
  readonly outcomes: readonly { readonly id: string; readonly title: string }[];
  readonly measures: readonly MeasureView[];
  readonly parties: readonly { readonly id: string; readonly name: string; readonly role: string; readonly share: string | null }[];
  readonly labels: readonly Label[];
  /** Null for what never was provisional. */
  readonly provisional: ProvisionalStanding | null;
}

/** An outcome `s` as the newest framework that was published words it; one that a later version dropped is served still. */
export const NEWEST_WORDING = `select w.code, w.title from outcome_wording w join outcome_framework f on f.id = w.framework_id and f.state <> 'draft' where w.outcome_id = s.outcome_id order by f.version desc limit 1`;

/** One agreement with what hangs on it: three queries, however much that is. @returns null when there is none */
export async function readAgreement(read: Read, id: string): Promise<AgreementView | null> {
  const { rows } = await sql<Omit<AgreementView, 'labels' | 'provisional'>>`
    select r.id, r.reference, r.title, r.description, r.kind, r.state, (${sql.raw(STANDING)}) as standing, r.incomplete, r.missing,
      r.body_id as "bodyId", b.name as "bodyName", b.slug as "bodySlug", unit_words(r.unit_id) as service, r.lead_organisation_id as "supplierId", coalesce(o.name, r.supplier_name) as supplier,
      r.value_net_pence as "valueNetPence", r.annual_value_net_pence as "annualValueNetPence", r.irrecoverable_vat_pence as "irrecoverableVatPence",
      r.starts_on as "startsOn", r.ends_on as "endsOn", r.latest_ends_on as "latestEndsOn", r.extension_months as "extensionMonths",
      m.name as manager, r.manager_id as "managerId", d.name as director, r.director_id as "directorId", r.manager_name as "managerName", r.director_name as "directorName",
      r.process, coalesce(r.procurement_category, r.cpv_code) as category, r.sme, r.vcse, r.ocid, r.source, r.awarded_from as "awardedFrom",
      (select json_build_object('id', f.id, 'title', f.title) from agreement f where f.id = r.parent_id and f.kind = 'framework' and f.state <> 'draft') as framework, i.file_name as "importedFrom", r.ended_because as "endedBecause",
      v.held as "reviewsHeld", v.past_due as "reviewsPastDue", v.next_due as "nextReview",
      latest.results as "latestResults", latest.held_on as "latestResultsOn",
      coalesce((select json_agg(json_build_object('id', s.outcome_id, 'title', w.title) order by w.code) from outcome_served s join lateral (${sql.raw(NEWEST_WORDING)}) w on true
        where s.about_kind = 'agreement' and s.about_id = r.id), '[]') as outcomes,
      coalesce((select json_agg(json_build_object('id', e.id, 'name', e.name, 'nature', e.nature, 'target', coalesce(e.target::text, e.target_words), 'targetNumber', e.target::text, 'targetWords', e.target_words, 'targetOn', e.target_on, 'baseline', e.baseline::text, 'unit', e.unit, 'socialValue', e.social_value, 'latest', n.latest) order by e.position, e.id)
        from measure e left join lateral (select json_build_object('value', value::text, 'numerator', numerator::text, 'denominator', denominator::text, 'words', words, 'from', lower(period), 'to', upper(period) - 1, 'meetsTarget', meets_target) as latest from observation_confirmed where measure_id = e.id order by upper(period) desc, id desc limit 1) n on true
        where e.about_kind = 'agreement' and e.about_id = r.id), '[]') as measures,
      coalesce((select json_agg(json_build_object('id', p.organisation_id, 'name', po.name, 'role', p.role, 'share', trim_scale(p.share_percent)::text) order by p.role, po.name)
        from agreement_party p join organisation po on po.id = p.organisation_id where p.agreement_id = r.id), '[]') as parties
    from agreement r join body b on b.id = r.body_id left join organisation o on o.id = r.lead_organisation_id
      left join person m on m.id = r.manager_id left join person d on d.id = r.director_id left join import_batch i on i.id = r.import_id
      left join lateral (select count(*) filter (where held_on is not null)::int as held,
        count(*) filter (where held_on is null and due_on < (wantsum_clock() at time zone 'Europe/London')::date)::int as past_due,
        min(due_on) filter (where held_on is null and due_on >= (wantsum_clock() at time zone 'Europe/London')::date) as next_due from review where agreement_id = r.id) v on true
      left join lateral (select results, held_on from review where agreement_id = r.id and held_on is not null order by held_on desc, id desc limit 1) latest on true
    where r.id = ${id}`.execute(read);
  return rows[0] ? { ...rows[0], labels: await labelsOn(read, { kind: 'agreement', id }), provisional: await provisionalStanding(read, id) } : null;
}

/** Agreements that serve an outcome, for the outcome's own page: each with its worth and its latest result. Withheld values are null. */
export interface ServingAgreement {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  readonly supplier: string | null;
  readonly valueNetPence: bigint | null;
  readonly standing: keyof typeof STANDINGS;
  readonly latestResult: string | null;
  readonly latestResultOn: string | null;
}

/** Public agreements serving an outcome, worth most first; at most 200, and the rest are in the register's outcome filter. */
export async function agreementsServing(read: Read, outcomeId: string): Promise<ServingAgreement[]> {
  const withheld = (field: string) => sql.raw(withheldFromPublic('agreement', field));
  const { rows } = await sql<ServingAgreement>`
    select r.id, r.title, '/contracts/' || r.id as address, case when ${withheld('supplier')} then null else coalesce(o.name, r.supplier_name) end as supplier,
      case when ${withheld('value')} then null else r.value_net_pence end as "valueNetPence", (${sql.raw(STANDING)}) as standing, latest.results as "latestResult", latest.held_on as "latestResultOn"
    from outcome_served s join agreement r on r.id = s.about_id left join organisation o on o.id = r.lead_organisation_id
      left join lateral (select results, held_on from review where agreement_id = r.id and held_on is not null order by held_on desc, id desc limit 1) latest on true
    where s.about_kind = 'agreement' and s.outcome_id = ${outcomeId} and r.state <> 'draft'
    order by case when ${withheld('value')} then -1 else coalesce(r.value_net_pence, -1) end desc, r.id limit 200`.execute(read);
  return rows;
}

export interface IncompleteAgreement {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  readonly supplier: string | null;
  readonly missing: readonly string[];
}
