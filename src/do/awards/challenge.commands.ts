import { z } from 'zod';
import { formatDate, londonDate, postedDay, type CalendarDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { isLockedOut } from '#evaluation';
import { mailWriters } from '#parties';
import { CHALLENGE_OUTCOMES, PAUSE_RULE, pausedWords } from './challenge.ts';
import { challengeById, challengedOpportunity, insertChallenge, insertInterim, interimById, lockForChallenge, moveChallenge, storeInterimAnswer, type ChallengedOpportunity } from './challenge.store.ts';
import { awardsActs } from './awards.acts.ts';

const gone = refuse('not-found', 'This is not there any more.');
const publicWords = words(2000, 'Enter what every bidder is told');

/** Records that the award is challenged. Everything towards a contract waits from now on, and everyone who bid is told. */
export const recordChallenge = command({
  act: awardsActs.challenge,
  input: z.object({ opportunityId: z.string(), kind: z.enum(['letter', 'claim', 'own-review'], 'Choose what kind of challenge it is'), grounds: words(10_000, 'Enter who challenges and on what grounds'), publicWords, raisedOn: z.string(), expectedNextOn: z.string() }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor, services }, input) => {
    await lockForChallenge(tx, input.opportunityId);
    const opportunity = await challengedOpportunity(tx, input.opportunityId);
    if (!opportunity || (await isLockedOut(tx, input.opportunityId, actor))) return gone;
    if (opportunity.state !== 'opened' && opportunity.state !== 'evaluated') return refuse('wrong-state', 'Only a procurement whose bids are opened, and which has not ended in a contract or been cancelled, can be challenged here.');
    const today = londonDate(await readClock(tx));
    const raisedOn = decideDay(input.raisedOn, 'raisedOn', 'Enter the day on which the challenge came');
    if (raisedOn.kind === 'refused') return raisedOn;
    if (raisedOn.value > today) return refuse('future', 'The day on which the challenge came cannot be in the future', { field: 'raisedOn' });
    const expected = readExpected(input.expectedNextOn, today);
    if (expected.kind === 'refused') return expected;
    const challenge = { opportunityId: opportunity.id, kind: input.kind, grounds: input.grounds, publicWords: input.publicWords, raisedOn: raisedOn.value, expectedNextOn: expected.value };
    const id = await insertChallenge(tx, challenge, actor.personId);
    if (!id) return refuse('open-already', 'A challenge is open already. Add to it, or record what became of it first.');
    await tellEveryBidder(tx, opportunity, services.config.siteUrl, 'The award is challenged', `The award of this procurement is challenged and pauses. ${pausedWords([{ ...challenge, outcome: null }])}\n\n${input.publicWords}`);
    return done({ challengeId: id }, { record: { kind: 'award-challenge', id }, bodyId: opportunity.bodyId, after: { kind: input.kind, raisedOn: raisedOn.value, expectedNextOn: expected.value, publicWords: input.publicWords }, rule: PAUSE_RULE.sentence });
  },
});

/** Says when the next step is expected now, to everyone again. */
export const updateChallenge = command({
  act: awardsActs.updateChallenge,
  input: z.object({ challengeId: z.string(), publicWords, expectedNextOn: z.string() }),
  record: ({ challengeId }) => ({ kind: 'award-challenge', id: challengeId }),
  perform: async ({ tx, services }, input) => {
    const found = await challengeById(tx, input.challengeId);
    if (!found) return gone;
    const expected = readExpected(input.expectedNextOn, londonDate(await readClock(tx)));
    if (expected.kind === 'refused') return expected;
    if (!(await moveChallenge(tx, input.challengeId, { expectedNextOn: expected.value, publicWords: input.publicWords }))) return refuse('closed', 'This challenge has come to its end already.');
    await tellEveryBidder(tx, found.opportunity, services.config.siteUrl, 'News of the challenge', `${pausedWords([{ ...found.challenge, expectedNextOn: expected.value }])}\n\n${input.publicWords}`);
    return done({ opportunityId: found.opportunity.id }, { record: { kind: 'award-challenge', id: input.challengeId }, bodyId: found.opportunity.bodyId, before: { expectedNextOn: found.challenge.expectedNextOn, publicWords: found.challenge.publicWords }, after: { expectedNextOn: expected.value, publicWords: input.publicWords } });
  },
});

