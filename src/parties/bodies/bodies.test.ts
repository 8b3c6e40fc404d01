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
  expect((await visitor.get('/home')).text).toContain('Add the first authority');
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
  await administrators.post(/\/bodies\/[0-9a-f-]+\/units\/[0-9a-f-]{36}\/end/.exec(page.html)![0], { reason: 'Reorganised' });
  expect((await administrators.get(`/bodies/${id}`)).text).toContain('Ended on');
  expect((await administrators.post(`/bodies/${id}/edit`, { ...KENT, name: 'Kent Council' })).text).toContain('Kent Council is a county council');
});

test('a first administrator is led to the authorities from home and the menu, and an authority’s staff to its local policy', async () => {
  const site = house.visitor(await house.addPerson('First Operator', ['site-administrator', '']));
  const home = await site.get('/home');
  expect(home.text).not.toContain('Add the first authority');
  for (const address of ['/bodies"', '/bodies/new"']) expect(home.html).toContain(`href="${address}`);
  const bodyId = await house.addBody('thanet');
  const administrator = house.visitor(await house.addPerson('Thanet Admin', ['administrator', bodyId]));
  const own = await administrator.get('/home');
  for (const address of ['/bodies"', `/bodies/${bodyId}"`, `/bodies/${bodyId}/people"`, `/bodies/${bodyId}/policy"`]) expect(own.html).toContain(`href="${address}`);
  expect((await administrator.get(`/bodies/${bodyId}`)).html).toContain(`href="/bodies/${bodyId}/policy"`);
  expect((await administrator.get(`/bodies/${bodyId}/policy`)).status).toBe(200);
  const officer = house.visitor(await house.addPerson('Thanet Officer', ['procurement-officer', bodyId]));
  expect((await officer.get('/home')).html).not.toContain(`/bodies/${bodyId}/policy`);
  expect((await officer.get(`/bodies/${bodyId}`)).html).toContain(`/bodies/${bodyId}/policy`);
  for (const stranger of [house.visitor(), house.visitor(await house.addPerson('Else Where', ['administrator', await house.addBody('dover')]))]) {
    expect((await stranger.get(`/bodies/${bodyId}`)).html).not.toContain(`/bodies/${bodyId}/policy`);
  }
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

test('a renamed directorate is the same one: both names with their dates, links stay; merged, it is counted under its successor', async () => {
  await house.setClock('2026-06-01T09:00:00Z');
  const bodyId = await house.addBody('swale');
  const administrator = await house.addPerson('Ad Min', ['administrator', bodyId]);
  const visitor = house.visitor(administrator);
  const { pool } = house.database;
  for (const unitName of ['Youth Services', 'Adults']) await visitor.post(`/bodies/${bodyId}/units/add`, { unitName });
  const idOf = async (name: string): Promise<string> => (await pool.query('select id from organisational_unit where body_id = $1 and name = $2', [bodyId, name])).rows[0].id;
  const [youth, adults] = [await idOf('Youth Services'), await idOf('Adults')];
  const exercise = async (title: string, unit: string) => (await pool.query(
    `insert into exercise (id, reference, body_id, unit_id, title, purpose, mechanism, category, light_touch, owner_id) values (gen_random_uuid(), $2, $1, $3, $2, 'p', 'contract', 'services', true, $4) returning id`, [bodyId, title, unit, administrator])).rows[0].id as string;
  const clubs = await exercise('Clubs', youth);
  await exercise('Homes', adults);
  const rename = (more: Readonly<Record<string, string>>) => visitor.post(`/bodies/${bodyId}/units/${youth}/rename`, { unitName: 'Children’s Services', 'from-day': '1', 'from-month': '5', 'from-year': '2026', reason: 'New committee', ...more });
  expect((await rename({ reason: '' })).text).toContain('Give a reason');
  expect((await rename({ 'from-year': '2027' })).text).toContain('must be today or earlier');
  expect((await rename({ 'from-day': '31', 'from-month': '2' })).text).toContain('Enter a real date');
  expect((await rename({ unitName: 'adults' })).text).toContain('Two that become one are merged');
  const renamed = await rename({});
  expect(renamed.text).toContain('Children’s Services Youth Services until 30 April 2026: New committee');
  expect((await rename({ unitName: 'Third Name', 'from-month': '4' })).text).toContain('must be after the day');
  expect(await idOf('Children’s Services')).toBe(youth);
  const owner = house.visitor(await house.addPerson('Com Mission', ['commissioner', bodyId]));
  expect((await owner.get(`/exercises/${clubs}`)).text).toContain('Children’s Services (until 30 April 2026 Youth Services)');

  await house.setClock('2026-07-01T09:00:00Z');
  expect((await visitor.post(`/bodies/${bodyId}/units/${adults}/end`, { successorId: adults, reason: 'x' })).text).toContain('It cannot go into itself');
  const merged = await visitor.post(`/bodies/${bodyId}/units/${adults}/end`, { successorId: youth, reason: 'One directorate for people' });
  expect(merged.text).toContain('Ended on 1 July 2026, now part of Children’s Services One directorate for people');
  const { rows: counted } = await pool.query(`select u.name, count(*)::int as exercises from exercise e join organisational_unit u on u.id = unit_counted_as(e.unit_id) where e.body_id = $1 group by u.name`, [bodyId]);
  expect(counted).toEqual([{ name: 'Children’s Services', exercises: 2 }]);
  expect((await visitor.post(`/bodies/${bodyId}/units/${youth}/end`, { successorId: adults, reason: 'x' })).text).toContain('Adults has ended');
  const { rows: trail } = await pool.query(`select act, reason from audit_entry where body_id = $1 and result = 'done' and act in ('bodies.renameUnit', 'bodies.endUnit') order by happened_at`, [bodyId]);
  expect(trail).toEqual([{ act: 'bodies.renameUnit', reason: 'New committee' }, { act: 'bodies.endUnit', reason: 'One directorate for people' }]);
});
