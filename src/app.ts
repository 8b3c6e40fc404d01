import { join } from 'node:path';
import { recordKinds } from './platform/access/record-kind.ts';
import type { Act } from './platform/access/act.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database/connection.ts';
import { folderFileStore } from './platform/files/folder-file-store.ts';
import type { JobHandler } from './platform/jobs/jobs.ts';
import { deliverMail } from './platform/mail/deliver-mail.ts';
import type { Module } from './platform/module.ts';
import type { Services } from './platform/services.ts';
import type { Route } from './platform/web/route.ts';
import type { Site } from './platform/web/site.ts';

/** Every room, in the one order that says who may import whom: a room imports only those above it. Kept in step with oxlint by tests/conventions. */
export const MODULES: readonly Module[] = [
  // sign-in
  // parties
  // policy
  // outcomes
  // agreements
  // performance
  // needs
  // routes
  // social-value
  // specifications
  // exercises
  // opportunities
  // bids
  // evaluation
  // awards
  // transparency
  // ocds
  // oversight
];

export const ROUTES: readonly Route[] = MODULES.flatMap((module) => (module.routes ?? []).flat());
export const ACTS: readonly Act[] = MODULES.flatMap((module) => Object.values(module.acts ?? {}));
export const JOBS: readonly JobHandler[] = [deliverMail, ...MODULES.flatMap((module) => module.jobs ?? [])];

/** The machinery on one database, for the site, the command line and tests alike. */
export function servicesOn(database: Database, config: Config): Services {
  return {
    config,
    database,
    kinds: recordKinds(MODULES.flatMap((module) => module.kinds ?? [])),
    actsByName: new Map(ACTS.map((act) => [act.name, act])),
    files: folderFileStore(join(config.dataFolder, 'files')),
  };
}

/** What all pages of the site share. */
export function siteFor(config: Config): Site {
  return {
    navigation: MODULES.flatMap((module) => module.navigation ?? []),
    banner: config.demo ? 'Demonstration: the county, its people and its contracts here are invented.' : null,
  };
}
