/** The web process that is measured, on a database that the benchmark made: `site.ts DATABASE_URL FOLDER`. Says its port to its parent. */
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import type { PersonId } from '#kernel/ids';
import { ANONYMOUS, holdingsOf, type Actor } from '#platform/access/access';
import { connect } from '#platform/database/connection';
import { startJobs } from '#platform/jobs/jobs';
import { useKeysForTests } from '#platform/keys';
import { buildServer } from '#platform/web/server';
import { JOBS, ROUTES, servicesOn, siteFor } from '../../src/app.ts';
import { benchmarkConfig } from './house.ts';

const [url, folder] = process.argv.slice(2) as [string, string];
useKeysForTests();
const services = servicesOn(connect(url), benchmarkConfig(folder));
// As a web process of its own: it plans jobs (the receipt's mail), and leaves doing them to a worker.
await startJobs(services, JOBS, false);
const app = await buildServer({
  services, site: siteFor(services.config), routes: ROUTES, perMinute: 1_000_000_000,
  // Who asks is named in a header, since a thousand sign-ins are not what is measured; who they are and what they hold is read each time, as sign-in does.
  identify: async (request): Promise<Actor> => {
    const personId = request.headers['x-test-person'] as PersonId | undefined;
    if (personId === undefined) return ANONYMOUS;
    return services.database.read(async (read) => {
      const person = await read.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirstOrThrow();
      return { kind: 'person', personId, name: person.name, holdings: await holdingsOf(read, personId) };
    });
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.on('message', () => process.send!({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
process.send!({ port: (app.server.address() as AddressInfo).port });
