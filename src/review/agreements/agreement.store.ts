import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { refuse, type Refused } from '#kernel/outcome';
import type { Read, Tx } from '#platform/database/connection';
import { linkRecords, unlinkRecords } from '#parts/thread';
import { setOutcomesServed } from '#outcomes';
import { missingFrom, type AgreementFacts, type AgreementKind, type AgreementState, type Missing } from './agreement.ts';
import { refreshWords } from './agreement-words.store.ts';
import type { ProvisionalOutcome, ProvisionalStanding } from './provisional.ts';

/** An agreement locked for a change, with the facts its rules ask. */
export interface AgreementForChange extends AgreementFacts {
  readonly id: string;
  readonly bodyId: string;
  readonly reference: string;
  readonly title: string;
  readonly kind: AgreementKind;
  readonly state: AgreementState;
  readonly incomplete: boolean;
  readonly missing: readonly string[];
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly latestEndsOn: CalendarDate | null;
  /** The award that it came of; null for what was taken over from a file or recorded by hand. */
  readonly awardedFrom: string | null;
  /** Null for what never was provisional. */
  readonly provisional: ProvisionalStanding | null;
}

/** Locks one agreement until the transaction ends. @returns null when it is not there */
export async function lockAgreement(tx: Tx, id: string): Promise<AgreementForChange | null> {
  const row = await tx.selectFrom('agreement').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return null;
  const counts = await countsOf(tx, id);
  return {
    id: row.id, bodyId: row.body_id, reference: row.reference, title: row.title, kind: row.kind as AgreementKind, state: row.state as AgreementState,
    incomplete: row.incomplete, missing: row.missing, managerId: row.manager_id, directorId: row.director_id, ...counts,
    startsOn: row.starts_on as CalendarDate | null, endsOn: row.ends_on as CalendarDate | null, latestEndsOn: row.latest_ends_on as CalendarDate | null,
    valueNetPence: row.value_net_pence, awardedFrom: row.awarded_from,
    provisional: row.provisional_ceiling_net_pence === null ? null : {
      ceilingNetPence: row.provisional_ceiling_net_pence, reviewOn: row.provisional_review_on as CalendarDate, outcome: row.provisional_outcome as ProvisionalOutcome | null,
      decidedOn: row.provisional_decided_on as CalendarDate | null, reason: row.provisional_reason,
    },
    ...(row.kind === 'framework' ? { providers: await providersOf(tx, id) } : {}),
  };
}

/** The outcomes and reviews that an agreement has. Reviews are the performance room's; their count is all that is asked here. */
async function countsOf(read: Read, id: string): Promise<{ outcomes: number; reviews: number }> {
  const { rows } = await sql<{ outcomes: number; reviews: number }>`select
    (select count(*)::int from outcome_served where about_kind = 'agreement' and about_id = ${id}) as outcomes,
    (select count(*)::int from review where agreement_id = ${id}) as reviews`.execute(read);
  return rows[0]!;
}

