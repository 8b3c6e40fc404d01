import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelOpportunity, lotsOf, publishOpportunity, withdrawLot } from '#opportunities';
import { addFile, extendClosing, saveLots, signOpening, startBid, submitBid } from '#bids';
import { evaluate, openPanelHouse } from '../../src/do/evaluation/evaluation.fixture.ts';
import { openBiddingHouse, type BiddingHouse } from '../../src/do/bids/bids.fixture.ts';
import { openBuyingHouse, type BuyingHouse } from '../../src/do/opportunities/opportunities.fixture.ts';

// What goes wrong across rooms: at the last millisecond, at the same moment, with nobody there. What one room alone decides is tested there.

const PDF = Buffer.from(`%PDF-1.7\n${'x'.repeat(200_000)}`);
const kinds = (results: readonly { readonly kind: string }[]): string[] => results.map(({ kind }) => kind).sort();

describe('closing', () => {
  let house: BiddingHouse;
  beforeAll(async () => { house = await openBiddingHouse(); });
  afterAll(() => house.close());

  const fresh = async () => {
    await house.setClock('2026-03-02T09:00:00Z');
    const { id, lots, questions } = await house.addOpportunity();
    return { opportunityId: id, lots, questions };
  };
  const bidder = async (name: string) => {
    const organisationId = await house.addOrganisation(name);
    return { organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) };
  };

  test('shortly before closing is in time, and the very millisecond of closing is late', async () => {
    const target = await fresh();
    const late = await bidder('Late by a hair');
    const [inTime, tooLate] = [await house.writeBid(target), await house.writeBid({ ...target, ...late })];
    const checked = async (writer: typeof house.writer, bidId: string) => ({ checked: /name="checked" value="([0-9a-f]{64})"/.exec((await house.visitor(writer).get(`/bids/${bidId}/submit`)).html)![1]! });
    const sentLate = await checked(late.writer, tooLate);
    // The clock runs on once it is set; the last millisecond itself is decided in bid.test.ts.
    await house.setClock('2026-03-27T11:59:30.000Z');
    expect(await house.run(submitBid, house.writer, { bidId: inTime, checked: '' })).toMatchObject({ kind: 'done', value: { late: false } });
    await house.setClock('2026-03-27T12:00:00.000Z');
    const refused = await house.visitor(late.writer).post(`/bids/${tooLate}/submit`, sentLate);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('closed');
    expect((await house.visitor(house.officers[0]).get(`/opportunities/${target.opportunityId}/bids`)).text).toContain('Received: 1');
  });

  test('a submission that waited for a lock across the closing is late: the clock is read after the lock', async () => {
    const target = await fresh();
    const bidId = await house.writeBid(target);
    await house.setClock('2026-03-27T11:59:59.500Z');
    const holder = await house.database.client();
    try {
      await holder.query('begin');
      await holder.query('select 1 from opportunity where id = $1 for update', [target.opportunityId]);
      const sending = house.run(submitBid, house.writer, { bidId, checked: '' });
      await new Promise((resolve) => setTimeout(resolve, 150));
      await house.setClock('2026-03-27T12:00:00.001Z');
      await holder.query('commit');
      expect(await sending).toMatchObject({ kind: 'refused' });
    } finally {
      holder.release();
    }
  });

  test('a file still on its way at closing is not in the bid: what was submitted stands as it was, and a draft is not sent by it', async () => {
    const target = await fresh();
    const other = await bidder('Slow Line');
    const [submitted, draft] = [await house.writeBid(target), await house.writeBid({ ...target, ...other })];
    await house.submit(submitted);
    await house.setClock('2026-03-27T11:59:59.999Z');
    // Both began to send before closing; the bytes have arrived when it is past.
    await house.setClock('2026-03-27T12:00:00.000Z');
    const upload = { questionId: '', file: { name: 'late.pdf', content: PDF, tooLarge: false } };
    expect(await house.run(addFile, house.writer, { bidId: submitted, ...upload })).toMatchObject({ kind: 'refused' });
    await house.run(addFile, other.writer, { bidId: draft, ...upload });
    expect(await house.run(submitBid, other.writer, { bidId: draft, checked: '' })).toMatchObject({ kind: 'refused' });
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    expect(await house.mustRun(signOpening, house.officers[1], { opportunityId: target.opportunityId })).toMatchObject({ opened: 1 });
    const { rows } = await house.database.pool.query('select count(*)::int as files from opened_file where bid_id = any($1)', [[submitted, draft]]);
    expect(rows[0].files).toBe(0);
  });

  test('one officer opens and another extends at once: one of them is refused, and no bid is open that could still be changed', async () => {
    for (let round = 0; round < 3; round++) {
      const target = await fresh();
      await house.submit(await house.writeBid(target));
      await house.setClock('2026-03-27T12:05:00Z');
      await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
      const results = await Promise.all([
        house.run(signOpening, house.officers[1], { opportunityId: target.opportunityId }),
        house.run(extendClosing, house.officers[2], { opportunityId: target.opportunityId, newDate: '2026-03-28', newTime: '12:00', reason: 'The line was down', evidence: 'Ticket 7' }),
      ]);
      expect(kinds(results)).toEqual(['done', 'refused']);
      const { rows: [now] } = await house.database.pool.query(`select o.state, o.closes_at > wantsum_clock() as running, b.state as bid from opportunity o join bid b on b.opportunity_id = o.id where o.id = $1`, [target.opportunityId]);
      expect([{ state: 'opened', running: false, bid: 'opened' }, { state: 'published', running: true, bid: 'submitted' }]).toContainEqual(now);
    }
  });

  test('no bid at all: the opening says so, and names its openers all the same', async () => {
    const target = await fresh();
    await house.setClock('2026-03-27T12:01:00Z');
    await house.mustRun(signOpening, house.officers[0], { opportunityId: target.opportunityId });
    const opened = await house.visitor(house.officers[1]).post(`/opportunities/${target.opportunityId}/opening`);
    expect(opened.text).toContain('0 bids opened by Olive Opener and Percy Second');
    expect(opened.text).toContain('No bid came in time.');
  });
});

