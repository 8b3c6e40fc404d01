import { counted } from '#kernel/counted';
import { formatPounds, type Pence } from '#kernel/money';
import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, scrollingTable } from '#platform/pages/presentation';

export interface UnmatchedSupplier {
  readonly id: string;
  readonly name: string;
  readonly lines: number;
  readonly pence: Pence;
}

/** Spellings that are no organisation yet, those with most money first. */
export const unmatchedPage = (body: string, suppliers: readonly UnmatchedSupplier[], all: { readonly suppliers: number; readonly pence: Pence }): Html => html`<span class="govuk-caption-l">${body}</span><h1 class="govuk-heading-l">Suppliers to match</h1>
  <p class="govuk-body">${counted(all.suppliers, 'supplier')}, paid ${formatPounds(all.pence)} in all, ${all.suppliers === 1 ? 'is' : 'are'} not matched to an organisation. Say once which one a supplier is: every payment to it, of before and to come, then counts as theirs.</p>
  ${suppliers.length === 0 ? emptyState({ title: 'Every supplier is matched.' }) : scrollingTable({ caption: 'Suppliers to match, the most money first', firstCellIsHeader: true, head: [{ text: 'As the files write it' }, { text: 'Paid', format: 'numeric' }, { text: 'Payments', format: 'numeric' }, { text: 'Match' }],
    rows: suppliers.map((one) => [{ text: one.name }, { text: formatPounds(one.pence), format: 'numeric' }, { text: one.lines.toLocaleString('en-GB'), format: 'numeric' }, { html: html`<a class="govuk-link" href="/spend/suppliers/${one.id}/match">Match<span class="govuk-visually-hidden"> ${one.name}</span></a>` }]) })}`;

export interface Spelling {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly companyNumber: string;
  readonly charityNumber: string;
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly withheld: boolean;
}

/** Another spelling that may be the same supplier, and why. `confidence` from 0 to 1. */
export interface LikeSpelling {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly confidence: number;
}

const alikeTable = (alike: readonly LikeSpelling[]): Html => (alike.length === 0 ? html`` : html`<h2 class="govuk-heading-m">Written like it, and matched to nobody either</h2>
  <p class="govuk-body">These may be the same supplier. Each is matched for itself; once one of them is, the others are suggested for the same organisation.</p>
  ${scrollingTable({ caption: 'Other spellings in this authority’s spending', firstCellIsHeader: true, head: [{ text: 'As the files write it' }, { text: 'Why' }, { text: 'How sure' }],
    rows: alike.map(({ id, name, reason, confidence }) => [{ html: html`<a class="govuk-link" href="/spend/suppliers/${id}/match">${name}</a>` }, { text: reason }, { text: `${Math.floor(confidence * 100)} %` }]) })}`);

/** One spelling: what it may be, a way to look for others, and spellings like it. */
export function matchPage(spelling: Spelling, likely: readonly { readonly id: string; readonly name: string; readonly number: string | null }[], alike: readonly LikeSpelling[], words: string, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form, likely.length === 0 ? { organisationId: 'words' } : {})}<span class="govuk-caption-l">${spelling.body}</span><h1 class="govuk-heading-l">Which organisation is ${spelling.name}?</h1>
    ${keyValue([{ key: 'Company number in the files', value: spelling.companyNumber }, { key: 'Charity number in the files', value: spelling.charityNumber }, { key: 'Matched now', value: spelling.organisation?.name ?? 'Not matched' }])}
    <form method="get" action="/spend/suppliers/${spelling.id}/match">${textField({ values: {}, errors: [] }, { name: 'words', label: 'Look for other names', value: words })}${button({ text: 'Look', classes: 'govuk-button--secondary' })}</form>
    ${likely.length === 0 ? emptyState({ title: 'No organisation here has a name like it.', text: 'Look for another name, or wait until it registers.' }) : html`<form method="post" novalidate>${csrf}
      ${radioField(form, { name: 'organisationId', label: 'Organisations with names like it', items: likely.map(({ id, name, number }) => ({ value: id, text: name, ...(number ? { hint: number } : {}) })) })}
      ${button({ text: 'It is this one', preventDoubleClick: true })}</form>`}
    ${alikeTable(alike)}
    ${spelling.organisation ? html`<p class="govuk-body"><a class="govuk-link" href="/spend/suppliers/${spelling.id}/unmatch">Take the match away</a></p>` : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/spend/suppliers/${spelling.id}/${spelling.withheld ? 'disclose' : 'withhold'}">${spelling.withheld ? 'End the withholding of this name' : 'Withhold this name'}</a></p>`;
}

