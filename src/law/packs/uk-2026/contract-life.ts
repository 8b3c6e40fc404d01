import { cite, date, fact, plainRule } from '../../row.ts';

const SECTION_51 = [cite('PA23', 's.51')];
const KPI_SECTIONS = [cite('PA23', 'ss.52,71'), cite('PR24', 'regs 32(2)(r)-(s),39(5)')];

export const standstill = {
  mandatoryWorkingDays: fact('standstill.mandatoryWorkingDays', 'A', SECTION_51, 'The mandatory standstill is 8 working days.', { workingDays: 8 }),
  startsOn: plainRule('standstill.startsOn', 'A', SECTION_51, 'The standstill begins on the day the contract award notice is published, which is day 1 if it is a working day.'),
  contractMayBeEntered: plainRule('standstill.contractMayBeEntered', 'A', SECTION_51, 'The contract may be entered into after the last day of the standstill.'),
  voluntaryMinimum: fact('standstill.voluntaryMinimum', 'A', SECTION_51, 'A voluntary standstill is at least 8 working days.', { workingDays: 8 }),
  notMandatoryFor: fact('standstill.notMandatoryFor', 'A', SECTION_51,
    'There is no mandatory standstill for extreme urgency, section 42 regulations, a private utility’s direct award, a framework call-off, an award under a dynamic market or a light touch contract.',
    ['extremeUrgency', 'section42Regulations', 'privateUtilityDirectAward', 'frameworkCallOff', 'dynamicMarketAward', 'lightTouch']),
} as const;

export const kpis = {
  minimumCount: fact('kpi.minimumCount', 'A', KPI_SECTIONS, 'A contract with the duty has at least 3 key performance indicators.', 3),
  publishMostMaterial: fact('kpi.publishMostMaterial', 'A', KPI_SECTIONS, 'The 3 most material indicators are published in the contract details notice.', 3),
  assessEveryMonths: fact('kpi.assessEveryMonths', 'A', KPI_SECTIONS, 'Performance is assessed at least once every 12 months.', 12),
  assessOnTermination: fact('kpi.assessOnTermination', 'A', KPI_SECTIONS, 'Performance is also assessed when the contract ends.', true),
  exceptIf: plainRule('kpi.exceptIf', 'A', KPI_SECTIONS,
    'No indicators are needed if the authority considers that performance could not appropriately be assessed by them; the contract details notice says why.'),
  notFor: fact('kpi.notFor', 'A', KPI_SECTIONS, 'The duty does not apply to frameworks, concessions, light touch contracts or private utilities.',
    ['framework', 'concession', 'lightTouch', 'privateUtility']),
  ratings: fact('kpi.ratings', 'A', KPI_SECTIONS, 'Performance is rated Good, Approaching target, Requires improvement, Inadequate or Other.', [
    { label: 'Good', meaning: 'meeting or exceeding' }, { label: 'Approaching target', meaning: 'close to meeting' },
    { label: 'Requires improvement', meaning: 'below' }, { label: 'Inadequate', meaning: 'significantly below' },
    { label: 'Other', meaning: 'none of the above fits' },
  ]),
  inForceFrom: fact('kpi.inForceFrom', 'A', [cite('PA23', 's.71'), cite('SI2025-1316')], 'Publishing performance has been required since 1 January 2026.', date('2026-01-01')),
} as const;

export const payments = {
  impliedTerm: fact('payment.impliedTerm', 'A', [cite('PA23', 'ss.68,73,88')],
    'A valid, undisputed invoice is paid within 30 days beginning with the day it is received, or with a later due date it gives; the term reaches public sub-contracts at every tier and regulated below-threshold contracts.',
    { days: 30, from: 'invoiceReceivedOrLaterDueDate' }),
  validInvoice: fact('payment.validInvoice', 'A', [cite('PA23', 's.68(9)')],
    'A valid invoice gives the name of the invoicing party, a description of the supply, the sum requested and a unique number.',
    ['invoicing party name', 'description of supply', 'sum requested', 'unique identification number']),
  disputeRule: plainRule('payment.disputeRule', 'A', [cite('PA23', 's.68(4)')], 'The payee is told without undue delay if an invoice is invalid or disputed.'),
  cannotContractOut: plainRule('payment.cannotContractOut', 'A', [cite('PA23', 'ss.68(6),73(3),88(10)')], 'No contract term may set the 30-day payment rule aside.'),
} as const;

