import type { BidStory, OpportunityStory } from './opportunity-story.ts';
import type { Judgement } from './panel-story.ts';

export const LODGINGS_TENDER: OpportunityStory = {
  title: 'Supported lodgings for young people', summary: 'Host families who take in a young person of 16 to 18 who cannot live at home, with a worker who visits each week.',
  description: 'Twelve rooms in host families across Swale, with recruitment, training, matching and a weekly visit.', areas: 'E07000113', cpvCodes: '85311300', lightTouch: true, valueNet: '24000', valueGross: '28800', years: 2, extensionMonths: '12',
  preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'Your hosts', text: 'How do you find and keep host families?', purpose: 'A room that is lost is a young person who moves.', goodAnswer: 'Where they come from, what you pay, how many stay two years.', marks: '20', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What the area gains', text: 'What will Swale gain besides the rooms?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '150', criterion: 'Social value' },
  ],
};

export const LODGINGS_CLAUSES = [
  { heading: 'Payment', summary: 'We pay each month, within 30 days of an invoice that says what was done.', words: 'The Authority shall pay each valid invoice within thirty days of receiving it.', oneSided: false, oneSidedReason: '' },
  { heading: 'Changes', summary: 'We may change the number of rooms by up to two a year, with three months’ notice, without your agreement.', words: 'The Authority may by three months’ notice vary the number of rooms by up to two in any year.', oneSided: true, oneSidedReason: 'The number of young people who need a room cannot be foreseen.' },
  { heading: 'Ending early', summary: 'Either of us may end the contract with six months’ notice; we may end it at once if a young person is put at risk.', words: 'Either party may terminate by six months’ notice in writing. The Authority may terminate forthwith where a young person is placed at risk of serious harm.', oneSided: false, oneSidedReason: '' },
];

export const LODGINGS_POSTS = 'Role; Hours a week; Yearly salary; Year started; Contract; Pension\nLodgings worker; 37; 29,400; 2017; permanent; LGPS\nLodgings worker; 22.5; 17,900; 2021; permanent; LGPS\nAdministrator; 18.5; 12,350; 2023; fixed-term; NEST';

export const CARERS_TENDER: OpportunityStory = {
  title: 'Weekends for young carers', summary: 'A weekend away each term for young people who care for somebody at home.', description: 'Three weekends a year for forty young carers, with cover for whoever they care for.',
  areas: 'E07000106', cpvCodes: '85312000', lightTouch: true, valueNet: '23000', valueGross: '27600', years: 1, extensionMonths: '0', preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'The weekends', text: 'What happens on a weekend, and who chooses it?', purpose: 'They have few choices at home.', goodAnswer: 'Young carers plan it; somebody is there at night.', marks: '20', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What Canterbury gains', text: 'What else will young carers gain?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '150', criterion: 'Social value' },
  ],
};

export const CARERS_BIDS: readonly BidStory[] = [
  { supplier: 'lantern', prices: ['22,600'], answers: ['Young carers choose the place and plan the meals a month before. Two workers are awake each night, and cover at home is arranged by name.', 'Eight young carers a year gain a first aid certificate, and a Thursday group goes on between weekends.'] },
  { supplier: 'brightway', prices: ['21,900'], answers: ['A programme of activities at our centre, run by qualified staff.', 'Free passes to our centre in the holidays.'] },
];

export const CARERS_JUDGEMENTS: Readonly<Record<string, readonly Judgement[]>> = {
  lantern: [
    { score: '5', reason: 'Choice, nights and cover at home are all answered.', strength: 'Young carers plan it themselves.', improvement: 'Say how a new carer joins in the middle of a year.' },
    { score: '4', reason: 'Promises with numbers.', strength: 'A certificate and a weekly group.', improvement: 'Give the dates.' },
  ],
  brightway: [
    { score: '2', reason: 'A programme, without choice, and nothing on cover at home.', strength: 'Qualified staff.', improvement: 'Say who cares at home meanwhile.' },
    { score: '2', reason: 'A free pass is little gain.', strength: 'It lasts beyond the weekends.', improvement: 'Promise something with a number.' },
  ],
};
