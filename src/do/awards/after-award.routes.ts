import type { Html } from '#platform/pages/html';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { isLockedOut } from '#evaluation';
import { postedSlotSet } from '#parts/sessions';
import { readAward, type Award } from './award.store.ts';
import { awardsActs } from './awards.acts.ts';
import { feedbackTimesPage, offerTalksPage, setAsidePage } from './after-award.page.ts';
import { feedbackTimes } from './feedback-times.store.ts';
import { setAsideAward } from './set-aside.command.ts';
import { offerTalks } from './talks.command.ts';

type Context = Pick<PageContext<Readonly<Record<'id', string>>, unknown>, 'read' | 'actor' | 'params'>;

/** After bidders were told: giving an award up, and talking its feedback through. */
export const afterAwardRoutes = [
  ...form({
    url: '/awards/:id/set-aside', command: setAsideAward,
    input: (posted, params) => ({ awardId: params.id, reason: posted.text('reason'), publicWords: posted.text('publicWords'), platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    show: (context, state) => onAward(context, 'Set this award aside', (award) => setAsidePage(award, context.csrf, state), `/awards/${context.params.id}`),
    done: (_value, params) => redirectTo(`/awards/${params.id}`, 'The award is set aside, and everyone who bid is told'),
  }),
  ...form({
    url: '/awards/:id/talks', command: offerTalks, input: (posted, params) => ({ awardId: params.id, ...postedSlotSet(posted) }),
    show: (context, state) => onAward(context, 'Offer times for talks', (award) => offerTalksPage(award, context.csrf, state), `/awards/${context.params.id}/feedback`),
    done: ({ sessionId }) => redirectTo(`/sessions/${sessionId}`, 'The times are offered'),
  }),
  page({
    url: '/reports/feedback-times', act: awardsActs.viewFeedbackTimes,
    show: async ({ read, actor }) => {
      const bodies = [...new Set(actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'body' && scopeId !== null ? [scopeId] : [])))];
      return pageOf('Feedback within the time promised', feedbackTimesPage(await feedbackTimes(read, bodies)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Feedback within the time promised' }] });
    },
  }),
];

/** Draws for an award that this reader is not locked out of. */
async function onAward({ read, actor, params }: Context, title: string, draw: (award: Award) => Html, backTo: string): Promise<Answer> {
  const award = await readAward(read, params.id);
  return award && !(await isLockedOut(read, award.opportunityId, actor)) ? pageOf(title, draw(award), { backLink: { href: backTo } }) : notFound;
}
