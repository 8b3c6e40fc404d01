import { isDeeper } from '#kernel/json-depth';
import type { GrantDocument, Json } from './grant-fields.ts';
import { isObject } from './unflatten.ts';

export type GrantsInJson = { readonly ok: true; readonly grants: readonly (GrantDocument | null)[] } | { readonly ok: false; readonly why: string };

/** The grants of a JSON text: a package (`{"grants": [...]}`), a list, one grant, or one a line. Anything in their place that is no object, or is nested beyond any sense, is null. */
export function grantsInJson(text: string): GrantsInJson {
  const plain = text.replace(/^\uFEFF/, '');
  const parsed = read(plain) ?? lines(plain);
  if (parsed === null) return { ok: false, why: 'This begins like JSON but cannot be read as JSON: it may have been cut short.' };
  const value = parsed.value;
  const list = Array.isArray(value) ? value : isObject(value) && Array.isArray(value['grants']) ? value['grants'] : isObject(value) && ('id' in value || 'amountAwarded' in value) ? [value] : null;
  if (list === null) return { ok: false, why: 'This JSON holds no grants: 360Giving has a list of them under "grants".' };
  return { ok: true, grants: (list as Json[]).map((one) => (isObject(one) && !isDeeper(one, DEEPEST) ? one : null)) };
}

/** The standard's own grants are four deep. */
const DEEPEST = 50;

function read(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

function lines(text: string): { readonly value: Json } | null {
  const values = text.split('\n').filter((line) => line.trim() !== '').map(read);
  return values.length > 1 && values.every((one) => one !== null) ? { value: values.map((one) => one.value) } : null;
}
