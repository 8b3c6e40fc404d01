/**
 * The whole page around a room's content. Our own brand: no crown and no GDS Transport, which belong to GOV.UK. There is no script
 * or style in the page itself, so that the content security policy needs no exception.
 */
import { assetUrl } from './assets.ts';
import { backLink, breadcrumbs, notificationBanner, serviceNavigation, skipLink } from './components/index.ts';
import { attributes, html, raw, type Html } from './html.ts';

export type Account = {
  readonly name: string;
  /** The person's own page. */
  readonly href?: string | undefined;
  /** The hidden field that the form for signing out carries; without it that form is left out. */
  readonly csrf?: Html | null | undefined;
};

export type LayoutOptions = {
  readonly title: string;
  readonly serviceName?: string | undefined;
  /** Puts "Error: " before the title, which is what a screen reader says first. */
  readonly hasErrors?: boolean | undefined;
  readonly navigation: readonly { readonly text: string; readonly href: string; readonly current?: boolean | undefined }[];
  /** Null when nobody is signed in. */
  readonly account: Account | null;
  readonly breadcrumbs?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined;
  readonly backLink?: { readonly text?: string | undefined; readonly href: string } | undefined;
  /** A sentence about the whole site, such as "Demonstration: everything here is invented". */
  readonly banner?: string | Html | undefined;
  /** What just worked, shown once. */
  readonly message?: string | undefined;
  /** Shown by search engines. */
  readonly description?: string | undefined;
  /** Other forms of the page: `{href: '/contracts.csv', type: 'text/csv', title: 'As CSV'}`. */
  readonly alternates?: readonly { readonly href: string; readonly type: string; readonly title: string }[] | undefined;
  readonly content: Html;
  readonly language?: string | undefined;
  /** Becomes a class of the body, for style of one page alone. */
  readonly bodyName?: string | undefined;
  /** On a page of a site that does not serve yet there is nothing to go to, so it names nothing but itself. */
  readonly notYet?: { /** The page asks for itself again after so many; null: not by itself. */ readonly refreshSeconds: number | null } | undefined;
};

export function layout(options: LayoutOptions): Html {
  const serviceName = options.serviceName ?? 'Wantsum';
  return html`<!DOCTYPE html>
<html lang="${options.language ?? 'en'}" class="govuk-template wantsum-template">
${head(options, serviceName)}
<body class="govuk-template__body${options.bodyName ? ` page-${options.bodyName}` : ''}">
${skipLink({ href: '#main-content', text: 'Skip to main content' })}
${siteHeader(options, serviceName)}
${options.banner && html`<aside class="wantsum-banner" aria-label="About this site"><div class="govuk-width-container">${options.banner}</div></aside>`}
<div class="govuk-width-container">
${options.backLink && html`<nav aria-label="Back">${backLink(options.backLink)}</nav>`}
${options.breadcrumbs && options.breadcrumbs.length > 0 && breadcrumbs({ items: options.breadcrumbs, collapseOnMobile: true })}
<main class="govuk-main-wrapper" id="main-content">
${options.message && notificationBanner({ type: 'success', text: options.message })}
${options.content}
</main>
</div>
${options.notYet ? footer(null) : siteFooter}
</body>
</html>
`;
}

const brandTeal = '#0b4f57';

function head(options: LayoutOptions, serviceName: string): Html {
  return html`<head>
<meta charset="utf-8">
<title>${options.hasErrors && 'Error: '}${options.title} - ${serviceName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="${brandTeal}">
${options.description && html`<meta name="description" content="${options.description}">`}
<link rel="icon" href="${assetUrl('/assets/wantsum.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl('/assets/govuk-frontend.min.css')}">
<link rel="stylesheet" href="${assetUrl('/assets/wantsum.css')}">
${options.alternates?.map(({ href, type, title }) => html`<link rel="alternate" href="${href}" type="${type}" title="${title}">`)}
${options.notYet ? refresh(options.notYet.refreshSeconds) : html`<script type="module" src="${assetUrl('/assets/wantsum.js')}"></script>`}
</head>`;
}

