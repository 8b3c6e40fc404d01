/** Words that a register writes where it has nothing to say yet. A cell of these is empty, not unreadable. */
const NOTHING = new Set(
  ['', '-', '--', '---', '.', '?', 'n/a', 'na', 'n.a.', 'n\\a', '#n/a', '#ref!', '#value!', 'null', 'none', 'tbc', 'tba', 'tbd', 'to be confirmed', 'to be agreed', 'to be determined', 'unknown', 'not known', 'not applicable', 'not available',
    'not stated', 'not specified', 'not given', 'pending', 'ongoing', 'on going', 'on-going', 'rolling', 'rolling contract', 'open', 'open ended', 'open-ended', 'no end date', 'no end', 'perpetual', 'in perpetuity', 'perpetuity', 'indefinite', 'indefinitely', 'until terminated',
    'until further notice', 'continuous', 'various', 'variable', 'varies', 'as required', 'as and when', 'ad hoc', 'ad-hoc', 'annual rolling', 'month to month', 'evergreen', 'x', 'blank', 'not recorded', 'undetermined', 'spot purchase', 'call off', 'rate based', 'n/k', 'nk', 'not disclosed', 'commercially sensitive', 'confidential', 'withheld'],
);

export const isNothing = (text: string): boolean => NOTHING.has(text.trim().toLowerCase()) || /^redacted\b/i.test(text.trim());

/** Yes or no in its many forms; sizes answer whether a supplier is small or medium. Null for anything else. */
export function readYesNo(text: string): boolean | null {
  const plain = text.trim().toLowerCase();
  if (/^(y|yes|true|t|1|sme|vcse|vcs|vcso|micro|small|medium|small\/medium|charity|✓|✔)\b/.test(plain) && !/^(sme|vcse)\s*[-:]?\s*no/.test(plain)) return true;
  if (/^(n|no|false|f|0|large|non|not)\b/.test(plain)) return false;
  return null;
}

/** Whole months in "12", "12.0", "24 months", "2 years", "1 + 1 years". Null when it cannot be read. */
export function readMonths(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const years = /year|yr/.test(plain) ? 12 : 1;
  const sum = /^([\d.]+)((?:\s*(?:\+|plus|and)\s*[\d.]+)*)\s*(months?|mths?|years?|yrs?)?$/.exec(plain);
  if (!sum) return null;
  const months = (plain.match(/[\d.]+/g) ?? []).reduce((total, part) => total + Number(part), 0) * years;
  return Number.isFinite(months) && months >= 0 && months <= 1200 ? Math.round(months) : null;
}