export const modifications = {
  substantialIf: fact('modification.substantialIf', 'A', [cite('PA23', 's.74(3)')],
    'A modification is substantial if it changes the term by more than 10% of the maximum term, materially changes the scope, or materially changes the economic balance in the supplier’s favour.',
    { termMoreThanPercent: 10 }),
  belowThreshold: fact('modification.belowThreshold', 'A', [cite('PA23', 's.74(4)')],
    'A below-threshold modification changes the value by no more than 10% (goods and services) or 15% (works), keeps the total of such changes below the threshold amount, and does not materially change the scope.',
    { goodsServicesMaximumPercent: 10, worksMaximumPercent: 15 }),
  permitted: fact('modification.permitted', 'A', [cite('PA23', 'Sch 8 paras 1-9')],
    'A contract may be modified where the contract and notice unambiguously provide for it; for urgency or protection of life; for unforeseeable circumstances, a known risk that has come about, or additional supplies where a change would be incompatible (each up to 50% more); and to move it to another supplier on a corporate restructuring.',
    [
      { ground: 'providedForInContract', maximumIncreasePercent: null }, { ground: 'urgencyOrProtectionOfLife', maximumIncreasePercent: null },
      { ground: 'unforeseeableCircumstances', maximumIncreasePercent: 50 }, { ground: 'materialisedKnownRisk', maximumIncreasePercent: 50 },
      { ground: 'additionalSupplies', maximumIncreasePercent: 50 }, { ground: 'corporateRestructuring', maximumIncreasePercent: null },
    ]),
  changeNoticeNotNeeded: fact('modification.changeNoticeNotNeeded', 'A', [cite('PA23', 's.75')],
    'No contract change notice is needed for a change in value within 10% (goods and services) or 15% (works), or in term within 10% of the maximum; a novation on restructuring always needs one.',
    { goodsServicesPercent: 10, worksPercent: 15, termPercent: 10 }),
  lightTouchFree: plainRule('modification.lightTouchFree', 'A', [cite('PA23', 'ss.74(2),75(6)(b)')], 'Light touch contracts may be modified without these limits and without a contract change notice.'),
  noSplitting: plainRule('modification.noSplitting', 'A', [cite('PA23', 'ss.74(7)-(8),75(4)-(5)')], 'Linked modifications are judged together.'),
} as const;

export const termination = [
  plainRule('termination.impliedGrounds', 'A', [cite('PA23', 's.78(2)')],
    'A public contract may be ended if it was awarded or modified in material breach of the Act, or if the supplier or a sub-contractor has become excluded or excludable.'),
  plainRule('termination.before', 'A', [cite('PA23', 's.78(7)-(8)')],
    'Before ending it the authority tells the supplier the ground and reasons, hears what it says, and lets a sub-contractor be replaced.'),
] as const;

export const exclusions = {
  mandatoryLookback: fact('exclusion.mandatoryLookback', 'A', [cite('PA23', 'Sch 6 para 44')], 'Mandatory grounds look back 5 years.', { years: 5 }),
  discretionaryLookback: fact('exclusion.discretionaryLookback', 'A', [cite('PA23', 'Sch 7 para 15')],
    'Discretionary grounds look back 5 years, but 3 for insolvency, potential competition infringement, professional misconduct, breach of contract and acting improperly, counted from when the decision-maker was or should have been aware.',
    { years: 5, shorterYears: 3, shorterFor: ['insolvency', 'potentialCompetitionInfringement', 'professionalMisconduct', 'breachOfContract', 'actingImproperly'] }),
  mandatory: fact('exclusion.mandatory', 'A', [cite('PA23', 'Sch 6')], 'A supplier to whom a mandatory ground applies, and is continuing or likely to recur, is excluded.', [
    'corporate manslaughter', 'terrorism', 'theft, fraud, bribery, money laundering', 'labour market, slavery, trafficking', 'organised crime', 'tax offences',
    'cartel offence', 'ancillary and overseas equivalents', 'national security (debarment only)',
    'tax penalties, abusive arrangements, defeated notifiable arrangements', 'Competition Act cartel infringement', 'failure to cooperate with investigation',
  ]),
  discretionary: fact('exclusion.discretionary', 'A', [cite('PA23', 'Sch 7')], 'A supplier to whom a discretionary ground applies may be excluded.', [
    'labour market misconduct', 'environmental misconduct', 'insolvency', 'ceased business', 'potential competition infringements', 'professional misconduct',
    'breach of contract or poor performance (including a published section 71(5) notice)', 'acting improperly in procurement', 'national security',
  ]),
  test: plainRule('exclusion.test', 'A', [cite('PA23', 'ss.26-28,57-58')],
    'A ground counts only if the circumstances continue or are likely to recur; the supplier is heard first, and may replace an associated person.'),
  notifyMinister: fact('exclusion.notifyMinister', 'A', [cite('PA23', 's.59(2)')], 'A minister is told of an exclusion within 30 days.', { days: 30 }),
  debarment: plainRule('exclusion.debarment', 'A', [cite('PA23', 'ss.57,62')],
    'A supplier on the debarment list on a mandatory ground must be excluded; on a discretionary ground it may be.'),
} as const;

