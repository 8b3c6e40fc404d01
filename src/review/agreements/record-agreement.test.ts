import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { addOutcome, draftFramework, publishFramework, removeOutcome } from '#outcomes';
import { openHouse, type House } from '../../../tests/house.ts';

let house: House;
let body: BodyId;
let commissioner: PersonId;
let manager: PersonId;
let director: PersonId;
let policy: PersonId;
let outcome: string;

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-06-01T09:00:00Z');
  body = await house.addBody('kent');
  commissioner = await house.addPerson('Casey Commissioner', ['commissioner', body]);
  manager = await house.addPerson('Mina Manager', ['contract-manager', body]);
  director = await house.addPerson('Dara Director', ['lead-director', body]);
  policy = await house.addPerson('Polly Policy', ['policy-officer', body]);
  const frameworkId = await house.mustRun(draftFramework, policy, { bodyId: body, title: 'Outcomes', words: '' });
  const parentId = await house.mustRun(addOutcome, policy, { frameworkId, parentId: '', code: 'S1', title: 'Carers can go on caring', description: '' });
  outcome = await house.mustRun(addOutcome, policy, { frameworkId, parentId, code: '1.1', title: 'Carers have a rest', description: '' });
  await house.mustRun(publishFramework, policy, { frameworkId });
});
afterAll(() => house.close());

const LEAST = { kind: 'contract', title: 'Sitting service', supplierName: 'Swale Carers', standing: 'live' };
const whole = () => ({
  ...LEAST, title: 'Carers’ short breaks', charityNumber: '1012345', valueNetPence: '120,000', 'startsOn-day': '1', 'startsOn-month': '4', 'startsOn-year': '2026', 'endsOn-day': '31', 'endsOn-month': '3', 'endsOn-year': '2029',
  extensionMonths: '12', process: 'Invitation to quote', managerId: manager, directorId: director, outcomeIds: outcome, frequencies: ['quarterly', 'annual'],
});
const record = (fields: Readonly<Record<string, string | readonly string[]>>, who: PersonId = commissioner) => house.visitor(who).post('/agreements/new', { bodyId: body, ...fields });
const count = async (where: string): Promise<number> => house.database.read(async (read) => Number((await sql<{ count: bigint }>`select count(*) from ${sql.raw(where)}`.execute(read)).rows[0]!.count));

