import { sql } from 'kysely';
import { criteriaOf, JUDGED_BY_WORDS, weigh } from '#parts/assessments';
import { AWARD_DECISION, noticesOf, type Notice } from '#parts/notices';
import { cpvTitle } from '#parties';
import type { Read } from '#platform/database/connection';
import { contactOf, reservedKindsSql } from '#opportunities';
import { routeDefinition } from '#routes';
import { areaNames } from './area-names.store.ts';
import { conditionsFacts } from './conditions.store.ts';
import { followedProcesses } from './followed-processes.store.ts';
import { directTender, earlyTender } from './forerunner-facts.store.ts';
import { hasRelease } from './notice-as-release.ts';
import { namesInProcess } from './stages-of-process.store.ts';
import type { Area, AwardFacts, BidCount, BuyerFacts, ContractFacts, LotFacts, MarketFacts, ReleaseFacts, SupplierFacts, TenderFacts } from './release-facts.ts';

/** Notices that follow an opening: only these may say anything of bids and awards. */
const AFTER_OPENING: ReadonlySet<string> = new Set(['UK5', 'UK6', AWARD_DECISION, 'UK7', 'UK12']);

/** Those that say how many bids there were: both come when bids have been opened and judged. */
const COUNTS_BIDS: ReadonlySet<string> = new Set(['UK6', AWARD_DECISION, 'UK7']);

/** Everything a notice's release is made of. Null for a notice that was imported (its own release is kept) or has no form as a release. */
export async function releaseFacts(read: Read, notice: Notice, { siteUrl, ocidPrefix }: { readonly siteUrl: string; readonly ocidPrefix: string }): Promise<ReleaseFacts | null> {
  if (notice.source === 'imported' || !hasRelease(notice.code)) return null;
  const direct = notice.about.kind === 'direct-award' ? await directTender(read, notice.about.id, SUPPLIER) : null;
  const about = { ...(await aboutOf(read, notice)), ...(direct && notice.code === 'UK7' ? { agreementId: direct.agreementId } : {}) };
  const early = notice.about.kind === 'early-notice' ? await earlyTender(read, notice.about.id) : null;
  const tender = about.opportunityId ? await tenderFacts(read, about.opportunityId, notice.publishedAt, ocidPrefix) : { ocid: null, facts: direct?.tender ?? early };
  const awards = direct ? [direct.award] : AFTER_OPENING.has(notice.code) && about.opportunityId ? await awardFacts(read, about, notice.code) : [];
  const earlier = (await noticesOf(read, notice.about)).filter(({ code, version }) => code === notice.code && version <= notice.version && version > 1).toReversed();
  return {
    notice: {
      id: notice.id, code: notice.code, version: notice.version, ocid: notice.ocid ?? tender.ocid ?? `${ocidPrefix}-${notice.about.id}`, title: notice.title, words: notice.words,
      reasonForChange: notice.reasonForChange, publishedAt: notice.publishedAt, platformReference: notice.platform?.reference ?? null, content: notice.content,
      changes: earlier.map(({ id, version, publishedAt, reasonForChange }) => ({ id, version, at: publishedAt, reason: reasonForChange ?? '' })),
    },
    buyer: { ...(await buyerFacts(read, notice.bodyId)), contactName: about.opportunityId ? (await contactOf(read, about.opportunityId))?.name ?? null : null },
    tender: tender.facts,
    market: about.arrangementId ? await marketFacts(read, about.arrangementId) : null,
    awards,
    contracts: about.agreementId ? await contractFacts(read, about.agreementId, awards[0]?.id ?? about.agreementId) : [],
    bids: COUNTS_BIDS.has(notice.code) && about.opportunityId ? await bidCounts(read, about) : [],
    siteUrl,
  };
}

interface About {
  readonly opportunityId: string | null;
  readonly awardId: string | null;
  readonly agreementId: string | null;
  readonly lotId: string | null;
  readonly arrangementId: string | null;
}

