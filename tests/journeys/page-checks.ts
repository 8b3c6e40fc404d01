import { HtmlValidate } from 'html-validate';
import { ROUTES } from '../../src/app.ts';
import { assets } from '../../src/platform/pages/assets.ts';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Said of the source text, not of what a browser or a screen reader gets.
    'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'void-style': 'off', 'attr-quotes': 'off', 'no-raw-characters': 'off',
    // Our own files, named by their hash on our own site.
    'require-sri': 'off',
    // The service's name follows every title; a long record title is no fault of the page.
    'long-title': 'off',
    // Numbers in a record are not telephone numbers.
    'tel-non-breaking': 'off',
    // GOV.UK Frontend's tested markup: role="list" for VoiceOver, role="region" and role="alert" on divs.
    // Checkboxes of one question share its name, as radio buttons do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'reset', 'submit'] }],
    // Full stops are allowed in HTML; rules are linked to by their own names.
    'valid-id': ['error', { relaxed: true }],
    'no-redundant-role': 'off', 'prefer-native-element': 'off',
  },
});

/** Addresses that sign-in adds beside the rooms' routes. */
const SIGN_IN = ['/sign-in', '/sign-in/code', '/sign-out', '/account/two-factor', '/account/two-factor/codes', '/account/two-factor/confirm', '/account/two-factor/off'];

/** An address pattern as one expression: `/bids/:id.json` matches `/bids/0190.json`. */
const expressionOf = (url: string): RegExp => new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+?')}/?$`);
const GETS = ROUTES.filter(({ method }) => method === 'GET').map(({ url }) => ({ url, is: expressionOf(url), names: url.split(':').length }));
const POSTS = new Set(ROUTES.filter(({ method }) => method === 'POST').map(({ url }) => url));

const patterns = new Map<string, string | undefined>();

/** The pattern of a path: the one with the fewest names in it, as the server chooses. Remembered, since every page links to the same few. */
export function patternOf(path: string): string | undefined {
  if (!patterns.has(path)) patterns.set(path, GETS.filter(({ is }) => is.test(path)).toSorted((one, other) => one.names - other.names || other.url.length - one.url.length)[0]?.url ?? SIGN_IN.find((url) => url === path));
  return patterns.get(path);
}

const isKnown = (path: string): boolean => patternOf(path) !== undefined || assets.has(path);

const unescape = (text: string): string => text.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** Paths that the page's own links lead to on this site, without query and fragment. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((found) => unescape(found[1]!)).filter((href) => href.startsWith('/') && !href.startsWith('//'));

/** Everything wrong with one whole page, in sentences. */
export function faultsOf(html: string, path: string): string[] {
  return [...validityFaults(html), ...shapeFaults(html), ...formFaults(html, path), ...linkFaults(html)];
}

function validityFaults(html: string): string[] {
  const report = validator.validateStringSync(html);
  return [...new Set(report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message}${selector ? ` (${selector.slice(-80)})` : ''}`)))];
}

function shapeFaults(html: string): string[] {
  const headings = [...html.matchAll(/<h1[\s>]/g)].length;
  return [
    headings === 1 ? '' : `${headings} h1 headings`,
    /<html lang="[a-z]{2}"/.test(html) ? '' : 'no language',
    / - Wantsum<\/title>/.test(html) ? '' : 'the title does not end in “ - Wantsum”',
    /\sstyle="|<style[\s>]/.test(html) ? 'inline style' : '',
    /<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(html) ? 'inline script' : '',
  ].filter(Boolean);
}

function formFaults(html: string, path: string): string[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, attributes = '', content = '']) => {
    const method = /\smethod="(get|post)"/.exec(attributes)?.[1];
    const action = unescape(/\saction="([^"]*)"/.exec(attributes)?.[1] ?? path).split(/[?#]/)[0]!;
    if (!method) return ['a form without its method'];
    if (method === 'get') return isKnown(action) ? [] : [`a search form leads to ${action}`];
    const pattern = patternOf(action);
    return [
      /name="_csrf"/.test(content) ? '' : 'a form without its token',
      pattern !== undefined && (POSTS.has(pattern) || SIGN_IN.includes(pattern)) ? '' : `a form is sent to ${action}, which takes none`,
    ].filter(Boolean);
  });
}

function linkFaults(html: string): string[] {
  const ids = idsOf(html);
  const inside = [...html.matchAll(/<a\b[^>]*?\shref="#([^"]+)"/g)].map((found) => found[1]!).filter((id) => !ids.has(id));
  const dead = linksOf(html).map((href) => href.split(/[?#]/)[0]!).filter((path) => !isKnown(path));
  const linked = [...html.matchAll(/<(?:link|script)\b[^>]*?\s(?:href|src)="(\/[^"]*)"/g)].map((found) => found[1]!.split('?')[0]!).filter((path) => !isKnown(path));
  return [...new Set([...inside.map((id) => `a link leads to #${id}, which is not on the page`), ...[...dead, ...linked].map((path) => `a link leads to ${path}, which is no page`)])];
}

const idsOf = (html: string): ReadonlySet<string> => new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]!));

/**
 * Codes of the database that a page shows as they are, where words should stand: the whole text of a cell, a fact, a tag or an item.
 * What is read aloud only is the end of a sentence (“Change lots”).
 * @param codes every value that a check in the database names
 */
export const rawCodes = (html: string, codes: ReadonlySet<string>): string[] =>
  [...html.matchAll(/<(td|th|dd|li|p|strong|span)\b(?![^>]*visually-hidden)[^>]*>\s*([a-z][a-z-]+)\s*<\/\1>/g)].filter((found) => codes.has(found[2]!)).map((found) => `shows the code “${found[2]!}”`);

/** The hidden fields of the page's own form, which a browser sends whatever a person leaves out. */
export const hiddenFieldsOf = (html: string): Record<string, string> => {
  const main = html.slice(html.indexOf('<main'));
  const inputs = [...main.matchAll(/<input\b[^>]*\stype="hidden"[^>]*>/g)].map(([input]) => [/\sname="([^"]*)"/.exec(input)?.[1] ?? '', unescape(/\svalue="([^"]*)"/.exec(input)?.[1] ?? '')]);
  return Object.fromEntries(inputs.filter(([name]) => name !== '_csrf')) as Record<string, string>;
};

/** What is wrong with the page that says no to a form. */
export function refusalFaults(html: string): string[] {
  const summary = /class="govuk-error-summary".*?<\/ul>/s.exec(html)?.[0];
  if (!summary) return ['no error summary'];
  const ids = idsOf(html);
  return [
    html.includes('<title>Error: ') ? '' : 'the title does not begin with “Error: ”',
    ...[...summary.matchAll(/href="#([^"]*)"/g)].filter((found) => !ids.has(found[1]!)).map((found) => `an error leads to #${found[1]!}, which is not on the page`),
  ].filter(Boolean);
}
