import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import { decimal } from '#kernel/decimal';
import type { BodyId, PersonId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { setPolicy } from '#policy';
import { valueExercise } from '#routes';
import { addExercise } from '../../do/routes/exercise.fixture.ts';
import { considerSocialValue, socialValueAnswers, socialValueMissing } from './index.ts';
import { decideWeight, missingFrom } from './social-value.ts';

const rule = { sentence: 'Least weight: 10%.', source: 'Minute 4' };

describe('the weight', () => {
  test.each<[string, string, string | null, string]>([
    ['0', '', null, 'reason-missing'], ['0', 'Not relevant', null, 'nothing'], ['0', '', '10', 'reason-missing'], ['9.9999', '', '10', 'reason-missing'],
    ['9.9999', 'Small', '10', 'approval'], ['0', 'Small', '10', 'approval'], ['10', '', '10', 'nothing'], ['10.0', '', '10', 'nothing'], ['40', '', null, 'nothing'], ['0', 'x', '0', 'nothing'],
  ])('SV-04: %s%% with reason “%s” and least %s: %s', (weight, reason, minimum, answer) => {
    const decision = decideWeight(decimal(weight), reason, minimum === null ? null : decimal(minimum), rule);
    expect(decision.kind === 'refused' ? decision.code : decision.value).toBe(answer);
  });
  test('nothing considered lacks everything that binds', () => {
    expect(missingFrom(null, { required: true, rule }, 'not-asked').length).toBe(4);
    expect(missingFrom(null, { required: false, rule }, 'not-asked')).toEqual(['whether it is relevant here has no answer.', 'its weight in the award has not been chosen.']);
  });
});

describe('considering it', () => {
  let house: House;
  let body: BodyId;
  let administrator: PersonId;
  let commissioner: PersonId;
  let director: PersonId;
  const missing = (id: string) => house.database.read((read) => socialValueMissing(read, id));
  const set = (key: string, fields: object) => house.mustRun(setPolicy, administrator, { bodyId: body, key, fields, from: '2026-11-02', source: 'Minute 4', reason: 'Test' });
  const valued = async (title: string, annual: string, more: Parameters<typeof addExercise>[4] = {}) => {
    const id = await addExercise(house.database, body, commissioner, title, more);
    await house.mustRun(valueExercise, commissioner, { exerciseId: id, annual, years: '1', extensionYears: '', oneOff: '', vat: '20' });
    return id;
  };

  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-11-02T10:00:00Z');
    body = await house.addBody('kent');
    administrator = await house.addPerson('Ann Administrator', ['administrator', body]);
    commissioner = await house.addPerson('Cora Commissioner', ['commissioner', body]);
    director = await house.addPerson('Dora Director', ['lead-director', body]);
  });
  afterAll(() => house.close());

  test('SV-01: a £200,000 service with the consult question blank lacks it; when complete it lacks nothing and the answers are there to publish', async () => {
    const id = await valued('Carers’ breaks', '200000');
    const visitor = house.visitor(commissioner);
    const first = await visitor.post(`/exercises/${id}/social-value/edit`, { improve: 'Jobs for carers', secure: 'Ask for it in question 3', consult: '', weight: '20', weightReason: '', version: '0' });
    expect(first.text).toContain('Whether to consult has no answer.');
    expect(await missing(id)).toEqual(['whether to consult has no answer.']);
    const second = await visitor.post(`/exercises/${id}/social-value/edit`, { improve: 'Jobs for carers', secure: 'Ask for it in question 3', consult: 'Yes: the carers’ forum', weight: '20', weightReason: '', version: '1' });
    expect(second.text).toContain('2 November 2026 by Cora Commissioner');
    expect(await missing(id)).toEqual([]);
    expect(await house.database.read((read) => socialValueAnswers(read, id))).toMatchObject({ improve: 'Jobs for carers', consult: 'Yes: the carers’ forum', consideredOn: '2026-11-02' });
  });

  test('the duties bind services above the threshold, and everything where the authority says so', async () => {
    const [small, goods] = [await valued('Small', '20000'), await valued('Vans', '300000', { category: 'goods' })];
    expect((await missing(small)).length).toBe(2);
    expect((await missing(goods)).length).toBe(2);
    await set('socialValue.consideration', { choice: 'always' });
    expect((await missing(small)).length).toBe(4);
    await set('socialValue.consideration', { choice: 'above-threshold' });
  });

  test('SV-02: £173,935 demands the full step and £9,000 accepts “not relevant” only with a reason; the report shows the share of each band', async () => {
    // The thresholds are rows of the law by date: in 2013 the Act’s was £173,934.
    await house.setClock('2013-06-03T09:00:00Z');
    const [large, small] = [await valued('Home care', '173935'), await valued('Printing', '9000')];
    await house.setClock('2026-11-02T10:00:00Z');
    expect((await missing(large)).length).toBe(4);
    expect(await missing(small)).toEqual(['whether it is relevant here has no answer.', 'its weight in the award has not been chosen.']);
    const visitor = house.visitor(commissioner);
    const typed = { relevance: 'not-relevant', relevanceReason: '', improve: '', secure: '', consult: '', weight: '', weightReason: '', version: '0' };
    expect((await visitor.get(`/exercises/${large}/social-value/edit`)).text).not.toContain('Is social value relevant to what is bought here?');
    expect((await visitor.post(`/exercises/${large}/social-value/edit`, { ...typed, relevanceReason: 'Too small' })).text).toContain('The three duties bind this exercise');
    const refused = await visitor.post(`/exercises/${small}/social-value/edit`, typed);
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Give the reason why social value is not relevant')]);
    expect((await visitor.post(`/exercises/${small}/social-value/edit`, { ...typed, relevanceReason: 'Paper', weight: '5' })).text).toContain('What is not relevant cannot count');
    expect((await visitor.post(`/exercises/${small}/social-value/edit`, { ...typed, relevance: '', relevanceReason: 'Paper' })).text).toContain('Choose whether social value is relevant here');
    expect((await visitor.post(`/exercises/${small}/social-value/edit`, { ...typed, relevanceReason: 'Printed paper, bought once' })).text).toContain('Social value is not relevant to this exercise.');
    expect(await missing(small)).toEqual([]);
    // Of three exercises of this band one had considered it: the carers’ breaks of the test above.
    const report = async () => (await house.visitor(director).get('/reports/social-value-considered')).text.replaceAll(/\s+/g, ' ');
    expect(await report()).toContain('£173,935 to £300,000 3 1 0 0 33%');
    expect(await report()).toContain('£9,000 to £20,000 2 0 0 1 50%');
    await house.mustRun(considerSocialValue, commissioner, { exerciseId: large, improve: 'Jobs', secure: 'A question', consult: 'Yes', weight: '20', version: 0 });
    expect(await missing(large)).toEqual([]);
    expect(await report()).toContain('£173,935 to £300,000 3 2 0 0 67%');
  });

  test('SV-04: with a least of 10%, 0% needs a reason and an approval, and the report shows it among exceptions', async () => {
    await set('socialValue.minimumPercent', { percent: '10' });
    const id = await valued('Software licence', '20000');
    const visitor = house.visitor(commissioner);
    const url = `/exercises/${id}/social-value/edit`;
    const typed = { relevance: 'relevant', relevanceReason: 'A licence trains nobody, but its helpdesk might.', improve: '', secure: '', consult: '', weight: '0', weightReason: '', version: '0' };
    const refused = await visitor.post(url, typed);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('The weight is below the authority’s least, 10%. Give a reason.');
    expect((await visitor.post(url, { ...typed, weightReason: 'Not relevant' })).text).toContain('The authority has not set “Who agrees to a lower weight”');
    await set('socialValue.approver', { choice: 'lead-director' });
    expect((await visitor.post(url, { ...typed, weightReason: 'Not relevant to a licence' })).text).toContain('it must be agreed to');
    expect(await missing(id)).toEqual(['the weight is below the authority’s least, and waits to be agreed.']);
    const [approval] = await house.database.read((read) => read.selectFrom('approval').selectAll().where('about_id', '=', id).execute());
    await house.mustRun(decideApproval, director, { approvalId: approval!.id, decision: 'agree', reason: '' });
    expect(await missing(id)).toEqual([]);
    const report = await house.visitor(director).get('/reports/social-value-weights');
    for (const words of ['Software licence', 'Not relevant to a licence', '10%', 'Agreed: Dora Director', 'Average weight']) expect(report.text).toContain(words);
    expect(report.text).toContain('10.00%'); // The mean of 20 twice and 0 twice.
    // Another answer alone leaves the agreement standing; another weight does not.
    await house.mustRun(considerSocialValue, commissioner, { exerciseId: id, relevance: 'relevant', relevanceReason: 'Its helpdesk', improve: 'None', weight: '0', weightReason: 'Not relevant to a licence', version: 1 });
    expect(await missing(id)).toEqual([]);
    await house.mustRun(considerSocialValue, commissioner, { exerciseId: id, relevance: 'relevant', relevanceReason: 'Its helpdesk', improve: 'None', weight: '1', weightReason: 'Not relevant to a licence', version: 2 });
    expect((await missing(id))[0]).toContain('waits to be agreed');
  });

  test('two who save at once: the second is told, and keeps what was typed', async () => {
    const id = await valued('Together', '20000');
    const typed = { improve: 'One', secure: '', consult: '', weight: '20', weightReason: '', version: '0' };
    const results = await Promise.all([1, 2].map(() => house.run(considerSocialValue, commissioner, { exerciseId: id, ...typed })));
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const stale = await house.visitor(commissioner).post(`/exercises/${id}/social-value/edit`, { ...typed, improve: 'Mine <b>' });
    expect(stale.status).toBe(409);
    expect(stale.html).toContain('Mine &lt;b&gt;');
    expect(stale.text).toContain('What is saved now');
    expect(stale.text).toContain('One');
  });

  test('bad weights and strangers', async () => {
    const id = await valued('Wrong', '20000');
    for (const weight of ['101', '-1', 'ten', '1.00001']) {
      expect(await house.run(considerSocialValue, commissioner, { exerciseId: id, weight })).toMatchObject({ kind: 'invalid', errors: [{ field: 'weight' }] });
    }
    const other = await house.addPerson('Oscar Other', ['commissioner', await house.addBody('essex')]);
    expect((await house.visitor(other).get(`/exercises/${id}/social-value`)).status).toBe(404);
    expect((await house.visitor(other).get('/reports/social-value-weights')).text).not.toContain('Software licence');
    expect((await house.run(considerSocialValue, other, { exerciseId: id, weight: '20' })).kind).toBe('forbidden');
  });
});
