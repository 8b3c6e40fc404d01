import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { PolicyRow } from './policy-value.ts';

export interface PolicyChange {
  readonly from: CalendarDate;
  /** Says that an earlier day is meant: a mistake in the record is put right. */
  readonly isCorrection: boolean;
}

/** Where a new row fits: the row it ends or takes the place of, and the day on which a later row follows it. */
export interface PolicyPlace {
  readonly inTheWay: PolicyRow | undefined;
  readonly until: CalendarDate | null;
}

/**
 * Decides where a policy from a day fits among the rows there are, so that rows never overlap: the row in force on that day ends
 * the day before (or goes, when it began on it), and a row that begins later still follows.
 */
export function decidePolicyChange(rows: readonly PolicyRow[], change: PolicyChange, today: CalendarDate): Decision<PolicyPlace> {
  if (change.from < today && !change.isCorrection) {
    return refuse('in-the-past', `${formatDate(change.from)} is in the past. Decisions were made under the rule of that day; choose today or later, or say that this is a correction.`, { field: 'from' });
  }
  const inTheWay = rows.find((row) => row.from <= change.from && (row.until === null || change.from < row.until));
  const later = rows.filter((row) => row.from > change.from).map((row) => row.from).sort();
  return allow({ inTheWay, until: later[0] ?? null });
}
