import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import type { Visitor } from '../../../tests/visitor.ts';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { addFile, saveAnswer, startBid } from './index.ts';
import { fateOf, stampOf } from './whole-bid.ts';

let house: BiddingHouse;
beforeAll(async () => {
  house = await openBiddingHouse();
});
afterAll(() => house.close());

type Fields = Record<string, string | string[]>;
const OPEN = '2026-03-02T09:00:00Z';

/** A bid just begun, the fields of its one page as a browser shows them, and those fields filled in. */
async function begun(options: Parameters<BiddingHouse['addOpportunity']>[0] = {}) {
  const { id: opportunityId, lots, questions } = await house.addOpportunity(options);
  const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
  const url = `/bids/${bidId}/one-page`;
  const filled: Fields = { [`answer-${questions[0]}`]: 'At the youth club.', [`answer-${questions[1]}`]: 'Wendy', lots: [lots[0]!], [`price-${lots[0]}`]: '£1,234.50', confirm: 'yes' };
  return { bidId, url, lots, questions, filled };
}

/** Looks at the form and gives what it would send untouched. */
async function look(visitor: Visitor, url: string): Promise<Fields> {
  const { html } = await visitor.get(url);
  return hiddenIn(html);
}
const hiddenIn = (html: string): Fields => Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]*-stamp|files)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));

const rows = async (query: string, bidId: string) => (await house.database.pool.query(query, [bidId])).rows as Record<string, unknown>[];
const submissions = (bidId: string) => rows('select * from bid_submission where bid_id = $1', bidId);
const parts = (bidId: string) => rows('select part_key, version from bid_part where bid_id = $1', bidId);
const entries = (bidId: string) => rows('select act, result, reason, detail from audit_entry where record_id = $1 order by happened_at', bidId);

