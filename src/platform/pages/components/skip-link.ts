/** Skip link: past the navigation, for keyboards. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type OptionalContent } from './content.ts';

export type SkipLinkOptions = OptionalContent & {
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function skipLink(options: SkipLinkOptions): Html {
  return html`<a href="${options.href || '#content'}" class="govuk-skip-link${moreClasses(options.classes)}"${attributes(options.attributes)} data-module="govuk-skip-link">${contentOf(options)}</a>`;
}
