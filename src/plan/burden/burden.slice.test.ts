import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { criteriaOf } from '#parts/assessments';
import { opportunityById, opportunityRecord, opportunityReference, recordPlatformNotice, saveDetails, saveQuestion } from '#opportunities';
import { setPolicy } from '#policy';
import type { PersonId } from '#kernel/ids';
import { openBuyingHouse, type BuyingHouse } from '../../do/opportunities/opportunities.fixture.ts';
import { startBid } from '#bids';
import { linesOf } from '#platform/documents/document';
import { readWordText } from '#platform/documents/read-word';
import { tenderPack } from './tender-pack.ts';

let house: BuyingHouse;
let administrator: PersonId;
beforeAll(async () => {
  house = await openBuyingHouse();
  administrator = await house.addPerson('Ada Administrator', ['administrator', house.bodyId]);
});
afterAll(() => house.close());

const policy = (key: string, fields: Readonly<Record<string, string>>) =>
  house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key, fields, from: '2026-03-02', source: 'Minute 1', owner: 'Procurement', reason: 'For the test' });
async function addQuestions(opportunityId: string, count: number, words: string): Promise<void> {
  const criteria = await house.database.read((read) => criteriaOf(read, opportunityReference(opportunityId)));
  const criterionId = criteria.find(({ name }) => name === 'Other quality')!.id;
  for (let number = 1; number <= count; number += 1) {
    await house.mustRun(saveQuestion, house.officer, { opportunityId, questionId: null, section: 'More', text: `What else do you do, part ${number}?`, purpose: 'We ask.', goodAnswer: 'Facts.', type: 'long-text', choices: '', marks: '10', wordLimit: words, minutes: '', required: true, criterionId, lotId: '' });
  }
}

