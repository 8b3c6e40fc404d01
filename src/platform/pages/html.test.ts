import { describe, expect, test } from 'vitest';
import { attributes, escape, html, join, raw } from './html.ts';

const hostile = `"><script>alert('x')</script>&`;

describe('html', () => {
  test('escapes whatever is not Html', () => {
    expect(html`<p title="${hostile}">${hostile}</p>`.value).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
    );
  });

  test('prints Html as it is, numbers, and lists of any depth', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, [2n, raw('<b>3</b>'), ['<']]]}</ul>`.toString()).toBe('<ul><li>1</li>2<b>3</b>&lt;</ul>');
  });

  test('prints nothing for null, undefined and false, but 0 is a number', () => {
    expect(html`[${null}${undefined}${false}${0}${''}]`.value).toBe('[0]');
  });

  test('an object that only looks like Html is not trusted', () => {
    const lookAlike = { value: '<b>', toString: () => '<b>' };
    // @ts-expect-error it does not compile either
    expect(html`${lookAlike}`.value).toBe('&lt;b&gt;');
  });

  test('joins', () => {
    expect(join(['a', raw('<b>')], ', ').value).toBe('a, <b>');
  });
});

describe('attributes', () => {
  test('true is bare; false, null and undefined are left out; 0 and the empty text stay', () => {
    expect(attributes({ hidden: true, open: false, id: null, name: undefined, value: '', min: 0 }).value).toBe(' hidden value="" min="0"');
  });

  test('escapes values and refuses hostile names', () => {
    expect(attributes({ 'data-i18n.a.other': hostile }).value).not.toContain('<');
    expect(() => attributes({ 'a onload': 'b' })).toThrow('Not an attribute name');
    expect(() => attributes({ 'a>': 'b' })).toThrow('Not an attribute name');
  });
});

test('escape leaves harmless text alone', () => {
  expect(escape('Thanet £5 – “quoted”')).toBe('Thanet £5 – “quoted”');
});
