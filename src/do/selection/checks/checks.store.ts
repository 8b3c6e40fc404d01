import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#routes';
import { groundByKey, type GroundKind } from '../exclusion-grounds.ts';
import type { EvidenceKind, Failing, FinancialGround, FinancialView, ReliedOn } from './checks.ts';

/** A bidder whose bid was opened. Before the opening there are none. */
export interface OpenedBidder {
  readonly bidId: string;
  readonly bidState: string;
  readonly opportunityId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly submittedAt: Date;
}

export async function openedBidders(read: Read, opportunityId: string): Promise<OpenedBidder[]> {
  const { rows } = await sql<OpenedBidder>`
    select b.id as "bidId", b.state as "bidState", b.opportunity_id as "opportunityId", b.organisation_id as "organisationId", g.name as "organisationName", s.submitted_at as "submittedAt"
    from bid b join opportunity o on o.id = b.opportunity_id join organisation g on g.id = b.organisation_id join bid_submission s on s.id = b.current_submission_id
    where b.opportunity_id = ${opportunityId} and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful') order by g.name, b.id`.execute(read);
  return rows;
}

export const openedBidder = async (read: Read, opportunityId: string, bidId: string): Promise<OpenedBidder | null> => (await openedBidders(read, opportunityId)).find((one) => one.bidId === bidId) ?? null;

export interface ExclusionCheck {
  readonly id: string;
  readonly bidId: string;
  readonly listSource: string;
  readonly checkedOn: CalendarDate;
  readonly result: 'clear' | 'match';
  readonly note: string;
  readonly checkedBy: string | null;
  readonly recordedAt: Date;
}

/** Checks recorded for a tender's bidders, newest first. */
export async function checksOf(read: Read, opportunityId: string): Promise<ExclusionCheck[]> {
  const { rows } = await sql<ExclusionCheck>`select c.id, c.bid_id as "bidId", c.list_source as "listSource", c.checked_on::text as "checkedOn", c.result, c.note, (select p.name from person p where p.id = c.checked_by) as "checkedBy", c.recorded_at as "recordedAt"
    from exclusion_check c where c.opportunity_id = ${opportunityId} order by c.recorded_at desc, c.id desc`.execute(read);
  return rows;
}

type Whose = { readonly opportunityId: string; readonly bidId: string; readonly organisationId: string; readonly bodyId: string };
const whose = ({ opportunityId, bidId, organisationId, bodyId }: Whose) => ({ opportunity_id: opportunityId, bid_id: bidId, organisation_id: organisationId, body_id: bodyId });

export async function insertCheck(tx: Tx, of: Whose, check: Pick<ExclusionCheck, 'listSource' | 'checkedOn' | 'result' | 'note'>, by: PersonId | null): Promise<void> {
  await tx.insertInto('exclusion_check').values({ id: newId<'exclusion_check'>(), ...whose(of), list_source: check.listSource, checked_on: check.checkedOn, result: check.result, note: check.note, checked_by: by }).execute();
}

export interface ExclusionConcern {
  readonly id: Id<'exclusion_concern'>;
  readonly opportunityId: string;
  readonly opportunityTitle: string;
  readonly bidId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly ground: string;
  readonly kind: GroundKind;
  readonly debarred: boolean;
  readonly facts: string;
  readonly raisedAt: Date;
  readonly replyDueAt: Date;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
  readonly decision: 'excluded' | 'not-excluded' | null;
  readonly continuing: boolean | null;
  readonly reasons: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
}

const CONCERN = sql.raw(`c.id, c.opportunity_id as "opportunityId", ${titleInStageSql('o')} as "opportunityTitle", c.bid_id as "bidId", c.organisation_id as "organisationId", g.name as "organisationName", c.body_id as "bodyId", y.name as "bodyName",
  c.ground, c.kind, c.debarred, c.facts, c.raised_at as "raisedAt", c.reply_due_at as "replyDueAt", c.reply, c.replied_at as "repliedAt", c.decision, c.continuing, c.reasons, c.decided_at as "decidedAt",
  (select p.name from person p where p.id = c.decided_by) as "decidedBy" from exclusion_concern c join opportunity o on o.id = c.opportunity_id join organisation g on g.id = c.organisation_id join body y on y.id = c.body_id`);

