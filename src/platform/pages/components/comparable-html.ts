/**
 * Two pieces of HTML in a form in which they can be compared: for tests only. What a browser treats alike becomes alike (the order
 * of attributes, how a character is escaped, runs of white space, white space at the edge of a block); everything else stays.
 * White space between and inside inline elements is kept, because readers see it.
 */

/** One line for each tag and each run of text. */
export function comparable(markup: string): string {
  const writer = new Writer();
  let position = 0;
  while (position < markup.length) {
    tokenPattern.lastIndex = position;
    const token = tokenPattern.exec(markup);
    if (token === null) throw new Error(`Not well formed from: ${markup.slice(position, position + 80)}`);
    position = tokenPattern.lastIndex;
    const [, closing, name, attributeText, selfClosing, text] = token;
    if (text !== undefined) writer.text(decode(text));
    else if (closing !== undefined) writer.close(closing.toLowerCase());
    else if (name?.toLowerCase() === 'textarea') {
      const end = markup.indexOf('</textarea>', position);
      writer.preserved(name, readAttributes(attributeText ?? ''), decode(markup.slice(position, end)));
      position = end + '</textarea>'.length;
    } else if (name !== undefined) writer.open(name.toLowerCase(), readAttributes(attributeText ?? ''), selfClosing === '/');
  }
  return writer.lines();
}

type Display = 'block' | 'inline' | 'atomic';

/** Follows the white space rules of CSS: collapse runs, drop spaces at both ends of a block. */
class Writer {
  private readonly output: string[] = [];
  private readonly opened: { readonly name: string; readonly display: Display }[] = [];
  private afterSpace = true;
  /** Where the last kept space stands, so that it can go if a block ends after it. */
  private lastSpace = -1;

  text(text: string): void {
    for (const part of text.split(/([ \t\r\n\f]+)/)) {
      if (part === '') continue;
      if (/^[ \t\r\n\f]+$/.test(part)) this.space();
      else this.content(part);
    }
  }

  open(name: string, attributes: readonly (readonly [string, string])[], isSelfClosing: boolean): void {
    const display = displayOf(name, attributes);
    if (display === 'block') this.blockEdge();
    this.output.push(openTag(name, attributes));
    if (voidElements.has(name)) {
      if (display !== 'block') this.afterSpace = false;
      return;
    }
    const isInDrawing = this.opened.some((element) => element.name === 'svg');
    this.opened.push({ name, display });
    // Only in a drawing does a browser heed the slash at the end of a tag.
    if (isSelfClosing && isInDrawing) return this.close(name);
    if (display === 'atomic') this.startContext();
  }

  close(name: string): void {
    const element = this.opened.pop();
    if (element?.name !== name) throw new Error(`</${name}> closes <${element?.name}>`);
    if (element.display !== 'inline') this.blockEdge();
    this.output.push(`</${name}>`);
    if (element.display === 'atomic') {
      this.afterSpace = false;
      this.lastSpace = -1;
    }
  }

  /** A text area, where every character counts. */
  preserved(name: string, attributes: readonly (readonly [string, string])[], value: string): void {
    this.output.push(openTag(name, attributes), JSON.stringify(value), `</${name}>`);
    this.afterSpace = false;
  }

  lines(): string {
    if (this.opened.length > 0) throw new Error(`Left open: ${this.opened.map(({ name }) => name).join(' ')}`);
    this.blockEdge();
    return this.output.filter((line) => line !== '').join('\n');
  }

  private space(): void {
    if (this.afterSpace) return;
    this.lastSpace = this.output.push('" "') - 1;
    this.afterSpace = true;
  }

  private content(text: string): void {
    this.output.push(JSON.stringify(text));
    this.afterSpace = false;
  }

  private blockEdge(): void {
    if (this.afterSpace && this.lastSpace >= 0) this.output[this.lastSpace] = '';
    this.startContext();
  }

  private startContext(): void {
    this.afterSpace = true;
    this.lastSpace = -1;
  }
}

function displayOf(name: string, attributes: readonly (readonly [string, string])[]): Display {
  const classes = attributes.find(([attribute]) => attribute === 'class')?.[1].split(' ') ?? [];
  // Inline elements that the style sheet of GOV.UK Frontend makes inline blocks.
  if (classes.includes('govuk-tag') || classes.includes('govuk-button')) return 'atomic';
  if (atomicElements.has(name)) return 'atomic';
  return inlineElements.has(name) ? 'inline' : 'block';
}

function openTag(name: string, attributes: readonly (readonly [string, string])[]): string {
  return `<${name}${attributes.map(([attribute, value]) => ` ${attribute}=${JSON.stringify(value)}`).join('')}>`;
}

/** Sorted by name; classes with single spaces. Repeated attributes stay repeated, since a browser would drop one. */
function readAttributes(text: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const [, name, double, single, bare] of text.matchAll(attributePattern)) {
    const value = decode(double ?? single ?? bare ?? '');
    if (name !== undefined) found.push([name, name === 'class' ? value.trim().split(/\s+/).join(' ') : value]);
  }
  return found.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return namedCharacters[name ?? ''] ?? whole;
  });
}

const attributeSource = String.raw`[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?`;
const tokenPattern = new RegExp(String.raw`</([a-zA-Z][\w-]*)\s*>|<([a-zA-Z][\w-]*)((?:\s+${attributeSource})*)\s*(/?)>|([^<]+)`, 'gy');
const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>]+)))?/g;
const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ctdot: '⋯', copy: '©', pound: '£',
};
const voidElements = new Set(['input', 'img', 'br', 'hr', 'meta', 'link']);
const atomicElements = new Set(['input', 'img', 'button', 'select', 'svg']);
const inlineElements = new Set(['a', 'span', 'strong', 'em', 'b', 'i', 'abbr', 'code', 'small', 'time']);
