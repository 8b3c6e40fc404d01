import { html, type Html } from '#platform/pages/html';
import { button, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { details } from '#platform/pages/components/index';
import { plainList, ruleNote } from '#platform/pages/presentation';
import type { RuleNote } from '#kernel/rule-note';
import { SHORT_FORM } from './low-value-questions.ts';
import { REASON } from './publication.ts';

export interface LowValueModel {
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
  readonly rules: readonly RuleNote[];
}

/** One page, from a blank to a posted opportunity. */
export function lowValuePage({ bodies, rules }: LowValueModel, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Post a low-value opportunity</h1>
<p class="govuk-body">This one page is all. Suppliers read it without signing in, and answer on one page too. One officer opens the answers after the last day, at midday.</p>
${rules.map(ruleNote)}
<form method="post" novalidate>${csrf}
${bodies.length === 0 ? insetText({ text: 'You are not a procurement officer or commissioner of an authority here.' }) : selectField(form, { name: 'bodyId', label: 'Authority', ...(bodies.length === 1 ? { value: bodies[0]!.id } : { emptyText: 'Choose an authority' }), items: bodies.map(({ id, name }) => ({ value: id, text: name })) })}
${textField(form, { name: 'title', label: 'Title' })}
${textArea(form, { name: 'summary', label: 'What is wanted, and for whom?', hint: 'A few sentences in plain words', rows: 5, characterLimit: 600 })}
${radioField(form, { name: 'category', label: 'What is it?', inline: true, value: 'services', items: [{ value: 'services', text: 'Services' }, { value: 'goods', text: 'Goods' }, { value: 'works', text: 'Works' }] })}
${textArea(form, { name: 'areas', label: 'Where?', hint: 'One a line: the name of a district, county or ward', rows: 2 })}
${moneyField(form, { name: 'valueNet', label: 'Worth, without VAT', hint: 'For its whole life' })}
${textField(form, { name: 'vat', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${dateField(form, { name: 'startsOn', label: 'When does it start?' })}
${dateField(form, { name: 'endsOn', label: 'When does it end?' })}
${dateField(form, { name: 'closesOn', label: 'Last day for answers', hint: 'At midday, London time. Questions to you end two days before.' })}
${radioField(form, { name: 'quality', label: 'How will you choose?', value: 'mostly', items: [{ value: 'mostly', text: 'Mostly on quality', hint: '70 points of 100, price 30' }, { value: 'half', text: 'Half and half', hint: '50 points each' }, { value: 'less', text: 'Mostly on price', hint: 'Quality 30 points, price 70' }] })}
${textArea(form, { name: 'question', label: 'A question of your own (optional)', hint: 'Answered in 150 words. Suppliers are asked the questions below in any case.', rows: 2 })}
${details({ summaryText: `The ${SHORT_FORM.length} questions that every supplier is asked`, html: plainList(SHORT_FORM.map(({ text, key }) => html`${text}${key && html` <span class="govuk-hint">Filled in from the supplier’s last answer.</span>`}`)) })}
${reasonsAsked(form).map((name) => textArea(form, { name, label: 'Why do you post it in spite of that?', hint: 'Everyone reads this with the opportunity', rows: 2 }))}
${button({ text: 'Post it now', preventDoubleClick: true })}</form>`;
}

/** The warnings that stand, by the field in which the reason for each is typed: asked for in the answer to a first attempt. */
const reasonsAsked = ({ values, errors }: FormState): readonly string[] => [...new Set([...Object.keys(values), ...errors.map(({ field }) => field)])].filter((name) => name.startsWith(REASON));
