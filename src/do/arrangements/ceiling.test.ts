import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { decimal } from '#kernel/decimal';
import { calendarDate } from '#kernel/calendar-date';
import { shippedLaw } from '#law';
import { decideApproval } from '#parts/approvals';
import { addMembers, openArrangementHouse, type ArrangementHouse, type SetUp } from './arrangements.fixture.ts';
import { decideCeilingChange, type CeilingChange } from './ceiling.ts';
import { callOffDirectly, endArrangement, owedCeilings, proposeCeiling, proposeChange, readArrangement, recordChangeCopy, recordChangeNotice, withdrawChange } from './index.ts';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse('2026-03-02T09:00:00Z'); });
afterAll(() => house.close());

const FRAMEWORK: SetUp = { kind: 'framework', commencedOn: '2026-03-02', startsOn: '2026-03-02', endsOn: '2030-03-01', window: ['2026-03-02', '2026-12-31'], callOffRule: 'rotation', expected: '300000', ceiling: '400,000' };
const proposal = (arrangementId: string, more: Readonly<Record<string, string>> = {}) =>
  ({ arrangementId, ceiling: '500,000', ground: 'unforeseeableCircumstances', groundWords: 'A school for 300 children closed, which nobody could foresee.', vatPercent: '20', reason: 'More children need a place.', confirmed: 'yes', ...more });
const work = (arrangementId: string, organisationId: string, value: string) =>
  ({ arrangementId, lotId: '', organisationId, passedOver: 'The others were asked and have nobody free.', title: `Work of ${value}`, value, vatPercent: '20', startsOn: '2026-04-01', endsOn: '2027-03-31', managerId: house.manager, directorId: house.director });
const ceilingOf = async (arrangementId: string) => (await house.database.read((read) => readArrangement(read, arrangementId)))!.ceilingNetPence;
const stateOf = async (changeId: string) => (await house.database.read((read) => read.selectFrom('arrangement_change').select('state').where('id', '=', changeId).executeTakeFirstOrThrow())).state;
const approvalOf = (changeId: string) => house.database.read((read) => read.selectFrom('approval').selectAll().where('about_id', '=', changeId).orderBy('asked_at', 'desc').executeTakeFirstOrThrow());
const agree = async (changeId: string, by: PersonId) => house.run(decideApproval, by, { approvalId: (await approvalOf(changeId)).id, decision: 'agree', reason: '' });
const mailTo = (person: string, subject: string) => house.database.read((read) => read.selectFrom('outbox_mail').select('body_text as text').where('recipient_person_id', '=', person).where('subject', 'like', `${subject}%`).execute());
const noticed = (changeId: string, more: Readonly<Record<string, string>> = {}) => ({ changeId, platformReference: '2026/S 000-000010', platformPublishedOn: '2026-03-02', ...more });

