import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { questionsOf } from '#parts/questions';
import { readUsage, readArrangement, readPerformance, membersOf, addTerms, askApplicant, callOffDirectly, changeMemberStatus, createArrangement, decideApplication, declareOnApplication, publishArrangement, replyToQuery, reviewMember, saveApplication, startApplication, submitApplication, withdrawApplication, scoreAnswer, addArrangementQuestion } from './index.ts';
import { openArrangementHouse, termsFile, type ArrangementHouse } from './arrangements.fixture.ts';
import { alertOverdueJob, owedOverdueApplications } from './overdue.job.ts';
import { reviseApplication } from './application.commands.ts';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse(); });
afterAll(() => house.close());

const refusedWith = (result: { kind: string }) => (result as { code?: string }).code ?? result.kind;
const decide = (applicationId: string, decision: string, rest: object = {}) => house.run(decideApplication, house.officer, { applicationId, decision, ground: '', words: '', tryAgain: '', reasons: {}, lateReason: '', ...rest });
const findings = async (applicationId: string) => house.database.read((read) => read.selectFrom('arrangement_finding').selectAll().where('application_id', '=', applicationId).execute());

describe('DP-22', () => {
  test('DP-22: refused on 1 June with two reasons, a group applies anew on 20 June with both fixed and is admitted without waiting for the next tender', async () => {
    const arrangementId = await house.setUp({ criteria: [['Safe with young people', '50', '60'], ['Reach', '50', '60']], pass: '' });
    const group = await house.addSupplier('Sheppey Street Club');
    await house.setClock('2015-06-01T09:00:00Z');
    const first = await house.apply(arrangementId, group);
    await house.assess(first, ['40', '30']);
    expect(await decide(first, 'admit')).toMatchObject({ kind: 'refused', code: 'below-pass' });
    const withoutReasons = await decide(first, 'refuse', { words: 'Two things were missing.' });
    expect(withoutReasons).toMatchObject({ kind: 'refused', code: 'reasons-missing' });
    expect((withoutReasons as unknown as { more: unknown[] }).more).toHaveLength(2);
    const criteria = await house.database.read((read) => read.selectFrom('criterion').select(['id', 'name']).where('about_id', '=', arrangementId).orderBy('position').execute());
    const reasons = { [criteria[0]!.id]: 'No safeguarding policy was described.', [criteria[1]!.id]: 'It does not say how girls are reached.' };
    expect((await decide(first, 'refuse', { words: 'Two things were missing.', tryAgain: 'Add the policy and say how girls are reached, then apply again at once.', reasons })).kind).toBe('done');
    expect((await findings(first)).map(({ reason }) => reason).sort()).toEqual(Object.values(reasons).sort());
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select(['body_text']).where('recipient_person_id', '=', group.writer).execute());
    expect(mail.at(-1)!.body_text).toContain('How to try again');

    await house.setClock('2015-06-20T09:00:00Z');
    const { applicationId: second, made } = await house.mustRun(startApplication, group.writer, { arrangementId, organisationId: group.organisationId });
    expect([made, second === first]).toEqual([true, false]);
    // That it saves itself is said only where scripts run; where none does, the button is named.
    const started = await house.visitor(group.writer).post(`/arrangements/${arrangementId}/apply`, { organisationId: group.organisationId });
    expect(started.html.replaceAll(/<span class="wantsum-with-script">[^<]*/g, '')).not.toMatch(/saves itself|saved as you write/);
    expect(started.html).toContain('<span class="wantsum-without-script">Press Save below to keep what you write.');
    const page = await house.visitor(group.writer).get(`/applications/${second}/write`);
    expect(page.text).toContain('No safeguarding policy was described.');
    expect(page.text).toContain('We reach young people where they are.');
    await house.mustRun(submitApplication, group.writer, { applicationId: second });
    await house.assess(second, ['70', '80']);
    expect((await decide(second, 'admit')).kind).toBe('done');
    expect(await house.database.read((read) => read.selectFrom('arrangement_application').select(['attempt', 'state']).where('arrangement_id', '=', arrangementId).orderBy('attempt').execute())).toEqual([{ attempt: 1, state: 'refused' }, { attempt: 2, state: 'admitted' }]);
    expect((await house.database.read((read) => membersOf(read, arrangementId))).map(({ organisationName, status }) => [organisationName, status])).toEqual([['Sheppey Street Club', 'full']]);
  });

  test('DP-22: a passing application is not refused without a ground outside the marks, and one open application at a time', async () => {
    const arrangementId = await house.setUp();
    const group = await house.addSupplier('Second Group');
    const applicationId = await house.apply(arrangementId, group);
    await house.assess(applicationId, '90');
    expect(await decide(applicationId, 'refuse', { words: 'No.', tryAgain: 'Later.' })).toMatchObject({ code: 'passes' });
    const again = await house.mustRun(startApplication, group.writer, { arrangementId, organisationId: group.organisationId });
    expect(again).toEqual({ applicationId, made: false });
    expect((await decide(applicationId, 'admit')).kind).toBe('done');
    expect(await house.run(startApplication, group.writer, { arrangementId, organisationId: group.organisationId })).toMatchObject({ code: 'member' });
  });
});

