import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { addFile, saveAnswer, startBid, submitBid, withdrawBid } from './index.ts';

let house: BiddingHouse;
beforeAll(async () => {
  house = await openBiddingHouse();
});
afterAll(() => house.close());

const mailsTo = async (personId: string) => house.database.read((read) => read.selectFrom('outbox_mail').selectAll().where('recipient_person_id', '=', personId).orderBy('created_at').execute());
const stateOf = async (bidId: string) => (await house.database.read((read) => read.selectFrom('bid').select('state').where('id', '=', bidId).executeTakeFirstOrThrow())).state;
const another = async (options: Parameters<BiddingHouse['addOpportunity']>[0] = {}) => {
  const opportunity = await house.addOpportunity(options);
  return { ...opportunity, opportunityId: opportunity.id };
};

describe('writing', () => {
  test('DP-09: a half-written answer saves itself and is there in another browser; the receipt has date and time and is mailed', async () => {
    const { id: opportunityId, lots, questions } = await another();
    const laptop = house.visitor(house.writer);
    const task = await laptop.post(`/opportunities/${opportunityId}/bid`, { organisationId: house.organisationId });
    const bidUrl = task.url;
    expect(task.text).toContain('This is a draft');
    // That it saves itself is shown only where scripts run; where none does, the button is named.
    expect(task.text).toContain('Your bid is started.');
    expect([...task.html.matchAll(/<span class="(wantsum-with(?:out)?-script)">([^<]*)/g)].map(([, shown, words]) => [shown, words])).toEqual([['wantsum-with-script', 'It is saved as you write.'], ['wantsum-without-script', 'Press the save button on each page to keep what you write.']]);
    expect(task.html.replaceAll(/<span class="wantsum-with-script">[^<]*/g, '')).not.toMatch(/saves itself|saved as you write/);
    await laptop.get(`${bidUrl}/questions/${questions[0]}`);
    const autosave = await laptop.send(`${bidUrl}/questions/${questions[0]}`, { version: '0', answer: 'We will reach young peo' }, { 'x-autosave': '1' });
    expect(JSON.parse(autosave.html)).toMatchObject({ status: 'saved', version: 1, at: expect.stringMatching(/^2026-03-02T/) });
    // The laptop is closed. A phone, without JavaScript, and a colleague's browser:
    const phone = house.visitor(house.writer);
    const seen = await phone.get(`${bidUrl}/questions/${questions[0]}`);
    expect(seen.html).toContain('We will reach young peo');
    expect(seen.html).toContain('name="version" value="1"');
    expect(seen.text).toContain('A good answer covers: Places, times and partners.');
    expect(seen.text).toContain('30% of Quality = 18 of 100 points');
    expect((await house.visitor(house.colleague).get(`${bidUrl}/questions/${questions[0]}`)).html).toContain('We will reach young peo');
    await phone.post(`${bidUrl}/questions/${questions[0]}`, { version: '1', answer: 'We will reach young people at the club in Sheerness.' });
    await phone.post(`${bidUrl}/questions/${questions[1]}`, { version: '0', answer: 'Wendy' });
    await phone.post(`${bidUrl}/lots`, { version: '0', lots: [lots[0]!] });
    expect((await phone.get(`${bidUrl}/prices`)).text).not.toContain('Sittingbourne');
    await phone.post(`${bidUrl}/prices`, { version: '0', [`price-${lots[0]}`]: '£1,234.50' });
    const check = await phone.get(`${bidUrl}/check`);
    expect(check.text).toContain('£1,234.50');
    const receipt = await phone.post(`${bidUrl}/submit`, { checked: /name="checked" value="([0-9a-f]{64})"/.exec((await phone.get(`${bidUrl}/submit`)).html)![1]! });
    expect(receipt.url).toBe(`${bidUrl}/receipt`);
    expect(receipt.text).toMatch(/Received 2 March 2026 at 09:\d\d:\d\d London time \(2026-03-02T09:\d\d:\d\dZ\)/);
    const code = /Receipt code ([0-9B-Z]{4}-[0-9B-Z]{4}-[0-9B-Z]{4})/.exec(receipt.text)![1]!;
    for (const person of [house.writer, house.colleague]) {
      const mail = (await mailsTo(person)).at(-1)!;
      expect(mail.subject).toContain(code);
      expect(mail.body_text).toMatch(/Received: 2 March 2026 at 09:\d\d:\d\d London time/);
      expect(mail.body_text).not.toContain('Sheerness');
    }
    const download = await phone.get(`${bidUrl}/submissions/1`);
    const hash = createHash('sha256').update(download.response.rawPayload).digest('hex');
    expect(receipt.text).toContain(hash);
    expect(download.html).toContain('We will reach young people at the club in Sheerness.');
    expect((await phone.get(`${bidUrl}/receipt.txt`)).html).toContain(hash);
    expect(JSON.parse((await phone.get(`${bidUrl}/receipt.json`)).html)).toMatchObject({ receiptCode: code, contentSha256: hash, submission: 1, late: false });
  });

  test('two colleagues never overwrite each other: the second sees both texts, and chooses', async () => {
    const { opportunityId, questions } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    expect(await house.mustRun(startBid, house.colleague, { opportunityId, organisationId: house.organisationId })).toMatchObject({ bidId, made: false });
    const url = `/bids/${bidId}/questions/${questions[0]}`;
    const [wendy, colin] = [house.visitor(house.writer), house.visitor(house.colleague)];
    await wendy.get(url);
    await colin.get(url);
    await wendy.send(url, { version: '0', answer: 'Wendy’s words' });
    await colin.get(url);
    const autosave = await colin.send(url, { version: '0', answer: 'Colin’s words' }, { 'x-autosave': '1' });
    expect(JSON.parse(autosave.html).status).toBe('conflict');
    await colin.get(url);
    const clash = await colin.send(url, { version: '0', answer: 'Colin’s words' });
    expect(clash.status).toBe(409);
    expect(clash.text).toContain('Saved by Wendy Writer');
    expect(clash.text).toContain('Wendy’s words');
    expect(clash.html).toMatch(/<textarea[^>]*>Colin’s words<\/textarea>/);
    expect(clash.html).toContain('name="version" value="1"');
    // The refusal that the audit trail keeps holds neither text.
    const refusals = await house.database.read((read) => read.selectFrom('audit_entry').select(['reason', 'detail']).where('record_id', '=', bidId).where('result', '=', 'refused').execute());
    expect(JSON.stringify(refusals)).not.toMatch(/words/);
    expect((await colin.send(url, { version: '1', answer: 'Both our words' })).url).toBe(`/bids/${bidId}`);
    expect((await wendy.get(url)).html).toContain('Both our words');
  });

  test('the same text saved twice is no conflict', async () => {
    const { opportunityId, questions } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const input = { bidId, questionId: questions[0], version: 0, texts: ['Same'] };
    expect(await house.mustRun(saveAnswer, house.writer, input)).toMatchObject({ version: 1 });
    expect(await house.mustRun(saveAnswer, house.colleague, input)).toMatchObject({ version: 1 });
  });

  test('twenty saves at once of one version: one stands, the others are told', async () => {
    const { opportunityId, questions } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const results = await Promise.all(Array.from({ length: 20 }, (_, index) => house.run(saveAnswer, house.writer, { bidId, questionId: questions[0], version: 0, texts: [`Text ${index}`] })));
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(results.filter((result) => result.kind === 'refused' && result.code === 'conflict')).toHaveLength(19);
  });

  test('too many words are kept while writing and named when submitting, with all else that is missing', async () => {
    const { opportunityId, questions } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const long = Array.from({ length: 53 }, (_, index) => `word${index}`).join(' ');
    await house.mustRun(saveAnswer, house.writer, { bidId, questionId: questions[0], version: 0, texts: [long] });
    expect((await house.visitor(house.writer).get(`/bids/${bidId}/questions/${questions[0]}`)).html).toContain('word52');
    const page = await house.visitor(house.writer).post(`/bids/${bidId}/submit`);
    expect(page.status).toBe(409);
    for (const sentence of ['Choose the lots', '53 words: the limit is 50. Take out 3.', '“Who leads the work?” has no answer.']) expect(page.text).toContain(sentence);
    expect(await stateOf(bidId)).toBe('draft');
  });

  test('a price that cannot be read keeps what was typed', async () => {
    const { opportunityId, lots } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const visitor = house.visitor(house.writer);
    await visitor.post(`/bids/${bidId}/lots`, { version: '0', lots: [lots[0]!] });
    const page = await visitor.post(`/bids/${bidId}/prices`, { version: '0', [`price-${lots[0]}`]: 'about a thousand' });
    expect(page.status).toBe(422);
    expect(page.html).toContain('value="about a thousand"');
    expect(page.text).toContain('Enter an amount in pounds');
  });
});

