import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';
import { html } from '#platform/pages/html';
import { isInDoubt, isStanding, RELEVANCE_RULE } from './benefit.ts';
import { benefitsOfOpportunity } from './benefit.store.ts';
import { benefitSection } from './benefits.page.ts';
import { contentSection } from './minimum-content.page.ts';
import { contentOf, removalsOf } from './minimum-content.store.ts';

interface DraftOfTender {
  readonly opportunity: { readonly id: string; readonly exerciseId?: string | null };
}

/** What every tender of the authority says, first; then the benefits by name. For the public record. */
export const drawSocialValue = async (read: Read, opportunityId: string): Promise<Html> =>
  html`${contentSection(await contentOf(read, opportunityId))}${benefitSection((await benefitsOfOpportunity(read, opportunityId)).filter((benefit) => !isInDoubt(benefit)))}`;

/** The same as plain words, for a document: what every tender says, and the benefits sought. */
export async function socialValueTexts(read: Read, opportunityId: string): Promise<{ readonly texts: readonly { readonly title: string; readonly words: string }[]; readonly benefits: readonly { readonly name: string; readonly words: string }[] }> {
  return {
    texts: (await contentOf(read, opportunityId)).filter(({ leftOut }) => !leftOut).map(({ title, words }) => ({ title, words })),
    benefits: (await benefitsOfOpportunity(read, opportunityId)).filter((benefit) => isStanding(benefit) && !isInDoubt(benefit)).map(({ name, words }) => ({ name, words })),
  };
}

/** A benefit whose relevance is in doubt is not asked of bidders before the approver has confirmed it. */
export async function socialValueObstacles(read: Read, { opportunity }: DraftOfTender) {
  return (await benefitsOfOpportunity(read, opportunity.id)).filter(isInDoubt).map(({ doubt, exerciseId }) => ({ sentence: `${doubt} A lead director confirms or strikes it first.`, href: `/exercises/${exerciseId}/benefits`, rule: RELEVANCE_RULE }));
}

/** The task of looking at what the tender carries by default; none where the authority has set nothing. */
export async function socialValueTasks(read: Read, { opportunity }: DraftOfTender) {
  const content = await contentOf(read, opportunity.id);
  if (content.length === 0) return [];
  const waiting = (await removalsOf(read, opportunity.id)).filter(({ approval }) => approval === 'asked').length;
  const left = content.filter(({ leftOut }) => leftOut).length;
  const hint = `${content.length - left} in this tender${left > 0 ? `, ${left} left out` : ''}${waiting > 0 ? `, ${waiting} asked to be left out` : ''}`;
  return [{ text: 'What every tender says', hint, href: `/opportunities/${opportunity.id}/minimum-content`, status: 'ready' as const }];
}
