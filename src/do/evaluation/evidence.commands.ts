import { z } from 'zod';
import { londonInstant } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { mailWriters } from '#parties';
import { evaluationActs } from './evaluation.acts.ts';
import { isLockedOut, lockOpportunity } from './evaluation.store.ts';
import { decideIssue, decideReply, type EvidenceLine } from './evidence.ts';
import { historyOf, insertSheet, isScored, sheetOf, storeReply } from './evidence.store.ts';
import { opportunityOfBid, panelBids, panelQuestions } from './panel-bid.store.ts';
import { day, optionalWords, words } from './typed-fields.ts';

const bid = (id: string) => ({ kind: 'bid', id }) as const;
const gone = refuse('not-found', 'This bid is not there any more.');

/** Issues what the records say of a bidder's past work, with references from outside. The bidder sees the very same sheet and answers it. */
export const issueSheet = command({
  act: evaluationActs.issueSheet,
  input: z.object({
    bidId: z.string(), replyOn: day('Enter the day by which the bidder may answer'),
    references: z.array(z.object({ source: optionalWords(300), fact: optionalWords(3000) })).max(5),
  }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor, services }, { bidId, replyOn, references }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    const [found] = opportunity ? await panelBids(tx, opportunity.id, { bidId }) : [];
    if (!opportunity || !found || (await isLockedOut(tx, opportunity.id, actor))) return gone;
    const replyUntil = londonInstant(replyOn, '17:00');
    const decision = decideIssue({
      opportunityState: opportunity.state, published: (await panelQuestions(tx, opportunity.id)).some(({ judgedBy }) => judgedBy === 'past-performance'), issued: (await sheetOf(tx, bidId)) !== null,
      now: await readClock(tx), replyUntil,
    });
    if (decision.kind === 'refused') return decision;
    if (references.some(({ source, fact }) => (source === '') !== (fact === ''))) return refuse('half', 'Give both who says it and what they say, or leave both blank.', { field: 'source-0' });
    const outside = references.filter(({ fact }) => fact !== '').map(({ source, fact }): EvidenceLine => ({ kind: 'reference', on: null, fact, source }));
    const lines = [...(await historyOf(tx, found.organisationId, opportunity.bodyId)), ...outside];
    const newcomer = lines.length === 0;
    await insertSheet(tx, { opportunityId: opportunity.id, bidId, lines, newcomer, replyUntil }, actor.personId);
    await mailWriters(tx, [{
      organisationIds: [found.organisationId], subject: `Your past work: ${opportunity.title}`, about: bid(bidId),
      text: newcomer ? `The records hold no past work of yours, so in “${opportunity.title}” you have the neutral score that the tender states. Nobody scores it.\n\n${services.config.siteUrl}/bids/${bidId}/past-work\n`
        : `This is what the panel for “${opportunity.title}” will read of your past work. You may answer it by 5pm on ${replyOn}, before anybody scores it:\n${services.config.siteUrl}/bids/${bidId}/past-work\n`,
    }]);
    return done({ opportunityId: opportunity.id, newcomer }, { record: bid(bidId), bodyId: opportunity.bodyId, after: { lines: lines.length, newcomer, replyUntil } });
  },
});

/** The bidder answers its sheet, before anybody scores it (DP-19). */
export const answerSheet = command({
  act: evaluationActs.answerSheet,
  input: z.object({ bidId: z.string(), reply: words(10_000, 'Write your answer') }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor }, { bidId, reply }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    const sheet = await sheetOf(tx, bidId);
    if (!opportunity || !sheet) return gone;
    const decision = decideReply(sheet, await readClock(tx), await isScored(tx, bidId));
    if (decision.kind === 'refused') return decision;
    await storeReply(tx, bidId, reply, actor.personId);
    return done(undefined, { record: bid(bidId), bodyId: opportunity.bodyId, after: { answered: true } });
  },
});