describe('files', () => {
  test('a file goes up checked, is sealed on disk with its name, and comes back whole', async () => {
    const { opportunityId } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const content = Buffer.from('%PDF-1.7 the secret plan of Swale');
    const added = await upload(`/bids/${bidId}/files`, 'Secret plan.pdf', content);
    expect(added.statusCode).toBe(303);
    const page = await house.visitor(house.writer).get(`/bids/${bidId}/files`);
    expect(page.text).toContain('Secret plan.pdf');
    const link = /href="(\/bids\/[^"]+\/files\/[0-9a-f-]{36})"/.exec(page.html)![1]!;
    const back = await house.visitor(house.writer).get(link);
    expect(back.response.rawPayload.equals(content)).toBe(true);
    expect(back.response.headers['content-disposition']).toContain('attachment');
    expect((await house.visitor(house.officers[0]).get(link)).status).toBe(404);
    await house.visitor(house.writer).post(`${link}/remove`);
    expect((await house.visitor(house.writer).get(`/bids/${bidId}/files`)).text).toContain('No files have been added.');
  });

  test('a disguised or enormous file is refused in a sentence', async () => {
    const { opportunityId } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const disguised = await upload(`/bids/${bidId}/files`, 'plan.pdf', Buffer.from('MZ program'));
    expect(disguised.statusCode).toBe(409);
    expect(disguised.body).toContain('does not look like a PDF file inside');
    const enormous = await upload(`/bids/${bidId}/files`, 'plan.pdf', Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(11 * 1024 * 1024)]));
    expect(enormous.statusCode).toBe(409);
    expect(enormous.body).toContain('10 MB or smaller');
    const none = await upload(`/bids/${bidId}/files`, '', Buffer.alloc(0));
    expect(none.body).toContain('Choose a file to add.');
  });

  test('ten files, not eleven', async () => {
    const { opportunityId } = await another();
    const { bidId } = await house.mustRun(startBid, house.writer, { opportunityId, organisationId: house.organisationId });
    const one = (index: number) => ({ bidId, questionId: '', file: { name: `n${index}.txt`, content: Buffer.from(`${index}`), tooLarge: false } });
    for (let index = 0; index < 10; index++) await house.mustRun(addFile, house.writer, one(index));
    expect(await house.run(addFile, house.writer, one(10))).toMatchObject({ kind: 'refused', code: 'too-many' });
  });
});

