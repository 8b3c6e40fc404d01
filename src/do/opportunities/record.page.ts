import { countedYet } from '#kernel/counted';
import { formatInstant, toIso } from '#kernel/instant';
import { formatPounds } from '#kernel/money';
import { html, type Html } from '#platform/pages/html';
import { button, details, warningText } from '#platform/pages/components/index';
import { emptyState, formatDate, formatDateRange, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { criteriaTable, formulaAlgebra, formulaNote, lettersAfter, PRICE_FORMULA_NAMES, scaleById } from '#parts/assessments';
import { noticeTimeline } from '#parts/notices';
import { burdenInWords, questionList } from '#parts/questions';
import { titleInStage } from '#routes';
import { contactInWords, type Contact } from './contact.store.ts';
import { documentTable } from './lists.page.ts';
import { LATE_WORDS, CATEGORY_WORDS, midBidWords, STATUS_TAGS } from './opportunity-words.ts';
import { closingWords } from './opportunity.ts';
import { stageOf } from './publication.ts';
import type { OpportunityRecord } from './record.ts';
import { stagesSection } from './stages.page.ts';

export interface RecordLinks {
  /** What this reader may do with it, each on a page of its own. */
  readonly actions: readonly { readonly text: string; readonly href: string }[];
  readonly thread: Html | null;
  /** For whom it is reserved, as this reader meets it. */
  readonly reserved: Html | null;
  /** Seen by staff before it is published. */
  readonly preview: boolean;
}

/** An opportunity as anyone reads it: first in plain words, then all of it. No sign-in is needed for any of it. */
export function recordPage(record: OpportunityRecord, links: RecordLinks): Html {
  const { opportunity, status } = record;
  return html`${links.preview && warningText({ text: 'This is a preview: suppliers cannot see it yet.', iconFallbackText: 'Warning' })}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.bodyName}</span>${titleInStage(opportunity)}</h1>
<p class="govuk-body">${statusTag(...STATUS_TAGS[status])}</p>
${links.reserved}
${inPlainWords(record)}
${links.actions.length > 0 && html`<ul class="govuk-list">${links.actions.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`}
${status === 'open' && !links.preview && button({ text: 'Start or go on with a bid', href: `/opportunities/${opportunity.id}/bid` })}
${stageOf(opportunity)?.kind === 'quotation' ? shortRecord(record, links) : wholeRecord(record, links)}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}.json">This opportunity as JSON</a></p>`;
}

function wholeRecord(record: OpportunityRecord, links: RecordLinks): Html {
  const { opportunity } = record;
  return html`${links.thread}
${stagesSection(opportunity, record.later)}
${record.further}${record.needs}${record.results}
${paragraphs('About it', opportunity.description)}
${lotsSection(record)}
<h2 class="govuk-heading-m" id="criteria">How bids are judged</h2>
${judgedBy(record)}${formulaWords(record)}${scaleTable(record)}
${questionsSection(record)}
${documentsSection(record)}
${socialValueSection(record)}
${clarificationSection(record)}
<h2 class="govuk-heading-m" id="notices">What was published, and every change</h2>
${noticeTimeline(record.notices)}${changesSection(record)}
<h2 class="govuk-heading-m" id="rules">The rules it is under</h2>
${rulesItIsUnder(record)}
${overridesSection(record)}`;
}

/**
 * One that asks for a short answer: what decides whether to answer stands open, and the rest is folded away, so that a small organisation is
 * through it in a few screens of a phone. Nothing is left out, and all of it opens without a script.
 */
function shortRecord(record: OpportunityRecord, links: RecordLinks): Html {
  const { opportunity } = record;
  const further = record.further.filter((section) => section.toString().trim() !== '');
  return html`${record.results}
${opportunity.description.trim() !== opportunity.summary.trim() && paragraphs('About it', opportunity.description)}
${lotsSection(record)}
${questionsSection(record)}
<h2 class="govuk-heading-m" id="criteria">How answers are judged</h2>
${judgedBy(record)}
${details({ summaryText: 'What each score means, and how prices become points', html: html`${scaleTable(record)}${formulaWords(record)}` })}
${record.needs}
${record.documents.length > 0 && documentsSection(record)}
${clarificationSection(record)}
${overridesSection(record)}
<h2 class="govuk-heading-m">More about it</h2>
${(further.length > 0 || record.socialValue !== null || record.later.length > 0 || opportunity.followsId !== null) && details({ summaryText: 'Timetable, terms, and doing it together', html: html`${stagesSection(opportunity, record.later)}${further}${socialValueSection(record)}` })}
${details({ summaryText: 'The rules it is under', id: 'rules', html: rulesItIsUnder(record) })}
${details({ summaryText: 'What was published, and every change', id: 'notices', html: html`${noticeTimeline(record.notices)}${changesSection(record)}` })}
${links.thread && details({ summaryText: 'Where it came from, and what it led to', html: links.thread })}`;
}

/** How many each change met in the middle of their bids (DM-16). */
const changesSection = ({ changes }: OpportunityRecord): Html | false => changes.length > 0 && html`<h3 class="govuk-heading-s">Whom each change met</h3>${plainList(changes.map((change) => `${formatInstant(change.changedAt)}: ${change.reason}${midBidWords(change, 'this came')}`))}`;

/** Whom to turn to. What bears on a bid is asked as a question, so that every bidder reads the answer. */
const contactWords = (contact: Contact | null): Html | null => (contactInWords(contact) === null ? null : html`${[contact?.name, contact?.email && html`<a class="govuk-link" href="mailto:${contact.email}">${contact.email}</a>`, contact?.website && html`<a class="govuk-link" href="${contact.website}" rel="nofollow noopener">${contact.website}</a>`]
  .filter(Boolean).map((part, index) => html`${index > 0 && html`<br>`}${part}`)}<br><span class="govuk-hint">Ask what bears on your bid as a question here: everyone then reads the answer.</span>`);

/** One that is only announced: no more than what is coming and when. */
export function comingPage({ opportunity, areas }: Pick<OpportunityRecord, 'opportunity' | 'areas'>, actions: RecordLinks['actions']): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.bodyName}</span>${titleInStage(opportunity)}</h1>
<p class="govuk-body">${statusTag(...STATUS_TAGS.coming)}</p>
<p class="govuk-body">${opportunity.bodyName} expects to publish this on or about ${formatDate(opportunity.expectedOn!)}. It may change, or not come.</p>
<p class="govuk-body-l">${opportunity.summary}</p>
${areas.length > 0 && html`<p class="govuk-body">Where: ${areas.map(({ name }) => name).join(', ')}.</p>`}
${actions.map(({ text, href }) => html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`)}`;
}

/** What is wanted, for whom, worth what, by when, how to answer and how long it takes: the page's beginning. */
function inPlainWords({ opportunity, now, areas, lots, burden, needSummary, outcomes, status, contact }: OpportunityRecord): Html {
  const openLots = lots.filter(({ state }) => state !== 'withdrawn');
  const suits = [opportunity.suitableForSme && 'small and medium-sized enterprises', opportunity.suitableForVcse && 'voluntary, community and social enterprises'].filter(Boolean).join(', and ');
  return html`<p class="govuk-body-l">${opportunity.summary}</p>
${status === 'cancelled' && html`<p class="govuk-body">It was cancelled. ${opportunity.cancelledReason}${midBidWords(opportunity.cancelledMidBid)}</p>`}
${opportunity.closesAt && status !== 'cancelled' && html`<p class="govuk-body govuk-!-font-weight-bold">${closingWords(opportunity.closesAt, now)}</p>`}
${keyValue([
    needSummary !== '' && { key: 'Who it is for', value: needSummary },
    { key: 'Where', value: areas.map(({ name }) => name).join(', ') },
    { key: 'Worth', value: valueWords(opportunity.valueNetPence, opportunity.valueGrossPence) },
    { key: 'Contract', value: `${formatDateRange(opportunity.startsOn, opportunity.endsOn)}${opportunity.extensionMonths > 0 ? `, and up to ${opportunity.extensionMonths} months more` : ''}` },
    openLots.length > 0 && { key: 'Lots', value: `${openLots.length}: bid for one, some or all${opportunity.lotsPerBidder ? `; one bidder may win ${opportunity.lotsPerBidder}` : ''}${opportunity.lotsTenderedPerBidder ? `; it may tender for ${opportunity.lotsTenderedPerBidder}` : ''}${opportunity.lotsLimitMechanism ? `. ${opportunity.lotsLimitMechanism}` : ''}` },
    opportunity.closesAt && { key: 'Answer by', value: html`<time datetime="${toIso(opportunity.closesAt)}">${formatInstant(opportunity.closesAt)}</time> (London time). ${LATE_WORDS[opportunity.lateBids]}` },
    opportunity.clarificationsUntil && { key: 'Ask questions until', value: formatInstant(opportunity.clarificationsUntil) },
    { key: 'How to answer', value: `Here, in the browser: sign in, answer the questions below${opportunity.priceFormula === 'fixedPrice' ? '' : ' and give your price'}. You can save and come back.` },
    { key: 'How long it takes', value: burden.questions === 0 ? countedYet(0, 'question') : burdenInWords(burden) },
    { key: 'Suitable for', value: suits },
    outcomes.length > 0 && { key: 'What should come of it', value: plainList(outcomes) },
    { key: 'Kind', value: CATEGORY_WORDS[opportunity.category] },
    { key: 'Contact', value: contactWords(contact) },
    { key: 'Reference', value: opportunity.ocid ? `${opportunity.reference} (${opportunity.ocid})` : opportunity.reference },
  ])}`;
}

function lotsSection({ lots }: OpportunityRecord): Html {
  if (lots.length === 0) return html``;
  return html`<h2 class="govuk-heading-m" id="lots">Lots</h2>${scrollingTable({
    caption: 'Lots', head: [{ text: 'Lot' }, { text: 'Where' }, { text: 'Worth without VAT', format: 'numeric' }],
    rows: lots.map((lot) => [
      { html: html`<span id="lot-${lot.number}">${lot.number}. ${lot.title}</span>${lot.state === 'withdrawn' && html` ${statusTag('Withdrawn', 'red')} ${lot.stateReason}`}${lot.description !== '' && html`<br>${lot.description}`}` },
      { text: lot.areas.map(({ name }) => name).join(', ') || 'As the whole' }, { text: lot.valueNetPence === null ? 'Not given' : formatPounds(lot.valueNetPence), format: 'numeric' },
    ]),
  })}`;
}

const judgedBy = ({ criteria }: OpportunityRecord): Html => (criteria.length === 0 ? emptyState({ title: 'The criteria are not set.' }) : criteriaTable(criteria));

const formulaWords = ({ opportunity }: OpportunityRecord): Html | null => {
  const { priceFormula: formula, priceBenchmarkPence: benchmark } = opportunity;
  return formula && (stageOf(opportunity)?.endsIn === 'shortlist' && formula === 'fixedPrice' ? html`<p class="govuk-body">Nothing is scored on price in this stage, and no price is asked for.</p>` : html`<p class="govuk-body">Price: ${PRICE_FORMULA_NAMES[formula]}, <code>${formulaAlgebra(formula)}</code>${benchmark !== null && `, with a benchmark of ${formatPounds(benchmark)}`}.${lettersAfter(formula)}</p>${ruleNote(formulaNote(formula))}`);
};

const scaleTable = ({ opportunity }: OpportunityRecord): Html =>
  scrollingTable({ caption: 'What each score means', head: [{ text: 'Score' }, { text: 'Meaning' }], rows: scaleById(opportunity.scaleId).steps.map(({ score, title, means }) => [{ text: score }, { text: `${title}: ${means}` }]) });

const questionsSection = (record: OpportunityRecord): Html => html`<h2 class="govuk-heading-m" id="questions">The questions you would answer</h2>
${record.questions.length > 0 && html`<p class="govuk-body">${capital(burdenInWords(record.burden))}. You can read them all here before you decide.</p>`}
${record.questions.length === 0 ? emptyState({ title: 'There are no questions yet.' }) : questionList(record.questions, (question) => html`${lotNote(record, question.lotId)}${record.questionHelp}`)}`;

const documentsSection = ({ opportunity, documents }: OpportunityRecord): Html => html`<h2 class="govuk-heading-m" id="documents">Documents</h2>
${documentTable(opportunity.id, documents)}`;

/** The three answers go out with the advert (SV-01). */
function socialValueSection({ socialValue }: OpportunityRecord): Html {
  if (!socialValue) return html``;
  return html`<h2 class="govuk-heading-m" id="social-value">Social value</h2>
<p class="govuk-body">Before buying, the authority considered three things${socialValue.consideredOn && `, on ${formatDate(socialValue.consideredOn)}`}.</p>
${keyValue([
    { key: 'How it might improve economic, social and environmental well-being', value: socialValue.improve },
    { key: 'How the procurement might secure that', value: socialValue.secure },
    { key: 'Whether to consult', value: socialValue.consult },
    socialValue.weightPercent !== null && { key: 'Weight for social value', value: `${socialValue.weightPercent}%${socialValue.weightReason ? `: ${socialValue.weightReason}` : ''}` },
  ])}`;
}

function clarificationSection({ clarifications, status, opportunity, now }: OpportunityRecord): Html {
  const mayAsk = status === 'open' && opportunity.clarificationsUntil !== null && now < opportunity.clarificationsUntil;
  return html`<h2 class="govuk-heading-m" id="clarifications">Questions suppliers asked, and the answers</h2>
${clarifications.length === 0
    ? html`<p class="govuk-body">No question has been answered yet.</p>`
    : html`<dl class="govuk-list">${clarifications.map(({ number, question, answer, answeredAt, material }) => html`<div id="clarification-${number}">
<dt class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">Question ${number}: ${question}</dt>
<dd class="govuk-body govuk-!-margin-left-0">${answer} <span class="govuk-hint">Answered on ${formatInstant(answeredAt)}.${material && ' This changes what bidders price or write.'}</span></dd></div>`)}</dl>`}
${mayAsk
    ? html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/ask">Ask a question</a>. Everyone sees the question and its answer; nobody sees who asked.</p>`
    : opportunity.clarificationsUntil && html`<p class="govuk-body">Questions could be asked until ${formatInstant(opportunity.clarificationsUntil)}.</p>`}`;
}

function rulesItIsUnder({ law, opportunity }: OpportunityRecord): Html {
  return html`${ruleNote(law.coverageNote)}${ruleNote(law.periodNote)}${law.platformFirst && ruleNote(law.platformFirst)}
${opportunity.platform && html`<p class="govuk-body">On the central digital platform: ${opportunity.platform.reference}, ${formatInstant(opportunity.platform.publishedAt)}.</p>`}`;
}

/** Published in spite of a warning: what and why, where every bidder reads it. */
function overridesSection({ overrides }: OpportunityRecord): Html | false {
  return overrides.length > 0 && html`<h2 class="govuk-heading-m" id="in-spite-of">Published in spite of</h2>
${keyValue(overrides.map(({ sentence, reason }) => ({ key: sentence, value: `Why: ${reason}` })))}`;
}

/** One for the invited, to whoever was not: that it is there, and no more. */
export const invitedOnlyPage = ({ opportunity, status }: Pick<OpportunityRecord, 'opportunity' | 'status'>): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.bodyName}</span>${titleInStage(opportunity)}</h1>
<p class="govuk-body">${statusTag(...STATUS_TAGS[status])}</p>
<p class="govuk-body">Only organisations that were invited can read and answer this. If yours was, <a class="govuk-link" href="/sign-in">sign in</a> as somebody who writes its bids.</p>
${opportunity.followsId && html`<p class="govuk-body">It follows <a class="govuk-link" href="/opportunities/${opportunity.followsId}">an opportunity that was open to everyone</a>.</p>`}`;

function lotNote({ lots }: OpportunityRecord, lotId: string | null): Html | false {
  const lot = lotId === null ? undefined : lots.find(({ id }) => id === lotId);
  return lot !== undefined && html` Only for lot ${lot.number}, ${lot.title}.`;
}

const valueWords = (net: bigint | null, gross: bigint | null): string | null =>
  net === null ? null : `${formatPounds(net)} without VAT${gross === null ? '' : `, ${formatPounds(gross)} with VAT`}, over its whole life`;

const paragraphs = (heading: string, text: string): Html | false =>
  text.trim() !== '' && html`<h2 class="govuk-heading-m">${heading}</h2>${text.split(/\n\s*\n/).map((part) => html`<p class="govuk-body">${part.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
