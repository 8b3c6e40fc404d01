import { button } from '#platform/pages/components/index';
import { html, type Html } from '#platform/pages/html';
import { formatDate, formatInstant, formatPounds } from '#platform/pages/presentation';
import type { PortalFigures } from './portal.store.ts';

/** The first page: one search, what is open now, and the doors to the registers. */
export function homePage(figures: PortalFigures): Html {
  return html`<div class="wantsum-hero">
      <h1 class="govuk-heading-xl">Public services: what is wanted, who provides it and what comes of it</h1>
      ${searchForm('')}
    </div>
    <div class="govuk-grid-row">
      <section class="govuk-grid-column-two-thirds" aria-labelledby="open-now">
        <h2 class="govuk-heading-m" id="open-now">Open now</h2>
        ${figures.closingSoonest.length === 0 ? html`<p class="govuk-body">Nothing is open at the moment. See <a class="govuk-link" href="/opportunities">coming and closed opportunities</a>.</p>` : html`<ul class="govuk-list wantsum-cards">${figures.closingSoonest.map(openCard)}</ul>`}
        <p class="govuk-body"><a class="govuk-link" href="/opportunities">See all opportunities</a></p>
      </section>
      <section class="govuk-grid-column-one-third" aria-labelledby="registers">
        <h2 class="govuk-heading-m" id="registers">Registers</h2>
        <ul class="govuk-list wantsum-doors">
          ${door('/contracts', 'Contracts', `${figures.liveContracts} live, for what, with whom, and who is answerable`)}
          ${door('/outcomes', 'Outcomes', 'What the authority wants, and what serves it')}
          ${door('/organisations', 'Organisations', `${figures.organisations} that provide or might provide`)}
          ${door('/spend', 'Spending', 'Every payment above what each authority publishes from')}
          ${door('/grants', 'Grants', 'To whom, for what, how much and for how long')}
          ${door('/notices', 'Notices', 'Everything made public, with its versions')}
          ${door('/rules', 'Rules and sources', 'The limits that apply, and where they are written')}
        </ul>
      </section>
    </div>
    <section aria-labelledby="for-suppliers">
      <h2 class="govuk-heading-m" id="for-suppliers">Charities, social enterprises and firms of every size</h2>
      <p class="govuk-body">You need no account to look. Register once, in a few minutes, to ask questions and to bid.</p>
      ${button({ text: 'Register your organisation', href: '/register', classes: 'govuk-button--secondary' })}
    </section>`;
}

/** The one search of the site. A plain GET form: its results have an address to keep. */
export const searchForm = (words: string): Html => html`<form class="wantsum-search" method="get" action="/search" role="search">
    <label class="govuk-label govuk-label--s" for="words">Search opportunities, contracts, outcomes and organisations</label>
    <div class="wantsum-search__row"><input class="govuk-input" id="words" name="words" type="search" value="${words}" autocomplete="off" maxlength="200">
    <button class="govuk-button wantsum-search__button" type="submit">Search</button></div>
  </form>`;

const door = (href: string, title: string, text: string): Html => html`<li><a class="govuk-link govuk-!-font-weight-bold" href="${href}">${title}</a><br><span class="govuk-hint">${text}</span></li>`;

const openCard = (opportunity: PortalFigures['closingSoonest'][number]): Html => html`<li class="wantsum-card">
    <h3 class="govuk-heading-s"><a class="govuk-link" href="/opportunities/${opportunity.id}">${opportunity.title}</a></h3>
    <p class="govuk-body-s">${opportunity.body}${opportunity.valuePence === null ? null : html`, worth about ${formatPounds(opportunity.valuePence)} before VAT`}${opportunity.startsOn ? html`, from ${formatDate(opportunity.startsOn)}` : null}<br>Closes ${formatInstant(opportunity.closesAt)}</p>
  </li>`;
