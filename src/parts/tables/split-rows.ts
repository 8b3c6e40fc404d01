import { UnreadableFile } from './unreadable-file.ts';

/** A record of a file. */
export interface TableRow {
  /** Its number as a spreadsheet shows it, counting from 1, blank rows counted. */
  readonly row: number;
  /** The line of the file it begins on: a cell of several lines is one row and several lines. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The places of cells that a workbook keeps as dates, which their text does not tell; left out where there are none. */
  readonly dates?: readonly number[];
}

/** No honest record is longer; a quote that is never closed would swallow the file. */
const LONGEST_RECORD = 1_000_000;
/** As many as a spreadsheet has. */
const MOST_COLUMNS = 16_384;
/** Each costs another look at a million characters: a file with more of them is a trap. */
const MOST_LONG_MENDS = 20;

export interface SplitOptions {
  readonly separator: string;
  /** A quotation mark that is never closed: the file is refused, or the mark is taken for a letter of its cell. */
  readonly unclosed: 'refuse' | 'mend';
}

/**
 * Cuts text into rows and cells as spreadsheets do (RFC 4180), and bears what real files have: quotation marks inside a cell that are not
 * doubled, spaces around quoted cells, rows of any width. Text comes piece by piece; no more than one record is held. Blank rows are left out.
 */
export class RowSplitter {
  private readonly separator: string;
  private readonly unclosed: 'refuse' | 'mend';
  private held = '';
  private row = 0;
  private line = 1;
  private longMends = 0;

  constructor({ separator, unclosed }: SplitOptions) {
    this.separator = separator;
    this.unclosed = unclosed;
  }

  /** The rows that are whole once this piece has come. Throws `UnreadableFile`. */
  push(text: string): TableRow[] {
    this.held = this.held === '' ? text : this.held + text;
    return this.rowsOf(false);
  }

  /** The rows still held when there is no more. Throws `UnreadableFile`. */
  end(): TableRow[] {
    return this.rowsOf(true);
  }

  private rowsOf(isLast: boolean): TableRow[] {
    const { held, separator } = this;
    const rows: TableRow[] = [];
    let at = 0;
    let quote = held.indexOf('"');
    while (at < held.length) {
      if (quote >= 0 && quote < at) quote = held.indexOf('"', at);
      const newline = held.indexOf('\n', at);
      if (newline < 0 && !isLast && quote < 0) break;
      const lineEnd = newline < 0 ? held.length : newline;
      if (quote < 0 || quote >= lineEnd) {
        const cut = lineEnd > at && held.charCodeAt(lineEnd - 1) === 13 ? lineEnd - 1 : lineEnd;
        this.add(rows, cut === at ? [] : held.slice(at, cut).split(separator), 1);
        at = lineEnd + 1;
        continue;
      }
      const record = this.quotedRecord(at, isLast);
      if (record === null) break;
      this.add(rows, record.cells, record.lines);
      at = record.end;
    }
    this.held = held.slice(at);
    if (this.held.length > LONGEST_RECORD && quote < 0) throw this.tooLong();
    return rows;
  }

  private add(rows: TableRow[], cells: string[], lines: number): void {
    this.row++;
    if (cells.length > MOST_COLUMNS) throw new UnreadableFile(`Row ${this.row} has more columns than a spreadsheet can have, so this does not look like a table.`);
    if (!isBlank(cells)) rows.push({ row: this.row, line: this.line, cells });
    this.line += lines;
  }

  private tooLong(): UnreadableFile {
    return new UnreadableFile(`Row ${this.row + 1} is longer than a million characters, which no row of a table is.`);
  }

