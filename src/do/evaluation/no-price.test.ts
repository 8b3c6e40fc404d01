import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recommendAward } from '#awards';
import { publishOpportunity, saveScoring } from '#opportunities';
import { completeEvaluation } from './index.ts';
import { openJudgedHouse, type JudgedHouse } from './judged.fixture.ts';

describe('from the draft to the award where nothing is scored on price', () => {
  let house: JudgedHouse;
  const officer = (path: string) => house.visitor(house.officer).get(`/opportunities/${house.opportunityId}${path}`);
  const scoring = (priceFormula: string) => house.mustRun(saveScoring, house.officer, { opportunityId: house.opportunityId, priceFormula, benchmark: '', scaleId: '0-5', openersNeeded: '2', lateBids: 'refuse' });
  beforeAll(async () => {
    house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '100' }], questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }],
      bidders: [{ name: 'Alpha Trust', price: '', answers: ['Well.'] }, { name: 'Beta Ltd', price: '', answers: ['Also well.'] }],
    });
  });
  afterAll(() => house.close());

  test('publication holds criteria and formula together, which is what decides whether a price is asked for', async () => {
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: house.opportunityId, reasons: {} })).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('no criterion is price') });
    await scoring('fixedPrice');
    await house.publish();
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).not.toContain('give your price');
  });

  test('bids come, are opened and ranked without one, and no page of the evaluation shows a column for it', async () => {
    await house.bid();
    await house.open();
    await house.seat();
    await house.score({ 'Alpha Trust': '4', 'Beta Ltd': '3' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const results = (await officer('/results')).text;
    expect(results).toContain('1 Alpha Trust 80.00 80.00');
    expect(results).not.toMatch(/Price \(net\)|No price|Prices that look too low|How price was scored/);
    expect((await officer('/prices')).text).toContain('Nothing here is scored on price');
    expect((await officer('/bids')).text).not.toMatch(/Prices|Price\b/);
    expect((await house.visitor(house.evaluators[0]).get(`/bids/${house.bids[0]!.id}/scoring`)).text).not.toContain('Prices are not shown');
  });

  test('the award then asks for its value', async () => {
    const named = { managerId: await house.addPerson('May Manager', ['contract-manager', house.bodyId]), directorId: await house.addPerson('Dee Director', ['lead-director', house.bodyId]) };
    const recommend = (valueNet: string) => house.run(recommendAward, house.officer, { opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[0]!.id, valueNet, vatPercent: '20', reasons: 'Most points', limitApplied: '', ...named });
    expect(await recommend('')).toMatchObject({ code: 'value', field: 'valueNet' });
    expect((await recommend('£6,000')).kind).toBe('done');
  });
});
