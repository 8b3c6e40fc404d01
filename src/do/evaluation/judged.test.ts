import { recommendAward, releaseFeedback } from '#awards';
import { decideApproval } from '#parts/approvals';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { isId } from '#kernel/ids';
import { bookSlot, sayWhoComes } from '#parts/sessions';
import { publishOpportunity, saveCriterion } from '#opportunities';
import {
  addItem, answerSheet, arrangeInterviews, barLay, completeEvaluation, connectPerformanceHistory, declareLay, finishLay, inviteLay, issueSheet, makeShortlist, panelQuestions, saveInterview, savePlan, saveScore, saveVisit, scoreLay, trainLay,
} from './index.ts';
import { NO_PLAN, openJudgedHouse, type JudgedHouse } from './judged.fixture.ts';

const words = 'We go to where they are.';
const visitor = (house: JudgedHouse, link: string) => house.visitor().get(link);

describe('DP-14: reach as a criterion, from the draft to the result', () => {
  let house: JudgedHouse;
  beforeAll(async () => {
    house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '40' }, { name: 'Reach', kind: 'reach', share: '30', reach: { formula: 'shareOfCap', cap: (await import('#kernel/decimal')).decimal('200'), unit: 'young people' } }, { name: 'Price', kind: 'price', share: '30' }],
      questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }, { criterion: 'Reach', text: 'How many young people will you reach?', type: 'number' }],
      bidders: [{ name: 'Alpha Trust', price: '90', answers: [words, '100'] }, { name: 'Beta Ltd', price: '50', answers: [words, '180'] }], benchmarkPounds: '45',
    });
  });
  afterAll(() => house.close());

  test('the builder warns “60 of 100 points are not quality”, and publishing needs a reason that everyone reads', async () => {
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/criteria`)).text).toContain('60 of 100 points are not quality');
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: house.opportunityId, reasons: {} })).toMatchObject({ kind: 'refused', code: 'reason-needed' });
    await house.publish();
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('÷ 200, not above W');
  });
  test('A (90%, 50%, 50%) is 66.0 and B (60%, 90%, 90%) is 78.0, with the sums', async () => {
    await house.bid();
    await house.open();
    await house.seat();
    await house.score({ 'Alpha Trust': '4.5', 'Beta Ltd': '3' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('1 Beta Ltd £50 24.00 27.00 27.00 78.00');
    expect(text).toContain('2 Alpha Trust £90 36.00 15.00 15.00 66.00');
    expect(text).toContain('Beta Ltd: 180 young people = 27 of 30 points.');
  });
});

describe('DP-16: people who use the service score, by a link and a simple page', () => {
  let house: JudgedHouse;
  const links: string[] = [];
  beforeAll(async () => {
    house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '50' }, { name: 'What carers think', kind: 'quality', share: '10', judgedBy: 'service-users' }, { name: 'Price', kind: 'price', share: '40' }],
      questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }],
      items: [{ criterion: 'What carers think', text: 'Would you feel safe there?' }],
      bidders: [{ name: 'Alpha Trust', price: '100', answers: [words] }],
    });
    await house.publish();
    await house.bid();
  });
  afterAll(() => house.close());
  const invite = async (pseudonym: string) => {
    const { code } = await house.mustRun(inviteLay, house.officer, { opportunityId: house.opportunityId, pseudonym, supportedBy: 'Swale Carers', support: 'Read aloud' });
    links.push(`/have-your-say/${code}`);
    return code;
  };

  test('the weight is fixed with the tender; only the hash of a link is kept; a name is used once', async () => {
    expect(await house.run(saveCriterion, house.officer, { opportunityId: house.opportunityId, criterionId: await house.criterion('What carers think'), parentId: '', name: 'What carers think', guidance: '', kind: 'quality', share: '20', pass: '', judgedBy: 'service-users' })).toMatchObject({ kind: 'refused' });
    expect(await house.run(addItem, house.officer, { opportunityId: house.opportunityId, criterionId: await house.criterion('What carers think'), text: 'Another', goodAnswer: '', marks: '' })).toMatchObject({ code: 'fixed' });
    const codes = [await invite('Robin'), await invite('Sam'), await invite('Kit'), await invite('Lee')];
    expect(await house.run(inviteLay, house.officer, { opportunityId: house.opportunityId, pseudonym: 'Robin', supportedBy: 'Swale Carers', support: '' })).toMatchObject({ code: 'name-taken' });
    const { rows } = await house.database.pool.query('select row_to_json(a)::text as row from lay_assessor a');
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
    const [one] = await house.database.read((read) => read.selectFrom('lay_assessor').select('id').where('pseudonym', '=', 'Robin').execute());
    expect(await house.run(trainLay, house.officer, { opportunityId: house.opportunityId, layId: one!.id, trainedOn: '2026-03-20', training: 'Two hours at the carers’ centre', support: 'Read aloud' })).toMatchObject({ kind: 'done' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/service-users`)).text).toContain('Two hours at the carers’ centre');
  });

  test('before the opening a link shows nothing: no bidder, no answer; a made-up link is not found', async () => {
    const seen = await visitor(house, links[0]!);
    expect(seen.text).toContain('too early');
    expect(seen.text).not.toContain('Alpha');
    expect((await visitor(house, '/have-your-say/aaaaaaaaaaaaaaaaaaaaaa')).status).toBe(404);
    expect(await house.run(declareLay, house.officer, { code: links[0]!.split('/').at(-1)!, declaration: 'none' })).toMatchObject({ code: 'not-open' });
  });

  test('one question to a page with five faces, never a price; what they say about ties comes first; an interest closes the link', async () => {
    await house.open();
    const robin = house.visitor();
    expect((await robin.get(links[0]!)).text).toContain('Alpha Trust');
    expect((await robin.get(`${links[0]!}/1`)).text).toContain('Hello Robin');
    expect((await robin.post(links[0]!, { declaration: 'none' })).text).toContain('Question 1 of 1');
    const page = await robin.get(`${links[0]!}/1`);
    expect(page.text).toContain('Would you feel safe there?');
    expect(page.text).toContain('😀');
    expect(page.text).not.toContain('£');
    expect((await robin.post(`${links[0]!}/1`, {})).text).toContain('There is a problem');
    expect((await house.visitor().post(links[3]!, { declaration: 'interest' })).text).toContain('This link is closed');
  });

  test('a 10% weight and scores 4, 5 and 3 of 5 give 8.0 points of 10, shown apart; averaged and not moderated; a closed link counts for nothing', async () => {
    const [item] = await house.database.read((read) => read.selectFrom('question').select('id').where('text', '=', 'Would you feel safe there?').execute());
    for (const [index, score] of ['4', '5', '3'].entries()) {
      const code = links[index]!.split('/').at(-1)!;
      if (index > 0) await house.mustRun(declareLay, house.officer, { code, declaration: 'none' });
      expect(await house.run(finishLay, house.officer, { code })).toMatchObject({ code: 'left' });
      await house.mustRun(scoreLay, house.officer, { code, bidId: house.bids[0]!.id, questionId: item!.id, score, words: '' });
      await house.mustRun(finishLay, house.officer, { code });
      expect(await house.run(scoreLay, house.officer, { code, bidId: house.bids[0]!.id, questionId: item!.id, score: '1', words: '' })).toMatchObject({ code: 'finished' });
    }
    const late = await invite('Max');
    await house.seat();
    await house.score({ 'Alpha Trust': '3' });
    expect(await house.run(completeEvaluation, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'also-waiting' });
    const max = await house.database.read((read) => read.selectFrom('lay_assessor').select('id').where('pseudonym', '=', 'Max').executeTakeFirstOrThrow());
    await house.mustRun(barLay, house.officer, { opportunityId: house.opportunityId, layId: max.id, reason: 'Moved away' });
    expect(await house.run(declareLay, house.officer, { code: late, declaration: 'none' })).toMatchObject({ code: 'barred' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('Alpha Trust, what carers think: 8.0 of 10 points, from the scores 4, 5 and 3 of 5.');
    expect(text).toContain('1 Alpha Trust £100 30.00 8.00 40.00 78.00');
  });

  test('the award and the letter show what they decided apart, with its weight', async () => {
    const director = await house.addPerson('Dee Director', ['lead-director', house.bodyId]);
    const { awardId } = await house.mustRun(recommendAward, house.officer, {
      opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[0]!.id, valueNet: '', vatPercent: '20', reasons: 'Most points', managerId: await house.addPerson('May Manager', ['contract-manager', house.bodyId]), directorId: director, limitApplied: '',
    });
    const award = (await house.visitor(house.officer).get(`/awards/${awardId}`)).text;
    expect(award).toContain('What people who use the service decided “What carers think” counted for 10 of 100 points.');
    expect(award).toContain('Alpha Trust, what carers think: 8.0 of 10 points, from the scores 4, 5 and 3 of 5.');
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, director, { approvalId: approval.id, decision: 'agree', reason: '' });
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    const writer = house.visitor(house.bids[0]!.writer);
    for (const part of ['/feedback', '/feedback.txt']) expect((await writer.get(`/bids/${house.bids[0]!.id}${part}`)).text).toContain('8.0 of 10 points, from the scores 4, 5 and 3 of 5.');
  });
});

