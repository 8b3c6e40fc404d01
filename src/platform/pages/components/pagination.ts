/** Pagination: numbered pages, or previous and next alone. */
import { attributes, html, raw, type Attributes, type Html, type Renderable } from '../html.ts';
import { contentOf, hasContent, moreClasses, type Absent, type OptionalContent } from './content.ts';

export type PaginationItem = {
  readonly number?: string | number | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  readonly ellipsis?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
};

export type PaginationLink = OptionalContent & {
  /** Shown only when there are no numbered pages. */
  readonly labelText?: string | undefined;
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type PaginationOptions = {
  readonly items?: readonly (PaginationItem | Absent)[] | undefined;
  readonly previous?: PaginationLink | undefined;
  readonly next?: PaginationLink | undefined;
  readonly landmarkLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function pagination(options: PaginationOptions): Html {
  const { items, previous, next } = options;
  const isBlock = items === undefined && (previous !== undefined || next !== undefined);
  return html`<nav class="govuk-pagination${isBlock ? ' govuk-pagination--block' : ''}${moreClasses(options.classes)}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributes(options.attributes)}>${[
    previous && arrowLink(previous, 'prev', isBlock),
    items && html`<ul class="govuk-pagination__list">${items.map((item) => item && Object.keys(item).length > 0 && pageItem(item))}</ul>`,
    next && arrowLink(next, 'next', isBlock),
  ]}</nav>`;
}

function pageItem(item: PaginationItem): Html {
  if (item.ellipsis) return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>`;
  const current = item.current ? ' govuk-pagination__item--current' : '';
  return html`<li class="govuk-pagination__item${current}"><a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${
    item.visuallyHiddenText ?? `Page ${item.number}`
  }"${item.current && raw(' aria-current="page"')}${attributes(item.attributes)}>${item.number}</a></li>`;
}

function arrowLink(link: PaginationLink, kind: 'prev' | 'next', isBlock: boolean): Html | false {
  if (!link.href) return false;
  const decorated = isBlock && !link.labelText ? ' govuk-pagination__link-title--decorated' : '';
  const usual = raw(`${kind === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`);
  const words: Renderable = hasContent(link) ? contentOf(link) : usual;
  // Previous leads with its arrow; next ends with it, unless the two stand one above the other.
  const isArrowFirst = isBlock || kind === 'prev';
  return html`<div class="govuk-pagination__${kind}"><a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${kind}"${attributes(link.attributes)}>${isArrowFirst && arrows[kind]}
<span class="govuk-pagination__link-title${decorated}">
${words}
</span>${
    link.labelText &&
    isBlock &&
    html`<span class="govuk-visually-hidden">:</span>
<span class="govuk-pagination__link-label">${link.labelText}</span>`
  }${!isArrowFirst && arrows[kind]}</a></div>`;
}

const arrows = {
  prev: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
};
