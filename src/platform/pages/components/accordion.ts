/** Accordion: sections a reader opens one by one. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { contentOf, hasContent, moreClasses, translation, type Absent, type Content, type OptionalContent } from './content.ts';

export type AccordionItem = {
  readonly heading: Content;
  readonly summary?: OptionalContent | undefined;
  readonly content: OptionalContent;
  readonly expanded?: boolean | undefined;
};

export type AccordionOptions = {
  readonly id: string;
  readonly headingLevel?: number | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly rememberExpanded?: boolean | undefined;
  readonly hideAllSectionsText?: string | undefined;
  readonly hideSectionText?: string | undefined;
  readonly hideSectionAriaLabelText?: string | undefined;
  readonly showAllSectionsText?: string | undefined;
  readonly showSectionText?: string | undefined;
  readonly showSectionAriaLabelText?: string | undefined;
  readonly items: readonly (AccordionItem | Absent)[];
};

export function accordion(options: AccordionOptions): Html {
  const remember =
    options.rememberExpanded === undefined ? undefined : { 'data-remember-expanded': String(options.rememberExpanded) };
  return html`<div class="govuk-accordion${moreClasses(options.classes)}" data-module="govuk-accordion" id="${options.id}"${[
    translation('hide-all-sections', options.hideAllSectionsText),
    translation('hide-section', options.hideSectionText),
    translation('hide-section-aria-label', options.hideSectionAriaLabelText),
    translation('show-all-sections', options.showAllSectionsText),
    translation('show-section', options.showSectionText),
    translation('show-section-aria-label', options.showSectionAriaLabelText),
    attributes(remember),
    attributes(options.attributes),
  ]}>${options.items.map((item, index) => item && section(options, item, index + 1))}</div>`;
}

function section(options: AccordionOptions, item: AccordionItem, number: number): Html {
  const heading = raw(`h${Number(options.headingLevel ?? 2)}`);
  const { id } = options;
  const summary =
    item.summary &&
    hasContent(item.summary) &&
    html`<div class="govuk-accordion__section-summary govuk-body" id="${id}-summary-${number}">${contentOf(item.summary)}</div>`;
  return html`<div class="govuk-accordion__section${item.expanded ? ' govuk-accordion__section--expanded' : ''}">
<div class="govuk-accordion__section-header"><${heading} class="govuk-accordion__section-heading"><span class="govuk-accordion__section-button" id="${id}-heading-${number}">${contentOf(item.heading)}</span></${heading}>${summary}</div>
<div id="${id}-content-${number}" class="govuk-accordion__section-content">${sectionContent(item)}</div>
</div>`;
}

/** Bare text needs the paragraph that a fragment brings itself. */
function sectionContent({ content }: AccordionItem): Html | false {
  if (!hasContent(content)) return false;
  return content.html === undefined ? html`<p class="govuk-body">${content.text}</p>` : content.html;
}
