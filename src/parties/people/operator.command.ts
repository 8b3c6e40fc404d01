import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import type { PersonId } from '#kernel/ids';
import { command, done } from '#platform/command/command';
import { emailField, endSessions, nameField, passwordProblem, setPassword } from '#platform/sign-in/index';
import { publishOrganisationsOf } from '../organisations/organisations.store.ts';
import { grantRole } from './grant-role.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { insertPerson, personByEmail, personById } from './people.store.ts';

/** Makes a site administrator: how the operator lets the first person in, and how the demonstration begins. Never from the web. */
export const appointAdministrator = command({
  act: PEOPLE_ACTS.appointAdministrator,
  input: z.object({ name: nameField, email: emailField, password: z.string() }),
  record: () => null,
  perform: async ({ tx }, { name, email, password }) => {
    const problem = passwordProblem(password, [email, name]);
    if (problem) return refuse('weak-password', problem, { field: 'password' });
    const known = await personByEmail(tx, email);
    const personId = known?.id ?? (await insertPerson(tx, { name, email, emailVerified: true }));
    const granted = await grantRole(tx, { personId, role: 'site-administrator', scopeKind: 'site', scopeId: null, grantedBy: null, reason: 'Appointed by the operator' });
    if (granted.kind === 'refused') return granted;
    if (!known) await setPassword(tx, personId, password);
    return done(personId, { record: { kind: 'person', id: personId }, personal: { of: personId, values: { name, email } } });
  },
});

/** Sets somebody's password from the command line: for an operator whose mail does not work, and for the demonstration's people. */
export const choosePassword = command({
  act: PEOPLE_ACTS.choosePassword,
  input: z.object({ personId: z.uuid(), password: z.string() }),
  record: () => null,
  perform: async ({ tx }, { personId, password }) => {
    const person = await personById(tx, personId);
    if (person?.state !== 'active') return refuse('gone', 'There is no such person, or they have left.');
    const problem = passwordProblem(password, [person.email, person.name]);
    if (problem) return refuse('weak-password', problem, { field: 'password' });
    await setPassword(tx, person.id, password);
    await endSessions(tx, person.id);
    return done(undefined, { record: { kind: 'person', id: personId } });
  },
});

/** Takes an address as proved, on the operator's word. */
export const confirmEmail = command({
  act: PEOPLE_ACTS.confirmEmail,
  input: z.object({ personId: z.uuid() }),
  record: () => null,
  perform: async ({ tx }, { personId }) => {
    if (!(await personById(tx, personId))) return refuse('gone', 'There is no such person.');
    await tx.updateTable('person').set({ email_verified: true }).where('id', '=', personId).execute();
    await publishOrganisationsOf(tx, personId as PersonId);
    return done(undefined, { record: { kind: 'person', id: personId } });
  },
});