  /** One record that has quotation marks in it; null when more text is needed to see its end. */
  private quotedRecord(start: number, isLast: boolean): { cells: string[]; end: number; lines: number } | null {
    const { held, separator } = this;
    const cells: string[] = [];
    let lines = 1;
    for (let at = start; ;) {
      const opening = this.openingQuote(at);
      const quoted = opening < 0 ? 'literal' : this.quotedCell(opening, isLast, start);
      if (quoted === 'more') return null;
      let next: number;
      if (quoted === 'literal') {
        const newline = held.indexOf('\n', at);
        if (newline < 0 && !isLast) {
          if (held.length - start > LONGEST_RECORD) throw this.tooLong();
          return null;
        }
        const lineEnd = newline < 0 ? held.length : newline;
        const cut = held.indexOf(separator, at);
        next = cut < 0 || cut > lineEnd ? lineEnd : cut;
        cells.push(next === lineEnd && held.charCodeAt(next - 1) === 13 && next > at ? held.slice(at, next - 1) : held.slice(at, next));
      } else {
        cells.push(quoted.text);
        lines += quoted.breaks;
        next = quoted.end;
      }
      if (cells.length > MOST_COLUMNS) throw new UnreadableFile(`Row ${this.row + 1} has more columns than a spreadsheet can have, so this does not look like a table.`);
      if (held.startsWith(separator, next)) at = next + separator.length;
      else return { cells, end: next + 1, lines };
    }
  }

  /** Where a cell's opening quotation mark stands, spaces before it passed over; -1 when the cell is not quoted. */
  private openingQuote(at: number): number {
    let opening = at;
    while (this.held.charCodeAt(opening) === 32) opening++;
    return this.held.charCodeAt(opening) === 34 ? opening : -1;
  }

  /** A quoted cell; `literal` when its opening mark turns out to be a letter of the cell. `end` is where its separator or line end stands. */
  private quotedCell(opening: number, isLast: boolean, recordStart: number): { text: string; end: number; breaks: number } | 'more' | 'literal' {
    const { held, separator } = this;
    let doubled = false;
    for (let from = opening + 1; ;) {
      const mark = held.indexOf('"', from);
      if (mark < 0) return this.notClosed(isLast, recordStart);
      const after = held.charCodeAt(mark + 1);
      if (mark + 1 >= held.length && !isLast) return 'more';
      if (after === 34) {
        doubled = true;
        from = mark + 2;
        continue;
      }
      const end = this.cellEnd(mark + 1, isLast);
      if (end === 'more') return 'more';
      if (end >= 0) {
        const text = held.slice(opening + 1, mark);
        return { text: doubled ? text.replaceAll('""', '"') : text, end, breaks: countBreaks(text) };
      }
      // A mark that opens a cell on a later line shows that the first one was never closed: closing marks do not stand there.
      const before = held.charCodeAt(mark - 1);
      if ((before === 10 || held.startsWith(separator, mark - separator.length)) && held.slice(opening, mark).includes('\n')) return 'literal';
      if (mark - recordStart > LONGEST_RECORD) return this.notClosed(true, recordStart);
      from = mark + 1;
    }
  }

  /** The position of the separator or line end that follows a closing mark, spaces passed over; -1 when something else follows. */
  private cellEnd(at: number, isLast: boolean): number | 'more' {
    const { held, separator } = this;
    let end = at;
    while (held.charCodeAt(end) === 32) end++;
    if (held.charCodeAt(end) === 13) {
      if (end + 1 >= held.length) return isLast ? end : 'more';
      return held.charCodeAt(end + 1) === 10 ? end + 1 : -1;
    }
    if (end >= held.length) return isLast ? end : 'more';
    return held.startsWith(separator, end) || held.charCodeAt(end) === 10 ? end : -1;
  }

  private notClosed(isLast: boolean, recordStart: number): 'more' | 'literal' {
    if (!isLast && this.held.length - recordStart <= LONGEST_RECORD) return 'more';
    if (this.unclosed === 'refuse' || ++this.longMends > MOST_LONG_MENDS) throw new UnreadableFile(`The file cannot be read as CSV: a quotation mark is opened and never closed, at or after line ${this.line}.`);
    return 'literal';
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
