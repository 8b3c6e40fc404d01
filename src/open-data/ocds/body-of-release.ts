import { newId, type BodyId } from '#kernel/ids';
import { authorityOf, slugOf } from '#parties';
import type { Tx } from '#platform/database/connection';
import { localAuthority } from '#transparency';
import type { ReleaseParty } from './read-release.ts';

/** The body that published a release: by its identifier on the central platform, then by name; made when it is new. Bodies stay when an import is undone. */
export async function bodyOfRelease(tx: Tx, buyer: ReleaseParty): Promise<BodyId> {
  const slug = slugOf(buyer.name) || 'unnamed-body';
  const authority = localAuthority(slug) ?? authorityOf(slug);
  const bodies = await tx.selectFrom('body').select(['id', 'platform_identifier', 'name', 'slug', 'gss_code'])
    .where((where) => where.or([
      where(where.fn<string>('lower', ['name']), '=', buyer.name.toLowerCase()), where('slug', 'in', [slug, authority?.slug ?? slug]),
      ...(buyer.platformIdentifier ? [where('platform_identifier', '=', buyer.platformIdentifier)] : []),
      ...(authority ? [where('gss_code', '=', authority.gssCode)] : []),
    ])).execute();
  const byIdentifier = bodies.find((body) => body.platform_identifier !== null && body.platform_identifier === buyer.platformIdentifier);
  // One with another identifier on the platform is another body of the same name.
  const byName = bodies.find((body) => body.platform_identifier === null || buyer.platformIdentifier === null);
  const found = byIdentifier ?? byName;
  if (found) {
    if (found.platform_identifier === null && buyer.platformIdentifier) await tx.updateTable('body').set({ platform_identifier: buyer.platformIdentifier }).where('id', '=', found.id).execute();
    return found.id as BodyId;
  }
  const id = newId<'body'>();
  const isAuthority = authority && !bodies.some((body) => body.gss_code === authority.gssCode);
  const wanted = isAuthority ? authority.slug : slug;
  const free = bodies.some((body) => body.slug === wanted) ? `${wanted}-${id.slice(-6)}` : wanted;
  await tx.insertInto('body').values({ id, slug: free, name: buyer.name, kind: isAuthority ? authority.kind : 'other', gss_code: isAuthority ? authority.gssCode : null, platform_identifier: buyer.platformIdentifier }).execute();
  return id;
}
