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
