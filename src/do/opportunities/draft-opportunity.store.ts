import { londonDate } from '#kernel/calendar-date';
import type { BodyId, Id, PersonId } from '#kernel/ids';
import { createQuestionSet } from '#parts/questions';
import { linkRecords } from '#parts/thread';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { nextReference } from '#platform/reference';
import { policyValues } from '#policy';
import { routeDefinition, type RouteDefinition } from '#routes';
import { insertOpportunity, opportunityById, opportunityReference, TENDER_QUESTIONS, type NewOpportunity } from './opportunity.store.ts';
import type { OpportunityId } from './opportunity.ts';

export interface DraftOpportunity {
  readonly bodyId: BodyId;
  readonly title: string;
  /** A row of ROUTE_DEFINITIONS; 'open' when left out. */
  readonly route?: string;
  /** Which stage of its route, from 1. */
  readonly stage?: number;
  readonly audience?: 'anyone' | 'invited';
  /** The earlier stage, which everyone can see follows on from it. */
  readonly followsId?: string;
  readonly arrangementId?: string;
  readonly exerciseId?: Id<'exercise'> | null;
  readonly from?: NewOpportunity['from'];
  readonly createdBy: PersonId | null;
}

/**
 * Starts an opportunity with its reference, an empty question set and the authority's defaults, for a command of any room. The caller
 * has decided that it may be, and writes the audit entry. Throws for a route or a stage that there is not.
 */
export async function draftOpportunity(tx: Tx, draft: DraftOpportunity): Promise<{ readonly id: OpportunityId; readonly reference: string }> {
  const route = draft.route ?? 'open';
  const definition = routeDefinition(route);
  const stage = draft.stage ?? 1;
  if (!definition?.stages[stage - 1]) throw new Error(`no stage ${stage} of a route ${route}`);
  const reference = await nextReference(tx, draft.bodyId, 'OP');
  const defaults = await bodyDefaults(tx, draft.bodyId, definition);
  const audience = draft.audience ?? definition.stages[stage - 1]!.audience;
  const id = await insertOpportunity(tx, {
    reference, bodyId: draft.bodyId, title: draft.title, createdBy: draft.createdBy,
    from: {
      ...defaults, ...draft.from, route, stage, audience, followsId: draft.followsId ?? null, arrangementId: draft.arrangementId ?? null,
      ...(draft.exerciseId === undefined ? {} : { exerciseId: draft.exerciseId }),
      existencePublic: audience === 'anyone' || (await followsPublicStage(tx, draft.followsId)),
    },
  });
  await createQuestionSet(tx, opportunityReference(id), TENDER_QUESTIONS, 'Questions for bidders', []);
  if (draft.followsId) await linkRecords(tx, opportunityReference(draft.followsId), 'led to', opportunityReference(id));
  return { id, reference };
}

/** A stage of a process that was advertised is known to be there; an invitation on its own is not. */
async function followsPublicStage(read: Read, followsId: string | undefined): Promise<boolean> {
  if (!followsId) return false;
  const followed = await opportunityById(read, followsId);
  return followed !== null && followed.existencePublic;
}

async function bodyDefaults(read: Read, bodyId: BodyId, { openers }: RouteDefinition) {
  const policy = await policyValues(read, bodyId, ['opening.openers', 'bids.late', 'evaluation.usualScale'], londonDate(await readClock(read)));
  const openersNeeded = openers === 'policy' ? policy['opening.openers'].value : Math.max(1, openers);
  return { ...(openersNeeded ? { openersNeeded } : {}), ...(policy['bids.late'].value ? { lateBids: policy['bids.late'].value } : {}), ...(policy['evaluation.usualScale'].value ? { scaleId: policy['evaluation.usualScale'].value } : {}) };
}
