import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyId, PersonId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { checkPlainWords, easeInWords, GLOSSARY, mergedGlossary, readingEase, type Passage } from './index.ts';
import { syllablesIn } from './reading-ease.ts';

const check = (...texts: readonly string[]) => checkPlainWords(texts.map((text, index): Passage => ({ place: `Text ${index + 1}`, text, href: `#${index + 1}` })), { glossary: GLOSSARY, longestSentence: 25 });

describe('plain words', () => {
  test('XC-02: a text with “PIN” and “PQQ” unexplained has both marked and is offered the words of the glossary', () => {
    const { marks, unexplained } = check('We published a PIN in May. Send your PQQ by Friday.');
    expect(unexplained).toEqual(['PIN', 'PQQ']);
    expect(marks.map(({ found, glossary }) => [found, glossary])).toEqual([
      ['PIN', 'PIN (prior information notice): An early public notice that a tender may come later.'],
      ['PQQ', 'PQQ (pre-qualification questionnaire): Questions about your organisation that you answer before you may bid.'],
    ]);
    expect(marks[0]!.suggestion).toContain('“prior information notice (PIN)”');
  });

  test('a short form explained once anywhere is explained everywhere, and everyday ones, names and headings in capitals are not marked', () => {
    expect(check('A prior information notice (PIN) came first.', 'The PIN was in May.').unexplained).toEqual([]);
    expect(check('TUPE means that staff keep their terms. KPIs are short for targets.').unexplained).toEqual([]);
    expect(check('The NHS and the UK. I am Mr A. ABOUT THE WHOLE SERVICE\nABOUT THE WHOLE SERVICE').unexplained).not.toContain('NHS');
    expect(check('ABOUT THE WHOLE SERVICE\nIt is small.').unexplained).toEqual([]);
    expect(check('Send the SLAs and the R&D plan.').unexplained).toEqual(['SLA', 'R&D']);
    expect(check('').marks).toEqual([]);
  });

  test('sentences that are too long and official words are marked with what to write instead', () => {
    const long = `${'one two three four five '.repeat(6)}end.`;
    const { marks, longSentences } = check(`Short one. ${long}`, 'The supplier shall utilise stakeholders prior to commencement.');
    expect(longSentences).toBe(1);
    expect(marks[0]!.suggestion).toBe('31 words in one sentence. Cut it into sentences of at most 25.');
    expect(marks.filter(({ kind }) => kind === 'jargon').map(({ suggestion }) => suggestion)).toEqual(expect.arrayContaining(['Try: use', 'Try: before', 'Try: start', 'Try: you must']));
  });

  test('the score follows the formula: short words and sentences read more easily, and a few words are not judged', () => {
    const easy = readingEase('We want a club. It runs on two nights. Young people come and play. They eat and talk. Staff help them. It is fun for all.')!;
    const hard = readingEase('The contracting authority anticipates comprehensive organisational capability demonstrating considerable experience of multidisciplinary collaboration, administration and sustainability methodologies throughout implementation, regularly evaluating deliverables.')!;
    expect(easy).toBeGreaterThan(90);
    expect(hard).toBeLessThan(0);
    // 20 words of one syllable in one sentence: 206.835 - 1.015 x 20 - 84.6.
    expect(readingEase(`${Array.from({ length: 20 }, () => 'cat').join(' ')}.`)).toBe(101.9);
    expect(readingEase('Too few words.')).toBeNull();
    expect(['make', 'table', 'jumped', 'wanted', 'people', 'information'].map(syllablesIn)).toEqual([1, 2, 1, 2, 2, 4]);
    expect(easeInWords(60)).toBe('plain English');
    expect(easeInWords(29.9)).toBe('very hard');
  });

  test('a text of a million characters is read in a moment', () => {
    const started = performance.now();
    check('PIN and a long run of words without an end '.repeat(25_000), '('.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

describe('the glossary', () => {
  let house: House;
  let bodyId: BodyId;
  let officer: PersonId;
  let stranger: PersonId;
  beforeAll(async () => {
    house = await openHouse();
    bodyId = await house.addBody('kent');
    officer = await house.addPerson('Olive Officer', ['procurement-officer', bodyId]);
    stranger = await house.addPerson('Stan Stranger');
  });
  afterAll(() => house.close());

  test('is read by anyone, and each meaning is one plain sentence', async () => {
    const seen = await house.visitor().get('/glossary');
    expect(seen.text).toContain('pre-qualification questionnaire');
    for (const { meaning } of GLOSSARY) expect(meaning).toMatch(/^[^.?!]+\.$/);
  });

  test('a body adds a word of its own once, sees it first, and takes it out again; nobody else may', async () => {
    const visitor = house.visitor(officer);
    const address = `/bodies/${bodyId}/glossary`;
    expect((await visitor.post(address, { term: 'KDAS', meaning: 'The county’s own drug and alcohol service.' })).text).toContain('Added to the glossary');
    expect((await visitor.post(address, { term: 'kdas', meaning: 'Again.' })).text).toContain('“kdas” is explained already');
    const empty = await visitor.post(address, { term: ' ', meaning: '' });
    expect(empty.text).toContain('Enter the word or short form');
    expect((await house.visitor().get('/glossary')).text).toContain('KDAS');
    expect((await house.visitor(stranger).get(address)).status).toBe(404);
    const { id } = await house.database.read((read) => read.selectFrom('glossary_term').select('id').executeTakeFirstOrThrow());
    expect((await visitor.post(`${address}/${id}/remove`)).text).toContain('It is taken out');
    expect((await visitor.get(`${address}/${id}/remove`)).status).toBe(404);
    expect((await house.visitor().get('/glossary')).text).not.toContain('KDAS');
  });

  test('a body’s own words go before the shipped ones', () => {
    const merged = mergedGlossary([{ term: 'pin', inFull: '', meaning: 'Ours.' }]);
    expect(merged.filter(({ term }) => term.toUpperCase() === 'PIN').map(({ meaning }) => meaning)).toEqual(['Ours.']);
  });
});
