/** Character count: a text area that says how many words or characters are left. */
import { html, nothing, type Attributes, type Html } from '../html.ts';
import { contentOf, hasContent, moreClasses, pluralTranslations, type PluralTexts } from './content.ts';
import type { ErrorMessageOptions } from './error-message.ts';
import type { FormGroupOptions } from './form-group.ts';
import { hint, type HintOptions } from './hint.ts';
import type { LabelOptions } from './label.ts';
import { textarea } from './textarea.ts';

export type CharacterCountOptions = {
  /** Taken from the name when not given. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly rows?: number | undefined;
  readonly value?: string | undefined;
  readonly maxlength?: number | undefined;
  readonly maxwords?: number | undefined;
  /** The percentage of the limit from which the count is shown. */
  readonly threshold?: number | undefined;
  readonly countType?: 'characters' | 'words' | 'length' | undefined;
  readonly label?: LabelOptions | undefined;
  readonly hint?: HintOptions | undefined;
  readonly errorMessage?: ErrorMessageOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly countMessage?: { readonly classes?: string | undefined } | undefined;
  /** Shown without JavaScript; `%{count}` stands for the limit. */
  readonly textareaDescriptionText?: string | undefined;
  readonly charactersUnderLimitText?: PluralTexts | undefined;
  readonly charactersAtLimitText?: string | undefined;
  readonly charactersOverLimitText?: PluralTexts | undefined;
  readonly wordsUnderLimitText?: PluralTexts | undefined;
  readonly wordsAtLimitText?: string | undefined;
  readonly wordsOverLimitText?: PluralTexts | undefined;
};

export function characterCount(options: CharacterCountOptions): Html {
  const id = options.id || options.name;
  const after = options.formGroup?.afterInput;
  const message = hint({
    text: limitDescription(options),
    id: `${id}-info`,
    classes: `govuk-character-count__message${moreClasses(options.countMessage?.classes)}`,
  });
  return textarea({
    id,
    name: options.name,
    describedBy: `${id}-info`,
    rows: options.rows,
    spellcheck: options.spellcheck,
    value: options.value,
    formGroup: {
      classes: `govuk-character-count${moreClasses(options.formGroup?.classes)}`,
      attributes: { ...countAttributes(options), ...options.formGroup?.attributes },
      beforeInput: options.formGroup?.beforeInput,
      afterInput: { html: html`${message}${after && hasContent(after) ? contentOf(after) : nothing}` },
    },
    classes: `govuk-js-character-count${moreClasses(options.classes)}`,
    label: options.label,
    hint: options.hint,
    errorMessage: options.errorMessage,
    attributes: options.attributes,
  });
}

function countTypeOf(options: CharacterCountOptions): CharacterCountOptions['countType'] {
  return options.countType ?? (options.maxwords ? 'words' : undefined);
}

function limitOf(options: CharacterCountOptions): number | undefined {
  return options.maxwords || options.maxlength;
}

/** Without a limit the browser code sets the sentence, so nothing is said here. */
function limitDescription(options: CharacterCountOptions): string | undefined {
  const limit = limitOf(options);
  if (!limit) return undefined;
  const counted = countTypeOf(options) === 'words' ? 'words' : 'characters';
  return (options.textareaDescriptionText ?? `You can enter up to %{count} ${counted}`).replaceAll('%{count}', String(limit));
}

function countAttributes(options: CharacterCountOptions): Attributes {
  const description = options.textareaDescriptionText;
  return {
    'data-module': 'govuk-character-count',
    'data-maxlength': options.maxlength,
    'data-maxwords': options.maxwords,
    'data-threshold': options.threshold,
    'data-count-type': countTypeOf(options),
    ...(description && !limitOf(options) ? pluralTranslations('textarea-description', { other: description }) : {}),
    ...pluralTranslations('characters-under-limit', options.charactersUnderLimitText),
    'data-i18n.characters-at-limit': options.charactersAtLimitText,
    ...pluralTranslations('characters-over-limit', options.charactersOverLimitText),
    ...pluralTranslations('words-under-limit', options.wordsUnderLimitText),
    'data-i18n.words-at-limit': options.wordsAtLimitText,
    ...pluralTranslations('words-over-limit', options.wordsOverLimitText),
  };
}
