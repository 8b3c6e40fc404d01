import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { itemsOf } from './read-release.ts';

export type ReleasesIn = { readonly ok: true; readonly releases: readonly unknown[]; readonly sha256: Buffer } | { readonly ok: false; readonly why: string };

/** A package is read whole; Find a Tender gives a hundred releases in one. */
const LARGEST_BYTES = 200_000_000;
/** A list of lists of packages is still read; what is nested further is none. */
const DEEPEST_LISTS = 4;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The releases of a file: a release package, a record package (its compiled release where the others are only linked), one release, a list
 * of any of these, or one on each line. What stands among them and is none comes too, to be refused by its number: nothing is lost unsaid.
 */
export async function releasesIn(path: string): Promise<ReleasesIn> {
  if ((await stat(path)).size > LARGEST_BYTES) return { ok: false, why: 'The file is larger than 200 MB. Split it: one release on each line.' };
  const bytes = await readFile(path);
  const parsed = parsedFrom(decoded(bytes).trim());
  if (!parsed.ok) return parsed;
  const releases = parsed.values.flatMap((value) => releasesOf(value, 0));
  if (!releases.some(looksLikeOne)) return { ok: false, why: 'The file holds no OCDS releases.' };
  return { ok: true, releases, sha256: createHash('sha256').update(bytes).digest() };
}

const looksLikeOne = (value: unknown): boolean => isObject(value) && ['ocid', 'tag', 'tender', 'awards', 'contracts', 'planning', 'parties'].some((name) => value[name] !== undefined);

function decoded(bytes: Buffer): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 1 && bytes[0] !== 0 && bytes[1] === 0);
  return (isUtf16 ? bytes.toString('utf16le') : bytes.toString('utf8')).replace(/^\uFEFF+/, '');
}

function parsedFrom(text: string): { readonly ok: true; readonly values: readonly unknown[] } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, values: [JSON.parse(text)] };
  } catch {
    const values: unknown[] = [];
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      if (line.trim() === '') continue;
      try {
        values.push(JSON.parse(line));
      } catch {
        return { ok: false, why: values.length > 0 ? `The file has JSON on each line, and line ${index + 1} is none: it may have been cut short.` : 'The file is not JSON, or was cut short.' };
      }
    }
    return values.length > 0 ? { ok: true, values } : { ok: false, why: 'The file is not JSON.' };
  }
}

function releasesOf(value: unknown, depth: number): unknown[] {
  if (Array.isArray(value) && depth < DEEPEST_LISTS) return value.flatMap((one) => releasesOf(one, depth + 1));
  if (!isObject(value)) return [value];
  if (value['releases'] !== undefined) return itemsOf(value['releases']);
  if (value['records'] !== undefined) return itemsOf(value['records']).flatMap(releasesOfRecord);
  return [value];
}

function releasesOfRecord(record: unknown): unknown[] {
  if (!isObject(record)) return [record];
  const releases = itemsOf(record['releases']);
  const areOnlyLinks = releases.every((one) => isObject(one) && one['url'] !== undefined && !looksLikeOne({ ...one, tag: undefined }));
  return areOnlyLinks && isObject(record['compiledRelease']) ? [record['compiledRelease']] : releases;
}
