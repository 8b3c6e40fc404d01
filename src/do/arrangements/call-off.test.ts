import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { confirmAward, publishAward, recommendAward, releaseFeedback } from '#awards';
import { saveAnswer, savePrices, signOpening, startBid, submitBid } from '#bids';
import { publishOpportunity } from '#opportunities';
import { decideApproval } from '#parts/approvals';
import { questionsOf } from '#parts/questions';
import { approve, openAwardHouse, recommendation } from '../awards/awards.fixture.ts';
import { completeDraft } from '../opportunities/opportunities.fixture.ts';
import { evaluate, openPanelHouse, type PanelHouse } from '../evaluation/evaluation.fixture.ts';
import { addMembers, openArrangementHouse, type ArrangementHouse, type SetUp } from './arrangements.fixture.ts';
import { admitFromResults, callOffDirectly, callOffOf, callOffsOf, inviteWholeLot, membersOf, readArrangement, readUsage, startMiniCompetition } from './index.ts';
import { nextInTurn, decideTurn, type Member } from './membership.ts';

let house: ArrangementHouse;
beforeAll(async () => { house = await openArrangementHouse('2026-03-02T09:00:00Z'); });
afterAll(() => house.close());

const framework = (change: SetUp = {}) => house.setUp({ kind: 'framework', commencedOn: '2026-03-02', startsOn: '2026-03-02', endsOn: '2030-03-01', window: ['2026-03-02', '2026-04-30'], callOffRule: 'rotation', ...change });

async function bidFor(opportunityId: string, organisationId: OrganisationId, writer: PersonId, price: string): Promise<string> {
  const { bidId } = await house.mustRun(startBid, writer, { opportunityId, organisationId });
  const questions = (await house.database.read((read) => questionsOf(read, { kind: 'opportunity', id: opportunityId }, 'tender')))!.questions;
  for (const { id } of questions) await house.mustRun(saveAnswer, writer, { bidId, questionId: id, version: 0, texts: ['At the youth club in Sheerness.'] });
  await house.mustRun(savePrices, writer, { bidId, version: 0, price: { whole: price } });
  await house.mustRun(submitBid, writer, { bidId, checked: '' });
  return bidId;
}

