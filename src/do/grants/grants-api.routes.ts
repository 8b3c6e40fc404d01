import { Readable } from 'node:stream';
import { z } from 'zod';
import { isStillFresh, validatorHeaders } from '#platform/web/conditional';
import { notFound, page, payload, type Answer, type PageContext } from '#platform/web/route';
import { grantsAsCsv, grantsAsGiving, packageOf, type GrantsAsked, type GrantsPackage } from './export-grants.store.ts';
import { grantsActs } from './grants.acts.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const query = z.object({ body: z.string().max(80).optional().catch(undefined) });
/** Whole files are heavier than pages. */
const FILES_A_MINUTE = 60;

type Asked = PageContext<object, z.output<typeof query>>;

/** The register in the 360Giving standard: everything, or one body's (`?body=kent`), with conditional GET. */
export const grantsApiRoutes = [
  page({
    url: '/api/360giving.json', act: grantsActs.export, perMinute: FILES_A_MINUTE, query,
    show: (context) => giving(context, 'application/json; charset=utf-8', (asked, about) => grantsAsGiving(context.services.database, asked, about)),
  }),
  page({
    url: '/api/360giving.csv', act: grantsActs.export, perMinute: FILES_A_MINUTE, query,
    show: (context) => giving(context, 'text/csv; charset=utf-8', (asked) => grantsAsCsv(context.services.database, asked), 'grants-360giving.csv'),
  }),
];

async function giving({ read, services, query: { body }, held }: Asked, mediaType: string, content: (asked: GrantsAsked, about: GrantsPackage) => AsyncIterable<string>, fileName?: string): Promise<Answer> {
  if (body !== undefined && !SLUG.test(body)) return notFound;
  const asked: GrantsAsked = { prefix: services.config.givingPrefix, siteUrl: services.config.siteUrl, bodySlug: body ?? null };
  const about = await packageOf(read, asked);
  if (!about) return notFound;
  const headers = validatorHeaders(about);
  if (isStillFresh(held, about)) return payload(mediaType, '', { status: 304, headers });
  return payload(mediaType, Readable.from(content(asked, about)), { headers, ...(fileName ? { fileName } : {}) });
}
