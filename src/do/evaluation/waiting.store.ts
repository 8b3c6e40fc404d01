import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read } from '#platform/database/connection';
import { incompleteBecause } from './evaluation.ts';
import { panelState, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { layWaiting } from './lay.ts';
import { layAssessorsOf } from './lay.store.ts';
import { layQuestions, panelBids } from './panel-bid.store.ts';

/** What scores of quality wait for besides the panel, one sentence each. */
async function qualityWaiting(read: Read, opportunity: EvaluatedOpportunity): Promise<readonly string[]> {
  return layWaiting(await layAssessorsOf(read, opportunity.id), (await layQuestions(read, opportunity.id)).length);
}

/** What the completion of an evaluation waits for besides the panel: service users who score, and prices that are sealed. */
export async function alsoWaiting(read: Read, opportunity: EvaluatedOpportunity): Promise<readonly string[]> {
  const sealed = opportunity.plan.pricesOpenedLater && opportunity.pricesOpenedAt === null;
  return [...(await qualityWaiting(read, opportunity)), ...(sealed ? ['The prices are still sealed. Open them before the evaluation is completed.'] : [])];
}

/** Of two envelopes: may the prices be opened? Only once every score for quality is agreed. Wired to the room `bids`. */
export async function qualityComplete(read: Read, opportunityId: string): Promise<Decision> {
  const opportunity = await readOpportunity(read, opportunityId);
  if (!opportunity) return refuse('not-found', 'This opportunity is not there any more.');
  if ((await panelBids(read, opportunityId)).length === 0) return allow();
  const incomplete = incompleteBecause((await panelState(read, opportunityId)).progress, await qualityWaiting(read, opportunity));
  return incomplete === null ? allow() : refuse('quality-first', incomplete);
}
