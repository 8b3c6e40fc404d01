import nodemailer from 'nodemailer';
import type { Services } from '../services.ts';
import type { JobHandler } from '../jobs/jobs.ts';
import { DELIVER_MAIL } from './send-mail.ts';

const BATCH = 50;
const MOST_ATTEMPTS = 8;

/** Hands waiting mail to the mail server, one at a time. Without a server configured it stays in the outbox, which has a page. */
export const deliverMail: JobHandler = { name: DELIVER_MAIL, cron: '*/5 * * * *', run: deliverWaiting };

async function deliverWaiting(services: Services): Promise<void> {
  const { smtpUrl, from } = services.config.mail;
  if (!smtpUrl) return;
  const transport = nodemailer.createTransport(smtpUrl);
  const waiting = await services.database.read((read) => read.selectFrom('outbox_mail').selectAll().where('state', '=', 'waiting').orderBy('created_at').limit(BATCH).execute());
  for (const mail of waiting) {
    // The outside call is made between transactions, never in one.
    const problem = await transport.sendMail({ from, to: mail.recipient_email, subject: mail.subject, text: mail.body_text, messageId: `<${mail.id}@wantsum>` }).then(() => null, (error: Error) => error.message);
    await services.database.write((tx) =>
      tx
        .updateTable('outbox_mail')
        .set((set) => (problem === null ? { state: 'sent', sent_at: set.fn('wantsum_clock') } : { attempts: mail.attempts + 1, last_problem: problem, state: mail.attempts + 1 >= MOST_ATTEMPTS ? 'failed' : 'waiting' }))
        .where('id', '=', mail.id)
        .where('state', '=', 'waiting')
        .execute(),
    );
  }
}
