import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '../command/command.ts';
import { endSessions, passwordIs, setPassword } from './credentials.store.ts';
import { passwordProblem } from './password.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';

/** A person's name as they write it. */
export const nameField = z.string().trim().min(1, 'Enter your full name').max(200, 'Name must be 200 characters or fewer').regex(/^[^\p{Cc}<>]+$/u, 'Name must not include < or >');

/** Details that a person keeps themselves. The old ones go into the trail under the person's own key, so that they can be erased. */
export const changeDetails = command({
  act: SIGN_IN_ACTS.changeDetails,
  input: z.object({
    name: nameField,
    jobTitle: z.string().trim().max(200, 'Job title must be 200 characters or fewer'),
    phone: z.string().trim().max(40, 'Telephone number must be 40 characters or fewer').regex(/^[0-9+() .x-]*$/i, 'Enter a telephone number, like 01622 496 000'),
  }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const before = await tx.selectFrom('person').select(['name', 'job_title', 'phone']).where('id', '=', actor.personId!).forUpdate().executeTakeFirstOrThrow();
    const after = { name: input.name, job_title: input.jobTitle || null, phone: input.phone || null };
    await tx.updateTable('person').set((set) => ({ ...after, updated_at: set.fn('wantsum_clock') })).where('id', '=', actor.personId!).execute();
    return done(undefined, { record: { kind: 'person', id: actor.personId! }, personal: { of: actor.personId!, values: { before, after } } });
  },
});

/** Changes a password that is known. Every session ends, this one too: the new password is proved by signing in with it. */
export const changePassword = command({
  act: SIGN_IN_ACTS.changePassword,
  input: z.object({ password: z.string().min(1, 'Enter your present password'), newPassword: z.string() }),
  record: () => null,
  perform: async ({ tx, actor }, { password, newPassword }) => {
    const person = await tx.selectFrom('person').select(['name', 'email']).where('id', '=', actor.personId!).forUpdate().executeTakeFirstOrThrow();
    if (!(await passwordIs(tx, actor.personId!, password))) return refuse('wrong-password', 'That is not your present password', { field: 'password' });
    const problem = passwordProblem(newPassword, [person.email, person.name]);
    if (problem) return refuse('weak-password', problem, { field: 'newPassword' });
    await setPassword(tx, actor.personId!, newPassword);
    await endSessions(tx, actor.personId!);
    return done(undefined, { record: { kind: 'person', id: actor.personId! } });
  },
});
