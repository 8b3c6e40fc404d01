import type { OpenDataset, OpenForm } from '#platform/register/open-dataset';
import type { RegisterDefinition } from '#platform/register/register';

/** What this room publishes besides the registers. */
export const OWN_DATASETS: readonly OpenDataset[] = [
  {
    name: 'releases', title: 'Releases: every public change', summary: 'Each notice made here and each change of a public contract, as an OCDS release, in the order in which they were committed.', page: '/notices',
    forms: [
      { text: 'A page at a time', href: '/api/ocds/releases.json', mediaType: 'application/json', standard: 'OCDS 1.1.5, with the UK extension' },
      { text: 'All of them, one a line', href: '/api/ocds/releases.jsonl', mediaType: 'application/x-ndjson', standard: 'OCDS 1.1.5, with the UK extension' },
    ],
    rows: { table: 'ocds_release', where: 'r.position is not null' },
  },
  {
    name: 'transparency-contracts', title: 'Contracts, as the Transparency Code has them', summary: 'Every public contract in the fields of the Local Government Transparency Code. Add ?body= and an authority’s short name for one authority’s.', page: '/contracts',
    forms: [{ text: 'CSV', href: '/api/transparency/contracts.csv', mediaType: 'text/csv', standard: 'Local Government Transparency Code 2015' }],
    rows: { table: 'agreement', where: `r.state <> 'draft'` },
  },
  {
    name: 'calendars', title: 'Calendars', summary: 'Closing times, last days for questions and events of opportunities, and when what is planned is expected.', page: '/opportunities',
    forms: [
      { text: 'Opportunities', href: '/opportunities.ics', mediaType: 'text/calendar', standard: 'iCalendar (RFC 5545)' },
      { text: 'What is planned', href: '/pipeline.ics', mediaType: 'text/calendar', standard: 'iCalendar (RFC 5545)' },
    ],
  },
  {
    name: 'rules', title: 'Rules', summary: 'The rules this site decides by: the law’s, with sources, and each authority’s own.', page: '/rules',
    forms: [{ text: 'JSON', href: '/rules.json', mediaType: 'application/json' }],
  },
];

/** A register as the catalogue tells it. */
export const registerDataset = ({ name, title, summary, url, table, publicWhere, otherForms = [] }: RegisterDefinition): OpenDataset => ({
  name, title, summary, page: url, rows: { table, where: publicWhere },
  forms: [
    { text: 'CSV', href: `${url}.csv`, mediaType: 'text/csv' }, { text: 'JSON', href: `${url}.json`, mediaType: 'application/json' }, { text: 'API', href: `/api/v1/${name}`, mediaType: 'application/json', standard: 'OpenAPI 3.1' },
    ...otherForms.map((form): OpenForm => ({ ...form, mediaType: 'application/octet-stream' })),
  ],
});

/** Everything that is published, registers first, each name once. */
export function everyDataset(registers: readonly RegisterDefinition[], others: readonly OpenDataset[]): readonly OpenDataset[] {
  const all = [...registers.map(registerDataset), ...others];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
