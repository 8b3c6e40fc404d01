import { answerWords, questionField, type Question } from '#parts/questions';
import { shareInWords, type WeighedCriterion } from '#parts/assessments';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, hiddenField, moneyField, type FormState } from '#platform/pages/form';
import { formatPounds, plainList } from '#platform/pages/presentation';
import { html, type Html } from '#platform/pages/html';
import { CONFLICT } from './bid.ts';
import { WHOLE, type DraftPart } from './bid-content.ts';
import { lotsToPrice, type LotOffered } from './bid-readiness.ts';
import type { BidModel } from './bid.page.ts';
import { savedLine } from './bid.page.ts';

interface Writing {
  readonly csrf: Html;
  readonly url: string;
  readonly personId: string | null;
}

const inConflict = (form: FormState): boolean => form.errors.some(({ message }) => message === CONFLICT);

/** One answer, with everything that helps to write it: why it is asked, what it is worth, what a good answer covers. */
export function answerPage(model: BidModel, question: Question, criterion: WeighedCriterion | undefined, next: Question | undefined, writing: Writing, form: FormState): Html {
  const part = model.draft.answers.get(question.id);
  return html`${errorSummaryFor(form, { answer: 'answer' })}
<h1 class="govuk-heading-l">${question.section || 'Your answer'}</h1>
<p class="govuk-body">${worthSentence(question, criterion)}</p>
${conflictNote(form, part, part && answerWords(question, part.value))}
${partForm(writing, part, form, html`${questionField(form, question, part?.value, 'answer')}${model.help}
${question.evidence !== null && html`<p class="govuk-body">Evidence asked for: ${question.evidence}. <a class="govuk-link" href="/bids/${model.bid.id}/files">Add it as a file</a>.</p>`}`)}
${next && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${model.bid.id}/questions/${next.id}">Go to the next question: ${next.text}</a></p>`}`;
}

/** Which lots. */
export function lotsPage({ draft, lots, bid }: BidModel, writing: Writing, form: FormState): Html {
  const words = (ids: readonly string[]) => lots.filter(({ id }) => ids.includes(id)).map(lotName).join('; ');
  const most = bid.lotsPerBidder;
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Choose your lots</h1>
${conflictNote(form, draft.lots, draft.lots && words(draft.lots.value))}
${partForm(writing, draft.lots, form, checkboxField(form, {
    name: 'lots', label: 'Which lots are you bidding for?', labelSize: 'm', values: draft.lots?.value ?? [], items: lots.map((lot) => ({ value: lot.id, text: lotName(lot) })),
    hint: most === null ? 'Choose one or more. The authority does not see your choice before the bids are opened.' : `Choose up to ${most}. The authority does not see your choice before the bids are opened.`,
  }))}`;
}

/** The prices. A lot that was not chosen is not asked for. Nobody is led here where nothing is scored on price. */
export function pricesPage(model: BidModel, writing: Writing, form: FormState): Html {
  const { draft, bid } = model;
  const asked = lotsToPrice(model);
  const inWords = plainList(asked.map((lot) => `${lot ? lotName(lot) : 'Price'}: ${priceWords(draft.prices?.value[lot?.id ?? WHOLE])}`));
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Your ${asked.length > 1 ? 'prices' : 'price'}</h1>
<p class="govuk-body">In pounds, without VAT, for the whole length of the contract. Prices are sealed in an envelope of their own.</p>
${conflictNote(form, draft.prices, draft.prices && inWords)}
${asked.length === 0
    ? insetText({ html: html`<a class="govuk-link" href="/bids/${bid.id}/lots">Choose your lots</a> first, then give a price for each.` })
    : partForm(writing, draft.prices, form, html`${asked.map((lot) => {
        const pence = draft.prices?.value[lot?.id ?? WHOLE];
        return moneyField(form, { name: `price-${lot?.id ?? WHOLE}`, label: lot ? `Price for ${lotName(lot)}` : 'Price', labelSize: 's', suffix: 'without VAT', ...(pence === undefined ? {} : { pence: BigInt(pence) }) });
      })}`)}`;
}

export const lotName = (lot: LotOffered): string => `Lot ${lot.number}: ${lot.title}`;
export const priceWords = (pence: string | undefined): string => (pence === undefined ? 'not given' : formatPounds(BigInt(pence)));

function worthSentence(question: Question, criterion: WeighedCriterion | undefined): string {
  if (!criterion) return question.marks ? `Worth ${question.marks} marks.` : 'Not scored.';
  return `Judged under ${criterion.name}: ${shareInWords(criterion)}.${question.marks ? ` This question is worth ${question.marks} marks within it.` : ''}`;
}

/** Saves itself while it is written, and by its button. A form of one part carries the version its reader saw. */
function partForm(writing: Writing, part: DraftPart<unknown> | null | undefined, form: FormState, fields: Html): Html {
  // After a conflict the reader has seen both texts, so pressing Save again is a choice.
  const seen = inConflict(form) ? (part?.version ?? 0) : (form.values['version'] ?? part?.version ?? 0);
  return html`<form method="post" action="${writing.url}" novalidate data-autosave="${writing.url}" data-autosave-owner="${writing.personId ?? ''}">${writing.csrf}${hiddenField('version', String(seen))}
${fields}
<p class="govuk-body-s" data-autosave-status></p>
${savedLine(part)}
${button({ text: 'Save' })}</form>`;
}

/** Both texts, when two colleagues wrote at once: the one that is saved, and in the field below the reader's own. */
function conflictNote(form: FormState, part: DraftPart<unknown> | null | undefined, saved: string | Html | null | undefined): Html | false {
  if (!inConflict(form) || !part) return false;
  return html`${insetText({ html: html`<h2 class="govuk-heading-s">Saved by ${part.savedBy ?? 'a colleague'}</h2><div class="govuk-body wantsum-words">${saved ?? ''}</div>` })}
<p class="govuk-body">What you wrote is in the form below. Change it to what you both want, then press Save: it then replaces the text above.</p>
${details({ summaryText: 'Why did this happen?', text: 'You and a colleague had the same page open. The one who saved second is asked, so that nothing is overwritten unseen.' })}`;
}
