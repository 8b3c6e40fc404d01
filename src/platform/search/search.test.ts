import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { putInSearch } from './search-index.ts';
import { RESULTS_A_PAGE, search } from './search.ts';

let house: House;
beforeAll(async () => { house = await openHouse(); }, 60_000);
afterAll(() => house?.close());
beforeEach(async () => void (await house.database.pool.query('truncate search_entry')));

const put = (kind: string, title: string, happenedOn: string | null = null, summary = '') =>
  house.database.write((tx) => putInSearch(tx, { record: { kind, id: newId<'agreement'>() }, bodyId: null, title, summary, address: '/', happenedOn }));
const find = (words: string, page = 1, kinds?: readonly string[]) => house.database.read((read) => search(read, { words, page, ...(kinds ? { kinds } : {}) }));
const titles = async (...asked: Parameters<typeof find>) => (await find(...asked)).results.map(({ title }) => title);

test('what has the words in its title stands first, then the newest; every kind is searched, or those that are asked for', async () => {
  await put('agreement', 'Grass cutting', '2020-01-01', 'for the bowling green');
  await put('agreement', 'Bowling green', '2019-01-01');
  await put('notice', 'Bowling green again', '2021-01-01');
  await put('organisation', 'Bowling Green Club');
  expect((await titles('bowling green')).slice(0, 3).toSorted()).toEqual(['Bowling Green Club', 'Bowling green', 'Bowling green again']);
  expect((await titles('bowling green')).at(-1)).toBe('Grass cutting');
  expect(await titles('bowling green', 1, ['notice'])).toEqual(['Bowling green again']);
  expect(await titles('bowling green', 1, ['nothing-of-this'])).toEqual([]);
});

test('of a word that very many have, a kind with few records is found beside the many, and the newest of the many are', async () => {
  await house.database.pool.query(`insert into search_entry (record_kind, record_id, title, summary, address, happened_on, words, plain)
    select 'agreement', gen_random_uuid(), 'Highways ' || n, '', '/', date '2000-01-01' + n, setweight(to_tsvector('english', 'highways ' || n), 'A'), 'highways ' || n from generate_series(1, 3000) n`);
  await put('organisation', 'Highways of Wantshire');
  const seen: string[] = [];
  for (let page = 1; ; page++) {
    const { results, more } = await find('highways', page);
    seen.push(...results.map(({ title }) => title));
    if (!more) break;
    expect(results).toHaveLength(RESULTS_A_PAGE);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toContain('Highways of Wantshire');
  expect(seen).toContain('Highways 3000');
  expect(seen).not.toContain('Highways 1');
});

test.each([['libary', 'Library services'], ['sofware', 'Software licences'], ['domicilary', 'Domiciliary care'], ['transprot', 'School transport'], ['caterng', 'Catering']])('%s finds %s', async (typed, title) => {
  await put('agreement', title);
  await put('agreement', 'Youth work');
  expect(await find(typed)).toMatchObject({ byLikeness: true, more: false, results: [{ title }] });
});

test('nothing is found of nothing, and nothing like these words', async () => {
  expect(await find('anything')).toEqual({ results: [], more: false, byLikeness: false });
  await put('agreement', 'Youth work');
  expect(await find('zzzqqq')).toEqual({ results: [], more: false, byLikeness: false });
  expect(await find('  ')).toEqual({ results: [], more: false, byLikeness: false });
});
