import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { decimal } from '#kernel/decimal';
import type { PersonId } from '#kernel/ids';
import { setBidOutcome, signPriceOpening } from '#bids';
import { recommendAward, releaseFeedback } from '#awards';
import { decideApproval } from '#parts/approvals';
import { ROUTES } from '../../app.ts';
import { completeEvaluation } from './index.ts';
import { openJudgedHouse, type JudgedHouse } from './judged.fixture.ts';

/** Quality before price, with a pass mark: whose quality fails, or who was rejected, keeps the price sealed for good. */
const BELOW = { price: '7654321.87', seen: ['7654321.87', '765432187', '7,654,321.87', '7,654,322'] } as const;
const REJECTED = { price: '6543219.76', seen: ['6543219.76', '654321976', '6,543,219.76', '6,543,220'] } as const;
const says = (text: string): boolean => [...BELOW.seen, ...REJECTED.seen].some((price) => text.includes(price));

describe('quality before price, with a pass mark', () => {
  let house: JudgedHouse;
  let auditor: PersonId;
  const bid = (index: number) => house.bids[index]!;
  const [good, below, rejected] = [0, 1, 2];

  beforeAll(async () => {
    house = await openJudgedHouse({
      criteria: [{ name: 'Quality', kind: 'quality', share: '60', passPercent: decimal('60') }, { name: 'Price', kind: 'price', share: '40' }],
      questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }], plan: { anonymous: true, pricesOpenedLater: true },
      bidders: [{ name: 'Alpha Trust', price: '100000', answers: ['Alpha answer'], file: 'Alpha Trust narwhal plan.pdf' }, { name: 'Beta Ltd', price: BELOW.price, answers: ['Beta answer'], file: 'Beta Ltd plan.pdf' }, { name: 'Gamma plc', price: REJECTED.price, answers: ['Gamma answer'] }],
    });
    auditor = await house.addPerson('Ada Auditor', ['auditor', house.bodyId]);
    await house.publish();
    await house.bid();
    await house.open();
    await house.seat();
  });
  afterAll(() => house.close());

  test('while names are hidden a file is “File 1 for question 1”, on the page and when saved; an officer reads its name', async () => {
    const { rows: [file] } = await house.database.pool.query<{ id: string }>('select bid_file_id as id from opened_file where bid_id = $1', [bid(good).id]);
    for (const person of [house.evaluators[0], house.chair]) {
      const page = await house.visitor(person).get(`/bids/${bid(good).id}/scoring`);
      expect(page.text).toContain('File 1 for question 1 (PDF, 1 KB)');
      expect(page.html).not.toContain('narwhal');
      const saved = await house.app.inject({ method: 'GET', url: `/bids/${bid(good).id}/files/${file!.id}`, headers: { 'x-test-person': person } });
      expect(saved.statusCode).toBe(200);
      expect(JSON.stringify(saved.headers)).toContain('file-1-for-question-1.pdf');
      expect(JSON.stringify(saved.headers)).not.toContain('narwhal');
    }
    expect((await house.visitor(house.officer).get(`/bids/${bid(good).id}/opened`)).text).toContain('narwhal');
  });

  test('once names are shown, so are those of files', async () => {
    await house.database.write(async (tx) => void (await setBidOutcome(tx, bid(rejected).id, 'rejected', 'It is not what was asked for.')));
    await house.score({ 'Alpha Trust': '4', 'Beta Ltd': '2', 'Bidder A': '0', 'Bidder B': '0', 'Bidder C': '0' });
    const { rows: [file] } = await house.database.pool.query<{ id: string }>('select bid_file_id as id from opened_file where bid_id = $1', [bid(good).id]);
    const saved = await house.app.inject({ method: 'GET', url: `/bids/${bid(good).id}/files/${file!.id}`, headers: { 'x-test-person': house.chair } });
    expect(JSON.stringify(saved.headers)).toContain('narwhal');
  });

  test('the second opening opens one price of three, says why the others stay sealed, and destroys their keys', async () => {
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/price-opening`)).text).toContain('The price of a bid below a pass mark, or one that was rejected, is not opened then or later.');
    await house.mustRun(signPriceOpening, house.officer, { opportunityId: house.opportunityId, reason: '' });
    expect(await house.mustRun(signPriceOpening, house.second, { opportunityId: house.opportunityId, reason: '' })).toMatchObject({ opened: 1, keptSealed: 2 });
    const bids = (await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/bids`)).text;
    expect(bids).toContain('£100,000');
    expect(bids).toContain('Not opened. Quality: 40.00%, below the pass mark of 60%.');
    expect(bids).toContain('Not opened. The bid was rejected before the prices were opened.');
    expect((await house.visitor(house.officer).get(`/bids/${bid(below).id}/opened`)).text).toContain('Not opened. Quality: 40.00%');
    const { rows } = await house.database.pool.query("select count(*)::int as keys from bid_key where envelope = 'price' and wrapped_for_opening is not null");
    expect(rows).toEqual([{ keys: 0 }]);
    expect(await house.run(signPriceOpening, house.second, { opportunityId: house.opportunityId, reason: '' })).toMatchObject({ code: 'wrong-state' });
  });

  test('the results compare only the opened price; the letter says that the other was not opened', async () => {
    await house.mustRun(completeEvaluation, house.officer, { opportunityId: house.opportunityId });
    const { text } = await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`);
    expect(text).toContain('1 Alpha Trust £100,000 48.00 40.00 88.00');
    expect(text).toContain('Not ranked Beta Ltd Quality: 40.00%, below the pass mark of 60%. Its price was not opened. Not opened');
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/award/whole`)).text).toContain('price not opened');
    const director = await house.addPerson('Dee Director', ['lead-director', house.bodyId]);
    const { awardId } = await house.mustRun(recommendAward, house.officer, {
      opportunityId: house.opportunityId, lot: 'whole', bidId: bid(good).id, valueNet: '', vatPercent: '20', reasons: 'Most points', managerId: await house.addPerson('May Manager', ['contract-manager', house.bodyId]), directorId: director, limitApplied: '',
    });
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, director, { approvalId: approval.id, decision: 'agree', reason: '' });
    await house.database.write((tx) => sql`update feedback set winner_advantages = 'Clearer' where successful = false`.execute(tx));
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    const letter = await house.visitor(bid(below).writer).get(`/bids/${bid(below).id}/feedback.txt`);
    expect(letter.html).toContain('Price: Not opened of 40 (successful bid 40.00)');
    expect(letter.html).not.toContain('yours 0.00');
  });

  test('DP-11: to no role, on no address, in no column: the sealed prices are nowhere; their own bidder still reads its own', async () => {
    const targets = [house.opportunityId, bid(below).id, bid(rejected).id, bid(good).id];
    const addresses = [...new Set(ROUTES.filter(({ method, url }) => method === 'GET' && url.includes(':')).flatMap(({ url }) => targets.map((id) => url.replaceAll(/:[a-zA-Z]+/g, id))))].filter((url) => /opportunit|bid|award|approval|notice/.test(url));
    const leaks: string[] = [];
    for (const [name, person] of [['officer', house.officer], ['chair', house.chair], ['evaluator', house.evaluators[0]], ['auditor', auditor], ['winner', bid(good).writer], ['anyone', undefined]] as const) {
      for (const url of addresses) {
        const response = await house.app.inject({ method: 'GET', url, ...(person ? { headers: { 'x-test-person': person } } : {}) });
        if (says(response.body)) leaks.push(`${name} ${url}`);
      }
    }
    expect(leaks).toEqual([]);
    const { rows: tables } = await house.database.pool.query<{ name: string }>("select table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = 'public'");
    for (const { name } of tables) {
      const { rows } = await house.database.pool.query(`select row_to_json(t)::text as row from "${name}" t`);
      expect([name, says(JSON.stringify(rows))]).toEqual([name, false]);
    }
    expect((await house.visitor(bid(below).writer).get(`/bids/${bid(below).id}/check`)).text).toContain('7,654,321.87');
  }, 120_000);
});