describe('refused, and nothing typed is lost', () => {
  test('at the closing instant it is late: not submitted, the words are in the form and in the draft', async () => {
    const { bidId, url, filled, questions } = await begun();
    const visitor = house.visitor(house.writer);
    const hidden = await look(visitor, url);
    await house.setClock('2026-03-27T12:00:00Z');
    const page = await visitor.send(`${url}/submit`, { ...hidden, ...filled });
    await house.setClock(OPEN);
    expect(page.status).toBe(409);
    expect(page.text).toContain('before we received this. It was not submitted. Your draft is kept.');
    expect(page.html).toContain('At the youth club.');
    expect(page.html).toContain('value="£1,234.50"');
    expect(await submissions(bidId)).toHaveLength(0);
    expect(await parts(bidId)).toHaveLength(4);
    expect((await house.visitor(house.colleague).get(`/bids/${bidId}/questions/${questions[0]}`)).html).toContain('At the youth club.');
    // Pressed again after an extension, the same form goes through: what was saved is not a conflict with itself.
    expect((await visitor.send(`${url}/submit`, { ...hiddenIn(page.html), ...filled })).text).toContain('Bid submitted');
  });

  test('all that is wrong is said at once; what can be read is saved, what cannot stays in the form; the trail holds no word of it', async () => {
    const { bidId, url, questions, lots } = await begun();
    const visitor = house.visitor(house.writer);
    const long = Array.from({ length: 53 }, (_, index) => `secret${index}`).join(' ');
    const page = await visitor.send(`${url}/submit`, { ...(await look(visitor, url)), [`answer-${questions[0]}`]: long, [`answer-${questions[1]}`]: '', lots: lots, [`price-${lots[0]}`]: 'about a thousand' });
    expect(page.status).toBe(409);
    for (const sentence of ['53 words: the limit is 50. Take out 3.', '“Who leads the work?” has no answer.', 'Enter an amount in pounds', 'Tick the box to confirm']) expect(page.text).toContain(sentence);
    for (const id of [`answer-${questions[0]}`, `answer-${questions[1]}`, `price-${lots[0]}`, 'confirm']) {
      expect(page.html).toContain(`href="#${id}"`);
      expect(page.html).toContain(`id="${id}"`);
    }
    expect(page.html).toContain('secret52');
    expect(page.html).toContain('value="about a thousand"');
    expect((await parts(bidId)).map(({ part_key: key }) => key).sort()).toEqual([questions[0], 'lots'].sort());
    const trail = await entries(bidId);
    expect(trail.filter(({ act }) => act !== 'bids.start').map(({ act, result }) => `${String(act)} ${String(result)}`).sort()).toEqual(['bids.saveWhole done', 'bids.submitWhole refused']);
    expect(JSON.stringify(trail)).not.toMatch(/secret|thousand/);
    expect(await submissions(bidId)).toHaveLength(0);
  });

  test('two who write at once: the second sees both texts and is not submitted, then chooses', async () => {
    const { bidId, url, questions, filled } = await begun();
    const visitor = house.visitor(house.writer);
    const hidden = await look(visitor, url);
    await house.mustRun(saveAnswer, house.colleague, { bidId, questionId: questions[0], version: 0, texts: ['Colin’s words'] });
    const clash = await visitor.send(`${url}/submit`, { ...hidden, ...filled });
    expect(clash.status).toBe(409);
    expect(clash.text).toContain('Colin Colleague saved this while you were writing: Colin’s words');
    expect(clash.html).toMatch(/<textarea[^>]*>At the youth club\.<\/textarea>/);
    expect(await submissions(bidId)).toHaveLength(0);
    const again = await visitor.send(`${url}/submit`, { ...hiddenIn(clash.html), ...filled });
    expect(again.text).toContain('Bid submitted');
    expect((await visitor.get(`/bids/${bidId}/submissions/1`)).html).toContain('At the youth club.');
  });

  test('what a colleague changed in a part that I left alone is not sent by me unseen, nor overwritten', async () => {
    const { bidId, url, questions, filled } = await begun();
    const visitor = house.visitor(house.writer);
    await visitor.send(url, { ...(await look(visitor, url)), ...filled });
    const hidden = await look(visitor, url);
    await house.mustRun(saveAnswer, house.colleague, { bidId, questionId: questions[1], version: 1, texts: ['Colin leads'] });
    const changed = await visitor.send(`${url}/submit`, { ...hidden, ...filled });
    expect(changed.status).toBe(409);
    expect(changed.text).toContain('A colleague changed the bid while you had this page open');
    expect(changed.html).toContain('value="Colin leads"');
    expect(await submissions(bidId)).toHaveLength(0);
    expect((await visitor.send(`${url}/submit`, { ...hiddenIn(changed.html), ...filled, [`answer-${questions[1]}`]: 'Colin leads' })).text).toContain('Bid submitted');
    expect((await visitor.get(`/bids/${bidId}/submissions/1`)).html).toContain('Colin leads');
  });

  test('a file that a colleague added meanwhile is not sent unseen', async () => {
    const { bidId, url, filled } = await begun();
    const visitor = house.visitor(house.writer);
    const hidden = await look(visitor, url);
    await house.mustRun(addFile, house.colleague, { bidId, questionId: '', file: { name: 'plan.txt', content: Buffer.from('plan'), tooLarge: false } });
    const page = await visitor.send(`${url}/submit`, { ...hidden, ...filled });
    expect(page.status).toBe(409);
    expect(page.text).toContain('plan.txt');
    expect((await visitor.send(`${url}/submit`, { ...hiddenIn(page.html), ...filled })).text).toContain('Bid submitted');
  });

  test('fifty at once of one form: one submission, one receipt', async () => {
    const { bidId, url, filled } = await begun();
    const visitors = await Promise.all(Array.from({ length: 50 }, async (_, index) => {
      const visitor = house.visitor(index % 3 ? house.writer : house.colleague);
      return { visitor, hidden: await look(visitor, url) };
    }));
    const pages = await Promise.all(visitors.map(({ visitor, hidden }) => visitor.send(`${url}/submit`, { ...hidden, ...filled })));
    expect(pages.filter(({ url: at }) => at.endsWith('/receipt'))).toHaveLength(1);
    expect(pages.filter(({ status, text }) => status === 409 && text.includes('submitted already, as number 1'))).toHaveLength(49);
    expect(await submissions(bidId)).toHaveLength(1);
    expect((await parts(bidId)).every(({ version }) => version === 1)).toBe(true);
  });

  test('an adviser writes but does not submit; staff and rivals see no such page', async () => {
    const { bidId, url, filled, questions } = await begun();
    const adviser = await house.addPerson('Ann Adviser', ['bid-adviser', house.organisationId]);
    const ann = house.visitor(adviser);
    const page = await ann.get(url);
    expect(page.text).not.toContain('Submit the bid now');
    const hidden = hiddenIn(page.html);
    expect((await ann.send(url, { ...hidden, ...filled })).url).toBe(`/bids/${bidId}/check`);
    await ann.get(`/bids/${bidId}/questions/${questions[0]}`);
    expect((await ann.send(`${url}/submit`, { ...hidden, ...filled })).status).toBe(404);
    const rival: PersonId = await house.addPerson('Rita Rival', ['bid-writer', await house.addOrganisation('Rival')]);
    for (const person of [house.officers[0], rival]) {
      const visitor = house.visitor(person);
      expect((await visitor.get(url)).status).toBe(404);
      await visitor.get('/');
      expect((await visitor.send(`${url}/submit`, { ...hidden, ...filled })).status).toBe(404);
    }
    expect(await submissions(bidId)).toHaveLength(0);
  });
});

