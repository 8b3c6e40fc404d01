import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
export { optionalWords, words } from '#platform/typed-words';

/** A number with at most four places, from nothing to a most; null where nothing was typed. */
export const optionalNumber = (most: Decimal, message: string) => z.string().transform((text, context): Decimal | null => {
  if (text.trim() === '') return null;
  const parsed = parseDecimal(text.trim().replace(/%$/, ''));
  if (parsed.ok && !parsed.value.isNegative() && parsed.value.compare(most) <= 0 && parsed.value.scale <= 4) return parsed.value;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** A whole number; null where nothing was typed. */
export const optionalWhole = (least: number, most: number, message: string) => z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  const number = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** From `Posted.date`. */
export const day = (missing: string) => z.string().transform((text, context): CalendarDate => {
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: text === '' ? missing : 'Enter a real date, such as 27 3 2026' });
    return z.NEVER;
  }
});
