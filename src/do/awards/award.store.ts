import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#opportunities';
import type { AwardLaw, AwardState } from './award.ts';
import type { ProvisionalAward } from './provisional.store.ts';

export interface Award extends AwardLaw {
  readonly id: Id<'award'>;
  readonly state: AwardState;
  readonly opportunityId: string;
  /** Of what is bought: the contract and its notices take it. */
  readonly opportunityTitle: string;
  /** With its stage, for pages on which several stages of one title are told apart. */
  readonly titleInStage: string;
  readonly opportunityReference: string;
  readonly opportunityState: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly ocid: string | null;
  readonly exerciseId: string | null;
  readonly specificationId: string | null;
  readonly route: string;
  readonly category: string;
  readonly cpvCodes: readonly string[];
  /** What the opportunity said it was for, and the service whose exercise it was: the contract says the same. */
  readonly summary: string;
  readonly unitId: string | null;
  readonly contractStartsOn: CalendarDate | null;
  readonly contractEndsOn: CalendarDate | null;
  readonly extensionMonths: number;
  readonly lot: { readonly id: Id<'lot'>; readonly number: number; readonly title: string } | null;
  readonly bidId: Id<'bid'>;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly organisationSize: string | null;
  readonly organisationSector: string | null;
  readonly valueNetPence: bigint;
  readonly valueGrossPence: bigint;
  readonly totalPoints: string;
  readonly reasons: string;
  readonly managerId: PersonId | null;
  readonly managerName: string | null;
  readonly directorId: PersonId | null;
  readonly directorName: string | null;
  readonly recommendedBy: PersonId | null;
  readonly recommendedByName: string | null;
  readonly summariesSentAt: Date | null;
  readonly noticePublishedAt: Date | null;
  readonly standstillEndsOn: CalendarDate | null;
  readonly standstillRule: string | null;
  readonly confirmedAt: Date | null;
  readonly agreementId: string | null;
  /** How the tender’s limit of lots was applied, where it has one. */
  readonly limitApplied: string | null;
  /** Set where it was given up after bidders were told. */
  readonly withdrawnAt: Date | null;
  readonly withdrawnPublicWords: string | null;
  /** Set where the award is provisional, with the rest of what was agreed beside it. */
  readonly provisionalCeilingNetPence: bigint | null;
  readonly provisional: Omit<ProvisionalAward, 'ceilingNetPence'> | null;
}

const AWARD = sql.raw(`select a.id, a.state, a.opportunity_id as "opportunityId", o.title as "opportunityTitle", ${titleInStageSql('o')} as "titleInStage", o.reference as "opportunityReference", o.state as "opportunityState", o.body_id as "bodyId", b.name as "bodyName",
  o.ocid, o.exercise_id as "exerciseId", o.specification_id as "specificationId", o.route, o.category, o.cpv_codes as "cpvCodes", o.summary, (select e.unit_id from exercise e where e.id = o.exercise_id) as "unitId", o.contract_starts_on::text as "contractStartsOn",
  o.contract_ends_on::text as "contractEndsOn", o.extension_months as "extensionMonths", o.regime, coalesce(o.above_threshold, false) as "aboveThreshold", o.light_touch as "lightTouch",
  case when l.id is null then null else json_build_object('id', l.id, 'number', l.number, 'title', l.title) end as lot,
  a.bid_id as "bidId", g.id as "organisationId", g.name as "organisationName", g.size as "organisationSize", g.sector as "organisationSector",
  a.value_net_pence as "valueNetPence", a.value_gross_pence as "valueGrossPence", a.total_points as "totalPoints", a.reasons, a.manager_id as "managerId", m.name as "managerName",
  a.director_id as "directorId", d.name as "directorName", a.recommended_by as "recommendedBy", rb.name as "recommendedByName", a.summaries_sent_at as "summariesSentAt",
  a.notice_published_at as "noticePublishedAt", a.standstill_ends_on::text as "standstillEndsOn", a.standstill_rule as "standstillRule", a.confirmed_at as "confirmedAt", a.agreement_id as "agreementId", a.limit_applied as "limitApplied", a.withdrawn_at as "withdrawnAt", a.withdrawn_public_words as "withdrawnPublicWords",
  a.provisional_ceiling_net_pence as "provisionalCeilingNetPence", case when a.provisional_ceiling_net_pence is not null then json_build_object('reviewMonths', a.provisional_review_months,
    'evidenceKind', a.provisional_evidence_kind, 'evidence', a.provisional_evidence, 'reason', a.provisional_reason, 'rules', a.provisional_rules) end as provisional
  from award a join opportunity o on o.id = a.opportunity_id join body b on b.id = o.body_id left join lot l on l.id = a.lot_id join bid bd on bd.id = a.bid_id
  join organisation g on g.id = bd.organisation_id left join person m on m.id = a.manager_id left join person d on d.id = a.director_id left join person rb on rb.id = a.recommended_by`);

