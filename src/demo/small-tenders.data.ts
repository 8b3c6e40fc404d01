import type { OpportunityStory, QuestionStory } from './opportunity-story.ts';

/** The two questions of a small tender: what you would do, and what the place gains. */
const twoQuestions = (how: string, why: string, good: string): readonly QuestionStory[] => [
  { section: 'Your approach', text: how, purpose: why, goodAnswer: good, marks: '15', wordLimit: '400', criterion: 'Other quality' },
  { section: 'What the county gains', text: 'What will people here gain from your contract besides the service?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
];

const SMALL = { lightTouch: true, preset: '60-40-nested', lots: [], documents: [], extensionMonths: '0' } as const;

/** Closed yesterday: its bids wait for two officers. */
export const CARERS_CAFES: OpportunityStory = {
  ...SMALL, title: 'Carers’ cafés in four market towns', summary: 'A café morning each week in four towns, where carers meet, rest and find out what help there is.',
  description: 'A warm room, a volunteer or two, and somebody who knows the benefits system, one morning a week in each town for two years.', areas: 'Canterbury\nSwale', cpvCodes: '85312300', valueNet: '38000', valueGross: '45600', years: 2,
  lateBids: 'record-unread', platformNumber: '039240',
  questions: twoQuestions('How will you bring carers in who have never asked for help?', 'Most carers do not call themselves carers.', 'Who would tell them, where, and in what words.'),
};

/** Open before the panel. */
export const HOLIDAY_ACTIVITIES: OpportunityStory = {
  ...SMALL, title: 'Holiday activities and a hot meal, Stour Valley', summary: 'Activities with a hot meal on 24 days of the school holidays, for children who have free meals at school.',
  description: 'Sixty places a day at two sites, for one year. Children with disabilities come to the same sessions, with the help they need.', areas: 'Ashford\nCanterbury', cpvCodes: '85312110', valueNet: '46000', valueGross: '55200', years: 1,
  platformNumber: '036518',
  questions: twoQuestions('How will you plan a day that every child can take part in?', 'A separate session for some children would not be the same day.', 'A day in the words of a child, who is there to help, and what you do when it does not go to plan.'),
};

/** Scored; the award waits for finance. */
export const CONTACT_SUPPORT: OpportunityStory = {
  ...SMALL, title: 'Support for supervised family contact', summary: 'Trained supervisors for 400 hours of family contact a year, at weekends and after school.',
  description: 'Supervisors meet children and parents at our two centres, write up each meeting the same day, and may be asked to speak to a court.', areas: 'Canterbury', cpvCodes: '85310000', valueNet: '24000', valueGross: '28800', years: 1,
  lots: [
    { title: 'After school', description: 'Tuesdays to Thursdays, at the north centre.', areas: '', valueNet: '14000' },
    { title: 'Weekends', description: 'Saturdays and every other Sunday, at the south centre.', areas: '', valueNet: '10000' },
  ],
  questions: twoQuestions('How will you make each meeting safe and worth having for the child?', 'The child did not choose to be there.', 'What you ask the child beforehand, how supervisors are chosen, and when a meeting is stopped.'),
};

/** Cancelled, and why. */
export const VILLAGE_MINIBUS: OpportunityStory = {
  ...SMALL, title: 'Evening minibus for the Stour villages', summary: 'A minibus on two evenings a week, so that young people in the villages can reach clubs and get home.',
  description: 'A driver, a passenger assistant and a vehicle of 16 seats on Tuesdays and Thursdays in term time, for one year.', areas: 'Ashford', cpvCodes: '60130000', lightTouch: false, valueNet: '22000', valueGross: '26400', years: 1,
  questions: twoQuestions('How will you run a service that parents trust?', 'Children will travel in the dark.', 'Checks on drivers, what happens when a child is not at the stop, and who parents call.'),
};

export const MINIBUS_CANCELLED = 'The parish councils have told us that they will run the service themselves with a grant from the county, so there is nothing left to buy. We are sorry for the work that bidders have done, and have written to each of them.';

/** Announced, and still being built. */
export const SWIMMING: OpportunityStory = {
  ...SMALL, title: 'Swimming lessons in the summer holidays', summary: 'Free swimming lessons for 300 children who cannot yet swim 25 metres.',
  description: 'Ten lessons each at pools across the county. We expect several lots, one for each pool.', areas: 'Dover\nThanet', documents: [{ title: 'Pools and their hours', name: 'pools.txt', words: 'Dover: mornings from 8. Ramsgate: afternoons until 5. Broadstairs: closed in August.\n' }], cpvCodes: '92600000', lightTouch: true, valueNet: '31000', valueGross: '37200', years: 1,
  questions: twoQuestions('How will you help a child who is afraid of water?', 'Those who cannot swim are often those who are afraid.', 'The first lesson, in detail.'),
};
