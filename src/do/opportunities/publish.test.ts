import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import { completePlan } from '#exercises';
import { setPolicy } from '#policy';
import { writeConflicts } from '#evaluation';
import { addCounty, addPlannedExercise, agreePlan, answerPlan, approveSpecificationOf, setSocialValue, setValuation } from '../../plan/exercises/exercises.fixture.ts';
import {
  choosePreset, createOpportunity, dropQuestion, opportunityReference, publishOpportunity, recordPlatformNotice, saveCriterion, saveDetails, saveQuestion, saveScoring, saveShares, TENDER_QUESTIONS,
} from './index.ts';
import { completeDraft, openBuyingHouse, TODAY, type BuyingHouse } from './opportunities.fixture.ts';

let house: BuyingHouse;
beforeAll(async () => { house = await openBuyingHouse(); });
beforeEach(() => house.setClock(TODAY));
afterAll(() => house.close());

const tree = (id: string) => house.database.read((read) => criteriaOf(read, opportunityReference(id)));
const questions = async (id: string) => (await house.database.read((read) => questionsOf(read, opportunityReference(id), TENDER_QUESTIONS)))!.questions;

test('an authority’s own number of openers is a least number', async () => {
  const opportunityId = await house.addDraft();
  const rules = (openersNeeded: string) => ({ opportunityId, priceFormula: 'lowestOverBid', benchmark: '', scaleId: '0-5', openersNeeded, lateBids: 'refuse' });
  expect(await house.run(saveScoring, house.officer, rules('1'))).toMatchObject({ code: 'too-few-openers', sentence: 'At least 2 different people open the bids of this authority.' });
  await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key: 'opening.openers', valid: '[2020-01-01,2026-03-03)', value: '3', source: 'Standing orders' }).execute());
  expect(await house.run(saveScoring, house.officer, rules('2'))).toMatchObject({ code: 'too-few-openers', rule: { source: expect.stringContaining('Standing orders') } });
  expect((await house.run(saveScoring, house.officer, rules('3'))).kind).toBe('done');
  await house.database.write((tx) => tx.deleteFrom('local_policy').where('key', '=', 'opening.openers').execute());
});

