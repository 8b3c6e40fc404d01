/** Select: one of a list, where radios would be too long. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, moreClasses, type Absent } from './content.ts';
import { besideInput, formGroup, guidance, type FieldGuidance, type FormGroupOptions } from './form-group.ts';
import { label, type LabelOptions } from './label.ts';

export type SelectItem = {
  /** The text stands for the value when not given. */
  readonly value?: string | number | boolean | undefined;
  readonly text?: string | number | undefined;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
};

export type SelectOptions = FieldGuidance & {
  /** Taken from the name when not given. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly items?: readonly (SelectItem | Absent)[] | undefined;
  readonly value?: string | number | undefined;
  readonly disabled?: boolean | undefined;
  readonly label?: LabelOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function select(options: SelectOptions): Html {
  const id = options.id || options.name;
  const help = guidance(id, options);
  const error = options.errorMessage ? ' govuk-select--error' : '';
  return formGroup(options, [
    label({ ...options.label, for: id }),
    help.html,
    besideInput(options.formGroup?.beforeInput),
    html`<select class="govuk-select${moreClasses(options.classes)}${error}" id="${id}" name="${options.name}"${[
      attributes({ disabled: options.disabled }),
      attributeIfAny('aria-describedby', help.describedBy),
      attributes(options.attributes),
    ]}>${(options.items ?? []).map((item) => item && optionElement(item, options.value))}</select>`,
    besideInput(options.formGroup?.afterInput),
  ]);
}

function optionElement(item: SelectItem, chosen: SelectOptions['value']): Html {
  const value = item.value ?? item.text;
  // A number from the program and the text a form sends are the same choice.
  const isChosen = Boolean(chosen) && String(value) === String(chosen) && item.selected !== false;
  return html`<option${attributes({
    value: item.value === undefined ? undefined : String(item.value),
    selected: item.selected || isChosen,
    disabled: item.disabled,
  })}${attributes(item.attributes)}>${item.text}</option>`;
}
