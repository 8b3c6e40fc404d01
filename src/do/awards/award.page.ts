import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { formatDate, formatInstant, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { londonDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import { outcomesField, type Outcome } from '#outcomes';
import { LAY_RULE, type LayOutcome, type LotResult, type Results } from '#evaluation';
import { PLATFORM_FIRST } from '#parts/notices';
import { AWARD_STATES, platformComesFirst } from './award.ts';
import type { Award } from './award.store.ts';
import type { AwardObstacle } from './ports.ts';
import { provisionalFields, provisionalSection } from './provisional.page.ts';
import type { ProvisionalOffer } from './provisional.store.ts';
import { SERVICE_USERS_HEADING } from './feedback.ts';
import { awardSentence, titleWithStage } from './publish-award.command.ts';

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;
export const lotWords = (lot: LotResult['lot']): string => (lot ? `Lot ${lot.number}: ${lot.title}` : 'The whole opportunity');

interface LotsPage {
  readonly results: Results;
  readonly awards: readonly Award[];
  readonly mayRecommend: boolean;
}

const SHORTLIST_FIRST = 'This stage ends in a shortlist, so there is nothing to award yet. Those who are shortlisted answer the next stage, and the award follows that.';

/** Each lot and where its award stands. */
export function lotsPage({ results: { opportunity, lots }, awards, mayRecommend }: LotsPage): Html {
  const ready = opportunity.state === 'evaluated';
  const awarding = ready && !opportunity.endsInShortlist;
  return html`${heading(`${opportunity.reference} ${opportunity.title}`, 'Award')}
<p class="govuk-body">${ready && opportunity.endsInShortlist ? SHORTLIST_FIRST : ready ? 'Each lot is awarded to the bid with the most points, approved by somebody else, told to every bidder, announced, and then made a contract.' : opportunity.state === 'awarded' ? 'Every part of this opportunity has been decided.' : opportunity.state === 'cancelled' ? 'This opportunity was ended without an award.' : 'An award can be recommended once the evaluation is complete.'}</p>
${scrollingTable({
    caption: 'Where each award stands', firstCellIsHeader: true, head: [{ text: 'Lot' }, { text: 'First ranked' }, { text: 'Award' }, { text: 'Next' }],
    rows: lots.map((one) => {
      const award = awards.find(({ lot, state }) => state !== 'withdrawn' && (lot?.id ?? null) === (one.lot?.id ?? null));
      const first = ready || opportunity.state === 'awarded' ? one.result.bids.filter(({ rank }) => rank === 1).map(({ name }) => name).join(' and ') || 'None' : 'Not known yet';
      return [{ text: lotWords(one.lot) }, { text: first }, { html: award ? html`<a class="govuk-link" href="/awards/${award.id}">${award.organisationName}</a> ${awardTag(award)}` : one.lot?.state === 'not-awarded' ? html`Not awarded` : html`None yet` },
        { html: award || !mayRecommend ? nothing : awarding && (!one.lot || one.lot.state === 'open') ? lotActions(opportunity.id, one) : opportunity.state === 'cancelled' || one.lot?.state === 'not-awarded' ? switchLink(opportunity.id, one.lot) : nothing }];
    }),
  })}
${ready && opportunity.endsInShortlist && mayRecommend && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/next-stage">The shortlist for the next stage</a></p>`}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/results">See the results</a></p>`;
}

/**
 * What an officer may do about one lot: to recommend somebody only where somebody bid. A whole opportunity that nobody is to win is ended as one: with a reason
 * for everyone, agreed where bids came.
 */
const lotActions = (id: string, { lot, bids }: LotResult): Html => html`${bids.length === 0 ? html`No bids` : html`<a class="govuk-link" href="/opportunities/${id}/award/${lot?.id ?? 'whole'}">Recommend an award<span class="govuk-visually-hidden"> of ${lotWords(lot)}</span></a>`}${
  lot ? html`<br><a class="govuk-link" href="/opportunities/${id}/award/${lot.id}/decline">Do not award<span class="govuk-visually-hidden"> ${lotWords(lot)}</span></a>` : html`<br><a class="govuk-link" href="/opportunities/${id}/cancel">Award to nobody</a>`}`;

/** Where a competition brought no suitable tender, the law may let the contract be given directly. */
const switchLink = (id: string, lot: LotResult['lot']): Html => html`<a class="govuk-link" href="/opportunities/${id}/switch/${lot?.id ?? 'whole'}">Switch to a direct award<span class="govuk-visually-hidden"> of ${lotWords(lot)}</span></a>`;

export const awardTag = ({ state }: Award): Html => statusTag(AWARD_STATES[state], state === 'confirmed' ? 'green' : state === 'withdrawn' ? 'grey' : 'yellow');

interface RecommendPage {
  readonly results: Results;
  readonly lot: LotResult;
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly directors: readonly { readonly id: string; readonly name: string }[];
  readonly approval: (pence: bigint) => Html;
  /** How many lots one bidder may win, with the tender's mechanism; null without a limit. */
  readonly limit: { readonly most: number; readonly mechanism: string } | null;
  /** Whether the award may be provisional; null where the law's full rules apply or a framework has its own. */
  readonly provisional: ProvisionalOffer | null;
  readonly csrf: Html;
}

/** Recommends an award: everything the tender already says is filled in. */
export function recommendPage({ results: { opportunity }, lot, managers, directors, limit, provisional, csrf }: Omit<RecommendPage, 'approval'>, form: FormState): Html {
  const people = (items: RecommendPage['managers']) => items.map(({ id, name }) => ({ value: id, text: name }));
  const priceOf = (bidId: string) => lot.bids.find(({ id }) => id === bidId)?.prices.find(({ lotId }) => lotId === (lot.lot?.id ?? null))?.netPence;
  const neverOpened = (bidId: string) => lot.bids.some(({ id, pricesKeptSealed }) => id === bidId && pricesKeptSealed.some(({ lotId }) => lotId === (lot.lot?.id ?? null)));
  const unpriced = lot.bids.some(({ id }) => priceOf(id) === undefined && !neverOpened(id));
  const first = lot.result.bids.filter(({ rank }) => rank === 1);
  return html`${errorSummaryFor(form)}${heading(`${opportunity.reference} ${opportunity.title}`, `Recommend an award: ${lotWords(lot.lot)}`)}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'bidId', label: 'Bid', ...(first.length === 1 ? { value: first[0]!.bidId } : {}), items: lot.result.bids.map((bid) => {
    const price = priceOf(bid.bidId);
    return { value: bid.bidId, text: bid.name, hint: `${bid.rank === null ? 'Not ranked' : `Ranked ${bid.rank}`}, ${bid.total.toFixed(2)} of 100 points, ${price === undefined ? (neverOpened(bid.bidId) ? 'price not opened' : 'no price') : `${formatPounds(price)} excluding VAT`}` };
  }) })}
${unpriced && moneyField(form, { name: 'valueNet', label: 'Value, excluding VAT', hint: 'Only where the bid names no price' })}
${textField(form, { name: 'vatPercent', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${textArea(form, { name: 'reasons', label: 'Reasons for the award', hint: 'Why this is the most advantageous bid. Where bids tie, say by which published rule.', rows: 5 })}
${limit && html`${ruleNote({ sentence: `One bidder may win ${limit.most} ${limit.most === 1 ? 'lot' : 'lots'}. ${limit.mechanism}`, source: 'The tender' })}${textArea(form, { name: 'limitApplied', label: 'How did that mechanism lead to this bid for this lot?', hint: 'Only where a bidder ranks first in more lots than it may win, or has reached the limit', rows: 3 })}`}
${provisionalFields(form, provisional)}
${selectField(form, { name: 'managerId', label: 'Contract manager', hint: 'Named on the public register', emptyText: 'Choose a contract manager', items: people(managers) })}
${selectField(form, { name: 'directorId', label: 'Lead director', hint: 'Answers for the contract, and is named on the public register', emptyText: 'Choose a lead director', items: people(directors) })}
${button({ text: 'Recommend the award', preventDoubleClick: true })}</form>`;
}

export interface AwardPage {
  readonly award: Award;
  readonly staff: boolean;
  readonly mayAct: boolean;
  readonly approvals: Html | null;
  readonly approvalId: string | null;
  /** Refused, or lapsed because it changed: it is not waiting for anyone. */
  readonly notApproved: boolean;
  /** What has to be put right before the next step. */
  readonly obstacles: readonly AwardObstacle[];
  readonly lettersIncomplete: number;
  readonly contractDetailsOwed: boolean;
  /** What people who use the service decided; null where nothing was theirs. */
  readonly lay: LayOutcome | null;
  readonly notices: Html | null;
  readonly thread: Html | null;
  readonly today: string;
}

/** One award: in plain words first, for anyone once it is announced; what staff do next below. */
export function awardPage(page: AwardPage): Html {
  const { award, staff } = page;
  return html`${heading(award.opportunityReference, titleWithStage(award))}
<p class="govuk-body-l">${award.state === 'withdrawn' ? `The award to ${award.organisationName} was withdrawn${award.withdrawnAt ? ` on ${formatDate(londonDate(award.withdrawnAt))}. ${award.withdrawnPublicWords ?? ''}` : '.'}` : award.state === 'confirmed' || award.noticePublishedAt ? awardSentence(award) : `An award to ${award.organisationName} is being prepared. Nobody outside the authority can see this.`}</p>
${keyValue([
    { key: 'Standing', value: awardTag(award) }, { key: 'Supplier', value: award.organisationName }, { key: 'Value', value: `${formatPounds(award.valueNetPence)} excluding VAT, ${formatPounds(award.valueGrossPence)} including VAT` },
    award.noticePublishedAt !== null && { key: 'Announced', value: formatInstant(award.noticePublishedAt) },
    award.noticePublishedAt !== null && { key: 'Standstill', value: award.standstillEndsOn ? `To the end of ${formatDate(award.standstillEndsOn)}` : 'None' },
    { key: 'Contract manager', value: award.managerName }, { key: 'Lead director', value: award.directorName },
    award.agreementId !== null && { key: 'Contract', value: html`<a class="govuk-link" href="/contracts/${award.agreementId}">See the contract</a>` },
    staff && { key: 'Points', value: `${Number(award.totalPoints).toFixed(2)} of 100` }, staff && { key: 'Reasons', value: award.reasons }, staff && award.limitApplied !== null && { key: 'The limit of lots', value: award.limitApplied }, staff && { key: 'Recommended by', value: award.recommendedByName },
  ])}
${award.standstillRule !== null && ruleNote(noteFrom(award.standstillRule))}
${provisionalSection(award, staff, noteFrom)}
${staff && html`<h2 class="govuk-heading-m">What comes next</h2>${obstacleList(page.obstacles)}${nextStep(page)}${page.approvals}
<p class="govuk-body"><a class="govuk-link" href="/awards/${award.id}/feedback">Feedback to bidders</a> <a class="govuk-link" href="/opportunities/${award.opportunityId}/award">All lots</a></p>
${(award.state === 'notified' || award.state === 'standstill') && html`<p class="govuk-body"><a class="govuk-link" href="/awards/${award.id}/set-aside">Set this award aside</a>, with a reason that everyone is told. A lead director or legal officer does that.</p>`}`}
${laySection(page)}${page.notices && html`<h2 class="govuk-heading-m">What was published</h2>${page.notices}`}${page.thread}`;
}

/** Staff read it of every bid, everyone else of the one that won. */
function laySection({ award, staff, lay }: AwardPage): Html {
  if (!lay) return nothing;
  const sentences = lay.bids.filter(({ bidId }) => staff || bidId === award.bidId).flatMap((bid) => bid.sentences);
  return html`<h2 class="govuk-heading-m">${SERVICE_USERS_HEADING}</h2><p class="govuk-body">${lay.criteria.map(({ name, of }) => `“${name}” counted for ${of} of 100 points`).join(', ')}. ${LAY_RULE}</p>${plainList(sentences)}`;
}

/** A rule stored as "Sentence. (source)"; a source may hold brackets of its own. */
const noteFrom = (stored: string): RuleNote => {
  const [, sentence = stored, source = 'As pinned on the award'] = /^(.*?\.) \((.*)\)$/s.exec(stored) ?? [];
  return { sentence, source };
};

/** What comes first, each with the page on which it is put right. */
export const obstacleList = (obstacles: readonly AwardObstacle[]): Html => (obstacles.length === 0 ? nothing : html`<p class="govuk-body">Before the next step:</p>${plainList(obstacles.map(({ sentence, href }) => (href ? html`${sentence} <a class="govuk-link" href="${href}">Put this right<span class="govuk-visually-hidden">: ${sentence}</span></a>` : sentence)))}`);

/** The one thing to do now, or why it cannot be done. */
function nextStep({ award, mayAct, approvalId, notApproved, lettersIncomplete, contractDetailsOwed, today }: AwardPage): Html {
  const to = (text: string, path: string): Html => (mayAct ? button({ text, href: `/awards/${award.id}/${path}` }) : html`<p class="govuk-body">${text} is for a procurement officer to do.</p>`);
  switch (award.state) {
    case 'recommended': return notApproved ? html`<p class="govuk-body">It was not approved: the reason is below. Withdraw this recommendation before you make another.</p>${mayAct && withdrawLink(award)}` : html`<p class="govuk-body">Somebody other than ${award.recommendedByName ?? 'whoever recommended it'} must approve it.${approvalId && html` <a class="govuk-link" href="/approvals/${approvalId}">Decide it</a>`}</p>${mayAct && withdrawLink(award)}`;
    case 'approved': return html`<p class="govuk-body">${lettersIncomplete > 0 ? `Feedback must be finished first: ${lettersIncomplete} ${lettersIncomplete === 1 ? 'comment is' : 'comments are'} empty.` : 'Feedback to every bidder is ready to be released.'}</p>${to('Release feedback to every bidder', 'feedback/release')}${mayAct && withdrawLink(award)}`;
    case 'notified': return to('Publish the award notice', 'publish');
    case 'standstill': return award.standstillEndsOn && today <= award.standstillEndsOn
      ? html`<p class="govuk-body">The award can be confirmed after the standstill, which lasts to the end of ${formatDate(award.standstillEndsOn)}.</p>` : to('Confirm the award and make the contract', 'confirm');
    case 'confirmed': return contractDetailsOwed ? to('Publish the contract details notice', 'details') : html`<p class="govuk-body">Everything is done: the contract is on the register.</p>`;
    case 'withdrawn': return html`<p class="govuk-body">Nothing. The lot can be awarded anew.</p>`;
  }
}

const withdrawLink = ({ id }: Award): Html => html`<p class="govuk-body"><a class="govuk-link" href="/awards/${id}/withdraw">Withdraw this recommendation</a></p>`;

/** Asks for a reason before something is undone or left undone. */
export const reasonPage = (caption: string, title: string, sentence: string, buttonText: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(caption, title)}
<p class="govuk-body">${sentence}</p><form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Reason', rows: 4 })}${button({ text: buttonText, preventDoubleClick: true })}</form>`;

const platformFields = (form: FormState, notice: string): Html => html`${textField(form, { name: 'platformReference', label: `Reference of the ${notice} on the central digital platform`, width: 20 })}
${dateField(form, { name: 'platformPublishedOn', label: 'Published there on' })}`;

/** Publishes the award notice. */
export function publishPage(award: Award, { standstill, askVoluntary, obstacles }: { readonly standstill: Html; readonly askVoluntary: boolean; readonly obstacles: readonly AwardObstacle[] }, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(award.opportunityReference, 'Publish the award notice')}
<p class="govuk-body">Anyone will be able to read this: ${awardSentence(award)}</p>${obstacleList(obstacles)}${standstill}
<form method="post" novalidate>${csrf}${platformComesFirst(award) && html`${ruleNote(PLATFORM_FIRST)}${platformFields(form, 'award notice')}`}
${askVoluntary && radioField(form, { name: 'voluntary', label: 'Wait before the contract is made, though the law does not ask for it?', items: [{ value: 'no', text: 'No' }, { value: 'yes', text: 'Yes, for the shortest voluntary standstill' }], value: 'no' })}
${button({ text: 'Publish the award notice', preventDoubleClick: true })}</form>`;
}

/**
 * Confirms the award: the term comes from the tender.
 * @param outcomes to pick from where no exercise says what the contract serves; empty where one does
 */
export function confirmPage(award: Award, outcomes: readonly Outcome[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(award.opportunityReference, 'Confirm the award and make the contract')}
<p class="govuk-body">The contract goes on the public register at once, with its value, manager, lead director, outcomes, measures, social value promises and reviews. Nothing needs typing again: change the term only if another was agreed.${outcomes.length > 0 && ' Only the outcomes are asked, since no exercise says which it serves.'}</p>
<form method="post" novalidate>${csrf}
${dateField(form, { name: 'startsOn', label: 'Contract starts', value: award.contractStartsOn ?? undefined })}
${dateField(form, { name: 'endsOn', label: 'Contract ends', value: award.contractEndsOn ?? undefined })}
${radioField(form, { name: 'risk', label: 'How risky is the contract?', hint: 'This sets how often it is reviewed', items: [{ value: 'low', text: 'Low', hint: 'Reviewed each year' }, { value: 'medium', text: 'Medium', hint: 'Each quarter and year' }, { value: 'high', text: 'High', hint: 'Each month, quarter and year' }] })}
${outcomes.length > 0 && outcomesField(form, outcomes, [], 'Which outcomes does it serve?')}
${platformComesFirst(award) && html`<h2 class="govuk-heading-m">Contract details notice</h2><p class="govuk-body">Leave this empty if it does not stand on the platform yet: you will be reminded of the day it is due.</p>${platformFields(form, 'contract details notice')}`}
${button({ text: 'Confirm the award', preventDoubleClick: true })}</form>`;
}

