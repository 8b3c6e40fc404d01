import { sql, type RawBuilder } from 'kysely';
import { addMonths, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { idFrom, isId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { RuleNote } from '#kernel/rule-note';
import type { Actor } from '#platform/access/access';
import { whereMay } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { policyValue, policyValues } from '#policy';
import { postingFlag, POSTING_POLICIES } from './posting-flag.ts';
import type { PurchaseState } from './purchase.ts';
import type { PurchasingRouteName } from './route-definitions.ts';
import type { ExerciseCategory, PurchasingRoute } from './route-for.ts';
import { routesActs } from './routes.acts.ts';
import { purchaseKind } from './routes.kinds.ts';
import { checkSplit, type TiedPurchase } from './split-check.ts';
import { routePolicyOf } from './valuation.store.ts';

export interface Purchase {
  readonly id: Id<'purchase'>;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly organisationId: OrganisationId | null;
  readonly supplier: string | null;
  readonly exerciseId: string | null;
  readonly title: string;
  readonly category: ExerciseCategory;
  readonly net: bigint;
  readonly gross: bigint;
  readonly decidedOn: CalendarDate;
  readonly route: PurchasingRouteName;
  readonly quotesNeeded: number;
  readonly rule: RuleNote;
  readonly quotesReceived: number;
  readonly state: PurchaseState;
  readonly splitFlag: string | null;
  readonly override: { readonly route: PurchasingRouteName; readonly reason: string } | null;
  readonly cancelledReason: string | null;
  readonly directReason: string | null;
  /** The opportunity posted for it, by its reference; null where there was none. */
  readonly posting: { readonly id: string; readonly reference: string } | null;
}

const COLUMNS = sql.raw(`r.id, r.body_id as "bodyId", b.name as "bodyName", r.organisation_id as "organisationId", o.name as supplier, r.exercise_id as "exerciseId",
  r.title, r.category, r.value_net_pence as net, r.value_gross_pence as gross, r.decided_on::text as "decidedOn", r.route, r.quotes_needed as "quotesNeeded",
  json_build_object('sentence', r.rule, 'source', r.rule_source) as rule, r.quotes_received as "quotesReceived", r.state, r.split_flag as "splitFlag",
  case when r.override_route is null then null else json_build_object('route', r.override_route, 'reason', r.override_reason) end as override,
  r.cancelled_reason as "cancelledReason", r.direct_reason as "directReason",
  (select json_build_object('id', x.id, 'reference', x.reference) from opportunity x where x.id = r.opportunity_id) as posting`);
const FROM = sql.raw('from purchase r join body b on b.id = r.body_id left join organisation o on o.id = r.organisation_id');

export async function purchaseById(read: Read, purchaseId: string): Promise<Purchase | undefined> {
  const { rows } = await sql<Purchase>`select ${COLUMNS} ${FROM} where r.id = ${purchaseId}`.execute(read);
  return rows[0];
}

/** Locks the purchases of its body first, and then its row: the flags of a whole body are worked out under that first lock. */
export async function lockPurchase(tx: Tx, purchaseId: string): Promise<Purchase | undefined> {
  await sql`select b.id from body b where b.id = (select body_id from purchase where id = ${purchaseId}) for no key update`.execute(tx);
  await sql`select id from purchase where id = ${purchaseId} for update`.execute(tx);
  return purchaseById(tx, purchaseId);
}

export const PURCHASES_A_PAGE = 50;

/** One page of the purchases this person may see, the newest decision first, with whether there is another. `page` counts from 1. */
export async function listPurchases(
  read: Read, actor: Actor, { page, where = sql`true` }: { readonly page: number; readonly where?: RawBuilder<unknown> },
): Promise<{ readonly purchases: Purchase[]; readonly more: boolean }> {
  const { rows } = await sql<Purchase>`select ${COLUMNS} ${FROM} where ${whereMay(actor, routesActs.viewPurchase, purchaseKind)} and ${where}
    order by r.decided_on desc, r.id desc limit ${PURCHASES_A_PAGE + 1} offset ${(page - 1) * PURCHASES_A_PAGE}`.execute(read);
  return { purchases: rows.slice(0, PURCHASES_A_PAGE), more: rows.length > PURCHASES_A_PAGE };
}

/** Finds a supplier by company number, charity number, id or exact name. More than one of a name is said, not guessed. */
export async function findSupplier(read: Read, typed: string): Promise<{ readonly id: OrganisationId; readonly name: string } | 'none' | 'several'> {
  const text = typed.trim();
  const { rows } = await sql<{ id: OrganisationId; name: string; exact: boolean }>`
    select id, name, (company_number = ${text.toUpperCase()} or charity_number = ${text.toUpperCase()} ${isId(text) ? sql`or id = ${text}` : sql``}) is true as exact from organisation
    where lower(name) = lower(${text}) or company_number = ${text.toUpperCase()} or charity_number = ${text.toUpperCase()} ${isId(text) ? sql`or id = ${text}` : sql``}
    order by exact desc limit 2`.execute(read);
  const [first, second] = rows;
  if (!first) return 'none';
  return second && !first.exact ? 'several' : first;
}

interface NewPurchase {
  readonly id: Id<'purchase'>;
  readonly bodyId: BodyId;
  readonly organisationId: OrganisationId | null;
  readonly exerciseId: string | null;
  readonly title: string;
  readonly category: ExerciseCategory;
  readonly net: bigint;
  readonly gross: bigint;
  readonly decidedOn: CalendarDate;
  readonly route: PurchasingRoute;
  readonly quotesReceived: number;
  readonly opportunityId: string | null;
  readonly createdBy: PersonId | null;
}

export async function storePurchase(tx: Tx, purchase: NewPurchase): Promise<void> {
  const { route } = purchase;
  await tx.insertInto('purchase').values({
    id: purchase.id, body_id: purchase.bodyId, organisation_id: purchase.organisationId, exercise_id: purchase.exerciseId, title: purchase.title,
    category: purchase.category, value_net_pence: purchase.net, value_gross_pence: purchase.gross, decided_on: purchase.decidedOn, route: route.route,
    quotes_needed: route.quotesIfExempted, rule: route.rule.sentence, rule_source: route.rule.source, quotes_received: purchase.quotesReceived, opportunity_id: purchase.opportunityId, created_by: purchase.createdBy,
  }).execute();
}

/** @returns false when the purchase has moved on meanwhile */
export async function storeAward(tx: Tx, purchaseId: string, organisationId: OrganisationId, quotesReceived: number, directReason: string | null): Promise<boolean> {
  const result = await sql`update purchase set state = 'awarded', organisation_id = ${organisationId}, quotes_received = ${quotesReceived}, direct_reason = ${directReason}
    where id = ${purchaseId} and state = 'planned'`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function storeCancellation(tx: Tx, purchaseId: string, reason: string): Promise<boolean> {
  const result = await sql`update purchase set state = 'cancelled', cancelled_reason = ${reason}, split_flag = null where id = ${purchaseId} and state = 'planned'`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function storePurchaseOverride(tx: Tx, purchaseId: string, route: PurchasingRouteName, reason: string): Promise<boolean> {
  const result = await sql`update purchase set override_route = ${route}, override_reason = ${reason} where id = ${purchaseId} and state = 'planned'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The published opportunity of a body that has this reference; undefined when there is none. Opportunities are a later room: only its row is read. */
export async function postingCalled(read: Read, bodyId: string, reference: string): Promise<string | undefined> {
  const row = await read.selectFrom('opportunity').select('id').where('body_id', '=', bodyId).where('state', '<>', 'draft').where((e) => e(e.fn('lower', ['reference']), '=', reference.toLowerCase())).executeTakeFirst();
  return row?.id;
}

/** Of each purchase, why it should have been posted and was not (DM-05), by its id. One query a body. */
export async function postingFlags(read: Read, purchases: readonly Purchase[]): Promise<ReadonlyMap<string, string>> {
  const today = londonDate(await readClock(read));
  const flags = new Map<string, string>();
  for (const [bodyId, bought] of Map.groupBy(purchases, (purchase) => purchase.bodyId)) {
    const policy = await policyValues(read, bodyId, POSTING_POLICIES, today);
    for (const purchase of bought) {
      const flag = postingFlag({ ...purchase, posted: purchase.posting !== null }, policy);
      if (flag) flags.set(purchase.id, flag);
    }
  }
  return flags;
}

/** One at a time for a body, so that of two purchases recorded at once the second sees the first. */
export const lockPurchasesOf = (tx: Tx, bodyId: string): Promise<unknown> => sql`select id from body where id = ${bodyId} for no key update`.execute(tx);

/**
 * Works the split flags out again after a purchase was recorded, awarded or cancelled: its own, and those of later purchases that look
 * back on it. Call with the lock held. @returns the purchase's own flag
 */
export async function refreshSplitFlags(tx: Tx, purchase: Pick<Purchase, 'id' | 'bodyId' | 'organisationId' | 'exerciseId' | 'decidedOn'>): Promise<string | null> {
  const { id, bodyId, organisationId, exerciseId, decidedOn } = purchase;
  if (organisationId === null && exerciseId === null) return null;
  const months = (await policyValue(tx, bodyId, 'splitCheck.months', decidedOn)).value ?? 12;
  const { rows } = await sql<TiedPurchase & { supplier: string | null }>`
    select r.id, r.organisation_id as "organisationId", r.exercise_id as "exerciseId", r.value_net_pence as net, r.value_gross_pence as gross,
      r.decided_on::text as "decidedOn", r.route, r.category, o.name as supplier
    from purchase r left join organisation o on o.id = r.organisation_id
    where r.body_id = ${bodyId} and r.state <> 'cancelled' and (r.organisation_id = ${organisationId} or r.exercise_id = ${exerciseId})
      and r.decided_on > ${addMonths(decidedOn, -months)}::date and r.decided_on <= ${addMonths(decidedOn, months)}::date`.execute(tx);
  let own: string | null = null;
  for (const [on, decidedThen] of Map.groupBy(rows.filter((row) => row.decidedOn >= decidedOn), (row) => row.decidedOn)) {
    const policy = await routePolicyOf(tx, bodyId, on);
    for (const row of decidedThen) {
      // Of several on one day the flag stands on each: nobody can say which came first.
      const flag = checkSplit({ purchase: row, others: rows, months, policy, supplierName: row.supplier });
      if (row.id === id) own = flag;
      await sql`update purchase set split_flag = ${flag} where id = ${row.id} and split_flag is distinct from ${flag}`.execute(tx);
    }
  }
  return own;
}

/** The other purchases that a flag on this one speaks of. */
export async function tiedPurchases(read: Read, actor: Actor, purchase: Purchase, months: number): Promise<Purchase[]> {
  const { rows } = await sql<Purchase>`select ${COLUMNS} ${FROM} where ${whereMay(actor, routesActs.viewPurchase, purchaseKind)} and r.body_id = ${purchase.bodyId}
    and r.id <> ${purchase.id} and r.state <> 'cancelled' and (r.organisation_id = ${purchase.organisationId} or r.exercise_id = ${purchase.exerciseId})
    and r.decided_on > ${addMonths(purchase.decidedOn, -months)}::date and r.decided_on <= ${purchase.decidedOn}::date order by r.decided_on desc, r.id limit 50`.execute(read);
  return rows;
}

/** The bodies for which this person may record purchases. */
export async function bodiesToBuyFor(read: Read, actor: Actor): Promise<{ readonly id: BodyId; readonly name: string }[]> {
  const ids = actor.holdings.filter((held) => held.scopeKind === 'body' && routesActs.recordPurchase.may.some((grant) => grant.by === 'role' && grant.role === held.role)).map(({ scopeId }) => scopeId);
  const { rows } = await sql<{ id: BodyId; name: string }>`select id, name from body where id = any(${ids}::uuid[]) order by name`.execute(read);
  return rows;
}

export const bodyIdFrom = (text: string): BodyId => idFrom<'body'>(text);
