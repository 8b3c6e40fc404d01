import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { setPolicy } from '#policy';
import { openHouse, type House } from '../../../tests/house.ts';
import { exerciseForOpportunity, mayAdvertise } from './exercise-for-opportunity.store.ts';
import {
  addCounty, addExercise, addPlannedExercise, addSource, agreePlan, answerPlan, approveSpecificationOf, fillNeed, setSocialValue, setValuation, type County,
} from './exercises.fixture.ts';
import { createExercise, handOverExercise, saveExercise } from './exercise.commands.ts';
import { closeExercise, completeAnalyse, completeDo, completePlan, completeReview } from './gate.commands.ts';
import { putPlanForward } from './plan.commands.ts';

let house: House;
let county: County;
beforeAll(async () => {
  house = await openHouse();
  county = await addCounty(house, 'kent');
});
afterAll(() => house.close());

const blocks = async (exerciseId: string) => (await house.database.read((read) => exerciseForOpportunity(read, exerciseId)))!.whatBlocksAdvertising;

describe('over HTTP', () => {
  test('AN-01: “Family mediation” cannot pass the Analyse gate without a level of need, and the needs record then heads the specification', async () => {
    const commissioner = house.visitor(county.commissioner);
    const started = await commissioner.post('/exercises/new', { title: 'Family mediation', purpose: 'So that parents agree without a court.', mechanism: 'contract', category: 'services', bodyId: county.bodyId });
    expect(started.text).toContain('Exercise started');
    const { url } = started;
    await commissioner.post(`${url}/need`, { userGroup: 'Separated parents', sizeOfNeed: '1,140 families', levelOfNeed: '', otherAreas: 'Kent', outcomeIds: [county.supporting], budget: '240000', budgetYears: '3', version: '0' });
    await commissioner.post(`${url}/need/evidence/add`, { title: 'Waiting list', source: 'Joint Strategic Needs Assessment' });
    const refused = await commissioner.post(`${url}/analyse/complete`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('There is a problem');
    expect(refused.text).toContain('Level of need: say how great it is.');
    expect(refused.text).not.toContain('User group: say');
    await commissioner.post(`${url}/need`, { userGroup: 'Separated parents', sizeOfNeed: '1,140 families', levelOfNeed: 'Half go to court within a year', otherAreas: 'Kent', outcomeIds: [county.supporting], budget: '240000', budgetYears: '3', version: '1' });
    const passed = await commissioner.post(`${url}/analyse/complete`);
    expect(passed.text).toContain('Analyse stage completed');
    expect(passed.text).toMatch(/History of the gates.*Analyse Refused Casey Commissioner.*Level of need.*Analyse Passed Casey Commissioner/);
    const specification = await commissioner.post(`${url}/specification`);
    const shown = await commissioner.get(specification.url.replace('/edit', ''));
    expect(shown.text.indexOf('Half go to court within a year')).toBeGreaterThan(0);
    expect(shown.text.indexOf('Half go to court within a year')).toBeLessThan(shown.text.indexOf('The service'));
  });

  test('PL-01: at Plan with nothing approved, opening Do is blocked with every missing item, and the history says who approved each gate and when', async () => {
    await house.setClock('2026-05-04T09:00:00Z');
    const id = await addPlannedExercise(house, county, 'Young carers');
    const commissioner = house.visitor(county.commissioner);
    const refused = await commissioner.post(`/exercises/${id}/plan/complete`);
    expect(refused.status).toBe(409);
    for (const item of ['Specification: none is approved', 'Whole-life value: enter it', 'Social value: how the purchase might improve well-being', 'Approval: the plan was not put to the lead director']) expect(refused.text).toContain(item);
    await setValuation(house, id, 6_200_000n, true);
    await setSocialValue(house, id);
    await answerPlan(house, county, id);
    await approveSpecificationOf(house, county, id);
    expect((await commissioner.post(`/exercises/${id}/plan/complete`)).text).toContain('Approval: the plan was not put to the lead director yet.');
    await agreePlan(house, county, id);
    const passed = await commissioner.post(`/exercises/${id}/plan/complete`);
    expect(passed.text).toContain('Plan stage completed');
    expect(passed.text).toContain('Lead director Agreed Dana Director 4 May 2026 at 10am');
    expect(passed.text).toMatch(/Plan Passed Casey Commissioner 4 May 2026 at 10am/);
  });

  test('what others may see: staff of another body and visitors see nothing before the Analyse gate, and no budget after it', async () => {
    const draft = await addExercise(house, county, 'Not yet public');
    const elsewhere = await house.addPerson('Someone Else', ['commissioner', await house.addBody('elsewhere')]);
    expect((await house.visitor(elsewhere).get(`/exercises/${draft}`)).status).toBe(404);
    expect((await house.visitor(elsewhere).get('/exercises')).text).not.toContain('Not yet public');
    const open = await addPlannedExercise(house, county, 'Open to all');
    const seen = await house.visitor().get(`/exercises/${open}`);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('So that separated parents agree');
    expect(seen.text).not.toContain('240,000');
    expect(seen.text).not.toContain('Complete Plan');
    expect((await house.visitor(elsewhere).get(`/exercises/${open}/edit`)).status).toBe(404);
    expect(await house.run(completePlan, elsewhere, { exerciseId: open })).toMatchObject({ kind: 'forbidden' });
    expect((await house.visitor(county.commissioner).get(`/exercises/${open}`)).text).toContain('£240,000 over 3 years');
  });

  test('hostile words are shown as words, and every page of an exercise opens', async () => {
    const id = await addPlannedExercise(house, county, '<script>alert(1)</script>');
    const commissioner = house.visitor(county.commissioner);
    for (const path of ['', '/edit', '/hand-over', '/close', '/plan', '/plan/approval', '/need', '/need/evidence/add', '/analyse/complete', '/plan/complete', '/do/complete', '/review/complete', '/specification']) {
      const page = await commissioner.get(`/exercises/${id}${path}`);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.html).not.toContain('<script>alert');
    }
    expect((await commissioner.get('/exercises?stage=magic&page=0&owner=x')).status).toBe(200);
    expect((await commissioner.get(`/exercises?words=${encodeURIComponent('100%_\\')}`)).text).toContain('No exercise matches');
  });
});

