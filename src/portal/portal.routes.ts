import { z } from 'zod';
import { html, type Html } from '#platform/pages/html';
import { countFailedSearch } from '#platform/search/failed-searches';
import { search } from '#platform/search/search';
import { page, pageOf } from '#platform/web/route';
import { homePage } from './home.page.ts';
import { portalActs } from './portal.acts.ts';
import { portalFigures } from './portal.store.ts';
import { searchPage } from './search.page.ts';
import { searchVocabulary } from './search-vocabulary.ts';
import { ACCESSIBILITY, COOKIES, PRIVACY, type Statement } from './statements.ts';

const MOST_PAGES = 500;
const searchQuery = z.object({ words: z.string().max(200).catch(''), page: z.coerce.number().int().min(1).max(MOST_PAGES).catch(1) });

const statement = (url: '/accessibility' | '/privacy' | '/cookies', text: Statement) =>
  page({ url, act: portalActs.statement, show: async () => pageOf(text.title, statementPage(text)) });

export const portalRoutes = [
  page({ url: '/', act: portalActs.home, show: async ({ read }) => pageOf('Public services and contracts', homePage(await portalFigures(read))) }),
  page({
    url: '/search',
    act: portalActs.search,
    query: searchQuery,
    show: async ({ read, query, services }) => {
      const found = await search(read, query);
      if (query.words !== '' && query.page === 1 && (found.results.length === 0 || found.byLikeness)) countFailedSearch(services.database, query.words, searchVocabulary());
      return pageOf(query.words ? `Search: ${query.words}` : 'Search', searchPage({ ...query, ...found, nounOf: (kind) => services.kinds.get(kind)?.noun ?? kind }));
    },
  }),
  statement('/accessibility', ACCESSIBILITY),
  statement('/privacy', PRIVACY),
  statement('/cookies', COOKIES),
];

const statementPage = (text: Statement): Html => html`<h1 class="govuk-heading-l">${text.title}</h1>
  ${text.sections.map((section) => html`${section.heading ? html`<h2 class="govuk-heading-m">${section.heading}</h2>` : null}${section.paragraphs.map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}`)}`;
