import { cite, row } from '../../row.ts';
import type { ClockName, Condition, Deadline, Event, Hold, MinimumPeriod, NoticeCode, PeriodName } from '../../rule.ts';
import type { Confidence } from '#kernel/rule-note';
import type { Citation } from '../../sources.ts';

const SECTION_54 = [cite('PA23', 's.54(2)-(5)')];

const minimum = (period: PeriodName, name: string, when: readonly Condition[], days: number, circumstance: string): MinimumPeriod => ({
  kind: 'minimumPeriod',
  ...row(`minimum.${period}.${name}`, 'A', SECTION_54,
    `The ${period} period ${days === 0 ? 'has no minimum' : `is at least ${days} days`} ${circumstance}. The shortest minimum that applies is the one that counts.`),
  regime: 'PA2023', procedure: 'any', period, when, combine: 'min', days, clock: 'calendarDay1IsNextDay',
});

/** PA 2023 s.54: two tables of circumstances; s.54(5) takes the shortest that applies. */
export const minimumPeriods: readonly MinimumPeriod[] = [
  minimum('participation', 'lightTouch', ['lightTouch'], 0, 'for a light touch contract'),
  minimum('participation', 'urgency', ['urgency'], 10, 'where there is a state of urgency'),
  minimum('participation', 'otherwise', [], 25, 'in any other case'),
  minimum('tendering', 'lightTouch', ['lightTouch'], 0, 'for a light touch contract'),
  minimum('tendering', 'negotiated', ['not centralGovernment', 'negotiatedTenderingPeriod'], 0, 'when it is negotiated with the pre-selected suppliers (not central government)'),
  minimum('tendering', 'negotiatedUtilities', ['utilities', 'negotiatedTenderingPeriod'], 0, 'when it is negotiated for a utilities contract'),
  minimum('tendering', 'preselected', ['not centralGovernment', 'onlyPreselectedSuppliers'], 10, 'when only pre-selected suppliers may tender (not central government)'),
  minimum('tendering', 'preselectedUtilities', ['utilities', 'onlyPreselectedSuppliers'], 10, 'when only pre-selected suppliers may tender for a utilities contract'),
  minimum('tendering', 'qualifyingPlannedNotice', ['qualifyingPlannedNotice'], 10, 'after a qualifying planned procurement notice'),
  minimum('tendering', 'urgency', ['urgency'], 10, 'where there is a state of urgency'),
  minimum('tendering', 'dynamicMarket', ['dynamicMarketAward'], 10, 'for an award by reference to a dynamic market'),
  minimum('tendering', 'electronicAllDocuments', ['electronicSubmission', 'allDocumentsWithNotice'], 25, 'with electronic submission and all documents given with the notice'),
  minimum('tendering', 'electronicLaterDocuments', ['electronicSubmission', 'not allDocumentsWithNotice'], 30, 'with electronic submission and documents still to come'),
  minimum('tendering', 'paperAllDocuments', ['not electronicSubmission', 'allDocumentsWithNotice'], 30, 'without electronic submission, all documents given with the notice'),
  minimum('tendering', 'paperLaterDocuments', ['not electronicSubmission', 'not allDocumentsWithNotice'], 35, 'without electronic submission and with documents still to come'),
  {
    kind: 'minimumPeriod',
    ...row('minimum.mostSuitableProviderNotice', 'A', [cite('PSR23', 'reg 10(5)')],
      'Under the most suitable provider process at least 14 days pass between the notice of intention and the next step.'),
    regime: 'PSR', procedure: 'any', period: 'mostSuitableProviderNotice', when: [], combine: 'min', days: 14, clock: 'calendarDay1IsNextDay',
  },
];

interface DeadlineOptions {
  readonly notice?: NoticeCode;
  readonly when?: readonly Condition[];
  readonly unit?: Deadline['unit'];
  readonly clock?: ClockName | null;
}

const deadline = (
  id: string, confidence: Confidence, source: readonly Citation[], statement: string, count: number, from: Event, options: DeadlineOptions = {},
): Deadline => ({
  kind: 'deadline', ...row(id, confidence, source, statement), notice: options.notice ?? null, when: options.when ?? [], count, from,
  unit: options.unit ?? 'days', clock: options.clock === undefined ? 'calendarInclusive' : options.clock,
});