describe('two officers at once', () => {
  let house: BuyingHouse;
  let colleague: BuyingHouse['officer'];
  beforeAll(async () => {
    house = await openBuyingHouse();
    colleague = await house.addPerson('Percy Second', ['procurement-officer', house.bodyId]);
  });
  afterAll(() => house.close());
  const stateOf = async (id: string): Promise<string> => (await house.database.pool.query('select state from opportunity where id = $1', [id])).rows[0].state;
  const published = async () => {
    const id = await house.addDraft();
    await house.publish(id);
    return id;
  };

  test('who publish the same draft publish it once, with one notice', async () => {
    const id = await house.addDraft();
    const results = await Promise.all([house.officer, colleague].map((officer) => house.run(publishOpportunity, officer, { opportunityId: id })));
    expect(kinds(results)).toEqual(['done', 'refused']);
    const { rows } = await house.database.pool.query(`select count(*)::int as published from audit_entry where act = 'opportunities.publish' and result = 'done' and record_id = $1`, [id]);
    expect(rows[0].published).toBe(1);
    expect(await stateOf(id)).toBe('published');
  });

  test('one publishes and one cancels: whichever came first, the record and the trail agree', async () => {
    const id = await house.addDraft();
    const [publishing, cancelling] = await Promise.all([house.run(publishOpportunity, house.officer, { opportunityId: id }), house.run(cancelOpportunity, colleague, { opportunityId: id, reason: 'Not needed' })]);
    expect([publishing.kind, cancelling.kind]).toContain('done');
    expect(await stateOf(id)).toBe(cancelling.kind === 'done' ? 'cancelled' : 'published');
  });

  test('who cancel at once cancel it once', async () => {
    const id = await published();
    const results = await Promise.all([house.officer, colleague].map((officer) => house.run(cancelOpportunity, officer, { opportunityId: id, reason: 'The budget was cut' })));
    expect(kinds(results)).toEqual(['done', 'refused']);
  });

  test('a lot is withdrawn while bids for it are drafted: the bidder is told, and a bid for it alone cannot be sent', async () => {
    const id = await published();
    const [first] = await house.database.read((read) => lotsOf(read, id));
    const { bidId } = await house.mustRun(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId });
    await house.mustRun(saveLots, house.swale.writer, { bidId, version: 0, lots: [first!.id] });
    await house.mustRun(withdrawLot, house.officer, { opportunityId: id, lotId: first!.id, reason: 'The hall burnt down' });
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select('body_text').where('recipient_person_id', '=', house.swale.writer).execute());
    expect(mails.some(({ body_text: text }) => text.includes('The hall burnt down'))).toBe(true);
    // What is drafted for the other lot goes on; the withdrawn one can be neither kept nor chosen again.
    const { rows } = await house.database.pool.query('select state from lot where id = $1', [first!.id]);
    expect(rows).toEqual([{ state: 'withdrawn' }]);
    const lots = await house.visitor(house.swale.writer).get(`/bids/${bidId}/lots`);
    expect(lots.text).not.toContain(first!.title);
    expect(await house.run(saveLots, house.swale.writer, { bidId, version: 1, lots: [first!.id] })).toMatchObject({ kind: 'refused' });
    expect(await house.run(submitBid, house.swale.writer, { bidId, checked: '' })).toMatchObject({ kind: 'refused' });
  });
});

test('one bidder alone is scored, ranked first and shown as the only one', async () => {
  const house = await openPanelHouse({ bidders: [['Only Trust', 90_00n]] });
  try {
    await evaluate(house, [['4', '3']]);
    const results = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(results.status).toBe(200);
    expect(results.text).toContain('Only Trust');
  } finally {
    await house.close();
  }
});