/** The records behind a notice, from the one that it is about. */
async function aboutOf(read: Read, { about, content }: Notice): Promise<About> {
  const none: About = { opportunityId: null, awardId: null, agreementId: null, lotId: null, arrangementId: null };
  if (about.kind === 'arrangement') return { ...none, arrangementId: about.id };
  if (about.kind === 'opportunity') return { ...none, opportunityId: about.id };
  const awardId = about.kind === 'award' ? about.id : about.kind === 'agreement' && typeof content['awardId'] === 'string' ? content['awardId'] : null;
  if (awardId === null) return about.kind === 'agreement' ? { ...none, agreementId: about.id } : none;
  const award = await read.selectFrom('award').select(['opportunity_id', 'lot_id']).where('id', '=', awardId).executeTakeFirst();
  return { opportunityId: award?.opportunity_id ?? null, awardId, agreementId: about.kind === 'agreement' ? about.id : null, lotId: award?.lot_id ?? null, arrangementId: null };
}

async function buyerFacts(read: Read, bodyId: string): Promise<Omit<BuyerFacts, 'contactName'>> {
  const { rows } = await sql<Omit<BuyerFacts, 'contactName'>>`select slug, name, kind, gss_code as "gssCode", platform_identifier as "platformIdentifier", website, contact_email as "contactEmail" from body where id = ${bodyId}`.execute(read);
  return rows[0]!;
}

type TenderRow = Omit<TenderFacts, 'names' | 'routeTitle' | 'method' | 'methodRationale' | 'cpv' | 'areas' | 'reserved' | 'reservedPlace' | 'lots' | 'criteria' | 'conditions' | 'follows'> & { ocid: string | null; cpvCodes: string[]; areaCodes: string[]; reservedTo: string[]; reservedAreaCodes: string[] };

/** What the codelist of the UK extension has a word for; a reservation by place stands as a place. */
const RESERVED_IN_OCDS = [['supported-employment', 'shelteredWorkshop'], ['public-service-mutual', 'publicServiceMissionOrganization'], ['small-suppliers', 'smeVcse'], ['vcse', 'smeVcse']] as const;

async function tenderFacts(read: Read, opportunityId: string, at: Date, ocidPrefix: string): Promise<{ readonly ocid: string | null; readonly facts: TenderFacts }> {
  const { rows } = await sql<TenderRow>`select id, ocid, reference, title, case when description = '' then summary else description end as description, state, cancelled_reason as "cancelledReason",
    cancelled_at as "cancelledAt", route, category, cpv_codes as "cpvCodes", area_codes as "areaCodes", regime, above_threshold as "aboveThreshold", light_touch as "lightTouch",
    suitable_for_sme as "suitableForSme", suitable_for_vcse as "suitableForVcse", value_net_pence as "netPence", value_gross_pence as "grossPence", contract_starts_on::text as "startsOn",
    contract_ends_on::text as "endsOn", extension_months as "extensionMonths", published_at as "publishedAt", clarifications_until as "clarificationsUntil", closes_at as "closesAt",
    expected_on::text as "expectedOn", lots_tendered_per_bidder as "lotsTenderedPerBidder", lots_per_bidder as "lotsPerBidder", ${sql.raw(reservedKindsSql('opportunity'))} as "reservedTo", reservation_area_codes as "reservedAreaCodes" from opportunity where id = ${opportunityId}`.execute(read);
  const { ocid, cpvCodes, areaCodes, reservedTo, reservedAreaCodes, ...row } = rows[0]!;
  const { rows: lots } = await sql<Omit<LotFacts, 'areas'> & { areaCodes: string[] }>`select id, number, title, description, value_net_pence as "netPence", state, state_reason as "stateReason", area_codes as "areaCodes"
    from lot where opportunity_id = ${opportunityId} order by number`.execute(read);
  const names = await areaNames(read, [...areaCodes, ...reservedAreaCodes, ...lots.flatMap((lot) => lot.areaCodes)]);
  const areasOf = (codes: readonly string[]): Area[] => codes.map((code) => ({ code, name: names.get(code) ?? code }));
  const criteria = weigh(await criteriaOf(read, { kind: 'opportunity', id: opportunityId }));
  const route = routeDefinition(row.route);
  return {
    ocid,
    facts: {
      ...row, names: await namesInProcess(read, opportunityId), routeTitle: route?.title ?? row.route, method: route?.advertised ? 'open' : 'limited', methodRationale: null, reserved: [...new Set(RESERVED_IN_OCDS.filter(([kind]) => reservedTo.includes(kind)).map(([, to]) => to))], follows: await followedProcesses(read, opportunityId, ocidPrefix),
      reservedPlace: reservedTo.includes('uk-suppliers') ? 'United Kingdom' : reservedTo.includes('local-suppliers') ? areasOf(reservedAreaCodes).map(({ name }) => name).join(', ') : null,
      cpv: cpvCodes.map((code) => ({ code, title: cpvTitle(code) ?? null })), areas: areasOf(areaCodes),
      lots: lots.map(({ areaCodes: own, ...lot }) => ({ ...lot, areas: areasOf(own) })),
      criteria: criteria.filter(({ isLeaf, points }) => isLeaf && !points.isZero()).map(({ name, kind, guidance, points, passPercent, judgedBy = 'answers' }) => ({
        name, kind, guidance, points: points.toString(), passPercent: passPercent?.toString() ?? null, judged: judgedBy === 'answers' ? null : JUDGED_BY_WORDS[judgedBy],
      })),
      conditions: await conditionsFacts(read, opportunityId, at),
    },
  };
}

