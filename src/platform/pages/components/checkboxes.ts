/** Checkboxes: any of a few. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { hasContent, moreClasses, type Absent } from './content.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { besideInput, formGroup, guidance, inFieldset, type FieldGuidance, type InputsGroupOptions } from './form-group.ts';
import { itemHint, itemLabel, revealed, type RadioChoice } from './radios.ts';

export type CheckboxChoice = RadioChoice & {
  /** The name of the whole when not given. */
  readonly name?: string | undefined;
  /** `exclusive` unticks all others, for "None of these". */
  readonly behaviour?: 'exclusive' | undefined;
};

export type CheckboxItem = CheckboxChoice | { readonly divider: string };

export type CheckboxesOptions = FieldGuidance & {
  readonly fieldset?: FieldsetOptions | undefined;
  readonly formGroup?: InputsGroupOptions | undefined;
  /** Taken from the name when not given. The first item has it as its id, so that the error summary can link to it. */
  readonly idPrefix?: string | undefined;
  readonly name: string;
  readonly items: readonly (CheckboxItem | Absent)[];
  readonly values?: readonly (string | number)[] | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function checkboxes(options: CheckboxesOptions): Html {
  const idPrefix = options.idPrefix || options.name;
  const { hint, errorMessage } = options;
  const help = guidance(idPrefix, { hint, errorMessage, describedBy: options.fieldset?.describedBy || options.describedBy });
  // Without a fieldset nothing else carries the description, so each input does.
  const itemDescribedBy = options.fieldset === undefined ? help.describedBy : '';
  const inner = html`${help.html}<div class="govuk-checkboxes${moreClasses(options.classes)}"${attributes(options.attributes)} data-module="govuk-checkboxes">${[
    besideInput(options.formGroup?.beforeInputs),
    options.items.map(
      (item, index) => item && checkboxItem(options, item, index === 0 ? idPrefix : `${idPrefix}-${index + 1}`, itemDescribedBy),
    ),
    besideInput(options.formGroup?.afterInputs),
  ]}</div>`;
  return formGroup(options, inFieldset(options.fieldset, help.describedBy, inner));
}

function checkboxItem(options: CheckboxesOptions, item: CheckboxItem, usualId: string, describedBy: string): Html {
  if (item.divider !== undefined) return html`<div class="govuk-checkboxes__divider">${item.divider}</div>`;
  const id = item.id || usualId;
  const isChosen = item.value !== undefined && (options.values?.includes(item.value) ?? false) && item.checked !== false;
  const checked = item.checked || isChosen;
  const reveal = hasContent(item.conditional) ? item.conditional?.html : undefined;
  const hasHint = hasContent(item.hint);
  return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="${item.name || options.name}" type="checkbox" value="${item.value}"${attributes({
    checked,
    disabled: item.disabled,
    'data-aria-controls': reveal !== undefined && `conditional-${id}`,
    'data-behaviour': item.behaviour,
    'aria-describedby': `${describedBy}${hasHint ? ` ${id}-item-hint` : ''}`.trim() || undefined,
  })}${attributes(item.attributes)}>${itemLabel('checkboxes', item, id)}${hasHint && itemHint('checkboxes', item.hint, id)}</div>${
    reveal && revealed('checkboxes', reveal, id, checked)
  }`;
}