describe('the meter', () => {
  test('XC-08: a tender of 14 questions and 9 pages shows the rise in minutes when 6 are added, the median of its band, and publishing asks for a reason above it', async () => {
    for (let index = 0; index < 3; index += 1) await house.publish(await house.addDraft({ title: `Club ${index}`, valueNet: '20000', valueGross: '24000', closesOn: '2026-04-27' }));
    const opportunityId = await house.addDraft({ valueNet: '20000', valueGross: '24000', closesOn: '2026-04-27' });
    await addQuestions(opportunityId, 12, '333');
    const officer = house.visitor(house.officer);
    const at = `/opportunities/${opportunityId}/burden`;
    expect((await officer.get(at)).text).toMatch(/Questions 14 .*Pages of answers 9 /);
    await officer.post(`${at}/baseline`);
    await addQuestions(opportunityId, 6, '300');
    const seen = await officer.get(at);
    expect(seen.text).toContain('Since then: 6 questions more, 4 pages more, about 3 hours longer');
    expect(seen.text).toMatch(/Questions 20 2 /);
    expect(seen.text).toContain('The median of 3 published tenders worth £8,000 to below £50,000.');
    expect((await officer.get(`/opportunities/${opportunityId}/build`)).text).toContain('What bidding costs');
    const publish = `/opportunities/${opportunityId}/publish`;
    const refused = await officer.post(publish);
    expect(refused.text).toContain('Say why you publish in spite of it');
    expect(refused.text).toContain('The median of 3 published tenders of this value');
    await officer.post(publish, { 'reason-burden-above-median': 'It replaces three small tenders.' });
    const advert = await house.visitor().get(`/opportunities/${opportunityId}`);
    expect(advert.text).toContain('It replaces three small tenders.');
    const compared = await house.visitor().get('/burden');
    expect(compared.text).toMatch(/£8,000 to below £50,000 4 2 /);
    expect((await house.visitor().get('/burden.csv')).html).toContain('£8,000 to below £50,000');
    expect(JSON.parse((await house.visitor().get('/burden.json')).html).tenders).toEqual([expect.objectContaining({ tenders: 4, questions: 2, fromPounds: '8000.00' })]);
    // Fixed from now on, and what it asked is kept.
    expect((await officer.post(`${at}/baseline`)).text).toContain('This tender is published');
  });

  test('DP-31: the officer sees £27,000, 54% of £50,000 and the warning before publication, and gives a reason that is printed', async () => {
    await policy('burden.warningRatioPercent', { percent: '20' });
    const opportunityId = await house.addDraft({ title: 'Two years of clubs', valueNet: '50000', valueGross: '60000', closesOn: '2026-04-27' });
    const officer = house.visitor(house.officer);
    const at = `/opportunities/${opportunityId}/burden/estimate`;
    const wrong = await officer.post(at, { bidders: '0', personDays: 'a week', dayRate: '-1' });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="a week"');
    const seen = await officer.post(at, { bidders: '8', personDays: '22.5', dayRate: '150' });
    expect(seen.text).toContain('£27,000 for 8 bidders at 22.5 days and £150 a day: 54% of the value');
    expect(seen.text).toContain('The authority warns from 20%');
    expect((await officer.get(`/opportunities/${opportunityId}/build`)).text).toContain('54% of the value');
    await house.mustRun(recordPlatformNotice, house.officer, { opportunityId, reference: '2026/S 000-012345', publishedOn: '2026-03-02', publishedAt: '8am' });
    expect((await officer.post(`/opportunities/${opportunityId}/publish`)).text).toContain('Say why you publish in spite of it');
    await officer.post(`/opportunities/${opportunityId}/publish`, { 'reason-bidding-cost': 'Partners do most of it.' });
    expect((await house.visitor().get(`/opportunities/${opportunityId}`)).text).toContain('Partners do most of it.');
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${opportunityId}/burden`)).status).toBe(404);
  });

  test('DP-31: a bidder’s report is its own, and medians come from three organisations', async () => {
    const opportunityId = await house.addDraft({ title: 'Told of', valueNet: '6000', valueGross: '7200' });
    await house.publish(opportunityId);
    const reports = ['3', '5', '10'];
    for (const [index, personDays] of reports.entries()) {
      const organisationId = await house.addOrganisation(`Teller ${index}`);
      const writer = await house.addPerson(`Tess ${index}`, ['bid-writer', organisationId]);
      const { bidId } = await house.mustRun(startBid, writer, { opportunityId, organisationId });
      expect((await house.visitor(writer).get(`/bids/${bidId}/effort`)).status).toBe(404);
      await house.database.write((tx) => tx.updateTable('bid').set({ state: 'withdrawn' }).where('id', '=', bidId).execute());
      expect((await house.visitor(writer).post(`/bids/${bidId}/effort`, { personDays, people: '', hardest: 'The <prices>' })).text).toContain('Thank you');
      for (const other of [house.officer, house.swale.writer, administrator]) expect((await house.visitor(other).get(`/bids/${bidId}/effort`)).status).toBe(404);
      const { text } = await house.visitor().get('/burden');
      expect(text.includes('Services 3 5.0')).toBe(index === 2);
    }
    const trail = await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'burden.tellEffort').where('result', '=', 'done').execute());
    expect(trail).toHaveLength(3);
    expect(JSON.stringify(trail)).not.toContain('prices');
  });
});

describe('what suppliers ask themselves', () => {
  test('MD-04: the page gives a view with its reasons, keeps nothing, and a reason for not bidding is counted without a name', async () => {
    const opportunityId = await house.addDraft({ title: 'Helped' });
    await house.publish(opportunityId);
    const visitor = house.visitor();
    const at = `/opportunities/${opportunityId}/should-we-bid`;
    expect((await visitor.get(at)).text).toContain('We keep nothing of what you say');
    const asked = 'asked=yes&value=50000&days=22.5&rate=150&chance=25&most=10&fit=yes&capacity=yes&cash=yes&dates=yes';
    const { text } = await visitor.get(`${at}?${asked}`);
    expect(text).toContain('£3,375');
    expect(text).toContain('£13,500 (27% of its value)');
    expect(text).toContain('Consider bidding with a partner');
    const wrong = await visitor.get(`${at}?asked=yes&value=lots&days=0&fit=%3Cb%3E`);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Choose an answer');

    const tellers = [house.swale.writer, house.medway.writer, await house.addPerson('Nia Nobody')];
    const officer = house.visitor(house.officer);
    for (const [index, teller] of tellers.entries()) {
      await house.visitor(teller).post(`/opportunities/${opportunityId}/not-bidding`, { reason: 'value-too-low' });
      await house.visitor(teller).post(`/opportunities/${opportunityId}/not-bidding`, { reason: 'too-much-work' });
      expect((await officer.get(`/opportunities/${opportunityId}/burden`)).text.includes('Too much work to answer 3')).toBe(index === 2);
    }
    expect((await house.visitor(tellers[0]).post(`/opportunities/${opportunityId}/not-bidding`, {})).text).toContain('Choose the reason that counts most');
    const rows = await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'burden.tellWhyNot').where('result', '=', 'done').execute());
    expect(rows).toHaveLength(6);
    expect(JSON.stringify(rows)).not.toContain(opportunityId);
    expect(JSON.stringify(rows)).not.toContain('too-much-work');
  });
});

describe('plain words', () => {
  test('XC-02: before publication the page marks “PIN” and “PQQ”, the authority’s level asks for a reason, and the score is kept', async () => {
    const opportunityId = await house.addDraft({ title: 'Marked' });
    await house.mustRun(saveDetails, house.officer, {
      opportunityId, title: 'Marked', summary: 'Following the PIN, complete the PQQ.', description: 'Organisational capability demonstrating considerable multidisciplinary collaboration, administration and sustainability methodologies throughout implementation.',
      category: 'services', lightTouch: false, areas: 'Swale', cpvCodes: '', valueNet: '6000', valueGross: '7200', startsOn: '2026-06-01', endsOn: '2027-05-31', extensionMonths: '12', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '',
    });
    const officer = house.visitor(house.officer);
    const seen = await officer.get(`/opportunities/${opportunityId}/plain-words`);
    expect(seen.html).toContain('<mark>PIN</mark>');
    expect(seen.html).toContain('<mark>PQQ</mark>');
    expect(seen.text).toContain('From the glossary: PIN (prior information notice): An early public notice that a tender may come later.');
    await policy('plainWords.leastReadingEase', { count: '100' });
    expect((await officer.post(`/opportunities/${opportunityId}/publish`)).text).toContain('The authority asks for at least 100');
    await officer.post(`/opportunities/${opportunityId}/publish`, { 'reason-plain-words': 'The lawyers insist.' });
    const kept = await house.database.read((read) => read.selectFrom('tender_burden').selectAll().where('opportunity_id', '=', opportunityId).executeTakeFirstOrThrow());
    expect(Number(kept.reading_ease)).toBeLessThan(100);
    expect(kept.unexplained).toBe(2);
    expect((await officer.get(`/opportunities/${opportunityId}/plain-words`)).text).toContain('At its publication');
  });
});

describe('paper', () => {
  test('everyone may take the questions and the pack of a published tender away, and nobody those of a draft but its builders', async () => {
    const draft = await house.addDraft({ title: 'Paper <one>' });
    for (const path of ['questions.docx', 'tender-pack.pdf']) {
      expect((await house.visitor(house.swale.writer).get(`/opportunities/${draft}/${path}`)).status).toBe(404);
      expect((await house.visitor(house.officer).get(`/opportunities/${draft}/${path}`)).status).toBe(200);
    }
    const published = await house.database.read((read) => read.selectFrom('opportunity').select('id').where('title', '=', 'Helped').executeTakeFirstOrThrow());
    const word = readWordText('q.docx', (await house.visitor().get(`/opportunities/${published.id}/questions.docx`)).response.rawPayload);
    const text = word.kind === 'allowed' ? word.value : '';
    expect(text).toContain('1. How will you reach young people?');
    expect(text).toContain('Most words: 250');
    expect(text).toContain('What a good answer covers: Places, times and partners.');
    const pack = (await house.visitor().get(`/opportunities/${published.id}/tender-pack.pdf`)).response;
    expect(pack.headers['content-type']).toBe('application/pdf');
    expect(pack.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('SV-16: the pack carries what every tender says, what a bidder needs and what is said of staff, and its list of contents names each part', async () => {
    const published = await house.database.read((read) => read.selectFrom('opportunity').select('id').where('title', '=', 'Helped').executeTakeFirstOrThrow());
    const opportunity = (await house.database.read((read) => opportunityById(read, published.id)))!;
    const parts = {
      socialValue: { texts: [{ title: 'Social value comes first', words: 'We weigh it.\nAlways.' }], benefits: [{ name: 'Apprenticeships', words: 'Two a year' }] }, requirements: { checks: 'Tick the statements.', asked: ['Public liability insurance of £5,000,000'], limits: [] },
      timetable: [{ title: 'Award announced', day: '1 May 2026' }], tupe: 'TUPE does not apply. The service is new.', tupePosts: null,
    };
    const written = await house.database.read(async (read) => tenderPack({ record: await opportunityRecord(read, opportunity), clauses: [{ number: 1, heading: 'Pay', summary: 'In 14 days.' }], address: 'https://x/o', ...parts }));
    const lines = linesOf(written);
    const tops = written.blocks.filter((block) => block.kind === 'heading' && block.level === 1).map((block) => 'text' in block && block.text);
    const contents = written.blocks.find((block) => block.kind === 'list')!;
    expect(tops.slice(1)).toEqual('items' in contents && contents.items);
    expect(tops).toEqual(expect.arrayContaining(['Social value comes first', 'Social benefits sought', 'What you need', 'Staff who may transfer (TUPE)', 'The terms in plain words', 'How to bid']));
    expect(lines.some((line) => line.startsWith('Contact: Olive Officer')), 'the pack names whom to ask').toBe(true);
    for (const line of ['Always.', 'Apprenticeships: Two a year', 'Public liability insurance of £5,000,000', 'Award announced: 1 May 2026', 'TUPE does not apply. The service is new.']) expect(lines).toContain(line);
  });
});