/** A framework or dynamic market with those who are on it; each supplier once, whatever lots it is on. */
async function marketFacts(read: Read, arrangementId: string): Promise<MarketFacts | null> {
  const { rows } = await sql<Omit<MarketFacts, 'cpv' | 'areas' | 'lots' | 'members'> & { cpvCodes: string[]; areaCodes: string[]; lots: MarketFacts['lots']; members: SupplierFacts[] }>`select a.id, a.reference, a.title, a.summary as description, a.kind, a.state,
      a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.category, a.cpv_codes as "cpvCodes", a.area_codes as "areaCodes", a.expected_value_net_pence as "netPence", a.regime,
      coalesce((select json_agg(json_build_object('number', l.number, 'title', l.title) order by l.number) from arrangement_lot l where l.arrangement_id = a.id), '[]'::json) as lots,
      coalesce((select json_agg(${SUPPLIER} order by g.name, g.id) from organisation g where exists (select 1 from arrangement_member m where m.arrangement_id = a.id and m.organisation_id = g.id and m.status in ('provisional', 'full'))), '[]'::json) as members
    from arrangement a where a.id = ${arrangementId}`.execute(read);
  const row = rows[0];
  if (!row) return null;
  const { cpvCodes, areaCodes, ...rest } = row;
  const names = await areaNames(read, areaCodes);
  return { ...rest, cpv: cpvCodes.map((code) => ({ code, title: cpvTitle(code) ?? null })), areas: areaCodes.map((code) => ({ code, name: names.get(code) ?? code })) };
}

/** SQL for the facts of the organisation `g` as JSON. */
export const SUPPLIER = sql.raw(`json_build_object('id', g.id, 'name', g.name, 'companyNumber', g.company_number, 'charityNumber', g.charity_number, 'platformIdentifier', g.platform_identifier,
  'size', g.size, 'sector', g.sector, 'postcode', g.postcode, 'website', g.website)`);

/** A contract signed with nobody awarded before it keeps the award's place: OCDS wants every contract to name one. */
const AWARD_STATE = sql.raw(`case a.state when 'confirmed' then 'active' when 'standstill' then 'active' when 'withdrawn' then 'cancelled' else 'pending' end`);

