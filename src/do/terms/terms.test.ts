import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { publishOpportunity } from '#opportunities';
import { matchName } from '#parties';
import { openBuyingHouse, TODAY, type BuyingHouse } from '../opportunities/opportunities.fixture.ts';
import { answerPoint, askForFacts, giveFacts, openPointsOfWinner, putTermsForward, raisePoint, releasePack, saveClause, stateTupe } from './index.ts';
import { clauseObstacle } from './clause.ts';
import { tupeFacts } from './index.ts';
import { planningView, readPosts, tupeObstacle } from './tupe.ts';

let house: BuyingHouse;
beforeAll(async () => {
  house = await openBuyingHouse();
});
beforeEach(() => house.setClock(TODAY));
afterAll(() => house.close());

const clause = (opportunityId: string, change: Record<string, unknown> = {}) => ({ opportunityId, clauseId: 'new', heading: 'Payment', summary: 'We pay within 30 days.', words: 'The Authority shall pay within thirty days.', oneSided: false, oneSidedReason: '', ...change });
const clausesIn = (opportunityId: string) => house.database.read((read) => read.selectFrom('draft_clause').selectAll().where('opportunity_id', '=', opportunityId).orderBy('number').execute());
const raise = (opportunityId: string, clauseId: string, point: string, by = house.swale) => house.run(raisePoint, by.writer, { opportunityId, clauseId, organisationId: by.organisationId, point });

