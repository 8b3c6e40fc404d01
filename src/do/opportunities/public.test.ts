import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { search } from '#platform/search/search';
import {
  addDocument, announceOpportunity, answerClarification, askClarification, cancelOpportunity, changeClosing, letClarificationBePublic, replaceDocument, ruleOnPrivacy, withdrawClarification, withdrawLot,
} from './index.ts';
import { connectOpportunities } from './ports.ts';
import { lotsIn, openBuyingHouse, TODAY, type BuyingHouse } from './opportunities.fixture.ts';

let house: BuyingHouse;
let bidders: { bidId: string; personId: never; email: string }[] = [];
beforeAll(async () => {
  house = await openBuyingHouse();
  return connectOpportunities({ bidderContacts: async () => bidders });
});
beforeEach(() => house.setClock(TODAY));
afterAll(() => house.close());

const published = async (change: Parameters<BuyingHouse['addDraft']>[0] = {}) => {
  const id = await house.addDraft(change);
  await house.publish(id);
  return id;
};

describe('finding', () => {
  test('DM-01: “youth Swale” finds the £6,000 youth opportunity in Swale on the first page, and its detail opens in one more click, with no login', async () => {
    const id = await published({ title: 'Youth evenings' });
    for (let other = 0; other < 3; other++) await published({ title: `Roads ${other}` });
    const found = await house.database.read((read) => search(read, { words: 'youth Swale', page: 1, kinds: ['opportunity'] }));
    expect(found.results[0]).toMatchObject({ id, address: `/opportunities/${id}` });
    const list = await house.visitor().get('/opportunities?q=youth+Swale');
    expect(list.html).toContain(`href="/opportunities/${id}"`);
    expect(list.text).toContain('£6,000');
    expect(list.text).not.toContain('Roads 1');
    const detail = await house.visitor().get(`/opportunities/${id}`);
    expect(detail.status).toBe(200);
    expect(detail.text).toContain('Youth evenings');
  });

  test('the list filters, pages and says the same as its files; odd questions never fail', async () => {
    const id = await published({ title: 'Filtered pottery', valueNet: '7500', valueGross: '9000' });
    const list = async (query: string) => (await house.visitor().get(`/opportunities?q=pottery&${query}`)).text;
    expect(await list('status=open&area=swale&category=services&suits=vcse&least=7500&most=7500&closingBefore=27/3/2026&body=kent')).toContain('Filtered pottery');
    for (const query of ['status=closed', 'area=canterbury', 'category=works', 'least=7500.01', 'most=7499.99', 'closingBefore=26/3/2026', 'body=medway']) expect(await list(query)).not.toContain('Filtered pottery');
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await list('status=closed')).toContain('Filtered pottery');
    const json = JSON.parse((await house.visitor().get('/opportunities.json?q=pottery')).html) as { items: unknown[] };
    expect(json.items).toMatchObject([{ id, title: 'Filtered pottery', status: 'closed', value: 7500, closes: '2026-03-27' }]);
    expect((await house.visitor().get('/opportunities.csv?q=pottery')).html).toContain('Filtered pottery');
    for (const odd of ['status=magic&least=x&from=%ff', 'q=%25%5C_%27', 'area=%27', 'sort=drop', `q=${'a'.repeat(3000)}`]) expect((await house.visitor().get(`/opportunities?${odd}`)).status).toBe(200);
  });

  test('a coming one shows no more than its title, summary and date', async () => {
    const id = await house.addDraft({ title: 'Coming gardens' });
    await house.mustRun(announceOpportunity, house.officer, { opportunityId: id, expectedOn: '2026-04-10' });
    const list = await house.visitor().get('/opportunities?q=gardens&status=coming');
    expect(list.text).toContain('Coming gardens');
    expect(list.text).not.toContain('6,000');
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('expects to publish this on or about 10 April 2026');
    for (const hidden of ['How will you reach', 'Sheppey', '6,000', 'points']) expect(page.text).not.toContain(hidden);
    expect((await house.visitor().get(`/opportunities/${id}.json`)).status).toBe(404);
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/ask`)).status).toBe(404);
    expect((await house.visitor().get('/notices?q=gardens')).text).toContain('0 notices');
  });
});

describe('the record page', () => {
  test('says all of it before sign-in, weights both ways, hostile words as words', async () => {
    const id = await published({ title: 'Clubs <script>alert(1)</script>' });
    const page = await house.visitor().get(`/opportunities/${id}`);
    for (const words of ['20% of quality: social value = 12 of 100 points', 'Answer by', 'How long it takes', 'How will you reach young people?', 'Places, times and partners.', 'Isle of Sheppey', 'W * Pmin / P', 'one low outlier', 'Source:', 'Tender notice, version 1']) {
      expect(page.text).toContain(words);
    }
    expect(page.html).not.toContain('<script>alert');
    const [lot] = await lotsIn(house, id);
    expect((await house.app.inject({ url: `/lots/${lot!.id}` })).headers.location).toBe(`/opportunities/${id}#lot-1`);
    for (const path of [`/opportunities/${newId()}`, '/opportunities/x', `/lots/${newId()}`, `/opportunities/${id}/documents/${newId()}`]) expect((await house.visitor().get(path)).status).toBe(404);
  });
});

