import { sql } from 'kysely';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { RecordReference } from '#platform/access/record-kind';
import type { Role } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';
import { standingOf, type Approval, type ApprovalState, type ApprovalStepAsked, type ApprovalStepState } from './approval.ts';

const COLUMNS = sql.raw(`a.id, json_build_object('kind', a.about_kind, 'id', a.about_id) as about, a.subject, a.round, a.step, a.role, a.body_id as "bodyId",
  a.content_hash as "contentHash", a.state, a.asked_by as "askedBy", a.asked_at as "askedAt", a.decided_by as "decidedBy", a.decided_for as "decidedFor",
  (select p.name || coalesce(' for ' || (select f.name from person f where f.id = a.decided_for), '') from person p where p.id = a.decided_by) as "decidedByName", a.decided_at as "decidedAt", a.reason, a.rule`);

/** Every step ever asked of a subject, oldest first. */
export async function approvalsOf(read: Read, about: RecordReference, subject: string): Promise<Approval[]> {
  const { rows } = await sql<Approval>`select ${COLUMNS} from approval a
    where a.about_kind = ${about.kind} and a.about_id = ${about.id} and a.subject = ${subject} order by a.round, a.step`.execute(read);
  return rows;
}

/**
 * Where the approval of a subject stands.
 * @param contentHash a digest of what stands now; an approval of anything else has lapsed
 */
export async function approvalState(read: Read, about: RecordReference, subject: string, contentHash: string | null): Promise<ApprovalState> {
  return standingOf(await approvalsOf(read, about, subject), contentHash);
}

/** One step by its id, locked where it is to be decided. */
export async function lockApproval(tx: Tx, approvalId: string): Promise<Approval | null> {
  const { rows } = await sql<Approval>`select ${COLUMNS} from approval a where a.id = ${approvalId} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function approvalById(read: Read, approvalId: string): Promise<Approval | null> {
  const { rows } = await sql<Approval>`select ${COLUMNS} from approval a where a.id = ${approvalId}`.execute(read);
  return rows[0] ?? null;
}

export interface ApprovalRequest {
  readonly about: RecordReference;
  readonly subject: string;
  readonly bodyId: BodyId;
  readonly steps: readonly ApprovalStepAsked[];
  readonly contentHash: string | null;
  readonly askedBy: PersonId | null;
}

/** Writes a new round of steps; what still waited of the round before is withdrawn. @returns the ids in order */
export async function insertRound(tx: Tx, request: ApprovalRequest): Promise<Id<'approval'>[]> {
  const { about, subject, bodyId, steps, contentHash, askedBy } = request;
  const before = await approvalsOf(tx, about, subject);
  await withdrawWaiting(tx, about, subject);
  const round = before.reduce((latest, row) => Math.max(latest, row.round), 0) + 1;
  const ids = steps.map(() => newId<'approval'>());
  await tx.insertInto('approval').values(steps.map((step, index) => ({
    id: ids[index]!, about_kind: about.kind, about_id: about.id, subject, round, step: index + 1, role: step.role, body_id: bodyId,
    content_hash: contentHash, asked_by: askedBy, rule: step.rule ? `${step.rule.sentence} (${step.rule.source})` : null,
  }))).execute();
  return ids;
}

/** Withdraws what still waits, as when the record is closed or somebody refused. */
export async function withdrawWaiting(tx: Tx, about: RecordReference, subject: string): Promise<void> {
  await tx.updateTable('approval').set({ state: 'withdrawn' }).where('about_kind', '=', about.kind).where('about_id', '=', about.id).where('subject', '=', subject).where('state', '=', 'asked').execute();
}

/** @returns false when somebody else decided it first */
export async function storeDecision(tx: Tx, approvalId: string, to: ApprovalStepState, by: { readonly decidedBy: PersonId; readonly decidedFor: PersonId | null }, reason: string): Promise<boolean> {
  const result = await sql`update approval set state = ${to}, decided_by = ${by.decidedBy}, decided_for = ${by.decidedFor}, decided_at = wantsum_clock(), reason = ${reason.trim() || null}
    where id = ${approvalId} and state = 'asked'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** People who act in a role on a body now, their own or lent to them, to be written to. */
export async function holdersOf(read: Read, role: Role, bodyId: string): Promise<{ personId: PersonId; email: string }[]> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`select p.id as "personId", p.email from person p where p.state = 'active' and p.id in (
      select h.person_id from role_holding h where h.role = ${role} and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null
      union select d.delegate_id from delegation_in_force d where d.role = ${role} and d.body_id = ${bodyId}) order by p.name`.execute(read);
  return rows;
}

