import { allow, refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import type { PageContext } from '#platform/web/route';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { postedSlotSet, organisationsOf, type SessionOwner } from '#parts/sessions';
import { bidContacts } from '#bids';
import { evaluationActs } from './evaluation.acts.ts';
import { assessorOf, isLockedOut, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { arrangeInterviews, makeShortlist, saveInterview, saveVisit, standings } from './meeting.commands.ts';
import { interviewNotesPage, interviewsPage, meetingsPage, ownMeetingsPage, shortlistPage, visitPage } from './meeting.page.ts';
import { shortlist } from './meeting.ts';
import { interviewOf, interviewsOf, isShortlisted, shortlistOf, visitsOf, visitTo } from './meeting.store.ts';
import { opportunityOfBid, panelQuestions } from './panel-bid.store.ts';

type Context = Pick<PageContext, 'read' | 'actor'>;

/** The opportunity, for somebody who is not locked out and, where they judge, has declared. */
async function openTo({ read, actor }: Context, opportunityId: string | null): Promise<EvaluatedOpportunity | null> {
  if (opportunityId === null || (await isLockedOut(read, opportunityId, actor))) return null;
  const assessor = await assessorOf(read, opportunityId, actor);
  return assessor && assessor.declaration === null ? null : readOpportunity(read, opportunityId);
}
const toMeetings = (message: string) => ({ opportunityId }: { readonly opportunityId: string }) => redirectTo(`/opportunities/${opportunityId}/meetings`, message);
const back = (id: string) => ({ backLink: { href: `/opportunities/${id}/meetings` } });

/** Shortlist, interviews and visits. */
export const meetingRoutes = [
  ...form({
    url: '/opportunities/:id/interview-shortlist',
    command: makeShortlist,
    show: async (context, state) => {
      const opportunity = await openTo(context, context.params.id);
      if (!opportunity) return notFound;
      const places = shortlist(await standings(context.read, opportunity.id), opportunity.plan.shortlistCount);
      return pageOf('Make the shortlist', shortlistPage(opportunity, places, context.csrf, state), { backLink: { href: `/opportunities/${opportunity.id}/moderation` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, newcomers: posted.texts('newcomers') }),
    done: ({ shortlisted }, params) => redirectTo(`/opportunities/${params.id}/meetings`, `${shortlisted} ${shortlisted === 1 ? 'bidder is' : 'bidders are'} shortlisted`),
  }),
  page({
    url: '/opportunities/:id/meetings',
    act: evaluationActs.viewMeetings,
    show: async (context) => {
      const { read, actor, params } = context;
      const opportunity = await openTo(context, params.id);
      if (!opportunity) return notFound;
      const officer = holdsOn(context.actor, opportunity.bodyId, 'procurement-officer');
      const chair = (await assessorOf(read, params.id, actor))?.chair === true;
      const model = { opportunity, places: await shortlistOf(read, params.id), visits: await visitsOf(read, params.id), interviews: await interviewsOf(read, params.id), questions: await panelQuestions(read, params.id), mayArrange: officer, mayWrite: officer || chair };
      return pageOf('Interviews and visits', meetingsPage(model), { backLink: { href: `/opportunities/${params.id}` } });
    },
  }),
  ...form({
    url: '/opportunities/:id/interviews',
    command: arrangeInterviews,
    show: async (context, state) => {
      const opportunity = await openTo(context, context.params.id);
      return opportunity ? pageOf('Invite to interviews', interviewsPage(opportunity, context.csrf, state), back(opportunity.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, ...postedSlotSet(posted), words: posted.text('words') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/meetings`, 'The invitations are sent'),
  }),
  ...form({
    url: '/bids/:id/interview-notes',
    command: saveInterview,
    show: async (context, state) => {
      const opportunity = await openTo(context, await opportunityOfBid(context.read, context.params.id));
      const interview = await interviewOf(context.read, context.params.id);
      return opportunity && interview ? pageOf('Write an interview up', interviewNotesPage(opportunity, interview, await panelQuestions(context.read, opportunity.id), context.csrf, state), back(opportunity.id)) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, notes: posted.text('notes') }),
    done: toMeetings('The interview is written up'),
  }),
  ...form({
    url: '/bids/:id/visit',
    command: saveVisit,
    show: async (context, state) => {
      const opportunity = await openTo(context, await opportunityOfBid(context.read, context.params.id));
      const visit = await visitTo(context.read, context.params.id);
      return opportunity && visit ? pageOf('A visit', visitPage(opportunity, visit, await panelQuestions(context.read, opportunity.id), context.csrf, state), back(opportunity.id)) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, place: posted.text('place'), visitOn: posted.date('visitOn'), visitors: posted.text('visitors'), notes: posted.text('notes') }),
    done: toMeetings('Saved'),
  }),
  page({
    url: '/bids/:id/meetings',
    act: evaluationActs.viewOwnMeetings,
    show: async ({ read, params }) => {
      const opportunityId = await opportunityOfBid(read, params.id);
      const opportunity = opportunityId === null ? null : await readOpportunity(read, opportunityId);
      const [interview, visit] = [await interviewOf(read, params.id), await visitTo(read, params.id)];
      if (!opportunity || (!interview && !visit)) return notFound;
      return pageOf('Your interview and visit', ownMeetingsPage(opportunity.title, interview, visit, await panelQuestions(read, opportunity.id)), { backLink: { text: 'Back to your bid', href: `/bids/${params.id}` } });
    },
  }),
];

/** Who may see and book the interviews of an opportunity: those shortlisted, and whoever judges or runs it. Given to `sessionsModule` by `app.ts`. */
export const interviewOwner: SessionOwner = {
  aboutKind: 'opportunity',
  kinds: ['interview'],
  record: async (read, aboutId) => {
    const opportunity = await readOpportunity(read, aboutId);
    return opportunity && { title: opportunity.title, address: `/opportunities/${aboutId}` };
  },
  mayView: async (read, actor, session) => {
    for (const organisationId of organisationsOf(actor)) if (await isShortlisted(read, session.about.id, organisationId)) return true;
    return (await openTo({ read, actor }, session.about.id)) !== null && (holdsOn(actor, session.bodyId, 'procurement-officer') || holdsOn(actor, session.about.id, 'evaluator', 'panel-chair'));
  },
  mayBook: async (read, _actor, session, organisationId) =>
    organisationId !== null && (await isShortlisted(read, session.about.id, organisationId)) ? allow() : refuse('not-shortlisted', 'Interviews are for those who were shortlisted.'),
  contacts: async (read, session) => {
    const going = (await shortlistOf(read, session.about.id)).filter(({ shortlisted }) => shortlisted);
    return bidContacts(read, going);
  },
};
