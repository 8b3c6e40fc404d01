import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { PersonId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import { connect, type Database } from '#platform/database/connection';
import { buildServer } from '#platform/web/server';
import { ROUTES, servicesOn, siteFor } from '../../app.ts';
import { Visitor } from '../../../tests/visitor.ts';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { addFile, extendClosing, openedBids, receivedCount, saveAnswer, setBidOutcome, signOpening, startBid, submitBid } from './index.ts';

let house: BiddingHouse;
let second: { readonly app: FastifyInstance; readonly database: Database };
beforeAll(async () => {
  house = await openBiddingHouse();
  // Another web process on the same database: its own pool, its own memory.
  const database = connect(house.database.url, { connections: 12 });
  const services = { ...servicesOn(database, house.services.config), kinds: house.services.kinds };
  const app = await buildServer({ services, site: siteFor(services.config), routes: ROUTES, perMinute: 1_000_000, identify: async (request) => house.actor(request.headers['x-test-person'] as PersonId) });
  second = { app, database };
});
afterAll(async () => {
  await second.app.close();
  await second.database.close();
  await house.close();
});

const fresh = async (options: Parameters<BiddingHouse['addOpportunity']>[0] = {}) => {
  await house.setClock('2026-03-02T09:00:00Z');
  const { id, lots, questions } = await house.addOpportunity(options);
  return { opportunityId: id, lots, questions };
};
const submissions = async (bidId: string) => house.database.read((read) => read.selectFrom('bid_submission').selectAll().where('bid_id', '=', bidId).orderBy('number').execute());
const stateOf = async (bidId: string) => (await house.database.read((read) => read.selectFrom('bid').select('state').where('id', '=', bidId).executeTakeFirstOrThrow())).state;
const audit = async (opportunityId: string) => house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('record_id', '=', opportunityId).where('act', '=', 'bids.signOpening').orderBy('happened_at').execute());

