import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type Id, type PersonId } from '#kernel/ids';
import { netPence, grossPence, type GrossPence, type NetPence } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { pinLaw } from '#law';
import { approvalState, contentHashOf, type ApprovalStanding } from '#parts/approvals';
import { policyValues } from '#policy';
import type { Read, Tx } from '#platform/database/connection';
import { ROUTE_POLICIES, type PurchasingRoute, type RoutePolicy } from './route-for.ts';
import { isStricter, type PurchasingRouteName } from './route-definitions.ts';
import type { LotValue, WholeLifeQuestion, WholeLifeValue } from './whole-life-value.ts';

/** The subject under which an approval of another route is asked, on a purchase and on an exercise. */
export const ROUTE_EXEMPTION = 'purchasing-route';

/** The policies that routes are worked out from, on one day. */
export const routePolicyOf = (read: Read, bodyId: string, on: CalendarDate): Promise<RoutePolicy> => policyValues(read, bodyId, ROUTE_POLICIES, on);

/** The current value of an exercise with the rules of the day it was decided. */
export interface Valuation {
  readonly id: Id<'valuation'>;
  readonly exerciseId: string;
  readonly annualNetPence: bigint;
  readonly years: string;
  readonly extensionYears: string;
  readonly oneOffNetPence: bigint;
  readonly lots: readonly LotValue[];
  readonly vatPercent: string;
  readonly net: NetPence;
  readonly gross: GrossPence;
  /** The route that the rule gives. */
  readonly route: PurchasingRouteName;
  readonly quotesNeeded: number;
  readonly rule: RuleNote;
  readonly lawRule: RuleNote;
  readonly planRule: RuleNote;
  readonly lawPack: string;
  readonly lawVersion: string;
  readonly aboveThreshold: boolean;
  readonly planRequired: boolean;
  readonly decidedOn: CalendarDate;
  readonly decidedBy: string | null;
  readonly override: { readonly route: PurchasingRouteName; readonly reason: string } | null;
}

interface ValuationRow extends Omit<Valuation, 'rule' | 'lawRule' | 'planRule' | 'lots' | 'override'> {
  readonly rule: string; readonly ruleSource: string; readonly lawRule: string; readonly lawSource: string; readonly planRule: string; readonly planSource: string;
  readonly lots: readonly { readonly title: string; readonly annualNetPence: string; readonly oneOffNetPence: string }[];
  readonly overrideRoute: PurchasingRouteName | null; readonly overrideReason: string | null;
}

const COLUMNS = sql.raw(`v.id, v.exercise_id as "exerciseId", v.annual_net_pence as "annualNetPence", v.years, v.extension_years as "extensionYears",
  v.one_off_net_pence as "oneOffNetPence", v.lots, v.vat_percent as "vatPercent", v.whole_life_net_pence as net, v.whole_life_gross_pence as gross,
  v.route, v.quotes_needed as "quotesNeeded", v.rule, v.rule_source as "ruleSource", v.law_rule as "lawRule", v.law_source as "lawSource",
  v.plan_rule as "planRule", v.plan_source as "planSource", v.law_pack as "lawPack", v.law_version as "lawVersion", v.above_threshold as "aboveThreshold",
  v.plan_required as "planRequired", v.decided_on::text as "decidedOn", (select p.name from person p where p.id = v.decided_by) as "decidedBy",
  v.override_route as "overrideRoute", v.override_reason as "overrideReason"`);

const fromRow = ({ ruleSource, lawSource, planSource, overrideRoute, overrideReason, ...row }: ValuationRow): Valuation => ({
  ...row,
  net: netPence(row.net),
  gross: grossPence(row.gross),
  lots: row.lots.map((lot) => ({ title: lot.title, annualNetPence: BigInt(lot.annualNetPence), oneOffNetPence: BigInt(lot.oneOffNetPence) })),
  rule: { sentence: row.rule, source: ruleSource },
  lawRule: { sentence: row.lawRule, source: lawSource },
  planRule: { sentence: row.planRule, source: planSource },
  override: overrideRoute === null ? null : { route: overrideRoute, reason: overrideReason! },
});

