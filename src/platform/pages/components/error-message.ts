/** Error message of one field. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type OptionalContent } from './content.ts';

export type ErrorMessageOptions = OptionalContent & {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** What is read aloud before the message; an empty text leaves it out. */
  readonly visuallyHiddenText?: string | undefined;
};

export function errorMessage(options: ErrorMessageOptions): Html {
  const hidden = options.visuallyHiddenText ?? 'Error';
  return html`<p${attributeIfAny('id', options.id)} class="govuk-error-message${moreClasses(options.classes)}"${attributes(options.attributes)}>${
    hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `
  }${contentOf(options)}</p>`;
}
