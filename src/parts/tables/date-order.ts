/** Which of a date's numbers stands first. Where the day or month cannot tell, a file follows its country's custom. */
export type DateOrder = 'day-first' | 'month-first' | 'year-first';
export const DATE_ORDERS = ['day-first', 'month-first', 'year-first'] as const satisfies readonly DateOrder[];

/** What the dates of a column say about the order they are written in. */
export interface DateEvidence {
  /** Dates of numbers that can only be day first (28/04/2023), only month first (04/28/2023), either, or that begin with a year. */
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly either: number;
  readonly yearFirst: number;
  /** An example of each, as written. */
  readonly examples: Readonly<Partial<Record<'dayFirst' | 'monthFirst' | 'either' | 'yearFirst', string>>>;
}

const NUMBERS = /^(?:[a-z]{3,9},?\s+)?(\d{1,4})[\s/.-](\d{1,2})[\s/.-](\d{2,4})(?:\D|$)/i;

/** Counts what each date of a column proves. */
export class DateOrderTally {
  private readonly counts = { dayFirst: 0, monthFirst: 0, either: 0, yearFirst: 0 };
  private readonly examples: Partial<Record<'dayFirst' | 'monthFirst' | 'either' | 'yearFirst', string>> = {};

  /** Adds one cell; anything that is not a date of three numbers proves nothing. */
  add(text: string): void {
    const kind = proofOf(text);
    if (kind === null) return;
    this.counts[kind]++;
    this.examples[kind] ??= text.trim();
  }

  evidence(): DateEvidence {
    return { ...this.counts, examples: { ...this.examples } };
  }
}

function proofOf(text: string): 'dayFirst' | 'monthFirst' | 'either' | 'yearFirst' | null {
  const found = NUMBERS.exec(text.trim());
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[2])];
  if (found[1]!.length === 4) return 'yearFirst';
  if (found[1]!.length > 2 || first === 0 || second === 0) return null;
  // The 7th of the 7th is one day either way and proves nothing, nor leaves any doubt.
  if (first === second) return null;
  if (first > 12) return second <= 12 ? 'dayFirst' : null;
  return second > 12 ? 'monthFirst' : 'either';
}

export interface DecidedOrder {
  readonly order: DateOrder;
  /** How it was decided, in a sentence, where a person should know. */
  readonly note: string | null;
}

/** The order a column of dates is read in: what its dates prove, else day first, as is the custom in the United Kingdom. */
export function decideDateOrder(evidence: DateEvidence): DecidedOrder {
  const { dayFirst, monthFirst, either, yearFirst, examples } = evidence;
  if (monthFirst > 0 && monthFirst > dayFirst) {
    const doubt = dayFirst > 0 ? ` ${dayFirst} can only be day first, such as ${examples.dayFirst!}: those rows are refused.` : '';
    return { order: 'month-first', note: `Dates were read month first, because ${countOf(monthFirst)} can be read no other way, such as ${examples.monthFirst!}.${doubt}` };
  }
  if (monthFirst > 0) return { order: 'day-first', note: `Dates are written in two ways. They were read day first, as ${dayFirst} must be; ${monthFirst} can only be month first, such as ${examples.monthFirst!}: those rows are refused, and dates that could be either may be wrong.` };
  if (dayFirst > 0) return { order: 'day-first', note: null };
  if (either > 0) return { order: 'day-first', note: `Every date could be read day first or month first, such as ${examples.either!}. They were read day first, as is the custom in the United Kingdom. If that is wrong, say --date-order month-first.` };
  return { order: yearFirst > 0 ? 'year-first' : 'day-first', note: null };
}

const countOf = (count: number): string => (count === 1 ? 'one of them' : `${count} of them`);
