/** Summary list: facts with their names, and what can be done about each; in a card when there are several lists. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type Absent, type OptionalContent } from './content.ts';

export type SummaryAction = OptionalContent & {
  readonly href?: string | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type SummaryActions = {
  readonly items?: readonly SummaryAction[] | undefined;
  readonly classes?: string | undefined;
};

export type SummaryListRow = {
  readonly classes?: string | undefined;
  readonly key: OptionalContent & { readonly classes?: string | undefined };
  readonly value: OptionalContent & { readonly classes?: string | undefined };
  readonly actions?: SummaryActions | undefined;
};

export type SummaryCardTitle = OptionalContent & {
  readonly headingLevel?: number | undefined;
  readonly classes?: string | undefined;
};

export type SummaryCard = {
  readonly title?: SummaryCardTitle | undefined;
  readonly actions?: SummaryActions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type SummaryListOptions = {
  readonly rows: readonly (SummaryListRow | Absent)[];
  readonly card?: SummaryCard | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function summaryList(options: SummaryListOptions): Html {
  const anyActions = options.rows.some((row) => row && (row.actions?.items?.length ?? 0) > 0);
  const list = html`<dl class="govuk-summary-list${moreClasses(options.classes)}"${attributes(options.attributes)}>${options.rows.map(
    (row) => row && listRow(row, anyActions, options.card?.title),
  )}</dl>`;
  return options.card ? inCard(options.card, list) : list;
}

function listRow(row: SummaryListRow, anyActions: boolean, cardTitle: SummaryCardTitle | undefined): Html {
  const noActions = anyActions && row.actions?.items === undefined ? ' govuk-summary-list__row--no-actions' : '';
  return html`<div class="govuk-summary-list__row${noActions}${moreClasses(row.classes)}">
<dt class="govuk-summary-list__key${moreClasses(row.key.classes)}">${contentOf(row.key)}</dt>
<dd class="govuk-summary-list__value${moreClasses(row.value.classes)}">${contentOf(row.value)}</dd>
${row.actions && rowActions(row.actions, cardTitle)}</div>`;
}

function rowActions(actions: SummaryActions, cardTitle: SummaryCardTitle | undefined): Html | false {
  const items = actions.items ?? [];
  if (items.length === 0) return false;
  const links = items.map((action) => actionLink(action, cardTitle));
  return html`<dd class="govuk-summary-list__actions${moreClasses(actions.classes)}">${
    links.length === 1
      ? links
      : html`<ul class="govuk-summary-list__actions-list">${links.map(
          (link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`,
        )}</ul>`
  }</dd>`;
}

function inCard(card: SummaryCard, list: Html): Html {
  const heading = raw(`h${Number(card.title?.headingLevel || 2)}`);
  return html`<div class="govuk-summary-card${moreClasses(card.classes)}"${attributes(card.attributes)}>
<div class="govuk-summary-card__title-wrapper">
${card.title && html`<${heading} class="govuk-summary-card__title${moreClasses(card.title.classes)}">${contentOf(card.title)}</${heading}>`}
${card.actions && cardActions(card.actions, card.title)}
</div>
<div class="govuk-summary-card__content">${list}</div>
</div>`;
}

function cardActions(actions: SummaryActions, title: SummaryCardTitle | undefined): Html | false {
  const links = (actions.items ?? []).map((action) => actionLink(action, title));
  if (links.length === 0) return false;
  const classes = `govuk-summary-card__actions${moreClasses(actions.classes)}`;
  if (links.length === 1) return html`<div class="${classes}">${links}</div>`;
  return html`<ul class="${classes}">${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`;
}

/** "Change" means little read on its own, so what it changes, and on which card, is read aloud with it. */
function actionLink(action: SummaryAction, cardTitle: SummaryCardTitle | undefined): Html {
  const hidden =
    (action.visuallyHiddenText || cardTitle) &&
    html`<span class="govuk-visually-hidden">${action.visuallyHiddenText && ` ${action.visuallyHiddenText}`}${
      cardTitle && html` (${contentOf(cardTitle)})`
    }</span>`;
  return html`<a class="govuk-link${moreClasses(action.classes)}" href="${action.href}"${attributes(action.attributes)}>${contentOf(action)}${hidden}</a>`;
}
