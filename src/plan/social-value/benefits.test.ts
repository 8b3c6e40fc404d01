import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { approvalsOf, decideApproval } from '#parts/approvals';
import { plainMeasure } from '#parts/measures';
import { decimal } from '#kernel/decimal';
import { openHouse, type House } from '../../../tests/house.ts';
import { addCounty, addExercise, addPlannedExercise, setSocialValue, typedMeasure, type County } from '../exercises/exercises.fixture.ts';
import { putForwardSpecification, specificationMeasures, startSpecification } from '#specifications';
import { askRemoval, benefitsOf, ruleOnRelevance, seekBenefit, setContent, socialValueObstacles, SUGGESTED_CONTENT, suggestBenefit } from './index.ts';
import { doubtOf } from './benefit.ts';

describe('is it relevant', () => {
  test.each<[Parameters<typeof doubtOf>[0]['kind'], string, string, 'services' | 'goods' | 'works', boolean]>([
    ['skilled-training', '10 local skilled jobs', 'A software licence', 'services', true], ['suggested', '10 local skilled jobs', 'Case management software', 'services', true],
    ['apprenticeships', '2 apprentices', 'Vans', 'goods', true], ['environment', 'Half the packaging', 'Vans', 'goods', false], ['fair-payment', 'Paid in 14 days', 'A software licence', 'services', false],
    ['skilled-training', '10 local skilled jobs', 'Home care', 'services', false], ['apprenticeships', '2 apprentices', 'A new roof', 'works', false], ['suggested', 'A dial-a-ride service', 'Rural buses', 'services', false],
  ])('%s: “%s” for %s (%s) in doubt: %s', (kind, words, title, category, doubted) => expect(doubtOf({ kind, words }, { title, purpose: null, category }) !== null).toBe(doubted));
});

