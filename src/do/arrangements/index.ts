/** Frameworks, open frameworks, dynamic purchasing systems and dynamic markets. See README.md. */
import type { Module } from '#platform/module';
import { applicationRoutes } from './application.routes.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { arrangementsKinds } from './arrangements.kinds.ts';
import { buildRoutes } from './build.routes.ts';
import { alertOverdueJob } from './overdue.job.ts';
import { ceilingRoutes } from './ceiling.routes.ts';
import { conflictsRoutes } from './conflicts.routes.ts';
import { publicRoutes } from './public.routes.ts';
import { staffRoutes } from './staff.routes.ts';

export { KIND_RULES, KINDS, type ArrangementKind } from './arrangement-kinds.ts';
export { closedTooLong, isCurrent, type Arrangement, type ArrangementId } from './arrangement.ts';
export { arrangementEvents, markNoticed, readArrangement, type ArrangementEvent, type EventKind } from './arrangement.store.ts';
export { membersOf } from './membership.store.ts';
export { isActive, type Member, type MemberStatus } from './membership.ts';
export { readPerformance, readUsage, type Performance } from './usage.reader.ts';
export { callOffOf, callOffsOf, type CallOff } from './call-off.store.ts';
export { callOffAwardObstacles, drawCallOff, holdCallOff, miniCompetitionObstacles, miniCompetitionTasks, recordAwardedCallOff } from './opportunity-ports.store.ts';
export { arrangementChangeApproval, proposeChange, withdrawChange } from './change.commands.ts';
export { owedCeilings, proposeCeiling, recordChangeCopy, recordChangeNotice } from './ceiling.commands.ts';
export { owedAssessments, owedOverdueApplications } from './overdue.job.ts';
export { addArrangementLot, addTerms, createArrangement, saveArrangementDetails, saveRules, saveTermDates } from './build.commands.ts';
export { addArrangementCriterion, addArrangementQuestion, nameApplicationAssessor } from './asking.commands.ts';
export { writeMarketConflicts } from './conflicts.routes.ts';
export { announceIntention, endArrangement, publishArrangement, publishChanges } from './publish.commands.ts';
export { followIntakes, planIntake, recordReview } from './intake.commands.ts';
export { askApplicant, replyToQuery, saveApplication, startApplication, submitApplication, withdrawApplication } from './application.commands.ts';
export { declareOnApplication, finishAssessment, scoreAnswer } from './assess.commands.ts';
export { withdrawLot } from './withdraw-lot.command.ts';
export { decideApplication } from './decide.command.ts';
export { changeMemberStatus, leaveArrangement, reviewMember } from './membership.commands.ts';
export { callOffDirectly, inviteWholeLot, startMiniCompetition } from './call-off.commands.ts';
export { admitFromResults, startEntryOpportunity } from './admit-from-results.command.ts';
export { arrangementsActs } from './arrangements.acts.ts';
export { arrangementsRegister } from './arrangements.register.ts';

export const arrangementsModule: Module = {
  name: 'arrangements',
  acts: arrangementsActs,
  kinds: arrangementsKinds,
  routes: [...publicRoutes, ...buildRoutes, ...applicationRoutes, ...staffRoutes, ...ceilingRoutes, ...conflictsRoutes],
  navigation: [
    { text: 'Frameworks', href: '/arrangements' },
    { text: 'My applications', href: '/my-applications', to: ['bid-writer', 'organisation-administrator', 'bid-adviser'] },
    { text: 'Frameworks we run', href: '/arrangements/drafts', to: ['procurement-officer', 'commissioner'] },
  ],
  jobs: [alertOverdueJob],
};
