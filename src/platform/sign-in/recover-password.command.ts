import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import type { PersonId } from '#kernel/ids';
import { command, done } from '../command/command.ts';
import type { Tx } from '../database/connection.ts';
import { sendMail } from '../mail/send-mail.ts';
import type { Services } from '../services.ts';
import { endSessions, makeLink, setPassword, useLink } from './credentials.store.ts';
import { passwordProblem } from './password.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';
import { forgetTries } from './sign-in-attempts.store.ts';

const RECOVERY_HOURS = 1;
/** A new colleague may open the mail after the weekend. */
export const INVITATION_HOURS = 7 * 24;
export const CONFIRM_HOURS = 7 * 24;
const LINK_GONE = 'This link has been used already or is too old. Ask for a new one';

/** An email address as it is typed: trimmed and in lower case. */
export const emailField = z.string().trim().toLowerCase().max(254, 'Email address must be 254 characters or fewer').regex(/^[^\s@<>"',;]+@[^\s@<>"',;]+\.[^\s@<>"',;]+$/, 'Enter an email address, like name@example.com');

/** Sends a link to set a password, where the address is somebody's. Whoever asked is told the same either way. */
export const askForPassword = command({
  act: SIGN_IN_ACTS.askForPassword,
  input: z.object({ email: emailField }),
  record: () => null,
  perform: async ({ tx, services }, { email }) => {
    const person = await tx.selectFrom('person').select(['id', 'name']).where('email', '=', email).where('state', '=', 'active').executeTakeFirst();
    if (!person) return done(undefined, { record: null });
    await mailPasswordLink(tx, services, { personId: person.id as PersonId, name: person.name, email }, 'recovery');
    return done(undefined, { record: { kind: 'person', id: person.id } });
  },
});

interface Recipient {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
}

/** Mails a link with which its reader sets a password: when it was forgotten, or when somebody has just been added. */
export async function mailPasswordLink(tx: Tx, services: Services, to: Recipient, why: 'recovery' | { readonly addedBy: string; readonly as: string }): Promise<void> {
  const hours = why === 'recovery' ? RECOVERY_HOURS : INVITATION_HOURS;
  const token = await makeLink(tx, 'set-password', to.personId, hours);
  const address = `${services.config.siteUrl}/reset-password?token=${token}`;
  const opening = why === 'recovery'
    ? `Somebody, we hope you, asked to set a new password for Wantsum at\n${services.config.siteUrl}\n\nSet it here within the hour:`
    : `${why.addedBy} added you to Wantsum at\n${services.config.siteUrl}\nas ${why.as}.\n\nSet your password here within 7 days:`;
  await sendMail(tx, {
    to: { personId: to.personId, email: to.email },
    subject: why === 'recovery' ? 'Set a new password' : 'Your Wantsum account',
    text: `Dear ${to.name},\n\n${opening}\n${address}\n\nIf you did not expect this, do nothing: nothing changes.\n`,
  });
}

/** Mails a link that proves the address. */
export async function mailConfirmation(tx: Tx, services: Services, to: Recipient): Promise<void> {
  const token = await makeLink(tx, 'confirm-email', to.personId, CONFIRM_HOURS);
  await sendMail(tx, {
    to: { personId: to.personId, email: to.email },
    subject: 'Confirm your email address',
    text: `Dear ${to.name},\n\nPlease confirm that this address is yours:\n${services.config.siteUrl}/confirm-email?token=${token}\n\nIf you did not register at Wantsum, do nothing.\n`,
  });
}

/** Sets a password through a link from a mail, which also proves the address. Every session ends: whoever had the old password is out. */
export const resetPassword = command({
  act: SIGN_IN_ACTS.setPassword,
  input: z.object({ token: z.string().min(1, LINK_GONE).max(200, LINK_GONE), password: z.string() }),
  record: () => null,
  perform: async ({ tx }, { token, password }) => {
    const person = await useLink(tx, 'set-password', token);
    if (!person) return refuse('link-gone', LINK_GONE, { field: 'password' });
    const problem = passwordProblem(password, [person.email, person.name]);
    // The refusal rolls the use of the link back too.
    if (problem) return refuse('weak-password', problem, { field: 'password' });
    await setPassword(tx, person.personId, password);
    await endSessions(tx, person.personId);
    await forgetTries(tx, person.email);
    await tx.updateTable('person').set((set) => ({ email_verified: true, updated_at: set.fn('wantsum_clock') })).where('id', '=', person.personId).execute();
    return done(undefined, { record: { kind: 'person', id: person.personId } });
  },
});

/** What a later room does once an address is proved; called in the same transaction (the parties' room shows the organisation to the public). */
export type OnEmailConfirmed = (tx: Tx, personId: PersonId) => Promise<void>;
const NOTHING_MORE: OnEmailConfirmed = async () => undefined;

/** Proves an address by the link that was mailed to it. */
export const confirmEmail = (onConfirmed: OnEmailConfirmed = NOTHING_MORE) => command({
  act: SIGN_IN_ACTS.confirmEmail,
  input: z.object({ token: z.string().min(1, LINK_GONE).max(200, LINK_GONE) }),
  record: () => null,
  perform: async ({ tx }, { token }) => {
    const person = await useLink(tx, 'confirm-email', token);
    if (!person) return refuse('link-gone', LINK_GONE);
    await tx.updateTable('person').set((set) => ({ email_verified: true, updated_at: set.fn('wantsum_clock') })).where('id', '=', person.personId).execute();
    await onConfirmed(tx, person.personId);
    return done(undefined, { record: { kind: 'person', id: person.personId } });
  },
});

export const askToConfirmEmail = command({
  act: SIGN_IN_ACTS.askToConfirmEmail,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services, actor }) => {
    const person = await tx.selectFrom('person').select(['name', 'email', 'email_verified']).where('id', '=', actor.personId!).executeTakeFirstOrThrow();
    if (person.email_verified) return refuse('confirmed', 'Your email address is confirmed already.');
    await mailConfirmation(tx, services, { personId: actor.personId!, name: person.name, email: person.email });
    return done(undefined, { record: { kind: 'person', id: actor.personId! } });
  },
});
