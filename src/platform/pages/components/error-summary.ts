/** Error summary: everything wrong with a form, at the top, each linking to its field. */
import { attributes, html, nothing, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type OptionalContent } from './content.ts';

export type ErrorSummaryItem = OptionalContent & {
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type ErrorSummaryOptions = {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Html | undefined;
  readonly descriptionText?: string | undefined;
  readonly descriptionHtml?: Html | undefined;
  readonly errorList?: readonly ErrorSummaryItem[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function errorSummary(options: ErrorSummaryOptions): Html {
  const autoFocus =
    options.disableAutoFocus === undefined ? undefined : { 'data-disable-auto-focus': String(options.disableAutoFocus) };
  const description = options.descriptionHtml ?? options.descriptionText;
  const items = options.errorList ?? [];
  // role="alert" stands on a child, not on the focused element, or screen readers lose part of what is said.
  return html`<div class="govuk-error-summary${moreClasses(options.classes)}"${attributes(autoFocus)}${attributes(options.attributes)} data-module="govuk-error-summary">
<div role="alert">
<h2 class="govuk-error-summary__title">${options.titleHtml ?? options.titleText}</h2>
<div class="govuk-error-summary__body">${description ? html`<p>${description}</p>` : nothing}${
    items.length > 0 && html`<ul class="govuk-list govuk-error-summary__list">${items.map(summaryItem)}</ul>`
  }</div>
</div>
</div>`;
}

function summaryItem(item: ErrorSummaryItem): Html {
  return item.href
    ? html`<li><a href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a></li>`
    : html`<li>${contentOf(item)}</li>`;
}
