import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { noticesOf } from '#parts/notices';
import { openArrangementHouse, addMembers, type ArrangementHouse, type Supplier } from './arrangements.fixture.ts';
import { announceIntention, arrangementEvents, decideApplication, endArrangement, followIntakes, leaveArrangement, membersOf, planIntake, proposeChange, publishArrangement, publishChanges, readArrangement, readUsage, recordReview, startApplication, withdrawChange, writeMarketConflicts } from './index.ts';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse(); });
afterAll(() => house.close());

const noChange = { kind: 'pass-mark', pass: '', criterionId: '', shares: {}, endsOn: '', windowId: '', closesOn: '', reason: 'Too few were admitted.', confirmed: 'yes' };
const mailTo = (person: string) => house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text']).where('recipient_person_id', '=', person).orderBy('id').execute());

describe('DP-26', () => {
  async function scored(scores: readonly string[], arrangementId: string): Promise<Supplier[]> {
    const suppliers = [];
    for (const [index, score] of scores.entries()) {
      const supplier = await house.addSupplier(`Applicant ${index + 1} of ${arrangementId.slice(-6)}`);
      const applicationId = await house.apply(arrangementId, supplier);
      await house.assess(applicationId, score);
      suppliers.push(supplier);
    }
    return suppliers;
  }

  test('DP-26: of 85, 81, 60, 35 and 20, changing the pass mark from 80 to 20 previews 2 becoming 5, needs a director and a reason, and every applicant is told', async () => {
    await house.setClock('2015-05-01T09:00:00Z');
    const arrangementId = await house.setUp({ kind: 'framework', window: ['2015-05-01', '2015-06-30'], pass: '80' });
    const suppliers = await scored(['85', '81', '60', '35', '20'], arrangementId);
    const drafting = await house.addSupplier('Still Writing');
    await house.mustRun(startApplication, drafting.writer, { arrangementId, organisationId: drafting.organisationId });
    const proposal = { arrangementId, ...noChange, pass: '20', reviseUntil: '2015-07-31' };
    expect(await house.run(proposeChange, house.officer, { ...proposal, reason: ' ' })).toMatchObject({ kind: 'invalid' });
    const shown = await house.visitor(house.officer).post(`/arrangements/${arrangementId}/change`, { kind: 'pass-mark', pass: '20', reason: 'Too few were admitted.', 'reviseUntil-day': '31', 'reviseUntil-month': '7', 'reviseUntil-year': '2015', confirmed: 'no' });
    expect(shown.text).toContain('Of 5 applicants scored so far, 2 reach the pass marks now and 5 would after the change.');
    expect((await house.database.read((read) => readArrangement(read, arrangementId)))!.passPercent!.toString()).toBe('80');
    const { changeId, effect } = await house.mustRun(proposeChange, house.officer, proposal);
    expect([effect.admittedBefore, effect.admittedAfter]).toEqual([2, 5]);
    expect(await house.run(proposeChange, house.officer, proposal)).toMatchObject({ code: 'one-at-a-time' });
    expect((await house.visitor(house.director).get(`/arrangement-changes/${changeId}`)).text).toContain('2 reach the pass marks now and 5 would');
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', changeId).executeTakeFirstOrThrow());
    expect(await house.run(decideApproval, house.officer, { approvalId: approval.id, decision: 'agree', reason: '' })).not.toMatchObject({ kind: 'done' });
    expect((await house.database.read((read) => readArrangement(read, arrangementId)))!.passPercent!.toString()).toBe('80');
    await house.setClock('2015-07-10T09:00:00Z');
    await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
    expect((await house.database.read((read) => readArrangement(read, arrangementId)))!.passPercent!.toString()).toBe('20');
    for (const { writer } of [...suppliers, drafting]) expect((await mailTo(writer)).filter(({ subject }) => subject.startsWith('Rules changed'))).toHaveLength(1);
    expect((await mailTo(suppliers[3]!.writer)).at(-1)!.body_text).toContain('Why: Too few were admitted.');
    const publicPage = (await house.visitor().get(`/arrangements/${arrangementId}`)).text;
    expect(publicPage).toContain('The pass mark of the whole changes from 80% to 20%. Reason: Too few were admitted.');
    // The intake had closed on 30 June: there is time again to apply.
    const late = await house.addSupplier('Now I Apply');
    expect((await house.mustRun(startApplication, late.writer, { arrangementId, organisationId: late.organisationId })).made).toBe(true);
  });

  test('DP-26: under the law of a dynamic market the conditions cannot change while it lasts', async () => {
    await house.setClock('2026-03-02T09:00:00Z');
    const arrangementId = await house.setUp({ kind: 'dynamic-market', commencedOn: '2026-03-02', startsOn: '2026-04-01', endsOn: '2030-03-31', publish: false });
    expect(await house.run(publishArrangement, house.officer, { arrangementId, platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'not-ready', sentence: expect.stringContaining('intention') as string });
    expect(await house.run(announceIntention, house.officer, { arrangementId, platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'conflicts' });
    for (const kind of ['prepared', 'confirmed']) await house.mustRun(writeMarketConflicts, house.officer, { arrangementId, kind, notice: 'UK13', conflicts: 'Nobody has one.', mitigations: 'None is needed.' });
    expect((await house.visitor(house.officer).get(`/arrangements/${arrangementId}/conflicts`)).text).toContain('Confirmed up to date for UK13');
    expect((await house.visitor().get(`/arrangements/${arrangementId}/conflicts`)).text).not.toContain('Nobody has one.');
    for (const what of ['lots', 'criteria', 'questions', 'assessors', 'intakes']) expect([what, (await house.visitor(house.officer).get(`/arrangements/${arrangementId}/${what}/0190b6a0-0000-7000-8000-00000000dead/remove`)).status]).toEqual([what, 404]);
    expect(await house.run(announceIntention, house.officer, { arrangementId, platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'platform-first' });
    await house.mustRun(announceIntention, house.officer, { arrangementId, platformReference: '2026/S 000-012345', platformPublishedOn: '2026-03-02' });
    await house.mustRun(publishArrangement, house.officer, { arrangementId, platformReference: '2026/S 000-012346', platformPublishedOn: '2026-03-02' });
    expect(await house.run(proposeChange, house.officer, { arrangementId, ...noChange, pass: '20', reviseUntil: '2026-05-01' })).toMatchObject({ kind: 'refused', code: 'fixed-by-law', rule: { source: 'PA23 s.36(7)(b)' } });
    const events = await house.database.read((read) => arrangementEvents(read, arrangementId));
    expect(events.map(({ noticeCode, noticeId }) => [noticeCode, noticeId !== null])).toEqual([['UK14', true], ['UK13', true]]);
    const supplier = await house.addSupplier('Market Member');
    const applicationId = await house.apply(arrangementId, supplier);
    await house.assess(applicationId, '90');
    await house.mustRun(decideApplication, house.officer, { applicationId, decision: 'admit', ground: '', words: '', tryAgain: '', reasons: {}, lateReason: '' });
    const [member] = await house.database.read((read) => membersOf(read, arrangementId));
    await house.mustRun(leaveArrangement, supplier.writer, { memberId: member!.id, reason: '' });
    await house.mustRun(endArrangement, house.officer, { arrangementId, reason: 'Replaced by a larger one.' });
    expect((await house.database.read((read) => arrangementEvents(read, arrangementId, { unnoticedOnly: true }))).map(({ noticeCode }) => noticeCode)).toEqual(['UK16', 'UK15', 'UK15']);
    // Who came and went is one notice of modification; the end is a notice of its own, after it.
    expect(await house.run(publishChanges, house.officer, { arrangementId, platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'platform-first' });
    const platform = { arrangementId, platformReference: '2026/S 000-012347', platformPublishedOn: '2026-03-02' };
    expect(await house.mustRun(publishChanges, house.officer, platform)).toMatchObject({ told: 2, left: 1 });
    expect(await house.mustRun(publishChanges, house.officer, platform)).toMatchObject({ told: 1, left: 0 });
    expect(await house.run(publishChanges, house.officer, platform)).toMatchObject({ code: 'nothing-owed' });
    const notices = await house.database.read((read) => noticesOf(read, { kind: 'arrangement', id: arrangementId }));
    expect(notices.map(({ code }) => code).toSorted()).toEqual(['UK13', 'UK14', 'UK15', 'UK16']);
  });

  test('DP-26: a proposal is withdrawn, and one whose effect has moved since lapses before anyone agrees', async () => {
    await house.setClock('2015-05-01T09:00:00Z');
    const arrangementId = await house.setUp({ kind: 'framework', window: ['2015-05-01', '2015-06-30'], pass: '80' });
    const { changeId } = await house.mustRun(proposeChange, house.officer, { arrangementId, ...noChange, pass: '20', reviseUntil: '2015-07-31' });
    await house.mustRun(withdrawChange, house.officer, { changeId });
    const second = await house.mustRun(proposeChange, house.officer, { arrangementId, ...noChange, pass: '30', reviseUntil: '2015-07-31' });
    await scored(['40'], arrangementId);
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', second.changeId).where('state', '=', 'asked').executeTakeFirstOrThrow());
    expect(await house.run(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' })).toMatchObject({ code: 'changed' });
  });
});

describe('DP-27', () => {
  test('DP-27: a framework started on 1 April 2014 with no intake is on the list once 1 April 2015 passes, and followers of its category are told of the next intake', async () => {
    await house.setClock('2014-02-01T09:00:00Z');
    const arrangementId = await house.setUp({ kind: 'framework', commencedOn: '2014-01-06', startsOn: '2014-04-01', endsOn: '2018-03-31', window: ['2014-02-01', '2014-02-28'], intake: 'fixed', cpv: '80000000' });
    await house.setClock('2015-04-01T12:00:00Z');
    const link = `/arrangements/${arrangementId}"`;
    expect((await house.visitor().get('/arrangements/closed-too-long')).html).not.toContain(link);
    await house.setClock('2015-04-02T00:00:00Z');
    expect((await house.visitor().get('/arrangements/closed-too-long')).html).toContain(link);
    const newcomer = await house.addPerson('Nora Newcomer');
    expect((await house.visitor(newcomer).post(`/arrangements/${arrangementId}/follow`, {})).status).toBeLessThan(400);
    await house.mustRun(followIntakes, newcomer, { arrangementId });
    expect(await house.run(startApplication, (await house.addSupplier('Shut Out')).writer, { arrangementId, organisationId: newId() })).toMatchObject({ kind: 'refused' });
    expect(await house.mustRun(planIntake, house.officer, { arrangementId, opensOn: '2015-05-01', closesOn: '2015-05-31', words: '' })).toEqual({ told: 1 });
    expect((await mailTo(newcomer)).map(({ subject }) => subject)).toEqual(['New intake: Youth activities']);
    // Planned is not open: it stays on the list until newcomers can really come in.
    expect((await house.visitor().get('/arrangements/closed-too-long')).html).toContain(link);
    await house.setClock('2015-05-01T09:00:00Z');
    expect((await house.visitor().get('/arrangements/closed-too-long')).html).not.toContain(link);
  });

  test('DP-27: a review that is recorded and public counts as well', async () => {
    await house.setClock('2014-02-01T09:00:00Z');
    const arrangementId = await house.setUp({ kind: 'framework', commencedOn: '2014-01-06', startsOn: '2014-04-01', endsOn: '2018-03-31', window: ['2014-02-01', '2014-02-28'], intake: 'fixed' });
    await house.setClock('2015-03-20T09:00:00Z');
    await house.mustRun(recordReview, house.officer, { arrangementId, findings: 'Demand fell: newcomers would find no work this year.' });
    await house.setClock('2015-06-01T09:00:00Z');
    expect((await house.visitor().get('/arrangements/closed-too-long')).html).not.toContain(`/arrangements/${arrangementId}"`);
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('newcomers would find no work this year');
  });
});

describe('DP-28', () => {
  test('DP-28: £500,000 expected and £80,000 to 3 of 127 providers reads 16% of expected and 124 with no work, before joining too', async () => {
    await house.setClock('2015-05-01T09:00:00Z');
    const arrangementId = await house.setUp({ expected: '500000' });
    const members = await addMembers(house, arrangementId, 127);
    await house.database.write(async (tx) => {
      for (const [index, pence] of [5_000_000n, 2_000_000n, 1_000_000n].entries()) {
        const agreement = newId<'agreement'>();
        await tx.insertInto('agreement').values({ id: agreement, reference: `C-${agreement.slice(-6)}`, body_id: house.bodyId, kind: 'call-off', title: `Work ${index}`, value_net_pence: pence, source: 'made' }).execute();
        await tx.insertInto('call_off').values({ id: newId<'call_off'>(), reference: `CO-${index}`, arrangement_id: arrangementId, method: 'direct', title: `Work ${index}`, state: 'awarded', organisation_id: members[index]!, value_net_pence: pence, agreement_id: agreement, awarded_at: new Date('2015-04-20T09:00:00Z') }).execute();
      }
    });
    const arrangement = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await house.database.read((read) => readUsage(read, arrangement))).toMatchObject({ percentOfExpected: 16, providers: 127, withWork: 3, withoutWork: 124, actualNetPence: 8_000_000n });
    const provider = await house.addPerson('Provider Person', ['bid-writer', members[50]!]);
    for (const page of [await house.visitor(provider).get(`/arrangements/${arrangementId}`), await house.visitor(provider).get(`/arrangements/${arrangementId}/apply`)]) {
      expect(page.text).toContain('16% of what was expected');
      expect(page.text).toContain('3 of 127 providers have had work; 124 have had none.');
      expect(page.text).toContain('Joining does not guarantee any work');
    }
    const json = (await house.visitor().get('/arrangements.json')).text;
    expect(json).toContain(arrangementId);
    expect((await house.visitor().get('/arrangements.csv')).text).toContain('80000.00');
  });
});