test('DP-17: an interview without a question that tests local understanding is pointed out, and published only with a reason that everyone reads', async () => {
  const house = await openJudgedHouse({
    criteria: [{ name: 'Quality', kind: 'quality', share: '50' }, { name: 'Visit', kind: 'quality', share: '10', judgedBy: 'visit' }, { name: 'Interview', kind: 'quality', share: '20', judgedBy: 'interview' }, { name: 'Price', kind: 'price', share: '20' }],
    questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }], items: [{ criterion: 'Visit', text: 'Are young people at ease?' }, { criterion: 'Interview', text: 'How is your company organised?' }], bidders: [],
  });
  const [about, officer] = [{ opportunityId: house.opportunityId }, house.visitor(house.officer)];
  const reasons = { 'not-quality': 'Reach matters here.', 'burden-above-median': 'Each question is needed.' };
  const plan = `/opportunities/${house.opportunityId}/evaluation-plan`;
  expect((await officer.get(plan)).text).toContain('No question of the interview tests how well a bidder knows the place and its people. Add one');
  expect(await house.run(publishOpportunity, house.officer, { ...about, reasons })).toMatchObject({ code: 'reason-needed', field: 'reason-no-local-question' });
  // Only the interview's own question counts, and a refusal keeps what was typed.
  const add = (criterion: string, fields: Readonly<Record<string, string>>) => officer.post(`${plan}/items/new`, { criterionId: criterion, text: 'Who here goes without?', goodAnswer: '', marks: '', ...fields });
  const visit = await add(await house.criterion('Visit'), { testsLocal: 'yes' });
  expect(visit.text).toContain('Only a question of the interview can be the one');
  expect(visit.html).toContain('Who here goes without?');
  await add(await house.criterion('Interview'), {});
  expect((await officer.get(plan)).text).toContain('No question of the interview tests');
  await add(await house.criterion('Interview'), { testsLocal: 'yes' });
  expect((await officer.get(plan)).text).toContain('Who here goes without? (tests how well the place and its people are known)');
  expect((await officer.get(plan)).text).not.toContain('No question of the interview tests');
  await house.database.write((tx) => tx.deleteFrom('local_understanding_question').execute());
  await house.mustRun(publishOpportunity, house.officer, { ...about, reasons: { ...reasons, 'no-local-question': 'The service runs in four counties.' } });
  expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('The service runs in four counties.');
  await house.close();
});

