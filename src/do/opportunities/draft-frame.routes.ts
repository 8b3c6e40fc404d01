import { html } from '#platform/pages/html';
import { ruleNote } from '#platform/pages/presentation';
import { notFound, pageOf, type Answer, type Page, type PageContext } from '#platform/web/route';
import { decideDraftEdit, type Opportunity } from './opportunity.ts';
import { opportunityById } from './opportunity.store.ts';

type WithId = Pick<PageContext<{ readonly id: string }, unknown>, 'read' | 'params'>;

/** Where an opportunity's own building page is the way back. */
export const backToBuilding = (id: string): Pick<Page, 'backLink'> => ({ backLink: { text: 'Back to building', href: `/opportunities/${id}/build` } });
export const backTo = (id: string, path: string, text: string): Pick<Page, 'backLink'> => ({ backLink: { text, href: `/opportunities/${id}/${path}` } });
export const backToOpportunity = (id: string): Pick<Page, 'backLink'> => ({ backLink: { text: 'Back to the opportunity', href: `/opportunities/${id}` } });

/** A page of building: drawn while the opportunity is a draft, and saying why not once it is published. */
export async function draftPage({ read, params }: WithId, draw: (opportunity: Opportunity) => Answer | Promise<Answer>): Promise<Answer> {
  const opportunity = await opportunityById(read, params.id);
  if (!opportunity) return notFound;
  const decision = decideDraftEdit(opportunity);
  if (decision.kind === 'allowed') return draw(opportunity);
  return pageOf('This is published', html`<h1 class="govuk-heading-l">This is published</h1><p class="govuk-body">${decision.sentence}</p>${decision.rule && ruleNote(decision.rule)}`, backToOpportunity(opportunity.id));
}

/** A page about an opportunity that has been published, whatever has become of it. */
export async function publishedPage({ read, params }: WithId, draw: (opportunity: Opportunity) => Answer | Promise<Answer>): Promise<Answer> {
  const opportunity = await opportunityById(read, params.id);
  return opportunity && opportunity.state !== 'draft' ? draw(opportunity) : notFound;
}

/** A change that needs bids to be still coming in: else the sentence that says why it cannot be made. */
export function whileTakingBids(opportunity: Opportunity, draw: () => Answer): Answer {
  if (opportunity.state === 'published') return draw();
  return pageOf('This cannot be changed now', html`<h1 class="govuk-heading-l">This cannot be changed now</h1><p class="govuk-body">It can be changed only while the opportunity is published and its bids are not opened.</p>`, backToOpportunity(opportunity.id));
}