describe('building', () => {
  test('from nothing to published, over HTTP, as an officer would', async () => {
    const officer = house.visitor(house.officer);
    const started = await officer.post('/opportunities/new', { bodyId: house.bodyId, title: 'Walking groups in Swale' });
    expect(started.text).toContain('The opportunity is started.');
    expect(started.text).toContain('Publishing waits for');
    // Of what there is none yet is said in one way.
    expect(started.text).toMatch(/No documents yet.*No questions yet/);
    expect(started.text).not.toContain('0 documents');
    const base = started.url.replace('/build', '');
    await officer.post(`${base}/details`, {
      title: 'Walking groups in Swale', summary: 'Walks for older people who live alone.', description: 'Weekly walks.\n\nFor all.', category: 'services', areas: 'Swale', valueNet: '£6,000', valueGross: '7,200',
      'startsOn-day': '1', 'startsOn-month': '6', 'startsOn-year': '2026', 'endsOn-day': '31', 'endsOn-month': '5', 'endsOn-year': '2027', extensionMonths: '0', suitable: ['sme', 'vcse'], lotsPerBidder: '', cpvCodes: '',
    });
    await officer.post(`${base}/lots/new`, { title: 'Sheppey', description: '', areas: '', valueNet: '3000' });
    await officer.post(`${base}/lots/new`, { title: 'Faversham', description: '', areas: '', valueNet: '3000' });
    const preset = await officer.post(`${base}/criteria/preset`, { preset: '60-40-nested' });
    expect(preset.text).toContain('20% of quality: social value = 12 of 100 points');
    await officer.post(`${base}/scoring-rules`, { priceFormula: 'standardDifferential', benchmark: '', scaleId: '0-5', openersNeeded: '2', lateBids: 'refuse' });
    const id = base.split('/').at(-1)!;
    for (const name of ['Other quality', 'Social value']) {
      const criterion = (await tree(id)).find((one) => one.name === name)!;
      await officer.post(`${base}/questions/new`, { section: '', text: `About ${name}?`, purpose: '', goodAnswer: 'Examples', type: 'long-text', choices: '', marks: '10', wordLimit: '200', minutes: '', required: 'yes', criterionId: criterion.id, lotId: '' });
    }
    await officer.post(`${base}/criteria/confirm`, { confirmed: 'yes' });
    const dates = await officer.post(`${base}/dates`, {
      'clarificationsOn-day': '20', 'clarificationsOn-month': '3', 'clarificationsOn-year': '2026', clarificationsAt: '5pm', 'closesOn-day': '27', 'closesOn-month': '3', 'closesOn-year': '2026', closesAt: 'midday',
    });
    expect(dates.text).toContain('Everything is ready.');
    expect((await officer.get(`${base}/preview`)).text).toContain('This is a preview');
    const published = await officer.post(`${base}/publish`);
    expect(published.text).toContain('It is published. Everyone can read it now.');
    expect(published.text).toContain('Closes on 27 March 2026 at midday: in 25 days.');
  });

  test('every page of building opens, for every draft, and none to a stranger', async () => {
    const id = await house.addDraft();
    const elsewhere = await house.addPerson('Eve Elsewhere', ['procurement-officer', await house.addBody()]);
    const [criterion] = await tree(id);
    const [question] = await questions(id);
    const lot = (await house.database.read((read) => read.selectFrom('lot').select('id').where('opportunity_id', '=', id).executeTakeFirstOrThrow())).id;
    const paths = ['build', 'details', 'lots', 'lots/new', `lots/${lot}`, `lots/${lot}/remove`, 'documents', 'criteria', 'criteria/preset', 'criteria/new', `criteria/${criterion!.id}`, `criteria/${criterion!.id}/remove`,
      'criteria/confirm', 'criteria/test', 'scoring-rules', 'questions', 'questions/new', `questions/${question!.id}`, `questions/${question!.id}/remove`, 'dates', 'platform-notice', 'announce', 'publish', 'preview'];
    for (const path of paths) {
      expect([path, (await house.visitor(house.officer).get(`/opportunities/${id}/${path}`)).status]).toEqual([path, 200]);
      expect([path, (await house.visitor(elsewhere).get(`/opportunities/${id}/${path}`)).status]).toEqual([path, 404]);
      expect([path, (await house.visitor(house.swale.writer).get(`/opportunities/${id}/${path}`)).status]).toEqual([path, 404]);
    }
    expect((await house.visitor().get(`/opportunities/${id}`)).status).toBe(404);
    expect((await house.visitor(house.officer).get('/opportunities/drafts')).text).toContain('Evening activities');
    expect((await house.visitor(elsewhere).get('/opportunities/drafts')).text).not.toContain('Evening activities');
    for (const path of [`lots/${newId()}`, 'lots/x', `questions/${newId()}`, 'criteria/x']) expect((await house.visitor(house.officer).get(`/opportunities/${id}/${path}`)).status).toBe(404);
  });

  test('starting one for another body is refused, and what was typed is still there', async () => {
    const other = await house.addBody();
    const seen = await house.visitor(house.officer).post('/opportunities/new', { bodyId: other, title: 'Mine?' });
    expect(seen.status).toBe(409);
    expect(seen.html).toContain('value="Mine?"');
  });

  test('bad input is told field by field, and nothing typed is lost', async () => {
    const id = await house.addDraft();
    const seen = await house.visitor(house.officer).post(`/opportunities/${id}/details`, {
      title: ' ', summary: '<b>bold</b>', category: 'magic', areas: 'Atlantis', valueNet: '1,00', valueGross: 'x', extensionMonths: '-1', lotsPerBidder: '0', cpvCodes: 'abc', description: '',
      'startsOn-day': '31', 'startsOn-month': '2', 'startsOn-year': '2026', 'endsOn-day': '', 'endsOn-month': '', 'endsOn-year': '',
    });
    expect(seen.status).toBe(422);
    for (const words of ['Enter a title', 'Choose services, goods or works', 'Enter an amount in pounds', 'Enter a real date', 'Each category code has 8 digits']) expect(seen.text).toContain(words);
    expect(seen.html).toContain('&lt;b&gt;bold&lt;/b&gt;');
    const place = await house.run(saveDetails, house.officer, { opportunityId: id, title: 'T', summary: '', description: '', category: 'services', lightTouch: false, areas: 'Atlantis', cpvCodes: '', valueNet: '', valueGross: '', startsOn: '', endsOn: '', extensionMonths: '', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '' });
    expect(place).toMatchObject({ kind: 'refused', code: 'unknown-area', field: 'areas' });
  });

  test('any change to the weights takes the confirmed reading back', async () => {
    const id = await house.addDraft();
    const [quality] = await tree(id);
    await house.mustRun(saveShares, house.officer, { opportunityId: id, shares: { [quality!.id]: '61' } });
    expect((await house.visitor(house.officer).get(`/opportunities/${id}/build`)).text).toContain('The criteria at the top total 101%.');
    await house.mustRun(saveShares, house.officer, { opportunityId: id, shares: { [quality!.id]: '60' } });
    expect((await house.visitor(house.officer).get(`/opportunities/${id}/build`)).text).toContain('Nobody has confirmed what the weights mean');
    expect(await house.run(saveShares, house.officer, { opportunityId: id, shares: { [quality!.id]: '1e3', nonsense: '5' } })).toMatchObject({ kind: 'refused', more: [{ field: 'share-nonsense' }] });
    expect(await house.run(saveShares, house.officer, { opportunityId: id, shares: { [newId()]: '5' } })).toMatchObject({ kind: 'refused', code: 'not-there' });
  });

  test('criteria stand at most four deep, inside criteria of this opportunity alone', async () => {
    const [id, other] = [await house.addDraft(), await house.addDraft()];
    const add = (parentId: string) => house.run(saveCriterion, house.officer, { opportunityId: id, criterionId: null, parentId, name: 'Deep', guidance: '', kind: 'quality', share: '100', pass: '' });
    expect(await add((await tree(other))[0]!.id)).toMatchObject({ kind: 'refused', code: 'not-there' });
    let parent = (await tree(id)).find(({ name }) => name === 'Other quality')!.id as string;
    for (const deep of [3, 4]) {
      expect([deep, (await add(parent)).kind]).toEqual([deep, 'done']);
      parent = (await tree(id)).find(({ parentId }) => parentId === parent)!.id;
    }
    expect(await add(parent)).toMatchObject({ kind: 'refused', code: 'too-deep' });
  });

  test('DP-12: the page tries the example bids: under 40:40:20 B wins with 84.0', async () => {
    const id = await house.addDraft();
    await house.mustRun(choosePreset, house.officer, { opportunityId: id, preset: '40-40-20' });
    const example = await house.visitor(house.officer).get(`/opportunities/${id}/criteria/test`);
    expect(example.text).toContain('Bid B wins');
    expect(example.text).toMatch(/Total 74\.0 84\.0/);
    expect(example.text).toMatch(/Price 70, quality 30 88\.0 83\.5 Bid A wins/);
    const price = (await tree(id)).find(({ kind }) => kind === 'price')!.id;
    const odd = await house.visitor(house.officer).get(`/opportunities/${id}/criteria/test?score-0-${price}=900&price-1=many`);
    expect(odd.status).toBe(200);
    expect(odd.text).toContain('enter a percentage from 0 to 100');
    expect(odd.text).toContain('Price of bid B: enter an amount in pounds');
  });
});

