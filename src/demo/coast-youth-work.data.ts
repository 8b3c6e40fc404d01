import type { NeedStory, PlanStory, SocialValueStory, SpecificationStory } from './exercise-story.ts';
import type { BidStory, OpportunityStory } from './opportunity-story.ts';

export const COAST_NEED: NeedStory = {
  userGroup: 'Young people aged 11 to 19 in the coastal towns, first those who are not in school, work or training',
  sizeOfNeed: '6,200 young people live in the five coastal wards; 540 are not in school, work or training',
  levelOfNeed: 'Twice the county’s rate of first entries to the youth justice system, and the lowest youth club attendance in the county',
  areas: ['E07000113', 'E07000114'], outcomes: ['A1', 'B1'], budget: '£60,000', budgetYears: '3',
  evidence: [
    { title: 'First entries to the youth justice system, by ward', source: 'Community safety partnership (example)', daysAgo: 200 },
    { title: 'Where young people say they go in the evening', source: 'Young inspectors’ walk of the sea front (example)', daysAgo: 150 },
  ],
};

export const COAST_SPECIFICATION: SpecificationStory = {
  summary: 'Youth workers who go to where young people are in the coastal towns, and evening places for them to go to.',
  whoFor: 'Young people aged 11 to 19 in the coastal wards of Swale and Thanet, first those who use no other service.',
  service: 'Detached youth work on three evenings a week in each area, with at least two workers. One evening place a week in each area, chosen with young people. Each worker knows who to call when a young person needs more than youth work.',
  standards: 'Lead workers hold a youth work qualification. Safeguarding policy and training every year. Young people sit on the panel that reviews the work.',
  measures: [
    { name: 'Young people known by name', kind: 'output', accountability: 'how-much', unit: 'young people a year', target: '420', method: 'Session records', collectedBy: 'The provider, quarterly' },
    { name: 'Sessions with two workers or more', kind: 'output', accountability: 'how-well', unit: '% of sessions', target: '95', method: 'Session records', collectedBy: 'The provider, quarterly' },
    { name: 'Young people who say they feel safe in their town in the evening', kind: 'outcome', accountability: 'better-off', unit: '% of those asked', target: '70', baseline: '52', method: 'A short survey each spring by young inspectors', collectedBy: 'Young inspectors', keyPerformanceIndicator: true },
  ],
};

export const COAST_SOCIAL_VALUE: SocialValueStory = {
  improve: 'Paid first jobs for local young people as sessional workers, and use of empty rooms on the high street.',
  secure: 'A fifth of the marks for quality are for social value: 12 points of the whole. What the winner promises becomes part of the contract.',
  consult: 'Yes: young inspectors, two parish councils and nine local charities were asked.',
  weight: '12', weightReason: 'Above the least of 10, because the coast has the fewest first jobs in the county.',
};

export const COAST_PLAN: PlanStory = {
  options: ['In-house, a grant to one charity, or a contract in two lots. A contract in lots lets small charities bid and lets us ask the same of all.', 'Options appraisal', 'commissioner'],
  market: ['Nine local charities and two national ones came to an evening at the pier. Six would bid for one lot, none small for both.', 'Notes of the evening', 'commissioner'],
  cost: ['Two lots at £30,000 a year each: six sessions a week at £96. Three years come to £180,000 without VAT.', 'Costing agreed with finance', 'finance'],
  'social-value': ['12 of 100 points, on first jobs and the use of local rooms.', 'Social value consideration', 'commissioner'],
  'local-business': ['Two lots, payment within 14 days, no turnover test, and the advert sent to every youth charity that we know.', 'List of those told', 'officer'],
  lots: ['Yes: Swale coast and Thanet coast.', 'Lot map', 'officer'],
  risks: ['No bid for one lot: we would ask the nearest provider. Workers leave: the contract asks for two named deputies. Staff transfer: two people, told to bidders.', 'Risk register', 'commissioner'],
  timetable: ['Advert for 25 days, questions until six days before closing, award within five weeks, and two months to set up.', 'Plan with dates', 'officer'],
  management: ['Marcus Webb manages it and Diane Foley answers for it. Reviews each quarter and each year.', 'Manager’s agreement', 'manager'],
};

/** Worth £6,000: posted so that anybody may see it, and short enough to answer in an evening. */
export const SWALE_CLUB: OpportunityStory = {
  title: 'Evening youth club in Swale', summary: 'One evening a week for a year, for young people on the Isle of Sheppey who have nowhere to go after school.',
  description: 'We want a safe and welcoming evening for 20 to 30 young people aged 11 to 16. You choose the place with them. We pay monthly. There are two questions; nothing else is needed.',
  areas: 'E07000113', cpvCodes: '92000000', lightTouch: true, valueNet: '6000', valueGross: '7200', years: 1, extensionMonths: '0', preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'Your club', text: 'What would an evening look like, and how would young people hear of it?', purpose: 'We want to know that they would come, and come back.', goodAnswer: 'A place and time they chose, two adults who know them, and how the quiet ones hear of it.', marks: '10', wordLimit: '250', criterion: 'Other quality' },
    { section: 'What the town gains', text: 'What would your club do for the town besides?', purpose: 'A small contract can do more than it says.', goodAnswer: 'Volunteers, a first job, a hall kept open.', marks: '5', wordLimit: '100', criterion: 'Social value' },
  ],
};

