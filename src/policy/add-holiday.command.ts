import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { recountPromises } from '#parts/promises';
import { lawFrom, storeHoliday } from './holiday.store.ts';
import { policyActs } from './policy.acts.ts';
import { dateInput } from './set-policy.command.ts';

export const DIVISIONS = { 'england-and-wales': 'England and Wales', scotland: 'Scotland', 'northern-ireland': 'Northern Ireland' } as const;

/** Adds a bank holiday announced late, or withdraws one shipped with the law. Clocks read after this count by it. */
export const addHoliday = command({
  act: policyActs.addHoliday,
  input: z.object({
    division: z.enum(['england-and-wales', 'scotland', 'northern-ireland'], 'Choose where it is held'),
    date: dateInput('Enter the day'),
    name: words(200, 'Enter the name of the day'),
    source: words(500, 'Enter where this was announced'),
    held: z.boolean({ error: 'Choose whether the day is added or withdrawn' }),
  }),
  record: () => null,
  perform: async ({ tx }, given) => {
    const stored = await storeHoliday(tx, { ...given, verified: true });
    if (!stored) return refuse('already-there', 'That day has already been changed here for that part of the United Kingdom.', { field: 'date' });
    // Working-day clocks that are running now count the new day too.
    const promisesMoved = await recountPromises(tx, await lawFrom(tx));
    return done(given, { record: null, after: { ...given, promisesMoved }, reason: given.source });
  },
});
