import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { assetCacheControl, assets, assetUrl, assetVersion } from './assets.ts';
import { csrfField } from './form.ts';
import { html } from './html.ts';
import { layout, type LayoutOptions } from './layout.ts';

const page: LayoutOptions = {
  title: 'Contracts & <grants>',
  navigation: [{ text: 'Opportunities', href: '/opportunities' }, { text: 'Contracts', href: '/contracts', current: true }],
  account: { name: 'Ana <b>', csrf: csrfField('token') },
  breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Contracts' }],
  backLink: { href: '/before' },
  banner: 'Demonstration: everything here is invented',
  message: 'Saved',
  content: html`<h1 class="govuk-heading-l">Contracts</h1>`,
};

describe('layout', () => {
  const markup = layout(page).value;

  test('is valid HTML', async () => {
    const report = await new HtmlValidate({
      extends: ['html-validate:recommended'],
      // Matters of style, and a role that the components of GOV.UK Frontend give on purpose.
      rules: { 'no-trailing-whitespace': 'off', 'long-title': 'off', 'doctype-style': 'off', 'no-redundant-role': 'off', 'prefer-native-element': 'off' },
    }).validateString(markup);
    expect(report.results.flatMap(({ messages }) => messages.map(({ message, line, ruleId }) => `${line}: ${message} (${ruleId})`))).toEqual([]);
  });

  test('everything that can be read stands in a landmark, the back link too', () => {
    expect(markup).toMatch(/<nav aria-label="Back">\s*<a href="\/before" class="govuk-back-link">/);
  });

  test('sections that do not fit in one line fold under More, which needs no script; few do not', () => {
    const navigation = Array.from({ length: 9 }, (_, index) => ({ text: `Section ${index + 1}`, href: `/section-${index + 1}`, current: index === 7 }));
    const folded = layout({ ...page, navigation }).value;
    const [line, more] = folded.split('<summary class="wantsum-more__summary">More</summary>');
    expect(line).toContain('Section 6');
    expect(line).not.toContain('Section 7');
    expect(more).toMatch(/href="\/section-8" aria-current="page">Section 8/);
    expect(line).toContain('wantsum-more govuk-service-navigation__item--active');
    expect(layout({ ...page, navigation: navigation.slice(0, 7) }).value).not.toContain('<details');
  });

  test('escapes, and says Error first when there is one', () => {
    expect(markup).toContain('<title>Contracts &amp; &lt;grants&gt; - Wantsum</title>');
    expect(markup).toContain('Ana &lt;b&gt;');
    expect(layout({ ...page, hasErrors: true }).value).toContain('<title>Error: Contracts');
  });

  test('has no inline script or style, no crown and no font of GOV.UK', () => {
    expect(markup).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(markup).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(markup).not.toMatch(/govuk-header|govuk-footer|fonts\//);
  });

  test('offers sign-in to a visitor and sign-out by a form to a person', () => {
    expect(markup).toContain('method="post" action="/sign-out"');
    expect(layout({ ...page, account: null }).value).toContain('href="/sign-in"');
  });

  test('marks the current part of the site and has one main landmark', () => {
    expect(markup).toContain('href="/contracts" aria-current="page"');
    expect(markup.match(/<main /g)).toHaveLength(1);
    expect(markup).toContain('<a href="#main-content" class="govuk-skip-link"');
  });
});

describe('assets', () => {
  test('every file exists and its address carries its hash', () => {
    for (const asset of assets.values()) {
      expect(readFileSync(asset.path).length, asset.url).toBeGreaterThan(0);
      expect(assetUrl(asset.url)).toMatch(/^\/assets\/[\w.-]+\?v=[0-9a-f]{16}$/);
    }
    expect(() => assetUrl('/assets/absent.css')).toThrow('No such asset');
  });

  test('only the right hash is kept for a year', () => {
    const url = '/assets/wantsum.css';
    expect(assetCacheControl(url, assetVersion(url))).toContain('immutable');
    expect(assetCacheControl(url, 'stale')).toBe('no-cache');
    expect(assetCacheControl(url, undefined)).toBe('no-cache');
  });

  test('every asset a page names can be served', () => {
    const named = [...layout(page).value.matchAll(/(?:href|src)="(\/assets\/[^"?]+)/g)].map(([, url]) => url ?? '');
    expect(named.length).toBeGreaterThan(3);
    for (const url of named) expect(assets.has(url), url).toBe(true);
  });
});