export async function concernsOf(read: Read, opportunityId: string): Promise<ExclusionConcern[]> {
  return (await sql<ExclusionConcern>`select ${CONCERN} where c.opportunity_id = ${opportunityId} order by c.raised_at, c.id`.execute(read)).rows;
}
export async function concernById(read: Read, id: string): Promise<ExclusionConcern | null> {
  return (await sql<ExclusionConcern>`select ${CONCERN} where c.id = ${id}`.execute(read)).rows[0] ?? null;
}
export async function lockConcern(tx: Tx, id: string): Promise<ExclusionConcern | null> {
  await tx.selectFrom('exclusion_concern').select('id').where('id', '=', id).forUpdate().execute();
  return concernById(tx, id);
}

export const groundWords = (key: string): string => groundByKey(key)?.words ?? key;

export async function insertConcern(tx: Tx, of: Whose, concern: { readonly ground: string; readonly kind: GroundKind; readonly debarred: boolean; readonly facts: string; readonly replyDueAt: Date }, by: PersonId | null): Promise<string> {
  const id = newId<'exclusion_concern'>();
  await tx.insertInto('exclusion_concern').values({ id, ...whose(of), ground: concern.ground, kind: concern.kind, debarred: concern.debarred, facts: concern.facts, reply_due_at: concern.replyDueAt, raised_by: by }).execute();
  return id;
}
export async function storeReply(tx: Tx, id: string, reply: string, by: PersonId | null): Promise<void> {
  await sql`update exclusion_concern set reply = ${reply}, replied_by = ${by}, replied_at = wantsum_clock() where id = ${id} and decided_at is null`.execute(tx);
}
export async function storeExclusion(tx: Tx, id: string, made: { readonly decision: 'excluded' | 'not-excluded'; readonly continuing: boolean; readonly reasons: string }, by: PersonId | null): Promise<void> {
  await sql`update exclusion_concern set decision = ${made.decision}, continuing = ${made.continuing}, reasons = ${made.reasons}, decided_by = ${by}, decided_at = wantsum_clock() where id = ${id} and decided_at is null`.execute(tx);
}

export interface GivenView {
  readonly bidId: string;
  readonly view: FinancialView['view'];
  readonly ground: FinancialGround | null;
  readonly conditions: string | null;
  readonly reliedOn: readonly ReliedOn[];
  readonly reasons: string;
  readonly givenBy: string;
  readonly givenAt: Date;
}

/** Finance's views, newest first: the newest of a bid counts. */
export async function viewsOf(read: Read, opportunityId: string): Promise<GivenView[]> {
  const { rows } = await sql<GivenView>`select v.bid_id as "bidId", v.view, v.ground, v.conditions, v.relied_upon as "reliedOn", v.reasons, (select p.name from person p where p.id = v.given_by) as "givenBy", v.given_at as "givenAt"
    from financial_view v where v.opportunity_id = ${opportunityId} order by v.given_at desc, v.id desc`.execute(read);
  return rows;
}
export async function insertView(tx: Tx, of: Whose, view: FinancialView, rest: { readonly reliedOn: readonly ReliedOn[]; readonly reasons: string; readonly by: PersonId }): Promise<void> {
  await tx.insertInto('financial_view').values({
    id: newId<'financial_view'>(), ...whose(of), view: view.view, ground: view.view === 'not-satisfied' ? view.ground : null, conditions: view.view === 'satisfied-with-conditions' ? view.conditions : null,
    relied_upon: [...rest.reliedOn], reasons: rest.reasons, given_by: rest.by,
  }).execute();
}

