import { button } from '#platform/pages/components/index';
import { errorSummaryFor, moneyField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import { areaOf } from '../reference/areas.store.ts';
import type { Organisation } from './organisations.store.ts';

/** Where an organisation says what it could carry alone. Two questions; the areas come from its profile. */
export const capacityPage = (form: FormState, csrf: Html, organisation: Organisation): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">What ${organisation.name} could carry alone</h1>
<p class="govuk-body">With this we find the lots you could bid for without a partner. Authorities see it too when they choose how to cut work into lots, so that none is too large for everyone here. It never decides whether you may bid.</p>
<form method="post" novalidate>${csrf}
${moneyField(form, { name: 'yearlyNet', label: 'Largest contract you could carry in a year', labelSize: 'm', hint: 'In pounds, without VAT. Your best honest guess is enough.', ...(organisation.capacity ? { pence: organisation.capacity.yearlyNetPence } : {}) })}
${textField(form, { name: 'mostDistricts', label: 'Most districts you could serve at once (optional)', labelSize: 'm', hint: 'One contract may cover several. Leave this empty when it makes no difference.', width: 3, inputmode: 'numeric', value: organisation.capacity?.mostDistricts?.toString() ?? '' })}
<h2 class="govuk-heading-m">Areas you work in</h2>
${organisation.areas.length > 0 ? plainList(organisation.areas.slice(0, 20).map((code) => areaOf(code)?.name ?? code)) : html`<p class="govuk-body">You have named no area yet, so no lot can be found for you.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/profile">Change your areas</a></p>
${button({ text: 'Save' })}</form>`;
