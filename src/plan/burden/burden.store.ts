import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { decimal } from '#kernel/decimal';
import { newId, type PersonId } from '#kernel/ids';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Burden } from '#parts/questions';
import type { PlainWords } from '#parts/guidance';
import type { Read, Tx } from '#platform/database/connection';
import { siteKey } from '#platform/keys';
import { BANDS, bandOf } from './band.ts';
import type { BiddingEstimate } from './bidding-cost.ts';
import { FEWEST, type BandMedian, type Meter } from './meter.ts';
import type { NoBidReason } from './should-we-bid.ts';

const BAND = sql.raw(`case ${BANDS.map(({ number, untilPence }) => (untilPence === null ? '' : `when o.value_net_pence < ${untilPence} then ${number}`)).join(' ')} else ${BANDS.length} end`);
const median = (column: string) => sql.raw(`round((percentile_cont(0.5) within group (order by ${column}))::numeric)::int`);

/** Medians of what published tenders asked, by band of value; one query. Cancelled ones count: bidders had the work. @param but left out of the count */
export async function bandMedians(read: Read, but: string | null = null): Promise<readonly BandMedian[]> {
  const { rows } = await sql<BandMedian>`select ${BAND} as band, count(*)::int as tenders, ${median('b.questions')} as questions, ${median('b.pages')} as pages, ${median('b.minutes')} as minutes,
    ${median('b.approvals')} as approvals, ${median('b.meetings')} as meetings
    from tender_burden b join opportunity o on o.id = b.opportunity_id where o.value_net_pence is not null and o.id is distinct from ${but}::uuid group by 1 order by 1`.execute(read);
  return rows;
}

export const medianFor = async (read: Read, opportunityId: string, valueNetPence: bigint | null): Promise<BandMedian | null> =>
  valueNetPence === null ? null : ((await bandMedians(read, opportunityId)).find(({ band }) => band === bandOf(valueNetPence).number) ?? null);

export interface EffortMedian {
  readonly band: number;
  readonly category: 'services' | 'goods' | 'works';
  readonly reports: number;
  /** Working days, to one decimal. */
  readonly personDays: string;
}

/** Medians of what bidders said, by band and kind. Fewer than three organisations are no row at all. */
export async function effortMedians(read: Read): Promise<readonly EffortMedian[]> {
  const { rows } = await sql<EffortMedian>`select ${BAND} as band, o.category, count(*)::int as reports, round((percentile_cont(0.5) within group (order by e.person_days))::numeric, 1)::text as "personDays"
    from bid_effort e join bid on bid.id = e.bid_id join opportunity o on o.id = bid.opportunity_id where o.value_net_pence is not null
    group by 1, 2 having count(distinct bid.organisation_id) >= ${FEWEST} order by 1, 2`.execute(read);
  return rows;
}

export async function estimateOf(read: Read, opportunityId: string): Promise<BiddingEstimate | null> {
  const row = await read.selectFrom('bidding_estimate').selectAll().where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return row ? { bidders: row.expected_bidders, personDays: decimal(String(row.person_days)), dayRatePence: BigInt(row.day_rate_pence) } : null;
}

export async function storeEstimate(tx: Tx, opportunityId: string, { bidders, personDays, dayRatePence }: BiddingEstimate, by: PersonId | null): Promise<void> {
  await sql`insert into bidding_estimate (opportunity_id, expected_bidders, person_days, day_rate_pence, estimated_by) values (${opportunityId}, ${bidders}, ${personDays.toString()}, ${dayRatePence}, ${by})
    on conflict (opportunity_id) do update set expected_bidders = excluded.expected_bidders, person_days = excluded.person_days, day_rate_pence = excluded.day_rate_pence, estimated_by = excluded.estimated_by, estimated_at = wantsum_clock()`.execute(tx);
}

export async function baselineOf(read: Read, opportunityId: string): Promise<(Burden & { readonly takenAt: Date }) | null> {
  const row = await read.selectFrom('burden_baseline').select(['questions', 'words', 'pages', 'minutes', 'taken_at as takenAt']).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return row ?? null;
}

export async function storeBaseline(tx: Tx, opportunityId: string, { questions, words, pages, minutes }: Burden, by: PersonId | null): Promise<void> {
  await sql`insert into burden_baseline (opportunity_id, questions, words, pages, minutes, taken_by) values (${opportunityId}, ${questions}, ${words}, ${pages}, ${minutes}, ${by})
    on conflict (opportunity_id) do update set questions = excluded.questions, words = excluded.words, pages = excluded.pages, minutes = excluded.minutes, taken_by = excluded.taken_by, taken_at = wantsum_clock()`.execute(tx);
}

