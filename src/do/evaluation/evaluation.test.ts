import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assessorDeclarations, completeEvaluation, declareInterests, finishScoring, moderate, nameAssessor, owedScoring, removeAssessor, saveScore } from './index.ts';
import { evaluate, openPanelHouse, type PanelHouse } from './evaluation.fixture.ts';

const good = { score: '4', reason: 'Meets the guide.', strength: 'Goes to where they are.', improvement: 'Name the partners.' };
/** Scores by bidder: quality 60% and social value 50% for Alpha, 80% and 90% for Beta. */
const DP12 = [['3', '2.5'], ['4', '4.5']] as const;

describe('DP-15: declared, scored alone, moderated', () => {
  let house: PanelHouse;
  const name = (personId: string, chair = 'no') => house.run(nameAssessor, house.officer, { opportunityId: house.opportunityId, personId, chair });
  beforeAll(async () => {
    house = await openPanelHouse();
  });
  afterAll(() => house.close());

  test('who is not of the body, writes bids or is named already is refused; a second chair too', async () => {
    const supplier = await house.addPerson('Two Hats', ['commissioner', house.bodyId], ['bid-writer', house.bids[0]!.organisationId]);
    const outsider = await house.addPerson('Out Sider');
    expect(await name(outsider)).toMatchObject({ kind: 'refused', code: 'not-of-body' });
    expect(await name(supplier)).toMatchObject({ kind: 'refused', code: 'clash' });
    expect(await name('nobody')).toMatchObject({ kind: 'invalid' });
    for (const person of house.evaluators) expect(await name(person)).toMatchObject({ kind: 'done' });
    expect(await name(house.chair, 'yes')).toMatchObject({ kind: 'done' });
    expect(await name(house.evaluators[0])).toMatchObject({ kind: 'refused', code: 'named-already' });
    expect(await name(house.officer, 'yes')).toMatchObject({ kind: 'refused', code: 'one-chair' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/panel`)).text).toContain('Waiting for a declaration');
    expect((await house.run(nameAssessor, house.evaluators[0], { opportunityId: house.opportunityId, personId: house.evaluators[1], chair: 'no' })).kind).toBe('forbidden');
  });

  test('before declaring no bid is shown: names of bidders only, and every other page leads to the declaration', async () => {
    const [first] = house.evaluators;
    const visitor = house.visitor(first);
    for (const url of [`/opportunities/${house.opportunityId}/scoring`, `/bids/${house.bids[0]!.id}/scoring`, `/bids/${house.bids[0]!.id}/scoring/${house.questions[0]}`, `/opportunities/${house.opportunityId}/moderation`, `/opportunities/${house.opportunityId}/results`]) {
      const seen = await visitor.get(url);
      expect(seen.url).toContain('/declaration');
      expect(seen.text).toContain('Alpha Trust');
      expect(seen.text).not.toContain('goes to where they are');
    }
    expect(await house.run(saveScore, first, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, version: 0 })).toMatchObject({ kind: 'refused', code: 'not-declared' });
    expect((await visitor.post(`/opportunities/${house.opportunityId}/declaration`, { declaration: 'interest', declarationWords: ' ' })).text).toContain('Say what the interest is');
  });

  test('an interest locks its holder out of everything at once; nobody else is', async () => {
    const [, , third] = house.evaluators;
    const visitor = house.visitor(third);
    expect((await visitor.post(`/opportunities/${house.opportunityId}/declaration`, { declaration: 'interest', declarationWords: 'My sister runs Beta' })).text).toContain('no longer part of this evaluation');
    for (const url of [`/opportunities/${house.opportunityId}/scoring`, `/opportunities/${house.opportunityId}/declaration`, `/opportunities/${house.opportunityId}/moderation`, `/bids/${house.bids[0]!.id}/scoring`, `/bids/${house.bids[0]!.id}/opened`]) expect((await visitor.get(url)).status).toBe(404);
    expect(await house.run(saveScore, third, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, version: 0 })).toMatchObject({ kind: 'forbidden' });
    expect(await name(third)).toMatchObject({ kind: 'refused', code: 'barred' });
    for (const person of [house.evaluators[0], house.evaluators[1], house.chair]) await house.mustRun(declareInterests, person, { opportunityId: house.opportunityId, declaration: 'none', declarationWords: '' });
    const entry = await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'evaluation.declare').where('actor_person_id', '=', third).where('result', '=', 'done').executeTakeFirstOrThrow());
    expect(JSON.stringify(entry.detail)).not.toContain('sister');
  });

  test('the staff home lists what each has to do now, and a person’s own export what they declared', async () => {
    const owed = async (person: typeof house.chair) => house.database.read(async (read) => (await owedScoring.list(read, await house.actor(person), 5)).map(({ words }) => words));
    expect(await owed(house.evaluators[0])).toEqual(['Score the bids for Youth clubs']);
    expect(await owed(house.evaluators[2])).toEqual([]);
    expect(await owed(house.chair)).toEqual([]);
    expect(await house.database.read((read) => assessorDeclarations.read(read, house.evaluators[2]))).toMatchObject([{ declaration: 'interest', declarationWords: 'My sister runs Beta' }]);
  });

  test('a score saved with no written strength is refused, and what was typed stays', async () => {
    const url = `/bids/${house.bids[0]!.id}/scoring/${house.questions[0]}`;
    const seen = await house.visitor(house.evaluators[0]).post(url, { ...good, strength: '  ', reason: '<b>Clear</b>' });
    expect(seen.status).toBe(422);
    expect(seen.text).toContain('Write at least one strength');
    expect(seen.html).toContain('&lt;b&gt;Clear&lt;/b&gt;');
    expect(await house.database.read((read) => read.selectFrom('score').selectAll().execute())).toEqual([]);
  });

  test('off the scale, too fine or not a number is refused with a sentence', async () => {
    const save = (score: string) => house.run(saveScore, house.evaluators[0], { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, score, version: 0 });
    expect(await save('6')).toMatchObject({ code: 'off-scale' });
    expect(await save('-1')).toMatchObject({ code: 'off-scale' });
    expect(await save('3.25')).toMatchObject({ code: 'too-fine' });
    expect(await save('four')).toMatchObject({ code: 'score-not-read' });
    expect(await save('9'.repeat(40))).toMatchObject({ code: 'off-scale' });
    expect(await save('9'.repeat(400))).toMatchObject({ code: 'score-not-read' });
  });

  test('a colleague’s scores are hidden until one has finished; two tabs do not overwrite each other', async () => {
    const [first, second] = house.evaluators;
    for (const bid of house.bids) for (const questionId of house.questions) await house.mustRun(saveScore, first, { bidId: bid.id, questionId, ...good, reason: 'Only Ava knows this', version: 0 });
    expect(await house.run(saveScore, first, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, version: 0 })).toMatchObject({ code: 'conflict' });
    expect(await house.mustRun(saveScore, first, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, reason: 'Only Ava knows this', version: 1 })).toMatchObject({ version: 2 });
    expect(await house.run(finishScoring, second, { opportunityId: house.opportunityId })).toMatchObject({ code: 'unscored' });
    await house.mustRun(finishScoring, first, { opportunityId: house.opportunityId });
    expect(await house.run(saveScore, first, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, version: 2 })).toMatchObject({ code: 'finished' });
    const look = async (person: typeof first) => (await house.visitor(person).get(`/opportunities/${house.opportunityId}/moderation`)).text;
    expect(await look(second)).toContain('hidden until you have finished your own');
    expect(await look(second)).not.toContain('Ava First: 4');
    for (const person of [house.chair, house.officer]) expect(await look(person)).not.toContain('Ava First: 4');
    expect((await house.visitor(second).get(`/bids/${house.bids[0]!.id}/scoring`)).text).not.toContain('Only Ava knows this');
    expect(await house.run(moderate, house.chair, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, standing: '' })).toMatchObject({ code: 'unfinished' });
    // Their own copy of what is held about them has their own scores and nobody else's.
    const copyOf = async (person: typeof first) => (await house.visitor(person).get('/account/my-data.json')).html;
    expect([(await copyOf(first)).includes('Only Ava knows this'), (await copyOf(second)).includes('Only Ava knows this')]).toEqual([true, false]);
    for (const bid of house.bids) for (const questionId of house.questions) await house.mustRun(saveScore, second, { bidId: bid.id, questionId, ...good, score: '2', version: 0 });
    await house.mustRun(finishScoring, second, { opportunityId: house.opportunityId });
    expect(await look(second)).toContain('Ava First: 4');
    expect(await look(house.chair)).toContain('Ben Second: 2');
  });

  test('the chair agrees a score, changes it, and all are kept; one removed midway is kept and not counted', async () => {
    const page = `/bids/${house.bids[0]!.id}/moderation/${house.questions[0]}`;
    expect((await house.visitor(house.evaluators[0]).get(page)).status).toBe(404);
    expect((await house.visitor(house.chair).post(page, { ...good, score: '3', improvement: '' })).text).toContain('Write what the bidder could do better');
    expect((await house.visitor(house.chair).post(page, { ...good, score: '3' })).text).toContain('Agreed score saved');
    const [standing] = await house.database.read((read) => read.selectFrom('moderated_score').selectAll().where('superseded_at', 'is', null).execute());
    expect(await house.run(moderate, house.chair, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, standing: '' })).toMatchObject({ code: 'conflict' });
    await house.mustRun(moderate, house.chair, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, score: '3.5', standing: standing!.id });
    expect((await house.database.read((read) => read.selectFrom('moderated_score').select('score').orderBy('score').execute())).map(({ score }) => Number(score))).toEqual([3, 3.5]);
    expect(await house.database.read((read) => read.selectFrom('score').select('id').execute())).toHaveLength(8);
    expect(await house.run(completeEvaluation, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'not-moderated' });
    const assessor = await house.database.read((read) => read.selectFrom('assessor').select('id').where('person_id', '=', house.evaluators[1]).executeTakeFirstOrThrow());
    expect((await house.visitor(house.officer).post(`/opportunities/${house.opportunityId}/panel/${assessor.id}/remove`, { reason: '' })).text).toContain('Give a reason');
    await house.mustRun(removeAssessor, house.officer, { opportunityId: house.opportunityId, assessorId: assessor.id, reason: 'Left the council' });
    expect((await house.visitor(house.chair).get(`/opportunities/${house.opportunityId}/moderation`)).text).toContain('Ben Second: 2 (kept, not counted)');
    expect((await house.visitor(house.evaluators[1]).get(`/opportunities/${house.opportunityId}/scoring`)).status).toBe(404);
  });
});

describe('results', () => {
  test('DP-12: the results page shows 74.00 and 84.00 with the formula, its sums and the rank, and nobody else sees it', async () => {
    const house = await openPanelHouse();
    await evaluate(house, DP12);
    const seen = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(seen.text).toContain('1 Beta Ltd £100 34.00 32.00 18.00 84.00');
    expect(seen.text).toContain('2 Alpha Trust £85 40.00 24.00 10.00 74.00');
    expect(seen.text).toContain('Beta Ltd: 40 × £85.00 ÷ £100.00 = 34 of 40 points.');
    expect(seen.text).toContain('Beta Ltd leads by 10.00 points.');
    expect(await house.run(moderate, house.chair, { bidId: house.bids[0]!.id, questionId: house.questions[0], ...good, standing: '' })).toMatchObject({ code: 'wrong-state' });
    for (const person of [house.bids[0]!.writer, await house.addPerson('Other Officer', ['procurement-officer', await house.addBody()])]) expect((await house.visitor(person).get(`/opportunities/${house.opportunityId}/results`)).status).toBe(404);
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}/results`)).url).toContain('/sign-in');
    await house.close();
  });

  test('DP-13: the results page says “social value = 12 of 100 points” and totals 76.40', async () => {
    const house = await openPanelHouse({ preset: '60-40-nested', bidders: [['Xenia Ltd', 100_00n], ['Yarrow Ltd', 80_00n]] });
    await evaluate(house, [['3.5', '4.5'], ['0', '0']]);
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('social value = 12 of 100 points');
    expect(text).toContain('Xenia Ltd £100 33.60 10.80 32.00 76.40');
    await house.close();
  });

  test('a rejected bid counts for nothing, not even for the lowest price; lots are totalled apart', async () => {
    const house = await openPanelHouse({ lots: 2, bidders: [['Alpha Trust', 85_00n], ['Beta Ltd', 100_00n], ['Gone Ltd', 1n]] });
    await house.database.write(async (tx) => {
      await tx.updateTable('bid').set({ state: 'rejected', outcome_reason: 'Abnormally low' }).where('id', '=', house.bids[2]!.id).execute();
      await tx.deleteFrom('bid_lot').where('bid_id', '=', house.bids[0]!.id).where('lot_id', '=', house.lots[1]!).execute();
    });
    await evaluate({ ...house, bids: house.bids.slice(0, 2) }, DP12);
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).not.toContain('Gone Ltd');
    expect(text).toContain('Lot 2: Place 2 Only one bid was ranked');
    expect(text).toContain('1 Beta Ltd £100 40.00 32.00 18.00 90.00');
    await house.close();
  });
});