export const unmatchPage = (spelling: Spelling, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Take the match of ${spelling.name} away</h1>
  <p class="govuk-body">It counts as ${spelling.organisation?.name ?? 'no organisation'} now. Afterwards it is unmatched, and no later load matches it by itself.</p>
  <form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why is it not this organisation?', rows: 3 })}${button({ text: 'Take it away', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

export const withholdPage = (spelling: Spelling, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Withhold the name of ${spelling.name}</h1>
  <p class="govuk-body">Its payments stay in every total. Wherever anyone may read them the name, numbers and purpose read as the Transparency Code words it, with your reason.</p>
  <form method="post" novalidate>${csrf}
    ${radioField(form, { name: 'label', label: 'What is it?', items: [{ value: 'personal', text: 'Personal data', hint: 'A person, such as a foster carer' }, { value: 'commercial', text: 'Commercial confidentiality' }] })}
    ${textArea(form, { name: 'reason', label: 'Why?', hint: 'Everyone can read this: leave the name out', rows: 2 })}${button({ text: 'Withhold the name', preventDoubleClick: true })}</form>`;

export const disclosePage = (spelling: Spelling, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">End the withholding of ${spelling.name}</h1>
  <p class="govuk-body">Anyone will be able to read the name.</p><form method="post" novalidate>${csrf}${button({ text: 'Show the name', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

export interface ReturnableAgreement {
  readonly id: string;
  readonly title: string;
  readonly contractor: string;
  readonly returns: readonly { readonly id: string; readonly fromOn: string; readonly toOn: string; readonly localPence: Pence }[];
}

/** Contracts whose contractors return what they spend locally. */
export const returnsPage = (body: string, agreements: readonly ReturnableAgreement[]): Html => html`<span class="govuk-caption-l">${body}</span><h1 class="govuk-heading-l">Contractors’ returns of local spending</h1>
  <p class="govuk-body">What main contractors who are not local paid to local businesses is the second tier of <a class="govuk-link" href="/spend/report/local">local spending</a>.</p>
  ${agreements.length === 0 ? emptyState({ title: 'No contract on the register has a supplier yet.' }) : scrollingTable({ caption: 'Contracts and their returns', firstCellIsHeader: true, head: [{ text: 'Contract' }, { text: 'Contractor' }, { text: 'Returns' }, { text: 'Record' }],
    rows: agreements.map((one) => [{ html: html`<a class="govuk-link" href="/contracts/${one.id}">${one.title}</a>` }, { text: one.contractor },
      { html: one.returns.length === 0 ? html`None` : html`${one.returns.map((each) => html`<p class="govuk-body-s">${formatDate(each.fromOn)} to ${formatDate(each.toOn)}: ${formatPounds(each.localPence)}, <a class="govuk-link" href="/agreements/${one.id}/returns/${each.id}/withdraw">withdraw<span class="govuk-visually-hidden"> the return of ${one.title} from ${formatDate(each.fromOn)}</span></a></p>`)}` },
      { html: html`<a class="govuk-link" href="/agreements/${one.id}/returns/new">Record a return<span class="govuk-visually-hidden"> for ${one.title}</span></a>` }]) })}`;

export const newReturnPage = (title: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Record what the contractor spent locally</h1>
  <form method="post" novalidate>${csrf}
    ${dateField(form, { name: 'fromOn', label: 'First day of the period' })}${dateField(form, { name: 'toOn', label: 'Last day of the period' })}
    ${moneyField(form, { name: 'local', label: 'Paid to local businesses in the period' })}
    ${textArea(form, { name: 'method', label: 'How did the contractor count it?', rows: 3 })}${textArea(form, { name: 'evidence', label: 'What shows it? (optional)', rows: 2 })}
    ${button({ text: 'Record the return', preventDoubleClick: true })}</form>`;

export const withdrawReturnPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Withdraw a contractor’s return</h1>
  <form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why?', rows: 2 })}${button({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
