import { formatPounds, poundsDecimal } from '#kernel/money';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, pageLinks, ruleNote } from '#platform/pages/presentation';
import { POLICY_KEYS, policyNote, type MoneyThreshold, type PolicyValue } from '#policy';
import { purchaseTable } from './purchase.page.ts';
import type { WhatIf } from './what-if.store.ts';

/** The amounts of local policy that past purchases can be held against. */
export const WHAT_IF_KEYS = ['purchasing.writtenQuotesFrom', 'purchasing.advertiseFrom', 'plan.requiredFrom', 'opportunity.publishFrom'] as const;
export type WhatIfKey = (typeof WHAT_IF_KEYS)[number];

export interface WhatIfPage {
  readonly body: { readonly id: string; readonly name: string };
  readonly current: PolicyValue<WhatIfKey>;
  /** Null until another amount was asked for. */
  readonly tried: { readonly threshold: MoneyThreshold; readonly result: WhatIf } | null;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Another amount for one rule, held against past purchases. It changes nothing. */
export function whatIfPage({ body, current, tried, previous, next }: WhatIfPage, form: FormState): Html {
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>What if another amount applied?</h1>
    <p class="govuk-body">See which past purchases another amount would have treated differently. This changes nothing: every purchase keeps the rule of its day.</p>
    ${ruleNote(policyNote(current))}
    <form method="get" novalidate>
      ${selectField(form, { name: 'key', label: 'Which rule?', items: WHAT_IF_KEYS.map((key) => ({ value: key, text: POLICY_KEYS[key].title })), value: current.key })}
      ${textField(form, { name: 'amount', label: 'Another amount', prefix: '£', width: 10, inputmode: 'decimal', ...(tried ? { value: poundsDecimal(tried.threshold.amountPence) } : {}) })}
      ${radioField(form, { name: 'op', label: 'At exactly that amount', inline: true, value: tried?.threshold.op ?? '>=', items: [{ value: '>=', text: 'The rule applies' }, { value: '>', text: 'It does not yet' }] })}
      ${button({ text: 'Show the purchases between' })}
    </form>
    ${tried ? results(current, tried.threshold, tried.result) : null}
    ${pageLinks({ previous, next, of: 'purchases' })}`;
}

function results(current: PolicyValue<WhatIfKey>, tried: MoneyThreshold, { affected, totalNetPence, purchases }: WhatIf): Html {
  if (affected === 0) return emptyState({ title: `No past purchase lies between the two amounts.`, text: `${current.title} at ${formatPounds(tried.amountPence)} would have changed nothing.` });
  return html`<h2 class="govuk-heading-m">${affected} past ${affected === 1 ? 'purchase' : 'purchases'} would have been treated differently</h2>
    <p class="govuk-body">Together ${formatPounds(totalNetPence)} excluding VAT. Each is shown with the rule of its own day.</p>
    ${purchaseTable('Purchases between the two amounts', purchases)}`;
}
