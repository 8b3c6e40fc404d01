import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { invitationsOf } from '#opportunities';
import { openArrangementHouse, type ArrangementHouse } from './arrangements.fixture.ts';
import { decideApplication, membersOf, readPerformance, saveApplication, startApplication, startMiniCompetition, submitApplication, withdrawApplication, withdrawLot } from './index.ts';
import { decideEachLot, type Deciding, type LotAsked } from './application.ts';
import { decimal } from '#kernel/decimal';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse('2015-06-01T09:00:00Z'); });
afterAll(() => house.close());

const lotsIn = (arrangementId: string) => house.database.read((read) => read.selectFrom('arrangement_lot').selectAll().where('arrangement_id', '=', arrangementId).orderBy('number').execute());
const mailTo = (person: string) => house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text']).where('recipient_person_id', '=', person).orderBy('id').execute());
const decision = { decision: '', ground: '', words: '', tryAgain: '', reasons: {}, lateReason: '' };

async function applied(name: string, score = '80') {
  const arrangementId = await house.setUp({ lots: ['Coast', 'Inland'], pass: '50' });
  const [coast, inland] = (await lotsIn(arrangementId)).map(({ id }) => id) as [string, string];
  const supplier = await house.addSupplier(name);
  const applicationId = await house.apply(arrangementId, supplier, { lotIds: [coast, inland] });
  await house.assess(applicationId, score);
  return { arrangementId, coast, inland, supplier, applicationId };
}

