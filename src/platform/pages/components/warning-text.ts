/** Warning text: something a person must not miss. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type OptionalContent } from './content.ts';

export type WarningTextOptions = OptionalContent & {
  readonly iconFallbackText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function warningText(options: WarningTextOptions): Html {
  return html`<div class="govuk-warning-text${moreClasses(options.classes)}"${attributes(options.attributes)}>
<span class="govuk-warning-text__icon" aria-hidden="true">!</span>
<strong class="govuk-warning-text__text">
<span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
${contentOf(options)}
</strong>
</div>`;
}
