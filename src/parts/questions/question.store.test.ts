import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { addQuestion, answersOf, changeQuestion, createQuestionSet, fixQuestionSet, questionsOf, removeQuestion, saveAnswers } from './index.ts';

let house: House;
let first: PersonId;
let second: PersonId;
beforeAll(async () => {
  house = await openHouse();
  first = await house.addPerson('Ann Able');
  second = await house.addPerson('Bob Better');
});
afterAll(() => house.close());

test('a next version supersedes the set and keeps the lineage of its keys', async () => {
  const about = { kind: 'exercise', id: newId() };
  await house.database.write(async (tx) => {
    const one = await createQuestionSet(tx, about, 'plan', 'Plan', [{ key: 'a', text: 'A?', type: 'short-text' }, { key: 'b', text: 'B?', type: 'yes-no' }]);
    const two = await createQuestionSet(tx, about, 'plan', 'Plan', [{ key: 'b', text: 'B, now?', type: 'yes-no' }, { key: 'c', text: 'C?', type: 'date' }]);
    expect(two).toMatchObject({ version: 2, state: 'draft' });
    expect(two.questions[0]!.lineageId).toBe(one.questions[1]!.lineageId);
    expect((await questionsOf(tx, about, 'plan'))!.id).toBe(two.id);
    expect(await questionsOf(tx, about, 'other')).toBeNull();
  });
});

test('a fixed set never changes; a removed question leaves no gap', async () => {
  await house.database.write(async (tx) => {
    const about = { kind: 'opportunity', id: newId() };
    const set = await createQuestionSet(tx, about, 'tender', 'Questions', [{ text: 'A', type: 'short-text' }, { text: 'B', type: 'short-text' }, { text: 'C', type: 'short-text' }]);
    expect(await removeQuestion(tx, set.id, set.questions[0]!.id)).toBe(true);
    expect(await changeQuestion(tx, set.id, set.questions[1]!.id, { text: 'B2', type: 'long-text', wordLimit: 100 })).toBe(true);
    await addQuestion(tx, set.id, { text: 'D', type: 'file' });
    expect((await questionsOf(tx, about, 'tender'))!.questions.map(({ position, text }) => [position, text])).toEqual([[1, 'B2'], [2, 'C'], [3, 'D']]);
    expect(await fixQuestionSet(tx, set.id)).toBe(true);
    expect(await fixQuestionSet(tx, set.id)).toBe(false);
    expect(await addQuestion(tx, set.id, { text: 'E', type: 'file' })).toBeNull();
    expect(await changeQuestion(tx, set.id, set.questions[1]!.id, { text: 'X', type: 'file' })).toBe(false);
    expect(await removeQuestion(tx, set.id, set.questions[1]!.id)).toBe(false);
  });
});

test('two colleagues: the second to save an answer is refused, and nothing of theirs is half saved', async () => {
  const about = { kind: 'exercise', id: newId() };
  const set = await house.database.write((tx) => createQuestionSet(tx, about, 'plan', 'Plan', [{ text: 'A', type: 'short-text' }, { text: 'B', type: 'short-text' }]));
  const [a, b] = set.questions.map(({ id }) => id) as [typeof set.questions[0]['id'], typeof set.questions[0]['id']];
  const save = (who: PersonId, questionId: typeof a, value: string, version: number) =>
    house.database.write((tx) => saveAnswers(tx, about, who, [{ questionId, value, evidence: null, ownerId: null, version }]));
  expect(await save(first, a, 'mine', 0)).toMatchObject({ kind: 'saved' });
  expect(await save(second, a, 'theirs', 0)).toMatchObject({ kind: 'refused', code: 'conflict', field: `answer-${a}` });
  expect(await save(second, b, 'theirs', 0)).toMatchObject({ kind: 'saved' });
  expect(await save(first, a, 'mine again', 1)).toMatchObject({ kind: 'saved' });
  const both = await Promise.all([save(first, b, 'x', 1), save(second, b, 'y', 1)]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'saved']);
  const answers = await house.database.read((read) => answersOf(read, about));
  expect(answers.get(a)).toMatchObject({ value: 'mine again', version: 2, answeredBy: first });
});
