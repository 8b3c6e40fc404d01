import { cite, row } from '../../row.ts';
import type { Sequence, Step } from '../../rule.ts';

/** Round brackets mark an optional step, square brackets one that depends on the facts, a star one that may repeat. */
const step = (text: string): Step => ({
  name: text.replace(/[()[\]*]/g, ''),
  need: text.startsWith('(') ? 'optional' : text.startsWith('[') ? 'conditional' : 'required',
  repeats: text.endsWith('*'),
});

const sequence = (flow: string, statement: string, steps: readonly string[]): Sequence => ({
  kind: 'sequence', ...row(`sequence.${flow}`, 'B', [cite('DERIVED'), cite('PA23', 'ss.15-80'), cite('FTS-TYPES')], statement), flow, steps: steps.map(step),
});

/** The orders in which notices and decisions come. Derived from the Act's sections and Find a Tender's own page of sequences. */
export const sequences: readonly Sequence[] = [
  sequence('competitiveAboveThreshold', 'A competitive procurement above the threshold, from pipeline to the end of the contract.', [
    '(UK1)', '(UK2)', '(UK3)', 'conflictsAssessment', 'lotsDecision', 'UK4', '[UK4 revised]*', 'tenderDeadline', 'assessment',
    'exclusionChecks', 'assessmentSummaries', 'UK6', 'standstill', 'contractEntered', 'UK7', '[contractCopy]', '[UK8 quarterly]',
    '[UK9 yearly]', '[UK10]*', 'UK11',
  ]),
  sequence('abandon', 'Stopping a procurement after a tender or transparency notice.', ['UK4 or UK5', 'decisionNotToAward', 'UK12']),
  sequence('directAward', 'A direct award above the threshold.', [
    'conflictsAssessment', 'UK5', 'award', 'UK6', '[standstill]', 'contractEntered', 'UK7', '[contractCopy]', '[UK8 quarterly]',
    '[UK9 yearly]', '[UK10]*', 'UK11',
  ]),
  sequence('switchToDirectAward', 'Switching to a direct award when there were no suitable tenders.', [
    'UK4', 'noSuitableTenders', 'UK5', 'UK6', '[standstill]', 'contractEntered', 'UK7', '[contractCopy]', '[UK8 quarterly]', '[UK9 yearly]',
    '[UK10]*', 'UK11',
  ]),
  sequence('userChoiceDirectAward', 'A light touch award to the supplier the person chooses: no UK5, UK6, UK7 or UK11.', ['award', 'contractEntered']),
  sequence('frameworkSetUp', 'Setting up a framework.', ['UK4', 'UK6', 'standstill', 'frameworkEntered', 'UK7']),
  sequence('frameworkCallOff', 'Awarding a contract under a framework.', ['selectionProcess', 'UK6', '(voluntaryStandstill)', 'contractEntered', 'UK7']),
  sequence('dynamicMarket', 'Running a dynamic market and buying from it.', ['conflictsAssessment', 'UK13', 'UK14', '[UK15]*', '[UK4]*', '[UK6]*', '[UK7]*', 'UK16']),
  sequence('belowThresholdAdvertised', 'An advertised contract below the threshold.', ['smallSuppliersDuty', 'UK4', 'tenderDeadline', 'contractEntered', 'UK7']),
  sequence('belowThresholdSelectedSuppliers', 'A contract below the threshold offered to chosen suppliers.', ['smallSuppliersDuty', 'inviteChosenSuppliers', 'contractEntered', '[UK7]']),
];
