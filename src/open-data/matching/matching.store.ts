import { sql } from 'kysely';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Side } from './merge-rules.ts';
import type { Moved } from './move-references.store.ts';

export interface PairSide extends Side {
  readonly id: OrganisationId;
  readonly postcode: string | null;
  readonly website: string | null;
  readonly createdAt: Date;
}

export interface Pair {
  readonly id: string;
  readonly state: 'suggested' | 'different' | 'merged';
  readonly reason: string;
  readonly confidence: number;
  readonly sides: readonly [PairSide, PairSide];
}

/** A merge that may be taken back. */
export interface Merge {
  readonly id: string;
  readonly keptId: OrganisationId;
  readonly keptName: string;
  readonly mergedId: OrganisationId;
  readonly mergedName: string;
  readonly mergedAt: Date;
  readonly undoneAt: Date | null;
  readonly moved: readonly Moved[];
}

const SIDE = sql`jsonb_build_object('id', o.id, 'name', o.name, 'companyNumber', o.company_number, 'charityNumber', o.charity_number, 'postcode', o.postcode, 'website', o.website, 'createdAt', o.created_at,
  'isMerged', o.merged_into is not null,
  'isClaimed', exists (select from role_holding h where h.scope_kind = 'organisation' and h.scope_id = o.id and h.held_until is null),
  'hasUnopenedBid', exists (select from bid b join opportunity p on p.id = b.opportunity_id where b.organisation_id = o.id and p.state = 'published' and p.opened_at is null and b.state <> 'withdrawn')
    or exists (select from consortium_member m join consortium c on c.id = m.consortium_id join opportunity p on p.id = c.opportunity_id where m.organisation_id = o.id and m.state in ('invited', 'member') and c.ended_at is null and p.state in ('draft', 'published') and p.opened_at is null),
  'hasKey', exists (select from organisation_key k where k.organisation_id = o.id))`;

interface PairRow {
  readonly id: string;
  readonly state: Pair['state'];
  readonly reason: string;
  readonly confidence: string;
  readonly one: PairSide & { readonly createdAt: string };
  readonly other: PairSide & { readonly createdAt: string };
}

const pairFrom = (row: PairRow): Pair => ({
  id: row.id, state: row.state, reason: row.reason, confidence: Number(row.confidence),
  sides: [{ ...row.one, createdAt: new Date(row.one.createdAt) }, { ...row.other, createdAt: new Date(row.other.createdAt) }],
});

const pairColumns = sql`p.id, p.state, p.reason, p.confidence::text as confidence, (select ${SIDE} from organisation o where o.id = p.left_id) as one, (select ${SIDE} from organisation o where o.id = p.right_id) as other`;

export async function pairById(read: Read, id: string): Promise<Pair | null> {
  const { rows } = await sql<PairRow>`select ${pairColumns} from organisation_pair p where p.id = ${id}`.execute(read);
  return rows[0] ? pairFrom(rows[0]) : null;
}

/** Holds a pair and both its organisations to the end of the transaction, always in one order, so that two merges at once wait for one another. */
export async function lockPair(tx: Tx, id: string): Promise<Pair | null> {
  await sql`select o.id from organisation o join organisation_pair p on o.id in (p.left_id, p.right_id) where p.id = ${id} order by o.id for update of o`.execute(tx);
  await sql`select id from organisation_pair where id = ${id} for update`.execute(tx);
  return pairById(tx, id);
}

/** Organisations that may be compared: those that were not merged. */
export async function organisationsToCompare(read: Read): Promise<{ readonly id: string; readonly name: string; readonly company: string | null; readonly charity: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; company: string | null; charity: string | null }>`select id, name, company_number as company, charity_number as charity from organisation where merged_into is null order by id`.execute(read);
  return rows;
}

export interface NewPair {
  readonly left: string;
  readonly right: string;
  readonly reason: string;
  readonly confidence: number;
}

