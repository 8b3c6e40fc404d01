import { answerField, answerWords, questionField, type Question } from '#parts/questions';
import { button, insetText, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, fieldId, hiddenField, moneyField, type FormState } from '#platform/pages/form';
import { formatInstant, plainList } from '#platform/pages/presentation';
import { html, type Html } from '#platform/pages/html';
import { isClosed } from './bid.ts';
import { WHOLE, type DraftPart } from './bid-content.ts';
import { standingSentence, type BidModel } from './bid.page.ts';
import { sizeWords } from './file-size.ts';
import { groupSection } from './group.page.ts';
import { stampField } from './whole-bid.command.ts';
import { filesStamp, stampOf, storedPart, type Fate } from './whole-bid.ts';
import { lotName, priceWords } from './write-part.page.ts';

export interface WholeModel extends BidModel {
  /** What became of each part that was typed, by its key; empty on a first visit. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** The stamps that came with what was typed. */
  readonly stamps: ReadonlyMap<string, string>;
  readonly maySubmit: boolean;
}

interface Writing {
  readonly csrf: Html;
  readonly personId: string | null;
}

/** Everything that a short tender asks, on one page: to be saved as often as wanted, and submitted from there. */
export function wholePage(model: WholeModel, { csrf, personId }: Writing, typed: FormState): Html {
  const { bid, draft, lots, questions, maySubmit } = model;
  const form = withoutTheirs(model, typed);
  const late = isClosed(bid.now, bid.closesAt);
  const url = `/bids/${bid.id}/one-page`;
  return html`${errorSummaryFor(form, fileLinks(questions))}
<h1 class="govuk-heading-l">Write your bid on one page</h1>
<p class="govuk-body">${late ? `Bidding closed on ${formatInstant(bid.closesAt)}.` : `Bidding closes on ${formatInstant(bid.closesAt)}. You can change or withdraw your bid until then.`} ${standingSentence(model)}</p>
${late && bid.lateBids === 'record-unread' && warningText({ text: 'This bid would be late. It would be recorded, and nobody at the authority would read it.' })}
<form method="post" action="${url}" novalidate data-autosave="${url}" data-autosave-owner="${personId ?? ''}">${csrf}${hiddenField('files', filesStamp(draft))}
${lots.length > 0 && html`<h2 class="govuk-heading-m">Lots</h2>${lotsField(model, form)}`}
${questionsInSections(model, form)}
${model.isPriced && html`<h2 class="govuk-heading-m">${lots.length > 1 ? 'Prices' : 'Price'}</h2>
${pricesField(model, form)}`}
<h2 class="govuk-heading-m">Files</h2>
${filesOf(model)}
<div id="core">${model.core}</div>
${model.group && groupSection(model.group, true)}
${model.toPutRight.filter(({ page }) => page === 'two-bids').map(({ sentence }) => insetText({ html: html`<span id="two-bids">${sentence} <a class="govuk-link" href="/bids/${bid.id}/two-bids">Two bids for one lot</a></span>` }))}
<p class="govuk-body-s" data-autosave-status></p>
${maySubmit && html`<h2 class="govuk-heading-m">Submit</h2>
${checkboxField(form, { name: 'confirm', label: 'Your confirmation', labelSize: 's', hint: 'Only needed to submit, not to save.', items: [{ value: 'yes', text: `I confirm that ${bid.organisationName} makes this offer to ${bid.bodyName} and that it is true to the best of my knowledge` }] })}`}
<div class="govuk-button-group">${button({ text: 'Save and check', classes: 'govuk-button--secondary' })}
${maySubmit && button({ text: 'Submit the bid now', attributes: { formaction: `${url}/submit` }, preventDoubleClick: true })}</div></form>
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}">Answer one question at a time instead</a></p>`;
}

function lotsField(model: WholeModel, form: FormState): Html {
  const { draft, lots, bid } = model;
  const words = lots.filter(({ id }) => draft.lots?.value.includes(id)).map(lotName).join('; ');
  return part(model, 'lots', words, checkboxField(form, {
    name: 'lots', label: 'Which lots are you bidding for?', labelSize: 's', values: draft.lots?.value ?? [], items: lots.map((lot) => ({ value: lot.id, text: lotName(lot) })),
    hint: `Choose ${bid.lotsPerBidder === null ? 'one or more' : `up to ${bid.lotsPerBidder}`}. The authority does not see your choice before the bids are opened.`,
  }));
}

