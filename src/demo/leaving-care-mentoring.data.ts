import type { NeedStory, PlanStory, SocialValueStory, SpecificationStory } from './exercise-story.ts';
import type { BidStory, OpportunityStory } from './opportunity-story.ts';
import type { Judgement } from './panel-story.ts';

export const MENTORING_NEED: NeedStory = {
  userGroup: 'Young people aged 16 to 21 who are leaving the council’s care', sizeOfNeed: '118 young people leave care in a year', levelOfNeed: 'A third are out of school, work and training a year later, three times the county’s rate',
  areas: ['E07000113', 'E07000114'], outcomes: ['A1'], budget: '£24,000', budgetYears: '3',
  evidence: [{ title: 'Where young people are a year after they leave care', source: 'Care leavers’ annual return (example)', daysAgo: 420 }],
};

export const MENTORING_SPECIFICATION: SpecificationStory = {
  summary: 'A mentor for each young person who leaves care and wants one, from six months before until two years after.',
  whoFor: 'Young people aged 16 to 21 who leave Wantshire’s care.', service: 'Volunteer mentors, recruited, trained and matched by the provider, who meet the young person each week at first and each month later.',
  standards: 'Mentors are checked, trained for two days and supervised every six weeks.',
  measures: [
    { name: 'Young people with a mentor', kind: 'output', accountability: 'how-much', unit: 'young people', target: '60', method: 'Match records', collectedBy: 'The provider, quarterly' },
    { name: 'Young people in school, work or training a year after leaving care', kind: 'outcome', accountability: 'better-off', unit: '% of those mentored', target: '80', baseline: '66', method: 'Asked by personal advisers', collectedBy: 'The council’s leaving care team', keyPerformanceIndicator: true },
  ],
};

export const MENTORING_SOCIAL_VALUE: SocialValueStory = {
  improve: 'Volunteers from the coast gain training that employers know, and young people find friends who are not paid to be with them.', secure: '12 of 100 points, and promises in the contract.',
  consult: 'Yes: the council of children in care was asked, and chose the word “mentor”.', weight: '12', weightReason: 'A fifth of quality.',
};

export const MENTORING_PLAN: PlanStory = {
  options: ['Mentors of our own, or a charity that has some. A charity costs a third less and young people trust it more.', 'Options appraisal', 'commissioner'],
  market: ['Five charities were asked; three said that they would bid.', 'Notes of calls', 'commissioner'],
  cost: ['£24,000 a year for three years, £72,000 without VAT.', 'Costing', 'finance'],
  'social-value': ['By training for volunteers.', 'Social value consideration', 'commissioner'],
  'local-business': ['No turnover test, four questions, payment each month.', 'Draft advert', 'officer'],
  lots: ['No: 118 young people are too few to divide.', 'Comparison of costs', 'officer'],
  risks: ['Too few volunteers: the provider starts with twenty and pays for the rest.', 'Risk register', 'commissioner'],
  timetable: ['Advert for 20 days, award in five weeks, start a month later.', 'Plan with dates', 'officer'],
  management: ['Marcus Webb, with a review each quarter.', 'Manager’s agreement', 'manager'],
};

