import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { startBid } from '#bids';
import { questionsOf } from '#parts/questions';
import { personalDataOf } from '#parties';
import { openBuyingHouse, type BuyingHouse } from '../opportunities/opportunities.fixture.ts';
import { addConnectedPerson, addExtra, addToBank, beginCore, coreAt, coreForBid, coreOf, eraseFormerPeople, isComplete, recordShareCode, removeConnectedPerson, saveCorePart, selectionPersonalData } from './index.ts';
import { SYSTEM } from '#platform/access/access';
import { completeCore, GOOD_ANSWERS, saveAnswersByKey } from './selection.fixture.ts';

/** What is pinned on a tender that the whole of the 2023 Act covers. */
const COVERED = { aboveThreshold: true, regime: 'PA2023' };
let house: BuyingHouse;
beforeAll(async () => { house = await openBuyingHouse(); });
afterAll(() => house.close());

const question = (text: string, rest: Readonly<Record<string, unknown>> = {}) => ({ bodyId: house.bodyId, topic: 'safeguarding', text, purpose: 'Children will be in your care.', goodAnswer: '', type: 'long-text', wordLimit: '150', minutes: '20', judgement: 'information', ...rest });
const core = (organisationId: string) => house.database.read((read) => coreOf(read, organisationId));

/** A tender with three questions of the bank, as it stands once it is published above the threshold. */
async function publishTender(title: string): Promise<string> {
  const opportunityId = await house.addDraft({ title, lots: 0 });
  for (const text of [`Who leads safeguarding (${title})?`, `How are workers checked (${title})?`, `What do you do when a child tells you something (${title})?`]) {
    const { id } = await house.mustRun(addToBank, house.officer, question(text));
    await house.mustRun(addExtra, house.officer, { opportunityId, bankQuestionId: id, reason: 'Children are alone with workers.' });
  }
  await house.publish(opportunityId);
  // Publication needs the central platform above the threshold; what is tested here is what the threshold changes for a bidder.
  await house.database.write((tx) => tx.updateTable('opportunity').set({ above_threshold: true, regime: 'PA2023' }).where('id', '=', opportunityId).execute());
  return opportunityId;
}

