import type { CalendarDate } from '#kernel/calendar-date';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, pageLinks, ruleNote, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import { PROVISIONAL_OUTCOMES, PROVISIONAL_RULE } from '#agreements';
import { REVIEW_KINDS, SCHEDULE_RULE, standingOf, type ReviewKind, type ReviewStanding } from './review.ts';
import type { MissedReview, ReviewRow } from './review.store.ts';
import type { CountedQuestion } from './checklists/checklist.ts';
import { publicAnswers } from './checklists/checklists.page.ts';

const STANDINGS: Readonly<Record<ReviewStanding, readonly [string, TagColour]>> = { held: ['Held', 'green'], 'held-late': ['Held late', 'orange'], missed: ['Missed', 'red'], due: ['Due', 'yellow'], 'to-come': ['To come', 'grey'] };
export const kindWords = (kind: ReviewKind): string => (kind === 'final' ? 'Final' : kind === 'early' ? 'Early' : REVIEW_KINDS[kind].words);

export interface ReviewsPageModel {
  readonly agreement: { readonly id: string; readonly title: string; readonly reference: string };
  readonly reviews: readonly ReviewRow[];
  readonly today: CalendarDate;
  readonly missedAfterDays: number;
  readonly mayPlan: boolean;
  readonly mayHold: boolean;
  /** How many checklists were asked for and sent, by review; null for who may not read them. */
  readonly checklists: ReadonlyMap<string, { readonly asked: number; readonly sent: number }> | null;
  /** What checklists answered, by review, where it is shown with the review; and the smallest number that may be. */
  readonly counted: ReadonlyMap<string, readonly CountedQuestion[]>;
  readonly fewest: number | null;
  /** What is said of a provisional contract, for anyone; null for every other. */
  readonly provisional: string | null;
}

/** The reviews of one agreement: what was found, and what is still to come. */
export function reviewsPage({ agreement, reviews, today, missedAfterDays, mayPlan, mayHold, checklists, counted, fewest, provisional }: ReviewsPageModel): Html {
  const held = reviews.filter((review) => review.heldOn !== null);
  const missed = reviews.filter((review) => standingOf(review, today, missedAfterDays) === 'missed').length;
  return html`<span class="govuk-caption-l">${agreement.reference} ${agreement.title}</span><h1 class="govuk-heading-l">Reviews</h1>
    <p class="govuk-body">${reviews.length === 0 ? 'No reviews are planned yet.' : `${reviews.length} planned, ${held.length} held, ${missed} missed. A review counts as missed when it is not held within ${missedAfterDays} days of its date.`}</p>
    ${provisional && html`<p class="govuk-body">${provisional}</p>${ruleNote(PROVISIONAL_RULE)}`}${ruleNote(SCHEDULE_RULE)}
    ${mayPlan ? html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreement.id}/reviews/plan">Plan ${reviews.length === 0 ? '' : 'more '}reviews</a></p>` : nothing}
    ${reviews.length === 0 ? nothing : scrollingTable({
      caption: 'Reviews by date', firstCellIsHeader: true, head: [{ text: 'Due' }, { text: 'Kind' }, { text: 'Standing' }, { text: 'Held' }, ...(checklists ? [{ text: 'Checklists' }] : [])],
      rows: reviews.map((review) => {
        const [words, colour] = STANDINGS[standingOf(review, today, missedAfterDays)];
        return [{ text: formatDate(review.dueOn) }, { text: kindWords(review.kind) }, { html: statusTag(words, colour) },
          { html: review.heldOn ? html`${formatDate(review.heldOn)}` : mayHold && review.dueOn <= today ? html`<a class="govuk-link" href="/reviews/${review.id}/hold">Write it up<span class="govuk-visually-hidden">: ${kindWords(review.kind)}, due ${formatDate(review.dueOn)}</span></a>` : html`Not held` },
          ...(checklists ? [{ html: checklistsLink(review, checklists.get(review.id)) }] : [])];
      }),
    })}
    ${[...held].reverse().map((review) => html`<h2 class="govuk-heading-m" id="review-${review.id}">${kindWords(review.kind)} review held on ${formatDate(review.heldOn!)}</h2>
      ${keyValue([{ key: 'Results', value: review.results }, { key: 'Issues', value: review.issues }, { key: 'Actions', value: review.actions },
        { key: 'Signed for the authority by', value: review.authoritySignedBy }, { key: 'Signed for the supplier by', value: review.supplierSignatory }])}${publicAnswers(counted.get(review.id) ?? [], fewest)}`)}`;
}

const checklistsLink = ({ id, kind, dueOn }: ReviewRow, counts: { readonly asked: number; readonly sent: number } | undefined): Html =>
  html`<a class="govuk-link" href="/reviews/${id}/checklists">${counts === undefined ? 'None' : counts.asked === 0 ? 'Nobody asked yet' : `${counts.sent} of ${counts.asked} sent`}<span class="govuk-visually-hidden">: checklists of the ${kindWords(kind).toLowerCase()} review due ${formatDate(dueOn)}</span></a>`;

export const planPage = (title: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Plan reviews</h1>
  <p class="govuk-body">Each review is due on the last day of its period, counted from the start of the agreement.</p>
  ${ruleNote(SCHEDULE_RULE)}
  <form method="post" novalidate>${csrf}
    ${checkboxField(form, { name: 'frequencies', label: 'How often is it reviewed?', hint: 'In proportion to its risk. Choose all that apply.', items: Object.entries(REVIEW_KINDS).map(([value, kind]) => ({ value, text: kind.words })) })}
    ${button({ text: 'Plan these reviews', preventDoubleClick: true })}</form>`;

