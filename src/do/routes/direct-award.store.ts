import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import { grossPence, netPence, type GrossPence, type NetPence } from '#kernel/money';
import { whereMay, type Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import type { DirectAwardTable } from '#platform/database/schema.generated';
import type { Updateable } from 'kysely';
import { contentHashOf } from '#parts/approvals';
import type { DirectAwardState } from './direct-award.ts';
import type { ExerciseCategory } from './route-for.ts';
import { routesActs } from './routes.acts.ts';
import { directAwardKind } from './routes.kinds.ts';

export const DIRECT_AWARD = 'direct-award';

export interface DirectAward {
  readonly id: Id<'direct_award'>;
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly organisationId: OrganisationId;
  readonly supplier: string;
  readonly title: string;
  readonly summary: string;
  readonly category: ExerciseCategory;
  readonly lightTouch: boolean;
  readonly net: NetPence;
  readonly gross: GrossPence;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly ground: string;
  readonly justification: string;
  readonly state: DirectAwardState;
  readonly commencedOn: CalendarDate | null;
  readonly standstillEndsOn: CalendarDate | null;
  readonly contractedOn: CalendarDate | null;
  /** The competition that had no suitable tender, where this was switched from one (PA23 s.43). */
  readonly switchedFrom: string | null;
  readonly agreementId: string | null;
  readonly withdrawnReason: string | null;
}

type Row = Omit<DirectAward, 'net' | 'gross'> & { readonly net: bigint; readonly gross: bigint };
const COLUMNS = sql.raw(`r.id, r.reference, r.body_id as "bodyId", b.name as "bodyName", r.organisation_id as "organisationId", o.name as supplier, r.title, r.summary, r.category, r.light_touch as "lightTouch",
  r.value_net_pence as net, r.value_gross_pence as gross, r.contract_starts_on::text as "startsOn", r.contract_ends_on::text as "endsOn", r.ground, r.justification, r.state, r.commenced_on::text as "commencedOn",
  r.standstill_ends_on::text as "standstillEndsOn", r.contracted_on::text as "contractedOn", r.switched_from as "switchedFrom", r.agreement_id as "agreementId", r.withdrawn_reason as "withdrawnReason"`);
const FROM = sql.raw('from direct_award r join body b on b.id = r.body_id join organisation o on o.id = r.organisation_id');
const fromRow = (row: Row): DirectAward => ({ ...row, net: netPence(row.net), gross: grossPence(row.gross) });

export async function directAwardById(read: Read, id: string): Promise<DirectAward | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} ${FROM} where r.id = ${id}`.execute(read);
  return rows[0] ? fromRow(rows[0]) : null;
}

/** Under its row's lock until the transaction ends. */
export async function lockDirectAward(tx: Tx, id: string): Promise<DirectAward | null> {
  await sql`select 1 from direct_award where id = ${id} for update`.execute(tx);
  return directAwardById(tx, id);
}

export const DIRECT_AWARDS_A_PAGE = 50;

/** Those this person may see, the newest first. */
export async function listDirectAwards(read: Read, actor: Actor, page: number): Promise<{ readonly awards: DirectAward[]; readonly more: boolean }> {
  const { rows } = await sql<Row>`select ${COLUMNS} ${FROM} where ${whereMay(actor, routesActs.viewDirectAward, directAwardKind)} order by r.created_at desc, r.id desc
    limit ${DIRECT_AWARDS_A_PAGE + 1} offset ${(page - 1) * DIRECT_AWARDS_A_PAGE}`.execute(read);
  return { awards: rows.slice(0, DIRECT_AWARDS_A_PAGE).map(fromRow), more: rows.length > DIRECT_AWARDS_A_PAGE };
}

export type NewDirectAward = Pick<DirectAward, 'reference' | 'bodyId' | 'organisationId' | 'title' | 'summary' | 'category' | 'lightTouch' | 'net' | 'gross' | 'startsOn' | 'endsOn' | 'ground' | 'justification'> & {
  readonly createdBy: PersonId | null;
  /** The competition that it follows, the lot, and which reason in law its tenders were not suitable for. */
  readonly switched?: { readonly opportunityId: string; readonly lotId: string | null; readonly unsuitable: string };
};

export async function insertDirectAward(tx: Tx, given: NewDirectAward): Promise<Id<'direct_award'>> {
  const id = newId<'direct_award'>();
  await tx.insertInto('direct_award').values({
    id, reference: given.reference, body_id: given.bodyId, organisation_id: given.organisationId, title: given.title, summary: given.summary, category: given.category, light_touch: given.lightTouch,
    value_net_pence: given.net, value_gross_pence: given.gross, contract_starts_on: given.startsOn, contract_ends_on: given.endsOn, ground: given.ground, justification: given.justification, created_by: given.createdBy,
    ...(given.switched ? { switched_from: given.switched.opportunityId, switched_lot_id: given.switched.lotId, unsuitable: given.switched.unsuitable } : {}),
  }).execute();
  return id;
}

/** Moves one that is still in the state it was decided on; the caller holds its lock. */
export async function moveDirectAward(tx: Tx, { id, state }: Pick<DirectAward, 'id' | 'state'>, to: DirectAwardState, change: Omit<Updateable<DirectAwardTable>, 'id' | 'state'> = {}): Promise<void> {
  const result = await tx.updateTable('direct_award').set({ ...change, state: to, updated_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).where('state', '=', state).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error(`direct award ${id} was not ${state} when it was moved`);
}

/** What is approved, exactly. */
export const directAwardHash = (award: DirectAward): string => contentHashOf([award.organisationId, award.net, award.gross, award.ground, award.justification]);
