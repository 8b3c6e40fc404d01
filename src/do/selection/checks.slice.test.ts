import { describe, expect, test, vi } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { confirmAward, publishAward, recommendAward, releaseFeedback, withdrawAward } from '#awards';
import { decideApproval } from '#parts/approvals';
import { promisesOf } from '#parts/promises';
import { evaluate, openPanelHouse, type PanelHouse } from '../evaluation/evaluation.fixture.ts';
import { askEvidence, awardStanding, decideConcern, decideOnEvidence, giveEvidence, giveFinancialView, raiseConcern, recordExclusionCheck, replyToConcern } from './index.ts';
import { setProportion } from './selection-policy.fixture.ts';
import { addInsurance, completeCore } from './selection.fixture.ts';

// Each test evaluates six bids first.
vi.setConfig({ testTimeout: 120_000 });

interface ChecksHouse extends PanelHouse { readonly manager: PersonId; readonly director: PersonId; readonly finance: PersonId }

/** Six bidders on a small contract, evaluated: the last ranks first, the one before it second. */
async function openChecksHouse(opportunity: Readonly<Record<string, unknown>> = {}): Promise<ChecksHouse> {
  const names = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir'];
  const house = await openPanelHouse({ bidders: names.map((name) => [`${name} CIC`, 9_000_00n] as const), opportunity: { contract_starts_on: '2027-01-04', contract_ends_on: '2028-01-03', regime: 'PA2023', above_threshold: false, value_net_pence: 9_000_00n, value_gross_pence: 10_800_00n, ...opportunity } });
  await setProportion(house, house.bodyId);
  await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key: 'feedback.withinDays', valid: '[2020-01-01,)', value: JSON.stringify({ count: 5, counted: 'working' }), source: 'Test policy' }).execute());
  await house.database.write(async (tx) => {
    const [exercise, specification, outcome] = [newId<'exercise'>(), newId<'specification'>(), newId<'outcome'>()];
    await tx.insertInto('exercise').values({ id: exercise, reference: 'KENT-EX-1', body_id: house.bodyId, title: 'Youth clubs', owner_id: house.officer }).execute();
    await tx.insertInto('specification').values({ id: specification, exercise_id: exercise, version: 1, state: 'approved' }).execute();
    await tx.insertInto('outcome').values({ id: outcome, body_id: house.bodyId }).execute();
    await tx.insertInto('outcome_served').values({ about_kind: 'exercise', about_id: exercise, outcome_id: outcome }).execute();
    await tx.insertInto('measure').values({ id: newId<'measure'>(), about_kind: 'specification', about_id: specification, name: 'Young people who feel safe', kind: 'outcome', nature: 'quantitative', target: '80' }).execute();
    await tx.updateTable('opportunity').set({ exercise_id: exercise, specification_id: specification }).where('id', '=', house.opportunityId).execute();
    await tx.updateTable('organisation').set({ size: 'micro', sector: 'vcse', social_enterprise: true }).execute();
  });
  const rest = { manager: await house.addPerson('Mona Manager', ['contract-manager', house.bodyId]), director: await house.addPerson('Dirk Director', ['lead-director', house.bodyId]), finance: await house.addPerson('Fay Finance', ['finance-officer', house.bodyId]) };
  await evaluate(house, [['2', '2'], ['2', '2'], ['2', '2'], ['3', '2'], ['4', '3'], ['4', '4.5']]);
  return { ...house, ...rest };
}

/** As it is when bidders ticked statements in the tender. */
async function certified(house: ChecksHouse): Promise<void> {
  await house.database.write((tx) => tx.insertInto('tender_extra').values({ id: newId<'tender_extra'>(), opportunity_id: house.opportunityId, question_id: house.questions[1], kind: 'self-certification', reason: 'Statements first.' }).execute());
}

