import type { Read } from '#platform/database/connection';
import { scaleById } from '#parts/assessments';
import { laySentences } from './lay-results.page.ts';
import { resultsOf, type LotResult, type Results } from './results.store.ts';

/** What people who use the service decided of a lot, apart from the panel. */
export interface LayOutcome {
  /** The criteria that were theirs, each with its points of 100. */
  readonly criteria: readonly { readonly name: string; readonly of: string }[];
  /** What each bid had of them, one sentence a criterion. */
  readonly bids: readonly { readonly bidId: string; readonly sentences: readonly string[] }[];
}

export const LAY_RULE = 'People who use the service scored this themselves. Each score counts as much as every other: they are averaged, not moderated.';

/** Of a lot whose result is known; null where no criterion is theirs. */
export function layOutcomeOf({ opportunity }: Pick<Results, 'opportunity'>, { result, layScores }: LotResult): LayOutcome | null {
  const criteria = (result.bids[0]?.criteria ?? []).filter(({ judgedBy }) => judgedBy === 'service-users').map(({ name, of }) => ({ name, of: of.toString() }));
  if (criteria.length === 0) return null;
  const most = scaleById(opportunity.scaleId).maximum.toString();
  return { criteria, bids: result.bids.map((bid) => ({ bidId: bid.bidId, sentences: laySentences({ ...result, bids: [bid] }, layScores, most) })) };
}

/** As `layOutcomeOf`, read anew. One query where no criterion is theirs. */
export async function layOutcome(read: Read, opportunityId: string, lotId: string | null): Promise<LayOutcome | null> {
  const asked = await read.selectFrom('criterion').select('id').where('about_kind', '=', 'opportunity').where('about_id', '=', opportunityId).where('judged_by', '=', 'service-users').limit(1).executeTakeFirst();
  const results = asked && (await resultsOf(read, opportunityId));
  const lot = results?.lots.find((one) => (one.lot?.id ?? null) === lotId);
  return results && lot ? layOutcomeOf(results, lot) : null;
}
