import type { Cast } from './cast.ts';
import { carersShortBreaksScene } from './carers-short-breaks.scene.ts';
import { coastYouthWorkScene } from './coast-youth-work.scene.ts';
import { familyMediationScene } from './family-mediation.scene.ts';
import { leavingCareMentoringScene } from './leaving-care-mentoring.scene.ts';
import { localPolicyScene } from './local-policy.scene.ts';
import { purchasesScene } from './purchases.scene.ts';
import { registerWorkScene } from './register-work.scene.ts';
import { awardWaitingScene, beingScoredScene, cancelledScene, closedScene, comingScene } from './small-tenders.scene.ts';
import { stoppedScene } from './stopped.scene.ts';

/** The scenes of the demonstration's year after the county itself, in order of their time. */
export const SCENES: readonly ((cast: Cast) => Promise<void>)[] = [
  localPolicyScene, leavingCareMentoringScene, registerWorkScene, purchasesScene, stoppedScene, coastYouthWorkScene, cancelledScene, carersShortBreaksScene, awardWaitingScene, beingScoredScene,
  closedScene, familyMediationScene, comingScene,
];
