import { addDays, addMonths, daysBetween, type CalendarDate } from '#kernel/calendar-date';
import type { ContractValues } from './read-contract.ts';

/** When a contract ends, as a row says it. */
export interface ContractTerm {
  /** The last day in force: with the extensions that were taken. */
  readonly endsOn: CalendarDate | null;
  /** The last day that all its options allow, the schema's "latest date that it would be possible to extend the contract"; null where the row does not say it. */
  readonly latestEndsOn: CalendarDate | null;
}

/** A column under the schema's last extension date that says how long the contract runs now, not how long it might. */
const RUNS_NOW = /^current\b|^extended (?:to|until)\b|\bafter extension$/i;

/** Councils count a year's end from its first day or to its last, and round: more than this apart, the end is not the first term's. */
const NEAR_DAYS = 5;

/**
 * Salford's row S1152 ends on 31 March 2022 and has a current expiry date a year later, its one extension taken: it is in force until then. A date
 * is never made up where the row may be read two ways: S1033 has "60 months" and three extensions, and an end date that holds one already.
 * @param heading of the column that was taken for the last extension date
 */
export function termOf(values: ContractValues, heading: string | undefined): ContractTerm {
  const [end, last] = [dateIn(values.EndDate), dateIn(values.LastExtensionDate)];
  if (last === null || heading === undefined || !RUNS_NOW.test(heading)) return { endsOn: end, latestEndsOn: last ?? lastByMonths(values, end, end) };
  const starts = dateIn(values.StartDate);
  // A date before the contract began, or before its end as it was let, is a slip of the pen and extends nothing.
  const endsOn = end === null ? (starts === null || last >= starts ? last : null) : last > end ? last : end;
  const months = monthsIn(values.ExtensionMonths);
  return { endsOn, latestEndsOn: months === null || months === 0 ? endsOn : lastByMonths(values, end, endsOn) };
}

/** The first term's end and the months of its option, where they can mean one day only. */
function lastByMonths(values: ContractValues, end: CalendarDate | null, inForce: CalendarDate | null): CalendarDate | null {
  const [months, extensions] = [monthsIn(values.ExtensionMonths), monthsIn(values.ExtensionCount)];
  if (end === null || months === null || months === 0 || (extensions !== null && extensions > 1) || !isFirstEnd(values, end)) return null;
  const last = addMonths(end, months);
  return inForce !== null && inForce > last ? inForce : last;
}

/** Whether an end date is that of the contract as it was let; some have an extension in it already. Taken for granted where the row gives no duration. */
function isFirstEnd(values: ContractValues, end: CalendarDate): boolean {
  const [starts, months] = [dateIn(values.StartDate), monthsIn(values.DurationMonths)];
  return starts === null || months === null || Math.abs(daysBetween(end, addDays(addMonths(starts, months), -1))) <= NEAR_DAYS;
}

const dateIn = (value: ContractValues['EndDate']): CalendarDate | null => (typeof value === 'string' ? (value as CalendarDate) : null);
const monthsIn = (value: ContractValues['DurationMonths']): number | null => (typeof value === 'number' ? value : null);
