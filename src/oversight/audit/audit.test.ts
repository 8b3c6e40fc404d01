import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import { grantRoleOnBody } from '#parties';
import { acts } from '#platform/access/act';
import { writeAuditEntry } from '#platform/audit/write-entry';
import { newId, type BodyId, type PersonId } from '#kernel/ids';

const ACTS = acts('tests', { override: { on: null, words: 'recorded an override of the purchasing route', may: [] } });

let house: House;
let body: BodyId;
let auditor: PersonId;

beforeAll(async () => {
  house = await openHouse();
  body = await house.addBody('kent');
  auditor = await house.addPerson('Ada Auditor', ['auditor', body]);
  const officer = await house.actor(await house.addPerson('Paul Officer', ['procurement-officer', body]));
  await house.database.write((tx) => writeAuditEntry(tx, officer, ACTS.override, 'done', { record: null, bodyId: body, reason: 'Only <one> "supplier"', rule: 'From £8,000: three written quotations', before: { route: 'written-quotations' }, after: { route: 'direct-purchase' } }));
});
afterAll(() => house.close());

test('OR-13: searching "override" shows who, why, the rule and the change', async () => {
  const seen = await house.visitor(auditor).get('/audit?words=override');
  expect(seen.status).toBe(200);
  expect(seen.text).toContain('Paul Officer');
  expect(seen.text).toContain('Only <one> "supplier"');
  expect(seen.text).toContain('From £8,000: three written quotations');
  expect(seen.text).toContain('Route : Written quotations → Direct purchase');
});

test('OR-13: the same entries download as CSV', async () => {
  const seen = await house.visitor(auditor).get('/audit.csv?words=override');
  expect(seen.html).toContain('Paul Officer');
  expect(seen.html).toContain('"Only <one> ""supplier"""');
});

test('an auditor of another body, an officer and a visitor see nothing of it', async () => {
  const other = await house.addPerson('Olga Other', ['auditor', await house.addBody('surrey')]);
  expect((await house.visitor(other).get('/audit?words=override')).text).toContain('No entries match');
  const officer = await house.addPerson('Oscar Officer', ['procurement-officer', body]);
  expect((await house.visitor(officer).get('/audit')).status).toBe(404);
  const visitor = await house.app.inject({ url: '/audit' });
  expect([visitor.statusCode, visitor.headers.location]).toEqual([303, '/sign-in?return=%2Faudit']);
});

test.each(['words=%25%5C_%27%22%3C', 'from-day=99&from-month=99&from-year=1', 'after=nonsense_nonsense', 'after=2026_00000000-0000-7000-8000-000000000000', 'result=odd&result=odder', 'words=a&words=b'])('an odd search is answered with a page: %s', async (query) => {
  expect((await house.visitor(auditor).get(`/audit?${query}`)).status).toBe(200);
});

test('a refusal is of the body of its record, so that its auditor sees what was tried there', async () => {
  const officer = await house.addPerson('Rita Refused', ['administrator', body]);
  await house.run(grantRoleOnBody, officer, { bodyId: body, personId: officer, role: 'administrator', reason: 'Again' });
  const seen = await house.visitor(auditor).get('/audit?result=refused&person=Rita');
  expect(seen.text).toContain('This person holds that role already.');
});

test('OR-13: an entry says which record it is about and leads to it; one that the auditor may not open is named by its kind alone', async () => {
  const namer = await house.actor(await house.addPerson('Nora Namer', ['procurement-officer', body]));
  const organisation = await house.addOrganisation('Nobody’s Business Ltd');
  const bid = newId<'bid'>();
  for (const record of [{ kind: 'body', id: body }, { kind: 'consortium', id: organisation }, { kind: 'exercise', id: bid }]) {
    await house.database.write((tx) => writeAuditEntry(tx, namer, ACTS.override, 'done', { record, bodyId: body, reason: 'Named' }));
  }
  const seen = await house.visitor(auditor).get('/audit?person=Nora');
  expect(seen.html).toContain(`<a class="govuk-link" href="/bodies/${body}">`);
  expect(seen.html).not.toContain('Nobody’s Business Ltd');
  expect(seen.html).not.toContain(`/exercises/${bid}"`);
  expect(seen.html).toContain(`href="/audit?record=${bid}"`);
  const ofOne = await house.visitor(auditor).get(`/audit?record=${body}&person=Nora`);
  expect(ofOne.html.match(/Nora Namer/g)).toHaveLength(1);
});