describe('what the law allows', () => {
  const change = (toNetPence: bigint, more: Partial<CeilingChange> & { readonly law?: Partial<CeilingChange['arrangement']> } = {}): CeilingChange => ({
    arrangement: { regime: 'PA2023', lightTouch: false, category: 'services', commencedOn: calendarDate('2026-03-02'), title: 'Youth activities', ...more.law },
    nowNetPence: 40_000_000n, firstNetPence: 40_000_000n, usedNetPence: 10_000_000n, vatPercent: decimal('20'), toNetPence, ...more,
  });
  const decide = (given: CeilingChange, ground: Parameters<typeof decideCeilingChange>[1]['ground'], words = 'It does.') => decideCeilingChange(given, { ground, words }, shippedLaw);

  test('below what is used, nothing, or the same: never; the sum that is used is allowed', () => {
    expect(decide(change(9_999_999n), 'notSubstantial')).toMatchObject({ code: 'below-use', sentence: '£100,000 has been called off already, so the ceiling cannot be less than that.' });
    expect(decide(change(0n), 'notSubstantial')).toMatchObject({ code: 'ceiling' });
    expect(decide(change(40_000_000n), 'notSubstantial')).toMatchObject({ code: 'same' });
    expect(decide(change(10_000_000n), 'notSubstantial')).toMatchObject({ kind: 'allowed' });
  });

  test('a ground of the statute with its words, and no more than the half that it allows; what was raised before counts', () => {
    expect(decide(change(50_000_000n), null)).toMatchObject({ code: 'ground' });
    expect(decide(change(50_000_000n), 'otherLaw')).toMatchObject({ code: 'ground' });
    expect(decide(change(50_000_000n), 'materialisedKnownRisk', ' ')).toMatchObject({ code: 'ground-words', rule: { source: 'PA23 Sch 8 paras 1-9' } });
    expect(decide(change(60_000_000n), 'materialisedKnownRisk')).toMatchObject({ kind: 'allowed' });
    expect(decide(change(60_000_001n), 'materialisedKnownRisk')).toMatchObject({ code: 'too-much', sentence: expect.stringContaining('no more than 50% in all, from £400,000 to £600,000') as string });
    expect(decide(change(60_000_001n, { nowNetPence: 55_000_000n }), 'additionalSupplies')).toMatchObject({ code: 'too-much' });
    expect(decide(change(90_000_000n), 'providedForInContract')).toMatchObject({ kind: 'allowed' });
  });

  test('a small change is within 10%, or 15% of works, and below the threshold in all', () => {
    expect(decide(change(44_000_000n), 'smallChange')).toMatchObject({ kind: 'allowed', value: { noticeFirst: null } });
    expect(decide(change(44_000_001n), 'smallChange')).toMatchObject({ code: 'too-much', sentence: expect.stringContaining('no more than 10% in all') as string });
    const large = { nowNetPence: 400_000_000n, firstNetPence: 400_000_000n };
    expect(decide(change(440_000_000n, large), 'smallChange')).toMatchObject({ code: 'not-small' });
    expect(decide(change(115_000_000_0n, { nowNetPence: 1_000_000_000n, firstNetPence: 1_000_000_000n, law: { category: 'works' } }), 'smallChange')).toMatchObject({ kind: 'allowed', value: { noticeFirst: null } });
  });

  test('the contract change notice comes first beyond those limits; below the threshold and in light touch nothing is asked; an earlier law is named in words', () => {
    expect(decide(change(44_000_001n), 'notSubstantial')).toMatchObject({ value: { noticeFirst: { source: 'PA23 ss.75-77; PR24 reg 40' }, copy: null } });
    expect(decide(change(700_000_000n, { nowNetPence: 490_000_000n, firstNetPence: 490_000_000n }), 'unforeseeableCircumstances')).toMatchObject({ value: { copy: { days: 90 } } });
    expect(decide(change(90_000_000n, { law: { lightTouch: true } }), null, '')).toMatchObject({ kind: 'allowed', value: { noticeFirst: null, grounds: [] } });
    expect(decide(change(9_000_000n, { nowNetPence: 6_000_000n, firstNetPence: 6_000_000n, usedNetPence: 0n }), null, '')).toMatchObject({ kind: 'allowed', value: { grounds: [], rule: { sentence: expect.stringContaining('below the threshold') as string } } });
    // Raised above the threshold it is under the Act's rules, though it was not before.
    expect(decide(change(18_000_000n, { nowNetPence: 6_000_000n, firstNetPence: 6_000_000n, usedNetPence: 0n }), null, '')).toMatchObject({ code: 'ground' });
    expect(decide(change(50_000_000n, { law: { regime: 'PCR2015' } }), 'otherLaw', '')).toMatchObject({ code: 'ground-words', sentence: 'Name the provision, and say why it holds here' });
    expect(decide(change(50_000_000n, { law: { regime: 'PCR2015' } }), 'otherLaw', 'PCR 2015 reg 72(1)(b).')).toMatchObject({ kind: 'allowed', value: { noticeFirst: null } });
  });
});

