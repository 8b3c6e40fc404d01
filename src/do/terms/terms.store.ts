import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { approvalState, contentHashOf } from '#parts/approvals';
import { casesAbout, publicCase, type PublicCase } from '#parts/cases';
import type { Read, Tx } from '#platform/database/connection';
import type { Clause } from './clause.ts';
import type { Post, TupeSays } from './tupe.ts';

export const ONE_SIDED_TERMS = 'one-sided-terms';
export const CLAUSE_POINT = 'clause-point';

/** The clauses of an opportunity in their order, with what they said before. */
export async function clausesOf(read: Read, opportunityId: string): Promise<Clause[]> {
  const { rows } = await sql<Omit<Clause, 'before'> & { before: { summary: string; words: string; reason: string; changedAt: string }[] }>`
    select c.id, c.number, c.heading, c.summary, c.words, c.one_sided as "oneSided", c.one_sided_reason as "oneSidedReason",
      coalesce((select jsonb_agg(jsonb_build_object('summary', b.summary, 'words', b.words, 'reason', b.reason, 'changedAt', b.changed_at) order by b.changed_at desc, b.id desc) from draft_clause_before b where b.clause_id = c.id), '[]') as before
    from draft_clause c where c.opportunity_id = ${opportunityId} order by c.number`.execute(read);
  return rows.map((row) => ({ ...row, before: row.before.map((one) => ({ ...one, changedAt: new Date(one.changedAt) })) }));
}

export async function insertClause(tx: Tx, opportunityId: string, clause: Omit<Clause, 'id' | 'number' | 'before'>): Promise<{ readonly id: Clause['id']; readonly number: number }> {
  const last = await tx.selectFrom('draft_clause').select((e) => e.fn.max('number').as('number')).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  const [id, number] = [newId<'draft_clause'>(), (last?.number ?? 0) + 1];
  await tx.insertInto('draft_clause').values({ id, number, opportunity_id: opportunityId, ...columnsOf(clause) }).execute();
  return { id, number };
}

export const updateClause = async (tx: Tx, id: string, clause: Omit<Clause, 'id' | 'number' | 'before'>): Promise<void> =>
  void (await tx.updateTable('draft_clause').set(columnsOf(clause)).where('id', '=', id).execute());

const columnsOf = ({ heading, summary, words, oneSided, oneSidedReason }: Omit<Clause, 'id' | 'number' | 'before'>) => ({ heading, summary, words, one_sided: oneSided, one_sided_reason: oneSided ? oneSidedReason : null });

/** Takes a clause out; those after it move up, since nobody has read their numbers yet. */
export async function deleteClause(tx: Tx, opportunityId: string, clause: Pick<Clause, 'id' | 'number'>): Promise<void> {
  await tx.deleteFrom('draft_clause').where('id', '=', clause.id).execute();
  const after = await tx.selectFrom('draft_clause').select(['id', 'number']).where('opportunity_id', '=', opportunityId).where('number', '>', clause.number).orderBy('number').execute();
  for (const { id, number } of after) await tx.updateTable('draft_clause').set({ number: number - 1 }).where('id', '=', id).execute();
}

/** What a clause said until now, kept before it is changed. */
export const keepClauseBefore = async (tx: Tx, { id, summary, words }: Clause, reason: string, by: PersonId | null): Promise<void> =>
  void (await tx.insertInto('draft_clause_before').values({ id: newId<'draft_clause_before'>(), clause_id: id, summary, words, reason, changed_by: by }).execute());

/** What legal agrees to, exactly: the one-sided clauses word for word. */
export async function oneSidedHash(read: Read, opportunityId: string): Promise<string> {
  const clauses = await clausesOf(read, opportunityId);
  return contentHashOf(clauses.filter(({ oneSided }) => oneSided).map(({ number, heading, words, oneSidedReason }) => [number, heading, words, oneSidedReason]));
}

export const legalStanding = async (read: Read, opportunityId: string) => approvalState(read, { kind: 'opportunity', id: opportunityId }, ONE_SIDED_TERMS, await oneSidedHash(read, opportunityId));

/** Answered points of each clause as everyone may read them, by the clause's id. */
export async function answeredPoints(read: Read, clauses: readonly Clause[]): Promise<ReadonlyMap<string, readonly PublicCase[]>> {
  const { rows } = await sql<{ clause: string }>`select distinct about_id as clause from case_record where kind = ${CLAUSE_POINT} and about_kind = 'draft-clause' and about_id = any(${clauses.map(({ id }) => id)}::uuid[]) and state = 'answered'`.execute(read);
  const points = new Map<string, readonly PublicCase[]>();
  for (const { clause } of rows) points.set(clause, (await casesAbout(read, { kind: 'draft-clause', id: clause }, CLAUSE_POINT)).map(publicCase).filter((one) => one !== null));
  return points;
}

export interface OpenPoint { readonly id: string; readonly clauseNumber: number; readonly number: number; readonly text: string; readonly raisedFor: OrganisationId | null; readonly createdAt: Date; readonly state: string }

/** Points on any clause of an opportunity, open ones first; of one organisation where it is given. For officers, and for the organisation itself. */
export async function pointsOf(read: Read, opportunityId: string, organisationId: string | null = null): Promise<OpenPoint[]> {
  const { rows } = await sql<OpenPoint>`select p.id, c.number as "clauseNumber", p.number, p.text, p.raised_for_organisation as "raisedFor", p.created_at as "createdAt", p.state
    from case_record p join draft_clause c on c.id = p.about_id where p.kind = ${CLAUSE_POINT} and p.about_kind = 'draft-clause' and c.opportunity_id = ${opportunityId}
      and (${organisationId}::uuid is null or p.raised_for_organisation = ${organisationId}) order by p.state <> 'open', c.number, p.number limit 500`.execute(read);
  return rows;
}

