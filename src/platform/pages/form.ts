/**
 * Fields bound to what a person typed. When a form comes back with errors every answer is still there, each message stands at its
 * field, and each link of the summary leads to an input that exists.
 */
import { formatPounds } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import {
  characterCount, checkboxes, dateInput, errorSummary, fileUpload, input, radios, select, textarea,
  type DatePart, type ErrorMessageOptions, type FieldsetOptions, type HintOptions, type LabelOptions,
} from './components/index.ts';
import { html, nothing, type Attributes, type Html } from './html.ts';
import { ruleNote } from './presentation.ts';

export type FormState = {
  readonly values: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  /** The rule that refused the form, shown under the error summary. */
  readonly rule?: RuleNote | undefined;
};

/** A first visit: nothing typed, nothing wrong. */
export const emptyForm: FormState = { values: {}, errors: [] };

type FieldOptions = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | Html | undefined;
  readonly labelSize?: 's' | 'm' | 'l' | 'xl' | undefined;
  /** The label is the only heading of the page. */
  readonly isPageHeading?: boolean | undefined;
};

export type TextFieldOptions = FieldOptions & {
  /** Shown until something was typed, such as the stored value. */
  readonly value?: string | undefined;
  /** In characters; leave out for the whole width. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | undefined;
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search' | undefined;
  readonly autocomplete?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type TextAreaOptions = FieldOptions & {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** Says how many words are left. */
  readonly wordLimit?: number | undefined;
  /** Says how many characters are left. */
  readonly characterLimit?: number | undefined;
  readonly attributes?: Attributes | undefined;
};

export type Choice =
  | {
      readonly value: string;
      readonly text: string;
      readonly hint?: string | Html | undefined;
      /** Asked only when this is chosen. */
      readonly conditional?: Html | undefined;
      readonly disabled?: boolean | undefined;
      /** Of checkboxes: choosing this unticks the others ("None of these"). */
      readonly exclusive?: boolean | undefined;
      readonly divider?: undefined;
    }
  | { readonly divider: string };

export type RadioFieldOptions = FieldOptions & {
  readonly items: readonly Choice[];
  readonly value?: string | undefined;
  readonly inline?: boolean | undefined;
  readonly small?: boolean | undefined;
};

export type CheckboxFieldOptions = FieldOptions & {
  readonly items: readonly Choice[];
  readonly values?: readonly string[] | undefined;
  readonly small?: boolean | undefined;
};

export type SelectFieldOptions = FieldOptions & {
  readonly items: readonly { readonly value: string; readonly text: string; readonly disabled?: boolean | undefined }[];
  readonly value?: string | undefined;
  /** The first, empty choice, such as "Choose a department". */
  readonly emptyText?: string | undefined;
};

/** `value` is a date as in the database, `2026-03-01`. */
export type DateFieldOptions = FieldOptions & { readonly value?: string | undefined };

export type MoneyFieldOptions = FieldOptions & {
  readonly pence?: bigint | undefined;
  /** Such as "a year" or "excluding VAT". */
  readonly suffix?: string | undefined;
};

export type FileFieldOptions = FieldOptions & {
  /** Endings or media types, such as ".pdf,.docx". */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
};

/** The id of the (first) input with a name; GOV.UK uses the name itself, which here may hold characters that an address cannot. */
export function fieldId(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-');
}

export function textField(form: FormState, options: TextFieldOptions): Html {
  return input({
    ...named(options),
    ...guided(form, options),
    label: labelOf(options),
    value: typed(form, options.name) ?? options.value,
    type: options.type,
    inputmode: options.inputmode,
    autocomplete: options.autocomplete,
    spellcheck: options.spellcheck,
    classes: options.width && `govuk-input--width-${options.width}`,
    prefix: options.prefix === undefined ? undefined : { text: options.prefix },
    suffix: options.suffix === undefined ? undefined : { text: options.suffix },
    attributes: options.attributes,
  });
}

export function textArea(form: FormState, options: TextAreaOptions): Html {
  const shared = {
    ...named(options),
    ...guided(form, options),
    label: labelOf(options),
    value: typed(form, options.name) ?? options.value,
    rows: options.rows,
    attributes: options.attributes,
  };
  if (options.wordLimit !== undefined) return characterCount({ ...shared, maxwords: options.wordLimit });
  if (options.characterLimit !== undefined) return characterCount({ ...shared, maxlength: options.characterLimit });
  return textarea(shared);
}

export function moneyField(form: FormState, options: MoneyFieldOptions): Html {
  return textField(form, {
    ...options,
    // As people write it, and as `parsePounds` reads it back: "412,000", "1,234.50".
    value: options.pence === undefined ? undefined : formatPounds(options.pence).replace('£', ''),
    prefix: '£',
    inputmode: 'decimal',
    width: 10,
    spellcheck: false,
  });
}

export function radioField(form: FormState, options: RadioFieldOptions): Html {
  const { name } = options;
  const classes = [options.inline && 'govuk-radios--inline', options.small && 'govuk-radios--small'].filter(Boolean).join(' ');
  return radios({
    name,
    idPrefix: fieldId(name),
    ...guided(form, options),
    fieldset: fieldsetOf(options),
    items: options.items.map(choice),
    value: typed(form, name) ?? (wasPosted(form) ? undefined : options.value),
    classes,
  });
}

