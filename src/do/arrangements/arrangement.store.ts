import { sql, type Selectable, type Updateable } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { DatedRegime, NoticeCode, PinnedLaw } from '#law';
import { putInSearch } from '#platform/search/search-index';
import type { Read, Tx } from '#platform/database/connection';
import type { AgreementId } from '#agreements';
import type { ArrangementTable } from '#platform/database/schema.generated';
import type { ArrangementKind, CallOffRule, Intake } from './arrangement-kinds.ts';
import { KIND_RULES } from './arrangement-kinds.ts';
import type { Arrangement, ArrangementId, ArrangementLot, ArrangementState, IntakeWindow } from './arrangement.ts';

export const arrangementReference = (id: string) => ({ kind: 'arrangement', id }) as const;
/** The purpose under which the questions to applicants are kept. */
export const APPLICATION_QUESTIONS = 'application';

/** Null when there is none. */
export async function readArrangement(read: Read, id: string): Promise<Arrangement | null> {
  const row = await read.selectFrom('arrangement').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const more = await read.selectFrom('body').leftJoin('agreement', (join) => join.on('agreement.id', '=', row.agreement_id)).select(['body.name', 'agreement.value_net_pence', 'agreement.state']).where('body.id', '=', row.body_id).executeTakeFirstOrThrow();
  return arrangementFrom(row, more.name, { ceilingNetPence: more.value_net_pence, isOnRegister: more.state !== null && more.state !== 'draft' });
}

/** Loads it under its row's lock: changes, publications and admissions take turns. */
export async function lockArrangement(tx: Tx, id: string): Promise<Arrangement | null> {
  await tx.selectFrom('arrangement').select('id').where('id', '=', id).forUpdate().execute();
  return readArrangement(tx, id);
}

export interface NewArrangement {
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly kind: ArrangementKind;
  readonly title: string;
  readonly commencedOn: CalendarDate;
  readonly law: PinnedLaw;
  readonly createdBy: PersonId | null;
}

export async function insertArrangement(tx: Tx, given: NewArrangement): Promise<ArrangementId> {
  const id = newId<'arrangement'>();
  const rules = KIND_RULES[given.kind];
  await tx.insertInto('arrangement').values({
    id, reference: given.reference, body_id: given.bodyId, kind: given.kind, title: given.title, commenced_on: given.commencedOn, law_pack: given.law.packId, law_version: given.law.version,
    regime: given.law.regime, intake: rules.intakes[0]!, call_off_rule: rules.callOffRules[0]!, created_by: given.createdBy,
  }).execute();
  return id;
}

export type ArrangementChanges = Omit<Updateable<ArrangementTable>, 'id' | 'reference' | 'body_id'>;

