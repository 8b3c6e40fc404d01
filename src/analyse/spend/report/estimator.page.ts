import { formatPounds, type Pence } from '#kernel/money';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, moneyField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { insetText } from '#platform/pages/components/index';
import { scrollingTable } from '#platform/pages/presentation';
import { estimateBenefit } from './estimator.ts';
import { LOCAL_BENEFIT } from './local-benefit.data.ts';

/** What a spend may bring the local economy (SV-11). A GET form: it keeps nothing and changes nothing. */
export function estimatorPage(form: FormState, spent: Pence | null): Html {
  const { penceAPound, valueAddedAHundred, mark, source } = LOCAL_BENEFIT;
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Local benefit estimator</h1>
    <p class="govuk-body-l">What a spend may bring the local economy, by whom it is spent with. An estimate for discussion: it never changes the result of an evaluation.</p>
    <form method="get" action="/spend/estimator" novalidate>${moneyField(form, { name: 'amount', label: 'How much would be spent?', ...(spent === null ? {} : { pence: spent }) })}${button({ text: 'Estimate' })}</form>
    ${spent === null ? nothing : resultOf(spent)}
    <h2 class="govuk-heading-m">Where the ratios come from</h2>
    <p class="govuk-body">£1 spent with a local small or medium-sized enterprise brings ${String(penceAPound.localSme)}p of further benefit to the local economy, and with a larger local firm ${String(penceAPound.largerFirm)}p. Small and medium-sized enterprises add £${String(valueAddedAHundred.sme)} of value for every £100 of turnover, large ones £${String(valueAddedAHundred.large)}.</p>
    <p class="govuk-body-s">Source: ${source}. ${mark}.</p>`;
}

function resultOf(spent: Pence): Html {
  const { localSmePence, largerFirmPence, differencePence } = estimateBenefit(spent);
  const row = (label: string, pence: Pence) => [{ text: label }, { text: formatPounds(pence), format: 'numeric' }];
  return html`<h2 class="govuk-heading-m">Estimate for ${formatPounds(spent)}</h2>${insetText({ text: LOCAL_BENEFIT.mark })}
    ${scrollingTable({ caption: 'Further benefit to the local economy', firstCellIsHeader: true, head: [{ text: 'Spent with' }, { text: 'Further benefit', format: 'numeric' }], rows: [row('A local small or medium-sized enterprise', localSmePence), row('A larger firm', largerFirmPence), row('Difference', differencePence)] })}`;
}
