import { z } from 'zod';
import { holdsOn } from '#platform/access/holdings';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { findOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { mayReadOpened } from './opening.routes.ts';
import { recordContact } from './record-contact.command.ts';
import { recordContactPage, toldPage } from './told.page.ts';
import { outsideContacts, toldTo } from './told.store.ts';

const MESSAGES_A_PAGE = 25;
const MOST_PAGES = 100_000;
const query = z.object({ page: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1) });

/** The log of equal treatment (DP-11). */
export const toldRoutes = [
  page({
    url: '/opportunities/:id/told',
    act: bidsActs.viewTold,
    query,
    show: async ({ read, actor, params, query: { page: number } }) => {
      const opportunity = await findOpportunity(read, params.id);
      if (!opportunity || opportunity.state === 'draft') return notFound;
      const mayRead = opportunity.openedAt !== null && (await mayReadOpened(read, actor, opportunity.id, opportunity.bodyId));
      // Whoever declared an interest, or judges while names are hidden, reads no more than who has no bids to read.
      const told = mayRead ? await toldTo(read, opportunity.id, { size: MESSAGES_A_PAGE, number }) : null;
      const at = (of: number) => `/opportunities/${opportunity.id}/told?page=${of}`;
      return pageOf('What bidders were told', toldPage({
        opportunity, told, contacts: opportunity.openedAt === null || mayRead ? await outsideContacts(read, opportunity.id) : [],
        mayRecord: holdsOn(actor, opportunity.bodyId, 'procurement-officer'),
        links: { previous: told && number > 1 ? at(number - 1) : null, next: told && told.total > number * MESSAGES_A_PAGE ? at(number + 1) : null },
      }), { backLink: { text: 'Back to the opportunity', href: `/opportunities/${opportunity.id}` } });
    },
  }),
  ...form({
    url: '/opportunities/:id/told/talk',
    command: recordContact,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      if (!opportunity || opportunity.state === 'draft') return notFound;
      return pageOf('Record a talk with a supplier', recordContactPage(opportunity, csrf, state), { backLink: { text: 'Back to what bidders were told', href: `/opportunities/${opportunity.id}/told` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, happenedOn: posted.date('happenedOn'), way: posted.text('way'), withWhom: posted.text('withWhom'), words: posted.text('words'), alike: posted.text('alike') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/told`, 'The talk is on the record.'),
  }),
];
