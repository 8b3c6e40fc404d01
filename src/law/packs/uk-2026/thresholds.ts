import { cite, date, fact, pounds, row } from '../../row.ts';
import type { MoneyTest, Threshold, ThresholdCategory } from '../../rule.ts';
import type { Confidence } from '#kernel/rule-note';
import type { Citation } from '../../sources.ts';

interface Version {
  readonly from: string;
  readonly to: string | null;
  readonly source: readonly Citation[];
  readonly confidence: Confidence;
  /** Whole pounds including VAT. */
  readonly amounts: Readonly<Partial<Record<ThresholdCategory, number>>>;
}

const VERSIONS: readonly Version[] = [
  {
    from: '2026-01-01', to: null, source: [cite('SI2025-1200', 'reg 2(3)')], confidence: 'A',
    amounts: {
      works: 5_193_000, concession: 5_193_000, lightTouchConcession: 5_372_609, lightTouch: 663_540, centralGoodsServices: 135_018,
      subCentralGoodsServices: 207_720, utilitiesGoodsServices: 415_440, utilitiesWorks: 5_193_000, utilitiesLightTouch: 884_720,
      defenceGoodsServices: 415_440, defenceWorks: 5_193_000,
    },
  },
  {
    from: '2025-02-24', to: '2025-12-31', source: [cite('SI2025-163')], confidence: 'B',
    amounts: {
      works: 5_372_609, concession: 5_372_609, lightTouchConcession: 5_372_609, lightTouch: 663_540, centralGoodsServices: 139_688,
      subCentralGoodsServices: 214_904, utilitiesGoodsServices: 429_809, utilitiesWorks: 5_372_609, utilitiesLightTouch: 884_720,
      defenceGoodsServices: 429_809, defenceWorks: 5_372_609,
    },
  },
];

const CATEGORY_WORDS: Readonly<Partial<Record<ThresholdCategory, string>>> = {
  works: 'Works contracts', concession: 'Concessions', lightTouchConcession: 'Light touch concessions', lightTouch: 'Light touch services (social and similar services)',
  centralGoodsServices: 'Goods and services for central government', subCentralGoodsServices: 'Goods and services for councils and other sub-central authorities',
  utilitiesGoodsServices: 'Utilities goods and services', utilitiesWorks: 'Utilities works', utilitiesLightTouch: 'Utilities light touch services',
  defenceGoodsServices: 'Defence goods and services', defenceWorks: 'Defence works',
};

/** "£207,720" for a statement; the amount a program reads is `amountPence`. */
const shown = (amount: number): string => `£${amount.toLocaleString('en-GB')}`;

export const thresholds: readonly Threshold[] = VERSIONS.flatMap((version) =>
  Object.entries(version.amounts).map(([category, amount]): Threshold => ({
    kind: 'threshold',
    ...row(`threshold.${category}.${version.from}`, version.confidence, version.source,
      `${CATEGORY_WORDS[category as ThresholdCategory]} worth ${shown(amount)} or more including VAT are covered by the Procurement Act.`),
    regime: 'PA2023', category: category as ThresholdCategory, op: '>=', amountPence: pounds(amount), basis: 'gross',
    from: date(version.from), to: version.to === null ? null : date(version.to),
  })));

interface MoneyTestOptions { readonly op: '>=' | '>'; readonly basis?: 'gross' | 'net'; readonly from?: string; readonly to?: string }

const moneyTest = (
  id: string, confidence: Confidence, source: readonly Citation[], statement: string, amount: number, options: MoneyTestOptions,
): MoneyTest => ({
  kind: 'moneyTest', ...row(id, confidence, source, statement), op: options.op, amountPence: pounds(amount), basis: options.basis ?? 'gross',
  from: options.from ? date(options.from) : null, to: options.to ? date(options.to) : null,
});

