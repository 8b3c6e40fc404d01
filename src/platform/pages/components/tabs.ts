/** Tabs: related content in labelled sections, one below the other where there is no JavaScript. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, hasContent, moreClasses, type Absent, type OptionalContent } from './content.ts';

export type TabItem = {
  /** Made from `idPrefix` and the position when not given. */
  readonly id?: string | undefined;
  readonly label: string;
  readonly attributes?: Attributes | undefined;
  readonly panel: OptionalContent & { readonly attributes?: Attributes | undefined };
};

export type TabsOptions = {
  readonly id?: string | undefined;
  readonly idPrefix?: string | undefined;
  readonly title?: string | undefined;
  readonly items?: readonly (TabItem | Absent)[] | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function tabs(options: TabsOptions): Html {
  const items = options.items ?? [];
  const idOf = (item: TabItem, index: number): string => item.id || `${options.idPrefix}-${index + 1}`;
  return html`<div${attributeIfAny('id', options.id)} class="govuk-tabs${moreClasses(options.classes)}"${attributes(options.attributes)} data-module="govuk-tabs">
<h2 class="govuk-tabs__title">${options.title ?? 'Contents'}</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-tabs__list">${items.map((item, index) => item && tabLink(item, idOf(item, index), index === 0))}</ul>${items.map(
    (item, index) => item && tabPanel(item, idOf(item, index), index === 0),
  )}`
}</div>`;
}

function tabLink(item: TabItem, id: string, isFirst: boolean): Html {
  return html`<li class="govuk-tabs__list-item${isFirst ? ' govuk-tabs__list-item--selected' : ''}"><a class="govuk-tabs__tab" href="#${id}"${attributes(item.attributes)}>${item.label}</a></li>`;
}

function tabPanel({ panel }: TabItem, id: string, isFirst: boolean): Html {
  const words = hasContent(panel) && (panel.html ?? html`<p class="govuk-body">${panel.text}</p>`);
  return html`<div class="govuk-tabs__panel${isFirst ? '' : ' govuk-tabs__panel--hidden'}" id="${id}"${attributes(panel.attributes)}>${words}</div>`;
}