/** Records what became of the challenge: the award goes on from where it stood, or is set aside by its own commands. */
export const resolveChallenge = command({
  act: awardsActs.resolveChallenge,
  input: z.object({ challengeId: z.string(), outcome: z.enum(['not-upheld', 'upheld', 'settled', 'withdrawn'], 'Choose what became of it'), outcomeWords: words(2000, 'Enter what every bidder is told') }),
  record: ({ challengeId }) => ({ kind: 'award-challenge', id: challengeId }),
  perform: async ({ tx, actor, services }, { challengeId, outcome, outcomeWords }) => {
    const found = await challengeById(tx, challengeId);
    if (!found) return gone;
    await lockForChallenge(tx, found.opportunity.id);
    const resolvedOn = londonDate(await readClock(tx));
    if (!(await moveChallenge(tx, challengeId, { outcome, outcomeWords, resolvedOn, by: actor.personId }))) return refuse('closed', 'This challenge has come to its end already.');
    await tellEveryBidder(tx, found.opportunity, services.config.siteUrl, 'The challenge has ended', `${CHALLENGE_OUTCOMES[outcome]}, ${formatDate(resolvedOn)}.\n\n${outcomeWords}`);
    return done({ opportunityId: found.opportunity.id }, { record: { kind: 'award-challenge', id: challengeId }, bodyId: found.opportunity.bodyId, after: { outcome, outcomeWords, resolvedOn } });
  },
});

/** Offers the present provider, in writing, what holds for it while the award is paused. */
export const offerInterim = command({
  act: awardsActs.offerInterim,
  input: z.object({ challengeId: z.string(), organisationId: z.string().refine(isId, 'Choose the present provider'), words: words(4000, 'Enter what is offered'), untilOn: z.string() }),
  record: ({ challengeId }) => ({ kind: 'award-challenge', id: challengeId }),
  perform: async ({ tx, actor, services }, input) => {
    const found = await challengeById(tx, input.challengeId);
    if (!found) return gone;
    if (found.challenge.outcome !== null) return refuse('closed', 'This challenge has come to its end, so nothing interim is needed.');
    const until = decideDay(input.untilOn, 'untilOn', 'Enter the day until which it holds');
    if (until.kind === 'refused') return until;
    if (until.value <= londonDate(await readClock(tx))) return refuse('past', 'The day until which it holds must be in the future', { field: 'untilOn' });
    const organisation = await tx.selectFrom('organisation').select('name').where('id', '=', input.organisationId).executeTakeFirst();
    if (!organisation) return refuse('organisation', 'Choose the present provider', { field: 'organisationId' });
    const id = await insertInterim(tx, { challengeId: input.challengeId, organisationId: input.organisationId, words: input.words, untilOn: until.value, by: actor.personId });
    await mailWriters(tx, [{
      organisationIds: [input.organisationId], about: { kind: 'award-interim', id }, subject: `An interim position: ${found.opportunity.title}`,
      text: `${found.opportunity.bodyName} offers you this until ${formatDate(until.value)}, while an award is paused:\n\n${input.words}\n\nAnswer here: ${services.config.siteUrl}/interim-positions/${id}\n`,
    }]);
    return done({ interimId: id, opportunityId: found.opportunity.id }, { record: { kind: 'award-interim', id }, bodyId: found.opportunity.bodyId, after: { organisation: organisation.name, words: input.words, untilOn: until.value } });
  },
});

/** The present provider accepts or declines. */
export const answerInterim = command({
  act: awardsActs.answerInterim,
  input: z.object({ interimId: z.string(), answer: z.enum(['accepted', 'declined'], 'Choose your answer') }),
  record: ({ interimId }) => ({ kind: 'award-interim', id: interimId }),
  perform: async ({ tx, actor }, { interimId, answer }) => {
    const interim = await interimById(tx, interimId);
    const found = interim && (await challengeById(tx, interim.challengeId));
    if (!interim || !found) return gone;
    if (!(await storeInterimAnswer(tx, interimId, answer, actor.personId))) return refuse('answered', 'This has been answered already.');
    return done(undefined, { record: { kind: 'award-interim', id: interimId }, bodyId: found.opportunity.bodyId, after: { answer } });
  },
});

/** Everyone who bid, whatever became of their bid: each mail is about the bid. */
async function tellEveryBidder(tx: Tx, opportunity: ChallengedOpportunity, siteUrl: string, subject: string, text: string): Promise<void> {
  const bids = await tx.selectFrom('bid').select(['id', 'organisation_id']).where('opportunity_id', '=', opportunity.id).where('state', 'not in', ['draft', 'withdrawn']).execute();
  await mailWriters(tx, bids.map((bid) => ({
    organisationIds: [bid.organisation_id], about: { kind: 'bid', id: bid.id }, subject: `${subject}: ${opportunity.title}`, text: `${text}\n\n${opportunity.bodyName}, ${opportunity.reference}\n${siteUrl}/bids/${bid.id}/award-path\n`,
  })));
}

function decideDay(text: string, field: string, empty: string): Decision<CalendarDate> {
  if (text === '') return refuse('day', empty, { field });
  const day = postedDay(text);
  return day ? allow(day) : refuse('day', 'Enter a real date, such as 27 3 2026', { field });
}

function readExpected(text: string, today: CalendarDate): Decision<CalendarDate | null> {
  if (text === '') return allow(null);
  const day = decideDay(text, 'expectedNextOn', '');
  if (day.kind === 'refused') return day;
  return day.value < today ? refuse('past', 'The day on which the next step is expected cannot be in the past', { field: 'expectedNextOn' }) : day;
}

