/** What people call each group of rules in the packs; a group that is not here would show its program name, and a test says so. */
export const TOPICS: Readonly<Record<string, string>> = {
  thresholds: 'Thresholds', thresholdFacts: 'Thresholds', moneyTests: 'Other amounts of money', valueFacts: 'Estimating value', valuation: 'Estimating value',
  definitions: 'Definitions', directAwardJustifications: 'Direct award', modifyDuringProcurement: 'Changing a procurement', preconditions: 'Before tendering',
  procedures: 'Procedures', publicationRules: 'Publication', deadlines: 'Deadlines', holds: 'Standstill', standstill: 'Standstill', minimumPeriods: 'Time to tender',
  noticeFacts: 'Notices', notices: 'Notices', sequences: 'Order of notices', dynamicMarkets: 'Dynamic markets', exclusions: 'Exclusion of suppliers',
  frameworks: 'Frameworks', kpis: 'Key performance indicators', modifications: 'Changing a contract', payments: 'Payment', localPayment: 'Payment',
  reservedContracts: 'Reserved contracts', termination: 'Ending a contract', belowThreshold: 'Below the threshold', healthServices: 'Health care services',
  oversight: 'Oversight and remedies', remedies: 'Oversight and remedies', records: 'Records', transparencyCode: 'Transparency Code', transparency: 'Transparency Code',
  changes2026: 'What changed and when', timeline: 'What changed and when', policyNotesCentralOnly: 'Policy notes of central government',
  socialValue: 'Social value', socialValueAct: 'Social value', localGovernment: 'Decisions of councils', localOverlayKent: 'Kent’s own rules', localTiers: 'Kent’s own rules',
  otherDuties: 'Other duties', bestValue: 'Other duties', staffTransfer: 'Staff transfer', practiceDefaults: 'Practice', localPractice: 'Practice',
  priceFormulas: 'Price formulas', regime2006: 'Regulations of 2006', regime2015: 'Regulations of 2015', evidence: 'Evidence of the time',
};
