import { may } from '#platform/access/access';
import { nothing } from '#platform/pages/html';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { opportunityById } from '#opportunities';
import { askPage, giveFactsPage, requestPage } from './facts-request.page.ts';
import { askForFacts, FACTS_REQUEST, giveFacts } from './facts-request.commands.ts';
import { isStillNeeded, requestById } from './facts-request.store.ts';
import { termsActs } from './terms.acts.ts';
import { readPosts } from './tupe.ts';
import { postsTable } from './tupe.page.ts';

/** The current provider asked for the facts about its staff, and its answer (DP-32). */
export const factsRequestRoutes = [
  ...form({
    url: '/opportunities/:id/tupe/ask', command: askForFacts,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      return opportunity ? pageOf('Ask the current provider', askPage(opportunity, csrf, state), { backLink: { href: `/opportunities/${params.id}/tupe` } }) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, organisation: posted.text('organisation'), words: posted.text('words'), answerBy: posted.date('answerBy') }),
    done: ({ told }, params) => redirectTo(`/opportunities/${params.id}/tupe`, told === 0 ? 'Asked. Nobody of this organisation has an account here yet: write to it, too' : 'Asked. Everyone who writes for the organisation is told'),
  }),
  page({ url: '/tupe-requests/:id', act: termsActs.viewRequest, show: showRequest }),
  ...form({
    url: '/tupe-requests/:id/give', command: giveFacts,
    show: async ({ read, params, csrf }, state) => {
      const request = await requestById(read, params.id);
      return request && !request.facts ? pageOf('Give the facts about your staff', giveFactsPage(request, csrf, state), { backLink: { href: `/tupe-requests/${request.id}` } }) : notFound;
    },
    input: (posted, params) => ({ requestId: params.id, factsOfOn: posted.date('factsOfOn'), posts: posted.text('posts'), pensionWords: posted.text('pensionWords'), otherWords: posted.text('otherWords'), confirmed: posted.texts('confirmed').includes('yes') }),
    done: (_value, params) => redirectTo(`/tupe-requests/${params.id}`, 'Sent to the authority'),
  }),
];

async function showRequest({ read, services, actor, params }: PageContext<{ readonly id: string }, unknown>): Promise<Answer> {
  const request = await requestById(read, params.id);
  if (!request) return notFound;
  const posts = request.facts && readPosts(request.facts.posts);
  const mayGive = await may(read, services.kinds, actor, termsActs.giveFacts, { kind: FACTS_REQUEST, id: request.id });
  return pageOf('Facts about staff who may transfer (TUPE)', requestPage(request, posts?.kind === 'allowed' ? postsTable(posts.value) : nothing, mayGive && isStillNeeded(request)), { backLink: { href: mayGive ? '/home' : `/opportunities/${request.opportunityId}/tupe` } });
}
