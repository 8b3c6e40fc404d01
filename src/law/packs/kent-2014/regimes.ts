import { cite, date, fact, plainRule, row } from '../../row.ts';
import type { Condition, Hold, MinimumPeriod, PeriodName, Regime } from '../../rule.ts';
import type { Confidence } from '#kernel/rule-note';
import type { Citation } from '../../sources.ts';

const minimum = (
  regime: Regime, procedure: 'open' | 'restricted', period: PeriodName, name: string, confidence: Confidence, source: readonly Citation[],
  when: readonly Condition[], days: number, circumstance: string,
): MinimumPeriod => ({
  kind: 'minimumPeriod',
  ...row(`minimum.${regime}.${procedure}.${period}.${name}`, confidence, source,
    `In the ${procedure} procedure the time ${period === 'tendering' ? 'to tender' : 'to ask to take part'} ${days === 0 ? 'had no minimum' : `was at least ${days} days`} ${circumstance}.`
    + (confidence === 'D' ? ' This has not been verified.' : '')),
  regime, procedure, period, when, combine: 'min', days, clock: 'calendarDay1IsNextDay',
});

const REG_15 = (at: string): readonly Citation[] => [cite('PCR06', at)];
const REG_27 = [cite('PCR15-27')];
const REG_28 = [cite('WH-TIME'), cite('LEXIS-TIME')];

/** Public Contracts Regulations 2006, to 25 February 2015. Reductions add up: 52, 45 or 47, 40. */
const periods2006: readonly MinimumPeriod[] = [
  minimum('PCR2006', 'open', 'tendering', 'standard', 'A', REG_15('reg 15(3)'), [], 52, 'in the ordinary case'),
  minimum('PCR2006', 'open', 'tendering', 'electronicNotice', 'A', REG_15('reg 15(3),(5)'), ['electronicNotice'], 45, 'when the notice was sent electronically (7 fewer)'),
  minimum('PCR2006', 'open', 'tendering', 'fullDocuments', 'A', REG_15('reg 15(3),(6)'), ['fullElectronicDocuments'], 47, 'with full electronic access to the documents (5 fewer)'),
  minimum('PCR2006', 'open', 'tendering', 'both', 'A', REG_15('reg 15(3),(5),(6)'), ['electronicNotice', 'fullElectronicDocuments'], 40, 'with both reductions (12 fewer)'),
  minimum('PCR2006', 'restricted', 'participation', 'standard', 'D', [cite('BG')], [], 37, 'in the ordinary case'),
  minimum('PCR2006', 'restricted', 'tendering', 'standard', 'D', [cite('BG')], [], 40, 'in the ordinary case'),
];

/** Public Contracts Regulations 2015, from 26 February 2015. */
const periods2015: readonly MinimumPeriod[] = [
  minimum('PCR2015', 'open', 'tendering', 'standard', 'A', REG_27, [], 35, 'in the ordinary case'),
  minimum('PCR2015', 'open', 'tendering', 'electronic', 'A', REG_27, ['electronicSubmission'], 30, 'with electronic submission'),
  minimum('PCR2015', 'open', 'tendering', 'priorInformationNotice', 'A', REG_27, ['priorInformationNotice'], 15, 'after a prior information notice'),
  minimum('PCR2015', 'open', 'tendering', 'urgent', 'A', REG_27, ['urgency'], 15, 'where urgency was duly substantiated'),
  minimum('PCR2015', 'restricted', 'participation', 'standard', 'B', REG_28, [], 30, 'in the ordinary case'),
  minimum('PCR2015', 'restricted', 'participation', 'urgent', 'B', REG_28, ['urgency'], 15, 'where urgency was duly substantiated'),
  minimum('PCR2015', 'restricted', 'tendering', 'standard', 'B', REG_28, [], 30, 'in the ordinary case'),
  minimum('PCR2015', 'restricted', 'tendering', 'electronic', 'B', REG_28, ['electronicSubmission'], 25, 'with electronic submission'),
  minimum('PCR2015', 'restricted', 'tendering', 'priorInformationNotice', 'B', REG_28, ['priorInformationNotice'], 10, 'after a prior information notice'),
  minimum('PCR2015', 'restricted', 'tendering', 'urgent', 'B', REG_28, ['urgency'], 10, 'where urgency was duly substantiated'),
  minimum('PCR2015', 'restricted', 'tendering', 'agreed', 'B', REG_28, ['timeAgreedWithAllCandidates'], 0, 'when a council agreed it with all selected candidates'),
  minimum('PCR2015', 'restricted', 'tendering', 'notAgreed', 'B', REG_28, ['timeNotAgreedWithCandidates'], 10, 'when a council sought and did not reach agreement with all candidates'),
];

export const minimumPeriods: readonly MinimumPeriod[] = [...periods2006, ...periods2015];

const standstill = (regime: Regime, name: string, days: number, when: readonly Condition[], how: string): Hold => ({
  kind: 'hold',
  ...row(`hold.${regime}.${name}`, 'D', [cite('BG')], `Standstill was ${days} calendar days after notice of the decision was sent ${how}. This has not been verified.`),
  regime, when, unless: [], days, clock: 'calendarDay1IsNextDay', startsOn: 'the day after notice of the decision was sent',
});

