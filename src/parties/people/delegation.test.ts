import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { approvalsOf, decideApproval } from '#parts/approvals';
import { putForwardSpecification, saveSpecification } from '#specifications';
import { openHouse, type House } from '../../../tests/house.ts';
// A fixture of a later room: what is lent here is the decision on a specification.
import { addCounty, addPlannedExercise, writeSpecification, type County } from '../../plan/exercises/exercises.fixture.ts';
import { plainMeasure } from '#parts/measures';
import { decimal } from '#kernel/decimal';
import { decideLending, delegationState, type LendingStanding } from './delegation.ts';
import { grantRoleOnBody, lendRole, recordLeaver, takeBackRole } from '../index.ts';

const STANDING: LendingStanding = {
  role: 'lead-director', startsOn: '2026-11-02', endsOn: '2026-11-06', today: '2026-11-02', lent: [],
  person: { id: 'away', name: 'Dana', ownRoles: ['lead-director', 'administrator'] },
  delegate: { id: 'in', name: 'Yusuf', ownRoles: ['commissioner'], rolesAnywhere: ['commissioner'] },
};
const lending = (change: Partial<LendingStanding>) => { const decision = decideLending({ ...STANDING, ...change }); return decision.kind === 'refused' ? decision.code : 'allowed'; };

describe('standing in', () => {
  test.each<[string, Partial<LendingStanding>]>([
    ['allowed', {}],
    ['not-lent', { role: 'administrator' }],
    ['not-held', { role: 'finance-officer' }],
    ['self', { delegate: { ...STANDING.delegate, id: 'away' } }],
    ['not-staff', { delegate: { ...STANDING.delegate, ownRoles: [] } }],
    ['holds-it', { delegate: { ...STANDING.delegate, ownRoles: ['lead-director'] } }],
    ['barred', { delegate: { ...STANDING.delegate, rolesAnywhere: ['commissioner', 'bid-adviser'] } }],
    ['role-clash', { role: 'procurement-officer', person: { ...STANDING.person, ownRoles: ['procurement-officer'] }, delegate: { ...STANDING.delegate, rolesAnywhere: ['auditor'] } }],
    ['order', { endsOn: '2026-11-01' }],
    ['past', { startsOn: '2026-10-01', endsOn: '2026-11-01' }],
    ['lent-already', { lent: [{ personId: 'away' as PersonId, role: 'lead-director', startsOn: '2026-11-06', endsOn: '2026-12-01' }] }],
    ['allowed', { lent: [{ personId: 'away' as PersonId, role: 'lead-director', startsOn: '2026-11-07', endsOn: '2026-12-01' }] }],
    ['delegate-away', { lent: [{ personId: 'in' as PersonId, role: 'commissioner', startsOn: '2026-11-01', endsOn: '2026-11-02' }] }],
  ])('%s: %j', (code, change) => expect(lending(change)).toBe(code));

  test('its state is read from the day', () => {
    const at = (today: string, takenBackAt: Date | null = null) => delegationState({ startsOn: '2026-11-02', endsOn: '2026-11-06', takenBackAt }, today);
    expect(['2026-11-01', '2026-11-02', '2026-11-06', '2026-11-07'].map((day) => at(day))).toEqual(['to-come', 'in-force', 'in-force', 'over']);
    expect(at('2026-11-03', new Date())).toBe('taken-back');
  });
});

let house: House;
let county: County;
let administrator: PersonId;
let yusuf: PersonId;
beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-11-02T09:00:00Z');
  county = await addCounty(house, 'kent');
  administrator = await house.addPerson('Ad Min', ['administrator', county.bodyId]);
  yusuf = await house.addPerson('Yusuf Ali', ['commissioner', county.bodyId]);
});
afterAll(() => house.close());