describe('face to face', () => {
  let house: JudgedHouse;
  const name = (index: number) => house.bids[index]!.name;
  beforeAll(async () => {
    house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '50' }, { name: 'Visit', kind: 'quality', share: '20', judgedBy: 'visit' }, { name: 'Interview', kind: 'quality', share: '10', judgedBy: 'interview' }, { name: 'Price', kind: 'price', share: '20' }],
      questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }],
      items: [{ criterion: 'Visit', text: 'Are young people at ease?' }, { criterion: 'Interview', text: 'What do you know of Sheerness?', testsLocal: true }], plan: { shortlistCount: '3' },
      bidders: ['Alpha Trust', 'Beta Ltd', 'Gamma Clubs', 'Delta plc'].map((one) => ({ name: one, price: '100', answers: [words] })),
    });
    await house.publish();
    await house.bid();
    await house.open();
    await house.seat();
  });
  afterAll(() => house.close());
  const judged = async (by: string) => (await house.database.read((read) => panelQuestions(read, house.opportunityId))).find(({ judgedBy }) => judgedBy === by)!;

  /** How the two evaluators stand with each round, as the panel page says it. */
  const panelSays = async (round: 'Written answers' | 'Interviews and visits'): Promise<string[]> =>
    [...(await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/panel`)).text.matchAll(new RegExp(`${round}: (Finished scoring|Scoring|Waits for the shortlist)`, 'g'))].map((found) => found[1]!);

  test('bidders know the checklist beforehand; nothing face to face is scored before the shortlist', async () => {
    const advert = (await house.visitor().get(`/opportunities/${house.opportunityId}`)).text;
    expect(advert).toContain('Are young people at ease?');
    expect(advert).toContain('What do you know of Sheerness? (tests how well the place and its people are known)');
    const visit = await judged('visit');
    expect(await house.run(saveScore, house.evaluators[0], { bidId: house.bids[0]!.id, questionId: visit.id, score: '3', reason: 'x', strength: 'x', improvement: '', version: 0 })).toMatchObject({ code: 'too-early' });
    expect(await house.run(makeShortlist, house.officer, { opportunityId: house.opportunityId, newcomers: [] })).toMatchObject({ code: 'not-moderated' });
    expect([await panelSays('Written answers'), await panelSays('Interviews and visits')]).toEqual([['Scoring', 'Scoring'], ['Waits for the shortlist', 'Waits for the shortlist']]);
    await house.score({ 'Alpha Trust': '5', 'Beta Ltd': '4', 'Gamma Clubs': '3', 'Delta plc': '2' });
    expect(await house.run(completeEvaluation, house.officer, { opportunityId: house.opportunityId })).toMatchObject({ code: 'no-shortlist' });
    expect([await panelSays('Written answers'), await panelSays('Interviews and visits')]).toEqual([['Finished scoring', 'Finished scoring'], ['Waits for the shortlist', 'Waits for the shortlist']]);
  });

  test('DP-18: of three shortlisted, one new, there are two visits and one alternative with the same criteria and most points', async () => {
    await house.mustRun(makeShortlist, house.chair, { opportunityId: house.opportunityId, newcomers: [house.bids[2]!.id] });
    const visits = await house.database.read((read) => read.selectFrom('evaluation_visit').select(['bid_id', 'kind']).execute());
    expect(visits.map(({ kind }) => kind).sort()).toEqual(['alternative', 'visit', 'visit']);
    // The written answers are done; what waits now for the same two people is said beside it.
    expect([await panelSays('Written answers'), await panelSays('Interviews and visits')]).toEqual([['Finished scoring', 'Finished scoring'], ['Scoring', 'Scoring']]);
    expect(visits.find(({ kind }) => kind === 'alternative')!.bid_id).toBe(house.bids[2]!.id);
    expect(await house.run(makeShortlist, house.officer, { opportunityId: house.opportunityId, newcomers: [] })).toMatchObject({ code: 'made' });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/meetings`);
    expect(text).toContain('Equal exercise, as there is no service to visit yet');
    expect(text).not.toContain('Delta plc');
    const visit = await judged('visit');
    const score = (bid: number) => house.run(saveScore, house.evaluators[0], { bidId: house.bids[bid]!.id, questionId: visit.id, score: '3', reason: 'x', strength: 'x', improvement: '', version: 0 });
    expect(await score(0)).toMatchObject({ code: 'not-held' });
    expect(await score(3)).toMatchObject({ code: 'not-found' });
    for (const index of [0, 1, 2]) await house.mustRun(saveVisit, house.chair, { bidId: house.bids[index]!.id, place: 'Sheerness', visitOn: '2026-04-02', visitors: 'Cher Chair', notes: 'They knew everyone by name.' });
    expect((await house.visitor(house.bids[2]!.writer).get(`/bids/${house.bids[2]!.id}/meetings`)).text).toContain('Are young people at ease?');
    expect((await house.visitor(house.bids[2]!.writer).get(`/bids/${house.bids[2]!.id}/meetings`)).text).not.toContain('by name');
    expect((await house.visitor(house.bids[0]!.writer).get(`/bids/${house.bids[2]!.id}/meetings`)).status).toBe(404);
  });

  test('DP-17: the invitation asks for the manager, a remote slot takes two clicks, and nobody marked “will deliver” is warned of and noted', async () => {
    const times = { on: '2026-04-08', firstAt: '10am', minutesEach: '45', minutesBetween: '15', count: '4', places: '1', place: 'County Hall', remoteLink: '', words: '' };
    expect(await house.run(arrangeInterviews, house.officer, { opportunityId: house.opportunityId, ...times })).toMatchObject({ code: 'no-remote' });
    const { sessionId } = await house.mustRun(arrangeInterviews, house.officer, { opportunityId: house.opportunityId, ...times, remoteLink: 'https://meet.example/abc' });
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').selectAll().where('subject', 'like', 'Invitation to an interview%').execute());
    expect(mail).toHaveLength(3);
    expect(mail[0]!.body_text).toContain('The manager who will run the service must come');
    // Click one: the link in the mail, or "Choose a time". Click two: the time.
    const writer = house.visitor(house.bids[0]!.writer);
    const page = await writer.get(`/sessions/${sessionId}`);
    expect(page.text).toContain('or online');
    const [slot] = await house.database.read((read) => read.selectFrom('session_slot').select('id').orderBy('starts_at').execute());
    expect((await writer.post(`/sessions/${sessionId}/book`, { slotId: slot!.id, organisationId: house.bids[0]!.organisationId })).text).toContain('Alpha Trust has a place');
    expect(await house.run(bookSlot, house.bids[3]!.writer, { sessionId, slotId: slot!.id, organisationId: house.bids[3]!.organisationId })).toMatchObject({ kind: 'refused' });
    const booking = await house.database.read((read) => read.selectFrom('session_booking').select('id').executeTakeFirstOrThrow());
    await house.mustRun(sayWhoComes, house.bids[0]!.writer, { sessionId, bookingId: booking.id, accessNeeds: '', people: [{ name: 'Tess Tender', role: 'Bid writer', willDeliver: false }] });
    expect((await writer.get(`/sessions/${sessionId}`)).text).toContain('Nobody on your list is marked “will deliver the service”');
    expect((await writer.get(`/bids/${house.bids[0]!.id}/meetings`)).text).toContain('Nobody on the list is marked “will deliver the service”');
    expect((await house.visitor(house.evaluators[0]).get(`/opportunities/${house.opportunityId}/meetings`)).text).toContain('Nobody on the list is marked “will deliver the service”');
    for (const index of [0, 1, 2]) await house.mustRun(saveInterview, house.chair, { bidId: house.bids[index]!.id, notes: 'They spoke of the sea wall.' });
    const interview = await judged('interview');
    expect((await house.visitor(house.evaluators[0]).get(`/bids/${house.bids[0]!.id}/scoring/${interview.id}`)).text).toContain('Nobody who came was marked as one who will deliver the service.');
  });

  test('the round is scored alone and agreed as before; who was left off the shortlist is not ranked, with the reason', async () => {
    await house.score({ 'Alpha Trust': '3', 'Beta Ltd': '5', 'Gamma Clubs': '4' });
    expect(await panelSays('Interviews and visits')).toEqual(['Finished scoring', 'Finished scoring']);
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain(`1 ${name(1)} £100 40.00 20.00 10.00 20.00 90.00`);
    expect(text).toContain('Not ranked Delta plc It was not shortlisted.');
  });
});