export interface EvidenceItem {
  readonly id: string;
  readonly position: number;
  readonly kind: EvidenceKind;
  readonly words: string;
  readonly shareId: string | null;
  readonly givenAt: Date | null;
}
export interface Evidence {
  readonly id: Id<'evidence_request'>;
  readonly opportunityId: string;
  readonly opportunityTitle: string;
  readonly lotId: string | null;
  readonly bidId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly state: 'asked' | 'received' | 'accepted' | 'failed';
  readonly dueAt: Date;
  readonly askedAt: Date;
  readonly receivedAt: Date | null;
  readonly failing: Failing | null;
  readonly reasons: string | null;
  readonly decidedAt: Date | null;
  readonly items: readonly EvidenceItem[];
}

const EVIDENCE = sql.raw(`r.id, r.opportunity_id as "opportunityId", ${titleInStageSql('o')} as "opportunityTitle", r.lot_id as "lotId", r.bid_id as "bidId", r.organisation_id as "organisationId", g.name as "organisationName", r.body_id as "bodyId", y.name as "bodyName",
  r.state, r.due_at as "dueAt", r.asked_at as "askedAt", r.received_at as "receivedAt", r.failing, r.reasons, r.decided_at as "decidedAt"
  from evidence_request r join opportunity o on o.id = r.opportunity_id join organisation g on g.id = r.organisation_id join body y on y.id = r.body_id`);

async function withItems(read: Read, rows: readonly Omit<Evidence, 'items'>[]): Promise<Evidence[]> {
  if (rows.length === 0) return [];
  const { rows: items } = await sql<EvidenceItem & { requestId: string }>`select i.id, i.request_id as "requestId", i.position, i.kind, i.words, i.share_id as "shareId", i.given_at as "givenAt" from evidence_item i
    where i.request_id = any(${rows.map(({ id }) => id)}::uuid[]) order by i.position`.execute(read);
  return rows.map((row) => ({ ...row, items: items.filter(({ requestId }) => requestId === row.id) }));
}
export async function evidenceOf(read: Read, opportunityId: string): Promise<Evidence[]> {
  return withItems(read, (await sql<Omit<Evidence, 'items'>>`select ${EVIDENCE} where r.opportunity_id = ${opportunityId} order by r.asked_at, r.id`.execute(read)).rows);
}
export async function evidenceById(read: Read, id: string): Promise<Evidence | null> {
  return (await withItems(read, (await sql<Omit<Evidence, 'items'>>`select ${EVIDENCE} where r.id = ${id}`.execute(read)).rows))[0] ?? null;
}
export async function lockEvidence(tx: Tx, id: string): Promise<Evidence | null> {
  await tx.selectFrom('evidence_request').select('id').where('id', '=', id).forUpdate().execute();
  return evidenceById(tx, id);
}

export async function insertEvidence(tx: Tx, of: Whose, request: { readonly lotId: string | null; readonly dueAt: Date; readonly items: readonly { readonly kind: EvidenceKind; readonly words: string }[] }, by: PersonId | null): Promise<string> {
  const id = newId<'evidence_request'>();
  await tx.insertInto('evidence_request').values({ id, ...whose(of), lot_id: request.lotId, due_at: request.dueAt, asked_by: by }).execute();
  await tx.insertInto('evidence_item').values(request.items.map(({ kind, words }, index) => ({ id: newId<'evidence_item'>(), request_id: id, position: index + 1, kind, words }))).execute();
  return id;
}
export async function giveItem(tx: Tx, itemId: string, shareId: string): Promise<void> {
  await sql`update evidence_item set share_id = ${shareId}, given_at = wantsum_clock() where id = ${itemId}`.execute(tx);
}
export async function markReceived(tx: Tx, id: string): Promise<void> {
  await sql`update evidence_request set state = 'received', received_at = wantsum_clock() where id = ${id} and state = 'asked'`.execute(tx);
}
export async function storeEvidenceDecision(tx: Tx, id: string, made: { readonly state: 'accepted' | 'failed'; readonly failing: Failing | null; readonly reasons: string | null }, by: PersonId | null): Promise<void> {
  await sql`update evidence_request set state = ${made.state}, failing = ${made.failing}, reasons = ${made.reasons}, decided_by = ${by}, decided_at = wantsum_clock() where id = ${id} and state in ('asked', 'received')`.execute(tx);
}
