/** Generic header: a logo that links home. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { moreClasses } from './content.ts';

export type GenericHeaderOptions = {
  readonly url?: string | undefined;
  readonly logoText?: string | undefined;
  readonly logoHtml?: Html | undefined;
  readonly containerClasses?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function genericHeader(options: GenericHeaderOptions): Html {
  return headerNamed('govuk-generic', options);
}

/** The GOV.UK header is the same but for the first part of its class names. */
export function headerNamed(namespace: 'govuk' | 'govuk-generic', options: GenericHeaderOptions): Html {
  return html`<div class="${namespace}-header${moreClasses(options.classes)}"${attributes(options.attributes)}>
<div class="${namespace}-header__container ${options.containerClasses || 'govuk-width-container'}">
<div class="${namespace}-header__logo">
<a href="${options.url || '/'}" class="${namespace}-header__homepage-link">
${options.logoHtml ?? options.logoText}
</a>
</div>
</div>
</div>`;
}
