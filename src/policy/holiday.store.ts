import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { shippedLaw, type BankHoliday, type Division, type Law } from '#law';
import type { Read, Tx } from '#platform/database/connection';

/** A day that this site's administrators added to, or took out of, the shipped bank holidays. */
export interface SiteHoliday {
  readonly division: Division;
  readonly date: CalendarDate;
  readonly name: string;
  readonly source: string;
  readonly verified: boolean;
  /** False for a shipped holiday that is withdrawn. */
  readonly held: boolean;
}

/** The site's own rows, in order of date. */
export async function siteHolidays(read: Read): Promise<SiteHoliday[]> {
  const { rows } = await sql<SiteHoliday>`select division, held_on::text as date, name, source, verified, held from holiday order by held_on, division`.execute(read);
  return rows;
}

/** Every bank holiday that clocks count by: those shipped with the law, and the site's own rows over them. */
export const holidaysFor = async (read: Read): Promise<readonly BankHoliday[]> => mergeHolidays(shippedLaw.holidays, await siteHolidays(read));

/** The law with this site's holidays: pass it to every function of `#law` that counts working days. */
export const lawFrom = async (read: Read): Promise<Law> => ({ ...shippedLaw, holidays: await holidaysFor(read) });

/** Pure: the site's row wins over the shipped one of the same day and division. An unverified row counts for nothing. */
export function mergeHolidays(shipped: readonly BankHoliday[], own: readonly SiteHoliday[]): readonly BankHoliday[] {
  if (own.length === 0) return shipped;
  const replaced = new Set(own.map(({ division, date }) => `${division} ${date}`));
  return [...shipped.filter(({ division, date }) => !replaced.has(`${division} ${date}`)), ...own.map(asHoliday)];
}

const asHoliday = ({ division, date, name, source, verified, held }: SiteHoliday): BankHoliday => ({
  kind: 'bankHoliday', id: `holiday.${division}.${date}`, division, date, title: name,
  statement: held ? `${name} is a bank holiday. Entered on this site: ${source}.` : `${name} is not a bank holiday. Entered on this site: ${source}.`,
  source: [{ code: 'BFDA71', at: source }], confidence: verified ? 'B' : 'D', enabled: verified && held, unverified: !verified,
});

/** @returns false when the day has a row already */
export async function storeHoliday(tx: Tx, holiday: SiteHoliday): Promise<boolean> {
  const result = await tx.insertInto('holiday')
    .values({ id: newId<'holiday'>(), division: holiday.division, held_on: holiday.date, name: holiday.name, source: holiday.source, verified: holiday.verified, held: holiday.held })
    .onConflict((conflict) => conflict.columns(['division', 'held_on']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}
