import { z } from 'zod';
import { daysBetween, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { keepPromise, makePromise } from '#parts/promises';
import { lawFrom } from '#policy';
import { mailWriters } from '#parties';
import { evaluationActs } from './evaluation.acts.ts';
import { isLockedOut, lockOpportunity, readOpportunity } from './evaluation.store.ts';
import { decideAssessing, decideExplaining, LOW_PRICE_RULE, priceObstacle, readLines } from './low-price.ts';
import { firstReview, insertPriceQuestion, lowPricesOf, priceQuestion, priceQuestionsOfAgreement, storeAssessment, storeExplanation, storeTest } from './low-price.store.ts';
import { opportunityOfBid } from './panel-bid.store.ts';
import { day, words } from './typed-fields.ts';

const bid = (id: string) => ({ kind: 'bid', id }) as const;
const lot = z.string().refine((text) => text === 'whole' || isId(text), 'This lot is not there');
const lotIdOf = (text: string): string | null => (text === 'whole' ? null : text);
const gone = refuse('not-found', 'This bid is not there any more.');
const endOf = (date: CalendarDate): Date => londonInstant(date, '17:00');

/** Asks a bidder to explain its price, because it was flagged or for a reason of one's own. The bidder is told why. */
export const askPrice = command({
  act: evaluationActs.askPrice,
  input: z.object({ bidId: z.string(), lot, why: words(2000, 'Say why the price looks too low: the bidder reads it'), answerOn: day('Enter the day by which the bidder explains') }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor, services }, { bidId, lot: lotText, why, answerOn }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    if (!opportunity || (await isLockedOut(tx, opportunity.id, actor))) return gone;
    if (!['opened', 'evaluated'].includes(opportunity.state)) return refuse('wrong-state', 'Prices are asked about before anything is awarded.');
    const { bids } = await lowPricesOf(tx, opportunity);
    const found = bids.find(({ id }) => id === bidId);
    if (!found?.prices.some(({ lotId }) => lotId === lotIdOf(lotText))) return refuse('no-price', 'This bid has no open price for this lot.');
    const until = endOf(answerOn);
    if (until <= (await readClock(tx))) return refuse('past', 'Choose a day that is still to come.', { field: 'answerOn' });
    if (!(await insertPriceQuestion(tx, { opportunityId: opportunity.id, bidId, lotId: lotIdOf(lotText), why, answerUntil: until }, actor.personId))) return refuse('asked', 'This bidder was asked already.');
    await mailWriters(tx, [{
      organisationIds: [found.organisationId], subject: `Please explain your price for ${opportunity.title}`, about: bid(bidId),
      text: `Your price for “${opportunity.title}” looks low. ${why}\n\nThis is not a refusal. If you show that you can do the work for it, your bid cannot be left out for its price.\n\nExplain it, with wages, staffing and costs, by 5pm on ${answerOn}:\n${services.config.siteUrl}/bids/${bidId}/price-explanation\n`,
    }]);
    return done({ opportunityId: opportunity.id }, { record: bid(bidId), bodyId: opportunity.bodyId, after: { lot: lotText, answerUntil: until }, reason: why, rule: LOW_PRICE_RULE.sentence });
  },
});

/** The bidder explains, in lines that add up. May be changed until it is assessed. */
export const explainPrice = command({
  act: evaluationActs.explainPrice,
  input: z.object({ bidId: z.string(), lot, wage: z.string().max(10_000), staffing: z.string().max(10_000), cost: z.string().max(10_000), explanation: words(10_000, 'Say in a few sentences how you can do the work for this price') }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor }, { bidId, lot: lotText, explanation, ...typed }) => {
    const question = await priceQuestion(tx, bidId, lotIdOf(lotText));
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    if (!question || !opportunity) return gone;
    const decision = decideExplaining(question, await readClock(tx));
    if (decision.kind === 'refused') return decision;
    const lines = [];
    for (const kind of ['wage', 'staffing', 'cost'] as const) {
      const read = readLines(kind, typed[kind]);
      if (read.kind === 'refused') return read;
      lines.push(...read.value);
    }
    await storeExplanation(tx, question.id, lines, explanation, actor.personId);
    return done(undefined, { record: bid(bidId), bodyId: opportunity.bodyId, after: { lot: lotText, lines: lines.length } });
  },
});

