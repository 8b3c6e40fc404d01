/** Service navigation: the name of the service and the way to its parts. */
import { attributes, html, type Attributes, type Html, type Renderable } from '../html.ts';
import { contentOf, hasContent, moreClasses, type Absent, type OptionalContent } from './content.ts';

export type ServiceNavigationItem = OptionalContent & {
  /** This is the page being read. */
  readonly current?: boolean | undefined;
  /** The page being read is within this section. */
  readonly active?: boolean | undefined;
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type ServiceNavigationOptions = {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly ariaLabel?: string | undefined;
  readonly menuButtonText?: string | undefined;
  readonly menuButtonLabel?: string | undefined;
  readonly navigationLabel?: string | undefined;
  readonly navigationId?: string | undefined;
  readonly navigationClasses?: string | undefined;
  readonly collapseNavigationOnMobile?: boolean | undefined;
  readonly serviceName?: string | undefined;
  readonly serviceUrl?: string | undefined;
  readonly navigation?: readonly (ServiceNavigationItem | Absent)[] | undefined;
  readonly slots?: {
    readonly start?: Html | undefined;
    readonly end?: { readonly html: Html; readonly align?: 'inline' | undefined } | undefined;
    readonly navigationStart?: Html | undefined;
    readonly navigationEnd?: Html | undefined;
  } | undefined;
};

export function serviceNavigation(options: ServiceNavigationOptions): Html {
  const { slots } = options;
  const common = html` class="govuk-service-navigation${moreClasses(options.classes)}" data-module="govuk-service-navigation"${attributes(options.attributes)}`;
  const inline = slots?.end?.align === 'inline' ? ' govuk-service-navigation__inlining-container' : '';
  const inner = html`<div class="govuk-width-container${inline}">${slots?.start}<div class="govuk-service-navigation__container">${serviceName(options)}${navigation(options)}</div>${slots?.end?.html}</div>`;
  // With a name it is a landmark of its own; without one the nav inside is landmark enough.
  return options.serviceName || slots?.start || slots?.end
    ? html`<section aria-label="${options.ariaLabel ?? 'Service information'}"${common}>${inner}</section>`
    : html`<div${common}>${inner}</div>`;
}

function serviceName({ serviceName: name, serviceUrl }: ServiceNavigationOptions): Html | false {
  if (!name) return false;
  return html`<span class="govuk-service-navigation__service-name">${
    serviceUrl
      ? html`<a href="${serviceUrl}" class="govuk-service-navigation__link">${name}</a>`
      : html`<span class="govuk-service-navigation__text">${name}</span>`
  }</span>`;
}

function navigation(options: ServiceNavigationOptions): Html | false {
  const { slots } = options;
  const items = (options.navigation ?? []).filter((item) => item !== undefined && item !== null && item !== false && item !== '');
  if (items.length === 0 && !slots?.navigationStart && !slots?.navigationEnd) return false;
  const menuText = options.menuButtonText || 'Menu';
  const id = options.navigationId || 'navigation';
  return html`<nav aria-label="${options.navigationLabel || menuText}" class="govuk-service-navigation__wrapper${moreClasses(options.navigationClasses)}">${
    (options.collapseNavigationOnMobile ?? items.length > 1) && menuButton(options, menuText, id)
  }<ul class="govuk-service-navigation__list" id="${id}">${slots?.navigationStart}${items.map(navigationItem)}${slots?.navigationEnd}</ul></nav>`;
}

/** Hidden until the browser code makes it work. */
function menuButton(options: ServiceNavigationOptions, menuText: string, id: string): Html {
  const label = options.menuButtonLabel === menuText ? undefined : options.menuButtonLabel;
  return html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${attributes({ 'aria-label': label || undefined })} hidden aria-hidden="true">${menuText}</button>`;
}

function navigationItem(item: ServiceNavigationItem): Html {
  const isHere = item.active || item.current;
  // Strong, so that readers with colours and styles of their own still see where they are.
  const words: Renderable = isHere
    ? html`<strong class="govuk-service-navigation__active-fallback">${contentOf(item)}</strong>`
    : contentOf(item);
  const current = attributes({ 'aria-current': isHere && (item.current ? 'page' : 'true') });
  return html`<li class="govuk-service-navigation__item${isHere ? ' govuk-service-navigation__item--active' : ''}">${
    item.href
      ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>${words}</a>`
      : hasContent(item) && html`<span class="govuk-service-navigation__text"${current}>${words}</span>`
  }</li>`;
}
