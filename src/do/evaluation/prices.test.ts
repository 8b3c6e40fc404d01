import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { sql } from 'kysely';
import { recommendAward } from '#awards';
import { publishOpportunity } from '#opportunities';
import { signPriceOpening } from '#bids';
import { askPrice, assessPrice, completeEvaluation, explainPrice, finishScoring, moderate, panelQuestions, recordDrawing, savePlan, saveScore, writeConflicts } from './index.ts';
import { NO_PLAN, openJudgedHouse, type JudgedHouse, type Judging } from './judged.fixture.ts';

const SIMPLE: Judging = {
  criteria: [{ name: 'Quality', kind: 'quality', share: '60' }, { name: 'Price', kind: 'price', share: '40' }], questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }],
  bidders: [{ name: 'Alpha Trust', price: '100000', answers: ['Alpha answer'] }, { name: 'Beta Ltd', price: '98000', answers: ['Beta answer'] }, { name: 'Cheap plc', price: '61000', answers: ['Cheap answer'] }],
};
const setPolicy = (house: JudgedHouse, key: string, value: unknown) => house.database.write((tx) =>
  sql`insert into local_policy (id, body_id, key, valid, value, source) values (${newId()}, ${house.bodyId}, ${key}, daterange('2026-01-01', null), ${JSON.stringify(value)}::jsonb, 'Cabinet')`.execute(tx));
const recommend = async (house: JudgedHouse, bidId: string) => house.run(recommendAward, house.officer, {
  opportunityId: house.opportunityId, lot: 'whole', lotId: '', bidId, valueNet: '', vatPercent: '20', reasons: 'Most points', managerId: await house.addPerson('May Manager', ['contract-manager', house.bodyId]), directorId: await house.addPerson('Dee Director', ['lead-director', house.bodyId]),
});

