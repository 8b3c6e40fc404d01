import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import { grossPence, netPence } from '#kernel/money';
import type { PackId, Regime } from '#law';
import type { PriceFormula } from '#parts/assessments';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { OpportunityTable } from '#platform/database/schema.generated';
import type { Selectable, Updateable } from 'kysely';
import type { Category, Lot, Opportunity, OpportunityId, OpportunityState } from './opportunity.ts';
import { reservedKindsOf } from './reservation-columns.ts';

export const opportunityReference = (id: string): RecordReference => ({ kind: 'opportunity', id });
/** The purpose under which an opportunity's question set is kept. */
export const TENDER_QUESTIONS = 'tender';

/** Null when there is none. */
export async function opportunityById(read: Read, id: string): Promise<Opportunity | null> {
  const row = await read.selectFrom('opportunity').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const body = await read.selectFrom('body').select('name').where('id', '=', row.body_id).executeTakeFirstOrThrow();
  return opportunityFrom(row, row.source === 'imported' && row.buyer_name ? row.buyer_name : body.name);
}

/** Loads it under its row's lock, held until the transaction ends: nobody publishes, changes or closes it meanwhile. */
export async function lockOpportunity(tx: Tx, id: string): Promise<Opportunity | null> {
  await tx.selectFrom('opportunity').select('id').where('id', '=', id).forUpdate().execute();
  return opportunityById(tx, id);
}

export interface NewOpportunity {
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly title: string;
  readonly createdBy: PersonId | null;
  readonly from: Partial<Pick<Opportunity, 'summary' | 'description' | 'category' | 'lightTouch' | 'valueNetPence' | 'valueGrossPence' | 'exerciseId' | 'specificationId' | 'areaCodes' | 'route' | 'lateBids' | 'openersNeeded' | 'scaleId' | 'stage' | 'audience' | 'existencePublic' | 'arrangementId' | 'cpvCodes' | 'startsOn' | 'endsOn' | 'extensionMonths'>> & { readonly followsId?: string | null };
}

export async function insertOpportunity(tx: Tx, { reference, bodyId, title, createdBy, from }: NewOpportunity): Promise<OpportunityId> {
  const id = newId<'opportunity'>();
  await tx.insertInto('opportunity').values({
    id, reference, body_id: bodyId, title, created_by: createdBy, route: from.route ?? 'open', summary: from.summary ?? '', description: from.description ?? '',
    category: from.category ?? 'services', light_touch: from.lightTouch ?? false, value_net_pence: from.valueNetPence ?? null, value_gross_pence: from.valueGrossPence ?? null,
    exercise_id: from.exerciseId ?? null, specification_id: from.specificationId ?? null, area_codes: [...(from.areaCodes ?? [])],
    late_bids: from.lateBids ?? 'refuse', openers_needed: from.openersNeeded ?? 2, scale_id: from.scaleId ?? '0-5', cpv_codes: [...(from.cpvCodes ?? [])], contract_starts_on: from.startsOn ?? null, contract_ends_on: from.endsOn ?? null, extension_months: from.extensionMonths ?? 0,
    stage: from.stage ?? 1, audience: from.audience ?? 'anyone', existence_public: from.existencePublic ?? true, follows_id: from.followsId ?? null, arrangement_id: from.arrangementId ?? null,
  }).execute();
  return id;
}

export type OpportunityChange = Omit<Updateable<OpportunityTable>, 'id' | 'state' | 'reference' | 'body_id'>;

