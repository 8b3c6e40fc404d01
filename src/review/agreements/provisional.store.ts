import { sql } from 'kysely';
import { formatDate, londonDate } from '#kernel/calendar-date';
import type { PersonId } from '#kernel/ids';
import type { Decision } from '#kernel/outcome';
import { mailWriters } from '#parties';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { lockAgreement, type AgreementForChange } from './agreement.store.ts';
import { decideSettling, type ProvisionalOutcome, type ProvisionalStanding } from './provisional.ts';

/** How a contract stands that is or was provisional; null for every other. */
export async function provisionalStanding(read: Read, agreementId: string): Promise<ProvisionalStanding | null> {
  const { rows } = await sql<ProvisionalStanding>`select provisional_ceiling_net_pence as "ceilingNetPence", provisional_review_on as "reviewOn", provisional_outcome as outcome, provisional_decided_on as "decidedOn", provisional_reason as reason
    from agreement where id = ${agreementId} and provisional_ceiling_net_pence is not null`.execute(read);
  return rows[0] ?? null;
}

interface Settling {
  readonly outcome: ProvisionalOutcome | '';
  readonly reason: string;
  readonly by: PersonId | null;
  readonly siteUrl: string;
}

/** What an early review leads to, once, in the transaction that writes the review up; the supplier is told. */
export async function settleProvisional(tx: Tx, agreementId: string, { outcome, reason, by, siteUrl }: Settling): Promise<Decision<ProvisionalOutcome>> {
  const agreement = await lockAgreement(tx, agreementId);
  if (!agreement) throw new Error('the agreement went away');
  const decision = decideSettling(agreement.provisional, outcome, reason, londonDate(await readClock(tx)));
  if (decision.kind === 'refused') return decision;
  await sql`update agreement set provisional_outcome = ${decision.value}, provisional_decided_on = (wantsum_clock() at time zone 'Europe/London')::date, provisional_decided_by = ${by}, provisional_reason = ${reason},
    version = version + 1, updated_at = wantsum_clock() where id = ${agreementId}`.execute(tx);
  await tellSupplier(tx, agreement, decision.value, reason, siteUrl);
  return decision;
}

/** Writes to the people of its supplier. */
async function tellSupplier(tx: Tx, { id, title, state, endsOn }: AgreementForChange, outcome: ProvisionalOutcome, reason: string, siteUrl: string): Promise<void> {
  const { lead_organisation_id: supplier } = await tx.selectFrom('agreement').select('lead_organisation_id').where('id', '=', id).executeTakeFirstOrThrow();
  const over = state === 'ended' || state === 'terminated' ? 'it is over, and is not taken up again' : `it ends at its end date${endsOn ? `, ${formatDate(endsOn)},` : ''} and is not extended`;
  const sentence = outcome === 'full' ? 'it is a full contract now, and its ceiling no longer holds' : over;
  await mailWriters(tx, [{
    organisationIds: supplier === null ? [] : [supplier], subject: `Your early review: ${title}`, about: { kind: 'agreement', id },
    text: [`The early review of your provisional contract “${title}” was held: ${sentence}.`, ...(reason ? [reason] : []), `${siteUrl}/agreements/${id}/reviews\n`].join('\n\n'),
  }]);
}