export const detailsPage = (award: Award, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(award.opportunityReference, 'Publish the contract details notice')}
${platformComesFirst(award) && html`${ruleNote(PLATFORM_FIRST)}<p class="govuk-body">The <a class="govuk-link" href="/opportunities/${award.opportunityId}/conflicts">conflicts assessment</a> is confirmed for this notice (UK7) first.</p>`}<form method="post" novalidate>${csrf}${platformFields(form, 'contract details notice')}${button({ text: 'Publish the contract details notice', preventDoubleClick: true })}</form>`;

/** The public facts of an opportunity's awards, for its own page; nothing before the first is announced. */
export function awardFacts(awards: readonly Award[], notAwarded: readonly { readonly number: number; readonly title: string; readonly reason: string | null }[] = []): Html {
  const shown = awards.filter(({ noticePublishedAt, state }) => noticePublishedAt !== null && state !== 'withdrawn');
  const givenUp = awards.filter(({ noticePublishedAt, state }) => noticePublishedAt !== null && state === 'withdrawn');
  const without = html`${givenUp.map((award) => html`<p class="govuk-body">The award of ${award.lot ? `lot ${award.lot.number}` : 'this'} to <a class="govuk-link" href="/awards/${award.id}">${award.organisationName}</a> was withdrawn. ${award.withdrawnPublicWords ?? ''}</p>`)}${notAwarded.map((lot) => html`<p class="govuk-body">Lot ${lot.number}, ${lot.title}, was not awarded to anyone. ${lot.reason ?? ''}</p>`)}`;
  if (shown.length === 0) return givenUp.length + notAwarded.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Awards</h2>${without}`;
  return html`<h2 class="govuk-heading-m">Awards</h2>${scrollingTable({
    caption: 'Who was awarded what', firstCellIsHeader: true, head: [{ text: 'Awarded to' }, { text: 'For' }, { text: 'Value, excluding VAT', format: 'numeric' }, { text: 'Announced' }],
    rows: shown.map((award) => [{ html: html`<a class="govuk-link" href="/awards/${award.id}">${award.organisationName}</a>` }, { text: lotWords(award.lot as LotResult['lot']) }, { text: formatPounds(award.valueNetPence), format: 'numeric' }, { text: formatInstant(award.noticePublishedAt!) }]),
  })}${without}`;
}