/** What follows from the early review of a provisional contract. */
const followedFields = (form: FormState): Html => html`${radioField(form, { name: 'followed', label: 'Did the provider do well?', hint: 'The supplier is told', items: Object.entries(PROVISIONAL_OUTCOMES).map(([value, text]) => ({ value, text })) })}
    ${textArea(form, { name: 'followedReason', label: 'Why', hint: 'The supplier is sent it. Needed where the contract does not go on, and then shown on the public record', rows: 3 })}${ruleNote(PROVISIONAL_RULE)}`;

/**
 * @param answered what checklists answered, drawn, where any was sent
 * @param isEarly whether it is the early review of a provisional contract
 */
export const holdPage = (title: string, { answered, isEarly }: { readonly answered: Html | null; readonly isEarly: boolean }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Write up a review</h1>
  <p class="govuk-body">What you write is shown on the public record, and cannot be changed once both sides have signed.</p>
  ${answered}
  <form method="post" novalidate>${csrf}
    ${dateField(form, { name: 'heldOn', label: 'When was it held?' })}
    ${textArea(form, { name: 'results', label: 'Results', hint: 'What the service achieved, against its measures.', rows: 5 })}
    ${textArea(form, { name: 'issues', label: 'Issues', rows: 4 })}
    ${textArea(form, { name: 'actions', label: 'Actions', hint: 'Who does what by when.', rows: 4 })}
    ${isEarly && followedFields(form)}${answered && checkboxField(form, { name: 'showCounts', label: 'What people who use the service answered', hint: 'Without names and words. To tell what they wrote, put it into the results in words of your own.', items: [{ value: 'yes', text: 'Show with the review how often each answer was given' }] })}
    ${textField(form, { name: 'supplierSignatory', label: 'Who signed for the supplier?', width: 20 })}
    ${checkboxField(form, { name: 'authoritySigns', label: 'Sign-off', items: [{ value: 'yes', text: 'I sign this review for the authority' }] })}
    ${button({ text: 'Sign and save', preventDoubleClick: true })}</form>`;

export const missedPage = (rows: readonly MissedReview[], next: string | null, missedAfterDays: number): Html => html`<h1 class="govuk-heading-l">Missed reviews</h1>
  <p class="govuk-body">Reviews of live agreements not held within ${missedAfterDays} days of their date.</p>${ruleNote(SCHEDULE_RULE)}
  ${rows.length === 0 ? emptyState({ title: 'No review has been missed.' }) : scrollingTable({
    caption: 'Missed reviews, longest ago first', firstCellIsHeader: true, head: [{ text: 'Agreement' }, { text: 'Review' }, { text: 'Was due' }, { text: 'Contract manager' }],
    rows: rows.map((row) => [{ html: html`<a class="govuk-link" href="/agreements/${row.agreementId}/reviews">${row.title}</a> ${row.reference}` }, { text: kindWords(row.kind) }, { text: formatDate(row.dueOn) }, { text: row.manager ?? 'Not named' }]),
  })}${pageLinks({ next, of: 'missed reviews' })}`;
