import { arrangementsScene } from './arrangements.scene.ts';
import { agreementsOfEveryStateScene } from './agreements-of-every-state.scene.ts';
import { burdenScene } from './burden.scene.ts';
import type { Cast } from './cast.ts';
import { carersShortBreaksScene } from './carers-short-breaks.scene.ts';
import { checklistsScene } from './checklists.scene.ts';
import { coastYouthWorkScene } from './coast-youth-work.scene.ts';
import { duplicatesScene } from './duplicates.scene.ts';
import { familyMediationScene } from './family-mediation.scene.ts';
import { grantsScene } from './grants.scene.ts';
import { judgedOtherwiseDraftScene, judgedOtherwiseScene } from './judged-otherwise.scene.ts';
import { leavingCareMentoringScene } from './leaving-care-mentoring.scene.ts';
import { localPolicyScene } from './local-policy.scene.ts';
import { provisionalScene } from './provisional.scene.ts';
import { providerSurveyScene } from './provider-survey.scene.ts';
import { purchasesScene } from './purchases.scene.ts';
import { reservedScene } from './reserved.scene.ts';
import { registerWorkScene } from './register-work.scene.ts';
import { awardWaitingScene, beingScoredScene, cancelledScene, closedScene, comingScene } from './small-tenders.scene.ts';
import { coreScene, selectionScene } from './selection.scene.ts';
import { afterwardsScene, minimumContentScene, socialBenefitsScene } from './social-value.scene.ts';
import { reportedYearScene } from './reported-year.scene.ts';
import { resultsScene } from './results.scene.ts';
import { spendScene } from './spend.scene.ts';
import { awayScene, interpretersScene, schoolMinibusesScene } from './stages.scene.ts';
import { stoppedScene } from './stopped.scene.ts';
import { challengedAwardScene, contractTermsScene } from './terms-and-challenge.scene.ts';
import { directAwardsScene, lowValueScene, quotationsScene, twoStagesScene } from './ways-of-buying.scene.ts';
import { supplyChainScene } from './supply-chain.scene.ts';
import { togetherScene } from './together.scene.ts';
import { timetableScene } from './timetable.scene.ts';

/** The scenes of the demonstration's year after the county itself, in order of their time. */
export const SCENES: readonly ((cast: Cast) => Promise<void>)[] = [
  localPolicyScene, minimumContentScene, coreScene, leavingCareMentoringScene, resultsScene, registerWorkScene, agreementsOfEveryStateScene, interpretersScene, purchasesScene, stoppedScene, directAwardsScene, lowValueScene, quotationsScene, twoStagesScene, reservedScene, schoolMinibusesScene, coastYouthWorkScene, provisionalScene, cancelledScene, carersShortBreaksScene, awardWaitingScene, beingScoredScene,
  closedScene, familyMediationScene, challengedAwardScene, contractTermsScene, comingScene, awayScene, judgedOtherwiseScene, judgedOtherwiseDraftScene, timetableScene, togetherScene, arrangementsScene, selectionScene, socialBenefitsScene, afterwardsScene, burdenScene, duplicatesScene, grantsScene, spendScene, supplyChainScene, reportedYearScene, providerSurveyScene, checklistsScene,
];
