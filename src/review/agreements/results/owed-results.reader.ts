import { sql } from 'kysely';
import { formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { lastEndedPeriod, MAY_SAY_FREQUENCY, saidFrequency } from '#parts/measures';
import type { Owed, OwedWork } from '#parties';
import { whereMay, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { agreementKind } from '../agreements.kind.ts';
import { agreementsActs } from '../agreements.acts.ts';

const PROVIDING: readonly string[] = ['organisation-administrator', 'bid-writer'];
const MANAGING: readonly string[] = ['contract-manager', 'lead-director'];
/** So many measures that may say a frequency are looked at for one person. */
const MOST_MEASURES = 500;

/** The person, and those in whose place they act. */
const namedAs = (actor: Actor): readonly string[] => [...new Set([actor.personId, ...actor.holdings.map(({ standsInFor }) => standsInFor?.personId ?? null)])].filter((id) => id !== null);
const organisationsOf = (actor: Actor): readonly string[] => actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (scopeKind === 'organisation' && scopeId !== null && PROVIDING.includes(role) ? [scopeId] : []));

/** Results to confirm, to put right, and those that a measure says are due: for the provider's people and for the contract's manager. */
export const owedResults: OwedWork = {
  title: 'Results of contracts',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const [isManager, organisations] = [actor.holdings.some(({ role }) => MANAGING.includes(role)), organisationsOf(actor)];
    if (!isManager && organisations.length === 0) return [];
    return [...(await toPutRight(read, actor, organisations, limit)), ...(isManager ? await toConfirm(read, actor, limit) : []), ...(await dueNow(read, actor, organisations))].slice(0, limit);
  },
};

/**
 * For the contract's manager and director; for every manager of the authority where neither is named, or the one who is entered it.
 * Nobody is asked to confirm what they, or those in whose place they act, entered.
 */
async function toConfirm(read: Read, actor: Actor, limit: number): Promise<Owed[]> {
  const { rows } = await sql<{ id: string; agreementId: string; title: string; measure: string }>`
    select o.id, r.id as "agreementId", r.title, m.name as measure from observation o join measure m on m.id = o.measure_id and m.about_kind = 'agreement' join agreement r on r.id = m.about_id
    where o.is_current and o.confirmed_at is null and o.queried_at is null and (o.claimed_by is null or o.claimed_by <> all(${namedAs(actor)}::uuid[])) and ${whereMay(actor, agreementsActs.confirmResult, agreementKind)}
      and (r.manager_id = any(${namedAs(actor)}::uuid[]) or r.director_id = any(${namedAs(actor)}::uuid[]) or coalesce(r.manager_id, r.director_id) is null or (coalesce(r.director_id, r.manager_id) = coalesce(r.manager_id, r.director_id) and o.claimed_by = coalesce(r.manager_id, r.director_id)))
    order by r.manager_id is distinct from ${actor.personId}, o.claimed_at, o.id limit ${limit}`.execute(read);
  return rows.map((row) => ({ words: `Confirm a result of ${row.title}: ${row.measure}`, dueAt: null, address: `/agreements/${row.agreementId}/results/${row.id}/confirm` }));
}

async function toPutRight(read: Read, actor: Actor, organisations: readonly string[], limit: number): Promise<Owed[]> {
  const { rows } = await sql<{ id: string; agreementId: string; title: string; measure: string }>`
    select o.id, r.id as "agreementId", r.title, m.name as measure from observation o join measure m on m.id = o.measure_id and m.about_kind = 'agreement' join agreement r on r.id = m.about_id
    where o.is_current and o.queried_at is not null and r.state in ('live', 'ended') and ${whereMay(actor, agreementsActs.correctResult, agreementKind)}
      and ((o.entered_as = 'provider' and (r.lead_organisation_id = any(${organisations}::uuid[]) or exists (select 1 from agreement_party p where p.agreement_id = r.id and p.role in ('supplier', 'lead') and p.organisation_id = any(${organisations}::uuid[]))))
        or (o.entered_as = 'authority' and (r.manager_id = any(${namedAs(actor)}::uuid[]) or o.claimed_by = ${actor.personId})))
    order by o.queried_at, o.id limit ${limit}`.execute(read);
  return rows.map((row) => ({ words: `Put right a result of ${row.title}: ${row.measure}`, dueAt: null, address: `/agreements/${row.agreementId}/results/${row.id}/correct` }));
}

interface SaysWhen {
  readonly id: string;
  readonly agreementId: string;
  readonly title: string;
  readonly name: string;
  readonly method: string | null;
  readonly collectedBy: string | null;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate | null;
  readonly lastTo: CalendarDate | null;
  readonly isProvided: boolean;
}

/** A measure that says how often, and whose last whole period has no result. What the provider collects is asked of it, the rest of the manager. No day is said, so none is made up. */
async function dueNow(read: Read, actor: Actor, organisations: readonly string[]): Promise<Owed[]> {
  const provided = sql`(r.lead_organisation_id = any(${organisations}::uuid[]) or exists (select 1 from agreement_party p where p.agreement_id = r.id and p.role in ('supplier', 'lead') and p.organisation_id = any(${organisations}::uuid[])))`;
  const { rows } = await sql<SaysWhen>`
    select m.id, r.id as "agreementId", r.title, m.name, m.method, m.collected_by as "collectedBy", r.starts_on as "startsOn", r.ends_on as "endsOn",
      (select max(upper(o.period)) - 1 from observation o where o.measure_id = m.id and o.is_current) as "lastTo", ${provided} as "isProvided"
    from agreement r join measure m on m.about_kind = 'agreement' and m.about_id = r.id
    where r.state = 'live' and r.starts_on is not null and (${provided} or r.manager_id = any(${namedAs(actor)}::uuid[]))
      and (m.collected_by ~* ${MAY_SAY_FREQUENCY} or m.method ~* ${MAY_SAY_FREQUENCY}) and ${whereMay(actor, agreementsActs.enterResult, agreementKind)}
    order by r.starts_on, m.id limit ${MOST_MEASURES}`.execute(read);
  const today = londonDate(await readClock(read));
  return rows.flatMap((row): Owed[] => {
    const said = saidFrequency(row);
    const period = said === null ? null : lastEndedPeriod(row.startsOn, row.endsOn, said.months, today);
    const isCollectedByProvider = /\b(provider|supplier|contractor)\b/i.test(row.collectedBy ?? '');
    if (period === null || isCollectedByProvider !== row.isProvided || (row.lastTo !== null && row.lastTo >= period.to)) return [];
    return [{ words: `Enter the ${said!.words} result of ${row.title}, to ${formatDate(period.to)}: ${row.name}`, dueAt: null, address: `/agreements/${row.agreementId}/measures/${row.id}/enter` }];
  });
}
