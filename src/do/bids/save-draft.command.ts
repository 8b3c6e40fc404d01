import { z } from 'zod';
import { parsePounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { readAnswer, type AnswerValue } from '#parts/questions';
import type { Act } from '#platform/access/act';
import { command, done, type Command, type CommandContext, type Done } from '#platform/command/command';
import type { Envelope } from '#platform/sealing/envelope-keys';
import { CONFLICT, decideSaving } from './bid.ts';
import { WHOLE } from './bid-content.ts';
import { lockBidForWriting, questionsFor, type Bid } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { savePart } from './draft.store.ts';

/** What an autosave and a page are told: the part's new version and when it was saved. */
export interface Saved {
  readonly version: number;
  readonly at: string;
}

/** The version of the part that the form showed; 0 where there was none. */
const version = z.coerce.number().int().min(0).catch(0);
const onBid = (input: { readonly bidId: string }) => ({ kind: 'bid', id: input.bidId });

const savesPart = <Input extends { readonly bidId: string; readonly version: number }>(
  act: Act,
  input: z.ZodType<Input>,
  read: (context: CommandContext, bid: Bid, input: Input) => Promise<{ readonly kind: 'part'; readonly partKey: string; readonly envelope: Envelope; readonly value: unknown; readonly field: string } | Refused>,
): Command<Input, Saved> =>
  command({
    act,
    input,
    record: onBid,
    perform: async (context, given): Promise<Done<Saved> | Refused> => {
      const bid = await lockBidForWriting(context.tx, given.bidId);
      const decision = decideSaving(bid);
      if (decision.kind === 'refused') return decision;
      const part = await read(context, bid, given);
      if (part.kind === 'refused') return part;
      const saved = await savePart(context.tx, bid, { partKey: part.partKey, envelope: part.envelope, value: part.value, shown: given.version, savedBy: context.actor.personId });
      if (saved === 'conflict') return refuse('conflict', CONFLICT, { field: part.field });
      return done({ version: saved, at: bid.now.toISOString() }, { record: onBid(given), after: { part: part.partKey, version: saved } });
    },
  });

/** Saves one answer as typed. Its word limit is for the submission: nothing typed is lost for being too long yet. */
export const saveAnswer = savesPart(
  bidsActs.saveAnswer,
  z.object({
    bidId: z.string(), questionId: z.string(), version, texts: z.array(z.string()),
    date: z.object({ day: z.string(), month: z.string(), year: z.string() }).exactOptional(),
  }),
  async ({ tx }, bid, { questionId, texts, date }) => {
    const question = (await questionsFor(tx, bid)).find(({ id }) => id === questionId);
    if (!question || question.type === 'file') return refuse('no-question', 'This question is not one of this opportunity’s.');
    const answer = readAnswer({ ...question, wordLimit: null }, { texts, ...(date ? { date } : {}) });
    if (!answer.ok) return refuse('unreadable', answer.why, { field: 'answer' });
    const value: AnswerValue = answer.value ?? '';
    return { kind: 'part', partKey: question.id, envelope: question.envelope, value, field: 'answer' };
  },
);

/** Which lots the bid is for. Sealed too: before the opening nobody knows who wants which. */
export const saveLots = savesPart(
  bidsActs.saveLots,
  z.object({ bidId: z.string(), version, lots: z.array(z.string()).min(1, 'Choose at least one lot') }),
  async (_context, bid, { lots }) => {
    const chosen = bid.lots.filter(({ id }) => lots.includes(id));
    if (chosen.length !== new Set(lots).size) return refuse('no-lot', 'Choose from the lots shown.', { field: 'lots' });
    if (bid.lotsPerBidder !== null && chosen.length > bid.lotsPerBidder) return refuse('too-many-lots', `Choose no more than ${bid.lotsPerBidder} ${bid.lotsPerBidder === 1 ? 'lot' : 'lots'}.`, { field: 'lots' });
    return { kind: 'part', partKey: 'lots', envelope: 'quality', value: chosen.map(({ id }) => id), field: 'lots' };
  },
);

const NO_PRICE = refuse('no-price', 'Nothing here is scored on price, so none is asked for.');

const pounds = z.string().transform((text, check) => {
  if (text.trim() === '') return null;
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
  check.addIssue({ code: 'custom', message: parsed.ok ? 'Enter a price that is not below zero' : parsed.why });
  return z.NEVER;
});

/** The prices of all lots, one part: they are decided together. Net of VAT, in whole pence. */
export const savePrices = savesPart(
  bidsActs.savePrices,
  z.object({ bidId: z.string(), version, price: z.record(z.string(), pounds) }),
  async (_context, bid, { price }) => {
    if (!bid.isPriced) return NO_PRICE;
    const keys = bid.lots.length === 0 ? [WHOLE] : bid.lots.map(({ id }) => id);
    const value = Object.fromEntries(keys.flatMap((key) => (price[key] === null || price[key] === undefined ? [] : [[key, price[key].toString()]])));
    return { kind: 'part', partKey: 'prices', envelope: 'price', value, field: `price-${keys[0]!}` };
  },
);
