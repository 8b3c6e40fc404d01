/**
 * Tested questions about social value, each with a guide to what a good answer covers that every bidder sees (SV-05). An officer picks
 * one and adapts it. The first is the third question of the short breaks for carers tender.
 */
export const SOCIAL_VALUE_QUESTIONS = [
  {
    id: 'carers-short-breaks-q3', title: 'Carers short breaks, question 3 (Q3)',
    text: 'How will you use this contract to improve the social, economic and environmental well-being of the area in which you deliver it?',
    purpose: 'The authority must consider well-being when it buys services. Every bidder is asked the same.',
    goodAnswer: 'Things you will do because of this contract, not what you do already. For each: what, for whom, how many, by when, and how we will both know. Social, economic and environmental gains all count; a few that are certain count for more than many that are hoped for.',
    source: 'Commissioning select committee report 2014, 6.2.12 and 10.1.5',
  },
  {
    id: 'people-far-from-work', title: 'Work and training',
    text: 'Which jobs, placements or training will you offer because of this contract to people who find it hardest to get work?',
    purpose: 'Work changes lives. We want promises that can be kept.',
    goodAnswer: 'How many, paid or not, for how long, for whom, how you will find them and keep them. A small supplier who offers one placement and means it scores as well for its size as a large one.',
    source: 'Wantsum',
  },
  {
    id: 'people-who-use-it', title: 'The people who use it',
    text: 'How will the people who use this service, and those close to them, have a say in how it is run?',
    purpose: 'Services are better when those who use them help to shape them.',
    goodAnswer: 'Who is asked, how often, who answers them, and one thing that changed because of it.',
    source: 'Wantsum',
  },
  {
    id: 'open-supply-chain', title: 'Small and voluntary suppliers',
    text: 'Which parts of this work will you open to small and voluntary suppliers, and how fast will you pay them?',
    purpose: 'A contract can reach those who could not bid for all of it.',
    goodAnswer: 'Which parts, roughly what share, how they hear of it, and the days in which you pay.',
    source: 'Wantsum',
  },
] as const;

export const socialValueQuestion = (id: string) => SOCIAL_VALUE_QUESTIONS.find((question) => question.id === id);