export const MENTORING_TENDER: OpportunityStory = {
  title: 'Mentors for young people leaving care', summary: MENTORING_SPECIFICATION.summary, description: `${MENTORING_SPECIFICATION.service}\n\n${MENTORING_SPECIFICATION.standards}`,
  areas: 'E07000113\nE07000114', cpvCodes: '85312000', lightTouch: true, valueNet: '72000', valueGross: '86400', years: 3, extensionMonths: '12', preset: '60-40-nested', platformNumber: '072310', lots: [],
  documents: [{ title: 'Specification', name: 'specification.txt', words: `${MENTORING_SPECIFICATION.summary}\n\n${MENTORING_SPECIFICATION.service}\n` }],
  questions: [
    { section: 'Your mentors', text: 'How do you find, train and keep mentors?', purpose: 'A mentor who leaves is one more adult who left.', goodAnswer: 'Where they come from, what they learn, how many stay two years.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'Your mentors', text: 'How do you match a mentor and a young person, and what if it does not work?', purpose: 'The match is the service.', goodAnswer: 'The young person chooses; a way out without blame.', marks: '15', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What the coast gains', text: 'What will the coast gain from your contract besides the service?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};

export const MENTORING_BIDS: readonly BidStory[] = [
  { supplier: 'harbour', prices: ['72,000'], answers: [
    'Most of our forty mentors live within three miles of the young people. They train for two days with a care leaver in the room, and meet as a group every six weeks. Four in five have stayed for two years.',
    'A young person meets three mentors over chips and chooses one. Either may say after a month that it is not working; we say that this is usual, and begin again within a fortnight.',
    'By next summer twelve mentors hold a youth work certificate; six care leavers a year become mentors, with their training paid; our café on the front opens for them on Sunday afternoons.',
  ] },
  { supplier: 'lantern', prices: ['74,500'], answers: [
    'We recruit through universities. Mentors train online and have a coordinator whom they can call.',
    'Our coordinator matches by interests. If it does not work we offer another.',
    'Free places at our holiday activities for the brothers and sisters of those mentored.',
  ] },
  { supplier: 'brightway', prices: ['66,000'], answers: [
    'Mentoring is delivered by our national volunteering platform with e-learning modules.',
    'Matching uses a questionnaire. Rematching is available through the helpline.',
    'Brightway offsets the carbon of all travel.',
  ] },
];

/** By supplier, in the order of the questions. */
export const MENTORING_JUDGEMENTS: Readonly<Record<string, readonly Judgement[]>> = {
  harbour: [
    { score: '4.5', reason: 'All that was asked, with numbers that we could check.', strength: 'A care leaver trains the mentors, and four in five stay two years.', improvement: 'Say what you do about the fifth who leave.' },
    { score: '5', reason: 'The young person chooses, and a way out is part of the plan.', strength: 'Choosing among three, and no blame when it fails.', improvement: 'Say who stays in touch in the fortnight between.' },
    { score: '4.5', reason: 'Three promises with numbers and dates.', strength: 'Care leavers become mentors with their training paid.', improvement: 'Say how many Sundays.' },
  ],
  lantern: [
    { score: '3', reason: 'Met in the main. Students leave when they graduate, and the answer does not say what happens then.', strength: 'A coordinator whom mentors can always call.', improvement: 'Show how many mentors stay for two years.' },
    { score: '2.5', reason: 'Matched by staff; the young person’s choice is not described.', strength: 'Another match is always offered.', improvement: 'Let the young person choose, and say how.' },
    { score: '3', reason: 'Welcome, without a number.', strength: 'Thinks of brothers and sisters.', improvement: 'Say how many places, and for how long.' },
  ],
  brightway: [
    { score: '2', reason: 'Training is described; keeping mentors is not.', strength: 'Reaches volunteers whom local charities do not.', improvement: 'Say who supervises mentors here.' },
    { score: '2', reason: 'A questionnaire is not a choice.', strength: 'A helpline that is open every day.', improvement: 'Describe a first meeting.' },
    { score: '1', reason: 'Nothing for the coast itself.', strength: 'Travel is counted.', improvement: 'Promise something here, with a number.' },
  ],
};

/** What the quarterly reviews found, in turn. */
export const MENTORING_REVIEWS = [
  {
    results: '31 young people have a mentor, of 60 by the end of the year. Nobody has lost one.', issues: 'Too few men among the mentors.',
    actions: 'Harbour asks at the football club and the lifeboat station.',
  },
  {
    results: '48 young people have a mentor. Of 12 who left care last winter 10 are in school, work or training. Five mentors hold the certificate, of twelve promised.',
    issues: 'The certificate course was full until September.', actions: 'The college keeps eight places in the next one.',
  },
] as const;
