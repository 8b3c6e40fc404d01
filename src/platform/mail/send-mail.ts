import { newId, type PersonId } from '#kernel/ids';
import type { Tx } from '../database/connection.ts';
import { planJob } from '../jobs/jobs.ts';
import type { RecordReference } from '../access/record-kind.ts';

export interface Mail {
  readonly to: { readonly personId?: PersonId; readonly email: string };
  readonly subject: string;
  /** Plain text, short lines, with the full address of the page it speaks of. Never the content of a bid. */
  readonly text: string;
  readonly about?: RecordReference;
}

/** The job that hands waiting mail to the server; see deliver-mail.ts. */
export const DELIVER_MAIL = 'mail.deliver';

/** Puts a mail in the outbox in the caller's transaction; a job delivers it after the commit. */
export async function sendMail(tx: Tx, mail: Mail): Promise<void> {
  await tx
    .insertInto('outbox_mail')
    .values({
      id: newId<'outbox_mail'>(),
      recipient_person_id: mail.to.personId ?? null,
      recipient_email: mail.to.email,
      subject: mail.subject.replaceAll(/[\r\n]+/g, ' '),
      body_text: mail.text,
      about_kind: mail.about?.kind ?? null,
      about_id: mail.about?.id ?? null,
    })
    .execute();
  await planJob(tx, DELIVER_MAIL, {}, { singletonKey: 'waiting' });
}
