import { sql } from 'kysely';
import { z } from 'zod';
import type { BodyId, PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { isRole, ROLES, type Role } from '#platform/access/roles';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { emailField, mailPasswordLink, nameField, removeSignIn } from '#platform/sign-in/index';
import { bodyById } from '../bodies/bodies.store.ts';
import type { HeldWork } from '../ports.ts';
import { grantRole } from './grant-role.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { insertPerson, personByEmail, personById } from './people.store.ts';
import { endHoldings, openHoldingCount, otherAdministrators, rolesAtBody } from './roles-of-body.store.ts';

const onBody = (input: { readonly bodyId: string }) => ({ kind: 'body', id: input.bodyId });
const roleField = z.string().refine((text): text is Role => isRole(text) && ROLES[text].scope === 'body', 'Choose a role').transform((text) => text as Role);
const reasonField = z.string().trim().min(1, 'Give a reason: it is kept with the record').max(2000, 'Reason must be 2,000 characters or fewer');
export const NOT_HERE = refuse('not-here', 'This person holds no role on this body.');

/** Adds a person to a body with a first role. Somebody new gets a mail with which they set their password; somebody known is told. */
export const addPerson = command({
  act: PEOPLE_ACTS.add,
  input: z.object({ bodyId: z.uuid(), name: nameField, email: emailField, jobTitle: z.string().trim().max(200, 'Job title must be 200 characters or fewer'), role: roleField, reason: reasonField }),
  record: onBody,
  perform: async ({ tx, actor, services }, input) => {
    const body = (await bodyById(tx, input.bodyId))!;
    const known = await personByEmail(tx, input.email);
    if (known && known.state !== 'active') return refuse('left', 'The person with this address has left. Ask the site administrator to let them back in.', { field: 'email' });
    const personId = known?.id ?? (await insertPerson(tx, { name: input.name, email: input.email, jobTitle: input.jobTitle }));
    const granted = await grantRole(tx, { personId, role: input.role, scopeKind: 'body', scopeId: body.id, grantedBy: actor.personId, reason: input.reason });
    if (granted.kind === 'refused') return granted;
    if (!granted.value.isNew) return refuse('already', `${known!.name} is ${ROLES[input.role].title.toLowerCase()} of ${body.name} already.`, { field: 'email' });
    const as = `${ROLES[input.role].title.toLowerCase()} of ${body.name}`;
    if (known) await sendMail(tx, { to: { personId, email: input.email }, subject: `You are now ${as}`, text: `Dear ${known.name},\n\n${actor.name} made you ${as}:\n${services.config.siteUrl}/home\n` });
    else await mailPasswordLink(tx, services, { personId, name: input.name, email: input.email }, { addedBy: actor.name, as });
    return done({ personId, isNew: known === null }, { record: onBody(input), bodyId: body.id, after: { person: personId, role: input.role }, reason: input.reason, personal: { of: personId, values: { name: input.name, email: input.email } } });
  },
});

/** Gives a role to somebody who holds one on this body already. A clash is refused by name (XC-01). */
export const grantRoleOnBody = command({
  act: PEOPLE_ACTS.grantRole,
  input: z.object({ bodyId: z.uuid(), personId: z.uuid(), role: roleField, reason: reasonField }),
  record: onBody,
  perform: async ({ tx, actor, services }, { bodyId, personId, role, reason }) => {
    if ((await rolesAtBody(tx, services.kinds, personId, bodyId)).length === 0) return NOT_HERE;
    const granted = await grantRole(tx, { personId: personId as PersonId, role, scopeKind: 'body', scopeId: bodyId, grantedBy: actor.personId, reason });
    if (granted.kind === 'refused') return granted;
    if (!granted.value.isNew) return refuse('already', 'This person holds that role already.', { field: 'role' });
    return done(undefined, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, after: { person: personId, role }, reason });
  },
});