describe('recording an agreement by hand', () => {
  test('a whole one is on the public register at once, with its people, its outcome in the thread, and its reviews planned', async () => {
    const seen = await record(whole());
    expect([seen.status, seen.text]).toEqual([200, expect.stringContaining('It is on the public register. This agreement is now complete.')]);
    const page = await house.visitor().get(seen.url);
    for (const words of ['Swale Carers does this for kent Council, 1 April 2026 to 31 March 2029', 'The contract manager is Mina Manager and the lead director is Dara Director', 'Carers have a rest', 'The next review is due on 30 June 2026', 'Recorded by hand', '31 March 2030']) expect(page.text).toContain(words);
    expect(await count("review v join agreement r on r.id = v.agreement_id where r.title = 'Carers’ short breaks'")).toBe(15);
    expect(await count(`thread_link where from_kind = 'outcome' and from_id = '${outcome}' and to_kind = 'agreement'`)).toBeGreaterThan(0);
  });

  test('RV-01 AN-04: without manager, director or outcome it is live and public, marked incomplete, listed as work, and not to be extended', async () => {
    const seen = await record(LEAST);
    expect(seen.text).toContain('It is on the public register. Saved. It still lacks a named contract manager, a named lead director, at least one outcome that it serves');
    expect((await house.visitor().get(seen.url)).text).toContain('This record is incomplete.');
    expect((await house.visitor(manager).get('/agreements/incomplete')).text).toContain('Sitting service');
    const extend = await house.visitor(manager).post(`${seen.url.split('?')[0]!.replace('/contracts/', '/agreements/')}/extend`, { 'endsOn-day': '1', 'endsOn-month': '4', 'endsOn-year': '2030', reason: 'More' });
    expect([extend.status, extend.text]).toEqual([409, expect.stringContaining('cannot be extended or varied until it is complete')]);
  });

  test('one that is not in force yet is a draft that only staff see, and is listed for them', async () => {
    const seen = await record({ ...LEAST, title: 'Sailing for young carers', kind: 'grant', standing: 'draft' });
    expect(seen.text).toContain('The draft is saved. Only staff see it.');
    expect((await house.visitor().get(seen.url)).status).toBe(404);
    expect((await house.visitor().get('/contracts?q=sailing')).text).not.toContain('Sailing for young carers');
    expect((await house.visitor(manager).get('/agreements/incomplete')).text).toContain('Drafts, not public yet');
  });

  test('a supplier that is here already is found by its number, and by its name; an in-house service needs none', async () => {
    const before = await count('organisation');
    await record({ ...LEAST, title: 'Second with the same', supplierName: 'SWALE CARERS LTD', charityNumber: '1012345' });
    await record({ ...LEAST, title: 'Third with the same' });
    expect((await record({ ...LEAST, title: 'Our own rangers', kind: 'in-house', supplierName: '' })).text).toContain('kent Council does this itself');
    expect(await count('organisation')).toBe(before);
  });

  test('all that is wrong is said by its field, and nothing typed is lost', async () => {
    const seen = await record({ ...whole(), title: '', supplierName: 'Kept Name', valueNetPence: 'lots', 'endsOn-year': '2020', extensionMonths: '1.5' });
    expect(seen.status).toBe(422);
    for (const words of ['Enter a title', 'Enter an amount in pounds', 'Enter whole months']) expect(seen.text).toContain(words);
    for (const kept of ['Kept Name', 'lots', '2020', '1.5', '1012345', 'Invitation to quote']) expect(seen.html).toContain(`value="${kept}"`);
    expect((await record({ ...whole(), 'endsOn-year': '2020' })).text).toContain('The end date must be on or after the start date');
    expect((await record({ ...LEAST, title: 'No other side', supplierName: '' })).text).toContain('Enter who it is with');
    expect((await record({ ...LEAST, title: 'Bad number', charityNumber: 'x' })).text).toContain('Charity number must be');
    expect((await record({ ...LEAST, standing: '' })).text).toContain('Say whether it is in force');
  });

  test('twice, and twice at once: one is kept, and the second is told by its reference', async () => {
    expect((await record(whole())).text).toMatch(/on the register already, as \S*CO-2026-\d+/);
    const two = { ...LEAST, title: 'Pressed twice' };
    const results = await Promise.all([record(two), record(two, manager)]);
    expect(results.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await count("agreement where title = 'Pressed twice'")).toBe(1);
  });

  test('people and outcomes of another authority are refused, and so is whoever may not record', async () => {
    const other = await house.addBody('surrey');
    const stranger = await house.addPerson('Stan Stranger', ['contract-manager', other]);
    expect((await record({ ...LEAST, title: 'A', managerId: stranger })).text).toContain('contract manager of this authority');
    expect((await record({ ...LEAST, title: 'B', outcomeIds: newId<'outcome'>() })).text).toContain('Choose outcomes from the published framework only');
    expect((await record({ ...LEAST, title: 'C', frequencies: 'hourly' })).text).toContain('Choose how often it is reviewed from the list');
    expect((await house.visitor(director).get('/agreements/new')).status).toBe(404);
    const forged = await house.run((await import('./index.ts')).recordAgreement, stranger, { ...LEAST, bodyId: body, description: '', companyNumber: '', charityNumber: '', extensionMonths: '', process: '' });
    expect(forged.kind).not.toBe('done');
  });

  test('somebody who works for two authorities says for which', async () => {
    const both = await house.addPerson('Bea Both', ['commissioner', body], ['commissioner', await house.addBody('dorset')]);
    const seen = await house.visitor(both).get('/agreements/new');
    expect(seen.text).toContain('Which authority is it of?');
    expect((await house.visitor(both).post(`/agreements/new?body=${body}`, { ...LEAST, bodyId: body, title: 'For Kent' })).text).toContain('kent Council');
  });

  test('AN-03: a mistake in what was recorded by hand is put right; an outcome that a later framework dropped stays served, and cannot be picked again', async () => {
    const { url } = await record({ ...whole(), title: 'To be mended' });
    const complete = url.split('?')[0]!.replace('/contracts/', '/agreements/') + '/complete';
    expect((await house.visitor(manager).post(complete, { valueNetPence: '12,000' })).text).toContain('£12,000');
    const frameworkId = await house.mustRun(draftFramework, policy, { bodyId: body, title: 'Outcomes', words: '' });
    const { id: parentId } = (await house.database.read((read) => read.selectFrom('outcome_wording').select('outcome_id as id').where('framework_id', '=', frameworkId).where('level', '=', 'strategic').executeTakeFirstOrThrow()));
    const next = await house.mustRun(addOutcome, policy, { frameworkId, parentId, code: '1.2', title: 'Carers have company', description: '' });
    await house.mustRun(removeOutcome, policy, { frameworkId, outcomeId: outcome });
    await house.mustRun(publishFramework, policy, { frameworkId });
    const saved = await house.visitor(manager).post(complete, { outcomeIds: next });
    for (const served of ['Carers have a rest', 'Carers have company']) expect(saved.text).toContain(served);
    expect((await record({ ...LEAST, title: 'Too late', outcomeIds: outcome })).text).toContain('Choose outcomes from the published framework only');
  });
});
