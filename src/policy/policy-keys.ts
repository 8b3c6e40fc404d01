import { decimal } from '#kernel/decimal';
import type { Confidence } from '#kernel/rule-note';
import {
  approvalsKind, choiceKind, choicesKind, countKind, daysKind, limitsKind, moneyKind, percentKind, roleKind, scaleKind, textKind, type MoneyThreshold,
} from './policy-kinds.ts';

/** The headings under which the pages show the policies, in this order. */
export const POLICY_GROUPS = {
  purchasing: 'How we buy',
  plans: 'Procurement plans and sign-off',
  publishing: 'What we publish',
  tendering: 'Tenders and questions',
  evaluation: 'Evaluation and award',
  'social-value': 'Social value',
  reviews: 'Contracts and reviews',
  payment: 'Payment',
  retention: 'How long records are kept',
} as const;
export type PolicyGroup = keyof typeof POLICY_GROUPS;

interface Kind<Value> {
  readonly name: string;
  readonly words: (value: Value) => string;
}

/** One rule that an authority sets for itself. Without a default the papers give no number, and the authority has to set it. */
export interface PolicyDefinition<Value, Of extends Kind<Value>> {
  readonly group: PolicyGroup;
  readonly title: string;
  /** What it decides, and for whom, in a sentence. */
  readonly help: string;
  readonly kind: Of;
  readonly default: { readonly value: Value; readonly source: string; readonly confidence: Confidence } | null;
}

type ValueIn<Of> = Of extends { readonly toJson: (value: infer Value) => unknown } ? Value : never;

const define = <Of extends Kind<never>>(
  group: PolicyGroup, title: string, kind: Of, help: string, given: PolicyDefinition<ValueIn<Of>, never>['default'] = null,
) => ({ group, title, help, kind, default: given });

const papers = <Value>(value: Value, source: string) => ({ value, source, confidence: 'P' as const });
const law = <Value>(value: Value, source: string, confidence: Confidence) => ({ value, source, confidence });
/** The stricter reading where the papers do not say what happens at exactly the amount (requirements, tensions: "Exact boundary values"). */
const from = (pounds: number): MoneyThreshold => ({ amountPence: BigInt(pounds) * 100n, op: '>=', basis: 'net' });

const REPORT = 'Commissioning select committee report 2014';