export function checkboxField(form: FormState, options: CheckboxFieldOptions): Html {
  const { name } = options;
  const posted = Object.hasOwn(form.values, name) ? form.values[name] : undefined;
  const ticked = typeof posted === 'string' ? [posted] : posted;
  return checkboxes({
    name,
    idPrefix: fieldId(name),
    ...guided(form, options),
    fieldset: fieldsetOf(options),
    items: options.items.map(choice),
    // A browser sends nothing for a box that is not ticked, so after a post nothing means none.
    values: ticked ?? (wasPosted(form) ? [] : options.values),
    classes: options.small ? 'govuk-checkboxes--small' : undefined,
  });
}

export function selectField(form: FormState, options: SelectFieldOptions): Html {
  const empty = options.emptyText === undefined ? [] : [{ value: '', text: options.emptyText }];
  return select({
    ...named(options),
    ...guided(form, options),
    label: labelOf(options),
    items: [...empty, ...options.items],
    value: typed(form, options.name) ?? options.value,
  });
}

export function dateField(form: FormState, options: DateFieldOptions): Html {
  const { name } = options;
  const [year, month, day] = (options.value ?? '').split('-').map((part) => part.replace(/^0+/, ''));
  const part = (partName: DatePart, stored: string | undefined) => ({
    name: partName,
    value: typed(form, `${name}-${partName}`) ?? stored,
    error: messagesOf(form, [`${name}-${partName}`]) === undefined ? undefined : true,
  });
  return dateInput({
    id: fieldId(name),
    namePrefix: name,
    ...guided(form, options, [name, ...dateParts.map((partName) => `${name}-${partName}`)]),
    fieldset: fieldsetOf(options),
    day: { ...part('day', day), id: `${fieldId(name)}-day` },
    month: { ...part('month', month), id: `${fieldId(name)}-month` },
    year: { ...part('year', year), id: `${fieldId(name)}-year` },
  });
}

/** A chosen file cannot be shown again: browsers forbid it. Say in the hint what was kept. */
export function fileField(form: FormState, options: FileFieldOptions): Html {
  return fileUpload({
    ...named(options),
    ...guided(form, options),
    label: labelOf(options),
    multiple: options.multiple,
    javascript: true,
    attributes: { accept: options.accept },
  });
}

/** The token that proves the form came from our own page. */
export function csrfField(token: string): Html {
  return hiddenField('_csrf', token);
}

export function hiddenField(name: string, value: string | number): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/**
 * Everything wrong with a form, to stand at the top of the page; nothing when all is well. Fields are found by their names; `ids`
 * says where to lead for a field that has an id of its own.
 */
export function errorSummaryFor(form: FormState, ids: Readonly<Record<string, string>> = {}): Html {
  if (form.errors.length === 0) return nothing;
  const summary = errorSummary({
    titleText: 'There is a problem',
    errorList: form.errors.map(({ field, message }) => ({ text: message, href: hrefOf(form, field, ids) })),
  });
  return html`${summary}${form.rule && ruleNote(form.rule)}`;
}

const dateParts = ['day', 'month', 'year'] as const;

function hrefOf(form: FormState, field: string, ids: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(ids, field)) return `#${ids[field]}`;
  // The whole form is wrong, not one field: there is nowhere to lead.
  if (field === '' || field === 'form') return undefined;
  // A date has no input of its own name; its first box is where to begin.
  const isDate = !Object.hasOwn(form.values, field) && Object.hasOwn(form.values, `${field}-day`);
  return `#${fieldId(field)}${isDate ? '-day' : ''}`;
}

function named(options: FieldOptions): { readonly id: string; readonly name: string } {
  return { id: fieldId(options.name), name: options.name };
}

function typed(form: FormState, name: string): string | undefined {
  const value = Object.hasOwn(form.values, name) ? form.values[name] : undefined;
  return typeof value === 'string' || value === undefined ? value : value[0];
}

function wasPosted(form: FormState): boolean {
  return Object.keys(form.values).length > 0;
}

function guided(
  form: FormState,
  options: FieldOptions,
  fields: readonly string[] = [options.name],
): { readonly hint: HintOptions | undefined; readonly errorMessage: ErrorMessageOptions | undefined } {
  const message = messagesOf(form, fields);
  return {
    hint: options.hint === undefined ? undefined : wordsOf(options.hint),
    errorMessage: message === undefined ? undefined : { text: message },
  };
}

function messagesOf(form: FormState, fields: readonly string[]): string | undefined {
  const messages = form.errors.filter(({ field }) => fields.includes(field)).map(({ message }) => message);
  return messages.length === 0 ? undefined : messages.join(' ');
}

function labelOf(options: FieldOptions): LabelOptions {
  return {
    text: options.label,
    isPageHeading: options.isPageHeading,
    classes: options.labelSize && `govuk-label--${options.labelSize}`,
  };
}

function fieldsetOf(options: FieldOptions): FieldsetOptions {
  return {
    legend: {
      text: options.label,
      isPageHeading: options.isPageHeading,
      classes: options.labelSize && `govuk-fieldset__legend--${options.labelSize}`,
    },
  };
}

function choice(item: Choice) {
  if (item.divider !== undefined) return { divider: item.divider };
  return {
    value: item.value,
    text: item.text,
    hint: item.hint === undefined ? undefined : wordsOf(item.hint),
    conditional: item.conditional === undefined ? undefined : { html: item.conditional },
    disabled: item.disabled,
    behaviour: item.exclusive ? ('exclusive' as const) : undefined,
  };
}

function wordsOf(words: string | Html): { readonly text: string } | { readonly html: Html } {
  return typeof words === 'string' ? { text: words } : { html: words };
}
