import { decimal } from '#kernel/decimal';
import type { Confidence } from '#kernel/rule-note';
import {
  approvalsKind, breaksKind, choiceKind, choicesKind, countKind, daysKind, limitsKind, moneyKind, percentKind, riskLevelsKind, roleKind, textKind, type MoneyThreshold,
} from './policy-kinds.ts';

/** The headings under which the pages show the policies, in this order. */
export const POLICY_GROUPS = {
  purchasing: 'How we buy',
  plans: 'Procurement plans and sign-off',
  publishing: 'What we publish',
  tendering: 'Tenders and questions',
  timetable: 'Time and timetables',
  proportion: 'What we ask of bidders',
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

const TWO_BIDS = { refuse: 'Refused', declare: 'Allowed when the organisation declares it', flag: 'Allowed, and shown to the panel once bids are open' };

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
  'quotations.rotationMonths': define('purchasing', 'Months between invitations to quote', countKind('months', 1, 60),
    'A supplier not invited within this time counts as a newcomer when suppliers are suggested in rotation.', papers(12, 'DP-03: one has not been invited in the last year')),
  'directAward.approver': define('purchasing', 'Who agrees to a direct award', roleKind,
    'Whose agreement a contract given without competition needs, beyond what the law asks.'),
  'splitCheck.months': define('purchasing', 'Months looked back for split purchases', countKind('months', 1, 120),
    'Purchases from one supplier within this time are added up, and flagged when together they reach a higher rule.', papers(12, 'DP-02: purchases from one supplier in a year')),

  'plan.requiredFrom': define('plans', 'Procurement plan', moneyKind,
    'The whole-life value from which a procurement plan must be complete before anything is advertised.', papers(from(50_000), `${REPORT} 6.1.2 (PL-08), stricter reading of exactly £50,000`)),
  'award.approvals': define('plans', 'Who signs off awards', approvalsKind,
    'The role that must agree to an award, by its whole-life value excluding VAT.'),
  'tupe.statementFrom': define('tendering', 'Staff transfer (TUPE) statement', moneyKind,
    'The whole-life value from which a tender for services or works must say whether staff may transfer, and give the facts.'),
  'plan.approver': define('plans', 'Who approves procurement plans', roleKind,
    'Whose agreement every plan needs before it is bought. A plan that waits already keeps the rule of its day.', law('lead-director' as const, 'Usual: the lead director answers for the contract (RV-01)', 'C')),

  'lotting.decisionFrom': define('plans', 'Lotting decision', moneyKind,
    'The whole-life value from which lot patterns must be compared, and the choice recorded with its reasons, before anything is advertised.'),

  'opportunity.publishing': define('publishing', 'Low-value opportunities', choiceKind({ required: 'Must be posted', optional: 'May be posted', off: 'Not posted' }),
    'Whether opportunities from the amount below must be posted before a purchase is made.', papers('required' as const, `${REPORT} recommendation 16 (DM-05)`)),
  'opportunity.publishFrom': define('publishing', 'Low-value opportunities from', moneyKind,
    'The value from which the choice above applies.', papers(from(5_000), `${REPORT} recommendation 16 (DM-05)`)),
  'spend.publishAbove': define('publishing', 'Payments listed one by one', moneyKind,
    'The amount above which each payment is on the public spending register. All payments count in the reports. A change begins on its day: earlier payments keep the rule of theirs.',
    papers({ amountPence: 500_000n, op: '>', basis: 'net' } as MoneyThreshold, 'Progress report on recommendation 24 (OR-02): exceeds £5,000. The Transparency Code itself asks for £500')),
  'spend.publishKinds': define('publishing', 'Kinds of spending listed one by one', choicesKind({ external: 'Payments to outside suppliers', grant: 'Grants', transfer: 'Transfers to other public bodies and funds', 'in-house': 'In-house lines' }),
    'Which of the ledger’s lines the public spending register lists.', papers(['external', 'grant'] as const, 'Progress report on recommendation 24 (OR-02): contracts, commissioned activity, orders and frameworks')),
  'spend.kinds': define('publishing', 'Kinds of spending', textKind,
    'How a loaded ledger tells in-house lines, grants and transfers from payments to outside suppliers, one rule a line, the first that fits: “in-house: category is Internal recharge”, “grant: purpose begins Grant”. Columns: supplier, unit, service, purpose, category. It holds for loads from then on.'),
  // No default: the papers give no number, and hiding results that were public is for the authority to decide.
  'results.fewestShown': define('publishing', 'Smallest number shown in a result', countKind('people', 2, 100),
    'A confirmed result of a contract’s measure that counts fewer, or a share of which fewer are or are not, is kept from the public, since a person could be recognised by it. Nought is shown. Whoever manages or provides the contract sees all. Where nothing is set, every result is shown.'),
  'localSpend.districts': define('publishing', 'Which postcodes are local', textKind,
    'For the report of local spend: a district a line with its postcode areas or districts, such as “Canterbury: CT1, CT2, CT4”. A supplier is local where its declared address is in any of them.'),
  'localSpend.targetPercent': define('publishing', 'Target for local spend', percentKind,
    'Reported, never scored.', papers(decimal('60'), `${REPORT} 6.1.3 (OR-03)`)),

  'opening.openers': define('tendering', 'People who open bids together', countKind('people', 1, 4),
    'How many different named officers must sign before sealed bids open.', papers(2, 'DP-11: two named officers open them together')),
  'bids.late': define('tendering', 'Late bids', choiceKind({ refuse: 'Refused', 'record-unread': 'Recorded, and never read' }),
    'What happens to a bid sent after the closing time.', law('refuse' as const, 'CLARKS; GCR12 (practice.lateTender)', 'B')),
  'lowValue.mostQuestions': define('tendering', 'Most questions in a low-value opportunity', countKind('questions', 1, 50),
    'A supplier answers a low-value opportunity on one page.', papers(12, `${REPORT} recommendation 16 (DM-05): one page, at most 12 questions`)),
  'criteria.blockedPhrases': define('tendering', 'Phrases that no tender may use', textKind,
    'One a line. Criteria and questions with any of them are refused, beside those that score bidders for where they are.'),
  'opportunity.cancelApprover': define('tendering', 'Who agrees to a withdrawal after bids came', roleKind,
    'Whose agreement is needed to cancel an opportunity once a bid has been sent.', papers('lead-director' as const, `${REPORT} 5.3.2 (DM-16)`)),
  'tender.minimumDays': define('tendering', 'Shortest time to tender', daysKind, 'The time the authority gives bidders, beyond any minimum in law.'),
  'clarifications.materialWithinDays': define('tendering', 'Late material answers', daysKind,
    'An answer that changes what bidders price or write, given within this time of the closing, needs a later closing date.'),
  'clarifications.answerWithinDays': define('tendering', 'Time to answer questions', daysKind, 'The time promised to a bidder who asks a question.'),
  'burden.questionsLimitByValue': define('tendering', 'Most questions by value', limitsKind('questions'),
    'A tender with more questions than its value allows needs a reason.'),
  'burden.pagesLimitByValue': define('tendering', 'Most pages by value', limitsKind('pages'), 'A tender whose answers may fill more pages than its value allows needs a reason.'),
  'burden.hoursLimitByValue': define('tendering', 'Most hours by value', limitsKind('hours'), 'A tender that takes a bidder longer than its value allows needs a reason.'),
  'burden.aboveMedian': define('tendering', 'More work than the median', choiceKind({ ask: 'A reason is asked', show: 'Only shown' }),
    'What happens when a tender takes bidders longer than the median of published tenders of its value.', papers('ask' as const, 'Requirement XC-08 (MWG 3.28)')),
  // Nought, since XC-08 asks a reason above the median and a limit is what the authority chose: whoever finds a minute too many a nuisance sets more.
  'burden.marginPercent': define('tendering', 'Margin on estimated work', percentKind,
    'So much more time or pages than the median or the limit asks for no reason yet: both are estimates. Questions are counted, and have no margin.', papers(decimal('0'), 'Requirement XC-08 (MWG 3.28): a reason above it')),
  'burden.warningRatioPercent': define('tendering', 'Bidding cost against value', percentKind,
    'A tender whose bidding would cost all bidders together this share of its value, or more, needs a reason.'),
  'burden.expectedBidders': define('tendering', 'Bidders usually expected', countKind('bidders', 1, 1000), 'Offered when the cost of bidding is estimated.'),
  'burden.dayRatePounds': define('tendering', 'Cost of a day’s work on a bid', countKind('pounds', 1, 5000), 'Offered when the cost of bidding is estimated.'),
  'plainWords.leastReadingEase': define('tendering', 'Least reading ease', countKind('points of Flesch reading ease', 0, 100),
    'A tender whose words read less easily needs a reason to be published. 60 is plain English.'),
  'plainWords.longestSentence': define('tendering', 'Longest sentence', countKind('words', 10, 100),
    'Longer sentences are marked when a tender’s words are checked.', law(25, 'GOV.UK content design: sentences of no more than 25 words', 'C')),
  'applications.decideWithinDays': define('tendering', 'Time to decide an application', daysKind,
    'From a complete application to join a framework or dynamic market to its decision.', papers({ count: 30, counted: 'calendar' as const }, 'Hearing 3, 8(10) (DP-23)')),
  'consortia.memberOfTwo': define('tendering', 'In two bids for one lot', choiceKind(TWO_BIDS),
    'What happens when an organisation bids alone and in a group, or in two groups, for the same lot.'),
  'consortia.partnerOfTwo': define('tendering', 'Named partner in two bids for one lot', choiceKind(TWO_BIDS),
    'The same for an organisation that a prime contractor names as a partner: a specialist may be the only one there is.'),
  'consortia.agreementWithinDays': define('tendering', 'Time to sign a members’ agreement', daysKind,
    'The time given to a consortium whose award is held up because its members’ agreement is not signed.'),
  'lineage.yearsBack': define('tendering', 'Years looked back for failed contracts', countKind('years', 1, 30),
    'How far back a contract ended for poor performance still counts when a bidder appears to succeed its supplier. Without it, all of them.'),
  'applications.escalateTo': define('tendering', 'Who is told of overdue decisions', roleKind,
    'The head of procurement, or whoever holds this role here: told of every application to join that is not decided in the time promised.', papers('lead-director' as const, 'Hearing 3, 8(10) (DP-23): the head of procurement, for whom there is no role of its own')),
  'arrangements.intakeMonths': define('tendering', 'Longest time closed to newcomers', countKind('months', 1, 60),
    'A framework without an intake or a review for longer is reported as closed too long.', papers(12, `${REPORT} 8.4.5 (DP-27): an annual intake or review`)),
  'miniCompetition.mostPages': define('tendering', 'Longest mini-competition', countKind('pages', 1, 50),
    'The most pages of answers that a short competition among the providers of a lot may ask for.', papers(1, 'DP-24: a one-page question set')),
  'terms.mostPages': define('tendering', 'Longest terms and conditions', countKind('pages', 1, 500), 'The most pages of terms sent with a small opportunity.',
    papers(10, 'Hearing 3, 8(10) (DP-23)')),

  'timetable.onEveryTender': define('timetable', 'A timetable with every tender', choiceKind({ required: 'Required', optional: 'Left to the officer' }),
    'Where required, nothing is published without planned dates to the start of the contract, and visits or the reason why there are none.'),
  'tender.fairDaysByValue': define('timetable', 'Fair time to answer', limitsKind('days', 'least'),
    'A tender with a shorter time for its value can be published only with a reason, which is printed on the advert.'),
  'tender.extraDaysMedium': define('timetable', 'More time where parts are complex', countKind('days more', 0, 365), 'Added to the fair time to answer.'),
  'tender.extraDaysHigh': define('timetable', 'More time for a complex tender', countKind('days more', 0, 365), 'Added to the fair time to answer.'),
  'tender.extraDaysConsortium': define('timetable', 'More time for consortia', countKind('days more', 0, 365), 'Added to the fair time to answer where consortia may bid.'),
  'tender.breaks': define('timetable', 'Holiday breaks', breaksKind, 'A tender that closes in a break, or runs over one, can be published only with a reason, which is printed on the advert.'),
  'diary.share': define('timetable', 'Tender diary with other bodies', choiceKind({ share: 'We show our planned tenders, and see theirs', alone: 'We keep to ourselves' }),
    'Whether tenders that are still planned are shown to the staff of other bodies that share theirs.'),
  'diary.clashDays': define('timetable', 'Clashing tenders', countKind('days', 0, 90), 'Tenders for the same market that close within so many days of each other are to be moved, or a reason recorded.'),
  'mobilisation.minimumWeeks': define('timetable', 'Time to mobilise', countKind('weeks', 0, 104), 'The least time between award and start, for recruiting, TUPE, pensions and handing over.'),
  'mobilisation.extraWeeksHigh': define('timetable', 'More time to mobilise a complex service', countKind('weeks more', 0, 52), 'Added to the time to mobilise.'),
  'mobilisation.extraWeeksConsortium': define('timetable', 'More time to mobilise for consortia', countKind('weeks more', 0, 52), 'Added to the time to mobilise where consortia may bid.'),
  'mobilisation.extraWeeksTupe': define('timetable', 'More time to mobilise with TUPE', countKind('weeks more', 0, 52), 'Added to the time to mobilise where staff would transfer.'),
  'earlyNotice.minimumDays': define('timetable', 'From early notice to advert', countKind('days', 0, 730), 'An advert that follows its early notice sooner needs a reason, which is printed on the advert.'),

  'selection.selfCertifyBelow': define('proportion', 'Self-certification', moneyKind,
    'Below this value, and at low risk, bidders tick statements and only the provisional winner is asked for evidence.'),
  'selection.evidenceWithinDays': define('proportion', 'Shortest time to send evidence', daysKind, 'The least time a provisional winner is given to send what it is asked for.'),
  'selection.replyWithinDays': define('proportion', 'Shortest time to reply to a ground for exclusion', daysKind, 'The least time a supplier is given to be heard before it is decided whether it is excluded.'),
  'risk.mediumValueFrom': define('proportion', 'Value that counts as medium', moneyKind, 'For the risk of a contract: below it the value counts one point, from it two.'),
  'risk.highValueFrom': define('proportion', 'Value that counts as high', moneyKind, 'For the risk of a contract: from it the value counts three points.'),
  'risk.mediumFromPoints': define('proportion', 'Medium risk', countKind('points', 4, 9), 'Value, complexity and harm count one to three points each. From how many together is the risk medium?'),
  'risk.highFromPoints': define('proportion', 'High risk', countKind('points', 5, 9), 'From how many points together is the risk high?'),
  'requirements.publicLiability': define('proportion', 'Most public liability insurance', riskLevelsKind('pounds'), 'The most cover that may be asked without an approval.'),
  'requirements.employersLiability': define('proportion', 'Most employers’ liability insurance', riskLevelsKind('pounds'), 'The most cover that may be asked without an approval.'),
  'requirements.professionalIndemnity': define('proportion', 'Most professional indemnity insurance', riskLevelsKind('pounds'), 'The most cover that may be asked without an approval.'),
  'requirements.guarantee': define('proportion', 'Largest guarantee', riskLevelsKind('pounds'), 'The largest guarantee by a parent or another that may be asked without an approval.'),
  'requirements.evidence': define('proportion', 'Most evidence', riskLevelsKind('documents'), 'How many documents a provisional winner may be asked for without an approval.'),
  'requirements.termsPages': define('proportion', 'Longest terms by risk', riskLevelsKind('pages'), 'How many pages of terms may go with a contract without an approval.'),
  'requirements.bondFrom': define('proportion', 'Performance bonds', moneyKind, 'The value from which a complex contract may be marked as very high value, so that a bond may be considered. Never below it.'),
  'requirements.approver': define('proportion', 'Who agrees to asking more', roleKind, 'Whose agreement is needed before more is asked of bidders than the risk allows.'),

  'evaluation.usualScale': define('evaluation', 'Usual scoring scale', choiceKind({ '0-5': '0 to 5', '0-10': '0 to 10', '0-100': '0 to 100' }),
    'The scale that a new tender begins with. Whoever builds it may choose another.', law('0-5' as const, 'Usual in public tenders (DP-12)', 'C')),
  'evaluation.tieRules': define('evaluation', 'Tied bids',
    choicesKind({ quality: 'Most points for quality', 'social-value': 'Most points for social value', reach: 'Most points for reach', price: 'Most points for price', drawing: 'Lots, drawn before two witnesses' }),
    'What places bids with equal totals, in the order shown here. A tender that states no rule of its own takes this one when it is published; what is published already keeps what it said.'),
  'evaluation.lowPricePercent': define('evaluation', 'Prices that look too low', percentKind,
    'A price this far or further below the mean of all, or below the budget, is asked about, and nothing is awarded on it until its explanation was assessed.'),
  'evaluation.spreadWarningPercent': define('evaluation', 'Scores that are far apart', percentKind,
    'Scores of one answer that are this share of the scale apart, or more, are pointed out before they are moderated.'),
  'feedback.withinDays': define('evaluation', 'Time to give feedback', daysKind, 'The time promised to every bidder for written feedback after a decision.'),
  // No defaults: DP-20 leaves both to the authority, and where either is missing nothing is awarded provisionally.
  'award.provisionalCeiling': define('evaluation', 'Ceiling of a provisional contract', countKind('pounds', 1, 250_000),
    'The most, excluding VAT, that may be awarded in all to a new provider on other evidence than a record of contracts, until an early review. Only small contracts outside the full rules of the Act. A framework names a ceiling of its own.'),
  'award.provisionalReviewMonths': define('evaluation', 'Early review of a provisional contract', countKind('months', 1, 60),
    'How long after its start a provisional contract is reviewed early, to become a full contract or to end at its end date.'),
  'standstill.voluntary': define('evaluation', 'Standstill where the law asks for none',
    choiceKind({ never: 'None', always: 'Always, for the shortest time the law allows' }),
    'Whether the authority waits before a contract that needs no standstill by law.'),

  'socialValue.consideration': define('social-value', 'When the three duties are considered',
    choiceKind({ 'above-threshold': 'Services above the threshold, as the Act says', always: 'Every exercise' }),
    'Whether an exercise may pass its plan without answers to the three duties.', law('above-threshold' as const, 'SVA12 s.1 (socialValue.act)', 'B')),
  'socialValue.minimumPercent': define('social-value', 'Least weight for social value', percentKind,
    'An exercise below it needs a reason and an approval, and is reported.'),
  'socialValue.defaultPercent': define('social-value', 'Usual weight for social value', percentKind, 'Offered when a weight is chosen.'),
  'socialValue.approver': define('social-value', 'Who agrees to a lower weight', roleKind, 'Whose agreement is needed for a weight below the least, and for leaving out of a tender what all of them say.'),

  'review.frequencies': define('reviews', 'Reviews of every contract',
    choicesKind({ monthly: 'Monthly', quarterly: 'Quarterly', 'half-yearly': 'Half-yearly', annual: 'Annual' }),
    'The schedule made when a contract begins. It cannot be empty.', papers(['quarterly', 'annual'] as const, `${REPORT} 8.9.3 (RV-04)`)),
  'review.missedAfterDays': define('reviews', 'Days after which a review is missed', countKind('days', 0, 365),
    'A review not held within this many days of its date counts as missed.', papers(14, 'RV-04: within 14 days of its date')),

  'review.checklistQuestions': define('reviews', 'Most questions in a checklist', countKind('questions', 1, 40),
    'How many questions somebody who uses a service may be asked in one checklist for a review. It holds for checklists made from then on.', law(12, 'XC-07: “brief and consist of quick and simple questions”; the papers give no number', 'C')),

  'survey.setPoints': define('reviews', 'When providers are asked', choicesKind({ 'after-award': 'After awards: everyone who bid', yearly: 'Yearly: everyone with a live contract' }),
    'The times at which a survey of providers may be opened.', papers(['after-award', 'yearly'] as const, 'RV-21: winning and losing providers, at set points; which points is for the authority to choose')),
  'survey.fewestAnswers': define('reviews', 'Fewest answers shown', countKind('answers', 4, 100),
    'What fewer providers said is never shown by itself, so that nobody can be guessed. It holds for surveys opened from then on.', law(5, 'Usual in statistics; RV-21 says only that a group of 3 is not shown', 'C')),
  'survey.publishing': define('reviews', 'Results of the provider survey', choiceKind({ public: 'Public once a survey has closed', staff: 'For staff only' }),
    'Told to providers when they are asked. It holds for surveys opened from then on; where nothing is set, results are for staff only.'),

  'payment.targetDays': define('payment', 'Target for paying', countKind('days', 1, 365),
    'Days from receipt of an invoice to its payment.', papers(14, `${REPORT} 8.6.1 (RV-18)`)),
  'payment.mostAtRiskPercent': define('payment', 'Largest share of the price at risk', percentKind,
    'A larger share paid only on results is flagged as a barrier to small providers.'),

  'retention.unsuccessfulBidYears': define('retention', 'Unsuccessful bids', countKind('years', 3, 100),
    
    'From the last award, the cancellation or the end of a challenge. Then what the bidder wrote and what was written about it are deleted, nightly; names, prices, scores, letters and receipts stay with the record of the award. Practice is one year, but the three of the Act override it.', law(3, 'IRMS; PA23 s.98 (record.practiceRetention)', 'B')),
  'retention.draftBidMonths': define('retention', 'Bids never submitted', countKind('months', 1, 120),
    'From the closing of the opportunity, and never before its procurement has ended. Then drafts are deleted, nightly. Where nothing is set, they stay.'),
  'retention.peopleYears': define('retention', 'People who have left', countKind('years', 0, 100),
    'From the day a person left, before their details are erased, nightly. Of several authorities concerned the longest time holds; six years for one that has set none. The name of somebody without an account who answered a checklist is erased as long after its review.'),
} as const;

export type PolicyKeyName = keyof typeof POLICY_KEYS;
/** The type of a policy's value: `ValueOf<'purchasing.advertiseFrom'>` is a MoneyThreshold. */
export type ValueOf<Key extends PolicyKeyName> = ValueIn<(typeof POLICY_KEYS)[Key]['kind']>;

export const POLICY_KEY_NAMES = Object.keys(POLICY_KEYS) as readonly PolicyKeyName[];
export const isPolicyKey = (text: string): text is PolicyKeyName => Object.hasOwn(POLICY_KEYS, text);