describe('DP-26: the ceiling of a framework changes under the same control as its rules', () => {
  test('DP-26: shown first, agreed by another, noticed, and only then in force; everyone concerned is told', async () => {
    const arrangementId = await house.setUp(FRAMEWORK);
    const [provider] = await addMembers(house, arrangementId, 2);
    const writer = await house.addPerson('Wanda Writer', ['bid-writer', provider!]);
    await house.mustRun(callOffDirectly, house.officer, work(arrangementId, provider!, '100000'));
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/arrangements/${arrangementId}`)).html).toContain(`/arrangements/${arrangementId}/ceiling`);
    for (const person of [house.manager, house.director, writer]) expect((await house.run(proposeCeiling, person, proposal(arrangementId))).kind).toBe('forbidden');
    const elsewhere = await house.addPerson('Other Officer', ['procurement-officer', await house.addBody()]);
    expect((await house.visitor(elsewhere).get(`/arrangements/${arrangementId}/ceiling`)).status).toBe(404);
    const url = `/arrangements/${arrangementId}/ceiling`;
    const empty = await officer.post(url, { confirmed: 'no', ceiling: '', reason: 'More <b>children</b>.' });
    expect(empty.text).toContain('Enter the new ceiling');
    expect(empty.html).toContain('More &lt;b&gt;children&lt;/b&gt;.');
    expect((await officer.post(url, { ...proposal(arrangementId), ceiling: '99,999.99' })).text).toContain('£100,000 has been called off already');
    expect((await officer.post(url, { ...proposal(arrangementId), ceiling: '600,001' })).text).toContain('no more than 50% in all');
    const shown = await officer.post(url, { ...proposal(arrangementId), confirmed: 'no' });
    expect(shown.text).toContain('£100,000 has been called off of £400,000, so £300,000 is left. With the change £400,000 would be, of £500,000.');
    expect(shown.text).toContain('In all it rises by 25% of the first ceiling, £400,000.');
    expect(shown.text).toContain('A contract change notice comes before a public contract is modified');
    expect(shown.html).toContain('value="500,000"');
    expect(await house.database.read((read) => read.selectFrom('arrangement_change').select('id').where('arrangement_id', '=', arrangementId).execute())).toEqual([]);

    const sent = await officer.post(url, proposal(arrangementId));
    const changeId = sent.url.split('/').at(-1)!;
    expect(sent.text).toContain('It waits to be agreed');
    expect((await agree(changeId, house.officer)).kind).not.toBe('done');
    const decider = (await house.visitor(house.director).get(`/arrangement-changes/${changeId}`)).text;
    // The rate that was typed decides on which side of a threshold the change is: whoever agrees reads it.
    for (const words of ['A school for 300 children closed', 'Rate of VAT 20%: £600,000 including VAT']) expect(decider).toContain(words);
    expect((await agree(changeId, house.director)).kind).toBe('done');
    expect([await stateOf(changeId), await ceilingOf(arrangementId)]).toEqual(['agreed', 40_000_000n]);
    const owed = await house.database.read(async (read) => owedCeilings.list(read, await house.actor(house.officer), 9));
    expect(owed).toMatchObject([{ words: expect.stringContaining('UK10') as string, dueAt: null, address: `/arrangement-changes/${changeId}/notice` }]);
    expect(await house.run(proposeCeiling, house.officer, proposal(arrangementId, { ceiling: '450,000' }))).toMatchObject({ code: 'one-at-a-time' });
    expect(await house.run(recordChangeNotice, house.officer, noticed(changeId, { platformReference: '' }))).toMatchObject({ code: 'platform-first' });
    expect(await house.run(recordChangeNotice, house.officer, noticed(changeId, { platformPublishedOn: '2026-03-03' }))).toMatchObject({ code: 'platform-date' });
    expect((await house.run(recordChangeNotice, house.director, noticed(changeId))).kind).toBe('forbidden');
    const done = await officer.post(`/arrangement-changes/${changeId}/notice`, { platformReference: '2026/S 000-000010', 'platformPublishedOn-day': '2', 'platformPublishedOn-month': '3', 'platformPublishedOn-year': '2026' });
    expect(done.text).toContain('The new ceiling is in force');
    expect(await ceilingOf(arrangementId)).toBe(50_000_000n);
    expect(await house.run(recordChangeNotice, house.officer, noticed(changeId))).toMatchObject({ code: 'wrong-state' });
    const anyone = (await house.visitor().get(`/arrangements/${arrangementId}`)).text;
    expect(anyone).toContain('The most that may be called off in all rises from £400,000 to £500,000, excluding VAT. Ground: Circumstances that could not reasonably be foreseen.');
    expect(anyone).toContain('£500,000 in all, excluding VAT');
    for (const person of [writer, house.manager, house.director, house.officer]) expect(await mailTo(person, 'Ceiling changed')).toHaveLength(1);
    const audited = await house.database.read((read) => read.selectFrom('audit_entry').select('act').where('act', 'in', ['arrangements.proposeCeiling', 'arrangements.recordChangeNotice']).where('result', '=', 'done').execute());
    expect(audited.length).toBeGreaterThanOrEqual(2);
    expect((await house.run(callOffDirectly, house.officer, work(arrangementId, provider!, '400000'))).kind).toBe('done');
  });

  test('a copy of what is worth more than £5 million is a task with its day, said to be done once', async () => {
    const arrangementId = await house.setUp({ ...FRAMEWORK, expected: '4000000', ceiling: '4,500,000' });
    const { changeId } = await house.mustRun(proposeCeiling, house.officer, proposal(arrangementId, { ceiling: '6,000,000' }));
    expect((await agree(changeId, house.director)).kind).toBe('done');
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/arrangement-changes/${changeId}/notice`)).text).toContain('Publish the contract change notice (UK10) on the central digital platform first');
    expect((await officer.get(`/arrangement-changes/${changeId}/copy`)).status).toBe(404);
    await house.mustRun(recordChangeNotice, house.officer, noticed(changeId));
    expect((await officer.get(`/arrangement-changes/${changeId}/notice`)).status).toBe(404);
    const [owed] = await house.database.read((read) => read.selectFrom('promise').select(['words', 'due_at', 'kept_at']).where('about_id', '=', changeId).execute());
    expect(owed).toMatchObject({ words: 'Publish the copy of Youth activities as changed', due_at: new Date('2026-05-30T23:00:00Z'), kept_at: null });
    expect((await officer.get(`/arrangement-changes/${changeId}/copy`)).text).toContain('The copy is published');
    expect((await officer.post(`/arrangement-changes/${changeId}/copy`)).text).toContain('Recorded: the copy is published');
    expect(await house.run(recordChangeCopy, house.officer, { changeId })).toMatchObject({ code: 'not-owed' });
  });

  test('DP-26: by value the role of the authority’s own policy agrees; within the small limits it is in force at once', async () => {
    const finance = await house.addPerson('Fay Finance', ['finance-officer', house.bodyId]);
    const arrangementId = await house.setUp(FRAMEWORK);
    const policyId = newId<'local_policy'>();
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: policyId, body_id: house.bodyId, key: 'award.approvals', valid: '[2020-01-01,)', value: JSON.stringify([{ fromPence: '0', role: 'lead-director' }, { fromPence: '42000000', role: 'finance-officer' }]), source: 'Standing orders' }).execute());
    const { changeId } = await house.mustRun(proposeCeiling, house.officer, proposal(arrangementId, { ceiling: '440,000', ground: 'smallChange', groundWords: 'A tenth more of the same.' }));
    expect(await approvalOf(changeId)).toMatchObject({ role: 'finance-officer' });
    expect((await agree(changeId, house.director)).kind).not.toBe('done');
    expect((await agree(changeId, finance)).kind).toBe('done');
    expect([await stateOf(changeId), await ceilingOf(arrangementId)]).toEqual(['applied', 44_000_000n]);
    expect(await house.run(recordChangeCopy, house.officer, { changeId })).toMatchObject({ code: 'not-owed' });
    // Linked changes are judged together: another tenth on that ground is refused.
    expect(await house.run(proposeCeiling, house.officer, proposal(arrangementId, { ceiling: '484,000', ground: 'smallChange' }))).toMatchObject({ code: 'too-much' });
    await house.database.write((tx) => tx.deleteFrom('local_policy').where('id', '=', policyId).execute());
  });

  test('two officers at once make one proposal; lowered below what was called off meanwhile it has lapsed; withdrawn, another may be made', async () => {
    const second = await house.addPerson('Olga Officer', ['procurement-officer', house.bodyId]);
    const arrangementId = await house.setUp(FRAMEWORK);
    const [provider] = await addMembers(house, arrangementId, 1);
    const lower = proposal(arrangementId, { ceiling: '200,000', ground: 'notSubstantial', groundWords: 'Less is bought than was expected.' });
    const results = await Promise.all([house.run(proposeCeiling, house.officer, lower), house.run(proposeCeiling, second, lower)]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const [made] = results.flatMap((result) => (result.kind === 'done' ? [result.value] : []));
    // A change of rules waits its turn too.
    expect(await house.run(proposeChange, house.officer, { arrangementId, kind: 'timetable', pass: '', criterionId: '', shares: {}, endsOn: '2029-12-31', windowId: '', closesOn: '', reason: 'Shorter.', confirmed: 'yes', reviseUntil: '2026-06-01' })).toMatchObject({ code: 'one-at-a-time' });
    await house.mustRun(callOffDirectly, house.officer, work(arrangementId, provider!, '250000'));
    expect(await agree(made!.changeId, house.director)).toMatchObject({ code: 'changed' });
    expect(await ceilingOf(arrangementId)).toBe(40_000_000n);
    await house.mustRun(withdrawChange, house.officer, { changeId: made!.changeId });
    const { changeId } = await house.mustRun(proposeCeiling, house.officer, proposal(arrangementId));
    await agree(changeId, house.director);
    // One that is agreed and waits for its notice can be given up still, and falls with its framework.
    expect(await stateOf(changeId)).toBe('agreed');
    await house.mustRun(withdrawChange, house.officer, { changeId });
    const last = await house.mustRun(proposeCeiling, house.officer, proposal(arrangementId));
    await agree(last.changeId, house.director);
    await house.mustRun(endArrangement, house.officer, { arrangementId, reason: 'Another takes its place.' });
    expect(await house.run(recordChangeNotice, house.officer, noticed(last.changeId))).toMatchObject({ code: 'wrong-state' });
    expect(await house.run(proposeCeiling, house.officer, proposal(arrangementId))).toMatchObject({ code: expect.stringMatching(/wrong-state|no-ceiling/) as string });
  });

  test('a list of providers has no ceiling, and a withheld one is not given away when it changes', async () => {
    const list = await house.setUp({ kind: 'dynamic-market', commencedOn: '2026-03-02', startsOn: '2026-03-02', endsOn: '2028-03-01', publish: false });
    expect((await house.visitor(house.officer).get(`/arrangements/${list}/ceiling`)).status).toBe(404);
    const arrangementId = await house.setUp(FRAMEWORK);
    await addMembers(house, arrangementId, 1);
    const { agreementId } = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    await house.database.write((tx) => tx.insertInto('label').values({ id: newId<'label'>(), about_kind: 'agreement', about_id: agreementId!, field: 'value', label: 'commercial', reason: 'The price is a trade secret.', set_by: house.officer }).execute());
    const { changeId } = await house.mustRun(proposeCeiling, house.officer, proposal(arrangementId, { ceiling: '430,000', ground: 'smallChange' }));
    expect((await agree(changeId, house.director)).kind).toBe('done');
    const anyone = (await house.visitor().get(`/arrangements/${arrangementId}`)).text;
    expect(anyone).toContain('The most that may be called off in all has changed.');
    expect(anyone).not.toContain('£430,000');
  });
});
