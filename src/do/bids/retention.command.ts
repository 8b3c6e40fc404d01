import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import { policyNote, policyValues } from '#policy';
import { bidsActs } from './bids.acts.ts';
import { ports } from './ports.ts';
import { bidsWait, bodiesWithBids, deleteContents, lockDue, type Kept } from './retention.store.ts';

const AT_ONCE = 50;

/** What a body lets stand today, with its words; null where it set no time. */
async function keptBy(read: Read, bodyId: string, what: Kept['what']): Promise<{ readonly kept: Kept; readonly rule: string } | null> {
  const policy = await policyValues(read, bodyId, ['retention.draftBidMonths', 'retention.unsuccessfulBidYears'], londonDate(await readClock(read)));
  const [months, years] = [policy['retention.draftBidMonths'], policy['retention.unsuccessfulBidYears']];
  if (what === 'drafts') return months.value === null ? null : { kept: { what, months: months.value }, rule: policyNote(months).sentence };
  return years.value === null ? null : { kept: { what, years: years.value }, rule: policyNote(years).sentence };
}

/**
 * Deletes what was written in bids of one body whose time is over, a batch at a time. That there was a bid, its receipt and its result stay; the
 * entry says how many, and by which rule, and names no bidder.
 */
export const clearBids = command({
  act: bidsActs.clearContents,
  input: z.object({ bodyId: z.string().refine(isId), what: z.enum(['drafts', 'unsuccessful']) }),
  record: () => null,
  perform: async ({ tx }, { bodyId, what }) => {
    const setting = await keptBy(tx, bodyId, what);
    if (!setting) return refuse('not-set', 'This authority has set no time after which these are deleted.');
    const ids = await lockDue(tx, bodyId, setting.kept, AT_ONCE);
    const deleted = await deleteContents(tx, ids);
    const judgements = await ports().clearJudgements(tx, ids);
    const counts = { bids: ids.length, ...deleted, judgements };
    return done(counts, { record: null, bodyId: idFrom<'body'>(bodyId), after: { what, ...counts }, rule: setting.rule });
  },
});

export const clearBidsJob: JobHandler = {
  name: 'bids.clear-contents', cron: '50 3 * * *',
  run: async (services) => {
    for (const bodyId of await services.database.read(bodiesWithBids)) {
      for (const what of ['drafts', 'unsuccessful'] as const) {
        const setting = await services.database.read((read) => keptBy(read, bodyId, what));
        while (setting && (await services.database.read((read) => bidsWait(read, bodyId, setting.kept)))) {
          const result = await runCommand(services, clearBids, SYSTEM, { bodyId, what });
          // What another holds locked waits for the next night.
          if (result.kind !== 'done' || result.value.bids === 0) break;
        }
      }
    }
  },
};