/** Somebody of the authority assesses it, with a reason. One that is turned down is left out of the ranking, and its price is not compared. */
export const assessPrice = command({
  act: evaluationActs.assessPrice,
  input: z.object({ bidId: z.string(), lot, accepted: z.enum(['yes', 'no'], 'Choose whether the price is shown to be sound'), reason: words(5000, 'Give the reason: it is kept, and tested at later reviews') }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor }, { bidId, lot: lotText, accepted, reason }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    const question = await priceQuestion(tx, bidId, lotIdOf(lotText));
    if (!opportunity || !question || (await isLockedOut(tx, opportunity.id, actor))) return gone;
    if (!['opened', 'evaluated'].includes(opportunity.state)) return refuse('wrong-state', 'A price is assessed before anything is awarded.');
    const decision = decideAssessing(question, accepted === 'yes', await readClock(tx));
    if (decision.kind === 'refused') return decision;
    await storeAssessment(tx, question.id, accepted === 'yes', reason, actor.personId);
    return done({ opportunityId: opportunity.id }, { record: bid(bidId), bodyId: opportunity.bodyId, after: { lot: lotText, accepted: accepted === 'yes' }, reason, rule: LOW_PRICE_RULE.sentence });
  },
});

const TEST_PROMISE = 'price-test';

/** A contract manager says what a review found of the price that was explained. */
export const testPrice = command({
  act: evaluationActs.testPrice,
  input: z.object({ agreementId: z.string(), questionId: z.string(), tested: words(5000, 'Write what you found: are the wages paid, the staff there, the costs as they were said?') }),
  record: ({ agreementId }) => ({ kind: 'agreement', id: agreementId }),
  perform: async ({ tx, actor }, { agreementId, questionId, tested }) => {
    const question = (await priceQuestionsOfAgreement(tx, agreementId)).find(({ id }) => id === questionId);
    const agreement = await tx.selectFrom('agreement').select('body_id').where('id', '=', agreementId).executeTakeFirst();
    if (!question || !agreement) return refuse('not-found', 'Nothing was explained of this contract’s price.');
    await storeTest(tx, question.id, tested, actor.personId);
    await keepPromise(tx, TEST_PROMISE, { kind: 'agreement', id: agreementId });
    return done(undefined, { record: { kind: 'agreement', id: agreementId }, bodyId: agreement.body_id as BodyId, before: { tested: question.tested }, after: { tested } });
  },
});

/** What holds an award up: a price that was not explained, or not accepted (DP-21). Wired to the room `awards`. */
export async function priceObstacles(read: Read, award: { readonly opportunityId: string; readonly lotId: string | null; readonly bidId: string }): Promise<readonly { readonly sentence: string; readonly href: string; readonly rule: typeof LOW_PRICE_RULE }[]> {
  const opportunity = await readOpportunity(read, award.opportunityId);
  if (!opportunity) return [];
  const { lots, bids } = await lowPricesOf(read, opportunity);
  const flagged = lots.find((one) => (one.lot?.id ?? null) === award.lotId)?.low.find(({ bidId }) => bidId === award.bidId)?.why ?? [];
  const sentence = priceObstacle(bids.find(({ id }) => id === award.bidId)?.organisationName ?? 'This bidder', flagged, await priceQuestion(read, award.bidId, award.lotId));
  return sentence === null ? [] : [{ sentence, href: `/opportunities/${award.opportunityId}/prices`, rule: LOW_PRICE_RULE }];
}

/** When the contract is made: a price that was explained is to be tested at its first review. Wired to the room `awards`. */
export async function carryPriceExplanation({ tx }: CommandContext, { agreementId }: { readonly agreementId: string }): Promise<void> {
  const [question] = await priceQuestionsOfAgreement(tx, agreementId);
  const review = question ? await firstReview(tx, agreementId) : null;
  const agreement = review === null ? undefined : await tx.selectFrom('agreement').select(['body_id', 'title']).where('id', '=', agreementId).executeTakeFirst();
  if (review === null || !agreement) return;
  const now = await readClock(tx);
  await makePromise(tx, {
    kind: TEST_PROMISE, about: { kind: 'agreement', id: agreementId }, bodyId: agreement.body_id as BodyId, owner: { role: 'contract-manager' }, words: `Test whether the low price of ${agreement.title} holds as it was explained`,
    address: `/agreements/${agreementId}/price-explanation`, startsAt: now, clock: 'calendarDay1IsNextDay', count: Math.max(1, daysBetween(londonDate(now), review as CalendarDate)), law: await lawFrom(tx), rule: LOW_PRICE_RULE,
  });
}
