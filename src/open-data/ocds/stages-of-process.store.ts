import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';
import { lotId, lotIdOfStage } from './lots-of-release.ts';
import type { ProcessNames } from './release-facts.ts';

/**
 * The names that a stage takes over from those before it under the same identifier, so that merged releases tell of one tender: a lot that
 * came along keeps its identifier although its number begins anew, and one that is new takes nobody else's. Two queries, however many stages.
 */
export async function namesInProcess(read: Read, opportunityId: string): Promise<ProcessNames> {
  const { rows: stages } = await sql<{ id: string; reference: string; hasLots: boolean }>`with recursive stage as (
      select id, reference, ocid, follows_id, 1 as depth from opportunity where id = ${opportunityId}
      union all select o.id, o.reference, o.ocid, o.follows_id, s.depth + 1 from stage s join opportunity o on o.id = s.follows_id and o.ocid = s.ocid)
    select id, reference, exists (select 1 from lot where opportunity_id = stage.id) as "hasLots" from stage order by depth desc`.execute(read);
  // Where each lot began: the earliest one of this process that it goes on from.
  const { rows: lots } = await sql<{ number: number; beganAs: number; beganIn: string }>`with recursive origin as (
      select number, number as began_as, opportunity_id as began_in, follows_id, 1 as depth from lot where opportunity_id = ${opportunityId}
      union all select o.number, l.number, l.opportunity_id, l.follows_id, o.depth + 1 from origin o join lot l on l.id = o.follows_id and l.opportunity_id = any(${stages.map(({ id }) => id)}::uuid[]))
    select distinct on (number) number, began_as as "beganAs", began_in as "beganIn" from origin order by number, depth desc`.execute(read);
  const stageOf = (id: string): number => stages.findIndex((stage) => stage.id === id) + 1;
  return {
    reference: stages[0]!.reference, stage: stages.length,
    lots: new Map(lots.map(({ number, beganAs, beganIn }) => [number, lotIdOfStage(stageOf(beganIn), beganAs)])),
    whole: stages[0]!.hasLots ? lotIdOfStage(stages.length, null) : lotId(null),
  };
}
