import type { Tx } from './connection.ts';
import type { PromptConnection } from './prompt-connection.ts';

/**
 * Streams rows into a table within a transaction: `copy ... from stdin` with its text format, a chunk of whole lines at a time. What
 * the chunks throw comes out, and the transaction is then aborted. @param statement our own SQL @returns rows stored
 */
export async function copyIn(tx: Tx, statement: string, chunks: AsyncIterable<string | Buffer>): Promise<number> {
  return tx.getExecutor().provideConnection((connection) => (connection as PromptConnection).copyIn(statement, chunks));
}

/** One value of COPY's text format; null is `\N`. A NUL, which PostgreSQL stores in no text, is left out. */
export function copyValue(value: string | number | bigint | boolean | null): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return SPECIAL.test(value) ? value.replaceAll(EVERY_SPECIAL, (character) => ESCAPES[character]!) : value;
}

const SPECIAL = /[\\\t\n\r\0]/;
const EVERY_SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };
