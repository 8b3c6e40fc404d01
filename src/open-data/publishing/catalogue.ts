import type { OpenDataset } from '#platform/register/open-dataset';
import { LICENCE } from '#ocds';

interface Counted { readonly rows: bigint; readonly changedAt: Date | null }

/** The catalogue for machines: DCAT 2 as JSON-LD. Pure. */
export const catalogueAsDcat = (datasets: readonly OpenDataset[], counts: ReadonlyMap<string, Counted>, siteUrl: string): Readonly<Record<string, unknown>> => ({
  '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', foaf: 'http://xmlns.com/foaf/0.1/', xsd: 'http://www.w3.org/2001/XMLSchema#' },
  '@id': `${siteUrl}/open-data`, '@type': 'dcat:Catalog', 'dct:title': 'Open data', 'dct:license': { '@id': LICENCE },
  'dcat:dataset': datasets.map(({ name, title, summary, page, forms }) => {
    const changedAt = counts.get(name)?.changedAt;
    return {
      '@id': `${siteUrl}/open-data/${name}`, '@type': 'dcat:Dataset', 'dct:identifier': name, 'dct:title': title, 'dct:description': summary, 'dct:license': { '@id': LICENCE },
      ...(page ? { 'dcat:landingPage': { '@id': siteUrl + page } } : {}), ...(changedAt ? { 'dct:modified': { '@type': 'xsd:dateTime', '@value': changedAt.toISOString() } } : {}),
      'dcat:distribution': forms.map(({ text, href, mediaType, standard }) => ({ '@type': 'dcat:Distribution', 'dct:title': text, 'dcat:downloadURL': { '@id': siteUrl + href }, 'dcat:mediaType': mediaType, 'dct:license': { '@id': LICENCE }, ...(standard ? { 'dct:conformsTo': standard } : {}) })),
    };
  }),
});
