/** Label of a field; prints nothing when it has no words. */
import { attributes, html, nothing, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';

export type LabelOptions = OptionalContent & {
  readonly for?: string | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function label(options: LabelOptions): Html {
  if (!hasContent(options)) return nothing;
  const element = html`<label class="govuk-label${moreClasses(options.classes)}"${attributes(options.attributes)}${attributeIfAny('for', options.for)}>${contentOf(options)}</label>`;
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}
