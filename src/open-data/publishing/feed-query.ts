import { calendarDateOrNull, addDays, londonInstant } from '#kernel/calendar-date';

/** What a reader asks of the feed. */
export interface FeedQuery {
  /** The place after which to go on; 0 for the beginning. */
  readonly cursor: bigint;
  readonly limit: number;
  /** Releases dated from this instant on. */
  readonly since: Date | null;
  /** Releases dated before this instant: a day that is asked for is included whole. */
  readonly until: Date | null;
  readonly body: string | null;
}

export const USUAL_RELEASES = 100;
export const MOST_RELEASES = 1000;

const LAST_DAY = '9999-12-31';

export type ReadFeedQuery = { readonly ok: true; readonly query: FeedQuery } | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly message: string }[] };

/** Reads an address's query. A reader's program that asks wrongly is told so: a question half understood would look like an answer. */
export function readFeedQuery(given: Readonly<Record<string, unknown>>): ReadFeedQuery {
  const problems: { field: string; message: string }[] = [];
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name].trim() : given[name] === undefined ? '' : '\0');
  const cursor = text('cursor');
  if (cursor !== '' && !/^\d{1,18}$/.test(cursor)) problems.push({ field: 'cursor', message: 'Give the cursor as an earlier answer gave it, or none to begin at the beginning.' });
  const limit = text('limit');
  if (limit !== '' && !(/^\d{1,4}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= MOST_RELEASES)) problems.push({ field: 'limit', message: `Ask for 1 to ${MOST_RELEASES} releases.` });
  const since = text('since') === '' ? null : instantFrom(text('since'), 0);
  const until = text('until') === '' ? null : instantFrom(text('until'), 1);
  for (const [field, value] of [['since', since], ['until', until]] as const) if (value === undefined) problems.push({ field, message: 'Give a day (2026-04-01) or an instant (2026-04-01T09:00:00Z).' });
  const body = text('body');
  if (body !== '' && !/^[a-z0-9-]{1,200}$/.test(body)) problems.push({ field: 'body', message: 'Give a body’s short name, as it stands in addresses here.' });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, query: { cursor: cursor === '' ? 0n : BigInt(cursor), limit: limit === '' ? USUAL_RELEASES : Number(limit), since: since ?? null, until: until ?? null, body: body || null } };
}

/** An instant as written, or the first instant in London of a day (of the day after, for the end of a span). Undefined when it is neither. */
function instantFrom(text: string, daysLater: 0 | 1): Date | undefined {
  const day = calendarDateOrNull(text);
  // After the last day that can be written there is no other.
  if (day !== null) return londonInstant(day === LAST_DAY ? day : addDays(day, daysLater), '00:00');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