describe('publishing', () => {
  test('DP-08: a question without marks or word limit is refused at Publish; with them both stand by the question for everyone', async () => {
    const id = await house.addDraft();
    const [first] = await questions(id);
    const change = (marks: string, wordLimit: string) => house.mustRun(saveQuestion, house.officer, {
      opportunityId: id, questionId: first!.id, section: '', text: 'How?', purpose: 'To know', goodAnswer: 'Times', type: 'long-text', choices: '', marks, wordLimit, minutes: '', required: true, criterionId: first!.criterionId!, lotId: '',
    });
    await change('', '');
    const refused = await house.visitor(house.officer).post(`/opportunities/${id}/publish`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Question 1 has no marks.');
    expect(refused.text).toContain('Question 1 has no word limit.');
    await change('10', '150');
    await house.publish(id);
    const seen = await house.visitor().get(`/opportunities/${id}`);
    expect(seen.text).toContain('10 marks. No more than 150 words.');
    expect(seen.text).toContain('Questions until'.replace('Questions', 'Ask questions'));
    expect(seen.text).toContain('2 questions, up to 400 words (1 page), about 40 minutes');
  });

  test('from £30,000 the central digital platform comes first', async () => {
    const id = await house.addDraft({ valueNet: '25000', valueGross: '30000' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('central digital platform first'), rule: { source: expect.stringContaining('PR24') } });
    expect(await house.run(recordPlatformNotice, house.officer, { opportunityId: id, reference: '2026/S 000-012345', publishedOn: '2026-03-03', publishedAt: '9am' })).toMatchObject({ code: 'future' });
    const unknown = await house.visitor(house.officer).post(`/opportunities/${id}/platform-notice`, { reference: 'xx', 'publishedOn-day': '2', 'publishedOn-month': '3', 'publishedOn-year': '2026', publishedAt: '8:30am' });
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('in the form that Find a Tender gives it, such as 2026/S 000-012345 or 012345-2026');
    expect(unknown.html).toContain('value="xx"');
    await house.visitor(house.officer).post(`/opportunities/${id}/platform-notice`, { reference: ' 2026/s 000-012345 ', 'publishedOn-day': '2', 'publishedOn-month': '3', 'publishedOn-year': '2026', publishedAt: '8:30am' });
    await house.publish(id);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('2026/S 000-012345, 2 March 2026 at 8:30am');
  });

  test('it pins the law, keeps an OCID, makes one notice and fixes the questions; twice is refused', async () => {
    const id = await house.addDraft();
    const both = await Promise.all([house.run(publishOpportunity, house.officer, { opportunityId: id }), house.run(publishOpportunity, house.officer, { opportunityId: id })]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const json = JSON.parse((await house.visitor().get(`/opportunities/${id}.json`)).html) as Record<string, never>;
    expect(json).toMatchObject({ status: 'open', law: { pack: 'uk-2026', regime: 'PA2023', commencedOn: '2026-03-02', aboveThreshold: false }, valueNetPounds: '6000.00', notices: [{ code: 'UK4', version: 1 }] });
    expect(json['ocid']).toMatch(/^ocds-wantsum-kent-op-2026-\d{4}$/);
    expect(await house.database.read((read) => read.selectFrom('envelope_key').select('envelope').where('opportunity_id', '=', id).orderBy('envelope').execute())).toEqual([{ envelope: 'price' }, { envelope: 'quality' }]);
    const [question] = await questions(id);
    const [criterion] = await tree(id);
    expect(await house.run(saveShares, house.officer, { opportunityId: id, shares: { [criterion!.id]: '50' } })).toMatchObject({ code: 'fixed' });
    expect(await house.run(saveQuestion, house.officer, {
      opportunityId: id, questionId: question!.id, section: '', text: 'Other', purpose: '', goodAnswer: '', type: 'long-text', choices: '', marks: '1', wordLimit: '1', minutes: '', required: true, criterionId: '', lotId: '',
    })).toMatchObject({ code: 'fixed' });
    expect((await house.visitor(house.officer).get(`/opportunities/${id}/criteria`)).text).toContain('Its criteria, weights, questions and lots are fixed');
  });

  test('only a procurement officer of the body publishes', async () => {
    const id = await house.addDraft();
    expect((await house.run(publishOpportunity, house.commissioner, { opportunityId: id })).kind).toBe('forbidden');
    expect((await house.run(publishOpportunity, house.swale.writer, { opportunityId: id })).kind).toBe('forbidden');
    expect((await house.run(publishOpportunity, house.officer, { opportunityId: newId() })).kind).toBe('forbidden');
  });
});

describe('from a commissioning exercise', () => {
  test('PL-08, SV-01: Publish is refused with all that the exercise lacks, and the advert shows all three social value answers', async () => {
    await house.setClock('2026-05-04T09:00:00Z');
    const county = await addCounty(house, 'medway-county');
    const officer = await house.addPerson('Oscar Officer', ['procurement-officer', county.bodyId]);
    const exerciseId = await addPlannedExercise(house, county, 'Short breaks for carers');
    await setValuation(house, exerciseId, 20_000_000n, true);
    await approveSpecificationOf(house, county, exerciseId);
    const started = await house.visitor(officer).post(`/opportunities/new?exercise=${exerciseId}`, { exerciseId, title: '' });
    const id = started.url.split('/').at(-2)!;
    expect((await house.visitor(officer).get(`/opportunities/${id}/details`)).html).toContain('value="200,000"');
    const refused = await house.visitor(officer).post(`/opportunities/${id}/publish`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Social value');
    expect(refused.text).toContain('Procurement plan');
    await setSocialValue(house, exerciseId);
    await answerPlan(house, county, exerciseId);
    await agreePlan(house, county, exerciseId);
    await house.mustRun(completePlan, county.commissioner, { exerciseId });
    const build = await house.visitor(officer).get(`/opportunities/${id}/build`);
    expect(build.text).not.toContain('Procurement plan:');
    await completeDraft(house, officer, id, { title: 'Short breaks for carers', valueNet: '200000', valueGross: '240000', closesOn: '2026-06-15' });
    await house.mustRun(recordPlatformNotice, officer, { opportunityId: id, reference: '2026/S 000-000777', publishedOn: '2026-05-04', publishedAt: '9am' });
    // Above the threshold the law asks for a conflicts assessment before the notice; the evaluation's room keeps it.
    for (const kind of ['prepared', 'confirmed']) await house.mustRun(writeConflicts, officer, { opportunityId: id, kind, notice: 'UK4', conflicts: 'Nobody has one.', mitigations: 'None is needed.' });
    const advert = await house.visitor(officer).post(`/opportunities/${id}/publish`);
    expect(advert.text).toContain('It is published.');
    const seen = await house.visitor().get(`/opportunities/${id}`);
    const answers = await house.database.read((read) => read.selectFrom('social_value_consideration').select(['improve', 'secure', 'consult']).where('exercise_id', '=', exerciseId).executeTakeFirstOrThrow());
    for (const answer of Object.values(answers)) expect(seen.text).toContain(answer);
    const thread = await house.database.read((read) => read.selectFrom('thread_link').select(['from_kind', 'label']).where('to_id', '=', id).execute());
    expect(thread).toEqual([{ from_kind: 'specification', label: 'led to' }]);
  });
  test('an exercise that is not there is refused in words', async () => {
    expect(await house.run(createOpportunity, house.officer, { bodyId: '', exerciseId: newId(), title: 'x' })).toMatchObject({ kind: 'refused', code: 'no-exercise' });
  });
});

describe('words and social value', () => {
  test('DP-36: the criterion “5 points for Kent-based companies” is refused when saved, with a lawful suggestion, and nothing typed is lost', async () => {
    const id = await house.addDraft({ title: 'Fair words' });
    const officer = house.visitor(house.officer);
    const refused = await officer.post(`/opportunities/${id}/criteria/new`, { parentId: '', name: '5 points for Kent-based companies', guidance: 'As said', kind: 'quality', share: '5', pass: '' });
    expect(refused.text).toContain('How will you understand and serve local needs?');
    expect(refused.html).toContain('5 points for Kent-based companies');
    const criteria = await house.database.read((read) => read.selectFrom('criterion').select('name').where('about_id', '=', id).execute());
    expect(criteria.map(({ name }) => name)).not.toContain('5 points for Kent-based companies');
  });

  test('DP-36: a phrase that legal blocks afterwards stops the publication', async () => {
    const id = await house.addDraft({ title: 'Blocked later' });
    const administrator = await house.addPerson('Ann Administrator', ['administrator', house.bodyId]);
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key: 'criteria.blockedPhrases', fields: { text: 'reach young people' }, from: '2026-03-02', source: 'Legal', reason: 'Ambiguous' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ code: 'not-ready', sentence: expect.stringContaining('reach young people') });
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key: 'criteria.blockedPhrases', fields: { text: 'never used' }, from: '2026-03-02', source: 'Legal', reason: 'Put right' });
  });

  test('SV-05: a social value weight above zero and no question: publishing is refused and the Q3 question is offered, and one press adds it', async () => {
    const id = await house.addDraft({ title: 'Weighed, not asked' });
    const social = await house.database.read((read) => read.selectFrom('question').innerJoin('criterion', 'criterion.id', 'question.criterion_id').innerJoin('question_set', 'question_set.id', 'question.question_set_id')
      .select('question.id').where('question_set.about_id', '=', id).where('criterion.kind', '=', 'social-value').executeTakeFirstOrThrow());
    await house.mustRun(dropQuestion, house.officer, { opportunityId: id, questionId: social.id });
    const officer = house.visitor(house.officer);
    const refused = await officer.post(`/opportunities/${id}/publish`, {});
    expect(refused.text).toContain('no question is asked about it');
    expect(refused.text).toContain('Q3');
    expect(refused.html).toContain(`/opportunities/${id}/questions/social-value`);
    const added = await officer.post(`/opportunities/${id}/questions/social-value`, { question: 'carers-short-breaks-q3' });
    expect(added.text).toContain('The question is added.');
    await house.publish(id);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('social, economic and environmental well-being');
  });
});
