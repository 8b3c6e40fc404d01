import { sql } from 'kysely';
import type { RegisterFilter } from '#platform/register/register';

/**
 * The filter of a register by authority: those that have a row in it, by name.
 * @param rows SQL for "from ... where ..." over the register's public rows of the body `b`; asked once for each body, so it has an index by body
 */
export const authorityFilter = (rows: string): RegisterFilter => ({
  key: 'body', words: 'Authority', type: 'named',
  named: async (read, asked) => {
    const { rows: found } = await sql<{ value: string; text: string }>`select b.slug as value, b.name as text from body b where b.slug = ${asked} or exists (select ${sql.raw(rows)}) order by lower(b.name), b.slug`.execute(read);
    return found;
  },
  sql: (slugs) => sql`r.body_id = any(array(select id from body where slug = any(${[...slugs]}::text[])))`,
});
