import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openHouse, type House } from '../../../tests/house.ts';
import type { RegisterDefinition } from './register-definition.ts';
import { readRegisterQuery } from './register-query.ts';
import { registerPage } from './register.page.ts';
import { readRegisterPage } from './register.store.ts';
import { readAsJson } from './register.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (let n = 1; n <= 6; n++) await house.addBody(`counted-${n}`);
}, 60_000);
afterAll(() => house?.close());

const definitionWith = (mostCounted?: number): RegisterDefinition => ({
  name: 'counted', title: 'Counted', summary: '', nouns: ['body', 'bodies'], url: '/counted', act: {} as RegisterDefinition['act'], table: 'body', publicWhere: `r.slug like 'counted-%'`, address: (id) => `/counted/${id}`,
  fields: [{ key: 'slug', heading: 'Slug', type: 'text', sql: 'r.slug', onPage: true }], filters: [], sorts: [{ key: 'slug', words: 'Name', sql: 'r.slug collate "C"', type: 'text' }],
  search: { words: (words) => sql`r.slug like ${`%${words}%`}` }, ...(mostCounted === undefined ? {} : { mostCounted }),
});
const asked = (definition: RegisterDefinition, query: Readonly<Record<string, string>>) => house.database.read(async (read) => {
  const page = await readRegisterPage(read, definition, readRegisterQuery(definition, query));
  const json = await readAsJson(definition, read, query, 'https://here.example', '/counted.json');
  return { page, words: String(registerPage(definition, readRegisterQuery(definition, query), page)), total: json.ok ? json.list.total : undefined };
});

test('a register that counts no further than it says tells so on the page and gives no total in the JSON; its pages go on', async () => {
  const short = await asked(definitionWith(4), { limit: '4' });
  expect(short.page).toMatchObject({ total: 4, hasMore: true });
  expect(short.words).toContain('More than 4 bodies: 1 to 4');
  expect(short.total).toBeNull();
  const rest = await asked(definitionWith(4), { limit: '4', from: short.page.next! });
  expect(rest.page.rows.map(({ slug }) => slug)).toEqual(['counted-5', 'counted-6']);
  expect(rest.page.next).toBeNull();
});

test('a register with as many rows as it counts, or that counts all, gives the total', async () => {
  for (const definition of [definitionWith(6), definitionWith()]) {
    const { page, words, total } = await asked(definition, {});
    expect(page).toMatchObject({ total: 6, hasMore: false });
    expect(words).not.toContain('More than');
    expect(total).toBe(6);
  }
  expect((await asked(definitionWith(4), { q: 'counted-3' })).total).toBe(1);
  expect((await asked(definitionWith(4), { q: 'nothing' })).total).toBe(0);
});
