import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

/** What the house's own lint says of a file, rule by rule. Outside the house, so that the folders which are let off do not let it off. */
function lintProblems(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'wantsum-planted-'));
  try {
    const file = join(folder, 'planted.ts');
    writeFileSync(file, text);
    const { stdout } = spawnSync(process.execPath, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--config', join(ROOT, '.oxlintrc.json'), '--format', 'json', file], { encoding: 'utf8' });
    return (JSON.parse(stdout) as { readonly diagnostics: readonly { readonly code: string }[] }).diagnostics.map(({ code }) => code);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `  sum += ${index};`).join('\n');
const planted = (length: number): string => `export function planted(sum: number): number {\n${lines(length - 3)}\n  return sum;\n}\n`;

test.each([
  ['a function of 71 lines', planted(71), ['eslint(max-lines-per-function)']],
  ['a file of 401 lines', Array.from({ length: 401 }, (_, index) => `export const line${index} = ${index};`).join('\n'), ['eslint(max-lines)']],
])('planted: %s is named', (_what, text, named) => {
  expect(lintProblems(text)).toEqual(named);
});

test.each([
  ['a function of 70 lines', planted(70)],
  ['a file of 400 lines', Array.from({ length: 400 }, (_, index) => `export const line${index} = ${index};`).join('\n')],
  ['comments and empty lines', planted(70).replace('\n', `\n${'  // why\n\n'.repeat(200)}`)],
])('%s is let through', (_what, text) => {
  expect(lintProblems(text)).toEqual([]);
});
