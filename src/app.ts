import { join } from 'node:path';
import { routeApprovals, routesModule } from './do/routes/index.ts';
import { opportunitiesModule } from './do/opportunities/index.ts';
import { noticesModule } from './parts/notices/index.ts';
import { bidsModule } from './do/bids/index.ts';
import { owedPromises } from './parts/promises/index.ts';
import { awardApprovalSubject, awardsModule, owedAwards } from './do/awards/index.ts';
import { assessorDeclarations, evaluationModule, owedScoring } from './do/evaluation/index.ts';
import { recordKinds } from './platform/access/record-kind.ts';
import type { Act } from './platform/access/act.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database/connection.ts';
import { folderFileStore } from './platform/files/folder-file-store.ts';
import type { JobHandler } from './platform/jobs/jobs.ts';
import { deliverMail } from './platform/mail/deliver-mail.ts';
import type { Module } from './platform/module.ts';
import { oversightModule } from './oversight/index.ts';
import { approvalsModule, owedApprovals } from './parts/approvals/index.ts';
import { outcomesModule } from './analyse/outcomes/index.ts';
import { needsModule } from './analyse/needs/index.ts';
import { specificationApproval, specificationsModule } from './plan/specifications/index.ts';
import { exercisesModule, heldExercises, planApproval } from './plan/exercises/index.ts';
import { partiesModule, publishOrganisationsOf } from './parties/index.ts';
import { policyModule } from './policy/index.ts';
import { socialValueApprovals, socialValueModule } from './plan/social-value/index.ts';
import { createSignIn, signInModule, type SignIn } from './platform/sign-in/index.ts';
import { portalModule } from './portal/index.ts';
import type { Services } from './platform/services.ts';
import { connectSettings, opportunityPorts, owedBids, owedOpenings } from './wiring.ts';
import type { Route } from './platform/web/route.ts';
import type { NavigationItem, Site } from './platform/web/site.ts';
import { ocdsModule } from './open-data/ocds/index.ts';
import { transparencyModule } from './open-data/transparency/index.ts';
import { agreementsModule, heldAgreements, owedCompletion } from './review/agreements/index.ts';
import { owedReviews, performanceModule } from './review/performance/index.ts';

connectSettings();

/** Every room, in the one order that says who may import whom: a room imports only those above it. Kept in step with oxlint by tests/conventions. */
export const MODULES: readonly Module[] = [
  signInModule({ onConfirmed: publishOrganisationsOf, links: [{ text: 'Take a copy of everything held about you', href: '/account/my-data.json' }, { text: 'Close your account', href: '/account/close' }] }),
  partiesModule({
    heldWork: [heldAgreements, heldExercises],
    owedWork: [owedOpenings, owedBids, owedScoring, owedAwards, owedApprovals, owedPromises, owedReviews, owedCompletion],
    personalData: [assessorDeclarations],
  }),
  approvalsModule([...routeApprovals, ...socialValueApprovals, specificationApproval, planApproval, awardApprovalSubject]),
  policyModule,
  outcomesModule,
  agreementsModule,
  performanceModule,
  needsModule,
  routesModule,
  socialValueModule,
  specificationsModule,
  exercisesModule,
  noticesModule,
  opportunitiesModule(opportunityPorts),
  bidsModule,
  evaluationModule,
  awardsModule,
  transparencyModule,
  ocdsModule,
  oversightModule,
  portalModule,
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

const EVERY_ITEM: readonly NavigationItem[] = MODULES.flatMap((module) => module.navigation ?? []);
/** Two rooms may lead to one page; it stands once. */
const NAVIGATION = EVERY_ITEM.filter((item, index) => EVERY_ITEM.findIndex((other) => other.href === item.href) === index);
/** What most people come for first; the rest follows in the order of the rooms. */
const NAVIGATION_ORDER: readonly string[] = ['/home', '/opportunities', '/contracts', '/outcomes', '/organisations', '/my-bids', '/exercises'];

/** What all pages of the site share. */
export function siteFor(config: Config): Site {
  return {
    navigation: NAVIGATION_ORDER.flatMap((href) => NAVIGATION.find((item) => item.href === href) ?? []).concat(NAVIGATION.filter((item) => !NAVIGATION_ORDER.includes(item.href))),
    banner: config.demo ? 'Demonstration: the county, its people and its contracts here are invented.' : null,
  };
}

/** Sign-in for one server: who asks, and the pages that set cookies. */
export const signInFor = (services: Services): SignIn => createSignIn(services, siteFor(services.config));
