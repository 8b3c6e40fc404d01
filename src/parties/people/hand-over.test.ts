import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { openPanelHouse, type PanelHouse } from '../../do/evaluation/evaluation.fixture.ts';
import { nameAssessor } from '#evaluation';

// The house of an opened opportunity with a panel to be named: everything a leaver can hold is in it.
let house: PanelHouse;
let administrator: PersonId;
let leaver: PersonId;
let heir: PersonId;
beforeAll(async () => {
  house = await openPanelHouse();
  administrator = await house.addPerson('Ad Min', ['administrator', house.bodyId]);
  leaver = await house.addPerson('Lee Leaver', ['procurement-officer', house.bodyId], ['contract-manager', house.bodyId], ['lead-director', house.bodyId]);
  heir = await house.addPerson('Hera Heir', ['procurement-officer', house.bodyId], ['contract-manager', house.bodyId]);
});
afterAll(() => house.close());

const page = (path: string) => `/bodies/${house.bodyId}/people/${leaver}/${path}`;

test('everything a leaver holds is listed, handed over at once with a choice per kind, and only then may they leave', async () => {
  const { pool } = house.database;
  const agreement = newId<'agreement'>();
  await pool.query(`insert into agreement (id, reference, body_id, kind, title, state, incomplete, source, manager_id, director_id) values ($1, 'K-AG-1', $2, 'contract', 'Street lights', 'live', false, 'entered', $3, $3)`, [agreement, house.bodyId, leaver]).catch(async () =>
    pool.query(`insert into agreement (id, reference, body_id, kind, title, state, incomplete, source, manager_id, director_id) values ($1, 'K-AG-1', $2, 'contract', 'Street lights', 'live', false, 'imported', $3, $3)`, [agreement, house.bodyId, leaver]));
  await pool.query('update opportunity set created_by = $2 where id = $1', [house.opportunityId, leaver]);
  await house.mustRun(nameAssessor, house.officer, { opportunityId: house.opportunityId, personId: leaver, chair: 'yes' });
  const sealed = newId<'opportunity'>();
  await pool.query(`insert into opportunity (id, reference, body_id, route, title, state, published_at, closes_at, openers_needed) values ($1, 'K-OP-2', $2, 'open', 'Sealed', 'published', wantsum_clock(), wantsum_clock() + interval '10 days', 2)`, [sealed, house.bodyId]);
  await pool.query('insert into named_opener (opportunity_id, person_id, named_by) values ($1, $2, $2)', [sealed, leaver]);
  await pool.query(`insert into case_record (id, kind, about_kind, about_id, body_id, number, text, owner_id) values (gen_random_uuid(), 'clarification', 'opportunity', $1, $2, 1, 'Which wards?', $3)`, [sealed, house.bodyId, leaver]);
  await pool.query(`insert into promise (id, kind, about_kind, about_id, body_id, owner_id, words, address, starts_at, due_at, clock, count) values (gen_random_uuid(), 'reply', 'opportunity', $1, $2, $3, 'Reply', '/home', wantsum_clock(), wantsum_clock() + interval '1 day', 'working-days', 1)`, [sealed, house.bodyId, leaver]);
  await pool.query(`insert into approval (id, about_kind, about_id, subject, role, body_id) values (gen_random_uuid(), 'specification', $1, 'specification', 'lead-director', $2)`, [newId(), house.bodyId]);

  const admin = house.visitor(administrator);
  const refused = await admin.post(page('leave'), { reason: 'Retires' });
  expect(refused.status).toBe(409);
  for (const words of ['1 contract ', '1 contract as lead director', '1 opportunity under way', '1 opening of bids', '1 seat on a panel', '1 question to answer', '1 promise to keep', '1 approval that nobody else can decide']) expect(refused.text).toContain(words);

  const none = await admin.post(page('hand-over'), { reason: 'Retires' });
  expect(none.text).toContain('Choose who takes over at least one kind of work');
  const wrong = await admin.post(page('hand-over'), { reason: 'Retires', 'heir-contracts': house.evaluators[0] });
  expect(wrong.text).toContain('Choose somebody who is contract manager here for the contracts');

  const halfway = await admin.post(page('hand-over'), { reason: 'Retires', 'heir-contracts': heir, 'heir-approvals': administrator });
  expect(halfway.text).toContain('2 pieces of work are handed over');
  const whole = await admin.post(page('hand-over'), { reason: 'Retires', 'heir-contracts-directed': administrator, 'heir-opportunities': heir, 'heir-openings': heir, 'heir-panels': heir, 'heir-cases': heir, 'heir-promises': heir });
  expect(whole.text).toContain('6 pieces of work are handed over');
  expect(whole.text).toContain('Lee Leaver holds nothing');
  const { rows: [now] } = await pool.query(
    `select (select manager_id from agreement where id = $1) as manager, (select director_id from agreement where id = $1) as director, (select officer_id from opportunity where id = $2) as officer,
      (select person_id from named_opener where opportunity_id = $3) as opener, (select owner_id from case_record where about_id = $3) as answers, (select owner_id from promise where about_id = $3) as promises,
      (select person_id from assessor where about_id = $2 and barred_at is null and chair) as chair`, [agreement, house.opportunityId, sealed]);
  expect(now).toEqual({ manager: heir, director: administrator, officer: heir, opener: heir, answers: heir, promises: heir, chair: heir });
  const { rows: [entry] } = await pool.query(`select detail, reason from audit_entry where act = 'people.handOver' and result = 'done' order by happened_at desc limit 1`);
  expect(entry).toMatchObject({ reason: 'Retires', detail: { before: { person: leaver }, after: { panels: { to: heir, number: 1 }, promises: { to: heir, number: 1 } } } });
  expect((await admin.post(page('leave'), { reason: 'Retires' })).text).toContain('their account is closed');
});

test('one heir that cannot take it undoes the whole of it: an opener is never the same person twice over', async () => {
  const second = await house.addPerson('Sam Second', ['procurement-officer', house.bodyId], ['contract-manager', house.bodyId]);
  const { pool } = house.database;
  const adviser = await house.addPerson('Ada Viser', ['commissioner', house.bodyId], ['bid-adviser', house.bids[0]!.organisationId]);
  await house.mustRun(nameAssessor, house.officer, { opportunityId: house.opportunityId, personId: second, chair: 'no' });
  await pool.query('update opportunity set officer_id = $2 where id = $1', [house.opportunityId, second]);
  const answer = await house.visitor(administrator).post(`/bodies/${house.bodyId}/people/${second}/hand-over`, { reason: 'Leaves', 'heir-opportunities': heir, 'heir-panels': adviser });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('For Youth clubs:');
  expect((await pool.query('select officer_id from opportunity where id = $1', [house.opportunityId])).rows[0].officer_id).toBe(second);
});

test('an approval of a role that nobody holds is put before the administrator', async () => {
  await house.database.pool.query(`insert into approval (id, about_kind, about_id, subject, role, body_id) values (gen_random_uuid(), 'specification', $1, 'specification', 'legal-officer', $2)`, [newId(), house.bodyId]);
  expect((await house.visitor(administrator).get('/home')).text).toContain('Give somebody the role legal officer: 1 approval waits for it and nobody holds it');
  expect((await house.visitor(heir).get('/home')).text).not.toContain('nobody holds it');
});