/** Money tests that a program asks by name. All Procurement Act values include VAT (s.123(2)). */
export const moneyTests = {
  notifiableBelowThreshold: moneyTest('money.notifiableBelowThreshold', 'A', [cite('PA23', 's.87(4)')],
    'A below-threshold contract of a council is notifiable when it is worth £30,000 or more including VAT.', 30_000, { op: '>=' }),
  notifiableBelowThresholdCentral: moneyTest('money.notifiableBelowThresholdCentral', 'A', [cite('PA23', 's.87(4)')],
    'A below-threshold contract of a central government authority is notifiable when it is worth £12,000 or more including VAT.', 12_000, { op: '>=' }),
  pipelineAuthoritySpend: moneyTest('money.pipelineAuthoritySpend', 'A', [cite('PA23', 's.93')],
    'An authority that expects to pay more than £100 million under relevant contracts in the coming financial year publishes a pipeline notice.', 100_000_000, { op: '>' }),
  pipelineContract: moneyTest('money.pipelineContract', 'A', [cite('PA23', 's.93')],
    'The pipeline notice lists each public contract estimated at more than £2 million.', 2_000_000, { op: '>' }),
  kpi: moneyTest('money.kpi', 'A', [cite('PA23', 's.52(1)')],
    'A public contract estimated at more than £5 million has at least three key performance indicators.', 5_000_000, { op: '>' }),
  contractCopy: moneyTest('money.contractCopy', 'A', [cite('PA23', 's.53(3)')],
    'A copy of a public contract estimated at more than £5 million is published.', 5_000_000, { op: '>' }),
  modificationCopy: moneyTest('money.modificationCopy', 'A', [cite('PA23', 's.77'), cite('PR24', 'reg 40')],
    'A copy of a modification is published when the contract is estimated at more than £5 million.', 5_000_000, { op: '>' }),
  unsuccessfulNames: moneyTest('money.unsuccessfulNames', 'A', [cite('PR24', 'reg 27(2)(o)')],
    'Above £5 million the contract award notice names each unsuccessful supplier whose tender was assessed; up to £5 million it gives counts.', 5_000_000, { op: '>' }),
  paymentPublication: moneyTest('money.paymentPublication', 'A', [cite('PA23', 's.70'), cite('BJ-S70')],
    'A payment of more than £30,000 including VAT under a public contract procured from 1 April 2026 is published each quarter.', 30_000, { op: '>', from: '2026-04-01' }),
  worksSuitability2026: moneyTest('money.worksSuitability.2026-01-01', 'A', [cite('SI2025-1200', 'reg 2(2) amending s.85(3)')],
    'A council may use a suitability stage for below-threshold works worth £207,720 or more.', 207_720, { op: '>=', from: '2026-01-01' }),
  worksSuitabilityCentral2026: moneyTest('money.worksSuitabilityCentral.2026-01-01', 'A', [cite('SI2025-1200', 'reg 2(2) amending s.85(3)')],
    'A central government authority may use a suitability stage for below-threshold works worth £135,018 or more.', 135_018, { op: '>=', from: '2026-01-01' }),
  worksSuitability2025: moneyTest('money.worksSuitability.2025-02-24', 'A', [cite('PA23', 's.85(3) unamended')],
    'A council could use a suitability stage for below-threshold works worth £213,477 or more.', 213_477, { op: '>=', from: '2025-02-24', to: '2025-12-31' }),
  worksSuitabilityCentral2025: moneyTest('money.worksSuitabilityCentral.2025-02-24', 'A', [cite('PA23', 's.85(3) unamended')],
    'A central government authority could use a suitability stage for below-threshold works worth £138,760 or more.', 138_760, { op: '>=', from: '2025-02-24', to: '2025-12-31' }),
  transparencySpend: moneyTest('money.transparencySpend', 'B', [cite('LGA15'), cite('LGTC')],
    'Each spend of more than £500, net of recoverable VAT, is published quarterly.', 500, { op: '>', basis: 'net' }),
  transparencySpendRecommended: moneyTest('money.transparencySpendRecommended', 'B', [cite('LGA15'), cite('LGTC')],
    'The Transparency Code recommends publishing each spend of more than £250.', 250, { op: '>', basis: 'net' }),
  transparencyInvitation: moneyTest('money.transparencyInvitation', 'B', [cite('LGA15'), cite('LGTC')],
    'Each invitation to tender for a contract worth more than £5,000 is published quarterly.', 5_000, { op: '>', basis: 'net' }),
  transparencyContract: moneyTest('money.transparencyContract', 'B', [cite('LGA15'), cite('LGTC')],
    'Each contract worth more than £5,000 is in the published contracts register.', 5_000, { op: '>', basis: 'net' }),
  healthConsiderableChange: moneyTest('money.healthConsiderableChange', 'A', [cite('PSR23', 'reg 6(10)')],
    'A health services contract changes considerably when its lifetime value rises by £500,000 or more and by 25% or more.', 500_000, { op: '>=' }),
  healthModificationNotice: moneyTest('money.healthModificationNotice', 'A', [cite('PSR23', 'reg 13(4)-(5)')],
    'A modification notice is owed when changes attributable to the authority reach £500,000 in total.', 500_000, { op: '>=' }),
  subsidySchemeAward: moneyTest('money.subsidySchemeAward', 'B', [cite('SCA22', 's.33')],
    'A subsidy of more than £100,000 under a scheme is entered in the subsidy database.', 100_000, { op: '>' }),
  minimalFinancialAssistance: moneyTest('money.minimalFinancialAssistance', 'D', [cite('BG')],
    'Minimal financial assistance may not pass £315,000 over three financial years. This has not been verified.', 315_000, { op: '>' }),
} as const;

export const thresholdFacts = {
  nextReview: fact('threshold.nextReview', 'B', [cite('WEIGHTMANS')],
    'Thresholds are reviewed every two years; the next amounts are expected on 1 January 2028.', { on: date('2028-01-01'), everyYears: 2 }),
  pinning: fact('threshold.pinning', 'A', [cite('SI2025-1200', 'reg 3(2)')],
    'A procurement keeps the rules and thresholds of the day it commenced: the first of a tender notice, a transparency notice, a below-threshold tender notice, inviting tenders below threshold, or contacting a supplier to commence a below-threshold award.',
    ['tenderNoticePublished', 'transparencyNoticePublished', 'belowThresholdTenderNoticePublished', 'belowThresholdTendersInvited', 'supplierContactedToCommence']),
  regimeSwitch: fact('threshold.regimeSwitch', 'B', [cite('FTS-TYPES'), cite('LUPC'), cite('EOECPH')],
    'The Procurement Act applies to procurements commenced from 24 February 2025; earlier ones, and their contracts and call-offs, stay under the 2015 Regulations for life, and dynamic purchasing systems may run to 23 February 2029 at the latest.',
    { from: date('2025-02-24'), lastDayOfDynamicPurchasingSystems: date('2029-02-23') }),
} as const;
