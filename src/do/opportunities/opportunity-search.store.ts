import { londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import type { Tx } from '#platform/database/connection';
import { putInSearch } from '#platform/search/search-index';
import { cpvTitle } from '#parties';
import { areaNames } from './areas.store.ts';
import { CATEGORY_WORDS } from './opportunity-words.ts';
import { lotsOf, opportunityById, opportunityReference } from './opportunity.store.ts';

/** Makes an opportunity findable by what it is, where, for whom, how much and who buys (DM-01: "youth Swale"). Only of one that is public. */
export async function putOpportunityInSearch(tx: Tx, id: string): Promise<void> {
  const opportunity = await opportunityById(tx, id);
  if (!opportunity) throw new Error(`no opportunity ${id} to put in the search`);
  // One for the invited is nothing for the public to find.
  if (opportunity.audience === 'invited') return;
  // What is coming is no more than announced: its lots are not public yet.
  const lots = opportunity.state === 'draft' ? [] : (await lotsOf(tx, id)).filter(({ state }) => state !== 'withdrawn');
  const areas = await areaNames(tx, [...opportunity.areaCodes, ...lots.flatMap(({ areaCodes }) => areaCodes)]);
  await putInSearch(tx, {
    record: opportunityReference(id),
    bodyId: opportunity.bodyId,
    title: opportunity.title,
    summary: opportunity.summary,
    address: `/opportunities/${id}`,
    happenedOn: opportunity.publishedAt ? londonDate(opportunity.publishedAt) : opportunity.expectedOn,
    words: [
      ...areas.map(({ name }) => name), ...areas.map(({ code }) => code), ...lots.map(({ title }) => title), ...opportunity.cpvCodes, ...opportunity.cpvCodes.map((code) => cpvTitle(code) ?? ''),
      opportunity.bodyName, opportunity.reference, opportunity.ocid ?? '', CATEGORY_WORDS[opportunity.category],
      ...(opportunity.state !== 'draft' && opportunity.valueNetPence !== null ? [formatPounds(opportunity.valueNetPence), String(opportunity.valueNetPence / 100n)] : []),
    ],
  });
}
