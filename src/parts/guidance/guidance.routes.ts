import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { addTerm, removeTerm } from './glossary.commands.ts';
import { glossaryPage, ownTermsPage, removeTermPage } from './glossary.page.ts';
import { ownTerms } from './glossary.store.ts';
import { guidanceActs } from './guidance.acts.ts';

const bodyOf = (read: Read, id: string) => read.selectFrom('body').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
const back = (id: string) => ({ backLink: { href: `/bodies/${id}/glossary` } });

async function showOwn({ read, params, csrf }: Pick<PageContext<{ readonly id: string }>, 'read' | 'params' | 'csrf'>, state: FormState): Promise<Answer> {
  const body = await bodyOf(read, params.id);
  return body ? pageOf('Your own words in the glossary', ownTermsPage(body, await ownTerms(read, body.id), csrf, state), { backLink: { href: '/glossary' } }) : notFound;
}

export const guidanceRoutes = [
  page({ url: '/glossary', act: guidanceActs.viewGlossary, show: async ({ read }) => pageOf('What the words mean', glossaryPage(await ownTerms(read)), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'What the words mean' }] }) }),
  ...form({
    url: '/bodies/:id/glossary', command: addTerm, show: showOwn,
    input: (posted, params) => ({ bodyId: params.id, term: posted.text('term'), meaning: posted.text('meaning') }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}/glossary`, 'Added to the glossary'),
  }),
  ...form({
    url: '/bodies/:id/glossary/:term/remove', command: removeTerm,
    show: async ({ read, params, csrf }, state) => {
      const term = (await ownTerms(read, params.id)).find(({ id }) => id === params.term);
      return term ? pageOf('Take out a word', removeTermPage(term, csrf, state), back(params.id)) : notFound;
    },
    input: (_posted, params) => ({ bodyId: params.id, termId: params.term }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}/glossary`, 'It is taken out'),
  }),
];
