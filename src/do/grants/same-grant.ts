import { createHash } from 'node:crypto';
import type { GrantDocument, Json } from './grant-fields.ts';

/** What changes from file to file without the grant changing. */
const PASSING = new Set(['dateModified']);

/** A text that is the same for documents that say the same, whatever the order of their fields. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${(value as Json[]).map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value as GrantDocument).filter(([name]) => !PASSING.has(name)).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

/** Whether two documents say the same. */
export const sayTheSame = (one: GrantDocument, other: GrantDocument): boolean => canonical(one) === canonical(other);

/** What a row is recognised as unchanged by. */
export const hashOf = (document: GrantDocument): string => sha256Text(canonical(document));

export const sha256Text = (text: string): string => createHash('sha256').update(text).digest('base64url');
