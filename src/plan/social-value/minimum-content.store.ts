import { sql } from 'kysely';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { ContentRemoval, ContentText } from './minimum-content.ts';

/** The subject under which leaving a text out of a tender is agreed. */
export const LEAVE_OUT = 'leave-out-content';

const TEXT = sql.raw(`m.key, m.version, m.title, m.words, m.retired, m.reason, (select p.name from person p where p.id = m.set_by) as "setByName", m.set_at as "setAt"`);

/** Every version of every text of a body, the newest first within each. */
export async function contentHistory(read: Read, bodyId: string): Promise<ContentText[]> {
  const { rows } = await sql<ContentText>`select ${TEXT} from minimum_content m where m.body_id = ${bodyId} order by m.key, m.version desc limit 1000`.execute(read);
  return rows;
}

/** Adds the next version. The body is locked first, so that two who save at once take turns. */
export async function insertContent(tx: Tx, bodyId: BodyId, text: Pick<ContentText, 'key' | 'version' | 'title' | 'words' | 'retired' | 'reason'>, by: PersonId | null): Promise<boolean> {
  const { rows } = await sql`insert into minimum_content (id, body_id, key, version, title, words, retired, reason, set_by)
    values (${newId<'minimum_content'>()}, ${bodyId}, ${text.key}, ${text.version}, ${text.title}, ${text.words}, ${text.retired}, ${text.reason}, ${by}) on conflict do nothing returning id`.execute(tx);
  return rows.length === 1;
}

export interface TenderOfContent {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
}

/** Null for one that is not there, or was not made here: of those it is not known what they said. */
export async function tenderOfContent(read: Read, opportunityId: string, locked = false): Promise<TenderOfContent | null> {
  const { rows } = await sql<TenderOfContent>`select o.id, o.title, o.state, o.body_id as "bodyId", b.name as "bodyName" from opportunity o join body b on b.id = o.body_id
    where o.id = ${opportunityId} and o.source = 'made' ${locked ? sql`for update of o` : sql``}`.execute(read);
  return rows[0] ?? null;
}

/** What a tender carries: each text in the version that stood when it was published, or that stands now for a draft. With what was agreed to be left out. */
export async function contentOf(read: Read, opportunityId: string): Promise<(ContentText & { readonly leftOut: boolean })[]> {
  const { rows } = await sql<ContentText & { leftOut: boolean }>`select * from (
      select distinct on (m.key) ${TEXT}, exists (select 1 from content_removal r where r.opportunity_id = o.id and r.key = m.key and r.agreed_at is not null) as "leftOut"
      from opportunity o join minimum_content m on m.body_id = o.body_id and m.set_at <= coalesce(o.published_at, wantsum_clock())
      where o.id = ${opportunityId} and o.source = 'made' order by m.key, m.version desc) newest where not retired order by key like 'own-%', key = 'provider-diversity', key <> 'profile', key`.execute(read);
  return rows;
}

const REMOVAL = sql.raw(`r.id, r.opportunity_id as "opportunityId", r.key, r.reason, (select p.name from person p where p.id = r.asked_by) as "askedByName", r.asked_at as "askedAt", r.agreed_at as "agreedAt",
  (select a.state from approval a where a.about_kind = 'content-removal' and a.about_id = r.id order by a.round desc, a.step desc limit 1) as approval from content_removal r`);

export async function removalsOf(read: Read, opportunityId: string): Promise<ContentRemoval[]> {
  const { rows } = await sql<ContentRemoval>`select ${REMOVAL} where r.opportunity_id = ${opportunityId} order by r.asked_at, r.id`.execute(read);
  return rows;
}

export async function removalById(read: Read, id: string): Promise<ContentRemoval | null> {
  const { rows } = await sql<ContentRemoval>`select ${REMOVAL} where r.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** Holds the request and its tender until the transaction ends. */
export async function lockRemoval(tx: Tx, id: string): Promise<void> {
  await sql`select 1 from opportunity where id = (select opportunity_id from content_removal where id = ${id}) for update`.execute(tx);
}

export async function insertRemoval(tx: Tx, removal: { readonly opportunityId: string; readonly key: string; readonly reason: string; readonly by: PersonId | null }): Promise<string> {
  const id = newId<'content_removal'>();
  await tx.insertInto('content_removal').values({ id, opportunity_id: removal.opportunityId, key: removal.key, reason: removal.reason, asked_by: removal.by }).execute();
  return id;
}

export async function markRemovalAgreed(tx: Tx, id: string): Promise<void> {
  await sql`update content_removal set agreed_at = wantsum_clock() where id = ${id}`.execute(tx);
}