const MONTHS = { unit: 'months', clock: 'monthsAndFinancialYears' } as const;
const YEARS = { unit: 'years', clock: 'monthsAndFinancialYears' } as const;

export const deadlines = {
  pipelineNotice: deadline('deadline.UK1', 'A', [cite('PA23', 's.93'), cite('PR24', 'reg 15'), cite('FTS-TYPES')],
    'The pipeline notice is published within 56 days beginning with 1 April: by 26 May.', 56, 'financialYearStart', { notice: 'UK1' }),
  contractDetails: deadline('deadline.UK7', 'A', [cite('PA23', 's.53'), cite('PR24', 'regs 32-36')],
    'The contract details notice is published within 30 days beginning with the day the contract is entered into.', 30, 'contractEntered', { notice: 'UK7', when: ['not lightTouch'] }),
  contractDetailsLightTouch: deadline('deadline.UK7.lightTouch', 'A', [cite('PA23', 's.53'), cite('PR24', 'regs 32-36')],
    'For a light touch contract the contract details notice is published within 120 days beginning with the day the contract is entered into.', 120, 'contractEntered', { notice: 'UK7', when: ['lightTouch'] }),
  contractCopy: deadline('deadline.contractCopy', 'A', [cite('PA23', 's.53(3)')],
    'A copy of a contract over £5 million is published within 90 days beginning with the day it is entered into.', 90, 'contractEntered', { when: ['not lightTouch'] }),
  contractCopyLightTouch: deadline('deadline.contractCopy.lightTouch', 'A', [cite('PA23', 's.53(3)')],
    'A copy of a light touch contract over £5 million is published within 180 days beginning with the day it is entered into.', 180, 'contractEntered', { when: ['lightTouch'] }),
  paymentsOver30000: deadline('deadline.UK8', 'B', [cite('PA23', 's.70'), cite('SI2025-1316'), cite('BJ-S70')],
    'Payments over £30,000 are published within 30 days beginning with the last day of the quarter.', 30, 'quarterEnd', { notice: 'UK8' }),
  performanceYearly: deadline('deadline.UK9.yearly', 'A', [cite('PA23', 's.71'), cite('PR24', 'reg 39')],
    'Performance against key performance indicators is assessed and published at least once in each 12 months of the contract, and when it ends.', 12, 'contractEntered', { notice: 'UK9', ...MONTHS }),
  performanceBreach: deadline('deadline.UK9.breach', 'A', [cite('PA23', 's.71(5)'), cite('PR24', 'reg 39')],
    'A breach or failure under section 71(5) is published within 30 days beginning with the day that subsection first applies.', 30, 'breachArose', { notice: 'UK9', when: ['not lightTouch'] }),
  modificationCopy: deadline('deadline.modificationCopy', 'A', [cite('PA23', 's.77'), cite('PR24', 'reg 40')],
    'A copy of a modification of a contract over £5 million is published within 90 days beginning with the day the modification is made.', 90, 'modificationMade', { notice: 'UK10' }),
  contractTermination: deadline('deadline.UK11', 'A', [cite('PA23', 's.80'), cite('PR24', 'reg 41')],
    'The contract termination notice is published within 30 days beginning with the day the contract ends.', 30, 'contractTerminated', { notice: 'UK11' }),
  paymentsCompliance: deadline('deadline.UK17', 'A', [cite('PA23', 's.69'), cite('PR24', 'reg 38'), cite('SI2025-1316')],
    'The payments compliance notice is published within 30 days beginning with the last day of the half-year.', 30, 'reportingPeriodEnd', { notice: 'UK17' }),
  payment: deadline('deadline.payment', 'A', [cite('PA23', 'ss.68,73,88')],
    'A valid, undisputed invoice is paid within 30 days beginning with the day it is received, or with its due date if later; the same term reaches every tier of public sub-contract. Payments compliance figures count differently: there day 1 is the day after.', 30, 'invoiceReceived'),
  exclusionToMinister: deadline('deadline.exclusionToMinister', 'A', [cite('PA23', 's.59(2)')],
    'A minister is told of an exclusion within 30 days.', 30, 'exclusionDecided'),
  claim: deadline('deadline.claim', 'A', [cite('PA23', 's.106')], 'A claim starts within 30 days of when the supplier knew or should have known of its grounds.', 30, 'claimKnown'),
  claimExtension: deadline('deadline.claimExtension', 'A', [cite('PA23', 's.106(4)(b)')], 'A court may extend the time for a claim to no more than 3 months.', 3, 'claimKnown', MONTHS),
  setAsideLongstop: deadline('deadline.setAsideLongstop', 'A', [cite('PA23', 's.106(1)(b)')], 'A contract cannot be set aside on a claim started more than 6 months after it was entered into.', 6, 'contractEntered', MONTHS),
  records: deadline('deadline.records', 'A', [cite('PA23', 's.98')], 'Records are kept for at least 3 years from the day the contract is entered into, or awarded if it never is.', 3, 'contractEntered', YEARS),
  investigationReply: deadline('deadline.investigationReply', 'A', [cite('PA23', 's.108'), cite('DBW')], 'An authority under investigation has at least 30 days to reply.', 30, 'investigationNotice'),
  healthAward: deadline('deadline.healthAward', 'A', [cite('PSR23', 'regs 7-11')], 'A health services award notice is published within 30 days of the award.', 30, 'contractAwarded'),
  healthModification: deadline('deadline.healthModification', 'A', [cite('PSR23', 'reg 13(4)-(5)')], 'A health services modification notice is published within 30 days of the modification.', 30, 'modificationMade'),
  keyDecision: deadline('deadline.keyDecision', 'A', [cite('SI2012-2089', 'reg 9(2)')], 'A key decision is published at least 28 clear days before it is taken.', 28, 'decisionNoticePublished', { unit: 'clearDays', clock: 'clearDays' }),
  privateMeeting: deadline('deadline.privateMeeting', 'A', [cite('SI2012-2089', 'reg 5')], 'A private meeting is announced at least 28 clear days ahead.', 28, 'decisionNoticePublished', { unit: 'clearDays', clock: 'clearDays' }),
  privateMeetingSecond: deadline('deadline.privateMeetingSecond', 'A', [cite('SI2012-2089', 'reg 5')], 'A further notice of a private meeting is given at least 5 clear days ahead.', 5, 'decisionNoticePublished', { unit: 'clearDays', clock: 'clearDays' }),
  agenda: deadline('deadline.agenda', 'A', [cite('SI2012-2089', 'regs 6-7')], 'An agenda and its reports are available at least 5 clear days before the meeting.', 5, 'agendaPublished', { unit: 'clearDays', clock: 'clearDays' }),
  generalException: deadline('deadline.generalException', 'A', [cite('SI2012-2089', 'reg 10')], 'A key decision that could not be published for 28 clear days may be taken after 5 clear days’ notice to the scrutiny chair.', 5, 'decisionNoticePublished', { unit: 'clearDays', clock: 'clearDays' }),
  staffTransferInformation: deadline('deadline.staffTransferInformation', 'B', [cite('TUPE06', 'reg 11'), cite('XPERT-TUPE')], 'Employee liability information is given at least 28 days before staff transfer.', -28, 'transferOfStaff', { clock: null }),
  subsidyDatabase: deadline('deadline.subsidyDatabase', 'B', [cite('SCA22', 's.33')], 'A subsidy is entered in the database within 3 months.', 3, 'awardSubsidy', MONTHS),
  freedomOfInformation: deadline('deadline.freedomOfInformation', 'D', [cite('BG')], 'A freedom of information request is answered within 20 working days. This has not been verified.', 20, 'requestReceived', { unit: 'workingDays', clock: null }),
} as const;

export const holds: readonly Hold[] = [
  {
    kind: 'hold',
    ...row('hold.standstill', 'A', [cite('PA23', 's.51')],
      'A contract may not be entered into until 8 working days have passed, beginning with the day the contract award notice is published.'),
    regime: 'PA2023', when: [],
    unless: ['extremeUrgency', 'section42Regulations', 'privateUtilityDirectAward', 'frameworkCallOff', 'dynamicMarketAward', 'lightTouch'],
    days: 8, clock: 'workingDaysAnyUkHoliday', startsOn: 'the day the contract award notice (UK6) is published',
  },
  {
    kind: 'hold',
    ...row('hold.healthStandstill', 'A', [cite('PSR23', 'reg 12')],
      'A health services standstill begins the day after the notice and ends at midnight at the end of the eighth working day after that.'),
    regime: 'PSR', when: ['not healthServiceRepresentations'], unless: [], days: 8, clock: 'workingDaysEnglandFromNextDay', startsOn: 'the day after the notice of intention to award',
  },
];
