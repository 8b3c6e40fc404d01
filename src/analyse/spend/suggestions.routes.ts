import { isId } from '#kernel/ids';
import { askAnewPage, decideSpellingPage, spellingSuggestionById, type SpellingSuggestion } from '#matching';
import type { Read } from '#platform/database/connection';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { decideSuggestion, reconsiderSuggestion } from './decide-suggestion.command.ts';

const LIST = '/organisations/duplicates';
const back = { backLink: { href: LIST } };
interface Params {
  readonly id: string;
  readonly suggestion: string;
}

/** Suggested matches of spellings, which stand on the list of duplicates. */
export const suggestionRoutes = [
  ...form({
    url: '/spend/suppliers/:id/suggestions/:suggestion', command: decideSuggestion, input: (posted, params) => ({ supplierId: params.id, suggestionId: params.suggestion, answer: posted.text('answer') }),
    show: async ({ read, params, csrf }, state) => {
      const found = await suggestionOf(read, params);
      if (!found || (found.state !== 'suggested' && Object.keys(state.values).length === 0)) return notFound;
      return pageOf('Is this spelling the organisation?', decideSpellingPage(found, await numbersOf(read, found), state, csrf), back);
    },
    done: ({ name, organisation, answer }) => redirectTo(LIST, answer === 'same' ? `${name} counts as ${organisation} now. It can be taken back below` : 'Kept apart, and not asked again'),
  }),
  ...form({
    url: '/spend/suppliers/:id/suggestions/:suggestion/again', command: reconsiderSuggestion, input: (_posted, params) => ({ supplierId: params.id, suggestionId: params.suggestion }),
    show: async ({ read, params, csrf }, state) => {
      const found = await suggestionOf(read, params);
      if (!found || found.state === 'suggested') return notFound;
      const [what, then] = found.state === 'matched' ? [`${found.name} counts as ${found.organisation}.`, 'The match is taken away, and it is suggested again for somebody to decide anew.'] : [`${found.name} and ${found.organisation} were kept apart.`, 'It is suggested again, for somebody to decide anew.'];
      return pageOf('Ask anew', askAnewPage(what, then, state, csrf), back);
    },
    done: () => redirectTo(LIST, 'It waits for a decision again'),
  }),
];

async function suggestionOf(read: Read, { id, suggestion }: Params): Promise<SpellingSuggestion | null> {
  const found = isId(suggestion) ? await spellingSuggestionById(read, suggestion) : null;
  return found?.supplierId === id ? found : null;
}

async function numbersOf(read: Read, { supplierId, organisationId }: SpellingSuggestion): Promise<{ readonly spelling: string; readonly organisation: string }> {
  const supplier = await read.selectFrom('spend_supplier').select(['company_number', 'charity_number']).where('id', '=', supplierId).executeTakeFirstOrThrow();
  const organisation = await read.selectFrom('organisation').select(['company_number', 'charity_number']).where('id', '=', organisationId).executeTakeFirstOrThrow();
  const words = (one: { readonly company_number: string | null; readonly charity_number: string | null }) => [one.company_number && `company ${one.company_number}`, one.charity_number && `charity ${one.charity_number}`].filter(Boolean).join(', ');
  return { spelling: words(supplier), organisation: words(organisation) };
}
