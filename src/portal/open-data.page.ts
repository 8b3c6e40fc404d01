import { html, type Html } from '#platform/pages/html';
import { scrollingTable } from '#platform/pages/presentation';

const REGISTERS = [
  { title: 'Contracts', href: '/contracts', forms: ['csv', 'json'] },
  { title: 'Opportunities', href: '/opportunities', forms: ['csv', 'json'] },
  { title: 'Outcomes', href: '/outcomes', forms: ['csv', 'json'] },
  { title: 'Organisations', href: '/organisations', forms: ['csv', 'json'] },
] as const;

/** Where the data is, in which forms, and what may be done with it. */
export const openDataPage = (): Html => html`<h1 class="govuk-heading-l">Open data</h1>
  <p class="govuk-body">Every public register can be downloaded whole, and each list that you filter can be downloaded as you see it. What an authority has withheld is marked as withheld, with its reason. You may use the data freely under the <a class="govuk-link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>.</p>
  ${scrollingTable({
    caption: 'Registers',
    head: [{ text: 'Register' }, { text: 'Downloads' }],
    firstCellIsHeader: true,
    rows: REGISTERS.map((register) => [
      { html: html`<a class="govuk-link" href="${register.href}">${register.title}</a>` },
      { html: html`${register.forms.map((form) => html`<a class="govuk-link" href="${register.href}.${form}">${register.title} as ${form.toUpperCase()}</a> `)}` },
    ]),
  })}`;
