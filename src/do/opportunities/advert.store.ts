import { formatDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { formatPounds } from '#kernel/money';
import type { PersonId } from '#kernel/ids';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { criteriaOf, pointsInWords, PRICE_FORMULA_NAMES, weigh } from '#parts/assessments';
import { publishNotice, type NoticeContent } from '#parts/notices';
import { areaNames } from './areas.store.ts';
import { keepChange } from './changes.store.ts';
import { CATEGORY_WORDS, midBidWords } from './opportunity-words.ts';
import { putOpportunityInSearch } from './opportunity-search.store.ts';
import { lotsOf, opportunityById, opportunityReference } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { ports } from './ports.ts';
import { interestedIn } from './follow.store.ts';
import { publicationOverrides } from './publication-override.store.ts';
import { contactInWords, contactOf } from './contact.store.ts';
import { whoMayBid } from './reserved/reserved.ts';
import { lawFrom } from '#policy';
import { reservationRule, reservedToWords } from '#routes';

/** The notice that invites tenders, and the one that says that none will be awarded (PA 2023 ss.21, 55). */
const TENDER_NOTICE = 'UK4';
const TERMINATION_NOTICE = 'UK12';

/**
 * Publishes the next version of the tender notice as the opportunity now stands, brings the search up to date and, on a change, tells
 * everyone who is bidding. Every change after publication ends here, so that none is silent (DM-16).
 * @param options `tell: false` where the caller mails the bidders in words of its own
 */
export async function publishAdvert(tx: Tx, opportunityId: string, by: PersonId | null, siteUrl: string, reasonForChange?: string, { tell = true }: { readonly tell?: boolean } = {}): Promise<void> {
  const opportunity = await opportunityById(tx, opportunityId);
  if (!opportunity) throw new Error(`no opportunity ${opportunityId} to publish`);
  if (isAdvertised(opportunity)) {
    await publishNotice(tx, {
      ...noticeOf(opportunity, by), code: TENDER_NOTICE, words: opportunity.summary, content: await advertContent(tx, opportunity), platform: opportunity.platform,
      ...(reasonForChange ? { reasonForChange } : {}),
    });
  }
  await putOpportunityInSearch(tx, opportunityId);
  if (reasonForChange) await keepChange(tx, opportunityId, reasonForChange, by);
  if (reasonForChange && tell) await tellEveryone(tx, opportunity, siteUrl, `Change to ${opportunity.title}`, `This opportunity has changed.\n\nWhy: ${reasonForChange}`);
}

/** Publishes that nothing will be awarded, and why, and tells everyone who is bidding. */
export async function publishCancellation(tx: Tx, opportunity: Opportunity, by: PersonId | null, siteUrl: string, reason: string): Promise<void> {
  if (isAdvertised(opportunity) || isOfAdvertised(opportunity)) await publishNotice(tx, { ...noticeOf(opportunity, by), code: TERMINATION_NOTICE, words: reason, content: { facts: { Reference: opportunity.reference, 'Buying authority': opportunity.bodyName, Reason: reason, ...(opportunity.cancelledMidBid ? { 'How far bidders were': midBidWords(opportunity.cancelledMidBid).trim() } : {}) } } });
  await putOpportunityInSearch(tx, opportunity.id);
  await tellEveryone(tx, opportunity, siteUrl, `Cancelled: ${opportunity.title}`, `This opportunity has been cancelled. No bid will be opened or scored from now on.\n\nWhy: ${reason}${midBidWords(opportunity.cancelledMidBid)}`);
}

/** The tender notice invites everyone: a stage or a call-off for the invited has none of its own (PA 2023 s.21: the notice begins the procedure). */
const isAdvertised = ({ audience }: Opportunity): boolean => audience === 'anyone';

/** A later stage of what a tender notice began: when it ends without an award, that is to be published too (PA 2023 s.55). */
const isOfAdvertised = ({ followsId, existencePublic }: Opportunity): boolean => followsId !== null && existencePublic;

const noticeOf = (opportunity: Opportunity, publishedBy: PersonId | null) =>
  ({ about: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, ocid: opportunity.ocid, title: opportunity.title, publishedBy });

/** Mails everyone who is bidding. Each mail is about the bid, so that no list of the authority's shows it: who is bidding stays known to the bidders alone until the opening. */
export async function tellBidders(tx: Tx, opportunity: Opportunity, siteUrl: string, subject: string, text: string): Promise<void> {
  for (const bidder of await ports().bidderContacts(tx, opportunity.id)) {
    await sendMail(tx, { to: { personId: bidder.personId, email: bidder.email }, about: { kind: 'bid', id: bidder.bidId }, subject, text: `${text}\n\n${opportunity.bodyName}, ${opportunity.reference}\n${siteUrl}/opportunities/${opportunity.id}\n` });
  }
}

/** As `tellBidders`, and everyone else concerned: who follows it, was invited, or came to its events. Each is written to once (DM-16). */
export async function tellEveryone(tx: Tx, opportunity: Opportunity, siteUrl: string, subject: string, text: string): Promise<void> {
  const bidders = new Set((await ports().bidderContacts(tx, opportunity.id)).map(({ personId }) => personId));
  await tellBidders(tx, opportunity, siteUrl, subject, text);
  await tellOthers(tx, opportunity, siteUrl, subject, text, bidders);
}

/** Everyone concerned who is not bidding: who follows it, was invited, or came to its events (DM-16). @param told who has been written to already */
export async function tellOthers(tx: Tx, opportunity: Opportunity, siteUrl: string, subject: string, text: string, told: ReadonlySet<string>): Promise<void> {
  const others = new Map((await interestedIn(tx, opportunity.id)).map((person) => [person.personId, person]));
  for (const contacts of ports().furtherContacts) for (const person of await contacts(tx, opportunity.id)) others.set(person.personId, person);
  for (const { personId, email } of others.values()) {
    if (told.has(personId)) continue;
    await sendMail(tx, { to: { personId, email }, about: opportunityReference(opportunity.id), subject, text: `${text}\n\n${opportunity.bodyName}, ${opportunity.reference}\n${siteUrl}/opportunities/${opportunity.id}\n` });
  }
}

async function advertContent(tx: Tx, opportunity: Opportunity): Promise<NoticeContent> {
  const lots = await lotsOf(tx, opportunity.id);
  const criteria = weigh(await criteriaOf(tx, opportunityReference(opportunity.id)));
  const areas = await areaNames(tx, opportunity.areaCodes);
  const reservedAreas = await areaNames(tx, opportunity.reservationAreaCodes);
  const law = await lawFrom(tx);
  const [first] = opportunity.reservedTo;
  const overrides = await publicationOverrides(tx, opportunity.id);
  const facts: Record<string, string | null> = {
    Reference: opportunity.reference,
    'Buying authority': opportunity.bodyName,
    Kind: CATEGORY_WORDS[opportunity.category],
    'Value without VAT': opportunity.valueNetPence === null ? null : formatPounds(opportunity.valueNetPence),
    'Value including VAT': opportunity.valueGrossPence === null ? null : formatPounds(opportunity.valueGrossPence),
    Where: areas.map(({ name }) => name).join(', '),
    'Reserved to': first === undefined ? null : `${capital(reservedToWords(opportunity.reservedTo))}${reservedAreas.length > 0 ? ` (${reservedAreas.map(({ name }) => name).join(', ')})` : ''}. ${reservationRule(first, law).source}. Why: ${opportunity.reservationReason ?? ''}`,
    'Who may bid': first === undefined ? null : whoMayBid(opportunity.reservedTo, law),
    'Contract dates': opportunity.startsOn && opportunity.endsOn ? `${formatDate(opportunity.startsOn)} to ${formatDate(opportunity.endsOn)}` : null,
    Lots: lots.map((lot) => `${lot.number}. ${lot.title}${lot.state === 'withdrawn' ? ` (withdrawn: ${lot.stateReason})` : ''}`).join('; '),
    'How bids are judged': criteria.filter(({ isLeaf }) => isLeaf).map(pointsInWords).join('; '),
    'Price formula': opportunity.priceFormula ? PRICE_FORMULA_NAMES[opportunity.priceFormula] : null,
    'Published in spite of': overrides.map(({ sentence, reason }) => `${sentence} Why: ${reason}`).join(' '),
    Contact: contactInWords(await contactOf(tx, opportunity.id)),
    'Questions until': opportunity.clarificationsUntil ? formatInstant(opportunity.clarificationsUntil) : null,
    'Bids close': opportunity.closesAt ? formatInstant(opportunity.closesAt) : null,
  };
  return {
    facts: Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== '')),
    closesAt: opportunity.closesAt?.toISOString() ?? null,
    valueNetPence: opportunity.valueNetPence,
    valueGrossPence: opportunity.valueGrossPence,
    lots: lots.map(({ id, number, title, state, valueNetPence }) => ({ id, number, title, state, valueNetPence })),
    criteria: criteria.map(({ id, parentId, name, kind, sharePercent, points }) => ({ id, parentId, name, kind, sharePercent, points })),
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
