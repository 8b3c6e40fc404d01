import { financialYear, type CalendarDate } from '#kernel/calendar-date';
import { divideHalfUp } from '#kernel/decimal';
import type { Pence } from '#kernel/money';

/** What a ledger's line is. `external` is everything paid to somebody outside that is neither of the others. */
export const SPEND_KINDS = {
  external: 'Outside suppliers',
  'in-house': 'In-house',
  grant: 'Grants',
  transfer: 'Transfers to other public bodies and funds',
} as const;
export type SpendKind = keyof typeof SPEND_KINDS;
/** Several kinds as one word of an address, and back: "external-grant". */
export const kindsWord = (kinds: readonly string[]): string => kinds.join('-');
export const kindsIn = (word: string): SpendKind[] => (Object.keys(SPEND_KINDS) as SpendKind[]).filter((kind) => `-${word}-`.includes(`-${kind}-`));
export const isSpendKind = (text: string): text is SpendKind => Object.hasOwn(SPEND_KINDS, text);

/** The values at which authorities usually publish, and bounds between them; a rollup counts the lines over each. In pence, ascending. */
export const USUAL_VALUES: readonly Pence[] = [0n, 25_000n, 50_000n, 100_000n, 250_000n, 500_000n, 1_000_000n, 2_500_000n, 5_000_000n, 10_000_000n];

/** SQL for the highest usual value that an amount exceeds; -1 for nothing and for credits. */
export const overValueSql = (amount: string): string =>
  `case ${USUAL_VALUES.toReversed().map((value) => `when ${amount} > ${value} then ${value}`).join(' ')} else -1 end`;

/** SQL for the year in which the financial year of a date begins (April to March). */
export const financialYearSql = (date: string): string => `(extract(year from ${date}) - (extract(month from ${date}) < 4)::int)::smallint`;

/** "2025-26". */
export const yearWords = (year: number): string => `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
/** The year that "2025-26" begins in; null where it is none, or one that no ledger is of: the last that a date can hold has no end. */
export const yearOfWords = (text: string): number | null => (/^[12]\d{3}-\d{2}$/.test(text) && yearWords(Number(text.slice(0, 4))) === text ? Number(text.slice(0, 4)) : null);
/** First and last day of a financial year. */
export function daysOfYear(year: number): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const { start, end } = financialYear(year);
  return { from: start, to: end };
}

/** Lines and money together. */
export interface Spent {
  readonly lines: number;
  readonly pence: Pence;
}
export const addUp = (parts: readonly Spent[]): Spent => parts.reduce((sum, part) => ({ lines: sum.lines + part.lines, pence: sum.pence + part.pence }), { lines: 0, pence: 0n });

/**
 * A share as "58.0%", to one place, halves away from zero; each is rounded by itself, so that several may not add up to 100.0.
 * Null where there is no whole to be a share of, or where credits make the share less than nothing or more than all.
 */
export function share(part: bigint, whole: bigint): string | null {
  if (whole <= 0n || part < 0n || part > whole) return null;
  const tenths = divideHalfUp(part * 1000n, whole);
  return `${tenths / 10n}.${tenths % 10n}%`;
}
/** A share for a table's cell. */
export const shareWords = (part: bigint, whole: bigint): string => share(part, whole) ?? 'No share';

/** The words that every page with shares says of them. */
export const ROUNDING = 'Shares are rounded to one decimal place, halves upwards, each by itself, so they may not add up to exactly 100%. Where credits are larger than payments no share is given.';