/** The value of an exercise as it stands; null until somebody records one. */
export async function currentValuation(read: Read, exerciseId: string): Promise<Valuation | null> {
  const { rows } = await sql<ValuationRow>`select ${COLUMNS} from valuation v where v.exercise_id = ${exerciseId} and v.superseded_at is null`.execute(read);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Every value the exercise had, the newest first. */
export async function valuationHistory(read: Read, exerciseId: string): Promise<Valuation[]> {
  const { rows } = await sql<ValuationRow>`select ${COLUMNS} from valuation v where v.exercise_id = ${exerciseId} order by v.created_at desc, v.id desc limit 50`.execute(read);
  return rows.map(fromRow);
}

interface NewValuation {
  readonly exerciseId: string;
  readonly question: WholeLifeQuestion;
  readonly value: WholeLifeValue;
  readonly route: PurchasingRoute;
  readonly decidedOn: CalendarDate;
  readonly decidedBy: PersonId | null;
}

/** Stores a value with the rules of its day; the one before is kept, superseded. */
export async function storeValuation(tx: Tx, { exerciseId, question, value, route, decidedOn, decidedBy }: NewValuation): Promise<Id<'valuation'>> {
  await sql`update valuation set superseded_at = wantsum_clock() where exercise_id = ${exerciseId} and superseded_at is null`.execute(tx);
  const id = newId<'valuation'>();
  const pinned = pinLaw(decidedOn);
  await tx.insertInto('valuation').values({
    id, exercise_id: exerciseId, annual_net_pence: value.annualNetPence, years: question.years.toString(), extension_years: question.extensionYears.toString(),
    one_off_net_pence: value.oneOffNetPence, vat_percent: question.vatPercent.toString(), whole_life_net_pence: value.net, whole_life_gross_pence: value.gross,
    lots: JSON.stringify(question.lots.map((lot) => ({ title: lot.title, annualNetPence: lot.annualNetPence.toString(), oneOffNetPence: lot.oneOffNetPence.toString() }))),
    route: route.route, quotes_needed: route.quotesNeeded, rule: route.rule.sentence, rule_source: route.rule.source, law_rule: route.lawRule.sentence,
    law_source: route.lawRule.source, plan_rule: route.planRule.sentence, plan_source: route.planRule.source, law_pack: pinned.packId, law_version: pinned.version,
    above_threshold: route.aboveThreshold === true, plan_required: route.planRequired, decided_on: decidedOn, decided_by: decidedBy,
  }).execute();
  return id;
}

/** @returns false when the value was changed meanwhile */
export async function storeOverride(tx: Tx, valuationId: string, route: PurchasingRouteName, reason: string): Promise<boolean> {
  const result = await sql`update valuation set override_route = ${route}, override_reason = ${reason} where id = ${valuationId} and superseded_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** What an approval of another route is an approval of: a new value, route or reason makes it lapse. */
export const exemptionHash = (of: { readonly id: string; readonly net: bigint; readonly override: Valuation['override'] }): string => contentHashOf([of.id, of.net, of.override]);

/** The value of an exercise and the route that counts: the rule's, unless a laxer one has been agreed or a stricter one chosen. */
export interface ExerciseRoute {
  readonly valuation: Valuation;
  readonly route: PurchasingRouteName;
  readonly exemption: ApprovalStanding | null;
}

/** Null until the exercise has a value. */
export async function exerciseRoute(read: Read, exerciseId: string): Promise<ExerciseRoute | null> {
  const valuation = await currentValuation(read, exerciseId);
  if (!valuation) return null;
  const { override } = valuation;
  if (!override) return { valuation, route: valuation.route, exemption: null };
  if (isStricter(override.route, valuation.route)) return { valuation, route: override.route, exemption: null };
  const { standing } = await approvalState(read, { kind: 'exercise', id: exerciseId }, ROUTE_EXEMPTION, exemptionHash(valuation));
  return { valuation, route: standing === 'agreed' ? override.route : valuation.route, exemption: standing };
}
