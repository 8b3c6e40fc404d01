import { z } from 'zod';
import { calendarDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';

const isDate = (text: string): boolean => {
  try {
    return calendarDate(text) === text;
  } catch {
    return false;
  }
};

/** A person chosen from a list, or nobody. */
export const optionalPerson = z.string().refine((text) => text === '' || isId(text), 'Choose a person from the list').optional();
export const realDate = z.string().refine(isDate, 'Enter a real date');
/** A date, or '' for none. */
export const optionalDate = z.string().refine((text) => text === '' || isDate(text), 'Enter a real date').optional();
/** Pounds as typed, or '' for none. Never below nothing. */
export const optionalPounds = z.string().refine((text) => text.trim() === '' || readsAsPounds(text), 'Enter an amount in pounds, like 1,234.50').optional();
export const outcomeChoices = z.array(z.string().refine(isId, 'Choose outcomes from the list')).optional();

function readsAsPounds(text: string): boolean {
  const parsed = parsePounds(text);
  return parsed.ok && parsed.pence >= 0n;
}

/** Pence of an amount that was checked before. */
export function penceOf(text: string): bigint {
  const parsed = parsePounds(text);
  if (!parsed.ok) throw new Error('this amount was not checked');
  return parsed.pence;
}
