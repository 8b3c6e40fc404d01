import { EXTENSIONS, LICENCE, releasePackage, type Json } from '#ocds';

/** Whose feed this is. The site publishes for every body on it; each release names its own buyer. */
export const publisherOf = (siteUrl: string): { readonly name: string; readonly uri: string } => ({ name: new URL(siteUrl).host, uri: siteUrl });

/** A page of the feed: a release package with the pagination extension's links. */
export function feedPackage(siteUrl: string, address: string, publishedAt: Date, releases: readonly Json[], next: string | null): Json {
  return {
    ...releasePackage(siteUrl + address, publishedAt, publisherOf(siteUrl), releases), publicationPolicy: `${siteUrl}/open-data`,
    ...(next === null ? {} : { links: { next: siteUrl + next } }),
  };
}

/** The record of one process: its releases as they stand in the feed, and what they come to. */
export const recordPackage = (siteUrl: string, ocid: string, publishedAt: Date, releases: readonly Json[], compiledRelease: unknown): Json => ({
  uri: `${siteUrl}/api/ocds/records/${encodeURIComponent(ocid)}.json`, version: '1.1', extensions: EXTENSIONS, publishedDate: publishedAt.toISOString(), publisher: publisherOf(siteUrl), license: LICENCE,
  publicationPolicy: `${siteUrl}/open-data`, records: [{ ocid, releases, compiledRelease }],
});
