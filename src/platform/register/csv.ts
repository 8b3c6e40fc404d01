/** Comma-separated values as RFC 4180 has them, made safe to open in a spreadsheet. */

/** What a spreadsheet would take for a formula: a cell of text that begins so is run when somebody opens the file. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]|^\s|\s$/;

/** One cell of text. A formula is defused with an apostrophe, which `undefused` takes off again. */
export function textCell(text: string | null | undefined): string {
  if (text === null || text === undefined || text === '') return '';
  return quoted(FORMULA.test(text) ? `'${text}` : text);
}

/** One cell of digits, dates or our own words, which no visitor typed: never defused, so that -26123.45 stays a number. */
export const plainCell = (text: string | null | undefined): string => (text === null || text === undefined ? '' : quoted(text));

/** A line with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** The text that a defused cell stood for. */
export const undefused = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);

const quoted = (text: string): string => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