const lessDisorder = { ...plainMeasure('reduction in anti-social behaviour in ward', 'outcome'), target: decimal('10') };
/** A specification that waits for its director. */
async function waiting(by: PersonId = county.commissioner): Promise<string> {
  const exerciseId = await addPlannedExercise(house, county, `Waits ${Math.random()}`);
  const specificationId = await writeSpecification(house, county, exerciseId, [lessDisorder]);
  await house.mustRun(putForwardSpecification, by, { specificationId, outputsOnlyReason: '' });
  return (await house.database.read((read) => approvalsOf(read, { kind: 'specification', id: specificationId }, 'specification')))[0]!.id;
}
const agree = (approvalId: string, by: PersonId) => house.run(decideApproval, by, { approvalId, decision: 'agree', reason: '' });
const away = (more: Readonly<Record<string, string>> = {}) => ({ role: 'lead-director', delegateId: yusuf, 'startsOn-day': '2', 'startsOn-month': '11', 'startsOn-year': '2026', 'endsOn-day': '6', 'endsOn-month': '11', 'endsOn-year': '2026', reason: 'Annual leave', ...more });
const lent = (more: Readonly<Record<string, unknown>> = {}) => ({ bodyId: county.bodyId, personId: county.director, delegateId: yusuf, role: 'lead-director', startsOn: '2026-11-02', endsOn: '2026-11-06', reason: 'Leave', ...more });
const takeAllBack = async () => {
  const { rows } = await house.database.pool.query('select id, person_id, body_id from delegation where taken_back_at is null');
  for (const row of rows) await house.database.pool.query('update delegation set taken_back_at = wantsum_clock(), taken_back_by = person_id where id = $1', [row.id]);
};

test('a director lends the role for a week: the stand-in sees what waits, decides for them under both names, and not a day longer', async () => {
  const approval = await waiting();
  expect((await house.visitor(yusuf).get(`/approvals/${approval}`)).text).toContain('This is for somebody with another role to decide');
  const lender = house.visitor(county.director);
  const wrong = await lender.post(`/bodies/${county.bodyId}/people/${county.director}/away`, away({ delegateId: '', reason: '' }));
  for (const sentence of ['Choose who stands in', 'Give a reason']) expect(wrong.text).toContain(sentence);
  const named = await lender.post(`/bodies/${county.bodyId}/people/${county.director}/away`, away());
  expect(named.text).toContain('Yusuf Ali is named and is told by email');
  expect((await lender.get('/home')).text).toContain('Yusuf Ali stands in for you as lead director, until the end of 6 November 2026');
  const home = await house.visitor(yusuf).get('/home');
  expect(home.text).toContain('You stand in for Dana Director as lead director');
  expect(home.text).toMatch(/Agree .* of .*, for Dana Director/);
  expect((await house.visitor(yusuf).get(`/approvals/${approval}`)).text).toContain('You decide this for Dana Director, who is away');
  await house.visitor(yusuf).post(`/approvals/${approval}`, { decision: 'agree', reason: '' });
  const { rows: [decided] } = await house.database.pool.query('select decided_by, decided_for, about_id from approval where id = $1', [approval]);
  expect(decided).toMatchObject({ decided_by: yusuf, decided_for: county.director });
  expect((await house.visitor(county.commissioner).get(`/specifications/${decided.about_id}`)).text).toContain('Yusuf Ali for Dana Director');
  const { rows: [entry] } = await house.database.pool.query(`select actor_person_id, detail from audit_entry where act = 'approvals.decide' and result = 'done' and record_id = $1`, [approval]);
  expect(entry).toMatchObject({ actor_person_id: yusuf, detail: { after: { decidedFor: county.director } } });
  const late = await waiting();
  await house.setClock('2026-11-06T23:59:59Z');
  expect((await house.actor(yusuf)).holdings.some(({ standsInFor }) => standsInFor?.personId === county.director)).toBe(true);
  await house.setClock('2026-11-07T00:00:00Z');
  expect(await agree(late, yusuf)).toMatchObject({ code: 'not-yours' });
  expect(await agree(late, county.director)).toMatchObject({ kind: 'done' });
  await house.setClock('2026-11-02T09:00:00Z');
  await takeAllBack();
});

test('taken back, it ends at once; nobody else may take it back, and twice is refused', async () => {
  const { id } = await house.mustRun(lendRole, county.director, lent());
  const approval = await waiting();
  const back = { bodyId: county.bodyId, personId: county.director, delegationId: id };
  expect(await house.run(takeBackRole, yusuf, back)).toMatchObject({ code: 'not-yours' });
  expect((await house.visitor(yusuf).get(`/bodies/${county.bodyId}/people/${county.director}/away`)).status).toBe(404);
  await house.visitor(county.director).post(`/bodies/${county.bodyId}/people/${county.director}/away/${id}/take-back`);
  expect(await agree(approval, yusuf)).toMatchObject({ code: 'not-yours' });
  expect(await house.run(takeBackRole, county.director, back)).toMatchObject({ code: 'wrong-state' });
});

