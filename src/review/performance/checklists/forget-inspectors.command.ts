import { z } from 'zod';
import { idFrom, isId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { command, done, runCommand } from '#platform/command/command';
import type { JobHandler } from '#platform/jobs/jobs';
import { performanceActs } from '../performance.acts.ts';
import { bodiesWithNames, forgetOverdue, namesKeptMonths, namesWait } from './forget.store.ts';

const AT_ONCE = 200;

/** Takes out the names and email addresses of people who answered checklists of one body, where their time is over. What they answered stays, and the entry names nobody. */
export const forgetInspectors = command({
  act: performanceActs.forgetInspectors,
  input: z.object({ bodyId: z.string().refine(isId) }),
  record: () => null,
  perform: async ({ tx }, { bodyId }) => {
    const months = await namesKeptMonths(tx, bodyId);
    const counts = await forgetOverdue(tx, bodyId, months, AT_ONCE);
    return done(counts, { record: null, bodyId: idFrom<'body'>(bodyId), after: { ...counts }, rule: `${months} months after the review; email addresses once it is written up` });
  },
});

export const forgetInspectorsJob: JobHandler = {
  name: 'performance.forget-inspectors', cron: '20 4 * * *',
  run: async (services) => {
    for (const bodyId of await services.database.read(bodiesWithNames)) {
      while (await services.database.read(async (read) => namesWait(read, bodyId, await namesKeptMonths(read, bodyId)))) {
        const result = await runCommand(services, forgetInspectors, SYSTEM, { bodyId });
        // What another holds locked waits for the next night.
        if (result.kind !== 'done' || result.value.names + result.value.emails === 0) break;
      }
    }
  },
};