describe('opening', () => {
  test('DP-11: at 11:59 the officer sees only the number; at 12:01 with a second officer the bids open and both names are logged', async () => {
    const target = await fresh();
    const bidId = await house.writeBid({ ...target, price: '43210.99' });
    await house.submit(bidId);
    const [olive, percy] = house.officers;
    await house.setClock('2026-03-27T11:59:00Z');
    const before = await house.visitor(olive).get(`/opportunities/${target.opportunityId}/bids`);
    expect(before.text).toContain('Received: 1');
    expect(before.text).not.toContain('Swale Youth Trust');
    const early = await house.visitor(olive).send(`/opportunities/${target.opportunityId}/opening`, {});
    expect(early.status).toBe(403);
    expect(await house.run(signOpening, olive, { opportunityId: target.opportunityId })).toMatchObject({ kind: 'refused', code: 'too-early', sentence: expect.stringContaining('27 March 2026 at midday') });
    expect((await house.visitor(olive).get(`/opportunities/${target.opportunityId}/opening`)).text).toContain('Until then nobody sees more than the number received');

    await house.setClock('2026-03-27T12:01:00Z');
    const signed = await house.visitor(olive).post(`/opportunities/${target.opportunityId}/opening`);
    expect(signed.text).toContain('You have signed.');
    expect(signed.text).toContain('Olive Opener');
    expect((await house.visitor(olive).get(`/opportunities/${target.opportunityId}/bids`)).text).not.toContain('Swale Youth Trust');
    expect(await house.run(signOpening, olive, { opportunityId: target.opportunityId })).toMatchObject({ kind: 'refused', code: 'signed-already' });
    const opened = await house.visitor(percy).post(`/opportunities/${target.opportunityId}/opening`);
    expect(opened.text).toContain('by Olive Opener and Percy Second');
    expect(opened.text).toContain('Swale Youth Trust');
    expect(opened.text).toContain('£43,210.99');
    expect(await stateOf(bidId)).toBe('opened');
    const done = (await audit(target.opportunityId)).filter(({ result }) => result === 'done');
    expect(done.map((entry) => entry.actor_person_id)).toEqual([olive, percy]);
    expect(JSON.stringify(done[1]!.detail)).toContain('"openers":["Olive Opener","Percy Second"]');
    const read = await house.visitor(percy).get(`/bids/${bidId}/opened`);
    expect(read.text).toContain('At the youth club in Sheerness.');
    expect(await house.run(signOpening, house.officers[2], { opportunityId: target.opportunityId })).toMatchObject({ kind: 'refused', code: 'wrong-state' });
  });

  test('what is opened is the submission that stands, not a draft changed since; withdrawn, late and unsubmitted bids stay sealed', async () => {
    const target = await fresh({ lateBids: 'record-unread', openersNeeded: 1 });
    const bidder = async (name: string) => {
      const organisationId = await house.addOrganisation(name);
      const writer = await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]);
      return { writer, bidId: await house.writeBid({ ...target, organisationId, writer, answer: `Answer of ${name}` }) };
    };
    const [kept, gone, unsent, late] = [await bidder('Kept'), await bidder('Gone'), await bidder('Unsent'), await bidder('Late')];
    await house.submit(kept.bidId, kept.writer);
    await house.mustRun(saveAnswer, kept.writer, { bidId: kept.bidId, questionId: target.questions[0], version: 1, texts: ['Changed after submitting'] });
    await house.submit(gone.bidId, gone.writer);
    await house.visitor(gone.writer).post(`/bids/${gone.bidId}/withdraw`);
    await house.setClock('2026-03-27T12:00:05Z');
    expect(await house.mustRun(submitBid, late.writer, { bidId: late.bidId, checked: '' })).toEqual({ number: 1, late: true, submissionId: expect.any(String) });
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    const opened = await house.database.read((read) => openedBids(read, target.opportunityId));
    expect(opened.map((bid) => [bid.organisationName, bid.answers[0]!.value, bid.lotIds.length, bid.prices.length])).toEqual([['Kept', 'Answer of Kept', 2, 2]]);
    expect(opened[0]!.prices[0]!.netPence).toBe(120050n);
    expect([await stateOf(gone.bidId), await stateOf(unsent.bidId), await stateOf(late.bidId)]).toEqual(['withdrawn', 'draft', 'late']);
    const page = await house.visitor(house.officers[0]).get(`/opportunities/${target.opportunityId}/bids`);
    expect(page.text).toMatch(/Late, not read Late, 27 March 2026/);
    expect((await house.visitor(house.officers[0]).get(`/bids/${late.bidId}/opened`)).status).toBe(404);
    expect(await house.database.read((read) => receivedCount(read, target.opportunityId))).toBe(1);
  });

  test('an officer who advises a bidder cannot open', async () => {
    const target = await fresh();
    await house.submit(await house.writeBid(target));
    const adviser = await house.addPerson('Adrian Adviser', ['procurement-officer', house.bodyId], ['bid-adviser', house.organisationId]);
    await house.setClock('2026-03-27T12:01:00Z');
    expect(await house.run(signOpening, adviser, { opportunityId: target.opportunityId })).toMatchObject({ kind: 'refused', code: 'interest' });
  });

  test('an assessor reads nothing before declaring, and nothing with an interest', async () => {
    const target = await fresh({ openersNeeded: 1 });
    const bidId = await house.writeBid(target);
    await house.submit(bidId);
    const evaluator = await house.addPerson('Eve Evaluator', ['evaluator', target.opportunityId]);
    await house.setClock('2026-03-27T12:01:00Z');
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    const status = async () => (await house.visitor(evaluator).get(`/bids/${bidId}/opened`)).status;
    expect(await status()).toBe(404);
    expect((await house.visitor(evaluator).get(`/opportunities/${target.opportunityId}/bids`)).text).not.toContain('Swale Youth Trust');
    const assessor = (declaration: string | null) => house.database.pool.query(`insert into assessor (id, about_kind, about_id, person_id, declaration, declared_at, declaration_words) values (gen_random_uuid(), 'opportunity', $1, $2, $3, now(), 'x')
      on conflict (about_kind, about_id, person_id) do update set declaration = excluded.declaration`, [target.opportunityId, evaluator, declaration]);
    await assessor('none');
    expect(await status()).toBe(200);
    // A price read before the answers are scored would sway the scores.
    for (const url of [`/bids/${bidId}/opened`, `/opportunities/${target.opportunityId}/bids`]) {
      const seen = await house.visitor(evaluator).get(url);
      expect(seen.text).toContain('Swale Youth Trust');
      expect(seen.text).toContain('prices are shown to you once the scoring is complete');
      expect(seen.text).not.toContain('1,200.50');
      expect((await house.visitor(house.officers[0]).get(url)).text).toContain('1,200.50');
    }
    await house.database.pool.query(`update opportunity set state = 'evaluated' where id = $1`, [target.opportunityId]);
    expect((await house.visitor(evaluator).get(`/bids/${bidId}/opened`)).text).toContain('1,200.50');
    await assessor('interest');
    expect(await status()).toBe(404);
  });

  test('all bids open in one act, and officers who sign at once open them once', async () => {
    const target = await fresh();
    for (let index = 0; index < 5; index++) {
      const organisationId = await house.addOrganisation(`Bidder ${index}`);
      const writer = await house.addPerson(`Writer ${index}`, ['bid-writer', organisationId]);
      await house.submit(await house.writeBid({ ...target, organisationId, writer }), writer);
    }
    await house.setClock('2026-03-27T12:01:00Z');
    const results = await Promise.all(house.officers.map((officer) => house.run(signOpening, officer, { opportunityId: target.opportunityId })));
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(2);
    expect(results.filter((result) => result.kind === 'done' && result.value.opened === 5)).toHaveLength(1);
  });

  test('an outcome follows the opening, and a rejection says why', async () => {
    const target = await fresh({ openersNeeded: 1 });
    const bidId = await house.writeBid(target);
    await house.submit(bidId);
    expect(await house.database.write((tx) => setBidOutcome(tx, bidId, 'successful'))).toMatchObject({ kind: 'refused' });
    await house.setClock('2026-03-27T12:01:00Z');
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    expect(await house.database.write((tx) => setBidOutcome(tx, bidId, 'rejected'))).toMatchObject({ code: 'reason-missing' });
    expect(await house.database.write((tx) => setBidOutcome(tx, bidId, 'successful'))).toBe('successful');
  });
});