describe('DP-24', () => {
  test('DP-24: with 9 admitted providers all 9 are invited; one who joins before it opens is too; the award shows invited, replied, winner and scores', async () => {
    const second = await house.addPerson('Percy Second', ['procurement-officer', house.bodyId]);
    await house.database.write((tx) => tx.insertInto('area').values([{ code: 'E07000113', name: 'Swale', kind: 'district' }]).onConflict((conflict) => conflict.doNothing()).execute());
    const arrangementId = await framework();
    const members = await addMembers(house, arrangementId, 8);
    const { opportunityId } = await house.mustRun(startMiniCompetition, house.officer, { arrangementId, lotId: '', title: 'Half-term trips', summary: 'Trips for young people in the half-term.' });
    const [late] = await addMembers(house, arrangementId, 1);
    await completeDraft(house, house.officer, opportunityId, { title: 'Half-term trips', lots: 0 });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId })).toMatchObject({ kind: 'refused' });
    expect((await house.visitor(house.officer).get(`/opportunities/${opportunityId}/build`)).text).toContain('1 provider of the lot is not invited');
    expect(await house.mustRun(inviteWholeLot, house.officer, { opportunityId })).toEqual({ added: 1 });
    const writers = new Map<string, PersonId>();
    for (const id of [...members, late!]) writers.set(id, await house.addPerson(`Writer ${id.slice(-4)}`, ['bid-writer', id]));
    await house.mustRun(publishOpportunity, house.officer, { opportunityId });
    const invited = await house.database.read((read) => read.selectFrom('invitation').select(['organisation_id', 'source']).where('opportunity_id', '=', opportunityId).execute());
    expect([invited.length, new Set(invited.map(({ source }) => source))]).toEqual([9, new Set(['arrangement'])]);
    const told = await house.database.read((read) => read.selectFrom('outbox_mail').select('recipient_person_id').where('subject', 'like', 'You are invited%').execute());
    expect(new Set(told.map(({ recipient_person_id: person }) => person))).toEqual(new Set(writers.values()));

    const bids = await judged(opportunityId, members, writers, second);
    await award(opportunityId, bids[0]!.id);
    const callOff = (await house.database.read((read) => callOffOf(read, opportunityId)))!;
    expect(callOff).toMatchObject({ state: 'awarded', invited: 9, replied: 2, organisationId: members[0], valueNetPence: 500_000n });
    expect(callOff.scores!.map(({ rank }) => rank)).toEqual([1, 2]);
    const agreement = await house.database.read((read) => read.selectFrom('agreement').select(['kind', 'state', 'parent_id']).where('id', '=', callOff.agreementId!).executeTakeFirstOrThrow());
    const { agreementId: frameworkId } = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(agreement).toEqual({ kind: 'call-off', state: 'live', parent_id: frameworkId });
    expect((await house.visitor().get(`/contracts/${frameworkId}`)).text).toMatch(/Called off so far £5,000 in 1 contract/);
    const noticeIds = await house.database.read((read) => read.selectFrom('notice').select('id').where('code', 'in', ['award-decision', 'UK7']).where('body_id', '=', house.bodyId).execute());
    expect(noticeIds.length).toBeGreaterThan(0);
    for (const { id } of noticeIds) {
      const release = JSON.parse((await house.visitor().get(`/notices/${id}/ocds.json`)).html) as { releases: { relatedProcesses: unknown }[] };
      expect(release.releases[0]!.relatedProcesses).toEqual([{ id: '1', relationship: ['framework'], title: 'Youth activities', scheme: 'ocid', identifier: expect.stringContaining(frameworkId!) as string }]);
    }
    const page = (await house.visitor(house.officer).get(`/opportunities/${opportunityId}`)).text;
    expect(page).toMatch(/Invited 9 Replied 2 Winner Provider 001/);
    expect((await house.visitor().get(`/arrangements/${arrangementId}`)).text).toContain('9 invited, 2 replied');
    const arrangement = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await house.database.read((read) => readUsage(read, arrangement))).toMatchObject({ providers: 9, withWork: 1, callOffs: 1 });
  });

  /** Two of the members bid, the bids are opened and judged: the first has the most points. */
  async function judged(opportunityId: string, members: readonly OrganisationId[], writers: ReadonlyMap<string, PersonId>, second: PersonId): Promise<{ readonly id: string }[]> {
    const bids: { id: string; organisationId: OrganisationId; writer: PersonId }[] = [];
    for (const [index, organisationId] of members.slice(0, 2).entries()) bids.push({ id: await bidFor(opportunityId, organisationId, writers.get(organisationId)!, index === 0 ? '5000' : '5500'), organisationId, writer: writers.get(organisationId)! });
    await house.setClock('2026-03-27T12:00:01Z');
    for (const officer of [house.officer, second]) await house.mustRun(signOpening, officer, { opportunityId });
    const questions = (await house.database.read((read) => questionsOf(read, { kind: 'opportunity', id: opportunityId }, 'tender')))!.questions.map(({ id }) => id);
    const chair = await house.addPerson('Cher Chair', ['commissioner', house.bodyId]);
    await evaluate({ ...house, opportunityId, chair, evaluators: [house.assessor, house.assessor, house.assessor], lots: [], questions: questions as unknown as [string, string], bids } as unknown as PanelHouse, [['5', '5'], ['2', '2']]);
    return bids;
  }

  const confirmation = (awardId: string) => ({ awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });

  async function award(opportunityId: string, bidId: string): Promise<void> {
    await house.mustRun(confirmAward, house.officer, confirmation(await announced(opportunityId, bidId)));
  }

  /** Everything up to the contract. */
  async function announced(opportunityId: string, bidId: string): Promise<string> {
    const { awardId } = await house.mustRun(recommendAward, house.officer, { opportunityId, lot: 'whole', bidId, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: house.manager, directorId: house.director });
    const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
    await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
    await house.mustRun(releaseFeedback, house.officer, { awardId });
    await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
    return awardId;
  }

  test('DP-24: the contract of a competition and direct work at the same moment cannot together pass the ceiling: one is refused, and changes nothing', async () => {
    await house.setClock('2026-03-02T09:00:00Z');
    const second = await house.addPerson('Paula Second', ['procurement-officer', house.bodyId]);
    const arrangementId = await framework({ expected: '5000', ceiling: '5,500' });
    const members = await addMembers(house, arrangementId, 2);
    const { opportunityId } = await house.mustRun(startMiniCompetition, house.officer, { arrangementId, lotId: '', title: 'Easter trips', summary: 'Trips for young people at Easter.' });
    await completeDraft(house, house.officer, opportunityId, { title: 'Easter trips', lots: 0 });
    const writers = new Map<string, PersonId>();
    for (const id of members) writers.set(id, await house.addPerson(`Writer ${id.slice(-4)}`, ['bid-writer', id]));
    await house.mustRun(publishOpportunity, house.officer, { opportunityId });
    const awardId = await announced(opportunityId, (await judged(opportunityId, members, writers, second))[0]!.id);
    const direct = { arrangementId, lotId: '', organisationId: members[0]!, passedOver: 'Provider 002 was asked and has nobody free.', title: 'One evening', value: '600', vatPercent: '20', startsOn: '2026-04-01', endsOn: '2026-04-30', managerId: house.manager, directorId: house.director };
    const results = await Promise.all([house.run(confirmAward, house.officer, confirmation(awardId)), house.run(callOffDirectly, house.officer, direct)]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const { agreementId } = (await house.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await house.database.read((read) => read.selectFrom('agreement').select('id').where('parent_id', '=', agreementId).execute())).toHaveLength(1);
    expect((await house.database.read((read) => callOffsOf(read, arrangementId))).filter(({ state }) => state === 'awarded')).toHaveLength(1);
    // Whichever came second is refused again.
    const again = results[0].kind === 'done' ? await house.run(callOffDirectly, house.officer, direct) : await house.run(confirmAward, house.officer, confirmation(awardId));
    expect(again).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('No more than £5,500 in all may be called off') as string });
  });

  test('direct work goes to whoever is next by the published rule, and to another only with why', async () => {
    const arrangementId = await framework();
    const [first, second] = await addMembers(house, arrangementId, 2);
    const work = { arrangementId, lotId: '', passedOver: '', title: 'One evening', value: '1000', vatPercent: '20', startsOn: '2026-04-01', endsOn: '2026-04-30', managerId: house.manager, directorId: house.director };
    expect(await house.run(callOffDirectly, house.officer, { ...work, organisationId: second! })).toMatchObject({ code: 'not-next', field: 'passedOver' });
    await house.mustRun(callOffDirectly, house.officer, { ...work, organisationId: first! });
    await house.mustRun(callOffDirectly, house.officer, { ...work, organisationId: second! });
    await house.mustRun(callOffDirectly, house.officer, { ...work, organisationId: second!, passedOver: 'Provider 001 was asked on 2 March and has no staff free.' });
    expect((await house.database.read((read) => callOffsOf(read, arrangementId))).map(({ method }) => method)).toEqual(['direct', 'direct', 'direct']);
    expect((await house.visitor(house.officer).get(`/arrangements/${arrangementId}/call-off`)).text).toContain('Providers of the lot take turns');
  });
});

