import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { OrganisationId } from '#kernel/ids';
import type { NetPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Read, Tx } from '#platform/database/connection';
import { activateAgreement, bringIntoForce, type AgreementId } from './create-agreement.store.ts';
import { changeAgreement, lockAgreement, markTerminated, moveAgreement } from './agreement.store.ts';
import { removeWords } from './agreement-words.store.ts';

/** As many names as a line of the register holds; every provider is a party, on the page and in the files. */
const MOST_NAMED = 5;

/**
 * Makes the providers of a framework exactly those that the caller finds once the agreement is locked, so that two who come or go at once are both
 * counted. The first to join puts a draft in force.
 * @param agreedReviews plans its reviews, in the moment in which it comes into force
 */
export async function setProviders(tx: Tx, id: AgreementId, find: () => Promise<readonly OrganisationId[]>, agreedReviews: () => Promise<unknown>): Promise<Decision> {
  const agreement = await lockAgreement(tx, id);
  if (!agreement) throw new Error('the agreement of a framework is not there');
  const ids = await find();
  await sql`delete from agreement_party where agreement_id = ${id} and organisation_id <> all(${ids}::uuid[])`.execute(tx);
  await sql`insert into agreement_party (agreement_id, organisation_id, role) select ${id}, one, 'supplier' from unnest(${ids}::uuid[]) one on conflict do nothing`.execute(tx);
  await sql`update agreement set supplier_name = (
      select case when count(*) <= ${MOST_NAMED} then string_agg(o.name, '; ' order by lower(o.name), o.id)
        else array_to_string((array_agg(o.name order by lower(o.name), o.id))[1:${sql.raw(String(MOST_NAMED))}], '; ') || ' and ' || (count(*) - ${MOST_NAMED}) || ' more' end
      from agreement_party p join organisation o on o.id = p.organisation_id where p.agreement_id = ${id}) where id = ${id}`.execute(tx);
  await changeAgreement(tx, agreement, {});
  if (agreement.state !== 'draft' || ids.length === 0) return allow();
  await agreedReviews();
  const live = await activateAgreement(tx, id);
  // One set up before its contract was asked for may lack somebody who answers for it: it is in force all the same, and marked.
  if (live.kind === 'refused' && live.code === 'incomplete') await bringIntoForce(tx, id);
  else if (live.kind === 'refused') return live;
  return allow();
}

/** The term of a framework moved, by a change that a director agreed to. */
export async function moveFrameworkEnd(tx: Tx, id: AgreementId, endsOn: CalendarDate): Promise<void> {
  const agreement = await lockAgreement(tx, id);
  if (agreement && (agreement.state === 'live' || agreement.state === 'draft')) await changeAgreement(tx, agreement, { endsOn });
}

/** The most that may be called off from a framework changed, agreed by whoever signs off such a value. */
export async function moveFrameworkCeiling(tx: Tx, id: AgreementId, valueNetPence: NetPence): Promise<void> {
  const agreement = await lockAgreement(tx, id);
  if (agreement && (agreement.state === 'live' || agreement.state === 'draft')) await changeAgreement(tx, agreement, { valueNetPence });
}

/** The framework is over. A draft, which nobody had joined, was never a contract: it goes. */
export async function closeFramework(tx: Tx, id: AgreementId, reason: string, today: CalendarDate): Promise<void> {
  const agreement = await lockAgreement(tx, id);
  if (agreement?.state === 'live') {
    const early = agreement.endsOn !== null && today < agreement.endsOn;
    await moveAgreement(tx, agreement, early ? 'terminated' : 'ended', reason);
    if (early) await markTerminated(tx, id, false);
  }
  if (agreement?.state !== 'draft') return;
  await removeWords(tx, id);
  await sql`delete from outcome_served where about_kind = 'agreement' and about_id = ${id}`.execute(tx);
  await sql`delete from thread_link where (from_kind = 'agreement' and from_id = ${id}) or (to_kind = 'agreement' and to_id = ${id})`.execute(tx);
  await sql`delete from review where agreement_id = ${id} and held_on is null`.execute(tx);
  await sql`delete from agreement where id = ${id}`.execute(tx);
}

/** Where a framework's or a call-off's terms are set: by the framework's own rules, not by hand here. @returns the framework's page, or null */
export async function ruledElsewhere(read: Read, agreementId: string): Promise<{ readonly frameworkHref: string; readonly isFramework: boolean } | null> {
  const { rows } = await sql<{ id: string; isFramework: boolean }>`select id, true as "isFramework" from arrangement where agreement_id = ${agreementId}
    union all select arrangement_id, false from call_off where agreement_id = ${agreementId} limit 1`.execute(read);
  return rows[0] ? { frameworkHref: `/arrangements/${rows[0].id}`, isFramework: rows[0].isFramework } : null;
}

export const endedElsewhere = refuse('framework', 'A framework that is run here is ended on its own page, so that its providers and applicants are told.');
