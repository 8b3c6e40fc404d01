/** The web process that is measured, on a database that the benchmark made: `site.ts DATABASE_URL FOLDER`. Says its port to its parent. */
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { ANONYMOUS, type Actor } from '#platform/access/access';
import { connect } from '#platform/database/connection';
import { startJobs } from '#platform/jobs/jobs';
import { sessionActor } from '#platform/sign-in/identify';
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
  // The session is named in a header, since the cookie of a thousand sign-ins is not what is measured; it is asked for at each request with the statement of sign-in itself.
  identify: async (request): Promise<Actor> => {
    const session = request.headers['x-test-session'];
    return typeof session === 'string' ? sessionActor(services, { token: session, userId: session }) : ANONYMOUS;
  },
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.on('message', () => process.send!({ rss: process.memoryUsage().rss }));
process.on('disconnect', () => process.exit(0));
process.send!({ port: (app.server.address() as AddressInfo).port });
