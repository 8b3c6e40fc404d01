import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { backToOpportunity, publishedPage } from './draft-frame.routes.ts';
import { ports } from './ports.ts';
import { stageOf } from './publication.ts';
import { endsInShortlist } from './stage-end.ts';
import { recordChoice, repliesTo } from './quotation-choice.command.ts';
import { choiceOf } from './quotation-choice.store.ts';
import { makeShortlist } from './shortlist.command.ts';
import { laterStages, shortlistOf } from './shortlist.store.ts';
import { choicePage, shortlistPage } from './stages.page.ts';
import { postedReasons } from './typed-fields.ts';

/** From one stage to the next, and from quotations to a choice. */
export const stagesRoutes = [
  ...form({
    url: '/opportunities/:id/next-stage',
    command: makeShortlist,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      if (!endsInShortlist(opportunity)) return notFound;
      const [next] = await laterStages(context.read, opportunity.id);
      const assessed = opportunity.state === 'evaluated' ? await ports().assessed(context.read, opportunity.id) : [];
      return pageOf('Shortlist', shortlistPage({ opportunity, assessed, entries: await shortlistOf(context.read, opportunity.id), next: next ?? null }, state, context.csrf), backToOpportunity(opportunity.id));
    }),
    input: (posted, params) => ({
      opportunityId: params.id, chosen: posted.texts('chosen'),
      reasons: postedReasons(posted),
    }),
    done: ({ nextId }) => redirectTo(`/opportunities/${nextId}/build`, 'Everyone is told. This is the next stage, for those who go on.'),
  }),
  ...form({
    url: '/opportunities/:id/choice',
    command: recordChoice,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      if (stageOf(opportunity)?.kind !== 'quotation') return notFound;
      return pageOf('Reason for the choice', choicePage({ opportunity, choice: await choiceOf(context.read, opportunity.id), ...(await repliesTo(context.read, opportunity)) }, state, context.csrf), backToOpportunity(opportunity.id));
    }),
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason'), fewReplies: posted.text('fewReplies') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}`, 'The reason is saved.'),
  }),
];
