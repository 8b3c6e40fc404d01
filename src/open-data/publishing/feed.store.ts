import { sql, type RawBuilder } from 'kysely';
import { withholdingsOf, withoutWithheld, type Json } from '#ocds';
import type { Database, Read } from '#platform/database/connection';
import type { FeedQuery } from './feed-query.ts';

/** A release as the feed gives it. */
export interface FeedRelease {
  /** Its place in the feed. */
  readonly position: bigint;
  readonly ocid: string;
  readonly content: Json;
  /** When it was made, or when something was last taken out of it. */
  readonly changedAt: Date;
}

interface Row extends FeedRelease {
  readonly agreementId: string | null;
}

const COLUMNS = sql`r.position, r.ocid, r.content, r.agreement_id as "agreementId", greatest(r.built_at, r.retracted_at) as "changedAt"`;

const conditionsOf = ({ since, until, body }: Pick<FeedQuery, 'since' | 'until' | 'body'>): RawBuilder<unknown> => sql`
  ${since === null ? sql`true` : sql`r.dated_at >= ${since}`} and ${until === null ? sql`true` : sql`r.dated_at < ${until}`}
  and ${body === null ? sql`true` : sql`r.body_id = (select id from body where slug = ${body})`}`;

/** One page: the releases after the cursor, in the order of the feed, and whether there are more. Two queries, however many releases. */
export async function feedPage(read: Read, query: FeedQuery): Promise<{ readonly releases: readonly FeedRelease[]; readonly more: boolean }> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ocds_release r where r.position > ${query.cursor} and ${conditionsOf(query)} order by r.position limit ${query.limit + 1}`.execute(read);
  return { releases: await asPublic(read, rows.slice(0, query.limit)), more: rows.length > query.limit };
}

/** The last place that is taken now. What stands at or before it will never be added to. */
export async function feedHead(read: Read): Promise<bigint> {
  const { rows } = await sql<{ head: bigint }>`select coalesce(max(position), 0)::bigint as head from ocds_release`.execute(read);
  return rows[0]!.head;
}

/** Every release of a process that has its place, oldest first. */
export async function releasesOfProcess(read: Read, ocid: string): Promise<readonly FeedRelease[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ocds_release r where r.ocid = ${ocid} and r.position is not null order by r.dated_at, r.position`.execute(read);
  return asPublic(read, rows);
}

const RELEASES_A_FETCH = 500;

/**
 * Every release after a cursor up to a place, a few hundred at a time: in short reads, so that a slow reader holds nothing open, and in memory
 * that does not grow with the feed.
 */
export async function* streamFeed(database: Database, query: FeedQuery, head: bigint): AsyncGenerator<readonly FeedRelease[]> {
  for (let cursor = query.cursor; cursor < head;) {
    const { releases, more } = await database.read((read) => feedPage(read, { ...query, cursor, limit: RELEASES_A_FETCH }));
    const within = releases.filter(({ position }) => position <= head);
    if (within.length > 0) yield within;
    if (!more || within.length < releases.length) return;
    cursor = releases.at(-1)!.position;
  }
}

/** What was kept may have come to be withheld since: it is left out from the moment the label is there, not when the worker has been. */
async function asPublic(read: Read, rows: readonly Row[]): Promise<readonly FeedRelease[]> {
  const withholdings = await withholdingsOf(read, [...new Set(rows.map(({ ocid }) => ocid))], rows.flatMap(({ agreementId }) => agreementId ?? []));
  return rows.map(({ position, ocid, content, changedAt }) => ({ position, ocid, content: withholdings.length === 0 ? content : withoutWithheld(content, withholdings), changedAt }));
}
