import { z } from 'zod';
import { isId } from '#kernel/ids';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { bodiesToLoadFor } from '#parts/uploads';
import { decidePair, lookForDuplicates, reconsiderPair, undoMerge } from './decide-pair.command.ts';
import { askAnewPage, comparePage, duplicatesPage, undoMergePage } from './duplicates.page.ts';
import { MATCHERS } from './matching.acts.ts';
import { mergeById, pairById, recentMerges } from './matching.store.ts';
import { countReferences } from './move-references.store.ts';
import { recentDecisions, waitingSuggestions } from './spellings.store.ts';

const PER_PAGE = 25;
const LIST = '/organisations/duplicates';
const back = { backLink: { href: LIST } };

export const matchingRoutes = [
  form({
    url: '/organisations/duplicates', command: lookForDuplicates, perMinute: 10, query: z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) }), input: () => ({}),
    show: async ({ read, actor, query, csrf }, state) => {
      const bodies = (await bodiesToLoadFor(read, actor, MATCHERS)).map(({ id }) => id);
      const { waiting, count } = await waitingSuggestions(read, bodies, query.page, PER_PAGE);
      const model = { waiting, count, page: query.page, pages: Math.max(1, Math.ceil(count / PER_PAGE)), merges: await recentMerges(read), decided: await recentDecisions(read, bodies) };
      return pageOf('Organisations that may be one', duplicatesPage(model, state, csrf), { breadcrumbs: [{ text: 'Organisations', href: '/organisations' }, { text: 'Duplicates' }] });
    },
    done: ({ added, compared }) => redirectTo(LIST, `${compared} names compared: ${added === 0 ? 'nothing new' : `${added} new ${added === 1 ? 'suggestion' : 'suggestions'}`}`),
  }),
  form({
    url: '/organisations/duplicates/:pair', command: decidePair, input: (posted, params) => ({ pairId: params.pair, keep: posted.text('keep') }),
    show: async ({ read, params, csrf }, state) => {
      const pair = isId(params.pair) ? await pairById(read, params.pair) : null;
      if (!pair || (pair.state !== 'suggested' && Object.keys(state.values).length === 0)) return notFound;
      return pageOf('Are these one organisation?', comparePage({ pair, references: [await countReferences(read, pair.sides[0].id), await countReferences(read, pair.sides[1].id)] }, state, csrf), back);
    },
    done: ({ keptId }) => redirectTo(LIST, keptId ? 'Merged. It can be taken back below' : 'Kept apart, and not asked again'),
  }),
  form({
    url: '/organisations/duplicates/:pair/again', command: reconsiderPair, input: (_posted, params) => ({ pairId: params.pair }),
    show: async ({ read, params, csrf }, state) => {
      const pair = isId(params.pair) ? await pairById(read, params.pair) : null;
      if (pair?.state !== 'different') return notFound;
      const [one, other] = pair.sides;
      return pageOf('Ask anew', askAnewPage(`${one.name} and ${other.name} were kept apart.`, 'They are suggested again, for somebody to decide anew.', state, csrf), back);
    },
    done: () => redirectTo(LIST, 'They wait for a decision again'),
  }),
  form({
    url: '/organisations/merges/:merge/undo', command: undoMerge, input: (_posted, params) => ({ mergeId: params.merge }),
    show: async ({ read, params, csrf }, state) => {
      const merge = isId(params.merge) ? await mergeById(read, params.merge) : null;
      return merge ? pageOf('Take back a merge', undoMergePage(merge, state, csrf), back) : notFound;
    },
    done: () => redirectTo(LIST, 'The merge is taken back: decide anew if you like'),
  }),
];
