import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBiddingHouse, CLOSING, type BiddingHouse } from './bids.fixture.ts';
import { saveAnswer, savePrices, signOpening, startBid, submitBid } from './index.ts';

const answer = 'At the youth club in Sheerness.';

/** A stage in which nothing is scored on price: publication asks for the formula “fixed price” there. */
const withoutPrice = (house: BiddingHouse, opportunityId: string) => house.database.write((tx) => tx.updateTable('opportunity').set({ price_formula: 'fixedPrice' }).where('id', '=', opportunityId).execute());

describe('where nothing is scored on price none is asked for', () => {
  let house: BiddingHouse;
  let bidId: string;
  const own = () => house.visitor(house.writer);
  beforeAll(async () => {
    house = await openBiddingHouse({ lots: 0 });
    await withoutPrice(house, house.opportunityId);
    ({ bidId } = await house.mustRun(startBid, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId }));
  });
  afterAll(() => house.close());

  test('no page of the draft asks for one, its address is not there, and one that is sent in is refused', async () => {
    for (const page of ['', '/check', '/submit', '/one-page']) {
      const { html, text } = await own().get(`/bids/${bidId}${page}`);
      expect([page, /price-whole|\/prices"/.test(html), /\bprice/i.test(text)]).toEqual([page, false, false]);
    }
    expect((await own().get(`/bids/${bidId}/prices`)).status).toBe(404);
    expect(await house.run(savePrices, house.writer, { bidId, version: 0, price: { whole: '5' } })).toMatchObject({ code: 'no-price' });
    expect((await own().get(`/opportunities/${house.opportunityId}`)).text).not.toContain('give your price');
  });

  test('written on one page and submitted from there without a price; a made-up price field changes nothing', async () => {
    const page = await own().get(`/bids/${bidId}/one-page`);
    const hidden = Object.fromEntries([...page.html.matchAll(/name="([^"]*(?:stamp|files))" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    const answers = Object.fromEntries(house.questions.map((id) => [`answer-${id}`, answer]));
    const sent = await own().post(`/bids/${bidId}/one-page/submit`, { ...hidden, ...answers, 'price-whole': '77', 'prices-stamp': '0.0000000000000000', confirm: 'yes' });
    expect(sent.text).toContain('Bid submitted');
    const line = (await own().get(`/bids/${bidId}/submissions/1`)).html;
    expect(line).toContain('"prices":[]');
    expect((await own().get(`/bids/${bidId}`)).text).toContain('Submission 1 stands');
  });

  test('a price stored before stays: a submission that stands goes on being what was sent, and a new one leaves it out', async () => {
    const other = await house.addOpportunity({ lots: 0 });
    const priced = await house.writeBid({ opportunityId: other.id, lots: [], questions: other.questions, price: '4321' });
    await house.submit(priced);
    const draft = await house.addOrganisation('Second Trust');
    const second = await house.addPerson('Sue Second', ['bid-writer', draft]);
    const unsent = await house.writeBid({ opportunityId: other.id, organisationId: draft, writer: second, lots: [], questions: other.questions, price: '4321' });
    await withoutPrice(house, other.id);
    expect((await own().get(`/bids/${priced}`)).text).toContain('Submission 1 stands');
    expect(await house.run(submitBid, house.writer, { bidId: priced, checked: '' })).toMatchObject({ code: 'already-submitted' });
    for (const page of ['', '/check', '/one-page']) expect((await own().get(`/bids/${priced}${page}`)).text).not.toContain('4,321');
    await house.submit(unsent, second);
    expect((await house.visitor(second).get(`/bids/${unsent}/submissions/1`)).html).toContain('"prices":[]');
    const { rows } = await house.database.pool.query(`select 1 from bid_part where bid_id = $1 and part_key = 'prices'`, [unsent]);
    expect(rows).toHaveLength(1);
    await house.mustRun(saveAnswer, house.writer, { bidId: priced, questionId: other.questions[0]!, version: 1, texts: ['Changed.'] });
    await house.submit(priced);
    expect((await own().get(`/bids/${priced}/submissions/2`)).html).toContain('"prices":[]');
    expect((await own().get(`/bids/${priced}/submissions/1`)).html).toContain('"netPence":"432100"');
  });

  test('the opening and the opened bid show none; another stage asks for its price as before', async () => {
    const priced = await house.addOpportunity({ lots: 0 });
    const { bidId: later } = await house.mustRun(startBid, house.writer, { opportunityId: priced.id, organisationId: house.organisationId });
    expect((await own().get(`/bids/${later}/check`)).text).toContain('Enter your price');
    expect((await own().get(`/bids/${later}/one-page`)).html).toContain('price-whole');
    await house.setClock(CLOSING.replace('12:00', '12:01'));
    for (const officer of house.officers.slice(0, 2)) await house.mustRun(signOpening, officer, { opportunityId: house.opportunityId });
    for (const url of [`/opportunities/${house.opportunityId}/bids`, `/bids/${bidId}/opened`]) {
      const { status, text } = await house.visitor(house.officers[0]).get(url);
      expect([url, status, text.includes('Swale Youth Trust'), /Prices|No bid\b/.test(text)]).toEqual([url, 200, true, false]);
    }
  });
});
