import { clockIsReplaced } from './platform/clock.ts';
import { startSequencer } from './platform/audit/sequencer.ts';
import { readyDatabase } from './ready-database.ts';
import { startJobs } from './platform/jobs/jobs.ts';
import { buildServer } from './platform/web/server.ts';
import { JOBS, ROUTES, servicesOn, signInFor, siteFor } from './app.ts';
import type { Config } from './platform/config.ts';
import { OperatorProblem } from '#kernel/operator-problem';

export interface RunningSite {
  readonly address: string;
  readonly madeDemonstration: boolean;
  stop(): Promise<void>;
}

/** A start that was refused; the message is a plain sentence. */
export class StartProblem extends OperatorProblem {}

type Log = (sentence: string) => void;

/**
 * Starts the roles that the configuration names in this process: the web, the worker (jobs and the audit sequencer), or
 * both, which is the default.
 */
export async function startSite(config: Config, log: Log): Promise<RunningSite> {
  const ready = await readyDatabase(config, log);
  const { database } = ready;
  const closing: (() => Promise<unknown>)[] = [() => ready.close()];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close().catch((problem: Error) => log(`While stopping: ${problem.message}`));
  };
  try {
    const services = servicesOn(database, config);
    if (config.production && (await database.read(clockIsReplaced))) {
      throw new StartProblem('The database’s clock was replaced by a test or by the demonstration loader, so deadlines would be false. Production does not start on it.');
    }
    const jobs = await startJobs(services, JOBS, config.roles.includes('worker'));
    closing.push(() => jobs.stop());
    if (config.roles.includes('worker')) {
      const sequencer = startSequencer(database, (problem) => log(`The audit sequencer will try again: ${(problem as Error).message}`));
      closing.push(() => sequencer.stop());
    }
    const address = config.roles.includes('web') ? await listen(config, services, closing) : '';
    return { address, madeDemonstration: ready.madeDemonstration, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function listen(config: Config, services: ReturnType<typeof servicesOn>, closing: (() => Promise<unknown>)[]): Promise<string> {
  const signIn = signInFor(services);
  const app = await buildServer({ services, site: siteFor(config), routes: ROUTES, identify: signIn.identify, extend: signIn.extend });
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new StartProblem(`Port ${config.port} is in use by another program: stop it, or choose another with PORT.`, { cause: problem });
    throw problem;
  }
  closing.push(() => app.close());
  return config.siteUrl;
}

/**
 * Resolves when somebody asks the process to stop. The listeners stay: a service manager often signals both the launcher
 * and us, and the second signal must not cut short the stopping that the first began.
 */
export function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
