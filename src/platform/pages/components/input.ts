/** Text input, with an optional prefix and suffix. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';
import { besideInput, formGroup, guidance, type FieldGuidance, type FormGroupOptions } from './form-group.ts';
import { label, type LabelOptions } from './label.ts';

export type AffixOptions = OptionalContent & {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type InputOptions = FieldGuidance & {
  /** Taken from the name when not given. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly type?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly value?: string | number | undefined;
  readonly disabled?: boolean | undefined;
  readonly label?: LabelOptions | undefined;
  readonly prefix?: AffixOptions | undefined;
  readonly suffix?: AffixOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocapitalize?: string | undefined;
  readonly inputWrapper?: { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined } | undefined;
  readonly attributes?: Attributes | undefined;
};

export function input(options: InputOptions): Html {
  const id = options.id || options.name;
  const help = guidance(id, options);
  return formGroup(options, [
    label({ ...options.label, for: id }),
    help.html,
    inWrapper(options, inputElement(options, id, help.describedBy)),
  ]);
}

function inputElement(options: InputOptions, id: string, describedBy: string): Html {
  const error = options.errorMessage ? ' govuk-input--error' : '';
  return html`<input${attributes({
    class: `govuk-input${moreClasses(options.classes)}${error}`,
    id,
    name: options.name,
    type: options.type || 'text',
    spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
    value: options.value,
    disabled: options.disabled,
    'aria-describedby': describedBy || undefined,
    autocomplete: options.autocomplete,
    autocapitalize: options.autocapitalize,
    pattern: options.pattern,
    inputmode: options.inputmode,
  })}${attributes(options.attributes)}>`;
}

function inWrapper(options: InputOptions, element: Html): Html {
  const { prefix, suffix, inputWrapper } = options;
  const before = options.formGroup?.beforeInput;
  const after = options.formGroup?.afterInput;
  if (![prefix, suffix, before, after].some(hasContent)) return element;
  return html`<div class="govuk-input__wrapper${moreClasses(inputWrapper?.classes)}"${attributes(inputWrapper?.attributes)}>${[
    besideInput(before),
    affix(prefix, 'prefix'),
    element,
    affix(suffix, 'suffix'),
    besideInput(after),
  ]}</div>`;
}

function affix(options: AffixOptions | undefined, kind: 'prefix' | 'suffix'): Html | false {
  if (options === undefined || !hasContent(options)) return false;
  return html`<div class="govuk-input__${kind}${moreClasses(options.classes)}" aria-hidden="true"${attributes(options.attributes)}>${contentOf(options)}</div>`;
}
