import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { withoutLentRoles, type Actor } from '#platform/access/access';
import { isRole, ROLES, type Role } from '#platform/access/roles';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { formatDateRange } from '#platform/pages/presentation';
import { decideLending, delegationState } from './delegation.ts';
import { delegationsOf, insertDelegation, lentBy, ownRoles, takeBackDelegation } from './delegation.store.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { personById, type KnownPerson } from './people.store.ts';

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
const dayField = (empty: string) => z.string().min(1, empty).refine((text) => text === '' || isDate(text), 'Enter a real date');
const onBody = (input: { readonly bodyId: string }) => ({ kind: 'body', id: input.bodyId });

/** A person lends their own roles; an administrator does it for somebody who cannot, being ill. */
export const mayLendFor = (actor: Actor, personId: string, bodyId: string): boolean =>
  actor.personId === personId || withoutLentRoles(actor).holdings.some((held) => (held.role === 'administrator' && held.scopeId === bodyId) || held.role === 'site-administrator');
const NOT_YOURS: Refused = refuse('not-yours', 'Only they themselves or an administrator can say who stands in for them.');

/** Names a colleague who stands in for one role from one day to another. They are written to, and so is whoever is away when another set it. */
export const lendRole = command({
  act: PEOPLE_ACTS.lendRole,
  input: z.object({
    bodyId: z.uuid(), personId: z.uuid(), delegateId: z.uuid('Choose who stands in'), role: z.string().refine((text): text is Role => isRole(text), 'Choose a role').transform((text) => text as Role),
    startsOn: dayField('Enter the first day'), endsOn: dayField('Enter the last day'), reason: z.string().trim().min(1, 'Give a reason: it is kept with the record').max(2000, 'Reason must be 2,000 characters or fewer'),
  }),
  record: onBody,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const { bodyId, personId, delegateId, role, startsOn, endsOn, reason } = input;
    if (!mayLendFor(actor, personId, bodyId)) return NOT_YOURS;
    // Both rows, in one order: two that lend to each other at once do so one after the other.
    await tx.selectFrom('person').select('id').where('id', 'in', [personId, delegateId]).orderBy('id').forUpdate().execute();
    const [person, delegate] = [await personById(tx, personId), await personById(tx, delegateId)];
    if (person?.state !== 'active' || delegate?.state !== 'active') return refuse('gone', 'One of them has left.', { field: 'delegateId' });
    const [own, theirs] = [await ownRoles(tx, personId, bodyId), await ownRoles(tx, delegateId, bodyId)];
    const decision = decideLending({
      role, startsOn, endsOn, today: londonDate(await readClock(tx)), lent: await lentBy(tx, [personId, delegateId]),
      person: { ...person, ownRoles: own.here }, delegate: { ...delegate, ownRoles: theirs.here, rolesAnywhere: theirs.anywhere },
    });
    if (decision.kind === 'refused') return decision;
    const id = await insertDelegation(tx, { bodyId, personId: person.id, delegateId: delegate.id, role, startsOn, endsOn, reason, setBy: actor.personId! });
    await tell(context, { person, delegate, role, startsOn, endsOn, reason });
    return done({ id, delegateName: delegate.name }, { record: onBody(input), bodyId: bodyId as BodyId, after: { delegation: id, person: personId, delegate: delegateId, role, startsOn, endsOn }, reason });
  },
});

interface Told { readonly person: KnownPerson; readonly delegate: KnownPerson; readonly role: Role; readonly startsOn: string; readonly endsOn: string; readonly reason: string }

async function tell({ tx, actor, services }: CommandContext, { person, delegate, role, startsOn, endsOn, reason }: Told): Promise<void> {
  const [as, days] = [ROLES[role].title.toLowerCase(), formatDateRange(startsOn, endsOn)];
  const home = `${services.config.siteUrl}/home`;
  await sendMail(tx, { to: { personId: delegate.id, email: delegate.email }, subject: `You stand in for ${person.name}`, text: `Dear ${delegate.name},\n\n${actor.name} named you to stand in for ${person.name} as ${as}, ${days}.\n\nReason: ${reason}\n\nWhat waits for them is on your home page from the first of these days. Each decision says that you took it for ${person.name}.\n${home}\n` });
  if (actor.personId === person.id) return;
  await sendMail(tx, { to: { personId: person.id, email: person.email }, subject: `${delegate.name} stands in for you`, text: `Dear ${person.name},\n\n${actor.name} named ${delegate.name} to stand in for you as ${as}, ${days}.\n\nReason: ${reason}\n\nYou can take it back at any time:\n${home}\n` });
}

/** Takes a lent role back, which bites at once. */
export const takeBackRole = command({
  act: PEOPLE_ACTS.takeBackRole,
  input: z.object({ bodyId: z.uuid(), personId: z.uuid(), delegationId: z.string() }),
  record: onBody,
  perform: async ({ tx, actor }, input) => {
    if (!mayLendFor(actor, input.personId, input.bodyId)) return NOT_YOURS;
    const delegation = (await delegationsOf(tx, input.personId, input.bodyId)).find(({ id }) => id === input.delegationId);
    if (!delegation) return refuse('not-found', 'This is not there any more.');
    if (delegationState(delegation, londonDate(await readClock(tx))) === 'over') return refuse('wrong-state', 'This has ended already.');
    if (!(await takeBackDelegation(tx, delegation.id, actor.personId!))) return refuse('wrong-state', 'This was taken back already.');
    return done(delegation.delegateName, { record: onBody(input), bodyId: input.bodyId as BodyId, before: { delegation: delegation.id, person: delegation.personId, delegate: delegation.delegateId, role: delegation.role } });
  },
});
