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
    const months = await monthsOf(tx, ports);
    const person = await tx.selectFrom('person').select(['state', sql<boolean>`left_at <= wantsum_clock() - make_interval(months => ${months})`.as('is_due')]).where('id', '=', personId).forUpdate().executeTakeFirstOrThrow();
    if (person.state === 'active') return refuse('not-left', 'This person has not left, so nothing is erased.');
    if (person.state === 'erased') return refuse('erased', 'This person’s details are erased already.');
    if (!person.is_due) return refuse('too-early', `Details of a person who has left are kept for ${months} months.`, { rule: { sentence: `Details of a person who has left are kept for ${months} months.`, source: 'The authority’s retention setting; six years where none is set (Limitation Act 1980 s.5)' } });
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

const monthsOf = async (read: Read, ports: Pick<PartiesPorts, 'retentionMonths'>): Promise<number> => (ports.retentionMonths ? ports.retentionMonths(read) : USUAL_RETENTION_MONTHS);

/** Erases, each night, those whose time has passed. Idempotent: an erased person is not found again. */
export const eraseLeavers = (ports: Pick<PartiesPorts, 'retentionMonths'> = {}): JobHandler => ({
  name: 'parties.erase-leavers',
  cron: '40 3 * * *',
  run: async (services) => {
    const erase = erasePerson(ports);
    const due = await services.database.read(async (read) => {
      const months = await monthsOf(read, ports);
      return read.selectFrom('person').select('id').where('state', '=', 'left').where(sql<boolean>`left_at <= wantsum_clock() - make_interval(months => ${months})`).orderBy('left_at').limit(1000).execute();
    });
    for (const person of due) await runCommand(services, erase, SYSTEM, { personId: person.id });
  },
});