export async function readAward(read: Read, id: string): Promise<Award | null> {
  const { rows } = await sql<Award>`${AWARD} where a.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** As `readAward`, with the award and its opportunity locked: awards of one opportunity take turns. */
export async function lockAward(tx: Tx, id: string): Promise<Award | null> {
  await sql`select 1 from opportunity where id = (select opportunity_id from award where id = ${id}) for update`.execute(tx);
  await sql`select 1 from award where id = ${id} for update`.execute(tx);
  return readAward(tx, id);
}

/** The awards of an opportunity, those withdrawn too, by lot. */
export async function awardsOf(read: Read, opportunityId: string): Promise<Award[]> {
  const { rows } = await sql<Award>`${AWARD} where a.opportunity_id = ${opportunityId} order by l.number nulls first, a.recommended_at, a.id`.execute(read);
  return rows;
}

export interface NewAward {
  readonly opportunityId: string;
  readonly lotId: string | null;
  readonly bidId: string;
  readonly ocid: string | null;
  readonly valueNetPence: bigint;
  readonly valueGrossPence: bigint;
  readonly totalPoints: string;
  readonly reasons: string;
  readonly managerId: string;
  readonly directorId: string;
  readonly recommendedBy: PersonId | null;
  readonly limitApplied: string | null;
  readonly provisional: ProvisionalAward | null;
}

export async function insertAward(tx: Tx, award: NewAward): Promise<Id<'award'>> {
  const id = newId<'award'>();
  await tx.insertInto('award').values({
    id, opportunity_id: award.opportunityId, lot_id: award.lotId, bid_id: award.bidId, ocds_award_id: `${award.ocid ?? award.opportunityId}-award-${id}`, value_net_pence: award.valueNetPence,
    value_gross_pence: award.valueGrossPence, total_points: award.totalPoints, reasons: award.reasons, manager_id: award.managerId, director_id: award.directorId, recommended_by: award.recommendedBy, limit_applied: award.limitApplied,
    ...(award.provisional ? {
      provisional_ceiling_net_pence: award.provisional.ceilingNetPence, provisional_review_months: award.provisional.reviewMonths, provisional_evidence_kind: award.provisional.evidenceKind,
      provisional_evidence: award.provisional.evidence, provisional_reason: award.provisional.reason, provisional_rules: [...award.provisional.rules],
    } : {}),
  }).execute();
  return id;
}

interface Announced {
  readonly standstillEndsOn: CalendarDate | null;
  readonly standstillRule: string;
}

/** Moves an award on from the state it was locked in. */
export async function moveAward(tx: Tx, award: Pick<Award, 'id' | 'state'>, to: AwardState, with_: { readonly announced?: Announced; readonly agreementId?: string } = {}): Promise<void> {
  const result = await sql`update award set state = ${to},
      summaries_sent_at = case when ${to} = 'notified' then wantsum_clock() else summaries_sent_at end,
      notice_published_at = case when ${to} = 'standstill' then wantsum_clock() else notice_published_at end,
      standstill_ends_on = coalesce(${with_.announced?.standstillEndsOn ?? null}::date, standstill_ends_on), standstill_rule = coalesce(${with_.announced?.standstillRule ?? null}, standstill_rule),
      confirmed_at = case when ${to} = 'confirmed' then wantsum_clock() else confirmed_at end, agreement_id = coalesce(${with_.agreementId ?? null}::uuid, agreement_id)
    where id = ${award.id} and state = ${award.state}`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error('the award was not in the state it was locked in');
}

/** What becomes of a lot; its row belongs to the room `opportunities`, which leaves these moves to the award. */
export async function setLotState(tx: Tx, lotId: string, state: 'awarded' | 'not-awarded', reason: string | null = null): Promise<boolean> {
  const result = await sql`update lot set state = ${state}, state_reason = coalesce(${reason}, state_reason) where id = ${lotId} and state = 'open'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Lots that were not awarded, with the reason everyone was told. */
export const lotsNotAwarded = (read: Read, opportunityId: string): Promise<{ readonly number: number; readonly title: string; readonly reason: string | null }[]> =>
  read.selectFrom('lot').select(['number', 'title', 'state_reason as reason']).where('opportunity_id', '=', opportunityId).where('state', '=', 'not-awarded').orderBy('number').execute();

/** How many lots the tender lets one bidder win, and by what mechanism they are chosen; null where it sets no limit. */
export async function lotLimitOf(read: Read, opportunityId: string): Promise<{ readonly most: number; readonly mechanism: string } | null> {
  const row = await read.selectFrom('opportunity').select(['lots_per_bidder as most', 'lots_limit_mechanism as mechanism']).where('id', '=', opportunityId).executeTakeFirst();
  return row?.most ? { most: row.most, mechanism: row.mechanism ?? 'The tender limits the lots that one bidder may win.' } : null;
}

/** Records that an award was given up after bidders were told, and keeps the letters as they were sent. */
export async function storeSetAside(tx: Tx, award: Pick<Award, 'id' | 'opportunityId' | 'lot'>, words: { readonly reason: string; readonly publicWords: string }, by: PersonId | null): Promise<void> {
  await sql`update award set withdrawn_reason = ${words.reason}, withdrawn_public_words = ${words.publicWords}, withdrawn_at = wantsum_clock(), withdrawn_by = ${by} where id = ${award.id}`.execute(tx);
  await sql`update feedback f set set_aside_at = wantsum_clock() from bid b where b.id = f.bid_id and b.opportunity_id = ${award.opportunityId} and f.lot_id is not distinct from ${award.lot?.id ?? null}::uuid and f.set_aside_at is null`.execute(tx);
}

/** Lots of an opportunity that wait for a decision, leaving out one; without lots, whether it is itself still to be awarded does not arise here. */
export async function openLots(read: Read, opportunityId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from lot where opportunity_id = ${opportunityId} and state = 'open'`.execute(read);
  return rows[0]!.count;
}

/** The opportunity is decided; its row belongs to the room `opportunities`, which leaves this move to the award. @returns ids of bids that won nothing */
export async function markAwarded(tx: Tx, opportunityId: string): Promise<string[]> {
  const result = await sql`update opportunity set state = 'awarded', updated_at = wantsum_clock() where id = ${opportunityId} and state = 'evaluated'`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error('the opportunity was not evaluated when its award was confirmed');
  const rows = await tx.selectFrom('bid').select('id').where('opportunity_id', '=', opportunityId).where('state', '=', 'opened').execute();
  return rows.map(({ id }) => id);
}

/** The outcomes, by id, that its exercise serves, or the opportunity itself where it serves some of its own: a mini-competition takes them from its framework. */
export async function outcomesServed(read: Read, { exerciseId, opportunityId }: Pick<Award, 'exerciseId' | 'opportunityId'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct outcome_id as id from outcome_served
    where (about_kind = 'exercise' and about_id = ${exerciseId}::uuid) or (about_kind = 'opportunity' and about_id = ${opportunityId}::uuid) order by outcome_id`.execute(read);
  return rows.map(({ id }) => id);
}

/** What the winner promised under the criteria for social value, in its own words. */
export async function socialValueAnswers(read: Read, bidId: string): Promise<{ readonly text: string; readonly value: unknown }[]> {
  const { rows } = await sql<{ text: string; value: unknown }>`select q.text, oa.value from opened_answer oa join question q on q.id = oa.question_id join criterion c on c.id = q.criterion_id
    where oa.bid_id = ${bidId} and c.kind = 'social-value' and q.type in ('short-text', 'long-text') order by q.position`.execute(read);
  return rows;
}
