/** GOV.UK footer, with the crown: for services on GOV.UK only. Our own pages use `layout`, which has its own. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';
import { govukLogo, licencePath } from './govuk-logo.ts';

export type FooterLink = {
  readonly text?: string | undefined;
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type FooterSection = {
  readonly title: string;
  readonly columns?: number | undefined;
  readonly width?: string | undefined;
  readonly items?: readonly FooterLink[] | undefined;
};

export type FooterOptions = {
  readonly meta?: (OptionalContent & {
    readonly visuallyHiddenTitle?: string | undefined;
    readonly items?: readonly FooterLink[] | undefined;
  }) | undefined;
  readonly navigation?: readonly FooterSection[] | undefined;
  /** Null shows no licence. */
  readonly contentLicence?: OptionalContent | null | undefined;
  readonly copyright?: OptionalContent | undefined;
  readonly containerClasses?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function footer(options: FooterOptions): Html {
  const sections = options.navigation ?? [];
  return html`<div class="govuk-footer${moreClasses(options.classes)}"${attributes(options.attributes)}>
<div class="govuk-width-container${moreClasses(options.containerClasses)}">
${govukLogo({ classes: 'govuk-footer__crown', useLogotype: false })}
${sections.length > 0 && html`<div class="govuk-footer__navigation">${sections.map(footerSection)}</div><hr class="govuk-footer__section-break">`}
<div class="govuk-footer__meta">
<div class="govuk-footer__meta-item govuk-footer__meta-item--grow">${options.meta && meta(options.meta)}${
    options.contentLicence !== null && licence(options.contentLicence)
  }</div>
<div class="govuk-footer__meta-item">
<a class="govuk-footer__link govuk-footer__copyright-logo" href="https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/uk-government-licensing-framework/crown-copyright/">
${hasContent(options.copyright) && options.copyright ? contentOf(options.copyright) : '© Crown copyright'}
</a>
</div>
</div>
</div>
</div>`;
}

function footerSection(section: FooterSection): Html {
  const columns = section.columns ? ` govuk-footer__list--columns-${section.columns}` : '';
  const items = section.items ?? [];
  return html`<div class="govuk-footer__section govuk-grid-column-${section.width || 'full'}">
<h2 class="govuk-footer__heading govuk-heading-m">${section.title}</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-footer__list${columns}">${items.map(
    (item) => item.href && item.text && html`<li class="govuk-footer__list-item">${footerLink(item)}</li>`,
  )}</ul>`
}</div>`;
}

function footerLink(item: FooterLink): Html {
  return html`<a class="govuk-footer__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>`;
}

function meta(options: NonNullable<FooterOptions['meta']>): Html {
  const items = options.items ?? [];
  return html`<h2 class="govuk-visually-hidden">${options.visuallyHiddenTitle || 'Support links'}</h2>${
    items.length > 0 &&
    html`<ul class="govuk-footer__inline-list">${items.map(
      (item) => html`<li class="govuk-footer__inline-list-item">${footerLink(item)}</li>`,
    )}</ul>`
  }${hasContent(options) && html`<div class="govuk-footer__meta-custom">${contentOf(options)}</div>`}`;
}

function licence(options: OptionalContent | undefined): Html {
  const usual = html`All content is available under the
<a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>, except where otherwise stated`;
  return html`<svg aria-hidden="true" focusable="false" class="govuk-footer__licence-logo" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 483.2 195.7" height="17" width="41"><path fill="currentColor" d="${licencePath}"/></svg>
<span class="govuk-footer__licence-description">
${options && hasContent(options) ? contentOf(options) : usual}
</span>`;
}
