import { Hands } from './run-jobs.client.ts';
import type { ReleaseSchemaName } from './release-schemas.ts';
import { openAll, problemSentence, written, type ToolStatus, type ToolStreams } from './tool-input.reader.ts';
import type { Span, ToolProblem } from './tool-problem.ts';
import type { Counts, ValidateJob } from './validate-job.reader.ts';

export interface ValidateOcdsArguments {
  /** Paths, or `-` for stdin. */
  readonly files: readonly string[];
  readonly schema: ReleaseSchemaName;
  readonly json: boolean;
}

const JOB_BYTES = 500_000;
const JOB_RELEASES = 2000;

/** `wantsum ocds validate FILE... [--schema 1.1|find-a-tender] [--json]`: every error and every undocumented field of every release, in file order. */
export async function validateOcdsCli(given: ValidateOcdsArguments, streams: ToolStreams): Promise<ToolStatus> {
  const hands = new Hands(given.files);
  try {
    return await validated(given, hands, streams);
  } finally {
    await hands.end();
  }
}

async function validated(given: ValidateOcdsArguments, hands: Hands, streams: ToolStreams): Promise<ToolStatus> {
  const spans: Span[] = [];
  const opened = await openAll(given.files, {
    release: (found, file) => void spans.push({ file, start: found.start, length: found.end - found.start, risky: false }),
    extensions: () => null,
  });
  if (typeof opened === 'string') {
    await written(streams.err, `${opened}\n`);
    return 2;
  }
  let failed = false;
  const sum = { releases: 0, withErrors: 0, errors: 0, withUndocumented: 0 };
  const tell = async (found: readonly ToolProblem[]): Promise<void> => {
    failed ||= found.some(({ level }) => level === 'error');
    if (found.length > 0) await written(streams.err, found.map((problem) => problemSentence(problem, opened.inputs)).join(''));
  };
  const setting = { kind: 'validate', descriptors: opened.inputs.map(({ descriptor }) => descriptor), schema: given.schema, json: given.json, names: opened.inputs.map(({ name }) => name) } as const;
  await hands.run(setting, validateJobs(spans), async (done) => {
    if (done.output.length > 0) await written(streams.out, done.output);
    add(sum, done.counts!);
    await tell(done.problems);
  });
  await tell(opened.problems);
  if (spans.length === 0) await tell([{ level: 'error', code: 'NoReleases', message: 'There are no releases to validate.' }]);
  if (!given.json && sum.releases > 0) await written(streams.out, `${summary(sum, given.schema)}\n`);
  return failed || sum.errors > 0 ? 1 : 0;
}

function add(sum: { -readonly [Name in keyof Counts]: Counts[Name] }, counts: Counts): void {
  sum.releases += counts.releases;
  sum.withErrors += counts.withErrors;
  sum.errors += counts.errors;
  sum.withUndocumented += counts.withUndocumented;
}

function summary({ releases, withErrors, errors, withUndocumented }: Counts, schema: ReleaseSchemaName): string {
  const many = (count: number, one: string): string => `${count.toLocaleString('en-GB')} ${count === 1 ? one : `${one}s`}`;
  return `${many(releases, 'release')} against the schema ${schema}: ${withErrors === 0 ? 'all valid' : `${many(errors, 'error')} in ${many(withErrors, 'release')}`}; ${withUndocumented === 0 ? 'no undocumented fields' : `undocumented fields in ${many(withUndocumented, 'release')}`}.`;
}

function* validateJobs(spans: readonly Span[]): Generator<ValidateJob> {
  const before = new Map<number, number>();
  let [part, bytes]: [Span[], number] = [[], 0];
  const whole = (): ValidateJob => {
    const { file } = part[0]!;
    const from = before.get(file) ?? 0;
    before.set(file, from + part.length);
    return { spans: part, from };
  };
  for (const span of spans) {
    if (part.length > 0 && (part[0]!.file !== span.file || bytes >= JOB_BYTES || part.length >= JOB_RELEASES)) {
      yield whole();
      [part, bytes] = [[], 0];
    }
    part.push(span);
    bytes += span.length;
  }
  if (part.length > 0) yield whole();
}
