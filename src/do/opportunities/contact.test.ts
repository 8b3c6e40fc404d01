import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { validateRelease } from '#ocds';
import { chooseRoute } from './index.ts';
import { openBuyingHouse, type BuyingHouse } from './opportunities.fixture.ts';

let house: BuyingHouse;
let id: string;
let successor: PersonId;
beforeAll(async () => {
  house = await openBuyingHouse();
  await house.database.pool.query("update body set contact_email = 'buying@kent.example', website = 'https://kent.example', gss_code = 'E10000016' where id = $1", [house.bodyId]);
  await house.database.pool.query("insert into area (code, name, kind) values ('E10000016', 'Kent', 'county') on conflict do nothing");
  successor = await house.addPerson('Sasha Successor', ['procurement-officer', house.bodyId]);
  id = await house.addDraft({ title: 'Whom to ask' });
  await house.mustRun(chooseRoute, house.officer, { opportunityId: id, route: 'open', reservation: 'local-suppliers', reservationAreas: 'Kent', reservationReason: 'Jobs for <Kent>' });
  await house.publish(id);
});
afterAll(() => house.close());

const release = async (of = id) => {
  const { rows: [notice] } = await house.database.pool.query<{ id: string }>("select id from notice where about_id = $1 and code = 'UK4' order by version desc limit 1", [of]);
  return { id: notice!.id, release: (JSON.parse((await house.visitor().get(`/notices/${notice!.id}/ocds.json`)).html) as { releases: [Record<string, unknown>] }).releases[0] };
};

test('the advert, its JSON and its notice name the officer and the authority’s address; no page shows the officer’s own mail', async () => {
  const { rows: [officer] } = await house.database.pool.query<{ email: string }>('select email from person where id = $1', [house.officer]);
  const notice = await release();
  for (const address of [`/opportunities/${id}`, `/opportunities/${id}.json`, `/notices/${notice.id}`]) {
    const seen = await house.visitor().get(address);
    expect(seen.html, address).toContain('Olive Officer');
    expect(seen.html, address).toContain('buying@kent.example');
    expect(seen.html, address).not.toContain(officer!.email);
  }
  expect(notice.release['parties']).toMatchObject([{ roles: ['buyer'], contactPoint: { name: 'Olive Officer', email: 'buying@kent.example' } }]);
  expect(JSON.stringify(notice.release)).not.toContain(officer!.email);
  expect(validateRelease(notice.release, 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
});

test('PL-23: a reservation stands in the notice, and in its release as the place', async () => {
  const notice = await release();
  const page = await house.visitor().get(`/notices/${notice.id}`);
  expect(page.text).toContain('Suppliers in a named local area (Kent).');
  expect(page.text).toContain('Jobs for <Kent>');
  expect(page.text).toContain('substantive business operations there');
  expect((notice.release['tender'] as Record<string, unknown>)['otherRequirements']).toEqual({ reservedParticipationLocation: { description: 'Kent' } });
});

test('PL-23: of a reservation to several the release names every kind once, and the place', async () => {
  const several = await house.addDraft({ title: 'For small local firms and charities' });
  await house.mustRun(chooseRoute, house.officer, { opportunityId: several, route: 'open', reservation: 'vcse', reservationWith: ['small-suppliers', 'local-suppliers'], reservationAreas: 'Kent', reservationReason: 'Jobs for Kent' });
  await house.publish(several);
  const notice = await release(several);
  expect((notice.release['tender'] as Record<string, unknown>)['otherRequirements']).toEqual({ reservedParticipation: ['smeVcse'], reservedParticipationLocation: { description: 'Kent' } });
  expect(validateRelease(notice.release, 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
});

test('whoever took it over is named; once they have left too, the authority alone', async () => {
  await house.database.pool.query('update opportunity set officer_id = $2 where id = $1', [id, successor]);
  expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('Sasha Successor');
  await house.database.pool.query("update person set state = 'left' where id = $1", [successor]);
  const advert = await house.visitor().get(`/opportunities/${id}`);
  expect(advert.text).not.toContain('Sasha Successor');
  expect(advert.text).toContain('buying@kent.example');
  expect((await release()).release['parties']).toMatchObject([{ contactPoint: { email: 'buying@kent.example' } }]);
});