describe('DP-23', () => {
  test('DP-23: complete on 1 June 2015, when 1 July passes it shows overdue and the head of procurement is told once', async () => {
    await house.setClock('2015-05-20T09:00:00Z');
    const arrangementId = await house.setUp();
    const group = await house.addSupplier('Waiting Club');
    await house.setClock('2015-06-01T12:00:00Z');
    const applicationId = await house.apply(arrangementId, group);
    await house.setClock('2015-07-01T21:00:00Z');
    await alertOverdueJob.run(house.services, {});
    expect((await house.visitor(house.officer).get(`/arrangements/${arrangementId}/applications`)).text).not.toContain('Overdue');
    await house.setClock('2015-07-01T23:00:01Z');
    expect((await house.visitor(house.officer).get(`/arrangements/${arrangementId}/applications`)).text).toContain('Overdue');
    const director = await house.actor(house.director);
    expect((await house.database.read((read) => owedOverdueApplications.list(read, director, 10))).map(({ words }) => words)).toEqual(['The application of Waiting Club to Youth activities is overdue']);
    await alertOverdueJob.run(house.services, {});
    await alertOverdueJob.run(house.services, {});
    const told = await house.database.read((read) => read.selectFrom('outbox_mail').select('subject').where('recipient_person_id', '=', house.director).where('subject', 'like', 'Overdue:%').execute());
    expect(told).toHaveLength(1);
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toMatch(/Overdue now/);
    await house.assess(applicationId, '80');
    expect((await decide(applicationId, 'admit', { lateReason: 'The assessor was ill.' })).kind).toBe('done');
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ decided: 1, inTime: 0, late: 1, overdue: 0 });
  });

  test('DP-23: the clock stands still while the applicant is asked', async () => {
    await house.setClock('2015-06-01T09:00:00Z');
    const arrangementId = await house.setUp();
    const group = await house.addSupplier('Asked Club');
    const applicationId = await house.apply(arrangementId, group);
    await house.setClock('2015-06-11T09:00:00Z');
    await house.mustRun(askApplicant, house.officer, { applicationId, words: 'Send your safeguarding policy.' });
    expect(await house.run(askApplicant, house.officer, { applicationId, words: 'Again' })).toMatchObject({ kind: 'refused' });
    await house.setClock('2015-07-11T09:00:00Z');
    await alertOverdueJob.run(house.services, {});
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ waiting: 1, overdue: 0 });
    await house.mustRun(replyToQuery, group.writer, { applicationId, reply: 'Here it is.' });
    await house.setClock('2015-07-31T08:00:00Z');
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ overdue: 0 });
    await house.setClock('2015-07-31T23:00:01Z');
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ overdue: 1 });
  });

  test('DP-23: an 11-page terms file is refused, as is a Word file; ten pages are taken', async () => {
    await house.setClock('2015-05-01T09:00:00Z');
    const { arrangementId } = await house.mustRun(createArrangement, house.officer, { bodyId: house.bodyId, kind: 'dynamic-purchasing-system', title: 'Terms', commencedOn: '2015-03-02' });
    expect(await house.run(addTerms, house.officer, { arrangementId, file: await termsFile(11) })).toMatchObject({ kind: 'refused', code: 'too-long', field: 'file' });
    expect(await house.mustRun(addTerms, house.officer, { arrangementId, file: await termsFile(10) })).toEqual({ pages: 10 });
    const file = await termsFile(1);
    expect(await house.run(addTerms, house.officer, { arrangementId, file: { ...file, name: 'terms.docx' } })).toMatchObject({ kind: 'refused' });
  });
});

