import { restoreClock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database/connection';
import { sequenceAudit } from '#platform/audit/sequencer';
import { servicesOn } from '../app.ts';
import { Cast } from './cast.ts';
import { COUNTY, DEMONSTRATION_PASSWORD, STAFF, SUPPLIERS } from './county.data.ts';
import { countyScene } from './county.scene.ts';
import { SCENES } from './scenes.ts';

/**
 * Loads the demonstration county into an empty site: a year of its work, done through the same commands as everyone's,
 * under the replaceable clock, which is put back at the end whatever happens.
 * @returns whether it was loaded; a site that holds any body already is left alone
 */
export async function loadDemonstration(database: Database, config: Config, log: (sentence: string) => void): Promise<boolean> {
  const { rows } = await database.pool.query<{ any: boolean }>('select exists (select 1 from body) or exists (select 1 from person) as any');
  if (rows[0]!.any) return false;
  const began = Date.now();
  const cast = new Cast(servicesOn(database, config), new Date());
  try {
    await countyScene(cast);
    for (const scene of SCENES) await scene(cast);
  } finally {
    await restoreClock(database);
  }
  await database.pool.query("update outbox_mail set state = 'sent', sent_at = created_at");
  await sequenceAudit(database);
  log(`Loaded the demonstration county in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return true;
}

/** The sign-ins of the demonstration, for the terminal. */
export function demonstrationSignIns(siteUrl: string): string {
  const lines = [...STAFF.filter((person) => person.roles.length > 0 || person.key.startsWith('panel')), { email: 'sid.warden@wantsum.example', jobTitle: 'Runs this site' }, ...SUPPLIERS.map((supplier) => ({ email: supplier.person.email, jobTitle: supplier.name }))];
  return ['', `Demonstration: ${COUNTY.name}. Sign in at ${siteUrl}/sign-in with the password ${DEMONSTRATION_PASSWORD}`, ...lines.map((line) => `  ${line.email.padEnd(34)} ${line.jobTitle}`), ''].join('\n');
}
