import { z } from 'zod';
import { USUAL_RETENTION_MONTHS } from '#parties';
import { SYSTEM } from '#platform/access/access';
import { command, done, runCommand } from '#platform/command/command';
import type { JobHandler } from '#platform/jobs/jobs';
import { selectionActs } from '../selection.acts.ts';
import { deleteDocuments, filesWait, forgetRemoved, lockFilesToRemove, lockOverdue } from './retention.store.ts';

/** A month to notice a mistake; what an authority has read is kept as long as anybody may still ask about it. */
const KEPT = { unseenDays: 30, seenMonths: USUAL_RETENTION_MONTHS };
const AT_ONCE = 200;

/** Deletes withdrawn documents whose time is over: their rows, and with them the names of the files to remove. */
export const clearVault = command({
  act: selectionActs.clearVault,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx }) => {
    const ids = await lockOverdue(tx, KEPT, AT_ONCE);
    const counts = await deleteDocuments(tx, ids);
    return done({ documents: ids.length, ...counts }, {
      record: null, after: { documents: ids.length, ...counts }, rule: `${KEPT.unseenDays} days after a document was withdrawn that nobody was given, ${KEPT.seenMonths} months after one that somebody was`,
    });
  },
});

/** Removes from the folder the bytes whose rows are gone. Doing it twice does no harm: a crash before the end leaves the row, and the next night goes on. */
export const removeVaultFiles = command({
  act: selectionActs.removeFiles,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const ids = await lockFilesToRemove(tx, AT_ONCE);
    for (const id of ids) await services.files.remove(id);
    await forgetRemoved(tx, ids);
    return done({ removed: ids.length }, { record: null, after: { removed: ids.length } });
  },
});

export const clearVaultJob: JobHandler = {
  name: 'selection.clear-vault', cron: '10 4 * * *',
  run: async (services) => {
    for (;;) {
      const result = await runCommand(services, clearVault, SYSTEM, {});
      if (result.kind !== 'done' || result.value.documents < AT_ONCE) break;
    }
    while (await services.database.read(filesWait)) {
      const result = await runCommand(services, removeVaultFiles, SYSTEM, {});
      if (result.kind !== 'done' || result.value.removed === 0) return;
    }
  },
};
