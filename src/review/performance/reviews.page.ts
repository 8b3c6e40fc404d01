import type { CalendarDate } from '#kernel/calendar-date';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, pageLinks, ruleNote, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import { REVIEW_KINDS, SCHEDULE_RULE, standingOf, type ReviewKind, type ReviewStanding } from './review.ts';
import type { MissedReview, ReviewRow } from './review.store.ts';

const STANDINGS: Readonly<Record<ReviewStanding, readonly [string, TagColour]>> = { held: ['Held', 'green'], 'held-late': ['Held late', 'orange'], missed: ['Missed', 'red'], due: ['Due', 'yellow'], 'to-come': ['To come', 'grey'] };
export const kindWords = (kind: ReviewKind): string => (kind === 'final' ? 'Final' : REVIEW_KINDS[kind].words);

export interface ReviewsPageModel {
  readonly agreement: { readonly id: string; readonly title: string; readonly reference: string };
  readonly reviews: readonly ReviewRow[];
  readonly today: CalendarDate;
  readonly missedAfterDays: number;
  readonly mayPlan: boolean;
  readonly mayHold: boolean;
}

/** The reviews of one agreement: what was found, and what is still to come. */
export function reviewsPage({ agreement, reviews, today, missedAfterDays, mayPlan, mayHold }: ReviewsPageModel): Html {
  const held = reviews.filter((review) => review.heldOn !== null);
  const missed = reviews.filter((review) => standingOf(review, today, missedAfterDays) === 'missed').length;
  return html`<span class="govuk-caption-l">${agreement.reference} ${agreement.title}</span><h1 class="govuk-heading-l">Reviews</h1>
    <p class="govuk-body">${reviews.length === 0 ? 'No reviews are planned yet.' : `${reviews.length} planned, ${held.length} held, ${missed} missed. A review counts as missed when it is not held within ${missedAfterDays} days of its date.`}</p>
    ${ruleNote(SCHEDULE_RULE)}
    ${mayPlan ? html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreement.id}/reviews/plan">Plan ${reviews.length === 0 ? '' : 'more '}reviews</a></p>` : nothing}
    ${reviews.length === 0 ? nothing : scrollingTable({
      caption: 'Reviews by date', firstCellIsHeader: true, head: [{ text: 'Due' }, { text: 'Kind' }, { text: 'Standing' }, { text: 'Held' }],
      rows: reviews.map((review) => {
        const [words, colour] = STANDINGS[standingOf(review, today, missedAfterDays)];
        return [{ text: formatDate(review.dueOn) }, { text: kindWords(review.kind) }, { html: statusTag(words, colour) },
          { html: review.heldOn ? html`${formatDate(review.heldOn)}` : mayHold && review.dueOn <= today ? html`<a class="govuk-link" href="/reviews/${review.id}/hold">Write it up<span class="govuk-visually-hidden">: ${kindWords(review.kind)}, due ${formatDate(review.dueOn)}</span></a>` : html`Not held` }];
      }),
    })}
    ${[...held].reverse().map((review) => html`<h2 class="govuk-heading-m" id="review-${review.id}">${kindWords(review.kind)} review held on ${formatDate(review.heldOn!)}</h2>
      ${keyValue([{ key: 'Results', value: review.results }, { key: 'Issues', value: review.issues }, { key: 'Actions', value: review.actions },
        { key: 'Signed for the authority by', value: review.authoritySignedBy }, { key: 'Signed for the supplier by', value: review.supplierSignatory }])}`)}`;
}

export const planPage = (title: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Plan reviews</h1>
  <p class="govuk-body">Each review is due on the last day of its period, counted from the start of the agreement.</p>
  ${ruleNote(SCHEDULE_RULE)}
  <form method="post" novalidate>${csrf}
    ${checkboxField(form, { name: 'frequencies', label: 'How often is it reviewed?', hint: 'In proportion to its risk. Choose all that apply.', items: Object.entries(REVIEW_KINDS).map(([value, kind]) => ({ value, text: kind.words })) })}
    ${button({ text: 'Plan these reviews', preventDoubleClick: true })}</form>`;

export const holdPage = (title: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Write up a review</h1>
  <p class="govuk-body">What you write is shown on the public record, and cannot be changed once both sides have signed.</p>
  <form method="post" novalidate>${csrf}
    ${dateField(form, { name: 'heldOn', label: 'When was it held?' })}
    ${textArea(form, { name: 'results', label: 'Results', hint: 'What the service achieved, against its measures.', rows: 5 })}
    ${textArea(form, { name: 'issues', label: 'Issues', rows: 4 })}
    ${textArea(form, { name: 'actions', label: 'Actions', hint: 'Who does what by when.', rows: 4 })}
    ${textField(form, { name: 'supplierSignatory', label: 'Who signed for the supplier?', width: 20 })}
    ${checkboxField(form, { name: 'authoritySigns', label: 'Sign-off', items: [{ value: 'yes', text: 'I sign this review for the authority' }] })}
    ${button({ text: 'Sign and save', preventDoubleClick: true })}</form>`;

export const missedPage = (rows: readonly MissedReview[], next: string | null, missedAfterDays: number): Html => html`<h1 class="govuk-heading-l">Missed reviews</h1>
  <p class="govuk-body">Reviews of live agreements not held within ${missedAfterDays} days of their date.</p>${ruleNote(SCHEDULE_RULE)}
  ${rows.length === 0 ? emptyState({ title: 'No review has been missed.' }) : scrollingTable({
    caption: 'Missed reviews, longest ago first', firstCellIsHeader: true, head: [{ text: 'Agreement' }, { text: 'Review' }, { text: 'Was due' }, { text: 'Contract manager' }],
    rows: rows.map((row) => [{ html: html`<a class="govuk-link" href="/agreements/${row.agreementId}/reviews">${row.title}</a> ${row.reference}` }, { text: kindWords(row.kind) }, { text: formatDate(row.dueOn) }, { text: row.manager ?? 'Not named' }]),
  })}${pageLinks({ next, of: 'missed reviews' })}`;