test('whoever asked never decides through somebody else: neither as the stand-in nor as the one stood in for', async () => {
  const asksAndDirects = await house.addPerson('Ann Asks', ['commissioner', county.bodyId], ['lead-director', county.bodyId]);
  await house.mustRun(lendRole, asksAndDirects, lent({ personId: asksAndDirects }));
  const theirs = await waiting(asksAndDirects);
  expect(await agree(theirs, yusuf)).toMatchObject({ code: 'own-request', sentence: expect.stringContaining('Ann Asks asked for this approval') });
  expect((await house.visitor(yusuf).get('/home')).html).not.toContain(`/approvals/${theirs}`);
  const own = await waiting(yusuf);
  expect(await agree(own, yusuf)).toMatchObject({ code: 'own-request' });
  await takeAllBack();
});

test('an administrator sets it for somebody who is ill; a colleague cannot; what was lent cannot be lent on', async () => {
  expect(await house.run(lendRole, yusuf, lent())).toMatchObject({ code: 'not-yours' });
  await house.visitor(administrator).post(`/bodies/${county.bodyId}/people/${county.director}/away`, away({ reason: 'Illness' }));
  const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select('subject').where('recipient_person_id', '=', county.director).execute());
  expect(mails.map(({ subject }) => subject)).toContain('Yusuf Ali stands in for you');
  const third = await house.addPerson('Thea Third', ['policy-officer', county.bodyId]);
  expect(await house.run(lendRole, yusuf, lent({ personId: yusuf, delegateId: third }))).toMatchObject({ code: 'not-held' });
  expect(await agree(await waiting(), yusuf)).toMatchObject({ kind: 'done' });
  await takeAllBack();
});

test('it dies with the role lent, with the stand-in’s own office, and where the stand-in begins to work for a bidder; a clash granted later is refused', async () => {
  const holds = async () => (await house.actor(yusuf)).holdings.filter(({ standsInFor }) => standsInFor).length;
  const director = await house.addPerson('Di Rector', ['lead-director', county.bodyId]);
  const officer = await house.addPerson('Olive Officer', ['procurement-officer', county.bodyId]);
  await house.mustRun(lendRole, director, lent({ personId: director }));
  await house.mustRun(lendRole, officer, lent({ personId: officer, role: 'procurement-officer', startsOn: '2026-11-20', endsOn: '2026-11-25' }));
  expect(await holds()).toBe(1);
  expect(await house.run(grantRoleOnBody, administrator, { bodyId: county.bodyId, personId: yusuf, role: 'auditor', reason: 'x' })).toMatchObject({ code: 'role-clash' });
  const organisation = await house.addOrganisation('Harbour Lights');
  await house.database.pool.query(`insert into role_holding (id, person_id, role, scope_kind, scope_id) values (gen_random_uuid(), $1, 'bid-adviser', 'organisation', $2)`, [yusuf, organisation]);
  expect(await holds()).toBe(0);
  await house.database.pool.query(`update role_holding set held_until = wantsum_clock() where person_id = $1 and role = 'bid-adviser'`, [yusuf]);
  expect(await holds()).toBe(1);
  await house.mustRun(recordLeaver(), administrator, { bodyId: county.bodyId, personId: director, reason: 'Left' });
  expect(await holds()).toBe(0);
  await takeAllBack();
});

test('two who lend to each other at once: one of them is refused', async () => {
  const [one, other] = [await house.addPerson('One', ['lead-director', county.bodyId]), await house.addPerson('Other', ['finance-officer', county.bodyId])];
  const results = await Promise.all([house.run(lendRole, one, lent({ personId: one, delegateId: other })), house.run(lendRole, other, lent({ personId: other, delegateId: one, role: 'finance-officer' }))]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
});

test('another act done in a lent role alone says for whom; one done in their own does not', async () => {
  const [holder, standIn] = [await house.addPerson('Pol Icy', ['commissioner', county.bodyId]), await house.addPerson('Stan Din', ['legal-officer', county.bodyId])];
  await house.mustRun(lendRole, holder, lent({ personId: holder, delegateId: standIn, role: 'commissioner' }));
  const exerciseId = await addPlannedExercise(house, county, 'Lent act');
  const id = await writeSpecification(house, county, exerciseId, [lessDisorder]);
  const save = { specificationId: id, revision: (await house.database.pool.query('select revision from specification where id = $1', [id])).rows[0].revision, summary: 'x', whoFor: 'y', service: 'z', standards: '' };
  await house.mustRun(saveSpecification, standIn, save);
  const { rows } = await house.database.pool.query(`select detail->'after'->>'decidedFor' as lender from audit_entry where act = 'specifications.save' and actor_person_id = $1`, [standIn]);
  expect(rows.map(({ lender }) => lender)).toEqual([holder]);
});

