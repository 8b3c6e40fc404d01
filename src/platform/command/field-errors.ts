import type { z } from 'zod';

/** What is wrong with one thing that was typed: the field's name as in the form, and a sentence. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** One sentence a field, the first found; nested paths are joined with a hyphen as form field names are. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const found = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('-') || 'form';
    if (!found.has(field)) found.set(field, issue.message);
  }
  return [...found].map(([field, message]) => ({ field, message }));
}
