import { cite, date, fact, plainRule, pounds, row } from '../../row.ts';
import type { MoneyTest, Regime, Threshold, ThresholdCategory } from '../../rule.ts';
import type { Citation } from '../../sources.ts';

const WORDS: Readonly<Partial<Record<ThresholdCategory, string>>> = {
  subCentralGoodsServices: 'Goods and services for councils', works: 'Works contracts', centralGoodsServices: 'Goods and services for central government',
  smallLotsGoodsServices: 'Small lots of goods and services', smallLotsWorks: 'Small lots of works', lightTouch: 'Light touch services',
};

const threshold = (regime: Regime, category: ThresholdCategory, amount: number, from: string, to: string, source: readonly Citation[]): Threshold => ({
  kind: 'threshold',
  ...row(`threshold.${category}.${from}`, 'B', source,
    `${WORDS[category]} worth £${amount.toLocaleString('en-GB')} or more net of VAT reached the European threshold.`),
  regime, category, op: '>=', amountPence: pounds(amount), basis: 'net', from: date(from), to: date(to),
});

const BEFORE = [cite('LEX2014'), cite('CANT')];
const FROM_2014 = [cite('LEX2014'), cite('GOVOPPS')];

/** The 2014 amounts ran through both Regulations: one row for each, so that a row belongs to one regime. */
const bothRegimes = (category: ThresholdCategory, amount: number): Threshold[] => [
  threshold('PCR2006', category, amount, '2014-01-01', '2015-02-25', FROM_2014),
  threshold('PCR2015', category, amount, '2015-02-26', '2015-12-31', FROM_2014),
];

/** Net of VAT, unlike the Procurement Act's. The papers give no amounts from 2016 to February 2025: none are invented here. */
export const thresholds: readonly Threshold[] = [
  threshold('PCR2006', 'subCentralGoodsServices', 173_934, '2012-01-01', '2013-12-31', BEFORE),
  threshold('PCR2006', 'works', 4_348_350, '2012-01-01', '2013-12-31', BEFORE),
  threshold('PCR2006', 'centralGoodsServices', 113_057, '2012-01-01', '2013-12-31', BEFORE),
  ...bothRegimes('subCentralGoodsServices', 172_514),
  ...bothRegimes('works', 4_322_012),
  ...bothRegimes('centralGoodsServices', 111_676),
  ...bothRegimes('smallLotsGoodsServices', 66_672),
  ...bothRegimes('smallLotsWorks', 833_400),
  // EUR 750,000 at the rate of the indicative-notice conversion.
  threshold('PCR2015', 'lightTouch', 625_050, '2015-02-26', '2015-12-31', [cite('AC-LTR'), cite('GOVOPPS')]),
];

export const moneyTests = {
  contractsFinder: {
    kind: 'moneyTest',
    ...row('money.contractsFinder', 'B', [cite('ASHFORDS'), cite('LEX-SUB'), cite('PCR15-P4', 'reg 106')],
      'From 26 February 2015 a contract worth £25,000 or more that is advertised anywhere is on Contracts Finder within 24 hours.'),
    op: '>=', amountPence: pounds(25_000), basis: 'net', from: date('2015-02-26'), to: date('2015-12-31'),
  } satisfies MoneyTest,
  transparencyContract: {
    kind: 'moneyTest',
    ...row('money.transparencyContract', 'B', [cite('LGA15'), cite('WINCH')], 'Tenders and contracts over £5,000 were published quarterly.'),
    op: '>', amountPence: pounds(5_000), basis: 'net', from: null, to: null,
  } satisfies MoneyTest,
  transparencySpend: {
    kind: 'moneyTest',
    ...row('money.transparencySpend', 'B', [cite('LGA15'), cite('WINCH')], 'Spend over £500 was published quarterly.'),
    op: '>', amountPence: pounds(500), basis: 'net', from: null, to: null,
  } satisfies MoneyTest,
} as const;

export const valueFacts = {
  basis: plainRule('value.basis', 'B', [cite('GOVOPPS')], 'Contract values and thresholds were net of VAT.'),
  euroAmounts: fact('value.euroAmounts', 'B', [cite('LEX2014'), cite('GOVOPPS'), cite('AC-LTR')],
    'In euros the 2014 threshold was 207,000 for councils’ goods and services, and 750,000 for light touch services.', { subCentralGoodsServicesEuro: 207_000, lightTouchEuro: 750_000 }),
} as const;

const tierRange = (fromPounds: number, belowPounds: number | null) => ({ fromPence: pounds(fromPounds), belowPence: belowPounds === null ? null : pounds(belowPounds) });

/** Kent's own rules, net of VAT. A `belowPence` of null ends at the European threshold of the day; the last tier starts there. */
export const localTiers = [
  fact('tier.noQuotes', 'P', [cite('BRIEF')], 'Below £8,000 no quotes were needed.', { ...tierRange(0, 8_000), quotes: 0, advertised: false, procurementPlan: false }),
  fact('tier.threeQuotes', 'B', [cite('BRIEF'), cite('KCC-OLD')], 'From £8,000 to below £50,000: three written quotes, which might be sought on the Kent Business Portal.',
    { ...tierRange(8_000, 50_000), quotes: 3, advertised: false, procurementPlan: false }),
  fact('tier.tenders', 'B', [cite('BRIEF'), cite('KCC-OLD')], 'From £50,000 to below the European threshold: advertised on the Kent Business Portal, three tenders sought, with a procurement plan.',
    { ...tierRange(50_000, null), quotes: 3, advertised: true, procurementPlan: true }),
  fact('tier.european', 'B', [cite('KCC-OLD')], 'From the European threshold: a procedure advertised in the Official Journal.', { atEuropeanThreshold: true }),
] as const;
