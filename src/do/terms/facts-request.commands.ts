import { z } from 'zod';
import { calendarDateOrNull, londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { mailWriters, organisationByNameOrNumber } from '#parties';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { optionalWords, words } from '#platform/typed-words';
import { lockOpportunity, opportunityReference } from '#opportunities';
import { termsActs } from './terms.acts.ts';
import { insertRequest, isStillNeeded, lockRequest, requestById, storeFacts } from './facts-request.store.ts';
import { readFacts, TUPE_RULE } from './tupe.ts';

export const FACTS_REQUEST = 'tupe-request';
const about = (id: string) => ({ kind: FACTS_REQUEST, id });
const gone = refuse('not-found', 'This is not there any more.');

/** Asks the current provider for the facts about its staff. It is told nothing of the tender but that it is asked. */
export const askForFacts = command({
  act: termsActs.askForFacts,
  input: z.object({ opportunityId: z.string(), organisation: words(300, 'Enter the organisation’s name or number'), words: words(4000, 'Say which service you mean and what you need'), answerBy: z.string() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return gone;
    if (opportunity.state !== 'draft' && opportunity.state !== 'published') return refuse('wrong-state', 'Bids have been opened: what bidders were told stands.');
    const answerBy = calendarDateOrNull(input.answerBy);
    if (!answerBy || answerBy < londonDate(await readClock(tx))) return refuse('day', answerBy ? 'The day by which you need it cannot be in the past' : 'Enter the day by which you need it', { field: 'answerBy' });
    const found = await organisationByNameOrNumber(tx, input.organisation);
    if (found.kind === 'refused') return found;
    const provider = found.value;
    const id = await insertRequest(tx, { opportunityId: opportunity.id, organisationId: provider.organisationId, words: input.words, answerBy }, actor.personId);
    if (!id) return refuse('asked-already', 'This organisation has been asked already and has not answered yet.', { field: 'organisation' });
    const told = await mailWriters(tx, [{
      organisationIds: [provider.organisationId], about: about(id), subject: 'You are asked for facts about staff (TUPE)',
      text: `An authority asks for the facts about the staff who work on a service that you provide. Nobody is named in them.\nAnswer it here: ${services.config.siteUrl}/tupe-requests/${id}\n`,
    }]);
    return done({ told: told.size }, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { currentProvider: provider.name, answerBy, peopleTold: told.size } });
  },
});

/** The current provider gives the facts, once: what changes afterwards is asked for anew, so that it is known who had what when. */
export const giveFacts = command({
  act: termsActs.giveFacts,
  input: z.object({
    requestId: z.string(), factsOfOn: z.string(), posts: z.string().max(200_000, 'Use 200,000 characters or fewer'), pensionWords: words(4000, 'Say what is known of pensions, or that nothing is'), otherWords: optionalWords(4000), confirmed: z.boolean(),
  }),
  record: ({ requestId }) => about(requestId),
  perform: async ({ tx, actor, services }, { requestId, ...input }) => {
    await lockRequest(tx, requestId);
    const request = await requestById(tx, requestId);
    if (!request) return gone;
    if (request.facts) return refuse('given', 'Your organisation has answered already. If something changed, write to whoever asked: they ask again.');
    if (!isStillNeeded(request)) return refuse('wrong-state', 'The authority does not need this any more.');
    const facts = readFacts(input, londonDate(await readClock(tx)));
    if (facts.kind === 'refused') return facts;
    const { day, posts } = facts.value;
    if (!input.confirmed) return refuse('unconfirmed', 'Confirm that the facts are right and that nobody can be told from them', { field: 'confirmed', rule: TUPE_RULE });
    await storeFacts(tx, requestId, { factsOfOn: day, posts: input.posts, pensionWords: input.pensionWords, otherWords: input.otherWords }, actor.personId);
    const asker = request.askedBy && (await tx.selectFrom('person').select('email').where('id', '=', request.askedBy).where('state', '=', 'active').executeTakeFirst());
    if (asker) await sendMail(tx, { to: { personId: request.askedBy!, email: asker.email }, about: about(requestId), subject: 'The facts about staff are here (TUPE)', text: `${request.organisationName} gave them. Check and release them here: ${services.config.siteUrl}/opportunities/${request.opportunityId}/tupe/release\n` });
    return done(undefined, { record: about(requestId), bodyId: request.bodyId, after: { posts: posts.length, factsOfOn: day } });
  },
});
