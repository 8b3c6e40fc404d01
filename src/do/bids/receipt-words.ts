import { formatInstant } from '#kernel/instant';
import type { Bid } from './bid.store.ts';
import type { BidGroup } from './ports.ts';
import type { Receipt } from './submission.store.ts';

type ReceiptFacts = Pick<Receipt, 'number' | 'late' | 'code' | 'contentSha256' | 'submittedAt'>;
type About = Pick<Bid, 'id' | 'reference' | 'opportunityTitle' | 'organisationName' | 'bodyName' | 'closesAt'>;

const LONDON = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/** To the second, as a dispute would need it: "1 March 2026 at 11:59:58 London time (2026-03-01T11:59:58Z)". */
export function exactTime(instant: Date): string {
  const second = Math.floor(instant.getTime() / 1000);
  const known = timesInWords.get(second);
  if (known !== undefined) return known;
  const words = `${LONDON.format(instant)} London time (${instant.toISOString().slice(0, 19)}Z)`;
  if (timesInWords.size >= MOST_TIMES) timesInWords.clear();
  timesInWords.set(second, words);
  return words;
}
/** In the last minute every receipt has the same closing time and much the same time of its own. */
const timesInWords = new Map<number, string>();
const MOST_TIMES = 1000;

export const HOW_TO_CHECK =
  'The hash is SHA-256 over the file of your submission, which you can download. To check it, run "sha256sum FILE" (Linux), "shasum -a 256 FILE" (Mac) or "certutil -hashfile FILE SHA256" (Windows): the result must be the hash of this receipt.';

/** "Harbour Youth Trust (lead), Lantern Counselling and Stepping Stones" */
export const membersInWords = ({ members }: Pick<BidGroup, 'members'>): string => new Intl.ListFormat('en-GB').format(members.map(({ name, isLead }) => (isLead ? `${name} (lead)` : name)));

/** The receipt as plain text: the download and the mail say the same, but for the group, since no mail says who bids with whom. */
export function receiptText(bid: About, receipt: ReceiptFacts, group: BidGroup | null = null): string {
  return [
    receipt.late ? 'RECEIPT: LATE BID, RECORDED UNREAD' : 'RECEIPT: BID SUBMITTED',
    '',
    `Receipt code: ${receipt.code}`,
    `Received: ${exactTime(receipt.submittedAt)}`,
    `Bid: ${bid.reference}, submission ${receipt.number}`,
    `For: ${bid.opportunityTitle}, ${bid.bodyName}`,
    `By: ${bid.organisationName}`,
    ...(group ? [`For the group: ${group.name}: ${membersInWords(group)}`] : []),
    `Closing: ${exactTime(bid.closesAt)}`,
    `Content hash (SHA-256): ${receipt.contentSha256}`,
    '',
    ...(receipt.late ? ['It came after closing. It is recorded, and nobody at the authority can read it.', ''] : ['It is sealed: nobody at the authority can read it before the bids are opened.', '']),
    HOW_TO_CHECK,
    '',
  ].join('\n');
}

/** The receipt for a program. */
export const receiptJson = (bid: About, receipt: ReceiptFacts, group: BidGroup | null = null): string =>
  `${JSON.stringify({
    receiptCode: receipt.code, receivedAt: receipt.submittedAt.toISOString(), late: receipt.late, bid: bid.reference, submission: receipt.number, opportunity: bid.opportunityTitle,
    authority: bid.bodyName, organisation: bid.organisationName, closesAt: bid.closesAt.toISOString(), contentSha256: receipt.contentSha256,
    ...(group ? { group: { name: group.name, members: group.members.map(({ name, isLead, workPercent, moneyPercent }) => ({ name, lead: isLead, workPercent, moneyPercent })) } } : {}),
  }, null, 1)}\n`;

export const receiptMail = (bid: About, receipt: ReceiptFacts, siteUrl: string): { readonly subject: string; readonly text: string } => ({
  subject: receipt.late ? `Your bid came after closing: ${bid.opportunityTitle}` : `Receipt ${receipt.code} for your bid: ${bid.opportunityTitle}`,
  text: `${receiptText(bid, receipt)}\nYour receipts: ${siteUrl}/bids/${bid.id}/receipt\n`,
});

export const withdrawalMail = (bid: About, siteUrl: string): { readonly subject: string; readonly text: string } => ({
  subject: `Your bid was withdrawn: ${bid.opportunityTitle}`,
  text: `The bid ${bid.reference} of ${bid.organisationName} for ${bid.opportunityTitle} (${bid.bodyName}) was withdrawn.\n\nIts draft is kept. You can submit it again until ${formatInstant(bid.closesAt)}:\n${siteUrl}/bids/${bid.id}\n`,
});

interface Extended { readonly id: string; readonly title: string; readonly bodyName: string }
interface ClosingMoved { readonly oldClosesAt: Date; readonly newClosesAt: Date; readonly reason: string }

/** More time, as anybody concerned is told it: invited, following, or met at its events. */
export const extensionNews = (opportunity: Extended, change: ClosingMoved): { readonly subject: string; readonly text: string } => ({
  subject: `More time: bidding now closes ${formatInstant(change.newClosesAt)}: ${opportunity.title}`,
  text: `Bidding for ${opportunity.title} (${opportunity.bodyName}) now closes on ${formatInstant(change.newClosesAt)}, for everyone.\nBefore, it closed on ${formatInstant(change.oldClosesAt)}.\n\nReason: ${change.reason}`,
});

/** The same for whoever writes a bid or has sent one. */
export const extensionMail = (opportunity: Extended, change: ClosingMoved, siteUrl: string): { readonly subject: string; readonly text: string } => ({
  subject: extensionNews(opportunity, change).subject,
  text: `${extensionNews(opportunity, change).text}\n\nA bid you submitted in time stands. You can change it until the new time. A bid that was late can be submitted again.\n${siteUrl}/opportunities/${opportunity.id}\n`,
});
