import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type Id } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import type { Criterion, CriterionKind, JudgedBy } from './criteria.ts';
import type { ReachFormula } from './reach.ts';
import type { PresetCriterion } from './criteria-presets.ts';

/** A record's criteria, in order within their levels. */
export async function criteriaOf(read: Read, about: RecordReference): Promise<Criterion[]> {
  const rows = await read.selectFrom('criterion').selectAll().where('about_kind', '=', about.kind).where('about_id', '=', about.id).orderBy('position').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id as Criterion['id'],
    parentId: row.parent_id as Criterion['id'] | null,
    name: row.name,
    guidance: row.guidance,
    kind: row.kind as CriterionKind,
    sharePercent: decimal(row.share_percent),
    passPercent: row.pass_percent === null ? null : decimal(row.pass_percent),
    position: row.position,
    judgedBy: row.judged_by as JudgedBy,
    reach: row.kind !== 'reach' ? null : { formula: (row.reach_formula ?? 'shareOfHighest') as ReachFormula, cap: row.reach_cap === null ? null : decimal(row.reach_cap), unit: row.reach_unit ?? row.name.toLowerCase() },
  }));
}

/** Puts a preset in the place of whatever criteria a record had; questions lose their criterion with it. */
export async function replaceCriteria(tx: Tx, about: RecordReference, preset: readonly PresetCriterion[]): Promise<void> {
  const old = tx.selectFrom('criterion').select('id').where('about_kind', '=', about.kind).where('about_id', '=', about.id);
  await tx.updateTable('question').set({ criterion_id: null }).where('criterion_id', 'in', old).execute();
  await tx.deleteFrom('criterion').where('about_kind', '=', about.kind).where('about_id', '=', about.id).execute();
  const rows = rowsOf(about, preset, null);
  if (rows.length > 0) await tx.insertInto('criterion').values(rows).execute();
}

export interface NewCriterion extends Pick<Criterion, 'parentId' | 'name' | 'guidance' | 'kind' | 'sharePercent' | 'passPercent' | 'judgedBy' | 'reach'> {}

/** The columns that say how a criterion is judged; what does not belong to its kind is left empty. */
const judging = ({ kind, judgedBy = 'answers', reach = null }: Pick<NewCriterion, 'kind' | 'judgedBy' | 'reach'>) => ({
  judged_by: kind === 'price' || kind === 'reach' ? 'answers' : judgedBy,
  reach_formula: kind === 'reach' ? (reach?.formula ?? 'shareOfHighest') : null,
  reach_cap: kind === 'reach' && reach?.formula === 'shareOfCap' ? (reach.cap?.toString() ?? null) : null,
  reach_unit: kind === 'reach' ? (reach?.unit ?? null) : null,
});

/** Adds a criterion at the end of its level. */
export async function addCriterion(tx: Tx, about: RecordReference, criterion: NewCriterion): Promise<Id<'criterion'>> {
  const id = newId<'criterion'>();
  const last = await tx.selectFrom('criterion').select((e) => e.fn.max('position').as('position')).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  await tx.insertInto('criterion').values({
    id, about_kind: about.kind, about_id: about.id, parent_id: criterion.parentId, name: criterion.name, guidance: criterion.guidance, kind: criterion.kind,
    share_percent: criterion.sharePercent.toString(), pass_percent: criterion.passPercent?.toString() ?? null, position: (last?.position ?? 0) + 1,
    ...judging(criterion),
  }).execute();
  return id;
}

/** @returns false when the record has no such criterion */
export async function changeCriterion(tx: Tx, about: RecordReference, id: string, criterion: Omit<NewCriterion, 'parentId'>): Promise<boolean> {
  const result = await tx.updateTable('criterion')
    .set({ name: criterion.name, guidance: criterion.guidance, kind: criterion.kind, share_percent: criterion.sharePercent.toString(), pass_percent: criterion.passPercent?.toString() ?? null, ...judging(criterion) })
    .where('id', '=', id).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Sets the shares of several criteria of a record at once. @returns how many there were */
export async function setShares(tx: Tx, about: RecordReference, shares: ReadonlyMap<string, Decimal>): Promise<number> {
  let changed = 0n;
  for (const [id, share] of shares) {
    const result = await tx.updateTable('criterion').set({ share_percent: share.toString() }).where('id', '=', id).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
    changed += result.numUpdatedRows;
  }
  return Number(changed);
}

/** Takes a criterion away with all inside it; questions lose their criterion with it. @returns false when the record has no such criterion */
export async function removeCriterion(tx: Tx, about: RecordReference, id: string, within: readonly string[]): Promise<boolean> {
  await tx.updateTable('question').set({ criterion_id: null }).where('criterion_id', 'in', [id, ...within]).execute();
  const result = await tx.deleteFrom('criterion').where('id', '=', id).where('about_kind', '=', about.kind).where('about_id', '=', about.id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

function rowsOf(about: RecordReference, preset: readonly PresetCriterion[], parentId: string | null): CriterionRow[] {
  return preset.flatMap((criterion, index) => {
    const id = newId<'criterion'>();
    const row = { id, about_kind: about.kind, about_id: about.id, parent_id: parentId, name: criterion.name, kind: criterion.kind, share_percent: criterion.share, position: index + 1, reach_formula: criterion.kind === 'reach' ? 'shareOfHighest' : null, reach_unit: criterion.unit ?? null };
    return [row, ...rowsOf(about, criterion.within ?? [], id)];
  });
}

interface CriterionRow {
  readonly id: string;
  readonly about_kind: string;
  readonly about_id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly kind: string;
  readonly share_percent: string;
  readonly position: number;
  readonly reach_formula: string | null;
  readonly reach_unit: string | null;
}
