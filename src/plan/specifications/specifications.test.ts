import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideMove, statesOf } from '#kernel/machine';
import { decimal } from '#kernel/decimal';
import { newId } from '#kernel/ids';
import { addMeasure, carryMeasures, claimObservation, confirmObservation, measuresOf, observationsOf, plainMeasure, removeMeasure } from '#parts/measures';
import { approvalState, approvalsOf, approvalsWaitingFor, decideApproval } from '#parts/approvals';
import { openHouse, type House } from '../../../tests/house.ts';
// A fixture of a later room: the house of this test has exercises in it.
import { addCounty, addPlannedExercise, agree, approveSpecificationOf, typedMeasure, writeSpecification, type County } from '../exercises/exercises.fixture.ts';
import { putForwardSpecification, saveSpecification, specificationMeasures, startSpecification } from './specifications.commands.ts';
import { approvedSpecification, specificationById, specificationHash, specificationsOf } from './specification.store.ts';
import { SPECIFICATION_MOVES, type SpecificationState } from './specification.ts';

let house: House;
let county: County;
beforeAll(async () => {
  house = await openHouse();
  county = await addCounty(house, 'kent');
});
afterAll(() => house.close());

const attendances = plainMeasure('attendances', 'output');
const accredited = plainMeasure('accredited outcomes', 'output');
const lessDisorder = { ...plainMeasure('reduction in anti-social behaviour in ward', 'outcome'), target: decimal('10') };
const standing = (id: string) => house.database.read(async (read) => (await approvalState(read, { kind: 'specification', id }, 'specification', await specificationHash(read, id))).standing);
const stateOf = async (id: string) => (await house.database.read((read) => specificationById(read, id)))!.state;

