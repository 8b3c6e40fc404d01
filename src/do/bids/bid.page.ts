import { countWords, isBlank, type Question } from '#parts/questions';
import { button, insetText, taskList, type TaskListItem } from '#platform/pages/components/index';
import { formatInstant, keyValue, statusTag, savedAsYouWrite } from '#platform/pages/presentation';
import { html, nothing, type Html } from '#platform/pages/html';
import { isClosed } from './bid.ts';
import { lotsToPrice, questionsAsked, type LotOffered, type ToPutRight } from './bid-readiness.ts';
import { WHOLE, type Draft } from './bid-content.ts';
import type { Bid } from './bid.store.ts';
import { suitsOnePage } from './whole-bid.ts';
import { groupSection } from './group.page.ts';
import type { WritingGroup } from './ports.ts';
import { shownState, stateTag } from './start-bid.page.ts';
import type { Receipt } from './submission.store.ts';

export interface BidModel {
  readonly bid: Bid;
  readonly draft: Draft;
  readonly questions: readonly Question[];
  readonly lots: readonly LotOffered[];
  /** As of the bid. */
  readonly isPriced: boolean;
  /** For whom the bid is written, where it is for a group. */
  readonly group: WritingGroup | null;
  readonly toPutRight: readonly ToPutRight[];
  readonly receipts: readonly Receipt[];
  /** Whether its bidder has been told what was decided. */
  readonly told: boolean;
  /** The hash that the draft would have if it were sent now. */
  readonly hash: string;
  /** What the tender asks of the organisation itself, answered once for all tenders. */
  readonly core: Html;
  /** Folded away beside each answer box: what helps to answer it. */
  readonly help: Html;
  /** Once bids are opened: the way to a contract, and the feedback once it is released. */
  readonly result: Html;
}

