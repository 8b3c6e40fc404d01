import { isRawNumber } from './parse-release.ts';
import { OutputLines } from './output-lines.ts';
import type { JobDone } from './merge-job.reader.ts';
import { bytesOf, releaseFrom, UnreadableRelease } from './read-spans.reader.ts';
import type { ReleaseSchemaName } from './release-schemas.ts';
import { shown, type Span, type ToolProblem } from './tool-problem.ts';
import { validateRelease, type ReleaseProblem, type ReleaseValidity } from './validate-release.reference.ts';

/** What every validation of one run shares. */
export interface ValidateSetting {
  readonly kind: 'validate';
  readonly descriptors: readonly number[];
  readonly schema: ReleaseSchemaName;
  readonly json: boolean;
  /** Names of the files, for people. */
  readonly names: readonly string[];
}

/** Some releases, in order, and the number of the first. */
export interface ValidateJob { readonly spans: readonly Span[]; readonly from: number }

export interface Counts { readonly releases: number; readonly withErrors: number; readonly errors: number; readonly withUndocumented: number }
export interface ValidateJobDone extends JobDone { readonly counts: Counts }

/** Releases together larger than this are read one at a time. */
const LARGE_JOB = 8_000_000;

/** Holds some releases against a schema. One that cannot be read is told, and does not keep the others. */
export function doValidateJob(setting: ValidateSetting, { spans, from }: ValidateJob): ValidateJobDone {
  const size = spans.reduce((sum, { length }) => sum + length, 0);
  const read = size > LARGE_JOB ? null : bytesOf(spans, setting.descriptors);
  const output = new OutputLines(size / 8);
  const problems: ToolProblem[] = [];
  const counts = { releases: 0, withErrors: 0, errors: 0, withUndocumented: 0 };
  for (const [index, span] of spans.entries()) {
    try {
      const release = releaseFrom(read?.[index] ?? bytesOf([span], setting.descriptors)[0]!, span);
      const found = inOrder(validateRelease(release, setting.schema));
      counts.releases += 1;
      counts.errors += found.errors.length;
      if (found.errors.length > 0) counts.withErrors += 1;
      if (found.undocumented.length > 0) counts.withUndocumented += 1;
      if (setting.json) output.add(JSON.stringify({ ...namesOf(release), errors: found.errors, undocumented: found.undocumented }));
      else if (found.errors.length + found.undocumented.length > 0) output.add(forPeople(release, found, `${setting.names[span.file]!}, release ${from + index + 1}`));
    } catch (problem) {
      if (problem instanceof UnreadableRelease) problems.push(problem.problem);
      else if (problem instanceof RangeError) problems.push({ level: 'error', code: 'ReleaseTooDeep', message: 'The release that begins here is too deep to be looked through.', file: span.file, byte: span.start });
      else throw problem;
    }
  }
  return { output: output.bytes(), problems, counts };
}

function namesOf(release: unknown): { readonly ocid: unknown; readonly id: unknown } {
  const { ocid = null, id = null } = release as { ocid?: unknown; id?: unknown };
  return { ocid, id };
}

/** Errors by path, a list's entries by their number, then by keyword; undocumented fields likewise. */
function inOrder({ errors, undocumented }: ReleaseValidity): ReleaseValidity {
  return {
    errors: errors.toSorted((one, other) => byPath(one.path, other.path) || compare(one.keyword, other.keyword) || compare(one.message, other.message)),
    undocumented: undocumented.toSorted(byPath),
  };
}

function byPath(one: string, other: string): number {
  const [parts, others] = [one.split('/'), other.split('/')];
  for (let index = 0; index < Math.min(parts.length, others.length); index++) {
    const [part, against] = [parts[index]!, others[index]!];
    const order = /^\d+$/.test(part) && /^\d+$/.test(against) ? Number(part) - Number(against) : compare(part, against);
    if (order !== 0) return order;
  }
  return parts.length - others.length;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function forPeople(release: unknown, { errors, undocumented }: ReleaseValidity, where: string): string {
  const { ocid, id } = namesOf(release);
  const width = Math.min(60, Math.max(...errors.map(({ path }) => shown(path).length), 1));
  const line = ({ path, keyword, message }: ReleaseProblem): string => `  ${shown(path === '' ? '/' : path).padEnd(width)}  ${keyword}: ${shown(message)}`;
  return [
    `${name(ocid, 'no ocid')} ${name(id, 'no id')} (${shown(where)})`,
    ...errors.map(line),
    ...(undocumented.length > 0 ? [`  not in the schema: ${undocumented.map(shown).join(', ')}`] : []),
    '',
  ].join('\n');
}

const name = (value: unknown, without: string): string => (typeof value === 'string' ? shown(value) : value === null || value === undefined ? `(${without})` : isRawNumber(value) ? value.rawJSON : shown(JSON.stringify(value)));
