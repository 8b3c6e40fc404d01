import { html, join, type Html } from '#platform/pages/html';
import { formatInstant, scrollingTable } from '#platform/pages/presentation';
import type { OpenDataset } from '#platform/register/open-dataset';
import type { RegisterDefinition } from '#platform/register/register';

const LICENCE = html`<a class="govuk-link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>`;
const WHOLE = new Intl.NumberFormat('en-GB');

export interface CatalogueModel {
  readonly datasets: readonly OpenDataset[];
  readonly counts: ReadonlyMap<string, { readonly rows: bigint; readonly changedAt: Date | null }>;
  readonly countedAt: Date | null;
}

/** Everything that is published here, in which forms, how much of it there is and how fresh it is. */
export const cataloguePage = ({ datasets, counts, countedAt }: CatalogueModel): Html => html`<h1 class="govuk-heading-l">Open data</h1>
  <p class="govuk-body">Every public register can be downloaded whole, and each list that you filter can be downloaded as you see it. What an authority has withheld is marked as withheld, with its reason. You may use all of it freely under the ${LICENCE}.</p>
  <p class="govuk-body">Programs read the same by the API, without a key: <a class="govuk-link" href="/api/openapi.json">its description (OpenAPI)</a>. This catalogue itself is here for <a class="govuk-link" href="/open-data.jsonld">machines (DCAT)</a>.</p>
  ${scrollingTable({
    caption: 'What is published',
    head: [{ text: 'Data' }, { text: 'Rows', format: 'numeric' }, { text: 'Last change' }, { text: 'Forms' }, { text: 'Licence' }],
    firstCellIsHeader: true,
    rows: datasets.map((dataset) => {
      const count = counts.get(dataset.name);
      return [
        { html: html`<a class="govuk-link" href="/open-data/${dataset.name}">${dataset.title}</a>` },
        { text: count ? WHOLE.format(count.rows) : 'Not counted', format: 'numeric' },
        { text: count?.changedAt ? formatInstant(count.changedAt) : 'Not recorded' },
        { html: join(dataset.forms.map((form) => html`<a class="govuk-link" href="${form.href}"><span class="govuk-visually-hidden">${dataset.title}: </span>${form.text}</a>`), ', ') },
        { html: html`OGL v3.0` },
      ];
    }),
  })}
  ${countedAt && html`<p class="govuk-body-s">Counted ${formatInstant(countedAt)}. Downloads are as they stand when you take them.</p>`}
  <h2 class="govuk-heading-m">Following every change</h2>
  <p class="govuk-body">The <a class="govuk-link" href="/api/ocds/releases.json">feed of releases</a> is in the order in which changes were committed. Follow its cursor and you miss nothing and see nothing twice. A change is in it within a minute, or as soon after that as the longest change still being written is done.</p>`;

/** One dataset: what it is, its forms, and what each of its fields means. */
export const datasetPage = (dataset: OpenDataset, definition: RegisterDefinition | undefined): Html => html`<h1 class="govuk-heading-l">${dataset.title}</h1>
  <p class="govuk-body">${dataset.summary}</p>
  <p class="govuk-body">Licence: ${LICENCE}.${dataset.page ? html` <a class="govuk-link" href="${dataset.page}">Read it here</a>.` : null}</p>
  ${scrollingTable({
    caption: 'Forms', head: [{ text: 'Form' }, { text: 'Type' }, { text: 'Standard' }], firstCellIsHeader: true,
    rows: dataset.forms.map((form) => [{ html: html`<a class="govuk-link" href="${form.href}">${form.text}</a>` }, { text: form.mediaType }, { text: form.standard ?? 'None' }]),
  })}
  ${definition && html`<p class="govuk-body">These names stay as they are: fields may be added, none is renamed, removed or given another meaning. “id” is the same for good.</p>
    ${scrollingTable({
      caption: 'Fields', head: [{ text: 'Name in JSON' }, { text: 'Heading in CSV' }, { text: 'Kind' }, { text: 'Meaning' }], firstCellIsHeader: true,
      rows: definition.fields.map((field) => [{ html: html`<code>${field.key}</code>` }, { text: field.heading }, { text: KINDS[field.type] }, { text: [field.description, field.tags && `One of: ${Object.keys(field.tags).join(', ')}`, field.label && 'May be withheld'].filter(Boolean).join('. ') || 'As its heading says' }]),
    })}
    ${definition.filters.length > 0 && scrollingTable({
      caption: 'Filters', head: [{ text: 'Name' }, { text: 'Meaning' }], firstCellIsHeader: true, rows: definition.filters.map((filter) => [{ html: html`<code>${filter.key}</code>` }, { text: filter.words }]),
    })}`}`;

const KINDS = { text: 'Text', money: 'Pounds', date: 'Date', 'yes-no': 'Yes or no', tag: 'Code' } as const;
