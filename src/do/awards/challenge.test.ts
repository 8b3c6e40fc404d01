import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { evaluate, openPanelHouse, type PanelHouse } from '../evaluation/evaluation.fixture.ts';
import { pausedWords, uncertaintyOf } from './challenge.ts';
import { confirmAward, offerInterim, publishAward, recommendAward, recordChallenge, resolveChallenge } from './index.ts';

describe('counting uncertainty', () => {
  const day = calendarDate;
  test.each([
    ['no challenge, over', '2026-05-01', [], { days: 30, pausedDays: 0, isOver: true }],
    ['no challenge, still waiting', null, [], { days: 61, pausedDays: 0, isOver: false }],
    ['one challenge that ended', '2026-05-01', [['2026-04-11', '2026-04-21']], { days: 30, pausedDays: 10, isOver: true }],
    ['two at once count once', '2026-05-01', [['2026-04-11', '2026-04-21'], ['2026-04-16', '2026-04-26']], { days: 30, pausedDays: 15, isOver: true }],
    ['one inside another', '2026-05-01', [['2026-04-11', '2026-04-21'], ['2026-04-12', '2026-04-13']], { days: 30, pausedDays: 10, isOver: true }],
    ['open to today', null, [['2026-05-22', null]], { days: 61, pausedDays: 10, isOver: false }],
    ['raised before closing, ended after the contract', '2026-05-01', [['2026-03-01', '2026-06-01']], { days: 30, pausedDays: 30, isOver: true }],
  ] as const)('%s', (_name, ended, challenges, expected) => {
    const spans = challenges.map(([raisedOn, resolvedOn]) => ({ raisedOn: day(raisedOn), resolvedOn: resolvedOn === null ? null : day(resolvedOn) }));
    expect(uncertaintyOf(day('2026-04-01'), ended && day(ended), spans, day('2026-06-01'))).toEqual(expected);
  });

  test('a pause says since when and what comes next', () => {
    expect(pausedWords([{ raisedOn: day('2026-03-08'), outcome: null, expectedNextOn: null }])).toBe('Paused by challenge since 8 March 2026. No date is expected yet.');
    expect(pausedWords([{ raisedOn: day('2026-03-08'), outcome: 'settled', expectedNextOn: null }])).toBeNull();
  });
});