/** Changes a row that is still in the state it was decided on. Throws when it is not: the caller holds its lock. */
export async function updateArrangement(tx: Tx, id: string, state: ArrangementState, change: ArrangementChanges): Promise<void> {
  const result = await tx.updateTable('arrangement').set({ ...change, updated_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).where('state', '=', state).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error(`arrangement ${id} was not ${state} when it was changed`);
}

export async function lotsOf(read: Read, arrangementId: string): Promise<ArrangementLot[]> {
  const rows = await read.selectFrom('arrangement_lot').select(['id', 'number', 'title', 'description', 'condition', 'withdrawn_at', 'withdrawn_reason']).where('arrangement_id', '=', arrangementId).orderBy('number').execute();
  return rows.map(({ withdrawn_at: withdrawnAt, withdrawn_reason: withdrawnReason, ...row }) => ({ ...row, id: row.id as ArrangementLot['id'], withdrawnAt, withdrawnReason }));
}

/** Adds a lot after the last. */
export async function addLot(tx: Tx, arrangementId: string, { title, description, condition }: Pick<ArrangementLot, 'title' | 'description' | 'condition'>): Promise<ArrangementLot['id']> {
  const last = await tx.selectFrom('arrangement_lot').select((e) => e.fn.max('number').as('number')).where('arrangement_id', '=', arrangementId).executeTakeFirst();
  const id = newId<'arrangement_lot'>();
  await tx.insertInto('arrangement_lot').values({ id, arrangement_id: arrangementId, number: (last?.number ?? 0) + 1, title, description, condition }).execute();
  return id;
}

/** Takes a lot out of a draft and numbers the rest again. @returns false when it is not there */
export async function deleteLot(tx: Tx, arrangementId: string, lotId: string): Promise<boolean> {
  const removed = await tx.deleteFrom('arrangement_lot').where('id', '=', lotId).where('arrangement_id', '=', arrangementId).returning('number').executeTakeFirst();
  if (!removed) return false;
  const rest = await tx.selectFrom('arrangement_lot').select(['id', 'number']).where('arrangement_id', '=', arrangementId).where('number', '>', removed.number).orderBy('number').execute();
  for (const lot of rest) await tx.updateTable('arrangement_lot').set({ number: lot.number - 1 }).where('id', '=', lot.id).execute();
  return true;
}

/** The outcomes it serves, which every contract under it takes over. */
export async function outcomeIdsOf(read: Read, arrangementId: string): Promise<string[]> {
  const rows = await read.selectFrom('outcome_served').select('outcome_id').where('about_kind', '=', 'arrangement').where('about_id', '=', arrangementId).orderBy('outcome_id').execute();
  return rows.map((row) => row.outcome_id);
}

export async function windowsOf(read: Read, arrangementId: string): Promise<IntakeWindow[]> {
  const rows = await read.selectFrom('arrangement_intake').select(['id', 'kind', 'opens_on', 'closes_on', 'words']).where('arrangement_id', '=', arrangementId).orderBy('opens_on').orderBy('id').execute();
  return rows.map((row) => ({ id: row.id as IntakeWindow['id'], kind: row.kind as IntakeWindow['kind'], opensOn: row.opens_on as CalendarDate, closesOn: row.closes_on as CalendarDate, words: row.words }));
}

export async function insertWindow(tx: Tx, arrangementId: string, window: Omit<IntakeWindow, 'id'>, createdBy: PersonId | null): Promise<IntakeWindow['id']> {
  const id = newId<'arrangement_intake'>();
  await tx.insertInto('arrangement_intake').values({ id, arrangement_id: arrangementId, kind: window.kind, opens_on: window.opensOn, closes_on: window.closesOn, words: window.words, created_by: createdBy }).execute();
  return id;
}

/** @returns false when it is not there */
export async function deleteWindow(tx: Tx, arrangementId: string, windowId: string): Promise<boolean> {
  const result = await tx.deleteFrom('arrangement_intake').where('id', '=', windowId).where('arrangement_id', '=', arrangementId).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export type EventKind = 'intended' | 'established' | 'admitted' | 'status' | 'changed' | 'intake' | 'review' | 'ended';

/** One thing that changed, as everyone reads it, with the notice that the law asks for it. */
export interface ArrangementEvent {
  readonly id: Id<'arrangement_event'>;
  readonly arrangementId: string;
  readonly kind: EventKind;
  readonly words: string;
  readonly organisationId: string | null;
  readonly noticeCode: NoticeCode | null;
  readonly noticeId: string | null;
  readonly happenedAt: Date;
}

interface NewEvent {
  readonly arrangement: Pick<Arrangement, 'id' | 'kind'>;
  readonly kind: EventKind;
  readonly words: string;
  readonly organisationId?: string;
  readonly noticeId?: string;
  readonly by: PersonId | null;
}

/** Which notice of a kind's own an event calls for. */
const NOTICE_OF: Readonly<Record<EventKind, 'intended' | 'established' | 'changed' | 'ended'>> = {
  intended: 'intended', established: 'established', admitted: 'changed', status: 'changed', changed: 'changed', intake: 'changed', review: 'changed', ended: 'ended',
};

/** Records what changed, for everyone and for the notices. */
export async function recordEvent(tx: Tx, { arrangement, kind, words, organisationId, noticeId, by }: NewEvent): Promise<void> {
  // A review that changed nothing is no modification.
  const code = kind === 'review' ? null : (KIND_RULES[arrangement.kind].notices?.[NOTICE_OF[kind]] ?? null);
  await tx.insertInto('arrangement_event').values({
    id: newId<'arrangement_event'>(), arrangement_id: arrangement.id, kind, words, organisation_id: organisationId ?? null, notice_code: code, notice_id: noticeId ?? null, caused_by: by,
  }).execute();
}

/** What changed and when, newest first: for the record page, and for the room that makes notices of it. */
export async function arrangementEvents(read: Read, arrangementId: string, options: { readonly unnoticedOnly?: boolean; readonly limit?: number } = {}): Promise<ArrangementEvent[]> {
  const rows = await read.selectFrom('arrangement_event').selectAll().where('arrangement_id', '=', arrangementId)
    .$if(options.unnoticedOnly === true, (query) => query.where('notice_code', 'is not', null).where('notice_id', 'is', null))
    .orderBy('happened_at', 'desc').orderBy('id', 'desc').limit(options.limit ?? 500).execute();
  return rows.map((row) => ({
    id: row.id as ArrangementEvent['id'], arrangementId: row.arrangement_id, kind: row.kind as EventKind, words: row.words, organisationId: row.organisation_id,
    noticeCode: row.notice_code as NoticeCode | null, noticeId: row.notice_id, happenedAt: row.happened_at,
  }));
}

/** Ties events to the notice that told of them. */
export async function markNoticed(tx: Tx, eventIds: readonly string[], noticeId: string): Promise<void> {
  if (eventIds.length > 0) await tx.updateTable('arrangement_event').set({ notice_id: noticeId }).where('id', 'in', eventIds).where('notice_id', 'is', null).execute();
}

/** Puts a published arrangement in the one search. */
export async function putArrangementInSearch(tx: Tx, arrangement: Arrangement): Promise<void> {
  await putInSearch(tx, {
    record: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, title: arrangement.title, summary: `${KIND_RULES[arrangement.kind].title}. ${arrangement.summary}`.slice(0, 500),
    address: `/arrangements/${arrangement.id}`, words: [arrangement.reference, arrangement.bodyName, KIND_RULES[arrangement.kind].title], happenedOn: arrangement.startsOn,
  });
}

function arrangementFrom(row: Selectable<ArrangementTable>, bodyName: string, contract: Pick<Arrangement, 'ceilingNetPence' | 'isOnRegister'>): Arrangement {
  return {
    id: row.id as ArrangementId, reference: row.reference, bodyId: row.body_id as BodyId, bodyName, kind: row.kind as ArrangementKind, title: row.title, summary: row.summary, category: row.category,
    cpvCodes: row.cpv_codes, areaCodes: row.area_codes, lightTouch: row.light_touch, state: row.state as ArrangementState, commencedOn: row.commenced_on as CalendarDate, regime: row.regime as DatedRegime,
    startsOn: row.starts_on as CalendarDate | null, endsOn: row.ends_on as CalendarDate | null, termReason: row.term_reason, entry: row.entry as Arrangement['entry'], intake: row.intake as Intake,
    expectedValueNetPence: row.expected_value_net_pence, expectedCallOffs: row.expected_call_offs, callOffRule: row.call_off_rule as CallOffRule, scaleId: row.scale_id, assessorsNeeded: row.assessors_needed,
    passPercent: row.pass_percent === null ? null : decimal(row.pass_percent),
    provisional: row.provisional_ceiling_net_pence === null ? null : { ceilingNetPence: row.provisional_ceiling_net_pence, reviewMonths: row.provisional_review_months! },
    provisionalCriteria: row.provisional_criteria, promise: row.decide_days === null ? null : { count: row.decide_days, counted: row.decide_counted as 'calendar' | 'working' },
    terms: row.terms_file_id === null ? null : { fileId: row.terms_file_id, pages: row.terms_pages! }, opportunityId: row.opportunity_id, agreementId: row.agreement_id as AgreementId | null, ...contract,
    publishedAt: row.published_at, endedAt: row.ended_at, endedReason: row.ended_reason,
  };
}