describe('DP-21: a price far below the others', () => {
  let house: JudgedHouse;
  const [cheap, honest] = [2, 0];
  const bid = (index: number) => house.bids[index]!;
  beforeAll(async () => {
    house = await openJudgedHouse(SIMPLE);
    await setPolicy(house, 'evaluation.lowPricePercent', '25');
    await setPolicy(house, 'evaluation.spreadWarningPercent', '40');
    await house.publish();
    await house.bid();
  });
  afterAll(() => house.close());
  const prices = async () => (await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/prices`)).text;

  test('before the opening nothing is shown; when bids open the third is flagged: mean £86,333, 29.3% below', async () => {
    expect(await prices()).toContain('No price has been opened yet.');
    await house.open();
    const seen = await prices();
    expect(seen).toContain('Cheap plc £61,000 The price is 29.3% below the mean of 3 bids, £86,333. Not asked');
    expect(seen).not.toContain('Alpha Trust £');
    await house.seat();
    expect((await house.visitor(house.evaluators[0]).get(`/opportunities/${house.opportunityId}/prices`)).status).toBe(404);
  });

  test('it is asked, explains in wage, staffing and cost lines, and nothing is lost that was typed wrong', async () => {
    expect(await house.run(askPrice, house.officer, { bidId: bid(cheap).id, lot: 'whole', why: 'Low', answerOn: '2026-03-01' })).toMatchObject({ code: 'past' });
    await house.mustRun(askPrice, house.officer, { bidId: bid(cheap).id, lot: 'whole', why: '29.3% below the mean', answerOn: '2026-04-10' });
    expect(await house.run(askPrice, house.officer, { bidId: bid(cheap).id, lot: 'whole', why: 'Again', answerOn: '2026-04-10' })).toMatchObject({ code: 'asked' });
    expect(await house.run(assessPrice, house.officer, { bidId: bid(cheap).id, lot: 'whole', accepted: 'no', reason: 'Too low' })).toMatchObject({ code: 'not-answered' });
    const url = `/bids/${bid(cheap).id}/price-explanation`;
    const writer = house.visitor(bid(cheap).writer);
    expect((await writer.get(`/bids/${bid(cheap).id}`)).text).toContain('Explain your price');
    expect((await house.visitor(bid(honest).writer).get(`/bids/${bid(honest).id}`)).text).not.toContain('Explain your price');
    expect((await house.visitor(bid(honest).writer).get(url)).status).toBe(404);
    const wrong = await writer.post(url, { lot: 'whole', wage: 'Youth workers cost a lot', staffing: 'Pension, 3,000', cost: '', explanation: 'We own the <building>' });
    expect(wrong.text).toContain('Wages, line 1: write what it is, a comma, and pounds a year');
    expect(wrong.html).toContain('We own the &lt;building&gt;');
    await writer.post(url, { lot: 'whole', wage: 'Two youth workers, 42,000', staffing: 'Pension, 3000', cost: 'Travel, 1,200.50', explanation: 'We own the building.' });
    const assessing = (await house.visitor(house.officer).get(`/bids/${bid(cheap).id}/price-assessment/whole`)).text;
    expect(assessing).toContain('Two youth workers Wages £42,000');
    expect(assessing).toContain('Total £46,200.50');
  });

  test('the award is blocked until the explanation is assessed; turned down, the bid is out and its price is not compared', async () => {
    await house.score({ 'Alpha Trust': '4', 'Beta Ltd': '4', 'Cheap plc': '4' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const held = await recommend(house, bid(cheap).id);
    expect(JSON.stringify(held)).toContain('Assess the explanation before anything is awarded.');
    await house.mustRun(assessPrice, house.officer, { bidId: bid(cheap).id, lot: 'whole', accepted: 'no', reason: 'The wages are below the legal minimum.' });
    expect(await house.run(explainPrice, bid(cheap).writer, { bidId: bid(cheap).id, lot: 'whole', wage: 'A, 1', staffing: 'B, 1', cost: '', explanation: 'Again' })).toMatchObject({ code: 'assessed' });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('1 Beta Ltd £98,000 48.00 40.00 88.00');
    expect(text).toContain('Not ranked Cheap plc Its price was asked about and not accepted: The wages are below the legal minimum.');
    expect(JSON.stringify(await recommend(house, bid(1).id))).not.toContain('price');
  });
});

describe('quality before price, without names', () => {
  let house: JudgedHouse;
  const evaluator = () => house.visitor(house.evaluators[0]);
  const question = async () => (await house.database.read((read) => panelQuestions(read, house.opportunityId)))[0]!;
  beforeAll(async () => {
    house = await openJudgedHouse({ ...SIMPLE, plan: { anonymous: true, pricesOpenedLater: true, tieRules: ['quality', 'drawing'] }, bidders: SIMPLE.bidders.slice(0, 2).map((one) => ({ ...one, price: '100' })) });
    await setPolicy(house, 'evaluation.spreadWarningPercent', '40');
    await house.publish();
    await house.bid();
    await house.open();
    await house.seat();
  });
  afterAll(() => house.close());

  test('the plan stands in the tender and is fixed with it', async () => {
    const { text } = await house.visitor().get(`/opportunities/${house.opportunityId}`);
    expect(text).toContain('Prices stay sealed until every score for quality is agreed.');
    expect(text).toContain('Bids with equal totals are placed by the most points for quality, then by lots');
    expect(await house.run(savePlan, house.officer, { opportunityId: house.opportunityId, ...NO_PLAN })).toMatchObject({ code: 'fixed' });
  });

  test('the first opening leaves every price sealed: no row, no page; the second is refused before moderation', async () => {
    expect(await house.database.read((read) => read.selectFrom('opened_price').selectAll().execute())).toEqual([]);
    for (const person of [house.officer, house.chair]) {
      for (const url of [`/opportunities/${house.opportunityId}/bids`, `/bids/${house.bids[0]!.id}/opened`, `/opportunities/${house.opportunityId}/prices`, `/opportunities/${house.opportunityId}/results`]) expect((await house.visitor(person).get(url)).text).not.toContain('£100');
    }
    expect(await house.run(signPriceOpening, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'quality-first' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/price-opening`)).text).toContain('The prices stay sealed for now.');
  });

  test('those who judge see “Bidder A” everywhere, and declared by the list of names', async () => {
    for (const url of [`/opportunities/${house.opportunityId}/scoring`, `/bids/${house.bids[0]!.id}/scoring`, `/bids/${house.bids[0]!.id}/scoring/${(await question()).id}`, `/opportunities/${house.opportunityId}/bids`, `/opportunities/${house.opportunityId}/moderation`]) {
      const seen = await evaluator().get(url);
      expect(seen.html).not.toContain('Alpha Trust');
      expect(seen.html).not.toContain('Beta Ltd');
    }
    expect((await evaluator().get(`/bids/${house.bids[0]!.id}/opened`)).status).toBe(404);
    expect((await evaluator().get(`/opportunities/${house.opportunityId}/scoring`)).text).toMatch(/Bidder A .*Bidder B/);
    expect(JSON.stringify(await house.run(finishScoring, house.evaluators[0], { opportunityId: house.opportunityId }))).toContain('of Bidder A');
    expect((await evaluator().get(`/opportunities/${house.opportunityId}/declaration`)).text).toContain('Alpha Trust');
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/bids`)).text).toContain('Alpha Trust');
  });

  test('scores far apart are pointed out before one is agreed; then names are shown', async () => {
    const { id } = await question();
    for (const [index, person] of house.evaluators.entries()) {
      for (const bid of house.bids) await house.mustRun(saveScore, person, { bidId: bid.id, questionId: id, score: index === 0 ? '5' : '3', reason: 'x', strength: 'x', improvement: '', version: 0 });
      await house.mustRun(finishScoring, person, { opportunityId: house.opportunityId });
    }
    const moderation = await house.visitor(house.chair).get(`/opportunities/${house.opportunityId}/moderation`);
    expect(moderation.text).toContain('2 Far apart');
    expect(moderation.text).not.toContain('Alpha Trust');
    expect((await house.visitor(house.chair).get(`/bids/${house.bids[0]!.id}/moderation/${id}`)).text).toContain('The scores are 2 of 5 apart.');
    for (const bid of house.bids) await house.mustRun(moderate, house.chair, { bidId: bid.id, questionId: id, score: '4', reason: 'x', strength: 'x', improvement: 'x', standing: '' });
    expect((await house.visitor(house.chair).get(`/opportunities/${house.opportunityId}/moderation`)).text).toContain('Alpha Trust');
    expect(await house.run(completeEvaluation, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'also-waiting' });
  });

  test('two officers open the prices; from then on no score of quality can be changed', async () => {
    await house.mustRun(signPriceOpening, house.officer, { opportunityId: house.opportunityId });
    expect(await house.run(signPriceOpening, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'signed-already' });
    expect(await house.database.read((read) => read.selectFrom('opened_price').selectAll().execute())).toEqual([]);
    expect(await house.mustRun(signPriceOpening, house.second, { opportunityId: house.opportunityId })).toMatchObject({ opened: 2 });
    expect(await house.run(signPriceOpening, house.second, { opportunityId: house.opportunityId })).toMatchObject({ code: 'wrong-state' });
    const standing = await house.database.read((read) => read.selectFrom('moderated_score').select('id').executeTakeFirstOrThrow());
    expect(await house.run(moderate, house.chair, { bidId: house.bids[0]!.id, questionId: (await question()).id, score: '5', reason: 'x', strength: 'x', improvement: 'x', standing: standing.id })).toMatchObject({ code: 'prices-open' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
  });

  test('a tie that the stated rules leave is settled by lots before two witnesses, once', async () => {
    const results = async () => (await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`)).text;
    expect(await results()).toContain('Alpha Trust and Beta Ltd tie for first place');
    const draw = (given: object) => house.run(recordDrawing, house.officer, { opportunityId: house.opportunityId, lot: 'whole', order: [house.bids[1]!.id, house.bids[0]!.id], witnesses: ['Wim One, clerk', 'Win Two, porter'], ...given });
    expect(await draw({ order: [house.bids[1]!.id, house.bids[1]!.id] })).toMatchObject({ code: 'order' });
    expect(await draw({ witnesses: ['Wim One', 'wim one'] })).toMatchObject({ code: 'one-witness' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/drawing/whole`)).text).toContain('Witness 2');
    expect(await draw({})).toMatchObject({ kind: 'done' });
    expect(await results()).toContain('Beta Ltd, then Alpha Trust: by lots, drawn before two witnesses.');
    expect(await draw({})).toMatchObject({ code: 'no-tie' });
  });
});

describe('DP-15: the conflicts assessment is prepared before the notice, reviewed, and confirmed with it', () => {
  let house: JudgedHouse;
  beforeAll(async () => {
    house = await openJudgedHouse(SIMPLE);
    await house.database.write((tx) => tx.updateTable('opportunity').set({ value_net_pence: 900_000_00n, value_gross_pence: 1_080_000_00n }).where('id', '=', house.opportunityId).execute());
  });
  afterAll(() => house.close());
  const obstacles = async () => JSON.stringify(await house.run(publishOpportunity, house.officer, { opportunityId: house.opportunityId, reasons: {} }));
  const write = (kind: string, notice = '') => house.run(writeConflicts, house.officer, { opportunityId: house.opportunityId, kind, notice, conflicts: 'Cllr Hart’s sister works for Alpha.', mitigations: 'He takes no part.' });

  test('a covered tender is not published without it; a revision takes the confirmation back; every entry stays and none is in the trail', async () => {
    expect(await obstacles()).toContain('The conflicts assessment has not been prepared');
    expect(await write('confirmed', 'UK4')).toMatchObject({ code: 'not-prepared' });
    expect(await write('prepared')).toMatchObject({ kind: 'done' });
    expect(await write('prepared')).toMatchObject({ code: 'prepared' });
    expect(await obstacles()).toContain('has not been confirmed as up to date for this notice');
    expect(await write('confirmed', 'UK99')).toMatchObject({ code: 'no-notice' });
    expect(await write('confirmed', 'UK4')).toMatchObject({ kind: 'done' });
    expect(await obstacles()).not.toContain('conflicts assessment');
    expect(await write('revised')).toMatchObject({ kind: 'done' });
    expect(await obstacles()).toContain('has not been confirmed');
    expect(await write('reviewed')).toMatchObject({ kind: 'done' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/conflicts`)).text).toContain('Cllr Hart’s sister');
    expect((await house.visitor(house.bids[0]?.writer ?? (await house.addPerson('Outsider'))).get(`/opportunities/${house.opportunityId}/conflicts`)).status).toBe(404);
    const { rows } = await house.database.pool.query("select detail::text as detail from audit_entry where act = 'evaluation.writeConflicts'");
    expect(JSON.stringify(rows)).not.toContain('Hart');
  });
});
