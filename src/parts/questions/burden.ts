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

/** To the minute, where it is measured against a limit: "about 10 minutes", "about 2 hours 30 minutes". For an estimate by itself see `estimateInWords`. */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 && `${hours} hour${hours === 1 ? '' : 's'}`, (rest > 0 || hours === 0) && `${rest} minute${rest === 1 ? '' : 's'}`];
  return `about ${parts.filter(Boolean).join(' ')}`;
}

/**
 * An estimate no more exactly than it is known: to the minute below ten, to five minutes below an hour, to the quarter of an hour below five hours, then
 * to the half, and from ten hours to the hour. "about 8 minutes", "about 45 minutes", "about 2 and a half hours".
 */
export function estimateInWords(minutes: number): string {
  const rounded = roundedTo(minutes, minutes < 10 ? 1 : minutes < 58 ? 5 : minutes < 300 ? 15 : minutes < 600 ? 30 : 60);
  if (rounded < 60) return `about ${rounded} minute${rounded === 1 ? '' : 's'}`;
  const hours = Math.floor(rounded / 60);
  const part = QUARTERS[(rounded % 60) / 15]!;
  if (hours === 1) return part === '' ? 'about 1 hour' : `about 1 and ${part} hours`;
  return `about ${hours}${part === '' ? '' : ` and ${part}`} hours`;
}

const roundedTo = (minutes: number, step: number): number => Math.round(minutes / step) * step;
const QUARTERS = ['', 'a quarter', 'a half', 'three quarter'];

/** "4 questions, up to 900 words (2 pages), about 1 and a half hours" */
export function burdenInWords({ questions, words, pages, minutes }: Burden): string {
  if (questions === 0) return 'no questions';
  const length = words > 0 ? `, up to ${words.toLocaleString('en-GB')} words (${pages} page${pages === 1 ? '' : 's'})` : '';
  return `${questions} question${questions === 1 ? '' : 's'}${length}, ${estimateInWords(minutes)}`;
}
