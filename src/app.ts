import { join } from 'node:path';
import { routeApprovals, routesModule } from './do/routes/index.ts';
import { owedSelection, selectionApprovals, selectionModule, selectionPersonalData } from './do/selection/index.ts';
import { casesOfPerson, heldCases } from './parts/cases/index.ts';
import { cancellationApproval, heldOpportunities, lotWithdrawalApproval, opportunitiesModule, owedPipelines, owedQuestions } from './do/opportunities/index.ts';
import { noticesModule } from './parts/notices/index.ts';
import { owedReasons, timetableModule } from './plan/timetable/index.ts';
import { drawSupplyChain, messagesBy, owedPartners, owedSupplyChain, partnersModule } from './market/partners/index.ts';
import { bidsModule, heldOpenings, neededOpeners } from './do/bids/index.ts';
import { heldPromises, owedPromises } from './parts/promises/index.ts';
import { arrangementChangeApproval, arrangementsModule, owedAssessments, owedCeilings, owedOverdueApplications } from './do/arrangements/index.ts';
import { awardApprovalSubject, awardsModule, owedAwards, talkOwner } from './do/awards/index.ts';
import { assessorDeclarations, evaluationModule, heldPanels, interviewOwner, owedScoring, scoresGiven } from './do/evaluation/index.ts';
import { recordKinds } from './platform/access/record-kind.ts';
import type { Act } from './platform/access/act.ts';
import type { Config } from './platform/config.ts';
import type { Database } from './platform/database/connection.ts';
import { folderFileStore } from './platform/files/folder-file-store.ts';
import type { JobHandler } from './platform/jobs/jobs.ts';
import { deliverMail } from './platform/mail/deliver-mail.ts';
import type { Module } from './platform/module.ts';
import { oneSidedTermsApproval, owedFacts, termsModule } from './do/terms/index.ts';
import { burdenModule } from './plan/burden/index.ts';
import { drawGrant, grantsModule } from './do/grants/index.ts';
import { guidanceModule } from './parts/guidance/index.ts';
import { oversightModule } from './oversight/index.ts';
import { owedSessions, sessionsModule } from './parts/sessions/index.ts';
import { approvalsModule, owedApprovals, owedByNobody } from './parts/approvals/index.ts';
import { outcomesModule } from './analyse/outcomes/index.ts';
import { needsModule } from './analyse/needs/index.ts';
import { specificationApproval, specificationsModule } from './plan/specifications/index.ts';
import { lottingModule } from './plan/lotting/index.ts';
import { paymentPlanModule } from './plan/payment-plan/index.ts';
import { exercisesModule, heldExercises, planApproval } from './plan/exercises/index.ts';
import { uploadsModule } from './parts/uploads/index.ts';
import { partiesModule, publishOrganisationsOf } from './parties/index.ts';
import { policyModule } from './policy/index.ts';
import { owedBenefits, socialValueApprovals, socialValueModule } from './plan/social-value/index.ts';
import { createSignIn, signInModule, type SignIn } from './platform/sign-in/index.ts';
import { portalModule } from './portal/index.ts';
import type { Services } from './platform/services.ts';
import { awardPorts, connectOpening, connectTime, connectImports, connectSettings, heldApprovals, opportunityPorts, owedBids, owedOpenings, retentionMonths, selectionPorts, opportunitySessions } from './wiring.ts';
import type { RegisterDefinition } from './platform/register/register-definition.ts';
import type { Route } from './platform/web/route.ts';
import type { NavigationItem, Site } from './platform/web/site.ts';
import { matchingModule } from './open-data/matching/index.ts';
import { ocdsModule } from './open-data/ocds/index.ts';
import { publishingModule } from './open-data/publishing/index.ts';
import { drawReturns, owedReturnsWork, spendModule } from './analyse/spend/index.ts';
import { transparencyModule } from './open-data/transparency/index.ts';
import { effectivenessModule } from './review/effectiveness/index.ts';
import { owedSurveys, surveyModule } from './review/survey/index.ts';
import { agreementsAnsweredFor, agreementsModule, connectAgreements, heldAgreements, heldDirections, owedCompletion, owedResults, unitRenamed } from './review/agreements/index.ts';
import { inspectionsOfPerson, owedReviews, performanceModule } from './review/performance/index.ts';

