import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { extend } from '#agreements';
import { holdReview } from '#performance';
import { approve, openAwardHouse, recommendation, type AwardHouse } from './awards.fixture.ts';
import { awardApprovalSubject } from './award-approval.command.ts';
import { confirmAward, publishAward, recommendAward, releaseFeedback, withdrawAward } from './index.ts';

/** The county's ceiling of £10,000 and its review after six months, from a day. */
async function setLimits(house: AwardHouse, keys: readonly string[] = ['award.provisionalCeiling', 'award.provisionalReviewMonths']): Promise<void> {
  const limits: Readonly<Record<string, number>> = { 'award.provisionalCeiling': 10_000, 'award.provisionalReviewMonths': 6 };
  await house.database.write((tx) => tx.insertInto('local_policy').values(keys.map((key) => ({ id: newId<'local_policy'>(), body_id: house.bodyId, key, valid: '[2020-01-01,)', value: JSON.stringify(limits[key]), source: 'Minute 7' }))).execute());
}

const EVIDENCE = { provisional: 'yes', evidenceKind: 'sub-contract', evidence: 'Two seasons for Harbour <Trust>, which confirms them.', provisionalReason: 'Beta has held no contract of its own.' };
const provisionally = (house: AwardHouse, given: Readonly<Record<string, string>> = {}) => recommendation(house, { ...EVIDENCE, ...given });
const run = (house: AwardHouse, given: Readonly<Record<string, string>> = {}) => house.run(recommendAward, house.officer, provisionally(house, given));

/** From a recommendation to the contract. */
async function makeContract(house: AwardHouse): Promise<{ awardId: string; agreementId: string }> {
  const { awardId } = await house.mustRun(recommendAward, house.officer, provisionally(house));
  await approve(house, awardId);
  await house.mustRun(releaseFeedback, house.officer, { awardId });
  await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
  const { agreementId } = await house.mustRun(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });
  return { awardId, agreementId };
}

const earlyReview = (house: AwardHouse, agreementId: string) => house.database.read((read) => read.selectFrom('review').selectAll().where('agreement_id', '=', agreementId).where('kind', '=', 'early').executeTakeFirstOrThrow());
const written = (reviewId: string, given: Readonly<Record<string, string>> = {}) =>
  ({ reviewId, heldOn: '2027-07-05', results: 'Every evening ran.', issues: 'None', actions: 'None', supplierSignatory: 'Bea Beta', authoritySigns: 'yes' as const, followed: 'full' as const, followedReason: '', ...given });

