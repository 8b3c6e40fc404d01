/** Breadcrumbs: where a page stands; an item without an address is the page itself. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type Content } from './content.ts';

export type BreadcrumbItem = Content & {
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type BreadcrumbsOptions = {
  readonly items: readonly BreadcrumbItem[];
  readonly classes?: string | undefined;
  readonly collapseOnMobile?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
  readonly labelText?: string | undefined;
};

export function breadcrumbs(options: BreadcrumbsOptions): Html {
  const collapse = options.collapseOnMobile ? ' govuk-breadcrumbs--collapse-on-mobile' : '';
  return html`<nav class="govuk-breadcrumbs${moreClasses(options.classes)}${collapse}"${attributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
<ol class="govuk-breadcrumbs__list">${options.items.map(breadcrumb)}</ol>
</nav>`;
}

function breadcrumb(item: BreadcrumbItem): Html {
  return item.href
    ? html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a></li>`
    : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${contentOf(item)}</li>`;
}
