/** Feedback: asks what a reader thought of the page. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { hasContent, moreClasses, type OptionalContent } from './content.ts';

export type FeedbackOptions = OptionalContent & {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Html | undefined;
  readonly headingLevel?: number | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function feedback(options: FeedbackOptions): Html {
  const heading = raw(`h${Number(options.headingLevel ?? 2)}`);
  const body = options.html ?? html`<p class="govuk-body">${options.text}</p>`;
  return html`<div class="govuk-feedback govuk-width-container${moreClasses(options.classes)}"${attributes(options.attributes)}>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<${heading} class="govuk-feedback__title">${options.titleHtml ?? options.titleText}</${heading}>
${hasContent(options) && html`<div class="govuk-feedback__body">${body}</div>`}
</div></div>
</div>`;
}
