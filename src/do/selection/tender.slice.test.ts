import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { publishOpportunity, saveDetails, saveQuestion } from '#opportunities';
import { decideApproval } from '#parts/approvals';
import { openBuyingHouse, type BuyingHouse } from '../opportunities/opportunities.fixture.ts';
import { askSelfCertification, assessRisk, setRequirement } from './index.ts';
import { setProportion } from './selection-policy.fixture.ts';

let house: BuyingHouse;
let director: PersonId;
beforeAll(async () => {
  house = await openBuyingHouse();
  director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
});
afterAll(() => house.close());

const low = (opportunityId: string, rest: Readonly<Record<string, unknown>> = {}) => ({ opportunityId, complexity: 'low', harm: 'low', veryHighValueAndComplex: false, reasons: 'Done often before.', ...rest });
const set = (opportunityId: string, kind: string, amount: string, reason = '') => house.run(setRequirement, house.officer, { opportunityId, kind, amount, reason });

describe('what may be required of bidders', () => {
  test('until the authority has set its rules nothing can be assessed, and it is said who sets them', async () => {
    const opportunityId = await house.addDraft({ lots: 0 });
    expect(await house.run(assessRisk, house.officer, low(opportunityId))).toMatchObject({ code: 'policy-not-set' });
    await setProportion(house, house.bodyId);
    expect(await set(opportunityId, 'public-liability', '1000')).toMatchObject({ code: 'no-risk' });
    expect(await house.run(assessRisk, house.officer, low(opportunityId))).toMatchObject({ kind: 'done', value: { level: 'low', points: 3 } });
  });

  test('PL-21: on a £12,000 low-risk contract £10,000,000 of public liability is refused with the ceiling shown, and a bond outright', async () => {
    const opportunityId = await house.addDraft({ lots: 0, valueNet: '12000', valueGross: '14400', title: 'Boat trips' });
    const officer = house.visitor(house.officer);
    const at = `/opportunities/${opportunityId}/requirements`;
    expect((await officer.get(at)).text).toContain('Not assessed yet');
    expect((await officer.post(`${at}/risk`, { complexity: 'low', harm: 'low', reasons: 'Done often before.' })).text).toContain('The risk is low.');
    const refused = await officer.post(`${at}/public-liability`, { amount: '10,000,000', reason: '' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('the ceiling is £2,000,000');
    expect(refused.text).toContain('Local policy');
    expect(refused.html).toContain('value="10,000,000"');
    for (const reason of ['', 'To be safe.']) {
      const bond = await officer.post(`${at}/performance-bond`, { amount: '1,000', reason });
      expect(bond.status).toBe(409);
      expect(bond.text).toContain('No performance bond may be asked here');
    }
    expect(await house.database.read((read) => read.selectFrom('tender_requirement').select('id').where('opportunity_id', '=', opportunityId).execute())).toEqual([]);
    expect((await officer.post(`${at}/public-liability`, { amount: '2,000,000', reason: '' })).text).toContain('Saved.');
    await house.publish(opportunityId);
    const record = (await house.visitor().get(`/opportunities/${opportunityId}`)).text;
    expect(record).toContain('By the day the contract starts, and not before you are chosen');
    expect(record).toContain('Public liability insurance of £2,000,000');
    expect(await set(opportunityId, 'public-liability', '1,000')).toMatchObject({ code: 'wrong-state' });
  });

  test('PL-21: asking more needs a reason and somebody else’s agreement before it is published; a change makes that lapse', async () => {
    const opportunityId = await house.addDraft({ lots: 0, title: 'Climbing wall' });
    await house.mustRun(assessRisk, house.officer, low(opportunityId));
    expect(await set(opportunityId, 'public-liability', '5,000,000', 'Children climb.')).toMatchObject({ kind: 'done', value: { exceeds: true } });
    const published = () => house.run(publishOpportunity, house.officer, { opportunityId });
    expect(await published()).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('above the ceiling of £2,000,000') });
    const waiting = () => house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', opportunityId).where('state', '=', 'asked').execute());
    const agree = async () => house.run(decideApproval, director, { approvalId: (await waiting())[0]!.id, decision: 'agree', reason: '' });
    expect((await house.visitor(director).get(`/opportunities/${opportunityId}/requirements`)).text).toContain('Above the ceiling');
    expect(await agree()).toMatchObject({ kind: 'done' });
    await set(opportunityId, 'public-liability', '6,000,000', 'Children climb high.');
    expect(await published()).toMatchObject({ kind: 'refused' });
    expect(await waiting()).toHaveLength(1);
    expect(await agree()).toMatchObject({ kind: 'done' });
    await house.publish(opportunityId);
    expect((await house.visitor().get(`/opportunities/${opportunityId}`)).text).toContain('Why so much: Children climb high.');
  });

  test('taking the excess out withdraws what was asked; a changed value asks for the risk again', async () => {
    const opportunityId = await house.addDraft({ lots: 0, title: 'Canoes' });
    await house.mustRun(assessRisk, house.officer, low(opportunityId));
    await set(opportunityId, 'guarantee', '1,000', 'They are new.');
    expect(await set(opportunityId, 'guarantee', '')).toMatchObject({ kind: 'done' });
    expect(await house.database.read((read) => read.selectFrom('approval').select('state').where('about_id', '=', opportunityId).execute())).toEqual([{ state: 'withdrawn' }]);
    expect(await set(opportunityId, 'terms', '10')).toMatchObject({ kind: 'done' });
    expect(await set(opportunityId, 'terms', '80')).toMatchObject({ code: 'above-ceiling', sentence: expect.stringContaining('10 pages') });
    expect(await set(opportunityId, 'terms', 'many')).toMatchObject({ field: 'amount' });
    await house.mustRun(saveDetails, house.officer, { opportunityId, title: 'Canoes', summary: 'Canoes.', description: 'Canoes.', category: 'services', lightTouch: false, areas: 'Swale', cpvCodes: '', valueNet: '7000', valueGross: '8400', startsOn: '2026-06-01', endsOn: '2027-05-31', extensionMonths: '0', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId })).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('Assess it again') });
  });

  test('a bond belongs to a contract marked as very high value and complex, and the table holds that too', async () => {
    const opportunityId = await house.addDraft({ lots: 0, title: 'A bridge', valueNet: '20000000', valueGross: '24000000' });
    expect(await house.run(assessRisk, house.officer, low(opportunityId, { veryHighValueAndComplex: true }))).toMatchObject({ code: 'not-complex' });
    await house.mustRun(assessRisk, house.officer, low(opportunityId, { complexity: 'high', veryHighValueAndComplex: true }));
    expect(await set(opportunityId, 'performance-bond', '500,000')).toMatchObject({ kind: 'done' });
    expect(await house.run(assessRisk, house.officer, low(opportunityId))).toMatchObject({ code: 'bond' });
    const row = { id: newId<'tender_requirement'>(), opportunity_id: await house.addDraft({ lots: 0, title: 'A path' }), kind: 'performance-bond', amount_pence: 1n, ceiling_rule: 'none', exceeds: false };
    await expect(house.database.write((tx) => tx.insertInto('tender_requirement').values(row).execute())).rejects.toThrow(/tender_requirement/);
  });

  test('where bidders certify themselves nobody can be asked to upload anything', async () => {
    const opportunityId = await house.addDraft({ lots: 0, title: 'Kites' });
    await house.mustRun(assessRisk, house.officer, low(opportunityId));
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/opportunities/${opportunityId}/suitability`)).text).toContain('Self-certification');
    expect((await house.mustRun(askSelfCertification, house.officer, { opportunityId })).questionId).toBeTruthy();
    expect(await house.run(askSelfCertification, house.officer, { opportunityId })).toMatchObject({ code: 'twice' });
    const file = { opportunityId, questionId: null, section: '', text: 'Send your accounts', purpose: '', goodAnswer: '', type: 'file', choices: '', marks: '0', wordLimit: '', minutes: '', required: true, criterionId: '', lotId: '' };
    await house.mustRun(saveQuestion, house.officer, file);
    expect(await house.run(publishOpportunity, house.officer, { opportunityId })).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('ask only the provisional winner') });
  });

  test('only those who build the tender change it, and only its authority reads it', async () => {
    const opportunityId = await house.addDraft({ lots: 0, title: 'Quiet' });
    for (const who of [house.swale.writer, director, undefined]) {
      const seen = await house.visitor(who).get(`/opportunities/${opportunityId}/requirements/risk`);
      expect(seen.status === 404 || seen.url.startsWith('/sign-in')).toBe(true);
    }
    expect((await house.visitor(director).get(`/opportunities/${opportunityId}/suitability`)).status).toBe(200);
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${opportunityId}/suitability`)).status).toBe(404);
    expect((await house.visitor(house.officer).get(`/opportunities/${opportunityId}/requirements/nonsense`)).status).toBe(404);
  });
});