const file = async (name: string, content: string) => {
  const path = join(house.services.config.dataFolder, `upload-${newId()}`);
  await mkdir(house.services.config.dataFolder, { recursive: true });
  await writeFile(path, content);
  return { name, path };
};
const PDF = '%PDF-1.4 terms';

describe('documents', () => {
  test('are checked by what is in them, and a draft’s cannot be opened by a stranger', async () => {
    const id = await house.addDraft();
    const add = async (name: string, content: string) => house.run(addDocument, house.officer, { opportunityId: id, title: 'Terms', file: await file(name, content) });
    expect(await add('terms.exe', 'MZ')).toMatchObject({ code: 'wrong-type', field: 'file' });
    expect(await add('terms.pdf', '<html>')).toMatchObject({ code: 'wrong-content' });
    expect(await add('terms.pdf', '')).toMatchObject({ code: 'empty' });
    expect(await house.run(addDocument, house.officer, { opportunityId: id, title: 'Terms', file: null })).toMatchObject({ code: 'no-file' });
    expect((await add('../../terms.pdf', PDF)).kind).toBe('done');
    const document = await house.database.read((read) => read.selectFrom('opportunity_document').selectAll().where('opportunity_id', '=', id).executeTakeFirstOrThrow());
    const address = `/opportunities/${id}/documents/${document.id}`;
    expect((await house.visitor().get(address)).status).toBe(404);
    expect((await house.visitor(house.officer).get(address)).html).toBe(PDF);
    await house.publish(id);
    const seen = await house.visitor().get(address);
    expect(seen.html).toBe(PDF);
    expect(seen.response.headers['content-disposition']).toBe("attachment; filename*=UTF-8''terms.pdf");
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('Not checked for viruses');
    expect(await readFile(join(house.services.config.dataFolder, 'files', document.file_id.slice(-2), document.file_id), 'utf8')).toBe(PDF);
  });
});

