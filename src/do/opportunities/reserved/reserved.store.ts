import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import type { PersonId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { lawFrom } from '#policy';
import { reservationRule, reservedToWords, type ReservationKind } from '#routes';
import type { Obstacle } from '../publication.ts';
import { reservedKindsSql } from '../reservation-columns.ts';
import { decideReserved, lackingOf, NOTHING_DECLARED, type Reservable, type ReservedStatus } from './reserved.ts';

/** A contract reserved to mutuals that an organisation declares, by the authority that awarded it. */
export interface ReservedContract {
  readonly bodyId: string;
  readonly bodyName: string;
  readonly enteredOn: CalendarDate;
}

export interface DeclaredStatus extends ReservedStatus {
  readonly contracts: readonly ReservedContract[];
  readonly declaredAt: Date | null;
}

type StatusRow = Omit<ReservedStatus, 'workforcePercent'> & { readonly organisationId: string; readonly workforcePercent: string | null; readonly declaredAt: Date };

const statusFrom = ({ organisationId: _of, declaredAt: _at, workforcePercent, ...row }: StatusRow): ReservedStatus => ({ ...row, workforcePercent: workforcePercent === null ? null : decimal(workforcePercent) });

async function statuses(read: Read, organisationIds: readonly string[]): Promise<ReadonlyMap<string, StatusRow>> {
  const { rows } = await sql<StatusRow>`select s.organisation_id as "organisationId", s.supports_employment as "supportsEmployment", trim_scale(s.workforce_percent)::text as "workforcePercent", s.workforce_of as "workforceOf",
      s.mutual_purpose as "mutualPurpose", s.mutual_profit as "mutualProfit", s.mutual_control as "mutualControl", s.based_in_uk as "basedInUk", s.declared_at as "declaredAt",
      array(select b.area_code from reserved_base b where b.organisation_id = s.organisation_id order by b.area_code) as bases
    from reserved_status s where s.organisation_id = any(${[...organisationIds]}::uuid[])`.execute(read);
  return new Map(rows.map((row) => [row.organisationId, row]));
}

/** What an organisation declares of itself for reserved contracts; nothing while it has declared nothing. */
export async function declaredStatus(read: Read, organisationId: string): Promise<DeclaredStatus> {
  const row = (await statuses(read, [organisationId])).get(organisationId);
  if (!row) return { ...NOTHING_DECLARED, contracts: [], declaredAt: null };
  const { rows: contracts } = await sql<ReservedContract>`select c.body_id as "bodyId", b.name as "bodyName", c.entered_on::text as "enteredOn" from reserved_contract c join body b on b.id = c.body_id
    where c.organisation_id = ${organisationId} order by c.entered_on desc, b.name`.execute(read);
  return { ...statusFrom(row), contracts, declaredAt: row.declaredAt };
}

/** Keeps a declaration in the place of the one before, which the audit trail holds. */
export async function storeStatus(tx: Tx, organisationId: string, status: ReservedStatus & { readonly contracts: readonly Omit<ReservedContract, 'bodyName'>[] }, by: PersonId | null): Promise<void> {
  await sql`select 1 from organisation where id = ${organisationId} for update`.execute(tx);
  const columns = {
    supports_employment: status.supportsEmployment, workforce_percent: status.workforcePercent?.toString() ?? null, workforce_of: status.workforceOf, mutual_purpose: status.mutualPurpose, mutual_profit: status.mutualProfit,
    mutual_control: status.mutualControl, based_in_uk: status.basedInUk, declared_by: by, declared_at: sql<Date>`wantsum_clock()`,
  };
  await tx.insertInto('reserved_status').values({ organisation_id: organisationId, ...columns }).onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns)).execute();
  await tx.deleteFrom('reserved_base').where('organisation_id', '=', organisationId).execute();
  await tx.deleteFrom('reserved_contract').where('organisation_id', '=', organisationId).execute();
  if (status.bases.length > 0) await tx.insertInto('reserved_base').values(status.bases.map((area_code) => ({ organisation_id: organisationId, area_code }))).execute();
  if (status.contracts.length > 0) await tx.insertInto('reserved_contract').values(status.contracts.map(({ bodyId, enteredOn }) => ({ organisation_id: organisationId, body_id: bodyId, entered_on: enteredOn }))).execute();
}

interface ReservedOpportunity {
  readonly opportunityId: string;
  readonly bodyId: string;
  readonly kinds: readonly [ReservationKind, ...ReservationKind[]];
  readonly areaCodes: string[];
  readonly cpvCodes: string[];
  readonly closesAt: Date | null;
}

async function reservedOpportunity(read: Read, opportunityId: string): Promise<ReservedOpportunity | null> {
  const { rows } = await sql<ReservedOpportunity>`select id as "opportunityId", body_id as "bodyId", ${sql.raw(reservedKindsSql('opportunity'))} as kinds, reservation_area_codes as "areaCodes", cpv_codes as "cpvCodes", closes_at as "closesAt"
    from opportunity where id = ${opportunityId} and reservation is not null`.execute(read);
  return rows[0] ?? null;
}

