import { counted } from '#kernel/counted';
import { decimal, type Decimal } from '#kernel/decimal';

/** How a figure comes from the records behind it. */
export type Measure = 'share' | 'average' | 'median';

/** What the records behind a figure add up to: exact counts, and middle or mean values as decimals. */
export interface Sums {
  /** Every record behind the figure. */
  readonly records: number;
  /** Those for which the answer is yes. */
  readonly yes: number;
  /** Those for which nobody said; they count as not yes, and are told beside the figure. */
  readonly unknown: number;
  readonly average: Decimal | null;
  readonly median: Decimal | null;
}

export interface FigureWords {
  readonly measure: Measure;
  /** One record, as people name it: "tender". */
  readonly noun: string;
  /** What one record counts, for averages and medians: "bids". */
  readonly unit?: string;
  /** Below so many records nothing is said, so that nobody can be guessed. */
  readonly fewest?: number;
}

/** A figure as it is printed: its value, and what it was made from. */
export interface Figure {
  /** Null where there is nothing to say. */
  readonly value: string | null;
  readonly basis: string;
}

const plural = (count: number, noun: string): string => counted(count, noun, noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`);

/** One decimal place, halves away from nothing; "60%" rather than "60.0%". */
const oneDecimal = (value: Decimal): string => value.round(1).toString();

/** A part of a whole in percent, to one decimal place. @returns null of nothing */
export const percentOf = (part: number, whole: number): string | null => (whole === 0 ? null : `${oneDecimal(decimal(String(part)).multiply(decimal('100')).divide(decimal(String(whole))))}%`);

/** What a figure says. A share of nothing, or of too few, has no value and says why. */
export function figureFrom({ measure, noun, unit = '', fewest = 1 }: FigureWords, sums: Sums): Figure {
  if (sums.records === 0) return { value: null, basis: `No ${plural(0, noun).slice(2)} in this time` };
  if (sums.records < fewest) return { value: null, basis: `Fewer than ${fewest} ${plural(2, noun).slice(2)}, so nothing is shown` };
  const unknown = sums.unknown > 0 ? `; not known of ${sums.unknown}` : '';
  if (measure === 'share') return { value: percentOf(sums.yes, sums.records), basis: `${sums.yes} of ${plural(sums.records, noun)}${unknown}` };
  const number = measure === 'average' ? sums.average : sums.median;
  const known = sums.records - sums.unknown;
  if (number === null || known < fewest) return { value: null, basis: `Not recorded for ${plural(sums.records, noun)}` };
  return { value: `${oneDecimal(number)}${unit ? ` ${unit}` : ''}`, basis: `${measure === 'average' ? 'Mean' : 'Median'} of ${plural(known, noun)}${unknown}` };
}
