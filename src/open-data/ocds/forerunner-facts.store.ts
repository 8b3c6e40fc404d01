import { sql } from 'kysely';
import { cpvTitle } from '#parties';
import type { Read } from '#platform/database/connection';
import { areaNames } from './area-names.store.ts';
import { NO_CONDITIONS, type AwardFacts, type SupplierFacts, type TenderFacts } from './release-facts.ts';

/** What is not known of a procurement that has no tender of its own. */
const NO_TENDER = {
  names: null, cancelledReason: null, cancelledAt: null, methodRationale: null, aboveThreshold: null, reserved: [], reservedPlace: null, suitableForSme: true, suitableForVcse: true, extensionMonths: 0, publishedAt: null, clarificationsUntil: null,
  closesAt: null, expectedOn: null, lots: [], lotsTenderedPerBidder: null, lotsPerBidder: null, criteria: [], conditions: NO_CONDITIONS, follows: [], lightTouch: false, grossPence: null, startsOn: null, endsOn: null,
} as const;

type Coded = { readonly cpvCodes: string[]; readonly areaCodes: string[] };
async function placed<Row extends Coded>(read: Read, { cpvCodes, areaCodes, ...row }: Row): Promise<Omit<Row, keyof Coded> & Pick<TenderFacts, 'cpv' | 'areas'>> {
  const names = await areaNames(read, areaCodes);
  return { ...row, cpv: cpvCodes.map((code) => ({ code, title: cpvTitle(code) ?? null })), areas: areaCodes.map((code) => ({ code, name: names.get(code) ?? code })) };
}

/** A procurement that is only announced, for UK2 and UK3: what is wanted, the most it may be worth and when the tender is expected. */
export async function earlyTender(read: Read, id: string): Promise<TenderFacts | null> {
  const { rows } = await sql<Pick<TenderFacts, 'id' | 'reference' | 'title' | 'description' | 'category' | 'netPence' | 'expectedOn'> & Coded>`select id, reference, title, scope as description, category, cpv_codes as "cpvCodes", area_codes as "areaCodes",
    coalesce(value_high_net_pence, value_low_net_pence) as "netPence", expected_on::text as "expectedOn" from early_notice where id = ${id}`.execute(read);
  if (!rows[0]) return null;
  return { ...NO_TENDER, ...(await placed(read, rows[0])), state: 'draft', route: 'open', routeTitle: 'Not chosen yet', method: 'open', regime: 'PA2023' };
}

/** A contract given without competition, for UK5 to UK7, with the supplier that is to have it. */
export async function directTender(read: Read, id: string, supplierSql: ReturnType<typeof sql.raw>): Promise<{ readonly tender: TenderFacts; readonly award: AwardFacts; readonly agreementId: string | null } | null> {
  const { rows } = await sql<Pick<TenderFacts, 'id' | 'reference' | 'title' | 'description' | 'category' | 'netPence' | 'grossPence' | 'startsOn' | 'endsOn' | 'regime' | 'aboveThreshold' | 'lightTouch'>
    & { stage: string; justification: string; withdrawnReason: string | null; standstillEndsOn: AwardFacts['standstillEndsOn']; awardedAt: Date | null; announcedAt: Date | null; agreementId: string | null; supplier: SupplierFacts }>`
    select d.id, d.reference, d.title, d.summary as description, d.category, d.value_net_pence as "netPence", d.value_gross_pence as "grossPence", d.contract_starts_on::text as "startsOn", d.contract_ends_on::text as "endsOn",
      d.regime, d.above_threshold as "aboveThreshold", d.light_touch as "lightTouch", d.state as stage, d.justification, d.withdrawn_reason as "withdrawnReason", d.standstill_ends_on::text as "standstillEndsOn",
      d.awarded_at as "awardedAt", d.announced_at as "announcedAt", d.agreement_id as "agreementId", ${supplierSql} as supplier
    from direct_award d join organisation g on g.id = d.organisation_id where d.id = ${id}`.execute(read);
  const row = rows[0];
  if (!row) return null;
  const { stage, justification, withdrawnReason, standstillEndsOn, awardedAt, announcedAt, agreementId, supplier, ...tender } = row;
  return {
    agreementId,
    tender: {
      ...NO_TENDER, ...tender, cpv: [], areas: [], state: stage === 'withdrawn' ? 'cancelled' : stage === 'contracted' ? 'awarded' : 'published', cancelledReason: withdrawnReason, route: 'direct-award', routeTitle: 'Direct award', method: 'direct', methodRationale: justification,
    },
    award: {
      id: `${row.reference}-award`, title: row.title, lotNumber: null, state: stage === 'withdrawn' ? 'cancelled' : awardedAt ? 'active' : 'pending', date: awardedAt ?? announcedAt, reasons: null, netPence: row.netPence, grossPence: row.grossPence,
      suppliers: [supplier], summariesSentAt: null, standstillEndsOn, startsOn: row.startsOn, endsOn: row.endsOn,
    },
  };
}
