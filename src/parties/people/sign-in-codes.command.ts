import { z } from 'zod';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { endSessions, removeTwoFactor } from '#platform/sign-in/index';
import { NOT_HERE } from './manage-people.command.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { personByEmail, personById, type KnownPerson } from './people.store.ts';
import { openHoldingCount, rolesAtBody } from './roles-of-body.store.ts';

const NOT_ON = refuse('not-on', 'Sign-in codes are not on for this person.');

/**
 * For somebody who lost their authenticator app and the recovery codes: an administrator who knows them turns the codes off. They still
 * need their password, are told by mail, and every session ends. Whoever acts elsewhere too is for the site's administrator: one
 * authority must not weaken the way into another.
 */
export const endSignInCodes = command({
  act: PEOPLE_ACTS.endSignInCodes,
  input: z.object({ bodyId: z.uuid(), personId: z.uuid(), reason: z.string().trim().min(1, 'Say how you know that it is this person who asks').max(2000, 'Reason must be 2,000 characters or fewer') }),
  record: ({ bodyId }) => ({ kind: 'body', id: bodyId }),
  perform: async ({ tx, actor, services }, { bodyId, personId, reason }) => {
    await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute();
    const here = (await rolesAtBody(tx, services.kinds, personId, bodyId)).length;
    const person = await personById(tx, personId);
    if (!person || here === 0) return NOT_HERE;
    if (personId === actor.personId) return refuse('own', 'Turn off your own codes on your account page.');
    if ((await openHoldingCount(tx, personId)) > here && !actor.holdings.some(({ role }) => role === 'site-administrator')) return refuse('elsewhere', `${person.name} also acts elsewhere on this site. Ask the site’s administrator to turn the codes off.`);
    if (!(await turnOff(tx, person, `Your administrator ${actor.name} has`))) return NOT_ON;
    return done(undefined, { record: { kind: 'body', id: bodyId }, bodyId: bodyId as BodyId, after: { person: personId, signInCodes: 'off' }, reason });
  },
});

/** The same by the operator of the site, for anybody: a supplier's only person has no administrator to ask. */
export const endSignInCodesByOperator = command({
  act: PEOPLE_ACTS.endSignInCodesByOperator,
  input: z.object({ email: z.string().trim().min(1, 'Give the person’s email address') }),
  record: () => null,
  perform: async ({ tx }, { email }) => {
    const person = await personByEmail(tx, email);
    if (person?.state !== 'active') return refuse('gone', 'Nobody signs in here with this address.', { field: 'email' });
    if (!(await turnOff(tx, person, 'The people who run this site have'))) return NOT_ON;
    return done({ name: person.name }, { record: { kind: 'person', id: person.id }, after: { signInCodes: 'off' } });
  },
});

async function turnOff(tx: Tx, { id, name, email }: KnownPerson, by: string): Promise<boolean> {
  if (!(await removeTwoFactor(tx, id))) return false;
  await endSessions(tx, id);
  await sendMail(tx, { to: { personId: id, email }, subject: 'Sign-in codes are off for your account', text: `Dear ${name},\n\n${by} turned sign-in codes off for your account, so that your password alone lets you in. Set them up again on your account page. If you did not ask for this, change your password at once and tell them.\n` });
  return true;
}
