/** Back link: to the page before. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';

export type BackLinkOptions = OptionalContent & {
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function backLink(options: BackLinkOptions): Html {
  return html`<a href="${options.href || '#'}" class="govuk-back-link${moreClasses(options.classes)}"${attributes(options.attributes)}>${
    hasContent(options) ? contentOf(options) : 'Back'
  }</a>`;
}
