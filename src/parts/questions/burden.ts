import type { Question, QuestionType } from './question.ts';

/** What a set of questions asks of the person who answers it. */
export interface Burden {
  readonly questions: number;
  /** Estimated, where a question does not say. */
  readonly minutes: number;
  /** The most words that may be written. */
  readonly words: number;
  /** Those words on A4. */
  readonly pages: number;
}

/** Our own estimates, stated wherever a burden is shown; an authority passes others from its policy. */
export interface BurdenRates {
  readonly wordsAPage: number;
  readonly wordsAMinute: number;
}
export const BURDEN_RATES: BurdenRates = { wordsAPage: 500, wordsAMinute: 10 };

const WORDS_WITHOUT_LIMIT = 250;
const MINUTES: Readonly<Record<Exclude<QuestionType, 'long-text'>, number>> = {
  'short-text': 2, 'yes-no': 1, choice: 1, choices: 2, number: 3, money: 5, date: 1, file: 10,
};

/** Measures a set before anybody has to answer it (DP-08). Minutes are the question's own where it says, else by its type and word limit. */
export function burdenOf(questions: readonly Pick<Question, 'type' | 'wordLimit' | 'minutes'>[], rates: BurdenRates = BURDEN_RATES): Burden {
  let minutes = 0;
  let words = 0;
  for (const question of questions) {
    const most = question.type === 'long-text' ? (question.wordLimit ?? WORDS_WITHOUT_LIMIT) : 0;
    words += most;
    minutes += question.minutes ?? (question.type === 'long-text' ? Math.ceil(most / rates.wordsAMinute) : MINUTES[question.type]);
  }
  return { questions: questions.length, minutes, words, pages: Math.ceil(words / rates.wordsAPage) };
}

/** "about 10 minutes", "about 2 hours 30 minutes". */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 && `${hours} hour${hours === 1 ? '' : 's'}`, (rest > 0 || hours === 0) && `${rest} minute${rest === 1 ? '' : 's'}`];
  return `about ${parts.filter(Boolean).join(' ')}`;
}

/** "4 questions, up to 900 words (2 pages), about 1 hour 30 minutes" */
export function burdenInWords({ questions, words, pages, minutes }: Burden): string {
  if (questions === 0) return 'no questions';
  const length = words > 0 ? `, up to ${words.toLocaleString('en-GB')} words (${pages} page${pages === 1 ? '' : 's'})` : '';
  return `${questions} question${questions === 1 ? '' : 's'}${length}, ${minutesInWords(minutes)}`;
}