/** By the page itself, so that whoever waits without a script is shown the site when it is there. */
const refresh = (seconds: number | null): Html | null => (seconds === null ? null : html`<meta http-equiv="refresh" content="${seconds}">`);

function siteHeader(options: LayoutOptions, serviceName: string): Html {
  return html`<header class="wantsum-header">
<div class="wantsum-header__bar"><div class="govuk-width-container wantsum-header__container">
<a class="wantsum-header__home" href="/">${wave}<span class="wantsum-header__wordmark">${serviceName}</span></a>
${!options.notYet && account(options.account)}
</div></div>
${!options.notYet && mainNavigation(options.navigation)}
</header>`;
}

/** So many stand in one line of a desktop; of more, those after the first six are folded. */
const MOST_IN_A_LINE = 7;
const BEFORE_THE_FOLD = 6;

/** The site's sections in one line. What does not fit there is under "More", which opens without a script. */
function mainNavigation(items: LayoutOptions['navigation']): Html {
  const shared = { navigationLabel: 'Main', classes: 'wantsum-navigation' };
  if (items.length <= MOST_IN_A_LINE) return serviceNavigation({ ...shared, navigation: items });
  const folded = items.slice(BEFORE_THE_FOLD);
  const isHere = folded.some(({ current }) => current);
  const more = html`<li class="govuk-service-navigation__item wantsum-more${isHere ? ' govuk-service-navigation__item--active' : ''}"><details class="wantsum-more__details"><summary class="wantsum-more__summary">More</summary>
<ul class="wantsum-more__list">${folded.map(({ text, href, current }) => html`<li><a class="govuk-service-navigation__link wantsum-more__link" href="${href}"${attributes({ 'aria-current': current && 'page' })}>${text}</a></li>`)}</ul></details></li>`;
  return serviceNavigation({ ...shared, navigation: items.slice(0, BEFORE_THE_FOLD), slots: { navigationEnd: more } });
}

function account(options: Account | null): Html {
  if (options === null) return html`<p class="wantsum-account"><a class="wantsum-account__link" href="/sign-in">Sign in</a></p>`;
  const name = options.href
    ? html`<a class="wantsum-account__link" href="${options.href}">${options.name}</a>`
    : html`<span class="wantsum-account__name">${options.name}</span>`;
  // Signing out changes something, so it is a form and not a link.
  return html`<div class="wantsum-account"><span class="govuk-visually-hidden">Signed in as </span>${name}
${options.csrf && html`<form class="wantsum-account__form" method="post" action="/sign-out">${options.csrf}<button class="wantsum-account__button" type="submit">Sign out</button></form>`}</div>`;
}

/** Two lines of water: the Wantsum is a channel in Kent. */
const wave = raw(
  '<svg class="wantsum-header__mark" width="32" height="24" viewBox="0 0 32 24" aria-hidden="true" focusable="false"><path d="M1 9c5-7 10-7 15 0s10 7 15 0" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"/><path d="M1 18c5-7 10-7 15 0s10 7 15 0" fill="none" stroke="#f2a65a" stroke-width="3" stroke-linecap="round"/></svg>',
);

const footerLinks = html`<h2 class="govuk-visually-hidden">About this site</h2>
<ul class="wantsum-footer__links">${[
  ['Accessibility statement', '/accessibility'],
  ['Privacy', '/privacy'],
  ['Cookies', '/cookies'],
  ['What the words mean', '/glossary'],
  ['Rules and sources', '/rules'],
  ['Open data', '/open-data'],
].map(([text, href]) => html`<li><a class="wantsum-footer__link" href="${href}">${text}</a></li>`)}</ul>`;

const footer = (links: Html | null): Html => html`<footer class="wantsum-footer"><div class="govuk-width-container">
${links}
<p class="wantsum-footer__note">Wantsum is open-source software. Public data here may be reused under the <a class="wantsum-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>.</p>
</div></footer>`;

const siteFooter = footer(footerLinks);
