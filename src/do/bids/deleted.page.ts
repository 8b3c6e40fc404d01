import { formatInstant } from '#kernel/instant';
import { html, nothing, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import type { Bid } from './bid.store.ts';
import type { Receipt } from './submission.store.ts';

/** What stands of a bid once its time was over. */
export const deletedNote = (deletedAt: Date): Html =>
  html`<p class="govuk-body">What was written in this bid was deleted on ${formatInstant(deletedAt)}: the time for which the authority keeps it was over. See <a class="govuk-link" href="/rules">rules and sources</a>.</p>`;

/** A bid whose contents are gone, as its own people read it. */
export const deletedBidPage = (bid: Bid, deletedAt: Date, receipts: readonly Receipt[], result: Html): Html => html`<h1 class="govuk-heading-l">Your bid for ${bid.opportunityTitle}</h1>
${deletedNote(deletedAt)}
${receipts.length > 0 ? html`<p class="govuk-body">These receipts stay yours:</p>${plainList(receipts.map(({ number, code, submittedAt }) => html`Submission ${number}, ${formatInstant(submittedAt)}: ${code}`))}` : nothing}
${result}`;
