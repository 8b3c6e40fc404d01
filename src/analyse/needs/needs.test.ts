import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
// A fixture of a later room: the house of this test has exercises in it.
import { addCounty, addExercise, addPlannedExercise, addSource, fillNeed, type County } from '../../plan/exercises/exercises.fixture.ts';
import { missingNeedParts, type Need } from './need.ts';
import { needOf, needParts } from './need.store.ts';
import { addEvidence, saveNeed } from './needs.commands.ts';

let house: House;
let county: County;
beforeAll(async () => {
  house = await openHouse();
  county = await addCounty(house, 'kent');
});
afterAll(() => house.close());

const missing = async (exerciseId: string) => (await house.database.read((read) => needParts(read, exerciseId))).map(({ part }) => part);
const EVERYTHING = ['user group', 'area', 'size of need', 'level of need', 'evidence', 'required outcomes', 'budget'];

describe('needs record', () => {
  test('AN-01: each part that is empty is named, and only those', async () => {
    expect(missingNeedParts(null).map(({ part }) => part)).toEqual(EVERYTHING);
    const exerciseId = await addExercise(house, county);
    expect(await missing(exerciseId)).toEqual(EVERYTHING);
    await fillNeed(house, county, exerciseId);
    expect(await missing(exerciseId)).toEqual(['evidence']);
    await addSource(house, county, exerciseId);
    expect(await missing(exerciseId)).toEqual([]);
    const empty = { userGroup: ' ', sizeOfNeed: '', levelOfNeed: '', otherAreas: '', outcomeIds: [], budget: '', budgetYears: '' };
    const parts: Readonly<Record<string, string>> = { userGroup: 'user group', sizeOfNeed: 'size of need', levelOfNeed: 'level of need', otherAreas: 'area', outcomeIds: 'required outcomes', budget: 'budget', budgetYears: 'budget' };
    for (const [field, part] of Object.entries(parts)) {
      await fillNeed(house, county, exerciseId, { [field]: empty[field as keyof typeof empty] });
      expect([field, await missing(exerciseId)]).toEqual([field, [part]]);
    }
    const complete = (await house.database.read((read) => needOf(read, exerciseId)))!;
    expect(missingNeedParts({ ...complete, budgetPence: 0n, budgetYears: 1 } satisfies Need)).toEqual([]);
  });

  test('what was typed wrongly comes back beside its sentence', async () => {
    const exerciseId = await addExercise(house, county);
    const commissioner = house.visitor(county.commissioner);
    const wrong = await commissioner.post(`/exercises/${exerciseId}/need`, { version: '0', userGroup: 'Kept words', budget: 'lots', budgetYears: '99', otherAreas: 'Kent' });
    expect(wrong.status).toBe(422);
    for (const words of ['Enter an amount in pounds', 'Years must be a whole number from 1 to 50']) expect(wrong.text).toContain(words);
    expect(wrong.html).toContain('Kept words');
    const nowhere = await commissioner.post(`/exercises/${exerciseId}/need`, { version: '0', otherAreas: 'Kent, Atlantis' });
    expect(nowhere.text).toContain('There is no area called Atlantis');
    expect(await missing(exerciseId)).toEqual(EVERYTHING);
    expect((await commissioner.post(`/exercises/${exerciseId}/need`, { version: '0', otherAreas: 'Kent', outcomeIds: ['00000000-0000-7000-8000-000000000000'] })).text).toContain('Choose outcomes from the published framework only');
    expect((await commissioner.post(`/exercises/${exerciseId}/need/evidence/add`, { title: 'x', source: 'y', address: 'javascript:alert(1)' })).text).toContain('Enter an address that begins with https://');
    expect((await commissioner.post(`/exercises/${exerciseId}/need/evidence/add`, { title: 'x', source: 'y', 'datedOn-day': '30', 'datedOn-month': '2', 'datedOn-year': '2026' })).text).toContain('The date must be a real date');
  });

  test('two saving at once: the second is told, sees what the first saved, keeps their words, and may then save theirs', async () => {
    const exerciseId = await addExercise(house, county);
    await fillNeed(house, county, exerciseId);
    const second = house.visitor(county.commissioner);
    await second.get(`/exercises/${exerciseId}/need`);
    const typed = { version: '0', userGroup: 'My words', otherAreas: 'Kent' };
    const told = await second.send(`/exercises/${exerciseId}/need`, typed);
    expect(told.status).toBe(409);
    expect(told.text).toContain('A colleague saved this record');
    expect(told.text).toMatch(/What your colleague saved.*Separated parents/);
    expect(told.html).toContain('My words');
    const version = /name="version" value="(\d+)"/.exec(told.html)![1]!;
    expect((await second.send(`/exercises/${exerciseId}/need`, { ...typed, version })).text).toContain('Needs record saved');
  });

  test('it ties outcome, need and exercise on the thread, and shows the market all but the budget', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Threaded');
    const need = (await house.database.read((read) => needOf(read, exerciseId)))!;
    const seen = await house.visitor().get(`/needs/${need.id}`);
    expect(seen.status).toBe(200);
    expect(seen.text).toMatch(/It came from outcome “1\.1 Separated parents agree about their children”.*It led to exercise “Threaded”/);
    expect(seen.text).not.toContain('240,000');
    expect((await house.visitor(county.director).get(`/needs/${need.id}`)).text).toContain('£240,000 over 3 years');
    expect((await house.visitor().get(`/outcomes/${county.supporting}`)).text).toContain('Threaded');
    await fillNeed(house, county, exerciseId, { outcomeIds: [county.strategic] });
    expect((await house.visitor().get(`/needs/${need.id}`)).text).toContain('It came from outcome “S1 Families stay together”');
  });

  test('others may not change it, and a draft is not there for them', async () => {
    const exerciseId = await addExercise(house, county, 'Draft need');
    await fillNeed(house, county, exerciseId);
    const need = (await house.database.read((read) => needOf(read, exerciseId)))!;
    const finance = await house.addPerson('Finance', ['finance-officer', county.bodyId]);
    expect(await house.run(addEvidence, finance, { exerciseId, title: 'x', source: 'y', datedOn: '', address: '' })).toMatchObject({ kind: 'forbidden' });
    expect((await house.visitor(finance).get(`/exercises/${exerciseId}/need`)).status).toBe(404);
    expect((await house.visitor(finance).get(`/needs/${need.id}`)).status).toBe(200);
    const writer = await house.addPerson('Writer');
    expect((await house.visitor(writer).get(`/needs/${need.id}`)).status).toBe(404);
    await house.database.write((tx) => tx.updateTable('exercise').set({ stage: 'do' }).where('id', '=', exerciseId).execute());
    expect(await house.run(saveNeed, county.commissioner, { exerciseId, version: need.version, userGroup: 'x', sizeOfNeed: '', levelOfNeed: '', areaCodes: [], otherAreas: '', outcomeIds: [], budget: '', budgetYears: '' })).toMatchObject({ code: 'too-late' });
    expect((await house.visitor(county.commissioner).get(`/exercises/${exerciseId}/need`)).text).toContain('the needs record is kept as it was');
  });
});
