import { sql } from 'kysely';
import { formatDateRange } from '#platform/pages/presentation';
import type { PersonId } from '#kernel/ids';
import type { Claim, Measure } from '#parts/measures';
import type { Tx } from '#platform/database/connection';
import { sendMails } from '#platform/mail/send-mail';

interface About {
  readonly id: string;
  readonly title: string;
}

/** Tells the contract's manager that a result waits to be confirmed, unless they entered it; then its director. */
export async function tellManager(tx: Tx, agreement: About, measure: Measure, claim: Claim, siteUrl: string, enteredBy: PersonId | null): Promise<void> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`select p.id as "personId", p.email from agreement r
    join person p on p.id = case when r.manager_id is null or r.manager_id = ${enteredBy}::uuid then r.director_id else r.manager_id end
    where r.id = ${agreement.id} and p.state = 'active' and p.id is distinct from ${enteredBy}::uuid`.execute(tx);
  await sendMails(tx, rows.map((to) => ({
    to, subject: `A result to confirm: ${agreement.title}`, about: { kind: 'agreement', id: agreement.id },
    text: `A result of “${measure.name}”, ${formatDateRange(claim.from, claim.to)}, was entered on ${agreement.title}. It counts once you have confirmed it.\n\n${siteUrl}/agreements/${agreement.id}/measures/${measure.id}\n`,
  })));
}

/** Tells whoever entered a result what is asked about it. */
export async function tellWhoClaimed(tx: Tx, agreement: About, resultId: string, reason: string, siteUrl: string): Promise<void> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`select p.id as "personId", p.email from observation o join person p on p.id = o.claimed_by and p.state = 'active' where o.id = ${resultId}`.execute(tx);
  await sendMails(tx, rows.map((to) => ({
    to, subject: `A result to put right: ${agreement.title}`, about: { kind: 'agreement', id: agreement.id },
    text: `The result that you entered on ${agreement.title} was queried:\n\n${reason}\n\nPut it right here:\n${siteUrl}/agreements/${agreement.id}/results/${resultId}/correct\n`,
  })));
}
