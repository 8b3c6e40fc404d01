import { setPolicy } from '#policy';
import type { Cast } from './cast.ts';

const DECIDED = 'Commissioning committee, minute 14 (example)';

/** What the county decided for itself. Everything else stands at what the papers say. */
const POLICIES: readonly (readonly [key: string, fields: Readonly<Record<string, string | readonly string[]>>, reason: string])[] = [
  ['purchasing.exemptionApprover', { choice: 'lead-director' }, 'One person answers for every exemption.'],
  ['award.approvals', { from1: '0', role1: 'finance-officer', from2: '50000', role2: 'lead-director' }, 'Small awards should not wait for a director.'],
  ['plan.approver', { choice: 'lead-director' }, 'As the select committee recommended.'],
  ['tender.minimumDays', { count: '10', counted: 'calendar' }, 'Small charities told us that a week is too short.'],
  ['clarifications.answerWithinDays', { count: '3', counted: 'working' }, 'Bidders cannot write while they wait.'],
  ['clarifications.materialWithinDays', { count: '5', counted: 'working' }, 'A late change needs more time.'],
  ['burden.questionsLimitByValue', { from1: '0', limit1: '4', from2: '10000', limit2: '6', from3: '250000', limit3: '15' }, 'A £6,000 contract should not take three days to answer.'],
  ['socialValue.consideration', { choice: 'always' }, 'The three duties are worth asking of small contracts too.'],
  ['socialValue.minimumPercent', { percent: '10' }, 'A tenth of every award.'],
  ['socialValue.defaultPercent', { percent: '12' }, 'A fifth of quality, where quality is 60.'],
  ['socialValue.approver', { choice: 'lead-director' }, 'So that a lower weight is a decision and not a habit.'],
  ['feedback.withinDays', { count: '5', counted: 'working' }, 'Bidders learn most while they remember what they wrote.'],
  ['evaluation.tieRules', { choices: ['quality', 'social-value', 'drawing'] }, 'Said before, so that nobody need argue after.'],
  ['evaluation.lowPricePercent', { percent: '25' }, 'A contract that fails costs more than one that was dearer.'],
  ['evaluation.spreadWarningPercent', { percent: '40' }, 'Two points of five apart is worth a talk.'],
  ['award.provisionalCeiling', { count: '10000' }, 'A newcomer has to begin somewhere, and a small loss can be borne.'],
  ['award.provisionalReviewMonths', { count: '6' }, 'Soon enough to put right, late enough to judge.'],
  ['retention.draftBidMonths', { count: '12' }, 'What was never sent to us is not ours to keep.'],
  ['standstill.voluntary', { choice: 'never' }, 'Below the threshold nobody gains from the wait.'],
];

export async function localPolicyScene(cast: Cast): Promise<void> {
  await cast.at(-395, 14);
  for (const [key, fields, reason] of POLICIES) {
    await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields, from: cast.date(-395), source: DECIDED, owner: 'Policy and partnerships', reason });
  }
}
