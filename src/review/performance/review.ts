import { addDays, addMonths, compareDates, type CalendarDate } from '#kernel/calendar-date';
import { refuse, allow, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

/** How often an agreement is looked at. Each kind counts its own months from the start. */
export const REVIEW_KINDS = {
  monthly: { words: 'Monthly', months: 1 },
  quarterly: { words: 'Quarterly', months: 3 },
  'six-monthly': { words: 'Every six months', months: 6 },
  annual: { words: 'Annual', months: 12 },
  benchmark: { words: 'Benchmark against others, every two years', months: 24 },
} as const;
export type Frequency = keyof typeof REVIEW_KINDS;
/** An early review is that of a provisional contract: one only, on which its standing turns (DP-20). */
export type ReviewKind = Frequency | 'final' | 'early';

export const SCHEDULE_RULE: RuleNote = {
  sentence: 'Every contract has a schedule of reviews from its award, in proportion to its risk; the schedule is never empty.',
  source: 'Select committee report, paragraph 8.9.3 and recommendation 23 (RV-04)',
  confidence: 'P',
};

/** Days after its date from which a review that was not held counts as missed (RV-04); the authority may set another number. */
export const MISSED_AFTER_DAYS = 14;
export const MISSED_AFTER_SETTING = 'review.missedAfterDays';

export interface PlannedReview {
  readonly kind: ReviewKind;
  readonly dueOn: CalendarDate;
}

/**
 * The reviews of an agreement. Each period's review is due on its last day, so that three years from 1 April give twelve quarterly
 * and three annual. An agreement shorter than every period asked for gets one final review on its last day: never none.
 * @param endsOn its last day
 */
export function scheduleReviews(startsOn: CalendarDate, endsOn: CalendarDate, frequencies: readonly Frequency[]): PlannedReview[] {
  const planned: PlannedReview[] = [];
  for (const kind of new Set(frequencies)) {
    const { months } = REVIEW_KINDS[kind];
    for (let period = 1; ; period++) {
      const dueOn = addDays(addMonths(startsOn, period * months), -1);
      if (dueOn > endsOn) break;
      planned.push({ kind, dueOn });
    }
  }
  if (planned.length === 0) planned.push({ kind: 'final', dueOn: endsOn });
  return planned.sort((a, b) => compareDates(a.dueOn, b.dueOn));
}

export type ReviewStanding = 'held' | 'held-late' | 'missed' | 'due' | 'to-come';

/** How a review stands today. Missed is read from the date, never written. */
export function standingOf(review: { readonly dueOn: CalendarDate; readonly heldOn: CalendarDate | null }, today: CalendarDate, missedAfterDays: number): ReviewStanding {
  if (review.heldOn !== null) return review.heldOn > addDays(review.dueOn, missedAfterDays) ? 'held-late' : 'held';
  if (today > addDays(review.dueOn, missedAfterDays)) return 'missed';
  return today >= review.dueOn ? 'due' : 'to-come';
}

/** A review can be written up once held, and once only. */
export function decideHolding(review: { readonly heldOn: string | null }, heldOn: CalendarDate, today: CalendarDate): Decision {
  if (review.heldOn !== null) return refuse('already-held', 'This review has been written up already. What both parties signed does not change.');
  if (heldOn > today) return refuse('in-future', 'The date it was held cannot be in the future.', { field: 'heldOn' });
  return allow();
}
