import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { replaceClock } from '../../src/platform/clock.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openScratchDatabase } from '../../src/platform/database/scratch.ts';
import type { Database } from '../../src/platform/database/connection.ts';
import { useKeysForTests } from '../../src/platform/keys.ts';
import type { Services } from '../../src/platform/services.ts';
import { buildServer } from '../../src/platform/web/server.ts';
import { ROUTES, servicesOn, signInFor, siteFor } from '../../src/app.ts';
import { DEMONSTRATION_PASSWORD, STAFF, SUPPLIERS } from '../../src/demo/county.data.ts';
import { loadReferenceData } from '../../src/parties/index.ts';
import { Cast } from '../../src/demo/cast.ts';
import { loadDemonstration } from '../../src/demo/index.ts';

/** The whole site as people meet it: real sign-in, the demonstration county, a port of its own. */
export interface RunningSite {
  readonly siteUrl: string;
  readonly app: FastifyInstance;
  readonly services: Services;
  readonly database: Database;
  setClock(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** The password of everyone in the demonstration. */
export const PASSWORD = DEMONSTRATION_PASSWORD;

const DAY = 86_400_000;

/** Appoints the bodies' administrators; stands in no data file, since no council would have one. */
const SITE_ADMINISTRATOR = 'sid.warden@wantsum.example';

/** The email of a person of the demonstration by its key: 'officer', 'harbour'. */
export function emailOf(key: string): string {
  if (key === 'site') return SITE_ADMINISTRATOR;
  const email = STAFF.find((person) => person.key === key)?.email ?? SUPPLIERS.find((supplier) => supplier.key === key)?.person.email;
  if (!email) throw new Error(`nobody in the demonstration is called ${key}`);
  return email;
}

/** Starts a site on a scratch database and loads the demonstration. Close it in `afterAll`. */
export async function openSite(): Promise<RunningSite> {
  useKeysForTests();
  const server = inject('testServer');
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-site-'));
  const { database, drop } = await openScratchDatabase(server.url, { template: server.template });
  const port = await freePort();
  // Sign-in refuses forms from another origin, so the address must be the one that the browser will use.
  const siteUrl = `http://127.0.0.1:${port}`;
  const config = readConfig({ WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_URL: siteUrl, PORT: String(port), WANTSUM_LOG: 'error', WANTSUM_DEMO: 'true' }, folder);
  await loadReferenceData(database);
  await loadDemonstration(database, config, () => undefined);
  const services = servicesOn(database, config);
  const signIn = signInFor(services);
  const app = await buildServer({ services, site: siteFor(config), routes: ROUTES, perMinute: 1_000_000, identify: signIn.identify, extend: signIn.extend });
  await app.listen({ port, host: '127.0.0.1' });
  return {
    siteUrl, app, services, database,
    setClock: (instant) => replaceClock(database, new Date(instant)),
    close: async () => {
      await app.close();
      await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The id of the demonstration's opportunity with a title. */
export async function opportunityCalled(site: RunningSite, title: string): Promise<string> {
  const { rows } = await site.database.pool.query<{ id: string }>('select id from opportunity where title = $1', [title]);
  if (!rows[0]) throw new Error(`the demonstration has no opportunity “${title}”`);
  return rows[0].id;
}

/** The demonstration's people and suppliers, for commands. @param begins days from now at which their day 0 is */
export async function castOf(site: RunningSite, begins: number): Promise<Cast> {
  const cast = new Cast(site.services, new Date(Date.now() + begins * DAY));
  const { rows } = await site.database.pool.query<{ id: string; email: string; organisation: string | null; body: string | null }>(
    "select p.id, p.email, max(h.scope_id::text) filter (where h.scope_kind = 'organisation') as organisation, max(h.scope_id::text) filter (where h.scope_kind = 'body') as body from person p left join role_holding h on h.person_id = p.id group by p.id");
  for (const { key } of [...STAFF, ...SUPPLIERS]) {
    const found = rows.find(({ email }) => email === emailOf(key))!;
    cast.people.set(key, found.id as never);
    if (found.organisation) cast.organisations.set(key, found.organisation as never);
    if (found.body) cast.bodyId = found.body;
  }
  return cast;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