describe('done', () => {
  test('a short tender is answered and submitted with one form, without JavaScript: a receipt, mail for all, one entry in the trail', async () => {
    const { bidId, url, lots, questions, filled } = await begun();
    const phone = house.visitor(house.writer);
    expect((await phone.get(`/bids/${bidId}`)).html).toContain(`href="${url}"`);
    const form = await phone.get(url);
    for (const help of ['We want to know who would come.', 'A good answer covers: Places, times and partners.', '10 marks.', 'No more than 50 words.']) expect(form.text).toContain(help);
    const receipt = await phone.send(`${url}/submit`, { ...hiddenIn(form.html), ...filled });
    expect(receipt.url).toBe(`/bids/${bidId}/receipt`);
    const download = await phone.get(`/bids/${bidId}/submissions/1`);
    expect(receipt.text).toContain(createHash('sha256').update(download.response.rawPayload).digest('hex'));
    expect(download.html).toContain('At the youth club.');
    const trail = (await entries(bidId)).filter(({ act }) => act !== 'bids.start');
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({ act: 'bids.submitWhole', result: 'done', detail: { before: { state: 'draft' }, after: { state: 'submitted', number: 1, parts: { lots: 1, prices: 1, [questions[0]!]: 1, [questions[1]!]: 1 } } } });
    expect(await rows("select id from outbox_mail where about_id = $1 and state = 'waiting'", bidId)).toHaveLength(2);
    // Changed and sent again on the same page: only what changed is saved anew.
    const again = await look(phone, url);
    expect((await phone.send(`${url}/submit`, { ...again, ...filled, [`price-${lots[0]}`]: '1200' })).text).toContain('Submission 2, which stands');
    expect(Object.fromEntries((await parts(bidId)).map(({ part_key: key, version }) => [key, version]))).toMatchObject({ prices: 2, lots: 1, [questions[0]!]: 1 });
  });

  test('a long answer submitted at once is kept once, and is in the draft all the same: shown, changed by a colleague, submitted again', async () => {
    const { bidId, url, questions, filled } = await begun();
    const visitor = house.visitor(house.writer);
    const long = Array.from({ length: 40 }, (_, index) => `${index}-${'words'.repeat(15)}`).join(' ');
    const kept = async () => (await rows(`select submission_id is not null as submitted, version from bid_part where bid_id = $1 and part_key = '${questions[0]}'`, bidId))[0];
    const answer = { [`answer-${questions[0]}`]: long };
    expect((await visitor.send(`${url}/submit`, { ...(await look(visitor, url)), ...filled, ...answer })).text).toContain('Bid submitted');
    expect(await kept()).toEqual({ submitted: true, version: 1 });
    // It stands in a submission of its own bid: in another's the database would not have it.
    const other = await begun();
    await house.mustRun(saveAnswer, house.writer, { bidId: other.bidId, questionId: other.questions[0], version: 0, texts: ['Ours'] });
    await expect(house.database.pool.query(`update bid_part set ciphertext = null, submission_id = (select id from bid_submission where bid_id = $1) where bid_id = $2 and part_key = $3`, [bidId, other.bidId, other.questions[0]])).rejects.toThrow('bid_part_submission_of_same_bid');
    expect((await house.visitor(house.colleague).get(`/bids/${bidId}/questions/${questions[0]}`)).html).toContain(long);
    // The same form once more changes nothing; another answer beside it leaves the long one where it stands.
    expect((await visitor.send(`${url}/submit`, { ...(await look(visitor, url)), ...filled, ...answer })).text).toContain('This bid was submitted already, as number 1');
    expect((await visitor.send(`${url}/submit`, { ...(await look(visitor, url)), ...filled, ...answer, [`answer-${questions[1]}`]: 'Wilma' })).text).toContain('Bid submitted');
    expect(await kept()).toEqual({ submitted: true, version: 1 });
    // Whoever writes over an older version is told; the same words are no conflict; other words stand in the draft again, and the submission stays as it was sent.
    const over = (version: number, text: string) => house.run(saveAnswer, house.colleague, { bidId, questionId: questions[0], version, texts: [text] });
    expect(await over(0, 'other words')).toMatchObject({ kind: 'refused', code: 'conflict' });
    expect(await over(0, long)).toMatchObject({ kind: 'done' });
    expect(await over(1, 'other words')).toMatchObject({ kind: 'done' });
    expect(await kept()).toEqual({ submitted: false, version: 2 });
    expect((await visitor.get(url)).html).toContain('other words');
    expect((await visitor.get(`/bids/${bidId}/submissions/2`)).html).toContain(long);
  });

  test('an autosave says which stamps the form carries from then on', async () => {
    const { url, questions } = await begun();
    const visitor = house.visitor(house.writer);
    const hidden = await look(visitor, url);
    const saved = JSON.parse((await visitor.send(url, { ...hidden, [`answer-${questions[0]}`]: 'At the' }, { 'x-autosave': '1' })).html) as { status: string; versions: Record<string, string> };
    expect(saved.status).toBe('saved');
    await visitor.get(url);
    const next = JSON.parse((await visitor.send(url, { ...hidden, ...saved.versions, [`answer-${questions[0]}`]: 'At the club' }, { 'x-autosave': '1' })).html) as { status: string };
    expect(next.status).toBe('saved');
    await visitor.get(url);
    expect(JSON.parse((await visitor.send(url, { ...hidden, [`answer-${questions[0]}`]: 'Other' }, { 'x-autosave': '1' })).html)).toMatchObject({ status: 'conflict' });
  });

  test('twelve press the button at the same moment, one with an answer too long: eleven receipts, eleven entries, and one form back', async () => {
    const bidders = await Promise.all(Array.from({ length: 12 }, () => begun()));
    const forms = await Promise.all(bidders.map(async ({ url, filled, questions }, index) => {
      const visitor = house.visitor(house.writer);
      const fields = { ...(await look(visitor, url)), ...filled, ...(index === 4 ? { [`answer-${questions[0]}`]: 'word '.repeat(51) } : {}) };
      return () => visitor.send(`${url}/submit`, fields);
    }));
    const answers = await Promise.all(forms.map((send) => send()));
    expect(answers.map(({ status }) => status)).toEqual(bidders.map((_, index) => (index === 4 ? 409 : 200)));
    for (const [index, { bidId }] of bidders.entries()) {
      expect(await submissions(bidId)).toHaveLength(index === 4 ? 0 : 1);
      expect((await entries(bidId)).filter(({ act }) => act === 'bids.submitWhole').map(({ result }) => result)).toEqual([index === 4 ? 'refused' : 'done']);
    }
    expect(answers[4]!.text).toContain('51 words: the limit is 50. Take out 1.');
  });

  test('a long tender is not offered on one page', async () => {
    const { bidId, url } = await begun({ questions: Array.from({ length: 13 }, (_, index) => ({ text: `Question ${index}`, type: 'short-text' as const })) });
    const visitor = house.visitor(house.writer);
    expect((await visitor.get(`/bids/${bidId}`)).html).not.toContain('one-page');
    expect((await visitor.get(url)).url).toBe(`/bids/${bidId}`);
  });
});

