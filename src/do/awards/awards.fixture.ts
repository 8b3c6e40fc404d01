import { newId, type PersonId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { evaluate, openPanelHouse, type PanelHouse } from '../evaluation/evaluation.fixture.ts';

export interface AwardHouse extends PanelHouse {
  readonly manager: PersonId;
  readonly director: PersonId;
}

/** Bids evaluated, and everything in place that an award fills its contract from. The second bidder wins. */
export async function openAwardHouse(price = 72_000_00n, opportunity: Readonly<Record<string, unknown>> = {}, lots = 0, scores: readonly (readonly [string, string])[] = [['3', '2.5'], ['4', '4.5']]): Promise<AwardHouse> {
  const specification = { exercise: newId<'exercise'>(), id: newId<'specification'>() };
  const house = await openPanelHouse({ bidders: [['Alpha Trust', price - 1_000_00n], ['Beta Ltd', price]], lots, opportunity: { contract_starts_on: '2027-01-04', contract_ends_on: '2028-01-03', regime: 'PA2023', above_threshold: false, ...opportunity } });
  const manager = await house.addPerson('Mona Manager', ['contract-manager', house.bodyId]);
  const director = await house.addPerson('Dirk Director', ['lead-director', house.bodyId]);
  await house.database.write(async (tx) => {
    await tx.insertInto('exercise').values({ id: specification.exercise, reference: 'KENT-EX-1', body_id: house.bodyId, title: 'Youth clubs', owner_id: house.officer }).execute();
    await tx.insertInto('specification').values({ id: specification.id, exercise_id: specification.exercise, version: 1, state: 'approved' }).execute();
    const outcome = newId<'outcome'>();
    await tx.insertInto('outcome').values({ id: outcome, body_id: house.bodyId }).execute();
    await tx.insertInto('outcome_served').values({ about_kind: 'exercise', about_id: specification.exercise, outcome_id: outcome }).execute();
    await tx.insertInto('measure').values({ id: newId<'measure'>(), about_kind: 'specification', about_id: specification.id, name: 'Young people who say they feel safe', kind: 'outcome', nature: 'quantitative', target: '80' }).execute();
    await tx.updateTable('opportunity').set({ exercise_id: specification.exercise, specification_id: specification.id }).where('id', '=', house.opportunityId).execute();
    await tx.updateTable('organisation').set({ size: 'small', sector: 'private' }).where('id', '=', house.bids[1]!.organisationId).execute();
    await tx.updateTable('organisation').set({ social_enterprise: true, sector: 'vcse' }).where('id', '=', house.bids[0]!.organisationId).execute();
    await tx.insertInto('local_policy').values([
      { id: newId<'local_policy'>(), body_id: house.bodyId, key: 'feedback.withinDays', valid: '[2020-01-01,)', value: JSON.stringify({ count: 5, counted: 'working' }), source: 'Test policy' },
    ]).execute();
  });
  await evaluate(house, scores);
  return { ...house, manager, director };
}

/** What an officer sends to recommend the second bidder. */
export const recommendation = (house: AwardHouse, given: Readonly<Record<string, string>> = {}) =>
  ({ opportunityId: house.opportunityId, lot: 'whole', bidId: house.bids[1]!.id, valueNet: '', vatPercent: '20', reasons: 'Most points.', managerId: house.manager, directorId: house.director, ...given });

/** As the director. */
export async function approve(house: AwardHouse, awardId: string): Promise<void> {
  const approval = await house.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', awardId).where('state', '=', 'asked').executeTakeFirstOrThrow());
  await house.mustRun(decideApproval, house.director, { approvalId: approval.id, decision: 'agree', reason: '' });
}
