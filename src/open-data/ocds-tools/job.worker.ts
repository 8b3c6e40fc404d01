import { parentPort } from 'node:worker_threads';
// Read before there is work, while the files are looked through.
import './merge-job.reader.ts';
import { jobsOf, type Job, type Setting } from './run-jobs.client.ts';

/** A thread that is first told what the jobs share, and then does them as they come, one after another. */
const port = parentPort!;
let doing: ReturnType<typeof jobsOf> | null = null;
port.on('message', (message: Setting | Job) => {
  if ('kind' in message) doing = jobsOf(message);
  else void answer(message);
});

async function answer(job: Job): Promise<void> {
  const doJob = await doing!;
  const done = doJob(job);
  port.postMessage(done, [done.output.buffer]);
}