/** Every local policy there is. Rooms ask by name: `policyValue(read, bodyId, 'purchasing.advertiseFrom', on)`. */
export const POLICY_KEYS = {
  'purchasing.writtenQuotesFrom': define('purchasing', 'Written quotations', moneyKind,
    'The whole-life value from which written quotations are needed. Below it a purchase may be direct.', papers(from(8_000), `${REPORT} 5.3.9 (DP-01), stricter reading of exactly £8,000`)),
  'purchasing.quotesNeeded': define('purchasing', 'Number of written quotations', countKind('written quotations', 1, 20),
    'How many written quotations must be in hand before such a purchase is awarded.', papers(3, `${REPORT} 5.3.9 (DP-01)`)),
  'purchasing.advertiseFrom': define('purchasing', 'Advertised tender', moneyKind,
    'The whole-life value from which an opportunity must be advertised to everyone.', papers(from(50_000), `${REPORT} 5.3.9 (DP-01), stricter reading of exactly £50,000`)),
  'purchasing.exemptionApprover': define('purchasing', 'Who agrees to an exemption', roleKind,
    'Whose agreement is needed when a purchase takes another route than the rule says.'),
  'splitCheck.months': define('purchasing', 'Months looked back for split purchases', countKind('months', 1, 120),
    'Purchases from one supplier within this time are added up, and flagged when together they reach a higher rule.', papers(12, 'DP-02: purchases from one supplier in a year')),

  'plan.requiredFrom': define('plans', 'Procurement plan', moneyKind,
    'The whole-life value from which a procurement plan must be complete before anything is advertised.', papers(from(50_000), `${REPORT} 6.1.2 (PL-08), stricter reading of exactly £50,000`)),
  'award.approvals': define('plans', 'Who signs off awards', approvalsKind,
    'The role that must agree to an award, by its whole-life value excluding VAT.'),
  'plan.approver': define('plans', 'Who approves procurement plans', roleKind, 'Whose agreement a procurement plan needs, where the authority asks for one.'),

  'opportunity.publishing': define('publishing', 'Low-value opportunities', choiceKind({ required: 'Must be posted', optional: 'May be posted', off: 'Not posted' }),
    'Whether opportunities from the amount below must be posted before a purchase is made.', papers('required' as const, `${REPORT} recommendation 16 (DM-05)`)),
  'opportunity.publishFrom': define('publishing', 'Low-value opportunities from', moneyKind,
    'The value from which the choice above applies.', papers(from(5_000), `${REPORT} recommendation 16 (DM-05)`)),
  'register.publishFrom': define('publishing', 'Contracts register', moneyKind,
    'The value from which a contract is on the public register.', papers(from(5_000), 'Progress report on recommendation 24 (OR-01, OR-02)')),
  'register.namedManagerFrom': define('publishing', 'Named contract manager and lead director', moneyKind,
    'The value from which the register entry must name both before the contract is active.', papers(from(50_000), `${REPORT} recommendation 24 (RV-01)`)),
  'localSpend.targetPercent': define('publishing', 'Target for local spend', percentKind,
    'Reported, never scored.', papers(decimal('60'), `${REPORT} 6.1.3 (OR-03)`)),

  'opening.openers': define('tendering', 'People who open bids together', countKind('people', 1, 4),
    'How many different named officers must sign before sealed bids open.', papers(2, 'DP-11: two named officers open them together')),
  'bids.late': define('tendering', 'Late bids', choiceKind({ refuse: 'Refused', 'record-unread': 'Recorded, and never read' }),
    'What happens to a bid sent after the closing time.', law('refuse' as const, 'CLARKS; GCR12 (practice.lateTender)', 'B')),
  'tender.minimumDays': define('tendering', 'Shortest time to tender', daysKind, 'The time the authority gives bidders, beyond any minimum in law.'),
  'clarifications.materialWithinDays': define('tendering', 'Late material answers', daysKind,
    'An answer that changes what bidders price or write, given within this time of the closing, needs a later closing date.'),
  'clarifications.answerWithinDays': define('tendering', 'Time to answer questions', daysKind, 'The time promised to a bidder who asks a question.'),
  'burden.questionsLimitByValue': define('tendering', 'Most questions by value', limitsKind('questions'),
    'A tender with more questions than its value allows needs a reason.'),
  'applications.decideWithinDays': define('tendering', 'Time to decide an application', daysKind,
    'From a complete application to join a framework or dynamic market to its decision.', papers({ count: 30, counted: 'calendar' as const }, 'Hearing 3, 8(10) (DP-23)')),
  'terms.mostPages': define('tendering', 'Longest terms and conditions', countKind('pages', 1, 500), 'The most pages of terms sent with a small opportunity.',
    papers(10, 'Hearing 3, 8(10) (DP-23)')),

  'evaluation.scale': define('evaluation', 'Scoring scale', scaleKind, 'The scores an assessor may give and what each means, one a line.'),
  'evaluation.tieBreak': define('evaluation', 'Tied bids', textKind, 'How a tie is broken, published with the criteria.'),
  'feedback.withinDays': define('evaluation', 'Time to give feedback', daysKind, 'The time promised to every bidder for written feedback after a decision.'),
  'standstill.voluntary': define('evaluation', 'Standstill where the law asks for none',
    choiceKind({ never: 'None', always: 'Always, for the shortest time the law allows' }),
    'Whether the authority waits before a contract that needs no standstill by law.'),

  'socialValue.consideration': define('social-value', 'When the three duties are considered',
    choiceKind({ 'above-threshold': 'Services above the threshold, as the Act says', always: 'Every exercise' }),
    'Whether an exercise may pass its plan without answers to the three duties.', law('above-threshold' as const, 'SVA12 s.1 (socialValue.act)', 'B')),
  'socialValue.minimumPercent': define('social-value', 'Least weight for social value', percentKind,
    'An exercise below it needs a reason and an approval, and is reported.'),
  'socialValue.defaultPercent': define('social-value', 'Usual weight for social value', percentKind, 'Offered when a weight is chosen.'),
  'socialValue.approver': define('social-value', 'Who agrees to a lower weight', roleKind, 'Whose agreement is needed for a weight below the least.'),

  'review.frequencies': define('reviews', 'Reviews of every contract',
    choicesKind({ monthly: 'Monthly', quarterly: 'Quarterly', 'half-yearly': 'Half-yearly', annual: 'Annual' }),
    'The schedule made when a contract begins. It cannot be empty.', papers(['quarterly', 'annual'] as const, `${REPORT} 8.9.3 (RV-04)`)),
  'review.missedAfterDays': define('reviews', 'Days after which a review is missed', countKind('days', 0, 365),
    'A review not held within this many days of its date counts as missed.', papers(14, 'RV-04: within 14 days of its date')),

  'payment.targetDays': define('payment', 'Target for paying', countKind('days', 1, 365),
    'Days from receipt of an invoice to its payment.', papers(14, `${REPORT} 8.6.1 (RV-18)`)),
  'payment.targetPercent': define('payment', 'Share to be paid in the target', percentKind, 'By contract and by invoice.', papers(decimal('90'), `${REPORT} 8.6.1 (RV-18)`)),

  'retention.procurementYears': define('retention', 'Procurement records', countKind('years', 3, 100),
    'From the day the contract is entered into, or awarded if it never is.', law(3, 'PA23 s.98 (record.minimum)', 'A')),
  'retention.unsuccessfulBidYears': define('retention', 'Unsuccessful bids', countKind('years', 3, 100),
    'From the award. Practice is one year, but the three of the Act override it.', law(3, 'IRMS; PA23 s.98 (record.practiceRetention)', 'B')),
  'retention.contractYears': define('retention', 'Contracts', countKind('years', 3, 100),
    'From the end of the contract. Deeds are commonly kept 12 years.', law(6, 'IRMS; PA23 s.98 (record.practiceRetention)', 'B')),
  'retention.draftBidMonths': define('retention', 'Bids never submitted', countKind('months', 1, 120), 'From the closing of the opportunity.'),
  'retention.peopleYears': define('retention', 'People who have left', countKind('years', 0, 100), 'From the day a person left, before their details are erased.'),
} as const;

export type PolicyKeyName = keyof typeof POLICY_KEYS;
/** The type of a policy's value: `ValueOf<'purchasing.advertiseFrom'>` is a MoneyThreshold. */
export type ValueOf<Key extends PolicyKeyName> = ValueIn<(typeof POLICY_KEYS)[Key]['kind']>;

export const POLICY_KEY_NAMES = Object.keys(POLICY_KEYS) as readonly PolicyKeyName[];
export const isPolicyKey = (text: string): text is PolicyKeyName => Object.hasOwn(POLICY_KEYS, text);