describe('specification', () => {
  const TRUTH: Readonly<Record<SpecificationState, readonly string[]>> = { draft: ['approve'], approved: ['supersede'], superseded: [] };
  test.each(statesOf<SpecificationState>(SPECIFICATION_MOVES))('moves from %s', (state) => {
    const allowed = (Object.keys(SPECIFICATION_MOVES) as (keyof typeof SPECIFICATION_MOVES)[]).filter((move) => decideMove(SPECIFICATION_MOVES, move, state, 'It').kind === 'allowed');
    expect(allowed).toEqual(TRUTH[state]);
  });

  test('AN-05: a youth specification of outputs alone is warned; an outcome measure clears it', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Youth clubs');
    const id = await writeSpecification(house, county, exerciseId, [attendances, accredited]);
    const commissioner = house.visitor(county.commissioner);
    const warned = await commissioner.post(`/specifications/${id}/put-forward`, { outputsOnlyReason: '' });
    expect(warned.status).toBe(409);
    expect(warned.text).toContain('Warning: no outcome or impact measure');
    expect(await standing(id)).toBe('not-asked');
    const values = Object.fromEntries(Object.entries(typedMeasure(lessDisorder)).filter(([, value]) => typeof value === 'string')) as Record<string, string>;
    expect((await commissioner.post(`/specifications/${id}/measures/add`, values)).text).toContain('Measure added');
    expect((await commissioner.get(`/specifications/${id}`)).text).not.toContain('No outcome or impact measure');
    expect((await commissioner.post(`/specifications/${id}/put-forward`)).text).toContain('Put forward');
    expect(await standing(id)).toBe('waiting');
  });

  test('AN-05: the warning may be overridden with a reason, which the director and the reader see', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Trial');
    const id = await writeSpecification(house, county, exerciseId, [attendances]);
    await house.visitor(county.commissioner).post(`/specifications/${id}/put-forward`, { outputsOnlyReason: 'A trial of four weeks' });
    const [approval] = await house.database.read((read) => approvalsOf(read, { kind: 'specification', id }, 'specification'));
    expect((await house.visitor(county.director).get(`/approvals/${approval!.id}`)).text).toContain('Measures are to evaluate outcomes and impacts');
    expect((await house.visitor(county.director).get(`/specifications/${id}`)).text).toContain('because: A trial of four weeks');
    const entry = await house.database.read((read) => read.selectFrom('audit_entry').select('reason').where('act', '=', 'specifications.putForward').where('record_id', '=', id).where('result', '=', 'done').executeTakeFirst());
    expect(entry?.reason).toBe('A trial of four weeks');
  });

  test('it needs its sections and a measure before it goes forward', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Empty');
    const id = await house.mustRun(startSpecification, county.commissioner, { exerciseId });
    expect(await house.run(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: '' })).toMatchObject({ code: 'section-empty', more: [{}, {}] });
    await house.mustRun(saveSpecification, county.commissioner, { specificationId: id, revision: 1, summary: 'a', whoFor: 'b', service: 'c', standards: '' });
    expect(await house.run(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: 'x' })).toMatchObject({ code: 'no-measures' });
    expect(await house.run(startSpecification, county.commissioner, { exerciseId })).toMatchObject({ code: 'draft-there' });
    const late = await house.run(saveSpecification, county.commissioner, { specificationId: id, revision: 1, summary: 'mine', whoFor: 'b', service: 'c', standards: '' });
    expect(late).toMatchObject({ code: 'conflict' });
  });

  test('the director agrees once and it is approved; nobody else can, nor whoever asked, and a change makes it lapse', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Agreed');
    const both = await house.addPerson('Both', ['commissioner', county.bodyId], ['lead-director', county.bodyId]);
    const id = await writeSpecification(house, county, exerciseId, [lessDisorder]);
    await house.mustRun(putForwardSpecification, both, { specificationId: id, outputsOnlyReason: '' });
    const waitingId = async () => (await house.database.read((read) => approvalsOf(read, { kind: 'specification', id }, 'specification'))).findLast(({ state }) => state === 'asked')!.id;
    const decide = async (as: Parameters<House['run']>[1], decision = 'agree', reason = '') => house.run(decideApproval, as, { approvalId: await waitingId(), decision, reason });
    expect(await decide(both)).toMatchObject({ code: 'own-request' });
    expect(await decide(county.commissioner)).toMatchObject({ code: 'not-yours' });
    expect(await decide(await house.addPerson('Elsewhere', ['lead-director', await house.addBody()]))).toMatchObject({ kind: 'forbidden' });
    expect(await decide(county.director, 'refuse')).toMatchObject({ code: 'reason-missing' });
    await house.mustRun(specificationMeasures.add, county.commissioner, { aboutId: id, ...typedMeasure({ ...attendances, target: decimal('5') }) });
    expect(await standing(id)).toBe('lapsed');
    expect(await decide(county.director)).toMatchObject({ code: 'changed' });
    await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: '' });
    const waiting = await house.database.read(async (read) => approvalsWaitingFor(read, await house.actor(county.director)));
    expect(waiting.some(({ about }) => about.id === id)).toBe(true);
    const approvalId = await waitingId();
    const results = await Promise.all([1, 2].map(() => house.run(decideApproval, county.director, { approvalId, decision: 'agree', reason: '' })));
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(await stateOf(id)).toBe('approved');
    expect(await house.run(saveSpecification, county.commissioner, { specificationId: id, revision: 2, summary: 'x', whoFor: 'y', service: 'z', standards: '' })).toMatchObject({ code: 'wrong-state' });
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select('body_text').where('recipient_person_id', '=', county.director).where('about_id', '=', id).execute());
    expect(mail.length).toBe(2);
    expect(mail[0]!.body_text).toContain('/approvals/');
  });

  test('a refusal goes back with its reason and may be put forward again', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Refused');
    const id = await writeSpecification(house, county, exerciseId, [lessDisorder]);
    await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: '' });
    const [approval] = await house.database.read((read) => approvalsOf(read, { kind: 'specification', id }, 'specification'));
    await house.visitor(county.director).post(`/approvals/${approval!.id}`, { decision: 'refuse', reason: 'Say what happens in the evening' });
    expect((await house.visitor(county.commissioner).get(`/specifications/${id}`)).text).toContain('Say what happens in the evening');
    expect(await stateOf(id)).toBe('draft');
    await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: id, outputsOnlyReason: '' });
    await agree(house, county.director, 'specification', id, 'specification');
    expect(await stateOf(id)).toBe('approved');
  });

  test('the next version copies words and measures; the old one stays in force until the new one is agreed', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Versions');
    const first = await approveSpecificationOf(house, county, exerciseId);
    const second = await house.mustRun(startSpecification, county.commissioner, { exerciseId });
    expect((await house.database.read((read) => measuresOf(read, { kind: 'specification', id: second }))).map(({ name }) => name)).toEqual(['sessions held', 'parents who agree a plan']);
    expect((await house.database.read((read) => approvedSpecification(read, exerciseId)))?.id).toBe(first);
    await house.mustRun(putForwardSpecification, county.commissioner, { specificationId: second, outputsOnlyReason: '' });
    await agree(house, county.director, 'specification', second, 'specification');
    expect((await house.database.read((read) => specificationsOf(read, exerciseId))).map(({ version, state }) => [version, state])).toEqual([[2, 'approved'], [1, 'superseded']]);
  });

  test('the market does not see it before the plan is agreed, and hostile words are words', async () => {
    const exerciseId = await addPlannedExercise(house, county, 'Hidden');
    const id = await writeSpecification(house, county, exerciseId, [{ ...lessDisorder, name: '<img src=x onerror=alert(1)>' }]);
    const writer = await house.addPerson('Bid writer');
    expect((await house.visitor(writer).get(`/specifications/${id}`)).status).toBe(404);
    for (const path of ['', '/edit', '/put-forward', '/measures/add']) {
      const page = await house.visitor(county.commissioner).get(`/specifications/${id}${path}`);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.html).not.toContain('<img src=x');
    }
    expect((await house.visitor(county.commissioner).get(`/specifications/${id}/measures/nonsense`)).status).toBe(404);
    const [measure] = await house.database.read((read) => measuresOf(read, { kind: 'specification', id }));
    expect((await house.visitor(county.commissioner).post(`/specifications/${id}/measures/${measure!.id}/remove`)).text).toContain('Measure removed');
  });
});

