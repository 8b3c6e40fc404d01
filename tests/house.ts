import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { ANONYMOUS, holdingsOf, type Actor } from '../src/platform/access/access.ts';
import { isRole, ROLES, type Role, type ScopeKind } from '../src/platform/access/roles.ts';
import { runCommand, type Command, type CommandResult } from '../src/platform/command/command.ts';
import { readConfig } from '../src/platform/config.ts';
import { openScratchDatabase } from '../src/platform/database/scratch.ts';
import type { Database } from '../src/platform/database/connection.ts';
import { sequenceAudit } from '../src/platform/audit/sequencer.ts';
import { replaceClock } from '../src/platform/clock.ts';
import { useKeysForTests } from '../src/platform/keys.ts';
import type { Services } from '../src/platform/services.ts';
import { buildServer } from '../src/platform/web/server.ts';
import { ROUTES, servicesOn, signInFor, siteFor } from '../src/app.ts';
import { Visitor } from './visitor.ts';

/** The whole product on a database of its own, for one test file. */
export interface House {
  readonly services: Services;
  readonly database: Database;
  readonly app: FastifyInstance;
  /** A browser without JavaScript: keeps cookies, follows redirects, finds the form's token. Signed in as the person, or nobody. */
  visitor(personId?: PersonId): Visitor;
  /** Runs a command as a person, the way the web does. */
  run<Input, Value>(command: Command<Input, Value>, as: PersonId | Actor, input: unknown): Promise<CommandResult<Value>>;
  /** As `run`, and throws unless it is done. */
  mustRun<Input, Value>(command: Command<Input, Value>, as: PersonId | Actor, input: unknown): Promise<Value>;
  actor(personId: PersonId): Promise<Actor>;
  setClock(instant: string): Promise<void>;
  close(): Promise<void>;
  // Ready-made rows, straight into the tables, for what a test is not about.
  addBody(slug?: string): Promise<BodyId>;
  addPerson(name: string, ...roles: readonly (readonly [Role, string] | readonly [Role, string, ScopeKind])[]): Promise<PersonId>;
  addOrganisation(name: string): Promise<OrganisationId>;
}

/** Opens a house on a copy of the migrated template. Close it in `afterAll`. */
export async function openHouse(): Promise<House> {
  useKeysForTests();
  const server = inject('testServer');
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-house-'));
  const scratch = await openScratchDatabase(server.url, { template: server.template });
  const { database } = scratch;
  const config = readConfig({ WANTSUM_DATA: join(folder, 'data'), WANTSUM_KEYS: join(folder, 'keys'), WANTSUM_LOG: 'silent', WANTSUM_DEMO: 'false' }, folder);
  const services = servicesOn(database, { ...config, logLevel: 'error' });
  const app = await buildServer({
    services,
    site: siteFor(services.config),
    routes: ROUTES,
    perMinute: 1_000_000,
    extend: signInFor(services).extend,
    // Who asks is named in a header that only this test server reads; sign-in has tests of its own.
    identify: async (request) => {
      const personId = request.headers['x-test-person'];
      return typeof personId === 'string' ? actorOf(database, personId as PersonId) : ANONYMOUS;
    },
  });
  return {
    services,
    database,
    app,
    visitor: (personId) => new Visitor(app, personId),
    actor: (personId) => actorOf(database, personId),
    run: async (command, as, input) => runCommand(services, command, typeof as === 'string' ? await actorOf(database, as) : as, input),
    mustRun: async (command, as, input) => {
      const result = await runCommand(services, command, typeof as === 'string' ? await actorOf(database, as) : as, input);
      if (result.kind !== 'done') throw new Error(`${command.act.name} was not done: ${JSON.stringify(result)}`);
      return result.value;
    },
    setClock: (instant) => replaceClock(database, new Date(instant)),
    close: async () => {
      await app.close();
      await scratch.drop();
      await rm(folder, { recursive: true, force: true });
    },
    addBody: (slug) => addBody(database, slug),
    addPerson: (name, ...roles) => addPerson(database, name, roles),
    addOrganisation: (name) => addOrganisation(database, name),
  };
}

/**
 * Sequences until every entry has its position. One round may leave some: an entry waits for every older transaction on the
 * server, and other test files' databases are on the same one.
 */
export async function sequenceFully(database: Database): Promise<void> {
  for (let rounds = 0; rounds < 200; rounds += 1) {
    await sequenceAudit(database);
    const { rows } = await database.pool.query<{ waiting: boolean }>('select (select count(*) from audit_entry) > (select count(*) from audit_position) as waiting');
    if (!rows[0]!.waiting) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('entries still wait for their position after ten seconds');
}

async function actorOf(database: Database, personId: PersonId): Promise<Actor> {
  return database.read(async (read) => {
    const person = await read.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirstOrThrow();
    return { kind: 'person', personId, name: person.name, holdings: await holdingsOf(read, personId) };
  });
}

async function addBody(database: Database, slug = `body-${newId<'body'>().slice(-12)}`): Promise<BodyId> {
  const id = newId<'body'>();
  await database.write((tx) => tx.insertInto('body').values({ id, slug, name: `${slug} Council`, kind: 'county-council' }).execute());
  return id;
}

async function addPerson(database: Database, name: string, roles: readonly (readonly [Role, string, ScopeKind?])[]): Promise<PersonId> {
  const id = newId<'person'>();
  await database.write(async (tx) => {
    await tx.insertInto('person').values({ id, name, email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(-6)}@example.org`, email_verified: true }).execute();
    for (const [role, scopeId, scopeKind] of roles) {
      if (!isRole(role)) throw new Error(`no such role: ${String(role)}`);
      const scope = scopeKind ?? ROLES[role].scope;
      await tx.insertInto('role_holding').values({ id: newId<'role_holding'>(), person_id: id, role, scope_kind: scope, scope_id: scope === 'site' ? null : scopeId }).execute();
    }
  });
  return id;
}

async function addOrganisation(database: Database, name: string): Promise<OrganisationId> {
  const id = newId<'organisation'>();
  await database.write((tx) => tx.insertInto('organisation').values({ id, name, match_name: name.toLowerCase(), source: 'entered' }).execute());
  return id;
}
