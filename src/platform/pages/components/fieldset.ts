/** Fieldset: a group of fields under one legend. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';

export type LegendOptions = OptionalContent & {
  readonly classes?: string | undefined;
  readonly isPageHeading?: boolean | undefined;
};

export type FieldsetOptions = {
  readonly describedBy?: string | undefined;
  readonly legend?: LegendOptions | undefined;
  readonly classes?: string | undefined;
  readonly role?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly html?: Html | undefined;
};

export function fieldset(options: FieldsetOptions): Html {
  return html`<fieldset class="govuk-fieldset${moreClasses(options.classes)}"${attributeIfAny('role', options.role)}${attributeIfAny('aria-describedby', options.describedBy)}${attributes(options.attributes)}>
${options.legend && hasContent(options.legend) && legend(options.legend)}${options.html}</fieldset>`;
}

function legend(options: LegendOptions): Html {
  const words = contentOf(options);
  return html`<legend class="govuk-fieldset__legend${moreClasses(options.classes)}">${
    options.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${words}</h1>` : words
  }</legend>`;
}
