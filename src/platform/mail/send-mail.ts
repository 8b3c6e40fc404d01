import { newId, type PersonId } from '#kernel/ids';
import type { Tx } from '../database/connection.ts';
import { insertTogether } from '../database/gathered.ts';
import type { RecordReference } from '../access/record-kind.ts';

export interface Mail {
  readonly to: { readonly personId?: PersonId; readonly email: string };
  readonly subject: string;
  /** Plain text, short lines, with the full address of the page it speaks of. Never the content of a bid. */
  readonly text: string;
  readonly about?: RecordReference;
}

/**
 * Puts mails in the outbox in the caller's transaction: they are there if and only if the act is. The row is the plan: the worker
 * looks for new ones every second (deliver-mail.ts), so that the act need not plan a job as well.
 */
export const sendMails = (tx: Tx, mails: readonly Mail[]): Promise<void> => insertMails(tx, mails.map(row));

const insertMails = insertTogether('outbox_mail', { id: 'uuid', recipient_person_id: 'uuid', recipient_email: 'text', subject: 'text', body_text: 'text', about_kind: 'text', about_id: 'uuid' });

/** One mail; see `sendMails`. */
export const sendMail = (tx: Tx, mail: Mail): Promise<void> => sendMails(tx, [mail]);

const row = (mail: Mail) => ({
  id: newId<'outbox_mail'>(),
  recipient_person_id: mail.to.personId ?? null,
  recipient_email: mail.to.email,
  subject: mail.subject.replaceAll(/[\r\n]+/g, ' '),
  body_text: mail.text,
  about_kind: mail.about?.kind ?? null,
  about_id: mail.about?.id ?? null,
});
