import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { startBid, saveAnswer, saveLots } from '#bids';
import { cancelOpportunity, connectOpportunities, followOpportunity, makeShortlist, mayBid, recordChoice } from '#opportunities';
import { decideApproval } from '#parts/approvals';
import { questionsOf } from '#parts/questions';
import { setPolicy } from '#policy';
import { evaluate, openPanelHouse, type PanelHouse } from '../evaluation/evaluation.fixture.ts';
import { openBuyingHouse, type BuyingHouse } from '../opportunities/opportunities.fixture.ts';
import { owedAwards, recommendAward } from './index.ts';

const recommendation = (house: PanelHouse, manager: PersonId) =>
  ({ opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[1]!.id, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: manager, directorId: house.chair });
const owed = (house: PanelHouse) => house.database.read(async (read) => (await owedAwards.list(read, await house.actor(house.officer), 9)).map(({ words }) => words));
const mailTo = async (house: PanelHouse | BuyingHouse, subject: string) => (await house.database.read((read) => read.selectFrom('outbox_mail').select(['body_text as text', 'subject']).where('subject', 'like', `%${subject}%`).execute()));

describe('from one stage to the next', () => {
  let house: PanelHouse;
  beforeAll(async () => {
    house = await openPanelHouse({ bidders: [['Alpha Trust', 70_000_00n], ['Beta Ltd', 72_000_00n]], opportunity: { route: 'competitive-flexible', regime: 'PA2023', above_threshold: true, value_net_pence: 30_000_000n, value_gross_pence: 36_000_000n } });
    await evaluate(house, [['3', '2.5'], ['4', '4.5']]);
  });
  afterAll(() => house.close());

  test('nobody is offered an award of the first stage: the results, the award’s page and the staff home lead to who goes on, each with the stage’s name', async () => {
    const visitor = house.visitor(house.officer);
    const at = (path: string) => `/opportunities/${house.opportunityId}${path}`;
    const results = await visitor.get(at('/results'));
    expect(results.text).toContain('This stage ends in a shortlist, not in an award. Choose who goes on');
    expect(results.html).toContain(`href="${at('/next-stage')}"`);
    const award = await visitor.get(at('/award'));
    expect(award.text).toContain('there is nothing to award yet');
    for (const page of [results, award, await visitor.get(at(''))]) expect([page.status, page.text.includes('Recommend an award'), page.html.includes(`href="${at('/award')}"`)]).toEqual([200, false, false]);
    expect((await visitor.get(at('/award/whole'))).url).toBe(at('/award'));
    // An old form that is still open is told why.
    const forged = await visitor.post(at('/award/whole'), { bidId: house.bids[1]!.id, vatPercent: '20', reasons: 'Most <points>.', managerId: house.chair, directorId: house.chair });
    expect([forged.status, forged.text]).toEqual([409, expect.stringContaining('the award follows the next stage')]);
    expect(forged.html).toContain('Most &lt;points&gt;.');
    expect(await owed(house)).toEqual(['Choose who goes on from Youth clubs, stage 1: request to take part']);
    for (const page of ['/award', '/results', '/timetable', '/checks', '/challenges']) expect((await visitor.get(at(page))).text).toContain('Youth clubs, stage 1: request to take part');
  });

  test('the first stage makes no award; its shortlist needs a reason for each, told to each alone; the next stage is for those chosen', async () => {
    expect(await house.run(recommendAward, house.officer, recommendation(house, house.chair))).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('ends in a shortlist') });
    const [alpha, beta] = house.bids;
    const visitor = house.visitor(house.officer);
    const page = await visitor.get(`/opportunities/${house.opportunityId}/next-stage`);
    expect(page.text).toContain('1. Beta Ltd');
    const refused = await visitor.post(`/opportunities/${house.opportunityId}/next-stage`, { chosen: beta!.id, [`reason-${beta!.id}`]: 'The best answer on places.' });
    expect(refused.text).toContain('Give the reason for Alpha Trust');
    expect(refused.html).toContain('The best answer on places.');
    expect(await house.run(makeShortlist, house.officer, { opportunityId: house.opportunityId, chosen: [], reasons: {} })).toMatchObject({ code: 'nobody' });
    expect(await house.run(makeShortlist, house.officer, { opportunityId: house.opportunityId, chosen: [newId<'bid'>()], reasons: {} })).toMatchObject({ code: 'not-there' });
    expect((await house.run(makeShortlist, house.chair, { opportunityId: house.opportunityId, chosen: [beta!.id], reasons: {} })).kind).toBe('forbidden');
    const reasons = { [beta!.id]: 'The best answer on places.', [alpha!.id]: 'Little on how places are chosen.' };
    const twice = await Promise.all([1, 2].map(() => house.run(makeShortlist, house.officer, { opportunityId: house.opportunityId, chosen: [beta!.id], reasons })));
    expect(twice.map((result) => (result.kind === 'refused' ? result.code : result.kind)).sort()).toEqual(['done', 'made-already']);
    const next = await house.database.read((read) => read.selectFrom('opportunity').selectAll().where('follows_id', '=', house.opportunityId).execute());
    expect(next).toHaveLength(1);
    expect(next[0]).toMatchObject({ audience: 'invited', stage: 2, state: 'draft', route: 'competitive-flexible', existence_public: true });
    expect((await house.database.read((read) => mayBid(read, next[0]!.id, beta!.organisationId))).kind).toBe('allowed');
    expect(await house.database.read((read) => mayBid(read, next[0]!.id, alpha!.organisationId))).toMatchObject({ code: 'not-invited' });
    const [told] = await mailTo(house, 'Not on the shortlist');
    expect(told!.text).toContain('Little on how places are chosen.');
    expect(told!.text).not.toContain('Beta');
    expect((await visitor.get(`/opportunities/${house.opportunityId}/next-stage`)).text).toContain('Go on to the next stage');
    const results = await visitor.get(`/opportunities/${house.opportunityId}/results`);
    expect([results.text.includes('See who goes on'), results.text.includes('Choose who goes on')]).toEqual([true, false]);
    expect(await owed(house)).toEqual([]);
  });
});

