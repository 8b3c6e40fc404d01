import type { DateOrder } from '#parts/tables';
import { dayOf, readCell, type GrantCell } from './grant-cell.ts';
import type { GrantDocument, GrantField, Json } from './grant-fields.ts';
import { isObject, type RefusedCell } from './unflatten.ts';

/** What a grant must say to be one, whatever file it comes from; the rest the standard asks for is made up from what is known. */
export interface GrantNeeds {
  /** False where a file has no identifiers at all: each grant is then known by what it says. */
  readonly identifier: boolean;
}

/** Why a grant cannot be taken, by the title of what is wrong; null when it can. */
export function problemOf(grant: GrantDocument, needs: GrantNeeds): RefusedCell | null {
  if (needs.identifier && wordsAt(grant['id']) === '') return { column: 'Identifier', reason: 'this grant has no identifier' };
  const amounts = ([['amountAwarded', 'Amount Awarded'], ['amountAppliedFor', 'Amount Applied For'], ['amountDisbursed', 'Amount Disbursed']] as const);
  for (const [name, column] of amounts) {
    const amount = grant[name];
    if (amount === undefined && name !== 'amountAwarded') continue;
    if (typeof amount !== 'number') return { column, reason: 'there is no amount awarded' };
    if (amount < 0) return { column, reason: `${column} is below nothing: ${amount}. What was taken back belongs with the grant it was taken back from` };
    if (amount > 1e13) return { column, reason: `${column} is larger than any grant: ${amount}` };
  }
  const [planned] = listAt(grant['plannedDates']);
  if (dayOf(grant['awardDate']) === null && dayOf(planned?.['startDate']) === null) return { column: 'Award Date', reason: 'there is no date of the award' };
  for (const [name, column] of [['plannedDates', 'Planned Dates:End Date'], ['actualDates', 'Actual Dates:End Date']] as const) {
    for (const dates of listAt(grant[name])) {
      const [start, end] = [dayOf(dates['startDate']), dayOf(dates['endDate'], 'end')];
      if (start && end && end < start) return { column, reason: `it ends on ${end}, before it begins on ${start}` };
      if (typeof dates['duration'] === 'number' && (dates['duration'] < 0 || dates['duration'] > 1200)) return { column: column.replace('End Date', 'Duration (months)'), reason: `a grant does not run for ${dates['duration']} months` };
    }
  }
  const [recipient] = listAt(grant['recipientOrganization']);
  const toOrganisation = recipient !== undefined && (wordsAt(recipient['name']) !== '' || wordsAt(recipient['id']) !== '');
  return toOrganisation || isObject(grant['recipientIndividual']) ? null : { column: 'Recipient Org:Name', reason: 'it does not say who receives the grant' };
}

/** Words of a value: '' for anything else. */
export const wordsAt = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');

/** The objects of a list, leaving out what is none; a single object is a list of one. */
export const listAt = (value: Json | undefined): GrantDocument[] => (Array.isArray(value) ? (value as Json[]).filter(isObject) : isObject(value) ? [value] : []);

/**
 * A grant of a JSON file with its values as the standard has them: amounts that are text become numbers, dates become ISO, null and
 * empty are left out. What the standard does not know stays as it is.
 */
export function tidied(grant: GrantDocument, fields: ReadonlyMap<string, GrantField>, order: DateOrder, within = ''): { readonly grant: GrantDocument } | { readonly refused: RefusedCell } {
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(grant)) {
    const field = fields.get(name);
    const column = `${within}${field?.title ?? name}`;
    if (value === null || value === '') continue;
    if (!field) {
      result[name] = value;
      continue;
    }
    const read = field.kind === 'list' || field.kind === 'object' ? tidiedInner(field, value, order, column) : readValue(field, value, order, column);
    if ('refused' in read) return read;
    if (read.value !== undefined) result[name] = read.value;
  }
  return { grant: result };
}

function readValue(field: GrantField, value: Json, order: DateOrder, column: string): { readonly value: Json | undefined } | { readonly refused: RefusedCell } {
  if (field.kind === 'texts' && Array.isArray(value)) return { value };
  if (typeof value === 'object') return { refused: { column, reason: `${column} is not one value` } };
  const read = readCell(field, value as GrantCell, order);
  return 'why' in read ? { refused: { column, reason: `${column} is ${read.why}: ${String(value).slice(0, 60)}` } } : read;
}

function tidiedInner(field: GrantField, value: Json, order: DateOrder, column: string): { readonly value: Json | undefined } | { readonly refused: RefusedCell } {
  // One object where the standard has a list is read as a list of one.
  const items = listAt(value);
  if (items.length === 0) return Array.isArray(value) ? { value: undefined } : { refused: { column, reason: `${column} is not what the standard has there` } };
  const read: GrantDocument[] = [];
  for (const item of items) {
    const one = tidied(item, field.fields, order, `${column}:`);
    if ('refused' in one) return one;
    if (Object.keys(one.grant).length > 0) read.push(one.grant);
  }
  if (read.length === 0) return { value: undefined };
  return { value: field.kind === 'list' ? read : read[0]! };
}
