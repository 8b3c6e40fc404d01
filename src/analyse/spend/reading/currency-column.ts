import { trimmed } from './column-cells.ts';
import type { SpendColumn } from './spend-row.ts';

const HEADED = /^\W*(?:payment|invoice|transaction|document)?[\s_-]*curr(?:ency)?(?:[\s_-]*(?:code|cd))?\W*$/i;
/** An amount headed so is in pounds whatever the currency that was billed. */
const IN_POUNDS = /£|gbp|sterling|pounds|\b(?:local|base|home|domestic|billing|loc)\b/i;
const CODE = /^(?:[a-z]{3}|£|€|\$|sterling|stg|pounds?)$/i;
const NEARLY_ALL = 0.8;

/** Whether a cell of such a column says pounds, or nothing. */
export const isPounds = (cell: string): boolean => /^(?:|gbp|£|sterling|stg|pounds?)$/i.test(cell);

/** The column that says which currency each amount is in; -1 where there is none, or where the amount's own heading says pounds. */
export function currencyColumn(headings: readonly string[], amount: SpendColumn, sample: readonly (readonly string[])[]): number {
  if (IN_POUNDS.test(amount.column)) return -1;
  return headings.findIndex((heading, index) => {
    if (!HEADED.test(heading)) return false;
    const cells = sample.map((row) => trimmed(row[index])).filter((cell) => cell !== '');
    return cells.filter((cell) => CODE.test(cell)).length >= cells.length * NEARLY_ALL;
  });
}

/** Whether an amount's heading says that it is in pounds. */
export const isInPounds = (heading: string): boolean => IN_POUNDS.test(heading);

/** Whether a column of currencies stands among the others. */
export const hasCurrencies = (headings: readonly string[], sample: readonly (readonly string[])[]): boolean => currencyColumn(headings, { column: '', index: -1, confidence: 0 }, sample) >= 0;
