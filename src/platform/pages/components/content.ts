/** What components share: plain text or a fragment, more classes, and attributes that are left out when empty. */
import { attributes, nothing, type AttributeValue, type Html, type Renderable } from '../html.ts';

/** Plain text (escaped) or a fragment, never both. */
export type Content =
  | { readonly text: string | number; readonly html?: undefined }
  | { readonly html: Html; readonly text?: undefined };

/** As `Content`, for places that have words of their own when none are given or may stay empty. */
export type OptionalContent =
  | { readonly text?: string | number | undefined; readonly html?: undefined }
  | { readonly html: Html; readonly text?: undefined };

/** A list entry that is left out, so that `condition && {...}` may stand in a list of items. */
export type Absent = false | null | undefined | '';

/** What a caller may leave empty in any component. */
type EitherContent = { readonly text?: string | number | undefined; readonly html?: Html | undefined };

/** The fragment if there is one, else the text. */
export function contentOf(options: EitherContent): Renderable {
  return options.html !== undefined && options.html.value !== '' ? options.html : options.text;
}

/** Whether there is anything to show; an empty fragment or text is nothing. */
export function hasContent(options: EitherContent | undefined): boolean {
  if (options === undefined) return false;
  const { html, text } = options;
  return (html !== undefined && html.value !== '') || (text !== undefined && text !== '');
}

/** The caller's classes after the component's own. */
export function moreClasses(classes: string | undefined): string {
  return classes ? ` ${classes}` : '';
}

/** One attribute, left out when its value is empty. */
export function attributeIfAny(name: string, value: AttributeValue): Html {
  return value ? attributes({ [name]: value }) : nothing;
}

/** Words of a plural rule, as the browser code of GOV.UK Frontend picks them. `%{count}` stands for the number. */
export type PluralTexts = Readonly<Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>>>;

/** A sentence handed to the browser code: ` data-i18n.key="..."`. */
export function translation(key: string, text: string | undefined): Html {
  return attributeIfAny(`data-i18n.${key}`, text);
}

/** Sentences by plural rule, as attribute names and values, to be merged with others. */
export function pluralTranslations(key: string, texts: PluralTexts | undefined): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [rule, text] of Object.entries(texts ?? {})) result[`data-i18n.${key}.${rule}`] = text;
  return result;
}
