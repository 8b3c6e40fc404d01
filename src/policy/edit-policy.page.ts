import type { CalendarDate } from '#kernel/calendar-date';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, fieldId, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import type { PolicyKeyName } from './policy-keys.ts';
import { policyFields, fieldNamesOf } from './policy-fields.ts';
import { policyFacts, policyHistory } from './policy-list.page.ts';
import { definitionOf, type PolicyRow, type PolicyValue } from './policy-value.ts';
import type { BodyName } from './policy.store.ts';

export interface PolicyEdit {
  readonly body: BodyName;
  readonly key: PolicyKeyName;
  readonly value: PolicyValue;
  readonly rows: readonly PolicyRow[];
  readonly today: CalendarDate;
  readonly csrf: Html;
}

/** Changes one policy from a day on, and shows what it is now and was before. */
export function editPolicyPage({ body, key, value, rows, today, csrf }: PolicyEdit, form: FormState): Html {
  const definition = definitionOf(key);
  const fieldIds = Object.fromEntries(fieldNamesOf(key).map((name) => [name, fieldId(name)]));
  return html`${errorSummaryFor(form, fieldIds)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>${definition.title}</h1>
    <p class="govuk-body">${definition.help} A change holds from its day on: decisions made before it keep the rule they were made under.</p>
    ${policyFacts(value)}
    <form method="post" novalidate>${csrf}
      <h2 class="govuk-heading-m">The new value</h2>
      ${policyFields(form, key, value.value)}
      ${dateField(form, { name: 'from', label: 'From which day does it hold?', value: today })}
      ${checkboxField(form, { name: 'isCorrection', label: 'Is this a correction?', items: [{
        value: 'yes', text: 'Yes, the record was wrong and an earlier day is meant', hint: 'Purchases and awards already decided keep the rule they copied',
      }] })}
      ${textField(form, { name: 'source', label: 'Where was this decided?', hint: 'Such as a minute or a standing order, so that anyone can look it up' })}
      ${textField(form, { name: 'owner', label: 'Who keeps this rule? (optional)', hint: 'A post rather than a person' })}
      ${textArea(form, { name: 'reason', label: 'Why does it change?', rows: 3 })}
      ${button({ text: 'Set the policy', preventDoubleClick: true })}
    </form>
    ${rows.length > 0 ? html`<h2 class="govuk-heading-m">History</h2>${policyHistory(key, rows)}` : null}`;
}