/** Approvals asked for about the tender and its exercise, each role once; and visits and surgeries that stand. */
export async function stepsOf(read: Read, opportunityId: string): Promise<Pick<Meter, 'approvals' | 'meetings'>> {
  const { rows } = await sql<Pick<Meter, 'approvals' | 'meetings'>>`select
    (select count(distinct (a.subject, a.role)) from approval a join opportunity o on o.id = ${opportunityId}
      where (a.about_kind = 'opportunity' and a.about_id = o.id) or (a.about_kind = 'exercise' and a.about_id = o.exercise_id))::int as approvals,
    (select count(*) from session s where s.about_kind = 'opportunity' and s.about_id = ${opportunityId} and s.cancelled_at is null)::int as meetings`.execute(read);
  return rows[0]!;
}

/** Keeps what a tender asked when it was published. */
export async function storeBurden(tx: Tx, opportunityId: string, meter: Meter, words: PlainWords): Promise<void> {
  await tx.insertInto('tender_burden').values({
    opportunity_id: opportunityId, questions: meter.questions, words: meter.words, pages: meter.pages, minutes: meter.minutes, approvals: meter.approvals, meetings: meter.meetings,
    reading_ease: words.score === null ? null : String(words.score), long_sentences: words.longSentences, unexplained: words.unexplained.length,
  }).execute();
}

/** The reading ease at publication; null where it has none. */
export async function keptScore(read: Read, opportunityId: string): Promise<{ readonly score: number | null; readonly at: Date } | null> {
  const row = await read.selectFrom('tender_burden').select(['reading_ease', 'measured_at']).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  return row ? { score: row.reading_ease === null ? null : Number(row.reading_ease), at: row.measured_at } : null;
}

export interface Effort {
  readonly personDays: string;
  readonly people: number | null;
  readonly hardest: string;
}

export async function effortOf(read: Read, bidId: string): Promise<Effort | null> {
  const row = await read.selectFrom('bid_effort').select(['person_days', 'people', 'hardest']).where('bid_id', '=', bidId).executeTakeFirst();
  return row ? { personDays: decimal(String(row.person_days)).toString(), people: row.people, hardest: row.hardest } : null;
}

export async function storeEffort(tx: Tx, bidId: string, { personDays, people, hardest }: Effort, by: PersonId | null): Promise<void> {
  await sql`insert into bid_effort (bid_id, person_days, people, hardest, told_by) values (${bidId}, ${personDays}, ${people}, ${hardest}, ${by})
    on conflict (bid_id) do update set person_days = excluded.person_days, people = excluded.people, hardest = excluded.hardest, told_by = excluded.told_by, told_at = wantsum_clock()`.execute(tx);
}

/** Counts a reason once for a person; the row cannot be led back to who told it without the key of the site. */
export async function storeNoBid(tx: Tx, opportunityId: string, reason: NoBidReason, by: PersonId, on: CalendarDate): Promise<void> {
  const once = createHmac('sha256', siteKey()).update(`no-bid:${opportunityId}:${by}`).digest();
  await tx.insertInto('no_bid_reason').values({ id: newId<'no_bid_reason'>(), opportunity_id: opportunityId, reason, once, told_on: on })
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'once']).doUpdateSet({ reason })).execute();
}

/** How many gave each reason; nothing until three have told, so that nobody can be guessed. */
export async function noBidCounts(read: Read, opportunityId: string): Promise<readonly { readonly reason: NoBidReason; readonly count: number }[]> {
  const { rows } = await sql<{ reason: NoBidReason; count: number }>`select reason, count(*)::int as count from no_bid_reason where opportunity_id = ${opportunityId} group by reason order by 2 desc, 1`.execute(read);
  return rows.reduce((sum, { count }) => sum + count, 0) < FEWEST ? [] : rows;
}

/** The bid's own tender, for its page. */
export async function bidTender(read: Read, bidId: string): Promise<{ readonly title: string; readonly state: string; readonly reference: string; readonly opportunityId: string } | null> {
  const row = await read.selectFrom('bid').innerJoin('opportunity', 'opportunity.id', 'bid.opportunity_id').select(['opportunity.title', 'opportunity.id as opportunityId', 'bid.state', 'bid.reference']).where('bid.id', '=', bidId).executeTakeFirst();
  return row ?? null;
}

/** The clauses of its draft contract, in their order. */
export const clauseTexts = (read: Read, opportunityId: string): Promise<{ number: number; heading: string; summary: string; words: string }[]> =>
  read.selectFrom('draft_clause').select(['number', 'heading', 'summary', 'words']).where('opportunity_id', '=', opportunityId).orderBy('number').execute();