/** A bid's own page: what is done, what is to do, and what stands at the authority now. */
export function bidPage(model: BidModel): Html {
  const { bid, toPutRight } = model;
  const editable = bid.opportunityState === 'published' && !(bid.bidState === 'submitted' && isClosed(bid.now, bid.closesAt));
  return html`<h1 class="govuk-heading-l">Bid for ${bid.opportunityTitle}</h1>
<p class="govuk-body">${stateTag(shownState(bid.bidState, bid.opportunityState, model.told))}</p>
<p class="govuk-body">${standingSentence(model)}</p>
${keyValue([
    { key: 'Bidder', value: bid.organisationName },
    model.group?.isShared === true && { key: 'For the group', value: model.group.name },
    { key: 'Authority', value: html`<a class="govuk-link" href="/opportunities/${bid.opportunityId}">${bid.bodyName}: ${bid.opportunityTitle}</a>` },
    { key: isClosed(bid.now, bid.closesAt) ? 'Closed' : 'Closes', value: formatInstant(bid.closesAt) },
    { key: 'Bid reference', value: bid.reference },
    model.receipts.length > 0 && { key: 'Receipts', value: html`<a class="govuk-link" href="/bids/${bid.id}/receipt">${model.receipts.length === 1 ? 'Receipt of submission 1' : `Receipts of ${model.receipts.length} submissions`}</a>` },
  ])}
${editable && suitsOnePage(model.questions) && insetText({ html: html`This tender is short: you can <a class="govuk-link" href="/bids/${bid.id}/one-page">write and submit your bid on one page</a>, or go through it step by step below.` })}
${editable && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/word">Write your answers in Word and put them back</a></p>`}
${editable && model.core}
${editable ? tasks(model) : insetText({ text: 'This bid can no longer be changed.' })}
${model.group && groupSection(model.group, editable)}
${bid.bidState !== 'draft' && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/effort">Say how long this bid took</a>, for your own organisation and the median.</p>`}
${model.result}
${editable && html`<p class="govuk-body">${toPutRight.length === 0 ? 'Everything that is needed is there.' : `${toPutRight.length} ${toPutRight.length === 1 ? 'thing is' : 'things are'} still to do before you can submit.`}</p>
<div class="govuk-button-group">${button({ text: 'Check and submit', href: `/bids/${bid.id}/check` })}${bid.bidState === 'submitted' && html`<a class="govuk-link" href="/bids/${bid.id}/withdraw">Withdraw this bid</a>`}</div>`}`;
}

/** In plain words, what the authority has. */
export function standingSentence({ bid, receipts, hash, told }: Pick<BidModel, 'bid' | 'receipts' | 'hash' | 'told'>): string | Html {
  const shown = shownState(bid.bidState, bid.opportunityState, told);
  const standing = receipts.find(({ submissionId }) => submissionId === bid.currentSubmissionId);
  switch (shown) {
    case 'cancelled': return 'The authority has cancelled this procurement, so no bid in it can win. Its notice says why.';
    case 'told': return 'The authority has told its bidders what it decided, and why. No contract is made yet.';
    case 'draft': return html`This is a draft. ${SAVED_AS_YOU_WRITE} It is sealed, and only your own people, and partners you share it with, can read it. It counts only once it is submitted.`;
    case 'withdrawn': return 'You withdrew this bid. The draft is kept: you can submit it again before closing.';
    case 'late': return 'This bid came after closing. It is recorded, and nobody at the authority can read it.';
    case 'submitted':
      if (standing && standing.contentSha256 !== hash) return `You have changed the draft since submission ${standing.number}. Until you submit again, submission ${standing.number} stands.`;
      return `Submission ${standing?.number ?? 1} stands. It is sealed until the bids are opened.`;
    case 'successful': return 'This bid was successful.';
    case 'not-successful': return 'This bid was not successful. The feedback says what was strong, what to improve and where the winner was better.';
    case 'rejected': return 'This bid was opened and not taken further.';
    default: return 'The bids have been opened and this one is with the panel.';
  }
}

const SAVED_AS_YOU_WRITE = savedAsYouWrite('Press the save button on each page to keep what you write.');

function tasks(model: BidModel): Html {
  const { bid, draft, lots } = model;
  const asked = questionsAsked(model);
  const sections = [...new Set(asked.map(({ section }) => section))];
  const address = (page: string) => `/bids/${bid.id}/${page}`;
  const priced = lotsToPrice(model).every((lot) => draft.prices?.value[lot?.id ?? WHOLE] !== undefined) && lotsToPrice(model).length > 0;
  return html`${lots.length > 0 && group('lots', 'Lots', [task('Choose your lots', address('lots'), (draft.lots?.value.length ?? 0) > 0 ? 'done' : 'empty')])}
${sections.map((section, index) => group(`section-${index + 1}`, section || 'Questions', asked.filter((question) => question.section === section).map((question) => task(question.text, address(question.type === 'file' ? 'files' : `questions/${question.id}`), statusOf(question, draft)))))}
${model.isPriced && group('prices', 'Prices', [task(lots.length > 0 ? 'Your price for each lot' : 'Your price', address('prices'), priced ? 'done' : 'empty')])}
${group('files', 'Files', [task('Add or remove files', address('files'), draft.files.length > 0 ? 'done' : 'optional', draft.files.length > 0 ? `${draft.files.length} added` : 'Only where a question asks for one')])}`;
}

const group = (id: string, title: string, items: readonly TaskListItem[]): Html => html`<h2 class="govuk-heading-m">${title}</h2>${taskList({ idPrefix: id, items })}`;

type Status = 'done' | 'empty' | 'optional' | 'too-long';
const STATUS = {
  done: { text: 'Completed' },
  empty: { tag: { text: 'Not yet started', classes: 'govuk-tag--blue' } },
  optional: { text: 'Optional' },
  'too-long': { tag: { text: 'Too long', classes: 'govuk-tag--red' } },
} as const;
const task = (title: string, href: string, status: Status, hint?: string): TaskListItem => ({ title: { text: title }, href, status: STATUS[status], ...(hint ? { hint: { text: hint } } : {}) });

function statusOf(question: Question, draft: Draft): Status {
  const value = draft.answers.get(question.id)?.value;
  const filed = draft.files.some(({ questionId }) => questionId === question.id);
  if (isBlank(value) && !filed) return question.required ? 'empty' : 'optional';
  return typeof value === 'string' && question.wordLimit !== null && countWords(value) > question.wordLimit ? 'too-long' : 'done';
}

/** Who saved last, under a form that several people write in. */
export const savedLine = (part: { readonly savedBy: string | null; readonly savedAt: Date } | null | undefined): Html =>
  part ? html`<p class="govuk-body-s" data-saved-before>Last saved by ${part.savedBy ?? 'a colleague'}, ${formatInstant(part.savedAt)}. ${statusTag('Saved', 'green')}</p>` : nothing;
