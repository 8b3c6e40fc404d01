import { clockIsReplaced } from './platform/clock.ts';
import { startSequencer } from './platform/audit/sequencer.ts';
import { readyDatabase, type ReadyOptions } from './ready-database.ts';
import { startJobs } from './platform/jobs/jobs.ts';
import type { Listener } from './platform/web/listener.ts';
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

export interface StartOptions extends Pick<ReadyOptions, 'opening' | 'signal'> {
  /** Who answers meanwhile, and lets the site answer when it is ready; null where this process is only a worker. */
  readonly listener: Listener | null;
}

/**
 * Starts the roles that the configuration names in this process: the web, the worker (jobs and the audit sequencer), or
 * both, which is the default. Stopping it closes the listener too.
 */
export async function startSite(config: Config, log: Log, { listener, ...options }: StartOptions): Promise<RunningSite> {
  const ready = await readyDatabase(config, log, { ...options, progress: (sentence) => listener?.tell(sentence) });
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
    listener?.tell('Opening the doors.');
    const jobs = await startJobs(services, JOBS, config.roles.includes('worker'));
    closing.push(() => jobs.stop());
    if (config.roles.includes('worker')) {
      const sequencer = startSequencer(database, (problem) => log(`The audit sequencer will try again: ${(problem as Error).message}`));
      closing.push(() => sequencer.stop());
    }
    if (listener) {
      await serveOn(listener, config, services);
      closing.push(() => listener.close());
    }
    return { address: listener ? config.siteUrl : '', madeDemonstration: ready.madeDemonstration, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function serveOn(listener: Listener, config: Config, services: ReturnType<typeof servicesOn>): Promise<void> {
  const signIn = signInFor(services);
  await listener.serve(await buildServer({ services, site: siteFor(config), routes: ROUTES, identify: signIn.identify, extend: signIn.extend }));
}
