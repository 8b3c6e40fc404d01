import type { Json } from './parties-of-release.ts';

const RAW = 'https://raw.githubusercontent.com';
/** The extensions that our releases use: those Find a Tender declares, which the schema here was patched with. */
export const EXTENSIONS = [
  'https://standard.open-contracting.org/profiles/eu/latest/en/extension.json',
  ...['ocds_amendment_rationale_classifications', 'ocds_budget_breakdown', 'ocds_contract_completion', 'ocds_documentation', 'ocds_pagination', 'ocds_suitability'].map((name) => `${RAW}/open-contracting-extensions/${name}_extension/master/extension.json`),
  `${RAW}/portaledcahn/ocds_Links_extension/main/extension.json`,
  `${RAW}/cabinetoffice/ocds_uk_extension/main/extension.json`,
  `${RAW}/open-contracting-extensions/ocds_performance_failures_extension/master/extension.json`,
] as const;

export const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

/** Releases with what a reader must know of them: where they came from, when, under which licence. */
export const releasePackage = (uri: string, publishedAt: Date, publisher: { readonly name: string; readonly uri: string }, releases: readonly Json[]): Json =>
  ({ uri, version: '1.1', extensions: EXTENSIONS, publishedDate: publishedAt.toISOString(), publisher, license: LICENCE, releases });
