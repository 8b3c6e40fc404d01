import { z } from 'zod';
import { calendarDateOrNull, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { parseTimeOfDay } from '#kernel/time-of-day';
import type { Posted } from '#platform/web/posted';
import { REASON } from './publication.ts';
export { optionalWords, words } from '#platform/typed-words';

/** Fields as people type them, read into the values that rooms use. A blank optional field is null. */

export const optionalPounds = z.string().transform((text, context): bigint | null => {
  if (text.trim() === '') return null;
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount that is not below zero' : parsed.why });
  return z.NEVER;
});

export const percent = (empty: string) => z.string().transform((text, context): Decimal => {
  const parsed = parseDecimal(text.trim().replace(/%$/, ''));
  if (parsed.ok && !parsed.value.isNegative() && parsed.value.compare(HUNDRED) <= 0 && parsed.value.scale <= 6) return parsed.value;
  context.addIssue({ code: 'custom', message: text.trim() === '' ? empty : 'Enter a percentage from 0 to 100, with no more than 6 digits after the point' });
  return z.NEVER;
});

export const optionalDecimal = (message: string) => z.string().transform((text, context): Decimal | null => {
  if (text.trim() === '') return null;
  const parsed = parseDecimal(text);
  if (parsed.ok && !parsed.value.isNegative() && parsed.value.scale <= 4) return parsed.value;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

export const optionalWhole = (least: number, most: number, message: string) => z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** From `Posted.date`: 'YYYY-MM-DD', or '' when nothing was typed. */
export const day = (empty: string) => z.string().transform((text, context): CalendarDate => {
  const read = calendarDateOrNull(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: text === '' ? empty : 'Enter a real date, such as 27 3 2026' });
  return z.NEVER;
});
export const optionalDay = z.string().transform((text, context): CalendarDate | null => {
  if (text === '') return null;
  const read = calendarDateOrNull(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: 'Enter a real date, such as 27 3 2026' });
  return z.NEVER;
});

/** "17:00", "5pm", "12.30 pm", "midday": 'HH:MM' on a 24-hour clock. Midnight is refused: people read it both ways. */
export const timeOfDay = z.string().transform((text, context): string => {
  const read = parseTimeOfDay(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: text.trim() === '' ? 'Enter a time' : 'Enter a time such as 5pm or 17:00. For the end of a day use 11:59pm.' });
  return z.NEVER;
});

/** The instant of a day and a time in London. */
export const instantOf = (date: CalendarDate, time: string): Date => londonInstant(date, time);

/** Lines of a box, without blanks. */
export const lines = z.string().transform((text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== ''));

const HUNDRED = decimal('100');

/** Reasons by what each is for, from the fields `reason-…` of a posted form. */
export const postedReasons = (posted: Posted): Record<string, string> =>
  Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith(REASON)).map((name) => [name.slice(REASON.length), posted.text(name)]));
