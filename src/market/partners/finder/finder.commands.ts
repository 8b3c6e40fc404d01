import { z } from 'zod';
import { sql } from 'kysely';
import { isId, newId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { lotsOf, opportunityById, statusOf } from '#opportunities';
import { mailWriters } from '#parties';
import { finderActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { decideMessage, POST_KINDS, sideOf, type PostKind } from './finder.ts';
import { addMessage, conversationById, insertPost, isStopped, openConversation, postById } from './finder.store.ts';

const organisationId = z.string().refine(isId, 'Choose your organisation');
const kind = z.enum(Object.keys(POST_KINDS) as [PostKind, ...PostKind[]], 'Choose what you look for');
const notYours = refuse('not-yours', 'Choose an organisation whose bids you write.', { field: 'organisationId' });
const ALREADY = refuse('there-already', 'Your organisation has posted this already.');

/** Officers and administrators stay out, whatever else they hold. */
const speaks = (actor: Actor, id: string): boolean => !isOfAuthority(actor) && speaksFor(actor).includes(id);

export const postForPartners = command({
  act: finderActs.post,
  input: z.object({ opportunityId: z.string(), organisationId, kind, lotId: z.string().refine((id) => id === '' || isId(id), 'Choose a lot'), words: words(2000, 'Say what you look for or offer') }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  sealedRefusals: true,
  perform: async ({ tx, actor }, input) => {
    if (!speaks(actor, input.organisationId)) return notYours;
    const opportunity = await opportunityById(tx, input.opportunityId);
    const status = opportunity && statusOf(opportunity, await readClock(tx));
    if (status !== 'open' && status !== 'coming') return refuse('closed', 'Bidding has closed, so nobody looks for partners here any more.');
    if (input.lotId !== '' && !(await lotsOf(tx, input.opportunityId)).some(({ id, state }) => id === input.lotId && state === 'open')) return refuse('lot', 'Choose a lot that is open', { field: 'lotId' });
    const id = await insertPost(tx, { organisationId: input.organisationId, opportunityId: input.opportunityId, lotId: input.lotId || null, exerciseId: null, kind: input.kind, words: input.words, by: actor.personId });
    // The trail of the authority must not say who means to bid: no body is named, and nothing of what was written.
    return id ? done(id, { record: { kind: 'partner-post', id } }) : ALREADY;
  },
});

/** Before anything is advertised: on an exercise that may come to it. */
export const postOnIntention = command({
  act: finderActs.postOnIntention,
  input: z.object({ exerciseId: z.string(), organisationId, kind, words: words(2000, 'Say what you look for or offer') }),
  record: ({ exerciseId }) => ({ kind: 'exercise', id: exerciseId }),
  sealedRefusals: true,
  perform: async ({ tx, actor }, input) => {
    if (!speaks(actor, input.organisationId)) return notYours;
    const id = await insertPost(tx, { organisationId: input.organisationId, opportunityId: null, lotId: null, exerciseId: input.exerciseId, kind: input.kind, words: input.words, by: actor.personId });
    return id ? done(id, { record: { kind: 'partner-post', id } }) : ALREADY;
  },
});

export const closePost = command({
  act: finderActs.closePost,
  input: z.object({ postId: z.string() }),
  record: ({ postId }) => ({ kind: 'partner-post', id: postId }),
  perform: async ({ tx }, { postId }) => {
    const post = await postById(tx, postId);
    if (!post) return refuse('closed', 'This is taken down already.');
    await tx.updateTable('partner_post').set({ closed_at: sql<Date>`wantsum_clock()` }).where('id', '=', postId).execute();
    return done(post, { record: { kind: 'partner-post', id: postId } });
  },
});

/** The first message about a post: opens a conversation between the two organisations. */
export const writeToPoster = command({
  act: finderActs.startConversation,
  input: z.object({ postId: z.string(), organisationId, words: words(5000, 'Write your message') }),
  record: () => null,
  perform: async (context, input) => {
    const { tx, actor } = context;
    if (!speaks(actor, input.organisationId)) return notYours;
    const post = isId(input.postId) ? await postById(tx, input.postId) : null;
    if (!post) return refuse('closed', 'This is taken down, so no message was sent.');
    if (post.organisationId === input.organisationId) return refuse('own', 'This is your own organisation’s post.', { field: 'organisationId' });
    const id = await openConversation(tx, post, input.organisationId);
    return sendIn(context, id, input.words);
  },
});

export const sendPartnerMessage = command({
  act: finderActs.send,
  input: z.object({ conversationId: z.string(), words: words(5000, 'Write your message') }),
  record: ({ conversationId }) => ({ kind: 'partner-conversation', id: conversationId }),
  perform: (context, { conversationId, words: said }) => sendIn(context, conversationId, said),
});

async function sendIn(context: CommandContext, conversationId: string, said: string) {
  const { tx, actor, services } = context;
  const conversation = (await conversationById(tx, conversationId))!;
  const side = isOfAuthority(actor) ? null : sideOf(conversation, speaksFor(actor));
  if (!side) return refuse('not-found', 'This conversation is not there.');
  const allowed = decideMessage({ ...side, stopped: await isStopped(tx, side.ownId) });
  if (allowed.kind === 'refused') return allowed;
  await addMessage(tx, conversationId, side.ownId, said, actor.personId);
  // Neither who wrote, nor about what, nor a word of it.
  await mailWriters(tx, [{ organisationIds: [side.otherId], about: { kind: 'partner-conversation', id: conversationId }, subject: 'You have a message from another supplier', text: `Read it here:\n${services.config.siteUrl}/partner-conversations/${conversationId}\n` }]);
  return done({ conversationId }, { record: { kind: 'partner-conversation', id: conversationId } });
}

/** Blocks the other side, or takes that back. What was written stays readable to both. */
export const blockPartner = command({
  act: finderActs.block,
  input: z.object({ conversationId: z.string() }),
  record: ({ conversationId }) => ({ kind: 'partner-conversation', id: conversationId }),
  perform: async ({ tx, actor }, { conversationId }) => {
    const conversation = (await conversationById(tx, conversationId))!;
    const side = isOfAuthority(actor) ? null : sideOf(conversation, speaksFor(actor));
    if (!side) return refuse('not-found', 'This conversation is not there.');
    const column = side.ownId === conversation.askerId ? 'asker_blocked_at' : 'poster_blocked_at';
    await tx.updateTable('partner_conversation').set({ [column]: side.blockedByOwn ? null : sql<Date>`wantsum_clock()` }).where('id', '=', conversationId).execute();
    return done({ blocked: !side.blockedByOwn }, { record: { kind: 'partner-conversation', id: conversationId }, after: { blocked: !side.blockedByOwn } });
  },
});

/** Tells the site's administrator, who reads what the reporter writes and nothing else. The other side is blocked with it. */
export const reportAbuse = command({
  act: finderActs.report,
  input: z.object({ conversationId: z.string(), words: words(5000, 'Say what happened') }),
  record: ({ conversationId }) => ({ kind: 'partner-conversation', id: conversationId }),
  perform: async ({ tx, actor }, input) => {
    const conversation = (await conversationById(tx, input.conversationId))!;
    const side = isOfAuthority(actor) ? null : sideOf(conversation, speaksFor(actor));
    if (!side) return refuse('not-found', 'This conversation is not there.');
    await tx.insertInto('partner_report').values({ id: newId<'partner_report'>(), conversation_id: input.conversationId, reporter_id: side.ownId, against_id: side.otherId, words: input.words, reported_by: actor.personId }).execute();
    await tx.updateTable('partner_conversation').set({ [side.ownId === conversation.askerId ? 'asker_blocked_at' : 'poster_blocked_at']: sql<Date>`wantsum_clock()` }).where('id', '=', input.conversationId).execute();
    return done(undefined, { record: { kind: 'partner-conversation', id: input.conversationId } });
  },
});

export const answerReport = command({
  act: finderActs.answerReport,
  input: z.object({ reportId: z.string(), stops: z.enum(['yes', 'no'], 'Choose whether its messages stop'), answer: words(5000, 'Say what was done and why') }),
  record: ({ reportId }) => ({ kind: 'partner-report', id: reportId }),
  perform: async ({ tx, actor }, input) => {
    await tx.updateTable('partner_report').set({ stops: input.stops === 'yes', answer: input.answer, answered_by: actor.personId, answered_at: sql<Date>`wantsum_clock()` }).where('id', '=', input.reportId).execute();
    return done(undefined, { record: { kind: 'partner-report', id: input.reportId }, after: { stops: input.stops }, reason: input.answer });
  },
});