describe('measures of a record', () => {
  test('carried measures remember their source, are carried once, and neither they nor observed ones are removed', async () => {
    const [from, to] = [{ kind: 'specification', id: newId<'specification'>() }, { kind: 'agreement', id: newId<'agreement'>() }];
    await house.database.write(async (tx) => {
      const source = await addMeasure(tx, from, { ...lessDisorder, baseline: decimal('12.50'), baselineConfidence: 'low' });
      expect(await carryMeasures(tx, from, to)).toBe(1);
      expect(await carryMeasures(tx, from, to)).toBe(0);
      expect(await removeMeasure(tx, from, source)).toBe(false);
      const [carried] = await measuresOf(tx, to);
      expect(carried).toMatchObject({ carriedFrom: source, name: lessDisorder.name, baselineConfidence: 'low' });
      expect(carried!.baseline!.toString()).toBe('12.5');
    });
  });

  test('a result is claimed by one and confirmed by another, once; a rate comes of its numerator and denominator', async () => {
    const about = { kind: 'agreement', id: newId<'agreement'>() };
    const claim = { from: '2026-04-01' as never, to: '2027-03-31' as never, value: null, numerator: decimal('1'), denominator: decimal('3'), words: null, evidence: 'Register' };
    await house.database.write(async (tx) => {
      const measureId = await addMeasure(tx, about, lessDisorder);
      expect(await claimObservation(tx, about, measureId, county.commissioner, { ...claim, denominator: decimal('0') })).toMatchObject({ field: 'denominator' });
      expect(await claimObservation(tx, about, measureId, county.commissioner, { ...claim, to: '2026-03-31' as never })).toMatchObject({ field: 'to' });
      expect(await claimObservation(tx, about, measureId, county.commissioner, { ...claim, numerator: null, denominator: null })).toMatchObject({ field: 'value' });
      const claimed = await claimObservation(tx, about, measureId, county.commissioner, claim);
      if (claimed.kind !== 'claimed') throw new Error('not claimed');
      expect(await confirmObservation(tx, about, claimed.id, county.commissioner)).toMatchObject({ code: 'own-claim' });
      expect(await confirmObservation(tx, about, claimed.id, county.director)).toBeNull();
      expect(await confirmObservation(tx, about, claimed.id, county.director)).toMatchObject({ code: 'already-confirmed' });
      const [observed] = (await observationsOf(tx, about)).get(measureId)!;
      expect([observed!.value!.toString(), observed!.from, observed!.to]).toEqual(['33.3333', '2026-04-01', '2027-03-31']);
    });
  });
});
