import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { JobHandler } from '#platform/jobs/jobs';
import type { Services } from '#platform/services';
import { anyAbandoned, removeAbandoned } from './uploaded-file.store.ts';
import { uploadsActs } from './uploads.acts.ts';

const AT_ONCE = 200;
/** Files that a request left half written when the process ended have no other owner; no request lasts so long. */
const LEFTOVER_MILLISECONDS = 86_400_000;

/** Removes files that were sent and that nobody went on with. Their bytes follow with all others whose rows are gone (#selection, nightly). */
export const clearUploads = command({
  act: uploadsActs.clear,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const { uploadDays } = services.config;
    const files = await removeAbandoned(tx, uploadDays, AT_ONCE);
    return done({ files }, { record: null, after: { files }, rule: `${uploadDays} days after a file was sent that nobody loaded` });
  },
});

export const clearUploadsJob: JobHandler = {
  name: 'uploads.clear', cron: '50 3 * * *',
  run: async (services) => {
    while (await services.database.read((read) => anyAbandoned(read, services.config.uploadDays))) {
      const result = await runCommand(services, clearUploads, SYSTEM, {});
      if (result.kind !== 'done' || result.value.files === 0) break;
    }
    await removeLeftovers(services);
  },
};

async function removeLeftovers(services: Services): Promise<void> {
  const folder = join(services.config.dataFolder, 'uploads');
  const now = (await services.database.read(readClock)).getTime();
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() && now - found.mtimeMs > LEFTOVER_MILLISECONDS) await rm(path, { force: true });
  }
}
