import type { OpportunityStory } from './opportunity-story.ts';

/** A small contract for which a newcomer has the best bid and no contract of its own to show. */
export const HOMEWORK_CLUB: OpportunityStory = {
  title: 'A homework club for young carers', summary: 'One afternoon a week after school, with a meal, for twelve young carers.',
  description: 'Two workers and a volunteer in the library at Faversham, thirty-eight weeks of one year. Young people are fetched from school and taken home.', areas: 'Swale', cpvCodes: '85312110', lightTouch: true,
  valueNet: '9800', valueGross: '11760', years: 1, extensionMonths: '12', preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'Your approach', text: 'What would an afternoon be like for a young carer?', purpose: 'They have little time that is their own.', goodAnswer: 'An afternoon in the words of a young person, and what you do when they are needed at home.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain from your contract besides the service?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};

export const EVIDENCE = 'Two seasons as a sub-contractor of Harbour Youth Trust, 2023 and 2024: the Wednesday group in Sheerness. Hannah Lowe can confirm it.';
