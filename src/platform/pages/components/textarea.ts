/** Text area: more than a line of words. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, moreClasses } from './content.ts';
import { besideInput, formGroup, guidance, type FieldGuidance, type FormGroupOptions } from './form-group.ts';
import { label, type LabelOptions } from './label.ts';

export type TextareaOptions = FieldGuidance & {
  /** Taken from the name when not given. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly spellcheck?: boolean | undefined;
  readonly rows?: number | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly label?: LabelOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function textarea(options: TextareaOptions): Html {
  const id = options.id || options.name;
  const help = guidance(id, options);
  const error = options.errorMessage ? ' govuk-textarea--error' : '';
  // A browser drops one line break directly after the tag, so a value that begins with one needs another before it.
  const value = options.value?.startsWith('\n') ? `\n${options.value}` : options.value;
  return formGroup(options, [
    label({ ...options.label, for: id }),
    help.html,
    besideInput(options.formGroup?.beforeInput),
    html`<textarea class="govuk-textarea${error}${moreClasses(options.classes)}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${[
      attributes({ spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck), disabled: options.disabled }),
      attributeIfAny('aria-describedby', help.describedBy),
      attributeIfAny('autocomplete', options.autocomplete),
      attributes(options.attributes),
    ]}>${value}</textarea>`,
    besideInput(options.formGroup?.afterInput),
  ]);
}
