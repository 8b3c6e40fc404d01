import { sql } from 'kysely';
import { newId, type Id } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { outcomesServed } from '#outcomes';
import { missingNeedParts, type Evidence, type MissingNeed, type Need } from './need.ts';

/** The needs record of an exercise; null while nothing was entered. */
export async function needOf(read: Read, exerciseId: string): Promise<Need | null> {
  const { rows } = await sql<Omit<Need, 'outcomes'>>`
    select n.id, n.exercise_id as "exerciseId", n.user_group as "userGroup", n.size_of_need as "sizeOfNeed", n.level_of_need as "levelOfNeed", n.budget_pence as "budgetPence",
      n.budget_years as "budgetYears", n.version,
      coalesce((select json_agg(json_build_object('code', c.code, 'name', coalesce(a.name, c.code)) order by c.place) from unnest(n.area_codes) with ordinality as c (code, place) left join area a on a.code = c.code), '[]') as areas,
      coalesce((select json_agg(json_build_object('id', v.id, 'title', v.title, 'source', v.source, 'datedOn', v.dated_on, 'address', v.address) order by v.position, v.id) from need_evidence v where v.need_id = n.id), '[]') as evidence
    from need n where n.exercise_id = ${exerciseId}`.execute(read);
  const row = rows[0];
  return row ? { ...row, outcomes: await outcomesServed(read, { kind: 'exercise', id: exerciseId }) } : null;
}

/** What the needs record of an exercise still lacks; the Analyse gate asks it. */
export const needParts = async (read: Read, exerciseId: string): Promise<MissingNeed[]> => missingNeedParts(await needOf(read, exerciseId));

/** The exercise whose needs record this is. */
export async function exerciseOfNeed(read: Read, needId: string): Promise<string | null> {
  return (await read.selectFrom('need').select('exercise_id').where('id', '=', needId).executeTakeFirst())?.exercise_id ?? null;
}

export interface NeedDraft {
  readonly userGroup: string | null;
  readonly areaCodes: readonly string[];
  readonly sizeOfNeed: string | null;
  readonly levelOfNeed: string | null;
  readonly budgetPence: bigint | null;
  readonly budgetYears: number | null;
}

/** Makes the empty record where there is none yet. */
export async function ensureNeed(tx: Tx, exerciseId: string): Promise<{ readonly id: Id<'need'>; readonly isNew: boolean }> {
  const there = await tx.selectFrom('need').select('id').where('exercise_id', '=', exerciseId).executeTakeFirst();
  if (there) return { id: there.id as Id<'need'>, isNew: false };
  const id = newId<'need'>();
  await tx.insertInto('need').values({ id, exercise_id: exerciseId, version: 0 }).execute();
  return { id, isNew: true };
}

/** @returns false when a colleague saved it after `version` was shown */
export async function updateNeed(tx: Tx, needId: string, version: number, draft: NeedDraft): Promise<boolean> {
  const result = await tx.updateTable('need').set((set) => ({
    user_group: draft.userGroup, area_codes: [...draft.areaCodes], size_of_need: draft.sizeOfNeed, level_of_need: draft.levelOfNeed,
    budget_pence: draft.budgetPence, budget_years: draft.budgetYears, version: version + 1, updated_at: set.fn<Date>('wantsum_clock'),
  })).where('id', '=', needId).where('version', '=', version).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertEvidence(tx: Tx, needId: string, evidence: Omit<Evidence, 'id'>): Promise<Id<'need_evidence'>> {
  const id = newId<'need_evidence'>();
  const last = await tx.selectFrom('need_evidence').select((e) => e.fn.max('position').as('position')).where('need_id', '=', needId).executeTakeFirst();
  await tx.insertInto('need_evidence').values({ id, need_id: needId, title: evidence.title, source: evidence.source, dated_on: evidence.datedOn, address: evidence.address, position: (last?.position ?? 0) + 1 }).execute();
  return id;
}

/** @returns false when it is not there */
export async function deleteEvidence(tx: Tx, exerciseId: string, evidenceId: string): Promise<boolean> {
  const result = await sql`delete from need_evidence v using need n where v.id = ${evidenceId} and n.id = v.need_id and n.exercise_id = ${exerciseId}`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** The body's own area and those within it: what it usually commissions for. */
export async function areasWithin(read: Read, code: string | null): Promise<{ code: string; name: string }[]> {
  if (code === null) return [];
  const { rows } = await sql<{ code: string; name: string }>`select code, name from area where code = ${code} or within = ${code} order by (code = ${code}) desc, name`.execute(read);
  return rows;
}

/** Areas by name or ONS code, as people type them. @returns the codes, and what was not recognised */
export async function areasTyped(read: Read, typed: readonly string[]): Promise<{ readonly codes: string[]; readonly unknown: string[] }> {
  if (typed.length === 0) return { codes: [], unknown: [] };
  const { rows } = await sql<{ typed: string; code: string | null }>`select t.typed, (select a.code from area a where a.code = upper(t.typed) or lower(a.name) = lower(t.typed) order by a.code limit 1) as code
    from unnest(${typed}::text[]) as t (typed)`.execute(read);
  return { codes: rows.flatMap(({ code }) => code ?? []), unknown: rows.flatMap((row) => (row.code === null ? [row.typed] : [])) };
}
