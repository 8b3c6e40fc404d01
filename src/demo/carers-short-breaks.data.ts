import type { NeedStory, PlanStory, SocialValueStory, SpecificationStory } from './exercise-story.ts';

export const CARERS_NEED: NeedStory = {
  userGroup: 'Adults who care without pay for a relative or friend for 20 hours a week or more',
  sizeOfNeed: '9,800 carers in the county say that they had no break of a day or more in the past year',
  levelOfNeed: 'Two in five say that caring has made them ill; one in nine stopped caring in the year, and the person they cared for moved into a home',
  areas: ['E07000106', 'E07000108', 'E07000113', 'E07000114'], outcomes: ['C1'], budget: '£480,000', budgetYears: '4',
  evidence: [
    { title: 'Carers who had no break in the past year', source: 'Survey of adult carers in Wantshire (example)', daysAgo: 210 },
    { title: 'What carers asked for: a day at a time, at short notice, near home', source: 'Notes of three carers’ forums (example)', daysAgo: 95 },
  ],
};

export const CARERS_SPECIFICATION: SpecificationStory = {
  summary: 'Short breaks of a few hours to two days for adult carers, booked by the carer, at home or away, while the person they care for is looked after by somebody they know.',
  whoFor: 'Adult carers who live in Wantshire, first those who have had no break in the past six months.',
  service: 'The provider keeps a bank of trained care workers and trusted venues, answers a request within two working days, and matches the same worker to the same family where it can. Breaks are offered on weekdays, at weekends and overnight. A carer may bank unused hours for three months.',
  standards: 'Registered with the Care Quality Commission. Workers are paid for travel time. Complaints are answered within ten working days and reported to us each quarter.',
  measures: [
    { name: 'Breaks taken', kind: 'output', accountability: 'how-much', unit: 'breaks a year', target: '2400', method: 'Counted from bookings', collectedBy: 'The provider, monthly' },
    { name: 'Breaks given on the day the carer asked for', kind: 'output', accountability: 'how-well', unit: '% of breaks', target: '85', method: 'Bookings against requests', collectedBy: 'The provider, monthly', keyPerformanceIndicator: true },
    { name: 'Carers who say that they can go on caring', kind: 'outcome', accountability: 'better-off', unit: '% of carers asked', target: '80', baseline: '61', method: 'The same five questions before and six months after the first break', collectedBy: 'The council’s survey team', keyPerformanceIndicator: true },
  ],
};

export const CARERS_SOCIAL_VALUE: SocialValueStory = {
  improve: 'Carers who work can keep their jobs, care work becomes steadier, and the money stays with people who live here if small local providers can take part.',
  secure: 'A fifth of the marks for quality are for social value, so 12 points of the whole. Bidders say what they will do, and what they promise is written into the contract as measures.',
  consult: 'Yes. Three carers’ forums and eleven providers were asked in the summer; what they said is among the evidence.',
  weight: '12', weightReason: '20% of quality, where quality is 60: 12 of 100 points, above our least of 10.',
};

/** Five of the nine: the rest is still being written. */
export const CARERS_PLAN: PlanStory = {
  options: ['Direct payments alone, an in-house service, joining a neighbour’s contract, and a new contract. Direct payments stay for those who want them; too few carers use them to find a worker at short notice. A new contract with a bank of workers costs least for each break.', 'Options appraisal, version 3', 'commissioner'],
  market: ['Eleven providers came to a market morning. Four could do all of it; seven would take part in one area or as partners. All asked for more than a year’s certainty.', 'Notes of the market morning', 'commissioner'],
  cost: ['2,400 breaks a year at an average of £50 is £120,000, from the carers’ budget. Four years with the extension come to £480,000 without VAT.', 'Costing agreed with finance', 'finance'],
  'social-value': ['By the marks given to it, and by lots small enough for local providers.', 'Social value consideration', 'commissioner'],
  lots: ['Two lots by area are likely. We are asking whether the coast and the towns need different hours.', 'Draft lot map', 'officer'],
};
