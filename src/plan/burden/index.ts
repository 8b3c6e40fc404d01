/** What tenders ask of bidders: measured, costed and compared before it is imposed. See README.md. */
import { bandOf } from './band.ts';
import type { Read } from '#platform/database/connection';
import type { Module } from '#platform/module';
import { html, nothing, type Html } from '#platform/pages/html';
import { opportunityById } from '#opportunities';
import { estimateInWords } from '#parts/questions';
import { burdenActs } from './burden.acts.ts';
import { burdenRoutes } from './burden.routes.ts';
import { medianFor } from './burden.store.ts';
import { FEWEST } from './meter.ts';

export { burdenTasks, burdenWarnings, keepBurden } from './judge.store.ts';
export { saveEstimate, takeBaseline, tellEffort, tellWhyNot } from './burden.commands.ts';
export { burdenActs } from './burden.acts.ts';
export { NO_BID_REASONS } from './should-we-bid.ts';

/** On the opportunity's own page: what to take away, and help in deciding whether to bid. */
export async function drawBurden(read: Read, opportunityId: string): Promise<Html> {
  const opportunity = await opportunityById(read, opportunityId);
  if (!opportunity || opportunity.state === 'draft') return nothing;
  const at = (path: string) => `/opportunities/${opportunityId}/${path}`;
  const median = await medianFor(read, opportunityId, opportunity.valueNetPence);
  return html`<h2 class="govuk-heading-m">Before you decide to bid</h2>
<ul class="govuk-list govuk-list--bullet"><li><a class="govuk-link" href="${at('should-we-bid')}">Should we bid? A few questions and a view with its reasons</a></li>
<li><a class="govuk-link" href="${at('questions.docx')}">All questions as a Word document</a></li><li><a class="govuk-link" href="${at('tender-pack.pdf')}">The whole tender as a PDF</a></li>
<li><a class="govuk-link" href="${at('not-bidding')}">Tell the buyer why you will not bid, without your name</a></li></ul>
${median !== null && median.tenders >= FEWEST && html`<p class="govuk-body">Other tenders worth ${bandOf(opportunity.valueNetPence!).words.toLowerCase()} take ${estimateInWords(median.minutes)} (median of ${median.tenders}). <a class="govuk-link" href="/burden">Compare</a></p>`}`;
}

export const burdenModule: Module = { name: 'burden', acts: burdenActs, routes: [burdenRoutes], navigation: [{ text: 'What tenders ask', href: '/burden' }] };
