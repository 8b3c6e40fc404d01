import { sql } from 'kysely';
import { z } from 'zod';
import { isId, type PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { readClock } from '#platform/clock';
import { sendMail } from '#platform/mail/send-mail';
import { isLockedOut } from '#evaluation';
import { keepPromise } from '#parts/promises';
import { titleInStageSql } from '#opportunities';
import { mailWriters } from '#parties';
import { decideGoingOn } from './award.ts';
import { lockAward, moveAward } from './award.store.ts';
import { FEEDBACK_RULE, missingFrom, type Feedback } from './feedback.ts';
import { lettersOf, releasedLetters, releaseLetters, storeLetter, storeTalkAsked } from './feedback.store.ts';
import { awardsActs } from './awards.acts.ts';
import { decideUnhindered } from './unhindered.store.ts';

const LONGEST = 10_000;
const words = optionalWords(LONGEST);
const gone = refuse('not-found', 'This is not there any more.');
const onAward = (id: string) => ({ kind: 'award', id }) as const;

/** An officer's words in one bidder's letter. It may be left unfinished here: the release asks for all of it. */
export const editFeedback = command({
  act: awardsActs.editFeedback,
  input: z.object({ awardId: z.string(), feedbackId: z.string().refine(isId, 'This letter is not there'), winnerAdvantages: words, strength: z.record(z.string(), words), improvement: z.record(z.string(), words) }),
  record: ({ awardId }) => onAward(awardId),
  perform: async ({ tx, actor }, { awardId, feedbackId, winnerAdvantages, strength, improvement }) => {
    const award = await lockAward(tx, awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return gone;
    const letter = (await lettersOf(tx, award)).find(({ id }) => id === feedbackId);
    if (!letter) return gone;
    if (award.state === 'withdrawn' || letter.releasedAt) return refuse('released', 'This letter has been released, so its words stand.');
    const questions = letter.content.questions.map((question) => ({ ...question, strength: strength[question.questionId] ?? question.strength, improvement: improvement[question.questionId] ?? question.improvement }));
    if (!(await storeLetter(tx, feedbackId, winnerAdvantages, { ...letter.content, questions }))) return gone;
    return done({ awardId }, { record: onAward(awardId), bodyId: award.bodyId, after: { feedbackId, bidId: letter.bidId } });
  },
});

/** Releases every letter to every bidder at the same instant. Anything empty is named, and nothing is sent; nor is it before the winner is checked where the law asks for that. */
export const releaseFeedback = command({
  act: awardsActs.releaseFeedback,
  input: z.object({ awardId: z.string() }),
  record: ({ awardId }) => onAward(awardId),
  perform: async (context, { awardId }) => {
    const { tx, actor } = context;
    const award = await lockAward(tx, awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return gone;
    const move = decideGoingOn('notify', award);
    if (move.kind === 'refused') return move;
    // Whoever has been told it won, or that another did, cannot be untold: the winner is checked first.
    const unhindered = await decideUnhindered(tx, { opportunityId: award.opportunityId, lotId: award.lot?.id ?? null, bidId: award.bidId, step: 'publish' });
    if (unhindered.kind === 'refused') return unhindered;
    const letters = await lettersOf(tx, award);
    const [first, ...more] = missingFrom(letters);
    if (first) return refuse('letters-incomplete', first.sentence, { rule: FEEDBACK_RULE, ...(more.length > 0 ? { more } : {}) });
    await releaseLetters(tx, letters.map(({ id }) => id), await readClock(tx), actor.personId);
    await moveAward(tx, award, move.value);
    await keepPromise(tx, 'feedback', onAward(awardId));
    await mailResult(context, letters, award.titleInStage);
    return done({ letters: letters.length }, { record: onAward(awardId), bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, letters: letters.length }, rule: FEEDBACK_RULE.sentence });
  },
});

/** Says that there is a result, never what it is: mail is not sealed. */
async function mailResult({ tx, services }: CommandContext, letters: readonly Pick<Feedback, 'organisationId' | 'bidId'>[], title: string): Promise<void> {
  await mailWriters(tx, letters.map(({ organisationId, bidId }) => ({
    organisationIds: [organisationId], subject: `The result of ${title}`, about: { kind: 'bid', id: bidId },
    text: `The bids for “${title}” have been assessed. Your result, with feedback on each answer, is here:\n${services.config.siteUrl}/bids/${bidId}/feedback\n`,
  })));
}

/** A small bidder, or one of the voluntary sector, asks to talk its feedback through. */
export const askForTalk = command({
  act: awardsActs.askForTalk,
  input: z.object({ bidId: z.string() }),
  record: ({ bidId }) => ({ kind: 'bid', id: bidId }),
  perform: async ({ tx, services }, { bidId }) => {
    const [letter] = await releasedLetters(tx, bidId);
    if (!letter) return gone;
    if (!letter.small) return refuse('not-offered', 'Talks are offered to small businesses, voluntary bodies and social enterprises.');
    if (!(await storeTalkAsked(tx, bidId))) return refuse('asked-already', 'You have asked for a talk already. The authority will write to you.');
    const bid = await tx.selectFrom('bid as b').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id').innerJoin('body', 'body.id', 'o.body_id').select(['b.opportunity_id', sql<string>`${sql.raw(titleInStageSql('o'))}`.as('title'), 'o.body_id', 'b.reference']).where('b.id', '=', bidId).executeTakeFirstOrThrow();
    const officers = await tx.selectFrom('role_holding as h').innerJoin('person as p', 'p.id', 'h.person_id').select(['p.id', 'p.email']).where('h.role', '=', 'procurement-officer').where('h.scope_id', '=', bid.body_id).where('h.held_until', 'is', null).where('p.state', '=', 'active').execute();
    for (const officer of officers) {
      await sendMail(tx, {
        to: { personId: officer.id as PersonId, email: officer.email }, subject: `${letter.organisationName} asks for a talk about its feedback`, about: { kind: 'bid', id: bidId },
        text: `${letter.organisationName} (${bid.reference}) asks to talk through its feedback on “${bid.title}”. Write to it to agree a time.\n${services.config.siteUrl}/opportunities/${bid.opportunity_id}/award\n`,
      });
    }
    return done({ bidId }, { record: { kind: 'bid', id: bidId }, bodyId: bid.body_id as never, after: { talkAsked: true } });
  },
});
