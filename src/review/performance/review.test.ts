import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decideHolding, scheduleReviews, standingOf } from './review.ts';

const date = calendarDate;

describe('a schedule of reviews', () => {
  test('RV-04: three years, quarterly and annual, are 12 quarterly and 3 annual reviews', () => {
    const planned = scheduleReviews(date('2026-04-01'), date('2029-03-31'), ['quarterly', 'annual']);
    expect(planned.filter((review) => review.kind === 'quarterly')).toHaveLength(12);
    expect(planned.filter((review) => review.kind === 'annual')).toHaveLength(3);
    expect(planned[0]).toEqual({ kind: 'quarterly', dueOn: '2026-06-30' });
    expect(planned.at(-1)!.dueOn).toBe('2029-03-31');
  });
  test('RV-04: a schedule is never empty: a three-week agreement has one final review', () => {
    expect(scheduleReviews(date('2026-04-01'), date('2026-04-21'), ['quarterly', 'annual'])).toEqual([{ kind: 'final', dueOn: '2026-04-21' }]);
    expect(scheduleReviews(date('2026-04-01'), date('2026-04-21'), [])).toHaveLength(1);
  });
  test('a frequency chosen twice is planned once', () => expect(scheduleReviews(date('2026-04-01'), date('2027-03-31'), ['annual', 'annual'])).toHaveLength(1));
  test('a start on the 31st keeps to month ends', () => {
    expect(scheduleReviews(date('2026-01-31'), date('2026-04-29'), ['monthly']).map((review) => review.dueOn)).toEqual(['2026-02-27', '2026-03-30', '2026-04-29']);
  });
});

describe('how a review stands', () => {
  const due = { dueOn: date('2026-06-30'), heldOn: null };
  test('RV-04: 14 days after its date it is due still; on the 15th it is missed', () => {
    expect(standingOf(due, date('2026-07-14'), 14)).toBe('due');
    expect(standingOf(due, date('2026-07-15'), 14)).toBe('missed');
  });
  test('the day before it is to come', () => expect(standingOf(due, date('2026-06-29'), 14)).toBe('to-come'));
  test('held in time or late', () => {
    expect(standingOf({ ...due, heldOn: date('2026-07-14') }, date('2027-01-01'), 14)).toBe('held');
    expect(standingOf({ ...due, heldOn: date('2026-07-15') }, date('2027-01-01'), 14)).toBe('held-late');
  });
  test('an authority’s own number counts', () => expect(standingOf(due, date('2026-07-06'), 5)).toBe('missed'));
  test('it cannot be held in the future, nor twice', () => {
    expect(decideHolding({ heldOn: null }, date('2026-07-02'), date('2026-07-01'))).toMatchObject({ code: 'in-future' });
    expect(decideHolding({ heldOn: '2026-07-01' }, date('2026-07-01'), date('2026-07-01'))).toMatchObject({ code: 'already-held' });
  });
});
