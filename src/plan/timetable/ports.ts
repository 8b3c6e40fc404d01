import type { CalendarDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';

/** What is known of the staff who would transfer. It is said, gathered and given to bidders in one place, the room of the terms; here it only counts. */
export interface TupeFacts {
  readonly answer: 'unknown' | 'no' | 'yes';
  /** In words, as everyone reads them. */
  readonly words: string;
  /** Posts of the pack that bidders get; null without one. */
  readonly posts: number | null;
  readonly factsOn: CalendarDate | null;
}

export interface TimetablePorts {
  readonly tupeFacts: (read: Read, opportunityId: string) => Promise<TupeFacts>;
}

let connected: TimetablePorts = { tupeFacts: async () => ({ answer: 'unknown', words: '', posts: null, factsOn: null }) };

/** Connects what later rooms know. `app.ts` calls it while the program starts. */
export function connectTimetable(ports: TimetablePorts): void {
  connected = ports;
}

export const ports = (): TimetablePorts => connected;
