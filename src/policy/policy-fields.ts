import { fieldId, moneyField, radioField, checkboxField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { definitionOf } from './policy-value.ts';
import { BAND_ROWS, type ChoiceKind, type CountKind, type LimitsKind, type PolicyKind, type RiskLevelsKind, RISK_LEVELS } from './policy-kinds.ts';
import { ROLES } from '#platform/access/roles';
import type { PolicyKeyName } from './policy-keys.ts';

type Stored = Readonly<Record<string, string | readonly string[]>>;

/** The names of the form fields that a policy's value is typed into. */
export function fieldNamesOf(key: PolicyKeyName): readonly string[] {
  switch ((definitionOf(key).kind as unknown as PolicyKind).name) {
    case 'money': return ['amount', 'op', 'basis'];
    case 'count': return ['count'];
    case 'percent': return ['percent'];
    case 'days': return ['count', 'counted'];
    case 'choice': return ['choice'];
    case 'choices': return ['choices'];
    case 'text': return ['text'];
    case 'breaks': return ['breaks'];
    case 'approvals': return bandFields('role');
    case 'limits': return bandFields('limit');
    case 'risk-levels': return [...RISK_LEVELS];
  }
}
const bandFields = (second: string): string[] => Array.from({ length: BAND_ROWS }, (_, row) => [`from${row + 1}`, `${second}${row + 1}`]).flat();

/** The questions that a policy's value is typed into, with what is in force filled in. */
export function policyFields(form: FormState, key: PolicyKeyName, current: unknown): Html {
  const definition = definitionOf(key);
  const kind = definition.kind as unknown as PolicyKind;
  const stored: Stored = current === null ? {} : definition.kind.fields(current);
  const one = (name: string): { readonly value?: string } => (typeof stored[name] === 'string' ? { value: stored[name] } : {});
  switch (kind.name) {
    case 'money': return moneyFields(form, one);
    case 'count': return textField(form, { name: 'count', label: `How many ${(kind as CountKind).unit}`, hint: `From ${kind.min} to ${kind.max}`, inputmode: 'numeric', width: 5, ...one('count') });
    case 'percent': return textField(form, { name: 'percent', label: 'Percentage', suffix: '%', inputmode: 'decimal', width: 5, ...one('percent') });
    case 'days': return html`${textField(form, { name: 'count', label: 'How many days', inputmode: 'numeric', width: 5, ...one('count') })}
      ${radioField(form, { name: 'counted', label: 'How are they counted?', items: [{ value: 'calendar', text: 'Every day' }, { value: 'working', text: 'Working days only', hint: 'Not weekends or bank holidays' }], ...one('counted') })}`;
    case 'choice': return Object.keys((kind as unknown as ChoiceKind).choices).length > 5
      ? selectField(form, { name: 'choice', label: definition.title, emptyText: 'Choose one', items: choicesOf(kind as unknown as ChoiceKind), ...one('choice') })
      : radioField(form, { name: 'choice', label: definition.title, items: choicesOf(kind as unknown as ChoiceKind), ...one('choice') });
    case 'choices': return checkboxField(form, { name: 'choices', label: definition.title, items: choicesOf(kind as unknown as ChoiceKind), values: (stored['choices'] as readonly string[] | undefined) ?? [] });
    case 'text': return textArea(form, { name: 'text', label: 'In words', rows: 4, ...one('text') });
    case 'breaks': return textArea(form, { name: 'breaks', label: 'Breaks', hint: 'One a line, such as “Christmas: 20 December to 4 January” for every year, or “Easter 2027: 26 March 2027 to 9 April 2027” for one', rows: 6, ...one('breaks') });
    case 'approvals': return bands(form, one, 'Row', (row) => selectField(form, { name: `role${row}`, label: 'Who approves', emptyText: 'Choose a role', items: bodyRoles, ...one(`role${row}`) }));
    case 'limits': return bands(form, one, 'Row', (row) => textField(form, { name: `limit${row}`, label: `${(kind as LimitsKind).bound === 'least' ? 'At least how many' : 'Most'} ${(kind as LimitsKind).unit}`, inputmode: 'numeric', width: 5, ...one(`limit${row}`) }));
    case 'risk-levels': return html`${RISK_LEVELS.map((level) => riskLevelField(form, kind as RiskLevelsKind, level, one(level).value))}`;
  }
}

const choicesOf = (kind: ChoiceKind): { value: string; text: string }[] => Object.entries(kind.choices).map(([value, text]) => ({ value, text }));
const bodyRoles = Object.entries(ROLES).filter(([, role]) => role.scope === 'body').map(([value, role]) => ({ value, text: role.title }));

function moneyFields(form: FormState, one: (name: string) => { readonly value?: string }): Html {
  const amount = one('amount').value;
  return html`${moneyField(form, { name: 'amount', label: 'Amount', ...(amount === undefined ? {} : { pence: BigInt(amount.replace('.', '')) }) })}
    ${radioField(form, {
      name: 'op', label: 'What happens at exactly this amount?', ...one('op'),
      items: [{ value: '>=', text: 'The rule applies', hint: 'The stricter reading: this amount or more' }, { value: '>', text: 'The rule does not apply yet', hint: 'Only more than this amount' }],
    })}
    ${radioField(form, { name: 'basis', label: 'Does the amount include VAT?', ...one('basis'), items: [{ value: 'net', text: 'No, it excludes VAT' }, { value: 'gross', text: 'Yes, it includes VAT' }] })}`;
}

function riskLevelField(form: FormState, { unit }: RiskLevelsKind, level: string, value: string | undefined): Html {
  const label = `Most at ${level} risk`;
  if (unit === 'pounds') return moneyField(form, { name: level, label, ...(value === undefined ? {} : { pence: BigInt(value.replace('.', '')) }) });
  return textField(form, { name: level, label: `${label}, in ${unit}`, inputmode: 'numeric', width: 5, value });
}

function bands(form: FormState, one: (name: string) => { readonly value?: string }, noun: string, second: (row: number) => Html): Html {
  const rows = Array.from({ length: BAND_ROWS }, (_, index) => index + 1);
  return html`<p class="govuk-body">Each row holds from its amount up to the next. Leave the rows you do not need empty.</p>
    ${rows.map((row) => {
      const amount = one(`from${row}`).value;
      return html`<fieldset class="govuk-fieldset" id="${fieldId(`row${row}`)}"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${noun} ${row}</legend>
        ${moneyField(form, { name: `from${row}`, label: 'From a value of', ...(amount === undefined ? {} : { pence: BigInt(amount.replace('.', '')) }) })}${second(row)}</fieldset>`;
    })}`;
}
