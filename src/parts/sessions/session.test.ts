import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { calendarFile } from './calendar-file.ts';
import { decideBooking, moreNeeded, moreNeededWords, placeWaiting, slotsOfSet, type BookingId, type Session, type Slot, type SlotId } from './session.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const session: Session = {
  id: newId(), about: { kind: 'opportunity', id: newId() }, bodyId: newId(), kind: 'visit', title: 'Visits', words: '', audience: 'organisations', booksUntil: null, peopleEach: null,
  accessibility: '', alternative: '', cancelledAt: null, cancelledReason: null, createdBy: null,
};
const slot = (given: Partial<Slot> = {}): Slot => ({
  id: newId<'session_slot'>(), startsAt: new Date('2026-03-10T10:00:00Z'), endsAt: new Date('2026-03-10T11:00:00Z'), place: 'The centre', remoteLink: null, places: 1, taken: 0, cancelledAt: null, ...given,
});

describe('decideBooking', () => {
  const free = slot();
  const full = slot({ taken: 1 });
  test.each([
    ['a free time', session, [free], free.id, null, free.id],
    ['the last of them taken while choosing: waits', session, [full], full.id, null, null],
    ['asking to wait', session, [free], null, null, null],
    ['their own time again', session, [full], full.id, full.id, full.id],
  ] as const)('%s', (_name, of, slots, asked, held, placed) => expect(decideBooking(of, slots, asked, NOW, held)).toEqual({ kind: 'allowed', value: { slotId: placed } }));
  test.each([
    ['full while others are free', session, [full, free], full.id, 'full'],
    ['past', session, [slot({ startsAt: NOW })], 'first', 'past'],
    ['taken out', session, [slot({ cancelledAt: NOW })], 'first', 'no-slot'],
    ['of another session', session, [free], newId<'session_slot'>(), 'no-slot'],
    ['at the instant when booking ends', { ...session, booksUntil: NOW }, [free], free.id, 'too-late'],
    ['cancelled', { ...session, cancelledAt: NOW, cancelledReason: 'Fire' }, [free], free.id, 'cancelled'],
  ] as const)('refused: %s', (_name, of, slots, asked, code) => expect(decideBooking(of, slots, asked === 'first' ? slots[0]!.id : asked, NOW)).toMatchObject({ kind: 'refused', code }));
});

test('a set of times follows the London clock, stays on its day and is in the future', () => {
  const set = { on: calendarDate('2026-03-30'), firstAt: '10:00', minutesEach: 45, minutesBetween: 15, count: 3, places: 1, place: 'Hall', remoteLink: null };
  expect(slotsOfSet(set, NOW)).toMatchObject({ value: [{ startsAt: new Date('2026-03-30T09:00:00Z') }, { startsAt: new Date('2026-03-30T10:00:00Z') }, { startsAt: new Date('2026-03-30T11:00:00Z'), endsAt: new Date('2026-03-30T11:45:00Z') }] });
  expect(slotsOfSet({ ...set, on: calendarDate('2026-03-02'), firstAt: '09:00' }, NOW)).toMatchObject({ code: 'past' });
  expect(slotsOfSet({ ...set, count: 15 }, NOW)).toMatchObject({ code: 'past-midnight' });
  expect(slotsOfSet({ ...set, on: calendarDate('2029-03-02') }, NOW)).toMatchObject({ code: 'too-far' });
});

test('two days of six places and one who waits: a third set is asked for', () => {
  const slots = ['2026-03-10', '2026-03-11'].flatMap((day) => [9, 10, 11].map((hour) => slot({ startsAt: new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`), taken: 1 })));
  expect(moreNeededWords(moreNeeded(slots, 1)!)).toBe('All 6 places are taken and 1 waits. Add a third set of times.');
  expect(moreNeeded(slots, 0)).toBeNull();
  expect(moreNeededWords(moreNeeded([], 2)!)).toBe('There are no times yet and 2 wait. Add a first set of times.');
});

test('who waits longest gets the first free time; no more than there are', () => {
  const [early, late] = [slot({ places: 2, taken: 1 }), slot({ startsAt: new Date('2026-03-11T10:00:00Z') })];
  const waiting = ['2026-03-01T12:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z'].map((at) => ({ id: newId<'session_booking'>() as BookingId, bookedAt: new Date(at) }));
  expect(placeWaiting([late, early], waiting, NOW)).toEqual([{ bookingId: waiting[1]!.id, slotId: early.id }, { bookingId: waiting[2]!.id, slotId: late.id as SlotId }]);
});

test('a calendar file: times in UTC, whole days, one id for the same thing', () => {
  const file = calendarFile('Visits', [
    { id: 'a@wantsum', title: 'Visit; with, commas', when: { startsAt: new Date('2026-07-01T09:00:00Z'), endsAt: new Date('2026-07-01T10:00:00Z') }, place: 'Hall', address: 'https://x.test/sessions/1' },
    { id: 'b@wantsum', title: 'Closing', when: { on: calendarDate('2026-07-02') }, address: 'https://x.test/2', cancelled: true },
  ], NOW);
  expect(file).toContain('DTSTART:20260701T090000Z');
  expect(file).toContain('DTSTART;VALUE=DATE:20260702');
  expect(file).toContain('SUMMARY:Visit\\; with\\, commas');
  expect(file).toContain('UID:a@wantsum');
  expect(file).toContain('STATUS:CANCELLED');
});
