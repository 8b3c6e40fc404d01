import { sql } from 'kysely';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { askTogether, readTogether } from '#platform/database/gathered';
import { notWaitedFor } from '#platform/database/prompt-connection';
import { questionsOf, type Question } from '#parts/questions';
import { titleInStageSql } from '#opportunities';
import { type Writer } from '#parties';
import { sealedParts, type SealedParts } from './draft.store.ts';
import { ports } from './ports.ts';
import { writersOfBid } from './writers.store.ts';
import { randomCode } from './random-code.ts';
import type { LotOffered } from './bid-readiness.ts';
import type { BidStanding, BidState } from './bid.ts';

export type BidId = Id<'bid'>;
export type OpportunityId = Id<'opportunity'>;

/** A bid with what its pages and rules need of its opportunity. */
export interface Bid extends BidStanding {
  readonly id: BidId;
  readonly reference: string;
  readonly opportunityId: OpportunityId;
  readonly opportunityTitle: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly bodyName: string;
  readonly currentSubmissionId: string | null;
  /** The submission that stands, if any. */
  readonly standing: { readonly number: number; readonly contentSha256: string; readonly code: string } | null;
  /** The number of the last submission, standing or not; 0 before the first. */
  readonly lastNumber: number;
  /** The most lots it may tender for; how many it may win is for the award. */
  readonly lotsPerBidder: number | null;
  readonly lots: readonly LotOffered[];
  /** What the law asks of this tender's bidders depends on it: see `coreForBid`. */
  readonly coverage: { readonly aboveThreshold: boolean | null; readonly regime: string | null };
  /** The fixed set of its opportunity's questions. */
  readonly questionSetId: string | null;
  /** Whether bidders name a price. Nothing is scored on price exactly where the formula is a fixed price (see `publication.ts`): then none is asked for. */
  readonly isPriced: boolean;
  /** The group that shares this bid, or that its organisation leads here and has not shared it with yet. */
  readonly groupId: string | null;
  /** Whether its organisation has said that it takes part in a group for this opportunity: only then can it be in two bids. */
  readonly inGroups: boolean;
  /** When what was written in it was deleted, its time being over. */
  readonly contentsDeletedAt: Date | null;
}

interface BidRow {
  readonly id: string; readonly reference: string; readonly state: string; readonly opportunity_id: string; readonly organisation_id: string;
  readonly current_submission_id: string | null; readonly standing: Bid['standing']; readonly last_number: number; readonly lots: LotOffered[]; readonly question_set_id: string | null; readonly is_priced: boolean; readonly group_id: string | null; readonly in_groups: boolean; readonly contents_deleted_at: Date | null; readonly title: string; readonly opportunity_state: string;
  readonly closes_at: Date; readonly late_bids: string; readonly lots_tendered_per_bidder: number | null; readonly above_threshold: boolean | null; readonly regime: string | null; readonly organisation_name: string; readonly body_name: string; readonly now: Date;
}

const toBid = (row: BidRow): Bid => ({
  id: row.id as BidId,
  reference: row.reference,
  opportunityId: row.opportunity_id as OpportunityId,
  opportunityTitle: row.title,
  organisationId: row.organisation_id as OrganisationId,
  organisationName: row.organisation_name,
  bodyName: row.body_name,
  bidState: row.state as BidState,
  opportunityState: row.opportunity_state,
  closesAt: row.closes_at,
  lateBids: row.late_bids as BidStanding['lateBids'],
  now: row.now,
  currentSubmissionId: row.current_submission_id,
  standing: row.standing,
  lastNumber: row.last_number,
  lotsPerBidder: row.lots_tendered_per_bidder,
  lots: row.lots,
  coverage: { aboveThreshold: row.above_threshold, regime: row.regime },
  questionSetId: row.question_set_id,
  isPriced: row.is_priced,
  groupId: row.group_id,
  inGroups: row.in_groups,
  contentsDeletedAt: row.contents_deleted_at,
});

/** SQL of an opportunity `o`, for `isPriced`. */
export const IS_PRICED = `(o.price_formula is distinct from 'fixedPrice')`;

