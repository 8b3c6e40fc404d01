import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { policyNote, policyValue } from '#policy';
import { noteOn, NOT_THERE } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, opportunityById, opportunityReference } from './opportunity.store.ts';
import { storeChoice, choiceOf } from './quotation-choice.store.ts';
import { ports } from './ports.ts';
import { stageOf, type Obstacle } from './publication.ts';
import { reservedAwardObstacles } from './reserved/reserved.store.ts';
import { optionalWords, words } from './typed-fields.ts';

/** How many written quotations came, how many the authority's rule asks for, and the rule. */
export async function repliesTo(read: Read, opportunity: { readonly id: string; readonly bodyId: string }) {
  const needed = await policyValue(read, opportunity.bodyId, 'purchasing.quotesNeeded', londonDate(await readClock(read)));
  const { submitted } = await ports().bidCounts(read, opportunity.id);
  return { came: submitted, needed: needed.value ?? 1, rule: policyNote(needed) };
}

/** Records why this quotation is chosen, and where fewer came than the rule asks for, why that will do (DP-03). */
export const recordChoice = command({
  act: opportunitiesActs.recordChoice,
  input: z.object({ opportunityId: z.string(), reason: words(5000, 'Say why this quotation is chosen'), fewReplies: optionalWords(5000).default('') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, reason, fewReplies }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return NOT_THERE;
    if (stageOf(opportunity)?.kind !== 'quotation') return refuse('no-quotations', 'This was not asked for as quotations.');
    if (opportunity.state !== 'opened' && opportunity.state !== 'evaluated') return refuse('not-opened', 'The choice is recorded once the quotations are opened, and before the award.');
    const { came, needed, rule } = await repliesTo(tx, opportunity);
    if (opportunity.audience === 'invited' && came < needed && fewReplies === '') {
      return refuse('few-replies', `${came === 1 ? 'One quotation' : `${came} quotations`} came, and the rule asks for ${needed}. Say why fewer will do.`, { field: 'fewReplies', rule });
    }
    await storeChoice(tx, opportunityId, { reason, fewReplies: fewReplies === '' ? null : fewReplies }, actor.personId);
    return done(undefined, noteOn(opportunity, { after: { chosenBecause: reason, came, needed, ...(fewReplies === '' ? {} : { fewRepliesBecause: fewReplies }) }, reason, rule: `${rule.sentence} (${rule.source})` }));
  },
});

/** What a route asks before an award is recommended, and a reservation at each step: wired to the awards in `wiring.ts`. */
export async function routeAwardObstacles(read: Read, { opportunityId, bidId, step }: { readonly opportunityId: string; readonly bidId: string; readonly step: string }): Promise<readonly Pick<Obstacle, 'sentence' | 'rule' | 'href'>[]> {
  return [...(await reservedAwardObstacles(read, { opportunityId, bidId })), ...(step === 'recommend' ? await stageObstacles(read, opportunityId) : [])];
}

async function stageObstacles(read: Read, opportunityId: string): Promise<readonly Pick<Obstacle, 'sentence' | 'rule' | 'href'>[]> {
  const opportunity = await opportunityById(read, opportunityId);
  const stage = opportunity && stageOf(opportunity);
  if (!opportunity || !stage) return [];
  if (stage.endsIn === 'shortlist') return [{ sentence: 'This stage ends in a shortlist: the award follows the next stage.', href: `/opportunities/${opportunityId}/next-stage` }];
  if (stage.kind !== 'quotation') return [];
  const href = `/opportunities/${opportunityId}/choice`;
  const choice = await choiceOf(read, opportunityId);
  const { came, needed, rule } = await repliesTo(read, opportunity);
  if (opportunity.audience === 'invited' && came < needed && !choice?.fewReplies) return [{ sentence: `${came === 1 ? 'One quotation' : `${came} quotations`} came, and the rule asks for ${needed}: say why fewer will do, and why this one is chosen.`, rule, href }];
  return choice ? [] : [{ sentence: 'Record why this quotation is chosen.', href }];
}
