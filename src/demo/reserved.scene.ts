import { chooseRoute, declareReserved } from '#opportunities';
import type { Cast } from './cast.ts';
import { buildOpportunity, publish, sendBid, type OpportunityStory } from './opportunity-story.ts';

/** Small work, kept for those who give work to people who find none. */
const LIBRARY_CAFE: OpportunityStory = {
  title: 'The café in the county library', summary: 'A small café in the library hall, where people who are seldom given a job learn one.', description: 'Six mornings a week for one year. The kitchen is ours; takings are yours.',
  areas: 'E07000113', cpvCodes: '55330000', lightTouch: false, valueNet: '18000', valueGross: '21600', years: 1, extensionMonths: '12', preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'Your service', text: 'Who will work in the café, and how do they learn the work?', purpose: 'It is as much about the people behind the counter as about the coffee.', goodAnswer: 'How many, on which mornings, with whom beside them, and where they go next.', marks: '15', wordLimit: '250', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain besides the café?', purpose: 'What you promise is put in the contract.', goodAnswer: 'A promise with a number and a date.', marks: '10', wordLimit: '150', criterion: 'Social value' },
  ],
};

/** A procurement below the threshold that only supported employment providers may bid for, open now: one has declared what it is, and its bid is in. */
export async function reservedScene(cast: Cast): Promise<void> {
  const days = { built: -9, published: -8, questionsUntil: 5, closes: 12, starts: 60 };
  const opportunityId = await buildOpportunity(cast, LIBRARY_CAFE, days);
  await cast.act(chooseRoute, 'officer', { opportunityId, route: 'open', reservation: 'supported-employment', reservationReason: 'Six in ten adults with a learning disability here want paid work, and one in twenty has it.' });
  await publish(cast, opportunityId, days.published);
  await cast.at(-7, 19);
  await cast.act(declareReserved, 'lantern', { organisationId: cast.organisation('lantern'), supportsEmployment: true, workforcePercent: '45', workforceOf: 'part', mutual: [], contracts: '', basedInUk: true, bases: '' });
  await sendBid(cast, opportunityId, {
    supplier: 'lantern', prices: ['17,400'], files: [{ name: 'a-week-in-the-cafe.txt', words: 'Monday: two trainees and a coach. Tuesday: three, and the first hour alone. Saturday: the one whom customers ask for by name.\n' }],
    answers: ['Five trainees a term who come to our community kitchen already, each with a job coach beside them for the first month. After a term they choose: more hours here, or one of four cafés that take them on.', 'Fifteen people in paid work of eight hours a week or more by next July.'],
  });
}
