import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { isStillFresh, validatorHeaders, type HeldCopy } from '#platform/web/conditional';
import { payload, type Answer } from '#platform/web/route';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** A page of another site may read these answers too: they are public, and are given without looking who asks. */
export const OPEN_TO_OTHER_SITES: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*', 'access-control-expose-headers': 'etag, last-modified, content-disposition, wantsum-cursor', 'cross-origin-resource-policy': 'cross-origin',
};

/** Requests a minute from one address to the API. */
export const API_A_MINUTE = 600;
/** A page of the feed is one look at an index, and whoever follows closely asks often. */
export const FEED_A_MINUTE = 3000;
/** Whole files are heavier, so fewer are given. */
export const FILES_A_MINUTE = 60;

interface Rest {
  readonly changedAt?: Date | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fileName?: string;
}

/** Text of an open format, or "not modified" to whoever holds the same already. */
export function openText(mediaType: string, body: string, held: HeldCopy, { changedAt = null, headers = {}, fileName }: Rest = {}): Answer {
  const validators = { tag: createHash('sha256').update(body).digest('base64url').slice(0, 22), changedAt };
  const shared = { ...OPEN_TO_OTHER_SITES, ...validatorHeaders(validators), ...headers };
  if (isStillFresh(held, validators)) return payload(mediaType, '', { status: 304, headers: shared });
  return payload(mediaType, body, { headers: shared, ...(fileName ? { fileName } : {}) });
}

/** As `openText`, for a value. */
export const openJson = (value: unknown, held: HeldCopy, rest: Rest = {}): Answer => openText(JSON_TYPE, JSON.stringify(value), held, rest);

/** A stream of an open format. */
export const openStream = (mediaType: string, body: Readable, { headers = {}, fileName }: Rest = {}): Answer => payload(mediaType, body, { headers: { ...OPEN_TO_OTHER_SITES, 'cache-control': 'public, no-cache', ...headers }, ...(fileName ? { fileName } : {}) });

/** A question that cannot be answered, with each thing that is wrong with it. */
export const openProblem = (problems: readonly { readonly field: string; readonly message: string }[]): Answer =>
  payload(JSON_TYPE, JSON.stringify({ error: 'This question cannot be answered as it was asked', problems }), { status: 400, headers: OPEN_TO_OTHER_SITES });

/** Nothing of that name is public here. */
export const openNotFound = (detail: string): Answer => payload(JSON_TYPE, JSON.stringify({ error: 'Not found', detail }), { status: 404, headers: OPEN_TO_OTHER_SITES });
