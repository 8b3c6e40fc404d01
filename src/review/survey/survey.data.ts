/** What a survey asks when the authority has decided nothing else, and the words for what is counted. */

/** When providers are asked. */
export const OCCASIONS = {
  'after-award': 'After awards: everyone who bid, whether they won or not',
  yearly: 'Yearly: everyone with a live contract',
} as const;
export type Occasion = keyof typeof OCCASIONS;
export const OCCASION_NAMES: Readonly<Record<Occasion, string>> = { 'after-award': 'After awards', yearly: 'Yearly' };

/** The five points, from the best. From `AGREES` on somebody says so. */
export const SCALE = [
  { score: 5, words: 'Strongly agree' },
  { score: 4, words: 'Agree' },
  { score: 3, words: 'Neither agree nor disagree, or cannot say' },
  { score: 2, words: 'Disagree' },
  { score: 1, words: 'Strongly disagree' },
] as const;
export const AGREES = 4;

/** What is counted beside an answer, one fact at a time. */
export const FACTS = {
  outcome: { title: 'Won or not', values: { won: 'Won', lost: 'Did not win' } },
  size: { title: 'Size', values: { sme: 'Small and medium-sized', large: 'Large', 'not-said': 'Size not declared' } },
  sector: { title: 'Sector', values: { vcse: 'Charity, voluntary group or social enterprise', private: 'Private', public: 'Public', 'not-said': 'Sector not declared' } },
  // Its values are directorates by their ids, beside these.
  directorate: { title: 'Directorate', values: { several: 'Several directorates', none: 'No directorate named' } },
} as const;
export type Fact = keyof typeof FACTS;
/** The value that small groups are merged into. */
export const OTHERS = 'others';

/** The surveys that one page shows, the newest. */
export const MOST_WAVES = 24;

/** Most words of the free text. */
export const MOST_WORDS = 200;

export interface ShippedStatement {
  readonly subject: string;
  readonly words: string;
  readonly recommendation: string;
  readonly baseline?: { readonly notPercent: string; readonly words: string; readonly source: string };
}

const R4 = 'Recommendation 4, select committee on commissioning, 2014';
/** RV-21: clarity, timeliness, fairness, relationship; and the two things for which the papers give a figure. */
export const SHIPPED_STATEMENTS: readonly ShippedStatement[] = [
  { subject: 'Clear', words: 'What the council asks of us, and how it decides, is clear.', recommendation: R4 },
  { subject: 'In good time', words: 'The council gives us enough time, and does what it says when it says.', recommendation: R4 },
  { subject: 'Fair', words: 'The council treats everyone who bids or works for it fairly.', recommendation: R4 },
  { subject: 'Good relationship', words: 'We can talk openly with the council, and it listens.', recommendation: R4 },
  {
    subject: 'Well connected', words: 'We are well connected to the council.', recommendation: R4,
    baseline: { notPercent: '70', words: 'Over 70% felt not well connected with strategic partners', source: 'Select committee hearing 3, 9(8), 3 February 2014' },
  },
  {
    subject: 'Likes how the council buys', words: 'The way in which the council buys suits organisations like ours.', recommendation: R4,
    baseline: { notPercent: '78', words: '78% of KentCAN members did not like the procurement model', source: 'Select committee hearing 3, 3 February 2014' },
  },
];