describe('DP-19: past work counts only by a published criterion, and the bidder answers first', () => {
  test('nothing may be counted where the tender has no criterion for it', async () => {
    const house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '60' }, { name: 'Price', kind: 'price', share: '40' }], questions: [{ criterion: 'Quality', text: 'How?', type: 'long-text' }], bidders: [{ name: 'Alpha Trust', price: '100', answers: [words] }],
    });
    await house.publish();
    await house.bid();
    await house.open();
    expect(await house.run(issueSheet, house.officer, { bidId: house.bids[0]!.id, replyOn: '2026-04-10', references: [] })).toMatchObject({ code: 'not-published' });
    await house.close();
  });

  test('a closed improvement notice is on the sheet, the bidder replies before scoring, a newcomer gets the neutral score stated in the tender', async () => {
    onTestFinished(connectPerformanceHistory([{ lines: async (read, organisationId) => ((await read.selectFrom('organisation').select('name').where('id', '=', organisationId).executeTakeFirst())?.name === 'Alpha Trust' ? [{ kind: 'notice', on: '2025-06-01', fact: 'Improvement notice on staffing, closed after six weeks.', source: 'KENT-AG-1' }] : []) }]));
    const house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '50' }, { name: 'Past work', kind: 'quality', share: '10', judgedBy: 'past-performance' }, { name: 'Price', kind: 'price', share: '40' }],
      questions: [{ criterion: 'Quality', text: 'How?', type: 'long-text' }], items: [{ criterion: 'Past work', text: 'How well was past work done?' }],
      bidders: [{ name: 'Alpha Trust', price: '100', answers: [words] }, { name: 'New Clubs', price: '100', answers: [words] }],
    });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: house.opportunityId, reasons: {} })).toMatchObject({ kind: 'refused', sentence: 'Past performance counts, so state the neutral score that a newcomer has.' });
    await house.mustRun(savePlan, house.officer, { opportunityId: house.opportunityId, ...NO_PLAN, neutralPercent: '60' });
    await house.publish();
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('the neutral score: 60% of the points for past performance');
    await house.bid();
    await house.open();
    await house.seat();
    const [alpha, fresh] = house.bids;
    const item = (await house.database.read((read) => panelQuestions(read, house.opportunityId))).find(({ judgedBy }) => judgedBy === 'past-performance')!;
    const score = () => house.run(saveScore, house.evaluators[0], { bidId: alpha!.id, questionId: item.id, score: '4', reason: 'x', strength: 'x', improvement: '', version: 0 });
    expect(await score()).toMatchObject({ code: 'not-issued' });
    for (const bid of [alpha!, fresh!]) await house.mustRun(issueSheet, house.officer, { bidId: bid.id, replyOn: '2026-04-10', references: [] });
    expect(await score()).toMatchObject({ code: 'not-answered' });
    const writer = house.visitor(alpha!.writer);
    expect((await writer.get(`/bids/${alpha!.id}/past-work`)).text).toContain('Improvement notice on staffing, closed after six weeks.');
    expect((await house.visitor(fresh!.writer).get(`/bids/${alpha!.id}/past-work`)).status).toBe(404);
    await house.mustRun(answerSheet, alpha!.writer, { bidId: alpha!.id, reply: 'We hired two nurses in May.' });
    expect((await house.visitor(house.evaluators[0]).get(`/bids/${alpha!.id}/scoring/${item.id}`)).text).toContain('We hired two nurses in May.');
    await house.score({ 'Alpha Trust': '4', 'New Clubs': '4' });
    expect(await house.run(answerSheet, alpha!.writer, { bidId: alpha!.id, reply: 'Too late' })).toMatchObject({ code: 'scored' });
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('New Clubs £100 40.00 6.00 40.00 86.00');
    expect(text).toContain('Alpha Trust £100 40.00 8.00 40.00 88.00');
    expect(isId(item.id)).toBe(true);
    await house.close();
  });
});
