import type { Writable } from 'node:stream';
import { lineAt, openAndScan, type OpenInput } from './open-input.reader.ts';
import type { FoundRelease } from './scan-releases.ts';
import { shown, type ToolProblem } from './tool-problem.ts';

/** Where the tools read and write. */
export interface ToolStreams { readonly out: Writable; readonly err: Writable }
/** 0 done, 1 something in the files is wrong, 2 the command was misused. */
export type ToolStatus = 0 | 1 | 2;

export interface ToolInput {
  readonly inputs: readonly OpenInput[];
  readonly problems: readonly ToolProblem[];
}

export interface Finds {
  /** @param packageNumber counted over all files */
  release(found: FoundRelease, file: number, packageNumber: number): void;
  extensions(packageNumber: number, text: string): void;
}

/** Opens every file and finds its releases. @returns a sentence where a file cannot be opened: nothing is done then */
export async function openAll(files: readonly string[], finds: Finds): Promise<ToolInput | string> {
  const inputs: OpenInput[] = [];
  const problems: ToolProblem[] = [];
  let packagesBefore = 0;
  let packages = 0;
  for (const [file, name] of files.entries()) {
    try {
      inputs.push(await openAndScan(name, {
        release: (found) => {
          packages = Math.max(packages, packagesBefore + found.package + 1);
          finds.release(found, file, packagesBefore + found.package);
        },
        extensions: (number, text) => {
          packages = Math.max(packages, packagesBefore + number + 1);
          finds.extensions(packagesBefore + number, text);
        },
        problem: ({ code, byte, sentence, fatal }) => problems.push({ level: 'error', code, message: fatal ? `${sentence} The rest of the file was not read.` : sentence, file, byte }),
      }));
    } catch (problem) {
      const sentence = sentenceFor(name, problem as NodeJS.ErrnoException);
      if (sentence === null) throw problem;
      return sentence;
    }
    packagesBefore = packages;
  }
  return { inputs, problems };
}

function sentenceFor(name: string, { code, message }: NodeJS.ErrnoException): string | null {
  if (code === 'ENOENT') return `There is no file ${shown(name)}.`;
  if (code === 'EISDIR') return `${shown(name)} is a folder: name the files in it.`;
  if (code === 'EACCES' || code === 'EPERM') return `${shown(name)} may not be read.`;
  if (code?.startsWith('Z_')) return `${shown(name)} is compressed and broken: ${message}.`;
  return null;
}

/** A problem with its file's name and line, as one JSON line. Lines are counted for errors of form alone, which are few. */
export function problemLine({ file, byte, ...problem }: ToolProblem, inputs: readonly OpenInput[]): string {
  const input = file === undefined ? undefined : inputs[file];
  const line = input && byte !== undefined && LINES_FOR.has(problem.code) ? { line: lineAt(input.descriptor, byte) } : {};
  const { level, code, message, ...rest } = problem;
  return `${JSON.stringify({ level, code, message, ...(input ? { file: input.name } : {}), ...(byte === undefined ? {} : { byte }), ...line, ...rest })}\n`;
}

const LINES_FOR = new Set(['InvalidJson', 'InvalidUtf8', 'NonObjectReleaseError']);

/** The same for a person. */
export function problemSentence({ file, byte, message, code }: ToolProblem, inputs: readonly OpenInput[]): string {
  const input = file === undefined ? undefined : inputs[file];
  if (!input) return `${message}\n`;
  const place = byte === undefined ? '' : LINES_FOR.has(code) ? `, line ${lineAt(input.descriptor, byte)}, byte ${byte}` : `, byte ${byte}`;
  return `${shown(input.name)}${place}: ${message}\n`;
}

/** Writes, and waits until there is room for more. */
export function written(stream: Writable, content: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => stream.write(content, (problem) => (problem ? reject(problem) : resolve())));
}
