import { londonDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { policyValue } from '#policy';

/** The smallest number that a body shows the public in a result, as it is set today; null where every result is shown. */
export async function fewestShown(read: Read, bodyId: string): Promise<number | null> {
  return (await policyValue(read, bodyId, 'results.fewestShown', londonDate(await readClock(read)))).value;
}