/** Ends one role. Refused while work rests on it, or where a body would be left without an administrator. */
export const endRoleOnBody = (heldWork: readonly HeldWork[] = []) => command({
  act: PEOPLE_ACTS.endRole,
  input: z.object({ bodyId: z.uuid(), personId: z.uuid(), holdingId: z.uuid('Choose a role'), reason: reasonField }),
  record: onBody,
  perform: async ({ tx, actor, services }, { bodyId, personId, holdingId, reason }) => {
    await lockBody(tx, bodyId);
    const holding = (await rolesAtBody(tx, services.kinds, personId, bodyId)).find((held) => held.id === holdingId);
    if (!holding) return NOT_HERE;
    const person = (await personById(tx, personId))!;
    const left = await staysGoverned(tx, actor, bodyId, personId, holding.role === 'administrator');
    if (left.kind === 'refused') return left;
    const free = await hasHandedOver(tx, heldWork.filter((work) => work.roles?.includes(holding.role)), person, bodyId, 'this role cannot end');
    if (free.kind === 'refused') return free;
    if ((await endHoldings(tx, [holdingId], reason)) !== 1) return NOT_HERE;
    return done(undefined, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, before: { person: personId, role: holding.role }, reason });
  },
});

/**
 * Records that a person has left a body. Refused until all they hold is handed over (RV-01: a contract manager's contracts). Their
 * roles here end; where they hold none elsewhere the account closes and every session with it.
 */
export const recordLeaver = (heldWork: readonly HeldWork[] = []) => command({
  act: PEOPLE_ACTS.recordLeaver,
  input: z.object({ bodyId: z.uuid(), personId: z.uuid(), reason: reasonField }),
  record: onBody,
  perform: async ({ tx, actor, services }, { bodyId, personId, reason }) => {
    await lockBody(tx, bodyId);
    await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute();
    const holdings = await rolesAtBody(tx, services.kinds, personId, bodyId);
    const person = await personById(tx, personId);
    if (!person || holdings.length === 0) return NOT_HERE;
    const left = await staysGoverned(tx, actor, bodyId, personId, holdings.some((held) => held.role === 'administrator' && held.scopeId === bodyId));
    if (left.kind === 'refused') return left;
    const free = await hasHandedOver(tx, heldWork, person, bodyId, 'the account cannot be closed');
    if (free.kind === 'refused') return free;
    await endHoldings(tx, holdings.map((held) => held.id), reason);
    const isGone = (await openHoldingCount(tx, personId)) === 0;
    if (isGone) {
      await removeSignIn(tx, person.id);
      await tx.updateTable('person').set({ state: 'left', left_at: sql`wantsum_clock()`, updated_at: sql`wantsum_clock()` }).where('id', '=', personId).execute();
    }
    return done({ isGone }, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, before: { person: personId, roles: holdings.map((held) => held.role) }, after: { accountClosed: isGone }, reason });
  },
});

const lockBody = (tx: Parameters<typeof endHoldings>[0], bodyId: string): Promise<unknown> => tx.selectFrom('body').select('id').where('id', '=', bodyId).forUpdate().execute();

/** A body keeps an administrator, unless the site's own administrator decides otherwise. */
async function staysGoverned(read: Read, actor: Actor, bodyId: string, personId: string, isAdministrator: boolean): Promise<Decision> {
  if (!isAdministrator || actor.holdings.some((held) => held.role === 'site-administrator')) return allow();
  if ((await otherAdministrators(read, bodyId, personId)) > 0) return allow();
  return refuse('last-administrator', 'This is the body’s only administrator. Make somebody else administrator first.');
}

/** All that stands in the way, named at once with its number. */
async function hasHandedOver(read: Read, heldWork: readonly HeldWork[], person: { readonly id: PersonId; readonly name: string }, bodyId: string, consequence: string): Promise<Decision> {
  const held: string[] = [];
  for (const work of heldWork) {
    const count = await work.count(read, person.id, bodyId);
    if (count > 0) held.push(`${count} ${work.nouns[count === 1 ? 0 : 1]}`);
  }
  if (held.length === 0) return allow();
  return refuse('holds-work', `${person.name} still holds ${held.join(' and ')}, so ${consequence} until all of it is given to somebody else.`, { rule: { sentence: 'A leaver’s contracts must be handed over.', source: 'Select committee report, recommendation 24 (RV-01)' } });
}