describe('an award that is challenged, over HTTP', () => {
  let house: PanelHouse;
  let director: PersonId;
  let awardId: string;
  const url = () => `/opportunities/${house.opportunityId}/challenges`;
  const confirm = () => house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });
  const challenge = (change: Record<string, unknown> = {}) => ({ opportunityId: house.opportunityId, kind: 'letter', grounds: 'Alpha says the weights were not followed.', publicWords: 'A bidder asks how the points were given.', raisedOn: '2027-03-08', expectedNextOn: '2027-03-22', ...change });
  beforeAll(async () => {
    house = await openPanelHouse({ bidders: [['Alpha Trust', 60_000_00n], ['Beta Ltd', 61_000_00n]], opportunity: { contract_starts_on: '2027-06-01', contract_ends_on: '2028-05-31', regime: 'PA2023', above_threshold: false } });
    const manager = await house.addPerson('Mona Manager', ['contract-manager', house.bodyId]);
    director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
    await evaluate(house, [['3', '2.5'], ['4', '4.5']]);
    await house.setClock('2027-03-01T09:00:00Z');
    const recommended = await house.mustRun(recommendAward, house.officer, { opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[1]!.id, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: manager, directorId: director });
    ({ awardId } = recommended as { awardId: string });
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, director, { approvalId: approval.id, decision: 'agree', reason: '' });
  });
  afterAll(() => house.close());

  test('DP-29: challenged on 8 March it shows “paused by challenge since 8 March”, the expected next date and the interim arrangement; nothing goes on meanwhile', async () => {
    await house.setClock('2027-03-08T10:00:00Z');
    const visitor = house.visitor(house.officer);
    const missing = await visitor.post(`${url()}/new`, { kind: 'letter', grounds: 'Alpha asks', publicWords: '', 'raisedOn-day': '8', 'raisedOn-month': '3', 'raisedOn-year': '2027' });
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('Alpha asks');
    const recorded = await visitor.post(`${url()}/new`, {
      kind: 'letter', grounds: 'Alpha says the weights were not followed.', publicWords: 'A bidder asks how the points were given.', 'raisedOn-day': '8', 'raisedOn-month': '3', 'raisedOn-year': '2027',
      'expectedNextOn-day': '22', 'expectedNextOn-month': '3', 'expectedNextOn-year': '2027',
    });
    expect(recorded.text).toContain('Paused by challenge since 8 March 2027. The next step is expected on 22 March 2027.');
    const { id } = await house.database.read((read) => read.selectFrom('award_challenge').select('id').executeTakeFirstOrThrow());
    await house.mustRun(offerInterim, house.officer, { challengeId: id, organisationId: house.bids[1]!.organisationId, words: 'Renewal for three months on the present terms.', untilOn: '2027-06-30' });
    const winner = await house.visitor(house.bids[1]!.writer).get(`/bids/${house.bids[1]!.id}/award-path`);
    for (const words of ['Paused by challenge since 8 March 2027', 'expected on 22 March 2027', 'A bidder asks how the points were given.', 'Your interim position until 30 June 2027']) expect(winner.text).toContain(words);
    expect(winner.text).not.toContain('Alpha says');
    const loser = await house.visitor(house.bids[0]!.writer).get(`/bids/${house.bids[0]!.id}/award-path`);
    expect(loser.text).toContain('Paused by challenge since 8 March 2027');
    expect(loser.text).not.toContain('interim position');
    expect((await house.visitor(house.bids[0]!.writer).get(`/bids/${house.bids[1]!.id}/award-path`)).status).toBe(404);
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('Paused by challenge since 8 March 2027');
    await house.database.write((tx) => tx.updateTable('award').set({ state: 'notified', summaries_sent_at: new Date('2027-03-02T09:00:00Z') }).where('id', '=', awardId).execute());
    expect(await house.run(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: '' })).toMatchObject({ code: 'held-up', sentence: expect.stringContaining('Paused by challenge since 8 March 2027') as string });
    expect(await house.run(recordChallenge, house.officer, challenge())).toMatchObject({ code: 'open-already' });
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select(['recipient_email', 'subject', 'body_text']).where('subject', 'like', 'The award is challenged%').execute());
    expect(mails).toHaveLength(2);
    expect(mails.map(({ body_text }) => body_text).join()).not.toContain('Alpha');
  });

  test('the present provider answers its offer once, and nobody else can', async () => {
    const { id } = await house.database.read((read) => read.selectFrom('award_interim').select('id').executeTakeFirstOrThrow());
    expect((await house.visitor(house.bids[0]!.writer).get(`/interim-positions/${id}`)).status).toBe(404);
    const visitor = house.visitor(house.bids[1]!.writer);
    expect((await visitor.get(`/interim-positions/${id}`)).text).toContain('Renewal for three months');
    expect((await visitor.post(`/interim-positions/${id}/answer`, { answer: '' })).status).toBe(422);
    expect((await visitor.post(`/interim-positions/${id}/answer`, { answer: 'accepted' })).text).toContain('Accepted on');
    expect((await visitor.post(`/interim-positions/${id}/answer`, { answer: 'declined' })).text).toContain('This has been answered already');
  });

  test('DP-29: days of uncertainty are counted and reported, and after the challenge the award goes on', async () => {
    await house.setClock('2027-03-28T10:00:00Z');
    const report = await house.visitor(house.officer).get('/reports/uncertainty');
    expect(report.text).toContain('20');
    const { id } = await house.database.read((read) => read.selectFrom('award_challenge').select('id').executeTakeFirstOrThrow());
    await house.mustRun(resolveChallenge, house.officer, { challengeId: id, outcome: 'not-upheld', outcomeWords: 'The points stand.' });
    expect(await house.run(resolveChallenge, house.officer, { challengeId: id, outcome: 'upheld', outcomeWords: 'Twice' })).toMatchObject({ code: 'closed' });
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('Not upheld, 28 March 2027. The points stand.');
    expect((await house.visitor(house.officer).get(url())).text).toContain('20 days of them under challenge');
    await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
    await house.mustRun(recordChallenge, house.officer, challenge({ raisedOn: '2027-03-28', expectedNextOn: '' }));
    expect(await confirm()).toMatchObject({ code: 'held-up' });
  });

  test('only its officers and legal record one, with days that can be', async () => {
    expect((await house.run(recordChallenge, director, challenge())).kind).toBe('forbidden');
    expect(await house.run(recordChallenge, house.officer, challenge({ raisedOn: '2030-01-01' }))).toMatchObject({ code: 'future', field: 'raisedOn' });
    for (const raisedOn of ['2027-02-31', '2027-13-01', '0000-00-00', 'soon']) expect(await house.run(recordChallenge, house.officer, challenge({ raisedOn })), raisedOn).toMatchObject({ kind: 'refused', field: 'raisedOn' });
    expect(await house.run(recordChallenge, house.officer, challenge({ raisedOn: '2027-03-28', expectedNextOn: '2027-03-01' }))).toMatchObject({ code: 'past' });
    expect((await house.run(recordChallenge, house.officer, challenge({ opportunityId: newId() }))).kind).toBe('forbidden');
    expect((await house.visitor(house.bids[0]!.writer).get(url())).status).toBe(404);
  });
});
