/** Hint: help that belongs to a field. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type OptionalContent } from './content.ts';

export type HintOptions = OptionalContent & {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function hint(options: HintOptions): Html {
  return html`<div${attributeIfAny('id', options.id)} class="govuk-hint${moreClasses(options.classes)}"${attributes(options.attributes)}>${contentOf(options)}</div>`;
}
