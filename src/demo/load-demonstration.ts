import { loadReferenceData } from '#parties';
import { sequenceAudit } from '#platform/audit/sequencer';
import { restoreClock } from '#platform/clock';
import type { Config } from '#platform/config';
import { connect, type Database } from '#platform/database/connection';
import { migrate } from '#platform/database/migrate';
import { servicesOn } from '../app.ts';
import { Cast } from './cast.ts';
import { COUNTY, DEMONSTRATION_PASSWORD, STAFF, SUPPLIERS } from './county.data.ts';
import { countyScene } from './county.scene.ts';
import { SCENES } from './scenes.ts';
import { emptyHalfLoaded, isUnfinished, markFinished, markUnfinished, whileNobodyLoads } from './unfinished.ts';

export interface Loading {
  /** Says what is being done, for whoever waits: a sentence. */
  readonly progress?: (sentence: string) => void;
  /** Stops between two acts. What was loaded by then is taken away at the next start. */
  readonly signal?: AbortSignal;
}

/**
 * Loads the demonstration county into an empty site: a year of its work, done through the same commands as everyone's,
 * under the replaceable clock, which is put back at the end whatever happens. What was left of a loading that was stopped half way goes first.
 * @returns whether it was loaded; a site that holds any body already is left alone
 */
export const loadDemonstration = (database: Database, config: Config, log: (sentence: string) => void, loading: Loading = {}): Promise<boolean> =>
  whileNobodyLoads(database, async () => {
    const began = Date.now();
    if (await isUnfinished(database)) {
      log('The loading of the demonstration was stopped half way: it begins again from nothing.');
      await emptyHalfLoaded(database);
      await migrate(database);
      await loadReferenceData(database);
    }
    const { rows } = await database.pool.query<{ any: boolean }>('select exists (select 1 from body) or exists (select 1 from person) as any');
    if (rows[0]!.any) return false;
    await markUnfinished(database);
    try {
      await loadScenes(database, config, loading);
    } finally {
      await restoreClock(database);
    }
    await database.pool.query("update outbox_mail set state = 'sent', sent_at = created_at");
    await sequenceAudit(database);
    // Written through to the disk, and with it all that came before.
    await markFinished(database);
    log(`Loaded the demonstration county in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
    return true;
  });

/** Of what is loaded nobody is told before the whole is there, so none of its acts waits for the disk. */
async function loadScenes(database: Database, config: Config, { progress = () => undefined, signal }: Loading): Promise<void> {
  const unhurried = connect(notWaitingForTheDisk(database.url));
  try {
    const cast = new Cast(servicesOn(unhurried, config), new Date(), signal);
    for (const [index, scene] of [countyScene, ...SCENES].entries()) {
      progress(`Loading the demonstration county: part ${index + 1} of ${SCENES.length + 1}.`);
      await scene(cast);
    }
  } finally {
    await unhurried.close();
  }
}

function notWaitingForTheDisk(url: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `${address.searchParams.get('options') ?? ''} -c synchronous_commit=off`.trim());
  return address.href;
}

/** The sign-ins of the demonstration, for the terminal. */
export function demonstrationSignIns(siteUrl: string): string {
  const lines = [...STAFF.filter((person) => person.roles.length > 0 || person.key.startsWith('panel')), { email: 'sid.warden@wantsum.example', jobTitle: 'Runs this site' }, ...SUPPLIERS.map((supplier) => ({ email: supplier.person.email, jobTitle: supplier.name }))];
  return ['', `Demonstration: ${COUNTY.name}. Sign in at ${siteUrl}/sign-in with the password ${DEMONSTRATION_PASSWORD}`, ...lines.map((line) => `  ${line.email.padEnd(34)} ${line.jobTitle}`), ''].join('\n');
}
