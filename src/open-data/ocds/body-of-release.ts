import { newId, type BodyId } from '#kernel/ids';
import { authorityOf, slugOf } from '#parties';
import type { Tx } from '#platform/database/connection';
import { localAuthority } from '#transparency';
import type { ReadRelease, Release, ReleaseParty } from './read-release.ts';

/** A release of a file, by its place there. */
export interface Numbered {
  readonly raw: unknown;
  readonly number: number;
  readonly read: ReadRelease;
}

/** Who buys in each process. A change that names no buyer is of whoever began its process: in the same file, or here already. */
export class BuyersOfProcesses {
  readonly #tx: Tx;
  readonly #named = new Map<string, ReleaseParty>();
  readonly #here = new Map<string, BodyId>();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Refuses the releases of which nobody says who buys. One question, however many there are. */
  async settle(given: readonly Numbered[]): Promise<readonly Numbered[]> {
    const releases = given.flatMap(({ read }) => (read.ok ? [read.release] : []));
    for (const { ocid, buyer } of releases) if (buyer && !this.#named.has(ocid)) this.#named.set(ocid, buyer);
    const unknown = [...new Set(releases.filter(({ ocid, buyer }) => !buyer && !this.#named.has(ocid)).map(({ ocid }) => ocid))];
    if (unknown.length > 0) {
      const rows = await this.#tx.selectFrom('notice').select(['ocid', 'body_id']).where('ocid', 'in', unknown).where('body_id', 'is not', null).orderBy('published_at').execute();
      for (const { ocid, body_id: bodyId } of rows) this.#here.set(ocid!, bodyId as BodyId);
    }
    return given.map((one) => (one.read.ok && !one.read.release.buyer && !this.#named.has(one.read.release.ocid) && !this.#here.has(one.read.release.ocid) ? { ...one, read: { ok: false, why: 'the release names no buyer, and no earlier release of its process does' } } : one));
  }

  async bodyOf({ buyer, ocid }: Release): Promise<BodyId> {
    const named = buyer ?? this.#named.get(ocid);
    return named ? bodyOfRelease(this.#tx, named) : this.#here.get(ocid)!;
  }
}

/** The body that published a release: by its identifier on the central platform, then by name; made when it is new. Bodies stay when an import is undone. */
async function bodyOfRelease(tx: Tx, buyer: ReleaseParty): Promise<BodyId> {
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
