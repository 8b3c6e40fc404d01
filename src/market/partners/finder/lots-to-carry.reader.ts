import { daysBetween } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { LOTTING_RULE, reachOf, yearlyOf } from '#lotting';
import { lotsOf, type Opportunity } from '#opportunities';
import { districtsOf, statedCapacities } from '#parties';
import type { RuleNote } from '#kernel/rule-note';
import type { LotLine } from './finder.page.ts';

/** Lots as they would have to be carried: where, and for how much a year. */
export async function lotLines(read: Read, opportunity: Opportunity): Promise<LotLine[]> {
  const days = opportunity.startsOn && opportunity.endsOn ? daysBetween(opportunity.startsOn, opportunity.endsOn) + 1 : null;
  return (await lotsOf(read, opportunity.id)).filter(({ state }) => state !== 'withdrawn').map((lot) => ({
    id: lot.id, number: lot.number, title: lot.title, areaCodes: lot.areaCodes.length > 0 ? lot.areaCodes : opportunity.areaCodes, yearlyNetPence: yearlyOf(lot.valueNetPence, days),
  }));
}

/** Said before publishing where providers have stated their capacity and none of them could carry a lot alone: it may be published, with a reason (PL-13). */
export async function coverageWarnings(read: Read, { opportunity }: { readonly opportunity: Opportunity }): Promise<{ code: string; sentence: string; rule: RuleNote }[]> {
  const lots = await lotLines(read, opportunity);
  const providers = lots.length > 0 ? await statedCapacities(read, opportunity.cpvCodes[0] ?? null) : [];
  if (providers.length === 0) return [];
  const atRisk = reachOf(lots, providers, districtsOf).filter((one) => one.atRisk).map(({ lot }) => lot.number);
  if (atRisk.length === 0) return [];
  return [{ code: 'coverage-at-risk', sentence: `Coverage at risk: no registered provider could carry ${atRisk.length === 1 ? `lot ${atRisk[0]}` : `lots ${atRisk.slice(0, 10).join(', ')}${atRisk.length > 10 ? ` and ${atRisk.length - 10} more` : ''}`} alone.`, rule: LOTTING_RULE }];
}
