import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A file of the source, as the checks read it. Tests give them planted ones. */
export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file that ships: tests, fixtures and generated files are left out. */
export const shippedFiles = (): SourceFile[] =>
  globSync('src/**/*.ts', { cwd: ROOT })
    .filter((path) => !/\.(test|fixture|generated)\.ts$/.test(path))
    .sort()
    .map((path) => ({ path: relative(ROOT, join(ROOT, path)).replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }));

/** The addresses that a file imports, with the line of each. */
export function importsOf(file: SourceFile): { readonly from: string; readonly line: number }[] {
  const found: { from: string; line: number }[] = [];
  for (const match of file.text.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|import\('([^']+)'\)/g)) {
    found.push({ from: match[1] ?? match[2]!, line: file.text.slice(0, match.index + match[0].length).split('\n').length });
  }
  return found;
}
