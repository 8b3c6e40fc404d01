import type { OpenDataset } from '#platform/register/open-dataset';
import type { RegisterDefinition } from '#platform/register/register';
import { notFound, page, pageOf, type Route } from '#platform/web/route';
import { catalogueAsDcat } from './catalogue.ts';
import { cataloguePage, datasetPage } from './catalogue.page.ts';
import { countDatasets, datasetCounts } from './count-datasets.store.ts';
import { everyDataset } from './datasets.ts';
import { API_A_MINUTE, openText } from './public-answer.page.ts';
import { publishingActs } from './publishing.acts.ts';

/** Everything published by every room, asked for at each request, when all of them are there. */
export interface Published {
  readonly registers: () => readonly RegisterDefinition[];
  readonly datasets: () => readonly OpenDataset[];
}

const CATALOGUE = { text: 'Open data', href: '/open-data' };

export const catalogueRoutes = (published: Published): Route[] => {
  const all = () => everyDataset(published.registers(), published.datasets());
  return [
    page({
      url: '/open-data',
      act: publishingActs.readCatalogue,
      show: async ({ read }) => {
        const kept = await datasetCounts(read);
        // A site whose worker has not been yet is a small one: it is counted on the spot.
        const counts = kept.size > 0 ? kept : new Map((await countDatasets(read, all())).map((one) => [one.name, one]));
        return pageOf('Open data', cataloguePage({ datasets: all(), counts, countedAt: [...kept.values()][0]?.countedAt ?? null }), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Open data' }] });
      },
    }),
    page({
      url: '/open-data.jsonld',
      act: publishingActs.readCatalogue,
      perMinute: API_A_MINUTE,
      show: async ({ read, services, held }) => openText('application/ld+json; charset=utf-8', JSON.stringify(catalogueAsDcat(all(), await datasetCounts(read), services.config.siteUrl)), held),
    }),
    page({
      url: '/open-data/:name',
      act: publishingActs.readCatalogue,
      record: () => null,
      show: async ({ params }) => {
        const dataset = all().find(({ name }) => name === params.name);
        if (!dataset) return notFound;
        return pageOf(dataset.title, datasetPage(dataset, published.registers().find(({ name }) => name === params.name)), { breadcrumbs: [{ text: 'Home', href: '/' }, CATALOGUE, { text: dataset.title }] });
      },
    }),
  ];
};
