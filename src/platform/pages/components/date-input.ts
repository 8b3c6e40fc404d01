/** Date input: day, month and year in three short fields, as people remember dates. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, moreClasses } from './content.ts';
import type { FieldsetOptions } from './fieldset.ts';
import { besideInput, formGroup, guidance, inFieldset, type FieldGuidance, type InputsGroupOptions } from './form-group.ts';
import { input } from './input.ts';

export type DatePart = 'day' | 'month' | 'year';

export type DateInputPart = {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly label?: string | undefined;
  readonly value?: string | number | undefined;
  /** Marks this input; when any part is marked, or says false, the error message marks no other. */
  readonly error?: boolean | undefined;
  readonly inputmode?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

/** By part, or by prefix and part (`starts-day`). */
export type DateInputValues = Readonly<Partial<Record<DatePart | `${string}-${DatePart}`, string | number>>>;

export type DateInputOptions = Omit<FieldGuidance, 'describedBy'> & {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  /** Instead of day, month and year. */
  readonly items?: readonly DateInputPart[] | undefined;
  readonly formGroup?: InputsGroupOptions | undefined;
  readonly fieldset?: FieldsetOptions | undefined;
  /** False leaves the part out. */
  readonly day?: DateInputPart | false | undefined;
  readonly month?: DateInputPart | false | undefined;
  readonly year?: DateInputPart | false | undefined;
  readonly values?: DateInputValues | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function dateInput(options: DateInputOptions): Html {
  const { hint, errorMessage } = options;
  const help = guidance(options.id, { hint, errorMessage, describedBy: options.fieldset?.describedBy });
  const usual = usualParts(options);
  const items = options.items && options.items.length > 0 ? options.items : Object.values(usual);
  const anyMarked = items.some((item) => item !== false && isMarked(item));
  const inner = html`${help.html}<div class="govuk-date-input${moreClasses(options.classes)}"${attributes(options.attributes)}${attributeIfAny('id', options.id)}>${[
    besideInput(options.formGroup?.beforeInputs),
    items.map((item) => item !== false && partField(options, item, partOf(item, usual), anyMarked)),
    besideInput(options.formGroup?.afterInputs),
  ]}</div>`;
  // The group role makes JAWS read the description, which it leaves out for a fieldset of text inputs.
  return formGroup(options, inFieldset(options.fieldset, help.describedBy, inner, 'group'));
}

type UsualParts = Readonly<Record<DatePart, DateInputPart | false>>;

function usualParts({ day, month, year, values }: DateInputOptions): UsualParts {
  return {
    day: day ?? { name: 'day', value: values?.day, classes: 'govuk-input--width-2' },
    month: month ?? { name: 'month', value: values?.month, classes: 'govuk-input--width-2' },
    year: year ?? { name: 'year', value: values?.year, classes: 'govuk-input--width-4' },
  };
}

/** Which part of the date an item is, by itself or by its name; a custom item may be none. */
function partOf(item: DateInputPart, usual: UsualParts): { readonly part: DatePart; readonly usual: DateInputPart | false } | undefined {
  for (const part of ['day', 'month', 'year'] as const) {
    const usualPart = usual[part];
    const usualName = usualPart === false ? undefined : usualPart.name;
    if (item === usualPart || (item.name && (item.name === part || item.name === usualName))) return { part, usual: usualPart };
  }
  return undefined;
}

function isMarked(item: DateInputPart): boolean {
  return Boolean(item.error) || (item.classes?.includes('govuk-input--error') ?? false);
}

function partField(options: DateInputOptions, item: DateInputPart, known: ReturnType<typeof partOf>, anyMarked: boolean): Html {
  const name = item.name ?? known?.part ?? '';
  const fullName = `${options.namePrefix ? `${options.namePrefix}-` : ''}${name}`;
  const usualValue = known !== undefined && known.usual !== false ? known.usual.value : undefined;
  // Custom item names may be looked up too, which the type of `values` leaves out to catch misspelt parts.
  const valueByName = (options.values as Readonly<Record<string, string | number | undefined>> | undefined)?.[fullName];
  return html`<div class="govuk-date-input__item">${input({
    label: { text: item.label || name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(), classes: 'govuk-date-input__label' },
    id: item.id || `${options.id}-${name}`,
    classes: `govuk-date-input__input${partClasses(options, item, known?.part, anyMarked)}`,
    name: fullName,
    value: item.value ?? usualValue ?? valueByName,
    type: 'text',
    inputmode: item.inputmode || 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })}</div>`;
}

function partClasses(options: DateInputOptions, item: DateInputPart, part: DatePart | undefined, anyMarked: boolean): string {
  const given = item.classes ?? '';
  const wholeDateIsWrong = item.error !== false && options.errorMessage !== undefined && !anyMarked;
  const error = !given.includes('govuk-input--error') && (isMarked(item) || wholeDateIsWrong) ? ' govuk-input--error' : '';
  const width = given.includes('govuk-input--width-') ? '' : ` govuk-input--width-${part === 'year' ? 4 : 2}`;
  return `${error}${width}${moreClasses(given)}`;
}