export interface WaitingApproval {
  readonly id: Id<'approval'>;
  readonly subject: string;
  readonly about: RecordReference;
  readonly askedAt: Date;
  /** The name of whoever is away, where it is decided for them. */
  readonly forName: string | null;
}

/** What waits for this person to decide now, oldest first. */
export async function approvalsWaitingFor(read: Read, actor: Actor, limit = 100): Promise<WaitingApproval[]> {
  const held = actor.holdings.filter(({ scopeKind }) => scopeKind === 'body');
  if (held.length === 0 || actor.personId === null) return [];
  // One line for each, in their own role where they hold it too; never what they, or whoever lent the role, asked for.
  const { rows } = await sql<WaitingApproval>`
    select distinct on (a.asked_at, a.id) a.id, a.subject, json_build_object('kind', a.about_kind, 'id', a.about_id) as about, a.asked_at as "askedAt", mine.lender_name as "forName"
    from approval a join unnest(${held.map(({ role }) => role)}::text[], ${held.map(({ scopeId }) => scopeId)}::uuid[], ${held.map(({ standsInFor }) => standsInFor?.personId ?? null)}::uuid[],
      ${held.map(({ standsInFor }) => standsInFor?.name ?? null)}::text[]) as mine (role, body_id, lender_id, lender_name) on mine.role = a.role and mine.body_id = a.body_id
    where a.state = 'asked' and a.asked_by is distinct from ${actor.personId} and (mine.lender_id is null or mine.lender_id is distinct from a.asked_by)
      and not exists (select 1 from approval e where e.about_kind = a.about_kind and e.about_id = a.about_id and e.subject = a.subject and e.round = a.round and e.step < a.step and e.state <> 'agreed')
    order by a.asked_at, a.id, mine.lender_id nulls first limit ${limit}`.execute(read);
  return rows;
}

/** Approvals asked of a body in roles that one person alone holds there: when they leave, nobody is left to decide. */
export async function decidedByOneAlone(read: Read, personId: string, bodyId: string): Promise<readonly Role[]> {
  const { rows } = await sql<{ role: Role }>`select a.role from approval a
    where a.body_id = ${bodyId} and a.state = 'asked'
      and exists (select 1 from role_holding h where h.person_id = ${personId} and h.role = a.role and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null)
      and not exists (select 1 from role_holding h join person p on p.id = h.person_id where h.person_id <> ${personId} and p.state = 'active' and h.role = a.role and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null)`.execute(read);
  return rows.map(({ role }) => role);
}

/** Approvals that nobody can decide, by body and role: for the bodies' administrators. */
export async function approvalsOfNobody(read: Read, bodyIds: readonly string[]): Promise<readonly { readonly bodyId: string; readonly role: Role; readonly waiting: number }[]> {
  const { rows } = await sql<{ bodyId: string; role: Role; waiting: number }>`select a.body_id as "bodyId", a.role, count(*)::int as waiting from approval a
    where a.state = 'asked' and a.body_id = any(${bodyIds}::uuid[])
      and not exists (select 1 from role_holding h join person p on p.id = h.person_id where p.state = 'active' and h.role = a.role and h.scope_kind = 'body' and h.scope_id = a.body_id and h.held_until is null)
    group by a.body_id, a.role order by a.role, a.body_id`.execute(read);
  return rows;
}