// The opportunity and its lots belong to the room `opportunities`; this room only reads them, and moves its state on opening.
// One query holds all that a submission decides on: its round trips are what a busy closing hour costs.
const BID_COLUMNS = `b.id, b.reference, b.state, b.opportunity_id, b.organisation_id, b.current_submission_id, b.contents_deleted_at, ${titleInStageSql('o')} as title, o.state as opportunity_state,
  o.closes_at, o.late_bids, o.lots_tendered_per_bidder, o.above_threshold, o.regime, org.name as organisation_name, body.name as body_name,
  (select json_build_object('number', s.number, 'contentSha256', encode(s.content_sha256, 'hex'), 'code', s.receipt_code) from bid_submission s where s.id = b.current_submission_id) as standing,
  (select coalesce(max(s.number), 0) from bid_submission s where s.bid_id = b.id) as last_number,
  (select coalesce(json_agg(json_build_object('id', lot.id, 'number', lot.number, 'title', lot.title) order by lot.number), '[]') from lot where lot.opportunity_id = o.id and lot.state <> 'withdrawn') as lots,
  (select (array_agg(q.id order by q.version desc))[1] from question_set q where q.about_kind = 'opportunity' and q.about_id = o.id and q.purpose = 'tender' and q.state = 'fixed') as question_set_id,
  ${IS_PRICED} as is_priced,
  (select (array_agg(c.id order by c.bid_id is null, c.created_at desc, c.id))[1] from consortium c where c.opportunity_id = b.opportunity_id and c.lead_organisation_id = b.organisation_id and c.ended_at is null and (c.bid_id = b.id or c.bid_id is null)) as group_id,
  exists (select from consortium_member m join consortium c on c.id = m.consortium_id where m.organisation_id = b.organisation_id and m.state = 'member' and c.opportunity_id = b.opportunity_id) as in_groups`;
const BID_TABLES = `bid b join opportunity o on o.id = b.opportunity_id join organisation org on org.id = b.organisation_id join body on body.id = o.body_id`;

const bidRows = readTogether<BidRow>((asked) => `select b.id as asked, ${BID_COLUMNS}, wantsum_clock() as now from ${BID_TABLES} where b.id = ${asked}`);

export async function findBid(read: Read, bidId: string): Promise<Bid | null> {
  const [row] = await bidRows(read, bidId);
  return row ? toBid(row) : null;
}

/** For writing in the draft: shared, so that colleagues write side by side, and a submission waits for them. */
export async function lockBidForWriting(tx: Tx, bidId: string): Promise<Bid> {
  const { rows } = await sql<BidRow>`select ${sql.raw(BID_COLUMNS)}, wantsum_clock() as now from ${sql.raw(BID_TABLES)} where b.id = ${bidId} for share of b`.execute(tx);
  return toBid(rows[0]!);
}

// The opportunity shared (an opening or an extension waits for us, we for them), then the bid alone; of several in one order, so that no two wait for each other.
const lockOpportunities = askTogether((asked) => `select 1 from opportunity where id in (select opportunity_id from bid where id = ${asked}) order by id for share`);
const lockBids = askTogether((asked) => `select 1 from bid where id = ${asked} order by id for update`);
const lockToSubmit = (tx: Tx, bidId: string): Promise<unknown> => Promise.all([lockOpportunities(tx, bidId), lockBids(tx, bidId)]);

/** For submitting and withdrawing. Two statements: what is decided on, and the clock, must be read after the locks were granted. */
export async function lockBidForSubmission(tx: Tx, bidId: string): Promise<Bid> {
  const [, bid] = await Promise.all([lockToSubmit(tx, bidId), findBid(tx, bidId)]);
  return stillThere(bid);
}

export interface ForChange {
  readonly bid: Bid;
  /** Its draft, not opened yet: that is for those who may. */
  readonly sealed: SealedParts;
}
export interface ForSubmission extends ForChange {
  readonly writers: readonly Writer[];
}

/** All that a submission decides on and tells: asked together, and so read after the locks, each in a statement of its own. */
export async function lockForSubmission(tx: Tx, bidId: string): Promise<ForSubmission | null> {
  const [, bid, sealed, writers] = await Promise.all([lockToSubmit(tx, bidId), findBid(tx, bidId), sealedParts(tx, bidId), writersOfBid(tx, bidId)]);
  return bid && { bid, sealed, writers };
}

/** For writing several parts of a draft at once: alone, so that what is read of it stays true. */
export async function lockForChange(tx: Tx, bidId: string): Promise<ForChange | null> {
  const [, bid, sealed] = await Promise.all([sql`select 1 from bid where id = ${bidId} for update${notWaitedFor}`.execute(tx), findBid(tx, bidId), sealedParts(tx, bidId)]);
  return bid && { bid, sealed };
}

function stillThere(bid: Bid | null): Bid {
  if (!bid) throw new Error('a bid was removed while it was locked');
  return bid;
}

/** The bid of an organisation for an opportunity, made when there is none. Two colleagues who start at once share one. */
export async function startBid(tx: Tx, opportunityId: string, organisationId: string, personId: PersonId | null): Promise<{ readonly id: BidId; readonly made: boolean }> {
  const id = newId<'bid'>();
  // A random reference: a running number would tell a bidder how many others there are.
  const inserted = await tx
    .insertInto('bid')
    .values({ id, reference: `BID-${randomCode(8)}`, opportunity_id: opportunityId, organisation_id: organisationId, created_by: personId })
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'organisation_id']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return { id, made: true };
  const there = await tx.selectFrom('bid').select('id').where('opportunity_id', '=', opportunityId).where('organisation_id', '=', organisationId).executeTakeFirstOrThrow();
  return { id: there.id as BidId, made: false };
}