connectSettings();
connectAgreements({ furtherSections: [drawGrant, drawSupplyChain, drawReturns] });
connectOpening();
connectTime();
connectImports();

/** Every room, in the one order that says who may import whom: a room imports only those above it. Kept in step with oxlint by tests/conventions. */
export const MODULES: readonly Module[] = [
  signInModule({ onConfirmed: publishOrganisationsOf, links: [{ text: 'Take a copy of everything held about you', href: '/account/my-data.json' }, { text: 'Close your account', href: '/account/close' }] }),
  partiesModule({
    heldWork: [heldAgreements, heldDirections, heldExercises, heldOpportunities, heldOpenings, neededOpeners, heldPanels, heldCases, heldPromises, heldApprovals],
    unitRenamed: [unitRenamed],
    owedWork: [owedOpenings, owedQuestions, owedBids, owedScoring, owedAwards, owedPipelines, owedBenefits, owedOverdueApplications, owedAssessments, owedCeilings, owedApprovals, owedByNobody, owedPromises, owedSelection, owedSessions, owedReasons, owedReviews, owedResults, owedCompletion, owedPartners, owedSupplyChain, owedReturnsWork, owedSurveys, owedFacts],
    retentionMonths,
    personalData: [assessorDeclarations, scoresGiven, casesOfPerson, agreementsAnsweredFor, selectionPersonalData, { key: 'messagesToSuppliers', read: messagesBy }, { key: 'checklistsAnswered', read: inspectionsOfPerson }],
  }),
  approvalsModule([...routeApprovals, ...selectionApprovals, ...socialValueApprovals, specificationApproval, planApproval, awardApprovalSubject, arrangementChangeApproval, oneSidedTermsApproval, cancellationApproval, lotWithdrawalApproval]),
  sessionsModule([opportunitySessions, interviewOwner, talkOwner]),
  guidanceModule,
  uploadsModule,
  policyModule,
  outcomesModule,
  agreementsModule,
  performanceModule,
  needsModule,
  routesModule,
  selectionModule(selectionPorts),
  socialValueModule,
  specificationsModule,
  lottingModule,
  paymentPlanModule,
  exercisesModule,
  noticesModule,
  opportunitiesModule(opportunityPorts),
  timetableModule,
  bidsModule,
  partnersModule,
  evaluationModule,
  awardsModule(awardPorts),
  arrangementsModule,
  termsModule,
  burdenModule,
  matchingModule,
  transparencyModule,
  spendModule,
  grantsModule,
  ocdsModule,
  // Registers of every room, those that come later too: read when they are asked for.
  surveyModule,
  effectivenessModule,
  publishingModule({ registers: () => REGISTERS, datasets: () => MODULES.flatMap((module) => module.datasets ?? []) }),
  oversightModule,
  portalModule,
];

export const ROUTES: readonly Route[] = MODULES.flatMap((module) => (module.routes ?? []).flat());
/** Every register that anybody may read. */
const REGISTERS: readonly RegisterDefinition[] = ROUTES.flatMap((route) => (route.register && route.register.act.may.some((grant) => grant.by === 'anyone') ? [route.register] : []));
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
const NAVIGATION_ORDER: readonly string[] = ['/home', '/opportunities', '/contracts', '/outcomes', '/organisations', '/my-bids', '/exercises', '/spend', '/grants'];

/** What all pages of the site share. */
export function siteFor(config: Config): Site {
  return {
    navigation: NAVIGATION_ORDER.flatMap((href) => NAVIGATION.find((item) => item.href === href) ?? []).concat(NAVIGATION.filter((item) => !NAVIGATION_ORDER.includes(item.href))),
    banner: config.demo ? 'Demonstration: the county, its people and its contracts here are invented.' : null,
  };
}

/** Sign-in for one server: who asks, and the pages that set cookies. */
export const signInFor = (services: Services): SignIn => createSignIn(services, siteFor(services.config));