describe('procurement plan', () => {
  test('PL-08: at £62,000 without a plan advertising is refused, with a blank social value answer still refused, complete allowed', async () => {
    const id = await addPlannedExercise(house, county, 'Short breaks');
    await approveSpecificationOf(house, county, id);
    await setValuation(house, id, 6_200_000n, true);
    await setSocialValue(house, id);
    expect(await blocks(id)).toContain('Procurement plan: “How will this procurement support local business?” has no answer.');
    await answerPlan(house, county, id, ['social-value']);
    expect(await blocks(id)).toEqual(['Procurement plan: “How will this procurement bring social value?” has no answer.', 'The Plan stage is not completed: an advertisement belongs to the Do stage.']);
    expect(await house.run(putPlanForward, county.commissioner, { exerciseId: id })).toMatchObject({ kind: 'refused', more: [{ sentence: expect.stringContaining('social value') }] });
    await answerPlan(house, county, id);
    await agreePlan(house, county, id);
    await house.mustRun(completePlan, county.commissioner, { exerciseId: id });
    expect(await blocks(id)).toEqual([]);
    expect(await house.database.read((read) => mayAdvertise(read, id))).toMatchObject({ kind: 'allowed' });
  });

  test('a small purchase needs no plan; an answer without owner or evidence is not complete; another body’s person owns nothing here', async () => {
    const id = await addPlannedExercise(house, county, 'Small');
    await setValuation(house, id, 500_000n, false);
    expect((await blocks(id)).some((sentence) => sentence.startsWith('Procurement plan'))).toBe(false);
    await setValuation(house, id, 6_200_000n, true);
    const page = await house.visitor(county.commissioner).get(`/exercises/${id}/plan`);
    const field = /name="(answer-[0-9a-f-]{36})"/.exec(page.html)![1]!;
    const stamp = new RegExp(`name="${field}-stamp" value="([^"]*)"`).exec(page.html)![1]!;
    await house.visitor(county.commissioner).post(`/exercises/${id}/plan`, { [field]: 'We asked', [`${field}-stamp`]: stamp });
    const lacks = await blocks(id);
    expect(lacks.filter((sentence) => sentence.includes('why this one?'))).toEqual([expect.stringContaining('has no evidence'), expect.stringContaining('has no owner')]);
    const stranger = await house.addPerson('Stranger');
    const refused = await house.visitor(county.commissioner).post(`/exercises/${id}/plan`, { [field]: 'We asked again', [`${field}-stamp`]: stamp, [`${field}-owner`]: stranger });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('We asked again');
  });

  test('a change after the director agreed makes the approval lapse', async () => {
    const id = await addPlannedExercise(house, county, 'Changed after');
    await approveSpecificationOf(house, county, id);
    await setValuation(house, id, 500_000n, false);
    await setSocialValue(house, id);
    await agreePlan(house, county, id);
    await setValuation(house, id, 900_000n, false);
    expect(await house.run(completePlan, county.commissioner, { exerciseId: id })).toMatchObject({ code: 'gate-not-passed', more: [{ sentence: expect.stringContaining('has changed since') }] });
  });
});