describe('the core questionnaire, once', () => {
  test('DP-04: in her second tender all core answers are filled in and only the 3 extra questions are empty', async () => {
    const { organisationId, writer } = house.swale;
    await completeCore(house, writer, organisationId);
    const answered = (await core(organisationId)).version!.number;
    const first = await publishTender('Youth clubs');
    await house.mustRun(startBid, writer, { opportunityId: first, organisationId });
    const second = await publishTender('Holiday clubs');
    const { bidId } = await house.mustRun(startBid, writer, { opportunityId: second, organisationId });
    const visitor = house.visitor(writer);
    const page = await visitor.get(`/bids/${bidId}`);
    expect(page.text).toContain('Core questionnaire Filled in already');
    const suitability = page.text.slice(page.text.lastIndexOf('About your organisation'), page.text.indexOf('Prices'));
    expect(suitability.match(/Not yet started/g)).toHaveLength(3);
    expect((await core(organisationId)).version!.number).toBe(answered);
    const kept = await house.database.read((read) => coreForBid(read, COVERED, organisationId));
    expect(kept.toPutRight).toEqual([]);
    // Every question of the core shows its answer: nothing is to be typed.
    for (const part of ['identity', 'people', 'exclusion', 'finance', 'insurance', 'safeguards']) {
      const { html } = await visitor.get(`/organisations/${organisationId}/core/${part}`);
      expect(html, part).toMatch(/checked|value="1 High Street, Sheerness"/);
    }
    expect((await visitor.get(`/organisations/${organisationId}/core`)).text).toContain('Complete');
  });

  test('DP-04: an extra needs a reason and comes from the bank, and the whole length stands before publication', async () => {
    const opportunityId = await house.addDraft({ title: 'Sports clubs', lots: 0 });
    const { id } = await house.mustRun(addToBank, house.officer, question('Who drives the bus?', { type: 'yes-no', wordLimit: '', minutes: '4' }));
    const officer = house.visitor(house.officer);
    const address = `/opportunities/${opportunityId}/suitability`;
    const before = (await officer.get(address)).text;
    const refused = await officer.post(`${address}/add`, { bankQuestionId: id, reason: '' });
    expect(refused.text).toContain('Give the reason');
    expect(refused.html).toContain(`value="${id}" checked`);
    expect((await house.run(addExtra, house.officer, { opportunityId, bankQuestionId: newId(), reason: 'Why not.' })).kind).toBe('refused');
    const after = await officer.post(`${address}/add`, { bankQuestionId: id, reason: 'Children are driven.' });
    expect(after.text).toContain('Children are driven.');
    expect(before).toContain('This tender 2 questions');
    expect(after.text).toContain('This tender 3 questions');
    expect(after.text).toMatch(/Together, the first time about \d+ minutes|Together, the first time about \d+ hour/);
    expect(await house.run(addExtra, house.officer, { opportunityId, bankQuestionId: id, reason: 'Again.' })).toMatchObject({ code: 'twice' });
    expect((await house.run(addExtra, house.swale.writer, { opportunityId, bankQuestionId: id, reason: 'Mine.' })).kind).toBe('forbidden');
    await house.publish(opportunityId);
    const other = await house.mustRun(addToBank, house.officer, question('Too late?'));
    expect(await house.run(addExtra, house.officer, { opportunityId, bankQuestionId: other.id, reason: 'Late.' })).toMatchObject({ code: 'wrong-state' });
    // Below the threshold there is no questionnaire before the tender.
    expect((await house.visitor().get(`/opportunities/${opportunityId}`)).text).toContain('There is no questionnaire before the tender.');
    expect((await house.database.read((read) => coreForBid(read, { aboveThreshold: false, regime: 'PA2023' }, house.medway.organisationId))).toPutRight).toEqual([]);
  });

  test('DP-07: a six-month-old community interest company answers the finance part with a forecast and a guarantor, and its core is complete', async () => {
    const organisationId = await house.addOrganisation('New Shoots CIC');
    const writer = await house.addPerson('Nia New', ['organisation-administrator', organisationId]);
    await completeCore(house, writer, organisationId);
    const now = await core(organisationId);
    expect(isComplete(now)).toBe(true);
    const page = await house.visitor(writer).get(`/organisations/${organisationId}/core/finance`);
    expect(page.text).toContain('no audited accounts from those not required to have them');
    expect(page.text).toContain('PA23 s.22');
    expect(page.html).toMatch(/value="A guarantor, such as a parent organisation" checked/);
    // No question anywhere can pass or fail a bid for money: neither by command nor in the table.
    expect(await house.run(addToBank, house.officer, question('Do you have three years of accounts?', { topic: 'financial-standing', type: 'yes-no', wordLimit: '', judgement: 'pass-or-fail' }))).toMatchObject({ code: 'no-automatic-fail', field: 'judgement' });
    await expect(house.database.write((tx) => tx.insertInto('bank_question').values({ id: newId<'bank_question'>(), body_id: house.bodyId, topic: 'financial-standing', text: 'Accounts?', purpose: 'Money.', type: 'yes-no', minutes: 1, judgement: 'pass-or-fail' }).execute())).rejects.toThrow(/bank_question/);
    await house.mustRun(addToBank, house.officer, question('How will you pay wages in the first month?', { topic: 'financial-standing', judgement: 'finance-view' }));
  });

  test('half an answer is kept and named; what contradicts itself is refused and nothing typed is lost', async () => {
    const { organisationId, writer } = house.medway;
    const visitor = house.visitor(writer);
    expect((await visitor.get(`/organisations/${organisationId}/core`)).text).toContain('Answer it once');
    expect(await house.run(saveCorePart, writer, { organisationId, part: 'identity', answers: {} })).toMatchObject({ code: 'not-begun' });
    await visitor.post(`/organisations/${organisationId}/core`, {});
    await house.mustRun(beginCore, writer, { organisationId });
    const set = await house.database.read((read) => questionsOf(read, { kind: 'organisation', id: organisationId }, 'core'));
    const id = (key: string) => set!.questions.find((one) => one.key === key)!.id;
    const part = `/organisations/${organisationId}/core/exclusion`;
    const refused = await visitor.post(part, { [`answer-${id('mandatory-grounds')}`]: ['A tax offence', 'None of these'], [`answer-${id('mandatory-grounds')}-stamp`]: '0.' });
    expect(refused.text).toContain('not both');
    expect(refused.html).toContain('value="A tax offence" checked');
    await saveAnswersByKey(house, writer, organisationId, { ...GOOD_ANSWERS, 'mandatory-grounds': ['A tax offence'] });
    const gaps = (await core(organisationId)).gaps.map(({ sentence }) => sentence);
    expect(gaps).toContain('Say what happened, and what you have put right since.');
    expect(gaps).toContain('Nobody is named who controls or directs the organisation.');
    expect((await visitor.get(`/organisations/${organisationId}/core/nonsense`)).status).toBe(404);
    expect((await visitor.post(`/organisations/${organisationId}/core/share-code`, { code: 'short', 'sharedOn-day': '1', 'sharedOn-month': '3', 'sharedOn-year': '2026', confirmed: 'yes' })).text).toContain('Enter the share code');
    expect(await house.run(recordShareCode, writer, { organisationId, code: 'AB12CD34', sharedOn: '2027-01-01', confirmed: 'yes' })).toMatchObject({ code: 'future' });
  });

  test('two colleagues in one part: the second sees a conflict, nothing is overwritten, and every save is a version', async () => {
    const organisationId = await house.addOrganisation('Two Pens');
    const [one, two] = [await house.addPerson('Pia One', ['bid-writer', organisationId]), await house.addPerson('Tom Two', ['bid-writer', organisationId])];
    await house.mustRun(beginCore, one, { organisationId });
    const set = await house.database.read((read) => questionsOf(read, { kind: 'organisation', id: organisationId }, 'core'));
    const form = set!.questions.find(({ key }) => key === 'legal-form')!.id;
    const save = (who: typeof one, text: string) => house.run(saveCorePart, who, { organisationId, part: 'identity', answers: { [form]: { texts: [text], stamp: '0.' } } });
    const results = await Promise.all([save(one, 'Partnership'), save(two, 'Sole trader')]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(results.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'conflict' });
    expect((await core(organisationId)).version!.number).toBe(1);
  });

  test('what is saved after a bid was sent never reaches that bid’s version', async () => {
    const organisationId = await house.addOrganisation('Later Words');
    const writer = await house.addPerson('Lena Later', ['bid-writer', organisationId]);
    await completeCore(house, writer, organisationId);
    const sent = new Date((await core(organisationId)).version!.savedAt.getTime() + 1);
    await house.mustRun(addConnectedPerson, writer, { organisationId, name: 'Newcomer', kind: 'trustee', isMe: false });
    const then = await house.database.read((read) => coreAt(read, organisationId, sent));
    expect(then!.people.map(({ name }) => name)).toEqual(['Connie Controller']);
    expect(then!.answers['legal-form']).toBe('Community interest company');
    await expect(house.database.write((tx) => tx.updateTable('core_version').set({ complete: false }).where('organisation_id', '=', organisationId).execute())).rejects.toThrow(/never changed/);
    expect(await house.database.read((read) => coreAt(read, organisationId, new Date('2026-01-01T00:00:00Z')))).toBeNull();
  });

  test('people named are personal data: in their own export, erased everywhere at once, and by the job when their time has passed', async () => {
    const organisationId = await house.addOrganisation('Names Ltd');
    const writer = await house.addPerson('Nora Named', ['organisation-administrator', organisationId]);
    await completeCore(house, writer, organisationId);
    const { id } = await house.mustRun(addConnectedPerson, writer, { organisationId, name: 'Nora Named', kind: 'director', isMe: true });
    const exported = JSON.stringify(await house.database.read((read) => personalDataOf(read, writer, [selectionPersonalData])), (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    expect(exported).toContain('Names Ltd');
    expect(exported).toContain('connectedPeople');
    await house.mustRun(removeConnectedPerson, writer, { organisationId, connectedPersonId: id, how: 'erase' });
    const connie = (await core(organisationId)).people[0]!;
    await house.mustRun(removeConnectedPerson, writer, { organisationId, connectedPersonId: connie.id, how: 'ended' });
    expect(await house.run(removeConnectedPerson, writer, { organisationId, connectedPersonId: connie.id, how: 'ended' })).toMatchObject({ code: 'gone' });
    const all = async () => (await house.database.pool.query<{ everything: string }>("select string_agg(c::text, ' ') || (select string_agg(v::text, ' ') from core_version v where v.organisation_id = $1) || (select string_agg(a.detail::text, ' ') from audit_entry a) as everything from connected_person c where c.organisation_id = $1", [organisationId])).rows[0]!.everything;
    expect(await all()).not.toContain('Nora Named');
    expect(await all()).toContain('Connie Controller');
    expect(await house.mustRun(eraseFormerPeople, SYSTEM, {})).toEqual({ erased: 0 });
    await house.setClock('2032-03-03T09:00:00Z');
    expect(await house.mustRun(eraseFormerPeople, SYSTEM, {})).toEqual({ erased: 1 });
    expect(await all()).not.toContain('Connie Controller');
    await house.setClock('2026-03-02T09:00:00Z');
  });

  test('nobody but the supplier’s own people reads or answers it', async () => {
    const { organisationId } = house.swale;
    const strangers = [house.medway.writer, house.officer, house.commissioner, await house.addPerson('Ada Admin', ['administrator', house.bodyId]), undefined];
    for (const who of strangers) for (const end of ['core', 'core/identity', 'core/people', 'connected-people/add', 'vault', 'vault/add']) {
      const seen = await house.visitor(who).get(`/organisations/${organisationId}/${end}`);
      expect(seen.status === 404 || seen.url.startsWith('/sign-in'), `${who} ${end}`).toBe(true);
    }
    expect((await house.run(beginCore, house.officer, { organisationId })).kind).toBe('forbidden');
  });
});
