/** Panel: says that something is done, or interrupts. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { button } from './button.ts';
import { contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';

export type PanelAction = {
  readonly text: string;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type PanelOptions = OptionalContent & {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Html | undefined;
  readonly headingLevel?: number | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** Shown on an interruption only (`classes: 'govuk-panel--interruption'`). */
  readonly actions?: {
    readonly items?: readonly PanelAction[] | undefined;
    readonly classes?: string | undefined;
    readonly attributes?: Attributes | undefined;
  } | undefined;
};

export function panel(options: PanelOptions): Html {
  const heading = raw(`h${Number(options.headingLevel ?? 1)}`);
  const isInterruption = options.classes?.includes('govuk-panel--interruption') ?? false;
  const kind = isInterruption ? '' : ' govuk-panel--confirmation';
  return html`<div class="govuk-panel${kind}${moreClasses(options.classes)}"${attributes(options.attributes)}>
<${heading} class="govuk-panel__title">${options.titleHtml ?? options.titleText}</${heading}>
${hasContent(options) && html`<div class="govuk-panel__body">${contentOf(options)}</div>`}
${isInterruption && options.actions && panelActions(options.actions)}
</div>`;
}

function panelActions(actions: NonNullable<PanelOptions['actions']>): Html {
  const items = actions.items ?? [];
  return html`<div class="govuk-panel__actions${moreClasses(actions.classes)}"${attributes(actions.attributes)}>${
    items.length > 0 && html`<div class="govuk-button-group">${items.map(panelAction)}</div>`
  }</div>`;
}

function panelAction(action: PanelAction): Html {
  if (action.href && action.type !== 'button') {
    return html`
<a class="govuk-link govuk-link--inverse${moreClasses(action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}</a>
`;
  }
  return html`
${button({
    text: action.text,
    type: action.type ?? 'button',
    classes: `govuk-button--inverse${moreClasses(action.classes)}`,
    href: action.href,
    attributes: action.attributes,
  })}
`;
}
