import { writeConflicts } from '#evaluation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { cancelOpportunity } from '#opportunities';
import { addOutcome, draftFramework, publishFramework } from '#outcomes';
import { decideApproval } from '#parts/approvals';
import { owedBy, promisesOf } from '#parts/promises';
import { recordExclusionCheck } from '#selection';
import type { PanelHouse } from '../evaluation/evaluation.fixture.ts';
import { approve, openAwardHouse, recommendation, type AwardHouse } from './awards.fixture.ts';
import { confirmAward, owedAwards, publishAward, readAward, recommendAward, releaseFeedback } from './index.ts';

describe('DP-30 and DP-39: from the result to the register, over HTTP', () => {
  let house: AwardHouse;
  let awardId: string;
  beforeAll(async () => {
    house = await openAwardHouse();
  });
  afterAll(() => house.close());
  const state = async () => (await house.database.read((read) => readAward(read, awardId)))!.state;

  test('the bid with most points is recommended with its own price; another, or a stranger as manager, is refused', async () => {
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/award`)).text).toContain('Beta Ltd');
    const url = `/opportunities/${house.opportunityId}/award/whole`;
    const visitor = house.visitor(house.officer);
    const refused = await visitor.post(url, { ...recommendation(house), bidId: house.bids[0]!.id });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Alpha Trust is ranked 2');
    expect((await visitor.post(url, { ...recommendation(house), managerId: house.bids[0]!.writer })).text).toContain('Choose a contract manager of this authority');
    expect((await visitor.post(url, { ...recommendation(house), vatPercent: 'lots' })).text).toContain('Enter the rate of VAT');
    const seen = await visitor.post(url, recommendation(house));
    awardId = seen.url.split('/').at(-1)!;
    expect(seen.text).toContain('£72,000 excluding VAT, £86,400 including VAT');
    expect(await house.run(recommendAward, house.officer, recommendation(house))).toMatchObject({ code: 'recommended-already' });
    expect((await house.visitor().get(`/awards/${awardId}`)).status).toBe(404);
    expect((await house.visitor(house.bids[1]!.writer).get(`/awards/${awardId}`)).status).toBe(404);
  });

  test('somebody other than its recommender approves it; nothing may be skipped', async () => {
    for (const run of [() => house.run(releaseFeedback, house.officer, { awardId }), () => house.run(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: '' }), () => house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })]) expect(await run()).toMatchObject({ kind: 'refused', code: 'wrong-state' });
    const approval = await house.database.read((read) => read.selectFrom('approval').selectAll().where('about_id', '=', awardId).executeTakeFirstOrThrow());
    expect(approval).toMatchObject({ role: 'lead-director', asked_by: house.officer });
    expect((await house.run(decideApproval, house.officer, { approvalId: approval.id, decision: 'agree', reason: '' })).kind).toBe('refused');
    expect(await state()).toBe('recommended');
    await approve(house, awardId);
    expect(await state()).toBe('approved');
    const [promise] = await house.database.read((read) => promisesOf(read, { kind: 'award', id: awardId }));
    expect(promise).toMatchObject({ kind: 'feedback', keptAt: null });
    expect(promise!.dueAt.toISOString()).toBe('2026-11-07T00:00:00.000Z');
    expect(await house.database.read(async (read) => owedBy(read, await house.actor(house.officer), 5))).toHaveLength(1);
  });

  test('DP-30: a letter with an empty comment is refused, naming it, and nothing is sent to anyone', async () => {
    const letters = await house.database.read((read) => read.selectFrom('feedback').selectAll().orderBy('rank').execute());
    const losing = letters[1]!;
    const question = house.questions[0];
    const page = `/awards/${awardId}/feedback/${losing.id}`;
    const officer = house.visitor(house.officer);
    await officer.post(page, { winnerAdvantages: losing.winner_advantages, [`strength-${question}`]: ' ' });
    const refused = await officer.post(`/awards/${awardId}/feedback/release`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Alpha Trust, question 1: the strength is empty.');
    expect(await house.database.read((read) => read.selectFrom('feedback').select('id').where('released_at', 'is not', null).execute())).toEqual([]);
    expect((await house.visitor(house.bids[0]!.writer).get(`/bids/${house.bids[0]!.id}/feedback`)).status).toBe(404);
    await officer.post(page, { winnerAdvantages: losing.winner_advantages, [`strength-${question}`]: 'Knows the estate <well>.' });
    expect((await officer.post(`/awards/${awardId}/feedback/release`)).text).toContain('Feedback was released to every bidder');
  });

  test('DP-30: a losing social enterprise has score, strength and improvement per question, the winner’s advantages and a talk to book', async () => {
    const [alpha, beta] = house.bids as [PanelHouse['bids'][number], PanelHouse['bids'][number]];
    const writer = house.visitor(alpha.writer);
    const seen = await writer.get(`/bids/${alpha.id}/feedback`);
    for (const part of ['74.00 of 100 points', 'Score 3 of 5', 'Knows the estate <well>.', 'Say more on point 2.', 'Question 1: the successful bid scored 4 and yours 3.', 'Ask for a talk']) expect(seen.text).toContain(part);
    const letter = await writer.get(`/bids/${alpha.id}/feedback.txt`);
    expect(letter.response.headers['content-disposition']).toContain('attachment');
    expect(letter.html).toContain('Strength: Knows the estate <well>.');
    expect((await writer.post(`/bids/${alpha.id}/feedback/talk`)).text).toContain('You asked for a talk on');
    expect((await house.visitor(beta.writer).get(`/bids/${alpha.id}/feedback`)).status).toBe(404);
    expect((await house.visitor(house.evaluators[0]).get(`/bids/${alpha.id}/feedback`)).status).toBe(404);
    const times = await house.database.read((read) => read.selectFrom('feedback').select('released_at').execute());
    expect(new Set(times.map(({ released_at }) => released_at!.getTime())).size).toBe(1);
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text']).where('subject', 'like', 'The result of%').execute());
    expect(mails).toHaveLength(2);
    expect(mails.every(({ body_text }) => !/successful|points/.test(body_text))).toBe(true);
    expect((await house.database.read((read) => promisesOf(read, { kind: 'award', id: awardId })))[0]!.keptAt).not.toBeNull();
  });

  test('DP-39: an award of £72,000 to an SME is on the register with manager, director, outcome, reviews and open social value promises', async () => {
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/awards/${awardId}/publish`)).text).toContain('No standstill is required by law below the threshold.');
    expect((await officer.post(`/awards/${awardId}/publish`, { voluntary: 'no' })).text).toContain('It can be confirmed at once');
    expect((await house.visitor().get(`/awards/${awardId}`)).text).toContain('awards Youth clubs to Beta Ltd for £72,000 excluding VAT');
    expect((await house.visitor().get(`/awards/${awardId}`)).text).not.toContain('Most points.');
    const confirmed = await officer.post(`/awards/${awardId}/confirm`, { risk: 'medium' });
    expect(confirmed.url).toContain('/contracts/');
    const anyone = await house.visitor().get(confirmed.url);
    for (const part of ['£72,000', 'Beta Ltd', 'Mona Manager', 'Dirk Director', 'Young people who say they feel safe', 'How many apprentices will you take on?', 'Social value']) expect(anyone.text).toContain(part);
    const agreement = await house.database.read((read) => read.selectFrom('agreement').selectAll().executeTakeFirstOrThrow());
    expect(agreement).toMatchObject({ state: 'live', incomplete: false, sme: true, value_net_pence: 72_000_00n, starts_on: '2027-01-04', ends_on: '2028-01-03', awarded_from: awardId });
    const counts = await house.database.read(async (read) => ({
      reviews: (await read.selectFrom('review').select('id').where('agreement_id', '=', agreement.id).execute()).length,
      promises: await read.selectFrom('measure').select(['target_words', 'promised_by']).where('about_id', '=', agreement.id).where('social_value', '=', true).execute(),
      found: (await read.selectFrom('search_entry').select('record_id').where('record_id', '=', agreement.id).execute()).length,
      notices: (await read.selectFrom('notice').select('code').orderBy('published_at').orderBy('id').execute()).map(({ code }) => code),
      bids: (await read.selectFrom('bid').select('state').orderBy('created_at').orderBy('id').execute()).map((bid) => bid.state).sort(),
      opportunity: (await read.selectFrom('opportunity').select('state').executeTakeFirstOrThrow()).state,
    }));
    expect(counts).toEqual({ reviews: 5, promises: [{ target_words: 'Beta Ltd takes on two apprentices.', promised_by: 'provider' }], found: 1, notices: ['award-decision', 'UK7'], bids: ['not-successful', 'successful'], opportunity: 'awarded' });
    expect(await house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'wrong-state' });
    // What was awarded stands: the form that fills gaps moves neither the end nor the value.
    const manager = house.visitor((agreement.manager_id ?? '') as PersonId);
    for (const [typed, sentence] of [[{ 'endsOn-day': '3', 'endsOn-month': '1', 'endsOn-year': '2049' }, 'The end date is set already'], [{ valueNetPence: '9,000,000' }, 'The value is set already']] as const) {
      const seen = await manager.post(`/agreements/${agreement.id}/complete`, typed);
      expect([seen.status, seen.text]).toEqual([409, expect.stringContaining(sentence)]);
    }
  });
});

