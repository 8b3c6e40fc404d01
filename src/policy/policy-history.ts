import { addDays, compareDates, type CalendarDate } from '#kernel/calendar-date';
import { definitionOf, valueFrom, type PolicyRow, type PolicyValue } from './policy-value.ts';
import type { PolicyKeyName } from './policy-keys.ts';

/** A rule of an authority as it was, is and will be: one entry a span of days, the newest first. */
export interface PolicySpan {
  readonly standing: 'former' | 'now' | 'coming';
  readonly value: PolicyValue;
  /** Null for what held from the beginning. */
  readonly from: CalendarDate | null;
  /** The last day on which it holds; null while nothing follows. */
  readonly to: CalendarDate | null;
}

/** Every span of a rule. Where the authority had set nothing, the default held, and stands here as what it was before. */
export function policySpans(key: PolicyKeyName, rows: readonly PolicyRow[], today: CalendarDate): readonly PolicySpan[] {
  const own = rows.filter((row) => row.key === key).toSorted((one, other) => compareDates(one.from, other.from));
  const spans: { value: PolicyValue; from: CalendarDate | null; to: CalendarDate | null }[] = [];
  let begins: CalendarDate | null = null;
  const untilThen = (next: CalendarDate | null): void => {
    if (next !== null && begins !== null && next <= begins) return;
    if (definitionOf(key).default || next === null) spans.push({ value: valueFrom(key, undefined), from: begins, to: next === null ? null : addDays(next, -1) });
  };
  for (const row of own) {
    if (begins === null || row.from > begins) untilThen(row.from);
    spans.push({ value: valueFrom(key, row), from: row.from, to: row.until === null ? null : addDays(row.until, -1) });
    begins = row.until;
  }
  if (own.length === 0 || begins !== null) untilThen(null);
  return spans.toReversed().map((span) => ({ ...span, standing: span.from !== null && span.from > today ? 'coming' : span.to !== null && span.to < today ? 'former' : 'now' }));
}
