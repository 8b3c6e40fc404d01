/** GOV.UK header, with the crown: for services on GOV.UK only. Our own pages use `layout`, which has its own. */
import { html, type Attributes, type Html } from '../html.ts';
import { headerNamed } from './generic-header.ts';
import { govukLogo } from './govuk-logo.ts';

export type HeaderOptions = {
  readonly homepageUrl?: string | undefined;
  readonly productName?: string | undefined;
  readonly containerClasses?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function header(options: HeaderOptions): Html {
  const product = options.productName && html`<span class="govuk-header__product-name">${options.productName}</span>`;
  return headerNamed('govuk', {
    logoHtml: html`${govukLogo({ classes: 'govuk-header__logotype', ariaLabelText: 'GOV.UK' })}
${product}`,
    url: options.homepageUrl || '//gov.uk',
    containerClasses: options.containerClasses,
    classes: options.classes,
    attributes: options.attributes,
  });
}
