/** Button, or a link that looks like one when `href` is given. */
import { attributes, html, raw, type Attributes, type Html, type Renderable } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type OptionalContent } from './content.ts';

export type ButtonOptions = OptionalContent & {
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly preventDoubleClick?: boolean | undefined;
  readonly isStartButton?: boolean | undefined;
  readonly id?: string | undefined;
};

export function button(options: ButtonOptions): Html {
  const start = options.isStartButton ? ' govuk-button--start' : '';
  const common = html` class="govuk-button${moreClasses(options.classes)}${start}" data-module="govuk-button"${attributes(options.attributes)}${attributeIfAny('id', options.id)}`;
  const label = buttonLabel(options);
  if (options.href) return html`<a href="${options.href}" role="button" draggable="false"${common}>${label}</a>`;
  const doubleClick =
    options.preventDoubleClick === undefined ? undefined : { 'data-prevent-double-click': String(options.preventDoubleClick) };
  return html`<button type="${options.type || 'submit'}"${[
    attributeIfAny('value', options.value),
    attributeIfAny('name', options.name),
    options.disabled && raw(' disabled aria-disabled="true"'),
    attributes(doubleClick),
  ]}${common}>${label}</button>`;
}

function buttonLabel(options: ButtonOptions): Renderable {
  if (!options.isStartButton) return contentOf(options);
  // A start button is a flex container, which would eat the spaces between elements; hence the span around a fragment.
  return [options.html === undefined ? options.text : html`<span>${options.html}</span>`, ' ', startIcon];
}

const startIcon = raw(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
);
