import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { emptyState, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { RuleNote } from '#kernel/rule-note';
import { titleInStage } from '#routes';
import type { Opportunity } from './opportunity.ts';
import type { AssessedBid } from './ports.ts';
import type { QuotationChoice } from './quotation-choice.store.ts';
import type { ShortlistEntry } from './shortlist.store.ts';

export interface ShortlistModel {
  readonly opportunity: Opportunity;
  readonly assessed: readonly AssessedBid[];
  readonly entries: readonly ShortlistEntry[];
  readonly next: { readonly id: string; readonly title: string } | null;
}

/** Who goes on: chosen beside the results, with a reason for each. */
export function shortlistPage({ opportunity, assessed, entries, next }: ShortlistModel, form: FormState, csrf: Html): Html {
  const heading = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>Shortlist</h1>`;
  if (entries.length > 0) {
    return html`${heading}${scrollingTable({
      caption: 'Who goes on, and why', head: [{ text: 'Supplier' }, { text: 'Goes on?' }, { text: 'Reason, as told' }],
      rows: entries.map(({ organisationName, chosen, reason }) => [{ text: organisationName }, { html: chosen ? statusTag('Goes on', 'green') : statusTag('Does not', 'grey') }, { text: reason }]),
    })}${next && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${next.id}/build">Go on to the next stage</a></p>`}`;
  }
  if (opportunity.state !== 'evaluated') return html`${heading}<p class="govuk-body">The shortlist follows the evaluation: complete it first.</p>`;
  if (assessed.length === 0) return html`${heading}${emptyState({ title: 'There is nobody to shortlist.', text: 'Cancel the opportunity with the reason.' })}`;
  return html`${errorSummaryFor(form)}${heading}
<p class="govuk-body">Each supplier is told whether it goes on, and your reason, and nothing of the others. The next stage is begun for those who do.</p>
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'chosen', label: 'Who goes on?', labelSize: 'm', items: assessed.map((bid) => ({ value: bid.bidId, text: `${bid.rank === null ? 'Not ranked' : `${bid.rank}.`} ${bid.organisationName}: ${bid.total} points`, ...(bid.failed.length > 0 ? { hint: bid.failed.join(' '), disabled: true } : {}) })) })}
${assessed.map((bid) => textArea(form, { name: `reason-${bid.bidId}`, label: `Why, for ${bid.organisationName}?`, rows: 2 }))}
${button({ text: 'Make the shortlist and tell everyone', preventDoubleClick: true })}</form>`;
}

export interface ChoiceModel {
  readonly opportunity: Opportunity;
  readonly choice: QuotationChoice | null;
  readonly came: number;
  readonly needed: number;
  readonly rule: RuleNote;
}

/** The reason for the choice among quotations, and for fewer replies than the rule asks. */
export function choicePage({ opportunity, choice, came, needed, rule }: ChoiceModel, form: FormState, csrf: Html): Html {
  const few = opportunity.audience === 'invited' && came < needed;
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Reason for the choice</h1>
<p class="govuk-body">${came === 1 ? 'One quotation' : `${came} quotations`} came.${few && ` The rule asks for ${needed}.`}</p>${few && ruleNote(rule)}
<form method="post" novalidate>${csrf}
${few && textArea(form, { name: 'fewReplies', label: `Why will fewer than ${needed} do?`, hint: 'Such as how many were asked, and what those who declined said', rows: 3, value: choice?.fewReplies ?? undefined })}
${textArea(form, { name: 'reason', label: 'Why is this quotation chosen?', rows: 4, value: choice?.reason })}
${button({ text: 'Save the reason' })}</form>`;
}

/** The stages after this one that everyone may know of, and the one before. */
export const stagesSection = (opportunity: Pick<Opportunity, 'followsId'>, later: readonly { readonly id: string; readonly title: string; readonly stage: number }[]): Html | false =>
  (opportunity.followsId !== null || later.length > 0) && html`<h2 class="govuk-heading-m">Stages</h2><ul class="govuk-list">
${opportunity.followsId !== null && html`<li><a class="govuk-link" href="/opportunities/${opportunity.followsId}">The stage before</a></li>`}
${later.map(({ id, stage }) => html`<li><a class="govuk-link" href="/opportunities/${id}">Stage ${stage}, for those who were shortlisted</a></li>`)}</ul>`;