describe('benefits', () => {
  let house: House;
  let county: County;
  beforeAll(async () => {
    house = await openHouse();
    county = await addCounty(house, 'kent');
  });
  afterAll(() => house.close());
  const tenderOf = async (exerciseId: string, title: string, bodyId: BodyId = county.bodyId) => {
    const id = newId<'opportunity'>();
    await house.database.write((tx) => tx.insertInto('opportunity').values({ id, reference: `KENT-OP-${id.slice(-6)}`, body_id: bodyId, exercise_id: exerciseId, title, route: 'open' }).execute());
    return id;
  };
  const publish = (id: string) => house.database.write((tx) => tx.updateTable('opportunity').set((set) => ({ state: 'published', published_at: set.fn<Date>('wantsum_clock'), closes_at: new Date('2030-01-01T12:00:00Z') })).where('id', '=', id).execute());

  test('SV-03: “10 local skilled jobs” for a software licence: the approver confirms or strikes it before approving, and the decision is kept', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Licences for case software');
    await setSocialValue(house, exerciseId);
    const commissioner = house.visitor(county.commissioner);
    const started = await house.mustRun(startSpecification, county.commissioner, { exerciseId });
    await commissioner.post(`/specifications/${started}/edit`, { revision: '1', summary: 'Licences', whoFor: 'Social workers', service: 'Forty seats', standards: '', socialConsidered: 'Local jobs', socialRecommended: '', socialRelevant: '' });
    expect((await commissioner.post(`/specifications/${started}/put-forward`, { outputsOnlyReason: '' })).text).toContain('“What is recommended for social value” is empty.');
    await commissioner.post(`/specifications/${started}/edit`, { revision: '2', summary: 'Licences', whoFor: 'Social workers', service: 'Forty seats', standards: '', socialConsidered: 'Local jobs', socialRecommended: '10%', socialRelevant: 'A helpdesk nearby' });
    await house.mustRun(specificationMeasures.add, county.commissioner, { aboutId: started, ...typedMeasure({ ...plainMeasure('cases closed in time', 'outcome'), target: decimal('10') }) });
    const added = await commissioner.post(`/exercises/${exerciseId}/benefits/add`, { pick: 'skilled-training', words: '10 local skilled jobs', why: 'Jobs are wanted here' });
    expect(added.text).toContain('Is it relevant to what is bought?');
    expect((await commissioner.post(`/exercises/${exerciseId}/benefits/add`, { pick: 'skilled-training', words: '10 LOCAL skilled jobs', why: 'Again' })).text).toContain('there already');
    await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: started, outputsOnlyReason: '' });
    const [approval] = await house.database.read((read) => approvalsOf(read, { kind: 'specification', id: started }, 'specification'));
    const agree = () => house.run(decideApproval, county.director, { approvalId: approval!.id, decision: 'agree', reason: '' });
    expect(await agree()).toMatchObject({ kind: 'refused', code: 'relevance-open', sentence: expect.stringContaining('10 local skilled jobs') });
    const tender = await tenderOf(exerciseId, 'Licences');
    expect(await house.database.read((read) => socialValueObstacles(read, { opportunity: { id: tender } }))).toHaveLength(1);
    const [benefit] = await house.database.read((read) => benefitsOf(read, exerciseId));
    const url = `/exercises/${exerciseId}/benefits/${benefit!.id}/relevance`;
    expect((await house.run(ruleOnRelevance, county.commissioner, { exerciseId, benefitId: benefit!.id, decision: 'confirmed', reason: 'Mine' })).kind).toBe('forbidden');
    const director = house.visitor(county.director);
    expect((await director.post(url, { decision: 'struck', reason: '' })).text).toContain('Give the reason');
    expect((await director.post(url, { decision: 'struck', reason: 'A licence makes no jobs here' })).text).toContain('Dana Director: A licence makes no jobs here');
    expect(await house.run(ruleOnRelevance, county.director, { exerciseId, benefitId: benefit!.id, decision: 'confirmed', reason: 'Other' })).toMatchObject({ code: 'not-in-doubt' });
    expect((await agree()).kind).toBe('done');
    const seen = await house.visitor(county.director).get(`/specifications/${started}`);
    expect(seen.text).toContain('How social value was considered');
    expect(seen.text).not.toContain('10 local skilled jobs');
    expect((await house.database.read((read) => benefitsOf(read, exerciseId)))[0]).toMatchObject({ decision: 'struck', decisionReason: 'A licence makes no jobs here', doubt: expect.stringContaining('licences') });
    expect(await house.database.read((read) => socialValueObstacles(read, { opportunity: { id: tender } }))).toEqual([]);
    expect(await house.run(seekBenefit, county.commissioner, { exerciseId, pick: 'wages', words: 'The living wage', why: 'Fair' })).toMatchObject({ code: 'approved' });
  });

  test('SV-09: “dial-a-ride service”, suggested by residents for a bus contract, can be chosen and stands in the tender by name', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Rural bus contract');
    const hidden = await addExercise(house, county, 'Not public yet');
    const anyone = house.visitor();
    expect((await anyone.get(`/exercises/${hidden}/benefits/suggest`)).status).not.toBe(200);
    expect((await anyone.get(`/exercises/${exerciseId}/benefits`)).text).toContain('Suggest a benefit');
    const typed = { name: 'dial-a-ride service', why: 'People without a stop nearby <script>', suggestedAs: '' };
    const refused = await anyone.post(`/exercises/${exerciseId}/benefits/suggest`, typed);
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('&lt;script&gt;')]);
    const sent = await anyone.post(`/exercises/${exerciseId}/benefits/suggest`, { ...typed, suggestedAs: 'resident' });
    expect(sent.text).toContain('Somebody will read your suggestion');
    expect(sent.text).not.toContain('dial-a-ride');
    const { id } = await house.database.read((read) => read.selectFrom('benefit_suggestion').select('id').executeTakeFirstOrThrow());
    const pick = () => house.run(seekBenefit, county.commissioner, { exerciseId, pick: id, words: 'A dial-a-ride service on two days a week', why: 'Half the parish is far from a stop' });
    expect(await pick()).toMatchObject({ code: 'not-accepted', field: 'pick' });
    const commissioner = house.visitor(county.commissioner);
    expect((await commissioner.get(`/exercises/${exerciseId}/benefits`)).text).toContain('dial-a-ride service');
    expect((await commissioner.post(`/exercises/${exerciseId}/benefits/suggestions/${id}`, { decision: 'declined', reason: '' })).text).toContain('Give the reason for declining it');
    await commissioner.post(`/exercises/${exerciseId}/benefits/suggestions/${id}`, { decision: 'accepted', reason: '' });
    expect((await commissioner.get(`/exercises/${exerciseId}/benefits/add`)).text).toContain('Suggested by: somebody who lives here');
    expect((await pick()).kind).toBe('done');
    expect((await anyone.get(`/exercises/${exerciseId}/benefits`)).text).toContain('A dial-a-ride service on two days a week');
    const tender = await tenderOf(exerciseId, 'Rural buses');
    await publish(tender);
    const record = await anyone.get(`/opportunities/${tender}`);
    expect(record.text).toContain('Social benefits sought');
    expect(record.text).toContain('dial-a-ride service');
    expect(record.text).toContain('Half the parish is far from a stop');
  });

  test('the menu holds the six of the papers; too many, another body’s, and a closed exercise are refused', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Parks');
    const page = await house.visitor(county.commissioner).get(`/exercises/${exerciseId}/benefits/add`);
    for (const name of ['Skilled training', 'Apprenticeships', 'Local management posts', 'Wage levels', 'Share of local suppliers', 'Fair payment', 'Volunteering', 'Environment']) expect(page.text).toContain(name);
    for (let number = 1; number <= 30; number += 1) await house.mustRun(seekBenefit, county.commissioner, { exerciseId, pick: 'environment', words: `Tree ${number}`, why: 'Shade' });
    expect(await house.run(seekBenefit, county.commissioner, { exerciseId, pick: 'environment', words: 'Tree 31', why: 'Shade' })).toMatchObject({ code: 'too-many' });
    const stranger = await house.addPerson('Stran Ger', ['commissioner', await house.addBody('essex')]);
    expect((await house.run(seekBenefit, stranger, { exerciseId, pick: 'wages', words: 'x', why: 'y' })).kind).toBe('forbidden');
    await house.database.write((tx) => tx.updateTable('exercise').set({ stage: 'do' }).where('id', '=', exerciseId).execute());
    expect(await house.run(suggestBenefit, county.commissioner, { exerciseId, name: 'Late', why: 'Late', suggestedAs: 'user' })).toMatchObject({ code: 'too-late' });
    expect((await house.visitor().get(`/exercises/${exerciseId}/benefits/suggest`)).status).toBe(404);
  });

  test('SV-16: a tender built without the priority statement carries it by default, and leaving it out needs approval', async () => {
    const administrator: PersonId = await house.addPerson('Ann Administrator', ['administrator', county.bodyId]);
    const exerciseId = await addPlannedExercise(house, county, 'Day centres');
    const visitor = house.visitor(administrator);
    const [tender, early] = [await tenderOf(exerciseId, 'Day centres'), await tenderOf(exerciseId, 'Before')];
    await publish(early);
    await new Promise((resolve) => setTimeout(resolve, 10));
    for (const { key, title, words } of SUGGESTED_CONTENT) await visitor.post(`/bodies/${county.bodyId}/minimum-content/${key}`, { version: '0', title, words, reason: '' });
    await visitor.post(`/bodies/${county.bodyId}/minimum-content/new`, { version: '0', title: 'Swale too', words: 'The borough says.', reason: '' });
    const commissioner = house.visitor(county.commissioner);
    const carried = await commissioner.get(`/opportunities/${tender}/minimum-content`);
    for (const title of ['Our priorities', 'Who may bid', 'Social value matters here', 'Swale too']) expect(carried.text).toContain(title);
    expect((await house.visitor().get(`/opportunities/${early}`)).text).not.toContain('Our priorities');
    const url = `/opportunities/${tender}/minimum-content/priority/leave-out`;
    expect((await commissioner.post(url, { reason: '' })).text).toContain('Give the reason for leaving it out');
    expect((await commissioner.post(url, { reason: 'Other words are used' })).text).toContain('It stays in until somebody agrees');
    expect(await house.run(askRemoval, county.commissioner, { opportunityId: tender, key: 'priority', reason: 'Again' })).toMatchObject({ code: 'asked-already' });
    const approval = await house.database.read((read) => read.selectFrom('approval').select(['id', 'about_id']).where('about_kind', '=', 'content-removal').executeTakeFirstOrThrow());
    expect((await house.visitor(county.director).get(`/content-removals/${approval.about_id}`)).text).toContain('Other words are used');
    const standing = async () => (await commissioner.get(`/opportunities/${tender}/minimum-content`)).text;
    expect(await standing()).toContain('Asked to be left out');
    expect(await house.run(decideApproval, county.commissioner, { approvalId: approval.id, decision: 'agree', reason: '' })).toMatchObject({ kind: 'refused' });
    await house.mustRun(decideApproval, county.director, { approvalId: approval.id, decision: 'agree', reason: '' });
    expect(await standing()).toContain('Left out');
    await publish(tender);
    const record = (await house.visitor().get(`/opportunities/${tender}`)).text;
    expect(record).not.toContain('Our priorities');
    expect(record).toContain('Who may bid');
    // Words changed afterwards are those of tenders to come.
    await new Promise((resolve) => setTimeout(resolve, 10));
    await house.mustRun(setContent, administrator, { bodyId: county.bodyId, key: 'provider-diversity', version: 1, title: 'Everyone may bid', words: 'New', reason: 'Plainer' });
    expect((await house.visitor().get(`/opportunities/${tender}`)).text).toContain('Who may bid');
    expect(await house.run(setContent, administrator, { bodyId: county.bodyId, key: 'provider-diversity', version: 1, title: 'Mine', words: 'Mine', reason: 'x' })).toMatchObject({ code: 'conflict' });
    expect(await house.run(askRemoval, county.commissioner, { opportunityId: tender, key: 'provider-diversity', reason: 'Too late' })).toMatchObject({ code: 'published' });
    expect((await house.run(setContent, county.commissioner, { bodyId: county.bodyId, key: 'new', version: 0, title: 'x', words: 'y' })).kind).toBe('forbidden');
  });
});
