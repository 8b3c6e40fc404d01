import type { OpportunityStory } from './opportunity-story.ts';

const SMALL = { lightTouch: true, preset: '60-40-nested', lots: [], documents: [], extensionMonths: '0' } as const;

/** With early notice, visits, a surgery and a pack for the arts. */
export const FESTIVAL: OpportunityStory = {
  ...SMALL, title: 'A wellbeing festival on the seafront', summary: 'Two days of music, dance and making in the spring, planned with older people who seldom leave home, and free for everyone.',
  description: 'The county pays for the stage, the pavilion and the transport. We look for a group of artists and neighbours who will plan it with those it is for, and leave something behind that goes on.',
  areas: 'Dover\nThanet', cpvCodes: '79952100', valueNet: '24000', valueGross: '28800', years: 1,
  questions: [
    { section: 'Your approach', text: 'How will you reach people who seldom leave home?', purpose: 'A full pavilion of the same faces would miss the point.', goodAnswer: 'Who asks them, how they get there, and what happens after.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will go on when the festival is over?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};

/** Still planned: it closes two days after the festival's tender, for the same kind of work. */
export const CONCERTS: OpportunityStory = {
  ...SMALL, title: 'Afternoon concerts in the libraries', summary: 'Twelve concerts in six libraries, for people with dementia and those who care for them.',
  description: 'An hour of music that people may join in, tea, and time to talk. Each library has a piano and a ramp.', areas: 'Canterbury\nDover', cpvCodes: '79952100', valueNet: '14000', valueGross: '16800', years: 1,
  questions: [
    { section: 'Your approach', text: 'How do you play for people who may not remember the name of the tune?', purpose: 'It is an hour with them, not for them.', goodAnswer: 'What you have done before, and what you learnt.', marks: '15', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain besides the concerts?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};