/** Changes an opportunity that is still in the state it was decided on. Throws when it is not: the caller holds its lock. */
export async function updateOpportunity(tx: Tx, id: string, state: OpportunityState, change: OpportunityChange & { readonly state?: OpportunityState }): Promise<void> {
  const result = await tx.updateTable('opportunity').set({ ...change, updated_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).where('state', '=', state).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error(`opportunity ${id} was not ${state} when it was changed`);
}

/** An opportunity's lots by number, withdrawn ones among them. */
export async function lotsOf(read: Read, opportunityId: string): Promise<Lot[]> {
  const rows = await read.selectFrom('lot').selectAll().where('opportunity_id', '=', opportunityId).orderBy('number').execute();
  return rows.map((row) => ({
    id: row.id as Id<'lot'>, number: row.number, title: row.title, description: row.description, areaCodes: row.area_codes,
    valueNetPence: row.value_net_pence, state: row.state as Lot['state'], stateReason: row.state_reason,
  }));
}

export type LotFields = Pick<Lot, 'title' | 'description' | 'areaCodes' | 'valueNetPence'>;

/**
 * Adds a lot after the last.
 * @param followsId the lot of the stage before that it goes on from
 */
export async function addLot(tx: Tx, opportunityId: string, lot: LotFields, followsId: Id<'lot'> | null = null): Promise<Id<'lot'>> {
  const id = newId<'lot'>();
  const last = await tx.selectFrom('lot').select((e) => e.fn.max('number').as('number')).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  await tx.insertInto('lot').values({ id, opportunity_id: opportunityId, number: (last?.number ?? 0) + 1, follows_id: followsId, ...lotColumns(lot) }).execute();
  return id;
}

/** @returns false when the opportunity has no such lot */
export async function changeLot(tx: Tx, opportunityId: string, lotId: string, lot: LotFields): Promise<boolean> {
  const result = await tx.updateTable('lot').set(lotColumns(lot)).where('id', '=', lotId).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes a lot out of a draft and numbers the rest again; questions asked for it alone are asked for all. */
export async function deleteLot(tx: Tx, opportunityId: string, lotId: string): Promise<boolean> {
  await tx.updateTable('question').set({ lot_id: null }).where('lot_id', '=', lotId).execute();
  const removed = await tx.deleteFrom('lot').where('id', '=', lotId).where('opportunity_id', '=', opportunityId).returning('number').executeTakeFirst();
  if (!removed) return false;
  // One by one from the lowest, since no two may ever share a number.
  const rest = await tx.selectFrom('lot').select(['id', 'number']).where('opportunity_id', '=', opportunityId).where('number', '>', removed.number).orderBy('number').execute();
  for (const lot of rest) await tx.updateTable('lot').set({ number: lot.number - 1 }).where('id', '=', lot.id).execute();
  return true;
}

/** Takes an open lot out of what is published; one that is not open stays as it is. */
export async function markLotWithdrawn(tx: Tx, opportunityId: string, lotId: string, reason: string): Promise<void> {
  await tx.updateTable('lot').set({ state: 'withdrawn', state_reason: reason }).where('id', '=', lotId).where('opportunity_id', '=', opportunityId).where('state', '=', 'open').execute();
}

const lotColumns = (lot: LotFields) => ({ title: lot.title, description: lot.description, area_codes: [...lot.areaCodes], value_net_pence: lot.valueNetPence });

function opportunityFrom(row: Selectable<OpportunityTable>, bodyName: string): Opportunity {
  return {
    id: row.id as OpportunityId, reference: row.reference, ocid: row.ocid, bodyId: row.body_id as BodyId, bodyName,
    exerciseId: row.exercise_id as Opportunity['exerciseId'], specificationId: row.specification_id as Opportunity['specificationId'], ...routeOf(row),
    title: row.title, summary: row.summary, description: row.description, category: row.category as Category, cpvCodes: row.cpv_codes, areaCodes: row.area_codes,
    lightTouch: row.light_touch, suitableForSme: row.suitable_for_sme, suitableForVcse: row.suitable_for_vcse,
    valueNetPence: row.value_net_pence === null ? null : netPence(row.value_net_pence), valueGrossPence: row.value_gross_pence === null ? null : grossPence(row.value_gross_pence),
    startsOn: row.contract_starts_on as CalendarDate | null, endsOn: row.contract_ends_on as CalendarDate | null, extensionMonths: row.extension_months,
    state: row.state as OpportunityState,
    law: row.law_pack === null || row.commenced_on === null ? null : {
      packId: row.law_pack as PackId, version: row.law_version ?? '', regime: row.regime as Regime, commencedOn: row.commenced_on as CalendarDate, aboveThreshold: row.above_threshold,
    },
    platform: row.platform_reference && row.platform_published_at ? { reference: row.platform_reference, publishedAt: row.platform_published_at } : null,
    expectedOn: row.expected_on as CalendarDate | null, publishedAt: row.published_at, clarificationsUntil: row.clarifications_until, closesAt: row.closes_at,
    lateBids: row.late_bids as Opportunity['lateBids'], openersNeeded: row.openers_needed, priceFormula: row.price_formula as PriceFormula | null,
    priceBenchmarkPence: row.price_benchmark_pence, scaleId: row.scale_id, readingConfirmed: row.criteria_reading_confirmed_by !== null, lotsPerBidder: row.lots_per_bidder,
    lotsTenderedPerBidder: row.lots_tendered_per_bidder, lotsLimitMechanism: row.lots_limit_mechanism, cancelledReason: row.cancelled_reason,
    cancelledMidBid: row.cancelled_drafting === null || row.cancelled_submitted === null ? null : { drafting: row.cancelled_drafting, submitted: row.cancelled_submitted },
    cancelProposal: row.cancel_proposed_reason === null || row.cancel_proposed_at === null ? null : { reason: row.cancel_proposed_reason, at: row.cancel_proposed_at }, source: row.source as Opportunity['source'], createdBy: row.created_by as PersonId | null,
  };
}

/** How it is bought and who may answer. */
const routeOf = (row: Selectable<OpportunityTable>): Pick<Opportunity, 'route' | 'stage' | 'followsId' | 'arrangementId' | 'audience' | 'existencePublic' | 'reservedTo' | 'reservationReason' | 'reservationAreaCodes' | 'healthCare' | 'healthCareReason'> => ({
  route: row.route, stage: row.stage, followsId: row.follows_id as OpportunityId | null, arrangementId: row.arrangement_id,
  audience: row.audience as Opportunity['audience'], existencePublic: row.existence_public,
  reservedTo: reservedKindsOf(row), reservationReason: row.reservation_reason, reservationAreaCodes: row.reservation_area_codes,
  healthCare: row.health_care as Opportunity['healthCare'], healthCareReason: row.health_care_reason,
});