describe('changing and withdrawing', () => {
  test('an edit leaves the old submission standing until it is submitted again; a withdrawal leaves the draft', async () => {
    const { opportunityId, lots, questions } = await another();
    const bidId = await house.writeBid({ opportunityId, lots, questions });
    await house.submit(bidId);
    expect(await house.run(submitBid, house.colleague, { bidId, checked: '' })).toMatchObject({ kind: 'refused', code: 'already-submitted' });
    await house.mustRun(saveAnswer, house.writer, { bidId, questionId: questions[1], version: 1, texts: ['Somebody else'] });
    expect((await house.visitor(house.writer).get(`/bids/${bidId}`)).text).toContain('Until you submit again, submission 1 stands.');
    await house.submit(bidId);
    expect((await house.visitor(house.writer).get(`/bids/${bidId}/receipt`)).text).toContain('Submission 2, which stands');
    const withdrawn = await house.visitor(house.writer).post(`/bids/${bidId}/withdraw`);
    expect(withdrawn.text).toContain('You withdrew this bid.');
    const keys = await house.database.read((read) => read.selectFrom('bid_key').select('wrapped_for_opening').where('bid_id', '=', bidId).execute());
    expect(keys.map((row) => row.wrapped_for_opening)).toEqual([null, null]);
    await house.submit(bidId);
    expect(await stateOf(bidId)).toBe('submitted');
  });

  test('what a colleague changed after the check is not sent unseen', async () => {
    const { opportunityId, lots, questions } = await another();
    const bidId = await house.writeBid({ opportunityId, lots, questions });
    const checked = /name="checked" value="([0-9a-f]{64})"/.exec((await house.visitor(house.writer).get(`/bids/${bidId}/submit`)).html)![1]!;
    await house.mustRun(saveAnswer, house.colleague, { bidId, questionId: questions[1], version: 1, texts: ['Changed'] });
    expect(await house.run(submitBid, house.writer, { bidId, checked })).toMatchObject({ kind: 'refused', code: 'changed' });
  });

  test('nobody but its bidder changes a bid: not staff, not another supplier, not the database by update', async () => {
    const { opportunityId, lots, questions } = await another();
    const bidId = await house.writeBid({ opportunityId, lots, questions });
    await house.submit(bidId);
    const rival = await house.addOrganisation('Rival');
    const others = [house.officers[0], await house.addPerson('Ada Admin', ['administrator', house.bodyId]), await house.addPerson('Sid Site', ['site-administrator', '', 'site']), await house.addPerson('Rita Rival', ['bid-writer', rival])];
    for (const person of others) {
      expect(await house.run(saveAnswer, person, { bidId, questionId: questions[0], version: 1, texts: ['x'] })).toEqual({ kind: 'forbidden' });
      expect(await house.run(submitBid, person, { bidId, checked: '' })).toEqual({ kind: 'forbidden' });
      expect(await house.run(withdrawBid, person, { bidId })).toEqual({ kind: 'forbidden' });
      expect(await house.run(startBid, person, { opportunityId, organisationId: house.organisationId })).toMatchObject({ kind: 'refused', code: 'not-yours' });
    }
    await expect(house.database.pool.query('update bid_submission set late = true')).rejects.toThrow('never changed');
    await expect(house.database.pool.query('delete from bid_submission')).rejects.toThrow('never changed');
  });

  test('a ciphertext moved to another bid does not open there', async () => {
    const { opportunityId, lots, questions } = await another();
    const mine = await house.writeBid({ opportunityId, lots, questions });
    const rival = await house.addOrganisation('Mover');
    const rita = await house.addPerson('Rita Mover', ['bid-writer', rival]);
    const theirs = await house.writeBid({ opportunityId, lots, questions, organisationId: rival, writer: rita });
    await house.database.pool.query('update bid_part p set ciphertext = q.ciphertext from bid_part q where p.bid_id = $1 and q.bid_id = $2 and p.part_key = q.part_key', [theirs, mine]);
    expect((await house.visitor(rita).get(`/bids/${theirs}`)).status).toBe(500);
  });
});

async function upload(url: string, name: string, content: Buffer) {
  const headers = { 'x-test-person': house.writer };
  const page = await house.app.inject({ method: 'GET', url, headers });
  const body = new FormData();
  body.append('_csrf', /name="_csrf" value="([^"]*)"/.exec(page.body)![1]!);
  body.append('questionId', '');
  body.append('file', new Blob([new Uint8Array(content)]), name);
  const encoded = new Response(body);
  const cookie = page.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  return house.app.inject({ method: 'POST', url, headers: { ...headers, cookie, 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
}
