import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { MODULE_ORDER } from '../../src/module-order.ts';
import { usage } from '../../src/cli/commands.ts';
import { coverage, proofs } from './coverage.ts';
import { ROOT } from './source-files.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const documents = globSync(['*.md', 'docs/**/*.md', 'src/**/README.md'], { cwd: ROOT });

const brokenLinks = (path: string, text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map((match) => match[1]!).filter((target) => !existsSync(join(ROOT, dirname(path), target))).map((target) => `${path} links to ${target}, which is not there`);

test('every link between documents leads somewhere', () => {
  expect(documents.flatMap((path) => brokenLinks(path, read(path)))).toEqual([]);
});

test('planted: a link that leads nowhere is named', () => {
  expect(brokenLinks('README.md', 'see [this](docs/nowhere.md)')).toEqual(['README.md links to docs/nowhere.md, which is not there']);
});

test('docs/coverage.md is what the tests’ titles say', () => {
  expect(read('docs/coverage.md')).toBe(coverage());
});

test('planted: a row is counted only where a title begins with it', () => {
  const found = proofs([{ path: 'a.test.ts', text: "test('DP-11: sealed', () => 1);\ntest('unlike DP-12', () => 1);\n// DP-13\ntest.each([1])('RV-01 AN-04: both %s', () => 1);" }]);
  expect([...found.keys()]).toEqual(['DP-11', 'RV-01', 'AN-04']);
});

test('ARCHITECTURE.md names every folder of the house', () => {
  const text = read('ARCHITECTURE.md');
  expect(MODULE_ORDER.map((module) => module.folder.split('/').at(-1)!).filter((name) => !text.includes(name))).toEqual([]);
});

test('every part and room has its own page', () => {
  const folders = MODULE_ORDER.filter((module) => module.door !== null && existsSync(join(ROOT, module.folder))).map((module) => module.folder);
  expect(folders.filter((folder) => !existsSync(join(ROOT, folder, 'README.md')))).toEqual([]);
});

test('every npm script and wantsum command that the documents name is there', () => {
  const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
  const commands = usage();
  const missing = documents.flatMap((path) => [
    ...[...read(path).matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1]!).filter((name) => !(name in scripts)).map((name) => `${path}: npm run ${name}`),
    ...[...read(path).matchAll(/npx wantsum ((?:import|export|audit|ocds)? ?[a-z]+)/g)].map((match) => match[1]!.trim()).filter((words) => !commands.includes(`wantsum ${words}`)).map((words) => `${path}: wantsum ${words}`),
  ]);
  expect(missing).toEqual([]);
});

test('README says the two commands first', () => {
  const firstLines = read('README.md').split('\n').slice(0, 5).join('\n');
  expect(firstLines).toContain('npm ci && npm start');
  expect(firstLines).toContain('npm test');
});
