import { Readable } from 'node:stream';
import { page } from '#platform/web/route';
import { contractsAsCsv } from '#transparency';
import { FILES_A_MINUTE, openNotFound, openStream } from './public-answer.page.ts';
import { publishingActs } from './publishing.acts.ts';

/** What the Local Government Transparency Code asks to be published, at an address that stays. */
export const transparencyRoutes = [
  page({
    url: '/api/transparency/contracts.csv',
    act: publishingActs.readFeed,
    perMinute: FILES_A_MINUTE,
    show: async ({ read, services, query }) => {
      const slug = typeof query['body'] === 'string' ? query['body'] : null;
      if (slug !== null && !(await read.selectFrom('body').select('id').where('slug', '=', slug).executeTakeFirst())) return openNotFound('There is no body of that name here.');
      return openStream('text/csv; charset=utf-8', Readable.from(contractsAsCsv(services.database, slug)), { fileName: `contracts${slug === null ? '' : `-${slug}`}.csv` });
    },
  }),
];