/** The last contract of the same kind that the authority awarded each of them in reliance on PA23 s.33: by this site’s records, or by their own word. */
async function lastComparables(read: Read, { bodyId, cpvCodes }: ReservedOpportunity, organisationIds: readonly string[]): Promise<ReadonlyMap<string, CalendarDate>> {
  const groups = cpvCodes.map((code) => code.slice(0, 3));
  const { rows } = await sql<{ organisationId: string; day: CalendarDate }>`select organisation_id as "organisationId", max(day)::text as day from (
      select b.organisation_id, (a.confirmed_at at time zone 'Europe/London')::date as day from award a join bid b on b.id = a.bid_id join opportunity o on o.id = a.opportunity_id
      where a.state = 'confirmed' and o.reservation = 'public-service-mutual' and o.body_id = ${bodyId} and b.organisation_id = any(${[...organisationIds]}::uuid[])
        and (cardinality(o.cpv_codes) = 0 or ${groups.length} = 0 or exists (select 1 from unnest(o.cpv_codes) code where left(code, 3) = any(${groups}::text[])))
      union all select organisation_id, entered_on from reserved_contract where body_id = ${bodyId} and organisation_id = any(${[...organisationIds]}::uuid[])
    ) known group by organisation_id`.execute(read);
  return new Map(rows.map(({ organisationId, day }) => [organisationId, day]));
}

/** What each of some organisations lacks for what is reserved, in a fixed number of queries; null where it lacks nothing. Empty when nothing is reserved. */
async function lackings(read: Read, reserved: ReservedOpportunity, organisationIds: readonly string[], on: CalendarDate) {
  const { rows } = await sql<{ id: string } & Pick<Reservable, 'size' | 'sector' | 'socialEnterprise'>>`select id, size, sector, social_enterprise as "socialEnterprise" from organisation where id = any(${[...organisationIds]}::uuid[])`.execute(read);
  const known = await statuses(read, organisationIds);
  const comparable = reserved.kinds.includes('public-service-mutual') ? await lastComparables(read, reserved, organisationIds) : new Map<string, CalendarDate>();
  return new Map(rows.map(({ id, ...row }) => {
    const status = known.get(id);
    return [id, { ...row, status: status ? statusFrom(status) : NOTHING_DECLARED, lastComparable: comparable.get(id) ?? null, tender: { areaCodes: reserved.areaCodes, on } }] as const;
  }));
}

/**
 * Whether an organisation may bid for what is reserved, before it writes a word. A comparable contract is counted back from the closing:
 * no award can be earlier.
 */
export async function mayBidReserved(read: Read, opportunityId: string, organisationId: string) {
  const reserved = await reservedOpportunity(read, opportunityId);
  if (!reserved) return null;
  const on = londonDate(reserved.closesAt ?? (await readClock(read)));
  const found = (await lackings(read, reserved, [organisationId], on)).get(organisationId);
  if (!found) return null;
  const { tender, ...who } = found;
  const law = await lawFrom(read);
  const decision = decideReserved(reserved.kinds, who, tender, law);
  return decision.kind === 'allowed' ? decision : { ...decision, rule: reservationRule(reserved.kinds[0], law) };
}

/** Where each bidder stands to the reservation, by what it declares today, for whoever judges. Null where nothing is reserved. */
export async function reservedStanding(read: Read, opportunityId: string, organisationIds: readonly string[]): Promise<ReadonlyMap<string, string | null> | null> {
  const reserved = await reservedOpportunity(read, opportunityId);
  if (!reserved) return null;
  const law = await lawFrom(read);
  const found = await lackings(read, reserved, organisationIds, londonDate(await readClock(read)));
  return new Map([...found].map(([id, { tender, ...who }]) => [id, lackingOf(reserved.kinds, who, tender, law)?.words ?? null]));
}

/** A tender of a supplier that is not of the reserved kind must be disregarded (PA23 ss.32(3), 33(4)): its award waits, on the day of each step. */
export async function reservedAwardObstacles(read: Read, { opportunityId, bidId }: { readonly opportunityId: string; readonly bidId: string }): Promise<readonly Pick<Obstacle, 'sentence' | 'rule' | 'href'>[]> {
  const reserved = await reservedOpportunity(read, opportunityId);
  if (!reserved) return [];
  const bid = await read.selectFrom('bid as b').innerJoin('organisation as g', 'g.id', 'b.organisation_id').select(['g.id', 'g.name']).where('b.id', '=', bidId).executeTakeFirst();
  const lacks = bid ? (await reservedStanding(read, opportunityId, [bid.id]))?.get(bid.id) : null;
  if (!bid || !lacks) return [];
  return [{
    sentence: `This is reserved to ${reservedToWords(reserved.kinds)}, and ${bid.name} ${lacks}. A bid from anybody else is disregarded. Ask it to put its declaration right if that is wrong; otherwise exclude the bid.`,
    rule: reservationRule(reserved.kinds[0], await lawFrom(read)), href: `/opportunities/${opportunityId}/checks/${bidId}`,
  }];
}
