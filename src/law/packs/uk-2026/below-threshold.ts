import { cite, date, fact, plainRule } from '../../row.ts';

export const belowThreshold = {
  tenderingTime: plainRule('belowThreshold.tenderingTime', 'A', [cite('PA23', 's.87(6)')],
    'Below the threshold the time to tender is reasonable and the same for every supplier; the Act gives no number of days.'),
  noSuitabilityStage: plainRule('belowThreshold.noSuitabilityStage', 'A', [cite('PA23', 's.85')],
    'Below the threshold nobody may be kept from tendering by a suitability stage, except for works at or above the section 85(3) amount.'),
  noticeTrigger: plainRule('belowThreshold.noticeTrigger', 'A', [cite('PA23', 's.87(1)-(2)')],
    'A below-threshold tender notice is needed only when the contract is advertised, not when chosen suppliers are invited.'),
  contractDetails: plainRule('belowThreshold.contractDetails', 'A', [cite('PA23', 's.87(3)')],
    'For a notifiable contract the contract details notice follows as soon as reasonably practicable.'),
  excluded: fact('belowThreshold.excluded', 'A', [cite('PA23', 's.84')], 'These rules do not apply to schools, concessions, utilities contracts or exempted contracts.',
    ['school', 'concession', 'utilitiesContract', 'exemptedContract']),
  supplierRegistration: fact('belowThreshold.supplierRegistration', 'B', [cite('OC-FEB26'), cite('KAEL')],
    'From 1 April 2026 the winner of a notifiable below-threshold contract holds a platform identifier at award; it is not needed to bid.', { from: date('2026-04-01'), neededAt: 'award' }),
  reservation: fact('belowThreshold.reservation', 'B', [cite('BRABNERS-RES'), cite('MHCLG-RES'), cite('LORDS-RES')],
    'From 4 February 2026 a best value authority or parish council may reserve a below-threshold contract to UK or local suppliers, small and medium-sized enterprises, VCSEs or a combination. It decides before inviting tenders and says so in the notice. Local is its whole area, alone or with whole bordering counties or London boroughs.',
    {
      from: date('2026-02-04'), options: ['ukSuppliers', 'localSuppliers', 'sme', 'vcse'], mayCombine: true, onlyBelowThreshold: true, optional: true,
      decideBeforeInviting: true, stateInNotice: true,
    }),
  supplierLocation: plainRule('belowThreshold.supplierLocation', 'B', [cite('BRABNERS-RES'), cite('MHCLG-RES')],
    'A supplier is in an area where it is based or established and has substantive business operations there; an address alone is not enough. Who owns it does not count.'),
  amendingRegulations: fact('belowThreshold.amendingRegulations', 'C', [cite('CHANGEFLOW', 'which regulation starts on which date not verified')],
    'The Procurement (Amendment) Regulations 2026 start on 24 March, 1 April and 1 October 2026; which part starts when has not been verified.',
    ['2026-03-24', '2026-04-01', '2026-10-01']),
} as const;

export const records = {
  minimum: fact('record.minimum', 'A', [cite('PA23', 's.98')],
    'Records explaining every material decision, and all communications with suppliers before the contract, are kept at least 3 years from entry into the contract, or award if it is never entered, or until a procurement termination notice.',
    { years: 3, what: ['material decisions', 'pre-contract communications with suppliers'] }),
  practiceRetention: fact('record.practiceRetention', 'B', [cite('IRMS'), cite('PA23', 's.98')],
    'In practice contracts are kept 6 years after they end and deeds 12. Practice keeps losing tenders a year, but the 3-year statutory minimum overrides it.',
    { contractEndPlusYears: 6, deedEndPlusYears: 12, unsuccessfulTenderYears: 3 }),
} as const;

export const remedies = {
  claimLimit: fact('remedy.claimLimit', 'A', [cite('PA23', 's.106')], 'A claim starts within 30 days of when the supplier knew or should have known of its grounds.', { days: 30 }),
  courtExtension: fact('remedy.courtExtension', 'A', [cite('PA23', 's.106(4)(b)')], 'A court may extend that to no more than 3 months.', { maximumMonths: 3 }),
  setAsideLongstop: fact('remedy.setAsideLongstop', 'A', [cite('PA23', 's.106(1)(b)')], 'A claim to set a contract aside cannot start more than 6 months after it was entered into.', { months: 6 }),
  automaticSuspension: plainRule('remedy.automaticSuspension', 'A', [cite('PA23', 's.101')],
    'If proceedings start and the authority is told of them during the standstill, it may not enter into the contract.'),
  smallSuppliersDuty: plainRule('remedy.smallSuppliersDuty', 'A', [cite('PA23', 's.100(5)')], 'The duty about small and medium-sized enterprises cannot be enforced by a claim.'),
} as const;

export const oversight = {
  investigation: fact('oversight.investigation', 'A', [cite('PA23', 's.108'), cite('DBW', 'Debarment_Review_Service_DRS')],
    'The Procurement Review Unit may investigate an authority, which has at least 30 days to reply.',
    { replyMinimumDays: 30, services: ['Public Procurement Review Service', 'Procurement Compliance Service', 'Debarment Review Service'] }),
} as const;

/** The Provider Selection Regime: health care services, outside the Procurement Act. */
export const healthServices = {
  scope: plainRule('health.scope', 'A', [cite('PSR23', 'reg 3'), cite('PR24', 'reg 43')],
    'A council buying health care services, such as public health, alone or as the main subject of a mixed procurement, uses the Provider Selection Regime; the Procurement Act does not apply.'),
  processes: fact('health.processes', 'A', [cite('PSR23', 'regs 6-11')], 'There are five processes: direct award A, B and C, most suitable provider, and competitive.',
    ['directAwardA', 'directAwardB', 'directAwardC', 'mostSuitableProvider', 'competitive']),
  considerableChange: fact('health.considerableChange', 'A', [cite('PSR23', 'reg 6(10)')],
    'A change is considerable if the lifetime value rises by at least £500,000 and at least 25%, or if the contract becomes materially different in character.', { atLeastPence: 50_000_000n, andAtLeastPercent: 25 }),
  mostSuitableProvider: fact('health.mostSuitableProvider', 'A', [cite('PSR23', 'reg 10(5)')], 'At least 14 days pass after the notice of intention under the most suitable provider process.', { minimumDays: 14 }),
  standstill: fact('health.standstill', 'A', [cite('PSR23', 'reg 12')],
    'The standstill starts the day after the notice and ends at midnight at the end of the eighth working day after that; after representations it runs at least 5 working days more. Weekends, Christmas Day, Good Friday, the first Monday in May and bank holidays in England do not count.',
    { workingDaysAfterStart: 8, afterRepresentationsMinimumWorkingDays: 5 }),
  awardNotice: fact('health.awardNotice', 'A', [cite('PSR23', 'regs 7-11')], 'The award notice is published within 30 days.', { days: 30 }),
  modificationNotice: fact('health.modificationNotice', 'A', [cite('PSR23', 'reg 13(4)-(5)')],
    'When changes attributable to the authority reach £500,000 in total a modification notice is published within 30 days.', { cumulativeAtLeastPence: 50_000_000n, days: 30 }),
  keyCriteria: fact('health.keyCriteria', 'A', [cite('PSR23', 'reg 5')],
    'Providers are judged on quality and innovation; value; integration, collaboration and sustainability; access, inequalities and choice; and social value.',
    ['quality and innovation', 'value', 'integration, collaboration and sustainability', 'access, inequalities and choice', 'social value']),
} as const;
