import { describe, expect, test } from 'vitest';
import { separatorOf } from './separator.ts';
import { RowSplitter } from './split-rows.ts';

function split(text: string, options: { separator?: string; unclosed?: 'refuse' | 'mend'; piece?: number } = {}) {
  const splitter = new RowSplitter({ separator: options.separator ?? ',', unclosed: options.unclosed ?? 'refuse' });
  const rows = [];
  const piece = options.piece ?? text.length + 1;
  for (let at = 0; at < text.length; at += piece) rows.push(...splitter.push(text.slice(at, at + piece)));
  return [...rows, ...splitter.end()];
}
const cells = (...given: Parameters<typeof split>) => split(...given).map((row) => row.cells);

describe('rows and cells', () => {
  test.each([
    ['plain', 'a,b\nc,d\n', [['a', 'b'], ['c', 'd']]], ['no last line end', 'a,b\nc,d', [['a', 'b'], ['c', 'd']]], ['carriage returns', 'a,b\r\nc,d\r\n', [['a', 'b'], ['c', 'd']]],
    ['quoted', '"a,1","b ""x"""\n"",d\n', [['a,1', 'b "x"'], ['', 'd']]], ['several lines in a cell', '"a\r\n1",b\nc,d', [['a\r\n1', 'b'], ['c', 'd']]], ['spaces round quotes', ' "a,1" , "b"\n', [['a,1', 'b']]],
    ['a mark inside a word', '12" pipe,b\n', [['12" pipe', 'b']]], ['marks not doubled', '"Smith "Bob" Ltd",b\n', [['Smith "Bob" Ltd', 'b']]], ['uneven rows', 'a\nb,c,d\n', [['a'], ['b', 'c', 'd']]],
    ['a mark never closed before another cell', '"Bob,1\nx,y\n"Foo, Ltd",2\n', [['"Bob', '1'], ['x', 'y'], ['Foo, Ltd', '2']]], ['an empty last cell', 'a,\n"b",\n', [['a', ''], ['b', '']]],
  ])('%s, however it comes in pieces', (_name, text, expected) => {
    for (const piece of [1, 2, 3, 7, 1000]) expect(cells(text, { piece })).toEqual(expected);
  });
  test('rows are counted as a spreadsheet does, lines as a text editor does; blank rows are left out but counted', () => {
    for (const piece of [1, 5, 1000]) expect(split('a,b\r\n\r\n"x\r\ny",1\r\n , \r\nz,2\r\n', { piece }).map(({ row, line }) => [row, line])).toEqual([[1, 1], [3, 3], [5, 6]]);
  });
});

describe('hostile text', () => {
  test('a mark never closed is refused, or taken for a letter', () => {
    const text = `a,b\n1,"never\n${'x,y\n'.repeat(1000)}`;
    expect(() => split(text)).toThrow(/quotation mark is opened and never closed/);
    expect(split(text, { unclosed: 'mend' })).toHaveLength(1002);
  });
  test('a cell of ten megabytes is refused without holding more of it than a million characters', () => {
    for (const text of [`a,b\n1,${'x'.repeat(10_000_000)}\n`, `a,b\n1,"${'x'.repeat(10_000_000)}"\n`]) {
      for (const unclosed of ['refuse', 'mend'] as const) expect(() => split(text, { unclosed, piece: 65_536 })).toThrow(/longer than a million characters|never closed/);
    }
  });
  test('marks that would each be looked for to the end of the file are a trap', () => {
    expect(() => split('a,""b\n'.repeat(3_000_000), { unclosed: 'mend', piece: 65_536 })).toThrow(/never closed/);
  });
  test('as many columns as a spreadsheet has, and no more', () => {
    expect(split(`${','.repeat(16_383)}x\n`)[0]!.cells).toHaveLength(16_384);
    expect(() => split(`${','.repeat(16_384)}x\n`)).toThrow(/more columns/);
    expect(() => split(`"a"${','.repeat(16_384)}x\n`)).toThrow(/more columns/);
  });
});

test('the separator is the one that cuts lines most evenly', () => {
  expect([
    separatorOf('a,b,c\n1,2,3\n'), separatorOf('a;b;c\n1,5;2,5;3\n'), separatorOf('a\tb\tc\nx, y\t2\t3\n'), separatorOf('a|b|c\n1|2|3\n'), separatorOf('sep=;\na;b\n'), separatorOf('Payments, over £500\na;b;c\n"x;y";2;1,234.00\n'), separatorOf('one column\nonly\n'),
  ]).toEqual([',', ';', '\t', '|', ';', ';', ',']);
});
