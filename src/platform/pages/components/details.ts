/** Details: help a reader may open. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type OptionalContent } from './content.ts';

export type DetailsOptions = OptionalContent & {
  readonly summaryText?: string | undefined;
  readonly summaryHtml?: Html | undefined;
  readonly id?: string | undefined;
  readonly open?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function details(options: DetailsOptions): Html {
  return html`<details${attributeIfAny('id', options.id)} class="govuk-details${moreClasses(options.classes)}"${attributes(options.attributes)}${attributeIfAny('open', options.open)}>
<summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summaryHtml ?? options.summaryText}</span></summary>
<div class="govuk-details__text">${contentOf(options)}</div>
</details>`;
}
