import { layout } from '../pages/layout.ts';
import { html, type Html } from '../pages/html.ts';
import type { Actor } from '../access/access.ts';
import type { Role } from '../access/roles.ts';
import type { Page } from './route.ts';

/** What every page of this site shares. */
export interface Site {
  readonly navigation: readonly NavigationItem[];
  /** A sentence for the top of every page, such as "Demonstration: everything here is invented". */
  readonly banner: string | null;
}

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** Shown to everyone when left out; else to holders of any of these roles, or to anyone signed in. */
  readonly to?: 'signed-in' | readonly Role[];
}

interface WholePage {
  readonly actor: Actor;
  readonly page: Page;
  readonly path: string;
  readonly message: string | null;
  readonly hasErrors: boolean;
  readonly csrf: Html | null;
}

const sees = (actor: Actor, item: NavigationItem): boolean =>
  item.to === undefined || (actor.kind === 'person' && (item.to === 'signed-in' || actor.holdings.some((held) => (item.to as readonly Role[]).includes(held.role))));

const isWithin = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`) || path.startsWith(`${href}?`);

/** Wraps a page in the layout. */
export function wholePage(site: Site, { actor, page, path, message, hasErrors, csrf }: WholePage): Html {
  return layout({
    title: page.title,
    hasErrors,
    navigation: site.navigation.filter((item) => sees(actor, item)).map((item) => ({ text: item.text, href: item.href, current: isWithin(path, item.href) })),
    account: actor.kind === 'person' ? { name: actor.name, href: '/account', csrf } : null,
    ...(page.breadcrumbs ? { breadcrumbs: page.breadcrumbs } : {}),
    ...(page.backLink ? { backLink: page.backLink } : {}),
    ...(site.banner ? { banner: site.banner } : {}),
    ...(message ? { message } : {}),
    content: page.content,
  });
}

/** Whether a program asks, which reads no page: by the address of a file of data, or of the API. */
export const asksForData = (url: string): boolean => /\.(json|csv|jsonl)(\?|$)|^\/api\//.test(url);

/** The page for something that went wrong. */
export const problemPage = (site: Site, actor: Actor, title: string, sentence: string): Html =>
  wholePage(site, {
    actor, path: '', message: null, hasErrors: false, csrf: null,
    page: { kind: 'page', title, content: html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${sentence}</p><p class="govuk-body"><a class="govuk-link" href="/">Go to the first page</a></p>` },
  });
