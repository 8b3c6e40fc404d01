import { decimal, type Decimal } from '#kernel/decimal';
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

const NO_MARGIN = decimal('0');

/** What a level comes to with its margin, in whole units: half a minute of margin is none. */
export const withMargin = (level: number, margin: Decimal): number => level + Math.floor((level * Number(margin.toString())) / 100);

/** Above a level by more than the margin. */
export const isBeyond = (measured: number, level: number, margin: Decimal): boolean => measured > withMargin(level, margin);

const marginWords = (words: string, margin: Decimal): string => (margin.isZero() ? '' : `, or ${words} with the authority’s margin of ${margin.toString()}%`);

export interface Warned {
  readonly code: string;
  readonly sentence: string;
  readonly rule: RuleNote;
}

/** Asked where a tender takes longer than is usual at its value (XC-08); null where it does not, or too few are published to know. */
export function medianWarning({ minutes, questions }: Burden, median: BandMedian | null, bandWords: string, rule: RuleNote, margin: Decimal = NO_MARGIN): Warned | null {
  if (median === null || median.tenders < FEWEST || !isBeyond(minutes, median.minutes, margin)) return null;
  return {
    code: 'burden-above-median', rule,
    sentence: `This takes a bidder ${minutesInWords(minutes)} for ${questions} questions. The median of ${median.tenders} published tenders of this value (${bandWords}) is ${minutesInWords(median.minutes)}${marginWords(minutesInWords(withMargin(median.minutes, margin)), margin)}. What could be left out, or what does it replace?`,
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
/** @param margin of what is estimated, pages and time; questions are counted */
export function overLimits({ questions, pages, minutes }: Burden, limits: BurdenLimits, margin: Decimal = NO_MARGIN): readonly string[] {
  return [
    limits.questions !== null && questions > limits.questions && `${questions} questions, and the limit is ${limits.questions}`,
    limits.pages !== null && isBeyond(pages, limits.pages, margin) && `${pages} pages, and the limit is ${limits.pages}${marginWords(`${withMargin(limits.pages, margin)} pages`, margin)}`,
    limits.hours !== null && isBeyond(minutes, limits.hours * MINUTES_AN_HOUR, margin) && `${minutesInWords(minutes)}, and the limit is ${limits.hours} ${limits.hours === 1 ? 'hour' : 'hours'}${marginWords(minutesInWords(withMargin(limits.hours * MINUTES_AN_HOUR, margin)), margin)}`,
  ].filter((words) => words !== false);
}

export function limitWarning(burden: Burden, limits: BurdenLimits, rule: RuleNote, margin: Decimal = NO_MARGIN): Warned | null {
  const over = overLimits(burden, limits, margin);
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
