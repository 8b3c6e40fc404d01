import { decimal } from '#kernel/decimal';
import { formatInstant } from '#kernel/instant';
import { formatPounds } from '#kernel/money';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { keyValue, ruleNote, statusTag } from '#platform/pages/presentation';
import type { Arrangement } from './arrangement.ts';
import { CEILING_RULE } from './arrangement-kinds.ts';
import { CEILING_GROUNDS, risePercent, vatInWords, type CeilingChange, type CeilingGround, type CeilingLaw } from './ceiling.ts';
import { ceilingEffectInWords, type CeilingPreview } from './ceiling.commands.ts';
import { changeInWords, groundInWords, type CeilingDetails } from './change.ts';
import type { Change } from './change.store.ts';

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

interface CeilingForm {
  readonly arrangement: Arrangement;
  readonly standing: Pick<CeilingChange, 'nowNetPence' | 'usedNetPence'>;
  /** Grounds that may be offered before a sum is typed; with a preview, those of its law. */
  readonly grounds: readonly CeilingGround[];
  readonly preview: CeilingPreview | null;
}

/** Proposes another ceiling. What it would do is shown before it is put forward. */
export function ceilingFormPage({ arrangement, standing, grounds, preview }: CeilingForm, csrf: Html, form: FormState): Html {
  const left = standing.nowNetPence > standing.usedNetPence ? standing.nowNetPence - standing.usedNetPence : 0n;
  return html`${errorSummaryFor(form)}${heading(arrangement.title, 'Change the ceiling')}
<p class="govuk-body">No more than ${formatPounds(standing.nowNetPence)} in all may be called off now. ${formatPounds(standing.usedNetPence)} has been, so ${formatPounds(left)} is left. All sums exclude VAT.</p>
${ruleNote(CEILING_RULE)}
${preview && html`<h2 class="govuk-heading-m">What it would do</h2>${effectPart(preview.details, preview.change, preview.law)}`}
<form method="post" novalidate>${csrf}
${moneyField(form, { name: 'ceiling', label: 'New ceiling', suffix: 'excluding VAT' })}
${textField(form, { name: 'vatPercent', label: 'Rate of VAT', hint: 'The law’s thresholds include VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${grounds.length > 0 && html`${radioField(form, { name: 'ground', label: 'On what ground may the contract be changed?', labelSize: 'm', items: grounds.map((ground) => ({ value: ground, text: CEILING_GROUNDS[ground] })) })}
${textArea(form, { name: 'groundWords', label: 'Why does that ground hold here?', rows: 4 })}`}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Public, and sent to every provider and applicant', rows: 4 })}
<div class="govuk-button-group">${button({ text: 'Show what it would do', name: 'confirmed', value: 'no', classes: preview ? 'govuk-button--secondary' : undefined })}${preview && button({ text: 'Put it forward', name: 'confirmed', value: 'yes', preventDoubleClick: true })}</div></form>`;
}

/** The sums, how far it rises in all, and what the law asks before and after. */
function effectPart(details: CeilingDetails, change: CeilingChange, law: CeilingLaw): Html {
  const rule = law.grounds.find(({ ground }) => ground === details.ground)?.rule ?? law.rule;
  const ground = groundInWords(details);
  return html`<p class="govuk-body-l">${changeInWords(details)}</p><p class="govuk-body"><strong>${ceilingEffectInWords(change)}</strong></p>
<p class="govuk-body">${risePercent(change) === '0' ? 'It is what it was at first.' : `In all it ${change.toNetPence > change.firstNetPence ? 'rises' : 'falls'} by ${risePercent(change)}% of the first ceiling, ${formatPounds(change.firstNetPence)}.`}</p>
${ground !== '' && html`<p class="govuk-body">Ground: ${ground}</p>`}${ruleNote(rule)}
${law.noticeFirst && html`<p class="govuk-body">Once it is agreed, a contract change notice (UK10) is published on the central digital platform. The new ceiling holds from then, not before. This site does not write that notice.</p>${ruleNote(law.noticeFirst)}`}
${law.copy && html`<p class="govuk-body">A copy of the contract as changed is published afterwards.</p>${ruleNote(law.copy.rule)}`}`;
}

const TAGS = { proposed: ['Waiting to be agreed', 'yellow'], agreed: ['Agreed, waiting for its notice', 'yellow'], applied: ['In force', 'green'], withdrawn: ['Withdrawn', 'grey'] } as const;

interface CeilingChangePage {
  readonly change: Change;
  readonly details: CeilingDetails;
  /** Null once it is decided: the figures have moved on since. */
  readonly asked: { readonly change: CeilingChange; readonly law: CeilingLaw } | null;
  readonly approvals: Html | null;
  readonly approvalId: string | null;
  readonly mayAct: boolean;
}

/** One proposal, as whoever decides it reads it. */
export const ceilingChangePage = ({ change, details, asked, approvals, approvalId, mayAct }: CeilingChangePage): Html => html`${heading(change.arrangementTitle, 'Change of the ceiling')}
<p class="govuk-body">${statusTag(TAGS[change.state][0], TAGS[change.state][1])}</p>
${asked ? effectPart(details, asked.change, asked.law) : html`<p class="govuk-body-l">${changeInWords(details)}</p>${groundInWords(details) !== '' && html`<p class="govuk-body">Ground: ${groundInWords(details)}</p>`}`}
${keyValue([
  { key: 'Rate of VAT', value: vatInWords(BigInt(details.to), decimal(details.vatPercent)) }, { key: 'Reason', value: change.reason }, { key: 'Proposed', value: `${formatInstant(change.proposedAt)}${change.proposedByName ? ` by ${change.proposedByName}` : ''}` },
  change.appliedAt !== null && { key: 'In force from', value: formatInstant(change.appliedAt) }, change.platform !== null && { key: 'Contract change notice', value: `${change.platform.reference}, ${formatInstant(change.platform.publishedAt)}` }, change.told !== null && { key: 'Organisations told', value: change.told },
])}
${approvals}
${approvalId && change.state === 'proposed' && html`<p class="govuk-body"><a class="govuk-link" href="/approvals/${approvalId}">Decide it</a></p>`}
${mayAct && change.state === 'agreed' && button({ text: 'Record the contract change notice', href: `/arrangement-changes/${change.id}/notice` })}
${mayAct && (change.state === 'proposed' || change.state === 'agreed') ? html`<p class="govuk-body"><a class="govuk-link" href="/arrangement-changes/${change.id}/withdraw">Withdraw the proposal</a></p>` : nothing}`;
