import { dirname, join } from 'node:path/posix';
import { readFileSync } from 'node:fs';
import { MODULE_ORDER } from '../../src/module-order.ts';
import { importsOf, ROOT, type SourceFile } from './source-files.ts';

const NAMES = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { imports: Record<string, string> }).imports;

/** The place in the order of the module that a file belongs to, or -1. */
const placeOf = (path: string): number => MODULE_ORDER.findIndex((module) => path === module.folder || path.startsWith(`${module.folder}/`));

/** The file that an import means, from the project's root; null for a package. */
function targetOf(file: SourceFile, from: string): string | null {
  if (from.startsWith('.')) return join(dirname(file.path), from);
  if (!from.startsWith('#')) return null;
  for (const [name, target] of Object.entries(NAMES)) {
    const [before, after] = name.split('*');
    if (name === from) return target.slice(2);
    if (after !== undefined && from.startsWith(before!) && from.endsWith(after)) return target.slice(2).replace('*', from.slice(before!.length, from.length - after.length));
  }
  return `unknown:${from}`;
}

/** Who imports whom, against the one order. Each problem says what to do instead. */
export function importProblems(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const place = placeOf(file.path);
    if (place === -1) return file.path.startsWith('src/') && file.path !== 'src/module-order.ts' ? [`${file.path}: this folder is not in src/module-order.ts. Decide which rooms it may use, and put it after them.`] : [];
    return importsOf(file).flatMap(({ from, line }) => {
      const problem = importProblem(file, place, from);
      return problem ? [`${file.path}:${line}: ${problem}`] : [];
    });
  });
}

function importProblem(file: SourceFile, place: number, from: string): string | null {
  const target = targetOf(file, from);
  if (target === null) return null;
  if (target.startsWith('unknown:')) return `there is no ${from}: add it to "imports" in package.json.`;
  const other = placeOf(target);
  if (other === -1 || other === place) return null;
  const module = MODULE_ORDER[other]!;
  if (other > place) return `imports ${from}, which stands later in the order. Declare what you need as an interface in your own room and let src/app.ts wire the other room's answer to it.`;
  if (module.door !== null && target !== targetOf(file, module.door)) return `imports ${from}, which is inside another room. Use its front door, ${module.door}; if what you need is not there, add it to that index.ts.`;
  return null;
}

const IMPURE_IMPORTS = /^(kysely|pg|fastify|node:(fs|net|http|https|child_process|worker_threads|timers)|node:fs\/|#platform\/(database|files(?!\/check-file)|mail|jobs|command|web|keys|clock)|.*\.(store|command|page|routes)\.ts$)/;
const IMPURE_CALLS = /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.env)/;
const ROLE_SUFFIX = /\.(acts|store|command|commands|page|pages|routes|questions|register|reference|reader|kind|kinds|job|cli|worker|client)\.ts$/;

/** In a room or a part, a file without a role suffix is pure: no database, no clock, no I/O. Doors and definitions of wiring are exempt. */
export function purityProblems(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => isDomainFile(file.path))
    .flatMap((file) => [
      ...importsOf(file).filter(({ from }) => IMPURE_IMPORTS.test(from) && !isTypeOnly(file, from)).map(({ from, line }) => `${file.path}:${line}: a file without a role suffix is pure, and this one imports ${from}. Move what touches the world to a .store.ts or .command.ts beside it.`),
      ...file.text.split('\n').flatMap((text, index) => (IMPURE_CALLS.test(text) && !/^\s*(\*|\/\/)/.test(text) ? [`${file.path}:${index + 1}: reads the clock, chance or the environment. Take the value as an argument; the command reads it from the database's clock.`] : [])),
    ]);
}

const isTypeOnly = (file: SourceFile, from: string): boolean => new RegExp(`import type [^;]*'${from.replaceAll(/[.*+?^$()[\]{}|\\/]/g, '\\$&')}'`).test(file.text);

const isDomainFile = (path: string): boolean =>
  /^src\/(kernel|law|parts|parties|policy|analyse|plan|do|review|open-data)\//.test(path) && !ROLE_SUFFIX.test(path) && !path.endsWith('/index.ts');
