import { formatPounds } from '#kernel/money';
import { button, insetText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, pageLinks, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { noticeTimeline, type Notice } from '#parts/notices';
import type { ApprovalStanding } from '#parts/approvals';
import { owesNotices, type DirectAwardState, type Ground } from './direct-award.ts';
import type { DirectAward } from './direct-award.store.ts';

const STATES: Readonly<Record<DirectAwardState, Html>> = {
  draft: statusTag('Being agreed', 'yellow'), announced: statusTag('Transparency notice published', 'yellow'), awarded: statusTag('Awarded', 'purple'), contracted: statusTag('Contract made', 'green'), withdrawn: statusTag('Withdrawn', 'grey'),
};

export const directAwardList = (awards: readonly DirectAward[], mayRecord: boolean, previous: string | null, next: string | null): Html => html`<h1 class="govuk-heading-l">Direct awards</h1>
<p class="govuk-body">Contracts given without competition, each on a ground in law, with its justification and its notices.</p>
${mayRecord && button({ text: 'Record a direct award', href: '/direct-awards/new' })}
${awards.length === 0 ? emptyState({ title: 'No contract has been given without competition.' }) : scrollingTable({
    caption: 'Direct awards', head: [{ text: 'Contract' }, { text: 'Supplier' }, { text: 'Excluding VAT', format: 'numeric' }, { text: 'State' }],
    rows: awards.map((one) => [{ html: html`<a class="govuk-link" href="/direct-awards/${one.id}">${one.title}</a>` }, { text: one.supplier }, { text: formatPounds(one.net), format: 'numeric' }, { html: STATES[one.state] }]),
  })}${pageLinks({ previous, next, of: 'direct awards' })}`;

export interface DirectAwardModel {
  readonly award: DirectAward;
  readonly ground: Ground | null;
  readonly approval: ApprovalStanding;
  readonly notices: readonly Notice[];
  readonly mayAct: boolean;
}

const APPROVAL_WORDS: Readonly<Record<ApprovalStanding, string>> = { 'not-asked': 'Not asked for', waiting: 'Waiting to be agreed', agreed: 'Agreed', refused: 'Refused', lapsed: 'Lapsed' };

export function directAwardPage({ award, ground, approval, notices, mayAct }: DirectAwardModel): Html {
  const at = `/direct-awards/${award.id}`;
  const next = { draft: ['announce', 'Publish the transparency notice'], announced: ['award', 'Publish the award notice'], awarded: ['contract', 'Make the contract'], contracted: owesNotices(award.ground) && !notices.some(({ code }) => code === 'UK7') ? ['details', 'Publish the contract details notice'] : null, withdrawn: null }[award.state];
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${award.reference}, ${award.bodyName}</span>${award.title}</h1>
<p class="govuk-body">${STATES[award.state]}</p>
<p class="govuk-body-l">${award.summary}</p>
${keyValue([
    { key: 'Supplier', value: award.supplier }, { key: 'Worth', value: `${formatPounds(award.net)} without VAT, ${formatPounds(award.gross)} with VAT` },
    { key: 'Contract', value: `${formatDate(award.startsOn)} to ${formatDate(award.endsOn)}` }, { key: 'Justification', value: award.justification }, { key: 'Approval', value: APPROVAL_WORDS[approval] },
    award.standstillEndsOn !== null && { key: 'Standstill', value: `To the end of ${formatDate(award.standstillEndsOn)}` },
    award.agreementId !== null && { key: 'Contract made', value: html`<a class="govuk-link" href="/contracts/${award.agreementId}">On the register</a>: name its manager, director and outcomes there to make it public` },
    award.switchedFrom !== null && { key: 'After a competition', value: html`<a class="govuk-link" href="/opportunities/${award.switchedFrom}">The one without a suitable tender</a>` },
    award.withdrawnReason !== null && { key: 'Why it was withdrawn', value: award.withdrawnReason },
  ])}
${ground && ruleNote(ground.rule)}
${mayAct && next && html`<div class="govuk-button-group">${button({ text: next[1]!, href: `${at}/${next[0]!}` })}${award.state !== 'contracted' && html`<a class="govuk-link" href="${at}/withdraw">Withdraw it</a>`}</div>`}
${mayAct && owesNotices(award.ground) && html`<p class="govuk-body"><a class="govuk-link" href="${at}/conflicts">Conflicts assessment</a></p>`}
<h2 class="govuk-heading-m">What was published</h2>${noticeTimeline(notices)}`;
}

export interface RecordModel {
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
  readonly grounds: readonly Ground[];
  readonly csrf: Html;
}

export const recordDirectAwardPage = ({ bodies, grounds, csrf }: RecordModel, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Record a direct award</h1>
<p class="govuk-body">The law lets a contract be given without competition only on a ground that it names. What you write here is published.</p>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'bodyId', label: 'Authority that buys', emptyText: 'Choose an authority', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...(bodies.length === 1 ? { value: bodies[0]!.id } : {}) })}
${textField(form, { name: 'title', label: 'What is bought?' })}
${textArea(form, { name: 'summary', label: 'In plain words', rows: 3 })}
${radioField(form, { name: 'category', label: 'What kind of thing is it?', inline: true, value: 'services', items: [{ value: 'services', text: 'Services' }, { value: 'goods', text: 'Goods' }, { value: 'works', text: 'Works' }] })}
${checkboxField(form, { name: 'lightTouch', label: 'Is it a light touch service?', items: [{ value: 'yes', text: 'Yes, such as care, education or culture' }] })}
${textField(form, { name: 'supplier', label: 'Supplier', hint: 'Its name here, or its company or charity number' })}
${moneyField(form, { name: 'value', label: 'Whole-life value', hint: 'Excluding VAT' })}
${textField(form, { name: 'vat', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${dateField(form, { name: 'startsOn', label: 'When does it start?' })}
${dateField(form, { name: 'endsOn', label: 'When does it end?' })}
${radioField(form, { name: 'ground', label: 'On which ground?', items: grounds.map(({ id, rule }) => ({ value: id, text: rule.sentence, hint: rule.source })) })}
${textArea(form, { name: 'justification', label: 'Why does that ground hold here?', rows: 6 })}
${button({ text: 'Record it and ask for agreement', preventDoubleClick: true })}</form>`;

/** One step, with what the central platform says of its notice. */
export const stepPage = (award: DirectAward, step: { readonly heading: string; readonly act: string; readonly sentences: readonly string[]; readonly fields?: Html; readonly platform?: boolean; readonly danger?: boolean }, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${award.title}</span>${step.heading}</h1>
${step.sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
<form method="post" novalidate>${csrf}${step.fields}
${step.platform && (owesNotices(award.ground)
    ? html`${textField(form, { name: 'platformReference', label: 'Its reference on the central digital platform', hint: 'It must stand there first', width: 20 })}${dateField(form, { name: 'platformPublishedOn', label: 'Day it was published there' })}`
    : insetText({ text: 'No notice is owed: the person who uses the service chose the supplier.' }))}
${button({ text: step.act, preventDoubleClick: true, ...(step.danger ? { classes: 'govuk-button--warning' } : {}) })}</form>`;
