import { z } from 'zod';
import { refuse, type Refused } from '#kernel/outcome';
import { coreForBid, type CoreOfBid } from '#selection';
import { command, done, type CommandContext, type Done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { sendMails } from '#platform/mail/send-mail';
import { mailWriters, type Writer } from '#parties';
import { decideSubmission, decideWithdrawal } from './bid.ts';
import { contentHash, contentLines, type ContentLines, type Draft } from './bid-content.ts';
import { saltsOf, unwrapForOpening } from './bid-key.store.ts';
import { questionsAsked, whatToPutRight, type ToPutRight } from './bid-readiness.ts';
import { lockBidForSubmission, lockForSubmission, moveBid, questionsFor, type Bid, type ForSubmission } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { openDraft } from './draft.store.ts';
import { ports, type WritingGroup } from './ports.ts';
import { receiptMail, withdrawalMail } from './receipt-words.ts';
import { insertSubmission } from './submission.store.ts';

/** A draft as it would be sent now: in its canonical form, with the hash that its receipt would carry. */
export interface ToSend {
  readonly draft: Draft;
  readonly lines: ContentLines;
  readonly sha256: Buffer;
  readonly hash: string;
  /** The questions whose answers stand in the line of quality. */
  readonly answered: ReadonlySet<string>;
  readonly toPutRight: readonly ToPutRight[];
  /** What the tender asks of the bidder's core questionnaire, which is answered once for all tenders. */
  readonly core: CoreOfBid;
  /** The group that it is written for, with what that has not done yet. */
  readonly group: WritingGroup | null;
}

/**
 * Checks a whole draft, for the pages and the submission alike.
 * @param forOwn whether the bidder's own people ask: partners who write in it are not told of other bids the bidder takes part in
 */
export async function prepareToSend(read: Read, bid: Bid, draft: Draft, forOwn: boolean): Promise<ToSend> {
  const asked = { draft, questions: await questionsFor(read, bid), lots: bid.lots, lotsPerBidder: bid.lotsPerBidder, isPriced: bid.isPriced };
  const questions = questionsAsked(asked);
  const salts = await saltsOf(read, bid);
  const linesOf = (sent: Draft) => contentLines({ bidId: bid.id, opportunityId: bid.opportunityId, organisationId: bid.organisationId, draft: sent, questions, salts });
  const lines = linesToSend(bid, draft, linesOf);
  const answered = new Set(questions.flatMap(({ id, envelope }) => (envelope === 'quality' ? id : [])));
  const sha256 = contentHash(lines);
  const core = await coreForBid(read, bid.coverage, bid.organisationId);
  const ofCore = core.toPutRight.map((sentence): ToPutRight => ({ sentence, page: 'core' }));
  const lots = draft.lots?.value ?? [];
  const twoBids = forOwn && bid.inGroups && (bid.lots.length === 0 || lots.length > 0) ? await ports().ownBidWanting(read, bid, lots) : [];
  const ofOtherBids = twoBids.map((sentence): ToPutRight => ({ sentence, page: 'two-bids' }));
  const known = bid.groupId === null ? null : await ports().writingGroup(read, bid.groupId, bid, lots);
  // What its lead can do about it is for the lead's own people.
  const group = known && (forOwn ? known : { ...known, gaps: known.gaps.map((gap) => ({ ...gap, way: null })) });
  // The trail keeps what was refused, and must not say who bids with whom: the page names them.
  const ofGroup: ToPutRight[] = group?.gaps.some(({ keepsFromSending }) => keepsFromSending) ? [{ sentence: 'Every member of your group must accept confidentiality, and so can read the bid, before it is submitted', page: 'group' }] : [];
  return { draft, lines, sha256, hash: sha256.toString('hex'), answered, toPutRight: [...whatToPutRight(asked), ...ofCore, ...ofOtherBids, ...ofGroup], core, group };
}

/**
 * What a draft is sent as. A price that was saved where none is asked for stays where it is and is not sent, because its writer is not
 * shown it; in a submission that stands it was sent, and goes on being what was sent.
 */
function linesToSend(bid: Pick<Bid, 'isPriced' | 'standing'>, draft: Draft, linesOf: (sent: Draft) => ContentLines): ContentLines {
  if (bid.isPriced || draft.prices === null) return linesOf(draft);
  const asSaved = linesOf(draft);
  return bid.standing?.contentSha256 === contentHash(asSaved).toString('hex') ? asSaved : linesOf({ ...draft, prices: null });
}

export interface Submitted {
  readonly submissionId: string;
  readonly number: number;
  readonly late: boolean;
}

interface Sending {
  readonly bid: Bid;
  readonly sending: ToSend;
  readonly to: 'submitted' | 'late';
  readonly writers: readonly Writer[];
}

/** Writes a submission that was decided on, and the mail of its receipt. Refused when it is the very one that stands. */
export async function send({ tx, actor, services }: CommandContext, { bid, sending: { lines, sha256, hash }, to, writers }: Sending): Promise<Done<Submitted> | Refused> {
  if (bid.standing?.contentSha256 === hash && bid.bidState === to) return refuse('already-submitted', `This bid was submitted already, as number ${bid.standing.number}, and nothing has changed since. Its receipt is ${bid.standing.code}.`);
  const late = to === 'late';
  const number = bid.lastNumber + 1;
  const { id: submissionId, code } = await insertSubmission(tx, { bid, lines, hash: sha256, number, to, submittedAt: bid.now, submittedBy: actor.personId });
  const mail = receiptMail(bid, { number, late, code, contentSha256: hash, submittedAt: bid.now }, services.config.siteUrl);
  await sendMails(tx, writers.map((person) => ({ to: { personId: person.id, email: person.email }, about: { kind: 'bid', id: bid.id }, ...mail })));
  return done<Submitted>({ submissionId, number, late }, { record: { kind: 'bid', id: bid.id }, before: { state: bid.bidState }, after: { state: to, number, receipt: code, sha256: hash } });
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
  load: (tx, { bidId }) => lockForSubmission(tx, bidId),
  perform: async (context, { checked }, { bid, sealed, writers }: ForSubmission) => {
    const decision = decideSubmission(bid);
    if (decision.kind === 'refused') return decision;
    const sending = await prepareToSend(context.tx, bid, await openDraft(context.tx, bid, sealed), true);
    const already = bid.standing?.contentSha256 === sending.hash && bid.bidState === decision.value;
    if (!already && sending.toPutRight.length > 0) return refuse('incomplete', 'Your bid is not complete. Put these right, then submit it.', { more: sending.toPutRight.map(({ sentence, page }) => ({ sentence, field: page })) });
    if (!already && checked !== '' && checked !== sending.hash) return refuse('changed', 'A colleague changed the bid after you checked it. Check it again, then submit it.');
    return send(context, { bid, sending, to: decision.value, writers });
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
    await mailWriters(tx, [{ organisationIds: [bid.organisationId], about: { kind: 'bid', id: bidId }, ...withdrawalMail(bid, services.config.siteUrl) }]);
    return done(undefined, { record: { kind: 'bid', id: bidId }, before: { state: bid.bidState }, after: { state: decision.value } });
  },
});
