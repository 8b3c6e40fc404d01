import { z } from 'zod';
import { allow, refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { mayAct } from '#platform/access/access';
import { arrangeSession, insertSlots, sessionReference, slotSetInput, slotsOfSet, type SessionOwner } from '#parts/sessions';
import { lockOpportunity, mayBid, opportunityById, opportunityReference, statusOf, titleInStage } from '#opportunities';
import { optionalCount, optionalWords, words } from './fields.ts';
import { NOT_THERE } from './plan.commands.ts';
import { timetableActs } from './timetable.acts.ts';

/** What may be arranged for bidders: equal for all of them. Interviews are the evaluation's. */
export const BIDDER_SESSIONS = ['visit', 'surgery', 'briefing'] as const;

/** Arranges visits, a surgery or a briefing, with its first set of times. */
export const arrangeForBidders = command({
  act: timetableActs.arrangeSession,
  input: slotSetInput.extend({
    opportunityId: z.uuid(), kind: z.enum(BIDDER_SESSIONS, 'Choose what it is'), title: words(200, 'Enter a title, such as “Visit the Sheppey centre”'), words: optionalWords(4000),
    peopleEach: optionalCount(100, 'Enter how many people may come for each booking'), accessibility: optionalWords(2000), alternative: optionalWords(2000),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const now = await readClock(tx);
    if (opportunity.state !== 'draft' && statusOf(opportunity, now) !== 'open') return refuse('closed', 'Bidding has closed, so visits and surgeries would come too late for everyone.');
    if (input.place === '' && input.remoteLink === null) return refuse('no-place', 'Say where it is, or give a link for those who come online.', { field: 'place' });
    const times = slotsOfSet(input, now);
    if (times.kind === 'refused') return times;
    if (opportunity.closesAt !== null && times.value.at(-1)!.endsAt > opportunity.closesAt) return refuse('after-closing', 'These times are after bidding closes, when nobody could use what they learn.', { field: 'on' });
    const sessionId = await arrangeSession(tx, {
      about: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, kind: input.kind, title: input.title, words: input.words, audience: 'organisations', booksUntil: opportunity.closesAt,
      peopleEach: input.peopleEach === 0 ? null : input.peopleEach, accessibility: input.accessibility, alternative: input.alternative, createdBy: actor.personId,
    });
    await insertSlots(tx, sessionId, times.value, input);
    return done({ sessionId }, { record: sessionReference(sessionId), bodyId: opportunity.bodyId, after: { opportunity: opportunity.reference, kind: input.kind, title: input.title, on: input.on, times: times.value.length, places: input.places } });
  },
});

/** Who may see and book what is arranged for bidders: everyone who may read the opportunity, and any organisation that may answer it. */
export const bidderSessions = (concerned: NonNullable<SessionOwner['contacts']>): SessionOwner => ({
  aboutKind: 'opportunity',
  record: async (read, aboutId) => {
    const opportunity = await opportunityById(read, aboutId);
    return opportunity && { title: titleInStage(opportunity), address: `/opportunities/${aboutId}` };
  },
  mayView: async (read, actor, session) => {
    const opportunity = await opportunityById(read, session.about.id);
    if (!opportunity) return false;
    if (opportunity.state !== 'draft' && opportunity.audience === 'anyone') return true;
    const isStaff = mayAct(actor, timetableActs.choosePacks, session.about, { isPublic: false, bodyId: session.bodyId, reach: new Set([`body:${session.bodyId}`]) });
    if (isStaff || opportunity.state === 'draft') return isStaff;
    for (const { scopeKind, scopeId } of actor.holdings) if (scopeKind === 'organisation' && scopeId !== null && (await mayBid(read, opportunity.id, scopeId)).kind === 'allowed') return true;
    return false;
  },
  mayBook: async (read, _actor, session, organisationId) => {
    const opportunity = await opportunityById(read, session.about.id);
    if (!opportunity || statusOf(opportunity, await readClock(read)) !== 'open') return refuse('closed', 'Bidding is not open, so nothing can be booked here.');
    // A surgery helps any group that is registered, whether or not it will bid.
    if (session.kind === 'surgery' || organisationId === null) return allow();
    return mayBid(read, opportunity.id, organisationId);
  },
  contacts: concerned,
});
