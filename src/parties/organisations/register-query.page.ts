import { z } from 'zod';
import type { FormState } from '#platform/pages/form';
import { fieldErrors } from '#platform/command/field-errors';
import { declarationFields, identityFields } from './profile-fields.command.ts';

/** What was typed on the pages of registering, carried from page to page in the address: nothing is kept here before the last. */
export interface RegisterQuery {
  readonly name: string;
  readonly companyNumber: string;
  readonly charityNumber: string;
  readonly kind: string;
  readonly size: string;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  readonly areaWords: string;
  readonly categoryWords: string;
  /** The page only looks areas or categories up; what is missing is not wrong yet. */
  readonly isFinding: boolean;
  /** Comes back from page 3 because something is missing. */
  readonly isChecking: boolean;
  /** Everything but the look-up words, for an address. */
  readonly parameters: string;
}

const text = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? (value.at(-1) ?? '') : value)).transform((value) => value.replaceAll('\0', '').slice(0, 400)).catch('');
const texts = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]).map((one) => one.slice(0, 20)).slice(0, 600)).catch([]);

export const registerQuery = z
  .object({ name: text, companyNumber: text, charityNumber: text, kind: text, size: text, areas: texts, categories: texts, areaWords: text, categoryWords: text, find: text, check: text })
  .transform(({ find, check, ...typed }): RegisterQuery => {
    const parameters = new URLSearchParams({ name: typed.name, companyNumber: typed.companyNumber, charityNumber: typed.charityNumber, kind: typed.kind, size: typed.size });
    for (const code of typed.areas) parameters.append('areas', code);
    for (const code of typed.categories) parameters.append('categories', code);
    return { ...typed, isFinding: find !== '', isChecking: check !== '', parameters: parameters.toString() };
  });

/** What is wrong with the first page as it was typed. */
export const identityProblems = (query: RegisterQuery): FormState['errors'] => problems(z.object(identityFields), query);
/** What is wrong with the second. */
export const declarationProblems = (query: RegisterQuery): FormState['errors'] => problems(z.object(declarationFields), query);

function problems(schema: z.ZodType, query: RegisterQuery): FormState['errors'] {
  const parsed = schema.safeParse(query);
  return parsed.success ? [] : fieldErrors(parsed.error);
}

/** The query as a form's state, so that everything typed is shown again. */
export function stateOf(query: RegisterQuery, errors: FormState['errors'] = []): FormState {
  const { name, companyNumber, charityNumber, kind, size, areas, categories, areaWords, categoryWords } = query;
  const typed = Object.entries({ name, companyNumber, charityNumber, kind, size, areas, categories, areaWords, categoryWords }).filter(([, value]) => value !== '' && value.length > 0);
  return { values: Object.fromEntries(typed), errors };
}