const first = (house: ChecksHouse) => house.bids[5]!;
const second = (house: ChecksHouse) => house.bids[4]!;
const recommend = (house: ChecksHouse, bidId: string) => house.run(recommendAward, house.officer, { opportunityId: house.opportunityId, lot: 'whole', bidId, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: house.manager, directorId: house.director });

async function upToConfirming(house: ChecksHouse, bidId: string): Promise<string> {
  const recommended = await recommend(house, bidId);
  if (recommended.kind !== 'done') throw new Error(JSON.stringify(recommended));
  const { awardId } = recommended.value;
  const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
  await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
  await house.mustRun(releaseFeedback, house.officer, { awardId });
  await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: '' });
  return awardId;
}
const confirm = (house: ChecksHouse, awardId: string) => house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });
const asking = (house: ChecksHouse, bidId: string, rest: Readonly<Record<string, unknown>> = {}) => ({ opportunityId: house.opportunityId, bidId, kinds: ['public-liability', 'financial-standing'], words: '', dueOn: '2026-11-13', ...rest });
const standing = (house: ChecksHouse, step: 'publish' | 'confirm', bidId = first(house).id) => house.database.read(async (read) => (await awardStanding(read, { opportunityId: house.opportunityId, lotId: null, bidId, step })).map(({ sentence }) => sentence));

