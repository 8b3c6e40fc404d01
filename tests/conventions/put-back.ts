import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type SourceFile } from './source-files.ts';

/** Every file of tests. */
export const testFiles = (): SourceFile[] =>
  globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: ROOT }).sort().map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }));

/**
 * Test files share their process (`isolate: false` in vitest.config.ts: importing the product anew for each took as long as half of
 * the tests). So a port that a test connects would stay connected for the files after it: what `connect...` returns puts it back, and
 * is handed on.
 * @returns one sentence a line that drops it
 */
export function notPutBack(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((line, index) =>
    (/^\s*(?:await )?connect[A-Z]\w*\(/.test(line) ? [`${path}:${index + 1} connects a port and does not put it back: hand what it returns to onTestFinished, or return it from beforeAll.`] : [])));
}
