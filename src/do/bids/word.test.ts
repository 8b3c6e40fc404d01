import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import type { QuestionDraft } from '#parts/questions';
import { readWordText } from '#platform/documents/read-word';
import { writeWord } from '#platform/documents/write-word';
import { paragraph } from '#platform/documents/document';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { readDraft } from './draft.store.ts';
import { fillFromWord } from './fill-from-word.command.ts';
import { saveAnswer, startBid } from './index.ts';

const QUESTIONS: readonly QuestionDraft[] = [
  { text: 'How will you reach young people?', type: 'long-text', wordLimit: 50, marks: decimal('10'), section: 'Your approach', purpose: 'To know.', goodAnswer: 'Places and times.' },
  { text: 'Who leads?', type: 'short-text', section: 'Your people' },
  { text: 'Do you pay the living wage?', type: 'yes-no', section: 'Your people' },
  { text: 'When could you begin?', type: 'date', section: 'Your people' },
  { text: 'Which days?', type: 'choices', choices: ['Monday', 'Tuesday', 'Friday'], section: 'Your people' },
  { text: 'What does a session cost?', type: 'money', section: 'Your people' },
];
let house: BiddingHouse;
let bidId: string;
beforeAll(async () => {
  house = await openBiddingHouse({ lots: 0, questions: QUESTIONS });
  bidId = (await house.mustRun(startBid, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId })).bidId;
});
afterAll(() => house.close());

const download = async (): Promise<string> => {
  const { response } = await house.visitor(house.writer).get(`/bids/${bidId}/answers.docx`);
  const text = readWordText('answers.docx', response.rawPayload);
  if (text.kind === 'refused') throw new Error(text.sentence);
  return text.value;
};
/** The document with answers written in, by the number of the question. */
const filled = (text: string, answers: Readonly<Record<number, string>>): string =>
  Object.entries(answers).reduce((whole, [number, answer]) => whole.replace(new RegExp(`(\\[\\[answer ${number} [^\\]]+\\]\\]\\n)[^]*?(\\[\\[end of answer ${number}\\]\\])`), (_all, begins: string, ends: string) => `${begins}${answer}\n${ends}`), text);
const put = (text: string, by = house.writer) => house.run(fillFromWord, by, { bidId, text, file: null });
const answers = async () => {
  const draft = await house.database.read((read) => readDraft(read, { id: bidId as never, organisationId: house.organisationId }));
  return house.questions.map((id) => draft.answers.get(id)?.value);
};
const asFile = async (text: string) => {
  const [title = '', ...lines] = text.split('\n');
  return { name: 'answers.docx', content: await writeWord({ title, author: 'x', blocks: lines.map(paragraph) }), tooLarge: false };
};

describe('answers written in Word', () => {
  test('each lands in its place, whatever its kind, and the document sent again changes nothing', async () => {
    const text = filled(await download(), { 1: 'At the club.\n\nAnd — in “Łódź” street.', 2: 'Wendy', 3: 'Yes', 4: '1/6/2026', 5: 'friday\n• Monday', 6: '£1,250.50' });
    expect(await house.run(fillFromWord, house.writer, { bidId, text: '', file: await asFile(text) })).toMatchObject({ kind: 'done', value: { saved: 6 } });
    expect(await answers()).toEqual(['At the club.\n\nAnd — in “Łódź” street.', 'Wendy', true, '2026-06-01', ['Monday', 'Friday'], '125050']);
    expect(await put(await download())).toMatchObject({ kind: 'done', value: { saved: 0, theirs: 0 } });
  });

  test('a colleague’s later words are not overwritten unseen: both are shown, and sending it again is a choice', async () => {
    const old = filled(await download(), { 1: 'Mine from the train.', 2: 'Walter' });
    await house.mustRun(saveAnswer, house.colleague, { bidId, questionId: house.questions[0]!, version: 1, texts: ['Theirs, later.'] });
    const visitor = house.visitor(house.writer);
    const seen = await visitor.post(`/bids/${bidId}/word`, { text: old });
    expect(seen.status).toBe(409);
    expect(seen.text).toContain('a colleague changed it after you downloaded the document');
    expect(seen.text).toContain('Theirs, later.');
    expect(seen.text).toContain('Mine from the train.');
    expect((await answers()).slice(0, 2)).toEqual(['Theirs, later.', 'Walter']);
    const again = /<textarea[^>]*name="text"[^>]*>([^]*?)<\/textarea>/.exec(seen.html)![1]!.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    expect((await visitor.post(`/bids/${bidId}/word`, { text: again })).text).toContain('One answer is in its place');
    expect((await answers())[0]).toBe('Mine from the train.');
  });

  test('an answer left alone in the document stays a colleague’s', async () => {
    const old = await download();
    await house.mustRun(saveAnswer, house.colleague, { bidId, questionId: house.questions[1]!, version: 2, texts: ['Colin'] });
    expect(await put(old)).toMatchObject({ kind: 'done', value: { saved: 0, theirs: 1 } });
    expect((await answers())[1]).toBe('Colin');
  });

  test('what has no place or cannot be read is shown to its writer, the rest is saved, and no word of it is in the trail', async () => {
    const text = `${filled(await download(), { 2: 'Saved all the same', 3: 'perhaps', 4: '31/2/2026' })}\nA passage below the last frame`;
    const seen = await house.visitor(house.writer).post(`/bids/${bidId}/word`, { text });
    expect(seen.text).toContain('1 answer is saved');
    expect(seen.text).toContain('Answer 3: Select yes or no');
    expect(seen.text).toContain('A passage below the last frame');
    expect((await answers()).slice(1, 3)).toEqual(['Saved all the same', true]);
    const torn = text.replace(/\[\[end of answer 1\]\]/, '');
    expect((await house.visitor(house.writer).post(`/bids/${bidId}/word`, { text: torn })).text).toContain('Mine from the train.');
    const trail = JSON.stringify(await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'bids.fillFromWord').execute()));
    for (const secret of ['below the last frame', 'Saved all the same', 'Mine from']) expect(trail).not.toContain(secret);
  });

  test('a document of another tender, one without marks, nothing at all, and an opened tender are refused with a sentence', async () => {
    const other = await house.addOpportunity();
    const text = (await download()).replace(house.opportunityId, other.id);
    expect(await put(text)).toMatchObject({ kind: 'refused', code: 'wrong-document', sentence: expect.stringContaining('another tender') });
    expect(await put('My answers')).toMatchObject({ kind: 'refused', code: 'wrong-document' });
    expect(await put('  ')).toMatchObject({ kind: 'refused', code: 'nothing-sent' });
    expect(await put('x'.repeat(600_001))).toMatchObject({ kind: 'invalid' });
    expect(await house.run(fillFromWord, house.writer, { bidId, text: '', file: { name: 'a.docx', content: Buffer.from('%PDF'), tooLarge: false } })).toMatchObject({ kind: 'refused', code: 'not-word' });
    expect(await house.run(fillFromWord, house.writer, { bidId, text: '', file: { name: 'a.docx', content: Buffer.alloc(10), tooLarge: true } })).toMatchObject({ kind: 'refused', code: 'too-large' });
    expect(await put(await download(), house.officers[0])).toMatchObject({ kind: 'forbidden' });
    await house.database.write((tx) => tx.updateTable('opportunity').set({ state: 'opened', opened_at: new Date('2026-03-28T09:00:00Z') }).where('id', '=', house.opportunityId).execute());
    expect(await put(text)).toMatchObject({ kind: 'refused' });
  });
});
