import { sql } from 'kysely';
import { newId, type BodyId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { putInSearch } from '#platform/search/search-index';
import { BODY_KINDS, type BodyKind } from './body.ts';

export interface Body {
  readonly id: BodyId;
  readonly slug: string;
  readonly name: string;
  readonly kind: BodyKind;
  readonly gssCode: string | null;
  readonly platformIdentifier: string | null;
  readonly website: string | null;
  readonly contactEmail: string | null;
}

type BodyDetails = Omit<Body, 'id'>;

const bodies = (read: Read) => read.selectFrom('body').select(['id', 'slug', 'name', 'kind', 'gss_code', 'platform_identifier', 'website', 'contact_email']);
const bodyFrom = (row: Awaited<ReturnType<ReturnType<typeof bodies>['executeTakeFirstOrThrow']>>): Body => ({
  id: row.id as BodyId, slug: row.slug, name: row.name, kind: row.kind as BodyKind, gssCode: row.gss_code, platformIdentifier: row.platform_identifier, website: row.website, contactEmail: row.contact_email,
});

/** Every body that takes part, by name. */
export const allBodies = async (read: Read): Promise<Body[]> => (await bodies(read).orderBy('name').orderBy('id').limit(1000).execute()).map(bodyFrom);

export async function bodyById(read: Read, id: string): Promise<Body | null> {
  const row = await bodies(read).where('id', '=', id).executeTakeFirst();
  return row ? bodyFrom(row) : null;
}

export async function bodyBySlug(read: Read, slug: string): Promise<Body | null> {
  const row = await bodies(read).where('slug', '=', slug).executeTakeFirst();
  return row ? bodyFrom(row) : null;
}

/** The field in which another body has this already. */
export async function takenField(read: Read, details: Pick<BodyDetails, 'slug' | 'gssCode' | 'platformIdentifier'>, exceptId: string | null): Promise<'slug' | 'gssCode' | 'platformIdentifier' | null> {
  const rows = await bodies(read).where((where) => where.or([where('slug', '=', details.slug), where('gss_code', '=', details.gssCode), where('platform_identifier', '=', details.platformIdentifier)])).execute();
  const others = rows.filter((row) => row.id !== exceptId);
  if (others.some((row) => row.slug === details.slug)) return 'slug';
  if (others.some((row) => row.gss_code !== null && row.gss_code === details.gssCode)) return 'gssCode';
  return others.length > 0 ? 'platformIdentifier' : null;
}

const columnsOf = (details: BodyDetails) => ({
  slug: details.slug, name: details.name, kind: details.kind, gss_code: details.gssCode, platform_identifier: details.platformIdentifier, website: details.website, contact_email: details.contactEmail,
});

export async function insertBody(tx: Tx, details: BodyDetails): Promise<BodyId> {
  const id = newId<'body'>();
  await tx.insertInto('body').values({ id, ...columnsOf(details), created_at: sql`wantsum_clock()` }).execute();
  await indexBody(tx, id, details);
  return id;
}

export async function updateBody(tx: Tx, id: BodyId, details: BodyDetails): Promise<void> {
  await tx.updateTable('body').set(columnsOf(details)).where('id', '=', id).execute();
  await indexBody(tx, id, details);
}

const indexBody = (tx: Tx, id: BodyId, details: BodyDetails): Promise<void> =>
  putInSearch(tx, { record: { kind: 'body', id }, bodyId: id, title: details.name, summary: BODY_KINDS[details.kind], address: `/bodies/${id}`, words: [details.slug] });

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly endedOn: string | null;
  readonly endedReason: string | null;
  /** The one it went into, under which it is counted since. */
  readonly successorName: string | null;
  /** What it was called before, the earliest first. */
  readonly formerNames: readonly { readonly name: string; readonly untilOn: string; readonly reason: string }[];
}

/** A body's directorates and services, those that go on first. */
export async function unitsOf(read: Read, bodyId: string): Promise<Unit[]> {
  const { rows } = await sql<Unit>`select u.id, u.name, u.ended_on::text as "endedOn", u.ended_reason as "endedReason", (select s.name from organisational_unit s where s.id = u.successor_id) as "successorName",
      coalesce((select json_agg(json_build_object('name', f.name, 'untilOn', f.until_on::text, 'reason', f.reason) order by f.until_on, f.changed_at) from former_unit_name f where f.unit_id = u.id), '[]') as "formerNames"
    from organisational_unit u where u.body_id = ${bodyId} order by u.ended_on is not null, u.name limit 500`.execute(read);
  return rows;
}