describe('written quotations', () => {
  test('DP-03: with two quotations back where three are asked for, award asks for a reason, and for the reason of the choice', async () => {
    const house = await openPanelHouse({ opportunity: { route: 'written-quotations', audience: 'invited', existence_public: false, value_net_pence: 1_500_000n } });
    await evaluate(house, [['3', '2.5'], ['4', '4.5']]);
    expect(await house.run(recommendAward, house.officer, recommendation(house, house.chair))).toMatchObject({ sentence: expect.stringContaining('2 quotations came, and the rule asks for 3') });
    const visitor = house.visitor(house.officer);
    const refused = await visitor.post(`/opportunities/${house.opportunityId}/choice`, { reason: 'The better answer', fewReplies: '' });
    expect(refused.text).toContain('Say why fewer will do');
    expect(refused.html).toContain('The better answer');
    await house.mustRun(recordChoice, house.officer, { opportunityId: house.opportunityId, reason: 'The better answer', fewReplies: 'Five were asked; three are busy until June.' });
    const now = await house.run(recommendAward, house.officer, recommendation(house, house.chair));
    expect(now.kind === 'refused' && now.sentence).not.toContain('quotation');
    expect(await house.run(recordChoice, house.bids[0]!.writer, { opportunityId: house.opportunityId, reason: 'Us', fewReplies: '' })).toMatchObject({ kind: 'forbidden' });
    await house.close();
  });
});

