import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { decideSubmission, decideWithdrawal } from './bid.ts';
import { contentHash, contentLines, type ContentLines, type Draft } from './bid-content.ts';
import { saltsOf, unwrapForOpening } from './bid-key.store.ts';
import { questionsAsked, whatToPutRight } from './bid-readiness.ts';
import { lockBidForSubmission, moveBid, questionsFor, writersOf, type Bid } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { readDraft } from './draft.store.ts';
import { receiptMail, withdrawalMail } from './receipt-words.ts';
import { insertSubmission } from './submission.store.ts';

/** A draft as it would be sent now: in its canonical form, with the hash that its receipt would carry. */
export interface DraftToSend {
  readonly draft: Draft;
  readonly lines: ContentLines;
  readonly hash: string;
  readonly toPutRight: ReturnType<typeof whatToPutRight>;
}

/** Reads and checks a whole draft, for the check page and the submission alike. */
export async function draftToSend(read: Read, bid: Bid): Promise<DraftToSend> {
  const draft = await readDraft(read, bid);
  const asked = { draft, questions: await questionsFor(read, bid), lots: bid.lots, lotsPerBidder: bid.lotsPerBidder };
  const lines = contentLines({ bidId: bid.id, opportunityId: bid.opportunityId, organisationId: bid.organisationId, draft, questions: questionsAsked(asked), salts: await saltsOf(read, bid) });
  return { draft, lines, hash: contentHash(lines).toString('hex'), toPutRight: whatToPutRight(asked) };
}

export interface Submitted {
  readonly number: number;
  readonly late: boolean;
}

/** Submits the draft as it stands. Late is decided by the clock read after every lock; a late bid is refused or recorded unread. */
export const submitBid = command({
  act: bidsActs.submit,
  input: z.object({
    bidId: z.string(),
    /** The hash of what the person checked, so that a colleague's later change is not sent unseen. Empty: send what there is. */
    checked: z.string().default(''),
  }),
  record: (input) => ({ kind: 'bid', id: input.bidId }),
  perform: async ({ tx, actor, services }, { bidId, checked }) => {
    const bid = await lockBidForSubmission(tx, bidId);
    const decision = decideSubmission(bid);
    if (decision.kind === 'refused') return decision;
    const { lines, hash, toPutRight } = await draftToSend(tx, bid);
    if (bid.standing?.contentSha256 === hash && bid.bidState === decision.value) return refuse('already-submitted', `This bid was submitted already, as number ${bid.standing.number}, and nothing has changed since. Its receipt is ${bid.standing.code}.`);
    if (toPutRight.length > 0) return refuse('incomplete', 'Your bid is not complete. Put these right, then submit it.', { more: toPutRight.map(({ sentence, page }) => ({ sentence, field: page })) });
    if (checked !== '' && checked !== hash) return refuse('changed', 'A colleague changed the bid after you checked it. Check it again, then submit it.');
    const late = decision.value === 'late';
    const number = bid.lastNumber + 1;
    const submission = await insertSubmission(tx, { bid, lines, number, to: decision.value, submittedAt: bid.now, submittedBy: actor.personId });
    const receipt = { number, late, code: submission.code, contentSha256: submission.contentSha256, submittedAt: bid.now };
    for (const person of await writersOf(tx, [bid.organisationId])) {
      await sendMail(tx, { to: { personId: person.id, email: person.email }, about: { kind: 'bid', id: bidId }, ...receiptMail(bid, receipt, services.config.siteUrl) });
    }
    return done<Submitted>({ number, late }, { record: { kind: 'bid', id: bidId }, before: { state: bid.bidState }, after: { state: decision.value, number, receipt: submission.code, sha256: submission.contentSha256 } });
  },
});

/** Takes a submitted bid back before the deadline. Its draft stays, and can be submitted again. */
export const withdrawBid = command({
  act: bidsActs.withdraw,
  input: z.object({ bidId: z.string() }),
  record: (input) => ({ kind: 'bid', id: input.bidId }),
  perform: async ({ tx, services }, { bidId }) => {
    const bid = await lockBidForSubmission(tx, bidId);
    const decision = decideWithdrawal(bid);
    if (decision.kind === 'refused') return decision;
    await moveBid(tx, bidId, bid.bidState, decision.value, { submissionId: null, withdrawn: true });
    await unwrapForOpening(tx, bidId);
    for (const person of await writersOf(tx, [bid.organisationId])) {
      await sendMail(tx, { to: { personId: person.id, email: person.email }, about: { kind: 'bid', id: bidId }, ...withdrawalMail(bid, services.config.siteUrl) });
    }
    return done(undefined, { record: { kind: 'bid', id: bidId }, before: { state: bid.bidState }, after: { state: decision.value } });
  },
});
