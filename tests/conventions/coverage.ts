import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.ts';

interface Requirement {
  readonly id: string;
  readonly name: string;
  readonly standing: string;
  readonly priority: 'A' | 'B' | 'C';
}

const ROW = /\b(?:AN|PL|DM|DP|RV|GR|SV|MO|OR|MD|XC)-\d\d\b/g;
/** A test's or suite's title: what stands in quotes after test(, it(, describe( or the second call of test.each. */
const TITLE = /\b(?:test|it|describe)(?:\.\w+)*(?:<[^>]*>)?\((?:[^'"`\n]*?\)\()?\s*(['"`])((?:AN|PL|DM|DP|RV|GR|SV|MO|OR|MD|XC)-\d\d[^\n]*?)\1\s*,/g;

interface Proof {
  readonly file: string;
  readonly title: string;
}

/** The tests that name each row at the start of their title. */
export function proofs(files: readonly { readonly path: string; readonly text: string }[]): Map<string, Proof[]> {
  const found = new Map<string, Proof[]>();
  for (const file of files) {
    for (const match of file.text.matchAll(TITLE)) {
      const title = match[2]!;
      const rows = title.slice(0, title.indexOf(':') === -1 ? title.length : title.indexOf(':')).match(ROW) ?? [];
      for (const row of rows) found.set(row, [...(found.get(row) ?? []), { file: file.path, title: title.slice(title.indexOf(':') + 1).trim() }]);
    }
  }
  return found;
}

export const testFiles = () =>
  globSync(['src/**/*.test.ts', 'tests/**/*.test.ts'], { cwd: ROOT })
    .filter((path) => !path.startsWith('tests/conventions/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** docs/coverage.md, from the tests' own titles. */
export function coverage(): string {
  const requirements = JSON.parse(readFileSync(join(ROOT, 'docs/requirements.json'), 'utf8')) as Requirement[];
  const found = proofs(testFiles());
  const proved = requirements.filter((row) => found.has(row.id));
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    '# Which rows are proved by which tests',
    '',
    'Written by `npm run coverage` from the titles of the tests; a convention test keeps it in step. A title names a row only when the test would fail without what the row asks.',
    '',
    `${proved.length} of ${requirements.length} rows have a test.`,
    '',
    '| row | name | priority | tests |',
    '|---|---|---|---|',
    ...proved.map((row) => `| ${row.id} | ${cell(row.name)} | ${row.priority} | ${found.get(row.id)!.map((proof) => `${cell(proof.title)} (\`${proof.file}\`)`).join('<br>')} |`),
    '',
    '## Rows without a test yet',
    '',
    requirements.filter((row) => !found.has(row.id)).map((row) => row.id).join(', '),
    '',
  ].join('\n');
}