export const COAST_TENDER: OpportunityStory = {
  title: 'Youth work on the coast', summary: 'Youth workers who go to where young people are in the coastal towns of Swale and Thanet, and evening places for them, for three years.',
  description: `${COAST_SPECIFICATION.service}\n\nWho it is for\n${COAST_SPECIFICATION.whoFor}\n\nStandards\n${COAST_SPECIFICATION.standards}`,
  areas: 'E07000113\nE07000114', cpvCodes: '85312000', lightTouch: true, valueNet: '180000', valueGross: '216000', years: 3, extensionMonths: '0', preset: '60-40-nested', platformNumber: '041877',
  lots: [
    { title: 'Swale coast', description: 'Sheerness, Minster and Leysdown.', areas: 'E07000113', valueNet: '90000' },
    { title: 'Thanet coast', description: 'Margate, Ramsgate and Broadstairs.', areas: 'E07000114', valueNet: '90000' },
  ],
  documents: [
    { title: 'Specification', name: 'specification.txt', words: `Youth work on the coast: specification\n\n${COAST_SPECIFICATION.summary}\n\n${COAST_SPECIFICATION.service}\n\n${COAST_SPECIFICATION.standards}\n` },
    { title: 'Staff who would transfer', name: 'staff-transfer.csv', words: 'Post,Hours a week,Grade,Years in post\nSenior youth worker,30,7,6\nYouth worker,18.5,5,2\n' },
    { title: 'Terms of the contract', name: 'terms.txt', words: 'Terms of the contract (example)\n\n1. We pay each invoice within 14 days of receiving it, and you pay your own suppliers within 14 days.\n2. Either of us may end the contract with three months’ notice.\n3. We review the work together each quarter, and young people are in the room.\n' },
  ],
  questions: [
    { section: 'Your approach', text: 'How will you reach young people who use no other service?', purpose: 'The contract is for those whom clubs do not reach.', goodAnswer: 'Knowledge of where they are and when, workers they trust, and what you do in the weeks when nobody comes.', marks: '20', wordLimit: '500', criterion: 'Other quality' },
    { section: 'Your approach', text: 'How will you know that young people are better off?', purpose: 'We pay for what changes, and want to learn with you.', goodAnswer: 'How young people say it themselves, how you would use what they say, and one thing you changed because of it.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'Your people', text: 'Who would do the work, and how do you keep them safe and supervised?', purpose: 'Detached work is done by two people late in the evening.', goodAnswer: 'Named lead worker, ratios, supervision, and what happens when somebody calls in sick at five o’clock.', marks: '10', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What the coast gains', text: 'What will the coast gain from your contract besides the service?', purpose: 'Social value counts for 12 of 100 points, and what you promise is put in the contract.', goodAnswer: 'Promises with a number and a date: first jobs, rooms used, money spent locally.', marks: '10', wordLimit: '300', criterion: 'Social value' },
    { section: 'About you', text: 'Who may we write to about this bid?', purpose: 'For information only: it carries no marks.', goodAnswer: 'A name, an email address and a telephone number.', type: 'short-text', marks: '0', criterion: '' },
  ],
};

export const COAST_CLARIFICATION = {
  question: 'May one charity lead for one lot and be a partner in a bid for the other?',
  answer: 'Yes. Say so in both bids, and tell us in answer 3 how the same workers would not be promised twice. This does not change what you price.',
};

/** Asked, and not answered yet. */
export const COAST_UNANSWERED = 'Can the sessions on the front move indoors in January, and who pays for the room?';

export const LANTERN_COAST_BID: BidStory = {
  supplier: 'lantern', prices: ['88,400', '89,700'],
  answers: [
    'We begin by walking: two workers, the same two evenings each week, on the sea front, at the skate ramp and outside the late shops. In our work inland it took seven weeks before young people began to look for us. When nobody comes we still walk. We have asked 31 young people in Sheerness and Margate where they would want a warm room, and have an agreement in principle with the church hall and the former bank.',
    'Each young person whom we know by name tells us at the start, after three months and after nine how safe and how hopeful they feel, in their own words and on a five-point line. Last year those words told us that girls did not come on Fridays; we moved to Thursdays, and half of those who come now are girls.',
    'Our lead worker holds a degree in youth work and has nine years on the street. Nobody works alone. Supervision is each month, and after any incident the next morning. A bank of four sessional workers covers sickness from five o’clock on the same day.',
    'Four first jobs a year as sessional workers for local people aged 18 to 21, paid at the real living wage; 200 hours a year in two rooms on the high street that now stand empty; eight pounds in ten spent within the two districts.',
    'Leah Stone, leah@lantern.example, 01632 960118',
  ],
  files: [{ name: 'what-young-people-told-us.txt', words: 'Sheerness, 17 young people: a warm room, late, with food. Margate, 14: somewhere girls are left alone; music.\n' }],
};

/** Begun and not sent: the second half is for another evening. */
export const BRIGHTWAY_COAST_DRAFT: BidStory = {
  supplier: 'brightway', prices: ['84,000', ''],
  answers: [
    'Brightway’s mobile youth offer brings a fully equipped vehicle to agreed locations on a published timetable, supported by outreach workers who engage young people in the hour before each session.',
    'We use a licensed outcomes tool with quarterly reporting by site.',
  ],
};
