/**
 * Pages are built from `html` templates. Whatever is put into one is escaped unless it is itself `Html`, so that forgetting to
 * escape is not possible: the only door for trusted text is `raw`, which is easy to search for.
 */

/** Text that is safe to send to a browser. Made by `html`, `attributes` and `raw` only (the class is exported as a type). */
class Html {
  /** Makes the type nominal: a look-alike object with a `value` is not Html. */
  declare private readonly brand: 'html';
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }
}

export type { Html };

/** What may stand in a template. Nothing is printed for null, undefined and false, so `condition && html`...`` reads well. */
export type Renderable = string | number | bigint | Html | null | undefined | false | readonly Renderable[];

/** `true` prints the bare name; false, null and undefined leave the attribute out. */
export type AttributeValue = string | number | bigint | boolean | null | undefined;

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Prints nothing. One object for all, since most optional pieces of most pages are absent. */
export const nothing: Html = new Html('');

/** A page fragment: `` html`<p>${sentence}</p>` ``. */
export function html(strings: TemplateStringsArray, ...values: readonly Renderable[]): Html {
  let output = strings[0] ?? '';
  for (let index = 0; index < values.length; index++) {
    output += print(values[index]) + strings[index + 1];
  }
  return new Html(output);
}

/** Trusted text, printed as it is. Never give it anything a person or another system typed. */
export function raw(trusted: string): Html {
  return new Html(trusted);
}

/** Fragments one after another, with nothing or `between` in the middle. */
export function join(parts: readonly Renderable[], between: Renderable = nothing): Html {
  const separator = print(between);
  let output = '';
  for (let index = 0; index < parts.length; index++) {
    output += (index === 0 ? '' : separator) + print(parts[index]);
  }
  return new Html(output);
}

/** ` name="value"` for each attribute, with a leading space, to be put directly after a tag name or another attribute. */
export function attributes(values: Attributes | undefined): Html {
  if (values === undefined) return nothing;
  let output = '';
  for (const name in values) {
    const value = values[name];
    if (value === undefined || value === null || value === false) continue;
    // An attribute name cannot be escaped, so a hostile one is a fault in the program and must not reach a page.
    if (!safeAttributeName.test(name)) throw new Error(`Not an attribute name: ${JSON.stringify(name)}`);
    output += value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  }
  return output === '' ? nothing : new Html(output);
}

/** The text with the five characters that mean something to a browser replaced. */
export function escape(text: string): string {
  // Most text has nothing to escape; one test is far cheaper than a replacement that finds nothing.
  return needsEscape.test(text) ? text.replace(everySpecial, (character) => entities[character] ?? character) : text;
}

function print(value: Renderable): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.value;
  if (typeof value === 'string') return escape(value);
  if (Array.isArray(value)) {
    let output = '';
    for (const part of value as readonly Renderable[]) output += print(part);
    return output;
  }
  return escape(String(value));
}

const safeAttributeName = /^[a-zA-Z_:][a-zA-Z0-9_:.-]*$/;
const needsEscape = /[&<>"']/;
const everySpecial = /[&<>"']/g;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