/** Keeps suggestions. A pair that was decided, or is suggested already, stays as it is. @returns how many are new */
export async function storePairs(tx: Tx, pairs: readonly NewPair[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < pairs.length; from += 1000) {
    const some = pairs.slice(from, from + 1000).map((pair) => ({ id: newId<'organisation_pair'>(), left_id: pair.left < pair.right ? pair.left : pair.right, right_id: pair.left < pair.right ? pair.right : pair.left, reason: pair.reason, confidence: pair.confidence.toFixed(3) }));
    const done = await tx.insertInto('organisation_pair').values(some).onConflict((conflict) => conflict.columns(['left_id', 'right_id']).doNothing()).executeTakeFirst();
    added += Number(done.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

export async function storeDecision(tx: Tx, pairId: string, state: Pair['state'], by: PersonId | null): Promise<void> {
  await tx.updateTable('organisation_pair').set(state === 'suggested' ? { state, decided_by: null, decided_at: null } : { state, decided_by: by, decided_at: sql`wantsum_clock()` }).where('id', '=', pairId).execute();
}

export async function storeMerge(tx: Tx, merge: { readonly pairId: string; readonly keptId: string; readonly mergedId: string; readonly moved: readonly Moved[]; readonly by: PersonId | null }): Promise<string> {
  const id = newId<'organisation_merge'>();
  await tx.insertInto('organisation_merge').values({ id, pair_id: merge.pairId, kept_id: merge.keptId, merged_id: merge.mergedId, moved: JSON.stringify(merge.moved), merged_by: merge.by }).execute();
  await tx.updateTable('organisation').set({ merged_into: merge.keptId }).where('id', '=', merge.mergedId).execute();
  return id;
}

const merges = (read: Read) => read.selectFrom('organisation_merge as m').innerJoin('organisation as k', 'k.id', 'm.kept_id').innerJoin('organisation as g', 'g.id', 'm.merged_id')
  .select(['m.id', 'm.pair_id', 'm.kept_id', 'm.merged_id', 'm.merged_at', 'm.undone_at', 'm.moved', 'k.name as kept_name', 'g.name as merged_name']);
const mergeFrom = (row: Awaited<ReturnType<ReturnType<typeof merges>['executeTakeFirstOrThrow']>>): Merge & { readonly pairId: string } => ({
  id: row.id, pairId: row.pair_id, keptId: row.kept_id as OrganisationId, keptName: row.kept_name, mergedId: row.merged_id as OrganisationId, mergedName: row.merged_name, mergedAt: row.merged_at, undoneAt: row.undone_at, moved: row.moved as unknown as readonly Moved[],
});

/** Merges in force, the newest first. */
export async function recentMerges(read: Read, limit = 20): Promise<Merge[]> {
  return (await merges(read).where('m.undone_at', 'is', null).orderBy('m.merged_at', 'desc').orderBy('m.id').limit(limit).execute()).map(mergeFrom);
}

export async function mergeById(read: Read, id: string): Promise<(Merge & { readonly pairId: string }) | null> {
  const row = await merges(read).where('m.id', '=', id).executeTakeFirst();
  return row ? mergeFrom(row) : null;
}

/** Holds a merge and both its organisations, in the order in which a merge holds them. */
export async function lockMerge(tx: Tx, id: string): Promise<(Merge & { readonly pairId: string; readonly keptIsMerged: boolean }) | null> {
  await sql`select o.id from organisation o join organisation_merge m on o.id in (m.kept_id, m.merged_id) where m.id = ${id} order by o.id for update of o`.execute(tx);
  const merge = await mergeById(tx, id);
  if (!merge) return null;
  const kept = await tx.selectFrom('organisation').select('merged_into').where('id', '=', merge.keptId).executeTakeFirstOrThrow();
  return { ...merge, keptIsMerged: kept.merged_into !== null };
}

export async function storeUndone(tx: Tx, merge: Merge, by: PersonId | null): Promise<void> {
  await tx.updateTable('organisation_merge').set({ undone_by: by, undone_at: sql`wantsum_clock()` }).where('id', '=', merge.id).execute();
  await tx.updateTable('organisation').set({ merged_into: null }).where('id', '=', merge.mergedId).execute();
}