describe('withdrawn after bids came', () => {
  test('DM-16: a tender with 5 submitted bids: a reason and a director’s approval are demanded, and all 5 bidders and the followers receive the reason', async () => {
    const house = await openPanelHouse({ bidders: [1, 2, 3, 4, 5].map((number) => [`Bidder ${number}`, 1000n] as const) });
    const director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
    const follower = await house.addPerson('Fay Follower');
    const drafting = await house.addOrganisation('Half written');
    await house.database.write((tx) => tx.insertInto('bid').values({ id: newId<'bid'>(), reference: 'B-6', opportunity_id: house.opportunityId, organisation_id: drafting }).execute());
    await house.mustRun(followOpportunity, follower, { opportunityId: house.opportunityId, follow: true });
    const visitor = house.visitor(house.officer);
    expect((await visitor.post(`/opportunities/${house.opportunityId}/cancel`, { reason: '' })).text).toContain('Give the reason');
    const asked = await visitor.post(`/opportunities/${house.opportunityId}/cancel`, { reason: 'The grant was cut.' });
    expect(asked.text).toContain('must be agreed');
    expect(await mailTo(house, 'Cancelled')).toEqual([]);
    expect(await house.run(cancelOpportunity, house.officer, { opportunityId: house.opportunityId, reason: 'The grant was cut.' })).toMatchObject({ code: 'asked-already' });
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', house.opportunityId).executeTakeFirstOrThrow());
    expect(await house.run(decideApproval, house.officer, { approvalId: approval.id, decision: 'agree', reason: '' })).toMatchObject({ kind: 'refused' });
    await house.mustRun(decideApproval, director, { approvalId: approval.id, decision: 'agree', reason: '' });
    const letters = await mailTo(house, 'Cancelled');
    expect(letters).toHaveLength(6);
    for (const { text } of letters) expect(text).toContain('The grant was cut. When it was cancelled one supplier was writing a bid and 5 had sent theirs.');
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('5 had sent theirs');
    await house.close();
  });

  test('a director who asks for it cancels at once; a changed reason is agreed to anew', async () => {
    const house = await openPanelHouse();
    const director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
    await house.mustRun(cancelOpportunity, house.officer, { opportunityId: house.opportunityId, reason: 'First reason' });
    await house.mustRun(cancelOpportunity, house.officer, { opportunityId: house.opportunityId, reason: 'Another reason' });
    const approvals = await house.database.read((read) => read.selectFrom('approval').select(['id', 'state']).where('about_id', '=', house.opportunityId).orderBy('round').execute());
    expect(approvals.filter(({ state }) => state === 'asked')).toHaveLength(1);
    await house.mustRun(cancelOpportunity, director, { opportunityId: house.opportunityId, reason: 'Mine' });
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('Mine');
    expect((await house.run(decideApproval, director, { approvalId: approvals.at(-1)!.id, decision: 'agree', reason: '' })).kind).not.toBe('fault');
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).not.toContain('Another reason');
    await house.close();
  });
});