describe('what becomes of a part', () => {
  const stored = (value: string, version: number) => ({ value, version, savedBy: null, savedAt: new Date(0) });
  const typed = (value: string, stamp: string) => ({ value, stamp, problems: [] });
  test.each([
    ['nothing there, nothing typed', '', '0.x', null, 'same'],
    ['typed for the first time', 'a', stampOf(null), null, 'save'],
    ['as it is stored', 'a', stampOf(stored('a', 1)), stored('a', 1), 'same'],
    ['the same words, by two', 'a', stampOf(null), stored('a', 3), 'same'],
    ['changed', 'b', stampOf(stored('a', 1)), stored('a', 1), 'save'],
    ['emptied', '', stampOf(stored('a', 1)), stored('a', 1), 'save'],
    ['left alone, and changed by a colleague', 'a', stampOf(stored('a', 1)), stored('b', 2), 'theirs'],
    ['changed by both', 'c', stampOf(stored('a', 1)), stored('b', 2), 'conflict'],
    ['typed where a colleague was first', 'c', stampOf(null), stored('b', 1), 'conflict'],
    ['a stamp that is none', 'c', 'nonsense', stored('b', 1), 'conflict'],
  ] as const)('%s', (_name, value, stamp, before, fate) => {
    expect(fateOf(typed(value, stamp), before)).toBe(fate);
  });
  test('what cannot be read', () => {
    expect(fateOf({ value: null, stamp: '0.x', problems: [{ field: 'a', sentence: 'No' }] }, null)).toBe('unread');
  });
});
