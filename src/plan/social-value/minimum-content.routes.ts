import { may } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { SUGGESTED_CONTENT } from './minimum-content.ts';
import { askRemoval, setContent } from './minimum-content.commands.ts';
import { askRemovalPage, contentPage, removalPage, setContentPage, tenderContentPage } from './minimum-content.page.ts';
import { contentHistory, contentOf, removalById, removalsOf, tenderOfContent, type TenderOfContent } from './minimum-content.store.ts';
import { socialValueActs } from './social-value.acts.ts';

const ofBody = async (read: Read, id: string, draw: (body: { id: string; name: string }) => Promise<Answer>): Promise<Answer> => {
  const body = await read.selectFrom('body').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
  return body ? draw(body) : notFound;
};
const ofTender = async (read: Read, id: string, draw: (tender: TenderOfContent) => Promise<Answer>): Promise<Answer> => {
  const tender = await tenderOfContent(read, id);
  return tender ? draw(tender) : notFound;
};

export const minimumContentRoutes = [
  page({
    url: '/bodies/:id/minimum-content', act: socialValueActs.viewContent,
    show: ({ read, services, actor, params }) => ofBody(read, params.id, async (body) => pageOf('What every tender says', contentPage(body, await contentHistory(read, body.id), await may(read, services.kinds, actor, socialValueActs.setContent, { kind: 'body', id: body.id })), { backLink: { href: `/bodies/${body.id}` } })),
  }),
  ...form({
    url: '/bodies/:id/minimum-content/:key', command: setContent,
    show: ({ read, params, csrf }, state) => ofBody(read, params.id, async (body) => {
      const newest = (await contentHistory(read, body.id)).find(({ key }) => key === params.key);
      const known = params.key === 'new' || newest !== undefined || SUGGESTED_CONTENT.some(({ key }) => key === params.key);
      return known ? pageOf('What every tender says', setContentPage(body, params.key, newest, csrf, state), { backLink: { href: `/bodies/${body.id}/minimum-content` } }) : notFound;
    }),
    input: (posted, { id, key }) => ({ bodyId: id, key, version: posted.text('version'), title: posted.text('title'), words: posted.text('words'), use: posted.text('use') || 'use', reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(`/bodies/${id}/minimum-content`, 'Saved. New tenders carry it.'),
  }),
  page({
    url: '/opportunities/:id/minimum-content', act: socialValueActs.viewTenderContent,
    show: ({ read, services, actor, params }) => ofTender(read, params.id, async (tender) => {
      const mayAsk = tender.state === 'draft' && (await may(read, services.kinds, actor, socialValueActs.askRemoval, { kind: 'opportunity', id: tender.id }));
      return pageOf('What every tender says', tenderContentPage(tender, await contentOf(read, tender.id), await removalsOf(read, tender.id), mayAsk), { backLink: { href: tender.state === 'draft' ? `/opportunities/${tender.id}/build` : `/opportunities/${tender.id}` } });
    }),
  }),
  ...form({
    url: '/opportunities/:id/minimum-content/:key/leave-out', command: askRemoval,
    show: ({ read, params, csrf }, state) => ofTender(read, params.id, async (tender) => {
      const text = (await contentOf(read, tender.id)).find(({ key, leftOut }) => key === params.key && !leftOut);
      return text && tender.state === 'draft' ? pageOf('Leave it out', askRemovalPage(tender, text, csrf, state), { backLink: { href: `/opportunities/${tender.id}/minimum-content` } }) : notFound;
    }),
    input: (posted, { id, key }) => ({ opportunityId: id, key, reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(`/opportunities/${id}/minimum-content`, 'Asked. It stays in until somebody agrees.'),
  }),
  page({
    url: '/content-removals/:id', act: socialValueActs.viewRemoval,
    show: async ({ read, params }) => {
      const removal = await removalById(read, params.id);
      return removal ? ofTender(read, removal.opportunityId, async (tender) => pageOf('Leaving out what every tender says', removalPage(tender, (await contentOf(read, tender.id)).find(({ key }) => key === removal.key), removal), { backLink: { href: `/opportunities/${tender.id}/minimum-content` } })) : notFound;
    },
  }),
];
