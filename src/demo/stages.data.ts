import type { BidStory, OpportunityStory, QuestionStory } from './opportunity-story.ts';
import type { Judgement } from './panel-story.ts';

/** Which of those who ask to take part go on: by what they have done and whom they have, and never by price. */
const REQUEST = {
  route: 'competitive-flexible', lightTouch: false, lots: [], documents: [],
  preset: [{ name: 'What you have done', kind: 'quality', share: '88' }, { name: 'Social value', kind: 'social-value', share: '12' }],
} as const;

/** What everyone who asks to take part is asked. */
const requestQuestions = (work: string, good: string): readonly QuestionStory[] => [
  { section: 'What you have done', text: work, purpose: 'It decides who is invited to tender.', goodAnswer: good, marks: '20', wordLimit: '300', criterion: 'What you have done' },
  { section: 'What the county gains', text: 'What do people near your work gain from it, besides the work?', purpose: 'What you would promise here is asked of those who go on.', goodAnswer: 'Something done, with a number and a date.', marks: '10', wordLimit: '150', criterion: 'Social value' },
];

/** Bought in two stages, from its first notice to its contract. */
export const INTERPRETERS: OpportunityStory = {
  ...REQUEST, title: 'Interpreters for family meetings', summary: 'Interpreters in 30 languages for meetings between families and social workers, by telephone within the hour and in person within two days.',
  description: 'About 4,200 meetings a year, a third of them in person. The same interpreter stays with a family where it asks for that.', areas: 'Canterbury\nSwale\nThanet', cpvCodes: '79540000',
  valueNet: '480000', valueGross: '576000', years: 3, extensionMonths: '12', platformNumber: '021604',
  questions: requestQuestions('Tell us of two services in which you interpreted for families, and what families said of them.', 'Two services of like size, what went wrong once, and what you changed.'),
};

/** What those on the shortlist are asked in their tender. */
export const INTERPRETERS_TENDER: Pick<OpportunityStory, 'preset' | 'questions'> = {
  preset: '60-40-nested',
  questions: [
    { section: 'Your service', text: 'A mother is told at nine that her child will not come home. How is an interpreter whom she can trust with her by ten?', purpose: 'What is said in that hour is said once.', goodAnswer: 'Who is called, how they are prepared, and who checks how it went.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain from your contract besides the service?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};

/** Still between its two stages: who goes on is to be decided. */
export const SCHOOL_MINIBUSES: OpportunityStory = {
  ...REQUEST, title: 'Minibuses to special schools, Thanet and Dover', summary: 'Minibuses with a driver and an assistant, on 190 school days, for 140 children with special educational needs.',
  description: 'Eighteen runs a day. Each child has a plan that its family has agreed, and the same two adults wherever that can be.', areas: 'Dover\nThanet', cpvCodes: '60130000',
  valueNet: '960000', valueGross: '1152000', years: 2, extensionMonths: '12', platformNumber: '047713',
  questions: requestQuestions('Tell us of a service in which you brought children with special needs to school, and how you came to know each child.', 'How children were matched with adults, and what parents were told when something changed.'),
};

const judged = (score: string, reason: string, strength: string, improvement: string): Judgement => ({ score, reason, strength, improvement });

interface Entry {
  readonly bid: BidStory;
  readonly judgements: readonly Judgement[];
}

/** @param price null in a stage in which nothing is scored on price, where none is asked for */
const entry = (supplier: string, price: string | null, answers: readonly string[], judgements: readonly Judgement[]): Entry => ({ bid: { supplier, prices: price === null ? [] : [price], answers }, judgements });

export const INTERPRETERS_REQUESTS: readonly Entry[] = [
  entry('lantern', null, ['For eight years our counsellors have worked through interpreters whom we train ourselves, in 24 languages, for two councils. One father waited a day in 2023; since then two interpreters are on call in each of the ten languages asked for most.', 'Eleven people who came here as refugees earned a certificate last year; nine now work.'],
    [judged('4.5', 'Two services of like size, and what was learnt from the day that went wrong.', 'Interpreters who are trained for families.', 'Say how families were asked what they thought.'), judged('4', 'Certificates and work, with numbers.', 'Nine of eleven now work.', 'Say what happened to the other two.')]),
  entry('brightway', null, ['We run language lines for eleven authorities, with 9,000 calls a month answered within 40 seconds on average.', 'Our apprentices are paid the real living wage.'],
    [judged('3.5', 'Size is shown beyond doubt; families are hardly mentioned.', 'Calls answered within a minute, day and night.', 'Say what families said.'), judged('2.5', 'Good, with no number.', 'A living wage for apprentices.', 'Say how many, and where.')]),
  entry('meadow', null, ['Our care workers speak nine languages and often interpret for those they care for.', 'Work for people who live close by.'],
    [judged('1.5', 'Care workers who speak a language are not interpreters: nothing is said of training or of meetings with social workers.', 'Nine languages.', 'Show a service in which interpreting was the work.'), judged('2', 'True of any employer.', 'Work close to home.', 'Promise something with a number.')]),
];

export const INTERPRETERS_SHORTLIST: Readonly<Record<string, readonly [goesOn: boolean, reason: string]>> = {
  lantern: [true, 'Two services of like size for families, and what was learnt from a day that went wrong.'],
  brightway: [true, 'A service of more than this size, by day and by night.'],
  meadow: [false, 'No service was shown in which interpreting was the work, and training was not answered.'],
};

export const INTERPRETERS_BIDS: readonly Entry[] = [
  entry('lantern', '468,000', ['The duty interpreter for her language is called at once, and told who is in the room and what will be said. She meets the mother alone first, for five minutes. Next day a counsellor who was not there asks the mother how it was.', 'Twelve people a year who came here as refugees earn the certificate by each July, and we offer each of them work.'],
    [judged('5', 'Called, prepared, met alone first and checked the day after.', 'Five minutes alone before the meeting.', 'Say what happens when the duty interpreter knows the family.'), judged('4.5', 'A number, a day and work after it.', 'Work is offered to each.', 'Say how they hear of it.')]),
  entry('brightway', '441,000', ['A call centre connects an interpreter within 40 seconds. In person, the nearest free interpreter is sent.', 'Four apprentices from the county in the three years.'],
    [judged('3', 'Fast; nothing on how an interpreter is prepared, or on trust.', 'An interpreter within a minute, at any hour.', 'Say what the interpreter knows before the call.'), judged('3', 'A number; no dates.', 'Apprentices from the county.', 'Say when each begins.')]),
];

export const MINIBUS_REQUESTS: readonly Entry[] = [
  entry('stepping', null, ['We know families, not buses: we would work with two local firms whose drivers we have trained in calming a frightened child.', 'Two of our trainees each year came to us as parents.'],
    [judged('3', 'The children are understood; the firms are not named.', 'Drivers trained by people who know the children.', 'Name the firms, and what they have run.'), judged('3.5', 'Small, and real.', 'Parents as trainees.', 'Say what they do now.')]),
  entry('brightway', null, ['Sixty runs a day for three authorities. Each child has a card with a photograph, what calms them and whom to ring, which parents write.', 'Two drivers’ jobs a year for parents who had been out of work.'],
    [judged('4.5', 'Larger than this, and told from the child’s side.', 'A card that parents write.', 'Say how often a child has a new adult.'), judged('3', 'Useful; little for the size of the firm.', 'Jobs for parents.', 'Say how long they stayed.')]),
];