/** Moves a bid on, only from the state it was decided in. */
export async function moveBid(tx: Tx, bidId: string, from: BidState, to: BidState, also: { readonly submissionId?: string | null; readonly withdrawn?: true; readonly reason?: string } = {}): Promise<void> {
  const result = await tx
    .updateTable('bid')
    .set({
      state: to,
      ...(also.submissionId === undefined ? {} : { current_submission_id: also.submissionId }),
      ...(also.withdrawn ? { withdrawn_at: sql<Date>`wantsum_clock()` } : {}),
      ...(also.reason === undefined ? {} : { outcome_reason: also.reason }),
    })
    .where('id', '=', bidId)
    .where('state', '=', from)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error(`bid ${bidId} was not ${from} when it was to become ${to}`);
}

export async function lotsOf(read: Read, opportunityId: string): Promise<readonly LotOffered[]> {
  return read.selectFrom('lot').select(['id', 'number', 'title']).where('opportunity_id', '=', opportunityId).where('state', '<>', 'withdrawn').orderBy('number').execute();
}

/** Question sets that are fixed: they never change, so a process reads each once. */
const fixedSets = new Map<string, readonly Question[]>();

/** The questions that a bid answers. */
export async function questionsFor(read: Read, bid: Pick<Bid, 'opportunityId' | 'questionSetId'>): Promise<readonly Question[]> {
  const known = bid.questionSetId === null ? undefined : fixedSets.get(bid.questionSetId);
  if (known) return known;
  const set = await questionsOf(read, { kind: 'opportunity', id: bid.opportunityId }, 'tender');
  if (set?.state === 'fixed') {
    if (fixedSets.size >= MOST_SETS) fixedSets.clear();
    fixedSets.set(set.id, set.questions);
  }
  return set?.questions ?? [];
}
const MOST_SETS = 500;

/** An opportunity as the pages before a bid and around the opening need it. */
export interface OpportunityToBidFor {
  readonly id: OpportunityId;
  readonly title: string;
  readonly state: string;
  readonly closesAt: Date;
  readonly openedAt: Date | null;
  readonly openersNeeded: number;
  readonly lateBids: 'refuse' | 'record-unread';
  readonly bodyId: BodyId;
  readonly bodyName: string;
  /** As of a bid. */
  readonly isPriced: boolean;
  readonly now: Date;
}

export async function findOpportunity(read: Read, opportunityId: string): Promise<OpportunityToBidFor | null> {
  const { rows } = await sql<Record<string, never>>`select o.id, ${sql.raw(titleInStageSql('o'))} as title, o.state, o.closes_at as "closesAt", o.opened_at as "openedAt", o.openers_needed as "openersNeeded",
    o.late_bids as "lateBids", o.body_id as "bodyId", body.name as "bodyName", ${sql.raw(IS_PRICED)} as "isPriced", wantsum_clock() as now
    from opportunity o join body on body.id = o.body_id where o.id = ${opportunityId} and o.closes_at is not null`.execute(read);
  return (rows[0] as OpportunityToBidFor | undefined) ?? null;
}

/** The exclusive lock, which waits for every submission on its way; the clock is read after it. */
export async function lockOpportunity(tx: Tx, opportunityId: string): Promise<OpportunityToBidFor | null> {
  await sql`select 1 from opportunity where id = ${opportunityId} for update`.execute(tx);
  return findOpportunity(tx, opportunityId);
}

/** How many bids came in time: all that anyone may know before the opening. */
export async function receivedCount(read: Read, opportunityId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from bid where opportunity_id = ${opportunityId} and state not in ('draft', 'withdrawn', 'late')`.execute(read);
  return rows[0]!.count;
}

export interface MyBid {
  readonly id: BidId;
  readonly reference: string;
  readonly state: BidState;
  readonly title: string;
  readonly organisationName: string;
  readonly bodyName: string;
  readonly closesAt: Date;
  readonly opportunityState: string;
  /** Whether its bidder has been told what was decided. */
  readonly told: boolean;
}

/** One page of bids, newest first. @param where what the asker may see (`whereMay`) @param before the last id of the page before */
export async function listBids(read: Read, where: ReturnType<typeof sql<boolean>>, before: string | null, limit: number): Promise<MyBid[]> {
  const { rows } = await sql<Omit<MyBid, 'told'>>`select r.id, r.reference, r.state, ${sql.raw(titleInStageSql('o'))} as title, org.name as "organisationName", body.name as "bodyName", o.closes_at as "closesAt", o.state as "opportunityState"
    from bid r join opportunity o on o.id = r.opportunity_id join organisation org on org.id = r.organisation_id join body on body.id = o.body_id
    where ${where} and (${before}::uuid is null or r.id < ${before}::uuid) order by r.id desc limit ${limit}`.execute(read);
  const told = await ports().toldBids(read, rows.flatMap(({ id, state }) => (state === 'opened' ? id : [])));
  return rows.map((row) => ({ ...row, told: told.has(row.id) }));
}