describe('at once, and on two processes', () => {
  test('fifty parallel submits of one bid give exactly one submission', async () => {
    const target = await fresh();
    const bidId = await house.writeBid(target);
    const mailsBefore = await mailCount();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) => new Visitor(index % 2 ? second.app : house.app, index % 3 ? house.writer : house.colleague).post(`/bids/${bidId}/submit`)),
    );
    expect(results.filter(({ url }) => url.endsWith('/receipt'))).toHaveLength(1);
    expect(results.filter(({ status }) => status === 409)).toHaveLength(49);
    expect(await submissions(bidId)).toHaveLength(1);
    expect((await mailCount()) - mailsBefore).toBe(2);
  });

  test('two processes agree on receipts, closing and opening', async () => {
    const target = await fresh();
    const bidId = await house.writeBid(target);
    const receipt = await new Visitor(house.app, house.writer).post(`/bids/${bidId}/submit`);
    const code = /Receipt code ([0-9B-Z-]{14})/.exec(receipt.text)![1]!;
    expect((await new Visitor(second.app, house.colleague).get(`/bids/${bidId}/receipt`)).text).toContain(code);
    await house.setClock('2026-03-27T12:00:00Z');
    for (const app of [house.app, second.app]) {
      const page = await new Visitor(app, house.writer).post(`/bids/${bidId}/withdraw`);
      expect(page.status).toBe(409);
      expect(page.text).toContain('Bidding closed on 27 March 2026 at midday');
    }
    await new Visitor(house.app, house.officers[0]).post(`/opportunities/${target.opportunityId}/opening`);
    const opened = await new Visitor(second.app, house.officers[1]).post(`/opportunities/${target.opportunityId}/opening`);
    expect(opened.text).toContain('Swale Youth Trust');
    expect((await new Visitor(house.app, house.officers[0]).get(`/bids/${bidId}/opened`)).status).toBe(200);
  });

  test.each(['opportunity', 'bid'] as const)('a submission that waited on the lock of the %s past closing is late', async (table) => {
    const target = await fresh();
    const bidId = await house.writeBid(target);
    const closesAt = await house.database.read(async (read) => new Date((await readClock(read)).getTime() + 1500));
    await house.database.pool.query('update opportunity set closes_at = $1 where id = $2', [closesAt, target.opportunityId]);
    const blocker = await house.database.client();
    await blocker.query('begin');
    await blocker.query(`select 1 from ${table} where id = $1 for update`, [table === 'bid' ? bidId : target.opportunityId]);
    const waiting = house.run(submitBid, house.writer, { bidId, checked: '' });
    // It began well before closing, and waits.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await blocker.query('commit');
    blocker.release();
    expect(await waiting).toMatchObject({ kind: 'refused', code: 'late' });
    expect(await submissions(bidId)).toHaveLength(0);
  });

  test('a late bid that is recorded unread is read by nobody: its key was never wrapped for the opening', async () => {
    const target = await fresh({ lateBids: 'record-unread' });
    const bidId = await house.writeBid(target);
    await house.setClock('2026-03-27T12:00:00Z');
    const page = await house.visitor(house.writer).post(`/bids/${bidId}/submit`);
    expect(page.text).toContain('Late bid recorded');
    const keys = await house.database.read((read) => read.selectFrom('bid_key').select('wrapped_for_opening').where('bid_id', '=', bidId).execute());
    expect(keys.every((row) => row.wrapped_for_opening === null)).toBe(true);
  });

  test('closing needs no visitor and no job: nothing is written when the time comes', async () => {
    const target = await fresh();
    const bidId = await house.writeBid(target);
    const dump = async () => JSON.stringify((await house.database.pool.query('select * from opportunity where id = $1', [target.opportunityId])).rows);
    const before = await dump();
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await house.run(submitBid, house.writer, { bidId, checked: '' })).toMatchObject({ kind: 'refused', code: 'late' });
    expect(await house.run(startBid, house.writer, { opportunityId: target.opportunityId, organisationId: house.organisationId })).toMatchObject({ kind: 'refused', code: 'closed' });
    expect(await dump()).toBe(before);
  });
});

