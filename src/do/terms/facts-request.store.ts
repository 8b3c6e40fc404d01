import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

/** The facts as the current provider gave them, as they were typed and could be read. */
export interface GivenFacts {
  readonly factsOfOn: CalendarDate;
  /** One post a line; see `readPosts`. */
  readonly posts: string;
  readonly pensionWords: string;
  readonly otherWords: string;
}

/** A question to the current provider for the facts about its staff, and what it gave. */
export interface FactsRequest {
  readonly id: string;
  readonly opportunityId: string;
  readonly opportunityState: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly words: string;
  readonly answerBy: CalendarDate;
  readonly askedBy: PersonId | null;
  readonly askedAt: Date;
  readonly givenAt: Date | null;
  /** Null until they are given. */
  readonly facts: GivenFacts | null;
}

/** A provider is asked again where its facts change; nobody asks this often. */
const MOST = 100;

async function requests(read: Read, condition: ReturnType<typeof sql>): Promise<FactsRequest[]> {
  const { rows } = await sql<Omit<FactsRequest, 'facts'> & { [Key in keyof GivenFacts]: GivenFacts[Key] | null }>`
    select r.id, r.opportunity_id as "opportunityId", o.state as "opportunityState", o.body_id as "bodyId", b.name as "bodyName", r.organisation_id as "organisationId", g.name as "organisationName", r.words,
      r.answer_by::text as "answerBy", r.asked_by as "askedBy", r.asked_at as "askedAt", r.given_at as "givenAt", r.facts_of_on::text as "factsOfOn", r.posts, r.pension_words as "pensionWords", r.other_words as "otherWords"
    from tupe_request r join opportunity o on o.id = r.opportunity_id join body b on b.id = o.body_id join organisation g on g.id = r.organisation_id
    where ${condition} order by r.asked_at desc, r.id limit ${MOST}`.execute(read);
  return rows.map(({ factsOfOn, posts, pensionWords, otherWords, ...request }) => ({ ...request, facts: request.givenAt === null ? null : { factsOfOn: factsOfOn!, posts: posts!, pensionWords: pensionWords!, otherWords: otherWords! } }));
}

/** Of one opportunity, the newest first. */
export const requestsOf = (read: Read, opportunityId: string): Promise<FactsRequest[]> => requests(read, sql`r.opportunity_id = ${opportunityId}`);

/** What a provider gave since the last release: what is to be checked and released next. Null where nothing came. */
export async function factsToRelease(read: Read, opportunityId: string): Promise<FactsRequest | null> {
  const given = await requests(read, sql`r.opportunity_id = ${opportunityId} and r.given_at > coalesce((select max(p.released_at) from tupe_pack p where p.opportunity_id = r.opportunity_id), '-infinity')`);
  return given.reduce<FactsRequest | null>((newest, one) => (newest === null || one.givenAt! > newest.givenAt! ? one : newest), null);
}

export const requestById = async (read: Read, id: string): Promise<FactsRequest | null> => (await requests(read, sql`r.id = ${id}`))[0] ?? null;

/** Whether an authority still needs facts that it asked for: once bids are opened, or it is cancelled, what bidders were told stands. */
export const isStillNeeded = ({ opportunityState, facts }: Pick<FactsRequest, 'opportunityState' | 'facts'>): boolean => facts === null && (opportunityState === 'draft' || opportunityState === 'published');

/** Of the organisations of somebody who speaks for them, those still open and needed: the soonest to be answered first. */
export async function openRequestsTo(read: Read, organisationIds: readonly string[]): Promise<FactsRequest[]> {
  const open = await requests(read, sql`r.organisation_id = any(${organisationIds}::uuid[]) and r.given_at is null and o.state in ('draft', 'published')`);
  return open.sort((one, other) => (one.answerBy < other.answerBy ? -1 : 1));
}

/** @returns null when this provider has a question open already */
export async function insertRequest(tx: Tx, request: Pick<FactsRequest, 'opportunityId' | 'organisationId' | 'words' | 'answerBy'>, askedBy: PersonId | null): Promise<string | null> {
  const id = newId<'tupe_request'>();
  const result = await tx.insertInto('tupe_request').values({ id, opportunity_id: request.opportunityId, organisation_id: request.organisationId, words: request.words, answer_by: request.answerBy, asked_by: askedBy })
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'organisation_id']).where('given_at', 'is', null).doNothing()).executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : null;
}

/** Locks a request, so that two colleagues do not give two answers. */
export const lockRequest = async (tx: Tx, id: string): Promise<void> => void (await sql`select 1 from tupe_request where id = ${id} for no key update`.execute(tx));

export const storeFacts = async (tx: Tx, id: string, { factsOfOn, posts, pensionWords, otherWords }: GivenFacts, givenBy: PersonId | null): Promise<void> =>
  void (await tx.updateTable('tupe_request').set({ facts_of_on: factsOfOn, posts, pension_words: pensionWords, other_words: otherWords, given_by: givenBy, given_at: sql`wantsum_clock()` }).where('id', '=', id).execute());