describe('above the threshold of the 2023 Act', () => {
  test('the platform comes first, the standstill holds to its last day, and the details notice becomes a promise', async () => {
    const house = await openAwardHouse(400_000_00n, { above_threshold: true });
    const owed = async () => house.database.read(async (read) => (await owedAwards.list(read, await house.actor(house.officer), 9)).map(({ words }) => words));
    expect(await owed()).toEqual(['Recommend an award of Youth clubs']);
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    expect(await owed()).toEqual([]);
    await approve(house, awardId);
    // Nobody is told of a winner that has not been checked.
    expect(await owed()).toEqual(['Check the winner of Youth clubs against the debarment list']);
    const officer = house.visitor(house.officer);
    const checks = `/opportunities/${house.opportunityId}/checks/${house.bids[1]!.id}`;
    for (const page of [`/awards/${awardId}`, `/awards/${awardId}/feedback/release`]) expect((await officer.get(page)).html).toContain(`href="${checks}"`);
    expect((await house.visitor(house.manager).get(`/awards/${awardId}`)).html).not.toContain('debarment list');
    const early = await officer.post(`/awards/${awardId}/feedback/release`);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('The winner has not been checked against the debarment list.')]);
    expect(early.html).toContain(`href="${checks}"`);
    expect(await house.database.read((read) => read.selectFrom('feedback').select('id').where('released_at', 'is not', null).execute())).toEqual([]);
    expect(await house.database.read((read) => read.selectFrom('outbox_mail').select('id').where('subject', 'like', 'The result of%').execute())).toEqual([]);
    expect((await house.database.read((read) => readAward(read, awardId)))!.state).toBe('approved');
    const check = { opportunityId: house.opportunityId, bidId: house.bids[1]!.id, listSource: 'The list of the day', checkedOn: '2026-11-02', note: '' };
    // The loser's check is not the winner's, and a winner found on the list is heard first.
    await house.mustRun(recordExclusionCheck, house.officer, { ...check, bidId: house.bids[0]!.id, result: 'clear' });
    expect(await house.run(releaseFeedback, house.officer, { awardId })).toMatchObject({ code: 'held-up' });
    await house.mustRun(recordExclusionCheck, house.officer, { ...check, result: 'match', note: 'One of the same name.' });
    expect(await house.run(releaseFeedback, house.officer, { awardId })).toMatchObject({ code: 'held-up', sentence: expect.stringContaining('was found on the debarment list') as string });
    await house.mustRun(recordExclusionCheck, house.officer, { ...check, result: 'clear' });
    expect((await officer.get(`/awards/${awardId}`)).html).not.toContain('Put this right');
    expect((await officer.post(`/awards/${awardId}/feedback/release`)).text).toContain('Feedback was released to every bidder');
    expect(await owed()).toEqual(['Publish the award notice of Youth clubs']);
    const publish = (platformReference: string, platformPublishedOn: string) => house.run(publishAward, house.officer, { awardId, platformReference, platformPublishedOn, voluntary: '' });
    expect(await publish('', '')).toMatchObject({ code: 'platform-first', rule: { source: 'PR24 reg 5(1),(11)' } });
    expect(await publish('2026/S 000-000001', '2026-11-03')).toMatchObject({ code: 'platform-date' });
    expect(await publish('2026/S 000-000001', '2026-02-31')).toMatchObject({ code: 'platform-date' });
    expect(await publish('2026/S 000-000001', '2026-10-01')).toMatchObject({ code: 'platform-date', sentence: expect.stringContaining('cannot have been published before that day') });
    expect(await publish('2026/S 000-000001', '2026-11-02')).toMatchObject({ kind: 'done', value: { lastDay: '2026-11-11' } });
    const confirm = () => house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'high', platformReference: '', platformPublishedOn: '' });
    await house.setClock('2026-11-11T23:59:00Z');
    expect(await confirm()).toMatchObject({ code: 'standstill', sentence: 'The standstill lasts to the end of 11 November 2026. The contract may not be entered into before that.' });
    expect((await house.visitor(house.officer).get(`/awards/${awardId}`)).text).toContain('can be confirmed after the standstill');
    expect(await owed()).toEqual([]);
    await house.setClock('2026-11-12T00:01:00Z');
    expect(await owed()).toEqual(['Confirm the award of Youth clubs']);
    const [one, two] = await Promise.all([confirm(), confirm()]);
    expect([one.kind, two.kind].sort()).toEqual(['done', 'refused']);
    expect(await house.database.read((read) => read.selectFrom('agreement').select('id').execute())).toHaveLength(1);
    const promises = await house.database.read((read) => read.selectFrom('promise').selectAll().where('kind', '=', 'contract-details-notice').execute());
    expect(promises.map(({ due_at }) => due_at.toISOString())).toEqual(['2026-12-12T00:00:00.000Z']);
    // The contract's page lists what was published of it for anyone, and for staff what is due by when.
    const { id: contractId } = await house.database.read((read) => read.selectFrom('agreement').select('id').executeTakeFirstOrThrow());
    const contract = async (person?: PersonId) => (await house.visitor(person).get(`/contracts/${contractId}`)).text;
    expect(await contract()).toMatch(/Contract award notice \(UK6, version 1\) 2026\/S 000-000001 /);
    expect(await contract()).not.toContain('Publish the contract details notice');
    expect(await contract(house.manager)).toMatch(/Publish the contract details notice of Youth clubs ?: by 12 December 2026/);
    const unconfirmed = await house.visitor(house.officer).post(`/awards/${awardId}/details`, { platformReference: '2026/S 000-000002', 'platformPublishedOn-day': '12', 'platformPublishedOn-month': '11', 'platformPublishedOn-year': '2026' });
    expect(unconfirmed.text).toContain('The conflicts assessment has not been prepared');
    for (const kind of ['prepared', 'confirmed']) await house.mustRun(writeConflicts, house.officer, { opportunityId: house.opportunityId, kind, notice: 'UK7', conflicts: 'Nobody has one.', mitigations: 'None is needed.' });
    const details = await house.visitor(house.officer).post(`/awards/${awardId}/details`, { platformReference: '2026/S 000-000002', 'platformPublishedOn-day': '12', 'platformPublishedOn-month': '11', 'platformPublishedOn-year': '2026' });
    expect(details.text).toContain('Everything is done');
    expect(await contract()).toMatch(/Contract details notice \(UK7, version 1\) 2026\/S 000-000002 .*Contract award notice/);
    expect(await contract(house.manager)).not.toContain('Publish the contract details notice');
    await house.close();
  });

  test('an award that its director refuses is withdrawn with a reason, and another can be recommended', async () => {
    const house = await openAwardHouse();
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'refuse', reason: 'Reasons too thin' });
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/awards/${awardId}`)).text).toContain('It was not approved: the reason is below.');
    expect((await officer.post(`/awards/${awardId}/withdraw`, { reason: ' ' })).text).toContain('Give a reason');
    expect((await officer.post(`/awards/${awardId}/withdraw`, { reason: 'To write it again' })).text).toContain('The recommendation is withdrawn');
    expect((await house.mustRun(recommendAward, house.officer, recommendation(house, { reasons: 'Most points, and why.' }))).awardId).not.toBe(awardId);
    expect(await house.database.read((read) => read.selectFrom('feedback').select('id').execute())).toHaveLength(2);
    await house.close();
  });

  test('an opportunity cancelled in its standstill makes no contract', async () => {
    const house = await openAwardHouse();
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    await approve(house, awardId);
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
    await house.mustRun(cancelOpportunity, house.director, { opportunityId: house.opportunityId, reason: 'No money' });
    expect(await house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'cancelled' });
    expect(await house.database.read((read) => read.selectFrom('agreement').select('id').execute())).toEqual([]);
    await house.close();
  });

  test('a director who acts for a bidder does not agree to the award', async () => {
    const house = await openAwardHouse();
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    const twoHats = await house.addPerson('Tess Twohats', ['lead-director', house.bodyId], ['bid-writer', house.bids[1]!.organisationId]);
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).executeTakeFirstOrThrow());
    expect(await house.run(decideApproval, twoHats, { approvalId: approval.id, decision: 'agree', reason: '' })).toMatchObject({ kind: 'refused', code: 'interest' });
    await approve(house, awardId);
    await house.close();
  });

  test('by value: the role of the body’s own policy signs, and no other', async () => {
    const house = await openAwardHouse();
    const bands = [{ fromPence: '0', role: 'procurement-officer' }, { fromPence: '5000000', role: 'finance-officer' }];
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key: 'award.approvals', valid: '[2020-01-01,)', value: JSON.stringify(bands), source: 'Standing orders' }).execute());
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    const approval = await house.database.read((read) => read.selectFrom('approval').selectAll().where('about_id', '=', awardId).executeTakeFirstOrThrow());
    expect(approval).toMatchObject({ role: 'finance-officer' });
    expect(approval.rule).toContain('Standing orders');
    expect((await house.run(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' })).kind).toBe('refused');
    await house.close();
  });

  test('a contract that would lack an outcome is not made, and nothing of the award moves', async () => {
    const house = await openAwardHouse();
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house));
    await approve(house, awardId);
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
    await house.database.write((tx) => tx.deleteFrom('outcome_served').execute());
    expect(await house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'incomplete', sentence: 'It needs at least one outcome that it serves before it can be live.' });
    expect(await house.database.read(async (read) => [(await readAward(read, awardId))!.state, (await read.selectFrom('agreement').select('id').execute()).length])).toEqual(['standstill', 0]);
    const policy = await house.addPerson('Polly Policy', ['policy-officer', house.bodyId]);
    const frameworkId = await house.mustRun(draftFramework, policy, { bodyId: house.bodyId, title: 'What we want', words: '' });
    const parentId = await house.mustRun(addOutcome, policy, { frameworkId, parentId: '', code: 'S1', title: 'Children start well', description: '' });
    const outcomeId = await house.mustRun(addOutcome, policy, { frameworkId, parentId, code: '1.1', title: 'Ready for school', description: '' });
    await house.mustRun(publishFramework, policy, { frameworkId });
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/awards/${awardId}/confirm`)).text).toContain('no exercise says which it serves');
    expect((await officer.post(`/awards/${awardId}/confirm`, { risk: 'low' })).text).toContain('at least one outcome that it serves');
    expect((await officer.post(`/awards/${awardId}/confirm`, { risk: 'low', outcomeIds: house.manager })).status).not.toBe(200);
    expect((await officer.post(`/awards/${awardId}/confirm`, { risk: 'low', outcomeIds: outcomeId })).text).toContain('is on the register');
    await house.close();
  });

  test('lots: one awarded, one not; only then is the opportunity decided, and an assessor with an interest sees none of it', async () => {
    const house = await openAwardHouse(72_000_00n, {}, 2);
    const [first, second] = house.lots as [string, string];
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house, { lot: first }));
    expect(await house.run(recommendAward, house.officer, recommendation(house, { lot: newId<'lot'>() }))).toMatchObject({ code: 'not-found' });
    await approve(house, awardId);
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
    await house.mustRun(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });
    const state = async () => (await house.database.read((read) => read.selectFrom('opportunity').select('state').executeTakeFirstOrThrow())).state;
    expect(await state()).toBe('evaluated');
    expect((await house.visitor(house.officer).post(`/opportunities/${house.opportunityId}/award/${second}/decline`, { reason: 'No money' })).text).toContain('The lot will not be awarded');
    expect(await state()).toBe('awarded');
    const barred = await house.addPerson('Barred Officer', ['procurement-officer', house.bodyId]);
    await house.database.write((tx) => tx.insertInto('assessor').values({ id: newId<'assessor'>(), about_kind: 'opportunity', about_id: house.opportunityId, person_id: barred, declared_at: new Date(), declaration: 'interest', declaration_words: 'Cousin', barred_at: new Date(), barred_reason: 'Declared an interest' }).execute());
    for (const url of [`/opportunities/${house.opportunityId}/results`, `/opportunities/${house.opportunityId}/award`, `/awards/${awardId}/feedback`]) expect((await house.visitor(barred).get(url)).status).toBe(404);
    await house.close();
  });
});
