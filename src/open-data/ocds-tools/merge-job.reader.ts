import { mergeProcess, type ReleaseToMerge } from './compile-process.ts';
import { MergeProblem, type Release } from './merge-problem.ts';
import type { MergeRules } from './merge-rules.ts';
import { OutputLines } from './output-lines.ts';
import { bytesOf, releaseFrom, UnreadableRelease } from './read-spans.reader.ts';
import { shown, type Span, type ToolProblem } from './tool-problem.ts';

/** What every merge of one run shares. */
export interface MergeSetting {
  readonly kind: 'merge';
  readonly descriptors: readonly number[];
  readonly versioned: boolean;
  readonly rules: readonly MergeRules[];
}

/** Some processes, in order: the releases of all of them, and of each process its ocid, how many are its releases, and which rules it has. */
export interface MergeJob {
  readonly spans: readonly Span[];
  readonly names: readonly string[];
  readonly counts: readonly number[];
  readonly rules: readonly number[];
}

/** Lines for stdout, and what is to be told. */
export interface JobDone { readonly output: Uint8Array<ArrayBuffer>; readonly problems: readonly ToolProblem[] }

/** A process of more bytes is read one release at a time. */
const LARGE_PROCESS = 8_000_000;

/** Merges some processes. One that cannot be merged is told, and does not keep the others. */
export function doMergeJob(setting: MergeSetting, job: MergeJob): JobDone {
  const size = job.spans.reduce((sum, { length }) => sum + length, 0);
  const read = size > LARGE_PROCESS ? null : bytesOf(job.spans, setting.descriptors);
  const output = new OutputLines(size);
  const problems: ToolProblem[] = [];
  let at = 0;
  for (const [index, count] of job.counts.entries()) {
    const spans = job.spans.slice(at, at + count);
    const releases = (read ? spans.map((span, within) => inMemory(span, read[at + within]!)) : spans.map((span) => onDisk(span, setting.descriptors)));
    at += count;
    try {
      const merged = mergeProcess(releases.map((release) => release()), setting.rules[job.rules[index]!]!, setting.versioned);
      for (const { path, id, release } of merged.duplicates) {
        problems.push({ level: 'warning', code: 'DuplicateIdValueWarning', message: `Multiple objects have the \`id\` value '${shown(id)}' in the \`${shown(path)}\` array`, file: spans[0]!.file, ocid: job.names[index]!, release, path, id });
      }
      output.add(JSON.stringify(merged.release));
    } catch (problem) {
      problems.push({ ...toldOf(problem, spans[0]!), ocid: job.names[index]! });
    }
  }
  return { output: output.bytes(), problems };
}

/** Read once for its date and what is merged, and again only if the quick way declines. */
const inMemory = (span: Span, bytes: Buffer) => (): ReleaseToMerge => {
  let parsed: Release | null = objectFrom(bytes, span);
  return {
    ...dateOf(parsed), risky: span.risky,
    read: () => {
      const release = parsed ?? objectFrom(bytes, span);
      parsed = null;
      return release;
    },
  };
};

const onDisk = (span: Span, descriptors: readonly number[]) => (): ReleaseToMerge => {
  const read = (): Release => objectFrom(bytesOf([span], descriptors)[0]!, span);
  return { ...dateOf(read()), risky: span.risky, read };
};

const dateOf = (release: Release): { date?: unknown } => (Object.hasOwn(release, 'date') ? { date: release['date'] } : {});
const objectFrom = (bytes: Buffer, span: Span): Release => releaseFrom(bytes, span) as Release;

function toldOf(problem: unknown, { file, start }: Span): ToolProblem {
  if (problem instanceof UnreadableRelease) return problem.problem;
  if (problem instanceof MergeProblem) return { level: 'error', code: problem.code, message: problem.message, file, byte: start };
  if (problem instanceof RangeError) return { level: 'error', code: 'ProcessTooLarge', message: 'The releases of this process are too large or too deep to be merged.', file, byte: start };
  throw problem;
}
