import type { Module } from '#platform/module';
import { evaluationActs } from './evaluation.acts.ts';
import { evaluationRoutes } from './evaluation.routes.ts';

/** Declared, scored alone, moderated, totalled. See README.md. */
export { resultsOf, type LotResult, type Results } from './results.store.ts';
export { isLockedOut, panelBids, panelQuestions } from './evaluation.store.ts';
export type { AgreedScore, PanelBid, PanelQuestion } from './evaluation.ts';
export { declareInterests, nameAssessor, removeAssessor } from './panel.commands.ts';
export { completeEvaluation, finishScoring, moderate, saveScore } from './scoring.commands.ts';
export { assessorDeclarations, owedScoring } from './owed-scoring.store.ts';
export { evaluationActs } from './evaluation.acts.ts';

export const evaluationModule: Module = { name: 'evaluation', acts: evaluationActs, routes: [evaluationRoutes] };
