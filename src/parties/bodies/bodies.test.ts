import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import { authorityOf } from '../reference/authorities.store.ts';
import { cpvIsWithin, cpvTitle, searchCpv } from '../reference/cpv.store.ts';
import { slugOf } from './body.ts';

let house: House;
beforeAll(async () => { house = await openHouse(); });
afterAll(() => house.close());

const KENT = { name: 'Kent County Council', slug: 'kent', kind: 'county-council', gssCode: 'e10000016', platformIdentifier: '', website: 'https://www.kent.gov.uk', contactEmail: '' };

test('a site administrator adds a body, which is public and found; nobody else can; taken names are named', async () => {
  const site = await house.addPerson('Si Te', ['site-administrator', '']);
  const visitor = house.visitor(site);
  const bad = await visitor.post('/bodies/new', { ...KENT, slug: 'Kent!', gssCode: 'E99', website: 'javascript:1' });
  expect(bad.status).toBe(422);
  for (const sentence of ['Short name must be', 'Enter an ONS code', 'Enter a web address']) expect(bad.text).toContain(sentence);
  expect(bad.html).toContain('value="Kent County Council"');
  const made = await visitor.post('/bodies/new', KENT);
  expect(made.text).toContain('Kent County Council is a county council for Kent');
  expect((await visitor.post('/bodies/new', { ...KENT, slug: 'kent-2' })).text).toContain('Another body has this code');
  const id = made.url.split('/').at(-1)!;
  expect((await house.visitor().get('/bodies')).text).toContain('Kent County Council');
  const administrator = await house.addPerson('Ad Min', ['administrator', id]);
  expect((await house.visitor(administrator).get('/bodies/new')).status).toBe(404);
  expect((await house.visitor().get(`/bodies/${id}/edit`)).text).not.toContain('Details of');
  const administrators = house.visitor(administrator);
  await administrators.post(`/bodies/${id}/units/add`, { unitName: 'Children, Young People <&> Education' });
  expect((await administrators.post(`/bodies/${id}/units/add`, { unitName: 'Children, Young People & Education' })).text).toContain('It is added');
  const page = await administrators.get(`/bodies/${id}`);
  await administrators.post(/\/bodies\/[0-9a-f-]+\/units\/[0-9a-f-]{36}\/end/.exec(page.html)![0]);
  expect((await administrators.get(`/bodies/${id}`)).text).toContain('Ended on');
  expect((await administrators.post(`/bodies/${id}/edit`, { ...KENT, name: 'Kent Council' })).text).toContain('Kent Council is a county council');
});

test('names become addresses', () => {
  expect([slugOf('Bristol, City of'), slugOf("King's Lynn & West Norfolk"), slugOf('Ynys Môn'), slugOf('---')]).toEqual(['bristol-city-of', 'kings-lynn-west-norfolk', 'ynys-mon', '']);
});

test('authorities are found by short name', () => {
  expect(authorityOf('kent')).toEqual({ slug: 'kent', name: 'Kent County Council', kind: 'county-council', gssCode: 'E10000016' });
  expect(authorityOf('salford')).toMatchObject({ kind: 'metropolitan-district', gssCode: 'E08000006' });
  expect(authorityOf('atlantis')).toBeUndefined();
});

test('categories have titles, are found by words and lie within wider ones', () => {
  expect(cpvTitle('85312000-9')).toBe(cpvTitle('85312000'));
  expect(cpvTitle('00000001')).toBeUndefined();
  expect(searchCpv('social work')[0]!.code).toMatch(/^85/);
  expect(searchCpv('zzzz')).toEqual([]);
  expect([cpvIsWithin('85312000', '85000000'), cpvIsWithin('85312000', '85300000'), cpvIsWithin('85312000', '80000000')]).toEqual([true, true, false]);
});
