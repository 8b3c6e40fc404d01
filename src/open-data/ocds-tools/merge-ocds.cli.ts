import { extensionAt, rulesWith } from './extensions.reference.ts';
import type { MergeJob } from './merge-job.reader.ts';
import type { MergeRules } from './merge-rules.ts';
import { ProcessIndex } from './process-index.ts';
import type { ReleaseSchemaName } from './release-schemas.ts';
import { Hands } from './run-jobs.client.ts';
import type { FoundRelease } from './scan-releases.ts';
import { openAll, problemLine, written, type ToolStatus, type ToolStreams } from './tool-input.reader.ts';
import type { Span, ToolProblem } from './tool-problem.ts';

export interface MergeOcdsArguments {
  /** Paths, or `-` for stdin. */
  readonly files: readonly string[];
  readonly versioned: boolean;
  /** Whose merge rules are used, before those of the extensions that a package declares. */
  readonly schema: ReleaseSchemaName;
}

/** About how many bytes of releases are merged at one go. */
const JOB_BYTES = 1_000_000;
const JOB_RELEASES = 5000;

/** `wantsum ocds merge [--versioned] FILE...`: one compiled or versioned release a line, in the order in which processes are first seen. */
export async function mergeOcdsCli(given: MergeOcdsArguments, streams: ToolStreams): Promise<ToolStatus> {
  const hands = new Hands(given.files);
  try {
    return await merged(given, hands, streams);
  } finally {
    await hands.end();
  }
}

async function merged(given: MergeOcdsArguments, hands: Hands, streams: ToolStreams): Promise<ToolStatus> {
  const gathered = new Gathered(given.schema);
  const opened = await openAll(given.files, gathered);
  if (typeof opened === 'string') {
    await written(streams.err, `${opened}\n`);
    return 2;
  }
  let failed = false;
  const tell = async (problems: readonly ToolProblem[]): Promise<void> => {
    failed ||= problems.some(({ level }) => level === 'error');
    if (problems.length > 0) await written(streams.err, problems.map((problem) => problemLine(problem, opened.inputs)).join(''));
  };
  await tell([...opened.problems, ...gathered.problems]);
  const { index } = gathered;
  if (index.processes === 0) await tell([{ level: 'error', code: 'NoReleases', message: 'There are no releases to merge.' }]);
  const { rules, ruleOf } = gathered.rules();
  const notes: ToolProblem[] = [];
  const jobs = mergeJobs(index, ruleOf, notes);
  await hands.run({ kind: 'merge', descriptors: opened.inputs.map(({ descriptor }) => descriptor), versioned: given.versioned, rules }, jobs, async ({ output, problems }) => {
    if (output.length > 0) await written(streams.out, output);
    await tell([...notes.splice(0), ...problems]);
  });
  await tell(notes);
  return failed ? 1 : 0;
}

/** What the files hold, before anything of it is merged. */
class Gathered {
  readonly index = new ProcessIndex();
  readonly problems: ToolProblem[] = [];
  private readonly extensionsOf = new Map<number, readonly string[]>();
  private readonly unknown = new Set<string>();
  private readonly schema: ReleaseSchemaName;

  constructor(schema: ReleaseSchemaName) {
    this.schema = schema;
  }

  release(found: FoundRelease, file: number, packageNumber: number): void {
    if (found.ocid === null) this.problems.push({ level: 'error', code: 'MissingOcidKeyError', message: 'The release that begins here has no `ocid`, or one that is not text.', file, byte: found.start });
    else this.index.add(found.ocid, found, file, packageNumber);
  }

  extensions(packageNumber: number, text: string): void {
    let declared: unknown;
    try {
      declared = JSON.parse(text);
    } catch {
      return;
    }
    const names = new Set<string>();
    for (const address of Array.isArray(declared) ? declared : []) {
      const name = typeof address === 'string' ? extensionAt(address) : null;
      if (name !== null) names.add(name);
      else if (typeof address === 'string' && !this.unknown.has(address)) {
        this.unknown.add(address);
        this.problems.push({ level: 'note', code: 'UnknownExtension', message: `The merge rules of the extension ${address} are not known here; fields of it are merged as the standard merges fields it does not know.` });
      }
    }
    if (names.size > 0) this.extensionsOf.set(packageNumber, [...names]);
  }

  /** The sets of rules in use, and which of them a process has: those of all extensions that its packages declare. */
  rules(): { readonly rules: readonly MergeRules[]; readonly ruleOf: (packages: readonly number[]) => number } {
    const numbers = new Map<string, number>([['', 0]]);
    const rules = [rulesWith(this.schema, [])];
    for (const declared of this.extensionsOf.values()) this.numberOf(declared, numbers, rules);
    return {
      rules,
      ruleOf: (packages) => {
        if (this.extensionsOf.size === 0) return 0;
        return this.numberOf([...new Set(packages.flatMap((one) => this.extensionsOf.get(one) ?? []))], numbers, rules);
      },
    };
  }

  private numberOf(extensions: readonly string[], numbers: Map<string, number>, rules: MergeRules[]): number {
    const key = extensions.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = rules.push(rulesWith(this.schema, extensions)) - 1;
    numbers.set(key, number);
    return number;
  }
}

function* mergeJobs(index: ProcessIndex, ruleOf: (packages: readonly number[]) => number, notes: ToolProblem[]): Generator<MergeJob> {
  let [spans, counts, rules, names, bytes]: [Span[], number[], number[], string[], number] = [[], [], [], [], 0];
  for (let process = 0; process < index.processes; process++) {
    const { ocid, spans: found, packages, compiledOnly, leftOut } = index.releasesOf(process);
    if (compiledOnly) notes.push({ level: 'note', code: 'CompiledReleaseUsed', message: 'No full release of this process is among the files: the compiled release of its record was used.', ocid });
    else if (leftOut > 0) notes.push({ level: 'note', code: 'CompiledReleaseLeftOut', message: 'The compiled release of a record without releases was left out, since full releases of this process are among the files.', ocid });
    spans.push(...found);
    counts.push(found.length);
    rules.push(ruleOf(packages));
    names.push(ocid);
    bytes += found.reduce((sum, { length }) => sum + length, 0);
    if (bytes < JOB_BYTES && spans.length < JOB_RELEASES) continue;
    yield { spans, counts, rules, names };
    [spans, counts, rules, names, bytes] = [[], [], [], [], 0];
  }
  if (counts.length > 0) yield { spans, counts, rules, names };
}
