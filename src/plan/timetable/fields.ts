import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { parsePounds } from '#kernel/money';
export { optionalWords, words } from '#platform/typed-words';

/** Fields of this room's forms, read from what people type. */

const dayFrom = (text: string): CalendarDate | null => {
  try {
    return calendarDate(text);
  } catch {
    return null;
  }
};
export const day = (empty: string) => z.string().transform((text, context): CalendarDate => {
  const read = dayFrom(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: text === '' ? empty : 'Enter a real date, such as 27 3 2026' });
  return z.NEVER;
});
export const optionalDay = z.string().transform((text, context): CalendarDate | null => {
  const read = dayFrom(text);
  if (read || text === '') return read;
  context.addIssue({ code: 'custom', message: 'Enter a real date, such as 27 3 2026' });
  return z.NEVER;
});
export const optionalCount = (most: number, message: string) => z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  const number = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  if (number >= 0 && number <= most) return number;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});
export const optionalPounds = z.string().transform((text, context): bigint | null => {
  if (text.trim() === '') return null;
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount that is not below zero' : parsed.why });
  return z.NEVER;
});
/** CPV codes, one a line, with or without the check digit. */
export const cpvLines = z.string().transform((text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))
  .pipe(z.array(z.string().regex(/^\d{8}(-\d)?$/, 'Each category code has 8 digits, such as 85000000')).max(50, 'Use 50 category codes or fewer'))
  .transform((codes) => codes.map((code) => code.slice(0, 8)));