describe('DP-22: decided for each lot', () => {
  test('DP-22: one application is admitted to one lot and refused for another with its reason; the letter and the page say which; only members of a lot are invited to its work', async () => {
    const { arrangementId, coast, inland, supplier, applicationId } = await applied('Sea Scouts');
    const answers = { [`decision-${coast}`]: 'admit', [`lotReason-${coast}`]: '', [`decision-${inland}`]: 'refuse', [`lotReason-${inland}`]: '', words: '', tryAgain: '' };
    const post = (fields: Record<string, string>) => house.visitor(house.officer).post(`/applications/${applicationId}/decision`, fields);
    const unsaid = await post({ ...answers, [`decision-${inland}`]: '' });
    expect(unsaid.text).toContain('Choose a decision for lot 2');
    const unreasoned = await post(answers);
    expect(unreasoned.text).toContain('It can be refused only on a ground outside the marks');
    const reason = 'You have no vehicle, and this lot needs one.';
    const without = await post({ ...answers, [`lotReason-${inland}`]: reason });
    expect(without.text).toContain('Say how they can try again');
    expect(without.text).toContain(reason);
    expect(await house.database.read((read) => membersOf(read, arrangementId))).toEqual([]);
    await post({ ...answers, [`lotReason-${inland}`]: reason, tryAgain: 'Apply again once you have one.' });

    expect((await house.database.read((read) => membersOf(read, arrangementId))).map(({ lotId, status }) => [lotId, status])).toEqual([[coast, 'full']]);
    const letter = (await mailTo(supplier.writer)).at(-1)!.body_text;
    for (const line of ['admitted to some lots', 'Lot 1: Coast: admitted.', `Lot 2: Inland: not admitted. ${reason}`, 'Apply again once you have one.']) expect(letter).toContain(line);
    const own = (await house.visitor(supplier.writer).get(`/applications/${applicationId}`)).text;
    expect(own).toMatch(/Admitted to some lots/);
    expect(own).toMatch(/Lot 2: Inland Not admitted You have no vehicle/);
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('Sea Scouts joined lot 1.');
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ decided: 1, waiting: 0 });

    const both = await house.addSupplier('Both Lots Ltd');
    const second = await house.apply(arrangementId, both, { lotIds: [coast, inland] });
    await house.assess(second, '90');
    expect((await house.run(decideApplication, house.officer, { applicationId: second, ...decision, decision: 'admit' })).kind).toBe('done');
    const invitedTo = async (lotId: string) => {
      const { opportunityId } = await house.mustRun(startMiniCompetition, house.officer, { arrangementId, lotId, title: 'A trip', summary: 'One trip.' });
      return (await house.database.read((read) => invitationsOf(read, opportunityId))).map(({ organisationId }) => organisationId).sort();
    };
    expect(await invitedTo(coast)).toEqual([supplier.organisationId, both.organisationId].sort());
    expect(await invitedTo(inland)).toEqual([both.organisationId]);

    // The new application begins with the lot that it is not in, and cannot ask for the one that it has.
    const { applicationId: third } = await house.mustRun(startApplication, supplier.writer, { arrangementId, organisationId: supplier.organisationId });
    expect(await house.database.read((read) => read.selectFrom('arrangement_application').select('lot_ids').where('id', '=', third).executeTakeFirstOrThrow())).toEqual({ lot_ids: [inland] });
    await house.mustRun(saveApplication, supplier.writer, { applicationId: third, version: 1, lotIds: [coast, inland], alternativeKind: '', alternativeWords: '', answers: {} });
    expect(await house.run(submitApplication, supplier.writer, { applicationId: third })).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('full member of lot 1 already') as string });
  });

  test('DP-22: refused for every lot is refused; decided twice, by another body, or withdrawn meanwhile it is not decided', async () => {
    const { coast, inland, supplier, applicationId } = await applied('Refused Club', '20');
    const stranger = await house.addPerson('Otto Other', ['procurement-officer', await house.addBody(`other-${applicationId.slice(-6)}`)]);
    expect(await house.run(decideApplication, stranger, { applicationId, ...decision, decision: 'refuse' })).toMatchObject({ kind: 'forbidden' });
    expect((await house.visitor(stranger).get(`/applications/${applicationId}/decision`)).status).toBe(404);
    expect(await house.run(decideApplication, house.officer, { applicationId, ...decision, lots: { [coast]: { decision: 'admit', reason: '' }, [inland]: { decision: 'refuse', reason: 'Too little.' } } })).toMatchObject({ code: 'below-pass', field: `decision-${coast}` });
    const no = { applicationId, ...decision, decision: 'refuse', words: 'Too little was shown.', tryAgain: 'Show more.' };
    const twice = await Promise.all([house.run(decideApplication, house.officer, no), house.run(decideApplication, house.officer, no)]);
    expect(twice.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const rows = await house.database.read((read) => read.selectFrom('arrangement_lot_decision').select(['decision', 'reason']).where('application_id', '=', applicationId).execute());
    expect(rows).toEqual([{ decision: 'refused', reason: 'Too little was shown.' }, { decision: 'refused', reason: 'Too little was shown.' }]);
    expect((await mailTo(supplier.writer)).at(-1)!.body_text).toContain('has not been admitted');
    const gone = await applied('Gone Club');
    await house.mustRun(withdrawApplication, gone.supplier.writer, { applicationId: gone.applicationId });
    expect(await house.run(decideApplication, house.officer, { applicationId: gone.applicationId, ...decision, decision: 'admit' })).toMatchObject({ kind: 'refused' });
  });

  test('provisional in one lot: other evidence stands in there, and the other lot is refused', () => {
    const deciding = { state: 'submitted', outcome: { total: decimal('40'), totalMet: true, passes: false, findings: [{ criterionId: 'c', name: 'Experience', percent: decimal('20'), passPercent: decimal('50'), met: false }] }, alternative: { kind: 'staff', words: 'Ten years.' }, provisional: { ceilingNetPence: 1n }, provisionalCriteria: ['c'], ground: '', reasons: new Map([['c', 'None shown.']]), words: '', tryAgain: 'Again.' } as unknown as Deciding;
    const lot = (number: number, kind: LotAsked['decision'], reason = ''): LotAsked => ({ id: `lot-${number}`, number, decision: kind, reason });
    expect(decideEachLot([lot(1, 'provisional'), lot(2, 'refuse', 'Not this one.')], deciding)).toMatchObject({ kind: 'allowed', value: [{ decision: 'provisional', reason: '' }, { decision: 'refused', reason: 'Not this one.' }] });
    expect(decideEachLot([lot(1, 'admit'), lot(2, 'refuse'), lot(3, null)], deciding)).toMatchObject({ field: 'decision-lot-1', more: [{ field: 'lotReason-lot-2' }, { field: 'decision-lot-3' }] });
  });
});

