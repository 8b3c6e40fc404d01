import { sql } from 'kysely';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { RecordReference } from '#platform/access/record-kind';
import type { Role } from '#platform/access/roles';
import type { Read, Tx } from '#platform/database/connection';
import { standingOf, type Approval, type ApprovalState, type ApprovalStepAsked, type ApprovalStepState } from './approval.ts';

const COLUMNS = sql.raw(`a.id, json_build_object('kind', a.about_kind, 'id', a.about_id) as about, a.subject, a.round, a.step, a.role, a.body_id as "bodyId",
  a.content_hash as "contentHash", a.state, a.asked_by as "askedBy", a.asked_at as "askedAt", a.decided_by as "decidedBy",
  (select p.name from person p where p.id = a.decided_by) as "decidedByName", a.decided_at as "decidedAt", a.reason, a.rule`);

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
export async function storeDecision(tx: Tx, approvalId: string, to: ApprovalStepState, decidedBy: PersonId, reason: string): Promise<boolean> {
  const result = await sql`update approval set state = ${to}, decided_by = ${decidedBy}, decided_at = wantsum_clock(), reason = ${reason.trim() || null}
    where id = ${approvalId} and state = 'asked'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** People who hold a role on a body now, to be written to. */
export async function holdersOf(read: Read, role: Role, bodyId: string): Promise<{ personId: PersonId; email: string }[]> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`select p.id as "personId", p.email from role_holding h join person p on p.id = h.person_id
    where h.role = ${role} and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null and p.state = 'active' order by p.name`.execute(read);
  return rows;
}

export interface WaitingApproval {
  readonly id: Id<'approval'>;
  readonly subject: string;
  readonly about: RecordReference;
  readonly askedAt: Date;
}

/** What waits for this person to decide now, oldest first. */
export async function approvalsWaitingFor(read: Read, actor: Actor, limit = 100): Promise<WaitingApproval[]> {
  const held = actor.holdings.filter(({ scopeKind }) => scopeKind === 'body');
  if (held.length === 0 || actor.personId === null) return [];
  const { rows } = await sql<WaitingApproval>`
    select a.id, a.subject, json_build_object('kind', a.about_kind, 'id', a.about_id) as about, a.asked_at as "askedAt"
    from approval a join unnest(${held.map(({ role }) => role)}::text[], ${held.map(({ scopeId }) => scopeId)}::uuid[]) as mine (role, body_id) on mine.role = a.role and mine.body_id = a.body_id
    where a.state = 'asked' and a.asked_by is distinct from ${actor.personId}
      and not exists (select 1 from approval e where e.about_kind = a.about_kind and e.about_id = a.about_id and e.subject = a.subject and e.round = a.round and e.step < a.step and e.state <> 'agreed')
    order by a.asked_at, a.id limit ${limit}`.execute(read);
  return rows;
}