/** An imported or recorded framework may name its one supplier without a party. */
async function providersOf(read: Read, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select greatest((select count(*)::int from agreement_party where agreement_id = ${id}), (select num_nonnulls(lead_organisation_id, supplier_name) from agreement where id = ${id})) as count`.execute(read);
  return rows[0]!.count;
}

/** What may be changed of an agreement by hand. Left out: stays as it is. */
export interface AgreementChanges {
  readonly managerId?: string;
  readonly directorId?: string;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly valueNetPence?: bigint;
}

/** Stores changes made by a person, works out again what is missing, and keeps words and search in step. */
export async function changeAgreement(tx: Tx, agreement: AgreementForChange, changes: AgreementChanges): Promise<Missing[]> {
  await tx
    .updateTable('agreement')
    .set((set) => ({
      ...(changes.managerId ? { manager_id: changes.managerId } : {}),
      ...(changes.directorId ? { director_id: changes.directorId } : {}),
      ...(changes.startsOn ? { starts_on: changes.startsOn } : {}),
      ...(changes.endsOn ? { ends_on: changes.endsOn } : {}),
      ...(changes.valueNetPence === undefined ? {} : { value_net_pence: changes.valueNetPence }),
      version: set('version', '+', 1),
      updated_at: set.fn<Date>('wantsum_clock'),
    }))
    .where('id', '=', agreement.id)
    .execute();
  return refreshMissing(tx, agreement.id);
}

/** Works out again what a live agreement lacks. Called after anything it is judged by has changed, reviews included. */
export async function refreshMissing(tx: Tx, id: string): Promise<Missing[]> {
  const agreement = await lockAgreement(tx, id);
  if (!agreement) return [];
  const missing = missingFrom(agreement);
  const kept = agreement.state === 'draft' ? [] : missing;
  await tx.updateTable('agreement').set({ missing: kept, incomplete: kept.length > 0 }).where('id', '=', id).execute();
  await refreshWords(tx, [id]);
  return missing;
}

/**
 * Makes the outcomes that an agreement serves exactly these, and ties the thread to each. The outcomes room says which may be picked.
 * @param carried outcomes that what the agreement came of serves already
 */
export async function serveOutcomes(tx: Tx, agreement: { readonly id: string; readonly bodyId: string }, outcomeIds: readonly string[], carried: readonly string[] = []): Promise<Refused | null> {
  const about = { kind: 'agreement', id: agreement.id };
  const set = await setOutcomesServed(tx, about, agreement.bodyId, outcomeIds, carried);
  if (set.kind === 'refused') return set;
  for (const id of set.removed) await unlinkRecords(tx, { kind: 'outcome', id }, SERVED_BY, about);
  for (const id of set.added) await linkRecords(tx, { kind: 'outcome', id }, SERVED_BY, about);
  return null;
}
const SERVED_BY = 'is served by';

/** Moves an agreement from the state it was found in. Throws when it is no longer there: it was locked, so that is a fault. */
export async function moveAgreement(tx: Tx, agreement: AgreementForChange, to: AgreementState, because?: string): Promise<void> {
  const result = await tx
    .updateTable('agreement')
    .set((set) => ({ state: to, version: set('version', '+', 1), updated_at: set.fn<Date>('wantsum_clock'), ...(to === 'live' ? { missing: [], incomplete: false } : {}), ...(because ? { ended_because: because } : {}) }))
    .where('id', '=', agreement.id).where('state', '=', agreement.state)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('the agreement was not in the state it was locked in');
  await refreshWords(tx, [agreement.id]);
}

/** Keeps the day of a termination, and whether poor performance was why: what a successor of the supplier is recognised by (DP-35). */
export async function markTerminated(tx: Tx, agreementId: string, poorPerformance: boolean): Promise<void> {
  await sql`update agreement set terminated_on = (wantsum_clock() at time zone 'Europe/London')::date, poor_performance = ${poorPerformance} where id = ${agreementId}`.execute(tx);
}

/** Names a body's people who hold a role there, for a choice. */
export async function peopleWith(read: Read, bodyId: string, role: 'contract-manager' | 'lead-director'): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select distinct p.id, p.name from role_holding h join person p on p.id = h.person_id
    where h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.role = ${role} and h.held_until is null and p.state = 'active' order by p.name, p.id`.execute(read);
  return rows;
}

/** Refuses a manager or a director who does not hold the role at the body. */
export async function notTheirs(read: Read, bodyId: string, managerId: string | undefined, directorId: string | undefined): Promise<Refused | null> {
  if (managerId && !(await peopleWith(read, bodyId, 'contract-manager')).some((one) => one.id === managerId)) {
    return refuse('not-a-manager', 'Choose somebody who is a contract manager of this authority.', { field: 'managerId' });
  }
  if (directorId && !(await peopleWith(read, bodyId, 'lead-director')).some((one) => one.id === directorId)) {
    return refuse('not-a-director', 'Choose somebody who is a lead director of this authority.', { field: 'directorId' });
  }
  return null;
}

/** Live and draft agreements that a person manages or directs. Nothing may be owned by nobody, so a leaver hands these over first. */
export async function agreementsHeldBy(read: Read, personId: string): Promise<{ id: string; reference: string; title: string; bodyId: string; as: 'manager' | 'director' | 'both' }[]> {
  const { rows } = await sql<{ id: string; reference: string; title: string; bodyId: string; as: 'manager' | 'director' | 'both' }>`
    select id, reference, title, body_id as "bodyId", case when manager_id = director_id then 'both' when manager_id = ${personId} then 'manager' else 'director' end as "as"
    from agreement where state in ('draft', 'live') and (manager_id = ${personId} or director_id = ${personId}) order by title, id`.execute(read);
  return rows;
}

/** Gives all that a person manages or directs in some bodies to others. @returns how many agreements changed hands */
export async function handOver(tx: Tx, from: string, bodyIds: readonly string[], to: { readonly managerId: string | null; readonly directorId: string | null }): Promise<number> {
  const { rows } = await sql<{ id: string }>`update agreement set version = version + 1, updated_at = wantsum_clock(),
      manager_id = case when manager_id = ${from} then coalesce(${to.managerId}::uuid, manager_id) else manager_id end,
      director_id = case when director_id = ${from} then coalesce(${to.directorId}::uuid, director_id) else director_id end
    where state in ('draft', 'live') and body_id = any(${bodyIds}::uuid[])
      and ((manager_id = ${from} and ${to.managerId !== null}) or (director_id = ${from} and ${to.directorId !== null})) returning id`.execute(tx);
  return rows.length;
}
