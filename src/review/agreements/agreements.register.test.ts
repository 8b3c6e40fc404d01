import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type BodyId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { refreshWords } from './index.ts';

let house: House;
let kent: BodyId;
let swale: BodyId;

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-06-01T09:00:00Z');
  [kent, swale] = [await house.addBody('kent'), await house.addBody('swale')];
  await house.addBody('nothing-here');
  await house.database.pool.query(`update body set name = case slug when 'kent' then 'Kent County Council' else 'Swale Borough Council' end where slug in ('kent', 'swale')`);
}, 60_000);
afterAll(() => house?.close());

/** A live agreement, in SQL: what it is made by is not what is tested here. */
async function live(bodyId: string, kind: string, title: string, parentId: string | null = null): Promise<string> {
  const id = newId<'agreement'>();
  await house.database.write(async (tx) => {
    await sql`insert into agreement (id, reference, body_id, kind, title, description, state, parent_id, incomplete, missing) values (${id}, ${`R-${id}`}, ${bodyId}, ${kind}, ${title}, '', 'live', ${parentId}, true, '{manager}')`.execute(tx);
    await refreshWords(tx, [id]);
  });
  return id;
}

const page = (query = '') => house.visitor().get(`/contracts${query}`);
const json = async (query: string) => JSON.parse((await house.visitor().get(`/contracts.json${query}`)).html) as { total: number; counted?: Record<string, number>; items: { title: string; kind: string }[]; problems?: unknown };
const control = (html: string) => /<(select|input)[^>]*name="body"[^>]*>/.exec(html)?.[0];

describe('the authority', () => {
  test('one authority is no choice; of two the reader chooses by name, and the choice is in the page, the next question and the files', async () => {
    await live(kent, 'contract', 'Home care');
    expect(control((await page()).html)).toBeUndefined();
    await live(swale, 'contract', 'Park benches');
    const all = await page();
    expect(control(all.html)).toContain('<select');
    // Whoever has nothing in the register is not offered.
    expect(all.html).not.toContain('value="nothing-here"');
    const chosen = await page('?body=swale&standing=live');
    expect(chosen.text).toContain('1 contract');
    expect(chosen.text).toContain('Only: Authority: Swale Borough Council; Standing: Live.');
    expect(chosen.html).toContain('<option value="swale" selected>Swale Borough Council</option>');
    expect(chosen.html).toContain('href="/contracts.csv?body=swale&amp;standing=live"');
    expect((await house.visitor().get('/contracts.csv?body=swale')).html).not.toContain('Home care');
    expect((await json('?body=swale')).items.map(({ title }) => title)).toEqual(['Park benches']);
  });

  test('an authority is understood by its short name and by any part of its name; one with no contract has none, and a name that is none is told', async () => {
    for (const asked of ['swale', 'SWALE', 'Swale+Borough+Council', 'borough']) expect((await json(`?body=${asked}`)).items.map(({ title }) => title)).toEqual(['Park benches']);
    expect((await json('?body=council')).total).toBe(2);
    expect((await page('?body=nothing-here')).text).toContain('No contracts match');
    for (const hostile of ['Atlantis', '%25', "'+or+1=1", '%00', '%3Cscript%3Ealert(1)%3C/script%3E']) {
      const told = await page(`?body=${hostile}`);
      expect(told.status).toBeLessThan(500);
      expect(told.html).not.toContain('<script>alert');
    }
    const told = await page('?body=Atlantis');
    expect(told.text).toContain('Authority: none here has “Atlantis” in its name');
    expect(told.html).toContain('value="Atlantis"');
    expect((await house.visitor().get('/contracts.json?body=Atlantis')).status).toBe(400);
  });

  test('of hundreds a part of the name is typed, and what was meant is said', async () => {
    await house.database.pool.query(`with made as (insert into body (id, slug, name, kind) select gen_random_uuid(), 'many-' || n, 'Many Council ' || n, 'county-council' from generate_series(1, 400) n returning id, slug)
      insert into agreement (id, reference, body_id, kind, title, description, state, incomplete, missing) select gen_random_uuid(), slug, id, 'contract', 'Of ' || slug, '', 'live', true, '{manager}' from made`);
    const all = await page();
    expect(control(all.html)).toContain('<input');
    expect(all.text).toContain('402 to find');
    const one = await page('?body=many-400');
    expect(control(one.html)).toContain('value="Many Council 400"');
    expect(one.text).toContain('Only: Authority: Many Council 400.');
    const several = await page('?body=many+council+39');
    // 39 itself and 390 to 399: the whole name is exact, so it is the one that is meant.
    expect(several.text).toContain('1 contract');
    const part = await page('?body=council+39');
    expect(part.text).toContain('11 contracts');
    expect(part.text).toContain('or 6 more with “council 39” in their names');
    await house.database.pool.query(`delete from agreement where title like 'Of many-%'`);
  });
});

describe('the kinds', () => {
  test('contracts are counted as contracts, grants and what was passed on of them apart, and the list says which is which', async () => {
    const grant = await live(kent, 'grant', 'Youth club grant');
    await live(kent, 'grant', 'Chairs for the hall', grant);
    await live(kent, 'in-house', 'Library service');
    const all = await page('?body=kent');
    expect(all.text).toContain('1 contract, 1 grant, 1 grant passed on and 1 in-house service');
    expect(all.text).toMatch(/Chairs for the hall.*Grant passed on/);
    expect((await json('?body=kent')).counted).toEqual({ contract: 1, grant: 1, 'grant-passed-on': 1, 'in-house': 1 });
    expect((await page('?body=kent&limit=2')).text).toContain('in-house service: 1 to 2 of 4');
    expect((await json('?kind=grant')).items.map(({ title }) => title)).toEqual(['Youth club grant']);
    expect((await json('?kind=grant-passed-on')).items).toMatchObject([{ title: 'Chairs for the hall', kind: 'grant-passed-on' }]);
    expect((await page('?kind=contract')).text).toContain('2 contracts');
    expect((await house.visitor().get('/')).text).toContain('3 live, for what');
  });
});
