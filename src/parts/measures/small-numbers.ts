import { decimal, type Decimal } from '#kernel/decimal';

/** One row of a breakdown, such as "aged 14 to 16: 3". */
export interface Count {
  readonly label: string;
  readonly count: bigint;
}
export interface ShownCount {
  readonly label: string;
  /** Null where it is suppressed. */
  readonly count: bigint | null;
  readonly words: string;
}

/**
 * A breakdown fit to be published: counts from 1 up to but not including `below` are hidden, because a person could be recognised.
 * Where the total is known and one count alone is hidden it could be worked out, so the next smallest is hidden with it.
 * Zero is shown: nobody is recognised by it.
 * @param below the authority's own setting; the papers give no number
 */
export function suppressSmallNumbers(counts: readonly Count[], below: bigint): ShownCount[] {
  const hidden = new Set(counts.flatMap(({ count }, index) => (count > 0n && count < below ? [index] : [])));
  const others = counts.map((one, index) => ({ ...one, index })).filter(({ index, count }) => !hidden.has(index) && count > 0n);
  if (hidden.size === 1 && others.length > 0) hidden.add(others.reduce((least, one) => (one.count < least.count ? one : least)).index);
  return counts.map(({ label, count }, index) => (hidden.has(index)
    ? { label, count: null, words: `hidden (fewer than ${below}, or would show another number)` }
    : { label, count, words: count.toLocaleString('en-GB') }));
}

/** Whether a rate may be published: not when its numerator, or what remains of its denominator, is a small number. */
export function rateIsShown(numerator: bigint, denominator: bigint, below: bigint): boolean {
  const isSmall = (count: bigint): boolean => count > 0n && count < below;
  return denominator >= below && !isSmall(numerator) && !isSmall(denominator - numerator);
}

/** What was found, as a number, or as how many of how many. */
export interface FoundNumber {
  readonly value: Decimal | null;
  readonly numerator: Decimal | null;
  readonly denominator: Decimal | null;
}

/** A found number from the database's exact text. */
export function foundNumber({ value, numerator, denominator }: { readonly [Name in keyof FoundNumber]: string | null }): FoundNumber {
  const exact = (text: string | null) => (text === null ? null : decimal(text));
  return { value: exact(value), numerator: exact(numerator), denominator: exact(denominator) };
}

/** Units that count no people, by how they begin: money, time, distance, weight, shares and points. */
const COUNTS_NOBODY = /^(£|%|(per ?cent|percentage|pounds?|pence|minutes?|hours?|days?|weeks?|months?|years?|miles?|km|kilometres?|kg|tonnes?|points?|out of)\b)/i;

/**
 * Whether a result is kept from the public because a person could be recognised by it: a whole number from 1 up to but not including `fewest`,
 * or a share of which that many are, or are not. Units are words as people type them, so whatever may count people is taken to.
 * @param fewest the authority's own setting; null where it has none, and then nothing is kept back
 */
export function isSmallResult({ value, numerator, denominator }: FoundNumber, unit: string | null, fewest: number | null): boolean {
  if (fewest === null) return false;
  if (numerator !== null && denominator !== null) return !rateIsShown(BigInt(numerator.round(0).toString()), BigInt(denominator.round(0).toString()), BigInt(fewest));
  if (value === null || COUNTS_NOBODY.test(unit?.trim() ?? '')) return false;
  return !value.isZero() && !value.isNegative() && value.compare(value.round(0)) === 0 && value.compare(decimal(String(fewest))) < 0;
}

/** What stands in place of such a result. */
export const smallResultWords = (fewest: number | null): string => `Not shown: a number below ${fewest} could point to a person`;

/** A result as a query tells it beside its measure, in the database's exact text; all null where there is none. */
export type ToldResult = { readonly [Name in keyof FoundNumber]: string | null } & { readonly measure: string | null; readonly unit: string | null };

/** What a line about a result says instead of it where it is kept from the public; null where it may be said. */
export const saidInstead = ({ measure, unit, ...found }: ToldResult, fewest: number | null): string | null =>
  isSmallResult(foundNumber(found), unit, fewest) ? `${measure}: ${smallResultWords(fewest)}` : null;