describe('cycle', () => {
  test.each(['grant', 'in-house'] as const)('PL-01: the same cycle serves a %s, without what belongs to buying, and its review opens the next Analyse stage', async (mechanism) => {
    const id = await addPlannedExercise(house, county, `By ${mechanism}`, mechanism);
    await approveSpecificationOf(house, county, id);
    await agreePlan(house, county, id);
    await house.mustRun(completePlan, county.commissioner, { exerciseId: id });
    expect(await house.run(completeDo, county.commissioner, { exerciseId: id })).toMatchObject({ code: 'gate-not-passed', more: [{ sentence: expect.stringContaining('no contract, grant or in-house agreement') }] });
    const agreementId = newId<'agreement'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('agreement').values({ id: agreementId, reference: `A-${mechanism}`, body_id: county.bodyId, kind: mechanism, title: `The ${mechanism}`, state: 'live', manager_id: county.commissioner, director_id: county.director }).execute();
      await tx.insertInto('thread_link').values({ id: newId<'thread_link'>(), from_kind: 'exercise', from_id: id, label: 'led to', to_kind: 'agreement', to_id: agreementId }).execute();
    });
    await house.mustRun(completeDo, county.commissioner, { exerciseId: id });
    expect(await house.run(completeReview, county.commissioner, { exerciseId: id })).toMatchObject({ more: [{ sentence: expect.stringContaining(`The ${mechanism}`) }] });
    await house.database.write((tx) => tx.insertInto('review').values({
      id: newId<'review'>(), agreement_id: agreementId, kind: 'annual', due_on: '2027-03-31', held_on: '2027-03-30', results: '62% of parents agreed a plan', issues: 'Evening sessions are full', actions: 'Add Saturdays',
    }).execute());
    await house.mustRun(completeReview, county.commissioner, { exerciseId: id });
    const next = await house.visitor(county.commissioner).post(`/exercises/new?agreement=${agreementId}`, {
      title: `Next ${mechanism}`, purpose: 'To go on', mechanism, category: 'services', bodyId: county.bodyId, reviewedAgreementId: agreementId,
    });
    expect(next.text).toContain('62% of parents agreed a plan');
    expect(next.text).toContain('Evening sessions are full');
    expect(next.text).toContain(`The ${mechanism}`);
  });

  test('an exercise is started only for a body where one is a commissioner, from an agreement of that body', async () => {
    const other = await house.addBody('other');
    const input = { bodyId: other, reviewedAgreementId: '', title: 'Mine?', purpose: 'No', mechanism: 'contract', category: 'services', lightTouch: false, unitId: '' };
    expect(await house.run(createExercise, county.commissioner, input)).toMatchObject({ code: 'not-yours' });
    const theirs = newId<'agreement'>();
    await house.database.write((tx) => tx.insertInto('agreement').values({ id: theirs, reference: 'X', body_id: other, kind: 'contract', title: 'Theirs' }).execute());
    expect(await house.run(createExercise, county.commissioner, { ...input, bodyId: county.bodyId, reviewedAgreementId: theirs })).toMatchObject({ code: 'no-such-agreement' });
    expect(await house.run(createExercise, county.commissioner, { ...input, title: '', purpose: ' ' })).toMatchObject({ kind: 'invalid', errors: [{ field: 'title' }, { field: 'purpose' }] });
  });

  test('two completing one stage at once complete it once', async () => {
    const id = await addExercise(house, county, 'At once');
    await fillNeed(house, county, id);
    await addSource(house, county, id);
    const results = await Promise.all([1, 2, 3].map(() => house.run(completeAnalyse, county.commissioner, { exerciseId: id })));
    expect(results.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(results.filter((result) => result.kind === 'refused' && result.code === 'wrong-state')).toHaveLength(2);
  });

  test('handing over moves the owner’s powers, to staff of the body only; stopping early needs a reason', async () => {
    const id = await addExercise(house, county, 'Handed over');
    const heir = await house.addPerson('Heir', ['finance-officer', county.bodyId]);
    const stranger = await house.addPerson('No role');
    expect(await house.run(handOverExercise, county.commissioner, { exerciseId: id, ownerId: stranger, reason: 'Leaving' })).toMatchObject({ code: 'not-staff' });
    expect(await house.run(completeAnalyse, heir, { exerciseId: id })).toMatchObject({ kind: 'forbidden' });
    await house.mustRun(handOverExercise, county.commissioner, { exerciseId: id, ownerId: heir, reason: 'Leaving' });
    expect(await house.run(completeAnalyse, heir, { exerciseId: id })).toMatchObject({ code: 'gate-not-passed' });
    const holders = await house.database.read((read) => read.selectFrom('role_holding').select(['person_id', 'held_until']).where('scope_id', '=', id).orderBy('held_from').execute());
    expect(holders.map(({ person_id, held_until }) => [person_id, held_until === null])).toEqual([[county.commissioner, false], [heir, true]]);
    expect(await house.run(closeExercise, heir, { exerciseId: id, reason: '' })).toMatchObject({ code: 'reason-missing', field: 'reason' });
    await house.mustRun(closeExercise, heir, { exerciseId: id, reason: 'Merged with another' });
    expect(await house.run(closeExercise, heir, { exerciseId: id, reason: 'Again' })).toMatchObject({ code: 'wrong-state' });
    expect((await house.visitor().get(`/exercises/${id}`)).status).toBe(404);
  });

  test('two people saving what it is for: the second is told and loses nothing', async () => {
    const id = await addExercise(house, county, 'Two editors');
    const typed = { title: 'First', purpose: 'One', mechanism: 'contract', category: 'services', statutory: '', discretionary: '', 'best-practice': '' };
    const input = { exerciseId: id, revision: 1, lightTouch: true, unitId: '', ...typed };
    await house.mustRun(saveExercise, county.commissioner, input);
    const overtaken = house.visitor(county.commissioner);
    await overtaken.get(`/exercises/${id}/edit`);
    const refused = await overtaken.send(`/exercises/${id}/edit`, { ...typed, title: 'Second', revision: '1' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('A colleague saved this exercise');
    expect(refused.html).toContain('value="Second"');
  });
});

describe('legal basis', () => {
  test('AN-02: youth shows statutory 2.9% and discretionary 97.1%, and a service with no tag is not classified', async () => {
    const members = await addCounty(house, 'memberland');
    const youth = await addPlannedExercise(house, members, 'Youth services');
    await addPlannedExercise(house, members, 'Untagged service');
    await house.mustRun(saveExercise, members.commissioner, {
      exerciseId: youth, revision: 1, title: 'Youth services', purpose: 'So that young people have somewhere to go.', mechanism: 'contract', category: 'services', lightTouch: true, unitId: '',
      statutory: '2.9', discretionary: '97.1', 'best-practice': '',
    });
    const agreementId = newId<'agreement'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('agreement').values({ id: agreementId, reference: 'Y1', body_id: members.bodyId, kind: 'contract', title: 'Youth clubs', state: 'live', value_net_pence: 10_000_000n, manager_id: members.commissioner, director_id: members.director }).execute();
      await tx.insertInto('thread_link').values({ id: newId<'thread_link'>(), from_kind: 'exercise', from_id: youth, label: 'led to', to_kind: 'agreement', to_id: agreementId }).execute();
    });
    const report = await house.visitor().get('/reports/legal-basis?body=memberland');
    expect(report.text).toMatch(/Youth services £100,000 2\.9% 97\.1% 0\.?0?%/);
    expect(report.text).toMatch(/Untagged service £0 Not classified/);
    expect((await house.visitor().get('/reports/legal-basis.csv?body=memberland')).html).toContain('Youth services,100000.00,2.9,97.1,0,0.00');
    expect((await house.visitor().get(`/exercises/${youth}`)).text).toContain('Statutory 2.9%, discretionary 97.1%');
    expect((await house.visitor().get('/reports/legal-basis?body=nowhere')).status).toBe(404);
  });

  test('an exercise without one says so in a sentence, and never as a task that is completed', async () => {
    const members = await addCounty(house, 'untold-county');
    const id = await addPlannedExercise(house, members, 'Never classified');
    const said = async () => (await house.visitor(members.commissioner).get(`/exercises/${id}`)).text;
    expect(await said()).toMatch(/Purpose Completed Legal basis Nobody has said yet how much of it the law requires\. Optional/);
    await house.database.pool.query("update exercise set stage = 'closed' where id = $1", [id]);
    expect(await said()).toMatch(/Purpose Completed Legal basis It was closed without saying how much of it the law requires\. Not said/);
    expect(await said()).not.toContain('Not classified');
    expect((await house.visitor().get(`/exercises/${id}`)).text).toContain('It was closed without saying how much of it the law requires.');
  });
});

