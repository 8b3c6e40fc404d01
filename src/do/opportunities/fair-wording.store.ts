import { londonDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { policyValue } from '#policy';
import { areaNames } from './areas.store.ts';
import type { WordingRules } from './fair-wording.ts';
import type { Opportunity } from './opportunity.ts';

/** What the words of this authority's tenders are held against today. */
export async function wordingRules(read: Read, opportunity: Pick<Opportunity, 'bodyId' | 'bodyName' | 'areaCodes'>): Promise<WordingRules> {
  const blocked = await policyValue(read, opportunity.bodyId, 'criteria.blockedPhrases', londonDate(await readClock(read)));
  const names = (await areaNames(read, opportunity.areaCodes)).map(({ name }) => name);
  return { places: [...names, placeOf(opportunity.bodyName)], blocked: (blocked.value ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '') };
}

/** "Kent County Council" governs Kent. */
const placeOf = (bodyName: string): string => bodyName.replace(/^(?:the\s+)?(?:(?:london\s+)?(?:royal\s+)?borough|city|county|district)\s+of\s+/i, '').replace(/\s+(?:county|district|borough|city|metropolitan|unitary|council|authority)\b.*$/i, '').trim();
