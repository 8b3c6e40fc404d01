/** Radios: one of a few. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, hasContent, moreClasses, type Absent, type Content, type OptionalContent } from './content.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { besideInput, formGroup, guidance, inFieldset, type FieldGuidance, type InputsGroupOptions } from './form-group.ts';
import { hint, type HintOptions } from './hint.ts';
import { label } from './label.ts';

/** Looks of an item's label; its words are the item's own. */
export type ItemLabelOptions = { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined };

export type RadioChoice = OptionalContent & {
  readonly id?: string | undefined;
  readonly value?: string | number | undefined;
  readonly label?: ItemLabelOptions | undefined;
  readonly hint?: HintOptions | undefined;
  readonly checked?: boolean | undefined;
  /** Shown while the item is chosen. */
  readonly conditional?: { readonly html?: Html | undefined } | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
  readonly divider?: undefined;
};

export type RadioItem = RadioChoice | { readonly divider: string };

export type RadiosOptions = Omit<FieldGuidance, 'describedBy'> & {
  readonly fieldset?: FieldsetOptions | undefined;
  readonly formGroup?: InputsGroupOptions | undefined;
  /** Taken from the name when not given. The first item has it as its id, so that the error summary can link to it. */
  readonly idPrefix?: string | undefined;
  readonly name: string;
  readonly items: readonly (RadioItem | Absent)[];
  readonly value?: string | number | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function radios(options: RadiosOptions): Html {
  const idPrefix = options.idPrefix || options.name;
  const { hint: hintOptions, errorMessage } = options;
  const help = guidance(idPrefix, { hint: hintOptions, errorMessage, describedBy: options.fieldset?.describedBy });
  const inner = html`${help.html}<div class="govuk-radios${moreClasses(options.classes)}"${attributes(options.attributes)} data-module="govuk-radios">${[
    besideInput(options.formGroup?.beforeInputs),
    options.items.map((item, index) => item && radioItem(options, item, index === 0 ? idPrefix : `${idPrefix}-${index + 1}`)),
    besideInput(options.formGroup?.afterInputs),
  ]}</div>`;
  return formGroup(options, inFieldset(options.fieldset, help.describedBy, inner));
}

function radioItem(options: RadiosOptions, item: RadioItem, usualId: string): Html {
  if (item.divider !== undefined) return html`<div class="govuk-radios__divider">${item.divider}</div>`;
  const id = item.id || usualId;
  const isChosen = Boolean(options.value) && String(item.value) === String(options.value) && item.checked !== false;
  const checked = item.checked || isChosen;
  const reveal = hasContent(item.conditional) ? item.conditional?.html : undefined;
  const hasHint = hasContent(item.hint);
  return html`<div class="govuk-radios__item"><input class="govuk-radios__input" id="${id}" name="${options.name}" type="radio" value="${item.value}"${attributes({
    checked,
    disabled: item.disabled,
    'data-aria-controls': reveal !== undefined && `conditional-${id}`,
    'aria-describedby': hasHint && `${id}-item-hint`,
  })}${attributes(item.attributes)}>${itemLabel('radios', item, id)}${hasHint && itemHint('radios', item.hint, id)}</div>${
    reveal && revealed('radios', reveal, id, checked)
  }`;
}

/** Radios and checkboxes share these three pieces but for the name of the component. */
export function itemLabel(
  component: 'radios' | 'checkboxes',
  item: OptionalContent & { readonly label?: ItemLabelOptions | undefined },
  id: string,
): Html {
  const words: OptionalContent = item.html === undefined ? { text: item.text } : ({ html: item.html } satisfies Content);
  return label({
    ...words,
    classes: `govuk-${component}__label${moreClasses(item.label?.classes)}`,
    attributes: item.label?.attributes,
    for: id,
  });
}

export function itemHint(component: 'radios' | 'checkboxes', options: HintOptions | undefined, id: string): Html {
  return hint({ ...options, id: `${id}-item-hint`, classes: `govuk-${component}__hint${moreClasses(options?.classes)}` });
}

export function revealed(component: 'radios' | 'checkboxes', content: Html, id: string, checked: boolean): Html {
  const hidden = checked ? '' : ` govuk-${component}__conditional--hidden`;
  return html`<div class="govuk-${component}__conditional${hidden}"${attributeIfAny('id', `conditional-${id}`)}>${content}</div>`;
}