test('DP-24 and DP-28: a competition in lots makes a line of use for each contract, and a provisional member’s ceiling counts them all', async () => {
  const panel = await openAwardHouse(5_000_00n, {}, 2);
  try {
    const arrangementId = newId<'arrangement'>();
    await panel.database.write(async (tx) => {
      await tx.insertInto('arrangement').values({
        id: arrangementId, reference: 'KENT-FW-2', body_id: panel.bodyId, kind: 'framework', title: 'Youth clubs', state: 'live', commenced_on: '2026-01-05', law_pack: 'uk-2026', law_version: '2026.10.1', regime: 'PA2023', starts_on: '2026-01-05', ends_on: '2029-12-31',
        published_at: new Date('2026-01-05T09:00:00Z'), provisional_ceiling_net_pence: 800_000n, provisional_review_months: 12,
      }).execute();
      const standing = { status: 'provisional', ceiling_net_pence: 800_000n, review_due_on: '2027-06-01' };
      for (const { organisationId } of panel.bids) await tx.insertInto('arrangement_member').values({ id: newId<'arrangement_member'>(), arrangement_id: arrangementId, organisation_id: organisationId, ...(organisationId === panel.bids[1]!.organisationId ? standing : { status: 'full' }) }).execute();
      await tx.insertInto('call_off').values({ id: newId<'call_off'>(), reference: 'KENT-OP-1', arrangement_id: arrangementId, method: 'mini-competition', title: 'Youth clubs', opportunity_id: panel.opportunityId }).execute();
    });
    const contract = async (lot: string): Promise<string> => {
      const { awardId } = await panel.mustRun(recommendAward, panel.officer, recommendation(panel, { lot }));
      await approve(panel, awardId);
      await panel.mustRun(releaseFeedback, panel.officer, { awardId });
      await panel.mustRun(publishAward, panel.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
      return awardId;
    };
    const confirm = (awardId: string) => panel.run(confirmAward, panel.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' });
    const [one, two] = panel.lots as [string, string];
    // Recommended before the first was a contract; together they pass what a provisional member may have.
    const awards = [await contract(one), await contract(two)];
    expect((await confirm(awards[0]!)).kind).toBe('done');
    expect(await confirm(awards[1]!)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('It has had £5,000 already') as string });
    await panel.database.write((tx) => tx.updateTable('arrangement_member').set({ status: 'full', ceiling_net_pence: null, review_due_on: null }).where('arrangement_id', '=', arrangementId).execute());
    expect((await confirm(awards[1]!)).kind).toBe('done');
    const lines = await panel.database.read((read) => callOffsOf(read, arrangementId));
    expect(lines.map(({ title, state, valueNetPence }) => [title, state, valueNetPence])).toEqual([['Youth clubs, lot 2: Place 2', 'awarded', 500_000n], ['Youth clubs, lot 1: Place 1', 'awarded', 500_000n]]);
    expect(new Set(lines.map(({ agreementId }) => agreementId)).size).toBe(2);
    const arrangement = (await panel.database.read((read) => readArrangement(read, arrangementId)))!;
    expect(await panel.database.read((read) => readUsage(read, arrangement))).toMatchObject({ callOffs: 2, actualNetPence: 1_000_000n, withWork: 1, lines: [{ callOffs: 2, valueNetPence: 1_000_000n }] });
    const page = (await panel.visitor().get(`/arrangements/${arrangementId}`)).text;
    for (const title of ['Youth clubs, lot 1: Place 1', 'Youth clubs, lot 2: Place 2']) expect(page).toContain(title);
    expect((await panel.visitor(panel.officer).get(`/opportunities/${panel.opportunityId}`)).text).toMatch(/Contract Youth clubs, lot 1: Place 1 .*Contract Youth clubs, lot 2: Place 2/);
  } finally {
    await panel.close();
  }
});

test('ranked: best score first; a chosen one must be a member', () => {
  const member = (name: string, points: string | null): Member => ({ id: newId(), arrangementId: '', lotId: null, organisationId: name as OrganisationId, organisationName: name, applicationId: null, status: 'full', ceilingNetPence: null, reviewDueOn: null, points: points as never, statusReason: '', joinedAt: new Date(0) });
  const order = nextInTurn('rotation', [member('A', null), { ...member('B', null), status: 'suspended' }], []);
  expect(order).toMatchObject({ kind: 'allowed', value: [{ organisationId: 'A' }] });
  expect(decideTurn(order.kind === 'allowed' ? order.value : [], 'B', '')).toMatchObject({ code: 'not-member' });
  expect(nextInTurn('rotation', [], [])).toMatchObject({ code: 'no-members' });
});

test('admission from the results of an open tender: everyone at or above the pass mark, nobody else, once', async () => {
  const panel = await openPanelHouse({ bidders: [['Alpha Trust', 85_00n], ['Beta Ltd', 100_00n], ['Gamma CIC', 100_00n]], opportunity: { regime: 'PA2023' } });
  try {
    await evaluate(panel, [['5', '5'], ['4', '4'], ['0', '0']]);
    const arrangementId = newId<'arrangement'>();
    await panel.database.write((tx) => tx.insertInto('arrangement').values({
      id: arrangementId, reference: 'KENT-FW-1', body_id: panel.bodyId, kind: 'framework', title: 'Youth clubs', state: 'live', commenced_on: '2026-01-05', law_pack: 'uk-2026', law_version: '2026.10.1', regime: 'PA2023', starts_on: '2026-01-05', ends_on: '2029-12-31',
      entry: 'opportunity', intake: 'fixed', pass_percent: '50', opportunity_id: panel.opportunityId, published_at: new Date('2026-01-05T09:00:00Z'),
    }).execute());
    expect(await panel.mustRun(admitFromResults, panel.officer, { arrangementId })).toEqual({ admitted: 2, of: 3 });
    expect(await panel.run(admitFromResults, panel.officer, { arrangementId })).toMatchObject({ code: 'admitted-already' });
    expect((await panel.database.read((read) => membersOf(read, arrangementId))).map(({ organisationName }) => organisationName)).toEqual(['Alpha Trust', 'Beta Ltd']);
    const refused = await panel.database.read((read) => read.selectFrom('arrangement_application').select(['state', 'decision_words', 'try_again_words']).where('state', '=', 'refused').executeTakeFirstOrThrow());
    expect(refused.decision_words).toContain('below the pass mark of 50%');
    expect(refused.try_again_words).not.toBe('');
  } finally {
    await panel.close();
  }
});
