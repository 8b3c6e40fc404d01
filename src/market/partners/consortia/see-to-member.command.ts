import { z } from 'zod';
import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { consortiaActs } from '../partners.acts.ts';
import { aboutConsortium, changeable, isRefused, MEMBER_LEFT, tellMembers } from './consortium.commands.ts';
import { changeMember, forgetSignatures } from './consortium.store.ts';
import { taking, type Consortium, type Member } from './consortium.ts';

const REMINDER = 'Your consortium waits for you';
const GONE = refuse('not-found', 'This member is not there any more.');

/** A member other than the lead that is asked or takes part. */
export const otherMember = ({ leadId, members }: Consortium, memberId: string): Member | null =>
  members.find(({ id, organisationId, state }) => id === memberId && organisationId !== leadId && (state === 'member' || state === 'invited')) ?? null;

/** Mails a member's people that something waits for them here; what it is stands on the page. Once a day, so that it stays a reminder. */
export const remindMember = command({
  act: consortiaActs.remind,
  input: z.object({ consortiumId: z.string(), memberId: z.string().refine(isId, 'Choose a member') }),
  record: ({ consortiumId }) => aboutConsortium(consortiumId),
  perform: async (context, { consortiumId, memberId }) => {
    const consortium = await changeable(context.tx, consortiumId);
    if (isRefused(consortium)) return consortium;
    const member = otherMember(consortium, memberId);
    if (!member) return GONE;
    if (await remindedToday(context.tx, consortium.id, member.organisationId)) return refuse('reminded', `${member.name} was reminded less than a day ago.`);
    await tellMembers(context, consortium, [member], { subject: REMINDER, sentence: 'Something is left for you to do before the bid: answer the invitation, accept confidentiality, or sign the members’ agreement. It stands at the top of this page:' });
    // No body is named, nor the member: the trail must not say who means to bid with whom.
    return done({ name: member.name }, { record: aboutConsortium(consortium.id), after: { reminded: 1 } });
  },
});

async function remindedToday(tx: Tx, consortiumId: string, organisationId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from outbox_mail m join role_holding h on h.person_id = m.recipient_person_id and h.scope_kind = 'organisation' and h.scope_id = ${organisationId}
    where m.about_kind = 'consortium' and m.about_id = ${consortiumId} and m.subject = ${REMINDER} and m.created_at > wantsum_clock() - interval '1 day' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Takes an organisation out that does not answer or cannot go on, so that it does not keep the others' bid from being sent. What was shared is closed to it at once. */
export const takeOutMember = command({
  act: consortiaActs.takeOut,
  input: z.object({ consortiumId: z.string(), memberId: z.string().refine(isId, 'Choose a member'), reason: words(2000, 'Give a reason: it stays on the record') }),
  record: ({ consortiumId }) => aboutConsortium(consortiumId),
  perform: async (context, { consortiumId, memberId, reason }) => {
    const consortium = await changeable(context.tx, consortiumId);
    if (isRefused(consortium)) return consortium;
    const member = otherMember(consortium, memberId);
    if (!member) return GONE;
    await changeMember(context.tx, member.id, { state: 'left', by: context.actor.personId });
    await forgetSignatures(context.tx, consortium.id);
    await tellMembers(context, consortium, [member], { subject: 'You are no longer asked to bid in a consortium', sentence: 'Its lead has taken your organisation out. What else you take part in:', address: '/consortia' });
    const others = taking(consortium.members).filter(({ id, organisationId }) => id !== member.id && organisationId !== consortium.leadId);
    await tellMembers(context, consortium, others, MEMBER_LEFT);
    return done({ name: member.name }, { record: aboutConsortium(consortium.id), reason });
  },
});
