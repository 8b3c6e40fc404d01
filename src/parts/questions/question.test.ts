import { describe, expect, test } from 'vitest';
import type { Id } from '#kernel/ids';
import { Posted } from '#platform/web/posted';
import { burdenInWords, burdenOf, estimateInWords } from './burden.ts';
import { postedAnswers, readAnswers, stampOf } from './posted-answers.ts';
import { askedQuestions, defineQuestionSet, missingAnswers, type Answer, type Question } from './question.ts';
import { countWords, readAnswer } from './read-answer.ts';

const id = (number: number) => `01900000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id<'question'>;
const question = (number: number, rest: Partial<Question> = {}): Question => ({
  id: id(number), lineageId: id(number), position: number, section: '', text: `Question ${number}`, purpose: '', goodAnswer: '', type: 'short-text', choices: [],
  marks: null, wordLimit: null, required: true, evidence: null, askedWhen: [], key: null, minutes: null, criterionId: null, lotId: null, envelope: 'quality', ...rest,
});
const answer = (number: number, value: Answer['value'], rest: Partial<Answer> = {}): [string, Answer] =>
  [id(number), { questionId: id(number), value, evidence: null, ownerId: null, version: 1, answeredBy: null, answeredAt: new Date(0), ...rest }];

describe('readAnswer', () => {
  const cases: [Partial<Question>, string[], unknown][] = [
    [{ type: 'yes-no' }, ['yes'], true], [{ type: 'yes-no' }, ['no'], false], [{ type: 'short-text' }, ['  Swale '], 'Swale'], [{ type: 'short-text' }, ['   '], null],
    [{ type: 'money' }, ['£6,000'], '600000'], [{ type: 'number' }, ['12.50'], '12.5'], [{ type: 'choice', choices: ['a', 'b'] }, ['b'], 'b'],
    [{ type: 'choices', choices: ['a', 'b', 'c'] }, ['c', 'a'], ['a', 'c']], [{ type: 'long-text', wordLimit: 3 }, ['one two\nthree'], 'one two\nthree'],
  ];
  test.each(cases)('%j typed %j', (rest, texts, value) => expect(readAnswer(question(1, rest), { texts })).toEqual({ ok: true, value }));
  test.each([
    [{ type: 'yes-no' }, 'maybe', 'Select yes or no'], [{ type: 'choice', choices: ['a', 'b'] }, 'c', 'Select one of the choices'],
    [{ type: 'money' }, '-5', 'Enter an amount that is not below zero'],
    [{ type: 'long-text', wordLimit: 3 }, 'one two three four', 'Your answer is 4 words: the limit is 3. Take out 1.'],
    [{ type: 'file' }, '../etc/passwd', 'Choose the file again'],
  ] as [Partial<Question>, string, string][])('%j refuses %j', (rest, typed, why) => expect(readAnswer(question(1, rest), { texts: [typed] })).toEqual({ ok: false, why }));
  test('a date comes as its three boxes', () => {
    expect(readAnswer(question(1, { type: 'date' }), { texts: [], date: { day: '1', month: '3', year: '2026' } })).toEqual({ ok: true, value: '2026-03-01' });
    expect(readAnswer(question(1, { type: 'date' }), { texts: [], date: { day: '31', month: '2', year: '2026' } })).toMatchObject({ ok: false });
  });
  test('words are counted as the browser counts them', () => expect(countWords(' one-two  three\n\n&four ')).toBe(3));
});

describe('which questions are asked', () => {
  const set = [
    question(1, { type: 'yes-no', key: 'partners' }),
    question(2, { key: 'which', askedWhen: [{ answerTo: 'partners', is: true }] }),
    question(3, { askedWhen: [{ answerTo: 'which', is: 'Us' }] }),
    question(4, { askedWhen: [{ fact: 'valueNetPence', atLeast: '5000000' }] }),
  ];
  const asked = (answers: [string, Answer][], facts = {}) => askedQuestions(set, new Map(answers), facts).map(({ position }) => position);
  test('by another answer, and not on one that is itself not asked', () => {
    expect(asked([answer(1, true), answer(2, 'Us')])).toEqual([1, 2, 3]);
    expect(asked([answer(1, false), answer(2, 'Us')])).toEqual([1]);
  });
  test('by a value at its boundary', () => {
    expect(asked([], { valueNetPence: 4_999_999n })).toEqual([1]);
    expect(asked([], { valueNetPence: 5_000_000n })).toEqual([1, 4]);
  });
  test('what is missing: answer, evidence and owner, only of what is required and asked', () => {
    const questions = [question(1), question(2, { evidence: 'A link' }), question(3, { required: false }), question(4, { askedWhen: [{ fact: 'works', is: true }] })];
    expect(missingAnswers(questions, new Map([answer(1, ' '), answer(2, 'yes')]), {}, { owners: true }).map(({ question: { position }, lacks }) => [position, lacks]))
      .toEqual([[1, 'answer'], [2, 'evidence'], [2, 'owner']]);
  });
  test('a shipped set with a mistake does not start', () => {
    expect(() => defineQuestionSet({ purpose: 'p', title: 't', questions: [{ key: 'a', text: 'A', type: 'choice' }] })).toThrow('choices');
    expect(() => defineQuestionSet({ purpose: 'p', title: 't', questions: [{ key: 'a', text: 'A', type: 'yes-no' }, { key: 'a', text: 'A', type: 'yes-no' }] })).toThrow('two questions');
    expect(() => defineQuestionSet({ purpose: 'p', title: 't', questions: [{ key: 'a', text: 'A', type: 'yes-no', askedWhen: [{ answerTo: 'b', is: true }] }] })).toThrow('before');
  });
});

describe('two people in one form', () => {
  const questions = [question(1), question(2)];
  const before = new Map([answer(1, 'old', { version: 2 })]);
  const posted = (values: Record<string, string>) => postedAnswers(new Posted(values));
  const stamp = stampOf(before.get(id(1)));
  test('an answer left as it was is not sent back, even when a colleague changed it meanwhile', () => {
    const changed = new Map([answer(1, 'theirs', { version: 3 })]);
    expect(readAnswers(questions, posted({ [`answer-${id(1)}`]: 'old', [`answer-${id(1)}-stamp`]: stamp }), changed).toSave).toEqual([]);
  });
  test('a changed one carries the version that was seen', () => {
    expect(readAnswers(questions, posted({ [`answer-${id(1)}`]: 'mine', [`answer-${id(1)}-stamp`]: stamp }), before).toSave).toMatchObject([{ value: 'mine', version: 2 }]);
  });
  test('a question of another set, and a stamp that was tampered with, change nothing they should not', () => {
    expect(readAnswers(questions, posted({ [`answer-${id(9)}`]: 'x', [`answer-${id(1)}`]: 'x', [`answer-${id(1)}-stamp`]: 'zzz' }), before).toSave).toMatchObject([{ questionId: id(1), version: 0 }]);
  });
});

test.each([
  [0, 'about 0 minutes'], [1, 'about 1 minute'], [8, 'about 8 minutes'], [40, 'about 40 minutes'], [43, 'about 45 minutes'], [57, 'about 55 minutes'], [58, 'about 1 hour'], [67, 'about 1 hour'], [75, 'about 1 and a quarter hours'],
  [90, 'about 1 and a half hours'], [119, 'about 2 hours'], [152, 'about 2 and a half hours'], [165, 'about 2 and three quarter hours'], [310, 'about 5 hours'], [345, 'about 6 hours'], [590, 'about 10 hours'], [601, 'about 10 hours'], [2400, 'about 40 hours'],
])('an estimate of %d minutes is %s', (minutes, words) => expect(estimateInWords(minutes)).toBe(words));

test('DP-08: the burden of a set: questions, words, pages and minutes', () => {
  const burden = burdenOf([question(1, { type: 'long-text', wordLimit: 250 }), question(2, { type: 'long-text', wordLimit: 500, minutes: 60 }), question(3, { type: 'yes-no' })]);
  expect(burden).toEqual({ questions: 3, words: 750, pages: 2, minutes: 25 + 60 + 1 });
  expect(burdenInWords(burden)).toBe('3 questions, up to 750 words (2 pages), about 1 and a half hours');
  expect(burdenInWords(burdenOf([]))).toBe('no questions');
});
