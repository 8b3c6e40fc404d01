import type { Module } from '#platform/module';
import { apiRoutes } from './api.routes.ts';
import { calendarRoutes } from './calendars.routes.ts';
import { catalogueRoutes, type Published } from './catalogue.routes.ts';
import { countJob } from './count-datasets.job.ts';
import { OWN_DATASETS } from './datasets.ts';
import { feedRoutes } from './feed.routes.ts';
import { intentionsRegister } from './intentions.register.ts';
import { publishingActs } from './publishing.acts.ts';
import { sequenceFeedJob } from './sequence-feed.store.ts';
import { transparencyRoutes } from './transparency.routes.ts';

/** What the house publishes: the feed, the API of every register, the catalogue, the calendars. See README.md. */
export { publishingActs } from './publishing.acts.ts';
export { sequenceFeed } from './sequence-feed.store.ts';
export { keepCounts } from './count-datasets.store.ts';
export { openApi } from './open-api.ts';
export type { Published } from './catalogue.routes.ts';

/** @param published what every room publishes, asked for when all of them are there */
export const publishingModule = (published: Published): Module => ({
  name: 'publishing',
  acts: publishingActs,
  routes: [...feedRoutes, ...apiRoutes(published.registers), ...catalogueRoutes(published), ...transparencyRoutes, ...intentionsRegister.routes, ...calendarRoutes],
  jobs: [sequenceFeedJob, countJob(published)],
  navigation: [{ text: 'Forward plan', href: '/pipeline' }],
  datasets: OWN_DATASETS,
});
