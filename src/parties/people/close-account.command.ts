import { sql } from 'kysely';
import { z } from 'zod';
import type { PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { STAFF_ROLES } from '#platform/access/roles';
import { runCommand, command, done } from '#platform/command/command';
import { SYSTEM } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import { passwordIs, removeSignIn } from '#platform/sign-in/index';
import { colleaguesOf } from '../organisations/organisations.store.ts';
import { USUAL_RETENTION_MONTHS, type PartiesPorts } from '../ports.ts';
import { PEOPLE_ACTS } from './people.acts.ts';

/** A supplier's person closes their own account. Staff are recorded as leavers by their administrator, so that work is handed over. */
export const closeAccount = command({
  act: PEOPLE_ACTS.closeAccount,
  input: z.object({ password: z.string().min(1, 'Enter your password') }),
  record: () => null,
  perform: async ({ tx, actor }, { password }) => {
    const personId = actor.personId!;
    await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute();
    if (!(await passwordIs(tx, personId, password))) return refuse('wrong-password', 'That is not your password', { field: 'password' });
    if (actor.holdings.some((held) => held.role === 'site-administrator' || STAFF_ROLES.includes(held.role))) return refuse('staff', 'You hold a role for a public body. Ask its administrator to record that you have left: your work is handed over first.');
    for (const held of actor.holdings.filter((one) => one.role === 'organisation-administrator')) {
      const colleagues = await colleaguesOf(tx, held.scopeId!);
      const others = colleagues.filter((colleague) => colleague.personId !== personId);
      if (others.length > 0 && !others.some((colleague) => colleague.roles.includes('organisation-administrator'))) return refuse('last-administrator', 'You are your organisation’s only administrator. Make a colleague administrator first.');
    }
    await tx.updateTable('role_holding').set({ held_until: sql`greatest(held_from, wantsum_clock())`, reason: 'Closed their account' }).where('person_id', '=', personId).where('held_until', 'is', null).execute();
    await removeSignIn(tx, personId);
    await tx.updateTable('person').set({ state: 'left', left_at: sql`wantsum_clock()`, updated_at: sql`wantsum_clock()` }).where('id', '=', personId).execute();
    return done(undefined, { record: { kind: 'person', id: personId } });
  },
});

/**
 * Erases who somebody was, once they have left and the time to keep it has passed: name and address become a pseudonym, and the key
 * of their personal values in the audit trail goes, so that those can never be read again while the chain of the trail still holds.
 */
export const erasePerson = (ports: Pick<PartiesPorts, 'retentionMonths'> = {}) => command({
  act: PEOPLE_ACTS.erase,
  input: z.object({ personId: z.uuid() }),
  record: (input) => ({ kind: 'person', id: input.personId }),
  perform: async ({ tx }, { personId }) => {
    const months = (await monthsOf(tx, ports, [personId])).get(personId)!;
    const person = await tx.selectFrom('person').select(['state', sql<boolean>`left_at <= wantsum_clock() - make_interval(months => ${months})`.as('is_due')]).where('id', '=', personId).forUpdate().executeTakeFirstOrThrow();
    if (person.state === 'active') return refuse('not-left', 'This person has not left, so nothing is erased.');
    if (person.state === 'erased') return refuse('erased', 'This person’s details are erased already.');
    if (!person.is_due) return refuse('too-early', `Details of a person who has left are kept for ${months} months.`, { rule: { sentence: `Details of a person who has left are kept for ${months} months.`, source: 'The longest retention setting of the authorities concerned; six years where one of them set none (Limitation Act 1980 s.5)' } });
    const pseudonym = `erased-${personId}@erased.invalid`;
    await removeSignIn(tx, personId as PersonId);
    await tx.updateTable('person').set({ name: 'Name erased', email: pseudonym, email_verified: false, image: null, job_title: null, phone: null, state: 'erased', updated_at: sql`wantsum_clock()` }).where('id', '=', personId).execute();
    await tx.deleteFrom('personal_key').where('person_id', '=', personId).execute();
    await tx.deleteFrom('outbox_mail').where('recipient_person_id', '=', personId).execute();
    await tx.updateTable('organisation_claim').set({ evidence: null }).where('person_id', '=', personId).execute();
    await tx.updateTable('organisation_invitation').set({ email: pseudonym }).where('accepted_by', '=', personId).execute();
    return done(undefined, { record: { kind: 'person', id: personId }, rule: `${months} months after leaving` });
  },
});

async function monthsOf(read: Read, { retentionMonths }: Pick<PartiesPorts, 'retentionMonths'>, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const set = retentionMonths ? await retentionMonths(read, personIds) : new Map<string, number>();
  return new Map(personIds.map((id) => [id, set.get(id) ?? USUAL_RETENTION_MONTHS]));
}

/** Leavers looked at together. */
const AT_ONCE = 500;

/** The next leavers after one, by the day they left, and which of them are due: how long depends on the bodies concerned. */
async function dueAfter(read: Read, ports: Pick<PartiesPorts, 'retentionMonths'>, last: { readonly leftAt: string; readonly id: string }) {
  const { rows } = await sql<{ id: string; leftAt: string }>`select id, left_at::text as "leftAt" from person
    where state = 'left' and (left_at, id) > (${last.leftAt}::timestamptz, ${last.id}::uuid) and left_at <= wantsum_clock() order by left_at, id limit ${AT_ONCE}`.execute(read);
  const ids = rows.map(({ id }) => id);
  const months = await monthsOf(read, ports, ids);
  const { rows: due } = await sql<{ id: string }>`select p.id from unnest(${ids}::uuid[], ${ids.map((id) => months.get(id)!)}::integer[]) as kept (id, months) join person p on p.id = kept.id
    where p.left_at <= wantsum_clock() - make_interval(months => kept.months)`.execute(read);
  return { due: due.map(({ id }) => id), next: rows.length < AT_ONCE ? null : rows.at(-1)! };
}

/** Erases, each night, those whose time has passed. Idempotent: an erased person is not found again. */
export const eraseLeavers = (ports: Pick<PartiesPorts, 'retentionMonths'> = {}): JobHandler => ({
  name: 'parties.erase-leavers',
  cron: '40 3 * * *',
  run: async (services) => {
    const erase = erasePerson(ports);
    let last: { readonly leftAt: string; readonly id: string } | null = { leftAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
    while (last !== null) {
      const from: { readonly leftAt: string; readonly id: string } = last;
      const { due, next } = await services.database.read((read) => dueAfter(read, ports, from));
      for (const personId of due) await runCommand(services, erase, SYSTEM, { personId });
      last = next;
    }
  },
});
