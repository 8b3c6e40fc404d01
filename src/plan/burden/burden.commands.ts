import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { parseDecimal, decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { opportunityById, opportunityReference, TENDER_QUESTIONS } from '#opportunities';
import { burdenOf, questionsOf } from '#parts/questions';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { burdenActs } from './burden.acts.ts';
import { bidTender, effortOf, estimateOf, storeBaseline, storeEffort, storeEstimate, storeNoBid } from './burden.store.ts';
import { NO_BID_REASONS, type NoBidReason } from './should-we-bid.ts';

/** Days as people write them: "22.5", "1/2" is not one. */
const days = (most: number) => z.string().transform((text, check) => {
  const parsed = parseDecimal(text);
  const fits = parsed.ok && parsed.value.compare(decimal('0')) > 0 && parsed.value.compare(decimal(String(most))) <= 0;
  if (parsed.ok && fits) return parsed.value.round(2);
  check.addIssue({ code: 'custom', message: `Enter the working days of one person, more than 0 and up to ${most.toLocaleString('en-GB')}, such as 22.5` });
  return z.NEVER;
});
const MOST_ESTIMATED_DAYS = 2000;
const pounds = z.string().transform((text, check) => {
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence > 0n) return parsed.pence;
  check.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount above zero' : parsed.why });
  return z.NEVER;
});
const onOpportunity = ({ opportunityId }: { readonly opportunityId: string }) => opportunityReference(opportunityId);
const PUBLISHED = 'This tender is published: what it asks is fixed.';

/** Saves what the officer expects all bidders together to spend (DP-31). */
export const saveEstimate = command({
  act: burdenActs.saveEstimate,
  input: z.object({
    opportunityId: z.string(), personDays: days(MOST_ESTIMATED_DAYS), dayRate: pounds,
    bidders: z.string().refine((text) => /^\d{1,4}$/.test(text.trim()) && Number(text) >= 1, 'Enter how many bidders you expect, 1 or more').transform(Number),
  }),
  record: onOpportunity,
  perform: async ({ tx, actor }, input) => {
    if ((await opportunityById(tx, input.opportunityId))?.state !== 'draft') return refuse('fixed', PUBLISHED);
    const before = await estimateOf(tx, input.opportunityId);
    await storeEstimate(tx, input.opportunityId, { bidders: input.bidders, personDays: input.personDays, dayRatePence: input.dayRate }, actor.personId);
    return done(undefined, {
      record: onOpportunity(input), after: { bidders: input.bidders, personDays: input.personDays.toString(), dayRatePence: input.dayRate.toString() },
      ...(before ? { before: { bidders: before.bidders, personDays: before.personDays.toString(), dayRatePence: before.dayRatePence.toString() } } : {}),
    });
  },
});

/** From now on, the meter shows what was added and taken away. */
export const takeBaseline = command({
  act: burdenActs.takeBaseline,
  input: z.object({ opportunityId: z.string() }),
  record: onOpportunity,
  perform: async ({ tx, actor }, input) => {
    if ((await opportunityById(tx, input.opportunityId))?.state !== 'draft') return refuse('fixed', PUBLISHED);
    const burden = burdenOf((await questionsOf(tx, onOpportunity(input), TENDER_QUESTIONS))?.questions ?? []);
    await storeBaseline(tx, input.opportunityId, burden, actor.personId);
    return done(undefined, { record: onOpportunity(input), after: { ...burden } });
  },
});

const MOST_PEOPLE = 500;

/** What a bid took, told by its own people once it was sent. */
export const tellEffort = command({
  act: burdenActs.tellEffort,
  input: z.object({
    bidId: z.string(), personDays: days(MOST_ESTIMATED_DAYS), hardest: z.string().trim().max(1000, 'Use at most 1,000 characters'),
    people: z.string().trim().refine((text) => text === '' || (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_PEOPLE), `Enter how many people worked on it, up to ${MOST_PEOPLE}, or leave it empty`).transform((text) => (text === '' ? null : Number(text))),
  }),
  record: ({ bidId }) => ({ kind: 'bid', id: bidId }),
  perform: async ({ tx, actor }, input) => {
    const tender = await bidTender(tx, input.bidId);
    if (!tender || tender.state === 'draft') return refuse('not-sent', 'Submit the bid first: then say what it took.');
    const before = await effortOf(tx, input.bidId);
    await storeEffort(tx, input.bidId, { personDays: input.personDays.toString(), people: input.people, hardest: input.hardest }, actor.personId);
    // The words and the number are the bidder's own: the trail says only that they were told.
    return done(undefined, { record: { kind: 'bid', id: input.bidId }, after: { told: before === null ? 'first' : 'again' } });
  },
});

/** Counts why somebody does not bid. Neither the trail nor the count can be led back from one to the other. */
export const tellWhyNot = command({
  act: burdenActs.tellWhyNot,
  input: z.object({ opportunityId: z.string(), reason: z.string().refine((text) => Object.hasOwn(NO_BID_REASONS, text), 'Choose the reason that counts most') }),
  record: onOpportunity,
  sealedRefusals: true,
  perform: async ({ tx, actor }, input) => {
    if (actor.personId === null) return refuse('sign-in', 'Sign in first.');
    const opportunity = await opportunityById(tx, input.opportunityId);
    if (!opportunity || opportunity.state === 'draft') return refuse('not-published', 'This is not published.');
    await storeNoBid(tx, input.opportunityId, input.reason as NoBidReason, actor.personId, londonDate(await readClock(tx)));
    return done(undefined, { record: null });
  },
});
