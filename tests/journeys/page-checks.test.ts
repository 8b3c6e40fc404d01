import { describe, expect, test } from 'vitest';
import { faultsOf, hiddenFieldsOf, linksOf, patternOf, rawCodes, refusalFaults } from './page-checks.ts';

const pageWith = (content: string, title = 'A page - Wantsum'): string => `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><main id="main-content"><h1>A page</h1>${content}</main></body></html>`;

describe('the checks of a page', () => {
  test('a sound page has no fault', () => {
    expect(faultsOf(pageWith('<p>Words and <a href="/opportunities?words=youth#main-content">a link</a>.</p>'), '/cookies')).toEqual([]);
  });

  test.each([
    ['a second first heading', pageWith('<h1>Another</h1>'), /2 h1/],
    ['no language', pageWith('').replace(' lang="en"', ''), /language/],
    ['a title of another form', pageWith('', 'A page'), /title does not end/],
    ['an inline style', pageWith('<p style="color: red">Red</p>'), /inline style/],
    ['an inline script', pageWith('<script>alert(1)</script>'), /inline script/],
    ['a dead link', pageWith('<a href="/no-such-room">There</a>'), /no-such-room/],
    ['a dead fragment', pageWith('<a href="#nowhere">There</a>'), /#nowhere/],
    ['an id twice', pageWith('<p id="one">1</p><p id="one">2</p>'), /no-dup-id/],
    ['tags that do not match', pageWith('<p><em>Words</p>'), /close-order|no-implicit-close/],
    ['a form without its token', pageWith('<form method="post" action="/account/password"><button type="submit">Save</button></form>'), /token/],
    ['a form that nobody takes', pageWith('<form method="post" action="/contracts"><input type="hidden" name="_csrf" value="t"><button type="submit">Save</button></form>'), /takes none/],
    ['a form without a method', pageWith('<form action="/search"><button type="submit">Search</button></form>'), /method/],
  ])('%s is seen', (_name, html, fault) => {
    expect(faultsOf(html, '/cookies').join('\n')).toMatch(fault);
  });

  test('a refusal must have a summary whose links lead to fields, and say so in the title', () => {
    const summary = '<div class="govuk-error-summary"><ul><li><a href="#name">Enter a name</a></li></ul></div>';
    expect(refusalFaults(pageWith(''))).toEqual(['no error summary']);
    expect(refusalFaults(pageWith(summary))).toHaveLength(2);
    expect(refusalFaults(pageWith(`${summary}<input id="name">`, 'Error: A page - Wantsum'))).toEqual([]);
  });

  test('a code of the database is seen where words should stand, and not within a sentence', () => {
    const codes = new Set(['not-successful', 'draft']);
    expect(rawCodes('<td>not-successful</td><dd class="x">\n draft </dd>', codes)).toEqual(['shows the code “not-successful”', 'shows the code “draft”']);
    expect(rawCodes('<td>Not successful</td><p>It is a draft</p><span>drafts</span>', codes)).toEqual([]);
  });

  test('addresses are matched with the pattern that the server would choose', () => {
    expect(patternOf('/opportunities/new')).toBe('/opportunities/new');
    expect(patternOf('/opportunities/0190')).toBe('/opportunities/:id');
    expect(patternOf('/opportunities/0190.json')).toBe('/opportunities/:id.json');
    expect(patternOf('/opportunities/0190/nothing')).toBeUndefined();
  });

  test('links and hidden fields are read as a browser would read them', () => {
    expect(linksOf('<a class="x" href="&#x2F;search?a=1&amp;b=2">S</a><a href="https://example.org/">E</a>')).toEqual(['/search?a=1&b=2']);
    expect(hiddenFieldsOf('<main><input type="hidden" name="_csrf" value="t"><input type="hidden" name="bodyId" value="1&#x2F;2"></main>')).toEqual({ bodyId: '1/2' });
  });
});
