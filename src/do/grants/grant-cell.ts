import { calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import { isNothing, readAmount, readDate, readMonths, type DateOrder } from '#parts/tables';
import type { GrantField, Json } from './grant-fields.ts';

/** A cell as a file holds it: text, or what JSON has. A spreadsheet's date comes as a moment in UTC, as the standard's tools write it. */
export type GrantCell = string | number | boolean | null;

export type ReadCell = { readonly value: Json | undefined } | { readonly why: string };

const ISO_MOMENT = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const EARLIEST = '1900-01-01';

/**
 * A cell as a field of the standard holds it: text as it stands, numbers without pound signs and commas, dates in ISO 8601. A word for
 * nothing ("TBC") in a number or a date is nothing; an empty cell always is (`value` undefined).
 */
export function readCell(field: GrantField, cell: GrantCell, order: DateOrder): ReadCell {
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return { value: undefined };
  switch (field.kind) {
    case 'number': return readNumber(field, cell);
    case 'date':
    case 'moment': return readMoment(field, cell, order);
    case 'texts': return { value: textOf(cell).split(';').map((part) => part.trim()).filter(Boolean) };
    case 'object':
    case 'list': return { why: `${field.title} is several columns, each with its own heading` };
    default: return field.choices ? choiceOf(field, field.choices, textOf(cell)) : { value: textOf(cell) };
  }
}

const textOf = (cell: Exclude<GrantCell, null>): string => (typeof cell === 'string' ? cell : String(cell));

/** A currency that is none would let its amount pass for pounds, so it is refused; any other choice that is none stays as it is written. */
function choiceOf(field: GrantField, choices: ReadonlySet<string>, text: string): ReadCell {
  if (field.name === 'currency' && isNothing(text)) return { value: undefined };
  const value = chosen(choices, text);
  return field.name === 'currency' && !choices.has(value) ? { why: 'not the code of a currency' } : { value };
}

/** The choice that is meant, whatever its capitals: "gbp" and "£" are GBP. What is none of them stays as it is written. */
function chosen(choices: ReadonlySet<string>, text: string): string {
  const plain = text.trim();
  if (choices.has(plain)) return plain;
  const known = CHOSEN[plain.toLowerCase()] ?? plain.toUpperCase();
  const yesNo = `${plain.charAt(0).toUpperCase()}${plain.slice(1).toLowerCase()}`;
  return choices.has(known) ? known : choices.has(yesNo) ? yesNo : text;
}
const CHOSEN: Readonly<Record<string, string>> = { '£': 'GBP', pounds: 'GBP', sterling: 'GBP', 'pounds sterling': 'GBP', '€': 'EUR', euro: 'EUR', euros: 'EUR', 'us$': 'USD', y: 'Yes', true: 'Yes', n: 'No', false: 'No' };

function readNumber(field: GrantField, cell: Exclude<GrantCell, null>): ReadCell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell } : { why: 'not a number' };
  if (typeof cell !== 'string') return { why: 'not a number' };
  const plain = cell.trim();
  if (isNothing(plain)) return { value: undefined };
  if (/^-?\d+(\.\d+)?$/.test(plain)) return { value: Number(plain) };
  if (field.name === 'duration') {
    const months = readMonths(plain);
    return months === null ? { why: 'not a number of months' } : { value: months };
  }
  if (!field.name.startsWith('amount') && field.name !== 'value') return Number.isFinite(Number(plain)) ? { value: Number(plain) } : { why: 'not a number' };
  // The currency has a column of its own, so a sign of another is no mistake.
  const amount = readAmount(plain.replaceAll(/\s+/g, ' ').replace(/^(€|\$|us\$|eur|usd)\s*|\s*(€|eur|usd)$/i, ''));
  return 'pence' in amount ? { value: Number(amount.pence) / 100 } : { why: /^(?:not|larger) /.test(amount.why) ? amount.why : `not an amount: ${amount.why}` };
}

function readMoment(field: GrantField, cell: Exclude<GrantCell, null>, order: DateOrder): ReadCell {
  if (typeof cell === 'boolean') return { why: 'not a date' };
  const plain = String(cell).trim();
  if (isNothing(plain)) return { value: undefined };
  const moment = ISO_MOMENT.exec(plain);
  if (moment && calendarDateOrNull(moment[1]!) && inReach(moment[1]!)) return { value: plain };
  if ((field.name === 'startDate' || field.name === 'endDate') && /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(plain) && inReach(`${plain.slice(0, 4)}-12-31`)) return { value: plain };
  const date = readDate(plain, order, field.name === 'endDate' ? 'end' : 'start');
  return date && inReach(date) ? { value: date } : { why: 'not a date' };
}

const inReach = (date: string): boolean => date >= EARLIEST && date < '2200';

/** The day that a date of the standard means: of a moment, or the first (or last) day of a month or year. Null for none. */
export function dayOf(value: Json | undefined, edge: 'start' | 'end' = 'start'): CalendarDate | null {
  if (typeof value !== 'string') return null;
  if (/^\d{4}$/.test(value)) return calendarDateOrNull(edge === 'start' ? `${value}-01-01` : `${value}-12-31`);
  if (/^\d{4}-\d{2}$/.test(value)) return readDate(value, 'day-first', edge);
  return calendarDateOrNull(value.slice(0, 10));
}
