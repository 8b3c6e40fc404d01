import { formatDate, londonDate } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { unexplained } from './stage.ts';
import { overdueTenders } from './timetable.store.ts';

/** Dates that have passed without a word: an officer owes the reason, and the affected wait to hear it. */
export const owedReasons = {
  title: 'Dates that have passed',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (role === 'procurement-officer' && scopeKind === 'body' && scopeId !== null ? [scopeId] : []));
    const now = await readClock(read);
    const tenders = await overdueTenders(read, bodies, now, limit);
    return tenders.flatMap(({ opportunityId, title, lines }) => unexplained(lines, londonDate(now)).slice(0, 1).map((line) => ({
      words: `Say why “${line.title}” is later than ${formatDate(line.expectedOn!)}: ${title}`, dueAt: null, address: `/opportunities/${opportunityId}/slip`,
    }))).slice(0, limit);
  },
};
