import { sql, type RawBuilder } from 'kysely';

/**
 * SQL for whether words are spelt much like a part of a plain text that has an index of trigrams. The first operator forgives a wrong letter in words that are
 * long, or that stand within longer ones; the second, which compares whole words, a letter left out of a short one ("libary").
 * @param plain SQL for the text, as `plain_text` makes it
 */
export const speltLike = (words: string, plain: string): RawBuilder<unknown> => sql`(plain_text(${words}) <% ${sql.raw(plain)} or plain_text(${words}) <<% ${sql.raw(plain)})`;