describe('a lot is withdrawn', () => {
  test('its members and applicants are told why, who asked for nothing else is closed with its clock, and nobody joins or is called off from it any more', async () => {
    const { arrangementId, coast, inland, supplier, applicationId } = await applied('Both Asked');
    const only = await house.addSupplier('Only Inland');
    const alone = await house.apply(arrangementId, only, { lotIds: [inland] });
    const address = `/arrangements/${arrangementId}/lots/${inland}/withdraw`;
    const stranger = await house.addPerson('Otto Other', ['procurement-officer', await house.addBody(`lot-${applicationId.slice(-6)}`)]);
    expect((await house.visitor(stranger).post(address, { reason: 'No.' })).status).toBe(403);
    expect((await house.visitor(house.officer).post(address, { reason: '' })).text).toContain('Give the reason');
    const results = await Promise.all([0, 1].map(() => house.run(withdrawLot, house.officer, { arrangementId, lotId: inland, reason: 'The district buys it itself now.' })));
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(await house.run(withdrawLot, house.officer, { arrangementId, lotId: coast, reason: 'All.' })).toMatchObject({ code: 'last-lot' });
    expect(await house.run(withdrawLot, house.officer, { arrangementId, lotId: newId<'lot'>(), reason: 'All.' })).toMatchObject({ code: 'not-found' });
    expect((await mailTo(only.writer)).at(-1)!.body_text).toContain('Your application asked for no other lot, so it is closed.');
    const states = await house.database.read((read) => read.selectFrom('arrangement_application').select(['id', 'state']).where('arrangement_id', '=', arrangementId).execute());
    expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({ [applicationId]: 'submitted', [alone]: 'withdrawn' });
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ waiting: 1 });
    expect((await house.run(decideApplication, house.officer, { applicationId, ...decision, decision: 'admit' })).kind).toBe('done');
    expect((await house.database.read((read) => membersOf(read, arrangementId))).map(({ lotId }) => lotId)).toEqual([coast]);
    expect((await mailTo(supplier.writer)).at(-1)!.body_text).not.toContain('Lot 2');
    expect(await house.run(startMiniCompetition, house.officer, { arrangementId, lotId: inland, title: 'X', summary: 'Y' })).toMatchObject({ code: 'lot-withdrawn', field: 'lotId' });
    const late = await house.addSupplier('Late For It');
    const { applicationId: draft } = await house.mustRun(startApplication, late.writer, { arrangementId, organisationId: late.organisationId });
    expect(await house.run(saveApplication, late.writer, { applicationId: draft, version: 1, lotIds: [inland], alternativeKind: '', alternativeWords: '', answers: {} })).toMatchObject({ code: 'no-lot' });
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('Lot 2: Inland was withdrawn. Reason: The district buys it itself now.');
    await house.mustRun(startMiniCompetition, house.officer, { arrangementId, lotId: coast, title: 'Running', summary: 'Y' });
  });

  test('a lot with a short competition under way is not withdrawn', async () => {
    const { arrangementId, coast, applicationId } = await applied('Competing');
    await house.mustRun(decideApplication, house.officer, { applicationId, ...decision, decision: 'admit' });
    await house.mustRun(startMiniCompetition, house.officer, { arrangementId, lotId: coast, title: 'Running now', summary: 'Y' });
    expect(await house.run(withdrawLot, house.officer, { arrangementId, lotId: coast, reason: 'No need.' })).toMatchObject({ code: 'competition-open', sentence: expect.stringContaining('Running now') as string });
  });
});
