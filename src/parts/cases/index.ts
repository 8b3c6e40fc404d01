/** Something raised about a record that is owed an answer. See README.md. */
export {
  CASE_MOVES, decideAnswer, decideLetBePublic, decidePrivacy, publicCase,
  type Case, type CaseAudience, type CasePrivacy, type CaseReply, type CaseState, type PublicCase,
} from './case.ts';
export { askerNames } from './asker-names.store.ts';
export { casesOfPerson, heldCases } from './held-cases.store.ts';
export { answerCase, caseById, casesAbout, lockCase, makeCasePublic, raiseCase, rulePrivacy, withdrawCase, type NewCase } from './case.store.ts';
