import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { listOf } from './read-release.ts';

export type ReleasesIn = { readonly ok: true; readonly releases: readonly unknown[]; readonly sha256: Buffer } | { readonly ok: false; readonly why: string };

/** A package is read whole; Find a Tender gives a hundred releases in one. */
const LARGEST_BYTES = 200_000_000;

/** The releases of a file: a release package, a record package, one release, a list of any of these, or one on each line. */
export async function releasesIn(path: string): Promise<ReleasesIn> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST_BYTES) return { ok: false, why: 'The file is larger than 200 MB. Split it: one release on each line.' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '').trim();
  const parsed = parsedFrom(text);
  if (parsed === null) return { ok: false, why: 'The file is not JSON.' };
  const releases = parsed.flatMap(releasesOf);
  if (releases.length === 0) return { ok: false, why: 'The file holds no OCDS releases.' };
  return { ok: true, releases, sha256: createHash('sha256').update(bytes).digest() };
}

function parsedFrom(text: string): unknown[] | null {
  try {
    return [JSON.parse(text)];
  } catch {
    try {
      return text.split(/\r?\n/).filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
    } catch {
      return null;
    }
  }
}

function releasesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(releasesOf);
  if (typeof value !== 'object' || value === null) return [];
  const given = value as Readonly<Record<string, unknown>>;
  if (given['releases'] !== undefined) return listOf(given['releases']);
  if (given['records'] !== undefined) return listOf(given['records']).flatMap((record) => listOf(record['releases']));
  return given['ocid'] !== undefined || given['tag'] !== undefined ? [given] : [];
}
