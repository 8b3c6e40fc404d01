import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Tx } from '../database/connection.ts';
import type { Services } from '../services.ts';

/** Work that may follow later. A handler may run twice, so it must be idempotent; it opens its own transactions. */
export interface JobHandler {
  readonly name: string;
  readonly run: (services: Services, data: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Run on a timetable too: cron, London time. */
  readonly cron?: string;
  /** Run as soon as this says that there is work, too: the worker asks every second. For work whose own rows are its plan. */
  readonly due?: (services: Services) => Promise<boolean>;
}

export interface JobOptions {
  /** Not before this instant. */
  readonly startAfter?: Date;
  /** At most one waiting job with this key. */
  readonly singletonKey?: string;
}

const SCHEMA = 'jobs';
const RETRIES = 5;
const ASK_EVERY_MILLISECONDS = 1000;

let queue: PgBoss | null = null;

/** Starts the queue on the site's database. The worker role also works it; a web process only adds to it. */
export async function startJobs(services: Services, handlers: readonly JobHandler[], work: boolean): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: services.database.url, schema: SCHEMA, max: 4, supervise: work, schedule: work });
  // A lost connection is reported here and retried by the library; unheard, it would end the process.
  boss.on('error', () => undefined);
  await boss.start();
  const askers: { stop(): Promise<void> }[] = [];
  for (const handler of handlers) {
    await boss.createQueue(handler.name, { retryLimit: RETRIES, retryBackoff: true });
    if (!work) continue;
    await boss.work(handler.name, async (jobs) => {
      for (const job of jobs) await handler.run(services, (job.data ?? {}) as Readonly<Record<string, unknown>>);
    });
    if (handler.due) askers.push(runWhenDue(services, handler.run, handler.due));
    if (handler.cron) await boss.schedule(handler.name, handler.cron, {}, { tz: 'Europe/London' });
  }
  queue = boss;
  return {
    stop: async () => {
      queue = null;
      await Promise.all(askers.map((asker) => asker.stop()));
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

/** Asks and runs, one round after the other. A round that failed is tried again at the next: its rows are still there. */
function runWhenDue(services: Services, run: (services: Services, data: Readonly<Record<string, unknown>>) => Promise<void>, due: (services: Services) => Promise<boolean>): { stop(): Promise<void> } {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= due(services)
      .then((is) => (is ? run(services, {}) : undefined))
      .catch(() => undefined)
      .finally(() => (round = null));
  }, ASK_EVERY_MILLISECONDS);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}

/**
 * Plans a job in the caller's transaction: it exists if and only if the act does.
 * Where no queue was started (the command line, tests of one room) the job is not planned; nothing that must happen may rest on a job.
 */
export async function planJob(tx: Tx, name: string, data: Readonly<Record<string, unknown>>, options: JobOptions = {}): Promise<void> {
  if (!queue) return;
  const db = {
    executeSql: async (text: string, values: unknown[] = []) => {
      return { rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows };
    },
  };
  await queue.send(name, data, { ...options, db } as never);
}
