/**
 * Holds each component equal to the fixtures that GOV.UK Frontend ships. The fixtures are written for Nunjucks, so their options
 * are first said in our words: raw HTML strings become Html, null becomes absent, and every attribute value becomes text (in
 * Nunjucks `true` prints ="true"; with us it prints the bare name).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { raw, type Html } from '../html.ts';
import { comparable } from './comparable-html.ts';
import * as components from './index.ts';

type Fixture = { readonly name: string; readonly options: unknown; readonly html: string };

const folder = new URL('../../../../node_modules/govuk-frontend/dist/govuk/components/', import.meta.url);
const folderNames = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe.each(folderNames)('%s', (folderName) => {
  const file = fileURLToPath(new URL(`${folderName}/fixtures.json`, folder));
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { readonly fixtures: readonly Fixture[] };
  test.each(fixtures)('$name', (fixture) => {
    const rendered = componentNamed(folderName)(inOurWords(fixture.options)).value;
    expect(comparable(rendered)).toBe(comparable(fixture.html));
  });
});

test('every component and every fixture of GOV.UK Frontend 6.6 is here', () => {
  const counts = folderNames.map((folderName) => {
    const text = readFileSync(new URL(`${folderName}/fixtures.json`, folder), 'utf8');
    return (JSON.parse(text) as { readonly fixtures: readonly Fixture[] }).fixtures.length;
  });
  expect(folderNames).toHaveLength(39);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(725);
});

describe('the comparison sees', () => {
  const differences: readonly (readonly [string, string, string])[] = [
    ['a missing space between words', '<p>Change<span> name</span></p>', '<p>Change<span>name</span></p>'],
    ['a space that a link would underline', '<p><a>Change </a>name</p>', '<p><a>Change</a> name</p>'],
    ['a missing attribute', '<a href="/a" class="b">c</a>', '<a href="/a">c</a>'],
    ['a repeated attribute', '<a id="a" id="a">c</a>', '<a id="a">c</a>'],
    ['double escaping', '<p>&lt;</p>', '<p>&amp;lt;</p>'],
    ['missing escaping', '<p>&lt;b&gt;c&lt;/b&gt;</p>', '<p><b>c</b></p>'],
    ['the order of classes', '<p class="a b">c</p>', '<p class="b a">c</p>'],
    ['a line break in a text area', '<textarea>\na</textarea>', '<textarea>a</textarea>'],
    ['another element', '<p>a</p>', '<div>a</div>'],
  ];
  test.each(differences)('%s', (_what, one, other) => {
    expect(comparable(one)).not.toBe(comparable(other));
  });

  test('no difference in what a browser treats alike', () => {
    expect(comparable('<p  id=a class="b  c">\n  d &#39;e&#39;\n  f </p>\n')).toBe(comparable(`<p class='b c' id="a">d 'e' f</p>`));
  });
});

function componentNamed(folderName: string): (options: unknown) => Html {
  const functionName = folderName.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
  const component = (components as unknown as Readonly<Record<string, (options: unknown) => Html>>)[functionName];
  if (component === undefined) throw new Error(`No component called ${functionName}`);
  return component;
}

function inOurWords(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && isHtmlKey(key)) return raw(value);
  if (Array.isArray(value)) return value.map((item) => inOurWords(item));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    // A fixture says `conditional: {html: false}` and `classes: null` for things that are not there.
    if (part === null && name !== 'contentLicence') continue;
    if (part === false && isHtmlKey(name)) continue;
    if (/attributes$/i.test(name)) result[name] = asText(part);
    else if (name === 'slots') result[name] = slots(part);
    else result[name] = inOurWords(part, name);
  }
  return result;
}

function isHtmlKey(key: string): boolean {
  return key === 'html' || key.endsWith('Html');
}

function asText(attributes: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes as object).map(([name, value]) => [name, String(value)]));
}

/** Slots are raw HTML; the one at the end may be bare or have an alignment. */
function slots(value: unknown): Record<string, unknown> {
  const entries = Object.entries(value as object).map(([name, slot]) => {
    if (typeof slot !== 'string') return [name, inOurWords(slot)];
    return [name, name === 'end' ? { html: raw(slot) } : raw(slot)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}
