import type { JobHandler } from '#platform/jobs/jobs';
import type { Published } from './catalogue.routes.ts';
import { keepCounts } from './count-datasets.store.ts';
import { everyDataset } from './datasets.ts';

/** Counts what is published, so that the catalogue reads a few rows and not all of them. */
export const countJob = (published: Published): JobHandler => ({
  name: 'publishing.count-datasets',
  cron: '*/10 * * * *',
  run: async ({ database }) => database.write((tx) => keepCounts(tx, everyDataset(published.registers(), published.datasets()))),
});