describe('more time after an outage', () => {
  test('DM-16: is for all, with reason and evidence; everyone writing, and everyone who follows, is told; a late bid can come again', async () => {
    const target = await fresh({ lateBids: 'record-unread' });
    const bidId = await house.writeBid(target);
    await house.setClock('2026-03-27T12:04:00Z');
    await house.mustRun(submitBid, house.writer, { bidId, checked: '' });
    // One opener signed already; the extension makes that signature void.
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    const url = `/opportunities/${target.opportunityId}/extend`;
    const missing = await house.visitor(house.officers[0]).post(url, { 'newDate-day': '27', 'newDate-month': '3', 'newDate-year': '2026', newTime: '17:00', reason: 'The site was down.', evidence: '' });
    expect(missing.status).toBe(422);
    expect(missing.html).toContain('The site was down.');
    const follower = await house.addPerson('Flora Follower');
    await house.database.pool.query('insert into opportunity_follower (opportunity_id, person_id, followed_at) values ($1, $2, wantsum_clock())', [target.opportunityId, follower]);
    const before = await mailCount();
    const done = await house.visitor(house.officers[0]).post(url, { 'newDate-day': '27', 'newDate-month': '3', 'newDate-year': '2026', newTime: '17:00', reason: 'The site was down from 11:40.', evidence: 'Status page, call 4711' });
    expect(done.text).toContain('all bidders are told');
    expect((await mailCount()) - before).toBe(3);
    const followed = await house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text as text']).where('recipient_person_id', '=', follower).execute());
    expect(followed).toEqual([{ subject: expect.stringContaining('More time: bidding now closes'), text: expect.stringContaining('The site was down from 11:40.') }]);
    expect(followed[0]!.text).not.toContain('A bid you submitted');
    expect(await house.run(signOpening, house.officers[1], { opportunityId: target.opportunityId })).toMatchObject({ kind: 'refused', code: 'too-early' });
    expect(await house.mustRun(submitBid, house.writer, { bidId, checked: '' })).toEqual({ number: 2, late: false, submissionId: expect.any(String) });
    expect((await house.visitor().get(`/opportunities/${target.opportunityId}`)).text, 'who is at work on a bid is told to nobody before closing').not.toContain('When this came');
    await house.setClock('2026-03-27T17:00:30Z');
    expect((await house.visitor().get(`/opportunities/${target.opportunityId}`)).text, 'nor after it while the closing can still be moved').not.toContain('When this came');
    expect(await house.mustRun(signOpening, house.officers[1], { opportunityId: target.opportunityId })).toMatchObject({ opened: null, openers: ['Percy Second'] });
    expect(await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId })).toMatchObject({ opened: 1 });
    expect((await house.visitor().get(`/opportunities/${target.opportunityId}`)).text).toContain('The site was down from 11:40. When this came no supplier was writing a bid and none had sent theirs.');
    expect(await house.run(extendClosing, house.officers[0], { opportunityId: target.opportunityId, newDate: '2026-04-01', newTime: '12:00', reason: 'x', evidence: 'y' })).toMatchObject({ kind: 'refused', code: 'wrong-state' });
  });

  test('a file of an opened bid is read by the panel, and only through its own bid', async () => {
    const target = await fresh({ openersNeeded: 1 });
    const bidId = await house.writeBid(target);
    const { id } = await house.mustRun(addFile, house.writer, { bidId, questionId: '', file: { name: 'plan.txt', content: Buffer.from('our plan'), tooLarge: false } });
    await house.submit(bidId);
    await house.setClock('2026-03-27T12:01:00Z');
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    const file = await house.visitor(house.officers[0]).get(`/bids/${bidId}/files/${id}`);
    expect(file.html).toBe('our plan');
    expect(file.response.headers['content-disposition']).toContain('plan.txt');
  });
});

const mailCount = async () => Number((await house.database.pool.query('select count(*) from outbox_mail')).rows[0].count);
