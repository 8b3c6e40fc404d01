import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barLay, declareLay, finishLay, inviteLay, panelQuestions, scoreLay } from './index.ts';
import { layQuestions, panelBids } from './panel-bid.store.ts';
import { NO_PLAN, openJudgedHouse, type JudgedHouse, type Judging } from './judged.fixture.ts';

const BIDDERS = ['Alpha Trust', 'Beta Ltd', 'Zeta Clubs'] as const;
const JUDGING: Judging = {
  criteria: [{ name: 'Quality', kind: 'quality', share: '50' }, { name: 'What carers think', kind: 'quality', share: '10', judgedBy: 'service-users' }, { name: 'Price', kind: 'price', share: '40' }],
  questions: [{ criterion: 'Quality', text: 'How will you work?', type: 'long-text' }],
  items: [{ criterion: 'What carers think', text: 'Would you feel safe there?' }, { criterion: 'What carers think', text: 'Would you go again?' }],
  bidders: BIDDERS.map((name) => ({ name, price: '100', answers: ['We go to where they are.'] })),
};

async function opened(anonymous: boolean): Promise<JudgedHouse> {
  const house = await openJudgedHouse({ ...JUDGING, plan: { ...NO_PLAN, anonymous } });
  await house.publish();
  await house.bid();
  await house.open();
  return house;
}

async function invited(house: JudgedHouse, pseudonym: string): Promise<string> {
  return (await house.mustRun(inviteLay, house.officer, { opportunityId: house.opportunityId, pseudonym, supportedBy: 'Swale Carers', support: '' })).code;
}

/** The bidders that a page names, in the order in which it first names them. */
const named = (text: string): string[] => BIDDERS.filter((name) => text.includes(name)).sort((one, other) => text.indexOf(one) - text.indexOf(other));
const PAGES = ['', '/1', '/2', '/3', '/4', '/5', '/6', '/after/1', '/after/6', '/finish/now'];

describe('DP-16: where names are hidden from the panel they are hidden from service users who score', () => {
  let house: JudgedHouse;
  let code: string;
  const page = (path: string) => house.visitor().get(`/have-your-say/${code}${path}`);
  beforeAll(async () => {
    house = await opened(true);
    await house.seat();
    code = await invited(house, 'Robin');
  });
  afterAll(() => house.close());

  test('before they declare, every address leads to the question whom they know, and none shows a bid', async () => {
    const bids = await house.database.read((read) => panelBids(read, house.opportunityId));
    for (const path of PAGES) {
      const { html, text } = await page(path);
      expect([path, text.includes('These organisations want to do it'), text.includes('Would you'), bids.some(({ id }) => html.includes(id))]).toEqual([path, true, false, false]);
    }
  });

  test('they are asked by the list that the panel is asked by: names alone, by name, tied to no bid', async () => {
    const mia = await house.addPerson('Mia Member', ['commissioner', house.bodyId]);
    const { nameAssessor } = await import('./index.ts');
    await house.mustRun(nameAssessor, house.officer, { opportunityId: house.opportunityId, personId: mia, chair: 'no' });
    const [lay, panel] = [await page(''), await house.visitor(mia).get(`/opportunities/${house.opportunityId}/declaration`)];
    for (const { html, text } of [lay, panel]) {
      expect(named(text)).toEqual([...BIDDERS]);
      for (const { id, reference } of await house.database.read((read) => panelBids(read, house.opportunityId))) expect([html.includes(id), html.includes(reference)]).toEqual([false, false]);
      expect(text).toContain('This list is only for this question.');
    }
    const { removeAssessor } = await import('./index.ts');
    const { id } = await house.database.read((read) => read.selectFrom('assessor').select('id').where('person_id', '=', mia).executeTakeFirstOrThrow());
    await house.mustRun(removeAssessor, house.officer, { opportunityId: house.opportunityId, assessorId: id, reason: 'Only to look' });
  });

  test('then every page says “Bidder A”, as the panel’s do and for the same bid, and nothing names anybody, whatever is typed wrong', async () => {
    await house.mustRun(declareLay, house.officer, { code, declaration: 'none' });
    const bids = await house.database.read((read) => panelBids(read, house.opportunityId));
    for (const path of PAGES) expect([path, named((await page(path)).text)]).toEqual([path, []]);
    for (const number of [1, 3, 5]) {
      const { html, text } = await page(`/${number}`);
      const bid = bids.find(({ id }) => html.includes(id))!;
      expect(text).toContain(`Question ${number} of 6: ${bid.label}`);
      expect((await house.visitor(house.evaluators[0]).get(`/bids/${bid.id}/scoring`)).text).toContain(`${bid.label}: answers`);
      const refused = await house.visitor().post(`/have-your-say/${code}/${number}`, { bidId: bid.id, questionId: (/name="questionId" value="([^"]*)"/.exec(html))![1]!, score: '' });
      expect([refused.text.includes('Choose a face'), named(refused.text)]).toEqual([true, []]);
    }
    expect((await page('/finish/now')).text).toMatch(/Bidder A, Would you feel safe there\?.*Bidder B, .*Bidder C, /);
    expect(named((await house.visitor().post(`/have-your-say/${code}/finish/now`, {})).text)).toEqual([]);
  });

  test('once the panel has agreed its scores it reads names; who still scores does not, and keeps the same questions in the same order', async () => {
    const before = await Promise.all([1, 2, 3, 4, 5, 6].map(async (number) => (await page(`/${number}`)).text));
    await house.score({ 'Alpha Trust': '3', 'Beta Ltd': '3', 'Zeta Clubs': '3' });
    expect(named((await house.visitor(house.evaluators[0]).get(`/opportunities/${house.opportunityId}/scoring`)).text)).toEqual([...BIDDERS]);
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map(async (number) => (await page(`/${number}`)).text))).toEqual(before);
    for (const path of PAGES) expect([path, named((await page(path)).text)]).toEqual([path, []]);
  });

  test('finished or closed, the link names nobody either', async () => {
    const [bids, questions] = await house.database.read(async (read) => [await panelBids(read, house.opportunityId), await layQuestions(read, house.opportunityId)] as const);
    expect((await house.database.read((read) => panelQuestions(read, house.opportunityId))).length).toBe(1);
    for (const { id: bidId } of bids) for (const { id: questionId } of questions) await house.mustRun(scoreLay, house.officer, { code, bidId, questionId, score: '4', words: '' });
    await house.mustRun(finishLay, house.officer, { code });
    for (const path of PAGES) expect([path, named((await page(path)).text)]).toEqual([path, []]);
    const robin = code;
    code = await invited(house, 'Sam');
    const sam = await house.database.read((read) => read.selectFrom('lay_assessor').select('id').where('pseudonym', '=', 'Sam').executeTakeFirstOrThrow());
    await house.mustRun(barLay, house.officer, { opportunityId: house.opportunityId, layId: sam.id, reason: 'Moved away' });
    for (const path of PAGES) expect([path, named((await page(path)).text)]).toEqual([path, []]);
    code = robin;
  });
});

test('where names are not hidden, service users read them as the panel does', async () => {
  const house = await opened(false);
  const code = await invited(house, 'Robin');
  await house.mustRun(declareLay, house.officer, { code, declaration: 'none' });
  const { text } = await house.visitor().get(`/have-your-say/${code}/1`);
  expect(text).toContain('Question 1 of 6: Alpha Trust');
  expect((await house.visitor().get(`/have-your-say/${code}`)).text).not.toContain('This list is only');
  await house.close();
});