describe('the draft contract', () => {
  test('DP-33: every clause is shown in plain words and in full, and a one-sided one is marked and needs legal’s agreement before publication', async () => {
    const id = await house.addDraft({ title: 'Terms on show' });
    const legal = await house.addPerson('Lena Legal', ['legal-officer', house.bodyId]);
    const visitor = house.visitor(house.officer);
    const refused = await visitor.post(`/opportunities/${id}/contract-clauses/new`, { heading: 'Changes', summary: 'We may change it.', words: 'The Authority may vary this.', oneSided: 'yes', oneSidedReason: '' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Say why the authority needs this power');
    expect(refused.html).toContain('The Authority may vary this.');
    await house.mustRun(saveClause, house.officer, clause(id));
    await house.mustRun(saveClause, house.officer, clause(id, { heading: 'Changes', words: 'The Authority may vary this.', oneSided: true, oneSidedReason: 'The law may change.' }));
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ kind: 'refused', sentence: 'Clause 2 is one-sided, and no legal officer has agreed to it as written.' });
    await house.mustRun(putTermsForward, house.officer, { opportunityId: id });
    const approvalId = (await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', id).where('subject', '=', 'one-sided-terms').executeTakeFirstOrThrow())).id;
    await house.mustRun(decideApproval, legal, { approvalId, decision: 'agree', reason: '' });
    const [, second] = await clausesIn(id);
    await house.mustRun(saveClause, house.officer, clause(id, { clauseId: second!.id, heading: 'Changes', words: 'The Authority may vary this at will.', oneSided: true, oneSidedReason: 'The law may change.' }));
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id }), 'agreed words that changed are agreed no more').toMatchObject({ code: 'not-ready' });
    await house.mustRun(saveClause, house.officer, clause(id, { clauseId: second!.id, heading: 'Changes', words: 'The Authority may vary this.', oneSided: true, oneSidedReason: 'The law may change.' }));
    await house.publish(id);
    const seen = await house.visitor().get(`/opportunities/${id}/contract`);
    for (const words of ['We pay within 30 days.', 'The Authority shall pay within thirty days.', 'One-sided', 'The law may change.']) expect(seen.text).toContain(words);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('The contract you would sign');
  });

  test('DP-33: with 11 points raised and 10 answered the contract cannot be made with that bidder until the eleventh is answered; another bidder is not held up', async () => {
    const id = await house.addDraft({ title: 'Eleven points' });
    for (let number = 1; number <= 11; number++) await house.mustRun(saveClause, house.officer, clause(id, { heading: `Clause ${number}` }));
    await house.publish(id);
    const clauses = await clausesIn(id);
    const points: string[] = [];
    for (const [index, { id: clauseId }] of clauses.entries()) {
      const result = await raise(id, clauseId, `Point ${index + 1}: may it be mutual?`);
      if (result.kind === 'done') points.push(result.value.pointId);
    }
    expect(points).toHaveLength(11);
    const [swale, medway] = [newId<'bid'>(), newId<'bid'>()];
    await house.database.write((tx) => tx.insertInto('bid').values([{ id: swale, reference: 'EP-1', opportunity_id: id, organisation_id: house.swale.organisationId }, { id: medway, reference: 'EP-2', opportunity_id: id, organisation_id: house.medway.organisationId }]).execute());
    const held = (bidId: string, step: 'publish' | 'confirm' = 'confirm') => house.database.read((read) => openPointsOfWinner(read, { opportunityId: id, lotId: null, bidId, step }));
    await house.setClock('2026-03-27T12:00:01Z');
    for (const pointId of points.slice(0, 10)) await house.mustRun(answerPoint, house.officer, { pointId, publicText: 'Could the clause be mutual?', answer: 'Yes, it will be.' });
    expect(await held(swale)).toMatchObject([{ sentence: 'This bidder’s point 1 on clause 11 of the draft contract is not answered. Answer it first.' }]);
    expect(await held(swale, 'publish')).toEqual([]);
    expect(await held(medway)).toEqual([]);
    await house.mustRun(answerPoint, house.officer, { pointId: points[10]!, publicText: 'Could the clause be mutual?', answer: 'No.' });
    expect(await held(swale)).toEqual([]);
  });

  test('a point is answered for everyone without the name of who raised it, which the officer’s words may not give either', async () => {
    const id = await house.addDraft({ title: 'Who asked' });
    await house.mustRun(saveClause, house.officer, clause(id));
    await house.publish(id);
    const [first] = await clausesIn(id);
    const sent = await house.visitor(house.swale.writer).post(`/opportunities/${id}/contract/${first!.id}/point`, { organisationId: house.swale.organisationId, point: 'We at Swale Youth Trust need 14 days.' });
    expect(sent.text).toContain('Not answered');
    const pointId = sent.url.split('/').at(-1)!;
    expect((await house.visitor(house.medway.writer).get(`/clause-points/${pointId}`)).status).toBe(404);
    expect((await house.visitor().get(`/clause-points/${pointId}`)).url).toContain('/sign-in');
    expect(await house.run(answerPoint, house.officer, { pointId, publicText: 'Swale Youth Trust needs 14 days', answer: 'Yes' })).toMatchObject({ code: 'names-the-asker' });
    await house.mustRun(answerPoint, house.officer, { pointId, publicText: 'Could payment be within 14 days?', answer: 'Yes, 14 days.' });
    const seen = await house.visitor(house.medway.writer).get(`/opportunities/${id}/contract`);
    expect(seen.text).toContain('Could payment be within 14 days?');
    expect(seen.text).not.toContain('Swale Youth Trust');
    expect(await house.run(answerPoint, house.officer, { pointId, publicText: 'Again', answer: 'Again' })).toMatchObject({ kind: 'refused' });
  });

  test('a published clause changes with a reason, keeps what it said and is told to all; after closing nothing is raised or changed', async () => {
    const id = await house.addDraft({ title: 'Amended' });
    await house.mustRun(saveClause, house.officer, clause(id));
    await house.publish(id);
    const [first] = await clausesIn(id);
    expect(await house.run(saveClause, house.officer, clause(id, { clauseId: first!.id }))).toMatchObject({ code: 'wrong-state' });
    const visitor = house.visitor(house.officer);
    expect((await visitor.post(`/opportunities/${id}/contract/${first!.id}/amend`, { summary: 'We pay within 14 days.', words: 'Fourteen days.', reason: '' })).status).toBe(422);
    await visitor.post(`/opportunities/${id}/contract/${first!.id}/amend`, { summary: 'We pay within 14 days.', words: 'Fourteen days.', reason: 'Small bidders asked for it.' });
    const seen = await house.visitor().get(`/opportunities/${id}/contract`);
    for (const words of ['Fourteen days.', 'It said before:', 'The Authority shall pay within thirty days.', 'Small bidders asked for it.']) expect(seen.text).toContain(words);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('Clause 1 of the draft contract was changed. Small bidders asked for it.');
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await raise(id, first!.id, 'Too late')).toMatchObject({ code: 'closed' });
    expect((await visitor.post(`/opportunities/${id}/contract/${first!.id}/amend`, { summary: 'x', words: 'y', reason: 'z' })).text).toContain('A clause can be changed only while bids are taken');
  });

  test('strangers read no draft, suppliers raise for their own organisation only, and one-sided clauses hold publication up by name', async () => {
    const id = await house.addDraft({ title: 'Nobody else' });
    await house.mustRun(saveClause, house.officer, clause(id));
    expect((await house.visitor().get(`/opportunities/${id}/contract`)).status).toBe(404);
    for (const page of ['contract', 'contract-clauses', 'contract-points', 'tupe', 'tupe-information']) expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/${page}`)).status, page).toBe(404);
    await house.publish(id);
    const [first] = await clausesIn(id);
    expect(await house.run(raisePoint, house.swale.writer, { opportunityId: id, clauseId: first!.id, organisationId: house.medway.organisationId, point: 'x' })).toMatchObject({ code: 'not-yours' });
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/contract-points`)).status).toBe(404);
    expect(clauseObstacle([{ number: 1, oneSided: true }, { number: 3, oneSided: true }, { number: 4, oneSided: true }], false)).toBe('Clauses 1, 3 and 4 are one-sided, and no legal officer has agreed to them as written.');
  });
});