describe('whoever the authority lets approve plans', () => {
  test('PL-08: a plan goes to the role that local policy names, and the page says so; one that waits keeps the rule of its day', async () => {
    await house.setClock('2026-06-01T09:00:00Z');
    const others = await addCounty(house, 'approver-county');
    const administrator = await house.addPerson('Ada Administrator', ['administrator', others.bodyId]);
    const officer = await house.addPerson('Otto Officer', ['procurement-officer', others.bodyId]);
    const commissioner = house.visitor(others.commissioner);
    const ready = async (title: string) => {
      const id = await addPlannedExercise(house, others, title);
      await setValuation(house, id, 6_200_000n, true);
      await setSocialValue(house, id);
      await answerPlan(house, others, id);
      await approveSpecificationOf(house, others, id);
      return id;
    };
    const before = await ready('Asked before');
    await commissioner.post(`/exercises/${before}/plan/approval`);
    const set = await house.run(setPolicy, administrator, { bodyId: others.bodyId, key: 'plan.approver', fields: { choice: 'procurement-officer' }, from: '2026-06-01', source: 'Minute 5', owner: '', reason: 'Test' });
    expect(set.kind).toBe('done');
    expect((await commissioner.get(`/exercises/${before}/plan/approval`)).text).toContain('waiting for the lead director');
    const after = await ready('Asked after');
    expect((await commissioner.get(`/exercises/${after}/plan/approval`)).text).toContain('Procurement officer’s approval of the plan');
    await commissioner.post(`/exercises/${after}/plan/approval`);
    const asked = await house.database.read((read) => read.selectFrom('approval').select(['id', 'role']).where('about_id', '=', after).execute());
    expect(asked.map(({ role }) => role)).toEqual(['procurement-officer']);
    expect((await commissioner.post(`/exercises/${after}/plan/complete`)).text).toContain('Approval: the procurement officer has not decided yet.');
    expect(await house.run(decideApproval, others.director, { approvalId: asked[0]!.id, decision: 'agree', reason: '' })).toMatchObject({ code: 'not-yours' });
    await house.mustRun(decideApproval, officer, { approvalId: asked[0]!.id, decision: 'agree', reason: '' });
    expect((await commissioner.post(`/exercises/${after}/plan/complete`)).text).toContain('Plan stage completed');
  });
});