/** Both regimes' standstills are background knowledge: shown, never counted, until an authority confirms them. */
export const holds: readonly Hold[] = (['PCR2006', 'PCR2015'] as const).flatMap((regime) => [
  standstill(regime, 'standstillElectronic', 10, ['electronicCommunication'], 'electronically'),
  standstill(regime, 'standstillOther', 15, ['not electronicCommunication'], 'by other means'),
]);

export const regime2006 = {
  span: fact('PCR2006.span', 'B', [cite('ASHFORDS')], 'The 2006 Regulations governed procurements commenced up to 25 February 2015.', { to: date('2015-02-25') }),
  procedures: fact('PCR2006.procedures', 'B', [cite('PROCPORTAL')], 'Procedures were open, restricted, competitive dialogue and, in limited cases, negotiated.', ['open', 'restricted', 'competitiveDialogue', 'negotiated']),
  partBServices: plainRule('PCR2006.partBServices', 'B', [cite('GOVOPPS', 'note 2'), cite('LEX2014', 'note')], 'Most social, health and education services were Part B: no full procedure.'),
  restricted: fact('PCR2006.restricted', 'D', [cite('BG')], 'The restricted procedure gave 37 days to ask to take part and 40 to tender. This has not been verified.', { requestDays: 37, tenderDays: 40 }),
  standstill: fact('PCR2006.standstill', 'D', [cite('BG')], 'Standstill was 10 calendar days electronically and 15 otherwise. This has not been verified.', { electronicDays: 10, otherDays: 15 }),
  awardNotice: fact('PCR2006.awardNotice', 'D', [cite('BG')], 'The contract award notice was sent within 48 days. This has not been verified.', { days: 48 }),
  belowThreshold: plainRule('PCR2006.belowThreshold', 'B', [cite('LEX-SUB')], 'Below the threshold only the Treaty principles applied; there were no national rules.'),
} as const;

export const regime2015 = {
  span: fact('PCR2015.span', 'B', [cite('ASHFORDS')], 'The 2015 Regulations govern procurements commenced from 26 February 2015 to 23 February 2025.', { from: date('2015-02-26'), to: date('2025-02-23') }),
  restrictedAgreement: fact('PCR2015.restrictedAgreement', 'B', REG_28, 'A council may agree the time to tender with all selected candidates; failing agreement it is at least 10 days.', { byAgreement: true, failingAgreementDays: 10 }),
  priorInformationNoticeWindow: fact('PCR2015.priorInformationNoticeWindow', 'A', [cite('PCR15-27', 'reg 27(4)(b)')],
    'A prior information notice shortens the time if sent at least 35 days and not more than 12 months before the contract notice.', { minimumDays: 35, maximumMonths: 12 }),
  dynamicPurchasingSystem: fact('PCR2015.dynamicPurchasingSystem', 'C', [cite('LEXIS-TIME'), cite('PCR15-34'), cite('BG', 'the 10 and 15 working days')],
    'A dynamic purchasing system gives 30 days for requests and 10 for tenders, may be joined at any time and is free; requests are evaluated within 10 working days, extendable to 15.',
    { requestDays: 30, tenderDays: 10, joinAnyTime: true, charges: false, evaluateWithinWorkingDays: 10, extendableToWorkingDays: 15 }),
  lightTouch: fact('PCR2015.lightTouch', 'B', [cite('AC-LTR'), cite('GOVOPPS')], 'The light touch regime for social, health and similar services started at EUR 750,000, then £625,050.', { euro: 750_000, pence: 62_505_000n }),
  belowThresholdAdvert: fact('PCR2015.belowThresholdAdvert', 'B', [cite('ASHFORDS'), cite('LEX-SUB'), cite('PCR15-P4', 'reg 106')],
    'A contract worth £25,000 or more that is advertised is on Contracts Finder within 24 hours of appearing elsewhere.', { fromPence: 2_500_000n, withinHours: 24, onlyIfAdvertised: true }),
  noSuitabilityBelowThreshold: plainRule('PCR2015.noSuitabilityBelowThreshold', 'B', [cite('ASHFORDS'), cite('LEX-SUB'), cite('BRIEF')], 'No pre-qualification questionnaire may be used below the threshold.'),
  payment: fact('PCR2015.payment', 'B', [cite('LEX-113'), cite('GUHG')], 'Invoices are paid within 30 days through the whole supply chain, and statistics are published.', { days: 30, throughSupplyChain: true, publishStatistics: true }),
  lots: plainRule('PCR2015.lots', 'B', [cite('AC-LTR')], 'Divide a contract into lots, or give reasons.'),
  award: plainRule('PCR2015.award', 'B', [cite('SHMA')], 'The award goes to the most economically advantageous tender.'),
  standstill: fact('PCR2015.standstill', 'D', [cite('BG')], 'Standstill was 10 calendar days electronically and 15 otherwise. This has not been verified.', { electronicDays: 10, otherDays: 15 }),
  awardNotice: fact('PCR2015.awardNotice', 'D', [cite('BG')], 'The contract award notice was sent within 30 days. This has not been verified.', { days: 30 }),
} as const;
