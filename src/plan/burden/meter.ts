import type { RuleNote } from '#kernel/rule-note';
import { minutesInWords, type Burden } from '#parts/questions';

/** All that a tender asks of a bidder, and of the authority itself. */
export interface Meter extends Burden {
  /** Asked for or planned, about the tender and its exercise. */
  readonly approvals: number;
  /** Visits and surgeries to come to. */
  readonly meetings: number;
}

/** Medians of the published tenders of one band of value. */
export interface BandMedian {
  readonly band: number;
  readonly tenders: number;
  readonly questions: number;
  readonly pages: number;
  readonly minutes: number;
  readonly approvals: number;
  readonly meetings: number;
}

/** Fewer than these make no median: one tender is no custom, and one report would tell whose it is. */
export const FEWEST = 3;

export interface Warned {
  readonly code: string;
  readonly sentence: string;
  readonly rule: RuleNote;
}

/** Asked where a tender takes longer than is usual at its value (XC-08); null where it does not, or too few are published to know. */
export function medianWarning({ minutes, questions }: Burden, median: BandMedian | null, bandWords: string, rule: RuleNote): Warned | null {
  if (median === null || median.tenders < FEWEST || minutes <= median.minutes) return null;
  return {
    code: 'burden-above-median', rule,
    sentence: `This takes a bidder ${minutesInWords(minutes)} for ${questions} questions. The median of ${median.tenders} published tenders of this value (${bandWords}) is ${minutesInWords(median.minutes)}. What could be left out, or what does it replace?`,
  };
}

/** The authority's own limits for a value (DP-08); null where it set none. */
export interface BurdenLimits {
  readonly questions: number | null;
  readonly pages: number | null;
  readonly hours: number | null;
}

const MINUTES_AN_HOUR = 60;

/** Each measure with its limit: "20 questions, and the limit is 15". */
export function overLimits({ questions, pages, minutes }: Burden, limits: BurdenLimits): readonly string[] {
  return [
    limits.questions !== null && questions > limits.questions && `${questions} questions, and the limit is ${limits.questions}`,
    limits.pages !== null && pages > limits.pages && `${pages} pages, and the limit is ${limits.pages}`,
    limits.hours !== null && minutes > limits.hours * MINUTES_AN_HOUR && `${minutesInWords(minutes)}, and the limit is ${limits.hours} hours`,
  ].filter((words) => words !== false);
}

export function limitWarning(burden: Burden, limits: BurdenLimits, rule: RuleNote): Warned | null {
  const over = overLimits(burden, limits);
  return over.length === 0 ? null : { code: 'burden-limit', rule, sentence: `This is more than the authority allows at this value: ${over.join('; ')}.` };
}

/** "6 more questions and 2 pages more: about 4 hours longer", as it stands against an earlier count. */
export function riseInWords(now: Burden, before: Burden): string {
  const minutes = now.minutes - before.minutes;
  const questions = now.questions - before.questions;
  const pages = now.pages - before.pages;
  if (minutes === 0 && questions === 0 && pages === 0) return 'Nothing has changed since.';
  const counted = [[questions, 'question'], [pages, 'page']] as const;
  const parts = counted.filter(([by]) => by !== 0).map(([by, noun]) => `${Math.abs(by)} ${noun}${Math.abs(by) === 1 ? '' : 's'} ${by > 0 ? 'more' : 'fewer'}`);
  const time = minutes === 0 ? 'no longer to answer' : `${minutesInWords(Math.abs(minutes))} ${minutes > 0 ? 'longer' : 'less'}`;
  return `Since then: ${[...parts, time].join(', ')} (${before.minutes} minutes before, ${now.minutes} now).`;
}
