import { sql } from 'kysely';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { Role } from '#platform/access/roles';
import { assessorRole, type Assessor } from './assessor.ts';

/** Everyone ever named to assess a record, those locked out too, by name. */
export async function panelOf(read: Read, about: RecordReference): Promise<Assessor[]> {
  const { rows } = await sql<Assessor>`select a.id, a.person_id as "personId", p.name, a.chair, a.declaration, a.declaration_words as "declarationWords",
      a.declared_at as "declaredAt", a.barred_at as "barredAt", a.barred_reason as "barredReason"
    from assessor a join person p on p.id = a.person_id where a.about_kind = ${about.kind} and a.about_id = ${about.id} order by a.chair desc, p.name, a.id`.execute(read);
  return rows;
}

/** Names a person and grants the role that goes with it, on the record assessed, in one transaction. */
export async function addAssessor(tx: Tx, about: RecordReference & { readonly kind: 'opportunity' }, personId: PersonId, chair: boolean, grantedBy: PersonId | null): Promise<Id<'assessor'>> {
  const id = newId<'assessor'>();
  await tx.insertInto('assessor').values({ id, about_kind: about.kind, about_id: about.id, person_id: personId, chair }).execute();
  await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: personId, role: assessorRole({ chair }), scope_kind: about.kind, scope_id: about.id, granted_by: grantedBy, reason: 'Named to the panel' }).execute();
  return id;
}

/** Keeps what an assessor declared. */
export async function storeDeclaration(tx: Tx, assessorId: string, declaration: 'none' | 'interest', words: string): Promise<void> {
  await sql`update assessor set declaration = ${declaration}, declaration_words = ${words.trim() || null}, declared_at = wantsum_clock() where id = ${assessorId}`.execute(tx);
}

/** Locks an assessor out and ends their role, so that no act that asks for it reaches them again. */
export async function barAssessor(tx: Tx, about: RecordReference, assessor: Assessor, reason: string): Promise<void> {
  const result = await sql`update assessor set barred_at = wantsum_clock(), barred_reason = ${reason} where id = ${assessor.id} and barred_at is null`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error('the assessor was locked out already');
  await sql`update role_holding set held_until = wantsum_clock() where person_id = ${assessor.personId} and role in ('evaluator', 'panel-chair')
    and scope_kind = ${about.kind} and scope_id = ${about.id} and held_until is null`.execute(tx);
}

/** People who work for a body now, to be named. */
export async function peopleOfBody(read: Read, bodyId: string): Promise<{ readonly id: PersonId; readonly name: string; readonly jobTitle: string | null }[]> {
  const { rows } = await sql<{ id: PersonId; name: string; jobTitle: string | null }>`select p.id, p.name, p.job_title as "jobTitle" from person p
    where p.state = 'active' and exists (select 1 from role_holding h where h.person_id = p.id and h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.held_until is null)
    order by p.name, p.id`.execute(read);
  return rows;
}

/** Every role a person holds now, wherever. */
export async function rolesOfPerson(read: Read, personId: string): Promise<Role[]> {
  const rows = await read.selectFrom('role_holding').select('role').where('person_id', '=', personId).where('held_until', 'is', null).execute();
  return rows.map(({ role }) => role as Role);
}
