import type { JobHandler } from '#platform/jobs/jobs';
import { newsForFollowers, tellFollowers } from './follow.store.ts';

/** Tells whoever follows a kind of work of what was published, each thing once. Run again it tells nobody twice. */
export const tellFollowersJob: JobHandler = {
  name: 'timetable.tell-followers',
  cron: '*/15 * * * *',
  run: async ({ database, config }) => {
    for (const news of await database.read(newsForFollowers)) await database.write((tx) => tellFollowers(tx, news, config.siteUrl));
  },
};