describe('the low-value lane', () => {
  let house: BuyingHouse;
  beforeAll(async () => { house = await openBuyingHouse(); });
  afterAll(() => house.close());
  const onePage = (title: string, more: Readonly<Record<string, string>> = {}) => ({
    bodyId: house.bodyId, title, summary: 'A driver and a minibus on Tuesdays.', category: 'services', areas: 'Swale', valueNet: '5,200', vat: '20', 'startsOn-day': '1', 'startsOn-month': '6', 'startsOn-year': '2026',
    'endsOn-day': '31', 'endsOn-month': '5', 'endsOn-year': '2027', 'closesOn-day': '27', 'closesOn-month': '3', 'closesOn-year': '2026', quality: 'mostly', question: '', ...more,
  });
  const post = (title: string, more: Readonly<Record<string, string>> = {}) => house.visitor(house.officer).post('/opportunities/low-value/new', onePage(title, more));
  const questionsIn = (id: string) => house.database.read(async (read) => (await questionsOf(read, { kind: 'opportunity', id }, 'tender'))!.questions);

  test('DM-05: an officer posts on one page; anybody finds it under first contracts; a supplier answers few questions, opened by one', async () => {
    const posted = await post('Tuesday minibus');
    expect(posted.text).toContain('It is posted.');
    const id = posted.url.split('/').at(-1)!;
    expect((await house.visitor().get('/first-contracts')).text).toContain('Tuesday minibus');
    expect((await questionsIn(id)).length).toBeLessThanOrEqual(12);
    const opportunity = await house.database.read((read) => read.selectFrom('opportunity').select(['openers_needed', 'state', 'route']).where('id', '=', id).executeTakeFirstOrThrow());
    expect(opportunity).toEqual({ openers_needed: 1, state: 'published', route: 'low-value' });
  });

  test('nothing typed is lost, everything wrong is said at once, and nothing is left behind', async () => {
    const before = await house.database.read((read) => read.selectFrom('opportunity').select('id').execute());
    const wrong = await post('', { valueNet: 'lots', 'closesOn-year': '2025' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('A driver and a minibus on Tuesdays.');
    expect((await post('Too late', { 'closesOn-year': '2025' })).text).toContain('The closing time is in the past.');
    expect((await post('Too much', { valueNet: '60,000' })).text).toContain('needs more than one page');
    expect((await post('Too little', { valueNet: '400' })).text).toContain('Record this as a purchase instead');
    expect((await post('Local', { question: 'Are you a local supplier?' })).text).toContain('How will you understand and serve local needs?');
    expect(await house.database.read((read) => read.selectFrom('opportunity').select('id').execute())).toHaveLength(before.length);
    expect((await house.visitor(house.swale.writer).get('/opportunities/low-value/new')).status).toBe(404);
  });

  test('posted in spite of a warning with a reason, for which there is a box when the warning stands', async () => {
    onTestFinished(connectOpportunities({ furtherWarnings: [async (_read, { opportunity }) => (opportunity.title.startsWith('Warned') ? [{ code: 'clash', sentence: 'Three close on one day.' }] : [])] }));
    const warned = await post('Warned of');
    expect(warned.text).toContain('Three close on one day. Say why you publish in spite of it.');
    expect(warned.html).toContain('name="reason-clash"');
    const again = await post('Warned of', { 'reason-clash': ' ', summary: 'Still here.' });
    expect(again.html).toContain('name="reason-clash"');
    expect(again.html).toContain('Still here.');
    const posted = await post('Warned of', { 'reason-clash': 'The hall is free only then.' });
    expect(posted.text).toContain('It is posted.');
    expect((await house.visitor().get(posted.url)).text).toContain('The hall is free only then.');
  });

  test('none is typed twice: the second answer begins with the first one’s, and nobody else’s', async () => {
    const idOf = async (title: string) => (await post(title)).url.split('/').at(-1)!;
    const first = await idOf('First job');
    const { bidId } = await house.mustRun(startBid, house.swale.writer, { opportunityId: first, organisationId: house.swale.organisationId });
    for (const question of await questionsIn(first)) {
      await house.mustRun(saveAnswer, house.swale.writer, { bidId, questionId: question.id, version: 0, texts: [question.type === 'yes-no' ? 'yes' : `Said once: ${question.position}`] });
    }
    const second = await idOf('Second job');
    const again = await house.mustRun(startBid, house.swale.writer, { opportunityId: second, organisationId: house.swale.organisationId });
    const keyed = (await questionsIn(second)).filter(({ key }) => key !== null);
    expect(again.filled).toBe(keyed.length);
    const page = await house.visitor(house.swale.writer).get(`/bids/${again.bidId}/one-page`);
    expect(page.html).toContain('Said once: 2');
    expect(page.html).not.toContain('Said once: 1');
    const rival = await house.mustRun(startBid, house.medway.writer, { opportunityId: second, organisationId: house.medway.organisationId });
    expect(rival.filled).toBe(0);
  });

  test('an authority that posts none refuses with its rule', async () => {
    const administrator = await house.addPerson('Ann Administrator', ['administrator', house.bodyId]);
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key: 'opportunity.publishing', fields: { choice: 'off' }, from: '2026-03-02', source: 'Minute 4', reason: 'Decided' });
    expect((await post('None')).text).toContain('does not post low-value opportunities');
  });
});

test('a limit on lots tendered for is enforced while bidding, a limit on lots won is not', async () => {
  const house = await openBuyingHouse();
  const id = await house.addDraft({ lots: 3 });
  await house.database.write((tx) => tx.updateTable('opportunity').set({ lots_tendered_per_bidder: 2, lots_per_bidder: 1 }).where('id', '=', id).execute());
  const refused = await house.visitor(house.officer).post(`/opportunities/${id}/publish`, {});
  expect(refused.text).toContain('needs the mechanism by which they are chosen');
  await house.database.write((tx) => tx.updateTable('opportunity').set({ lots_limit_mechanism: 'The lot it leads by most.' }).where('id', '=', id).execute());
  await house.publish(id);
  const { bidId } = await house.mustRun(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId });
  const lots = (await house.database.read((read) => read.selectFrom('lot').select('id').where('opportunity_id', '=', id).orderBy('number').execute())).map((lot) => lot.id);
  expect(await house.run(saveLots, house.swale.writer, { bidId, version: 0, lots })).toMatchObject({ code: 'too-many-lots' });
  await house.mustRun(saveLots, house.swale.writer, { bidId, version: 0, lots: lots.slice(0, 2) });
  await house.close();
});
