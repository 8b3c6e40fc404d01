import { z } from 'zod';
import { sql } from 'kysely';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { isId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { keepPromise } from '#parts/promises';
import { mailWriters, organisationByNameOrNumber } from '#parties';
import { lotsOf, opportunityById, statusOf } from '#opportunities';
import { holdOwnBid } from '#bids';
import { consortiaActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { awardGaps, decideChange, decideShares, FORMS, OWN_CHECKS, taking, type Consortium, type ConsortiumForm, type Member, type OwnCheck } from './consortium.ts';
import { wanting } from './two-bids.ts';
import { checkTwoBids, keepDeclaration } from './two-bids.store.ts';
import { changeMember, consortiumById, forgetSignatures, insertConsortium, inviteMember, lockConsortium } from './consortium.store.ts';

export const aboutConsortium = (consortiumId: string) => ({ kind: 'consortium', id: consortiumId });
const onConsortium = ({ consortiumId }: { readonly consortiumId: string }) => aboutConsortium(consortiumId);
const gone = refuse('not-found', 'This consortium is not there any more.');
const consortiumId = z.string();
/** No body is named in any entry: the authority's trail must not say who means to bid with whom. */
const note = (id: string, after: Record<string, unknown> = {}) => ({ record: aboutConsortium(id), after });

/** The consortium, held, when it may still change. */
export async function changeable(tx: Tx, id: string): Promise<Consortium | Refused> {
  const consortium = await lockConsortium(tx, id);
  if (!consortium) return gone;
  const decision = decideChange(consortium);
  return decision.kind === 'refused' ? decision : consortium;
}
export const isRefused = (found: Consortium | Refused): found is Refused => 'sentence' in found;

/** The member for which this person speaks; of several, the first that still has this to do. */
export function ownMember(consortium: Consortium, actor: Actor, undone: (member: Member) => boolean = () => true): Member | null {
  const own = consortium.members.filter(({ organisationId, state }) => state !== 'left' && state !== 'declined' && speaksFor(actor).includes(organisationId));
  return own.find(undone) ?? own[0] ?? null;
}

export const formConsortium = command({
  act: consortiaActs.form,
  input: z.object({ opportunityId: z.string(), organisationId: z.string().refine(isId, 'Choose the organisation that leads'), name: words(200, 'Enter a name'), form: z.enum(Object.keys(FORMS) as [ConsortiumForm, ...ConsortiumForm[]], 'Choose how you work together') }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  sealedRefusals: true,
  perform: async ({ tx, actor }, { opportunityId, organisationId, name, form }) => {
    if (isOfAuthority(actor) || !speaksFor(actor).includes(organisationId)) return refuse('not-yours', 'Choose an organisation whose bids you write.', { field: 'organisationId' });
    const opportunity = await opportunityById(tx, opportunityId);
    const status = opportunity && statusOf(opportunity, await readClock(tx));
    if (status !== 'open' && status !== 'coming') return refuse('closed', 'Bidding has closed, so no consortium can be begun for it.');
    const id = await insertConsortium(tx, { opportunityId, name, form, leadId: organisationId, by: actor.personId });
    return done(id, note(id, { form }));
  },
});

/** What the consortium is: its form, rules, confidentiality and the time it needs. What members accepted or signed before does not cover a new text. */
export const editConsortium = command({
  act: consortiaActs.edit,
  input: z.object({
    consortiumId, name: words(200, 'Enter a name'), form: z.enum(Object.keys(FORMS) as [ConsortiumForm, ...ConsortiumForm[]], 'Choose how you work together'), legalForm: optionalWords(300), decisionRules: optionalWords(5000), confidentiality: optionalWords(10_000),
    daysNeeded: z.string().trim().regex(/^(|\d{1,4})$/, 'Enter a whole number of days').transform((text) => (text === '' ? null : Number(text))).refine((days) => days === null || days <= 1500, 'Enter 1,500 days or fewer'),
    lots: z.array(z.string().refine(isId)),
  }),
  record: onConsortium,
  perform: async ({ tx }, input) => {
    const consortium = await changeable(tx, input.consortiumId);
    if (isRefused(consortium)) return consortium;
    const offered = new Set((await lotsOf(tx, consortium.opportunityId)).filter(({ state }) => state === 'open').map(({ id }) => id as string));
    const lots = input.lots.filter((lot) => offered.has(lot));
    await tx.updateTable('consortium').set({ name: input.name, form: input.form, legal_form: input.legalForm, decision_rules: input.decisionRules, confidentiality: input.confidentiality, days_needed: input.daysNeeded }).where('id', '=', consortium.id).execute();
    await tx.deleteFrom('consortium_lot').where('consortium_id', '=', consortium.id).execute();
    if (lots.length > 0) await tx.insertInto('consortium_lot').values(lots.map((lot_id) => ({ consortium_id: consortium.id, lot_id }))).execute();
    if (input.confidentiality !== consortium.confidentiality) await tx.updateTable('consortium_member').set({ confidentiality_accepted_at: null, confidentiality_accepted_by: null }).where('consortium_id', '=', consortium.id).execute();
    if (input.form !== consortium.form || input.legalForm !== consortium.legalForm || input.decisionRules !== consortium.decisionRules) await forgetSignatures(tx, consortium.id);
    // Of the lead alone: what its members do elsewhere is not for it to learn.
    const after = (await consortiumById(tx, consortium.id))!;
    const clash = await decideTwice(tx, after, after.leadId, '', false);
    if (clash) return clash;
    return done(undefined, note(consortium.id, { form: input.form, daysNeeded: input.daysNeeded, lots: lots.length }));
  },
});

/** Asks an organisation here to take part: by its name, company number or charity number. */
export const inviteToConsortium = command({
  act: consortiaActs.invite,
  input: z.object({ consortiumId, organisation: words(300, 'Enter the organisation’s name or number'), part: optionalWords(500), specialNeed: optionalWords(500) }),
  record: onConsortium,
  perform: async (context, input) => {
    const { tx } = context;
    const consortium = await changeable(tx, input.consortiumId);
    if (isRefused(consortium)) return consortium;
    const found = await organisationByNameOrNumber(tx, input.organisation);
    if (found.kind === 'refused') return found;
    const match = found.value;
    const there = consortium.members.find(({ organisationId }) => organisationId === match.organisationId);
    if (there && (there.state === 'member' || there.state === 'invited')) return refuse('there-already', `${there.name} is asked already.`, { field: 'organisation' });
    if (consortium.members.length >= MOST_MEMBERS) return refuse('too-many', `A consortium has ${MOST_MEMBERS} members or fewer.`);
    await inviteMember(tx, consortium.id, match.organisationId, input.part, input.specialNeed);
    await tellMembers(context, consortium, [match], { subject: 'You are asked to join a consortium', sentence: 'Another organisation asks yours to bid together. Answer it here:' });
    return done(undefined, note(consortium.id, { invited: 1 }));
  },
});
const MOST_MEMBERS = 100;

const share = (kind: 'work' | 'money') => z.string().trim().transform((text, context): Decimal => {
  const parsed = parseDecimal(text.replace(/%$/, ''));
  if (parsed.ok && !parsed.value.isNegative() && Number(parsed.value.toString()) <= 100 && parsed.value.round(4).equals(parsed.value)) return parsed.value;
  context.addIssue({ code: 'custom', message: `Enter the share of ${kind} as a percentage from 0 to 100` });
  return z.NEVER;
});

/** Sets every member's share of work and money at once, so that each adds up to 100%. */
export const saveConsortiumShares = command({
  act: consortiaActs.saveShares,
  input: z.object({ consortiumId, shares: z.array(z.object({ memberId: z.string().refine(isId), work: share('work'), money: share('money'), part: optionalWords(500), specialNeed: optionalWords(500) })) }),
  record: onConsortium,
  perform: async ({ tx }, input) => {
    const consortium = await changeable(tx, input.consortiumId);
    if (isRefused(consortium)) return consortium;
    const members = consortium.members.filter(({ state }) => state === 'member' || state === 'invited');
    if (members.length !== input.shares.length || members.some(({ id }) => !input.shares.some(({ memberId }) => memberId === id))) return refuse('changed', 'The members changed while you were writing. Set the shares of those that are shown now.');
    const decision = decideShares(input.shares);
    if (decision.kind === 'refused') return decision;
    for (const { memberId, work, money, part, specialNeed } of input.shares) {
      await tx.updateTable('consortium_member').set({ work_share_percent: work.toString(), money_share_percent: money.toString(), part, special_need: specialNeed }).where('id', '=', memberId).execute();
    }
    await forgetSignatures(tx, consortium.id);
    return done(undefined, note(consortium.id, { members: members.length }));
  },
});

/** Takes part, or declines. One organisation in two bids for one lot is refused, declares it or is flagged, as the authority chose. */
export const answerInvitation = command({
  act: consortiaActs.answer,
  input: z.object({ consortiumId, answer: z.enum(['accept', 'decline'], 'Choose your answer'), declaration: optionalWords(3000).default('') }),
  record: onConsortium,
  perform: async ({ tx, actor }, { consortiumId: id, answer, declaration }) => {
    const consortium = await lockConsortium(tx, id);
    const member = consortium && ownMember(consortium, actor, ({ state }) => state === 'invited');
    if (!consortium || !member) return gone;
    if (member.state !== 'invited') return refuse('answered', `${member.name} has answered already.`);
    const clash = answer === 'accept' ? await decideTwice(tx, consortium, member.organisationId, declaration, true) : null;
    if (clash) return clash;
    if (answer === 'accept' && declaration !== '') await keepDeclaration(tx, { opportunityId: consortium.opportunityId, organisationId: member.organisationId, words: declaration, by: actor.personId });
    await changeMember(tx, member.id, { state: answer === 'accept' ? 'member' : 'declined', by: actor.personId });
    return done(answer, note(id, { answer }));
  },
});

/**
 * One organisation in two bids for a lot, as the authority set it. Only this organisation's own doing is read. A declaration given here is kept.
 * @param joining whether it would become a member now: then its own bid waits, and counts once it is sent
 */
async function decideTwice(tx: Tx, consortium: Consortium, organisationId: string, declaration: string, joining: boolean): Promise<Refused | null> {
  if (joining) {
    // Two groups joined at once, or a bid sent meanwhile: one after the other.
    await sql`select 1 from organisation where id = ${organisationId} for no key update`.execute(tx);
    await holdOwnBid(tx, consortium.opportunityId, organisationId);
  }
  const check = await checkTwoBids(tx, consortium.opportunityId, organisationId, joining ? { joining: consortium } : {});
  if (!check) return null;
  const found = wanting(check.pairs, check.rules, check.declared !== null || declaration !== '' || !joining);
  if (found) return refuse(found.code, found.sentence, { ...(found.code === 'not-declared' ? { field: 'declaration' } : {}), ...(check.rule ? { rule: check.rule } : {}) });
  return null;
}

/** From this moment the shared bid is open to the member. */
export const acceptConfidentiality = command({
  act: consortiaActs.accept,
  input: z.object({ consortiumId, agreed: z.literal('yes', 'Tick the box to accept') }),
  record: onConsortium,
  perform: async ({ tx, actor }, { consortiumId: id }) => {
    const consortium = await lockConsortium(tx, id);
    const member = consortium && ownMember(consortium, actor, ({ acceptedAt }) => acceptedAt === null);
    if (!consortium || !member) return gone;
    if (member.state !== 'member') return refuse('not-member', 'Answer the invitation first.');
    if (consortium.confidentiality.trim() === '') return refuse('nothing', 'The lead has not written the confidentiality agreement yet.');
    if (member.acceptedAt !== null) return refuse('accepted', `${member.name} has accepted it already.`);
    await changeMember(tx, member.id, { accepted: true, by: actor.personId });
    return done(undefined, note(id));
  },
});

/** Signs the members' agreement. When everything that held an award up is there, the request for it is met. */
export const signMembersAgreement = command({
  act: consortiaActs.sign,
  input: z.object({ consortiumId, agreed: z.literal('yes', 'Tick the box to sign') }),
  record: onConsortium,
  perform: async ({ tx, actor }, { consortiumId: id }) => {
    const consortium = await lockConsortium(tx, id);
    const member = consortium && ownMember(consortium, actor, ({ signedAt }) => signedAt === null);
    if (!consortium || !member) return gone;
    if (member.state !== 'member') return refuse('not-member', 'Answer the invitation first.');
    if (member.workSharePercent === null || consortium.legalForm === '' || consortium.decisionRules === '') return refuse('unfinished', 'There is nothing to sign yet: the lead first sets the shares, the legal form and how decisions are made.');
    if (member.signedAt !== null) return refuse('signed', `${member.name} has signed it already.`);
    await changeMember(tx, member.id, { signed: true, by: actor.personId });
    const after = (await consortiumById(tx, id))!;
    if (awardGaps(after).length === 0) {
      await tx.updateTable('consortium_request').set({ met_at: sql<Date>`wantsum_clock()` }).where('consortium_id', '=', id).where('met_at', 'is', null).execute();
      await keepPromise(tx, 'members-agreement', aboutConsortium(id));
    }
    return done(undefined, note(id));
  },
});

/** Leaves: whatever was shared is closed to it from this moment. */
export const leaveConsortium = command({
  act: consortiaActs.leave,
  input: z.object({ consortiumId, reason: words(2000, 'Give a reason: the other members read it') }),
  record: onConsortium,
  perform: async (context, { consortiumId: id, reason }) => {
    const { tx, actor } = context;
    const consortium = await lockConsortium(tx, id);
    const member = consortium && ownMember(consortium, actor, ({ organisationId }) => organisationId !== consortium.leadId);
    if (!consortium || !member) return gone;
    if (member.organisationId === consortium.leadId) return refuse('lead', 'The lead body cannot leave: it can end the consortium.');
    await changeMember(tx, member.id, { state: 'left', by: actor.personId });
    await forgetSignatures(tx, id);
    await tellMembers(context, consortium, taking(consortium.members).filter(({ id: memberId }) => memberId !== member.id), MEMBER_LEFT);
    return done(undefined, { ...note(id), reason });
  },
});

/** Ends it: the shared bid is the lead's alone again, and its members are free for another. */
export const endConsortium = command({
  act: consortiaActs.end,
  input: z.object({ consortiumId, reason: words(2000, 'Give a reason: the members read it') }),
  record: onConsortium,
  perform: async (context, { consortiumId: id, reason }) => {
    const { tx } = context;
    const consortium = await changeable(tx, id);
    if (isRefused(consortium)) return consortium;
    await tx.updateTable('consortium').set({ ended_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).execute();
    await tellMembers(context, consortium, taking(consortium.members).filter(({ organisationId }) => organisationId !== consortium.leadId), { subject: 'Your consortium has ended', sentence: 'Its lead has ended it:' });
    return done(undefined, { ...note(id), reason });
  },
});

export const registerInterest = command({
  act: consortiaActs.registerInterest,
  input: z.object({ consortiumId }),
  record: onConsortium,
  perform: async ({ tx }, { consortiumId: id }) => {
    const consortium = await changeable(tx, id);
    if (isRefused(consortium)) return consortium;
    if (consortium.interestAt !== null) return refuse('registered', 'The interest is registered already.');
    await tx.updateTable('consortium').set({ interest_registered_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).execute();
    return done(undefined, note(id));
  },
});

/** Makes the lead's bid the consortium's: its members read and write it from now on, each once it has accepted confidentiality. */
export const shareBid = command({
  act: consortiaActs.shareBid,
  input: z.object({ consortiumId }),
  record: onConsortium,
  perform: async ({ tx }, { consortiumId: id }) => {
    const consortium = await changeable(tx, id);
    if (isRefused(consortium)) return consortium;
    if (consortium.bidId !== null) return refuse('shared', 'The bid is shared already.');
    if (consortium.confidentiality.trim() === '') return refuse('no-confidentiality', 'Write the confidentiality agreement first: members accept it before they read the bid.');
    const bid = await tx.selectFrom('bid').select(['id', 'state']).where('opportunity_id', '=', consortium.opportunityId).where('organisation_id', '=', consortium.leadId).executeTakeFirst();
    if (!bid) return refuse('no-bid', 'Start the bid of the lead body first, then share it.');
    if (await tx.selectFrom('consortium').select('id').where('bid_id', '=', bid.id).executeTakeFirst()) return refuse('other', 'This bid is shared with another consortium already.');
    await tx.updateTable('consortium').set({ bid_id: bid.id }).where('id', '=', id).execute();
    return done(undefined, note(id));
  },
});

export const tickReadiness = command({
  act: consortiaActs.tick,
  input: z.object({ consortiumId, key: z.enum(Object.keys(OWN_CHECKS) as [OwnCheck, ...OwnCheck[]], 'Choose a check'), note: optionalWords(1000) }),
  record: onConsortium,
  perform: async ({ tx, actor }, { consortiumId: id, key, note: said }) => {
    const consortium = await lockConsortium(tx, id);
    const member = consortium && ownMember(consortium, actor);
    if (!consortium || member?.state !== 'member') return gone;
    const columns = { note: said, done_by: actor.personId, done_at: sql<Date>`wantsum_clock()` };
    await tx.insertInto('consortium_check').values({ consortium_id: id, key, ...columns }).onConflict((conflict) => conflict.columns(['consortium_id', 'key']).doUpdateSet(columns)).execute();
    return done(undefined, note(id, { key }));
  },
});

export interface MemberNews {
  readonly subject: string;
  readonly sentence: string;
  /** The page that it ends with; the consortium's own where none is said. */
  readonly address?: string;
}

export const MEMBER_LEFT: MemberNews = { subject: 'A member has left your consortium', sentence: 'The shares must be set and the members’ agreement signed again:' };

/** Mail that says only that something waits: who bids with whom stands on the page. */
export async function tellMembers({ tx, services }: CommandContext, consortium: Pick<Consortium, 'id'>, members: readonly Pick<Member, 'organisationId'>[], { subject, sentence, address = `/consortia/${consortium.id}` }: MemberNews): Promise<void> {
  await mailWriters(tx, members.map(({ organisationId }) => ({ organisationIds: [organisationId], about: aboutConsortium(consortium.id), subject, text: `${sentence}\n${services.config.siteUrl}${address}\n` })));
}
