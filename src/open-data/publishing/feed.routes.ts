import { Readable } from 'node:stream';
import { page, type Answer, type PageContext } from '#platform/web/route';
import { compiledRelease } from './compiled-release.reference.ts';
import { feedPackage, recordPackage } from './feed-package.ts';
import { readFeedQuery, type FeedQuery } from './feed-query.ts';
import { feedHead, feedPage, releasesOfProcess, streamFeed, type FeedRelease } from './feed.store.ts';
import { FEED_A_MINUTE, FILES_A_MINUTE, openJson, openNotFound, openProblem, openStream } from './public-answer.page.ts';
import { publishingActs } from './publishing.acts.ts';

export const FEED = '/api/ocds/releases.json';
const LINES = '/api/ocds/releases.jsonl';
/** One release a line. No registered type says so better; compression knows it as JSON. */
const LINES_TYPE = 'application/x-ndjson; charset=utf-8';

export const feedRoutes = [
  page({ url: FEED, act: publishingActs.readFeed, perMinute: FEED_A_MINUTE, show: showPage }),
  page({ url: LINES, act: publishingActs.readFeed, perMinute: FILES_A_MINUTE, show: showLines }),
  page({ url: '/api/ocds/records/:ocid.json', act: publishingActs.readFeed, perMinute: FEED_A_MINUTE, show: showRecord }),
];

async function showPage({ read, query, services, held }: PageContext<unknown, Record<string, unknown>>): Promise<Answer> {
  const asked = readFeedQuery(query);
  if (!asked.ok) return openProblem(asked.problems);
  const { releases, more } = await feedPage(read, asked.query);
  const cursor = releases.at(-1)?.position ?? asked.query.cursor;
  const changedAt = lastChange(releases);
  const { siteUrl } = services.config;
  // A page's own date is that of its newest release: the same page is the same text until something in it changes.
  const body = feedPackage(siteUrl, addressOf(asked.query), changedAt ?? new Date(0), releases.map(({ content }) => content), more ? addressOf({ ...asked.query, cursor }) : null);
  return openJson(body, held, { changedAt, headers: { 'wantsum-cursor': String(cursor) } });
}

/** The whole feed, or what stands after a cursor, up to what was there when it was asked for. Its header says where to go on from. */
async function showLines({ read, query, services }: PageContext<unknown, Record<string, unknown>>): Promise<Answer> {
  const asked = readFeedQuery({ ...query, limit: undefined });
  if (!asked.ok) return openProblem(asked.problems);
  const head = await feedHead(read);
  const lines = async function* (): AsyncGenerator<string> {
    for await (const releases of streamFeed(services.database, asked.query, head)) yield releases.map(({ content }) => `${JSON.stringify(content)}\n`).join('');
  };
  const last = head > asked.query.cursor ? head : asked.query.cursor;
  return openStream(LINES_TYPE, Readable.from(lines()), { fileName: 'releases.jsonl', headers: { 'wantsum-cursor': String(last) } });
}

async function showRecord({ read, services, params, held }: PageContext<{ readonly ocid: string }>): Promise<Answer> {
  const releases = await releasesOfProcess(read, params.ocid);
  if (releases.length === 0) return openNotFound('No process of this identifier has a release here.');
  const contents = releases.map(({ content }) => content);
  const changedAt = lastChange(releases)!;
  return openJson(recordPackage(services.config.siteUrl, params.ocid, changedAt, contents, compiledRelease(contents)), held, { changedAt });
}

const lastChange = (releases: readonly FeedRelease[]): Date | null => releases.reduce<Date | null>((latest, { changedAt }) => (latest !== null && latest > changedAt ? latest : changedAt), null);

function addressOf({ cursor, limit, since, until, body }: FeedQuery): string {
  const parameters = new URLSearchParams({ ...(cursor > 0n ? { cursor: String(cursor) } : {}), limit: String(limit), ...(since ? { since: since.toISOString() } : {}), ...(until ? { until: until.toISOString() } : {}), ...(body ? { body } : {}) });
  return `${FEED}?${parameters}`;
}