export const frameworks = {
  maximumTerm: fact('framework.maximumTerm', 'A', [cite('PA23', 's.47')],
    'A framework lasts at most 4 years (8 for utilities or defence), or longer with reasons in the notice.', { years: 4, utilitiesOrDefenceYears: 8, longerWithReasons: true }),
  openFramework: fact('framework.openFramework', 'A', [cite('PA23', 's.49')],
    'An open framework lasts at most 8 years, reopens at least once in its first 3 years and then every 5; with a single supplier it lasts at most 4.',
    { maximumYears: 8, reopenWithinFirstYears: 3, thenEveryYears: 5, singleSupplierMaximumYears: 4 }),
  fees: plainRule('framework.fees', 'A', [cite('PA23', 's.45(7)')], 'A framework may charge suppliers only a fixed percentage of the value of contracts awarded.'),
  lightTouchExempt: plainRule('framework.lightTouchExempt', 'A', [cite('PA23', 'ss.45(9),46(11),47(5)(c)')],
    'The rules on framework terms, call-offs and length do not apply to light touch frameworks.'),
} as const;

export const dynamicMarkets = {
  applyAnyTime: plainRule('dynamicMarket.applyAnyTime', 'A', [cite('PA23', 's.36(6)(a)')], 'A supplier may apply to join a dynamic market at any time.'),
  noMemberCap: plainRule('dynamicMarket.noMemberCap', 'A', [cite('PA23', 's.36(7)(a)')], 'The number of members may not be limited.'),
  conditionsFixedForTerm: plainRule('dynamicMarket.conditionsFixedForTerm', 'A', [cite('PA23', 's.36(7)(b)')], 'The conditions for joining stay the same for the market’s life.'),
  considerApplicationsFirst: plainRule('dynamicMarket.considerApplicationsFirst', 'A', [cite('PA23', 's.34(4)')],
    'A bidder who has applied to join has the application considered before its tender is set aside for not being a member.'),
  giveReasons: plainRule('dynamicMarket.giveReasons', 'A', [cite('PA23', 's.36(6)(e)')], 'Applicants are told the decision and the reasons.'),
  feesOnlyOnAward: plainRule('dynamicMarket.feesOnlyOnAward', 'A', [cite('PA23', 's.38')],
    'A fee may be charged only on award, as a fixed percentage of the contract (except by utilities).'),
  notForConcessions: plainRule('dynamicMarket.notForConcessions', 'A', [cite('PA23', 's.34(7)')],
    'A dynamic market is not for concessions, except those that are also utilities contracts.'),
} as const;

export const reservedContracts = {
  supportedEmployment: plainRule('reserved.supportedEmployment', 'A', [cite('PA23', 's.32')],
    'Any contract may be reserved to supported employment providers, at least 30% of whose workforce are disabled or disadvantaged.'),
  publicServiceMutual: plainRule('reserved.publicServiceMutual', 'A', [cite('PA23', 's.33'), cite('PR24', 'reg 42')],
    'Light touch services marked R may be reserved to public service mutuals, for up to 5 years, with no comparable award in the last 3.'),
  procedure: plainRule('reserved.procedure', 'A', [cite('PA23', 'ss.32(1),33(2)')],
    'Under the full rules a competitive flexible procedure may be kept for supported employment providers or for qualifying public service mutuals; an open procedure is open to every supplier.'),
  mutualBody: plainRule('reserved.mutualBody', 'A', [cite('PA23', 's.33(6)')],
    'A public service mutual exists to deliver public services, mainly light touch services marked R; makes no profit or gives it to its members alone; and is managed and controlled by its employees.'),
} as const;
