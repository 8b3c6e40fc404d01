/** Inset text: words set apart from the rest. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type OptionalContent } from './content.ts';

export type InsetTextOptions = OptionalContent & {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function insetText(options: InsetTextOptions): Html {
  return html`<div${attributeIfAny('id', options.id)} class="govuk-inset-text${moreClasses(options.classes)}"${attributes(options.attributes)}>${contentOf(options)}</div>`;
}
