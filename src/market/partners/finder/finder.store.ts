import { sql } from 'kysely';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Conversation, PartnerCounts, PostKind } from './finder.ts';

/** How many look for partners around an opportunity, its lots, and the exercise it came from. Each organisation counts once a kind. */
export async function partnerCounts(read: Read, opportunityId: string): Promise<PartnerCounts> {
  const { rows } = await sql<PartnerCounts>`select count(distinct organisation_id) filter (where kind = 'seeking')::int as seeking, count(distinct organisation_id) filter (where kind = 'offering')::int as offering
    from partner_post where closed_at is null and (opportunity_id = ${opportunityId} or exercise_id = (select exercise_id from opportunity where id = ${opportunityId}))`.execute(read);
  return rows[0]!;
}

export async function countsOnLots(read: Read, opportunityId: string): Promise<ReadonlyMap<string, PartnerCounts>> {
  const { rows } = await sql<PartnerCounts & { lotId: string }>`select lot_id as "lotId", count(*) filter (where kind = 'seeking')::int as seeking, count(*) filter (where kind = 'offering')::int as offering
    from partner_post where closed_at is null and opportunity_id = ${opportunityId} and lot_id is not null group by lot_id`.execute(read);
  return new Map(rows.map((row) => [row.lotId, row]));
}

export async function countsOnExercise(read: Read, exerciseId: string): Promise<PartnerCounts> {
  const { rows } = await sql<PartnerCounts>`select count(*) filter (where kind = 'seeking')::int as seeking, count(*) filter (where kind = 'offering')::int as offering from partner_post where closed_at is null and exercise_id = ${exerciseId}`.execute(read);
  return rows[0]!;
}

export interface Post {
  readonly id: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly kind: PostKind;
  readonly lot: string | null;
  readonly words: string;
  readonly createdAt: Date;
  readonly opportunityId: string | null;
  readonly exerciseId: string | null;
}

const POST = sql.raw(`p.id, p.organisation_id as "organisationId", g.name as organisation, p.kind, l.number || '. ' || l.title as lot, p.words, p.created_at as "createdAt", p.opportunity_id as "opportunityId", p.exercise_id as "exerciseId"`);
const FROM = sql.raw('partner_post p join organisation g on g.id = p.organisation_id left join lot l on l.id = p.lot_id');

export async function postsAround(read: Read, around: { readonly opportunityId?: string; readonly exerciseId?: string }): Promise<Post[]> {
  const { rows } = await sql<Post>`select ${POST} from ${FROM} where p.closed_at is null and (p.opportunity_id = ${around.opportunityId ?? null}::uuid
    or p.exercise_id = coalesce(${around.exerciseId ?? null}::uuid, (select exercise_id from opportunity where id = ${around.opportunityId ?? null}::uuid))) order by l.number nulls first, p.created_at desc limit 200`.execute(read);
  return rows;
}

export async function postById(read: Read, id: string): Promise<Post | null> {
  const { rows } = await sql<Post>`select ${POST} from ${FROM} where p.id = ${id} and p.closed_at is null`.execute(read);
  return rows[0] ?? null;
}

export interface NewPost {
  readonly organisationId: string;
  readonly opportunityId: string | null;
  readonly lotId: string | null;
  readonly exerciseId: string | null;
  readonly kind: PostKind;
  readonly words: string;
  readonly by: PersonId | null;
}

/** @returns null when it stands there already */
export async function insertPost(tx: Tx, post: NewPost): Promise<Id<'partner_post'> | null> {
  const id = newId<'partner_post'>();
  const result = await tx.insertInto('partner_post').values({ id, organisation_id: post.organisationId, opportunity_id: post.opportunityId, lot_id: post.lotId, exercise_id: post.exerciseId, kind: post.kind, words: post.words, created_by: post.by })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? id : null;
}

const CONVERSATION = sql.raw(`c.id, coalesce(o.title, e.title) as about, coalesce('/opportunities/' || o.id || '/partners', '/exercises/' || e.id || '/partners') as "aboutAddress", c.asker_id as "askerId", a.name as "askerName", c.poster_id as "posterId", q.name as "posterName",
  c.asker_blocked_at is not null as "askerBlocked", c.poster_blocked_at is not null as "posterBlocked", c.last_message_at as "lastAt"`);
const CONVERSATIONS = sql.raw(`partner_conversation c join partner_post p on p.id = c.post_id left join opportunity o on o.id = p.opportunity_id left join exercise e on e.id = p.exercise_id join organisation a on a.id = c.asker_id join organisation q on q.id = c.poster_id`);

export async function conversationsOf(read: Read, organisationIds: readonly string[]): Promise<Conversation[]> {
  const { rows } = await sql<Conversation>`select ${CONVERSATION} from ${CONVERSATIONS} where c.asker_id = any(${[...organisationIds]}::uuid[]) or c.poster_id = any(${[...organisationIds]}::uuid[]) order by c.last_message_at desc, c.id limit 100`.execute(read);
  return rows;
}

export async function conversationById(read: Read, id: string): Promise<Conversation | null> {
  const { rows } = await sql<Conversation>`select ${CONVERSATION} from ${CONVERSATIONS} where c.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** The one conversation of an organisation about a post, made when there is none. */
export async function openConversation(tx: Tx, post: Post, askerId: string): Promise<string> {
  await tx.insertInto('partner_conversation').values({ id: newId<'partner_conversation'>(), post_id: post.id, asker_id: askerId, poster_id: post.organisationId }).onConflict((conflict) => conflict.columns(['post_id', 'asker_id']).doNothing()).execute();
  return (await tx.selectFrom('partner_conversation').select('id').where('post_id', '=', post.id).where('asker_id', '=', askerId).forUpdate().executeTakeFirstOrThrow()).id;
}

export interface Message {
  readonly organisationId: string;
  readonly words: string;
  readonly sentAt: Date;
  readonly sentBy: string | null;
}

export async function messagesOf(read: Read, conversationId: string): Promise<Message[]> {
  const { rows } = await sql<Message>`select * from (select m.organisation_id as "organisationId", m.words, m.sent_at as "sentAt", p.name as "sentBy", m.id from partner_message m left join person p on p.id = m.sent_by
    where m.conversation_id = ${conversationId} order by m.sent_at desc, m.id desc limit 200) recent order by "sentAt", id`.execute(read);
  return rows;
}

export async function addMessage(tx: Tx, conversationId: string, organisationId: string, words: string, by: PersonId | null): Promise<void> {
  await tx.insertInto('partner_message').values({ id: newId<'partner_message'>(), conversation_id: conversationId, organisation_id: organisationId, words, sent_by: by }).execute();
  await tx.updateTable('partner_conversation').set({ last_message_at: sql<Date>`wantsum_clock()` }).where('id', '=', conversationId).execute();
}

export async function isStopped(read: Read, organisationId: string): Promise<boolean> {
  return (await read.selectFrom('partner_report').select('id').where('against_id', '=', organisationId).where('stops', '=', true).limit(1).executeTakeFirst()) !== undefined;
}

/** What a person wrote to other suppliers, for their own export. */
export const messagesBy = (read: Read, personId: PersonId): Promise<unknown> => read.selectFrom('partner_message').select(['words', 'sent_at']).where('sent_by', '=', personId).orderBy('sent_at').execute();
