import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, pageLinks } from '#platform/pages/presentation';
import type { SearchResult } from '#platform/search/search';
import { searchForm } from './home.page.ts';

interface SearchPage {
  readonly words: string;
  readonly page: number;
  readonly results: readonly SearchResult[];
  readonly more: boolean;
  readonly byLikeness: boolean;
  /** The noun of each record kind: "contract". */
  readonly nounOf: (kind: string) => string;
}

/** What the one search found. */
export function searchPage({ words, page, results, more, byLikeness, nounOf }: SearchPage): Html {
  const address = (number: number) => `/search?words=${encodeURIComponent(words)}&page=${number}`;
  return html`<h1 class="govuk-heading-l">${words ? `Search: ${words}` : 'Search'}</h1>
    ${searchForm(words)}
    ${byLikeness ? html`<p class="govuk-body">Nothing has exactly those words. These are alike:</p>` : null}
    ${results.length === 0 ? nothingFound(words) : html`<ul class="govuk-list wantsum-results">${results.map((result) => resultItem(result, nounOf(result.kind)))}</ul>`}
    ${pageLinks({ previous: page > 1 ? address(page - 1) : null, next: more ? address(page + 1) : null, of: 'results' })}`;
}

const nothingFound = (words: string): Html | null =>
  words === '' ? null : emptyState({ title: `Nothing was found for “${words}”.`, text: 'Try fewer or plainer words, a place, or a supplier’s name.', action: { text: 'See all opportunities', href: '/opportunities' } });

const resultItem = (result: SearchResult, noun: string): Html => html`<li class="wantsum-result">
    <h2 class="govuk-heading-s"><a class="govuk-link" href="${result.address}">${result.title}</a></h2>
    <p class="govuk-body-s"><span class="wantsum-thread__kind">${noun}</span> ${result.summary}${result.happenedOn ? html` <span class="govuk-hint">${formatDate(result.happenedOn)}</span>` : null}</p>
  </li>`;
