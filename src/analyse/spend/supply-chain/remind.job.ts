import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import { spendActs } from '../spend.acts.ts';
import { returnAddress, tellContractor } from './supply-chain.commands.ts';
import { contractsThatOwe, owedReturns, remindersSent, type ContractOfReturns, type OwedReturn } from './supply-chain.store.ts';

/** A contractor is reminded so many days before a return is due. */
const DAYS_BEFORE = 7;

interface Reminder {
  readonly contract: ContractOfReturns;
  readonly owed: OwedReturn;
  readonly kind: 'due' | 'late';
}

/** The reminders that are to go out today: one before a return is due, one when it is late, each once. */
async function remindersOwed(read: Read, today: CalendarDate): Promise<Reminder[]> {
  const contracts = await contractsThatOwe(read, null);
  const [owed, sent] = [await owedReturns(read, contracts, today), await remindersSent(read, contracts.map(({ id }) => id))];
  return contracts.flatMap((contract) => owed.get(contract.id)!.flatMap((one): Reminder[] => {
    const kind = one.standing === 'late' ? 'late' : one.standing === 'open' && addDays(one.dueOn, -DAYS_BEFORE) <= today ? 'due' : null;
    return kind === null || sent.has(`${contract.id} ${one.fromOn} ${kind}`) ? [] : [{ contract, owed: one, kind }];
  }));
}

/** Reminds contractors of returns that are nearly due or late, each once. */
export const remindReturns = command({
  act: spendActs.remindReturns,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const reminders = await remindersOwed(tx, londonDate(await readClock(tx)));
    let told = 0;
    for (const { contract, owed, kind } of reminders) {
      const { rows } = await sql`insert into second_tier_reminder (agreement_id, period_from_on, kind) values (${contract.id}, ${owed.fromOn}, ${kind}) on conflict do nothing returning 1`.execute(tx);
      if (rows.length === 0) continue;
      const period = `${formatDate(owed.fromOn)} to ${formatDate(owed.toOn)}`;
      told += await tellContractor(tx, contract, kind === 'late' ? `Your return of ${period} is late` : `Your return of ${period} is due on ${formatDate(owed.dueOn)}`,
        `Your contract “${contract.title}” asks you to return what you paid to sub-contractors from ${period}. It ${kind === 'late' ? 'was' : 'is'} due on ${formatDate(owed.dueOn)}. Put it in here:\n${services.config.siteUrl}${returnAddress(contract.id, owed.fromOn)}\n`);
    }
    return done(reminders.length, { record: null, after: { reminders: reminders.length, told } });
  },
});

/** Every working morning; nothing is noted while nothing is owed. */
export const remindReturnsJob: JobHandler = {
  name: 'spend.remind-returns',
  cron: '20 8 * * 1-5',
  run: async (services) => {
    const any = await services.database.read(async (read) => (await remindersOwed(read, londonDate(await readClock(read)))).length > 0);
    if (any) await runCommand(services, remindReturns, SYSTEM, {});
  },
};