describe('what is not awarded provisionally', () => {
  test('DP-20: a small contract of £10,500 is refused under a ceiling of £10,000, with the sentence and its rule, and nothing is recommended', async () => {
    const house = await openAwardHouse(10_500_00n);
    await setLimits(house);
    const refused = await run(house);
    expect(refused).toMatchObject({ code: 'over-ceiling', field: 'provisional', rule: { source: expect.stringContaining('DP-20') } });
    expect((refused as { sentence: string }).sentence).toBe('Beta Ltd is provisional: until its review no more than £10,000 in all may be awarded, and this is £10,500.');
    expect(await house.database.read((read) => read.selectFrom('award').select('id').execute())).toEqual([]);
    // It is an award like any other where the authority takes Beta at its full word.
    expect((await house.run(recommendAward, house.officer, recommendation(house))).kind).toBe('done');
    await house.close();
  });

  test('where nobody has set the limits it is not offered, the page says so, and a post of it is refused', async () => {
    const house = await openAwardHouse(9_500_00n);
    const url = `/opportunities/${house.opportunityId}/award/whole`;
    const page = async () => (await house.visitor(house.officer).get(url)).text;
    expect(await page()).toContain('The authority has not set “Ceiling of a provisional contract”.');
    expect(await run(house)).toMatchObject({ code: 'policy-not-set', field: 'provisional' });
    await setLimits(house, ['award.provisionalCeiling']);
    expect(await page()).toContain('The authority has not set “Early review of a provisional contract”.');
    expect(await run(house)).toMatchObject({ code: 'policy-not-set' });
    await setLimits(house, ['award.provisionalReviewMonths']);
    for (const part of ['Is the award provisional?', 'Up to £10,000 in all', '6 months after the contract starts', 'Minute 7', 'Work done as a sub-contractor of somebody else']) expect(await page()).toContain(part);
    expect(await run(house, { evidenceKind: 'friends', evidence: ' ', provisionalReason: '' })).toMatchObject({ code: 'no-evidence', field: 'evidenceKind', more: [{ field: 'evidence' }, { field: 'provisionalReason' }] });
    expect((await house.visitor(house.officer).post(url, { ...provisionally(house), provisional: 'perhaps' })).text).toContain('Say whether the award is provisional');
    await house.close();
  });

  test('nor above the threshold, nor on a framework, which has its own way', async () => {
    const house = await openAwardHouse(9_500_00n, { above_threshold: true });
    await setLimits(house);
    expect(await run(house)).toMatchObject({ code: 'not-small' });
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/award/whole`)).text).not.toContain('provisional');
    const arrangementId = newId<'arrangement'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('arrangement').values({ id: arrangementId, reference: 'KENT-FW-2', body_id: house.bodyId, kind: 'framework', title: 'Youth clubs', commenced_on: '2026-01-05', law_pack: 'uk-2026', law_version: '2026.10.1', regime: 'PA2023' }).execute();
      await tx.updateTable('opportunity').set({ above_threshold: false, arrangement_id: arrangementId }).where('id', '=', house.opportunityId).execute();
    });
    expect(await run(house)).toMatchObject({ code: 'not-small' });
    await house.close();
  });

  test('two lots to one newcomer at once stay within one ceiling together; one that is withdrawn leaves it free', async () => {
    const house = await openAwardHouse(6_000_00n, {}, 2);
    await setLimits(house);
    const [first, second] = house.lots as [string, string];
    const both = await Promise.all([run(house, { lot: first }), run(house, { lot: second })]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    expect(both.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'over-ceiling', sentence: expect.stringContaining('It has had £6,000 already.') });
    const { id: awardId, lot_id: taken } = await house.database.read((read) => read.selectFrom('award').select(['id', 'lot_id']).executeTakeFirstOrThrow());
    await house.mustRun(withdrawAward, house.officer, { awardId, reason: 'The other lot first.' });
    expect((await run(house, { lot: taken === first ? second : first })).kind).toBe('done');
    await house.close();
  });
});

describe('a provisional contract', () => {
  test('DP-20: a small contract within the ceiling is agreed to with its evidence, told, public and not extended before its early review; of two who write that up at once one decides', async () => {
    const house = await openAwardHouse(9_500_00n, { extension_months: 12 });
    await setLimits(house);
    const { awardId, agreementId } = await makeContract(house);
    const page = await house.visitor(house.director).get(`/awards/${awardId}`);
    for (const part of ['Two seasons for Harbour <Trust>, which confirms them.', 'Beta has held no contract of its own.', '3 July 2027', 'Ceiling of a provisional contract: £10,000.', 'Minute 7']) expect(page.text).toContain(part);
    const seen = (await house.visitor().get(`/awards/${awardId}`)).text;
    expect([seen.includes('The award is provisional'), seen.includes('Harbour')]).toEqual([true, false]);
    const [loser, winner] = house.bids;
    for (const kept of ['feedback', 'feedback.txt']) {
      expect((await house.visitor(winner!.writer).get(`/bids/${winner!.id}/${kept}`)).text).toContain('No more than £10,000 in all, excluding VAT, may be awarded provisionally before an early review, 6 months after the contract starts');
      expect((await house.visitor(loser!.writer).get(`/bids/${loser!.id}/${kept}`)).text).not.toContain('provisional');
    }
    const early = await earlyReview(house, agreementId);
    expect(early.due_on).toBe('2027-07-03');
    const contract = async () => (await house.visitor().get(`/contracts/${agreementId}`)).text;
    expect(await contract()).toContain('Its ceiling is £10,000, excluding VAT. An early review, due on 3 July 2027, makes it a full contract or lets it end.');
    expect((await house.visitor().get(`/contracts/${agreementId}.json`)).html).toContain('Provisional until its early review, due 2027-07-03');
    const longer = { agreementId, endsOn: '2028-06-30', reason: 'It goes well.' };
    expect(await house.run(extend, house.manager, longer)).toMatchObject({ code: 'provisional', rule: { source: expect.stringContaining('DP-20') } });
    await expect(house.database.write((tx) => tx.updateTable('agreement').set({ value_net_pence: 10_500_00n }).where('id', '=', agreementId).execute())).rejects.toThrow('agreement_within_provisional_ceiling');

    await house.setClock('2027-07-01T09:00:00Z');
    expect(await house.run(holdReview, house.manager, written(early.id, { heldOn: '2027-07-01' }))).toMatchObject({ code: 'too-early' });
    await house.setClock('2027-07-06T09:00:00Z');
    expect(await house.run(holdReview, house.officer, written(early.id))).toMatchObject({ kind: 'forbidden' });
    expect(await house.run(holdReview, house.manager, written(early.id, { followed: '' }))).toMatchObject({ code: 'no-outcome', field: 'followed' });
    expect((await house.visitor(house.manager).get(`/reviews/${early.id}/hold`)).text).toContain('Did the provider do well?');
    const twice = await Promise.all([house.run(holdReview, house.manager, written(early.id)), house.run(holdReview, house.director, written(early.id, { followed: 'ended', followedReason: 'No.' }))]);
    expect(twice.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    await house.close();
  });

  test('DP-20: of a small contract, after a good 6-month review the status is full and the ceiling lifts, the supplier is told once, and both are on the record', async () => {
    const house = await openAwardHouse(9_500_00n, { extension_months: 12 });
    await setLimits(house);
    const { agreementId } = await makeContract(house);
    const early = await earlyReview(house, agreementId);
    await house.setClock('2027-07-06T09:00:00Z');
    await house.mustRun(holdReview, house.manager, written(early.id, { followedReason: 'Never late.' }));
    const held = await house.database.read((read) => read.selectFrom('agreement').select(['provisional_outcome', 'provisional_decided_on', 'provisional_decided_by']).where('id', '=', agreementId).executeTakeFirstOrThrow());
    expect(held).toEqual({ provisional_outcome: 'full', provisional_decided_on: '2027-07-06', provisional_decided_by: house.manager });
    expect((await house.visitor().get(`/contracts/${agreementId}`)).text).toContain('since 6 July 2027 it is a full contract, and the ceiling of £10,000 no longer holds');
    expect((await house.visitor().get(`/agreements/${agreementId}/reviews`)).text).toContain('it is a full contract');
    const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select('body_text').where('subject', 'like', 'Your early review%').execute());
    expect(mails).toEqual([{ body_text: expect.stringMatching(/it is a full contract now, and its ceiling no longer holds\.\n\nNever late\./) }]);
    const trail = await house.database.read((read) => read.selectFrom('audit_entry').select(['detail', 'reason']).where('record_id', '=', early.id).where('result', '=', 'done').execute());
    expect(trail).toEqual([{ reason: 'Never late.', detail: expect.objectContaining({ after: expect.objectContaining({ agreementId, provisional: 'full' }) }) }]);
    expect(await house.run(holdReview, house.manager, written(early.id))).toMatchObject({ code: 'already-held' });
    expect((await house.run(extend, house.manager, { agreementId, endsOn: '2028-06-30', reason: 'It goes well.' })).kind).toBe('done');
    await house.close();
  });

  test('one that did not do well ends at its end date, with its reason, and is never extended', async () => {
    const house = await openAwardHouse(9_500_00n, { extension_months: 12 });
    await setLimits(house);
    const { agreementId } = await makeContract(house);
    const early = await earlyReview(house, agreementId);
    await house.setClock('2027-07-06T09:00:00Z');
    expect(await house.run(holdReview, house.manager, written(early.id, { followed: 'ended' }))).toMatchObject({ code: 'no-reason', field: 'followedReason' });
    await house.mustRun(holdReview, house.manager, written(early.id, { followed: 'ended', followedReason: 'Four evenings of ten did not run.' }));
    expect((await house.visitor().get(`/contracts/${agreementId}`)).text).toContain('it ends at its end date and is not extended. Four evenings of ten did not run.');
    expect(await house.run(extend, house.manager, { agreementId, endsOn: '2028-06-30', reason: 'Please.' })).toMatchObject({ code: 'provisional', sentence: expect.stringContaining('is not extended') });
    expect(await house.database.read((read) => read.selectFrom('outbox_mail').select('body_text').where('subject', 'like', 'Your early review%').execute())).toEqual([{ body_text: expect.stringContaining('it ends at its end date, 3 January 2028, and is not extended') }]);
    await house.close();
  });

  test('what was agreed to is the award with its terms: on other terms it is another, and an approval of it lapses', async () => {
    const house = await openAwardHouse(9_500_00n);
    await setLimits(house);
    const { awardId } = await house.mustRun(recommendAward, house.officer, provisionally(house));
    const hash = () => house.database.read((read) => awardApprovalSubject.contentHash(read, awardId));
    const before = await hash();
    await house.database.write((tx) => tx.updateTable('award').set({ provisional_evidence: 'Nothing much.' }).where('id', '=', awardId).execute());
    expect(await hash()).not.toBe(before);
    await house.close();
  });
});
