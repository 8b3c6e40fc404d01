import { sql } from 'kysely';
import { decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Read, Tx } from '#platform/database/connection';
import { areas, type Area } from '#parties';
import type { Lotting, LottingOption, OptionLot, Pattern } from './lotting.ts';
import type { Stance, Subcontracting } from './subcontracting.ts';

/** The comparison of an exercise, in two queries. @returns null while nothing was compared */
export async function lottingOf(read: Read, exerciseId: string): Promise<Lotting | null> {
  const { rows: [row] } = await sql<{ id: string; cpvCode: string | null; optionId: string | null; reasons: string | null; decidedOn: string | null; decidedBy: string | null }>`
    select l.id, l.cpv_code as "cpvCode", l.chosen_option_id as "optionId", l.reasons, l.decided_on as "decidedOn", p.name as "decidedBy"
    from lotting l left join person p on p.id = l.decided_by where l.exercise_id = ${exerciseId}`.execute(read);
  if (!row) return null;
  const { rows: options } = await sql<Omit<LottingOption, 'lots'> & { lots: readonly (Omit<OptionLot, 'yearlyNetPence'> & { yearlyNetPence: string })[] }>`
    select o.id, o.kind, o.title, o.cost_net_pence as "costNetPence", o.management_days as "managementDays", o.notes,
      coalesce((select json_agg(json_build_object('title', x.title, 'areaCodes', x.area_codes, 'yearlyNetPence', x.yearly_net_pence::text) order by x.position) from lotting_option_lot x where x.option_id = o.id), '[]') as lots
    from lotting_option o where o.lotting_id = ${row.id} order by o.position, o.id`.execute(read);
  return {
    exerciseId, cpvCode: row.cpvCode,
    options: options.map((option) => ({ ...option, lots: option.lots.map((lot) => ({ ...lot, yearlyNetPence: BigInt(lot.yearlyNetPence) })) })),
    decision: row.optionId === null ? null : { optionId: row.optionId, reasons: row.reasons!, decidedOn: row.decidedOn!, decidedBy: row.decidedBy },
  };
}

/** The comparison's own row, made when there is none. */
async function lottingRow(tx: Tx, exerciseId: string): Promise<string> {
  await tx.insertInto('lotting').values({ id: newId<'lotting'>(), exercise_id: exerciseId }).onConflict((conflict) => conflict.column('exercise_id').doNothing()).execute();
  return (await tx.selectFrom('lotting').select('id').where('exercise_id', '=', exerciseId).forUpdate().executeTakeFirstOrThrow()).id;
}

export async function setServiceKind(tx: Tx, exerciseId: string, cpvCode: string | null): Promise<void> {
  const id = await lottingRow(tx, exerciseId);
  await tx.updateTable('lotting').set({ cpv_code: cpvCode }).where('id', '=', id).execute();
}

export type NewOption = Pick<LottingOption, 'title' | 'costNetPence' | 'managementDays' | 'notes' | 'lots'> & { readonly kind: Pattern };

export async function addOption(tx: Tx, exerciseId: string, option: NewOption): Promise<Id<'lotting_option'>> {
  const lottingId = await lottingRow(tx, exerciseId);
  const id = newId<'lotting_option'>();
  const { count } = await tx.selectFrom('lotting_option').select((e) => e.fn.countAll<bigint>().as('count')).where('lotting_id', '=', lottingId).executeTakeFirstOrThrow();
  await tx.insertInto('lotting_option').values({ id, lotting_id: lottingId, kind: option.kind, title: option.title, cost_net_pence: option.costNetPence, management_days: option.managementDays, notes: option.notes, position: Number(count) + 1 }).execute();
  await tx.insertInto('lotting_option_lot').values(option.lots.map((lot, index) => ({ id: newId<'lotting_option_lot'>(), option_id: id, position: index + 1, title: lot.title, area_codes: [...lot.areaCodes], yearly_net_pence: lot.yearlyNetPence }))).execute();
  return id;
}

/** @returns false when it is not there */
export async function removeOption(tx: Tx, exerciseId: string, optionId: string): Promise<boolean> {
  const result = await tx.deleteFrom('lotting_option').where('id', '=', optionId).where('lotting_id', 'in', (from) => from.selectFrom('lotting').select('id').where('exercise_id', '=', exerciseId)).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function storeChoice(tx: Tx, exerciseId: string, choice: { readonly optionId: string; readonly reasons: string; readonly on: CalendarDate; readonly by: PersonId | null } | null): Promise<void> {
  await tx.updateTable('lotting').set({ chosen_option_id: choice?.optionId ?? null, reasons: choice?.reasons ?? null, decided_on: choice?.on ?? null, decided_by: choice?.by ?? null }).where('exercise_id', '=', exerciseId).execute();
}

export async function subcontractingOf(read: Read, exerciseId: string): Promise<Subcontracting | null> {
  const row = await read.selectFrom('subcontracting').selectAll().where('exercise_id', '=', exerciseId).executeTakeFirst();
  return row ? {
    stance: row.stance as Stance, paymentDays: row.payment_days, workSharePercent: row.work_share_percent === null ? null : decimal(row.work_share_percent), disclosesFee: row.discloses_fee,
    otherDisclosure: row.other_disclosure, requiresPosting: row.requires_posting, reasons: row.reasons,
  } : null;
}

export async function storeSubcontracting(tx: Tx, exerciseId: string, given: Subcontracting, by: PersonId | null): Promise<void> {
  const columns = {
    stance: given.stance, payment_days: given.paymentDays, work_share_percent: given.workSharePercent?.toString() ?? null, discloses_fee: given.disclosesFee, other_disclosure: given.otherDisclosure,
    requires_posting: given.requiresPosting, reasons: given.reasons, decided_by: by, decided_at: sql<Date>`wantsum_clock()`,
  };
  await tx.insertInto('subcontracting').values({ id: newId<'subcontracting'>(), exercise_id: exerciseId, ...columns }).onConflict((conflict) => conflict.column('exercise_id').doUpdateSet(columns)).execute();
}

/** True once an opportunity of the exercise is published: what it said to bidders then stays. Opportunities come later in the order, so their table is read here by SQL. */
export async function isAdvertised(read: Read, exerciseId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from opportunity where exercise_id = ${exerciseId} and state not in ('draft', 'cancelled') limit 1`.execute(read);
  return rows.length > 0;
}

let byName: ReadonlyMap<string, string> | null = null;
const FIRST_KIND: readonly Area['kind'][] = ['district', 'unitary', 'metropolitan-district', 'london-borough', 'county', 'region', 'nation'];

/** The ONS code of an area by its name or code; a district before a county of the same name. */
export function areaNamed(name: string): string | undefined {
  byName ??= new Map([...areas()].sort((one, other) => FIRST_KIND.indexOf(other.kind) - FIRST_KIND.indexOf(one.kind)).flatMap((area) => [[area.name.toLowerCase(), area.code], [area.code.toLowerCase(), area.code]] as const));
  return byName.get(name.trim().toLowerCase());
}