describe('self-certification first', () => {
  test('DP-06: of 6 bidders on a £9,000 contract only the provisional winner is asked, and on the day of receipt the award is confirmed', async () => {
    const house = await openChecksHouse();
    await certified(house);
    expect(await house.database.read((read) => read.selectFrom('stored_file').select('id').execute())).toEqual([]);
    const awardId = await upToConfirming(house, first(house).id);
    expect(await confirm(house, awardId)).toMatchObject({ code: 'held-up', sentence: expect.stringContaining('Ask the winner for evidence') });
    for (const bid of house.bids.slice(0, 5)) expect(await house.run(askEvidence, house.officer, asking(house, bid.id))).toMatchObject({ code: 'not-first' });
    expect(await house.run(askEvidence, house.officer, asking(house, first(house).id, { dueOn: '2026-11-04' }))).toMatchObject({ code: 'too-soon' });
    const { requestId } = await house.mustRun(askEvidence, house.officer, asking(house, first(house).id));
    expect(await house.run(askEvidence, house.officer, asking(house, first(house).id))).toMatchObject({ code: 'asked' });
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select(['recipient_person_id', 'subject']).where('subject', 'like', 'Evidence for%').execute());
    expect(mails.map(({ recipient_person_id }) => recipient_person_id)).toEqual([first(house).writer]);
    const [promise] = await house.database.read((read) => promisesOf(read, { kind: 'evidence-request', id: requestId }));
    expect(promise).toMatchObject({ kind: 'evidence', keptAt: null });
    expect(await confirm(house, awardId)).toMatchObject({ code: 'held-up' });

    await house.setClock('2026-11-06T10:00:00Z');
    const supplier = house.visitor(first(house).writer);
    expect((await supplier.get('/home')).text).toContain('Give the evidence asked of you for Youth clubs');
    const documentId = await addInsurance(house, first(house).writer, first(house).organisationId, '2027-06-30');
    const half = await supplier.post(`/evidence/${requestId}/give`, { 'document-1': documentId, consent: 'yes' });
    expect(half.text).toContain('1 still to give');
    expect(await house.run(decideOnEvidence, house.officer, { requestId, to: 'accepted', failing: '', reasons: '' })).toMatchObject({ code: 'not-received' });
    expect((await supplier.post(`/evidence/${requestId}/give`, { 'document-2': documentId, consent: 'yes' })).text).toContain('Everything is given');
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/evidence/${requestId}`)).text).toContain('Public liability insurance');
    expect((await officer.post(`/evidence/${requestId}/decide`, { to: 'accepted', failing: '', reasons: '' })).text).toContain('Accepted');
    expect(await confirm(house, awardId)).toMatchObject({ kind: 'done' });
    for (const bid of house.bids.slice(0, 5)) expect((await house.visitor(bid.writer).get(`/evidence/${requestId}`)).status).toBe(404);
    await house.close();
  });

  test('DP-06: missing evidence or a false statement lets the next bidder be chosen, with a record', async () => {
    const house = await openChecksHouse();
    await certified(house);
    const { requestId } = await house.mustRun(askEvidence, house.officer, asking(house, first(house).id));
    const fail = (failing: string, reasons = 'It has no insurance, and said that it would.') => house.run(decideOnEvidence, house.officer, { requestId, to: 'failed', failing, reasons });
    expect(await fail('missing')).toMatchObject({ code: 'not-due' });
    expect(await fail('false-statement', '')).toMatchObject({ field: 'reasons' });
    expect(await fail('bad luck')).toMatchObject({ field: 'failing' });
    expect(await recommend(house, second(house).id)).toMatchObject({ kind: 'refused' });
    const award = await recommend(house, first(house).id);
    expect(await fail('false-statement')).toMatchObject({ code: 'award-first' });
    await house.mustRun(withdrawAward, house.officer, { awardId: award.kind === 'done' ? award.value.awardId : '', reason: 'Its statement was not true.' });
    const [one, two] = await Promise.all([fail('false-statement'), fail('false-statement')]);
    expect([one.kind, two.kind].sort()).toEqual(['done', 'refused']);
    expect(await house.database.read((read) => read.selectFrom('bid').select(['state', 'outcome_reason']).where('id', '=', first(house).id).executeTakeFirstOrThrow())).toEqual({ state: 'rejected', outcome_reason: 'A statement in the bid was not true. It has no insurance, and said that it would.' });
    expect(await recommend(house, second(house).id)).toMatchObject({ kind: 'done' });
    const entry = await house.database.read((read) => read.selectFrom('audit_entry').selectAll().where('act', '=', 'selection.decideEvidence').where('result', '=', 'done').executeTakeFirstOrThrow());
    expect(entry).toMatchObject({ reason: 'It has no insurance, and said that it would.', body_id: house.bodyId });
    expect((await house.visitor(first(house).writer).get(`/evidence/${requestId}`)).text).toContain('A statement in the bid was not true');
    await house.close();
  });

  test('what did not come by the end of its day is missing; nobody outside gives or decides', async () => {
    const house = await openChecksHouse();
    const { requestId } = await house.mustRun(askEvidence, house.officer, asking(house, first(house).id));
    for (const who of [second(house).writer, house.director, await house.addPerson('Ada Admin', ['administrator', house.bodyId])]) {
      expect((await house.run(giveEvidence, who, { requestId, documents: {}, consent: 'yes' })).kind).toBe('forbidden');
      expect((await house.run(decideOnEvidence, who, { requestId, to: 'accepted', failing: '', reasons: '' })).kind).toBe('forbidden');
    }
    const rivals = await addInsurance(house, second(house).writer, second(house).organisationId, '2027-06-30');
    expect(await house.run(giveEvidence, first(house).writer, { requestId, documents: { 1: rivals }, consent: 'yes' })).toMatchObject({ code: 'not-in-vault' });
    await house.setClock('2026-11-14T00:00:01Z');
    expect(await house.run(decideOnEvidence, house.officer, { requestId, to: 'failed', failing: 'missing', reasons: 'Nothing came.' })).toMatchObject({ kind: 'done' });
    expect(await house.run(giveEvidence, first(house).writer, { requestId, documents: {}, consent: 'yes' })).toMatchObject({ code: 'closed' });
    await house.close();
  });
});

describe('exclusion and the debarment list', () => {
  test('above the threshold an award waits for a recorded check; a match waits for the supplier to be heard', async () => {
    const house = await openChecksHouse({ above_threshold: true });
    const bidId = first(house).id;
    const base = { opportunityId: house.opportunityId, bidId };
    expect(await standing(house, 'publish')).toEqual(['The winner has not been checked against the debarment list.']);
    const check = { ...base, listSource: 'Debarment list of 1 November 2026', checkedOn: '2026-11-02', note: '' };
    expect(await house.run(recordExclusionCheck, house.officer, { ...check, result: 'match' })).toMatchObject({ field: 'note' });
    expect(await house.run(recordExclusionCheck, house.officer, { ...check, result: 'clear', checkedOn: '2026-12-01' })).toMatchObject({ code: 'future' });
    expect((await house.run(recordExclusionCheck, house.finance, { ...check, result: 'clear' })).kind).toBe('forbidden');
    await house.mustRun(recordExclusionCheck, house.officer, { ...check, result: 'clear' });
    expect(await standing(house, 'publish')).toEqual([]);
    await expect(house.database.write((tx) => tx.deleteFrom('exclusion_check').execute())).rejects.toThrow(/never changed/);
    await house.mustRun(recordExclusionCheck, house.officer, { ...check, result: 'match', note: 'A director of theirs.' });
    expect(await standing(house, 'publish')).toEqual([expect.stringContaining('was found on the debarment list')]);
    const raised = { ...base, ground: 'theft-fraud-bribery', debarred: true, facts: 'A director is on the list.', replyOn: '2026-11-13' };
    expect(await house.run(raiseConcern, house.officer, { ...raised, replyOn: '2026-11-03' })).toMatchObject({ code: 'too-soon' });
    const { concernId } = await house.mustRun(raiseConcern, house.officer, raised);
    const decide = (continuing: string, decision: string) => house.run(decideConcern, house.director, { concernId, continuing, decision, reasons: 'Read with care.' });
    expect(await decide('yes', 'excluded')).toMatchObject({ code: 'not-heard' });
    await expect(house.database.write((tx) => tx.updateTable('exclusion_concern').set({ decision: 'excluded', continuing: true, reasons: 'x', decided_at: new Date('2026-11-02T10:00:00Z') }).where('id', '=', concernId).execute())).rejects.toThrow(/exclusion_concern/);
    expect((await house.visitor(second(house).writer).get(`/exclusion-concerns/${concernId}`)).status).toBe(404);
    const supplier = house.visitor(first(house).writer);
    expect((await supplier.get('/home')).text).toContain('Reply about Youth clubs');
    expect((await supplier.post(`/exclusion-concerns/${concernId}/reply`, { reply: 'She left us in May.' })).text).toContain('Your reply is sent');
    expect(await decide('yes', 'not-excluded')).toMatchObject({ code: 'mandatory' });
    expect(await decide('no', 'excluded')).toMatchObject({ code: 'not-continuing' });
    expect(await decide('no', 'not-excluded')).toMatchObject({ kind: 'done' });
    expect(await house.run(replyToConcern, first(house).writer, { concernId, reply: 'More.' })).toMatchObject({ code: 'decided' });
    expect(await standing(house, 'publish')).toEqual([]);
    await house.close();
  });

  test('an exclusion passes the bid over, with its reasons, and promises to tell a minister within 30 days', async () => {
    const house = await openChecksHouse({ above_threshold: true });
    const { concernId } = await house.mustRun(raiseConcern, house.officer, { opportunityId: house.opportunityId, bidId: first(house).id, ground: 'poor-performance', debarred: false, facts: 'A contract was ended for breach in May.', replyOn: '2026-11-13' });
    await house.mustRun(replyToConcern, first(house).writer, { concernId, reply: 'It was.' });
    await house.mustRun(decideConcern, house.officer, { concernId, continuing: 'yes', decision: 'excluded', reasons: 'Nothing has been put right.' });
    expect(await house.database.read((read) => read.selectFrom('bid').select('state').where('id', '=', first(house).id).executeTakeFirstOrThrow())).toEqual({ state: 'rejected' });
    const [promise] = await house.database.read((read) => promisesOf(read, { kind: 'exclusion-concern', id: concernId }));
    expect(promise!.dueAt.toISOString()).toBe('2026-12-02T00:00:00.000Z');
    expect(promise!.rule).toContain('PA23 s.59(2)');
    expect((await house.visitor(first(house).writer).get(`/exclusion-concerns/${concernId}`)).text).toContain('Nothing has been put right.');
    await house.close();
  });
});

describe('financial standing', () => {
  test('DP-07: finance records a reasoned view of a bidder without accounts; nothing fails by itself, in the command or the table', async () => {
    const house = await openChecksHouse();
    // The core is saved before the instant of the bid, as it would be.
    await house.setClock('2026-11-02T08:00:00Z');
    await completeCore(house, first(house).writer, first(house).organisationId);
    await house.setClock('2026-11-03T09:00:00Z');
    const at = `/opportunities/${house.opportunityId}/checks/${first(house).id}`;
    const page = await house.visitor(house.finance).get(at);
    expect(page.text).toContain('Nothing fails by itself');
    expect(page.text).toContain('A forecast of income, costs and cash, A guarantor');
    const given = { opportunityId: house.opportunityId, bidId: first(house).id, reliedOn: ['forecast', 'guarantor'], view: 'satisfied', conditions: '', ground: '', reasons: 'The forecast is cautious and its guarantor is sound.' };
    expect(await standing(house, 'confirm')).toEqual([]);
    expect(await house.run(giveFinancialView, house.finance, { ...given, view: 'not-satisfied', ground: 'no-accounts' })).toMatchObject({ field: 'ground', sentence: expect.stringContaining('Having no accounts is not a reason') });
    expect(await house.run(giveFinancialView, house.finance, { ...given, reliedOn: [] })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(giveFinancialView, house.finance, { ...given, reasons: ' ' })).toMatchObject({ kind: 'invalid' });
    expect((await house.run(giveFinancialView, house.officer, given)).kind).toBe('forbidden');
    const row = { id: newId<'financial_view'>(), opportunity_id: house.opportunityId, bid_id: first(house).id, organisation_id: first(house).organisationId, body_id: house.bodyId, relied_upon: ['forecast'], view: 'not-satisfied', ground: 'no-accounts', reasons: 'None.', given_by: house.finance };
    await expect(house.database.write((tx) => tx.insertInto('financial_view').values(row).execute())).rejects.toThrow(/financial_view/);
    expect((await house.visitor(house.finance).post(`${at}/finance`, { ...given })).text).toContain('From a forecast, a guarantor.');
    await house.mustRun(giveFinancialView, house.finance, { ...given, view: 'not-satisfied', ground: 'support-withdrawn', reasons: 'The guarantor has gone.' });
    expect(await standing(house, 'publish')).toEqual(['Finance is not satisfied with the winner’s financial standing.']);
    await house.close();
  });

  test('before the opening there is nothing to see, and whoever declared an interest never sees it', async () => {
    const house = await openChecksHouse();
    await house.database.write((tx) => tx.updateTable('assessor').set({ declaration: 'interest', declaration_words: 'My sister.' }).where('person_id', '=', house.evaluators[0]).execute());
    expect((await house.visitor(house.evaluators[0]).get(`/opportunities/${house.opportunityId}/checks`)).status).toBe(404);
    expect((await house.visitor(house.evaluators[1]).get(`/opportunities/${house.opportunityId}/checks`)).text).toContain('Fir CIC');
    await house.database.write((tx) => tx.updateTable('opportunity').set({ state: 'published', opened_at: null }).where('id', '=', house.opportunityId).execute());
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/checks`)).text).not.toContain('Fir CIC');
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/checks/${first(house).id}`)).status).toBe(404);
    await house.close();
  });
});
