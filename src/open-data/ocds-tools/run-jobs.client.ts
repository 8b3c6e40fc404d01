import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { JobDone, MergeJob, MergeSetting } from './merge-job.reader.ts';
import type { ValidateJob, ValidateJobDone, ValidateSetting } from './validate-job.reader.ts';

export type Setting = MergeSetting | ValidateSetting;
export type Job = MergeJob | ValidateJob;
export type Done = JobDone & Partial<Pick<ValidateJobDone, 'counts'>>;
type DoJob = (job: Job) => Done;

/** Jobs that the other thread may have waiting, and results that may wait for their turn. */
const AHEAD = 2;
const MOST_WAITING = 6;
/** Megabytes of short-lived objects the other thread may hold: small, so that the whole stays small; larger is hardly faster. */
const YOUNG_MEGABYTES = 24;
/** Below this many bytes a thread takes longer to begin than the work does. */
const SMALL_WORK = 8_000_000;

/** Who does the jobs of a setting. Only the code of its kind is read: the validator takes longer to begin than a small merge takes to end. */
export async function jobsOf(setting: Setting): Promise<DoJob> {
  if (setting.kind === 'merge') {
    const { doMergeJob } = await import('./merge-job.reader.ts');
    return (job) => doMergeJob(setting, job as MergeJob);
  }
  const { doValidateJob } = await import('./validate-job.reader.ts');
  return (job) => doValidateJob(setting, job as ValidateJob);
}

/**
 * This thread, and one more where the files are large and the machine has a second processor. It is begun before the files are looked
 * through, so that it is ready when there is work. More threads would cost memory that was promised away.
 */
export class Hands {
  private readonly other: Thread | null;

  constructor(files: readonly string[]) {
    this.other = availableParallelism() > 1 && files.reduce((sum, file) => sum + sizeOf(file), 0) > SMALL_WORK ? new Thread() : null;
  }

  /** Does jobs, and hands over what each gave in the order of the jobs. */
  async run(setting: Setting, jobs: Iterable<Job>, take: (done: Done) => Promise<void>): Promise<void> {
    this.other?.begin(setting);
    const doHere = await jobsOf(setting);
    const waiting: (Promise<Done> | Done)[] = [];
    for (const job of jobs) {
      waiting.push(this.other && this.other.busy < AHEAD ? this.other.do(job) : doHere(job));
      // What came from the other thread meanwhile is heard of only when this one listens.
      await new Promise((resolve) => setImmediate(resolve));
      while (waiting.length > (this.other ? MOST_WAITING : 0)) await take(await waiting.shift()!);
    }
    for (const done of waiting) await take(await done);
  }

  async end(): Promise<void> {
    await this.other?.end();
  }
}

/** How large a file may turn out to be; of a pipe nobody knows. */
function sizeOf(file: string): number {
  const found = file === '-' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (file !== '-' && !found) return 0;
  return found?.isFile() ? found.size : Infinity;
}

class Thread {
  private readonly worker: Worker;
  private readonly waiting: { readonly resolve: (done: Done) => void; readonly reject: (problem: Error) => void }[] = [];
  private failed: Error | null = null;

  constructor() {
    this.worker = new Worker(new URL('job.worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES } });
    this.worker.on('message', (done: Done) => this.waiting.shift()!.resolve(done));
    this.worker.on('error', (problem) => {
      this.failed = problem as Error;
      for (const { reject } of this.waiting.splice(0)) reject(problem as Error);
    });
  }

  get busy(): number {
    return this.waiting.length;
  }

  begin(setting: Setting): void {
    this.worker.postMessage(setting);
  }

  do(job: Job): Promise<Done> {
    if (this.failed) return Promise.reject(this.failed);
    const done = new Promise<Done>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(job);
    });
    // What goes wrong is met when its turn comes.
    done.catch(() => null);
    return done;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
