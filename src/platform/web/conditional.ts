/** The copy that a reader holds already, as its request says (RFC 9110, section 13). */
export interface HeldCopy {
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
}

/** What an answer is known by: a tag over its content, and when anything in it last changed. */
export interface Validators {
  readonly tag: string;
  readonly changedAt: Date | null;
}

/**
 * Whether the reader's copy is still what would be answered. The tag decides where the reader gave one; the date, which has whole seconds only,
 * where it gave no tag.
 */
export function isStillFresh(held: HeldCopy, { tag, changedAt }: Validators): boolean {
  if (held.ifNoneMatch !== null) return held.ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, '')).some((one) => one === '*' || one === `"${tag}"`);
  if (held.ifModifiedSince === null || changedAt === null) return false;
  const since = Date.parse(held.ifModifiedSince);
  return !Number.isNaN(since) && Math.floor(changedAt.getTime() / 1000) * 1000 <= since;
}

/** The headers that let the next reader ask so. The tag is weak: the same content may be sent compressed or not. */
export const validatorHeaders = ({ tag, changedAt }: Validators): Readonly<Record<string, string>> => ({ etag: `W/"${tag}"`, ...(changedAt ? { 'last-modified': changedAt.toUTCString() } : {}), 'cache-control': 'public, no-cache' });