/** The clause that a point is on. */
export async function clauseOfPoint(read: Read, clauseId: string): Promise<{ readonly opportunityId: string; readonly number: number; readonly heading: string } | null> {
  const row = await read.selectFrom('draft_clause').select(['opportunity_id', 'number', 'heading']).where('id', '=', clauseId).executeTakeFirst();
  return row ? { opportunityId: row.opportunity_id, number: row.number, heading: row.heading } : null;
}

export interface TupePack {
  readonly id: string;
  readonly version: number;
  readonly fromProvider: string;
  readonly factsOfOn: CalendarDate;
  readonly pensionWords: string;
  readonly otherWords: string;
  readonly reasonForChange: string | null;
  readonly releasedAt: Date;
  readonly posts: readonly Post[];
}
export interface TupeStatement { readonly says: TupeSays; readonly reason: string }

export async function tupeStatement(read: Read, opportunityId: string): Promise<TupeStatement | null> {
  const { rows } = await sql<TupeStatement>`select says, reason from tupe_statement where opportunity_id = ${opportunityId}`.execute(read);
  return rows[0] ?? null;
}

export const storeStatement = async (tx: Tx, opportunityId: string, { says, reason }: TupeStatement, by: PersonId | null): Promise<void> =>
  void (await tx.insertInto('tupe_statement').values({ opportunity_id: opportunityId, says, reason, stated_by: by })
    .onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet({ says, reason, stated_by: by, stated_at: sql`wantsum_clock()` })).execute());

/** The newest pack of an opportunity; null where there is none. */
export async function latestPack(read: Read, opportunityId: string): Promise<TupePack | null> {
  const { rows } = await sql<Omit<TupePack, 'posts'> & { posts: (Omit<Post, 'salaryPence'> & { salaryPence: string })[] }>`
    select p.id, p.version, p.from_provider as "fromProvider", p.facts_of_on::text as "factsOfOn", p.pension_words as "pensionWords", p.other_words as "otherWords", p.reason_for_change as "reasonForChange", p.released_at as "releasedAt",
      coalesce((select jsonb_agg(jsonb_build_object('role', s.role, 'hoursPerWeek', trim_scale(s.hours_per_week)::text, 'salaryPence', s.salary_pence::text, 'startedYear', s.started_year, 'contract', s.contract, 'pension', s.pension) order by s.position) from tupe_post s where s.pack_id = p.id), '[]') as posts
    from tupe_pack p where p.opportunity_id = ${opportunityId} order by p.version desc limit 1`.execute(read);
  return rows[0] ? { ...rows[0], posts: rows[0].posts.map((post) => ({ ...post, salaryPence: BigInt(post.salaryPence) })) } : null;
}

/** @returns the version that it became */
export async function insertPack(tx: Tx, opportunityId: string, pack: Omit<TupePack, 'id' | 'version' | 'releasedAt'>, checkedBy: PersonId | null): Promise<{ readonly id: string; readonly version: number }> {
  const last = await tx.selectFrom('tupe_pack').select((e) => e.fn.max('version').as('version')).where('opportunity_id', '=', opportunityId).executeTakeFirst();
  const [id, version] = [newId<'tupe_pack'>(), (last?.version ?? 0) + 1];
  await tx.insertInto('tupe_pack').values({ id, version, opportunity_id: opportunityId, from_provider: pack.fromProvider, facts_of_on: pack.factsOfOn, pension_words: pack.pensionWords, other_words: pack.otherWords, reason_for_change: pack.reasonForChange, checked_by: checkedBy }).execute();
  await tx.insertInto('tupe_post').values(pack.posts.map((post, index) => ({ pack_id: id, position: index + 1, role: post.role, hours_per_week: post.hoursPerWeek, salary_pence: post.salaryPence, started_year: post.startedYear, contract: post.contract, pension: post.pension }))).execute();
  return { id, version };
}

/** @returns false when this person has had this version for this organisation already */
export async function insertReceipt(tx: Tx, packId: string, organisationId: string, personId: PersonId): Promise<boolean> {
  const result = await tx.insertInto('tupe_receipt').values({ pack_id: packId, organisation_id: organisationId, person_id: personId }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether this person has been given this very version. */
export async function hasPack(read: Read, packId: string, personId: PersonId | null): Promise<boolean> {
  if (personId === null) return false;
  return (await read.selectFrom('tupe_receipt').select('pack_id').where('pack_id', '=', packId).where('person_id', '=', personId).limit(1).executeTakeFirst()) !== undefined;
}

export interface ReceiptLine { readonly organisation: string; readonly person: string; readonly version: number; readonly undertookAt: Date }

/** Who was given which version. Shown to staff once bids are opened: before it, it would say who is interested. */
export async function receiptsOf(read: Read, opportunityId: string): Promise<ReceiptLine[]> {
  const { rows } = await sql<ReceiptLine>`select g.name as organisation, w.name as person, p.version, r.undertook_at as "undertookAt" from tupe_receipt r join tupe_pack p on p.id = r.pack_id join organisation g on g.id = r.organisation_id join person w on w.id = r.person_id
    where p.opportunity_id = ${opportunityId} order by r.undertook_at, g.name limit 1000`.execute(read);
  return rows;
}

/** How many organisations have had each version: numbers, which may be seen at any time. */
export async function receiptCounts(read: Read, opportunityId: string): Promise<{ readonly version: number; readonly organisations: number }[]> {
  const { rows } = await sql<{ version: number; organisations: number }>`select p.version, count(distinct r.organisation_id)::int as organisations from tupe_pack p left join tupe_receipt r on r.pack_id = p.id where p.opportunity_id = ${opportunityId} group by p.version order by p.version`.execute(read);
  return rows;
}