const POSTS = 'Role; Hours; Salary; Since; Contract; Pension\nYouth worker; 37; 28,500; 2016; permanent; LGPS\nCook; 18.5; 12000.50; 2021; Fixed term; none';
const pack = (opportunityId: string, change: Record<string, unknown> = {}) => ({ opportunityId, fromProvider: 'The present provider', factsOfOn: '2026-02-01', posts: POSTS, pensionWords: 'LGPS, admitted body.', otherWords: '', checked: true, reason: '', ...change });

describe('staff who may transfer', () => {
  test('DP-32: “TUPE may apply” and no pack is refused at Publish; after release every bidder is given the same version and the log shows it', async () => {
    const id = await house.addDraft({ title: 'With staff' });
    await house.mustRun(stateTupe, house.officer, { opportunityId: id, says: 'may-apply', reason: 'Two posts at the present provider.' });
    const refused = await house.visitor(house.officer).post(`/opportunities/${id}/publish`, {});
    expect(refused.text).toContain('TUPE may apply, and no information about the staff is here.');
    const released = await house.visitor(house.officer).post(`/opportunities/${id}/tupe/release`, { fromProvider: 'The present provider', 'factsOfOn-day': '1', 'factsOfOn-month': '2', 'factsOfOn-year': '2026', posts: POSTS, pensionWords: 'LGPS', otherWords: '', checked: 'yes' });
    expect(released.text).toContain('Version 1');
    await house.publish(id);
    expect((await house.visitor().get(`/opportunities/${id}/tupe-information`)).url).toContain('/sign-in');
    for (const { writer, organisationId } of [house.swale, house.medway]) {
      const visitor = house.visitor(writer);
      expect((await visitor.get(`/opportunities/${id}/tupe-information`)).text).not.toContain('Youth worker');
      expect((await visitor.get(`/opportunities/${id}/tupe-information.csv`)).status).toBe(404);
      expect((await visitor.post(`/opportunities/${id}/tupe-information`, { organisationId })).text).toContain('Confirm that you will use the information for this bid only');
      expect((await visitor.post(`/opportunities/${id}/tupe-information`, { organisationId, undertake: 'yes' })).text).toContain('Youth worker');
      expect((await visitor.get(`/opportunities/${id}/tupe-information.csv`)).html).toContain('Cook,18.5,12000.50,2021,fixed-term,none');
    }
    // The one source: the timetable and the time to mobilise read it from here.
    expect(await house.database.read((read) => tupeFacts(read, id))).toMatchObject({ answer: 'yes', posts: 2, factsOn: '2026-02-01' });
    const before = await house.visitor(house.officer).get(`/opportunities/${id}/tupe`);
    expect(before.text).toContain('Given to 2 organisations');
    expect(before.text, 'who is interested is not shown before the opening').not.toContain('Swale Youth Trust');
    await house.database.write((tx) => tx.updateTable('opportunity').set({ state: 'opened', opened_at: new Date(TODAY) }).where('id', '=', id).execute());
    const after = await house.visitor(house.officer).get(`/opportunities/${id}/tupe`);
    for (const words of ['Swale Youth Trust', 'Medway Clubs']) expect(after.text).toContain(words);
  });

  test('DP-32: the current provider is asked on the site and gives the facts there, once; the officer checks and releases them, and nobody else sees the question', async () => {
    const id = await house.addDraft({ title: 'Secret tender' });
    const provider = await house.addOrganisation('Present Provider Ltd');
    await house.database.write((tx) => tx.updateTable('organisation').set({ match_name: matchName('Present Provider Ltd') }).where('id', '=', provider).execute());
    const [writer, colleague] = [await house.addPerson('Wilma Writer', ['bid-writer', provider]), await house.addPerson('Colin Colleague', ['bid-writer', provider])];
    const officer = house.visitor(house.officer);
    const ask = (fields: Readonly<Record<string, string>>) => officer.post(`/opportunities/${id}/tupe/ask`, { organisation: 'Present Provider Limited', words: 'The youth clubs contract', 'answerBy-day': '20', 'answerBy-month': '3', 'answerBy-year': '2026', ...fields });
    expect((await ask({ organisation: 'Nobody at all' })).text).toContain('No organisation here has this name or number');
    const [namesake, twin] = [await house.addOrganisation('Namesake Clubs'), await house.addOrganisation('Namesake Clubs Ltd')];
    await house.database.write((tx) => tx.updateTable('organisation').set({ match_name: matchName('Namesake Clubs') }).where('id', 'in', [namesake, twin]).execute());
    expect((await ask({ organisation: 'Namesake Clubs' })).text).toContain('Several organisations here have this name');
    expect((await ask({ 'answerBy-year': '2020', words: 'Kept <words>' })).html).toContain('Kept &lt;words&gt;');
    expect((await ask({})).text).toContain('Asked. Everyone who writes for the organisation is told');
    expect((await ask({})).text).toContain('has been asked already');
    const [request] = await house.database.read((read) => read.selectFrom('tupe_request').selectAll().execute());
    const at = `/tupe-requests/${request!.id}`;
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select(['recipient_person_id', 'body_text', 'subject']).where('about_kind', '=', 'tupe-request').execute());
    expect(mails.map(({ recipient_person_id }) => recipient_person_id).sort()).toEqual([writer, colleague].sort());
    // Being asked tells nothing of the tender.
    const seen = await house.visitor(writer).get(at);
    expect(JSON.stringify(mails) + seen.html).not.toContain('Secret tender');
    expect(seen.text).toContain('The youth clubs contract');
    expect((await house.visitor(writer).get('/home')).text).toContain('the facts about your staff (TUPE)');
    for (const stranger of [house.swale.writer, undefined]) for (const page of ['', '/give']) expect((await house.visitor(stranger).get(`${at}${page}`)).text, page).not.toContain('youth clubs contract');
    expect((await house.run(giveFacts, house.officer, { requestId: request!.id })).kind).not.toBe('done');
    const given = { 'factsOfOn-day': '1', 'factsOfOn-month': '2', 'factsOfOn-year': '2026', posts: POSTS, pensionWords: 'LGPS', otherWords: '', confirmed: 'yes' };
    const named = await house.visitor(writer).post(`${at}/give`, { ...given, posts: 'Youth worker; 37; 28500; 2016; permanent; ann@example.org' });
    expect(named.text).toContain('leave out whatever tells who somebody is');
    expect(named.html).toContain('ann@example.org');
    expect((await house.visitor(writer).post(`${at}/give`, { ...given, confirmed: '' })).text).toContain('Confirm that the facts are right');
    const [one, other] = await Promise.all([writer, colleague].map((person) => house.run(giveFacts, person, { requestId: request!.id, factsOfOn: '2026-02-01', posts: POSTS, pensionWords: 'LGPS', otherWords: '', confirmed: true })));
    expect([one!.kind, other!.kind].sort()).toEqual(['done', 'refused']);
    expect((await house.visitor(writer).get(at)).text).toContain('Youth worker');
    expect((await house.visitor(house.swale.writer).get(at)).text).not.toContain('Youth worker');
    // The officer finds them in the form, to check and release.
    expect((await officer.get(`/opportunities/${id}/tupe`)).text).toContain('Given');
    const release = await officer.get(`/opportunities/${id}/tupe/release`);
    expect(release.text).toContain('These are the facts that Present Provider Ltd gave on');
    expect(release.html).toContain('Youth worker; 37; 28,500; 2016; permanent; LGPS');
    await house.mustRun(releasePack, house.officer, pack(id));
    expect((await officer.get(`/opportunities/${id}/tupe/release`)).text).not.toContain('These are the facts that');
    // Facts that change are asked for anew.
    expect((await ask({ words: 'Has anything changed?' })).text).toContain('Asked. Everyone who writes for the organisation is told');
    await house.publish(id);
    await house.database.write((tx) => tx.updateTable('opportunity').set({ state: 'opened', opened_at: new Date(TODAY) }).where('id', '=', id).execute());
    expect(await house.run(askForFacts, house.officer, { opportunityId: id, organisation: 'Medway Clubs', words: 'x', answerBy: '2026-04-01' })).toMatchObject({ code: 'wrong-state' });
    // What waited then is owed to nobody any more.
    const [late] = await house.database.read((read) => read.selectFrom('tupe_request').select('id').where('given_at', 'is', null).execute());
    expect((await house.visitor(writer).get(`/tupe-requests/${late!.id}`)).html).not.toContain('/give');
    expect((await house.visitor(writer).get('/home')).text).not.toContain('the facts about your staff (TUPE)');
    expect(await house.run(giveFacts, writer, { requestId: late!.id, factsOfOn: '2026-02-01', posts: POSTS, pensionWords: 'LGPS', otherWords: '', confirmed: true })).toMatchObject({ code: 'wrong-state' });
  });

  test('a later version needs a reason, tells everyone and has to be asked for again', async () => {
    const id = await house.addDraft({ title: 'Second version' });
    await house.mustRun(stateTupe, house.officer, { opportunityId: id, says: 'may-apply', reason: 'Staff' });
    await house.mustRun(releasePack, house.officer, pack(id));
    await house.publish(id);
    await house.visitor(house.swale.writer).post(`/opportunities/${id}/tupe-information`, { organisationId: house.swale.organisationId, undertake: 'yes' });
    for (const factsOfOn of ['2026-02-31', '2026-13-01', '0000-00-00', 'yesterday', '']) expect(await house.run(releasePack, house.officer, pack(id, { factsOfOn })), factsOfOn).toMatchObject({ code: 'day', field: 'factsOfOn' });
    expect(await house.run(releasePack, house.officer, pack(id))).toMatchObject({ code: 'no-reason', field: 'reason' });
    await house.mustRun(releasePack, house.officer, pack(id, { reason: 'A post was forgotten.' }));
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('Staff transfer (TUPE) information, version 2, was released. A post was forgotten.');
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/tupe-information`)).text).not.toContain('Youth worker');
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await house.run(releasePack, house.officer, pack(id, { reason: 'Too late' }))).toMatchObject({ code: 'wrong-state' });
  });

  test('from the authority’s own value a statement is demanded; “does not apply” with its reason will do', async () => {
    const id = await house.addDraft({ title: 'Demanded' });
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key: 'tupe.statementFrom', valid: '[2020-01-01,2026-03-03)', value: JSON.stringify({ amountPence: '500000', op: '>=', basis: 'net' }), source: 'Test' }).execute());
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ sentence: 'Nobody has said whether staff may transfer (TUPE).' });
    await house.mustRun(stateTupe, house.officer, { opportunityId: id, says: 'does-not-apply', reason: 'It is a new service.' });
    await house.publish(id);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('TUPE does not apply. It is a new service.');
  });

  test.each([
    ['', 'Enter at least one post'], ['Cook; 37', 'Line 1: there are 2 cells'], ['Cook; 0; 1; 2001; casual', 'is not a number of hours'], ['Cook; 37; lots; 2001; casual', 'is not a yearly salary'],
    ['Cook; 37; 20000; 5 May 2001; casual', 'is not a year'], ['Cook; 37; 20000; 2001; zero-hours', 'is not permanent, fixed-term or casual'],
    ['Cook ann@example.org; 37; 20000; 2001; casual', 'whatever tells who somebody is'], ['Cook; 37; 20000; 2001; casual; AB 12 34 56 C', 'whatever tells who somebody is'],
  ])('posts that cannot be read are named: %o', (text, sentence) => {
    expect(readPosts(text)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining(sentence) as string, field: 'posts' });
  });

  test('posts are read from a spreadsheet’s tabs, from semicolons and from commas, to the penny', () => {
    const expected = [{ role: 'Cook', hoursPerWeek: '18.5', salaryPence: 12_000_50n, startedYear: 2021, contract: 'fixed-term', pension: 'none' }];
    for (const text of ['Cook\t18.5\t£12,000.50\t2021\tFixed-term\tnone', '\nCook; 18.5; 12,000.50; 2021; fixed term; none\r\n', 'Post,Hours,Salary,Since,Contract\nCook,18.5,12000.50,2021,fixed-term,none']) expect(readPosts(text)).toEqual({ kind: 'allowed', value: expected });
    expect(tupeObstacle('facts-not-to-be-had', false, true)).toBeNull();
    expect([planningView(null).answer, planningView({ says: 'does-not-apply', reason: 'r' }).answer, planningView({ says: 'facts-not-to-be-had', reason: 'r' })]).toEqual(['unknown', 'no', { answer: 'yes', words: 'TUPE may apply, but the facts cannot be had. r' }]);
    expect(tupeObstacle(null, false, false)).toBeNull();
  });
});
