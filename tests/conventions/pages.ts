import type { SourceFile } from './source-files.ts';

/** What draws a page or answers a GET. They are handed a transaction that reads; these are the ways round it. */
const DRAWS = /\.(routes|page|pages|reader|register)\.ts$/;
const WAYS_ROUND = /\bdatabase\.(write|client|pool)\b|\b(writeAuditEntry|runCommand)\(/;

/**
 * Pages that would write: a GET changes nothing but the view entry that the platform writes before a sensitive record is shown. The database
 * refuses a write in the transaction that a page is given (`pages.test.ts` plants one); nothing but this stops a page from taking another.
 * @returns one sentence each
 */
export function pageProblems(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => DRAWS.test(path) && !path.startsWith('src/platform/'))
    .flatMap(({ path, text }) => text.split('\n').flatMap((line, index) => {
      const found = WAYS_ROUND.exec(line);
      return found && !/^\s*(\*|\/\*|\/\/)/.test(line) ? [`${path}:${index + 1}: uses ${found[0].replace('(', '')}, and a page writes nothing. Read with the \`read\` that it is given; what must be written is a command, or \`viewing: true\` where being seen is what is recorded.`] : [];
    }));
}