function questionsInSections(model: WholeModel, form: FormState): Html {
  const sections = [...new Set(model.questions.map(({ section }) => section))];
  return html`${sections.map((section) => html`<h2 class="govuk-heading-m">${section || 'Questions'}</h2>
${model.questions.filter((question) => question.section === section).map((question) => question.type === 'file' ? fileQuestion(model, question) : html`${onlyForLot(model, question)}${part(model, question.id, answerWords(question, model.draft.answers.get(question.id)?.value), html`${questionField(form, question, model.draft.answers.get(question.id)?.value)}${model.help}`)}`)}`)}`;
}

/** The whole page is drawn before the lots are chosen, so it says which questions hang on one. */
function onlyForLot({ lots }: WholeModel, { lotId }: Question): Html | false {
  const lot = lots.find(({ id }) => id === lotId);
  return lot !== undefined && html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>Only if you bid for ${lotName(lot)}</strong></p>`;
}

const fileQuestion = ({ bid, draft }: WholeModel, question: Question): Html => html`<p class="govuk-body" id="${fieldId(answerField(question.id))}"><strong>${question.text}</strong><br>
${draft.files.filter(({ questionId }) => questionId === question.id).map(({ name }) => `${name} `)}<a class="govuk-link" href="/bids/${bid.id}/files">Answer with a file</a>. Save this page first.</p>`;

function pricesField(model: WholeModel, form: FormState): Html {
  const { draft, lots } = model;
  const fields = lots.length === 0 ? [null] : lots;
  const words = fields.map((lot) => `${lot ? lotName(lot) : 'Price'}: ${priceWords(draft.prices?.value[lot?.id ?? WHOLE])}`).join('; ');
  return html`<p class="govuk-body">In pounds, without VAT, for the whole length of the contract. ${lots.length > 0 && 'Leave a lot that you do not bid for empty. '}Prices are sealed in an envelope of their own.</p>
${part(model, 'prices', words, html`${fields.map((lot) => {
    const pence = draft.prices?.value[lot?.id ?? WHOLE];
    return moneyField(form, { name: `price-${lot?.id ?? WHOLE}`, label: lot ? `Price for ${lotName(lot)}` : 'Price', labelSize: 's', suffix: 'without VAT', ...(pence === undefined ? {} : { pence: BigInt(pence) }) });
  })}`)}`;
}

const filesOf = ({ bid, draft }: WholeModel): Html => html`${draft.files.length === 0 ? html`<p class="govuk-body">No files have been added.</p>` : plainList(draft.files.map(({ name, sizeBytes }) => `${name}, ${sizeWords(sizeBytes)}`))}
<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/files">Add or remove files</a>, only where a question asks for one. Save this page first.</p>`;

/** The field of a part with its stamp, and beside it what a colleague wrote meanwhile. */
function part(model: WholeModel, partKey: string, savedWords: string, field: Html): Html {
  const stored = storedPart(model.draft, partKey);
  const fate = model.fates.get(partKey);
  // Whoever has seen both texts chooses by saving; what is stored as typed, or was theirs alone, is shown as it is stored.
  const stamp = fate === 'save' || fate === 'unread' ? (model.stamps.get(partKey) ?? stampOf(stored)) : stampOf(stored);
  return html`${theirWords(fate, stored, savedWords)}${field}<input type="hidden" name="${stampField(partKey)}" value="${stamp}" data-autosave-version>`;
}

function theirWords(fate: Fate | undefined, stored: DraftPart<unknown> | null, savedWords: string): Html | false {
  const who = stored?.savedBy ?? 'A colleague';
  if (fate === 'theirs') return insetText({ text: `${who} changed this while you had the page open. Theirs is shown.` });
  return fate === 'conflict' && insetText({ html: html`<p class="govuk-body">${who} saved this while you were writing:</p><div class="govuk-body wantsum-words">${savedWords}</div><p class="govuk-body">What you wrote is below. Change it to what you both want and save: it then replaces theirs.</p>` });
}

/** What the reader left alone and a colleague changed is shown as the colleague's, not as it came back with the form. */
function withoutTheirs({ fates, lots }: WholeModel, form: FormState): FormState {
  const names = new Set([...fates].filter(([, fate]) => fate === 'theirs').flatMap(([partKey]) => fieldsOf(partKey, lots.map(({ id }) => id))));
  if (names.size === 0) return form;
  return { ...form, values: Object.fromEntries(Object.entries(form.values).filter(([name]) => !names.has(name))) };
}

function fieldsOf(partKey: string, lots: readonly string[]): string[] {
  if (partKey === 'lots') return ['lots'];
  if (partKey === 'prices') return [WHOLE, ...lots].map((key) => `price-${key}`);
  return ['', '-day', '-month', '-year'].map((ending) => `${answerField(partKey)}${ending}`);
}

const fileLinks = (questions: readonly Question[]): Record<string, string> =>
  Object.fromEntries(questions.filter(({ type }) => type === 'file').map(({ id }) => [answerField(id), fieldId(answerField(id))]));
