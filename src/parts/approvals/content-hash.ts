import { createHash } from 'node:crypto';

/** A digest of what is put forward, so that an approval does not outlive a change. Whole pence and exact decimals are taken as text. */
export const contentHashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))).digest('hex');
