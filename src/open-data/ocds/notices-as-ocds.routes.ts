import { noticeById, type Notice } from '#parts/notices';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { notFound, page, pageOf, payload } from '#platform/web/route';
import { noticeAsRelease } from './notice-as-release.ts';
import { noticePathPage } from './notice-path.page.ts';
import { procurementPath } from './notice-path.store.ts';
import { ocdsActs } from './ocds.acts.ts';
import type { Json } from './parties-of-release.ts';
import { releaseFacts } from './release-facts.store.ts';
import { releasePackage } from './release-package.ts';
import { withoutWithheld } from './withheld.ts';
import { withholdingsOf } from './withheld.store.ts';

export const noticesAsOcdsRoutes = [
  page({
    url: '/notices/:id/ocds.json',
    act: ocdsActs.viewRelease,
    show: async ({ read, services, params }) => {
      const notice = await noticeById(read, params.id);
      const release = notice && (await releaseOf(read, services, notice));
      if (!notice || !release) return notFound;
      const { name } = await read.selectFrom('body').select('name').where('id', '=', notice.bodyId).executeTakeFirstOrThrow();
      const { siteUrl } = services.config;
      return payload('application/json; charset=utf-8', JSON.stringify(releasePackage(`${siteUrl}/notices/${notice.id}/ocds.json`, notice.publishedAt, { name, uri: siteUrl }, [release])));
    },
  }),
  page({
    url: '/opportunities/:id/notices',
    act: ocdsActs.viewPath,
    show: async ({ read, params }) => {
      const path = await procurementPath(read, params.id);
      return path ? pageOf('Notices in the law’s order', noticePathPage(path), { backLink: { href: `/opportunities/${params.id}` } }) : notFound;
    },
  }),
];

/** The release that is kept; for a moment after publication the one that will be; for an imported notice the publisher's own. */
async function releaseOf(read: Read, services: Services, notice: Notice): Promise<Json | null> {
  const kept = await read.selectFrom('ocds_release').select('content').where('notice_id', '=', notice.id).executeTakeFirst();
  const facts = kept || notice.source === 'imported' ? null : await releaseFacts(read, notice, services.config);
  const release = kept ? (kept.content as Json) : notice.source === 'imported' ? ((notice.content['release'] as Json | undefined) ?? null) : facts && noticeAsRelease(facts);
  // What came to be withheld after it was kept is left out at once, not when the worker has been.
  return release && withoutWithheld(release, await withholdingsOf(read, [String(release['ocid'])], []));
}