async function awardFacts(read: Read, about: About, code: string): Promise<AwardFacts[]> {
  if (code === 'UK12') return cancelledAwards(read, about.opportunityId!);
  const { rows } = await sql<Omit<AwardFacts, 'suppliers' | 'netPence' | 'grossPence'> & { supplier: SupplierFacts; netPence: bigint; grossPence: bigint }>`
    select a.ocds_award_id as id, case when l.id is null then o.title else o.title || ', lot ' || l.number || ': ' || l.title end as title, l.number as "lotNumber", ${AWARD_STATE} as state,
      coalesce(a.notice_published_at, a.recommended_at) as date, null as reasons, a.value_net_pence as "netPence", a.value_gross_pence as "grossPence", ${SUPPLIER} as supplier,
      a.summaries_sent_at as "summariesSentAt", a.standstill_ends_on::text as "standstillEndsOn", o.contract_starts_on::text as "startsOn", o.contract_ends_on::text as "endsOn"
    from award a join opportunity o on o.id = a.opportunity_id left join lot l on l.id = a.lot_id join bid b on b.id = a.bid_id join organisation g on g.id = b.organisation_id
    where a.id = ${about.awardId}`.execute(read);
  return rows.map(({ supplier, ...award }) => ({ ...award, suppliers: [supplier] }));
}

/** A procurement that was terminated says of each lot that nothing is awarded, as Find a Tender's own releases do. */
async function cancelledAwards(read: Read, opportunityId: string): Promise<AwardFacts[]> {
  const { rows } = await sql<{ number: number | null; title: string }>`select l.number, coalesce(l.title, o.title) as title from opportunity o left join lot l on l.opportunity_id = o.id where o.id = ${opportunityId} order by l.number`.execute(read);
  return rows.map(({ number, title }) => ({
    id: `none-${number ?? 1}`, title, lotNumber: number, state: 'cancelled', date: null, reasons: null, netPence: null, grossPence: null, suppliers: [], summariesSentAt: null, standstillEndsOn: null, startsOn: null, endsOn: null,
  }));
}

/** The three key performance indicators that matter most are named in the notice (PA23 s.52; PR24 reg 32). */
const INDICATORS = 3;

async function contractFacts(read: Read, agreementId: string, awardId: string): Promise<ContractFacts[]> {
  const { rows } = await sql<Omit<ContractFacts, 'awardId' | 'indicators'>>`select id, title, state, starts_on::text as "startsOn", ends_on::text as "endsOn", latest_ends_on::text as "latestEndsOn", entered_on::text as "enteredOn",
    value_net_pence as "netPence", value_gross_pence as "grossPence" from agreement where id = ${agreementId}`.execute(read);
  const { rows: indicators } = await sql<{ id: string; name: string; target: string | null }>`select id, name, coalesce(target_words, target::text || coalesce(' ' || unit, '')) as target from measure
    where about_kind = 'agreement' and about_id = ${agreementId} and key_performance_indicator order by position, id limit ${INDICATORS}`.execute(read);
  return rows.map((row) => ({ ...row, awardId, indicators }));
}

/** Bids for the lot of an award that were opened and assessed; what was never opened is counted as received only. */
async function bidCounts(read: Read, { opportunityId, lotId }: About): Promise<BidCount[]> {
  const { rows } = await sql<BidCount>`select (select number from lot where id = ${lotId}) as "lotNumber", count(*)::int as received,
      count(*) filter (where b.state in ('opened', 'successful', 'not-successful'))::int as assessed,
      count(*) filter (where b.state in ('opened', 'successful', 'not-successful') and g.size in ('micro', 'small', 'medium'))::int as "assessedSme",
      count(*) filter (where b.state in ('opened', 'successful', 'not-successful') and g.sector = 'vcse')::int as "assessedVcse"
    from bid b join organisation g on g.id = b.organisation_id
    where b.opportunity_id = ${opportunityId} and b.state in ('opened', 'successful', 'not-successful', 'rejected')
      and (${lotId}::uuid is null or exists (select 1 from bid_lot x where x.bid_id = b.id and x.lot_id = ${lotId}))`.execute(read);
  return rows;
}