describe('DP-20', () => {
  const setUp = () => house.setUp({ kind: 'framework', commencedOn: '2015-03-02', window: ['2015-05-01', '2015-12-31'], callOffRule: 'rotation', criteria: [['Safety', '60', '60'], ['Experience', '40', '60']], pass: '', provisional: ['10000', '6', 'Experience'] });
  const callOff = (arrangementId: string, organisationId: string, value: string) => house.run(callOffDirectly, house.officer, { arrangementId, lotId: '', organisationId, passedOver: '', title: 'Summer club', value, vatPercent: '20', startsOn: '2015-07-01', endsOn: '2015-09-30', managerId: house.manager, directorId: house.director });

  test('DP-20: with a ceiling of £10,000 a call-off of £10,500 is refused; after a good 6-month review the status is full and the ceiling lifts', async () => {
    await house.setClock('2015-06-01T09:00:00Z');
    const arrangementId = await setUp();
    const newcomer = await house.addSupplier('New Arrival CIC');
    const applicationId = await house.apply(arrangementId, newcomer, { alternative: ['sub-contract', 'We ran three clubs as a sub-contractor of Big Youth Ltd, 2013 to 2015.'] });
    await house.assess(applicationId, ['80', '20']);
    expect((await decide(applicationId, 'provisional')).kind).toBe('done');
    const [member] = await house.database.read((read) => membersOf(read, arrangementId));
    expect(member).toMatchObject({ status: 'provisional', ceilingNetPence: 1_000_000n, reviewDueOn: '2015-12-01' });
    expect(await callOff(arrangementId, newcomer.organisationId, '10500')).toMatchObject({ kind: 'refused', code: 'over-ceiling' });
    expect((await callOff(arrangementId, newcomer.organisationId, '6000')).kind).toBe('done');
    expect(await callOff(arrangementId, newcomer.organisationId, '4000.01')).toMatchObject({ code: 'over-ceiling' });
    await house.setClock('2015-12-01T09:00:00Z');
    await house.mustRun(reviewMember, house.officer, { memberId: member!.id, outcome: 'lift', reason: 'Well run, and young people came back.' });
    expect((await house.database.read((read) => membersOf(read, arrangementId)))[0]).toMatchObject({ status: 'full', ceilingNetPence: null, reviewDueOn: null });
    expect((await callOff(arrangementId, newcomer.organisationId, '10500')).kind).toBe('done');
  });

  test('DP-20: other evidence stands in only for the criteria that say so, and only where it was given', async () => {
    await house.setClock('2015-06-01T09:00:00Z');
    const arrangementId = await setUp();
    const without = await house.addSupplier('No Evidence Ltd');
    const a = await house.apply(arrangementId, without);
    await house.assess(a, ['80', '20']);
    expect(await decide(a, 'provisional')).toMatchObject({ code: 'no-alternative' });
    const unsafe = await house.addSupplier('Unsafe Ltd');
    const b = await house.apply(arrangementId, unsafe, { alternative: ['staff', 'Our manager ran clubs for ten years.'] });
    await house.assess(b, ['20', '20']);
    expect(await decide(b, 'provisional')).toMatchObject({ code: 'beyond' });
  });
});

