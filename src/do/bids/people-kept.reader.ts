import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { USUAL_RETENTION_MONTHS } from '#parties';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { policyValue } from '#policy';

/**
 * How long the details of people who left are kept, in months, by person: the longest of the bodies concerned. Those are the bodies where a
 * person held a role, and the bodies to which an organisation that they acted for has bid. Wired to the parties' `retentionMonths`.
 * @returns nobody for whom no body is concerned
 */
export async function peopleKeptMonths(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ personId: string; bodyId: string }>`
    select distinct h.person_id as "personId", h.scope_id as "bodyId" from role_holding h where h.person_id = any(${personIds}::uuid[]) and h.scope_kind = 'body'
    union select h.person_id, o.body_id from role_holding h join bid b on b.organisation_id = h.scope_id join opportunity o on o.id = b.opportunity_id
      where h.person_id = any(${personIds}::uuid[]) and h.scope_kind = 'organisation'`.execute(read);
  const today = londonDate(await readClock(read));
  const ofBody = new Map<string, number>();
  for (const bodyId of new Set(rows.map((row) => row.bodyId))) {
    const years = (await policyValue(read, bodyId, 'retention.peopleYears', today)).value;
    ofBody.set(bodyId, years === null ? USUAL_RETENTION_MONTHS : years * 12);
  }
  const months = new Map<string, number>();
  for (const { personId, bodyId } of rows) months.set(personId, Math.max(months.get(personId) ?? 0, ofBody.get(bodyId)!));
  return months;
}