describe('changes after publication', () => {
  test('a later closing only, with a reason that is published, and every bidder told', async () => {
    const id = await published();
    bidders = [{ bidId: newId<'bid'>(), personId: house.swale.writer as never, email: 'wendy@example.org' }];
    const earlier = await house.visitor(house.officer).post(`/opportunities/${id}/change-closing`, { 'closesOn-day': '26', 'closesOn-month': '3', 'closesOn-year': '2026', closesAt: '5pm', reason: 'Holiday' });
    expect(earlier.status).toBe(409);
    expect(earlier.text).toContain('The new closing time must be later');
    expect(await house.run(changeClosing, house.officer, { opportunityId: id, closesOn: '2026-04-03', closesAt: '5pm', reason: ' ' })).toMatchObject({ kind: 'invalid' });
    await house.mustRun(changeClosing, house.officer, { opportunityId: id, closesOn: '2026-04-03', closesAt: '5pm', reason: 'Schools were shut by snow.' });
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('Closes on 3 April 2026 at 5pm');
    expect(page.text).toContain('Tender notice, version 2 Reason: Schools were shut by snow.');
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select(['body_text', 'about_kind']).where('recipient_email', '=', 'wendy@example.org').execute());
    expect(mail).toEqual([{ about_kind: 'bid', body_text: expect.stringContaining('Schools were shut by snow.') }]);
    bidders = [];
    const notice = page.html.match(/href="(\/notices\/[0-9a-f-]+)"/)![1]!;
    expect((await house.visitor().get(notice)).text).toContain('Why it changed Schools were shut by snow.');
    expect((await house.visitor().get(`${notice}.json`)).html).toContain('Schools were shut by snow.');
    await house.setClock('2026-04-03T16:00:00Z');
    expect(await house.run(withdrawLot, house.officer, { opportunityId: id, lotId: (await lotsIn(house, id))[0]!.id, reason: 'x' })).toMatchObject({ code: 'closed' });
  });

  test('a lot is withdrawn with a reason, but not the last one', async () => {
    const id = await published();
    const [first, second] = await lotsIn(house, id);
    await house.visitor(house.officer).post(`/opportunities/${id}/withdraw-lot/${first!.id}`, { reason: 'The hall burnt down.' });
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('Isle of Sheppey Withdrawn The hall burnt down.');
    expect(await house.run(withdrawLot, house.officer, { opportunityId: id, lotId: second!.id, reason: 'x' })).toMatchObject({ code: 'last-lot' });
    expect(await house.run(withdrawLot, house.officer, { opportunityId: id, lotId: first!.id, reason: 'x' })).toMatchObject({ code: 'not-there' });
  });

  test('a replaced document stays to be read, marked, with the reason', async () => {
    const id = await house.addDraft();
    await house.mustRun(addDocument, house.officer, { opportunityId: id, title: 'Terms', file: await file('a.pdf', PDF) });
    await house.publish(id);
    const old = await house.database.read((read) => read.selectFrom('opportunity_document').select('id').where('opportunity_id', '=', id).executeTakeFirstOrThrow());
    await house.mustRun(replaceDocument, house.officer, { opportunityId: id, documentId: old.id, reason: 'A wrong price was in it.', file: await file('b.pdf', `${PDF} 2`) });
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('A wrong price was in it.');
    expect((await house.visitor().get(`/opportunities/${id}/documents/${old.id}`)).html).toBe(PDF);
    expect(await house.run(replaceDocument, house.officer, { opportunityId: id, documentId: old.id, reason: 'again', file: await file('c.pdf', PDF) })).toMatchObject({ code: 'not-there' });
  });

  test('cancelling needs a reason, which everyone reads', async () => {
    const id = await published({ title: 'To be cancelled' });
    expect((await house.visitor(house.officer).post(`/opportunities/${id}/cancel`, { reason: '' })).status).toBe(422);
    await house.mustRun(cancelOpportunity, house.officer, { opportunityId: id, reason: 'The budget was cut.' });
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('It was cancelled. The budget was cut.');
    expect(page.text).not.toContain('Start or go on with a bid');
    expect(await house.run(cancelOpportunity, house.officer, { opportunityId: id, reason: 'again' })).toMatchObject({ code: 'wrong-state' });
  });

  test('every page of change opens for its officer and is absent to others', async () => {
    const id = await published();
    const [lot] = await lotsIn(house, id);
    for (const path of ['change-closing', 'withdraw-lot', `withdraw-lot/${lot!.id}`, 'replace-document', 'cancel', 'clarifications', 'ask']) {
      expect([path, (await house.visitor(house.officer).get(`/opportunities/${id}/${path}`)).status]).toEqual([path, 200]);
      if (path !== 'ask') expect([path, (await house.visitor(house.swale.writer).get(`/opportunities/${id}/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

describe('clarifications', () => {
  const ask = (id: string, question: string, askPrivate = false) => house.mustRun(askClarification, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId, question, askPrivate });
  const answer = (clarificationId: string, change: Record<string, unknown> = {}) =>
    house.run(answerClarification, house.officer, { clarificationId, publicText: 'May the van be our own?', answer: 'Yes, if it is insured.', material: false, closesOn: '', closesAt: '', ...change });

  test('DP-10: bidder A asks; when it is answered B, C and everyone see question and answer, and who asked appears nowhere public', async () => {
    const id = await published({ title: 'Vans and clubs' });
    const asked = await house.visitor(house.swale.writer).post(`/opportunities/${id}/ask`, { organisationId: house.swale.organisationId, question: 'We at Swale Youth Trust have a van. May we use it?' });
    expect(asked.text).toContain('Your question is sent.');
    const address = asked.url;
    expect((await house.visitor().get(`/opportunities/${id}`)).text).not.toContain('van. May we');
    const clarificationId = address.split('/').at(-1)!;
    expect(await answer(clarificationId, { publicText: 'May swale youth-trust use its van?' })).toMatchObject({ code: 'names-the-asker' });
    expect(await answer(clarificationId, { answer: 'Yes, Wendy Writer.' })).toMatchObject({ code: 'names-the-asker' });
    await house.database.pool.query('insert into opportunity_follower (opportunity_id, person_id, followed_at) values ($1, $2, wantsum_clock())', [id, house.medway.writer]);
    expect((await house.visitor(house.officer).post(`${address}/answer`, { publicText: 'May the van be our own?', answer: 'Yes, if it is insured.', closesAt: '' })).text).toContain('The answer is sent.');
    // Who follows it, or was invited and has not begun, writes no bid yet and prepares one all the same.
    const told = await house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text as text']).where('recipient_person_id', '=', house.medway.writer).where('about_id', '=', id).execute());
    expect(told).toEqual([{ subject: 'Question answered: Vans and clubs', text: expect.stringContaining('Yes, if it is insured.') }]);
    for (const reader of [house.medway.writer, undefined]) {
      const page = await house.visitor(reader).get(`/opportunities/${id}`);
      expect(page.text).toContain('Question 1: May the van be our own? Yes, if it is insured.');
    }
    for (const reader of [house.medway.writer, undefined]) expect((await house.visitor(reader).get(address)).text).not.toContain('Swale Youth Trust');
    // Everything public, one after another.
    const [notice] = await house.database.read((read) => read.selectFrom('notice').select('id').where('about_id', '=', id).execute());
    const found = await house.database.read((read) => read.selectFrom('search_entry').select(['title', 'summary', 'plain']).where('body_id', '=', house.bodyId).execute());
    const everywhere = [JSON.stringify(found)];
    for (const url of [`/opportunities/${id}`, `/opportunities/${id}.json`, '/opportunities.csv', '/opportunities.json', `/notices/${notice!.id}`, `/notices/${notice!.id}.json`, '/notices.csv']) everywhere.push((await house.visitor().get(url)).html);
    for (const text of everywhere) for (const name of ['Swale Youth Trust', 'Wendy', 'swale youth trust', house.swale.organisationId, house.swale.writer]) expect(text).not.toContain(name);
  });

  test('DP-10: an answer that changes the price schedule two days before closing forces a new closing date, set in the same act', async () => {
    const id = await published();
    const { clarificationId } = await ask(id, 'Is the hall hire ours to pay?');
    await house.setClock('2026-03-25T09:00:00Z');
    expect(await answer(clarificationId, { material: true })).toMatchObject({ kind: 'refused', code: 'needs-later-closing', field: 'closesOn' });
    expect(await answer(clarificationId, { material: true, closesOn: '2026-03-26', closesAt: '5pm' })).toMatchObject({ code: 'not-later' });
    expect(await answer(clarificationId, { material: true, closesOn: '2026-04-03', closesAt: '' })).toMatchObject({ field: 'closesAt' });
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('27 March 2026');
    expect((await answer(clarificationId, { material: true, closesOn: '2026-04-03', closesAt: '5pm' })).kind).toBe('done');
    const page = await house.visitor().get(`/opportunities/${id}`);
    expect(page.text).toContain('Closes on 3 April 2026 at 5pm');
    expect(page.text).toContain('More time after the answer to question 1.');
    expect(page.text).toContain('This changes what bidders price or write.');
  });

  test('DP-10: private only when an officer agrees; if not, the asker withdraws it or lets it be public', async () => {
    const id = await published();
    const [one, two, three] = [await ask(id, 'Our secret recipe?', true), await ask(id, 'Our other secret?', true), await ask(id, 'Third?', true)];
    // The asker's own copy of what is held about them has it; nobody else's has.
    const copies = await Promise.all([house.swale.writer, house.officer].map(async (person) => (await house.visitor(person).get('/account/my-data.json')).html.includes('Our secret recipe?')));
    expect(copies).toEqual([true, false]);
    expect(await answer(one.clarificationId)).toMatchObject({ code: 'privacy-undecided' });
    await house.mustRun(ruleOnPrivacy, house.officer, { clarificationId: one.clarificationId, sensitive: 'yes', reason: 'It is a trade secret.' });
    expect((await answer(one.clarificationId, { answer: 'Keep it.' })).kind).toBe('done');
    expect((await house.visitor().get(`/opportunities/${id}`)).text).not.toContain('Keep it.');
    expect((await house.visitor(house.swale.writer).get(`/clarifications/${one.clarificationId}`)).text).toContain('Keep it.');
    expect((await house.visitor(house.medway.writer).get(`/clarifications/${one.clarificationId}`)).status).toBe(404);
    await house.mustRun(ruleOnPrivacy, house.officer, { clarificationId: two.clarificationId, sensitive: 'no', reason: 'Everyone must know this.' });
    expect(await answer(two.clarificationId)).toMatchObject({ code: 'not-sensitive' });
    await house.mustRun(letClarificationBePublic, house.swale.writer, { clarificationId: two.clarificationId });
    expect((await answer(two.clarificationId)).kind).toBe('done');
    await house.mustRun(withdrawClarification, house.swale.writer, { clarificationId: three.clarificationId });
    expect(await answer(three.clarificationId)).toMatchObject({ kind: 'refused' });
    expect((await house.run(letClarificationBePublic, house.medway.writer, { clarificationId: three.clarificationId })).kind).toBe('forbidden');
    expect((await house.run(ruleOnPrivacy, house.swale.writer, { clarificationId: three.clarificationId, sensitive: 'yes', reason: 'x' })).kind).toBe('forbidden');
  });

  test('not after the date, not for another’s organisation, not by somebody without one; ten at once get ten numbers', async () => {
    const id = await published();
    const asking = (who: never, organisationId: string) => house.run(askClarification, who, { opportunityId: id, organisationId, question: 'Q?', askPrivate: false });
    expect(await asking(house.medway.writer as never, house.swale.organisationId)).toMatchObject({ code: 'not-yours' });
    expect(await asking(house.officer as never, house.swale.organisationId)).toMatchObject({ code: 'not-yours' });
    expect((await house.visitor(house.officer).get(`/opportunities/${id}/ask`)).text).toContain('Questions are asked by suppliers.');
    expect((await house.visitor().get(`/opportunities/${id}/ask`)).url).toContain('/sign-in');
    const asked = await Promise.all(Array.from({ length: 10 }, () => ask(id, 'Together?')));
    expect(asked.map(({ number }) => number).sort((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await house.setClock('2026-03-20T17:00:00Z');
    expect(await asking(house.swale.writer as never, house.swale.organisationId)).toMatchObject({ code: 'too-late', sentence: expect.stringContaining('20 March 2026 at 5pm') });
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/ask`)).text).toContain('Questions could be asked until');
  });

  test('two officers answering at once: one answer', async () => {
    const id = await published();
    const { clarificationId } = await ask(id, 'Twice?');
    const both = await Promise.all([answer(clarificationId), answer(clarificationId)]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });
});

test('a document comes in as a browser sends it, and a missing one keeps the title that was typed', async () => {
  const id = await house.addDraft();
  const url = `/opportunities/${id}/documents`;
  const visitor = house.visitor(house.officer);
  expect((await visitor.post(url, { title: 'Terms of contract' })).html).toContain('value="Terms of contract"');
  const page = await house.app.inject({ url, headers: { 'x-test-person': house.officer } });
  const token = /name="_csrf" value="([^"]*)"/.exec(page.body)![1]!;
  const boundary = 'formboundary';
  const part = (name: string, value: string, rest = '') => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n\r\n${value}\r\n`;
  const body = `${part('_csrf', token)}${part('title', 'Terms of contract')}${part('file', PDF, '; filename="terms.pdf"\r\ncontent-type: application/pdf')}--${boundary}--\r\n`;
  const sent = await house.app.inject({
    method: 'POST', url, payload: body,
    headers: { 'x-test-person': house.officer, 'content-type': `multipart/form-data; boundary=${boundary}`, cookie: page.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') },
  });
  expect([sent.statusCode, sent.headers.location]).toEqual([303, url]);
  expect((await visitor.get(url)).text).toContain('terms.pdf, 1 KB');
});
