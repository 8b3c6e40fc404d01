import { sql } from 'kysely';
import { formatDate } from '#kernel/calendar-date';
import type { PersonId } from '#kernel/ids';
import type { Tx } from '#platform/database/connection';
import { sendMails } from '#platform/mail/send-mail';
import { caseById } from '#parts/cases';
import type { Opportunity } from './opportunity.ts';
import { answersDue, CLARIFICATION } from './owed-questions.reader.ts';

/**
 * Writes to the opportunity's own officer and whoever stands in for them; to all of the authority's procurement officers where nobody in
 * office answers for it by name. Neither who asked nor the question is in the mail.
 */
export async function tellOfficers(tx: Tx, opportunity: Opportunity, raised: { readonly id: string; readonly number: number; readonly askPrivate: boolean }, siteUrl: string): Promise<void> {
  const { rows } = await sql<{ personId: PersonId; email: string }>`
    with officer as (select h.person_id, h.role, coalesce(o.officer_id, o.created_by) = h.person_id as is_own from opportunity o
        join role_holding h on h.scope_kind = 'body' and h.scope_id = o.body_id and h.role in ('procurement-officer', 'commissioner') and h.held_until is null
        join person p on p.id = h.person_id and p.state = 'active' where o.id = ${opportunity.id}),
      told as (select person_id from officer where is_own
        union select d.delegate_id from delegation_in_force d join officer f on f.is_own and f.person_id = d.person_id and f.role = d.role where d.body_id = ${opportunity.bodyId}
        union select person_id from officer where role = 'procurement-officer' and not exists (select 1 from officer where is_own))
    select p.id as "personId", p.email from told join person p on p.id = told.person_id and p.state = 'active' order by p.id`.execute(tx);
  const asked = await caseById(tx, raised.id);
  const day = asked === null ? undefined : (await answersDue(tx, opportunity, [asked])).get(raised.id);
  const text = `A supplier asked question ${raised.number} about “${opportunity.title}”${raised.askPrivate ? ', and asks for a private answer' : ''}.${day ? `\n\nAnswer it by ${formatDate(day)}.` : ''}\n\n${siteUrl}/clarifications/${raised.id}\n`;
  await sendMails(tx, rows.map((to) => ({ to, subject: `Question ${raised.number} about ${opportunity.title}`, text, about: { kind: CLARIFICATION, id: raised.id } })));
}
