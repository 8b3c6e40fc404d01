/** A value of JSON as it was read. A number that JavaScript cannot hold is kept as its text (`JSON.rawJSON`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

interface RawNumber { readonly rawJSON: string }
interface JsonOfNode24 {
  rawJSON(text: string): RawNumber;
  isRawJSON(value: unknown): value is RawNumber;
  parse(text: string, reviver: (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
}
// Node 24 has these; the type definitions of the language version we compile for do not.
const json = JSON as unknown as JsonOfNode24;

export const isRawNumber = (value: unknown): value is RawNumber => json.isRawJSON(value);

/**
 * Reads JSON. @param risky whether a number in it may be too long or too large to be read and written without loss: it is then read
 * slowly, and such a number is kept as it was written @throws SyntaxError
 */
export function parseRelease(text: string, risky: boolean): unknown {
  if (!risky) return JSON.parse(text);
  return json.parse(text, (_key, value, { source }) => (typeof value === 'number' && source !== undefined && !keepsValue(value, source) ? json.rawJSON(source) : value));
}

/** Whether a number, printed, is the number that was written. */
function keepsValue(value: number, source: string): boolean {
  return Number.isFinite(value) && decimal(String(value)) === decimal(source);
}

/** Sign, digits without zeros at either end, and exponent: equal for equal numbers, however they are written. */
function decimal(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  if (short === '') return '0';
  return `${sign}${short}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - short.length)}`;
}