describe('who may, and what cannot', () => {
  test('an assessor of the applicant is refused, an interest locks out, and nothing is seen before a declaration', async () => {
    await house.setClock('2015-06-01T09:00:00Z');
    const arrangementId = await house.setUp();
    const group = await house.addSupplier('Ari’s Own Club');
    await house.database.write((tx) => tx.insertInto('role_holding').values({ id: crypto.randomUUID(), person_id: house.assessor, role: 'bid-adviser', scope_kind: 'organisation', scope_id: group.organisationId }).execute());
    const applicationId = await house.apply(arrangementId, group);
    expect(await house.run(declareOnApplication, house.assessor, { applicationId, declaration: 'none', declarationWords: '' })).toMatchObject({ code: 'own-organisation' });
    expect((await house.visitor(house.assessor).get(`/applications/${applicationId}/assessment`)).text).not.toContain('We reach young people');
    const other = await house.addSupplier('Friend’s Club');
    const second = await house.apply(arrangementId, other);
    const [question] = (await house.database.read((read) => questionsOf(read, { kind: 'arrangement', id: arrangementId }, 'application')))!.questions;
    const score = { applicationId: second, questionId: question!.id, score: '50', reason: 'So so.', version: 0 };
    expect((await house.visitor(house.assessor).get(`/applications/${second}/assessment`)).text).not.toContain('We reach young people');
    expect(await house.run(scoreAnswer, house.assessor, score)).toMatchObject({ code: 'not-declared' });
    await house.mustRun(declareOnApplication, house.assessor, { applicationId: second, declaration: 'interest', declarationWords: 'My sister runs it.' });
    expect(await house.run(scoreAnswer, house.assessor, score)).toMatchObject({ code: 'barred' });
    await house.database.write((tx) => tx.deleteFrom('role_holding').where('person_id', '=', house.assessor).where('scope_kind', '=', 'organisation').execute());
  });

  test('drafts are their writers’ own, two colleagues do not overwrite each other, a draft is withdrawn or taken back', async () => {
    const arrangementId = await house.setUp();
    const group = await house.addSupplier('Draft Club');
    const { applicationId } = await house.mustRun(startApplication, group.writer, { arrangementId, organisationId: group.organisationId });
    expect((await house.visitor(house.officer).get(`/applications/${applicationId}/assessment`)).status).toBe(404);
    expect(refusedWith(await house.run(submitApplication, group.writer, { applicationId }))).toBe('incomplete');
    const draft = { applicationId, version: 1, lotIds: [], alternativeKind: '', alternativeWords: '', answers: {} };
    expect(await house.mustRun(saveApplication, group.writer, draft)).toMatchObject({ version: 2 });
    expect(refusedWith(await house.run(saveApplication, group.writer, draft))).toBe('conflict');
    const other = await house.addSupplier('Nosy Club');
    expect(refusedWith(await house.run(saveApplication, other.writer, draft))).toBe('forbidden');
    const sent = await house.apply(arrangementId, other);
    await house.assess(sent, '10');
    await house.mustRun(reviseApplication, other.writer, { applicationId: sent });
    expect(await house.database.read((read) => readPerformance(read, arrangementId))).toMatchObject({ waiting: 0 });
    await house.mustRun(withdrawApplication, other.writer, { applicationId: sent });
    expect(refusedWith(await house.run(submitApplication, other.writer, { applicationId: sent }))).toBe('wrong-state');
  });

  test('two assessors score alone and the mean decides; the decision waits for both', async () => {
    const arrangementId = await house.setUp({ assessors: '2', pass: '50' });
    const group = await house.addSupplier('Twice Read Club');
    const applicationId = await house.apply(arrangementId, group);
    await house.assess(applicationId, '40');
    expect(refusedWith(await decide(applicationId, 'admit'))).toBe('not-scored');
    await house.assess(applicationId, '60', house.manager);
    expect((await decide(applicationId, 'admit')).kind).toBe('done');
  });

  test('nothing of a published list is edited; a suspended member is not called off', async () => {
    const arrangementId = await house.setUp();
    expect(refusedWith(await house.run(addArrangementQuestion, house.officer, { arrangementId, text: 'One more?', purpose: '', goodAnswer: '', type: 'yes-no', wordLimit: '', criterionId: '' }))).toBe('fixed');
    expect(refusedWith(await house.run(publishArrangement, house.officer, { arrangementId, platformReference: '', platformPublishedOn: '' }))).toBe('fixed');
    const group = await house.addSupplier('Paused Club');
    const applicationId = await house.apply(arrangementId, group);
    await house.assess(applicationId, '90');
    await decide(applicationId, 'admit');
    const [member] = await house.database.read((read) => membersOf(read, arrangementId));
    await house.mustRun(changeMemberStatus, house.officer, { memberId: member!.id, move: 'suspend', reason: 'A complaint is looked into.' });
    const arrangement = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await house.database.read((read) => readUsage(read, arrangement))).toMatchObject({ providers: 1, withoutWork: 1 });
    expect(refusedWith(await house.run(callOffDirectly, house.officer, { arrangementId, lotId: '', organisationId: group.organisationId, passedOver: '', title: 'X', value: '1', vatPercent: '20', startsOn: '2015-07-01', endsOn: '2015-07-02', managerId: house.manager, directorId: house.director }))).toBe('competition-only');
  });
});
