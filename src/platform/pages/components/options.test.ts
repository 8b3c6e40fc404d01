/** What must not compile. The type check fails if one of these lines becomes acceptable. */
import { expect, test } from 'vitest';
import { raw } from '../html.ts';
import { button, dateInput, input, table, tag } from './index.ts';

test('misspelt options, text with html, and untrusted html do not compile', () => {
  const wrong = [
    // @ts-expect-error misspelt
    () => button({ text: 'Send', preventDoubleClicks: true }),
    // @ts-expect-error both text and html
    () => tag({ text: 'Open', html: raw('<b>Open</b>') }),
    // @ts-expect-error a string is not Html
    () => tag({ html: '<b>Open</b>' }),
    // @ts-expect-error an input has a name
    () => input({ label: { text: 'Title' } }),
    // @ts-expect-error misspelt inside a nested option
    () => input({ name: 'title', label: { txt: 'Title' } }),
    // @ts-expect-error misspelt part of a date
    () => dateInput({ id: 'starts', values: { yeer: 2026 } }),
    // @ts-expect-error misspelt in a cell
    () => table({ rows: [[{ text: 'a', colSpan: 2 }]] }),
  ];
  expect(wrong).toHaveLength(7);
});
