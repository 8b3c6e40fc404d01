import { z } from 'zod';
import { sql } from 'kysely';
import { allow, refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { bidContacts } from '#bids';
import { isLockedOut } from '#evaluation';
import { arrangeSession, insertSlots, organisationsOf, sessionReference, sessionsAbout, slotSetInput, slotsOfSet, type Session, type SessionOwner } from '#parts/sessions';
import { mailWriters } from '#parties';
import { lockAward, readAward, type Award } from './award.store.ts';
import { titleOf } from './publish-award.command.ts';
import { lettersOf } from './feedback.store.ts';
import { awardsActs } from './awards.acts.ts';

/** The times to talk about the feedback of an award; null while none were offered. */
export const talksOf = async (read: Read, awardId: string): Promise<Session | null> => (await sessionsAbout(read, { kind: 'award', id: awardId }, 'talk')).find(({ cancelledAt }) => cancelledAt === null) ?? null;

/** The award whose letter a bid has, of the lot that was told last. */
export async function awardOfBid(read: Read, bidId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select a.id from feedback f join bid b on b.id = f.bid_id join award a on a.opportunity_id = b.opportunity_id and a.lot_id is not distinct from f.lot_id and a.state in ('notified', 'standstill', 'confirmed')
    where f.bid_id = ${bidId} and f.released_at is not null and f.set_aside_at is null order by f.released_at desc, a.id limit 1`.execute(read);
  return rows[0]?.id ?? null;
}

/** Offers times at which small bidders talk their feedback through; those who asked already are told (DP-30). */
export const offerTalks = command({
  act: awardsActs.offerTalks,
  input: slotSetInput.extend({ awardId: z.string() }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async ({ tx, actor, services }, input) => {
    const award = await lockAward(tx, input.awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return refuse('not-found', 'This award is not there any more.');
    if (!['notified', 'standstill', 'confirmed'].includes(award.state)) return refuse('too-early', 'Times are offered once every bidder has had its letter.');
    if (await talksOf(tx, award.id)) return refuse('there-already', 'Times are offered already: add more to those.');
    if (input.place === '' && input.remoteLink === null) return refuse('no-place', 'Say where it is, or give a link for those who come online.', { field: 'place' });
    const times = slotsOfSet(input, await readClock(tx));
    if (times.kind === 'refused') return times;
    const sessionId = await arrangeSession(tx, { about: { kind: 'award', id: award.id }, bodyId: award.bodyId, kind: 'talk', title: `Talk about the feedback on ${titleOf(award)}`, words: 'For small businesses, voluntary bodies and social enterprises: what was strong, what to improve, and your questions.', audience: 'invited', createdBy: actor.personId });
    await insertSlots(tx, sessionId, times.value, input);
    await mailWriters(tx, (await lettersOf(tx, award)).filter(({ talkAskedAt }) => talkAskedAt !== null).map(({ organisationId, bidId }) => ({
      organisationIds: [organisationId], about: { kind: 'bid', id: bidId }, subject: `Times for the talk you asked for: ${award.titleInStage}`, text: `You can book a time here:\n${services.config.siteUrl}/sessions/${sessionId}\n`,
    })));
    return done({ sessionId }, { record: sessionReference(sessionId), bodyId: award.bodyId, after: { award: award.id, on: input.on, times: times.value.length } });
  },
});

/** Whether an organisation has a released letter of this award and is small, or of the voluntary sector. */
const isOffered = async (read: Read, award: Award, organisationId: string): Promise<boolean> => (await lettersOf(read, award)).some((letter) => letter.organisationId === organisationId && letter.small && letter.releasedAt !== null);

/** Who may see and book the talks about an award. Given to `sessionsModule` by `app.ts`. */
export const talkOwner: SessionOwner = {
  aboutKind: 'award',
  record: async (read, aboutId) => {
    const award = await readAward(read, aboutId);
    return award && { title: titleOf(award), address: `/awards/${aboutId}` };
  },
  mayView: async (read, actor, session) => {
    const award = await readAward(read, session.about.id);
    if (!award) return false;
    for (const organisationId of organisationsOf(actor)) if (await isOffered(read, award, organisationId)) return true;
    return holdsOn(actor, session.bodyId, 'procurement-officer') && !(await isLockedOut(read, award.opportunityId, actor));
  },
  mayBook: async (read, _actor, session, organisationId) => {
    const award = organisationId === null ? null : await readAward(read, session.about.id);
    return award && (await isOffered(read, award, organisationId!)) ? allow() : refuse('not-offered', 'Talks are offered to small businesses, voluntary bodies and social enterprises that bid here.');
  },
  contacts: async (read, session) => {
    const award = await readAward(read, session.about.id);
    return bidContacts(read, award ? (await lettersOf(read, award)).filter(({ small, releasedAt }) => small && releasedAt !== null) : []);
  },
};
